"""``clauselint check``: judge contracts against a policy."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain

import click

from clauselint.cli.configured_command import ConfiguredCommand, is_set_explicitly
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
from clauselint.cli.suppression_options import SuppressionOptions, suppression_options
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
    1: "findings at or above --fail-on",
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
    help="Report only requirements with these codes or prefixes: SDP,FER-SO. May be repeated.",
)
@click.option(
    "--ignore",
    type=codes,
    multiple=True,
    metavar="CODE",
    help="Leave these out; if a code matches both, the longer entry wins.",
)
@click.option(
    "--fail-on",
    type=word("severity", (*SEVERITIES, "never")),
    default="error",
    metavar="SEVERITY",
    help="Exit with 1 at or above this severity: error (default), warning, info or never.",
)
@click.option(
    "--show",
    type=SEVERITY,
    default="warning",
    metavar="SEVERITY",
    help="List findings at or above this severity: error, warning (default) or info, which lists met requirements too.",
)
@click.option(
    "--together",
    is_flag=True,
    help="Treat the files as one contract: agreement first, then amendments, exhibits, online terms.",
)
@click.option(
    "--since",
    metavar="REV",
    help="Check only contracts that have changed in git since this branch or commit.",
)
@click.option(
    "--explain",
    is_flag=True,
    help="Show under each finding every passage considered, and the words that decided.",
)
@suppression_options
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
    suppressions: SuppressionOptions,
    reading: ReadingOptions,
    options: ReportOptions,
) -> int:
    """Judge contracts against a policy and print the gap report.

    PATH is a file, a folder, a pattern like contracts/*.pdf, or - for standard input. All work is done on this machine;
    no contract text leaves it.
    """
    from clauselint.batch import RunOptions
    from clauselint.cli.reports import produce
    from clauselint.cli.since_option import select_changed_jobs
    from clauselint.judging.summary import exit_code
    from clauselint.running.plans import CliOverrides, plan_jobs

    overrides = CliOverrides(
        policies if is_set_explicitly("policies") else None,
        dict(params),
        tuple(chain(*select)) if is_set_explicitly("select") else None,
        tuple(chain(*ignore)) if is_set_explicitly("ignore") else None,
        dict(parties),
    )
    report = produce(
        paths,
        RunOptions(reading, explain),
        replace(options, show=Severity(show)),
        plan=lambda sources, configs: plan_jobs(sources, configs, overrides, together=together),
        narrow=lambda contracts, configs: select_changed_jobs(
            contracts,
            since,
            configs,
            together=paths if together else (),
            decisive_files=suppressions.files,
            quiet=options.quiet,
        ),
        accept=suppressions,
    )
    if fail_on == "never":
        code = exit_code(report)
        return 0 if code == 1 else code
    return exit_code(report, Severity(fail_on))
