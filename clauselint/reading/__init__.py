"""Reading: bytes to a :class:`~clauselint.model.Document`. One file a format; knows no law."""

from __future__ import annotations

import hashlib
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import cast

from clauselint.diagnostics.errors import UnreadableError
from clauselint.model import USUAL_READING, Document, ReadingOptions, Severity
from clauselint.reading.assembly import ReadResult, assemble, problem, unreadable
from clauselint.reading.sniff.format_detection import ENCRYPTED, SUFFIXES, detect_format, suffix_of
from clauselint.reading.text_limits import MAX_CHARACTERS, too_long

__all__ = ["MAX_BYTES", "SUFFIXES", "read_bytes", "read_file"]

MAX_BYTES = 512 << 20  # of a file, most of them pictures; no contract comes near, a larger file is something else


def read_file(path: Path, options: ReadingOptions = USUAL_READING, name: str = "") -> Document:
    """Read a file; the document is called ``name``, or else by its path. Never raises: a file that cannot be opened or
    read is ``unreadable``.
    """
    name = name or path.as_posix()
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as failure:
        error = UnreadableError(
            "DOC017",
            f"the file could not be opened: {failure.strerror or type(failure).__name__}.",
            cure="Check the path and that you may read the file.",
        )
        return unreadable(name, "", _promised(name), error)
    return read_bytes(data, name, options)


def read_bytes(data: bytes, name: str, options: ReadingOptions = USUAL_READING) -> Document:
    """Read ``data``; ``name`` is its path, and helps where content alone does not tell the format. Never raises."""
    if len(data) > MAX_BYTES:
        error = UnreadableError(
            "DOC014", f"the file is larger than {MAX_BYTES >> 20} MB.", cure="Check that it is a contract."
        )
        return unreadable(name, "", _promised(name), error)
    digest = hashlib.sha256(data).hexdigest()
    try:
        found = detect_format(data, name)
        if found.name == ENCRYPTED:
            from clauselint.reading.decryption import (
                decrypt,
            )  # not above: few files need it, and cryptography is large

            data = decrypt(data, options.password)
            found = detect_format(data, name)
    except UnreadableError as error:
        return unreadable(name, digest, _promised(name), error)
    try:
        # Formats are loaded when first met: reading a PDF must not pay for the readers of other formats.
        result = cast(ReadResult, _reader(found.name).read(data[found.start :], options))
        if sum(len(raw_block.text) for raw_block in result.raw_blocks) > MAX_CHARACTERS:
            raise too_long()
    except UnreadableError as error:
        return unreadable(name, digest, found.name, error)
    extra = []
    if found.promised is not None and found.name != found.promised:
        extra.append(
            problem(
                "DOC006",
                Severity.WARNING,
                f"the file is named {suffix_of(name)} but its content is {found.name.upper()}; it was read as that.",
                "Rename it with the extension of that format.",
            )
        )
    return assemble(name, digest, found.name, result, extra)


def _reader(format: str) -> ModuleType:
    """Return the module that reads ``format``: ``FORMAT.py``, or ``reader.py`` of the package ``FORMAT``."""
    module = import_module(f"clauselint.reading.{format}")
    return module if hasattr(module, "read") else import_module(f"{module.__name__}.reader")


def _promised(name: str) -> str:
    """The format that a file's name promises, for documents that could not be read."""
    suffix = suffix_of(name)
    return SUFFIXES.get(suffix, suffix.lstrip(".") or "unknown")
