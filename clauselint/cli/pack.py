"""``clauselint pack``: what policies there are, what they ask for, and packs of one's own."""

from __future__ import annotations

import json
import shlex
import textwrap
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from clauselint.cli import completions, console
from clauselint.cli.help_format import DONE, UNREAD, WRONG_USE, HelpfulGroup
from clauselint.cli.options import reading_options, word
from clauselint.diagnostics.errors import UsageError
from clauselint.diagnostics.suggest import did_you_mean
from clauselint.model import ReadingOptions

if TYPE_CHECKING:
    from clauselint.packs import Pack
    from clauselint.rule_tests import RuleTest


@click.group(
    cls=HelpfulGroup,
    examples=(
        ("All policies", "clauselint pack list"),
        ("What one asks for", "clauselint pack show ndpa"),
        ("A policy of your own, on top of another", "clauselint pack new our-policy --extends student-data"),
        (
            "What a term of it matches in a contract",
            "clauselint pack term student-data fixtures/contracts/mesa-dsa.txt",
        ),
    ),
)
def command() -> None:
    """The policies that contracts can be judged against, and packs of your own."""


@command.command("list", examples=(("All policies", "clauselint pack list"),))
def list_packs() -> int:
    """List the packs and profiles that are there.

    A pack is a policy: requirements on contracts. A profile is several packs judged together.
    """
    from clauselint.packs import available
    from clauselint.packs.registry import profiles

    packs, bundles = available(), profiles()
    longest = max(len(name) for name in (*(pack.name for pack in packs), *bundles))
    console.out("Packs, with how many requirements\n")
    for pack in packs:
        head = f"{pack.name:<{longest}}  {len(pack.requirements):>3}  "
        console.out(
            f"  {head}{textwrap.shorten(pack.title, max(20, console.width() - len(head) - 2), placeholder='…')}\n"
        )
    console.out("\nProfiles\n")
    for profile in bundles.values():
        console.out(f"  {profile.name:<{longest}}  {' '.join((*profile.packs, *profile.rows))}\n")
    console.out("\nJudge with one: clauselint check contract.docx --policy NAME\n")
    return 0


@command.command(
    "show",
    examples=(
        ("What a policy asks for", "clauselint pack show student-data"),
        ("A profile", "clauselint pack show nda-review"),
    ),
)
@click.argument("name", metavar="NAME", shell_complete=completions.policies)
def show_pack(name: str) -> int:
    """Show what the pack NAME asks for.

    NAME may be the path of a pack of your own, or a profile.
    """
    from clauselint.running.policies import policies_of

    console.out("\n\n".join("\n".join(_lines(pack)) for pack in policies_of([name], {}).packs()) + "\n")
    return 0


@command.command(
    "test",
    examples=(
        ("One rule of a policy", "clauselint pack test student-data SDP-019"),
        ("Why an example is judged otherwise", "clauselint pack test student-data SDP-019 --explain"),
    ),
    exits={0: "all examples are judged as the rules say", 1: "an example is judged otherwise", **WRONG_USE},
)
@click.argument("name", metavar="NAME", shell_complete=completions.packs)
@click.argument("codes", nargs=-1, metavar="[CODE]...", shell_complete=completions.codes)
@click.option(
    "--explain",
    is_flag=True,
    help="For each example that is judged wrongly, show what was found of the rule, term by term.",
)
def test_pack(name: str, codes: Sequence[str], explain: bool) -> int:
    """Check the pack NAME, or the path of your own: its files, and every example inside its rules.

    With a CODE, only the examples of that rule are tried.
    """
    from clauselint.judging.phrases import plural
    from clauselint.packs import load
    from clauselint.packs.loader import former_names
    from clauselint.rule_tests import run_examples

    pack = load(name)
    for notice in former_names(pack):
        console.note(str(notice))
    tried = failed = 0
    for test in run_examples(pack, [_code(each, pack) for each in codes], explain=explain):
        tried += 1
        if not test.passes:
            failed += 1
            console.out("\n".join(_failure(test)) + "\n")
    console.out(f"{pack.name}: {plural(tried, 'example')} tried, {failed or 'none'} judged wrongly.\n")
    if failed and not explain:
        console.out(f"To see why: {shlex.join(('clauselint', 'pack', 'test', name, *codes, '--explain'))}\n")
    return 1 if failed else 0


def _failure(test: RuleTest) -> Iterator[str]:
    """The status that an example got and should have got, the example, and its trace if it has one."""
    from clauselint.reporting.view import trace_text
    from clauselint.reporting.view.report_view import trace_view

    example, finding = test.example, test.finding
    if example.known_miss:
        yield f"{example.code}  is judged right now: move it out of todo:"
    else:
        expected = " or ".join(sorted(status.value for status in example.expected))
        reason = f" ({finding.reason})" if finding.reason else ""
        yield f"{example.code}  is {test.status.value}{reason}, not {expected}:"
    yield console.fold(f"“{example.sentence}”", "  ")
    for depth, line in trace_text.trace_lines({"code": example.code, "trace": trace_view(finding)}):
        yield console.fold(line, "  " * (depth + 2))


def _code(text: str, pack: Pack) -> str:
    codes = {row.code.casefold(): row.code for row in pack.requirements}
    if text.casefold() not in codes:
        raise UsageError(f"{pack.name} has no row {text!r}.", cure=did_you_mean(text, codes.values()))
    return codes[text.casefold()]


@command.command(
    "new",
    examples=(
        ("From nothing", "clauselint pack new our-rules"),
        ("On top of another", "clauselint pack new our-district --extends student-data"),
    ),
)
@click.argument("folder", type=click.Path(path_type=Path), metavar="FOLDER")
@click.option("--extends", metavar="NAME", help="A pack to build on: its rows, but for what yours changes.")
def new_pack(folder: Path, extends: str | None) -> int:
    """Start a pack of your own in FOLDER, with one requirement to change.

    No programming is needed: docs/policies.md tells how to go on.
    """
    from clauselint.packs import load
    from clauselint.packs.scaffold import create_pack

    if extends:
        load(extends)
    for file in create_pack(folder, extends):
        console.out(f"wrote {file.as_posix()}\n")
    console.out(f"Try it: clauselint pack test {_typed(folder)}\n")
    return 0


@command.command("schema", examples=(("For the files of requirements", "clauselint pack schema requirement"),))
@click.argument("name", default="requirement", type=word("schema", lambda: _schemas()), metavar="[NAME]")
def show_schema(name: str) -> int:
    """Print the JSON Schema of a pack's files, for editors.

    NAME is requirement (default), pack, extension, terms or profile.
    """
    from clauselint.packs.editor import schema

    console.out(json.dumps(schema(name), indent=1, ensure_ascii=False) + "\n", machine=True)
    return 0


@command.command(
    "term",
    examples=(
        ("The terms of a policy", "clauselint pack term --policy nda"),
        ("The phrasings of a term and the rows that use it", "clauselint pack term student-data"),
        ("What it matches in a contract", "clauselint pack term student-data fixtures/contracts/mesa-dsa.txt"),
        ("A term of one policy", "clauselint pack term confidential-information --policy nda"),
    ),
    exits={**DONE, **WRONG_USE, **UNREAD},
)
@click.argument("name", metavar="[NAME]", default="", shell_complete=completions.terms)
@click.argument("path", metavar="[PATH]", default="", shell_complete=completions.files)
@click.option(
    "--policy",
    metavar="NAME",
    shell_complete=completions.packs,
    help="The pack whose term is shown, by name or path (default: student-data, then the others).",
)
@click.option("--all", "all_places", is_flag=True, help="Show every match in the contract, not the first 20 alone.")
@reading_options
def show_term(name: str, path: str, policy: str | None, all_places: bool, reading: ReadingOptions) -> int:
    """Show the term NAME of the policies: its phrasings, the terms it is made of, and the rows and terms that use it.

    With a PATH, show what it matches in that contract: the words in context, with page and section. Without a NAME, list the
    terms. Terms are what signals are made of.
    """
    from clauselint.batch import read_source
    from clauselint.cli.reports import note_unread, read_in_full
    from clauselint.cli.term_page import definitions, matches_page, term_list, term_page
    from clauselint.packs import available, load
    from clauselint.running.discovery import discover
    from clauselint.running.plans import DEFAULT_POLICY

    packs = [load(policy)] if policy else sorted(available(), key=lambda pack: pack.name != DEFAULT_POLICY)
    if not name:
        console.out("\n".join(term_list(packs[0])) + "\n")
        return 0
    term, *others = definitions(name.strip("<>"), packs)
    console.out("\n".join(term_page(term, others)) + "\n")
    if not path:
        return 0
    documents = [read_source(source, reading) for source in discover((path,)).sources]
    for document in documents:
        console.out("\n".join(matches_page(term, document, all_places=all_places)) + "\n")
        note_unread(document)
    return 0 if read_in_full(documents) else 3


def _schemas() -> tuple[str, ...]:
    from clauselint.packs.editor import FILES

    return tuple(FILES)


def _lines(pack: Pack) -> Iterator[str]:
    from clauselint.packs import patterns_folder
    from clauselint.reporting.view.phrases import FAMILIES, family_title, value

    yield f"{pack.name} {pack.version}: {pack.title}"
    yield console.fold(pack.file.about)
    rows = pack.requirements
    families = dict.fromkeys([*FAMILIES, *(row.family for row in rows)])
    for family in families:
        mine = [row for row in rows if row.family == family]
        if mine:
            yield f"\n{family_title(family)}"
            yield from (f"  {row.code:<10} {row.severity:<8} {row.name}" for row in mine)
    if pack.off:
        yield "\nSwitched off"
        yield from (f"  {code:<10} {reason}" for code, reason in pack.off.items())
    if pack.params():
        yield "\nParameters (--param NAME=VALUE)"
        yield from (f"  {name} = {value(each)}" for name, each in sorted(pack.params().items()))
    where = "" if pack.folder.parent == patterns_folder() else f" --policy {_typed(pack.folder)}"
    yield f"\nOne requirement explained: clauselint rule {rows[0].code}{where}"


def _typed(folder: Path) -> str:
    """The folder of a pack as a shell takes it and a policy is named by it: a Path has lost the ``./`` of its path."""
    from clauselint.packs.policy_names import is_path

    path = folder.as_posix()
    return shlex.quote(path if is_path(path) else f"./{path}")
