"""``clauselint help``: what a newcomer types before ``--help``."""

from __future__ import annotations

import click

from clauselint.cli import console
from clauselint.cli.completions import commands
from clauselint.cli.help_format import HelpfulCommand


@click.command(
    cls=HelpfulCommand,
    examples=(
        ("All commands", "clauselint help"),
        ("One of them", "clauselint help check"),
        ("A command of a command", "clauselint help pack new"),
    ),
)
@click.argument("names", nargs=-1, metavar="[COMMAND]...", shell_complete=commands)
@click.pass_context
def command(ctx: click.Context, names: tuple[str, ...]) -> int:
    """Show what clauselint, or one of its commands, can do. The same as COMMAND --help."""
    root = ctx.find_root()
    context = click.Context(root.command, info_name=root.info_name)
    for n, name in enumerate(names):
        if not isinstance(context.command, click.Group):
            break
        _, found, _ = context.command.resolve_command(context, [name])
        assert found is not None, "resolve_command raises for an unknown name"  # noqa: S101
        context = click.Context(found, parent=context, info_name=names[n])
    console.out(f"{context.get_help()}\n")
    return 0
