"""Which words of a paragraph are its heading: all of them, the first ones, or none."""

from __future__ import annotations

from dataclasses import dataclass

from clauselint.model import Span
from clauselint.outline.structure.run_in_rules import split_run_in
from clauselint.outline.structure.text_paragraph import TextParagraph
from clauselint.outline.structure.title_rules import is_title

_NEVER_HEADED = frozenset({"toc", "furniture", "cell", "form-value", "note"})


@dataclass(frozen=True, slots=True)
class HeadedParagraph:
    """A paragraph with its heading apart from its other words.

    ``heading`` is None where it has none; ``body`` is empty where the paragraph is nothing but a heading.
    """

    paragraph: TextParagraph
    heading: Span | None
    body: Span

    @property
    def has_body(self) -> bool:
        """Return whether there are words beside the heading."""
        return self.body.start < self.body.end


def split_headings(text: str, paragraphs: list[TextParagraph]) -> list[HeadedParagraph]:
    """Return each paragraph with its heading; tables of contents, furniture, cells and notes have none."""
    return [
        _split_heading(text, p, paragraphs[i + 1] if i + 1 < len(paragraphs) else None)
        for i, p in enumerate(paragraphs)
    ]


def _split_heading(text: str, p: TextParagraph, following: TextParagraph | None) -> HeadedParagraph:
    words = Span(p.body, p.end)
    if p.kind in _NEVER_HEADED or p.body >= p.end:
        return HeadedParagraph(p, None, words)
    if is_title(text, p, following):
        return HeadedParagraph(p, words, Span(p.end, p.end))
    heading, body = split_run_in(text, p) or (None, words)
    return HeadedParagraph(p, heading, body)


def heading_text(text: str, heading: Span) -> str:
    """Return the words of a heading on one line, without the mark that ends it."""
    return " ".join(text[heading.start : heading.end].split()).rstrip(".:—–- ")
