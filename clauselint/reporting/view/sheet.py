"""The obligations as a table, one row each: what ``csv`` and ``xlsx`` write."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clauselint.model import Report
from clauselint.reporting.view.model import View, view

COLUMNS = (
    "document", "section", "page", "obligor", "modality", "beneficiary", "action", "trigger", "deadline", "amount", "unit",
    "due", "exceptions", "mirror", "text", "start", "end",
)  # fmt: skip

Cell = str | int | float | None

# What a spreadsheet takes for the beginning of a formula, after blanks that it does not count.
_FORMULA = re.compile(r"^[\s\ufeff]*[=+\-@|%\t\r\uff0b\uff0d\uff1d\uff20]")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def rows(report: Report) -> Iterator[tuple[Cell, ...]]:
    """The cells of each row, in the order of :data:`COLUMNS`; text is defused."""
    for document in view(report, "obligations")["documents"]:
        for row in document["obligations"]:
            cells = _cells(document["path"], row)
            yield tuple(defused(cell) if isinstance(cell, str) else cell for cell in (cells[name] for name in COLUMNS))


def defused(text: str) -> str:
    """``text`` as a cell that no spreadsheet runs: with an apostrophe before what would begin a formula.

    Characters that a file of either kind cannot hold become U+FFFD.
    """
    text = _UNPRINTABLE.sub("\ufffd", text)
    return f"'{text}" if _FORMULA.match(text) else text


def _cells(path: str, row: View) -> dict[str, Cell]:
    deadline = row["deadline"] or {"text": "", "amount": None, "unit": ""}
    names = ("section", "page", "obligor", "modality", "beneficiary", "action", "text", "start", "end")
    return {name: row[name] for name in names} | {
        "document": path,
        "trigger": row["trigger"] or "",
        "deadline": deadline["text"],
        "amount": deadline["amount"],
        "unit": deadline["unit"] or "",
        "due": row["due"] or "",
        "exceptions": "; ".join(row["exceptions"]),
        "mirror": "yes" if row["mirror"] else "",
    }
