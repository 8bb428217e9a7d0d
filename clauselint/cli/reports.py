"""From paths to a printed report: what ``check``, ``clauses`` and ``demo`` have in common."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from clauselint.cli import console
from clauselint.cli.options import ReportOptions
from clauselint.errors import UsageError
from clauselint.model import Document, Read, Report, Severity
from clauselint.reporting import BINARY, require
from clauselint.running.config import Configs
from clauselint.running.discovery import Found, Source, discover
from clauselint.running.plans import Case, Plan, alone

if TYPE_CHECKING:
    from clauselint.pipeline import Request


_PATIENCE = (0.05, 0.1, 0.2, 0.4, 0.8) if os.name == "nt" else ()  # seconds between tries to put a report in its place
Narrow = Callable[[Sequence[Case], Configs], Sequence[Case]]
"""Which of the contracts are to be checked."""

Accept = Callable[[Sequence[Case], Configs], Callable[[Report], Report]]
"""What is to be done with the report of these contracts, before anybody sees it; it is settled before the work begins."""

Plans = Callable[[Sequence[Source], Configs], Sequence[Case]]
"""Which contracts the files are, and what is done with each, as the configurations have it."""


def each_alone(sources: Sequence[Source], configs: Configs) -> Sequence[Case]:
    """Each file by itself, judged against nothing."""
    return alone(sources, Plan())


def nothing_accepted(cases: Sequence[Case], configs: Configs) -> Callable[[Report], Report]:
    """The report as it is."""
    return lambda report: report


def all_of_them(cases: Sequence[Case], configs: Configs) -> Sequence[Case]:
    """Every contract."""
    return cases


def produce(
    paths: Sequence[str],
    request: Request,
    how: ReportOptions,
    *,
    plan: Plans = each_alone,
    narrow: Narrow = all_of_them,
    accept: Accept = nothing_accepted,
) -> Report:
    """Do what is asked with what ``paths`` name and show the report; notes on what was not read go to standard error.

    Raises:
        UsageError: a path does not exist, an output cannot be written or is an input, the configuration is wrong,
            or git cannot be asked.
    """
    from clauselint.pipeline import examine
    from clauselint.running.cache import opened

    _refuse_formats(how)
    _refuse_twice(how)
    stdin = standard_input(how.stdin_filename) if "-" in paths else None
    found = discover(paths, stdin=stdin, takes=lambda path, is_folder: how.configs.takes(path, is_folder=is_folder))
    for output in how.outputs:
        refuse_output(output.file, found)
    everything = plan(found.sources, how.configs)
    cases = narrow(everything, how.configs)
    settled = accept(everything, how.configs)
    with console.progress_bar(len(cases), quiet=how.quiet) as progress:
        report = examine(
            cases, replace(request, cache=opened()), skipped=found.skipped, jobs=how.jobs, progress=progress
        )
    report = replace(settled(report), docs_url=how.docs_url, unchanged=len(everything) - len(cases))
    show(report, how)
    return report


def show(report: Report, how: ReportOptions) -> None:
    """Print the report, write it where else it is wanted, and say on standard error what was not read."""
    from clauselint.reporting import encoded, render

    human = how.format == "text"
    binary = how.format in BINARY
    text = (
        ""
        if binary
        else render(
            report,
            how.format,
            command=how.command,
            show=how.show,
            color=console.color(how.color),
            width=console.width(),
            ascii=human and console.plain_shapes(),
        )
    )
    seen_anyway = human and sys.stdout.isatty() and sys.stderr.isatty()
    if not seen_anyway:
        for each in report.documents:
            unread(each.document)
    if binary:
        console.out_bytes(encoded(report, how.format, command=how.command))
    else:
        console.out(text, machine=not human)
    for output in how.outputs:
        write(output.file, encoded(report, output.format, command=how.command, show=how.show))
    if not how.quiet:
        _notes(report, how)


def standard_input(name: str) -> Source:
    """What is piped in, under a name that tells its format where the content does not.

    Raises:
        UsageError: there is more of it than a contract can be.
    """
    from clauselint.reading import MOST_BYTES

    data = sys.stdin.buffer.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise UsageError(f"standard input holds more than {MOST_BYTES >> 20} MB.", cure="Check that it is a contract.")
    return Source(name, len(data), data)


def write(file: Path, content: bytes) -> None:
    """Write a report whole or not at all: into a file beside it first, which then takes its name. What is no file (a device,
    a pipe) is written into, and a link stays one.

    Raises:
        UsageError: the file cannot be written.
    """
    beside = None
    try:
        if file.exists() and not file.is_file():
            file.write_bytes(content)
            return
        target = Path(os.path.realpath(file)) if file.is_symlink() else file
        beside = target.with_name(f".{target.name}.{os.getpid()}.tmp")
        beside.write_bytes(content)
        _take_name(beside, target)
    except OSError as error:
        if beside is not None:
            beside.unlink(missing_ok=True)
        raise UsageError(
            f"cannot be written ({error.strerror}).",
            where=file.as_posix(),
            cure="Close it where it is open, make room, or choose another file.",
        ) from None


def _take_name(beside: Path, file: Path) -> None:
    """Windows renames no file over one that somebody has open: a virus scanner or an indexer is soon done with it."""
    for wait in _PATIENCE:
        with suppress(PermissionError):
            beside.replace(file)
            return
        time.sleep(wait)
    beside.replace(file)


def unread(document: Document) -> None:
    """Say on standard error what of a document was not read, by program or person, and what to do, one line for each."""
    if document.read is not Read.FULL:
        for problem in document.problems:
            if problem.severity is Severity.ERROR and problem.waiver is None:
                console.note(f"{document.path}: {problem.message}".replace("\n", " "))


def read_in_full(documents: Sequence[Document]) -> bool:
    """Whether there was something to read, and all of it was read."""
    return bool(documents) and all(document.read is Read.FULL for document in documents)


def _refuse_formats(how: ReportOptions) -> None:
    """A format that the command cannot give, or that a terminal cannot show, is refused before the work begins."""
    for format in how.formats:
        require(format, how.command)
    if how.format in BINARY and sys.stdout.isatty():
        raise UsageError(
            f"{how.format} is no text for a terminal.",
            cure=f"Write it into a file: --output {how.format}=obligations.{how.format}",
        )


def _refuse_twice(how: ReportOptions) -> None:
    """Two reports in one file: the second would overwrite the first."""
    taken: set[str] = set()
    for output in how.outputs:
        place = os.path.normcase(os.path.realpath(output.file))
        if place in taken:
            raise UsageError("two reports cannot go into one file.", where=str(output.file), cure="Name another file.")
        taken.add(place)


def refuse_output(file: Path, found: Found) -> None:
    """An output that would end in an error, or in a lost contract, is refused before the work begins."""
    if file.is_dir() or not file.parent.is_dir():
        what = "is a folder." if file.is_dir() else "its folder does not exist."
        raise UsageError(what, where=str(file), cure="Name a file in a folder that exists.")
    if file.exists() and any(
        source.data is None and Path(source.name).exists() and file.samefile(source.name) for source in found.sources
    ):
        raise UsageError(
            "is one of the contracts; it is not overwritten.", where=str(file), cure="Choose another file."
        )


def _notes(report: Report, how: ReportOptions) -> None:
    if not report.documents and not report.unchanged:
        console.note("nothing to check: no .docx, .docm, .pdf, .txt or .md contract is there.")
    if report.skipped:
        things = "1 file or folder was" if report.skipped == 1 else f"{report.skipped} files or folders were"
        console.note(f"{things} passed over: hidden, ignored by git, or no contract by name.")
    if how.configs.run.file is not None:
        console.note(f"settings: {console.from_here(how.configs.run.file)}")
    for output in how.outputs:
        console.note(f"written: {output.file.as_posix()}")
