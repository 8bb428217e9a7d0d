"""A cache of bytes in files, in a folder that only the user can open.

An entry is a file named by the digest of its key. It is written to a temporary file and renamed, so that concurrent runs never
read half an entry, and a killed run leaves only a temporary file, which a later run deletes. Failing to read or write is not an
error: it costs time only.
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
"""The environment variable that names the folder of the cache, or turns it off: ``off``."""

SIZE_SETTING = "CLAUSELINT_CACHE_SIZE"
"""The environment variable with the maximum size of the cache: ``512 MB``."""

OFF, ON = "off", "on"
DEFAULT_SIZE = "512 MB"
"""The default maximum size."""

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
    """Settings of a command or a caller; None leaves them to the environment."""

    place: str | None = None
    size: str | None = None


_override: ContextVar[_Override] = ContextVar("store", default=_Override())  # noqa: B039  # frozen


@contextmanager
def override(place: str | None = None, size: str | None = None) -> Iterator[None]:
    """Use the folder ``place`` (``on``: the default folder; ``off``: no cache) and the maximum ``size`` ("512 MB") in a ``with``
    block; None leaves each to the environment."""
    token = _override.set(_Override(place, size))
    try:
        yield
    finally:
        _override.reset(token)


def cache_environment() -> Mapping[str, str]:
    """Return the environment variables that pass the override on to a child process."""
    choice = _override.get()
    variables = {SETTING: choice.place, SIZE_SETTING: choice.size}
    return {name: value for name, value in variables.items() if value is not None}


def default_store() -> FileCache | None:
    """Return the cache in force, by override or environment; None if it is off.

    Raises:
        UsageError: CLAUSELINT_CACHE_SIZE is not a size.
    """
    settings = {**os.environ, **cache_environment()}
    place, size = settings.get(SETTING) or ON, settings.get(SIZE_SETTING) or DEFAULT_SIZE
    if place.casefold() == OFF:
        return None
    limit = size_in_bytes(size)
    if not limit:
        raise UsageError(f"{SIZE_SETTING} is not a size: '{size}'.", cure="Set it to 512 MB, for example.")
    return file_cache_at(_default_folder() if place.casefold() == ON else Path(place).absolute(), limit)


def size_in_bytes(text: str) -> int | None:
    """Return ``"512 MB"`` in bytes; None if it is not a size. A MB is 2**20 bytes."""
    found = _SIZE.fullmatch(text.strip())
    return int(found[1]) * _UNITS[found[2].lower()] if found else None


def _default_folder() -> Path:
    from platformdirs import user_cache_path

    return user_cache_path("clauselint", appauthor=False)


def is_cache_folder(folder: Path) -> bool:
    """Return whether a folder holds nothing but a cache of ours."""
    with suppress(OSError):
        ours = folder if folder.name == _OURS else folder / _OURS
        return (ours / _TAG).is_file() and (ours is folder or [each.name for each in folder.iterdir()] == [_OURS])
    return False


@lru_cache(maxsize=8)
def file_cache_at(place: Path, limit: int) -> FileCache:
    """Return the cache in a folder; one instance per process, since it counts what it writes."""
    return FileCache(place, limit)


@dataclass(frozen=True, slots=True)
class Layer:
    """One kind of entries: their number and size in bytes."""

    name: str
    entries: int
    size: int


class FileCache:
    """A cache in a folder with a maximum size; the least recently used entries are deleted first."""

    def __init__(self, place: Path, limit: int) -> None:
        """Keep at most ``limit`` bytes in a subfolder of ``place``, which is created when first written to."""
        self.place, self.folder, self.limit = place, place / _OURS, limit
        self._usable: bool | None = None  # not known yet
        self._written: float | None = None  # bytes since the last look at how much there is; None before the first

    def __reduce__(self) -> tuple[Callable[[Path, int], FileCache], tuple[Path, int]]:
        return file_cache_at, (self.place, self.limit)  # in another process too, all share one

    def get(self, layer: str, key: str) -> bytes | None:
        """Return the entry under ``key``; None if there is none, or if it is corrupt."""
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
        """Store ``content`` under ``key``, if possible."""
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
        """Return number and size of the entries by kind."""
        sizes: dict[str, list[int]] = {}
        for path, found in self._files():
            if path.suffix != _PART:
                sizes.setdefault(path.parent.name, []).append(found.st_size)
        return tuple(Layer(name, len(each), sum(each)) for name, each in sorted(sizes.items()))

    def clear(self) -> int:
        """Delete all entries and temporary files; return the number of entries.

        Raises:
            UsageError: a file cannot be deleted.
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
        """Return why the folder cannot be used, as the end of a sentence; "" if it can, or does not exist yet."""
        try:
            return _why_not_ours(self.folder) or ("" if os.access(self.folder, os.W_OK) else "it cannot be written")
        except FileNotFoundError:
            return ""
        except OSError as error:
            return f"it cannot be opened ({error.strerror})"

    @property
    def is_private(self) -> bool | None:
        """Return whether nobody else can open the folder; None if unknown, or if it does not exist yet."""
        if not hasattr(os, "geteuid"):
            return None
        try:
            return not os.lstat(self.folder).st_mode & 0o077
        except OSError:
            return None

    def _file(self, layer: str, key: str) -> Path:
        return self.folder / layer / hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()

    def _is_usable(self, *, make: bool) -> bool:
        """Return whether the folder exists and is ours; ``make``: create it if needed."""
        if self._usable is None or (make and not self._usable):
            self._usable = self._prepare(make)
        return self._usable

    def _prepare(self, make: bool) -> bool:
        """Create or check the folder, with rights for the user only. A folder of another user, or a link, could feed a run with
        forged results and is not used."""
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
        """Delete leftovers of killed runs and entries unused for long, then the least recently used ones down to the limit."""
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
        """Yield the files in the folders of all layers; files deleted meanwhile are left out."""
        with suppress(OSError):
            for layer in [entry for entry in os.scandir(self.folder) if entry.is_dir(follow_symlinks=False)]:
                for entry in os.scandir(layer):
                    with suppress(OSError):
                        yield Path(entry.path), entry.stat(follow_symlinks=False)


def _why_not_ours(folder: Path) -> str:
    """Return why a folder is not ours, as the end of a sentence; "" if it is. Raises OSError."""
    found = os.lstat(folder)
    if not stat.S_ISDIR(found.st_mode):
        return "it is a link or a file"
    # On Windows the folders of a profile are the user's alone.
    return "it belongs to somebody else" if hasattr(os, "geteuid") and found.st_uid != os.geteuid() else ""


def _digest(key: str, body: bytes) -> bytes:
    """Return the digest of an entry's content and key, so that an entry under a wrong name is invalid."""
    return hashlib.blake2b(
        body, digest_size=_CHECK, key=hashlib.sha256(key.encode("utf-8", "surrogatepass")).digest()
    ).digest()
