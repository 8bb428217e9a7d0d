"""Visibility of the words on a PDF page.

Text can be painted in no color, in that of the paper, under something, beside the page, or with a line through it.
"""

from __future__ import annotations

import ctypes
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

from clauselint.reading.fragments import Box
from clauselint.reading.pdf.layers import Layers
from clauselint.reading.pdf.painted_objects import PAPER, Color, PaintedObjects, fill_color

_NO_PAINT = (pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP)
_STROKED = (
    pdfium.FPDF_TEXTRENDERMODE_STROKE,
    pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE,
    pdfium.FPDF_TEXTRENDERMODE_STROKE_CLIP,
    pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE_CLIP,
)
_ALIKE = 12  # of 255, for each of red, green and blue: no eye tells the two apart
_SMALL_PAGE = 400.0  # points of height
_SLACK = 0.1  # of a box's height: how far a loose box reaches over its letters
_STRUCK = (0.3, 0.62)  # of a box's height: where the line through a word runs
_GIANT = 1000.0  # points; letters that are higher are a drawing
_SHELF = 10.0  # points: lines are kept by their height
_MOST_OF_IT = 0.8  # of a word's width
_TINY = 1.5  # points from ascender to descender: nobody reads that


@dataclass(frozen=True, slots=True)
class _TextPaint:
    """The paint of a text object: ``color`` is None where it cannot be told, or is no matter; ``as_paper``: white."""

    painted: bool
    color: Color | None = None
    as_paper: bool = False


class WordVisibility:
    """The means that hide text of one page: the fills around it, and the paint of each text object."""

    def __init__(self, painted: PaintedObjects, shown: Box, layers: Layers, *, scan: bool) -> None:
        """For a page of which ``shown`` is the part that is shown, in the coordinates of the page's content, and
        ``layers`` are those of the file. ``scan``: its pictures are those of pages, and text that is painted in no
        color over them is what OCR read there.
        """
        self._fills = painted.fills
        self._order = painted.order
        self._shown = shown
        self._layers = layers
        self._strokes: defaultdict[int, list[tuple[float, float, float]]] = defaultdict(list)
        for x0, y0, x1, y1 in painted.strokes:
            self._strokes[int((y0 + y1) / 2 // _SHELF)].append((x0, (y0 + y1) / 2, x1))
        self._scans = painted.images if scan else ()
        self._white = False
        self.recognized = 0  # words, and some of them twice, that OCR has put over the pictures
        self._paints: dict[int, _TextPaint] = {}

    def may_change(self, first: Box, last: Box) -> bool:
        """Return whether only a part of a word, from its first to its last character, may be dead."""
        return self._white or (bool(self._strokes) and 0 < self._struck(first, last) < _MOST_OF_IT)

    def dead_kind(self, address: int, first: Box, last: Box) -> str | None:
        """The kind of dead text that a word is, from the loose boxes of its first and last character; None for live text.

        ``address`` is where its text object lies.
        """
        if not self._sees(address, first):
            return "invisible"
        return "struck" if self._strokes and self._struck(first, last) >= _MOST_OF_IT else None

    def _struck(self, first: Box, last: Box) -> float:
        """Return the share of a word's width (0 to 1) that a line runs through: an underline is lower, an overline higher."""
        height, left, right = first[3] - first[1], first[0], last[2]
        if not 0 < height < _GIANT:
            return 0.0
        low, high = first[1] + _STRUCK[0] * height, first[1] + _STRUCK[1] * height
        struck = 0.0
        for shelf in range(int(low // _SHELF), int(high // _SHELF) + 1):
            for x0, y, x1 in self._strokes.get(shelf, ()):
                if low <= y <= high and x0 < right and x1 > left:
                    struck += min(x1, right) - max(x0, left)
        return struck / max(right - left, 0.1)

    def _sees(self, address: int, box: Box) -> bool:
        """Return whether a character of the text object at ``address``, whose loose box is ``box``, can be seen."""
        if not self._is_shown(box):
            return False
        paint = self._paint_of(address)
        if not paint.painted:
            over_scan = any(_within(box, scan) for scan in self._scans)
            self.recognized += over_scan
            return over_scan
        if not self._fills:
            return not paint.as_paper
        place = self._order.get(address)
        if place is None:
            return True
        return not self._covered(box, place) and (paint.color is None or self._stands_out(paint.color, box, place))

    def _is_shown(self, box: Box) -> bool:
        """Return whether a box lies on the part of the page that is shown, and is not too small to read."""
        x0, y0, x1, y1 = self._shown
        if box[0] >= x1 or box[2] <= x0 or box[1] >= y1 or box[3] <= y0:
            return False
        tiny = _TINY * min(1.0, (y1 - y0) / _SMALL_PAGE)  # a page may count in larger units (14.8.2, UserUnit)
        return not 0 < box[2] - box[0] < tiny > box[3] - box[1]  # no width at all: the font does not tell its size

    def _paint_of(self, address: int) -> _TextPaint:
        paint = self._paints.get(address)
        if paint is None:
            item = ctypes.cast(address, pdfium.FPDF_PAGEOBJECT)
            paint = self._paints[address] = _UNSEEN if self._layers.hide(item) else _text_paint(item)
            self._white = self._white or paint.as_paper or not paint.painted
        return paint

    def _covered(self, box: Box, place: int) -> bool:
        return any(fill.place > place and fill.covers and _within(box, fill.box) for fill in self._fills)

    def _stands_out(self, color: Color, box: Box, place: int) -> bool:
        """Return whether a color differs from what was last painted below the middle of ``box``, else from the paper."""
        middle = ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
        for fill in reversed(self._fills):
            if fill.place < place and _holds(fill.box, middle):
                return fill.color is None or not _is_same_color(color, fill.color)
        return not _is_same_color(color, PAPER)


_UNSEEN = _TextPaint(False)


def _text_paint(item: Any) -> _TextPaint:
    mode = pdfium.FPDFTextObj_GetTextRenderMode(item)
    if mode in _NO_PAINT:
        return _UNSEEN
    if mode in _STROKED:  # an outline shows on any ground
        return _TextPaint(True)
    color = fill_color(item)
    if color is None:
        return _TextPaint(True)
    return _TextPaint(color[3] > _ALIKE, color, _is_same_color(color, PAPER))


def _is_same_color(one: Color, other: Color) -> bool:
    return all(abs(a - b) <= _ALIKE for a, b in zip(one[:3], other[:3], strict=True))


def _holds(box: Box, point: tuple[float, float]) -> bool:
    return box[0] <= point[0] <= box[2] and box[1] <= point[1] <= box[3]


def _within(inner: Box, outer: Box) -> bool:
    """Return whether nearly all of a character lies in a box: a loose box reaches a little over its letters."""
    slack = _SLACK * (inner[3] - inner[1])
    return (
        outer[0] - slack <= inner[0]
        and inner[2] <= outer[2] + slack
        and outer[1] - slack <= inner[1]
        and inner[3] <= outer[3] + slack
    )
