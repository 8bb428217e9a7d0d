"""Sentences that are shown or counted as they stand, without being taken apart into who must do what."""

from __future__ import annotations

from clauselint.model import Detection, Modality, Outline, Side, Span


def plain_detection(
    signal: str,
    outline: Outline,
    i: int,
    reason: str,
    marks: tuple[Span, ...] = (),
    confidence: float = 0.0,
    score: float | None = None,
) -> Detection:
    """Return the i-th sentence as a detection of ``signal``; it creates no duty. ``marks`` are the words to show in it."""
    return Detection(
        signal=signal,
        span=outline.sentences[i].span,
        sentence=i,
        modality=Modality.STATEMENT,
        obligor="",
        side=Side.UNKNOWN,
        is_personnel=False,
        beneficiary="",
        affirmed=True,
        stated=False,
        restricted=False,
        confidence=confidence,
        reason=reason,
        decisive=marks,
        score=score,
    )
