"""From paths to a printed report: what ``check``, ``clauses`` and ``demo`` have in common."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from clauselint.cli import console
from clauselint.cli.options import ReportOptions
from clauselint.cli.outputs import earlier, place_of, refuse_formats, refuse_output, refuse_twice, write
from clauselint.diagnostics.errors import UsageError
from clauselint.model import Document, Read, Report, Severity
from clauselint.reporting import BINARY
from clauselint.running.config import Configs
from clauselint.running.discovery import Source, Takes, discover
from clauselint.running.plans import ContractJob, Plan, one_job_per_file

if TYPE_CHECKING:
    from clauselint.batch import RunOptions


Narrow = Callable[[Sequence[ContractJob], Configs], Sequence[ContractJob]]
"""Which of the contracts are to be checked."""

Accept = Callable[[Sequence[ContractJob], Configs], Callable[[Report], Report]]
"""What is to be done with the report of these contracts, before anybody sees it; it is settled before the work begins."""

Plans = Callable[[Sequence[Source], Configs], Sequence[ContractJob]]
"""Which contracts the files are, and what is done with each, as the configurations have it."""


def each_alone(sources: Sequence[Source], configs: Configs) -> Sequence[ContractJob]:
    """Each file by itself, judged against nothing."""
    return one_job_per_file(sources, Plan())


def nothing_accepted(cases: Sequence[ContractJob], configs: Configs) -> Callable[[Report], Report]:
    """The report as it is."""
    return lambda report: report


def all_of_them(cases: Sequence[ContractJob], configs: Configs) -> Sequence[ContractJob]:
    """Every contract."""
    return cases


def produce(
    paths: Sequence[str],
    request: RunOptions,
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
    from clauselint.batch import run
    from clauselint.running.cache.result_cache import opened

    refuse_formats(how)
    refuse_twice(how)
    stdin = standard_input(how.stdin_filename) if "-" in paths else None
    found = discover(paths, stdin=stdin, takes=_takes(how))
    for output in how.outputs:
        refuse_output(output.file, found)
    everything = plan(found.sources, how.configs)
    cases = narrow(everything, how.configs)
    settled = accept(everything, how.configs)
    with console.progress_bar(len(cases), quiet=how.quiet) as progress:
        report = run(cases, replace(request, cache=opened()), skipped=found.skipped, jobs=how.jobs, progress=progress)
    report = replace(settled(report), docs_url=how.docs_url, unchanged=len(everything) - len(cases))
    show(report, how)
    return report


def _takes(how: ReportOptions) -> Takes:
    """What of a folder is a contract: as the settings have it, and no report that an earlier run has left there."""
    ours = earlier(how.outputs)

    def takes(path: Path, is_folder: bool) -> bool:
        return not (ours and place_of(path) in ours) and how.configs.takes(path, is_folder=is_folder)

    return takes


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
    from clauselint.reading import MAX_BYTES

    data = sys.stdin.buffer.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise UsageError(f"standard input holds more than {MAX_BYTES >> 20} MB.", cure="Check that it is a contract.")
    return Source(name, len(data), data)


def unread(document: Document) -> None:
    """Say on standard error what of a document was not read, by program or person, and what to do, one line for each."""
    if document.read is not Read.FULL:
        for problem in document.problems:
            if problem.severity is Severity.ERROR and problem.waiver is None:
                console.note(f"{document.path}: {problem.message}".replace("\n", " "))


def read_in_full(documents: Sequence[Document]) -> bool:
    """Whether there was something to read, and all of it was read."""
    return bool(documents) and all(document.read is Read.FULL for document in documents)


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
