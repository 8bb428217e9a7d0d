"""Two versions of a contract side by side: pure comparison of two reports, which must hold their paragraphs."""

from __future__ import annotations

from collections.abc import Sequence

from clauselint.judging.compare import number_changes, passage_changes, requirement_changes, term_changes
from clauselint.judging.compare.compared_paragraphs import comparable_paragraphs
from clauselint.judging.compare.outcome import concluded
from clauselint.model import Comparison, DocumentReport, Policy, Read

__all__ = ["comparable_paragraphs", "compare"]


def compare(old: DocumentReport, new: DocumentReport, policies: Sequence[Policy] = ()) -> Comparison:
    """What ``new`` gained, lost and changed; both were judged against ``policies``."""
    if Read.UNREADABLE in (old.document.read, new.document.read):  # nothing is lost that nobody could read
        return concluded(Comparison(old, new, tuple(policies)))
    changed, renumbered = passage_changes.changes(old.paragraphs, new.paragraphs)
    rows, unchanged = requirement_changes.changes(old.findings, new.findings, changed)
    lost, gained = term_changes.parties(old, new)
    return concluded(
        Comparison(
            old,
            new,
            tuple(policies),
            rows,
            unchanged,
            changed,
            number_changes.changes(changed),
            term_changes.changes(old, new),
            lost,
            gained,
            renumbered,
        )
    )
