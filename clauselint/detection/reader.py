"""The sentences of one document, as detection needs them: each thing is worked out once, when first asked for."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from clauselint.detection.actors import Actor, Cast
from clauselint.detection.frames import Frame, frames
from clauselint.detection.index import TermIndex
from clauselint.detection.quantities import amounts, periods
from clauselint.detection.scope import SEVERAL, TAKES_BACK, is_open, scopes
from clauselint.detection.view import View
from clauselint.model import Document, Outline, Quantity, Role, Scope, Side, Span
from clauselint.packs.schema import Wanted


class Sentences:
    """Views, propositions, scopes and quantities of the sentences; the same for every pack.

    A proposition is named by the sentence and its place among the sentence's propositions.
    """

    def __init__(self, document: Document, outline: Outline, cast: Cast) -> None:
        self.document, self.outline, self.cast = document, outline, cast
        self._views: dict[int, View] = {}
        self._actors: dict[int, tuple[Actor, ...]] = {}
        self._frames: dict[int, tuple[Frame, ...]] = {}
        self._quantities: dict[int, tuple[Quantity, ...]] = {}
        self._scopes: dict[tuple[int, int], tuple[Scope, ...]] = {}
        self._items_of: dict[Span, list[int]] = {}
        self._referring: frozenset[int] | None = None
        self._backs: dict[int, list[Scope]] | None = None
        self._absent = sorted(
            (r.span.start, r) for r in outline.references if r.kind == "exhibit" and (not r.found or r.blank)
        )

    def view(self, i: int) -> View:
        """The sentence with its stems."""
        if i not in self._views:
            self._views[i] = View.of(self.outline.sentences[i], self.document.text)
        return self._views[i]

    def actors(self, i: int) -> tuple[Actor, ...]:
        """Who is named in the view."""
        if i not in self._actors:
            self._actors[i] = self.cast.find(self.view(i).text)
        return self._actors[i]

    def frames(self, i: int) -> tuple[Frame, ...]:
        """The propositions of the sentence."""
        if i not in self._frames:
            self._frames[i] = frames(self.view(i).text, self.actors(i))
        return self._frames[i]

    def quantities(self, i: int) -> tuple[Quantity, ...]:
        """The periods, percentages and sums of money that the view names."""
        if i not in self._quantities:
            text = self.view(i).text
            self._quantities[i] = (*periods(text), *amounts(text))
        return self._quantities[i]

    def scopes(self, i: int, n: int) -> tuple[Scope, ...]:
        """What narrows or empties the n-th proposition, in document offsets; an absent exhibit among it."""
        if (i, n) not in self._scopes:
            own = tuple(self._own_scopes(i, self.frames(i)[n]))
            led = (s for k in self._leading(i, n) for s in self._own_scopes(i, self.frames(i)[k]))
            after = (*self._listed_exceptions(i), *self._taken_back(i), *self._absent_exhibits(i), *self._amended(i))
            self._scopes[i, n] = (*own, *led, *self._closing(i, n), *after)
        return self._scopes[i, n]

    def referring(self) -> frozenset[int]:
        """The sentences that begin with a word for something of the sentence before them, in the same clause."""
        if self._referring is None:
            found = set()
            listed = self.outline.sentences
            for i in range(1, len(listed)):
                opening = self.document.text[listed[i].span.start : listed[i].span.start + _OPENING]
                if listed[i].clause == listed[i - 1].clause and _TAKES_UP.match(opening):
                    found.add(i)
            self._referring = frozenset(found)
        return self._referring

    def _leading(self, i: int, n: int) -> Sequence[int]:
        """The words before the main clause that bear on the n-th proposition: "Except as its policy allows, it shall not"."""
        found = self.frames(i)
        while n > 0 and found[n].elided:
            n -= 1
        return [n - 1] if n > 0 and found[n - 1].is_condition else []

    def _closing(self, i: int, n: int) -> Iterator[Scope]:
        """The open exception that closes the sentence, where propositions of the same subject stand between: "shall notify
        the District, and shall help it, except as its policy allows"."""
        later = self.frames(i)[n + 1 :]
        if not later or any(f.obligor != self.frames(i)[n].obligor and not f.elided for f in later):
            return
        end = self.outline.sentences[i].span.end
        for scope in self._own_scopes(i, later[-1]):
            before = self.document.text[max(0, scope.span.start - 2) : scope.span.start].rstrip()
            if scope.open and before.endswith(",") and end - scope.span.end <= len(".”)"):
                yield scope

    def _taken_back(self, i: int) -> Sequence[Scope]:
        """What the sentences behind take out of this one's rule: "The foregoing shall not apply to …"."""
        if self._backs is None:
            self._backs = {}
            for j, sentence in enumerate(self.outline.sentences):
                opening = TAKES_BACK.match(self.document.text, sentence.span.start, sentence.span.end)
                if opening and sentence.role is Role.OPERATIVE:
                    words = self.document.text[sentence.span.start : sentence.span.end]
                    scope = Scope("exception", words, sentence.span, is_open(words))
                    for k in self._rules_before(j, plural=bool(SEVERAL.search(words[:_OPENING]))):
                        self._backs.setdefault(k, []).append(scope)
        return self._backs.get(i, ())

    def _rules_before(self, j: int, plural: bool) -> Iterator[int]:
        """The sentence before the j-th, with the other items of its list; all of the clause where several are meant."""
        listed, clauses = self.outline.sentences, self.outline.clauses
        last = listed[j - 1] if j else None
        if last is None or not {last.clause, clauses[last.clause].parent} & {
            listed[j].clause,
            clauses[listed[j].clause].parent,
        }:
            return
        for k in range(j - 1, -1, -1):
            same_list = bool(last.stems) and listed[k].stems[: len(last.stems)] == last.stems
            same_clause = listed[k].clause == listed[j].clause and (
                listed[k].clause > 0 or "\n" not in self.document.text[listed[k].span.end : listed[j].span.start]
            )
            if k != j - 1 and not same_list and not (plural and same_clause):
                return
            yield k

    def _listed_exceptions(self, i: int) -> Iterator[Scope]:
        """Open exceptions in the other items of a list whose stem ends in "other than": each of them bears on the rule."""
        stems = self.outline.sentences[i].stems
        if not stems or not _ENDS_IN_EXCEPTION.search(self.document.text[stems[-1].start : stems[-1].end]):
            return
        for j in self._items(stems[-1]):
            if j != i:
                yield from (s for s in self._own_scopes(j, self.frames(j)[-1]) if s.open)

    def _items(self, stem: Span) -> Sequence[int]:
        if not self._items_of:
            for i, sentence in enumerate(self.outline.sentences):
                if sentence.stems:
                    self._items_of.setdefault(sentence.stems[-1], []).append(i)
        return self._items_of.get(stem, ())

    def _own_scopes(self, i: int, frame: Frame) -> Iterator[Scope]:
        view = self.view(i)
        for scope in scopes(view.text, frame.region):
            if scope.kind == "efforts" and _NOT_EVEN_TRY.match(view.text, frame.trigger.start):
                continue
            if scope.kind not in {"discretion", "own-standard"} or not self._district_decides(i, scope, frame):
                yield Scope(scope.kind, scope.text, view.to_document(scope.span), scope.open)

    def _district_decides(self, i: int, scope: Scope, frame: Frame) -> bool:
        """Whether the discretion or the standard is the protected party's: named in the words, or what "its" refers to."""
        known = [a for a in self.actors(i) if a.side is not Side.UNKNOWN and not a.members]
        named = [a for a in known if scope.span.contains(a.start)]
        earlier = [a for a in known if a.end <= scope.span.start]
        side = named[0].side if named else earlier[-1].side if earlier else frame.side
        return side is Side.DISTRICT

    def _amended(self, i: int) -> Iterator[Scope]:
        """The sentences of amendments that change the sentence's clause, or one above it, in part."""
        above = set(self.outline.ancestors(self.outline.sentences[i].clause)) if self.outline.amended else ()
        for change in self.outline.amended:
            if change.clause in above:
                yield Scope("amended", self.document.text[change.by.start : change.by.end], change.by)

    def _absent_exhibits(self, i: int) -> Iterator[Scope]:
        span = self.outline.sentences[i].span
        for start, reference in self._absent:
            if span.contains(start) and not self._only_named(span, reference.span):
                yield Scope("exhibit", reference.text, reference.span)

    def _only_named(self, span: Span, reference: Span) -> bool:
        """Whether the exhibit holds no part of the duty: it names the purpose, records what is said here, or is signed."""
        before = self.document.text[max(span.start, reference.start - _NEAR) : reference.start]
        behind = self.document.text[reference.end : span.end]
        return bool(
            _ONLY_NAMES.search(before) or _RECORDS.search(before) or _SIGNED.search(before) or _NAMELY.match(behind)
        )


# "the services described in Exhibit A": the exhibit only names the purpose.
_ONLY_NAMES = re.compile(
    r"(?i)\b(?:services?|purposes?|programs?|projects?|products?|work|study|research|scope\s+of\s+work)\s+"
    r"(?:(?:that\s+(?:is|are)|as|which\s+(?:is|are))\s+)?"
    r"(?:described|set\s+(?:forth|out)|stated|defined|specified|listed|identified|named|outlined|detailed|given)?\s*"
    r"(?:in|by|under|on|per|of)\s+(?:the\s+)?(?:attached\s+)?$"
)
# "shall not attempt to": forbids the attempt too.
_NOT_EVEN_TRY = re.compile(
    r"(?i)(?:\w+\s+){1,3}?(?:not|never)\s+(?:\w+\s+(?:or|nor)\s+)?(?:attempt|try|seek|endeavou?r)\b"
)
_RECORDS = re.compile(
    r"(?i)\b(?:marked|declared|recorded|checked|ticked|indicated|selected|noted|elected)\s+(?:in|on|by)\s+(?:the\s+)?(?:attached\s+)?$"
)
_SIGNED = re.compile(
    r"(?i)\b(?:sign|execut|complet|accept)\w*(?:\s+and\s+\w+)?\s+(?:(?:the|its|attached)\s+)*[\"“(]*$"  # "signs Exhibit E"
)
_NAMELY = re.compile(r"(?i)[\s\"”),]*namely\b")
_NEAR = 80  # characters before a reference that tell what it is for
_TAKES_UP = re.compile(
    r"(?i)(?:it|they|such\s+\w+|these|those|the\s+same|this\s+(?:data|information))\b|.*\bthem\b"
    r"|.*\b(?:in\s+(?:that|such)\s+(?:event|case)|on\s+account\s+of\s+(?:it|this|that)|for\s+that\s+reason)\b"
)
_ENDS_IN_EXCEPTION = re.compile(
    r"(?i)\b(?:other\s+than|except(?:\s+(?:to|for|as|that))?|unless|only(?:\s+(?:to|for))?)\W*$"
)
_OPENING = 60  # characters in which a sentence may refer to the one before
_AROUND = 2  # sentences before and after


def _start(hit: tuple[Span, bool]) -> int:
    return hit[0].start


class Reader:
    """The sentences, and where one pack's terms stand in them."""

    def __init__(self, sentences: Sentences, index: TermIndex) -> None:
        self.sentences, self.index = sentences, index
        self.outline = sentences.outline
        self._candidates: dict[Wanted, frozenset[int]] = {}
        self._taken: dict[str, frozenset[int]] = {}
        self._hits: dict[tuple[str, int], tuple[tuple[Span, bool], ...]] = {}

    def candidates(self, wanted: Wanted) -> frozenset[int]:
        """The sentences that hold one of the terms, take one up from the sentence before, or stand in a clause that holds
        one of the near ones."""
        if wanted not in self._candidates:
            found = [self.index.sentences(t) for t in wanted.terms] + [self._near(t) for t in wanted.near]
            taken = () if wanted.absent else (self._taken_up(t) for t in wanted.terms)
            self._candidates[wanted] = frozenset().union(*found, *taken)
        return self._candidates[wanted]

    def takes_up(self, wanted: Wanted, i: int) -> bool:
        """Whether the sentence begins with "It" or the like and the sentence before holds one of the terms."""
        return any(i in self._taken_up(t) for t in wanted.terms)

    def _taken_up(self, term: str) -> frozenset[int]:
        if term not in self._taken:
            held = self.index.sentences(term)
            self._taken[term] = frozenset(i for i in self.sentences.referring() if i - 1 in held)
        return self._taken[term]

    def first_hit(self, wanted: Wanted, i: int, regions: Sequence[Span]) -> Span | None:
        """Where one of the terms first stands in the sentence's view, inside the regions; an offset into the view's text."""
        best: Span | None = None
        for term in wanted.terms:
            hits = self._in_view(term, i)
            for region in regions:
                at = bisect_left(hits, region.start, key=_start)
                if (
                    at < len(hits)
                    and hits[at][0].start < region.end
                    and (best is None or hits[at][0].start < best.start)
                ):
                    best = hits[at][0]
        return best

    def sure(self, wanted: Wanted, i: int) -> bool:
        """Whether one of the terms stands in the view by its own words, not by what the document adds to it."""
        return any(sure for term in wanted.terms for _, sure in self._in_view(term, i))

    def _in_view(self, term: str, i: int) -> Sequence[tuple[Span, bool]]:
        if (term, i) not in self._hits:
            view = self.sentences.view(i)
            found = []
            for _, piece in view.pieces:
                for hit in self.index.within(term, piece):
                    span = view.from_document(hit)
                    if span is not None:
                        found.append((span, self.index.sure(term, hit)))
            self._hits[term, i] = tuple(sorted(found))
        return self._hits[term, i]

    def _near(self, term: str) -> frozenset[int]:
        """The sentences whose clause holds the term: in its text, its heading, or the words that introduce it."""
        direct = {self.index.clause_at(hit.start) for hit in self.index.hits(term)}
        within = {c for d in direct for c in (d, *self.outline.ancestors(d))}
        near = set()
        for i, sentence in enumerate(self.outline.sentences):
            parent = self.outline.clauses[sentence.clause].parent
            if sentence.clause and (sentence.clause in within or (parent and parent in direct)):
                near.add(i)
        for i in self.index.sentences(term):  # where there are no clauses: the sentences around
            if self.outline.sentences[i].clause == 0:
                near.update(range(max(0, i - _AROUND), min(len(self.outline.sentences), i + _AROUND + 1)))
        return frozenset(near)
