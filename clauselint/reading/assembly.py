"""Assembly of a :class:`~clauselint.model.Document` from what a reader found: offsets, pages, language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from clauselint.diagnostics.errors import UnreadableError
from clauselint.model import Block, Document, Problem, Read, Revisions, Severity, State
from clauselint.reading.language import foreign_language


@dataclass(frozen=True, slots=True)
class RawBlock:
    """A block before its place in the document's text is known.

    ``text`` is clean (see :func:`~clauselint.reading.text_cleaning.clean`). ``breaks`` holds ``(offset, page)`` for each
    page that begins inside the block, counted from the start of ``text``; the rest is as in ``model.Block``.
    """

    text: str
    kind: str = "paragraph"
    state: State = State.LIVE
    page: int | None = None
    label: str | None = None
    level: int | None = None
    bold: bool = False
    breaks: tuple[tuple[int, int], ...] = ()
    anchor: str | None = None
    author: str | None = None


@dataclass(frozen=True, slots=True)
class ReadResult:
    """All that the reader of one format has to say about a file. Blocks are in reading order."""

    raw_blocks: tuple[RawBlock, ...]
    problems: tuple[Problem, ...] = ()
    read: Read = Read.FULL
    revisions: Revisions = field(default_factory=Revisions)
    pages: int | None = None
    unread_pages: tuple[int, ...] = ()
    ocr_pages: tuple[int, ...] = ()


def problem(code: str, severity: Severity, what: str, cure: str = "", page: int | None = None) -> Problem:
    """A problem whose message says what is wrong and, after it, what to do."""
    return Problem(code, severity, f"{what} {cure}".rstrip(), page)


def unreadable(path: str, sha256: str, format_name: str, error: UnreadableError) -> Document:
    """The document of a file of which nothing could be read."""
    problems = (Problem(error.code, Severity.ERROR, str(error)),)
    return Document(path, sha256, format_name, read=Read.UNREADABLE, problems=problems)


def assemble(path: str, sha256: str, format_name: str, result: ReadResult, extra: Iterable[Problem] = ()) -> Document:
    """Lay the blocks out as one text and judge how much of the document was read.

    ``extra`` are problems found before the file was read, such as a wrong suffix.
    """
    blocks, text, page_starts = _lay_out(result.raw_blocks)
    problems = [*extra, *result.problems]
    document = Document(
        path,
        sha256,
        format_name,
        text=text,
        blocks=blocks,
        read=result.read,
        revisions=result.revisions,
        pages=result.pages,
        page_starts=page_starts,
        unread_pages=result.unread_pages,
        ocr_pages=result.ocr_pages,
    )
    if not text:
        if not any(p.severity is Severity.ERROR for p in problems):
            problems.append(
                problem("DOC018", Severity.ERROR, "the file holds no text.", "Check that it is the right file.")
            )
        return replace(document, read=Read.UNREADABLE, problems=tuple(problems))
    language = foreign_language(text)
    if language is None:
        return replace(document, problems=tuple(problems))
    if language == "en":
        return replace(document, language="en", problems=tuple(problems))
    problems.append(
        problem(
            "DOC007",
            Severity.ERROR,
            f"the text is not in English as far as clauselint can tell (looks like {language}).",
            "clauselint judges English contracts only; have the English version checked.",
        )
    )
    return replace(document, read=Read.UNREADABLE, problems=tuple(problems))


def _lay_out(raw_blocks: Iterable[RawBlock]) -> tuple[tuple[Block, ...], str, tuple[tuple[int, int], ...]]:
    """Blocks with offsets, the live text, and where each page's live text begins."""
    blocks: list[Block] = []
    parts: list[str] = []
    page_starts: list[tuple[int, int]] = []
    offset = 0
    for raw_block in raw_blocks:
        if not raw_block.text:
            continue
        start = end = None
        if raw_block.state is State.LIVE:
            start, end = offset, offset + len(raw_block.text)
            begins = [(0, raw_block.page), *raw_block.breaks]
            for at, page in begins:
                if page is not None and (not page_starts or page > page_starts[-1][1]):
                    page_starts.append((start + at, page))
            parts.append(raw_block.text)
            offset = end + 1
        blocks.append(
            Block(
                raw_block.text,
                raw_block.kind,
                raw_block.state,
                raw_block.page,
                raw_block.label,
                raw_block.level,
                raw_block.bold,
                start,
                end,
                raw_block.anchor,
                raw_block.author,
            )
        )
    return tuple(blocks), "\n".join(parts), tuple(page_starts)
