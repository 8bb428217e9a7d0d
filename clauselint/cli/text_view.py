"""View of a document for people: the contract text with page and label in the margin, and apart from
it what stands beside it and what is not, or no longer, part of it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from clauselint.cli.text_asides import Entry, entries
from clauselint.cli.text_page import Look, Style, columns, count, ranges
from clauselint.model import Block, Document, Read, RevisionView, State

_LANGUAGES = {"en": "English"}
_FORMATS = {"text": "plain text", "markdown": "Markdown"}  # the others are known by their abbreviation
# What the margin says of live text that is no running text.
_KINDS = {
    "cell": "cell",
    "note": "note",
    "text-box": "box",
    "form-value": "value",
    "diagram": "diagram",
    "toc": "toc",
}
_TIGHT = frozenset({"list-item", "cell", "toc", "form-value"})  # kinds that follow each other without an empty line
_LABEL_COLUMN = 8  # a longer label pushes its first line to the right
_NARROW = 64  # columns; below it margin and indents are smaller
_DEEPEST = 4  # levels that are shown by their indent
_LAST = 1 << 60  # a page after all others
_FACTS = 12  # columns of the names of facts at the head


def document_lines(document: Document, look: Look, revisions: RevisionView) -> Iterator[str]:
    """The lines of one document. ``revisions`` is the view of tracked changes in which it was read."""
    yield from _head(document, look, revisions)
    if document.text:
        yield ""
        yield from _Body(document, look).lines()
    elif document.read is not Read.UNREADABLE:
        yield from ("", *look.block("No contract text.", 2, Style.SOFT))
    yield from _set_apart(
        "Beside the contract text", "Seen in the file", entries(document, State.ASIDE), document, look
    )
    gone = "Deleted or moved away" if revisions is RevisionView.FINAL else "Inserted or moved here later"
    about = f"{gone}, hidden, struck out or invisible"
    yield from _set_apart("Not in the contract text", about, entries(document, State.DEAD), document, look)


# --- head ----------------------------------------------------------------------------------------------------------


def _head(document: Document, look: Look, revisions: RevisionView) -> Iterator[str]:
    yield from look.block(document.path, 0, Style.STRONG)
    size = [_FORMATS.get(document.format, document.format.upper())]
    if document.pages is not None:
        size.append(count(document.pages, "page"))
    if document.read is not Read.UNREADABLE:
        size.append(count(document.words, "word"))
    if document.language:
        size.append(_LANGUAGES.get(document.language, document.language))
    yield from _fact("Format", ", ".join(size), look)
    yield from _fact("Read", _read(document), look)
    if changes := _changes(document, revisions):
        yield from _fact("Changes", changes, look)
    for i, problem in enumerate(document.problems):
        what = f"{problem.severity} {problem.code}: {problem.message}"
        yield from _fact("" if i else "Problems", what, look)


def _fact(name: str, text: str, look: Look) -> list[str]:
    return look.block(text, 4 if look.width < _NARROW else _FACTS, margin=f"  {name}  " if name else "")


def _read(document: Document) -> str:
    if document.read is Read.UNREADABLE:
        return "not as a contract; its text is below" if document.text else "not at all"
    said = "in full" if document.read is Read.FULL else "in part"
    if document.unread_pages:
        said += f"; not read: {_pages(document.unread_pages)}"
    if document.ocr_pages:
        said += f"; by OCR: {_pages(document.ocr_pages)}"
    return said


def _changes(document: Document, revisions: RevisionView) -> str:
    found = document.revisions
    made = [count(n, what) for n, what in ((found.insertions, "insertion"), (found.deletions, "deletion")) if n]
    shown = "accepted" if revisions is RevisionView.FINAL else "rejected"
    return f"{' and '.join(made)}, shown as if {shown}" if made else ""


def _pages(numbers: Sequence[int]) -> str:
    return f"page{'' if len(set(numbers)) == 1 else 's'} {ranges(numbers)}"


# --- contract text -------------------------------------------------------------------------------------------------


class _Body:
    """The live blocks as lines: ``p2  4.1  text``, and a rule wherever a page turns."""

    def __init__(self, document: Document, look: Look) -> None:
        self._document, self._look = document, look
        self._blocks = [block for block in document.blocks if block.state is State.LIVE]
        self._page: int | None = None
        paged = [block.page for block in self._blocks if block.page is not None]
        self._page_column = columns(f"p{max(paged)}") if paged else 0
        names = [columns(_name(block)) for block in self._blocks]
        longest = _LABEL_COLUMN if look.width >= _NARROW else _LABEL_COLUMN // 2
        self._name_column = min(max(names, default=0), longest)

    def lines(self) -> Iterator[str]:
        before: Block | None = None
        for block in self._blocks:
            pieces = self._by_page(block)
            turned = pieces[0][0] is not None and pieces[0][0] != self._page
            if before is not None and not turned and not (block.kind == before.kind and block.kind in _TIGHT):
                yield ""
            for i, (page, text) in enumerate(pieces):
                if page is not None and page != self._page:
                    yield from self._turn(page, first=before is None, inside=i > 0)
                yield from self._lines(block, page, text, goes_on=i > 0)
            before = block

    def _by_page(self, block: Block) -> list[tuple[int | None, str]]:
        """The text of a block, cut where a page turns within it, with the page of each piece."""
        if block.start is None or block.end is None:
            return [(block.page, block.text)]
        starts = self._document.page_starts
        turns = starts[bisect_right(starts, (block.start, _LAST)) : bisect_left(starts, (block.end, 0))]
        edges = [block.start, *(at for at, _ in turns), block.end]
        pages = [block.page, *(page for _, page in turns)]
        return [(page, self._document.text[a:b]) for page, a, b in zip(pages, edges[:-1], edges[1:], strict=True)]

    def _turn(self, page: int, *, first: bool, inside: bool) -> Iterator[str]:
        self._page = page
        if not first and not inside:
            yield ""
        yield self._look.rule(f"page {page}", Style.SOFT)
        if not inside:
            yield ""

    def _lines(self, block: Block, page: int | None, text: str, *, goes_on: bool) -> Iterator[str]:
        number = "" if page is None else f"p{page}"
        lead = f" {number:>{self._page_column}}  " if self._page_column else "  "
        name = "" if goes_on else self._look.plain(_name(block))
        step = 2 if self._look.width >= _NARROW else 1
        indent = len(lead) + (self._name_column + 2 if self._name_column else 0)
        indent += step * min(block.level or 0, _DEEPEST)
        style = Style.STRONG if block.kind == "heading" else Style.USUAL
        yield from self._look.block(text, indent, style, margin=f"{lead}{name}  " if name else lead)


def _name(block: Block) -> str:
    """Return the text in the margin of a block: its label, or its kind if it is not running text."""
    return " ".join(part for part in (_KINDS.get(block.kind), block.label) if part)


# --- apart from it -------------------------------------------------------------------------------------------------


def _set_apart(title: str, about: str, found: Sequence[Entry], document: Document, look: Look) -> Iterator[str]:
    if not found:
        return
    yield ""
    yield look.rule(title, Style.STRONG)
    yield from look.block(f"{about}; not judged.", 2, Style.SOFT)
    for entry in found:
        yield ""
        yield from look.block(_about(entry, document.pages), 2, Style.SOFT)
        yield from look.block(entry.text, 6 if look.width >= _NARROW else 4)


def _about(entry: Entry, pages: int | None) -> str:
    """Return kind, author and place of an entry, in words."""
    said = entry.kind.replace("-", " ")
    if entry.author:
        said += f" by {entry.author}"
    if len(entry.pages) > 1 and len(entry.pages) == pages:
        said += f", on all {pages} pages"
    elif len(entry.pages) > 2:
        said += f", on {len(entry.pages)} pages ({ranges(entry.pages)})"
    elif entry.pages:
        said += f", {_pages(entry.pages)}"
    if entry.near:
        said += f", at {entry.near}"
    if entry.anchor:
        said += f", about “{entry.anchor}”"
    return said
