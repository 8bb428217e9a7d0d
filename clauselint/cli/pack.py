"""``clauselint pack``: what policies there are, and what they ask for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from clauselint.cli import console
from clauselint.errors import UsageError
from clauselint.running.words import did_you_mean

if TYPE_CHECKING:
    from clauselint.packs import Pack


class _Group(click.Group):
    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] not in self.commands and not args[0].startswith("-"):
            raise UsageError(f"there is no command 'pack {args[0]}'.", cure=did_you_mean(args[0], self.commands))
        return super().resolve_command(ctx, args)


@click.group(cls=_Group, invoke_without_command=True)
@click.pass_context
def command(ctx: click.Context) -> int:
    """The policies that contracts can be judged against."""
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help(), err=True)
        return 2
    return 0


@command.command("list")
def list_packs() -> int:
    """List the packs that come with clauselint."""
    from clauselint.judging.summary import plural
    from clauselint.packs import available

    packs = available()
    longest = max((len(pack.name) for pack in packs), default=0)
    for pack in packs:
        console.out(f"{pack.name:<{longest}}  {plural(len(pack.requirements), 'requirement'):>16}  {pack.title}\n")
    return 0


@command.command("show")
@click.argument("name", metavar="NAME")
def show_pack(name: str) -> int:
    """Show what the pack NAME asks for; NAME may be the path of a pack of your own."""
    from clauselint.packs import load

    console.out("\n".join(_lines(load(name))) + "\n")
    return 0


def _lines(pack: Pack) -> Iterator[str]:
    from clauselint.reporting.view.words import FAMILIES, family_title, value

    yield f"{pack.name} {pack.version}: {pack.title}"
    yield console.fold(pack.head.about)
    rows = pack.requirements
    families = dict.fromkeys([*FAMILIES, *(row.family for row in rows)])
    for family in families:
        mine = [row for row in rows if row.family == family]
        if mine:
            yield f"\n{family_title(family)}"
            yield from (f"  {row.code:<10} {row.severity:<8} {row.name}" for row in mine)
    params = {**pack.head.params, **{name: each for row in rows for name, each in row.params.items()}}
    if params:
        yield "\nParameters (--param NAME=VALUE)"
        yield from (f"  {name} = {value(each)}" for name, each in sorted(params.items()))
    yield f"\nOne requirement explained: clauselint rule {rows[0].code}"
