"""A stretch of text, by offsets."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """``text[start:end]`` of a document."""

    start: int
    end: int

    def contains(self, offset: int) -> bool:
        """Return whether the character at ``offset`` lies in the span."""
        return self.start <= offset < self.end

    def intersection(self, other: Span) -> Span | None:
        """Return what the two spans share, None where that is no character."""
        start, end = max(self.start, other.start), min(self.end, other.end)
        return Span(start, end) if start < end else None

    def overlaps(self, other: Span) -> bool:
        """Return whether the two spans share at least one character."""
        return self.start < other.end and other.start < self.end
