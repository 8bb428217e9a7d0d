"""The clause inventory: what clauses are in a document, by type, each once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from clauselint.judging.evidence import Quoter
from clauselint.judging.weigh import Outcome, weigh
from clauselint.model import ClauseFound, Detection, Document, Modality, Outline, Status
from clauselint.packs import clause_types
from clauselint.packs.schema import Kind, Signal
from clauselint.periods import PERIODS

_NEGATED = frozenset({Modality.NO_OBLIGATION, Modality.NO_ENTITLEMENT})
_GRANTS = frozenset({Modality.PERMISSION, Modality.ENTITLEMENT})
_RESIDUAL = ".other"


def inventory(document: Document, outline: Outline, detections: Sequence[Detection]) -> tuple[ClauseFound, ...]:
    """The detections of clause types, in the order of the document; the surest one where a sentence gives several.

    The same words again (a footer, a copied exhibit) are listed where they first stand. A detection counts where its
    modality and polarity suit one of the type's signals: "may compete" is no ban on competing, "may return" no duty to.
    What a type only wants said (``state``) is listed in any modality, which stands beside it.
    """
    quoter = Quoter(document, outline)
    signals = _signals()
    best: dict[tuple[int, str], Detection] = {}
    for d in detections:
        if d.signal not in signals or not _counts(d, signals[d.signal], quoter):
            continue
        d = _where_it_is_said(d, outline)
        key = (d.span.start, d.signal)
        if key not in best or d.confidence > best[key].confidence:
            best[key] = d
    first: dict[tuple[str, str], ClauseFound] = {}
    for key in _without_residue(best):
        clause = _found(document, quoter, best[key])
        first.setdefault((clause.type, _folded(clause.text)), clause)
    return tuple(first.values())


@lru_cache(maxsize=1)
def _signals() -> Mapping[str, tuple[Signal, ...]]:
    return {t.type: t.any for t in clause_types()}


def _counts(detection: Detection, signals: Iterable[Signal], quoter: Quoter) -> bool:
    words = quoter.trigger_words(detection)
    return any(s.kind is Kind.STATE or _suits(weigh(s, detection, {}, words)) for s in signals)


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _suits(outcome: Outcome) -> bool:
    granted = outcome.rung == "modality" and outcome.detection.modality in _GRANTS
    return outcome.status is not Status.MISSING and not granted


def _where_it_is_said(d: Detection, outline: Outline) -> Detection:
    """The detection at the words that say it: a list's introduction is one clause, however many items follow."""
    if any(d.span.overlaps(mark) for mark in d.decisive):
        return d
    stems = outline.sentences[d.sentence].stems
    return next((replace(d, span=s) for s in stems if any(s.overlaps(mark) for mark in d.decisive)), d)


def _without_residue(keys: Iterable[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """The keys in order, ``….other`` only where a sentence is of no other type."""
    listed = sorted(keys)
    named = {start for start, name in listed if not name.endswith(_RESIDUAL)}
    return (key for key in listed if not key[1].endswith(_RESIDUAL) or key[0] not in named)


def _found(document: Document, quoter: Quoter, d: Detection) -> ClauseFound:
    page, section, heading = quoter.place(d)
    file, span = quoter.in_file(d.span)
    return ClauseFound(
        type=d.signal,
        family=d.signal.partition(".")[0],
        text=document.text[d.span.start : d.span.end],
        span=span,
        page=page,
        section=section,
        heading=heading,
        confidence=d.confidence,
        polarity="negated" if d.modality in _NEGATED or not d.affirmed else "affirmed",
        modality=d.modality,
        obligor=d.obligor,
        beneficiary=d.beneficiary,
        reason=d.reason,
        deadline=next((q for q in d.quantities if q.unit in PERIODS), None),
        file=file,
    )
