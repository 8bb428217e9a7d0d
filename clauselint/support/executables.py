"""Other programs that a run may call."""

from __future__ import annotations

import shutil
from pathlib import Path


def find_executable(name: str) -> str | None:
    """Where the program is on the PATH; None where it is not.

    Never in the current folder, where Windows looks first: that one holds strangers' contracts.
    """
    found = shutil.which(name)
    return None if found is None or Path(found).parent.resolve() == Path.cwd().resolve() else found
