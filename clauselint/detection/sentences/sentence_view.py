"""A sentence with its lead-ins and flush text in one string, and the way back to the document."""

from __future__ import annotations

from dataclasses import dataclass

from clauselint.model import Sentence, Span


@dataclass(frozen=True, slots=True)
class SentenceView:
    """``text`` joins the pieces of a sentence by blanks; ``pieces`` are ``(offset in text, span in the document)``.

    ``own`` is where the sentence's own words begin and end in ``text``.
    """

    text: str
    pieces: tuple[tuple[int, Span], ...]
    own: Span

    @classmethod
    def of(cls, sentence: Sentence, document_text: str) -> SentenceView:
        """The view of a sentence; line breaks count as blanks, so offsets keep their distance."""
        spans = [*sentence.lead_ins, sentence.span, *([sentence.flush_text] if sentence.flush_text else [])]
        parts: list[str] = []
        pieces: list[tuple[int, Span]] = []
        at = 0
        own = Span(0, 0)
        for span in spans:
            text = document_text[span.start : span.end].replace("\n", " ")
            pieces.append((at, span))
            if span is sentence.span:
                own = Span(at, at + len(text))
            parts.append(text)
            at += len(text) + 1
        return cls(" ".join(parts), tuple(pieces), own)

    def to_document(self, span: Span) -> Span:
        """Return where a span of ``text`` stands in the document; cut to one piece where it reaches over several."""
        for at, piece in reversed(self.pieces):
            if span.start >= at:
                start = piece.start + span.start - at
                return Span(start, min(piece.start + span.end - at, piece.end))
        raise ValueError(f"{span} lies before the sentence")

    def from_document(self, span: Span) -> Span | None:
        """Return where a span of the document stands in ``text``; None if it is not wholly inside one piece."""
        for at, piece in self.pieces:
            if piece.start <= span.start and span.end <= piece.end:
                return Span(at + span.start - piece.start, at + span.end - piece.start)
        return None
