"""Paths of the data that ships with clauselint: inside the package where it was installed, beside it in a checkout."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent
"""The folder of the package ``clauselint``."""


def shipped_path(installed: str, in_checkout: str = "") -> Path | None:
    """Return the path of shipped data: ``installed`` below the package, else ``in_checkout`` (the same path unless given)
    below the checkout; None where neither is there."""
    places = (PACKAGE / installed, PACKAGE.parent / (in_checkout or installed))
    return next((place for place in places if place.exists()), None)


def patterns_folder() -> Path:
    """Return the folder of the packs that come with clauselint."""
    return shipped_path("clause_patterns") or PACKAGE / "clause_patterns"
