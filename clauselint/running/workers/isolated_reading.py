"""Reading a file in a worker process, and the document that stands for a file on which the worker failed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path, PurePath
from stat import S_ISDIR, S_ISREG

from clauselint.model import Document, Problem, Read, ReadingOptions, Severity
from clauselint.running.cache.result_cache import ResultCache
from clauselint.running.discovery import Source
from clauselint.running.workers.limits import LIMITS, SETTING
from clauselint.running.workers.tasks import Cause, Failure, TaskSpec

_MESSAGES = {
    Cause.FAULT: (
        "DOC002",
        "clauselint could not process this file ({reason}); it may be damaged. Open it, save it again and check "
        "the new copy; if that fails too, please report it, without the contract.",
    ),
    Cause.TIME: (
        "DOC014",
        "processing this file was stopped after {reason}; no contract takes that long. Open it, save it again and "
        f"check the new copy, or raise the limit: {SETTING}, in seconds.",
    ),
    Cause.MEMORY: (
        "DOC014",
        "the file takes more memory than the limits allow. Check that it is a contract; if it is, open it, save it "
        "again, or in parts, and check the new copy.",
    ),
}


@dataclass(frozen=True, slots=True)
class ReadingTask:
    """A file to read and the options for it. ``path`` is absolute, since a worker may have another current folder. ``cache``
    holds documents that were read before, and receives this one."""

    source: Source
    options: ReadingOptions
    path: Path
    cache: ResultCache | None = None

    @classmethod
    def of(cls, source: Source, options: ReadingOptions, cache: ResultCache | None = None) -> ReadingTask:
        """Return the task of reading ``source``. A pipe of the shell is open in this process only, and is read here."""
        path = Path(source.name).absolute()
        if source.data is None and _is_pipe(path):
            from clauselint.reading import MAX_BYTES

            with path.open("rb") as pipe:
                data = pipe.read(MAX_BYTES + 1)
            source = Source(source.name, len(data), data)
        return cls(source, options, path, cache)

    @property
    def size(self) -> int:
        """Size in bytes; 0 if unknown."""
        return self.source.size


def _is_pipe(path: Path) -> bool:
    try:
        mode = path.stat().st_mode
    except OSError:  # it is not there, or its path is too long: the reader says so
        return False
    return not (S_ISREG(mode) or S_ISDIR(mode))


def read_task(task: ReadingTask) -> Document:
    """Read the file of a task, or take its document from the cache."""
    if task.cache is None:
        return _read(task)
    cached = task.cache.document(task.source.name, sha256(task.source, task.path), task.options)
    if cached is not None:
        return cached
    document = _read(task)
    task.cache.store_document(document, task.options)
    return document


def _read(task: ReadingTask) -> Document:
    from clauselint.reading import read_bytes, read_file

    if task.source.data is not None:
        return read_bytes(task.source.data, task.source.shown, task.options)
    return read_file(task.path, task.options, task.source.shown)


def _start_reading() -> Callable[[ReadingTask], Document]:
    return read_task


READING = TaskSpec(_start_reading, attrgetter("size"), LIMITS.reading_memory, keep_alive=True)


def unreadable_document(source: Source, failure: Failure) -> Document:
    """Return the unreadable document that stands for a file on which a worker failed."""
    code, message = _MESSAGES[failure.cause]
    problem = Problem(code, Severity.ERROR, message.format(reason=failure.reason))
    suffix = PurePath(source.name).suffix.lstrip(".").lower()
    return Document(source.shown, sha256(source, Path(source.name)), suffix, read=Read.UNREADABLE, problems=(problem,))


def sha256(source: Source, path: Path) -> str:
    """Return the SHA-256 of a source's bytes, which are read from ``path`` unless it holds them; "" for a pipe, or if they cannot
    be read."""
    if source.data is not None:
        return hashlib.sha256(source.data).hexdigest()
    try:
        if not path.is_file():
            return ""
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
