"""Defined terms and parties of the two versions."""

from __future__ import annotations

from collections.abc import Hashable

from clauselint.judging.compare.comparison_tokens import comparison_key
from clauselint.model import DocumentReport, TermChange


def compare_terms(old: DocumentReport, new: DocumentReport) -> tuple[TermChange, ...]:
    """Return the defined terms that were changed, lost or gained, in the order of the text, lost ones last."""
    before, after = _meanings(old), _meanings(new)
    rows = []
    for key, (term, meaning) in after.items():
        _, was = before.get(key, ("", None))
        if was is None or comparison_key(was) != comparison_key(meaning):
            rows.append(TermChange(term, was, meaning))
    rows += [TermChange(term, was, None) for key, (term, was) in before.items() if key not in after]
    return tuple(rows)


def _meanings(report: DocumentReport) -> dict[Hashable, tuple[str, str]]:
    """Return each term as written with its first meaning, by its comparison key."""
    found: dict[Hashable, tuple[str, str]] = {}
    for each in report.definitions:
        meaning = " ".join(report.document.text[each.meaning.start : each.meaning.end].split())
        found.setdefault(comparison_key(each.term), (each.term, meaning))
    return found


def compare_parties(old: DocumentReport, new: DocumentReport) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the names of parties that only the old version has, and those that only the new one has."""
    before, after = _names(old), _names(new)
    lost = tuple(name for key, name in before.items() if key not in after)
    return lost, tuple(name for key, name in after.items() if key not in before)


def _names(report: DocumentReport) -> dict[Hashable, str]:
    return {comparison_key(party.name): party.name for party in report.parties if party.name}
