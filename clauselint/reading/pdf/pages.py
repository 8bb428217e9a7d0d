"""The pages of a PDF file as pdfium reads them: text, tables, annotations, painted objects."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pypdfium2

from clauselint.model import State
from clauselint.reading.fragments import Box, Fragment, PageWord, fragment_of
from clauselint.reading.language import is_garbled
from clauselint.reading.pdf.annotations import (
    Annotation,
    PageOverlay,
    has_too_many_annotations,
    keep_fields_only,
    read_overlay,
)
from clauselint.reading.pdf.layers import Layers
from clauselint.reading.pdf.layout import insert_into_lines
from clauselint.reading.pdf.page_text import PageText
from clauselint.reading.pdf.painted_objects import PaintedObjects, read_painted_objects
from clauselint.reading.pdf.tables import RuledTable, TableFinder, fill_tables
from clauselint.reading.pdf.visibility import WordVisibility
from clauselint.reading.text_cleaning import normalize_text

SCANNED = 0.25  # share of a page; pictures that cover more may be a scan
# Share of a page that the picture of a page's text covers, margins left white. A smaller picture on a page that has
# words of its own, a caption or a header, is an illustration: it is named in a warning.
_PAGE_OF_TEXT = 0.4
_FEW_WORDS = 50  # beside header and footer; a page with pictures and fewer words is a scan
_RECOGNIZED = 5  # words under which a scan counts as read, however little is on it
_MANY_DRAWINGS = 100  # paths; a page without text but with so many may hold text as outlines
_SOME_UNMAPPED, _MUCH_UNMAPPED = 0.03, 0.3  # of a page's words
_LOOKED_AT = 200  # words of a page
_MAX_PARTS = 4000  # of a page; a page of small print has 300
_MAX_CHARACTERS = 200_000  # of a page; one of small print has 10,000
_LARGEST = 100_000  # points of width or height; the format's own limit is 14,400
_NOTHING = PaintedObjects(0.0, 0, None)
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class PdfPage:
    """A page. ``fragments`` are its live text, without that of ``tables``, ``dead`` the texts that nobody sees or that
    are struck out, with their kind. ``garbled``: fonts do not say what their letters are, and what they show is
    missing or wrong; ``failed``: pdfium could not load it; ``over_limit``: it holds more pieces of text than the limits
    allow; ``by_ocr``: we read its text from its picture; ``recognized``: another program did, and laid it over the
    picture.
    """

    number: int
    fragments: tuple[Fragment, ...] = ()
    dead: tuple[tuple[str, str], ...] = ()
    tables: tuple[RuledTable, ...] = ()
    notes: tuple[Annotation, ...] = ()
    unfilled: int = 0
    attached: tuple[str, ...] = ()
    painted: PaintedObjects = field(default=_NOTHING, repr=False)
    garbled: bool = False
    over_limit: bool = False
    failed: bool = False
    by_ocr: bool = False
    recognized: bool = False

    @property
    def is_recognized(self) -> bool:
        """Return whether a machine read the page's text from its picture."""
        return self.by_ocr or self.recognized

    def is_unread(self, words: int) -> bool:
        """Return whether the page may hold text that was not read; ``words`` counts those beside header and footer."""
        if self.by_ocr:
            return False
        if self.failed or self.garbled or self.over_limit:
            return True
        if self.recognized:
            return False
        words += sum(table.words for table in self.tables)
        bare = not self.fragments and not self.tables
        if bare and self.painted.drawings >= _MANY_DRAWINGS:
            return True
        return self.painted.pictures >= (SCANNED if bare else _PAGE_OF_TEXT) and words < _FEW_WORDS


def read_pages(pdf: Any, finder: TableFinder, layers: Layers) -> list[PdfPage]:
    """All pages of an open file, in order."""
    return [_load_page(pdf, i, finder, layers) for i in range(len(pdf))]


def _load_page(pdf: Any, index: int, finder: TableFinder, layers: Layers) -> PdfPage:
    try:
        page = pdf[index]
        if max(page.get_size()) > _LARGEST or has_too_many_annotations(page):
            return PdfPage(index + 1, over_limit=True)
        over = read_overlay(pdf, page)
        if pdf.formenv:  # values of fields become text of the page, which must then be loaded anew
            keep_fields_only(page)
            page.flatten()
            page.close()
            page = pdf[index]
        textpage = page.get_textpage()
    except pypdfium2.PdfiumError:
        return PdfPage(index + 1, failed=True)
    try:
        return _read_page(page, textpage, index + 1, over, finder, layers)
    finally:
        textpage.close()
        page.close()


def _read_page(
    page: Any, textpage: Any, number: int, over: PageOverlay, finder: TableFinder, layers: Layers
) -> PdfPage:
    shown = read_painted_objects(page)
    lines = tuple((x0, (y0 + y1) / 2, x1, (y0 + y1) / 2) for x0, y0, x1, y1 in over.struck)
    shown = replace(shown, strokes=(*shown.strokes, *lines))
    if textpage.count_chars() > _MAX_CHARACTERS:
        return PdfPage(number, over_limit=True)
    visibility = WordVisibility(shown, page.get_bbox(), layers, scan=shown.pictures >= SCANNED)
    text = PageText(page, textpage, visibility)
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
    fragments = text.fragments()
    if len(fragments) > _MAX_PARTS:
        return replace(bare, over_limit=True)
    fragments = _join_comb_values(text, fragments, over.values)
    fragments = insert_into_lines(
        fragments,
        _field_fragments(text, fragments, over.values),
        _typed_fragments(text, fragments, (*over.notes, *over.marks)),
    )
    lost = _unpainted_values(text.text, over.values)
    seen = [fragment for fragment in fragments if fragment.dead_kind is None]
    grids = finder.grids(page, number, shown.grid, text.turn) if shown.grid is not None else []
    tables, left = fill_tables(grids, seen)
    return replace(
        bare,
        fragments=tuple(left),
        dead=tuple((fragment.text, fragment.dead_kind) for fragment in fragments if fragment.dead_kind is not None),
        tables=tuple(tables),
        notes=(*bare.notes, *lost),
        garbled=unmapped > _SOME_UNMAPPED,
        recognized=visibility.recognized >= _RECOGNIZED,
    )


def _typed_fragments(text: PageText, fragments: Sequence[Fragment], notes: Iterable[Annotation]) -> list[Fragment]:
    """Return the text typed onto the page, as fragments; marks of boxes only where the page has no letter for them."""
    found = []
    for note in notes:
        if note.typed and note.state is State.LIVE:
            box = text.placed(note.box)
            fragment = fragment_of([PageWord(note.text, *box)])
            if fragment is not None and not (
                note.kind == "form-value" and any(_is_in_box(each, box) for each in fragments)
            ):
                found.append(fragment)
    return found


def _join_comb_values(text: PageText, fragments: Sequence[Fragment], values: Iterable[Annotation]) -> list[Fragment]:
    """Return fragments, with the letters of a value that stand in boxes of their own put together."""
    found = list(fragments)
    for value in values:
        letters = [fragment for fragment in found if _is_in_box(fragment, text.placed(value.box))]
        if len(letters) < 2 and not (letters and len(letters[0].words) > len(value.text.split())):
            continue
        if _BLANKS.sub("", "".join(fragment.text for fragment in letters)) == _BLANKS.sub("", value.text):
            first = letters[0]
            word = PageWord(value.text, first.x0, first.y0, letters[-1].x1, first.y1, first.bold)
            whole = fragment_of([word])
            at = found.index(first)
            found = [fragment for fragment in found if fragment not in letters]
            found.insert(at, whole if whole is not None else first)
    return found


def _is_in_box(fragment: Fragment, box: Box) -> bool:
    return box[0] <= (fragment.x0 + fragment.x1) / 2 <= box[2] and box[1] <= fragment.middle <= box[3]


def _field_fragments(text: PageText, fragments: Iterable[Fragment], values: Iterable[Annotation]) -> list[Fragment]:
    """Return the fragments that are values of fields; they come last in the content, wherever they stand."""
    boxes = [text.placed(value.box) for value in values]
    return [fragment for fragment in fragments if any(_is_in_box(fragment, box) for box in boxes)]


def _unpainted_values(text: str, values: Iterable[Annotation]) -> list[Annotation]:
    """Values of fields that flattening did not paint; letters in boxes of their own are painted apart."""
    painted_text = _BLANKS.sub("", normalize_text(text))
    return [value for value in values if _BLANKS.sub("", value.text) not in painted_text]
