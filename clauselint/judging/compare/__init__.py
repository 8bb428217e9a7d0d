"""Comparison of two versions of a contract, by their reports, which must hold their paragraphs."""

from __future__ import annotations

from collections.abc import Sequence

from clauselint.judging.compare import number_changes, passage_changes, requirement_changes, term_changes
from clauselint.judging.compare.compared_paragraphs import comparable_paragraphs
from clauselint.judging.compare.comparison_verdict import with_verdict
from clauselint.model import Comparison, DocumentReport, Policy, Read

__all__ = ["comparable_paragraphs", "compare"]


def compare(old: DocumentReport, new: DocumentReport, policies: Sequence[Policy] = ()) -> Comparison:
    """Return what ``new`` gained, lost and changed; both were judged against ``policies``."""
    if Read.UNREADABLE in (old.document.read, new.document.read):  # nothing is lost that nobody could read
        return with_verdict(Comparison(old, new, tuple(policies)))
    changed, renumbered = passage_changes.find_passage_changes(old.paragraphs, new.paragraphs)
    rows, unchanged = requirement_changes.compare_requirements(old.findings, new.findings, changed)
    lost, gained = term_changes.compare_parties(old, new)
    return with_verdict(
        Comparison(
            old,
            new,
            tuple(policies),
            rows,
            unchanged,
            changed,
            number_changes.find_number_changes(changed),
            term_changes.compare_terms(old, new),
            lost,
            gained,
            renumbered,
        )
    )
