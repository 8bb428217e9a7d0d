"""How sure a finding is: the share of findings of its kind that rightly told a gap from none, on wordings that no rule was
written from.

The shares are those that ``benchmarks/wordings.py`` prints, and are to be taken from there again when the rules change much.
They hold for text as plain as those wordings; what OCR read counts for less.
"""

from __future__ import annotations

from collections.abc import Sequence

from clauselint.judging.ladder import Verdict
from clauselint.model import Detection, Status

BY_OCR = 0.8
"""Times the share, where the finding hangs on words that OCR read."""

SHARES = {
    "met, party named": 0.96,
    "met, nobody named": 0.96,
    "weak, qualifier": 0.95,
    "weak, modality": 0.96,
    "weak, number": 0.89,
    "weak, exception": 0.89,
    "weak, exhibit": 0.8,
    "weak, content": 0.93,
    "weak, limb": 0.67,
    "missing, wrong party": 0.9,
    "missing, nothing near": 0.98,
    "missing, something near": 0.95,
    "contradicted": 0.97,
    "not applicable": 0.82,
}
_REST = {"weak": 0.7, "missing": 0.85}


def kind_of(status: Status, verdict: Verdict, near: Sequence[Detection]) -> str:
    """The kind of a finding: its status, and what decided it."""
    if verdict.stance:  # has a confidence of its own
        return f"stance, {verdict.stance}"
    if status is Status.NOT_APPLICABLE:
        return "not applicable"
    if verdict.status is Status.CONTRADICTED:
        return "contradicted"
    if verdict.status is Status.MET:
        return "met, party named" if verdict.supports[0].detection.stated else "met, nobody named"
    rung = verdict.reason.partition(":")[0]
    if verdict.status is Status.WEAK:
        return f"weak, {rung}"
    if rung in {"obligor", "exhibit"}:
        return "missing, wrong party" if rung == "obligor" else "missing, exhibit"
    return "missing, something near" if near else "missing, nothing near"


def share_right(kind: str) -> float:
    """The measured share for a kind; for one too rare to be measured that of its status."""
    return SHARES.get(kind) or _REST[kind.partition(",")[0]]
