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
    ends_sentence,
    goes_on,
    is_signature,
    left_open,
    opens_block,
    opens_sentence,
    reads_as_prose,
    refers_on,
)
from clauselint.reading.pdf.annotations import attachments
from clauselint.reading.pdf.catalog import catalog
from clauselint.reading.pdf.furniture import furniture
from clauselint.reading.pdf.integrity import damage, is_cut_off, unpack_streams
from clauselint.reading.pdf.layers import Layers
from clauselint.reading.pdf.layout import PageLine, in_columns, lines
from clauselint.reading.pdf.pages import PdfPage, sheets
from clauselint.reading.pdf.paragraphs import LineGroup, Measure, contents, measure, paragraphs
from clauselint.reading.pdf.problems import Facts, problems
from clauselint.reading.pdf.tables import Cell, TableFinder, cell_text, fill, joined
from clauselint.reading.pdf.unruled_tables import unruled

_MOST_PAGES = 5000
_RUNNING = ("paragraph", "list-item")  # kinds of blocks that a page break can cut in two
_LONG = 120  # characters: prose, no address or entry of a list
_BETWEEN = ("note", "text-box", "form-value")  # live text that may stand between the halves of a sentence
_PASSWORD = "Give it with --password or in the environment variable CLAUSELINT_PASSWORD."  # noqa: S105  # a sentence
_AGAIN = "Get it again from where it came from."


def read(data: bytes, options: ReadingOptions) -> ReadResult:
    """Blocks of a PDF file. Raises UnreadableError (DOC002 damaged, DOC004 password, DOC014 too large)."""
    streams = unpack_streams(data)
    if streams.bomb:
        raise UnreadableError(
            "DOC014", "the file unpacks to more than the limits allow.", cure="Print it to a new PDF."
        )
    pdf = _open(data, options.password)
    try:
        if len(pdf) > _MOST_PAGES:
            raise UnreadableError("DOC014", f"the file has {len(pdf)} pages; the limit is {_MOST_PAGES}.")
        pages = sheets(pdf, TableFinder(data, options.password), Layers(data, options.password))
        asides = furniture([sheet.parts for sheet in pages])
        unread = _unread(pages, asides)
        cure = ""
        wanted = [sheet.number for sheet in pages] if options.ocr is Ocr.FORCE else unread
        if wanted:
            cure = _no_ocr(options.ocr)
            if not cure:
                from clauselint.reading.pdf.scans import read_scans

                pages = read_scans(pdf, pages, wanted)
                asides = furniture([sheet.parts for sheet in pages])
                unread = _unread(pages, asides)
        attached = attachments(pdf)
        facts = Facts(
            pages,
            damage(data, streams, len(pdf)),
            attached,
            bool(attached) and "Collection" in catalog(data, options.password),
            pdf.get_formtype(),
            cure,
        )
    finally:
        pdf.close()
    found = problems(facts, unread)
    if len(unread) == len(pages) and not any(sheet.parts or sheet.tables for sheet in pages if sheet.garbled):
        return ReadResult((), found, Read.UNREADABLE, pages=len(pages), unread_pages=tuple(unread))
    drafts = _drafts(pages, asides)
    return ReadResult(
        tuple(drafts),
        found,
        Read.PARTIAL if unread or facts.loses_text else Read.FULL,
        pages=len(pages),
        unread_pages=tuple(unread),
        ocr_pages=tuple(sheet.number for sheet in pages if sheet.is_recognised),
    )


def _open(data: bytes, password: str | None) -> Any:
    try:
        pdf = pypdfium2.PdfDocument(data, password=password)
        pdf.init_forms()  # before any page is loaded, or form values stay invisible
        if len(pdf) == 0:
            raise UnreadableError("DOC002", "the file is damaged: it has no pages.", cure=_AGAIN)
        if is_cut_off(data):
            raise UnreadableError("DOC002", "the file is cut off.", cure=_AGAIN)
    except pypdfium2.PdfiumError as error:
        if error.err_code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
            raise _locked(password) from error
        raise UnreadableError("DOC002", "the file is damaged or cut off.", cure=_AGAIN) from error
    return pdf


def _locked(password: str | None) -> UnreadableError:
    if password:
        return UnreadableError("DOC004", "the file is password-protected and the password is wrong.", cure=_PASSWORD)
    return UnreadableError(
        "DOC004",
        "the file is password-protected.",
        cure=f"{_PASSWORD[:-1]}, or save it without, for example by printing it to a PDF.",
    )


def _unread(pages: Sequence[PdfPage], asides: Sequence[dict[int, str]]) -> list[int]:
    """The numbers of the pages that were not read."""
    return [
        sheet.number
        for sheet, known in zip(pages, asides, strict=True)
        if sheet.is_unread(sum(len(part.text.split()) for i, part in enumerate(sheet.parts) if i not in known))
    ]


def _no_ocr(wish: Ocr) -> str:
    """Why pages are not read by OCR, and what to do about it; empty where they can be."""
    if wish is Ocr.OFF:
        return "Read it with --ocr auto, or run OCR first, for example with ocrmypdf, and check the result."
    from clauselint.reading.pdf.scans import available

    hint = available()
    return f"{hint} Or run OCR first, for example with ocrmypdf, and check the result." if hint else ""


@dataclass(frozen=True, slots=True)
class _Flow:
    """A paragraph on its way into the text: ``draft``, and for how many characters its last line had still room."""

    draft: RawBlock
    room: float = inf

    def is_open(self, after: str) -> bool:
        """Whether the sentence does not end here, and only for want of room ``after`` begins another line."""
        return not ends_sentence(self.draft.text) and self.room < len(after.split(" ", 1)[0]) + 1


def _drafts(pages: Sequence[PdfPage], asides: Sequence[dict[int, str]]) -> list[RawBlock]:
    bodies = [_body(sheet, known) for sheet, known in zip(pages, asides, strict=True)]
    rows = [row for _, row in bodies]
    sizes = measure(rows)
    flows: list[_Flow] = []
    sheets = _tables_over_pages([sheet for sheet, _ in bodies], rows)
    for sheet, known, row in zip(sheets, asides, rows, strict=True):
        for i, kind in sorted(known.items()):
            flows.append(_Flow(RawBlock(sheet.parts[i].text, kind, State.ASIDE, sheet.number)))
        flows.extend(_page(sheet, row, sizes))
        flows.extend(_Flow(RawBlock(text, kind, State.DEAD, sheet.number)) for text, kind in sheet.dead)
        flows.extend(
            _Flow(RawBlock(note.text, note.kind, note.state, sheet.number, anchor=note.anchor, author=note.author))
            for note in sheet.notes
        )
    return list(_over_pages(_with_contents(flows), sizes))


def _body(sheet: PdfPage, known: Mapping[int, str]) -> tuple[PdfPage, list[PageLine]]:
    """A page with its tables without rules, and the lines of its text, without those and without furniture."""
    parts = [part for i, part in enumerate(sheet.parts) if i not in known]
    tables, left = fill([] if in_columns(parts) else unruled(parts), parts)
    return replace(sheet, tables=(*sheet.tables, *tables)), lines(left)


def _with_contents(flows: Sequence[_Flow]) -> list[_Flow]:
    """Mark the lines of a table of contents, which may reach over several pages."""
    live = [flow for flow in flows if flow.draft.state is State.LIVE]
    kinds = iter(contents([(flow.draft.text, flow.draft.kind) for flow in live]))
    return [
        _Flow(replace(flow.draft, kind=next(kinds)), flow.room) if flow.draft.state is State.LIVE else flow
        for flow in flows
    ]


def _page(sheet: PdfPage, row: Sequence[PageLine], sizes: Measure) -> Iterator[_Flow]:
    """The paragraphs and cells of one page, in reading order."""
    start = 0
    for table in sorted(sheet.tables, key=lambda each: -each.top):
        end = next((i for i in range(start, len(row)) if row[i].y1 <= table.top), len(row))
        yield from (_flow(each, sheet.number) for each in paragraphs(row[start:end], sizes))
        for cell in (cell for rows in table.rows for cell in rows):
            yield from _cell(cell, sheet.number, sizes)
        start = end
    yield from (_flow(each, sheet.number) for each in paragraphs(row[start:], sizes))


def _cell(cell: Cell, page: int, sizes: Measure) -> Iterator[_Flow]:
    """The text of a cell, which may go on overleaf."""
    drafts = [RawBlock(text, "cell", page=page) for text in cell_text(cell, sizes.vocabulary)]
    if cell.overleaf:
        rest = " ".join(cell.overleaf)
        text = sizes.vocabulary.join(drafts[-1].text, rest) if drafts else rest
        begins = (len(text) - len(rest), page + 1)
        drafts[-1:] = [RawBlock(text, "cell", page=page if drafts else page + 1, breaks=(begins,) if drafts else ())]
    yield from map(_Flow, drafts)


def _tables_over_pages(pages: Sequence[PdfPage], rows: Sequence[Sequence[PageLine]]) -> list[PdfPage]:
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
        new_last, new_first = joined(last, first)
        found[n] = replace(above, tables=tuple(new_last if each is last else each for each in above.tables))
        found[n + 1] = replace(below, tables=tuple(new_first if each is first else each for each in below.tables))
    return found


def _flow(paragraph: LineGroup, page: int) -> _Flow:
    return _Flow(RawBlock(paragraph.text, paragraph.kind, page=page, bold=paragraph.bold), paragraph.room)


def _over_pages(flows: Sequence[_Flow], sizes: Measure) -> Iterator[RawBlock]:
    """Join the paragraphs that a page break cut in two; furniture and footnotes may stand between the halves."""
    last: _Flow | None = None
    between: list[RawBlock] = []
    for flow in flows:
        draft = flow.draft
        if draft.state is not State.LIVE or draft.kind in _BETWEEN or is_signature(draft.text):
            between.append(draft)
        elif last is not None and _is_cut(last, draft, over_note=any(each.kind in _BETWEEN for each in between)):
            text = sizes.vocabulary.join(last.draft.text, draft.text)
            breaks = last.draft.breaks
            if draft.page is not None and draft.page != _last_page(last.draft):
                breaks = (*breaks, (len(text) - len(draft.text), draft.page))
            last = _Flow(replace(last.draft, text=text, breaks=breaks), flow.room)
        else:
            if last is not None:
                yield last.draft
            yield from between
            between, last = [], flow
    if last is not None:
        yield last.draft
    yield from between


def _last_page(draft: RawBlock) -> int | None:
    return draft.breaks[-1][1] if draft.breaks else draft.page


def _is_cut(last: _Flow, draft: RawBlock, *, over_note: bool) -> bool:
    """Whether a page break, or a footnote, cut the sentence that ends ``last`` and goes on in ``draft``."""
    before = last.draft
    if (
        (_last_page(before) == draft.page and not over_note)
        or before.kind not in _RUNNING
        or draft.kind not in _RUNNING
    ):
        return False
    if refers_on(before.text, draft.text):
        return True
    if opens_block(draft.text):
        return False
    if draft.kind == "paragraph" and (goes_on(before.text, draft.text) or _both_prose(before.text, draft.text)):
        return True
    return (last.is_open(draft.text) or left_open(before.text)) and not draft.bold


def _both_prose(before: str, after: str) -> bool:
    """Whether both are prose and the first does not end: its author broke the page in mid-sentence."""
    tail, head = before[-_LONG:], after[:_LONG]
    return (
        min(len(tail), 2 * len(head)) >= _LONG
        and tail[-1].isalnum()
        and reads_as_prose(tail)
        and reads_as_prose(head)
        and not opens_sentence(head)
        and (tail.isupper() or not head.isupper())
    )
