"""The pages of the commands and of the exit codes, from the commands themselves."""

from __future__ import annotations

import inspect
from collections.abc import Iterator

import click

from clauselint.cli.app import app
from clauselint.cli.help_format import HelpfulCommand, HelpfulGroup, option_groups
from site_pages.markdown import block, code, table, words


def pages() -> Iterator[tuple[str, str]]:
    """Their paths and their Markdown."""
    contexts = list(_contexts(click.Context(app, info_name="clauselint")))
    yield "reference/commands.md", _commands(contexts)
    yield "reference/exit-codes.md", _exits(contexts)


def _contexts(context: click.Context) -> Iterator[click.Context]:
    """Every command below a group, each after the group that it belongs to."""
    group = context.command
    if not isinstance(group, click.Group):
        return
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if command is not None:
            child = click.Context(command, parent=context, info_name=name)
            yield child
            yield from _contexts(child)


def _commands(contexts: list[click.Context]) -> str:
    head = (
        "# Commands\n\nWhat `--help` says of each command. Examples use the sample contracts of the project; put your own "
        "files in their place.\n"
    )
    return "\n".join([head, *(_command(context) for context in contexts)])


def _command(context: click.Context) -> str:
    command = context.command
    lines = [f"## {context.command_path}\n", block([context.get_usage().removeprefix("Usage: ")], "text"), ""]
    lines += [_help(command), ""]
    if isinstance(command, HelpfulCommand | HelpfulGroup):
        for purpose, line in command.examples:
            lines += [f"{words(purpose)}:\n", block([line]), ""]
    for title, options in option_groups(command.get_params(context)):
        rows = [row for option in options if option.name != "help" and (row := option.get_help_record(context))]
        if rows:
            lines += [f"**{words(title)}**\n", table(("option", "meaning"), [(code(a), words(b)) for a, b in rows]), ""]
    return "\n".join(lines)


def _help(command: click.Command) -> str:
    """The paragraphs of a help; one that begins with click's mark for lines of their own stays as it is."""
    paragraphs = inspect.cleandoc(command.help or "").split("\n\n")
    return "\n\n".join(
        block(part.splitlines()[1:]) if part.startswith("\b") else words(part) for part in paragraphs if part.strip()
    )


def _exits(contexts: list[click.Context]) -> str:
    head = (
        "# Exit codes\n\nThe number with which a command ends, the same for every format. Where several apply, the worst wins: "
        "2, then 3, then 1, then 0. Numbers that are not listed are reserved; 130 means that somebody stopped the command, "
        "141 that whoever read its output went away.\n\n"
        "A file that could not be read in full ends `check` with 3, not with 0: what was not read cannot be called fine. "
        "[A waiver](../waivers.md) for its `DOC` code accepts a part that a person has looked at.\n"
    )
    rows = [
        (code(context.command_path), *(words(context.command.exits.get(n, "–")) for n in range(4)))
        for context in contexts
        if isinstance(context.command, HelpfulCommand)
    ]
    return "\n".join([head, table(("command", "0", "1", "2", "3"), rows), ""])
