"""Annotations of a PDF page: typed text, notes by readers, form fields. PDF 32000-1, 12.5 and 12.7."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

from clauselint.model import State
from clauselint.reading.fragments import Box
from clauselint.reading.text_cleaning import normalize_text

_MOST = 2000  # of a page; a tax form has 300 fields
_MAX_QUADS = 500  # marked pieces of lines of a page that are looked up
_MAX_CHARACTERS = 100_000  # of one annotation
_MARKS = (
    pdfium.FPDF_ANNOT_HIGHLIGHT,
    pdfium.FPDF_ANNOT_UNDERLINE,
    pdfium.FPDF_ANNOT_SQUIGGLY,
    pdfium.FPDF_ANNOT_STRIKEOUT,
)
_DRAWN = (
    pdfium.FPDF_ANNOT_TEXT,
    pdfium.FPDF_ANNOT_CARET,
    pdfium.FPDF_ANNOT_STAMP,
    pdfium.FPDF_ANNOT_LINE,
    pdfium.FPDF_ANNOT_SQUARE,
    pdfium.FPDF_ANNOT_CIRCLE,
    pdfium.FPDF_ANNOT_POLYGON,
    pdfium.FPDF_ANNOT_POLYLINE,
    pdfium.FPDF_ANNOT_INK,
    pdfium.FPDF_ANNOT_REDACT,
)
_UNSEEN = pdfium.FPDF_ANNOT_FLAG_HIDDEN | pdfium.FPDF_ANNOT_FLAG_NOVIEW
_READ_ONLY = 1  # bit of the field flags, table 221
_WRITTEN = (pdfium.FPDF_FORMFIELD_TEXTFIELD, pdfium.FPDF_FORMFIELD_COMBOBOX, pdfium.FPDF_FORMFIELD_LISTBOX)
_TICKED = (pdfium.FPDF_FORMFIELD_CHECKBOX, pdfium.FPDF_FORMFIELD_RADIOBUTTON)


@dataclass(frozen=True, slots=True)
class Annotation:
    """Words laid over a page. ``kind`` and ``state`` as in ``model.Block``; ``box`` in the coordinates of the page's content.

    ``anchor`` are the words of the page that are marked; ``typed``: written into the page's own text, as with a
    typewriter.
    """

    text: str
    kind: str
    state: State
    box: Box
    author: str | None = None
    anchor: str | None = None
    typed: bool = False


@dataclass(frozen=True, slots=True)
class PageOverlay:
    """All that lies over a page: ``notes``, the ``values`` of its form fields, ``marks`` for its check boxes and radio buttons,
    and how many ``unfilled`` fields it has. ``attached`` are the names of files that hang on it, ``struck`` the places
    that a reader has struck out."""

    notes: tuple[Annotation, ...] = ()
    values: tuple[Annotation, ...] = ()
    marks: tuple[Annotation, ...] = ()
    unfilled: int = 0
    attached: tuple[str, ...] = ()
    struck: tuple[Box, ...] = ()


def has_too_many_annotations(page: Any) -> bool:
    """Return whether more is laid over a page than anybody would lay there, and than can be looked at in good time."""
    return int(pdfium.FPDFPage_GetAnnotCount(page)) > _MOST


def read_overlay(pdf: Any, page: Any) -> PageOverlay:
    """Read the annotations of a page of an open file."""
    notes: list[Annotation] = []
    values: list[Annotation] = []
    marks: list[Annotation] = []
    struck: list[Box] = []
    unfilled = 0
    attached: list[str] = []
    marked = _MarkedWords(page)
    for annotation in _annotations(page):
        kind = pdfium.FPDFAnnot_GetSubtype(annotation)
        if kind == pdfium.FPDF_ANNOT_WIDGET:
            if pdf.formenv and not _flags(annotation) & _UNSEEN:
                marks.extend(_check_marks(pdf.formenv.raw, annotation))
                value = _field_value(pdf.formenv.raw, annotation)
                values.extend([value] if value is not None and value.text else [])
                unfilled += value is not None and not value.text
            continue
        if kind == pdfium.FPDF_ANNOT_FILEATTACHMENT:
            attached.append(normalize_text(_string(annotation, "Contents")) or "a file")
            continue
        boxes = marked.boxes(annotation) if kind in _MARKS else []
        if kind == pdfium.FPDF_ANNOT_STRIKEOUT and not _flags(annotation) & _UNSEEN:
            struck.extend(boxes)
        if (note := _annotation(annotation, kind, marked.words(boxes))) is not None:
            notes.append(note)
    marked.close()
    return PageOverlay(tuple(notes), tuple(values), tuple(marks), unfilled, tuple(attached), tuple(struck))


def attachment_names(pdf: Any) -> tuple[str, ...]:
    """The names of the files that are attached to a file as a whole."""
    found = []
    for i in range(min(max(pdfium.FPDFDoc_GetAttachmentCount(pdf), 0), _MOST)):
        item = pdfium.FPDFDoc_GetAttachment(pdf, i)
        name = _utf16(lambda buffer, size, item=item: pdfium.FPDFAttachment_GetName(item, buffer, size)) if item else ""
        found.append(normalize_text(name) or "a file without name")
    return tuple(found)


def keep_fields_only(page: Any) -> None:
    """Take all annotations but form fields off a page, so that flattening makes text of the fields' values alone."""
    for i in reversed(range(min(pdfium.FPDFPage_GetAnnotCount(page), _MOST))):
        annotation = pdfium.FPDFPage_GetAnnot(page, i)
        kind = pdfium.FPDFAnnot_GetSubtype(annotation) if annotation else pdfium.FPDF_ANNOT_UNKNOWN
        pdfium.FPDFPage_CloseAnnot(annotation)
        if kind != pdfium.FPDF_ANNOT_WIDGET:
            pdfium.FPDFPage_RemoveAnnot(page, i)


def _annotations(page: Any) -> Iterator[Any]:
    for i in range(min(pdfium.FPDFPage_GetAnnotCount(page), _MOST)):
        annotation = pdfium.FPDFPage_GetAnnot(page, i)
        if annotation:
            yield annotation
            pdfium.FPDFPage_CloseAnnot(annotation)


def _annotation(annotation: Any, kind: int, anchor: str | None) -> Annotation | None:
    text = normalize_text(_string(annotation, "Contents"))
    if kind == pdfium.FPDF_ANNOT_FREETEXT:
        is_typed = "Typewriter" in _string(annotation, "IT")
        dead_kind, name = (State.DEAD, "hidden") if _flags(annotation) & _UNSEEN else (State.LIVE, "text-box")
        return (
            Annotation(text, name, dead_kind, _box(annotation), typed=is_typed and dead_kind is State.LIVE)
            if text
            else None
        )
    if kind not in (*_MARKS, *_DRAWN):
        return None
    if not text and kind == pdfium.FPDF_ANNOT_STRIKEOUT and anchor:
        text = "[struck out by a reader]"
    author = normalize_text(_string(annotation, "T")) or None
    return Annotation(text, "comment", State.ASIDE, _box(annotation), author, anchor) if text else None


def _check_marks(form: Any, annotation: Any) -> list[Annotation]:
    """Return the mark that a check box or a radio button shows; nothing for other fields."""
    if pdfium.FPDFAnnot_GetFormFieldType(form, annotation) not in _TICKED:
        return []
    sign = "☒" if pdfium.FPDFAnnot_IsChecked(form, annotation) else "☐"
    return [Annotation(sign, "form-value", State.LIVE, _box(annotation), typed=True)]


def _field_value(form: Any, annotation: Any) -> Annotation | None:
    """Return the value of a field, empty where it waits to be filled in; None for buttons, and for what nobody can fill in."""
    if pdfium.FPDFAnnot_GetFormFieldType(form, annotation) not in _WRITTEN:
        return None
    text = normalize_text(
        _utf16(lambda buffer, size: pdfium.FPDFAnnot_GetFormFieldValue(form, annotation, buffer, size))
    )
    if not text and pdfium.FPDFAnnot_GetFormFieldFlags(form, annotation) & _READ_ONLY:
        return None
    return Annotation(text, "form-value", State.LIVE, _box(annotation))


class _MarkedWords:
    """Finds the words that an annotation marks; loads the text of the page when first asked."""

    def __init__(self, page: Any) -> None:
        self._page = page
        self._text: Any = None
        self._left = _MAX_QUADS

    def words(self, boxes: Sequence[Box]) -> str | None:
        """The words in pieces of lines, None without any."""
        if not boxes:
            return None
        self._text = self._text or self._page.get_textpage()
        found = [self._text.get_text_bounded(left=x0, bottom=y0, right=x1, top=y1) for x0, y0, x1, y1 in boxes]
        return normalize_text(" ".join(found)) or None

    def boxes(self, annotation: Any) -> list[Box]:
        """The pieces of lines that it marks; fewer where the page marks more than are looked up."""
        quads = min(pdfium.FPDFAnnot_CountAttachmentPoints(annotation), self._left)
        self._left -= quads
        points = pdfium.FS_QUADPOINTSF()
        found = []
        for i in range(quads):
            if pdfium.FPDFAnnot_GetAttachmentPoints(annotation, i, points):
                xs = (points.x1, points.x2, points.x3, points.x4)
                ys = (points.y1, points.y2, points.y3, points.y4)
                found.append((min(xs), min(ys), max(xs), max(ys)))
        return found

    def close(self) -> None:
        if self._text is not None:
            self._text.close()


def _flags(annotation: Any) -> int:
    return int(pdfium.FPDFAnnot_GetFlags(annotation))


def _box(annotation: Any) -> Box:
    box = pdfium.FS_RECTF()
    pdfium.FPDFAnnot_GetRect(annotation, box)
    return min(box.left, box.right), min(box.bottom, box.top), max(box.left, box.right), max(box.bottom, box.top)


def _string(annotation: Any, key: str) -> str:
    name = key.encode()
    return _utf16(lambda buffer, size: pdfium.FPDFAnnot_GetStringValue(annotation, name, buffer, size))


def _utf16(ask: Any) -> str:
    """A text that pdfium writes into a buffer as UTF-16, two bytes of zero at its end."""
    size = min(ask(None, 0), 2 * _MAX_CHARACTERS)
    if size <= 2:
        return ""
    buffer = ctypes.create_string_buffer(size)
    ask(ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), size)
    return buffer.raw[:-2].decode("utf-16-le", "ignore")
