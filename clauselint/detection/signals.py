"""From what a requirement asks for to the sentences that hold it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from clauselint.detection.actors import Cast
from clauselint.detection.frames import Frame, frames
from clauselint.detection.index import TermIndex
from clauselint.detection.quantities import PROMPT, periods
from clauselint.detection.scope import scopes
from clauselint.detection.view import View
from clauselint.model import Detection, Document, Modality, Outline, Quantity, Role, Scope, Side, Span
from clauselint.packs.schema import Kind, Signal, Wanted


@dataclass(frozen=True, slots=True)
class Asked:
    """A signal with the name under which its detections are reported ("SDP-003/needs/purpose/0")."""

    name: str
    signal: Signal


class Reader:
    """The sentences of one document, with their frames, scopes and quantities, each worked out once, when first needed."""

    def __init__(self, document: Document, outline: Outline, index: TermIndex, cast: Cast) -> None:
        self.document, self.outline, self.index, self.cast = document, outline, index, cast
        self._views: dict[int, View] = {}
        self._frames: dict[int, tuple[Frame, ...]] = {}
        self._candidates: dict[Wanted, frozenset[int]] = {}
        self._absent = sorted((r.span.start, r) for r in outline.references if r.kind == "exhibit" and (not r.found or r.blank))

    def view(self, sentence: int) -> View:
        """The sentence with its stems."""
        if sentence not in self._views:
            self._views[sentence] = View.of(self.outline.sentences[sentence], self.document.text)
        return self._views[sentence]

    def frames(self, sentence: int) -> tuple[Frame, ...]:
        """The propositions of the sentence."""
        if sentence not in self._frames:
            self._frames[sentence] = frames(self.view(sentence).text, self.cast)
        return self._frames[sentence]

    def candidates(self, wanted: Wanted) -> frozenset[int]:
        """The sentences that hold one of the terms, or stand in a clause that holds one of the near ones."""
        if wanted not in self._candidates:
            found = [self.index.sentences(t) for t in wanted.terms] + [self._near(t) for t in wanted.near]
            self._candidates[wanted] = frozenset().union(*found)
        return self._candidates[wanted]

    def _near(self, term: str) -> frozenset[int]:
        """The sentences whose clause holds the term: in its text, its heading, or the words that introduce it."""
        direct = {self.index.clause_at(hit.start) for hit in self.index.hits(term)}
        within = {c for d in direct for c in (d, *self._ancestors(d))}
        near = set()
        for i, sentence in enumerate(self.outline.sentences):
            parent = self.outline.clauses[sentence.clause].parent
            if sentence.clause and (sentence.clause in within or (parent and parent in direct)):
                near.add(i)
        for i in self.index.sentences(term):  # where there are no clauses: the sentences around
            if self.outline.sentences[i].clause == 0:
                near.update(range(max(0, i - _AROUND), min(len(self.outline.sentences), i + _AROUND + 1)))
        return frozenset(near)

    def _ancestors(self, clause: int) -> Iterator[int]:
        at = self.outline.clauses[clause].parent
        while at:
            yield at
            at = self.outline.clauses[at].parent

    def hits(self, wanted: Wanted, view: View, region: Span | None = None) -> list[Span]:
        """Where one of the terms stands in a view, within ``region`` if given; spans are offsets into the view's text."""
        found = []
        for term in wanted.terms:
            for _, piece in view.pieces:
                for hit in self.index.within(term, piece):
                    span = view.from_document(hit)
                    if span and (region is None or (region.start <= span.start < region.end)):
                        found.append(span)
        return sorted(found)

    def sure(self, wanted: Wanted, view: View) -> bool:
        """Whether one of the terms stands in the view by its own words, not by what the document adds to it."""
        return any(self.index.sure(t, h) for t in wanted.terms for _, p in view.pieces for h in self.index.within(t, p))

    def scopes(self, sentence: int, frame: Frame) -> tuple[Scope, ...]:
        """What narrows or empties the frame, in document offsets; an absent exhibit among it."""
        view = self.view(sentence)
        found = []
        for scope in scopes(view.text, frame.region):
            if scope.kind in {"discretion", "own-standard"} and self._district_decides(view, scope, frame):
                continue
            found.append(Scope(scope.kind, scope.text, view.to_document(scope.span), scope.open))
        return (*found, *self._absent_exhibits(sentence))

    def _district_decides(self, view: View, scope: Scope, frame: Frame) -> bool:
        """Whether the discretion or the standard is the protected party's: named in the words, or what "its" refers to."""
        named = [a for a in self.cast.find(scope.text) if a.side is not Side.UNKNOWN and not a.members]
        if named:
            return named[0].side is Side.DISTRICT
        earlier = [a for a in self.cast.find(view.text[: scope.span.start]) if a.side is not Side.UNKNOWN and not a.members]
        return (earlier[-1].side if earlier else frame.side) is Side.DISTRICT

    def _absent_exhibits(self, sentence: int) -> Iterator[Scope]:
        span = self.outline.sentences[sentence].span
        for start, reference in self._absent:
            if span.contains(start) and not _ONLY_NAMES.search(self.document.text[span.start : start][-80:]):
                yield Scope("exhibit", reference.text, reference.span)


_AROUND = 2  # sentences before and after

# "the services described in Exhibit A": the exhibit only names the purpose.
_ONLY_NAMES = re.compile(
    r"(?i)\b(?:services?|purposes?|programs?|projects?|products?|work|study|research|scope\s+of\s+work)\s+(?:(?:that\s+(?:is|are)|as|which\s+(?:is|are))\s+)?(?:described|set\s+(?:forth|out)|stated|defined|specified|listed|identified|named|outlined|detailed|given)?\s*(?:in|by|under|on|per|of)\s+(?:the\s+)?(?:attached\s+)?$"
)
_MENTIONABLE = frozenset({Role.OPERATIVE, Role.DEFINITION, Role.RECITAL})
# A sentence that is nothing but a pointer: the duty, if any, stands in what it points at.
_POINTER = re.compile(r"(?i)^\W*(?:\w+[.)]\s*)?(?:please\s+)?(?:see|refer\s+to|cf\.?)\b|^\W*(?:\w+\W+){0,9}?(?:is|are|shall\s+be|will\s+be)\s+(?:as\s+)?(?:described|set\s+(?:forth|out)|stated|listed|specified|governed|addressed|contained|found|provided|detailed|covered)\s+(?:for\s+)?(?:in|by|under|on|at)\s+(?:the\s+)?(?:attached\s+)?(?:[A-Z]\w+|https?:|www)")


def find(reader: Reader, asked: Sequence[Asked]) -> Iterator[Detection]:
    """Every detection of the signals, in the order asked; a sentence's frames each give their own."""
    for one in asked:
        yield from _find_one(reader, one)


def _find_one(reader: Reader, asked: Asked) -> Iterator[Detection]:
    signal = asked.signal
    groups = [reader.candidates(w) for w in signal.wanted if not w.absent]
    sentences = frozenset.intersection(*groups) if groups else frozenset()
    for wanted in signal.wanted:
        if wanted.absent:
            sentences -= reader.candidates(wanted)
    for i in sorted(sentences):
        role = reader.outline.sentences[i].role
        if role is Role.OPERATIVE or (signal.kind is Kind.MENTION and role in _MENTIONABLE):
            yield from _in_sentence(reader, asked, i)


_REFERS_BACK = re.compile(r"(?i)\b(?:it|them|they|its|their|thereof|such|same|those|these|this|that\s+(?:data|information))\b")
_NEEDS_AN_ACTOR = frozenset({Kind.DUTY, Kind.BAN, Kind.RIGHT, Kind.RELEASE})


def _in_sentence(reader: Reader, asked: Asked, i: int) -> Iterator[Detection]:
    signal, view, all_frames = asked.signal, reader.view(i), reader.frames(i)
    head, *others = (w for w in signal.wanted if not w.absent)
    conditions = [f.region for f in all_frames if _is_condition(f)]
    for frame in all_frames:
        if _is_condition(frame) and len(all_frames) > 1 and signal.kind in _NEEDS_AN_ACTOR:
            continue
        hits = reader.hits(head, view, frame.region)
        if not hits and signal.kind is not Kind.MENTION:
            continue
        reach = [Span(0, len(view.text))] if _looks_back(view, frame, signal) else [frame.region, *conditions]
        found = [[h for r in reach for h in reader.hits(w, view, r)] for w in others]
        if not all(h or w.near for h, w in zip(found, others, strict=True)):
            continue
        if frame.modality is Modality.STATEMENT and _is_title(view.text):
            continue
        marks = [frame.trigger] if frame.trigger.end > frame.trigger.start else []
        marks += [h[0] for h in (hits, *found) if h]
        sure = all(w.near or w.absent or reader.sure(w, view) for w in signal.wanted)
        yield _detection(reader, asked, i, frame, [view.to_document(m) for m in marks], sure)


def _is_title(text: str) -> bool:
    """A heading that the outline took for a sentence: no finite verb of the common kind, and most words capitalised."""
    words = re.findall(r"[A-Za-z]{4,}", text)
    return not _VERB.search(text) and sum(w[0].isupper() for w in words) > 0.7 * len(words)


_VERB = re.compile(r"(?i)\b(?:is|are|was|were|has|have|does|do|means?|includes?|remains?|retains?|owns?|acknowledges?|keeps?|notif(?:y|ies))\b")


def _is_condition(frame: Frame) -> bool:
    """Words that stand before the main clause and bind nobody of themselves: "Within 30 days after the end, …"."""
    return frame.modality is Modality.STATEMENT and not frame.obligor


def _looks_back(view: View, frame: Frame, signal: Signal) -> bool:
    return signal.kind is Kind.MENTION or frame.elided or bool(_REFERS_BACK.search(view.text, frame.trigger.end, frame.region.end))


def _detection(reader: Reader, asked: Asked, i: int, frame: Frame, marks: list[Span], sure: bool) -> Detection:
    sentence, view = reader.outline.sentences[i], reader.view(i)
    found = reader.scopes(i, frame)
    if _POINTER.match(view.text) and any(s.kind == "exhibit" for s in found):
        found = (*found, Scope("pointer", view.text, sentence.span))
    confidence = 0.95 - 0.2 * (not sure) - 0.15 * (not frame.obligor) - 0.05 * bool(sentence.stems)
    return Detection(
        signal=asked.name,
        span=sentence.span,
        sentence=i,
        modality=frame.modality,
        obligor=frame.obligor,
        side=Side.OUTSIDE if frame.both else frame.side,
        members=frame.members,
        beneficiary=frame.beneficiary or _other_party(reader.cast, view.text, frame),
        affirmed=frame.affirmed,
        stated=bool(frame.obligor),
        restricted=frame.restricted,
        confidence=round(confidence, 2),
        reason=_reason(frame),
        trigger=view.to_document(frame.trigger) if frame.trigger.end > frame.trigger.start else None,
        decisive=tuple(sorted(set(marks))),
        scopes=found,
        quantities=_quantities(asked.signal, view, frame),
    )


def _quantities(signal: Signal, view: View, frame: Frame) -> tuple[Quantity, ...]:
    """The periods of the frame, else of the sentence; "immediately" is a period of zero hours."""
    inside = [q for q in periods(view.text) if frame.region.overlaps(q.span)] or list(periods(view.text))
    if signal.number and signal.number.prompt_words:
        inside += [Quantity(m[0], 0.0, "hours", Span(m.start(), m.end())) for m in PROMPT.finditer(view.text)]
    return tuple(Quantity(q.text, q.amount, q.unit, view.to_document(q.span), q.trigger) for q in inside)


def _other_party(cast: Cast, text: str, frame: Frame) -> str:
    """The other side's role word in the words that the modal governs, "" where none is named."""
    for actor in cast.find(text[frame.trigger.end : frame.region.end]):
        if not actor.members and not actor.both and actor.side not in (frame.side, Side.UNKNOWN):
            return actor.word
    return ""


_WORDS = {
    Modality.OBLIGATION: "binds",
    Modality.PROHIBITION: "forbids",
    Modality.PERMISSION: "allows",
    Modality.ENTITLEMENT: "entitles",
    Modality.NO_OBLIGATION: "takes a duty from",
    Modality.NO_ENTITLEMENT: "takes a right from",
    Modality.HORTATORY: "encourages",
    Modality.STATEMENT: "describes",
}


def _reason(frame: Frame) -> str:
    return f"{_WORDS[frame.modality]} {frame.obligor or 'nobody by name'}"
