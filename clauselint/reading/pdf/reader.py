"""PDF: all text through pdfium, with places; pdfplumber for the cells of ruled tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import inf
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from clauselint.diagnostics.errors import UnreadableError
from clauselint.model import Ocr, Read, ReadingOptions, State
from clauselint.reading.assembly import RawBlock, ReadResult
from clauselint.reading.line_cues import (
    continues_sentence,
    ends_in_reference,
    ends_in_stop,
    ends_open,
    is_signature_line,
    opens_block,
    opens_sentence,
    reads_as_prose,
)
from clauselint.reading.pdf.annotations import attachment_names
from clauselint.reading.pdf.catalog import read_catalog
from clauselint.reading.pdf.columns import is_multi_column
from clauselint.reading.pdf.furniture import Furniture, find_furniture
from clauselint.reading.pdf.integrity import check_streams, find_damage, is_cut_off
from clauselint.reading.pdf.layers import Layers
from clauselint.reading.pdf.layout import PageLine, lines_in_reading_order
from clauselint.reading.pdf.pages import PdfPage, read_pages
from clauselint.reading.pdf.paragraphs import LineGroup, TextMetrics, group_lines, mark_toc_lines, measure_text
from clauselint.reading.pdf.problems import PdfSummary, pdf_problems
from clauselint.reading.pdf.tables import Cell, TableFinder, cell_texts, fill_tables, join_tables
from clauselint.reading.pdf.unruled_tables import find_unruled_tables

_MAX_PAGES = 5000
_RUNNING = ("paragraph", "list-item")  # kinds of blocks that a page break can cut in two
_LONG = 120  # characters: prose, no address or entry of a list
_BETWEEN = ("note", "text-box", "form-value")  # live text that may stand between the halves of a sentence
_PASSWORD = "Give it with --password or in the environment variable CLAUSELINT_PASSWORD."  # noqa: S105  # a sentence
_AGAIN = "Get it again from where it came from."


def read(data: bytes, options: ReadingOptions) -> ReadResult:
    """Return the blocks of a PDF file. Raises UnreadableError (DOC002 damaged, DOC004 password, DOC014 too large)."""
    streams = check_streams(data)
    if streams.is_bomb:
        raise UnreadableError(
            "DOC014", "the file unpacks to more than the limits allow.", cure="Print it to a new PDF."
        )
    pdf = _open_pdf(data, options.password)
    try:
        if len(pdf) > _MAX_PAGES:
            raise UnreadableError("DOC014", f"the file has {len(pdf)} pages; the limit is {_MAX_PAGES}.")
        found = _read_pages(pdf, data, options)
        attached = attachment_names(pdf)
        summary = PdfSummary(
            found.pages,
            find_damage(data, streams, len(pdf)),
            attached,
            bool(attached) and "Collection" in read_catalog(data, options.password),
            pdf.get_formtype(),
            found.no_ocr,
        )
    finally:
        pdf.close()
    problems = pdf_problems(summary, found.unread)
    if not found.holds_text:
        return ReadResult((), problems, Read.UNREADABLE, pages=len(found.pages), unread_pages=found.unread)
    return ReadResult(
        tuple(_raw_blocks(found.pages, found.asides)),
        problems,
        Read.PARTIAL if found.unread or summary.loses_text else Read.FULL,
        pages=len(found.pages),
        unread_pages=found.unread,
        ocr_pages=tuple(page.number for page in found.pages if page.is_recognized),
    )


@dataclass(frozen=True, slots=True)
class _PagesRead:
    """The pages of a file, the furniture and the numbers (from 1) of those that could not be read, and why OCR did not
    read them ("" where it did, or there was no need)."""

    pages: Sequence[PdfPage]
    asides: Sequence[Furniture]
    unread: tuple[int, ...]
    no_ocr: str = ""

    @classmethod
    def of(cls, pages: Sequence[PdfPage]) -> _PagesRead:
        asides = find_furniture([page.fragments for page in pages])
        return cls(pages, asides, tuple(_unread_page_numbers(pages, asides)))

    @property
    def holds_text(self) -> bool:
        """Return whether some page was read, or has at least text that may be garbled."""
        return len(self.unread) < len(self.pages) or any(
            page.garbled and (page.fragments or page.tables) for page in self.pages
        )


def _read_pages(pdf: Any, data: bytes, options: ReadingOptions) -> _PagesRead:
    """Read all pages, by OCR those that need it, or all where ``options`` ask for that."""
    found = _PagesRead.of(read_pages(pdf, TableFinder(data, options.password), Layers(data, options.password)))
    numbers = [page.number for page in found.pages] if options.ocr is Ocr.FORCE else found.unread
    if not numbers:
        return found
    no_ocr = _why_no_ocr(options.ocr)
    if no_ocr:
        return replace(found, no_ocr=no_ocr)
    from clauselint.reading.pdf.scans import read_scans

    return _PagesRead.of(read_scans(pdf, found.pages, numbers))


def _open_pdf(data: bytes, password: str | None) -> Any:
    try:
        pdf = pypdfium2.PdfDocument(data, password=password)
        pdf.init_forms()  # before any page is loaded, or form values stay invisible
        if len(pdf) == 0:
            raise UnreadableError("DOC002", "the file is damaged: it has no pages.", cure=_AGAIN)
        if is_cut_off(data):
            raise UnreadableError("DOC002", "the file is cut off.", cure=_AGAIN)
    except pypdfium2.PdfiumError as error:
        if error.err_code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
            raise _password_error(password) from error
        raise UnreadableError("DOC002", "the file is damaged or cut off.", cure=_AGAIN) from error
    return pdf


def _password_error(password: str | None) -> UnreadableError:
    if password:
        return UnreadableError("DOC004", "the file is password-protected and the password is wrong.", cure=_PASSWORD)
    return UnreadableError(
        "DOC004",
        "the file is password-protected.",
        cure=f"{_PASSWORD[:-1]}, or save it without, for example by printing it to a PDF.",
    )


def _unread_page_numbers(pages: Sequence[PdfPage], asides: Sequence[dict[int, str]]) -> list[int]:
    """The numbers of the pages that were not read."""
    return [
        page.number
        for page, known in zip(pages, asides, strict=True)
        if page.is_unread(
            sum(len(fragment.text.split()) for i, fragment in enumerate(page.fragments) if i not in known)
        )
    ]


def _why_no_ocr(ocr: Ocr) -> str:
    """Return why pages are not read by OCR, and what to do about it; empty where they can be."""
    if ocr is Ocr.OFF:
        return "Read it with --ocr auto, or run OCR first, for example with ocrmypdf, and check the result."
    from clauselint.reading.pdf.scans import ocr_setup_hint

    hint = ocr_setup_hint()
    return f"{hint} Or run OCR first, for example with ocrmypdf, and check the result." if hint else ""


@dataclass(frozen=True, slots=True)
class _OpenParagraph:
    """A paragraph on its way into the text: ``raw_block``, and for how many characters its last line had still room."""

    raw_block: RawBlock
    room: float = inf

    def is_open(self, after: str) -> bool:
        """Return whether the sentence does not end here, and only for want of room ``after`` begins another line."""
        return not ends_in_stop(self.raw_block.text) and self.room < len(after.split(" ", 1)[0]) + 1


def _raw_blocks(pages: Sequence[PdfPage], asides: Sequence[dict[int, str]]) -> list[RawBlock]:
    bodies = [_page_body(page, known) for page, known in zip(pages, asides, strict=True)]
    rows = [row for _, row in bodies]
    metrics = measure_text(rows)
    flows: list[_OpenParagraph] = []
    joined_pages = _join_tables_over_pages([page for page, _ in bodies], rows)
    for page, known, row in zip(joined_pages, asides, rows, strict=True):
        for i, kind in sorted(known.items()):
            flows.append(_OpenParagraph(RawBlock(page.fragments[i].text, kind, State.ASIDE, page.number)))
        flows.extend(_page_paragraphs(page, row, metrics))
        flows.extend(_OpenParagraph(RawBlock(text, kind, State.DEAD, page.number)) for text, kind in page.dead)
        flows.extend(
            _OpenParagraph(
                RawBlock(note.text, note.kind, note.state, page.number, anchor=note.anchor, author=note.author)
            )
            for note in page.notes
        )
    return list(_join_over_pages(_mark_toc_lines(flows), metrics))


def _page_body(page: PdfPage, known: Mapping[int, str]) -> tuple[PdfPage, list[PageLine]]:
    """A page with its tables without rules, and the lines of its text, without those and without furniture."""
    fragments = [fragment for i, fragment in enumerate(page.fragments) if i not in known]
    tables, left = fill_tables([] if is_multi_column(fragments) else find_unruled_tables(fragments), fragments)
    return replace(page, tables=(*page.tables, *tables)), lines_in_reading_order(left)


def _mark_toc_lines(flows: Sequence[_OpenParagraph]) -> list[_OpenParagraph]:
    """Mark the lines of a table of contents, which may reach over several pages."""
    live = [flow for flow in flows if flow.raw_block.state is State.LIVE]
    kinds = iter(mark_toc_lines([(flow.raw_block.text, flow.raw_block.kind) for flow in live]))
    return [
        _OpenParagraph(replace(flow.raw_block, kind=next(kinds)), flow.room)
        if flow.raw_block.state is State.LIVE
        else flow
        for flow in flows
    ]


def _page_paragraphs(page: PdfPage, row: Sequence[PageLine], metrics: TextMetrics) -> Iterator[_OpenParagraph]:
    """The paragraphs and cells of one page, in reading order."""
    start = 0
    for table in sorted(page.tables, key=lambda each: -each.top):
        end = next((i for i in range(start, len(row)) if row[i].y1 <= table.top), len(row))
        yield from (_open_paragraph(each, page.number) for each in group_lines(row[start:end], metrics))
        for cell in (cell for rows in table.rows for cell in rows):
            yield from _cell(cell, page.number, metrics)
        start = end
    yield from (_open_paragraph(each, page.number) for each in group_lines(row[start:], metrics))


def _cell(cell: Cell, page: int, metrics: TextMetrics) -> Iterator[_OpenParagraph]:
    """The text of a cell, which may go on overleaf."""
    raw_blocks = [RawBlock(text, "cell", page=page) for text in cell_texts(cell, metrics.vocabulary)]
    if cell.overleaf:
        rest = " ".join(cell.overleaf)
        text = metrics.vocabulary.join(raw_blocks[-1].text, rest) if raw_blocks else rest
        begins = (len(text) - len(rest), page + 1)
        raw_blocks[-1:] = [
            RawBlock(text, "cell", page=page if raw_blocks else page + 1, breaks=(begins,) if raw_blocks else ())
        ]
    yield from map(_OpenParagraph, raw_blocks)


def _join_tables_over_pages(pages: Sequence[PdfPage], rows: Sequence[Sequence[PageLine]]) -> list[PdfPage]:
    """The pages, with the tables that go on from one to the next put together."""
    found = list(pages)
    for n in range(len(found) - 1):
        above, below = found[n], found[n + 1]
        if not above.tables or not below.tables:
            continue
        last = min(above.tables, key=lambda table: table.bottom)
        first = max(below.tables, key=lambda table: table.top)
        if any(line.y1 < last.bottom for line in rows[n]) or any(line.y0 > first.top for line in rows[n + 1]):
            continue
        new_last, new_first = join_tables(last, first)
        found[n] = replace(above, tables=tuple(new_last if each is last else each for each in above.tables))
        found[n + 1] = replace(below, tables=tuple(new_first if each is first else each for each in below.tables))
    return found


def _open_paragraph(paragraph: LineGroup, page: int) -> _OpenParagraph:
    return _OpenParagraph(RawBlock(paragraph.text, paragraph.kind, page=page, bold=paragraph.bold), paragraph.room)


def _join_over_pages(flows: Sequence[_OpenParagraph], metrics: TextMetrics) -> Iterator[RawBlock]:
    """Join the paragraphs that a page break cut in two; furniture and footnotes may stand between the halves."""
    last: _OpenParagraph | None = None
    between: list[RawBlock] = []
    for flow in flows:
        raw_block = flow.raw_block
        if raw_block.state is not State.LIVE or raw_block.kind in _BETWEEN or is_signature_line(raw_block.text):
            between.append(raw_block)
        elif last is not None and _is_cut_in_two(
            last, raw_block, over_note=any(each.kind in _BETWEEN for each in between)
        ):
            text = metrics.vocabulary.join(last.raw_block.text, raw_block.text)
            breaks = last.raw_block.breaks
            if raw_block.page is not None and raw_block.page != _last_page(last.raw_block):
                breaks = (*breaks, (len(text) - len(raw_block.text), raw_block.page))
            last = _OpenParagraph(replace(last.raw_block, text=text, breaks=breaks), flow.room)
        else:
            if last is not None:
                yield last.raw_block
            yield from between
            between, last = [], flow
    if last is not None:
        yield last.raw_block
    yield from between


def _last_page(raw_block: RawBlock) -> int | None:
    return raw_block.breaks[-1][1] if raw_block.breaks else raw_block.page


def _is_cut_in_two(last: _OpenParagraph, raw_block: RawBlock, *, over_note: bool) -> bool:
    """Return whether a page break, or a footnote, cut the sentence that ends ``last`` and goes on in ``raw_block``."""
    before = last.raw_block
    if (
        (_last_page(before) == raw_block.page and not over_note)
        or before.kind not in _RUNNING
        or raw_block.kind not in _RUNNING
    ):
        return False
    if ends_in_reference(before.text, raw_block.text):
        return True
    if opens_block(raw_block.text):
        return False
    if raw_block.kind == "paragraph" and (
        continues_sentence(before.text, raw_block.text) or _both_prose(before.text, raw_block.text)
    ):
        return True
    return (last.is_open(raw_block.text) or ends_open(before.text)) and not raw_block.bold


def _both_prose(before: str, after: str) -> bool:
    """Return whether both are prose and the first does not end: its author broke the page in mid-sentence."""
    ending, opening = before[-_LONG:], after[:_LONG]
    return (
        min(len(ending), 2 * len(opening)) >= _LONG
        and ending[-1].isalnum()
        and reads_as_prose(ending)
        and reads_as_prose(opening)
        and not opens_sentence(opening)
        and (ending.isupper() or not opening.isupper())
    )
