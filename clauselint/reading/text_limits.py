"""Limits to the text of a document, in whatever format."""

from __future__ import annotations

from clauselint.diagnostics.errors import UnreadableError

# 1,600 pages. No contract that we know has a fifth of it; to judge so much takes a minute and a gigabyte.
MAX_CHARACTERS = 5_000_000
MAX_LINES = 250_000  # of a plain text; wrapped as letters are, MAX_CHARACTERS are a third of it
LONGEST_STYLE = 2_000  # characters of the style of a shape or an element of HTML that are looked at


def too_long() -> UnreadableError:
    """The error of a document that holds more."""
    return UnreadableError(
        "DOC014",
        f"the file holds more text than the limit of {MAX_CHARACTERS // 1_000_000} million characters, or "
        f"{MAX_LINES:,} lines, allows.",
        cure="Check that it is a contract, and save it in parts.",
    )
