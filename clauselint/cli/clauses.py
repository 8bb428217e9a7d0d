"""``clauselint clauses``: the clause inventory of contracts."""

from __future__ import annotations

import click

from clauselint.cli.configured import ConfiguredCommand
from clauselint.cli.options import ReportOptions, reading_options, report_options
from clauselint.model import ReadingOptions


@click.command(cls=ConfiguredCommand)
@reading_options
@report_options
def command(paths: tuple[str, ...], reading: ReadingOptions, how: ReportOptions) -> int:
    """List the clauses in contracts by type, with who owes what.

    PATH is a file, a folder, a glob, or - for standard input. Ends with 3 where an input could not be read in full.
    """
    from clauselint.cli.reports import produce, read_in_full
    from clauselint.pipeline import Request

    report = produce(paths, Request(reading=reading), how)
    return 0 if read_in_full([each.document for each in report.documents]) else 3
