"""The detection that a norm gives for a signal which it matches: whom it binds, what narrows it, and the numbers in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from clauselint.detection.norms.norm import Norm
from clauselint.detection.sentences.quantities import PROMPT, with_alternatives
from clauselint.detection.terms.accusation import is_own_act
from clauselint.detection.terms.norm_match import NormMatch
from clauselint.detection.terms.term_matcher import PackTermMatcher, ScopedSentences
from clauselint.lexicon.time_units import converted
from clauselint.model import Detection, Modality, Modifier, Quantity, Side, Span
from clauselint.packs.schema import ObligorSide, Signal, SignalKind


def detection_of(match: NormMatch, matcher: PackTermMatcher, name: str) -> Detection:
    """Return the detection under the signal's ``name``. The match must have been asked for its unmet criteria."""
    view, norm = match.view, match.norm
    marks = [view.to_document(hit) for hit in match.hits()]
    modal = view.to_document(norm.modal) if norm.has_modal else None
    detection = Detection(
        signal=name,
        span=matcher.outline.sentences[match.place[0]].span,
        sentence=match.place[0],
        modality=norm.modality,
        obligor=norm.obligor.word,
        side=_side(norm, match.signal, name),
        is_personnel=norm.obligor.is_personnel,
        beneficiary=norm.obligee.word,
        affirmed=norm.affirmed,
        stated=_is_stated(norm),
        restricted=norm.restricted,
        confidence=_confidence(match, matcher),
        reason=norm.effect,
        modal=modal,
        decisive=tuple(sorted({*marks, *([modal] if modal else [])})),
        modifiers=_modifiers(match, matcher, marks),
        quantities=_quantities(matcher.sentences, match.signal, match.place),
        rules=norm.rules,
        is_collective=norm.obligor.is_collective,
    )
    return _as_due_before(detection, match) if match.signal.kind is SignalKind.DUTY else detection


def _is_stated(norm: Norm) -> bool:
    """Return whether the text names the obligor."""
    return norm.obligor.is_named and not norm.obligor.is_implied


def _confidence(match: NormMatch, matcher: PackTermMatcher) -> float:
    """The share of detections like this that are right: fewer where a term is inexact, the obligor unnamed, in a list, or
    where the first term stands behind another act than the one that the norm governs."""
    i = match.place[0]
    exact = all(term.near or term.absent or matcher.is_exact(term, i) for term in match.signal.terms)
    in_list = bool(matcher.outline.sentences[i].lead_ins)
    is_act = match.head is None or is_own_act(match.signal.kind, match.view.text, match.norm, match.head)
    return round(
        0.95 - 0.25 * (not is_act) - 0.2 * (not exact) - 0.15 * (not _is_stated(match.norm)) - 0.05 * in_list, 2
    )


def _modifiers(match: NormMatch, matcher: PackTermMatcher, marks: Sequence[Span]) -> tuple[Modifier, ...]:
    """Return what narrows or empties the norm."""
    signal, view, (i, n) = match.signal, match.view, match.place
    present = (term for term in signal.terms if not term.absent)
    named = [view.to_document(hit) for term in present for hit in matcher.hits(term, i)]
    text = matcher.sentences.document.text
    modifiers = tuple(each for each in matcher.sentences.modifiers(i, n) if _narrows(each, marks, named, text))
    if any(each.kind == "exhibit" for each in modifiers) and _POINTER.match(view.text):
        span = matcher.outline.sentences[i].span
        return (Modifier("pointer", view.text, span), *modifiers)  # first: it leaves nothing to weaken
    return modifiers


_UNLESS = re.compile(r"(?i)\w(?:[^;.]|\.\d)*\b(?:unless|until|without\s+first)\b(?:[^;.]|\.\d)*$")


def _as_due_before(detection: Detection, match: NormMatch) -> Detection:
    """ "No vendor shall be given access unless it has signed …": the condition of a ban is a duty."""
    norm, head = match.norm, match.head
    if (
        head is not None
        and norm.modality is Modality.PROHIBITION
        and _UNLESS.search(match.view.text, norm.modal.end, head.start)
    ):
        return replace(detection, modality=Modality.OBLIGATION, restricted=True)
    return detection


# A sentence that is nothing but a pointer: the duty, if any, stands in what it points at.
_POINTER = re.compile(
    r"(?i)^\W*(?:\w+[.)]\s*)?(?:please\s+)?(?:see|refer\s+to|cf\.?)\b"
    r"|^\W*(?:\w+\W+){0,9}?(?:is|are|shall\s+be|will\s+be)\s+(?:as\s+)?"
    r"(?:described|set\s+(?:forth|out)|stated|listed|specified|governed|addressed|contained|found|provided|detailed|covered)\s+"
    r"(?:for\s+)?(?:in|by|under|on|at)\s+(?:the\s+)?(?:attached\s+)?(?:[A-Z]\w+|https?:|www)"
)
# A measure that the rule itself names, such as "industry standards", weakens nothing.
_MEASURES = frozenset({"efforts", "knowledge", "materiality", "own-standard"})
_MOST = 0.7  # of the modifier's words must stand in the rule's
# "shall notify the District, and make a reasonable effort to notify the parent": the effort is a second act.
_SECOND_ACT = re.compile(
    r"(?i)\b(?:and|or|but)\s+(?:(?:shall|will|must|to|also|use|exercise|exert|employ|undertake|,)\s+)*$"
)
_NEAR = 40  # characters before a modifier that tell what it belongs to


def _narrows(modifier: Modifier, marks: Sequence[Span], named: Sequence[Span], text: str) -> bool:
    """Return whether a modifier narrows the act that the rule found, ``marks[0]``; not where the rule names it
    itself."""
    if modifier.kind not in _MEASURES:
        return True
    span = modifier.span
    shared = (min(m.end, span.end) - max(m.start, span.start) for m in named)
    if max(shared, default=0) >= _MOST * (span.end - span.start):
        return False
    second = modifier.kind == "efforts" and _SECOND_ACT.search(text[max(0, span.start - _NEAR) : span.start])
    return not (second and marks and marks[0].start < span.start)


def _side(norm: Norm, signal: Signal, name: str) -> Side:
    """Both parties are bound like the one that the signal asks for; what contradicts a rule names one party alone."""
    if not norm.obligor.is_collective:
        return norm.obligor.side
    protected = signal.by is ObligorSide.PROTECTED and "/contradicts/" not in name
    return Side.PROTECTED if protected else Side.COUNTERPARTY


def _quantities(sentences: ScopedSentences, signal: Signal, place: tuple[int, int]) -> tuple[Quantity, ...]:
    """The numbers of the norm, else of the sentence; "immediately" is a period of zero hours.

    Where the signal asks for another unit than those that stand in the norm, the sentence's numbers count.
    """
    i = place[0]
    view, bound, in_sentence = sentences.view(i), signal.number, sentences.quantities(i)
    found = _in_norm(sentences, place)
    if not found or (bound and all(converted(q.amount, q.unit, bound.unit) is None for q in found)):
        found = list(in_sentence)
    if bound and bound.prompt_words:
        found += [
            Quantity(m[0], 0.0, "hours", Span(m.start(), m.end()), rule="at once") for m in PROMPT.finditer(view.text)
        ]
    return tuple(replace(q, span=view.to_document(q.span)) for q in with_alternatives(view.text, found))


def _in_norm(sentences: ScopedSentences, place: tuple[int, int]) -> list[Quantity]:
    """The numbers of the norm and of the condition before it: "Within 48 hours after …, it shall"."""
    i, n = place
    norms = sentences.norms(i)
    spans = [norms[n].span, *(norm.span for norm in norms[max(0, n - 1) : n] if norm.is_condition)]
    return [q for q in sentences.quantities(i) if any(span.overlaps(q.span) for span in spans)]
