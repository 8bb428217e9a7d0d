"""The clause inventory: what clauses are in a document, by type, each once."""

from __future__ import annotations

from collections.abc import Sequence

from clauselint.judging.evidence import Quoter
from clauselint.model import ClauseFound, Detection, Document, Modality, Outline

_NEGATED = frozenset({Modality.NO_OBLIGATION, Modality.NO_ENTITLEMENT})


def inventory(document: Document, outline: Outline, detections: Sequence[Detection]) -> tuple[ClauseFound, ...]:
    """The detections of clause types, in the order of the document; the surest one where a sentence gives several of a type."""
    quoter = Quoter(document, outline)
    best: dict[tuple[int, str], Detection] = {}
    for d in detections:
        if "/" in d.signal:  # a requirement's own signal
            continue
        key = (d.span.start, d.signal)
        if key not in best or d.confidence > best[key].confidence:
            best[key] = d
    return tuple(_found(document, quoter, best[key]) for key in sorted(best))


def _found(document: Document, quoter: Quoter, d: Detection) -> ClauseFound:
    page, section, heading = quoter.place(d)
    return ClauseFound(
        type=d.signal,
        family=d.signal.partition(".")[0],
        text=document.text[d.span.start : d.span.end],
        span=d.span,
        page=page,
        section=section,
        heading=heading,
        confidence=d.confidence,
        polarity="negated" if d.modality in _NEGATED or not d.affirmed else "affirmed",
        modality=d.modality,
        obligor=d.obligor,
        beneficiary=d.beneficiary,
        reason=d.reason,
    )
