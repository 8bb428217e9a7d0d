"""The catalog of a PDF file, for what pdfium does not tell. PDF 32000-1, 7.7.2.

pdfminer, which pdfplumber brings, looks it up; only for files that give cause for it, since its import takes a while.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any


def read_catalog(data: bytes, password: str | None) -> Mapping[str, Any]:
    """The entries of a file's catalog by name, with all that they point at; empty where pdfminer cannot read it."""
    from pdfminer.pdfdocument import PDFDocument
    from pdfminer.pdfparser import PDFParser

    try:
        found: Mapping[str, Any] = PDFDocument(PDFParser(io.BytesIO(data)), password=password or "").catalog
    except Exception:  # noqa: BLE001 - pdfminer raises whatever it trips over on a damaged file
        return {}
    return found
