"""The group of commands. It knows their names and what they are for, and loads the one that runs."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path, PurePath

import click

from clauselint import __version__
from clauselint.cli.help_format import Example, HelpfulGroup
from clauselint.diagnostics.errors import UsageError

COMMANDS = {
    "check": "judge contracts against a policy and print a gap report",
    "clauses": "list the clauses of contracts by type",
    "obligations": "list who must do what, for whom and by when",
    "diff": "compare two versions of a contract",
    "text": "show what clauselint read, with labels and pages",
    "waive": "accept a finding, with reason, name and expiry date",
    "baseline": "accept existing findings: create, prune",
    "rule": "explain a code from a report, and what to do about it",
    "pack": "list and show policies; write your own: new, test, schema",
    "init": "write a settings file for this folder",
    "config": "show the settings in force and where each comes from",
    "cache": "show or delete results kept between runs: info, clear",
    "demo": "judge a sample contract",
    "completion": "set up Tab completion of commands, policies and codes",
    "help": "show the help of a command",
}

# The titles under which the help lists the commands; one that stands nowhere here is listed last.
SECTIONS = {
    "Read and judge contracts": ("check", "diff", "clauses", "obligations", "text", "demo"),
    "Policies and what is in them": ("rule", "pack"),
    "Settings, waivers, baseline and cache": ("init", "config", "waive", "baseline", "cache"),
}
REST = "Using clauselint"

_CODE = re.compile(r"[A-Z]+(-[A-Z]+)?-?\d+[A-Z]?", re.IGNORECASE)  # SDP-019, FER-SO-1, DOC003

EXAMPLES: tuple[Example, ...] = (
    ("See a sample gap report", "clauselint demo"),
    ("Judge one contract", "clauselint check fixtures/contracts/mesa-dsa.txt"),
    (
        "Judge a folder, and write a report that opens in a browser",
        "clauselint check fixtures/contracts --output html=gap-report.html",
    ),
    ("What a finding means", "clauselint rule SDP-019"),
    ("All options of a command", "clauselint help check"),
)


class LazyGroup(HelpfulGroup):
    """A group whose commands are ``clauselint.cli.NAME:command``; listing them loads none."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order in which a newcomer needs them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name, loaded now."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"clauselint.cli.{cmd_name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does it; an unknown name raises UsageError with the nearest right one, or with the command that a file
        or a code is missing."""
        if _CODE.fullmatch(args[0]):
            raise UsageError(f"a command comes first. To explain this code: clauselint rule {args[0]}")
        if args[0] not in COMMANDS and (PurePath(args[0]).suffix or Path(args[0]).exists()):
            raise UsageError(f"a command comes first. To judge this file or folder: clauselint check {args[0]}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The tables of commands."""
        listed = {name for names in SECTIONS.values() for name in names}
        sections = {**SECTIONS, REST: tuple(name for name in COMMANDS if name not in listed)}
        for title, names in sections.items():
            rows = [(name, COMMANDS[name]) for name in names if name in COMMANDS]
            if rows:
                with formatter.section(title):
                    formatter.write_dl(rows)


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"]},
    examples=EXAMPLES,
)
@click.version_option(__version__, message="clauselint %(version)s")
def app() -> None:
    """A linter for contracts: reads DOCX, PDF and text, finds the clauses, judges them against a policy.

    An automated review aid. Not legal advice: check with counsel before signing.
    """
