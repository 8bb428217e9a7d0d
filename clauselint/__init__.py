"""clauselint: a linter for contracts. The public API is :func:`check`, :func:`clauses`, :func:`diff`,
:func:`obligations`, :func:`read`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from clauselint.api import check, clauses, diff, obligations, read
    from clauselint.model import Ocr, ReadingOptions, RevisionView

__all__ = ["Ocr", "ReadingOptions", "RevisionView", "__version__", "check", "clauses", "diff", "obligations", "read"]


def __getattr__(name: str) -> Any:
    """Load the API on first use: ``clauselint --help`` must not pay for it."""
    if name in ("check", "clauses", "diff", "obligations", "read"):
        from clauselint import api

        return getattr(api, name)
    if name in ("Ocr", "ReadingOptions", "RevisionView"):
        from clauselint import model

        return getattr(model, name)
    raise AttributeError(f"module 'clauselint' has no attribute {name!r}")
