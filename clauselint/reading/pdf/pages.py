"""What pdfium knows of each page: pieces of text, tables, what is laid over it, what it paints."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pypdfium2

from clauselint.model import State
from clauselint.reading.fragments import Box, Fragment, PageWord, part_of
from clauselint.reading.language import is_garbled
from clauselint.reading.pdf.annotations import Note, Overlay, is_covered, keep_fields_only, overlay
from clauselint.reading.pdf.layers import Layers
from clauselint.reading.pdf.layout import in_their_lines
from clauselint.reading.pdf.page_text import PageText
from clauselint.reading.pdf.painted_objects import Painted, painted
from clauselint.reading.pdf.tables import RuledTable, TableFinder, fill
from clauselint.reading.pdf.visibility import WordVisibility
from clauselint.reading.text_cleaning import clean

SCANNED = 0.25  # share of a page; pictures that cover more may be a scan
# Share of a page that the picture of a page's text covers, margins left white. A smaller picture on a page that has
# words of its own, a caption or a header, is an illustration: it is named in a warning.
_PAGE_OF_TEXT = 0.4
_FEW_WORDS = 50  # beside header and footer; a page with pictures and fewer words is a scan
_RECOGNISED = 5  # words under which a scan counts as read, however little is on it
_MANY_DRAWINGS = 100  # paths; a page without text but with so many may hold text as outlines
_SOME_UNMAPPED, _MUCH_UNMAPPED = 0.03, 0.3  # of a page's words
_LOOKED_AT = 200  # words of a page
_MOST_PARTS = 4000  # of a page; a page of small print has 300
_MOST_CHARACTERS = 200_000  # of a page; one of small print has 10,000
_LARGEST = 100_000  # points of width or height; the format's own limit is 14,400
_NOTHING = Painted(0.0, 0, None)
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class PdfPage:
    """A page. ``parts`` are its live text, without that of ``tables``, ``dead`` the texts that nobody sees or that
    are struck out, with their kind. ``garbled``: fonts do not say what their letters are, and what they show is
    missing or wrong; ``failed``: pdfium could not load it; ``crowded``: it holds more pieces of text than the limits
    allow; ``by_ocr``: we read its text from its picture; ``recognised``: another program did, and laid it over the
    picture.
    """

    number: int
    parts: tuple[Fragment, ...] = ()
    dead: tuple[tuple[str, str], ...] = ()
    tables: tuple[RuledTable, ...] = ()
    notes: tuple[Note, ...] = ()
    unfilled: int = 0
    attached: tuple[str, ...] = ()
    painted: Painted = field(default=_NOTHING, repr=False)
    garbled: bool = False
    crowded: bool = False
    failed: bool = False
    by_ocr: bool = False
    recognised: bool = False

    @property
    def is_recognised(self) -> bool:
        """Whether a machine read the page's text from its picture."""
        return self.by_ocr or self.recognised

    def is_unread(self, words: int) -> bool:
        """Whether the page may hold text that was not read; ``words`` counts those beside header and footer."""
        if self.by_ocr:
            return False
        if self.failed or self.garbled or self.crowded:
            return True
        if self.recognised:
            return False
        words += sum(table.words for table in self.tables)
        bare = not self.parts and not self.tables
        if bare and self.painted.drawings >= _MANY_DRAWINGS:
            return True
        return self.painted.pictures >= (SCANNED if bare else _PAGE_OF_TEXT) and words < _FEW_WORDS


def sheets(pdf: Any, finder: TableFinder, layers: Layers) -> list[PdfPage]:
    """All pages of an open file, in order."""
    return [_sheet(pdf, i, finder, layers) for i in range(len(pdf))]


def _sheet(pdf: Any, index: int, finder: TableFinder, layers: Layers) -> PdfPage:
    try:
        page = pdf[index]
        if max(page.get_size()) > _LARGEST or is_covered(page):
            return PdfPage(index + 1, crowded=True)
        over = overlay(pdf, page)
        if pdf.formenv:  # values of fields become text of the page, which must then be loaded anew
            keep_fields_only(page)
            page.flatten()
            page.close()
            page = pdf[index]
        textpage = page.get_textpage()
    except pypdfium2.PdfiumError:
        return PdfPage(index + 1, failed=True)
    try:
        return _read(page, textpage, index + 1, over, finder, layers)
    finally:
        textpage.close()
        page.close()


def _read(page: Any, textpage: Any, number: int, over: Overlay, finder: TableFinder, layers: Layers) -> PdfPage:
    shown = painted(page)
    lines = tuple((x0, (y0 + y1) / 2, x1, (y0 + y1) / 2) for x0, y0, x1, y1 in over.struck)
    shown = replace(shown, strokes=(*shown.strokes, *lines))
    if textpage.count_chars() > _MOST_CHARACTERS:
        return PdfPage(number, crowded=True)
    sight = WordVisibility(shown, page.get_bbox(), layers, scan=shown.pictures >= SCANNED)
    text = PageText(page, textpage, sight)
    bare = PdfPage(
        number,
        notes=tuple(note for note in over.notes if not note.typed),
        unfilled=over.unfilled,
        attached=over.attached,
        painted=replace(shown, fills=(), images=(), order={}),
    )
    unmapped = text.unmapped(_LOOKED_AT)
    if unmapped > _MUCH_UNMAPPED or is_garbled(text.text):
        return replace(bare, garbled=True)
    parts = text.parts()
    if len(parts) > _MOST_PARTS:
        return replace(bare, crowded=True)
    parts = _whole_values(text, parts, over.values)
    parts = in_their_lines(parts, _fields(text, parts, over.values), _typed(text, parts, (*over.notes, *over.marks)))
    lost = _lost(text.text, over.values)
    seen = [part for part in parts if part.fate is None]
    grids = finder.grids(page, number, shown.grid, text.turn) if shown.grid is not None else []
    tables, left = fill(grids, seen)
    return replace(
        bare,
        parts=tuple(left),
        dead=tuple((part.text, part.fate) for part in parts if part.fate is not None),
        tables=tuple(tables),
        notes=(*bare.notes, *lost),
        garbled=unmapped > _SOME_UNMAPPED,
        recognised=sight.recognised >= _RECOGNISED,
    )


def _typed(text: PageText, parts: Sequence[Fragment], notes: Iterable[Note]) -> list[Fragment]:
    """What was typed onto the page, as pieces of its lines; marks of boxes only where the page has no letter for them."""
    found = []
    for note in notes:
        if note.typed and note.state is State.LIVE:
            box = text.placed(note.box)
            part = part_of([PageWord(note.text, *box)])
            if part is not None and not (note.kind == "form-value" and any(_inside(each, box) for each in parts)):
                found.append(part)
    return found


def _whole_values(text: PageText, parts: Sequence[Fragment], values: Iterable[Note]) -> list[Fragment]:
    """Parts with the letters of a value that stand in boxes of their own put together."""
    found = list(parts)
    for value in values:
        letters = [part for part in found if _inside(part, text.placed(value.box))]
        if len(letters) < 2 and not (letters and len(letters[0].words) > len(value.text.split())):
            continue
        if _BLANKS.sub("", "".join(part.text for part in letters)) == _BLANKS.sub("", value.text):
            first = letters[0]
            word = PageWord(value.text, first.x0, first.y0, letters[-1].x1, first.y1, first.bold)
            whole = part_of([word])
            at = found.index(first)
            found = [part for part in found if part not in letters]
            found.insert(at, whole if whole is not None else first)
    return found


def _inside(part: Fragment, box: Box) -> bool:
    return box[0] <= (part.x0 + part.x1) / 2 <= box[2] and box[1] <= part.middle <= box[3]


def _fields(text: PageText, parts: Iterable[Fragment], values: Iterable[Note]) -> list[Fragment]:
    """The parts that are values of fields; they come last in the content, wherever they stand."""
    boxes = [text.placed(value.box) for value in values]
    return [part for part in parts if any(_inside(part, box) for box in boxes)]


def _lost(text: str, values: Iterable[Note]) -> list[Note]:
    """Values of fields that flattening did not paint; letters in boxes of their own are painted apart."""
    painted_text = _BLANKS.sub("", clean(text))
    return [value for value in values if _BLANKS.sub("", value.text) not in painted_text]
