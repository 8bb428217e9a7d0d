"""The root of a git repository: above it, files belong to somebody else."""

from __future__ import annotations

import os
from pathlib import Path


def is_git_root(folder: Path) -> bool:
    """Return whether ``folder`` is the root of a git repository or worktree."""
    return os.path.lexists(folder / ".git")  # False also for a path that is too long, where a Path raises


def git_root(folder: Path) -> Path | None:
    """Return the root of the git repository that ``folder`` lies in, links resolved; None outside a repository."""
    folder = folder.resolve()
    return next((each for each in (folder, *folder.parents) if is_git_root(each)), None)
