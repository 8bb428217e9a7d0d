"""A report as a table: what ``csv`` and ``xlsx`` write."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clauselint.model import Report
from clauselint.reporting.view import ordering
from clauselint.reporting.view.report_view import View, build_view

COLUMNS = {
    "check": (
        "document", "kind", "code", "name", "policy", "family", "severity", "status", "counts_as", "confidence", "message",
        "page", "section", "heading", "text", "suggestion", "insert_after", "who", "authority", "force", "verified",
        "waiver_reason", "waiver_owner", "waiver_expires", "baseline", "fingerprint", "file", "start", "end",
    ),
    "clauses": (
        "document", "kind", "code", "severity", "status", "message", "type", "family", "section", "page", "heading", "obligor",
        "modality", "polarity", "beneficiary", "deadline", "amount", "unit", "confidence", "found_by", "reason", "text", "file",
        "start", "end",
    ),
    "obligations": (
        "document", "section", "page", "obligor", "modality", "beneficiary", "action", "trigger", "deadline", "amount", "unit",
        "due", "exceptions", "mirror", "text", "start", "end",
    ),
}  # fmt: skip
"""The headings, by command. New ones may be added at the end; none changes its meaning or goes."""

Cell = str | int | float | None

# What a spreadsheet takes for the beginning of a formula, after blanks that it does not count.
_FORMULA = re.compile(r"^[\s\ufeff]*[=+\-@|%\t\r\uff0b\uff0d\uff1d\uff20]")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def rows(report: Report, command: str) -> Iterator[tuple[Cell, ...]]:
    """The cells of each row, in the order of the command's :data:`COLUMNS`; text is defused.

    One row a requirement, clause or obligation. For the first two, ``kind`` also has "document", what each document comes to,
    "problem", what was not read of it, and "notice", what is to be put right beside the contracts.
    """
    seen = build_view(report, command)
    found = _obligations(seen) if command == "obligations" else _all(seen)
    for row in found:
        cells = (row.get(name) for name in COLUMNS[command])
        yield tuple(defused(cell) if isinstance(cell, str) else cell for cell in cells)


def defused(text: str) -> str:
    """``text`` as a cell that no spreadsheet runs: with an apostrophe before what would begin a formula.

    Characters that a file of either kind cannot hold become U+FFFD.
    """
    text = _UNPRINTABLE.sub("\ufffd", text)
    return f"'{text}" if _FORMULA.match(text) else text


def _all(seen: View) -> Iterator[View]:
    """The rows of ``check`` and of ``clauses``."""
    for document in seen["documents"]:
        path = {"document": document["path"]}
        verdict = document["summary"]["verdict"] if "summary" in document else ""
        yield path | {"kind": "document", "status": document["read"], "message": verdict}
        for problem in document["problems"]:
            yield path | problem | _waiver(problem) | {"kind": "problem", "status": document["read"]}
        for row in document.get("requirements", ()):
            yield path | _quote(row) | row | _waiver(row) | {"kind": "requirement", "baseline": _yes(row["baseline"])}
        if "requirements" not in document:
            for clause in document["clauses"]:
                yield path | clause | _deadline(clause) | {"kind": "clause"}
    for notice in seen["notices"]:
        yield notice | {"kind": "notice"}


def _obligations(seen: View) -> Iterator[View]:
    for document in seen["documents"]:
        for row in document["obligations"]:
            yield (
                row
                | _deadline(row)
                | {
                    "document": document["path"],
                    "exceptions": "; ".join(row["exceptions"]),
                    "mirror": _yes(row["mirror"]),
                }
            )


def _quote(row: View) -> View:
    """The quote that decided a requirement, and its place."""
    quote = ordering.decisive(row) or {}
    return {name: quote.get(name) for name in ("text", "page", "section", "heading", "file", "start", "end")}


def _deadline(row: View) -> View:
    deadline = row["deadline"] or {}
    return {"deadline": deadline.get("text"), "amount": deadline.get("amount"), "unit": deadline.get("unit")}


def _waiver(item: View) -> View:
    return {f"waiver_{name}": value for name, value in (item["waiver"] or {}).items()}


def _yes(flag: bool) -> str:
    return "yes" if flag else ""
