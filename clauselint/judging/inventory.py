"""The clause inventory: the clauses of a document by type, each once, as patterns and a trained model found them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from clauselint.judging.clause_fusion import LOWEST_SCORE, ClauseCandidates, shipped_model
from clauselint.judging.evidence import EvidenceQuoter
from clauselint.judging.grade import Grade, grade
from clauselint.judging.inline_lists import whole_list_spans
from clauselint.lexicon.time_units import PERIODS
from clauselint.model import ClauseFound, Detection, Document, FoundBy, Modality, Outline, Status
from clauselint.packs import clause_types
from clauselint.packs.schema import Signal, SignalKind

_NEGATED = frozenset({Modality.NO_OBLIGATION, Modality.NO_ENTITLEMENT})
_GRANTS = frozenset({Modality.PERMISSION, Modality.ENTITLEMENT})
_NONBINDING = _NEGATED | _GRANTS  # "may compete"
_OTHER_SUFFIX = ".other"


def inventory(document: Document, outline: Outline, detections: Sequence[Detection]) -> tuple[ClauseFound, ...]:
    """Return the clauses of the types, found by patterns, by the model or by both, in the order of the document.

    The same words again (a footer, a copied exhibit) are listed where they first stand; a sentence with a list in it is quoted
    whole. A detection counts where its
    modality and polarity suit one of the type's signals: "may compete" is no ban on competing, "may return" no duty to.
    A type that only asks for a statement (``state``) is listed in any modality, which is given with it.
    """
    quoter = EvidenceQuoter(document, outline)
    patterns = pattern_detections(outline, detections, quoter)
    learned = {
        (d.sentence, d.signal): d
        for d in detections
        if d.score is not None
        and d.signal in _signals()  # passages of requirements have a score too
        and (d.modality not in _NONBINDING or _matches_type(d, _signals()[d.signal], quoter))
    }
    if not document.is_whole_agreement:
        listed, learned = patterns, {}
    else:
        listed = _fuse(outline, document, patterns, learned)
    whole = whole_list_spans(outline)
    first: dict[tuple[str, str], ClauseFound] = {}
    for key in _without_other(listed):
        d = replace(listed[key], span=whole.get(key[0], listed[key].span))
        clause = _found(document, quoter, d, _FOUND_BY[key in patterns, key in learned])
        same = (clause.type, _folded(clause.text))
        if same not in first or (key[0] in whole and clause.confidence > first[same].confidence):
            first[same] = clause  # of a list, the likeliest item speaks for it
    return tuple(first.values())


DetectionsByPlace = dict[tuple[int, str], Detection]
"""Detections by the place of their sentence and their type."""


def pattern_detections(outline: Outline, detections: Sequence[Detection], quoter: EvidenceQuoter) -> DetectionsByPlace:
    """Return what the patterns of the types found."""
    signals, best = _signals(), DetectionsByPlace()
    at = {sentence.span.start: n for n, sentence in enumerate(outline.sentences)}
    for d in detections:
        if d.score is not None or d.signal not in signals or not _matches_type(d, signals[d.signal], quoter):
            continue
        d = _at_decisive_words(d, outline)
        key = (at.get(d.span.start, d.sentence), d.signal)
        if key not in best or d.confidence > best[key].confidence:
            best[key] = d
    return best


def clause_candidates(
    outline: Outline, text: str, types: Sequence[str], patterns: DetectionsByPlace, scores: NDArray[np.float64]
) -> ClauseCandidates:
    """Return the sentences that may be clauses of the model's types, with what patterns and model know of them.

    ``scores`` are the model's, sentences by types.
    """
    column = {kind: n for n, kind in enumerate(types)}
    hits = np.zeros(scores.shape, bool)
    for place, kind in patterns:
        if kind in column:
            hits[place, column[kind]] = True
    words = [len(text[s.span.start : s.span.end].split()) for s in outline.sentences]
    return ClauseCandidates.from_scores(scores, hits, words, [bool(s.lead_ins) for s in outline.sentences])


def _fuse(
    outline: Outline, document: Document, patterns: DetectionsByPlace, learned: DetectionsByPlace
) -> DetectionsByPlace:
    """Return what is listed: what the fusion says for the types that the model knows, what patterns found for others."""
    rule = shipped_model()
    listed = {key: d for key, d in patterns.items() if key[1] not in rule.types}
    scores = np.full((len(outline.sentences), len(rule.types)), LOWEST_SCORE)
    for (place, kind), d in learned.items():
        scores[place, rule.types.index(kind)] = d.score
    for place, kind, chance in rule.listed(clause_candidates(outline, document.text, rule.types, patterns, scores)):
        d = patterns.get((place, kind)) or learned[place, kind]
        listed[place, kind] = replace(d, confidence=round(chance, 2))
    return listed


_FOUND_BY = {(True, True): FoundBy.BOTH, (True, False): FoundBy.PATTERN, (False, True): FoundBy.MODEL}


@lru_cache(maxsize=1)
def _signals() -> Mapping[str, tuple[Signal, ...]]:
    return {t.type: t.any for t in clause_types()}


def _matches_type(detection: Detection, signals: Iterable[Signal], quoter: EvidenceQuoter) -> bool:
    words = quoter.modal_text(detection)
    return any(s.kind is SignalKind.STATE or _has_suitable_force(grade(s, detection, {}, words)) for s in signals)


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _has_suitable_force(graded: Grade) -> bool:
    granted = graded.criterion == "modality" and graded.detection.modality in _GRANTS
    return graded.status is not Status.MISSING and not granted


def _at_decisive_words(d: Detection, outline: Outline) -> Detection:
    """Return the detection at its decisive words: a list's lead-in is one clause, however many items follow."""
    if any(d.span.overlaps(mark) for mark in d.decisive):
        return d
    lead_ins = outline.sentences[d.sentence].lead_ins
    return next((replace(d, span=s) for s in lead_ins if any(s.overlaps(mark) for mark in d.decisive)), d)


def _without_other(found: DetectionsByPlace) -> Iterator[tuple[int, str]]:
    """Return the keys in order, ``….other`` only where a sentence is of no other type."""
    named = {place for place, name in found if not name.endswith(_OTHER_SUFFIX)}
    return (key for key in sorted(found) if not key[1].endswith(_OTHER_SUFFIX) or key[0] not in named)


def _found(document: Document, quoter: EvidenceQuoter, d: Detection, who: FoundBy) -> ClauseFound:
    page, section, heading = quoter.place(d)
    file, span = quoter.locate_in_file(d.span)
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
