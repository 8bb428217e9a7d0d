"""Confidence of a finding: the share of findings of its kind that were right where it was measured.

Where a model weighs the passages of a requirement, it gives the confidence. Where the rules decide alone, these tables do. In a
whole agreement much can be taken for what it is not; a clause that stands alone is plainer, so each has a table of its own.
The shares are to be taken again from where they were measured when the rules change much; what OCR read counts for less.
"""

from __future__ import annotations

from collections.abc import Sequence

from clauselint.judging.ladder import StatusDecision
from clauselint.model import Detection, Status

OCR_FACTOR = 0.8
"""Factor on the share where the finding depends on words that OCR read."""

CLAUSE_SHARES = {
    "met, party named": 0.97,
    "met, nobody named": 0.96,
    "weak, qualifier": 0.95,
    "weak, modality": 0.94,
    "weak, number": 0.83,
    "weak, exception": 0.9,
    "weak, content": 0.93,
    "weak, limb": 0.66,
    "missing, wrong party": 0.9,
    "missing, nothing near": 0.98,
    "missing, something near": 0.95,
    "contradicted": 0.98,
    "not applicable": 0.82,
}
"""In clauses that stand alone, as ``benchmarks/wordings.py`` prints them: was the finding right about whether there is a gap?"""

AGREEMENT_SHARES = {
    "met, party named": 0.74,
    "met, nobody named": 0.63,
    "weak, qualifier": 0.89,
    "weak, modality": 0.68,
    "weak, number": 0.77,
    "weak, exception": 0.79,
    "weak, content": 0.71,
    "weak, limb": 0.81,
    "missing, wrong party": 0.65,
    "missing, nothing near": 0.86,
    "missing, something near": 0.81,
    "contradicted": 0.76,
    "not applicable": 0.83,
}
"""In whole agreements, as ``training/agreements/train.py --measure`` prints them: was the status a careful reader's?"""

_OTHER_SHARES = {"weak": 0.7, "missing": 0.85}


def confidence_kind(status: Status, decision: StatusDecision, near: Sequence[Detection]) -> str:
    """Return the kind of a finding: its status, and what decided it."""
    if decision.stance:  # has a confidence of its own
        return f"stance, {decision.stance}"
    if status is Status.NOT_APPLICABLE:
        return "not applicable"
    if decision.passages:  # weighed by a model, in an agreement
        return f"agreement, {status}"
    if decision.status is Status.CONTRADICTED:
        return "contradicted"
    if decision.status is Status.MET:
        return "met, party named" if decision.supports[0].detection.stated else "met, nobody named"
    criterion = decision.reason.partition(":")[0]
    if decision.status is Status.WEAK:
        return f"weak, {criterion}"
    return _MISSING_KINDS.get(criterion) or ("missing, something near" if near else "missing, nothing near")


_MISSING_KINDS = {"obligor": "missing, wrong party", "exhibit": "missing, exhibit"}


def measured_share(kind: str, *, whole_agreement: bool) -> float:
    """Return the measured share for a kind; for one too rare to be measured that of its status."""
    shares = AGREEMENT_SHARES if whole_agreement else CLAUSE_SHARES
    return shares.get(kind) or _OTHER_SHARES[kind.partition(",")[0]]
