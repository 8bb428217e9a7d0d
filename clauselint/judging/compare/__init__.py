"""Two versions of a contract side by side: pure comparison of two reports, which must hold their paragraphs."""

from __future__ import annotations

from collections.abc import Sequence

from clauselint.judging.compare import numbers, passages, requirements, terms
from clauselint.judging.compare.paragraphs import paragraphs
from clauselint.judging.compare.verdict import concluded
from clauselint.model import Comparison, DocumentReport, Policy, Read

__all__ = ["compare", "paragraphs"]


def compare(old: DocumentReport, new: DocumentReport, policies: Sequence[Policy] = ()) -> Comparison:
    """What ``new`` gained, lost and changed; both were judged against ``policies``."""
    if Read.UNREADABLE in (old.document.read, new.document.read):  # nothing is lost that nobody could read
        return concluded(Comparison(old, new, tuple(policies)))
    changed, renumbered = passages.changes(old.paragraphs, new.paragraphs)
    rows, unchanged = requirements.changes(old.findings, new.findings, changed)
    lost, gained = terms.parties(old, new)
    return concluded(
        Comparison(
            old,
            new,
            tuple(policies),
            rows,
            unchanged,
            changed,
            numbers.changes(changed),
            terms.changes(old, new),
            lost,
            gained,
            renumbered,
        )
    )
