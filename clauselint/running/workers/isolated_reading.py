"""Reading a file in a process apart, and what is said of a file on which that process, or clauselint itself, failed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path, PurePath
from stat import S_ISDIR, S_ISREG

from clauselint.model import Document, Problem, Read, ReadingOptions, Severity
from clauselint.running.cache.result_cache import Cache
from clauselint.running.discovery import Source
from clauselint.running.workers.limits import LIMITS, SETTING
from clauselint.running.workers.tasks import Cause, Failure, TaskSpec

_MESSAGES = {
    Cause.FAULT: (
        "DOC002",
        "clauselint could not work through this file ({reason}); it may be damaged. Open it, save it again and check "
        "the new copy; if that fails too, please report it, without the contract.",
    ),
    Cause.TIME: (
        "DOC014",
        "the work on this file was ended after {reason}, which a contract does not take. Open it, save it again and "
        f"check the new copy, or let it take longer: {SETTING} is the limit in seconds.",
    ),
    Cause.MEMORY: (
        "DOC014",
        "the file takes more memory than the limits allow. Check that it is a contract; if it is, open it, save it "
        "again, or in parts, and check the new copy.",
    ),
}


@dataclass(frozen=True, slots=True)
class Task:
    """A file to read, and how. ``path`` is where it lies, whatever folder the process that reads it works in. What was read
    before comes from ``cache``, and what is read now goes there."""

    source: Source
    options: ReadingOptions
    path: Path
    cache: Cache | None = None

    @classmethod
    def of(cls, source: Source, options: ReadingOptions, cache: Cache | None = None) -> Task:
        """The task to read ``source``. What is no plain file, a pipe of the shell for example, is open in this process
        alone and is read here."""
        path = Path(source.name).absolute()
        if source.data is None and _is_pipe(path):
            from clauselint.reading import MAX_BYTES

            with path.open("rb") as pipe:
                data = pipe.read(MAX_BYTES + 1)
            source = Source(source.name, len(data), data)
        return cls(source, options, path, cache)

    @property
    def size(self) -> int:
        """Bytes, 0 where they are not known."""
        return self.source.size


def _is_pipe(path: Path) -> bool:
    try:
        mode = path.stat().st_mode
    except OSError:  # it is not there, or its path is too long: the reader says so
        return False
    return not (S_ISREG(mode) or S_ISDIR(mode))


def read_task(task: Task) -> Document:
    """What a reader of the file sees."""
    if task.cache is None:
        return _read(task)
    kept = task.cache.document(task.source.name, sha256(task.source, task.path), task.options)
    if kept is not None:
        return kept
    document = _read(task)
    task.cache.keep_document(document, task.options)
    return document


def _read(task: Task) -> Document:
    from clauselint.reading import read_bytes, read_file

    if task.source.data is not None:
        return read_bytes(task.source.data, task.source.shown, task.options)
    return read_file(task.path, task.options, task.source.shown)


def _start() -> Callable[[Task], Document]:
    return read_task


READING = TaskSpec(_start, attrgetter("size"), LIMITS.reading_memory, keep=True)


def unread(source: Source, failure: Failure) -> Document:
    """The document of a file whose work failed: unreadable, for that file alone."""
    code, message = _MESSAGES[failure.cause]
    problem = Problem(code, Severity.ERROR, message.format(reason=failure.reason))
    suffix = PurePath(source.name).suffix.lstrip(".").lower()
    return Document(source.shown, sha256(source, Path(source.name)), suffix, read=Read.UNREADABLE, problems=(problem,))


def sha256(source: Source, path: Path) -> str:
    """Of the bytes of a file that lies at ``path``, if it has none in hand; empty where they cannot be had, or not twice: of a
    pipe."""
    if source.data is not None:
        return hashlib.sha256(source.data).hexdigest()
    try:
        if not path.is_file():
            return ""
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
