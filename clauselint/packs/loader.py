"""From the files of a folder to a pack. The folder is the registry: nothing is listed anywhere."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from pydantic import Field

from clauselint.diagnostics.errors import PackError, UsageError
from clauselint.diagnostics.faults import Fault
from clauselint.diagnostics.suggest import did_you_mean, nearest_word
from clauselint.model import ParamValue
from clauselint.packs import extension, validation
from clauselint.packs.clause_type_file import ClauseType, TypesFile
from clauselint.packs.pack import Pack
from clauselint.packs.pack_cache import cached
from clauselint.packs.pack_file import ExtensionFile, PackFile
from clauselint.packs.policy_names import HEAD, content_digest, is_path
from clauselint.packs.registry import folder_of, installed, requirement_files, shipped
from clauselint.packs.schema import Requirement, Strict
from clauselint.packs.yaml_faults import Places
from clauselint.packs.yaml_files import EXAMPLES, parse, plain
from clauselint.support.data_paths import patterns_folder

SHARED_TERMS = "terms.yaml"
TYPES = "types"


class Files(Strict):
    """What the files of one folder say, before it is put together with what they refer to."""

    head: PackFile | ExtensionFile = Field(union_mode="left_to_right")
    rows: tuple[Requirement, ...]


def load(policy: str | Path = "student-data", params: Mapping[str, ParamValue] | None = None) -> Pack:
    """The pack called ``policy``, or the one in that folder, with parameters set.

    Raises UsageError for an unknown pack or parameter, PackError with every fault of the files.
    """
    pack = load_folder(folder_of(policy))
    return pack.with_params(params) if params else pack


def available() -> tuple[Pack, ...]:
    """All packs that come with clauselint or with installed packages, by name."""
    return tuple(load_folder(folder) for _, folder in sorted({**installed(), **shipped()}.items()))


@lru_cache(maxsize=64)
def load_folder(folder: Path) -> Pack:
    """The pack in a folder. Raises PackError with every fault of its files."""
    files, digest = _files(folder)
    rows = files.rows
    folders: tuple[tuple[Path, str], ...] = ((folder, digest),)
    if isinstance(files.head, ExtensionFile):
        base = _base(folder, files.head)
        _stop_at(extension.faults(folder, files.head, base))
        folders += base.folders
        off = {**base.off, **{code: change.off for code, change in files.head.rows.items() if change.off}}
        rows = extension.changed_rows(files.head, base.requirements, rows)
        head = extension.head_of(files.head, base.head)
        terms = {**base.terms, **files.head.terms}
    else:
        off, head = {}, files.head
        terms = {**shared_terms(), **_used_terms(folder, head), **head.terms}
    _stop_at([*validation.unknown_terms(folder, files.rows, terms), *validation.wrong_head(folder, head, rows, terms)])
    current = (row for row in rows if row.status != "deprecated")
    return Pack(head, tuple(sorted(current, key=lambda r: r.code)), terms, folder, off, folders)


def with_examples(pack: Pack) -> Pack:
    """The pack with the examples of its own rows, which a run does not need and does not pay for."""
    own = {row.code: row for row in _parsed(pack.folder, examples=True).rows}
    rows = (r.model_copy(update={"examples": own[r.code].examples}) if r.code in own else r for r in pack.requirements)
    return replace(pack, requirements=tuple(rows))


def deprecated(pack: Pack) -> tuple[Requirement, ...]:
    """The rows of a pack's own folder that are not judged any more, with their examples."""
    return tuple(row for row in _parsed(pack.folder, examples=True).rows if row.status == "deprecated")


def find_requirement(code: str) -> tuple[Pack, Requirement]:
    """The requirement with this code, alias or name, in any case, with its examples; deprecated ones too.

    Raises:
        UsageError: there is none; it names the nearest.
    """
    wanted = code.strip().lower()
    known: dict[str, str] = {}
    for pack in available():
        for row in _files(pack.folder)[0].rows:
            if wanted in {n.lower() for n in (row.code, row.name, *row.aliases)}:
                return pack, next(r for r in _parsed(pack.folder, examples=True).rows if r.code == row.code)
            known |= {row.code.lower(): row.code, row.name.lower(): row.name}
    near = nearest_word(wanted, known)
    raise UsageError(
        f"no requirement is called {code!r}.",
        cure=f"Did you mean '{known[near]}'?"
        if near
        else "`clauselint rule` lists them. Of your own pack: --policy PATH.",
    )


def all_codes() -> frozenset[str]:
    """The codes of all rows of the packs that come with clauselint or are installed, deprecated ones too."""
    folders = {**installed(), **shipped()}.values()
    return frozenset(row.code for folder in folders for row in _files(folder)[0].rows)


@lru_cache(maxsize=1)
def clause_types() -> tuple[ClauseType, ...]:
    """How each clause type of the taxonomy is found, from ``clause_patterns/types/``."""
    return cached(patterns_folder() / TYPES, TypesFile, _all_types).types


def _all_types(folder: Path) -> TypesFile:
    return TypesFile(types=tuple(t for f in sorted(folder.glob("*.yaml")) for t in parse(f, TypesFile).types))


@lru_cache(maxsize=1)
def shared_terms() -> Mapping[str, tuple[str, ...]]:
    """The terms that every pack may name."""
    return cached(patterns_folder(), SharedTerms, lambda folder: parse(folder / SHARED_TERMS, SharedTerms)).terms


class SharedTerms(Strict):
    """``terms.yaml``."""

    terms: dict[str, tuple[str, ...]]


@lru_cache(maxsize=64)
def _files(folder: Path) -> tuple[Files, str]:
    """What the files of a folder say, and the digest of their content; read once a run."""
    before = content_digest(folder)
    files = cached(folder, Files, _checked)
    # Of what was changed while it was read, nobody can say what was read: no digest is ever this one.
    return files, before if before and content_digest(folder) == before else secrets.token_hex()


def _checked(folder: Path) -> Files:
    """The files, with every fault that can be told from them alone. Somebody's own pack is gone through to the last
    pattern and example; for those that come with clauselint its tests do that."""
    own = folder.parent != patterns_folder()
    files = _parsed(folder, examples=own)
    if own:
        _stop_at(
            [
                *validation.broken_patterns(folder, files.head, _all_terms(folder, files.head)),
                *validation.without_examples(folder, files.rows),
            ]
        )
        files = Files(head=files.head, rows=tuple(r.model_copy(update={"examples": None}) for r in files.rows))
    return files


def _parsed(folder: Path, *, examples: bool) -> Files:
    faults: list[str] = []
    rows: list[Requirement] = []
    head: PackFile | ExtensionFile | None = None
    try:
        head = parse_head(folder)
    except PackError as error:
        faults.append(str(error))
    for file in requirement_files(folder):
        try:
            rows.append(parse(file, Requirement, None if examples else EXAMPLES))
        except PackError as error:
            faults.append(str(error))
    faults += map(str, [*validation.used_twice(folder, rows), *validation.odd_files(folder)])
    if not rows and not faults and isinstance(head, PackFile):
        faults.append(f"{folder}: the pack has no requirement. Write one YAML file a requirement beside {HEAD}.")
    if faults or head is None:
        raise PackError("\n".join(faults))
    return Files(head=head, rows=tuple(rows))


def parse_head(folder: Path) -> PackFile | ExtensionFile:
    """``pack.yaml``; what it may hold depends on whether it extends another pack."""
    file = folder / HEAD
    data = plain(file)
    extends = isinstance(data, dict) and "extends" in data
    return parse(file, ExtensionFile) if extends else parse(file, PackFile)


def _all_terms(folder: Path, head: PackFile | ExtensionFile) -> dict[str, tuple[str, ...]]:
    below = _base(folder, head).terms if isinstance(head, ExtensionFile) else _used_terms(folder, head)
    return {**shared_terms(), **below, **head.terms}


def _base(folder: Path, head: ExtensionFile) -> Pack:
    """The pack that another extends; a path is read from where the other lies."""
    policy = folder / head.extends if is_path(head.extends) else head.extends
    try:
        found = folder_of(policy)
    except UsageError as error:
        raise PackError(str(Places(folder / HEAD).fault(("extends",), error.what, error.cure))) from error
    _refuse_circle(folder, found)
    return load_folder(found)


def _refuse_circle(folder: Path, found: Path) -> None:
    """Raise PackError where the pack extends itself, or one that extends it."""
    seen = {folder.resolve()}
    while found.resolve() not in seen:
        seen.add(found.resolve())
        head = parse_head(found)
        if not isinstance(head, ExtensionFile):
            return
        found = folder_of(found / head.extends if is_path(head.extends) else head.extends)
    raise PackError(
        str(Places(folder / HEAD).fault(("extends",), "the pack extends itself, by way of what it extends."))
    )


def _used_terms(folder: Path, head: PackFile) -> dict[str, tuple[str, ...]]:
    """The terms of the packs that the head names under ``uses``; of two that define a term, the later wins."""
    terms: dict[str, tuple[str, ...]] = {}
    for n, name in enumerate(head.uses):
        if name not in shipped():
            known = shipped()
            raise PackError(
                str(Places(folder / HEAD).fault(("uses", n), f"no pack is called {name!r}.", did_you_mean(name, known)))
            )
        terms |= _files(shipped()[name])[0].head.terms
    return terms


def _stop_at(faults: Iterable[Fault]) -> None:
    found = [str(fault) for fault in faults]
    if found:
        raise PackError("\n".join(found))
