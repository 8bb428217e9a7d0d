"""Sentences that come nearest to a requirement that is not met, for the report's "missing" rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from clauselint.detection.sentences.plain_detection import plain_detection
from clauselint.detection.terms.term_matcher import PackTermMatcher
from clauselint.model import Detection, SentenceRole, Span
from clauselint.packs.schema import Requirement, Signal, TermExpression

_MOST = 6


def near_misses(matcher: PackTermMatcher, requirement: Requirement) -> Iterator[Detection]:
    """Yield the sentences that hold most terms of a core signal, best first, at most six; each holds two terms or more."""
    score: Counter[int] = Counter()
    for signal in _core(requirement):
        counts: Counter[int] = Counter()
        for expression in signal.terms:
            if not expression.absent:
                counts.update(matcher.candidates(TermExpression(terms=expression.names)))
        for i, n in counts.items():
            score[i] = max(score[i], n)
    listed = [i for i, n in score.items() if n >= 2 and matcher.outline.sentences[i].role is not SentenceRole.TOC]
    for i in sorted(listed, key=lambda i: (-score[i], i))[:_MOST]:
        role = matcher.outline.sentences[i].role.value
        yield plain_detection(f"{requirement.code}/nearest", matcher.outline, i, role, _marks(matcher, requirement, i))


def applicability_evidence(matcher: PackTermMatcher, requirement: Requirement) -> Iterator[Detection]:
    """Yield the first sentence that mentions what makes the requirement apply, if any."""
    condition = requirement.applies_when
    mentions = sorted(matcher.candidates(condition)) if condition else []
    for i in mentions[:1]:
        yield plain_detection(
            f"{requirement.code}/applies", matcher.outline, i, matcher.outline.sentences[i].role.value
        )


def _core(requirement: Requirement) -> Sequence[Signal]:
    return [s for element in requirement.needs if element.core for s in element.any]


def _marks(matcher: PackTermMatcher, requirement: Requirement, i: int) -> tuple[Span, ...]:
    view = matcher.sentences.view(i)
    whole = [Span(0, len(view.text))]
    firsts = (matcher.first_hit(w, i, whole) for s in _core(requirement) for w in s.terms if not w.absent)
    hits = {h for h in firsts if h is not None}
    return tuple(sorted(view.to_document(h) for h in hits))[:4]
