"""From paths to a printed report: the common part of ``check``, ``clauses``, ``obligations`` and ``demo``."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from clauselint.cli import console
from clauselint.cli.options import ReportOptions
from clauselint.cli.outputs import comparable_path, earlier_reports, refuse_formats, refuse_output, refuse_twice, write
from clauselint.diagnostics.errors import UsageError
from clauselint.model import Document, Read, Report, Severity
from clauselint.reporting import BINARY
from clauselint.running.config import Configs
from clauselint.running.discovery import PathFilter, Source, discover
from clauselint.running.plans import ContractJob
from clauselint.support.paths import from_cwd

if TYPE_CHECKING:
    from clauselint.batch import RunOptions


Narrow = Callable[[Sequence[ContractJob], Configs], Sequence[ContractJob]]
"""Selects the contracts to check."""

Accept = Callable[[Sequence[ContractJob], Configs], Callable[[Report], Report]]
"""Returns, before the work begins, the function that is applied to the report of these contracts."""

Plans = Callable[[Sequence[Source], Configs], Sequence[ContractJob]]
"""Groups files into contracts, with a plan for each."""


def nothing_accepted(contracts: Sequence[ContractJob], configs: Configs) -> Callable[[Report], Report]:
    """Return the identity function: nothing is suppressed."""
    return lambda report: report


def all_of_them(contracts: Sequence[ContractJob], configs: Configs) -> Sequence[ContractJob]:
    """Select every contract."""
    return contracts


def produce(
    paths: Sequence[str],
    run_options: RunOptions,
    options: ReportOptions,
    *,
    plan: Plans,
    narrow: Narrow = all_of_them,
    accept: Accept = nothing_accepted,
) -> Report:
    """Analyze the contracts that ``paths`` name and show the report; notes on what was not read go to standard error.

    Raises:
        UsageError: a path does not exist, an output cannot be written or is an input, the configuration is wrong,
            or git cannot be asked.
    """
    from clauselint.batch import run
    from clauselint.running.cache.result_cache import open_cache

    refuse_formats(options)
    refuse_twice(options)
    stdin = standard_input(options.stdin_filename) if "-" in paths else None
    found = discover(paths, stdin=stdin, takes=_takes(options))
    for output in options.outputs:
        refuse_output(output.file, found)
    everything = plan(found.sources, options.configs)
    contracts = narrow(everything, options.configs)
    settled = accept(everything, options.configs)
    with console.progress_bar(len(contracts), quiet=options.quiet) as progress:
        report = run(
            contracts,
            replace(run_options, cache=open_cache()),
            skipped=found.skipped,
            jobs=options.jobs,
            progress=progress,
        )
    report = replace(settled(report), docs_url=options.docs_url, unchanged=len(everything) - len(contracts))
    show_report(report, options)
    return report


def _takes(options: ReportOptions) -> PathFilter:
    """Return the filter for files in folders: by the settings, and without reports of an earlier run."""
    ours = earlier_reports(options.outputs)

    def takes(path: Path, is_folder: bool) -> bool:
        return not (ours and comparable_path(path) in ours) and options.configs.accepts(path, is_folder=is_folder)

    return takes


def show_report(report: Report, options: ReportOptions) -> None:
    """Print the report, write the requested files, and note on standard error what was not read."""
    from clauselint.reporting import encoded, render

    human = options.format == "text"
    binary = options.format in BINARY
    text = (
        ""
        if binary
        else render(
            report,
            options.format,
            command=options.command,
            show=options.show,
            color=console.color(options.color),
            width=console.width(),
            ascii=human and console.plain_shapes(),
            all_signals=options.all_signals,
        )
    )
    seen_anyway = human and sys.stdout.isatty() and sys.stderr.isatty()
    if not seen_anyway:
        for each in report.documents:
            note_unread(each.document)
    if binary:
        console.out_bytes(encoded(report, options.format, command=options.command))
    else:
        console.out(text, machine=not human)
    for output in options.outputs:
        write(output.file, encoded(report, output.format, command=options.command, show=options.show))
    if not options.quiet:
        _notes(report, options)


def standard_input(name: str) -> Source:
    """Read standard input; ``name`` tells the format if the content does not.

    Raises:
        UsageError: it is larger than the limit for contracts.
    """
    from clauselint.reading import MAX_BYTES

    data = sys.stdin.buffer.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise UsageError(f"standard input holds more than {MAX_BYTES >> 20} MB.", cure="Check that it is a contract.")
    return Source(name, len(data), data)


def note_unread(document: Document) -> None:
    """Note on standard error each part of a document that neither program nor person has read, and what to do."""
    if document.read is not Read.FULL:
        for problem in document.problems:
            if problem.severity is Severity.ERROR and problem.waiver is None:
                console.note(f"{document.path}: {problem.message}".replace("\n", " "))


def read_in_full(documents: Sequence[Document]) -> bool:
    """Return whether there was something to read and all of it was read."""
    return bool(documents) and all(document.read is Read.FULL for document in documents)


def _notes(report: Report, options: ReportOptions) -> None:
    for notice in report.notices:
        if notice.code == "PTY001":
            console.note(notice.message)
    if not report.documents and not report.unchanged:
        console.note("nothing to check: no .docx, .docm, .pdf, .txt or .md file was found.")
    if report.skipped:
        things = "1 file or folder was" if report.skipped == 1 else f"{report.skipped} files or folders were"
        console.note(f"{things} skipped: hidden, ignored by git, or not a contract by name.")
    if options.configs.run.file is not None:
        console.note(f"settings: {from_cwd(options.configs.run.file)}")
    for output in options.outputs:
        console.note(f"written: {output.file.as_posix()}")
