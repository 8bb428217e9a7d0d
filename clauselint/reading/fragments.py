"""Pieces of the lines of a page, with their boxes.

Coordinates are points (1/72 inch) of the page turned so that its text is upright: x grows to the right, y upwards.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from clauselint.reading.text_cleaning import normalize_text

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class PageWord:
    """A word as the file spells it, with the left and right edge of its letters, and the height of its type."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Fragment:
    """A piece of a line without wide gaps, in the order of the page's content.

    The box is as high as the line's type. ``dead_kind`` is the kind of dead text that it is ("invisible",
    "struck"), None for what stands there plainly. ``tilted``: set at another angle than the
    page's lines.
    """

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    bold: bool = False
    dead_kind: str | None = None
    tilted: bool = False
    words: tuple[PageWord, ...] = ()

    @property
    def height(self) -> float:
        """Height of the type, ascender to descender."""
        return max(self.y1 - self.y0, 0.1)

    @property
    def middle(self) -> float:
        """Height of the middle of the line on the page."""
        return (self.y0 + self.y1) / 2


def fragment_of(words: Sequence[PageWord], *, dead_kind: str | None = None, tilted: bool = False) -> Fragment | None:
    """The piece of a line that consecutive words make; None where they hold no text."""
    text = normalize_text(" ".join(word.text for word in words))
    if not text:
        return None
    level = words[len(words) // 2]  # not the first or last: that may be raised, as the mark of a note is
    return Fragment(
        text,
        min(words[0].x0, words[-1].x0),
        level.y0,
        max(words[0].x1, words[-1].x1),
        level.y1,
        all(word.bold for word in (words[0], level, words[-1])),
        dead_kind,
        tilted,
        tuple(words),
    )
