"""What pdfium knows of each page: pieces of text, pictures, tables, annotations."""

from __future__ import annotations

import ctypes
import re
from dataclasses import dataclass
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from clauselint.reading.cleaning import clean
from clauselint.reading.pdf_lines import PageText, Part, upright
from clauselint.reading.pdf_pictures import Painted, painted
from clauselint.reading.pdf_tables import Table, TableFinder

SCANNED = 0.25  # share of a page; pictures that cover more may be a scan
# Share of a page that the picture of a page's text covers, margins left white. A smaller picture on a page that has
# words of its own, a caption or a header, is an illustration: it is named in a warning.
_PAGE_OF_TEXT = 0.4
_FEW_WORDS = 50  # beside header and footer; a page with pictures and fewer words is a scan
_MANY_DRAWINGS = 100  # paths; a page without text but with so many may hold text as outlines
_GARBAGE = re.compile("[\ue000-\uf8ff\ufffd\x00-\x08\x0e-\x1f]|\U000f0000")
_MUCH_GARBAGE = 0.3  # of a page's characters
_NOTES = (
    pdfium.FPDF_ANNOT_TEXT, pdfium.FPDF_ANNOT_FREETEXT, pdfium.FPDF_ANNOT_HIGHLIGHT, pdfium.FPDF_ANNOT_UNDERLINE,
    pdfium.FPDF_ANNOT_STRIKEOUT, pdfium.FPDF_ANNOT_CARET, pdfium.FPDF_ANNOT_STAMP,
)  # fmt: skip
_MOST_PARTS = 4000  # of a page; a page of small print has 300
_MOST_ANNOTATIONS = 1000  # of a page
_CONTENTS = b"Contents"
_NOTHING = Painted(0.0, 0, None)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page. ``parts`` are its live text, without that of ``tables``; ``failed``: pdfium could not load it;
    ``crowded``: it holds more pieces of text than the limits allow."""

    number: int
    parts: tuple[Part, ...] = ()
    invisible: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    annotations: tuple[str, ...] = ()
    painted: Painted = _NOTHING
    garbled: bool = False
    crowded: bool = False
    failed: bool = False

    def is_unread(self, words: int) -> bool:
        """Whether the page may hold text that was not read; ``words`` counts those beside header and footer."""
        if self.failed or self.garbled or self.crowded:
            return True
        words += sum(len(line.split()) for table in self.tables for cell in table.cells for line in cell)
        bare = not self.parts and not self.tables
        if bare and self.painted.drawings >= _MANY_DRAWINGS:
            return True
        return self.painted.pictures >= (SCANNED if bare else _PAGE_OF_TEXT) and words < _FEW_WORDS


def sheets(pdf: Any, finder: TableFinder) -> list[Sheet]:
    """All pages of an open file, in order."""
    return [_sheet(pdf, i, finder) for i in range(len(pdf))]


def _sheet(pdf: Any, index: int, finder: TableFinder) -> Sheet:
    try:
        page = pdf[index]
        annotations = _annotations(page)
        if pdf.formenv:  # form values become part of the page, which must then be loaded anew
            page.flatten()
            page.close()
            page = pdf[index]
        textpage = page.get_textpage()
    except pypdfium2.PdfiumError:
        return Sheet(index + 1, failed=True)
    try:
        return _read(page, textpage, index + 1, annotations, finder)
    finally:
        textpage.close()
        page.close()


def _read(page: Any, textpage: Any, number: int, annotations: tuple[str, ...], finder: TableFinder) -> Sheet:
    text = PageText(textpage, upright(page))
    shown = painted(page)
    if _is_garbled(text.text):
        return Sheet(number, annotations=annotations, painted=shown, garbled=True)
    parts = text.parts()
    if len(parts) > _MOST_PARTS:
        return Sheet(number, annotations=annotations, painted=shown, crowded=True)
    tables = finder.tables(page, textpage, number, shown.grid) if shown.grid is not None else []
    # Unpainted text over a scan is what OCR read in it; anywhere else it is hidden from the reader.
    is_scan = shown.pictures >= SCANNED
    return Sheet(
        number,
        tuple(p for p in parts if (is_scan or not p.unseen) and not any(table.holds(p) for table in tables)),
        () if is_scan else tuple(p.text for p in parts if p.unseen),
        tuple(tables),
        annotations,
        shown,
    )


def _is_garbled(text: str) -> bool:
    characters = sum(not c.isspace() for c in text)
    return characters > 0 and len(_GARBAGE.findall(text)) > _MUCH_GARBAGE * characters


def _annotations(page: Any) -> tuple[str, ...]:
    """What people have written on a page as notes."""
    found = []
    for i in range(min(pdfium.FPDFPage_GetAnnotCount(page), _MOST_ANNOTATIONS)):
        annotation = pdfium.FPDFPage_GetAnnot(page, i)
        if annotation and pdfium.FPDFAnnot_GetSubtype(annotation) in _NOTES:
            found.append(clean(_contents(annotation)))
        pdfium.FPDFPage_CloseAnnot(annotation)
    return tuple(text for text in found if text)


def _contents(annotation: Any) -> str:
    size = pdfium.FPDFAnnot_GetStringValue(annotation, _CONTENTS, None, 0)
    if size <= 2:
        return ""
    buffer = ctypes.create_string_buffer(size)
    pdfium.FPDFAnnot_GetStringValue(annotation, _CONTENTS, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), size)
    return buffer.raw[:-2].decode("utf-16-le", "ignore")
