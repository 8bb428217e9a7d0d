"""Paths as a person in the current folder writes them."""

from __future__ import annotations

import os
from pathlib import Path


def below_cwd(path: Path) -> Path:
    """Return an absolute ``path`` relative to the current folder if it lies below it, else unchanged.

    The result is the same on every machine that holds the same files in its current folder.
    """
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def from_cwd(path: Path) -> str:
    """Return ``path`` relative to the current folder, with forward slashes and ``..`` where needed; absolute on another drive."""
    try:
        return Path(os.path.relpath(path)).as_posix()
    except ValueError:
        return path.as_posix()
