"""Help for people who are not programmers: purpose, examples to copy, options grouped by purpose, exit codes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import click

from clauselint.diagnostics.errors import UsageError
from clauselint.diagnostics.suggest import did_you_mean

Example = tuple[str, str]
"""A purpose in a few words, and the command line for it."""

# An option is added here by its long name; the order here is the order of the help.
GROUPS: dict[str, tuple[str, ...]] = {
    "What to judge": (
        "--policy", "--param", "--party", "--select", "--ignore", "--together", "--since", "--extends", "--effective-date",
    ),
    "Reading files": ("--revisions", "--ocr", "--password", "--stdin-filename"),
    "Waivers and baseline": ("--waivers", "--no-waivers", "--baseline", "--accept-new", "--reason", "--owner", "--expires"),
    "Output": ("--show", "--fail-on", "--explain", "--all", "--plain", "--format", "--output", "--docs-url", "--no-color"),
    "Running": ("--config", "--isolated", "--jobs", "--cache", "--no-cache", "--quiet"),
    "Help": ("--version", "--help"),
}  # fmt: skip
REST = "Other options"

DONE = {0: "success"}
WRONG_USE = {2: "the command line, a configuration or a policy is wrong"}
UNREAD = {3: "a file could not be read in full, or there was nothing to read"}


class HelpfulCommand(click.Command):
    """A command whose help has examples, its options in groups, and its exit codes.

    ``examples`` are pairs of purpose and command line; a test runs each. ``exits`` says what each exit code means.
    """

    def __init__(
        self, *args: Any, examples: Sequence[Example] = (), exits: Mapping[int, str] | None = None, **others: Any
    ) -> None:
        super().__init__(*args, **others)
        self.examples = tuple(examples)
        self.exits = dict(exits or {**DONE, **WRONG_USE})

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The parts in the order in which a newcomer needs them."""
        self.format_usage(ctx, formatter)
        self.format_help_text(ctx, formatter)
        write_examples(formatter, self.examples)
        self.format_options(ctx, formatter)
        with formatter.section("Exit codes"):
            formatter.write_dl([(str(code), means) for code, means in self.exits.items()])
        self.format_epilog(ctx, formatter)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options, group by group."""
        write_options(ctx, formatter)


class HelpfulGroup(click.Group):
    """A group of commands: examples first, commands in the order in which they are defined, none cut short.

    A command that does not exist is told with the nearest that does.
    """

    command_class = HelpfulCommand

    def __init__(self, *args: Any, examples: Sequence[Example] = (), **others: Any) -> None:
        super().__init__(*args, **others)
        self.examples = tuple(examples)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """As click does it; without a command, the help goes to standard error and the use was wrong."""
        if not args and not ctx.resilient_parsing:
            click.echo(ctx.get_help(), err=True)
            ctx.exit(2)
        return super().parse_args(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order of definition."""
        return list(self.commands)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does it; an unknown name raises UsageError with the nearest right one."""
        known = self.list_commands(ctx)
        if args[0] not in known and not args[0].startswith("-"):
            path = ctx.command_path.partition(" ")[2]
            raise UsageError(f"there is no command '{f'{path} {args[0]}'.strip()}'.", cure=did_you_mean(args[0], known))
        return super().resolve_command(ctx, args)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The parts in the order in which a newcomer needs them."""
        self.format_usage(ctx, formatter)
        self.format_help_text(ctx, formatter)
        write_examples(formatter, self.examples)
        self.format_commands(ctx, formatter)
        write_options(ctx, formatter)
        self.format_epilog(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The table of commands, each with the first sentence of its help."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, command.get_short_help_str(200)) for name, command in self.commands.items()])


def option_groups(params: Iterable[click.Parameter]) -> list[tuple[str, list[click.Option]]]:
    """The options among some parameters, under the titles of the groups that they belong to; no group is empty."""
    by_name = {
        max(param.opts, key=len): param for param in params if isinstance(param, click.Option) and not param.hidden
    }
    known = {name for names in GROUPS.values() for name in names}
    groups = {**GROUPS, REST: tuple(name for name in by_name if name not in known)}
    found = [(title, [by_name[name] for name in names if name in by_name]) for title, names in groups.items()]
    return [(title, options) for title, options in found if options]


def write_options(ctx: click.Context, formatter: click.HelpFormatter) -> None:
    """The options of a command, group by group."""
    for title, params in option_groups(ctx.command.get_params(ctx)):
        rows = [row for param in params if (row := param.get_help_record(ctx)) is not None]
        with formatter.section(title):
            formatter.write_dl(rows)


def write_examples(formatter: click.HelpFormatter, examples: Sequence[Example]) -> None:
    """The section of examples: what each is for, and below it the command alone, to be copied."""
    if not examples:
        return
    with formatter.section("Examples"):
        for purpose, line in examples:
            formatter.write_text(f"{purpose}:")
            # Never folded: half a command cannot be copied.
            formatter.write(f"{'':>{formatter.current_indent + 2}}{line}\n")
