"""A new pack, ready to be changed: a head and one requirement whose examples pass."""

from __future__ import annotations

import json
import os
import re
from importlib.resources import files
from pathlib import Path
from string import Template

from clauselint.diagnostics.errors import UsageError
from clauselint.packs.editor import schema
from clauselint.packs.policy_names import HEAD, is_path

SCHEMAS = ".schemas"


def create(folder: Path, extends: str | None) -> tuple[Path, ...]:
    """Write a new pack into ``folder``, with the schemas by which editors check it; on top of ``extends``, if given.

    Raises:
        UsageError: the folder holds something already, or cannot be written.
    """
    name = re.sub(r"[^a-z0-9]+", "-", folder.resolve().name.lower()).strip("-") or "our-pack"
    prefix = "".join(word[0] for word in name.split("-")).upper()
    prefix = prefix if len(prefix) > 1 else name[:3].upper()
    if not prefix[:1].isalpha():
        name, prefix = f"pack-{name}", "OUR"
    if extends and is_path(extends):
        extends = os.path.relpath(Path(extends).resolve(), folder.resolve()).replace(os.sep, "/")
        extends = extends if extends.startswith(".") else f"./{extends}"
    values = {"name": name, "code": f"{prefix}-001", "extends": extends or ""}
    head, kind = ("extension.yaml", "extension") if extends else ("pack.yaml", "pack")
    written = {
        Path(HEAD): _filled(head, values),
        Path(f"{values['code']}-written-notice-of-changes.yaml"): _filled("requirement.yaml", values),
        Path(SCHEMAS, "pack.schema.json"): _json(kind),
        Path(SCHEMAS, "requirement.schema.json"): _json("requirement"),
    }
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError("there is something already.", where=str(folder), cure="Name a new or an empty folder.")
    try:
        (folder / SCHEMAS).mkdir(parents=True)
        for file, text in written.items():
            (folder / file).write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise UsageError(f"cannot be written: {error.strerror}.", where=str(folder)) from error
    return tuple(folder / file for file in written)


def _filled(template: str, values: dict[str, str]) -> str:
    text = files("clauselint.packs").joinpath("new", template).read_text(encoding="utf-8")
    return Template(text).substitute(values)


def _json(kind: str) -> str:
    return json.dumps(schema(kind), indent=1, ensure_ascii=False) + "\n"
