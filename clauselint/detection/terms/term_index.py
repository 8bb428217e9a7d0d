"""The places of the packs' terms in one document: the cheap pass over all text that chooses candidates.

Each term is scanned over the whole text once, when first asked for; what a sentence holds is then a matter of sets.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import attrgetter

from clauselint.model import Document, Outline, Side, Span
from clauselint.packs.pack_file import Refine
from clauselint.packs.schema import COUNTERPARTY_TERM, PROTECTED_TERM
from clauselint.packs.terms import Pattern, any_of, compiled
from clauselint.support.typography import plain_punctuation

_OWNS = re.compile(r"(?:['’]s?)?\s+(?:own\s+)?(?:\w+\s+)?")
_OF = re.compile(r"\s+of\s+(?:the\s+)?")
_RUNS_SCHOOLS = frozenset({"district", "school district", "lea", "school", "board of education", "board"})
_LONG = 20  # characters of a hit that may hide another
PARTY_TERMS = (PROTECTED_TERM, COUNTERPARTY_TERM)


def folded(text: str) -> bytes:
    """Return a text as one ASCII byte a character, so that offsets into the bytes are offsets into the text."""
    return plain_punctuation(text).encode("ascii", "replace")


class PackVocabulary:
    """The terms of one pack, each compiled when first needed and then kept for every document."""

    def __init__(
        self,
        terms: Mapping[str, Sequence[str]],
        refine: Mapping[str, Refine] | None = None,
        speaks_of: str | None = None,
    ) -> None:
        self.refine = refine or {}
        self.speaks_of = speaks_of
        self._terms = terms
        self._compiled: dict[str, Pattern] = {}

    def pattern(self, term: str) -> Pattern:
        """The term's pattern, for folded text."""
        if term not in self._compiled:
            self._compiled[term] = compiled(any_of(self._terms[term], self._terms))
        return self._compiled[term]


class FoldedText:
    """A document's text as one ASCII byte a character, and its sentences and clauses by place; the same for every pack."""

    def __init__(self, document: Document, outline: Outline) -> None:
        self.text, self.outline = document.text, outline
        self.bytes = folded(document.text)
        self._clause_starts = sorted((c.span.start, i) for i, c in enumerate(outline.clauses))
        self._starts = [s.span.start for s in outline.sentences]
        self._dependants: dict[Span, list[int]] = {}
        for i, sentence in enumerate(outline.sentences):
            for piece in (*sentence.lead_ins, *([sentence.flush_text] if sentence.flush_text else ())):
                self._dependants.setdefault(piece, []).append(i)
        self._pieces = sorted(self._dependants)

    def sentences_at(self, hit: Span) -> Iterable[int]:
        """The sentences that hold the span: the one in whose own words it stands, and all those that it introduces."""
        i = bisect_right(self._starts, hit.start) - 1
        if i >= 0 and hit.end <= self.outline.sentences[i].span.end:
            yield i
        j = bisect_right(self._pieces, hit.start, key=_start) - 1  # lead-ins and flush texts do not overlap
        if j >= 0 and hit.end <= self._pieces[j].end:
            yield from self._dependants[self._pieces[j]]

    def crosses_sentence_end(self, hit: Span) -> bool:
        """Return whether a hit begins in the words of one sentence and ends behind them."""
        i = bisect_right(self._starts, hit.start) - 1
        return i >= 0 and hit.start < self.outline.sentences[i].span.end < hit.end

    def clause_at(self, offset: int) -> int:
        """The innermost clause that holds the character, as an index into ``Outline.clauses``."""
        i = bisect_right(self._clause_starts, (offset, 1 << 60)) - 1
        at = self._clause_starts[i][1] if i >= 0 else 0
        while at and not self.outline.clauses[at].span.contains(offset):
            at = self.outline.clauses[at].parent or 0
        return at


_start = attrgetter("start")
_place = attrgetter("start", "end")


class TermIndex:
    """Hits of one vocabulary's terms in a document, by sentence and by clause.

    ``parties`` are the places of the parties' own role words, under the names the-protected and the-counterparty.
    """

    def __init__(self, text: FoldedText, vocabulary: PackVocabulary, parties: Sequence[tuple[str, Span]] = ()) -> None:
        self._text, self._vocabulary = text, vocabulary
        self._spans: dict[str, tuple[Span, ...]] = {
            name: tuple(s for n, s in parties if n == name) for name in PARTY_TERMS
        }
        self._widened: dict[str, frozenset[Span]] = {name: frozenset() for name in PARTY_TERMS}
        self._sentences: dict[str, frozenset[int]] = {}

    def spoken(self) -> bool:
        """Return whether the document speaks of the pack's subject at all."""
        subject = self._vocabulary.speaks_of
        if subject is None or self._vocabulary.pattern(subject).search(self._text.bytes) is not None:
            return True
        parties = self._text.outline.parties
        return any(r.lower() in _RUNS_SCHOOLS for p in parties if p.side is Side.PROTECTED for r in p.roles)

    def hits(self, term: str) -> tuple[Span, ...]:
        """Return where the term stands in the document, in order; widened ones included."""
        if term not in self._spans:
            base = list(self._found(self._vocabulary.pattern(term)))
            refine = self._vocabulary.refine.get(term)
            if refine is not None and refine.not_protected:
                base = [s for s in base if not self._belongs_to_protected(s)]
            extra = self._extra(refine, base) if refine is not None else []
            self._widened[term] = frozenset(extra)
            self._spans[term] = tuple(sorted({*base, *extra}, key=_place))
        return self._spans[term]

    def _found(self, pattern: Pattern) -> Iterator[Span]:
        """The matches, and those inside them that count too: where one runs out of its sentence, and in a long one.

        "Terminated … contract" may hold a shorter phrasing where the modal governs it.
        """
        match = self._search(pattern, 0)
        while match is not None:
            hit: Span | None = match
            ahead: Span | None = match  # ahead: what was last looked for; it may be the next match already
            while hit is not None and self._text.crosses_sentence_end(hit):
                ahead = self._search(pattern, hit.start + 1)
                hit = ahead if ahead is not None and ahead.start < match.end else None
            if hit is not None:
                yield hit
            while hit is not None and hit.end - hit.start > _LONG:
                ahead = self._search(pattern, hit.start + 1)
                inside = ahead is not None and ahead.start < hit.end and not self._text.crosses_sentence_end(ahead)
                hit = ahead if inside else None
                if hit is not None:
                    yield hit
            match = ahead if ahead is None or ahead.start >= match.end else self._search(pattern, match.end)

    def _search(self, pattern: Pattern, start: int) -> Span | None:
        match = pattern.search(self._text.bytes, start)
        return Span(*match.span()) if match is not None else None

    def is_exact(self, term: str, span: Span) -> bool:
        """Return whether a hit is one of the term itself, not of what one document or context adds to it."""
        self.hits(term)
        return span not in self._widened[term]

    def sentences(self, term: str) -> frozenset[int]:
        """The sentences that hold the term, in their own words, a lead-in or the flush text."""
        if term not in self._sentences:
            found: set[int] = set()
            for span in self.hits(term):
                found.update(self._text.sentences_at(span))
            self._sentences[term] = frozenset(found)
        return self._sentences[term]

    def within(self, term: str, span: Span) -> tuple[Span, ...]:
        """The hits that lie wholly inside a span of the document."""
        hits = self.hits(term)
        first = bisect_left(hits, span.start, key=_start)
        last = bisect_right(hits, span.end, key=_start)
        return tuple(h for h in hits[first:last] if h.end <= span.end)

    def _extra(self, refine: Refine, base: list[Span]) -> list[Span]:
        extra: list[Span] = []
        if refine.defined:
            extra += self._defined(base)
        if refine.spoken and self.spoken():
            extra += self.hits(refine.spoken)
        known = set(base)
        return [s for s in extra if s not in known]

    def _belongs_to_protected(self, hit: Span) -> bool:
        """Return whether a hit belongs to the protected party: "District employees", "the School's staff", "officers of
        the Board"."""
        protected = self.hits(PROTECTED_TERM)
        i = bisect_left(protected, hit.start, key=_start)
        before = i > 0 and _OWNS.fullmatch(self._text.text[protected[i - 1].end : hit.start])
        after = i < len(protected) and _OF.fullmatch(self._text.text[hit.end : protected[i].start])
        return bool(before or after)

    def _defined(self, base: list[Span]) -> list[Span]:
        """The uses of each defined term whose definition speaks of the term: "Data" in "“Data” means all student records"."""
        starts = sorted(s.start for s in base)
        names = []
        for definition in self._text.outline.definitions:
            at = bisect_left(starts, definition.meaning.start)
            speaks = at < len(starts) and starts[at] < definition.meaning.end
            if speaks and 2 < len(definition.term) < 60 and definition.term[:1].isupper():
                names.append(definition.term)
        found: list[Span] = []
        for name in dict.fromkeys(names):
            at = self._text.text.find(name)
            while at >= 0:
                found.append(Span(at, at + len(name)))
                at = self._text.text.find(name, at + len(name))
        return found

    def clause_at(self, offset: int) -> int:
        """The innermost clause that holds the character."""
        return self._text.clause_at(offset)
