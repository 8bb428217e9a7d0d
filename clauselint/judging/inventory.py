"""The clause inventory: what clauses are in a document, by type, each once; what patterns found and what a model learned."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from clauselint.judging.clause_fusion import LEAST, Candidates, combination
from clauselint.judging.evidence import Quoter
from clauselint.judging.grade import Grade, grade
from clauselint.lexicon.time_units import PERIODS
from clauselint.model import ClauseFound, Detection, Document, FoundBy, Modality, Outline, Status
from clauselint.packs import clause_types
from clauselint.packs.schema import Signal, SignalKind

_NEGATED = frozenset({Modality.NO_OBLIGATION, Modality.NO_ENTITLEMENT})
_GRANTS = frozenset({Modality.PERMISSION, Modality.ENTITLEMENT})
_LOOSE = _NEGATED | _GRANTS  # what binds nobody: "may compete"
_RESIDUAL = ".other"
_FEWEST_WORDS = 250  # of a document, below which the model, which learned from whole contracts, has no say


def inventory(document: Document, outline: Outline, detections: Sequence[Detection]) -> tuple[ClauseFound, ...]:
    """The clauses of the types, found by patterns, by the model or by both, in the order of the document.

    The same words again (a footer, a copied exhibit) are listed where they first stand. A detection counts where its
    modality and polarity suit one of the type's signals: "may compete" is no ban on competing, "may return" no duty to.
    What a type only wants said (``state``) is listed in any modality, which stands beside it.
    """
    quoter = Quoter(document, outline)
    patterns = found_by_patterns(outline, detections, quoter)
    learned = {
        (d.sentence, d.signal): d
        for d in detections
        if d.score is not None and (d.modality not in _LOOSE or _counts(d, _signals()[d.signal], quoter))
    }
    if document.words < _FEWEST_WORDS:
        listed, learned = patterns, {}
    else:
        listed = _both(outline, document, patterns, learned)
    first: dict[tuple[str, str], ClauseFound] = {}
    for key in _without_residue(listed):
        clause = _found(document, quoter, listed[key], _WHO[key in patterns, key in learned])
        first.setdefault((clause.type, _folded(clause.text)), clause)
    return tuple(first.values())


Found = dict[tuple[int, str], Detection]
"""Detections by the place of their sentence and their type."""


def found_by_patterns(outline: Outline, detections: Sequence[Detection], quoter: Quoter) -> Found:
    """What the types' patterns found."""
    signals, best = _signals(), Found()
    at = {sentence.span.start: n for n, sentence in enumerate(outline.sentences)}
    for d in detections:
        if d.score is not None or d.signal not in signals or not _counts(d, signals[d.signal], quoter):
            continue
        d = _where_it_is_said(d, outline)
        key = (at.get(d.span.start, d.sentence), d.signal)
        if key not in best or d.confidence > best[key].confidence:
            best[key] = d
    return best


def candidates(
    outline: Outline, text: str, types: Sequence[str], patterns: Found, scores: NDArray[np.float64]
) -> Candidates:
    """The sentences that may be clauses of the types of the model, with what the patterns and the model's ``scores``
    (sentences by types) know of them."""
    column = {kind: n for n, kind in enumerate(types)}
    hits = np.zeros(scores.shape, bool)
    for place, kind in patterns:
        if kind in column:
            hits[place, column[kind]] = True
    words = [len(text[s.span.start : s.span.end].split()) for s in outline.sentences]
    return Candidates.of(scores, hits, words, [bool(s.lead_ins) for s in outline.sentences])


def _both(outline: Outline, document: Document, patterns: Found, learned: Found) -> Found:
    """What is listed: of the types that the model knows, what the combination says; of the others, what patterns found."""
    rule = combination()
    listed = {key: d for key, d in patterns.items() if key[1] not in rule.types}
    scores = np.full((len(outline.sentences), len(rule.types)), LEAST)
    for (place, kind), d in learned.items():
        scores[place, rule.types.index(kind)] = d.score
    for place, kind, chance in rule.listed(candidates(outline, document.text, rule.types, patterns, scores)):
        d = patterns.get((place, kind)) or learned[place, kind]
        listed[place, kind] = replace(d, confidence=round(chance, 2))
    return listed


_WHO = {(True, True): FoundBy.BOTH, (True, False): FoundBy.PATTERN, (False, True): FoundBy.MODEL}


@lru_cache(maxsize=1)
def _signals() -> Mapping[str, tuple[Signal, ...]]:
    return {t.type: t.any for t in clause_types()}


def _counts(detection: Detection, signals: Iterable[Signal], quoter: Quoter) -> bool:
    words = quoter.trigger_words(detection)
    return any(s.kind is SignalKind.STATE or _suits(grade(s, detection, {}, words)) for s in signals)


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _suits(outcome: Grade) -> bool:
    granted = outcome.rung == "modality" and outcome.detection.modality in _GRANTS
    return outcome.status is not Status.MISSING and not granted


def _where_it_is_said(d: Detection, outline: Outline) -> Detection:
    """The detection at the words that say it: a list's introduction is one clause, however many items follow."""
    if any(d.span.overlaps(mark) for mark in d.decisive):
        return d
    stems = outline.sentences[d.sentence].lead_ins
    return next((replace(d, span=s) for s in stems if any(s.overlaps(mark) for mark in d.decisive)), d)


def _without_residue(found: Found) -> Iterator[tuple[int, str]]:
    """The keys in order, ``….other`` only where a sentence is of no other type."""
    named = {place for place, name in found if not name.endswith(_RESIDUAL)}
    return (key for key in sorted(found) if not key[1].endswith(_RESIDUAL) or key[0] not in named)


def _found(document: Document, quoter: Quoter, d: Detection, who: FoundBy) -> ClauseFound:
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
        found_by=who,
    )
