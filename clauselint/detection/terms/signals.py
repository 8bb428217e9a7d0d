"""From what a requirement asks for to the sentences that hold it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from clauselint.detection.norms.modal_cues import NOMINAL, NOMINAL_CUE
from clauselint.detection.norms.norm import Norm
from clauselint.detection.sentences.quantities import PROMPT
from clauselint.detection.sentences.sentence_view import SentenceView
from clauselint.detection.terms.term_matcher import PackTermMatcher, ScopedSentences
from clauselint.lexicon.time_units import converted
from clauselint.model import Detection, Modality, Modifier, Quantity, SentenceRole, Side, Span
from clauselint.packs.schema import ObligorSide, Signal, SignalKind


@dataclass(frozen=True, slots=True)
class NamedSignal:
    """A signal with the name under which its detections are reported ("SDP-003/needs/purpose/0")."""

    name: str
    signal: Signal


_MENTIONABLE = frozenset({SentenceRole.OPERATIVE, SentenceRole.DEFINITION})
_NEEDS_AN_ACTOR = frozenset({SignalKind.DUTY, SignalKind.BAN, SignalKind.LIMIT, SignalKind.RIGHT, SignalKind.RELEASE})
# A sentence that is nothing but a pointer: the duty, if any, stands in what it points at.
_POINTER = re.compile(
    r"(?i)^\W*(?:\w+[.)]\s*)?(?:please\s+)?(?:see|refer\s+to|cf\.?)\b"
    r"|^\W*(?:\w+\W+){0,9}?(?:is|are|shall\s+be|will\s+be)\s+(?:as\s+)?"
    r"(?:described|set\s+(?:forth|out)|stated|listed|specified|governed|addressed|contained|found|provided|detailed|covered)\s+"
    r"(?:for\s+)?(?:in|by|under|on|at)\s+(?:the\s+)?(?:attached\s+)?(?:[A-Z]\w+|https?:|www)"
)
_SHORT = 5  # words of four letters or more
_REFERS_BACK = re.compile(
    r"(?i)\b(?:it|them|they|its|their|thereof|such|same|those|these|this|that\s+(?:data|information))\b"
)
_VERB = re.compile(
    r"(?i)\b(?:is|are|was|were|has|have|does|do|means?|includes?|remains?|retains?|owns?|acknowledges?|keeps?|notif(?:y|ies)"
    r"|shall|must|may|will|cannot|prevails|governs|appl(?:y|ies)|binds|supersedes|overrides|survives|takes|belongs|deletes)\b"
)


def detect_signals(reader: PackTermMatcher, asked: Sequence[NamedSignal]) -> Iterator[Detection]:
    """Every detection of the signals, in the order asked; a sentence's propositions each give their own."""
    for one in asked:
        for i in sorted(_sentences_with(reader, one.signal)):
            role = reader.outline.sentences[i].role
            if role is SentenceRole.OPERATIVE or (one.signal.kind is SignalKind.MENTION and role in _MENTIONABLE):
                yield from _in_sentence(reader, one, i)


def _sentences_with(reader: PackTermMatcher, signal: Signal) -> frozenset[int]:
    """The sentences that hold all that is wanted; a term is looked for only while sentences are left."""
    present = [w for w in signal.wanted if not w.absent]
    sentences = reader.candidates(present[0])
    for wanted in present[1:]:
        if not sentences:
            break
        sentences &= reader.candidates(wanted)
    for wanted in signal.wanted:
        if wanted.absent and sentences:
            sentences -= reader.candidates(wanted)
    return sentences


def _in_sentence(reader: PackTermMatcher, asked: NamedSignal, i: int) -> Iterator[Detection]:
    signal, view, norms = asked.signal, reader.sentences.view(i), reader.sentences.norms(i)
    head, *others = (w for w in signal.wanted if not w.absent)
    condition: list[Span] = []  # the one that stands last before the proposition
    for n, norm in enumerate(norms):
        if norm.is_condition:
            condition = [norm.span]
        if norm.is_condition and len(norms) > 1 and signal.kind in _NEEDS_AN_ACTOR:
            continue
        governed = _governed(view, norm) if signal.kind in _NEEDS_AN_ACTOR else norm.span
        first = reader.first_hit(head, i, [governed])
        if first is None and signal.kind is not SignalKind.MENTION:
            continue
        if first is not None and (_is_loss(view.text, norm, first) or _is_excepted(view.text, norm, first, signal)):
            continue
        reach = [Span(0, len(view.text))] if _looks_back(view, norm, signal) else [norm.span, *condition]
        found = [reader.first_hit(w, i, reach) for w in others]
        if not all(h or w.near or reader.takes_up(w, i) for h, w in zip(found, others, strict=True)):
            continue
        if norm.modality is Modality.STATEMENT and signal.kind is not SignalKind.MENTION and _is_title(view.text, norm):
            continue
        marks = [view.to_document(h) for h in (first, *found) if h]
        if not marks and not any(w.near for w in (head, *others)):
            continue  # "Such terms shall be fair": it only refers to what the sentence before it says
        sure = all(w.near or w.absent or reader.sure(w, i) for w in signal.wanted)
        named = [view.to_document(h) for w in signal.wanted if not w.absent for h in reader.hits(w, i)]
        found_there = _detection(reader.sentences, asked, (i, n), marks, named, sure)
        yield _due_before(found_there, view.text, norm, first) if signal.kind is SignalKind.DUTY else found_there


_UNLESS = re.compile(r"(?i)\w(?:[^;.]|\.\d)*\b(?:unless|until|without\s+first)\b(?:[^;.]|\.\d)*$")
_SAVE = re.compile(r"(?i)\w(?:[^;.]|\.\d)*\b(?:except|unless|until)\b(?:[^;.,]|\.\d)*$")


def _due_before(detection: Detection, text: str, norm: Norm, head: Span | None) -> Detection:
    """ "No vendor shall be given access unless it has signed …": what stands behind is a duty, and the ban makes it one."""
    if head is not None and norm.modality is Modality.PROHIBITION and _UNLESS.search(text, norm.modal.end, head.start):
        return replace(detection, modality=Modality.OBLIGATION, restricted=True)
    return detection


def _is_excepted(text: str, norm: Norm, head: Span, signal: Signal) -> bool:
    """ "shall not reveal it, except as a court orders": what stands behind is not banned."""
    banned = signal.kind is SignalKind.BAN and norm.modality is Modality.PROHIBITION
    return bool(banned and _SAVE.search(text, norm.modal.end, head.start))


_LIABLE = re.compile(r"(?i)\b(?:liab|responsib)")
_LOSS = re.compile(r"(?i)loss(?:es)?\s+(?:\w+\s+){0,2}?of\b")


def _is_loss(text: str, norm: Norm, head: Span) -> bool:
    """ "In no event shall Provider be liable for loss of data": a kind of damage, nothing that is done to data or access."""
    denied = norm.modality is Modality.NO_OBLIGATION and _LIABLE.search(text, norm.modal.start, head.start)
    return bool(denied and _LOSS.match(text, head.start, head.end))


def _governed(view: SentenceView, norm: Norm) -> Span:
    """The part of a proposition in which its act must stand: from the modal on, or all of it where the verb is empty."""
    trigger = view.text[norm.modal.start : norm.modal.end]
    if norm.modality is Modality.STATEMENT or NOMINAL.match(view.text, norm.modal.end) or NOMINAL_CUE.search(trigger):
        return norm.span
    return Span(norm.modal.start, norm.span.end)


def _is_title(text: str, norm: Norm) -> bool:
    """A heading or an entry of a list that the outline took for a sentence: no finite verb of the common kind, and short or
    with most words capitalised."""
    if _SOMEBODY_ACTS.match(text) or (
        norm.obligor.is_named and re.search(rf"\b{re.escape(norm.obligor.word)}\s+(?:\w+ly\s+)?[a-z]{{2,}}s\b", text)
    ):
        return False
    words = re.findall(r"[A-Za-z]{4,}", text)
    return not _VERB.search(text) and (len(words) < _SHORT or sum(w[0].isupper() for w in words) > 0.7 * len(words))


_SOMEBODY_ACTS = re.compile(r"\W*(?:[Ww]e|[Yy]ou|[Ii]t|[Tt]hey)\s+(?:\w+ly\s+)?[a-z]{2,}\b")


def _looks_back(view: SentenceView, norm: Norm, signal: Signal) -> bool:
    """Whether the object may stand before the proposition: "… and may use it for …"."""
    if signal.kind is SignalKind.MENTION or norm.elided:
        return True
    return bool(_REFERS_BACK.search(view.text, norm.modal.end, norm.span.end))


def _detection(
    sentences: ScopedSentences,
    asked: NamedSignal,
    place: tuple[int, int],
    marks: list[Span],
    named: Sequence[Span],
    sure: bool,
) -> Detection:
    i, n = place
    sentence, view, norm = sentences.outline.sentences[i], sentences.view(i), sentences.norms(i)[n]
    scopes = tuple(s for s in sentences.scopes(i, n) if _bears_on(s, marks, named, sentences.document.text))
    if any(s.kind == "exhibit" for s in scopes) and _POINTER.match(view.text):
        scopes = (Modifier("pointer", view.text, sentence.span), *scopes)  # first: it leaves nothing to weaken
    trigger = view.to_document(norm.modal) if norm.has_modal else None
    confidence = 0.95 - 0.2 * (not sure) - 0.15 * (not norm.obligor.is_named) - 0.05 * bool(sentence.lead_ins)
    return Detection(
        signal=asked.name,
        span=sentence.span,
        sentence=i,
        modality=norm.modality,
        obligor=norm.obligor.word,
        side=_side(norm, asked),
        is_personnel=norm.obligor.is_personnel,
        beneficiary=norm.obligee.word,
        affirmed=norm.affirmed,
        stated=norm.obligor.is_named,
        restricted=norm.restricted,
        confidence=round(confidence, 2),
        reason=norm.effect,
        modal=trigger,
        decisive=tuple(sorted({*marks, *([trigger] if trigger else [])})),
        modifiers=scopes,
        quantities=_quantities(sentences, asked.signal, place),
        rules=norm.rules,
        is_collective=norm.obligor.is_collective,
    )


# A measure that the rule itself names, such as "industry standards", weakens nothing.
_MEASURES = frozenset({"efforts", "knowledge", "materiality", "own-standard"})
_MOST = 0.7  # of the scope's words must stand in the rule's
# "shall notify the District, and make a reasonable effort to notify the parent": the effort is a second act.
_SECOND_ACT = re.compile(
    r"(?i)\b(?:and|or|but)\s+(?:(?:shall|will|must|to|also|use|exercise|exert|employ|undertake|,)\s+)*$"
)
_NEAR = 40  # characters before a scope that tell what it belongs to


def _bears_on(scope: Modifier, marks: Sequence[Span], named: Sequence[Span], text: str) -> bool:
    """Whether a scope narrows the act that the rule found, ``marks[0]``; not where the rule names it itself."""
    if scope.kind not in _MEASURES:
        return True
    shared = (min(m.end, scope.span.end) - max(m.start, scope.span.start) for m in named)
    if max(shared, default=0) >= _MOST * (scope.span.end - scope.span.start):
        return False
    second = scope.kind == "efforts" and _SECOND_ACT.search(text[max(0, scope.span.start - _NEAR) : scope.span.start])
    return not (second and marks and marks[0].start < scope.span.start)


def _side(norm: Norm, asked: NamedSignal) -> Side:
    """Both parties are bound like the one that the signal asks for; what contradicts a rule names one party alone."""
    if not norm.obligor.is_collective:
        return norm.obligor.side
    wanted = asked.signal.by is ObligorSide.PROTECTED and "/contradicts/" not in asked.name
    return Side.PROTECTED if wanted else Side.COUNTERPARTY


def _quantities(sentences: ScopedSentences, signal: Signal, place: tuple[int, int]) -> tuple[Quantity, ...]:
    """The numbers of the proposition, else of the sentence; "immediately" is a period of zero hours.

    Where the row asks for another unit than those that stand in the proposition, the sentence's count.
    """
    i, n = place
    view, norms = sentences.view(i), sentences.norms(i)
    before = [f.span for f in norms[max(0, n - 1) : n] if f.is_condition]  # "Within 48 hours after …, it shall"
    regions = [norms[n].span, *before]
    named = sentences.quantities(i)
    found = [q for q in named if any(r.overlaps(q.span) for r in regions)]
    limit = signal.number
    if not found or (limit and all(converted(q.amount, q.unit, limit.unit) is None for q in found)):
        found = list(named)
    if limit and limit.prompt_words:
        found += [
            Quantity(m[0], 0.0, "hours", Span(m.start(), m.end()), rule="at once") for m in PROMPT.finditer(view.text)
        ]
    return tuple(Quantity(q.text, q.amount, q.unit, view.to_document(q.span), q.runs_from, q.rule) for q in found)
