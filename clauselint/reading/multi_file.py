"""Several files that are one contract, as one document."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace

from clauselint.model import NO_PAGE, Block, Document, File, Problem, Read, Revisions


def join_documents(documents: Sequence[Document]) -> Document:
    """The documents one after the other, in the order given, as the document of one contract.

    One that could not be read makes the whole ``partial``; where none could be read, it is ``unreadable``.
    """
    files: list[File] = []
    blocks: list[Block] = []
    page_starts: list[tuple[int, int]] = []
    texts: list[str] = []
    at = 0
    for document in documents:
        files.append(File(document, at))
        if document.read is Read.UNREADABLE:
            continue
        blocks += [_moved(block, at) for block in document.blocks]
        page_starts += [(offset + at, page) for offset, page in document.page_starts] or [(at, NO_PAGE)]
        texts.append(document.text)
        at += len(document.text) + 1
    return Document(
        path=" + ".join(d.path for d in documents),
        sha256=hashlib.sha256("".join(d.sha256 for d in documents).encode()).hexdigest(),
        format=" + ".join(dict.fromkeys(d.format for d in documents)),
        text="\n".join(texts),
        blocks=tuple(blocks),
        read=_read(documents),
        problems=tuple(replace(p, message=_named(d, p)) for d in documents for p in d.problems),
        revisions=_revisions(documents),
        pages=sum(d.pages or 0 for d in documents) if all(d.pages for d in documents) else None,
        page_starts=tuple(page_starts),
        language=next((d.language for d in documents if d.language), None),
        files=tuple(files),
    )


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
