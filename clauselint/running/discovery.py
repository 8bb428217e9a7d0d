"""Discovery of the files to read: named files, folders, globs and standard input, in a stable order, each file once."""

from __future__ import annotations

import glob
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path

from clauselint.diagnostics.errors import UsageError
from clauselint.diagnostics.suggest import nearest_word
from clauselint.running.gitignore import IgnoreRules
from clauselint.support.file_cache import is_cache_folder
from clauselint.support.file_names import as_text

SUPPORTED = frozenset({".docx", ".docm", ".pdf", ".txt", ".md"})

# Files that may well be contracts but that clauselint does not read: reported with what to do, never passed over.
UNSUPPORTED = frozenset(
    {".doc", ".rtf", ".odt", ".wpd", ".pages", ".msg", ".eml", ".tif", ".tiff", ".png", ".jpg", ".jpeg", ".zip"}
)

# Files of a folder that are no contracts whatever their suffix: lock files of Word, side files of macOS, a project's
# own. Capitals count where a contract may be called so too: "License Agreement.docx" is read, LICENSE.txt is not.
NOT_CONTRACTS = ("~$*", "._*", "LICENSE*", "NOTICE*", "requirements*.txt")
NOT_CONTRACTS_ANY_CASE = ("readme*", "changelog*", "contributing*")


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read. ``name`` is its path as given, with forward slashes; ``data`` holds its bytes where they came
    from standard input; ``size`` is in bytes, 0 where it is not known.
    """

    name: str
    size: int = 0
    data: bytes | None = field(default=None, repr=False)

    @property
    def shown(self) -> str:
        """The name as every report has it: proper text, in which a locale that is not UTF-8 changes nothing and bytes that
        are no UTF-8 became U+FFFD."""
        return as_text(self.name)


@dataclass(frozen=True, slots=True)
class Discovered:
    """The files to read, and how many files (or whole hidden and ignored folders) were skipped."""

    sources: tuple[Source, ...]
    skipped: int = 0


PathFilter = Callable[[Path, bool], bool]
"""Returns whether a path in a walked folder is read; the second argument says whether it is a folder."""


def discover(
    paths: Sequence[str | Path], *, stdin: Source | None = None, takes: PathFilter | None = None
) -> Discovered:
    """Return the files that ``paths`` name, in that order, folders walked in the order of names; each file once.

    A file that is named, also by a glob, is read whatever its name. ``-`` stands for ``stdin``. In a folder, only files that
    ``takes`` accepts are read; the others are counted.

    Raises:
        UsageError: a path does not exist, a glob matches nothing, or ``-`` is given without ``stdin``.
    """
    walk = _Walk(takes)
    sources: list[Source] = []
    for path in paths:
        if str(path) == "-":
            if stdin is None:
                raise UsageError("standard input ('-') cannot be read here.", cure="Name a file or a folder.")
            sources.append(stdin)
            continue
        for named in _expand(Path(path)):
            sources += walk.folder(named) if named.is_dir() else walk.once(named)
    return Discovered(tuple(sources), walk.skipped)


def one_source(path: str | Path) -> Source:
    """Return the file at ``path``.

    Raises:
        UsageError: it does not exist, or is a folder.
    """
    path = Path(path)
    if not os.path.lexists(path):
        raise UsageError("there is no such file.", where=str(path), cure=_nearest_path(path))
    if path.is_dir():
        raise UsageError("is a folder; diff compares two files.", where=str(path), cure="Name a file.")
    return source_at(path)


def source_at(path: Path) -> Source:
    """Return the file at ``path``, by the name that a report gives it."""
    return Source(path.as_posix(), _size(path))


def _expand(path: Path) -> list[Path]:
    """Return the path itself if it exists, else what it matches as a glob (Windows shells leave that to the program)."""
    if os.path.lexists(path):
        return [path]
    if glob.has_magic(str(path)):
        matches = glob.glob(str(path), recursive=True)  # noqa: PTH207  # Path.glob takes no absolute pattern
        if not matches:
            raise UsageError(
                "no file matches this pattern.", where=str(path), cure="Check the folder and the spelling."
            )
        return sorted(map(Path, matches), key=Path.as_posix)  # the same order on every system
    raise UsageError("there is no such file or folder.", where=str(path), cure=_nearest_path(path))


def _nearest_path(path: Path) -> str:
    folder = path.parent
    while not folder.is_dir() and folder != folder.parent:
        path, folder = folder, folder.parent
    try:
        near = nearest_word(path.name, [entry.name for entry in folder.iterdir()])
    except OSError:
        near = None
    return f"Did you mean '{(folder / near).as_posix()}'?" if near else "Check the spelling and the current folder."


class _Walk:
    """A walk over folders that yields no file twice, follows links without looping, and counts skipped entries."""

    def __init__(self, takes: PathFilter | None) -> None:
        self.skipped = 0
        self._takes = takes
        self._seen: set[str] = set()

    def _new(self, path: Path) -> bool:
        key = os.path.normcase(os.path.realpath(path))
        if key in self._seen:
            return False
        self._seen.add(key)
        return True

    def once(self, path: Path) -> Iterator[Source]:
        if self._new(path):
            yield source_at(path)

    def folder(self, root: Path) -> Iterator[Source]:
        yield from self._folder(root, IgnoreRules.above(root))

    def _folder(self, folder: Path, rules: IgnoreRules) -> Iterator[Source]:
        if not self._new(folder):
            return
        try:
            with os.scandir(folder) as found:
                entries = sorted(found, key=lambda entry: entry.name)
        except OSError:  # the reader says so: what could not be opened is a result, not a silence
            yield Source(folder.as_posix())
            return
        rules = rules.within(folder)
        for entry in entries:
            path = folder / entry.name
            is_folder = entry.is_dir()
            if is_folder and is_cache_folder(path):
                continue  # else a run's report would say whether there was one before
            if (
                rules.ignore(path, is_folder=is_folder)
                or not _is_candidate(entry, is_folder=is_folder)
                or (self._takes is not None and not self._takes(path, is_folder))
            ):
                self.skipped += 1
            elif is_folder:
                yield from self._folder(path, rules)
            else:
                yield from self.once(path)


def _is_candidate(entry: os.DirEntry[str], *, is_folder: bool) -> bool:
    if is_folder:
        return not entry.name.startswith(".")
    if any(fnmatchcase(entry.name, pattern) for pattern in NOT_CONTRACTS):
        return False
    name = entry.name.lower()
    if any(fnmatchcase(name, pattern) for pattern in NOT_CONTRACTS_ANY_CASE):
        return False
    if Path(name).suffix not in SUPPORTED | UNSUPPORTED:
        return False
    return (
        entry.is_file() or not Path(entry.path).exists()
    )  # a broken link is reported; a pipe or a device is not a contract


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
