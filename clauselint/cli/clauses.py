"""``clauselint clauses``: the clause inventory of contracts."""

from __future__ import annotations

import click

from clauselint.cli.configured_command import ConfiguredCommand
from clauselint.cli.help_format import UNREAD, WRONG_USE
from clauselint.cli.options import PARTY, ReportOptions, reading_options, report_options
from clauselint.model import ReadingOptions


@click.command(
    cls=ConfiguredCommand,
    examples=(
        ("The clauses of a contract", "clauselint clauses fixtures/contracts/harborview-complete.pdf"),
        ("For a spreadsheet or a program", "clauselint clauses fixtures/contracts --format json"),
    ),
    exits={0: "all was read", **WRONG_USE, **UNREAD},
)
@PARTY
@reading_options
@report_options
def command(
    paths: tuple[str, ...], parties: tuple[tuple[str, str], ...], reading: ReadingOptions, options: ReportOptions
) -> int:
    """List the clauses in contracts by type, with who owes what.

    PATH is a file, a folder, a pattern like contracts/*.pdf, or - for standard input. No policy is needed: the list shows
    what a contract contains, not what is missing.
    """
    from clauselint.batch import RunOptions
    from clauselint.cli.reports import produce, read_in_full
    from clauselint.running.plans import unjudged_jobs

    report = produce(
        paths,
        RunOptions(reading=reading),
        options,
        plan=lambda sources, configs: unjudged_jobs(sources, configs, dict(parties)),
    )
    return 0 if read_in_full([each.document for each in report.documents]) else 3
