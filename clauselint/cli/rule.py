"""``clauselint rule``: a requirement explained, for those who must act on it and for those who write it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from clauselint.cli import completions, console
from clauselint.cli.configured_command import ConfiguredCommand
from clauselint.cli.help_format import WRONG_USE
from clauselint.cli.options import PARTY, reading_options
from clauselint.diagnostics.errors import UsageError
from clauselint.diagnostics.suggest import did_you_mean
from clauselint.model import ReadingOptions
from clauselint.running.config import Configs

if TYPE_CHECKING:
    from clauselint.packs import Pack
    from clauselint.packs.schema import Requirement


@click.command(
    cls=ConfiguredCommand,
    examples=(
        ("What a finding means, and the wording to ask for", "clauselint rule SDP-019"),
        ("How a contract was judged by it", "clauselint rule SDP-019 fixtures/contracts/mesa-dsa.txt"),
        ("The same with every signal, for authors", "clauselint rule SDP-019 fixtures/contracts/mesa-dsa.txt --all"),
        ("What is wrong with a file", "clauselint rule DOC003"),
        ("All codes of a policy", "clauselint rule ferpa"),
        ("All codes", "clauselint rule"),
    ),
    exits={0: "it worked", **WRONG_USE, 3: "a contract could not be read in full"},
)
@click.argument("code", metavar="[CODE]", default="", shell_complete=completions.codes)
@click.argument("paths", nargs=-1, metavar="[PATH]...", shell_complete=completions.files)
@click.option(
    "--policy",
    metavar="NAME",
    shell_complete=completions.policies,
    help="Where the code is looked up: a policy, or the path of a pack of your own.",
)
@click.option(
    "--all",
    "all_signals",
    is_flag=True,
    help="With a PATH: show every signal of the rule and its nearest sentence, not the nearest of each limb alone.",
)
@PARTY
@reading_options
def command(
    code: str,
    paths: tuple[str, ...],
    policy: str | None,
    all_signals: bool,
    parties: tuple[tuple[str, str], ...],
    reading: ReadingOptions,
) -> int:
    """Explain a CODE in a report, like SDP-019 or DOC003.

    Meaning, reason, authority, what satisfies it and what does not, and the wording to ask for. With a PATH, show instead how
    that contract was judged by it: each passage that was weighed, which words decided, and for what was not found the sentence
    that comes nearest, term by term. Without a CODE, or with the beginning of some or the name of a policy, list what there is.
    """
    from clauselint.cli.code_page import code_page, requirement_page, terminal_lines
    from clauselint.packs import find_requirement

    if not paths and (listed := list(_code_list(code, policy))):
        console.out("\n".join(listed) + "\n")
        return 0
    page = None if policy else code_page(code)
    if page is not None and paths:
        raise UsageError(f"{page.code} is not a requirement.", cure=f"See: clauselint rule {page.code}")
    if page is None:
        if not policy:
            _refuse_unknown_problem(code)
        pack, requirement = _in_policy(code, policy) if policy else find_requirement(code)
        if paths:
            return _on_contracts(
                requirement, policy or pack.name, paths, dict(parties), reading, all_signals=all_signals
            )
        page = requirement_page(pack, requirement)
    console.out("\n".join(terminal_lines(page, console.fold)) + "\n")
    return 0


def _refuse_unknown_problem(code: str) -> None:
    """Raise UsageError for a code that looks like that of a problem or a notice but is not one."""
    from clauselint.diagnostics.problem_codes import CODES

    if re.fullmatch(rf"(?:{'|'.join(sorted({known[:3] for known in CODES}))})\d*", code.upper()):
        raise UsageError(f"there is no code '{code}'.", cure=did_you_mean(code, CODES))


def _code_list(prefix: str, policy: str | None) -> Iterator[str]:
    """The codes that begin with ``prefix``, or those of the policy with that name; nothing where it is a code itself."""
    from clauselint.packs import available, load

    for pack in [load(policy)] if policy else available():
        yield from _codes_of_pack(pack, prefix)
    if not policy:
        yield from _codes_of_problems(prefix)


def _codes_of_pack(pack: Pack, prefix: str) -> Iterator[str]:
    is_whole = prefix.casefold() in ("", pack.name.casefold())
    rows = [row for row in pack.requirements if is_whole or _has_prefix(row.code, prefix)]
    if rows and not any(row.code.casefold() == prefix.casefold() for row in rows):
        yield from _table(f"{pack.name}: {pack.title}", [(r.code, r.severity, r.name) for r in rows])


def _codes_of_problems(prefix: str) -> Iterator[str]:
    from clauselint.diagnostics.problem_codes import CODES

    codes = [code for code in CODES if _has_prefix(code, prefix)]
    if codes and prefix.upper() not in CODES:
        yield from _table("Files, waivers, baseline", [(code, "", CODES[code][0]) for code in codes])


def _has_prefix(code: str, prefix: str) -> bool:
    return code.casefold().startswith(prefix.casefold())


def _table(title: str, rows: Sequence[tuple[str, str, str]]) -> Iterator[str]:
    """A titled list of codes with severity, if any, and name."""
    yield title
    yield from (
        f"  {code:<10} {severity:<8} {name}" if severity else f"  {code:<10} {name}" for code, severity, name in rows
    )
    yield ""


def _in_policy(code: str, policy: str) -> tuple[Pack, Requirement]:
    from clauselint.packs import deprecated, load, with_examples

    pack = with_examples(load(policy))
    listed = (*pack.requirements, *deprecated(pack))
    rows = {name.casefold(): row for row in listed for name in (row.code, *row.aliases)}
    if code.casefold() not in rows:
        raise UsageError(f"{pack.name} has no row {code!r}.", cure=did_you_mean(code, [r.code for r in rows.values()]))
    return pack, rows[code.casefold()]


def _on_contracts(
    row: Requirement,
    policy: str,
    paths: tuple[str, ...],
    parties: dict[str, str],
    reading: ReadingOptions,
    *,
    all_signals: bool,
) -> int:
    """Judge each contract by one row, under the settings that hold for it, and show how."""
    from clauselint.batch import RunOptions, run
    from clauselint.cli.options import ReportOptions
    from clauselint.cli.reports import read_in_full, show_report
    from clauselint.model import Severity
    from clauselint.running.discovery import discover
    from clauselint.running.plans import CliOverrides, plan_jobs
    from clauselint.running.selection import ALL, Selection

    if row.status == "deprecated":
        raise UsageError(
            f"{row.code} is deprecated and no longer judged.",
            cure=f"It was replaced by {row.replaced_by}." if row.replaced_by else "",
        )
    configs = click.get_current_context().find_object(Configs) or Configs(Path(), isolated=True)
    found = discover(paths, takes=lambda path, is_folder: configs.accepts(path, is_folder=is_folder))
    only_row = Selection((row.code,))
    overrides = CliOverrides((policy,), select=(ALL,), ignore=(), parties=parties)
    listed = [
        replace(case, plan=replace(case.plan, selection=only_row))
        for case in plan_jobs(found.sources, configs, overrides, together=False)
    ]
    report = run(listed, RunOptions(reading, explain=True))
    show_report(report, ReportOptions("rule", show=Severity.INFO, quiet=True, all_signals=all_signals))
    return 0 if read_in_full([each.document for each in report.documents]) else 3
