"""The group of commands. It knows their names and what they are for, and loads the one that runs."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path, PurePath

import click

from clauselint import __version__
from clauselint.errors import UsageError

COMMANDS = {
    "check": "judge contracts against a policy; the gap report",
    "clauses": "what clauses are in there, by type",
    "obligations": "who must do what, for whom, by when",
    "text": "what clauselint read, with labels and pages",
    "rule": "a requirement explained",
    "pack": "the policies: list, show; your own: new, test, schema",
    "init": "write a file of settings for this folder",
    "config": "the settings in force, and where each comes from",
    "demo": "a sample contract, judged",
}

EXAMPLES = """\b
Examples:
  clauselint check contract.docx
  clauselint check contracts/ --output html=gap-report.html
  clauselint rule SDP-019
"""


class LazyGroup(click.Group):
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
        """As click does it; an unknown name raises UsageError with the nearest right one."""
        if args[0] not in COMMANDS and not args[0].startswith("-"):
            raise UsageError(*_unknown(args[0]))
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The table of commands."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


def _unknown(word: str) -> tuple[str]:
    from clauselint.words import did_you_mean

    if PurePath(word).suffix or Path(word).exists():
        return (f"a command comes first. To judge this file or folder: clauselint check {word}",)
    return (f"there is no command '{word}'. {did_you_mean(word, COMMANDS)}",)


@click.group(
    cls=LazyGroup,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=EXAMPLES,
)
@click.version_option(__version__, message="clauselint %(version)s")
@click.pass_context
def app(ctx: click.Context) -> int:
    """A linter for contracts: reads DOCX, PDF and text, finds the clauses, judges them against a policy.

    An automated review aid. Not legal advice: check with counsel before signing.
    """
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help(), err=True)
        return 2
    return 0
