"""Several files that are one contract, as one document."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace

from clauselint.model import NO_PAGE, Block, Document, File, Problem, Read, Revisions


def join_documents(documents: Sequence[Document]) -> Document:
    """Return the documents one after the other, in the order given, as the document of one contract.

    One that could not be read makes the whole ``partial``; where none could be read, it is ``unreadable``.
    """
    files = _with_starts(documents)
    readable = [file for file in files if file.document.read is not Read.UNREADABLE]
    return Document(
        path=" + ".join(d.path for d in documents),
        sha256=hashlib.sha256("".join(d.sha256 for d in documents).encode()).hexdigest(),
        format=" + ".join(dict.fromkeys(d.format for d in documents)),
        text="\n".join(file.document.text for file in readable),
        blocks=tuple(_moved(block, file.start) for file in readable for block in file.document.blocks),
        read=_read(documents),
        problems=tuple(replace(p, message=_named(d, p)) for d in documents for p in d.problems),
        revisions=_revisions(documents),
        pages=_page_count(documents),
        page_starts=tuple(start for file in readable for start in _page_starts(file)),
        language=next((d.language for d in documents if d.language), None),
        files=tuple(files),
    )


def _with_starts(documents: Sequence[Document]) -> list[File]:
    """Say where the text of each document begins in the whole; one that could not be read takes no room."""
    files: list[File] = []
    start = 0
    for document in documents:
        files.append(File(document, start))
        if document.read is not Read.UNREADABLE:
            start += len(document.text) + 1
    return files


def _page_count(documents: Sequence[Document]) -> int | None:
    """Return the number of pages of all documents; None where one has none."""
    counts = [d.pages for d in documents if d.pages]
    return sum(counts) if len(counts) == len(documents) else None


def _page_starts(file: File) -> list[tuple[int, int]]:
    moved = [(offset + file.start, page) for offset, page in file.document.page_starts]
    return moved or [(file.start, NO_PAGE)]


def _moved(block: Block, by: int) -> Block:
    if block.start is None or block.end is None:
        return block
    return replace(block, start=block.start + by, end=block.end + by)


def _named(document: Document, problem: Problem) -> str:
    return f"{document.path}: {problem.message}"


def _read(documents: Sequence[Document]) -> Read:
    reads = {d.read for d in documents}
    return reads.pop() if len(reads) == 1 else Read.PARTIAL


def _revisions(documents: Sequence[Document]) -> Revisions:
    authors = dict.fromkeys(a for d in documents for a in d.revisions.authors)
    return Revisions(
        sum(d.revisions.insertions for d in documents), sum(d.revisions.deletions for d in documents), tuple(authors)
    )
