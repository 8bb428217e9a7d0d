"""A comparison as plain dicts and lists (version 1 of its JSON contract), and its display in formats for people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from clauselint import __version__
from clauselint.model import (
    ComparedParagraph,
    Comparison,
    DocumentReport,
    NumberChange,
    PassageChange,
    PassageChangeKind,
    Report,
    RequirementChange,
    StatedNumber,
    StatusChange,
)
from clauselint.reporting.view.report_view import View, build_view
from clauselint.reporting.view.sanitize import clean

TURN = {
    "worse": "Got worse",
    "undetermined": "Can no longer be determined",
    "applies": "Applies now",
    "determined": "Could not be determined before",
    "no-longer-applies": "No longer applies",
    "better": "Got better",
    "reworded": "Same status, wording changed",
}
"""Titles of the groups of requirements, in the order in which they are shown."""

TREND = {"more": "more", "less": "less", "same": "same value, stated differently", "": ""}
_OF_SIDE = (
    *("path", "sha256", "format", "pages", "words", "language", "read", "unread_pages", "ocr_pages"),
    *("problems", "revisions", "parties"),
)
_OF_FINDING = ("status", "counts_as", "confidence", "message", "reason", "evidence")
_OF_ROW = ("code", "name", "policy", "family", "severity")
_LEAD = 12  # words of equal text that are shown before and after a change
_SLACK = 6  # a run that is longer by this much is shown whole
_HUNDRED = 100  # words of a passage without a change that are shown


def comparison_view(comparison: Comparison) -> View:
    """Return the comparison as JSON data."""
    old, new = (_side(comparison, report) for report in (comparison.old, comparison.new))
    rows = {
        side: {(r["policy"], r["code"]): r for r in seen["requirements"]} for side, seen in (("old", old), ("new", new))
    }
    return {
        "schema": "clauselint-diff-v1",
        "tool": {"name": "clauselint", "version": __version__},
        "policies": [asdict(policy) for policy in comparison.policies],
        "old": {name: old[name] for name in _OF_SIDE},
        "new": {name: new[name] for name in _OF_SIDE},
        "requirements": [_requirement(row, rows["old"], rows["new"]) for row in comparison.requirements],
        "passages": [_passage(each) for each in comparison.passages],
        "numbers": [_number(each) for each in comparison.numbers],
        "terms": [asdict(term) for term in comparison.terms],
        "parties": {"lost": list(comparison.lost_parties), "gained": list(comparison.gained_parties)},
        "renumbered": [{"old": old, "new": new} for old, new in comparison.renumbered],
        "summary": _summary(comparison),
    }


def _side(comparison: Comparison, report: DocumentReport) -> View:
    document: View = build_view(Report(comparison.policies, (report,)))["documents"][0]
    return document


def _summary(comparison: Comparison) -> View:
    turns = Counter(row.change for row in comparison.requirements)
    kinds = Counter(each.kind for each in comparison.passages)
    return {
        "verdict": comparison.verdict,
        "exit_code": comparison.exit_code,
        "requirements": {**{str(turn): turns[turn] for turn in StatusChange}, "unchanged": comparison.unchanged},
        "passages": {str(kind): kinds[kind] for kind in PassageChangeKind},
        "numbers": len(comparison.numbers),
    }


def _requirement(row: RequirementChange, old: dict[Any, View], new: dict[Any, View]) -> View:
    key = row.new.policy, row.new.code
    sides = {side: {name: seen[key][name] for name in _OF_FINDING} for side, seen in (("old", old), ("new", new))}
    return {"turn": row.change, "worse": row.is_worse, **{name: new[key][name] for name in _OF_ROW}, **sides}


def _passage(each: PassageChange) -> View:
    return {
        "kind": each.kind,
        "moved": each.moved,
        "old": [_paragraph(p) for p in each.old],
        "new": [_paragraph(p) for p in each.new],
        "words": [asdict(words) for words in each.words],
    }


def _paragraph(paragraph: ComparedParagraph) -> View:
    span = paragraph.span
    place = {"page": paragraph.page, "section": paragraph.section, "heading": paragraph.heading}
    return {"text": paragraph.text, "start": span.start, "end": span.end, **place}


def _number(each: NumberChange) -> View:
    return {"old": _figure(each.old), "new": _figure(each.new), "trend": each.trend}


def _figure(figure: StatedNumber | None) -> View | None:
    if figure is None:
        return None
    place = {"page": figure.paragraph.page, "section": figure.paragraph.section, "heading": figure.paragraph.heading}
    return {"text": figure.text, "amount": figure.amount, "unit": figure.unit, **place}


# --- what is shown ---


def by_turn(rows: Iterable[View]) -> list[tuple[str, str, list[View]]]:
    """Return rows of requirements as ``(turn, title, rows)``, worst first."""
    listed = list(rows)
    groups = [(turn, title, [row for row in listed if row["turn"] == turn]) for turn, title in TURN.items()]
    return [group for group in groups if group[2]]


def where(old: Sequence[View], new: Sequence[View]) -> str:
    """Return where a passage stands: "4.2 Use of Data, p. 3", and where it stood, if elsewhere: "4 → 5 Breach, p. 3 →
    4"."""
    was, now = (side[0] if side else None for side in (old, new))
    heading = clean(str((now or was or {}).get("heading", "")))
    section = _both(was and was["section"], now and now["section"])
    page = _both(was and was["page"], now and now["page"])
    return ", ".join(part for part in (f"{section} {heading}".strip(), page and f"p. {page}") if part)


def _both(old: object, new: object) -> str:
    """One of the two where they are the same, or where there is only one."""
    return f"{old} → {new}" if old and new and old != new else str(new or old or "")


def quote_of(finding: View) -> View | None:
    """The quote that decides a finding, None where nothing was found."""
    decisive = [e for e in finding["evidence"] if e["role"] != "nearest"]
    return next((e for e in decisive if e["role"] != "supports"), decisive[0] if decisive else None)


def pieces(passage: View, most: int = 0) -> list[tuple[str, str]]:
    """The words of a passage for display, as ``(op, text)``, cleaned; "…" stands for equal words far from a change. Blanks
    around words are no part of a change.

    ``most`` is how many words are shown of a stretch that was deleted, inserted or moved; 0 shows all.
    """
    words = passage["words"]
    shown: list[tuple[str, str]] = []
    for n, each in enumerate(words):
        op, text = str(each["op"]), clean(each["text"])
        if op == "equal" and len(words) > 1:
            text = _elided(text, _LEAD if n else 0, _LEAD if n < len(words) - 1 else 0)
        elif op == "equal":
            text = _elided(text, _HUNDRED, 0)
        elif most:
            text = _elided(text, most, 0)
        core = text.strip()
        before, _, after = text.partition(core) if core else (text, "", "")
        shown += [("equal", before), (op, core), ("equal", after)]
    return [piece for piece in shown if piece[1]]


def _elided(text: str, lead: int, closing: int) -> str:
    """The first ``lead`` and the last ``closing`` words, with the blanks around them; whole where little would be left out."""
    words = text.split(" ")
    if len(words) <= lead + closing + _SLACK:
        return text
    return " ".join([*words[:lead], "…", *words[len(words) - closing :]])
