"""``clauselint rule``: a requirement explained, for those who must act on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import click

from clauselint.cli import console
from clauselint.errors import UsageError

if TYPE_CHECKING:
    from clauselint.packs import Pack
    from clauselint.packs.schema import Requirement

COUNTS = {
    "error": "error: fails the check",
    "warning": "warning: reported, fails the check with --fail-on warning",
    "info": "info: counted, fails the check with --fail-on info",
}


@click.command()
@click.argument("code", metavar="CODE")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option(
    "--policy", metavar="NAME", help="Where the row is looked up: a policy, or the path of a pack of your own."
)
def command(code: str, paths: tuple[str, ...], policy: str | None) -> int:
    """Explain the requirement CODE, like SDP-019: meaning, reason, authority, what satisfies it and what fails.

    With a PATH, show instead how that contract was judged by it: each passage that was weighed, and which words decided.
    """
    from clauselint.packs import find_requirement

    pack, requirement = _in_policy(code, policy) if policy else find_requirement(code)
    if paths:
        return _on_contracts(requirement, policy or pack.name, paths)
    console.out("\n".join(_explained(pack, requirement)) + "\n")
    return 0


def _in_policy(code: str, policy: str) -> tuple[Pack, Requirement]:
    from clauselint.packs import deprecated, load, with_examples
    from clauselint.words import did_you_mean

    pack = with_examples(load(policy))
    listed = (*pack.requirements, *deprecated(pack))
    rows = {name.casefold(): row for row in listed for name in (row.code, *row.aliases)}
    if code.casefold() not in rows:
        raise UsageError(f"{pack.name} has no row {code!r}.", cure=did_you_mean(code, [r.code for r in rows.values()]))
    return pack, rows[code.casefold()]


def _on_contracts(row: Requirement, policy: str, paths: tuple[str, ...]) -> int:
    from clauselint.cli.options import ReportOptions
    from clauselint.cli.reports import read_in_full, show
    from clauselint.model import Severity
    from clauselint.pipeline import Request, examine
    from clauselint.running.discovery import discover
    from clauselint.running.plans import Plan, alone
    from clauselint.running.policies import policies_of
    from clauselint.running.selection import Selection

    if row.status == "deprecated":
        raise UsageError(
            f"{row.code} is deprecated and not judged any more.",
            cure=f"It is replaced by {row.replaced_by}." if row.replaced_by else "",
        )
    plan = Plan(policies_of([policy], {}), Selection((row.code,)))
    report = examine(alone(discover(paths).sources, plan), Request(explain=True))
    show(report, ReportOptions("check", show=Severity.INFO, quiet=True))
    return 0 if read_in_full([each.document for each in report.documents]) else 3


def _explained(pack: Pack, row: Requirement) -> Iterator[str]:
    from clauselint.reporting.view.words import FORCE, SOURCE, family_title, value

    yield f"{row.code}  {row.name}"
    yield f"{family_title(row.family)}, in the policy {pack.name} {pack.version}; since {row.since}"
    if row.aliases:
        yield console.fold(f"Also called {', '.join(row.aliases)}")
    if row.status == "preview":
        yield "Preview: counts as info at most"
    elif row.status == "deprecated":
        yield f"Deprecated: not judged any more{f'; replaced by {row.replaced_by}' if row.replaced_by else ''}"
    yield ""
    yield console.fold(row.must)
    yield from _part("Why", [row.why])
    yield from _part("Who must act", [row.who])
    yield from _part("Authority", [row.authority, f"({SOURCE[row.source_read]}; checked {row.verified})"])
    yield from _part("Force", [FORCE[row.force]])
    yield from _part("Counts as", [COUNTS["info" if row.status == "preview" else row.severity]])
    yield from _part("Parameters (--param NAME=VALUE)", [f"{k} = {value(v)}" for k, v in row.params.items()])
    yield from _part("Looked for", [f"- {each.label}" for each in row.needs])
    yield from _part("Contradicted where the contract", [f"- {each.says}" for each in row.contradicts])
    yield from _part("Weakened where the contract", [f"- {each.says}" for each in row.weakens])
    yield from _examples(row)
    yield from _part("Suggested wording, for counsel's review", [row.suggested()])


def _examples(row: Requirement) -> Iterator[str]:
    examples = row.examples
    if examples is None:
        return
    yield from _part("Satisfied by", [f"“{each}”" for each in examples.met])
    yield from _part("Met in part by", [f"“{each}”" for each in examples.limb])
    yield from _part("Weak", [f"“{each}”" for each in examples.weak])
    yield from _part("As good as missing", [f"“{each}”" for each in examples.missing])
    yield from _part("Contradicted by", [f"“{each}”" for each in examples.contradicted])
    yield from _part("Not met by", [f"“{each}”" for each in examples.not_met])


def _part(title: str, lines: Iterable[str]) -> Iterator[str]:
    lines = list(lines)
    if lines:
        yield ""
        yield title
        yield from (console.fold(line, "  ") for line in lines)
