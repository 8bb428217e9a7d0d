"""Pages of a PDF file that are pictures: painted anew, and read by OCR."""

from __future__ import annotations

import time
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pypdfium2

from clauselint.reading.ocr.tesseract import OcrError, ocr_setup_hint, read_page
from clauselint.reading.pdf.pages import PdfPage
from clauselint.support.heartbeat import beat

if TYPE_CHECKING:
    from PIL.Image import Image

_MAX_SECONDS = 1800  # for all pages of a file: 600 of them
_DOTS_PER_INCH = 300
_POINTS_PER_INCH = 72
_DARK = 160  # of 255
_SPECKS = 0.002  # of a picture's dots: dust and the shadow of an edge
_MAX_PIXELS = 40_000_000  # of a page; a sheet of A3 has 17 million

__all__ = ["ocr_setup_hint", "read_scans"]


def read_scans(pdf: Any, pages: Sequence[PdfPage], numbers: Collection[int]) -> list[PdfPage]:
    """The pages of an open file, those with ``numbers`` (from 1) as OCR read them; as they were where OCR failed, or where
    there was no time left for them."""
    until = time.monotonic() + _MAX_SECONDS
    return [
        _read_scan(pdf, pdf_page) if pdf_page.number in numbers and time.monotonic() < until else pdf_page
        for pdf_page in pages
    ]


def _read_scan(pdf: Any, pdf_page: PdfPage) -> PdfPage:
    try:
        page = pdf[pdf_page.number - 1]
    except pypdfium2.PdfiumError:
        return pdf_page
    try:
        width, height = page.get_size()
        pixels = width * height * (_DOTS_PER_INCH / _POINTS_PER_INCH) ** 2
        scale = _DOTS_PER_INCH / _POINTS_PER_INCH * min(1.0, (_MAX_PIXELS / max(pixels, 1.0)) ** 0.5)
        picture = page.render(scale=scale, grayscale=True).to_pil()
        fragments = read_page(picture, width, height)
        if not fragments and not _is_blank(picture):
            return pdf_page
    except (OcrError, pypdfium2.PdfiumError):
        return pdf_page
    finally:
        page.close()
        beat()
    # A scan of an empty page is read: there is nothing on it.
    return replace(pdf_page, fragments=fragments, dead=(), tables=(), garbled=False, over_limit=False, by_ocr=True)


def _is_blank(picture: Image) -> bool:
    """Return whether hardly a dot of a grayscale picture is dark."""
    return sum(picture.histogram()[:_DARK]) < _SPECKS * picture.width * picture.height
