"""``clauselint cache``: what is kept from run to run."""

from __future__ import annotations

from pathlib import Path

import click

from clauselint.cli import console
from clauselint.cli.help_format import HelpfulGroup
from clauselint.cli.options import cache_settings
from clauselint.running.config import Configs
from clauselint.support import file_cache

_ABOUT = {
    "documents": "contracts, as read",
    "findings": "what was found in contracts",
    "policies": "which requirements policies have",
    "packs": "packs, parsed",
    "code": "which clauselint it is",
}


@click.group(
    cls=HelpfulGroup,
    examples=(
        ("Where it lies and how much it is", "clauselint cache info"),
        ("Delete all of it", "clauselint cache clear"),
    ),
)
def command() -> None:
    """What is kept from run to run, so that a contract that has not changed is not read again.

    It lies in a folder that only you can open, and holds text of your contracts.
    """


_PLACE = click.option(
    "--cache", "place", metavar="FOLDER", help="The one in this folder (default: as the settings say)."
)


@command.command("info", examples=(("Where it lies and how much it is", "clauselint cache info"),))
@_PLACE
def info(place: str | None) -> int:
    """Show where it lies, how much it is, and whether anybody else could read it."""
    kept, is_off = _kept(place)
    layers = {layer.name: layer for layer in kept.layers()}
    size = sum(layer.size for layer in layers.values())
    hindrance = "the cache is off; this is what earlier runs kept" if is_off else kept.hindrance()
    private = {True: "yes", False: "no; the next run sees to it", None: "as the folder above it"}[kept.is_private]
    lines = [
        f"folder   {kept.folder}" + ("" if kept.folder.exists() else " (not made yet)"),
        f"used     {f'no: {hindrance}' if hindrance else 'yes'}",
        f"private  {private}",
        f"size     {_size(size)} of {_size(kept.limit)} at most",
        *(
            f"         {layers[name].entries:>6}  {_ABOUT.get(name, name)}, {_size(layers[name].size)}"
            for name in layers
        ),
    ]
    console.out("".join(f"{console.printable(line)}\n" for line in lines))
    return 0


@command.command("clear", examples=(("Delete all of it", "clauselint cache clear"),))
@_PLACE
def clear(place: str | None) -> int:
    """Delete all that is kept, also where the cache has been turned off since. Nothing is lost but time."""
    kept, _ = _kept(place)
    gone = kept.clear()
    console.out(f"{gone} {'entry' if gone == 1 else 'entries'} deleted from {console.printable(str(kept.folder))}\n")
    return 0


def _kept(place: str | None) -> tuple[file_cache.FileCache, bool]:
    """Where a run in this folder keeps its results, or would if the cache were not off; and whether it is."""
    named, size = cache_settings(Configs(Path.cwd()))
    with file_cache.override(place or named, size):
        kept = file_cache.default_store()
    if kept is not None:
        return kept, False
    with file_cache.override(file_cache.ON, size):
        kept = file_cache.default_store()
    assert kept is not None  # noqa: S101  # it was just turned on
    return kept, True


def _size(size: int) -> str:
    return f"{size / (1 << 20):.1f} MB"
