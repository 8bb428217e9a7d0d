"""The sentence before its role in the document is known."""

from __future__ import annotations

from dataclasses import dataclass

from clauselint.model import Span


@dataclass(slots=True)
class SentenceDraft:
    """A sentence of the paragraph and the clause with these indices, or the heading of that paragraph.

    ``lead_ins`` introduce a list item, outermost first; ``flush_text`` closes the list for all its items.
    """

    paragraph: int
    clause: int
    span: Span
    lead_ins: tuple[Span, ...] = ()
    flush_text: Span | None = None
    is_heading: bool = False
