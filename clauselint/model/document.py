"""Documents as a reader of the file sees them: blocks of text with their place, and problems of the file."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum


class State(StrEnum):
    """The standing of a block: contract text, something beside it, or text that is no longer (or never was) in force."""

    LIVE = "live"
    ASIDE = "aside"
    DEAD = "dead"


class Read(StrEnum):
    """How much of a document's contract text was read."""

    FULL = "full"
    PARTIAL = "partial"
    UNREADABLE = "unreadable"


class Severity(StrEnum):
    """How much a requirement or a problem matters, before waivers."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class RevisionView(StrEnum):
    """Which text of a file with tracked changes is read: as if all were accepted, or as if all were rejected."""

    FINAL = "final"
    ORIGINAL = "original"


class Ocr(StrEnum):
    """Whether pages without a text layer are read by OCR: where it is installed, never, or all pages in any case."""

    AUTO = "auto"
    OFF = "off"
    FORCE = "force"


FEWEST_WORDS = 250
"""Words of a whole agreement. What was learned from whole agreements says little of shorter texts."""


@dataclass(frozen=True, slots=True)
class ReadingOptions:
    """Options for reading files. ``password`` opens those that are protected; it is shown nowhere."""

    revisions: RevisionView = RevisionView.FINAL
    password: str | None = field(default=None, repr=False)
    ocr: Ocr = Ocr.AUTO


USUAL_READING = ReadingOptions()


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, list item, heading, cell, note, header, text box or form value.

    ``kind`` is one of ``paragraph heading list-item cell note text-box diagram form-value toc`` (live), ``header
    footer page-number line-number comment annotation watermark`` (aside), ``deleted inserted moved-from moved-to
    hidden struck invisible`` (dead; ``inserted`` and ``moved-to`` only where the original text is asked for).
    ``label`` is the number as a reader sees it ("4.2(a)"), computed where the file computes it; a label typed as text
    stays in ``text`` and is found by the outline. ``level`` is the depth that the file itself gives (heading style or
    list level, from 0), None where it gives none. ``start`` and ``end`` are None unless ``state`` is live. A live
    block's ``text`` is exactly ``document.text[start:end]``; blocks are separated by one newline, and a computed
    label is no part of the text. ``anchor`` are the words that a comment is about, and ``author`` who wrote a comment
    or made a change, where the file tells.
    """

    text: str
    kind: str
    state: State = State.LIVE
    page: int | None = None
    label: str | None = None
    level: int | None = None
    bold: bool = False
    start: int | None = None
    end: int | None = None
    anchor: str | None = None
    author: str | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem of a file that its reader must know.

    ``code`` is a ``DOCnnn`` of ``errors.PROBLEMS``. ``waiver`` holds reason, owner and expiry where a person reviewed the part
    that was not read.
    """

    code: str
    severity: Severity
    message: str
    page: int | None = None
    waiver: Mapping[str, str] | None = None


NO_PAGE = 0
"""In ``page_starts`` of a contract of several files: from here on the text is that of a file without pages."""


@dataclass(frozen=True, slots=True)
class File:
    """One file of a contract that is made of several: what was read of it, and where its text begins in the whole."""

    document: Document
    start: int


@dataclass(frozen=True, slots=True)
class Revisions:
    """Unresolved tracked changes: their number and authors."""

    insertions: int = 0
    deletions: int = 0
    authors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A contract as a reader of the file sees it: text with provenance.

    ``page_starts`` holds ``(offset, page)`` in ascending order, one entry where each page's live text begins; it is
    empty for formats without pages. ``unread_pages`` are pages whose text could not be read, ``ocr_pages`` those whose text
    a machine read from their picture. ``words`` counts the live
    text. An unreadable document has at least one problem of severity ``error`` and is never judged. It has no text, but
    for one in a language that is not supported, which keeps its text and blocks so that ``clauselint text`` can show
    them.
    ``files`` are those of a contract that is made of several and judged as one, in order; empty for a single file.
    """

    path: str
    sha256: str
    format: str
    text: str = ""
    blocks: tuple[Block, ...] = ()
    read: Read = Read.FULL
    problems: tuple[Problem, ...] = ()
    revisions: Revisions = Revisions()
    pages: int | None = None
    page_starts: tuple[tuple[int, int], ...] = ()
    unread_pages: tuple[int, ...] = ()
    ocr_pages: tuple[int, ...] = ()
    language: str | None = None
    files: tuple[File, ...] = ()

    def without_blocks(self) -> Document:
        """Return the document as a report holds it: without the blocks, which nothing after the outline needs and which take
        most of the memory."""
        files = tuple(File(file.document.without_blocks(), file.start) for file in self.files)
        return replace(self, blocks=(), files=files)

    def file_at(self, offset: int) -> File | None:
        """Return the file that holds the character at ``offset``, or None for a single file."""
        i = bisect_right(self.files, offset, key=lambda file: file.start)
        return self.files[i - 1] if i else None

    @property
    def words(self) -> int:
        """Number of white-space separated words of the live text."""
        return len(self.text.split())

    @property
    def is_whole_agreement(self) -> bool:
        """Return whether the text is long enough to be a whole agreement, and not a clause or two of one."""
        return self.words >= FEWEST_WORDS

    def page_at(self, offset: int) -> int | None:
        """Return the page on which the character at ``offset`` stands, None for formats without pages."""
        i = bisect_right(self.page_starts, (offset, 1 << 60))
        return self.page_starts[i - 1][1] or None if i else None
