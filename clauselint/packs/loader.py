"""Packs loaded from the files of a folder. The folder is the registry: nothing is listed anywhere."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache, reduce
from pathlib import Path

from clauselint.diagnostics.errors import PackError, UsageError
from clauselint.diagnostics.faults import Fault
from clauselint.diagnostics.suggest import did_you_mean, nearest_word
from clauselint.model import ParamValue
from clauselint.packs import extension, validation
from clauselint.packs.clause_type_file import ClauseType, TypesFile
from clauselint.packs.folder_files import PackFiles, load_files, load_pack_file
from clauselint.packs.pack import Pack
from clauselint.packs.pack_cache import cached
from clauselint.packs.pack_file import ExtensionFile, PackFile, TermsFile
from clauselint.packs.policy_names import PACK_FILE, content_digest, is_path
from clauselint.packs.registry import folder_of, installed, shipped_packs, term_files
from clauselint.packs.schema import Requirement
from clauselint.packs.term_tables import TermTable, load_terms
from clauselint.packs.yaml_files import load_model
from clauselint.packs.yaml_places import YamlPlaces
from clauselint.support.data_paths import patterns_folder

TYPES = "types"


def load(policy: str | Path = "student-data", params: Mapping[str, ParamValue] | None = None) -> Pack:
    """Return the pack called ``policy``, or the one in that folder, with parameters set.

    Raises UsageError for an unknown pack or parameter, PackError with every fault of the files.
    """
    pack = load_folder(folder_of(policy))
    return pack.with_params(params) if params else pack


def available() -> tuple[Pack, ...]:
    """Return all packs that come with clauselint or with installed packages, by name."""
    return tuple(load_folder(folder) for _, folder in sorted({**installed(), **shipped_packs()}.items()))


@lru_cache(maxsize=64)
def load_folder(folder: Path) -> Pack:
    """Return the pack in a folder. Raises PackError with every fault of its files."""
    files, digest = _files(folder)
    if isinstance(files.pack_file, ExtensionFile):
        pack = _extended_pack(folder, digest, files.pack_file, files.rows)
    else:
        _stop_at(validation.silent_replacements(folder, files.rows, (), ()))
        table = _table(folder, files.pack_file)
        pack = replace(_pack(folder, files.pack_file, files.rows, files.rows, table), folders=((folder, digest),))
    current = (row for row in pack.requirements if row.status != "deprecated")
    return replace(pack, requirements=tuple(sorted(current, key=lambda r: r.code)))


def _extended_pack(folder: Path, digest: str, pack_file: ExtensionFile, own: tuple[Requirement, ...]) -> Pack:
    """Return the pack of a folder that extends another."""
    base = _base(folder, pack_file)
    _stop_at(extension.faults(folder, pack_file, own, base))
    rows = extension.changed_rows(pack_file, base.requirements, own)
    pack = _pack(folder, extension.extended_pack_file(pack_file, base.file), rows, own, _table(folder, pack_file))
    off = {**base.off, **{code: change.off for code, change in pack_file.rows.items() if change.off}}
    return replace(pack, off=off, folders=((folder, digest), *base.folders))


def _pack(
    folder: Path, pack_file: PackFile, rows: tuple[Requirement, ...], own: tuple[Requirement, ...], table: TermTable
) -> Pack:
    """Return the pack of these rows, of which the folder's files hold ``own``. Raises PackError for unknown names."""
    terms = table.with_former_names()
    _stop_at(
        [*validation.unknown_terms(folder, own, table), *validation.undefined_names(folder, pack_file, rows, terms)]
    )
    pack_file = pack_file.model_copy(update={"refine": table.refine_with_former_names(pack_file.refine)})
    return Pack(pack_file, rows, terms, folder, renamed=table.renamed, term_folders=table.folders)


def with_examples(pack: Pack) -> Pack:
    """Return the pack with the examples of its own rows, which a run does not need and does not pay for."""
    own = {row.code: row for row in load_files(pack.folder, examples=True).rows}
    rows = (r.model_copy(update={"examples": own[r.code].examples}) if r.code in own else r for r in pack.requirements)
    return replace(pack, requirements=tuple(rows))


def deprecated(pack: Pack) -> tuple[Requirement, ...]:
    """Return the rows of a pack's own folder that are not judged any more, with their examples."""
    return tuple(row for row in load_files(pack.folder, examples=True).rows if row.status == "deprecated")


def former_names(pack: Pack) -> tuple[Fault, ...]:
    """Return a notice for each former name of a term that the pack's own rows still use."""
    return tuple(validation.former_names_used(pack.folder, _files(pack.folder)[0].rows, pack.term_table()))


def find_requirement(code: str) -> tuple[Pack, Requirement]:
    """Return the requirement with this code, alias or name, in any case, with its examples; deprecated ones too.

    Raises:
        UsageError: there is none; it names the nearest.
    """
    name = code.strip().lower()
    known: dict[str, str] = {}
    for pack in available():
        for row in _files(pack.folder)[0].rows:
            if name in {n.lower() for n in (row.code, row.name, *row.aliases)}:
                return pack, next(r for r in load_files(pack.folder, examples=True).rows if r.code == row.code)
            known |= {row.code.lower(): row.code, row.name.lower(): row.name}
    near = nearest_word(name, known)
    cure = (
        f"Did you mean '{known[near]}'?" if near else "`clauselint rule` lists them. Of your own pack: --policy PATH."
    )
    raise UsageError(f"no requirement is called {code!r}.", cure=cure)


def all_codes() -> frozenset[str]:
    """Return the codes of all rows of the packs that come with clauselint or are installed, deprecated ones too."""
    folders = {**installed(), **shipped_packs()}.values()
    return frozenset(row.code for folder in folders for row in _files(folder)[0].rows)


@lru_cache(maxsize=1)
def clause_types() -> tuple[ClauseType, ...]:
    """Return how each clause type of the taxonomy is found, from ``clause_patterns/types/``."""
    return cached(patterns_folder() / TYPES, TypesFile, _all_types).types


def _all_types(folder: Path) -> TypesFile:
    return TypesFile(types=tuple(t for f in sorted(folder.glob("*.yaml")) for t in load_model(f, TypesFile).types))


def shared_terms() -> Mapping[str, tuple[str, ...]]:
    """Return the terms that every pack may name, from ``clause_patterns/terms/``."""
    return _shared_table().terms


@lru_cache(maxsize=1)
def _shared_table() -> TermTable:
    folder = patterns_folder()
    found = cached(folder, TermsFile, _shared_files)
    return TermTable(found.terms, found.renamed, (folder,))


def _shared_files(folder: Path) -> TermsFile:
    found, faults = load_terms(term_files(folder))
    if faults:
        raise PackError("\n".join(faults))
    return found


def _table(folder: Path, pack_file: PackFile | ExtensionFile) -> TermTable:
    """Return the terms in view of a pack. Raises PackError where one hides another without saying so."""
    if isinstance(pack_file, ExtensionFile):
        below = _base(folder, pack_file).term_table()
    else:
        below = _used_terms(folder, pack_file).over(_shared_table())
    _stop_at(validation.silent_overrides(folder, pack_file, below))
    return TermTable(pack_file.terms, pack_file.renamed, (folder,)).over(below)


def _used_terms(folder: Path, pack_file: PackFile) -> TermTable:
    """Return the terms of the packs that the pack file names under ``uses``, and of those that they use."""
    tables: list[tuple[str, TermTable]] = []
    for n, name in enumerate(pack_file.uses):
        if name not in shipped_packs():
            fault = YamlPlaces(folder / PACK_FILE).fault(
                ("uses", n), f"no pack is called {name!r}.", did_you_mean(name, shipped_packs())
            )
            raise PackError(str(fault))
        used = _files(shipped_packs()[name])[0].pack_file
        own = TermTable(used.terms, used.renamed, (shipped_packs()[name],))
        tables.append((name, own.over(_used_terms(shipped_packs()[name], used)) if isinstance(used, PackFile) else own))
    _stop_at(validation.used_packs_clash(folder, pack_file, tables))
    return reduce(lambda below, used: used[1].over(below), tables, TermTable({}))


@lru_cache(maxsize=64)
def _files(folder: Path) -> tuple[PackFiles, str]:
    """Return what the files of a folder hold, and the digest of their content; they are read once a run."""
    before = content_digest(folder)
    files = cached(folder, PackFiles, _checked, before)
    # Of what was changed while it was read, nobody can say what was read: no digest is ever this one.
    return files, before if before and content_digest(folder) == before else secrets.token_hex()


def _checked(folder: Path) -> PackFiles:
    """Return the files of a folder. Raises PackError with every fault that can be told from them alone.

    A user's own pack is checked to the last pattern and example; for those that come with clauselint its tests do that.
    """
    own = folder.parent != patterns_folder()
    files = load_files(folder, examples=own)
    if not own:
        return files
    _stop_at(term_faults(folder, files))
    _stop_at(validation.without_examples(folder, files.rows))
    return PackFiles(pack_file=files.pack_file, rows=tuple(r.model_copy(update={"examples": None}) for r in files.rows))


def term_faults(folder: Path, files: PackFiles) -> tuple[Fault, ...]:
    """Return the faults of a folder's own terms: broken patterns, else terms that are alike."""
    table = _table(folder, files.pack_file)
    broken = tuple(validation.broken_patterns(folder, files.pack_file.terms, table.with_former_names()))
    return broken or tuple(validation.alike_terms(folder, files.pack_file.terms, table))


def _base(folder: Path, pack_file: ExtensionFile) -> Pack:
    """Return the pack that another extends; a path is read from where the other lies."""
    policy = folder / pack_file.extends if is_path(pack_file.extends) else pack_file.extends
    try:
        found = folder_of(policy)
    except UsageError as error:
        raise PackError(str(YamlPlaces(folder / PACK_FILE).fault(("extends",), error.what, error.cure))) from error
    _refuse_circle(folder, found)
    return load_folder(found)


def _refuse_circle(folder: Path, found: Path) -> None:
    """Raise PackError where the pack extends itself, or one that extends it."""
    seen = {folder.resolve()}
    while found.resolve() not in seen:
        seen.add(found.resolve())
        pack_file = load_pack_file(found)
        if not isinstance(pack_file, ExtensionFile):
            return
        found = folder_of(found / pack_file.extends if is_path(pack_file.extends) else pack_file.extends)
    what = "the pack extends itself, through what it extends."
    raise PackError(str(YamlPlaces(folder / PACK_FILE).fault(("extends",), what)))


def _stop_at(faults: Iterable[Fault]) -> None:
    found = [str(fault) for fault in faults]
    if found:
        raise PackError("\n".join(found))
