"""``clauselint check``: judge contracts against a policy."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain

import click

from clauselint.cli.configured_command import ConfiguredCommand, given
from clauselint.cli.help_format import WRONG_USE
from clauselint.cli.options import (
    PARAM,
    PARTY,
    POLICY,
    SEVERITIES,
    SEVERITY,
    ReportOptions,
    codes,
    reading_options,
    report_options,
    word,
)
from clauselint.cli.suppression_options import SuppressionOptions, accepting_options
from clauselint.model import ReadingOptions, Severity

EXAMPLES = (
    ("One contract", "clauselint check fixtures/contracts/mesa-dsa.txt"),
    (
        "A folder, and a report to open in a browser",
        "clauselint check fixtures/contracts --output html=gap-report.html",
    ),
    ("A stricter period of notice", "clauselint check fixtures/contracts/mesa-dsa.txt --param notice_hours=24"),
    (
        "Another policy, for a vendor in New York",
        "clauselint check fixtures/contracts --policy edtech-dpa --param state=NY",
    ),
    (
        "Say on whose side a party is",
        'clauselint check fixtures/contracts/mesa-dsa.txt --party "Canyon Trails Mentoring=counterparty"',
    ),
    ("An agreement and its amendment, judged as one", "clauselint check --together fixtures/stack/*.docx"),
    ("Only report, never fail", "clauselint check fixtures/contracts --fail-on never --format concise"),
)
EXITS = {
    0: "no finding at or above --fail-on",
    1: "there are such findings",
    **WRONG_USE,
    3: "a file could not be read in full, or there was nothing to check",
}


@click.command(cls=ConfiguredCommand, formats=True, examples=EXAMPLES, exits=EXITS)
@POLICY
@PARAM
@PARTY
@click.option(
    "--select",
    type=codes,
    multiple=True,
    metavar="CODE",
    help="Report only requirements whose code is this or begins so: SDP,FER-SO. May be repeated.",
)
@click.option(
    "--ignore",
    type=codes,
    multiple=True,
    metavar="CODE",
    help="Leave these out; where a code is in both, the longer one counts.",
)
@click.option(
    "--fail-on",
    type=word("severity", (*SEVERITIES, "never")),
    default="error",
    metavar="SEVERITY",
    help="Exit with 1 from this severity on: error (default), warning, info or never.",
)
@click.option(
    "--show",
    type=SEVERITY,
    default="warning",
    metavar="SEVERITY",
    help="Spell out from this severity on: error, warning (default) or info, which lists what is met too.",
)
@click.option(
    "--together",
    is_flag=True,
    help="The files are one contract: agreement first, then amendments, exhibits, online terms.",
)
@click.option(
    "--since",
    metavar="REV",
    help="Check only contracts that have changed in git since this branch or commit.",
)
@click.option(
    "--explain",
    is_flag=True,
    help="Show under each finding every passage that was weighed, and the words that decided.",
)
@accepting_options
@reading_options
@report_options
def command(
    paths: tuple[str, ...],
    policies: tuple[str, ...],
    params: tuple[tuple[str, str], ...],
    parties: tuple[tuple[str, str], ...],
    select: tuple[tuple[str, ...], ...],
    ignore: tuple[tuple[str, ...], ...],
    fail_on: str,
    show: str,
    together: bool,
    since: str | None,
    explain: bool,
    accepting: SuppressionOptions,
    reading: ReadingOptions,
    how: ReportOptions,
) -> int:
    """Judge contracts against a policy and print the gap report.

    PATH is a file, a folder, a pattern like contracts/*.pdf, or - for standard input. Everything is done on this machine;
    nothing of a contract leaves it.
    """
    from clauselint.batch import RunOptions
    from clauselint.cli.reports import produce
    from clauselint.cli.since_option import only_changed
    from clauselint.judging.summary import exit_code
    from clauselint.running.plans import CliOverrides, cases

    asked = CliOverrides(
        policies if given("policies") else None,
        dict(params),
        tuple(chain(*select)) if given("select") else None,
        tuple(chain(*ignore)) if given("ignore") else None,
        dict(parties),
    )
    report = produce(
        paths,
        RunOptions(reading, explain),
        replace(how, show=Severity(show)),
        plan=lambda sources, configs: cases(sources, configs, asked, together=together),
        narrow=lambda cases, configs: only_changed(
            cases,
            since,
            configs,
            together=paths if together else (),
            beside=accepting.files,
            quiet=how.quiet,
        ),
        accept=accepting,
    )
    if fail_on == "never":
        code = exit_code(report)
        return 0 if code == 1 else code
    return exit_code(report, Severity(fail_on))
