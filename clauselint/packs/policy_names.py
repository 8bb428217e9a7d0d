"""What a policy is called, and whether a pack's files have changed.

Apart from the registry, which reads YAML: a run whose results are kept needs only this.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

HEAD = "pack.yaml"


def is_path(policy: str | Path) -> bool:
    """Whether a policy is named by its path: that holds a separator, or ends in .yaml."""
    return isinstance(policy, Path) or "/" in policy or "\\" in policy or policy.endswith((".yaml", ".yml"))


def content_digest(folder: Path) -> str | None:
    """Of the names and the content of a folder's YAML files; None where one cannot be read."""
    digest = hashlib.sha256()
    try:
        for file in sorted(folder.glob("*.y*ml")):
            digest.update(file.name.encode("utf-8", "surrogateescape") + b"\0")
            digest.update(hashlib.sha256(file.read_bytes()).digest())
    except OSError:
        return None  # whoever reads it says what is wrong
    return digest.hexdigest()
