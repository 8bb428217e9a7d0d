"""Names of policies and of a pack's files, and the digest of their content.

This module stands apart from the registry, which reads YAML: a run whose results are cached needs nothing else.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

PACK_FILE = "pack.yaml"
TERMS = "terms"
"""The folder of term files beside ``pack.yaml``; one file is enough in ``terms.yaml``."""


def is_path(policy: str | Path) -> bool:
    """Return whether a policy is named by its path, which holds a separator or ends in .yaml."""
    return isinstance(policy, Path) or "/" in policy or "\\" in policy or policy.endswith((".yaml", ".yml"))


def content_digest(folder: Path) -> str | None:
    """Return a digest of the names and the content of a pack's YAML files; None where one cannot be read."""
    digest = hashlib.sha256()
    try:
        for file in [*sorted(folder.glob("*.y*ml")), *sorted((folder / TERMS).glob("*.y*ml"))]:
            digest.update(file.relative_to(folder).as_posix().encode("utf-8", "surrogateescape") + b"\0")
            digest.update(hashlib.sha256(file.read_bytes()).digest())
    except OSError:
        return None  # whoever reads it says what is wrong
    return digest.hexdigest()
