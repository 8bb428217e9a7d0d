"""New packs, ready to be changed: a pack file, terms, and one requirement whose examples pass."""

from __future__ import annotations

import json
import os
import re
from importlib import resources
from pathlib import Path
from string import Template

from clauselint.diagnostics.errors import UsageError
from clauselint.packs.editor import schema
from clauselint.packs.policy_names import PACK_FILE, TERMS, is_path

SCHEMAS = ".schemas"


def create_pack(folder: Path, extends: str | None) -> tuple[Path, ...]:
    """Write a new pack into ``folder``, with the schemas by which editors check it; on top of ``extends``, if given.

    Raises:
        UsageError: the folder holds something already, or cannot be written.
    """
    files = _contents(folder, extends)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError("the folder is not empty.", where=str(folder), cure="Name a new or an empty folder.")
    try:
        for file, text in files.items():
            (folder / file).parent.mkdir(parents=True, exist_ok=True)
            (folder / file).write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise UsageError(f"cannot be written: {error.strerror}.", where=str(folder)) from error
    return tuple(folder / file for file in files)


def _contents(folder: Path, extends: str | None) -> dict[Path, str]:
    """Return the files of the new pack, by their paths in its folder."""
    name, prefix = _names_from(folder)
    values = {"name": name, "code": f"{prefix}-001", "extends": _from_folder(extends, folder) if extends else ""}
    template, kind = ("extension.yaml", "extension") if extends else ("pack.yaml", "pack")
    terms = (
        _filled("terms.yaml", values) if extends else _filled("terms.yaml", values) + _filled("subject.yaml", values)
    )
    return {
        Path(PACK_FILE): _filled(template, values),
        Path(TERMS, "changes.yaml"): terms,
        Path(f"{values['code']}-written-notice-of-changes.yaml"): _filled("requirement.yaml", values),
        Path(SCHEMAS, "pack.schema.json"): _json(kind),
        Path(SCHEMAS, "terms.schema.json"): _json("terms"),
        Path(SCHEMAS, "requirement.schema.json"): _json("requirement"),
    }


def _names_from(folder: Path) -> tuple[str, str]:
    """Return the name of the pack and the prefix of its codes, both from the name of its folder."""
    name = re.sub(r"[^a-z0-9]+", "-", folder.resolve().name.lower()).strip("-") or "our-pack"
    initials = "".join(word[0] for word in name.split("-")).upper()
    prefix = initials if len(initials) > 1 else name[:3].upper()
    return (name, prefix) if prefix[:1].isalpha() else (f"pack-{name}", "OUR")


def _from_folder(policy: str, folder: Path) -> str:
    """Return the policy as ``pack.yaml`` in the folder names it: a path as seen from there, a name as it is."""
    if not is_path(policy):
        return policy
    path = os.path.relpath(Path(policy).resolve(), folder.resolve()).replace(os.sep, "/")
    return path if path.startswith(".") else f"./{path}"


def _filled(template: str, values: dict[str, str]) -> str:
    text = resources.files("clauselint.packs").joinpath("new", template).read_text(encoding="utf-8")
    return Template(text).substitute(values)


def _json(kind: str) -> str:
    return json.dumps(schema(kind), indent=1, ensure_ascii=False) + "\n"
