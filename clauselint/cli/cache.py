"""``clauselint cache``: show and delete results kept between runs."""

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
        ("Where the cache is and how large", "clauselint cache info"),
        ("Delete all of it", "clauselint cache clear"),
    ),
)
def command() -> None:
    """Show or delete results kept between runs, so that an unchanged contract is not read again.

    The cache is in a folder that only you can open. It holds text of your contracts.
    """


_PLACE = click.option(
    "--cache", "place", metavar="FOLDER", help="The cache in this folder (default: the one of the settings)."
)


@command.command("info", examples=(("Where the cache is and how large", "clauselint cache info"),))
@_PLACE
def info(place: str | None) -> int:
    """Show where the cache is, how large it is, and whether anybody else can read it."""
    store, is_off = _cache_here(place)
    layers = {layer.name: layer for layer in store.layers()}
    size = sum(layer.size for layer in layers.values())
    hindrance = "the cache is off; this is what earlier runs kept" if is_off else store.hindrance()
    private = {True: "yes", False: "no; the next run restricts it", None: "like the folder above it"}[store.is_private]
    lines = [
        f"folder   {store.folder}" + ("" if store.folder.exists() else " (not created yet)"),
        f"used     {f'no: {hindrance}' if hindrance else 'yes'}",
        f"private  {private}",
        f"size     {_size(size)} of {_size(store.limit)} at most",
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
    """Delete all results, even if the cache has been turned off since. Nothing is lost but time."""
    store, _ = _cache_here(place)
    gone = store.clear()
    console.out(f"{gone} {'entry' if gone == 1 else 'entries'} deleted from {console.printable(str(store.folder))}\n")
    return 0


def _cache_here(place: str | None) -> tuple[file_cache.FileCache, bool]:
    """Return the cache that a run in this folder uses, or would use if it were not off; and whether it is off."""
    named, size = cache_settings(Configs(Path.cwd()))
    with file_cache.override(place or named, size):
        store = file_cache.default_store()
    if store is not None:
        return store, False
    with file_cache.override(file_cache.ON, size):
        store = file_cache.default_store()
    assert store is not None  # noqa: S101  # it was just turned on
    return store, True


def _size(size: int) -> str:
    return f"{size / (1 << 20):.1f} MB"
