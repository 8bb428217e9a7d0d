"""Which words introduce a list item, pages away or not, and which words close a list for all its items."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from clauselint.model import Clause, Span
from clauselint.outline.structure import inline_lists, sentence_splitter
from clauselint.outline.structure.headings import Piece
from clauselint.outline.structure.lexical_tests import begins_flush_text, is_incomplete, starts_low


@dataclass(slots=True)
class SentenceDraft:
    """A sentence in the making: its piece (index), clause, span, stems and tail. ``title``: it is a piece's heading."""

    piece: int
    clause: int
    span: Span
    stems: tuple[Span, ...] = ()
    tail: Span | None = None
    title: bool = False


@dataclass(slots=True)
class _OpenLeadIn:
    """An open stem: the words, the stems of those words, where they stand, and the lines that it introduced."""

    clause: int
    depth: int
    span: Span
    stems: tuple[Span, ...]
    lines: list[SentenceDraft] = field(default_factory=list)
    styles: frozenset[str] = frozenset()  # of the labels of its items; empty until the first one comes


# "The parties agree as follows:" introduces a contract, not a list.
_NO_LEAD_IN = re.compile(
    r"\b(?:agree[sd]? as follows|witnesseth|to wit|recitals?|background|whereas|"
    r"(?:signed|executed)(?: \w+){0,5})\s*[:,]?\s*$",
    re.IGNORECASE,
)
_MODAL = r"(?:shall|must|will|may|agrees?|is|are|has|have|means)\b"
_OWN_SENTENCE = re.compile(
    rf"[\"“]?[A-Z](?:[\w'’\"“”-]+[ ,]+){{1,9}}?{_MODAL}|(?:\"|“)?(?:[A-Z]\w+ ){{1,4}}[a-z]+(?:s|es) "
)
_MUST_COMPLETE = re.compile(
    r"\b(?:shall|must|will|may|to|not|that|if|unless|when|where|by|for|of|with|without|from|only|cannot|"
    r"can)\s*[:—–,-]*\s*$",
    re.IGNORECASE,
)


def resolve(text: str, pieces: list[Piece], places: list[int], clauses: tuple[Clause, ...]) -> list[SentenceDraft]:
    """The sentences of all pieces in order, list items with the stems and the tail that belong to them."""
    resolver = _LeadInResolver(text, clauses)
    for i, (piece, clause) in enumerate(zip(pieces, places, strict=True)):
        resolver.add(i, piece, clause)
    return resolver.lines


class _LeadInResolver:
    def __init__(self, text: str, clauses: tuple[Clause, ...]) -> None:
        self.text = text
        self.clauses = clauses
        self.lines: list[SentenceDraft] = []
        self._frames: list[_OpenLeadIn] = []
        self._retired: dict[int, _OpenLeadIn] = {}  # by clause: a stem that something came after; its list may go on
        self._glyphs: list[str] = []

    def add(self, index: int, piece: Piece, clause: int) -> None:
        """Put in the next piece: its heading, then its sentences."""
        if piece.heading is not None:
            self.lines.append(SentenceDraft(index, clause, piece.heading, title=True))
        if piece.paragraph.kind in ("toc", "furniture"):
            self.lines.append(SentenceDraft(index, clause, piece.body))
            return
        body = piece.body
        depth = self._item_depth(piece, clause)
        if body.start >= body.end:
            self._close(clause, depth)
            self._end_list(piece, clause)
            if piece.heading is not None and self.text[piece.heading.end - 1] == ":":
                self._open(clause, depth, piece.heading, ())
            return
        if self._is_tail(piece):
            for line in self._frames[-1].lines:
                line.tail = body
            self._frames.pop()
            return
        self._resume(piece, clause)
        self._close(clause, depth)
        self._end_list(piece, clause)
        self._add_sentences(index, clause, depth, body)

    def _add_sentences(self, index: int, clause: int, depth: int, body: Span) -> None:
        parts = inline_lists.split_inline_list(self.text, sentence_splitter.split(self.text, body.start, body.end))
        stems = self._stems_for(parts[0].span) if parts else ()
        line = None
        for i, part in enumerate(parts):
            outer = stems if i == 0 or (part.stems and parts[0].span in part.stems) else ()
            line = SentenceDraft(index, clause, part.span, outer + part.stems)
            self.lines.append(line)
            for frame in self._frames if outer else ():
                if frame.span in outer:
                    frame.lines.append(line)
        if line is not None and is_incomplete(self.text[line.span.start : line.span.end]):
            self._open(clause, depth, line.span, line.stems)

    def _open(self, clause: int, depth: int, span: Span, stems: tuple[Span, ...]) -> None:
        one_word = " " not in self.text[span.start : span.end].rstrip(": ")  # "Title:", "CARRIER:"
        if (
            not one_word
            and not _NO_LEAD_IN.search(self.text, max(span.start, span.end - 60), span.end)
            and len(stems) < 12
        ):
            self._frames.append(_OpenLeadIn(clause, depth, span, stems))

    def _close(self, clause: int, depth: int) -> None:
        """Drop the stems that cannot introduce a piece in ``clause`` at ``depth``."""
        while self._frames:
            frame = self._frames[-1]
            if (frame.clause == clause and frame.depth < depth) or self._is_above(frame.clause, clause):
                return
            self._retire()

    def _retire(self) -> None:
        frame = self._frames.pop()
        if frame.styles:
            self._retired[frame.clause] = frame

    def _resume(self, piece: Piece, clause: int) -> None:
        """Take up again the list that a paragraph in its midst, or a page's foot, interrupted."""
        parent = self.clauses[clause].parent
        frame = self._retired.get(parent) if parent is not None else None
        labels = piece.paragraph.labels
        if frame is None or not labels or any(f.clause == parent for f in self._frames):
            return
        if any(style in frame.styles and ordinal > 1 for style, ordinal in labels[-1].readings):
            while self._frames and not self._is_above(self._frames[-1].clause, frame.clause):
                self._frames.pop()
            self._frames.append(frame)

    def _end_list(self, piece: Piece, clause: int) -> None:
        """Drop the innermost stem where a piece right below it is none of its items: a title, another kind of label, or
        a first item that is a sentence of its own."""
        if not self._frames:
            return
        frame = self._frames[-1]
        labels = piece.paragraph.labels
        styles = frozenset(style for label in labels[-1:] for style, _ in label.readings)
        if frame.clause == clause or self.clauses[clause].parent == frame.clause:
            first = not frame.styles and not frame.lines
            foreign = bool(frame.styles and styles and not frame.styles & styles)
            whole = first and (piece.heading is not None or not self._stems_for(piece.body))
            if foreign or whole or piece.body.start >= piece.body.end:
                self._retire()
            elif first:
                frame.styles = styles

    def _is_above(self, upper: int, lower: int) -> bool:
        at = self.clauses[lower].parent
        while at is not None and at > upper:
            at = self.clauses[at].parent
        return at == upper and lower != upper

    def _item_depth(self, piece: Piece, clause: int) -> int:
        """0 for running text of a clause, 1 and more for items without a label of their own."""
        p = piece.paragraph
        if p.labels and p.labels[0].kind == "bullet":
            glyph = p.labels[0].readings[0][0]
            if p.level is not None:
                return 1 + p.level
            if not self._frames or glyph not in self._glyphs:
                self._glyphs = [*self._glyphs, glyph] if self._frames else [glyph]
            return 1 + self._glyphs.index(glyph)
        if p.labels:
            return 0
        if p.kind == "list-item":
            return 1 + (p.level or 0)
        frame = self._frames[-1] if self._frames else None
        if frame is None or p.kind == "heading":
            return 0
        words = self.text[piece.body.start : piece.body.end]
        unlabelled = frame.clause == clause and frame.depth == 0
        fits = (
            starts_low(words)
            or words.rstrip().endswith((";", "; and", "; or", ","))
            or (not frame.lines and not _OWN_SENTENCE.match(words))
        )
        if unlabelled and fits:
            return 1
        return 0

    def _is_tail(self, piece: Piece) -> bool:
        """Whether the piece closes the list of the innermost stem: without label, in small letters, after items."""
        p = piece.paragraph
        if p.labels or p.is_item or p.kind != "paragraph":
            return False
        while self._frames and not self._frames[-1].lines and self.text[self._frames[-1].span.end - 1] == ",":
            self._frames.pop()  # the last item, and no stem
        if not self._frames or not self._frames[-1].lines:
            return False
        words = self.text[piece.body.start : piece.body.end]
        if not starts_low(words):
            return False
        last = self._frames[-1].lines[-1].span
        end = self.text[last.start : last.end].rstrip()
        return end.endswith(".") or begins_flush_text(words) or (self._labelled_items() and end.endswith((";", ",")))

    def _labelled_items(self) -> bool:
        frame = self._frames[-1]
        return any(line.clause != frame.clause for line in frame.lines)

    def _stems_for(self, first: Span) -> tuple[Span, ...]:
        """The stems of an item that begins with ``first``; none where it is a sentence of its own that needs none."""
        if not self._frames:
            return ()
        frame = self._frames[-1]
        words = self.text[first.start : min(first.end, first.start + 160)]
        stem = self.text[max(frame.span.start, frame.span.end - 40) : frame.span.end]
        if _OWN_SENTENCE.match(words) and not _MUST_COMPLETE.search(stem):
            return ()
        return (*frame.stems, frame.span)
