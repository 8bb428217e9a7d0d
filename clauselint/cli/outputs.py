"""Writing reports into files, and refusing impossible outputs before the work begins."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from clauselint.cli.options import Output, ReportOptions
from clauselint.diagnostics.errors import UsageError
from clauselint.reporting import BINARY, require
from clauselint.running.discovery import Discovered

_PATIENCE = (0.05, 0.1, 0.2, 0.4, 0.8) if os.name == "nt" else ()  # seconds between tries to put a report in its place
_HEAD = 4096  # bytes; the words that tell a report stand on its first page or its last line


def refuse_formats(options: ReportOptions) -> None:
    """Raise UsageError for a format that the command does not have, or that a terminal cannot show."""
    for format in options.formats:
        require(format, options.command)
    if options.format in BINARY and sys.stdout.isatty():
        raise UsageError(
            f"{options.format} cannot be shown on a terminal.",
            cure=f"Write it into a file: --output {options.format}=obligations.{options.format}",
        )


def refuse_twice(options: ReportOptions) -> None:
    """Raise UsageError for two reports in one file."""
    taken: set[str] = set()
    for output in options.outputs:
        place = comparable_path(output.file)
        if place in taken:
            raise UsageError("two reports cannot go into one file.", where=str(output.file), cure="Name another file.")
        taken.add(place)


def refuse_output(file: Path, found: Discovered) -> None:
    """Raise UsageError for an output that cannot be written, or that would overwrite a contract."""
    if file.is_dir() or not file.parent.is_dir():
        what = "is a folder." if file.is_dir() else "its folder does not exist."
        raise UsageError(what, where=str(file), cure="Name a file in a folder that exists.")
    if file.exists() and any(
        source.data is None and Path(source.name).exists() and file.samefile(source.name) for source in found.sources
    ):
        raise UsageError(
            "is one of the contracts; it is not overwritten.", where=str(file), cure="Choose another file."
        )


def earlier_reports(outputs: Sequence[Output]) -> frozenset[str]:
    """Return the real paths of outputs that already hold a report of an earlier run: they are not contracts, and are overwritten.
    Any other file in the place of an output is left alone."""
    return frozenset(comparable_path(output.file) for output in outputs if _is_report(output.file))


def comparable_path(file: Path) -> str:
    """Return the real path of a file in a form that can be compared."""
    return os.path.normcase(os.path.realpath(file))


def _is_report(file: Path) -> bool:
    """Return whether a file holds the disclaimer of our reports near its beginning or end."""
    from clauselint.reporting.view.phrases import DISCLAIMER

    try:
        if not file.is_file():
            return False
        with file.open("rb") as opened:
            head = opened.read(_HEAD)
            opened.seek(-min(_HEAD, file.stat().st_size), os.SEEK_END)
            return DISCLAIMER.encode() in head + opened.read()
    except OSError:  # whoever writes it says what is wrong
        return False


def write(file: Path, content: bytes) -> None:
    """Write a report whole or not at all: into a temporary file, which is then renamed. A device or pipe is written to directly,
    and a link stays a link.

    Raises:
        UsageError: the file cannot be written.
    """
    temporary = None
    try:
        if file.exists() and not file.is_file():
            file.write_bytes(content)
            return
        target = Path(os.path.realpath(file)) if file.is_symlink() else file
        temporary = target.with_name(f".{target.name}.{os.getpid()}.tmp")
        temporary.write_bytes(content)
        _take_name(temporary, target)
    except OSError as error:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
        raise UsageError(
            f"cannot be written ({error.strerror}).",
            where=file.as_posix(),
            cure="Close it if it is open, free some space, or choose another file.",
        ) from None


def _take_name(temporary: Path, file: Path) -> None:
    """Rename with retries: Windows cannot replace a file that is open, for example in a virus scanner."""
    for wait in _PATIENCE:
        with suppress(PermissionError):
            temporary.replace(file)
            return
        time.sleep(wait)
    temporary.replace(file)
