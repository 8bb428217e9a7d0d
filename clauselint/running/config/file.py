"""One configuration file: values with their places, tables of documents and contracts, and the file that it extends."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from clauselint.diagnostics.errors import UsageError
from clauselint.running.config.settings import PER_DOCUMENT, SETTINGS, Setting, Value
from clauselint.support.file_names import as_path, as_text
from clauselint.support.toml_file import Table, TomlFile

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

Values = Mapping[str, Value]
"""Values by the names of their settings; only those that a file sets."""


@dataclass(frozen=True, slots=True)
class Patterns:
    """Patterns in the syntax of ``.gitignore``, relative to the folder of their configuration file."""

    folder: Path
    lines: tuple[str, ...]
    _made: list[GitIgnoreSpec] = field(default_factory=list, init=False, repr=False, compare=False)

    def match(self, path: Path, *, is_folder: bool = False) -> bool:
        """Return whether one of them matches an absolute path; none matches outside the folder."""
        if not self.lines or not path.is_relative_to(self.folder):
            return False
        if not self._made:
            from pathspec import GitIgnoreSpec  # 35 ms, only where there is something to match

            self._made.append(GitIgnoreSpec.from_lines(self.lines))
        return self._made[0].match_file(as_text(path.relative_to(self.folder).as_posix()) + ("/" if is_folder else ""))


@dataclass(frozen=True, slots=True)
class DocumentTable:
    """A ``[[document]]`` table: values for the documents that ``files`` match."""

    files: Patterns
    values: Values


@dataclass(frozen=True, slots=True)
class ContractTable:
    """A ``[[contract]]`` table: absolute paths of the files of one contract, in order, and values for it; ``folders`` are those
    that its patterns search."""

    files: tuple[Path, ...]
    values: Values
    folders: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Config:
    """A configuration file with what it extends; ``file`` is None without a file, ``read`` lists all files read."""

    file: Path | None = None
    values: Values = field(default_factory=dict)
    include: tuple[Patterns, ...] = ()
    exclude: tuple[Patterns, ...] = ()
    documents: tuple[DocumentTable, ...] = ()
    contracts: tuple[ContractTable, ...] = ()
    read: tuple[Path, ...] = ()

    def is_included(self, path: Path) -> bool:
        """Return whether ``include`` admits a file, by its absolute path."""
        return not self.include or any(patterns.match(path) for patterns in self.include)

    def is_excluded(self, path: Path, *, is_folder: bool) -> bool:
        """Return whether ``exclude`` excludes a file or folder."""
        return any(patterns.match(path, is_folder=is_folder) for patterns in self.exclude)

    def defaults(self) -> dict[str, Value]:
        """Return the values for documents that no table matches."""
        return {setting.name: self.values[setting.name] for setting in PER_DOCUMENT if setting.name in self.values}

    def for_document(self, path: Path) -> dict[str, Value]:
        """Return the values for the document at an absolute path: those of the file, overridden by each matching table in order;
        parameters and parties are merged one by one."""
        values = self.defaults()
        for table in self.documents:
            if table.files.match(path):
                values = merge_values(values, table.values)
        return values

    def contract_of(self, path: Path) -> ContractTable | None:
        """Return the contract that the file at an absolute path is part of; None if there is none."""
        return next((contract for contract in self.contracts if path in contract.files), None)

    def for_contract(self, path: Path) -> dict[str, Value]:
        """Return the values for the contract that the file at an absolute path is, or is part of."""
        contract = self.contract_of(path)
        values = self.for_document(path)
        return values if contract is None else merge_values(values, contract.values)


def merge_values(below: Values, above: Values) -> dict[str, Value]:
    """Return ``below`` overridden by ``above``; parameters and parties are merged one by one."""
    values = {**below, **above}
    for name in ("params", "parties"):
        if name in below and name in above:
            both = {**below[name].value, **above[name].value}
            values[name] = replace(above[name], value=both, below=below[name])
    return values


def section(file: TomlFile) -> Table | None:
    """Return the table of settings: all of ``clauselint.toml``, or ``[tool.clauselint]`` of ``pyproject.toml`` (None: none)."""
    if file.path.name != "pyproject.toml":
        return file.top()
    tool = file.data.get("tool", {}).get("clauselint")
    return Table(file, tool, ("tool", "clauselint")) if isinstance(tool, dict) else None


def load(path: Path, *, _below: tuple[Path, ...] = ()) -> Config:
    """Load the configuration in ``path`` and in the file that it extends.

    Raises:
        UsageError: a file cannot be read, or holds unknown keys or wrong values; lists all faults of the file.
    """
    file = TomlFile(path)
    table = section(file)
    if table is None:
        raise UsageError("has no section [tool.clauselint].", where=str(path), cure="Add one, or name another file.")
    config = _read(file, table)
    extended = table.text("extend")
    base = Config()
    if extended is not None:
        other = Path(os.path.normpath(path.parent / as_path(extended)))
        if other.resolve() in {each.resolve() for each in (*_below, path)}:
            table.fault("extend", f"{extended} extends this file in turn.", "Remove one of the two.")
        elif not other.is_file():
            table.fault("extend", f"there is no file {extended}.", "Paths count from the folder of this file.")
        else:
            base = load(other, _below=(*_below, path))
    table.close()
    file.done()
    return Config(
        path,
        merge_values(base.values, config.values),
        config.include or base.include,
        config.exclude or base.exclude,
        (*base.documents, *config.documents),
        (*base.contracts, *config.contracts),
        (*base.read, path),
    )


def _read(file: TomlFile, table: Table) -> Config:
    folder = file.path.parent.absolute()
    values = _values(table, SETTINGS)

    def patterns(name: str) -> tuple[Patterns, ...]:
        return (Patterns(folder, values[name].value),) if name in values else ()

    documents = [_document(each, folder) for each in table.tables("document")]
    contracts = [_contract(each, folder) for each in table.tables("contract")]
    _no_file_twice(table, contracts)
    return Config(
        file.path,
        values,
        patterns("include"),
        patterns("exclude"),
        tuple(documents),
        tuple(contracts),
    )


def _values(table: Table, settings: Iterable[Setting]) -> dict[str, Value]:
    found = ((setting.name, setting.read(table, setting.name)) for setting in settings)
    return {name: Value(value, table.file, (*table.place, name)) for name, value in found if value is not None}


def _document(table: Table, folder: Path) -> DocumentTable:
    files = table.texts("files", needed=True) or ()
    values = _values(table, PER_DOCUMENT)
    table.close()
    return DocumentTable(Patterns(folder, files), values)


def _contract(table: Table, folder: Path) -> ContractTable:
    patterns = table.texts("files", needed=True)
    if patterns == ():
        table.fault("files", "files is empty.", "Name the files of the contract, the agreement first.")
    values = _values(table, PER_DOCUMENT)
    table.close()
    files = tuple(dict.fromkeys(_files(table, folder, patterns or ())))
    return ContractTable(files, values, tuple(dict.fromkeys(folder / search_root(as_path(p)) for p in patterns or ())))


def search_root(pattern: str) -> Path:
    """Return the folder below which a pattern or path can match: the part before the first wildcard, or before the last name."""
    import glob

    path = Path(pattern)
    return next((each.parent for each in (*reversed(path.parents), path) if glob.has_magic(str(each))), path.parent)


def _files(table: Table, folder: Path, patterns: Iterable[str]) -> Iterator[Path]:
    """Yield the files that patterns match, in the order of the patterns, by name within a pattern."""
    import glob

    for pattern in patterns:
        matches = sorted(glob.glob(as_path(pattern), root_dir=folder, recursive=True))  # noqa: PTH207  # may hold ".."
        files = [match for match in matches if not (folder / match).is_dir()]
        if not files:
            what, cure = f"no file matches '{pattern}'.", "Paths count from the folder of this file."
            if matches:
                what, cure = f"'{pattern}' is a folder.", "Name the files of the contract, the agreement first."
            table.fault("files", what, cure)
        yield from (Path(os.path.normpath(folder / match)) for match in files)


def _no_file_twice(table: Table, contracts: Iterable[ContractTable]) -> None:
    seen: dict[Path, int] = {}
    for n, contract in enumerate(contracts):
        for file in contract.files:
            if seen.setdefault(file, n) != n:
                table.file.fault((*table.place, "contract", n), f"{file.name} is in another contract already.")


def has_section(path: Path) -> bool:
    """Return whether a ``pyproject.toml`` holds settings of clauselint. A broken one counts if it seems to, so that the fault is
    reported."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):  # somebody else's file: no settings of ours can be in it
        return False
    if "clauselint" not in text:
        return False
    try:
        return isinstance(tomllib.loads(text).get("tool", {}).get("clauselint"), dict)
    except tomllib.TOMLDecodeError:
        return "[tool.clauselint" in text
