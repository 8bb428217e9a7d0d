"""``clauselint obligations``: who must do what, for whom, by when."""

from __future__ import annotations

from datetime import date
from functools import partial

import click

from clauselint.cli import console
from clauselint.cli.configured_command import ConfiguredCommand
from clauselint.cli.help_format import UNREAD, WRONG_USE
from clauselint.cli.options import PARTY, ReportOptions, reading_options, report_options
from clauselint.diagnostics.errors import UsageError
from clauselint.model import ReadingOptions, Report


def _day(text: str) -> date:
    """An option's type: ``YYYY-MM-DD``. Raises UsageError for anything else."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(
            f"--effective-date {text}: not a date.", cure="Give it as YYYY-MM-DD, like 2026-07-01."
        ) from None


@click.command(
    cls=ConfiguredCommand,
    examples=(
        ("A table on the screen", "clauselint obligations fixtures/contracts/mesa-dsa.txt"),
        ("A workbook for Excel", "clauselint obligations fixtures/contracts --output xlsx=duties.xlsx"),
        (
            "With due dates",
            "clauselint obligations fixtures/contracts --effective-date 2026-07-01",
        ),
    ),
    exits={0: "all was read", **WRONG_USE, **UNREAD},
)
@click.option(
    "--effective-date",
    type=_day,
    metavar="YYYY-MM-DD",
    help="The day the contracts take effect; periods that run from it get a due date.",
)
@PARTY
@reading_options
@report_options
def command(
    paths: tuple[str, ...],
    effective_date: date | None,
    parties: tuple[tuple[str, str], ...],
    reading: ReadingOptions,
    options: ReportOptions,
) -> int:
    """List who must, must not, may, is entitled to or need not do what, for whom and by when.

    PATH is a file, a folder, a pattern like contracts/*.pdf, or - for standard input. It works on any contract.
    """
    from clauselint.batch import RunOptions
    from clauselint.cli.reports import produce, read_in_full
    from clauselint.pipeline import ObligationLister
    from clauselint.running.plans import unjudged_jobs

    run_options = RunOptions(reading=reading, analyzer=partial(ObligationLister, effective_date))
    report = produce(
        paths, run_options, options, plan=lambda sources, configs: unjudged_jobs(sources, configs, dict(parties))
    )
    if "ics" in options.formats and not options.quiet:
        _note_empty_calendar(report, effective_date)
    return 0 if read_in_full([each.document for each in report.documents]) else 3


def _note_empty_calendar(report: Report, effective_date: date | None) -> None:
    if report.documents and not any(
        row.due and not row.mirror for each in report.documents for row in each.obligations
    ):
        cure = "--effective-date YYYY-MM-DD gives one to periods that run from the effective date."
        note = "the calendar is empty: no deadline has a date that can be computed"
        console.note(f"{note}." if effective_date else f"{note}; {cure}")
