"""The text layer of a PDF page as pieces of lines with boxes: one text call a page, a few calls a word."""

from __future__ import annotations

import ctypes
import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pypdfium2.raw as pdfium

from clauselint.reading.fragments import Box, Fragment, PageWord, fragment_of
from clauselint.reading.pdf.rotation import to_upright
from clauselint.reading.pdf.spacing import lost_blanks, spaced_out_words
from clauselint.reading.pdf.visibility import WordVisibility

_WORDS = re.compile(r"\S+")
_LINE_ENDS = re.compile(r"\r\n?|\n|\ufffe")
_HYPHEN = "\ufffe"  # pdfium's mark for a hyphen at the end of a line
_BOLD_WEIGHT = 600
_BOLD_NAME = re.compile(rb"bold|black|heavy|demi", re.IGNORECASE)
_SURROGATES = re.compile("[\ud800-\udfff]")
_GAP = 1.0  # heights; a wider gap between words parts a line, for columns, tables and numbers in the margin
_DIGITS_GAP = 0.6  # heights; the same after a bare number that begins a line
_LONG_WORD = 9  # letters
_LONG_WORDS = 30  # of a page, looked at
_OTHER_SIZE = 2.5  # times the height
_TILT = 0.05  # radians; text that leans no more is level

# The same function as pdfium's, with the object's address for a result: making an object of it takes longer than all else.
_text_object = ctypes.CFUNCTYPE(ctypes.c_void_p, pdfium.FPDF_TEXTPAGE, ctypes.c_int)(
    ctypes.cast(pdfium.FPDFText_GetTextObject, ctypes.c_void_p).value or 0
)


_PlacedWord = tuple[PageWord, str | None, int]  # with the kind of dead text that it is, and its place in the text


class PageText:
    """Asks pdfium for the text of one page and where it stands."""

    def __init__(self, page: Any, textpage: Any, visibility: WordVisibility) -> None:
        """Read the whole text of the page at once."""
        self._page = textpage.raw
        self._visibility = visibility
        self._box = pdfium.FS_RECTF()
        self._name = ctypes.create_string_buffer(128)
        self._flags = ctypes.c_int()
        self._bolds: dict[int, bool] = {}  # by address of the text object, which has one font
        self.text = _utf16_units(textpage)
        self._halves = bool(_SURROGATES.search(self.text))
        # Text and characters differ where pdfium drops or inserts characters: seldom, and then it must be asked.
        self._same = textpage.count_chars() == len(self.text)
        self._lines = list(self._cut())
        angles = [self._angle(words[0][0]) for words, _ in self._lines]
        self.quarter_turns = self._usual_turns(angles)
        self._tilts = [self._tilt(angle) for angle in angles]
        self.turn = to_upright(page, self.quarter_turns)
        self._corner = page.get_bbox()[:2]
        # Looking at every letter is dear: the long words of a page tell whether it must be done.
        long = [(a, b) for words, _ in self._lines for a, b in words if b - a >= _LONG_WORD]
        some = long[:: len(long) // _LONG_WORDS + 1]
        self._loses_blanks = any(self._lost_blanks(a, b) for a, b in some)

    def unmapped(self, most: int) -> float:
        """The share of words (0 to 1), of at most ``most`` looked at, whose font does not say what their letters are.

        Single signs do not count: bullets of symbol fonts are often without a name.
        """
        words = [match for match in _WORDS.finditer(self.text) if match.end() > match.start() + 1]
        words = words[:: len(words) // most + 1]
        found = sum(pdfium.FPDFText_HasUnicodeMapError(self._page, self._index(m.start())) == 1 for m in words)
        return found / len(words) if words else 0.0

    def fragments(self) -> list[Fragment]:
        """The pieces of the lines, in the order of the page's content."""
        return [
            fragment
            for (words, broken), tilt in zip(self._lines, self._tilts, strict=True)
            for fragment in self._line(words, broken=broken, tilted=tilt)
        ]

    def _cut(self) -> Iterable[tuple[list[tuple[int, int]], bool]]:
        """The places of the words of each line, and whether a hyphen breaks its last."""
        start = 0
        for end in _LINE_ENDS.finditer(self.text):
            if words := [(m.start(), m.end()) for m in _WORDS.finditer(self.text, start, end.start())]:
                yield words, end.group() == _HYPHEN
            start = end.end()
        if words := [(m.start(), m.end()) for m in _WORDS.finditer(self.text, start)]:
            yield words, False

    def _angle(self, at: int) -> float:
        """Return the angle by which the text at a place must be turned to be level, in radians, clockwise."""
        angle = pdfium.FPDFText_GetCharAngle(self._page, self._index(at))
        return -angle if angle >= 0 else 0.0  # -1: not known

    def _tilt(self, angle: float) -> bool:
        """Return whether text at an angle is not level on the page turned upright."""
        off = (angle - self.quarter_turns * math.pi / 2) % (2 * math.pi)
        return _TILT < off < 2 * math.pi - _TILT

    def _usual_turns(self, angles: list[float]) -> int:
        """Return the quarter turns after which most of the text is upright."""
        weights: Counter[int] = Counter()
        for (words, _), angle in zip(self._lines, angles, strict=True):
            weights[round(angle / (math.pi / 2)) % 4] += words[-1][1] - words[0][0]
        return weights.most_common(1)[0][0] if weights else 0

    def _line(self, places: list[tuple[int, int]], *, broken: bool, tilted: bool) -> list[Fragment]:
        """The pieces of one line, parted by wide gaps and where it stops or begins to be live."""
        words = [word for place in places for word in self._words(*place)]
        if broken:  # gets back the hyphen that pdfium's mark stands for
            last, dead_kind, at = words[-1]
            words[-1] = replace(last, text=last.text + "-"), dead_kind, at
        for group in reversed(spaced_out_words([word for word, *_ in words])):
            words[group[0] : group[-1] + 1] = [_join_letters(words[group[0] : group[-1] + 1])]
        fragments: list[Fragment] = []
        begin = 0
        for i in range(1, len(words) + 1):
            if i < len(words) and words[i][1] == words[begin][1] and not _is_apart(words[begin : i + 1]):
                continue
            # A stamp may lie in the same line of the content as text, and at another angle.
            leans = self._tilt(self._angle(words[begin][2])) if begin else tilted
            fragment = fragment_of([word for word, *_ in words[begin:i]], dead_kind=words[begin][1], tilted=leans)
            if fragment is not None:
                fragments.append(fragment)
            begin = i
        return fragments

    def _words(self, start: int, end: int) -> list[_PlacedWord]:
        """A word with the kind of dead text that it is; cut where only a part of it is dead."""
        first = self._index(start)
        inner = self._bounds(first)
        outer = inner if end == start + 1 else self._bounds(self._index(end - 1))
        if cuts := self._cuts(start, end, inner, outer):
            return [word for piece in pairwise([start, *cuts, end]) for word in self._words(*piece)]
        left = self.placed(inner)
        right = left if outer is inner else self.placed(outer)
        text = self.text[start:end]
        if self._halves and _SURROGATES.search(text):
            text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")
        address = self._address(first)
        bold = self._bolds.get(address)
        if bold is None:
            bold = self._bolds[address] = self._bold(first)
        # Not clean() here, which is dear: fragment_of() cleans the line.
        word = PageWord(text, min(left[0], right[0]), left[1], max(left[2], right[2]), left[3], bold)
        return [(word, self._visibility.dead_kind(address, inner, outer) if address else None, start)]

    def _cuts(self, start: int, end: int, first: Box, last: Box) -> list[int]:
        """Return where a word is to be cut: where a blank was lost, else where its text begins or stops to be dead.

        ``first`` and ``last`` are the boxes of its first and last character.
        """
        cuts = self._lost_blanks(start, end) if self._loses_blanks else []
        if cuts or end == start + 1 or not self._visibility.may_change(first, last):
            return cuts
        dead_kinds = [self._dead_kind_at(at) for at in range(start, end)]
        return [start + i for i, (before, after) in enumerate(pairwise(dead_kinds), 1) if before != after]

    def _lost_blanks(self, start: int, end: int) -> list[int]:
        """Return where in a word others begin that no blank parts from it."""
        boxes = [self.placed(self._bounds(self._index(at))) for at in range(start, end)]
        edges = [(box[0], box[2]) for box in boxes]
        return [start + i for i in lost_blanks(self.text[start:end], edges, boxes[0][3] - boxes[0][1])]

    def _dead_kind_at(self, at: int) -> str | None:
        index = self._index(at)
        address, box = self._address(index), self._bounds(index)
        return self._visibility.dead_kind(address, box, box) if address else None

    def _address(self, index: int) -> int:
        """Return the address of the text object of a character, 0 for a character that pdfium put in."""
        return _text_object(self._page, index) or 0

    def _index(self, at: int) -> int:
        return at if self._same else max(0, pdfium.FPDFText_GetCharIndexFromTextIndex(self._page, at))

    def _bounds(self, index: int) -> Box:
        """The loose box (ascender to descender) of a character in the page's content: left, bottom, right, top."""
        box = self._box
        pdfium.FPDFText_GetLooseCharBox(self._page, index, box)
        return _ordered(box.left, box.bottom, box.right, box.top)

    def placed(self, box: Box) -> Box:
        """A box of the page's content on the page turned upright."""
        if self.quarter_turns == 0:  # nearly always
            x, y = self._corner
            return box[0] - x, box[1] - y, box[2] - x, box[3] - y
        return _ordered(*self.turn(box[0], box[1]), *self.turn(box[2], box[3]))

    def _bold(self, index: int) -> bool:
        if pdfium.FPDFText_GetFontWeight(self._page, index) >= _BOLD_WEIGHT:
            return True
        length = pdfium.FPDFText_GetFontInfo(self._page, index, self._name, len(self._name), self._flags)
        return 0 < length <= len(self._name) and bool(_BOLD_NAME.search(self._name.value))


def _join_letters(pieces: Sequence[_PlacedWord]) -> _PlacedWord:
    """Letters that are spaced out as the word that they are."""
    words = [word for word, *_ in pieces]
    _, dead_kind, at = pieces[0]
    return replace(words[0], text="".join(word.text for word in words), x1=words[-1].x1), dead_kind, at


def _ordered(x0: float, y0: float, x1: float, y1: float) -> Box:
    if x0 > x1:
        x0, x1 = x1, x0
    return (x0, y0, x1, y1) if y0 <= y1 else (x0, y1, x1, y0)


def _is_apart(words: Sequence[_PlacedWord]) -> bool:
    """Return whether the last word does not belong to the line that begins with the first: a wide gap, or other type."""
    before, after = words[-2][0], words[-1][0]
    heights = before.y1 - before.y0, after.y1 - after.y0
    if max(heights) > _OTHER_SIZE * max(min(heights), 1.0):  # a stamp that lies across the line
        return True
    bare = len(words) == 2 and before.text.isdigit()
    return after.x0 - before.x1 > (_DIGITS_GAP if bare else _GAP) * max(heights[0], 1.0)


def _utf16_units(textpage: Any) -> str:
    """The text of a page with one character for each UTF-16 unit, so that offsets are those of pdfium."""
    text = str(textpage.get_text_range())
    if max(text, default="") <= "\uffff":
        return text
    units = text.encode("utf-16-le")
    return "".join(chr(int.from_bytes(units[i : i + 2], "little")) for i in range(0, len(units), 2))
