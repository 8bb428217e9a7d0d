"""The sentences of one document, and where the terms of one pack stand in them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from clauselint.detection.sentences.modifiers import ScopedSentences
from clauselint.detection.terms.term_index import TermIndex
from clauselint.model import Span
from clauselint.packs.schema import TermExpression

__all__ = ["PackTermMatcher", "ScopedSentences"]


_AROUND = 2  # sentences before and after


def _start(hit: tuple[Span, bool]) -> int:
    return hit[0].start


class PackTermMatcher:
    """The sentences, and where one pack's terms stand in them."""

    def __init__(self, sentences: ScopedSentences, index: TermIndex) -> None:
        self.sentences, self.index = sentences, index
        self.outline = sentences.outline
        self._candidates: dict[TermExpression, frozenset[int]] = {}
        self._taken: dict[str, frozenset[int]] = {}
        self._hits: dict[tuple[str, int], tuple[tuple[Span, bool], ...]] = {}

    def candidates(self, expression: TermExpression) -> frozenset[int]:
        """The sentences that hold one of the terms, take one up from the sentence before, or stand in a clause that holds
        one of the near ones."""
        if expression not in self._candidates:
            found = [self.index.sentences(t) for t in expression.terms] + [self._near(t) for t in expression.near]
            taken = () if expression.absent else (self._taken_up(t) for t in expression.terms)
            self._candidates[expression] = frozenset().union(*found, *taken)
        return self._candidates[expression]

    def takes_up(self, expression: TermExpression, i: int) -> bool:
        """Return whether the sentence begins with "It" or the like and the sentence before holds one of the terms."""
        return any(i in self._taken_up(t) for t in expression.terms)

    def _taken_up(self, term: str) -> frozenset[int]:
        if term not in self._taken:
            held = self.index.sentences(term)
            self._taken[term] = frozenset(i for i in self.sentences.referring() if i - 1 in held)
        return self._taken[term]

    def first_hit(self, expression: TermExpression, i: int, spans: Sequence[Span]) -> Span | None:
        """Return where one of the terms first stands in the sentence's view, inside the spans; an offset into the
        view's text."""
        best: Span | None = None
        for term in expression.terms:
            hits = self._in_view(term, i)
            for span in spans:
                at = bisect_left(hits, span.start, key=_start)
                if at < len(hits) and hits[at][0].start < span.end and (best is None or hits[at][0].start < best.start):
                    best = hits[at][0]
        return best

    def hits(self, expression: TermExpression, i: int) -> Iterator[Span]:
        """Every place of the terms in the sentence's view; offsets into the view's text."""
        for term in expression.terms:
            yield from (span for span, _ in self._in_view(term, i))

    def document_hits(self, expression: TermExpression, span: Span) -> tuple[Span, ...]:
        """Every place of the terms inside a span of the document, in order."""
        return tuple(sorted(hit for term in expression.terms for hit in self.index.within(term, span)))

    def clause_hits(self, expression: TermExpression, i: int) -> tuple[Span, ...]:
        """The places of the near terms in the clause of the sentence, or in the innermost clause above it that holds any."""
        for at in self.outline.ancestors(self.outline.sentences[i].clause):
            span = self.outline.clauses[at].span
            found = sorted(hit for term in expression.near for hit in self.index.within(term, span))
            if found:
                return tuple(found)
        return ()

    def is_exact(self, expression: TermExpression, i: int) -> bool:
        """Return whether one of the terms stands in the view by its own words, not by what the document adds to it."""
        return any(is_exact for term in expression.terms for _, is_exact in self._in_view(term, i))

    def _in_view(self, term: str, i: int) -> Sequence[tuple[Span, bool]]:
        if (term, i) not in self._hits:
            view = self.sentences.view(i)
            found = []
            for _, piece in view.pieces:
                for hit in self.index.within(term, piece):
                    span = view.from_document(hit)
                    if span is not None:
                        found.append((span, self.index.is_exact(term, hit)))
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
