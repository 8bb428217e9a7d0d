"""The other readers that clauselint is measured beside, and LibreOffice, which shows what a DOCX file prints.

None is a dependency of the project for this: pdfplumber, pypdfium2 and python-docx come with it, docx2python is used
where it is installed.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path

import pypdfium2
from rendering import final_copy, rendered

from clauselint.model import Document, Ocr, ReadingOptions, State
from clauselint.reading import read_file

TEXT_LAYER = ReadingOptions(ocr=Ocr.OFF)  # what the texts beside CUAD's files were made from
_EDGE = 3  # lines at the top and the bottom of a printed page that may be its header and footer


@dataclass(frozen=True, slots=True)
class Peer:
    """A reader: from a path to its text and the number of pages (for DOCX: 1, the file)."""

    name: str
    read: Callable[[Path], tuple[str, int]]


def seen_words(document: Document) -> str:
    """All that a reader of the file sees, in the contract or beside it."""
    seen = [block for block in document.blocks if block.state is not State.DEAD]
    return " ".join(f"{block.label or ''} {block.text}" for block in seen)


def pdf_peers() -> list[Peer]:
    """Readers of PDF."""
    return [
        Peer("clauselint", _clauselint),
        Peer("pypdfium2, get_text_range", _pdfium),
        Peer("pdfplumber", _pdfplumber),
    ]


def docx_peers() -> list[Peer]:
    """Readers of DOCX; says so where docx2python is not installed."""
    peers = [Peer("clauselint", _clauselint), Peer("python-docx, paragraphs", _python_docx)]
    if find_spec("docx2python") is None:
        print("docx2python is not installed; pip install docx2python, in an environment of its own, to measure it too")
        return peers
    return [*peers, Peer("docx2python", _docx2python)]


def _clauselint(path: Path) -> tuple[str, int]:
    document = read_file(path, TEXT_LAYER)
    printed_blocks = tuple(block for block in document.blocks if block.kind not in ("comment", "annotation"))
    return seen_words(replace(document, blocks=printed_blocks)), document.pages or 1


def _pdfium(path: Path) -> tuple[str, int]:
    pdf = pypdfium2.PdfDocument(path)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in pdf), len(pdf)
    finally:
        pdf.close()


def _pdfplumber(path: Path) -> tuple[str, int]:
    import pdfplumber

    with pdfplumber.open(path) as pdf:
        return "\n".join(page.extract_text() for page in pdf.pages), len(pdf.pages)


def _python_docx(path: Path) -> tuple[str, int]:
    import docx

    return "\n".join(paragraph.text for paragraph in docx.Document(str(path)).paragraphs), 1


def _docx2python(path: Path) -> tuple[str, int]:
    from docx2python import docx2python

    with docx2python(path) as content:
        return content.text, 1


def printed(files: Sequence[Path]) -> dict[Path, str]:
    """The texts of the PDFs that LibreOffice makes of DOCX files; none where it is not installed, or for a file that it
    does not open."""
    if shutil.which("soffice") is None:
        print("LibreOffice (soffice) is not installed: no reference for DOCX")
        return {}
    with tempfile.TemporaryDirectory() as folder:
        rendered([final_copy(path, Path(folder)) for path in files], Path(folder))
        made = {path: Path(folder) / f"{path.stem}.pdf" for path in files}
        return {path: _without_repeats(pdf) for path, pdf in made.items() if pdf.is_file()}


def _without_repeats(pdf: Path) -> str:
    """The text of a printed file, with the lines that open and close its pages once: a DOCX holds a header once."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        pages = [page.get_textpage().get_text_range().splitlines() for page in document]
    finally:
        document.close()
    known: set[str] = set()
    kept = []
    for lines in pages:
        for i, line in enumerate(lines):
            folded = re.sub(r"\d+", "0", line.strip())
            at_edge = min(i, len(lines) - 1 - i) < _EDGE
            if not at_edge or folded not in known:
                kept.append(line)
            if at_edge:
                known.add(folded)
    return "\n".join(kept)
