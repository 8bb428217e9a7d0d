"""Where the data that comes with clauselint lies: inside the package where it was installed, beside it in a checkout."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def patterns_folder() -> Path:
    """The folder of the packs that come with clauselint."""
    installed = _PACKAGE / "clause_patterns"
    return installed if installed.is_dir() else _PACKAGE.parent / "clause_patterns"
