"""Files of one pack's folder, loaded as types, before they are combined with the packs that they refer to."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field

from clauselint.diagnostics.errors import PackError
from clauselint.packs.pack_file import ExtensionFile, PackFile
from clauselint.packs.policy_names import PACK_FILE
from clauselint.packs.registry import requirement_files
from clauselint.packs.schema import Requirement, Strict
from clauselint.packs.term_tables import merge_own_terms
from clauselint.packs.validation import ignored_files, used_twice
from clauselint.packs.yaml_files import EXAMPLES, load_model, load_yaml


class PackFiles(Strict):
    """Content of one folder's files: its pack file, with the terms of all its files, and its rows."""

    pack_file: PackFile | ExtensionFile = Field(union_mode="left_to_right")
    rows: tuple[Requirement, ...]


def load_files(folder: Path, *, examples: bool) -> PackFiles:
    """Return what the files of a folder hold, with the examples of the rows or without.

    Raises:
        PackError: with every fault that can be told from the files alone.
    """
    faults: list[str] = []
    rows: list[tuple[Path, Requirement]] = []
    pack_file: PackFile | ExtensionFile | None = None
    try:
        pack_file, faults = merge_own_terms(folder, load_pack_file(folder))
    except PackError as error:
        faults.append(str(error))
    for file in requirement_files(folder):
        try:
            rows.append((file, load_model(file, Requirement, None if examples else EXAMPLES)))
        except PackError as error:
            faults.append(str(error))
    faults += map(str, [*used_twice(rows), *ignored_files(folder)])
    if not rows and not faults and isinstance(pack_file, PackFile):
        cure = f"Write one YAML file for each requirement, beside {PACK_FILE}."
        faults.append(str(PackError("the pack has no requirements.", where=str(folder), cure=cure)))
    if faults or pack_file is None:
        raise PackError("\n".join(faults))
    return PackFiles(pack_file=pack_file, rows=tuple(row for _, row in rows))


def load_pack_file(folder: Path) -> PackFile | ExtensionFile:
    """Return ``pack.yaml`` of a folder; what it may hold depends on whether it extends another pack."""
    file = folder / PACK_FILE
    data = load_yaml(file)
    extends = isinstance(data, dict) and "extends" in data
    return load_model(file, ExtensionFile) if extends else load_model(file, PackFile)
