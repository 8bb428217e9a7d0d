"""Words for pages, sections and numbers of things, which judging and every format share."""

from __future__ import annotations

from collections.abc import Iterable

from clauselint.model import Document, Outline, Read


def pages_in_words(pages: Iterable[int]) -> str:
    """``[4]`` -> "page 4"; ``[2, 10, 11, 12]`` -> "pages 2 and 10 to 12"; no pages -> ""."""
    runs: list[list[int]] = []
    for page in sorted(set(pages)):
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    words = [word for run in runs for word in (map(str, run) if len(run) < 3 else [f"{run[0]} to {run[-1]}"])]
    if not words:
        return ""
    joined = f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else words[0]
    return f"page {joined}" if words == [str(runs[0][0])] else f"pages {joined}"


def unread_part(document: Document) -> str:
    """What was not read of a document that was read in part: its pages, "a part of the file", or of several files those."""
    unread = [file.document for file in document.files if file.document.read is not Read.FULL]
    if unread:
        return " and ".join(d.path if d.read is Read.UNREADABLE else f"{unread_part(d)} of {d.path}" for d in unread)
    return pages_in_words(document.unread_pages) or "a part of the file"


def not_read(document: Document) -> str:
    """``"page 4 was not read"``, ``"pages 2 to 5 were not read"``."""
    several = len(set(document.unread_pages)) > 1 or sum(f.document.read is not Read.FULL for f in document.files) > 1
    return f"{unread_part(document)} {'were' if several else 'was'} not read"


def left_out(document: Document, outline: Outline) -> str:
    """What of a contract was not there to be read: unread pages, or the agreement to which the document belongs."""
    if document.read is Read.PARTIAL or not outline.depends_on:
        return not_read(document)
    return f"{outline.depends_on} that was not supplied: judge both with clauselint check --together"


def section_in_words(section: str) -> str:
    """``"4.2(a)"`` -> "section 4.2(a)"; a label that says what it is ("Exhibit C") as it stands; no label -> ""."""
    return section if not section or " " in section else f"section {section}"


def plural(count: int, one: str, many: str = "") -> str:
    """``plural(2, "clause")`` -> "2 clauses"."""
    return f"{count} {one if count == 1 else many or one + 's'}"
