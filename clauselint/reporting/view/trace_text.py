"""The trace of a finding in words: what was looked for, what was weighed for it, and what decided."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

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
    """The words that made type, obligor, modality and number, what narrows them, and which rules of language read them."""
    people = " and its people" if step["members"] else ""
    rules = _rules_by_subject(step["rules"])
    modal = "; ".join([*([f"“{step['modal']}”"] if step["modal"] else []), *_named(rules, "modality", "polarity")])
    words = ", ".join(f"“{word}”" for word in step["words"])
    parts = [
        f"type: {words}" if words else "",
        f"obligor: {step['obligor'] or 'nobody named'}{people}",
        f"modality: {label(step['modality'])}{f' ({modal})' if modal else ''}",
        f"number: {step['number']}{_in_brackets(_named(rules, 'number'))}" if step["number"] else "",
        *(
            f"narrowed by {cut(scope, 12)}{_in_brackets(_named(rules, scope.partition(':')[0]))}"
            for scope in step["scopes"]
        ),
    ]
    return " · ".join(part for part in parts if part)


def _rules_by_subject(rules: Sequence[str]) -> Mapping[str, list[str]]:
    """The names of rules under what they decided: "modality: shall" is "shall" under "modality"."""
    found: dict[str, list[str]] = {}
    for rule in rules:
        subject, _, name = rule.partition(": ")
        found.setdefault(subject, []).append(name)
    return found


def _named(rules: Mapping[str, list[str]], *subjects: str) -> list[str]:
    names = [name for subject in subjects for name in rules.get(subject, ())]
    return [f"{'rules' if len(names) > 1 else 'rule'}: {', '.join(names)}"] if names else []


def _in_brackets(parts: list[str]) -> str:
    return f" ({'; '.join(parts)})" if parts else ""
