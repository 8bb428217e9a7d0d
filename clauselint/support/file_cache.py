"""Results kept from one run to the next, in a folder that only the user can open. Knows nothing of what it keeps.

An entry is a file named by the digest of its key. It is written beside and renamed, so that runs next to each other never
read half of one, and a run that is killed leaves nothing but a part that a later one clears away. What cannot be written or
read is no fault: the next run is as slow as this one.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
import time
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from clauselint.diagnostics.errors import UsageError

SETTING = "CLAUSELINT_CACHE"
"""The environment variable that names another folder for what is kept, or turns it off: ``off``."""

SIZE_SETTING = "CLAUSELINT_CACHE_SIZE"
"""The environment variable that says how much may be kept: ``512 MB``."""

OFF, ON = "off", "on"
DEFAULT_SIZE = "512 MB"
"""How much may be kept where nobody says otherwise."""

# The folder below the one that the user names, whose rights we may narrow: that one may be shared with other things. The
# number is that of the layout; what lies under another is left to whoever wrote it.
_OURS = "v1"
_PRIVATE = 0o700
_MAGIC = b"clk1"
_CHECK = 16  # bytes of the digest that tells a spoiled entry
_FAST = 1  # of zlib: twice as fast as the usual level, and a tenth larger
_PART = ".part"
_PART_LIVES = 3600  # seconds: by then whoever wrote it has renamed it or is dead
_SIZE = re.compile(r"(\d+)\s*(kb|mb|gb)", re.IGNORECASE)
_UNITS = {"kb": 1 << 10, "mb": 1 << 20, "gb": 1 << 30}
_UNUSED = 30 * 24 * 3600  # seconds after which an entry goes, room or not: contracts should not lie about
_ROOM = 7 / 8  # of the limit, left after clearing
_SHARE = 1 / 32  # of the limit, which a process writes before it looks again how much there is

# What backup programs and git leave alone; a contract's text has no business in either.
_TAG = "CACHEDIR.TAG"
_SIGNS = {
    _TAG: "Signature: 8a477f597d28d172789f06886806bc55\n# Kept by clauselint: clauselint cache info\n",
    ".gitignore": "*\n",
}


@dataclass(frozen=True, slots=True)
class _Override:
    """What a command or a caller has chosen; None leaves it to the environment."""

    place: str | None = None
    size: str | None = None


_override: ContextVar[_Override] = ContextVar("store", default=_Override())  # noqa: B039  # frozen


@contextmanager
def override(place: str | None = None, size: str | None = None) -> Iterator[None]:
    """While this lasts, results are kept in the folder ``place`` (the usual one where it is ``on``, not at all where it is
    ``off``), up to ``size`` ("512 MB"); None leaves each to the environment."""
    token = _override.set(_Override(place, size))
    try:
        yield
    finally:
        _override.reset(token)


def environment() -> Mapping[str, str]:
    """The environment variables that tell a process started from here what was chosen."""
    choice = _override.get()
    told = {SETTING: choice.place, SIZE_SETTING: choice.size}
    return {name: value for name, value in told.items() if value is not None}


def default_store() -> FileCache | None:
    """Where results are kept, as was chosen or as the environment says; None where nothing is to be kept.

    Raises:
        UsageError: CLAUSELINT_CACHE_SIZE is not a size.
    """
    settings = {**os.environ, **environment()}
    place, size = settings.get(SETTING) or ON, settings.get(SIZE_SETTING) or DEFAULT_SIZE
    if place.casefold() == OFF:
        return None
    limit = size_in_bytes(size)
    if not limit:
        raise UsageError(f"{SIZE_SETTING} is not a size: '{size}'.", cure="Set it to 512 MB, for example.")
    return file_cache_at(_default_folder() if place.casefold() == ON else Path(place).absolute(), limit)


def size_in_bytes(text: str) -> int | None:
    """``"512 MB"`` as bytes, None where it is not a size. A MB is 2**20 bytes."""
    found = _SIZE.fullmatch(text.strip())
    return int(found[1]) * _UNITS[found[2].lower()] if found else None


def _default_folder() -> Path:
    from platformdirs import user_cache_path

    return user_cache_path("clauselint", appauthor=False)


def is_cache_folder(folder: Path) -> bool:
    """Whether all that lies in a folder was kept by runs, so that it is none of the user's own."""
    with suppress(OSError):
        ours = folder if folder.name == _OURS else folder / _OURS
        return (ours / _TAG).is_file() and (ours is folder or [each.name for each in folder.iterdir()] == [_OURS])
    return False


@lru_cache(maxsize=8)
def file_cache_at(place: Path, limit: int) -> FileCache:
    """The store in a folder, the same one throughout a process: it counts what it writes."""
    return FileCache(place, limit)


@dataclass(frozen=True, slots=True)
class Layer:
    """What is kept of one kind: how many entries, and their bytes."""

    name: str
    entries: int
    size: int


class FileCache:
    """Results kept in a folder, at most so many bytes of them; those used longest ago go first."""

    def __init__(self, place: Path, limit: int) -> None:
        """Keep at most ``limit`` bytes below ``place``, in a folder of our own. Nothing is made yet."""
        self.place, self.folder, self.limit = place, place / _OURS, limit
        self._usable: bool | None = None  # not known yet
        self._written: float | None = None  # bytes since the last look at how much there is; None before the first

    def __reduce__(self) -> tuple[Callable[[Path, int], FileCache], tuple[Path, int]]:
        return file_cache_at, (self.place, self.limit)  # in another process too, all share one

    def get(self, layer: str, key: str) -> bytes | None:
        """What was kept under ``key``; None where nothing was, or what is there is spoiled."""
        if not self._is_usable(make=False):
            return None
        file = self._file(layer, key)
        try:
            content = file.read_bytes()
        except OSError:
            return None
        head = len(_MAGIC) + _CHECK
        body = content[head:]
        if content[:head] != _MAGIC + _digest(key, body):
            return None
        with suppress(OSError):
            os.utime(file)  # used now: it goes last
        try:
            return zlib.decompress(body)
        except zlib.error:
            return None

    def put(self, layer: str, key: str, content: bytes) -> None:
        """Keep ``content`` under ``key``, as far as that can be done."""
        if not self._is_usable(make=True):
            return
        body = zlib.compress(content, _FAST)
        file = self._file(layer, key)
        part = file.with_name(f"{file.name}.{os.getpid()}-{time.time_ns():x}{_PART}")
        try:
            self._make_room(len(body))
            file.parent.mkdir(mode=_PRIVATE, exist_ok=True)
            with open(  # noqa: PTH123  # a descriptor, for the rights that the file gets
                os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600), "wb"
            ) as out:
                out.write(_MAGIC + _digest(key, body) + body)
            part.replace(file)
        except OSError:
            with suppress(OSError):
                part.unlink()

    def layers(self) -> tuple[Layer, ...]:
        """What is kept, by kind."""
        sizes: dict[str, list[int]] = {}
        for path, found in self._files():
            if path.suffix != _PART:
                sizes.setdefault(path.parent.name, []).append(found.st_size)
        return tuple(Layer(name, len(each), sum(each)) for name, each in sorted(sizes.items()))

    def clear(self) -> int:
        """Delete all that is kept, leftovers too; says how many entries that were.

        Raises:
            UsageError: something cannot be deleted.
        """
        gone = 0
        for path, _ in self._files():
            try:
                path.unlink(missing_ok=True)
            except OSError as error:
                raise UsageError(
                    f"cannot be deleted ({error.strerror}).", where=str(path), cure="Delete the folder by hand."
                ) from None
            gone += path.suffix != _PART
        return gone

    def hindrance(self) -> str:
        """Why nothing can be kept here, as the end of a sentence; empty where it can, or the folder is not there yet."""
        try:
            return _why_not_ours(self.folder) or ("" if os.access(self.folder, os.W_OK) else "it cannot be written")
        except FileNotFoundError:
            return ""
        except OSError as error:
            return f"it cannot be opened ({error.strerror})"

    @property
    def is_private(self) -> bool | None:
        """Whether nobody else can open the folder; None where that cannot be told, or it is not there yet."""
        if not hasattr(os, "geteuid"):
            return None
        try:
            return not os.lstat(self.folder).st_mode & 0o077
        except OSError:
            return None

    def _file(self, layer: str, key: str) -> Path:
        return self.folder / layer / hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()

    def _is_usable(self, *, make: bool) -> bool:
        """Whether the folder is there and nobody else's; made where asked to."""
        if self._usable is None or (make and not self._usable):
            self._usable = self._prepare(make)
        return self._usable

    def _prepare(self, make: bool) -> bool:
        """Our folder, with rights for nobody but the user, whoever made it. One that is somebody else's, or a link to who
        knows where, could tell a run what to say, and is not used."""
        try:
            if make:
                self.folder.parent.mkdir(parents=True, exist_ok=True)
                with suppress(FileExistsError):
                    self.folder.mkdir(mode=_PRIVATE)
            if _why_not_ours(self.folder):
                return False
            if self.is_private is False:
                self.folder.chmod(_PRIVATE)
            if make:
                self._put_signs()
        except OSError:
            return False
        return True

    def _put_signs(self) -> None:
        for name, text in _SIGNS.items():
            with suppress(FileExistsError), (self.folder / name).open("x", encoding="utf-8", newline="\n") as file:
                file.write(text)

    def _make_room(self, more: int) -> None:
        if self._written is None or self._written + more > self.limit * _SHARE:
            self._sweep()
            self._written = 0
        self._written += more

    def _sweep(self) -> None:
        """Delete leftovers of killed runs, what nobody has used for long, and then what was used longest ago."""
        now = time.time()
        entries: list[tuple[float, int, Path]] = []
        for path, found in self._files():
            if now - found.st_mtime > (_PART_LIVES if path.suffix == _PART else _UNUSED):
                with suppress(OSError):
                    path.unlink()
            else:
                entries.append((found.st_mtime, found.st_size, path))
        size = sum(each for _, each, _ in entries)
        if size <= self.limit * _ROOM:
            return
        for _, each, path in sorted(entries):
            if size <= self.limit * _ROOM:
                break
            with suppress(OSError):
                path.unlink()
            size -= each

    def _files(self) -> Iterator[tuple[Path, os.stat_result]]:
        """The files in the folders of the layers; one that is gone by now is left out."""
        with suppress(OSError):
            for layer in [entry for entry in os.scandir(self.folder) if entry.is_dir(follow_symlinks=False)]:
                for entry in os.scandir(layer):
                    with suppress(OSError):
                        yield Path(entry.path), entry.stat(follow_symlinks=False)


def _why_not_ours(folder: Path) -> str:
    """Why a folder is not taken for ours, as the end of a sentence; empty where it is ours. Raises OSError."""
    found = os.lstat(folder)
    if not stat.S_ISDIR(found.st_mode):
        return "it is a link or a file"
    # On Windows the folders of a profile are the user's alone.
    return "it belongs to somebody else" if hasattr(os, "geteuid") and found.st_uid != os.geteuid() else ""


def _digest(key: str, body: bytes) -> bytes:
    """Of an entry's content and of what it is kept for, so that one under a wrong name is none."""
    return hashlib.blake2b(
        body, digest_size=_CHECK, key=hashlib.sha256(key.encode("utf-8", "surrogatepass")).digest()
    ).digest()
