"""``clauselint check``: judge contracts against a policy."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain

import click

from clauselint.cli.configured import ConfiguredCommand, given
from clauselint.cli.options import (
    SEVERITIES,
    SEVERITY,
    ReportOptions,
    codes,
    named_value,
    reading_options,
    report_options,
    word,
)
from clauselint.model import ReadingOptions, Severity

EXIT_CODES = """\b
Exit codes: 0 nothing at or above --fail-on; 1 findings; 2 wrong use;
3 an input could not be read in full, or there was nothing to check.
"""


@click.command(cls=ConfiguredCommand, formats=True, epilog=EXIT_CODES)
@click.option("--policy", "policies", multiple=True, metavar="NAME", help="Policy pack (default: student-data).")
@click.option(
    "--param",
    "params",
    type=named_value,
    multiple=True,
    metavar="NAME=VALUE",
    help="Set a parameter of the policy; may be repeated.",
)
@click.option(
    "--select",
    type=codes,
    multiple=True,
    metavar="CODE",
    help="Report only requirements whose code is this or begins so: SDP,FER-003. May be repeated.",
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
@reading_options
@report_options
def command(
    paths: tuple[str, ...],
    policies: tuple[str, ...],
    params: tuple[tuple[str, str], ...],
    select: tuple[tuple[str, ...], ...],
    ignore: tuple[tuple[str, ...], ...],
    fail_on: str,
    show: str,
    together: bool,
    since: str | None,
    explain: bool,
    reading: ReadingOptions,
    how: ReportOptions,
) -> int:
    """Judge contracts against a policy and print the gap report.

    PATH is a file, a folder, a glob, or - for standard input.
    """
    from clauselint.cli.reports import produce
    from clauselint.judging.summary import exit_code
    from clauselint.pipeline import Request
    from clauselint.running.plans import Given, cases

    asked = Given(
        policies if given("policies") else None,
        dict(params),
        tuple(chain(*select)) if given("select") else None,
        tuple(chain(*ignore)) if given("ignore") else None,
    )
    report = produce(
        paths,
        Request(reading, explain),
        replace(how, show=Severity(show)),
        plan=lambda sources, configs: cases(sources, configs, asked, together=together),
        since=since,
    )
    if fail_on == "never":
        code = exit_code(report)
        return 0 if code == 1 else code
    return exit_code(report, Severity(fail_on))
