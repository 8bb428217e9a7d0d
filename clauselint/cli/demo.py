"""``clauselint demo``: see what a gap report looks like before you have a contract at hand."""

from __future__ import annotations

from pathlib import Path

import click

from clauselint.cli.help_format import HelpfulCommand
from clauselint.diagnostics.errors import ClauselintError
from clauselint.support.data_paths import shipped_path

SAMPLE = "northgate-hollow.docx"


@click.command(
    cls=HelpfulCommand,
    examples=(
        ("Try it", "clauselint demo"),
        ("Choose where the report goes", "clauselint demo --output my-first-report.html"),
    ),
)
@click.option(
    "--output",
    "file",
    type=click.Path(path_type=Path),
    default=Path("gap-report-demo.html"),
    metavar="FILE",
    help="Where the HTML report goes (default: gap-report-demo.html).",
)
@click.option("--no-color", is_flag=True, help="No color, even on a terminal.")
def command(file: Path, no_color: bool) -> int:
    """Judge a sample contract that looks complete and is hollow.

    Prints the gap report, and writes it as a page for the browser too. The sample comes with clauselint and is invented.
    """
    from clauselint.batch import RunOptions, run
    from clauselint.cli.options import Output, ReportOptions
    from clauselint.cli.reports import show_report
    from clauselint.running.discovery import Source
    from clauselint.running.plans import DEFAULT_POLICY, ContractJob, Plan
    from clauselint.running.policies import policies_of

    data = _sample().read_bytes()
    case = ContractJob((Source(SAMPLE, len(data), data),), Plan(policies_of([DEFAULT_POLICY], {})))
    report = run([case], RunOptions())
    show_report(report, ReportOptions("check", outputs=(Output("html", file),), color=not no_color))
    return 0


def _sample() -> Path:
    """The sample in the installed package, or in a checkout."""
    if found := shipped_path(f"demo/{SAMPLE}", f"fixtures/contracts/{SAMPLE}"):
        return found
    raise ClauselintError("the sample contract is missing from this installation.", cure="Install clauselint again.")
