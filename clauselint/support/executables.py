"""Lookup of other programs."""

from __future__ import annotations

import shutil
from pathlib import Path


def find_executable(name: str) -> str | None:
    """Return the path of a program on the PATH; None if it is not there.

    Never one in the current folder, where Windows looks first: it may hold files from outside.
    """
    found = shutil.which(name)
    return None if found is None or Path(found).parent.resolve() == Path.cwd().resolve() else found
