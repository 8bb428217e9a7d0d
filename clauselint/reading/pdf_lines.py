"""The text layer of a PDF page as pieces of lines with boxes: one text call a page, two box calls a word.

Coordinates are points (1/72 inch) of the page as it is shown: x grows to the right, y upwards.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

from clauselint.reading.cleaning import clean

_WORDS = re.compile(r"\S+")
_LINE_ENDS = re.compile(r"\r\n?|\n|\ufffe")
_HYPHEN = "\ufffe"  # pdfium's mark for a hyphen at the end of a line
_BOLD_WEIGHT = 600
_BOLD_NAME = re.compile(rb"bold|black|heavy|demi", re.IGNORECASE)
_SURROGATES = re.compile("[\ud800-\udfff]")
_GAP = 1.0  # heights; a wider gap between words parts a line, for columns, tables and numbers in the margin
_DIGITS_GAP = 0.6  # heights; the same after a bare number that begins a line

_SIDEWAYS = 2.0  # times as high as wide
Box = tuple[float, float, float, float]
Transform = Callable[[float, float], tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a line without wide gaps, in the order of the page's content.

    The box is as high as the line's type. ``unseen``: painted in no colour (text render mode 3). ``sideways``: set at
    a right angle to the page's lines. ``starts`` are the left edges of its words.
    """

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    bold: bool = False
    unseen: bool = False
    sideways: bool = False
    starts: tuple[float, ...] = ()

    @property
    def height(self) -> float:
        """Height of the type, ascender to descender."""
        return max(self.y1 - self.y0, 0.1)

    @property
    def middle(self) -> float:
        """Height of the middle of the line on the page."""
        return (self.y0 + self.y1) / 2


def upright(page: Any) -> Transform:
    """How the coordinates of a page's content turn into those of the page as shown (PDF 32000-1, 8.3.2.3, Rotate)."""
    left, bottom, right, top = page.get_bbox()
    quarter_turns = pdfium.FPDFPage_GetRotation(page)
    if quarter_turns == 1:
        return lambda x, y: (y - bottom, right - x)
    if quarter_turns == 2:
        return lambda x, y: (right - x, top - y)
    if quarter_turns == 3:
        return lambda x, y: (top - y, x - left)
    return lambda x, y: (x - left, y - bottom)


class PageText:
    """Asks pdfium for the text and the boxes of one page."""

    def __init__(self, textpage: Any, transform: Transform) -> None:
        """Read the whole text of the page at once."""
        self._page = textpage
        self._transform = transform
        self._box = pdfium.FS_RECTF()
        self._name = ctypes.create_string_buffer(128)
        self._flags = ctypes.c_int()
        self.text = _units(textpage)
        # Text and characters differ where pdfium drops or inserts characters: seldom, and then it must be asked.
        self._same = textpage.count_chars() == len(self.text)

    def parts(self) -> list[Part]:
        """The pieces of the lines, in the order of the page's content."""
        found: list[Part] = []
        start = 0
        for end in _LINE_ENDS.finditer(self.text):
            found.extend(self._line(start, end.start(), broken=end.group() == _HYPHEN))
            start = end.end()
        found.extend(self._line(start, len(self.text), broken=False))
        return found

    def _line(self, start: int, end: int, *, broken: bool) -> list[Part]:
        """The pieces of one line; a broken one gets back the hyphen that it ends in."""
        parts: list[Part] = []
        words = [(match.start(), match.end()) for match in _WORDS.finditer(self.text, start, end)]
        begin = 0
        boxes = [(self._bounds(a), self._bounds(b - 1)) for a, b in words]
        for i in range(1, len(words) + 1):
            if i < len(words) and not self._wide(words, boxes, begin, i):
                continue
            text = self._text(words[begin][0], words[i - 1][1])
            if broken and i == len(words):
                text += "-"
            if text:
                parts.append(self._part(text, words[begin:i], boxes[begin:i]))
            begin = i
        return parts

    def _wide(self, words: list[tuple[int, int]], boxes: list[tuple[Box, Box]], begin: int, i: int) -> bool:
        """Whether the gap before word ``i`` parts the line that begins with word ``begin``."""
        before, after = boxes[i - 1][1], boxes[i][0]
        bare = i == begin + 1 and self.text[words[begin][0] : words[begin][1]].isdigit()
        gap = (_DIGITS_GAP if bare else _GAP) * max(before[3] - before[1], 1.0)
        return bool(after[0] - before[2] > gap)

    def _text(self, start: int, end: int) -> str:
        text = self.text[start:end]
        if _SURROGATES.search(text):
            text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")
        return clean(text)

    def _part(self, text: str, words: list[tuple[int, int]], boxes: list[tuple[Box, Box]]) -> Part:
        first, last = words[0][0], words[-1][1] - 1
        left, right = boxes[0][0], boxes[-1][1]
        level = boxes[len(boxes) // 2][0]  # not the first or last: that may be raised, as the mark of a note is
        x0, x1 = min(left[0], right[0]), max(left[2], right[2])
        rise = abs(left[1] - right[1])
        return Part(
            text,
            x0,
            level[1],
            x1,
            level[3],
            all(self._bold(at) for at in (first, words[len(words) // 2][0], last)),
            self._unseen(first) and self._unseen(last),
            rise > _SIDEWAYS * (x1 - x0),
            tuple(first_box[0] for first_box, _ in boxes),
        )

    def _index(self, at: int) -> int:
        return at if self._same else max(0, pdfium.FPDFText_GetCharIndexFromTextIndex(self._page, at))

    def _bounds(self, at: int) -> Box:
        """The loose box (ascender to descender) of a character: left, bottom, right, top."""
        box = self._box
        pdfium.FPDFText_GetLooseCharBox(self._page, self._index(at), box)
        x0, y0 = self._transform(box.left, box.bottom)
        x1, y1 = self._transform(box.right, box.top)
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)

    def _bold(self, at: int) -> bool:
        index = self._index(at)
        if pdfium.FPDFText_GetFontWeight(self._page, index) >= _BOLD_WEIGHT:
            return True
        length = pdfium.FPDFText_GetFontInfo(self._page, index, self._name, len(self._name), self._flags)
        return 0 < length <= len(self._name) and bool(_BOLD_NAME.search(self._name.value))

    def _unseen(self, at: int) -> bool:
        shown = pdfium.FPDFText_GetTextObject(self._page, self._index(at))
        return bool(shown) and (pdfium.FPDFTextObj_GetTextRenderMode(shown) == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE)


def _units(textpage: Any) -> str:
    """The text of a page with one character for each UTF-16 unit, so that offsets are those of pdfium."""
    text = str(textpage.get_text_range())
    if all(c <= "\uffff" for c in text):
        return text
    units = text.encode("utf-16-le")
    return "".join(chr(int.from_bytes(units[i : i + 2], "little")) for i in range(0, len(units), 2))
