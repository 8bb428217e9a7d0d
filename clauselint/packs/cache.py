"""Parsed packs kept from one run to the next: reading 250 YAML files takes a second, reading what they say a tenth of it.

What is kept is what the YAML says, as JSON, in the user's cache folder; nothing of a contract. It is named after the
content of the files and of the types that read them, so that it can never be stale. Where it cannot be written or read,
the YAML is read again.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from clauselint.packs import heads, schema, types

Model = TypeVar("Model", bound=BaseModel)

SETTING = "CLAUSELINT_CACHE"
"""The environment variable that names another folder for caches, or turns them off: ``off``."""

_PRIVATE = 0o700
_MOST = 64  # files kept; the ones used longest ago go first


def cached(folder: Path, model: type[Model], build: Callable[[Path], Model]) -> Model:
    """What ``build`` makes of the YAML files in ``folder``, from the cache where nothing has changed since."""
    file = _file(folder, model)
    if file is None:
        return build(folder)
    try:
        return model.model_validate_json(file.read_bytes())
    except (OSError, ValidationError):  # not there yet, or spoiled: made anew
        made = build(folder)
        _write(file, made.model_dump_json(exclude_defaults=True))
        return made


def _file(folder: Path, model: type[BaseModel]) -> Path | None:
    place = _folder()
    if place is None:
        return None
    digest = hashlib.sha256(_schema())
    digest.update(model.__name__.encode())
    for yaml in sorted(folder.glob("*.yaml")):
        digest.update(yaml.name.encode())
        try:
            digest.update(hashlib.sha256(yaml.read_bytes()).digest())
        except OSError:
            return None  # whoever reads it says what is wrong
    return place / f"{folder.name}-{digest.hexdigest()[:24]}.json"


@lru_cache(maxsize=1)
def _schema() -> bytes:
    return b"".join(Path(m.__file__ or "").read_bytes() for m in (schema, heads, types))


def _folder() -> Path | None:
    wanted = os.environ.get(SETTING, "")
    if wanted.casefold() == "off":
        return None
    if wanted:
        return Path(wanted) / "packs"
    from platformdirs import user_cache_path

    return user_cache_path("clauselint", appauthor=False) / "packs"


def _write(file: Path, text: str) -> None:
    """Write beside and rename, so that a run next to this one never reads half a file. A cache that cannot be written
    is no fault: the next run is as slow as this one."""
    try:
        file.parent.mkdir(mode=_PRIVATE, parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", dir=file.parent, suffix=".part", delete=False, encoding="utf-8") as part:
            part.write(text)
        Path(part.name).replace(file)
        kept = sorted(file.parent.glob("*.json"), key=lambda f: f.stat().st_mtime)
        for old in kept[:-_MOST]:
            old.unlink(missing_ok=True)
    except OSError:
        return
