"""``clauselint clauses``: the clause inventory of contracts."""

from __future__ import annotations

import click

from clauselint.cli.options import Output, reading_options, report_options
from clauselint.model import ReadingOptions


@click.command()
@reading_options
@report_options
def command(
    paths: tuple[str, ...],
    format: str,
    outputs: tuple[Output, ...],
    jobs: int | None,
    stdin_filename: str,
    no_color: bool,
    quiet: bool,
    reading: ReadingOptions,
) -> int:
    """List the clauses in contracts by type, with who owes what.

    PATH is a file, a folder, a glob, or - for standard input. Ends with 3 where an input could not be read in full.
    """
    from clauselint.cli.reports import Presentation, produce, read_in_full
    from clauselint.pipeline import Request

    how = Presentation("clauses", format, outputs, color=not no_color, quiet=quiet)
    report = produce(paths, Request(reading=reading), how, jobs=jobs, stdin_filename=stdin_filename)
    return 0 if read_in_full([each.document for each in report.documents]) else 3
