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


def detect_signals(matcher: PackTermMatcher, signals: Sequence[NamedSignal]) -> Iterator[Detection]:
    """Yield every detection of the signals, in their order; each norm of a sentence gives its own."""
    for named in signals:
        for i in sorted(_sentences_with(matcher, named.signal)):
            role = matcher.outline.sentences[i].role
            mentioned = named.signal.kind is SignalKind.MENTION and role in _MENTIONABLE
            if role is SentenceRole.OPERATIVE or mentioned:
                yield from _SentenceSearch(matcher, named, i).detections()


def _sentences_with(matcher: PackTermMatcher, signal: Signal) -> frozenset[int]:
    """The sentences that hold all terms of the signal; a term is looked for only while sentences are left."""
    present = [w for w in signal.wanted if not w.absent]
    sentences = matcher.candidates(present[0])
    for expression in present[1:]:
        if not sentences:
            break
        sentences &= matcher.candidates(expression)
    for expression in signal.wanted:
        if expression.absent and sentences:
            sentences -= matcher.candidates(expression)
    return sentences


class _SentenceSearch:
    """The search for one signal in one sentence."""

    def __init__(self, matcher: PackTermMatcher, named: NamedSignal, i: int) -> None:
        self._matcher, self._named, self._i = matcher, named, i
        self._signal = named.signal
        self._view, self._norms = matcher.sentences.view(i), matcher.sentences.norms(i)
        self._head, *self._others = (w for w in self._signal.wanted if not w.absent)
        self._mentions_only = self._signal.kind is SignalKind.MENTION
        self._needs_actor = self._signal.kind in _NEEDS_AN_ACTOR

    def detections(self) -> Iterator[Detection]:
        """The detections, one a norm that holds the terms."""
        condition: list[Span] = []  # the one that stands last before the norm
        for n, norm in enumerate(self._norms):
            if norm.is_condition:
                condition = [norm.span]
                if self._needs_actor and len(self._norms) > 1:
                    continue
            head = self._head_in(norm)
            if head is None and not self._mentions_only:
                continue
            hits = self._hits_with(n, condition)
            if hits is None or self._is_title(norm):
                continue
            marks = [self._view.to_document(h) for h in (head, *hits) if h]
            if marks or any(w.near for w in (self._head, *self._others)):
                yield self._detection(n, head, marks)
            # else it only refers to what the sentence before it says: "Such terms shall be fair"

    def _head_in(self, norm: Norm) -> Span | None:
        """Where the head term stands among the words that the modal governs; None where they do not count."""
        text = self._view.text
        governed = _governed(self._view, norm) if self._needs_actor else norm.span
        head = self._matcher.first_hit(self._head, self._i, [governed])
        if head is None or _is_loss(text, norm, head) or _is_excepted(text, norm, head, self._signal):
            return None
        return head

    def _hits_with(self, n: int, condition: list[Span]) -> list[Span | None] | None:
        """Where the other terms stand beside the n-th norm; None where one stands nowhere that counts."""
        norm, text = self._norms[n], self._view.text
        behind = self._norms[n + 1].span if n + 1 < len(self._norms) else None
        excepted = [behind] if behind and _EXCEPT_THAT.search(text, norm.modal.end, behind.start) else []
        everywhere = _looks_back(self._view, norm, self._signal)
        reach = [Span(0, len(text))] if everywhere else [norm.span, *condition, *excepted]
        hits = [self._matcher.first_hit(w, self._i, reach) for w in self._others]
        found = all(h or w.near or self._matcher.takes_up(w, self._i) for h, w in zip(hits, self._others, strict=True))
        return hits if found else None

    def _is_title(self, norm: Norm) -> bool:
        statement = norm.modality is Modality.STATEMENT and not self._mentions_only
        return statement and _is_title(self._view.text, norm)

    def _detection(self, n: int, head: Span | None, marks: list[Span]) -> Detection:
        matcher, view, i = self._matcher, self._view, self._i
        terms = self._signal.wanted
        exact = all(w.near or w.absent or matcher.is_exact(w, i) for w in terms)
        hits = [view.to_document(h) for w in terms if not w.absent for h in matcher.hits(w, i)]
        found = _detection(matcher.sentences, self._named, (i, n), marks, hits, exact)
        if self._signal.kind is SignalKind.DUTY:
            return _due_before(found, view.text, self._norms[n], head)
        return found


_EXCEPT_THAT = re.compile(r"(?i)\b(?:except|save)\s+that\b\s*$")  # what follows is part of the rule before it
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
    named: NamedSignal,
    place: tuple[int, int],
    marks: list[Span],
    hits: Sequence[Span],
    exact: bool,
) -> Detection:
    i, n = place
    sentence, view, norm = sentences.outline.sentences[i], sentences.view(i), sentences.norms(i)[n]
    scopes = tuple(s for s in sentences.scopes(i, n) if _bears_on(s, marks, hits, sentences.document.text))
    if any(s.kind == "exhibit" for s in scopes) and _POINTER.match(view.text):
        scopes = (Modifier("pointer", view.text, sentence.span), *scopes)  # first: it leaves nothing to weaken
    modal = view.to_document(norm.modal) if norm.has_modal else None
    stated = norm.obligor.is_named and not norm.obligor.is_implied
    confidence = 0.95 - 0.2 * (not exact) - 0.15 * (not stated) - 0.05 * bool(sentence.lead_ins)
    return Detection(
        signal=named.name,
        span=sentence.span,
        sentence=i,
        modality=norm.modality,
        obligor=norm.obligor.word,
        side=_side(norm, named),
        is_personnel=norm.obligor.is_personnel,
        beneficiary=norm.obligee.word,
        affirmed=norm.affirmed,
        stated=stated,
        restricted=norm.restricted,
        confidence=round(confidence, 2),
        reason=norm.effect,
        modal=modal,
        decisive=tuple(sorted({*marks, *([modal] if modal else [])})),
        modifiers=scopes,
        quantities=_quantities(sentences, named.signal, place),
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


def _side(norm: Norm, named: NamedSignal) -> Side:
    """Both parties are bound like the one that the signal asks for; what contradicts a rule names one party alone."""
    if not norm.obligor.is_collective:
        return norm.obligor.side
    wanted = named.signal.by is ObligorSide.PROTECTED and "/contradicts/" not in named.name
    return Side.PROTECTED if wanted else Side.COUNTERPARTY


def _quantities(sentences: ScopedSentences, signal: Signal, place: tuple[int, int]) -> tuple[Quantity, ...]:
    """The numbers of the norm, else of the sentence; "immediately" is a period of zero hours.

    Where the row asks for another unit than those that stand in the norm, the sentence's count.
    """
    i, n = place
    view, bound = sentences.view(i), signal.number
    of_sentence = sentences.quantities(i)
    of_norm = [q for q in of_sentence if any(s.overlaps(q.span) for s in _number_spans(sentences.norms(i), n))]
    fitting = of_norm if bound is None else [q for q in of_norm if converted(q.amount, q.unit, bound.unit) is not None]
    found = of_norm if fitting else list(of_sentence)
    if bound and bound.prompt_words:
        found += [Quantity(m[0], 0.0, "hours", Span(m.start(), m.end())) for m in PROMPT.finditer(view.text)]
    return tuple(Quantity(q.text, q.amount, q.unit, view.to_document(q.span), q.runs_from) for q in found)


def _number_spans(norms: Sequence[Norm], n: int) -> list[Span]:
    """The span of the n-th norm, and of the condition before it: "Within 48 hours after …, it shall"."""
    return [norms[n].span, *(norm.span for norm in norms[max(0, n - 1) : n] if norm.is_condition)]
