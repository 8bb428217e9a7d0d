"""The trace of a finding in words: what was looked for, what was weighed for it, and what decided."""

from __future__ import annotations

from collections.abc import Iterator

from clauselint.reporting.view.phrases import STATUS, label, place
from clauselint.reporting.view.report_view import View
from clauselint.reporting.view.sanitize import cut

PARTS = {
    "needs": "looked for",
    "contradicts": "contradicted if it",
    "weakens": "weakened if it",
    "nearly": "at most weak if it",
}
_WORTH = {**STATUS, "missing": "does not count"}
_LONGEST_QUOTE = 30  # words


def lines(row: View) -> Iterator[tuple[int, str]]:
    """Each line with its depth: 0 what was looked for, 1 a passage and its worth, 2 the words that made it."""
    said = None
    for step in row.get("trace", ()):
        heading = f"{PARTS[step['part']]}: {step['looked_for']}"
        if heading != said:
            yield 0, heading
            said = heading
        if not step["text"]:
            yield 1, "nothing found"
            continue
        where = place(step)
        worth = _WORTH[step["status"]] + (f" ({step['reason']})" if step["reason"] else "")
        decided = " – this decided" if step["decided"] else ""
        yield 1, f"{worth}{decided}: {where + ': ' if where else ''}“{cut(step['text'], _LONGEST_QUOTE)}”"
        yield 2, made_of(step)


def made_of(step: View) -> str:
    """The words that made type, obligor, modality and number, and what narrows them."""
    people = " and its people" if step["members"] else ""
    modal = f" (“{step['modal']}”)" if step["modal"] else ""
    words = ", ".join(f"“{word}”" for word in step["words"])
    parts = [
        f"type: {words}" if words else "",
        f"obligor: {step['obligor'] or 'nobody named'}{people}",
        f"modality: {label(step['modality'])}{modal}",
        f"number: {step['number']}" if step["number"] else "",
        *(f"narrowed by {cut(scope, 12)}" for scope in step["scopes"]),
    ]
    return " · ".join(part for part in parts if part)
