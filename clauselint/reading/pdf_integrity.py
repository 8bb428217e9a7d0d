"""Signs that a PDF file is damaged. pdfium repairs what it can and does not say so. PDF 32000-1, 7.5."""

from __future__ import annotations

import re

_TAIL = 2048  # bytes
_START = re.compile(rb"startxref\s+(\d+)")
_SECTION = re.compile(rb"\s*(\d+)\s+(\d+)\s*[\r\n]+")
_ENTRY = re.compile(rb"\s*(\d{10}) (\d{5}) ([nf])")
_OBJECT = re.compile(rb"\s*\d+\s+\d+\s+obj\b")
_MOST_ENTRIES = 2000  # looked at: damage shows in the first few


def damage(data: bytes) -> str | None:
    """What is wrong with the file's end or its table of objects, in words; None where nothing is."""
    tail = data[-_TAIL:]
    starts = _START.findall(tail)
    if not starts:
        return "its end is missing"
    start = int(starts[-1])
    header = max(0, data.find(b"%PDF", 0, 1024))  # offsets count from the header, or from the first byte
    for base in dict.fromkeys((0, header)):
        at = base + start
        if data[at : at + 4] == b"xref":
            return None if _table_fits(data, at + 4, base) else "its table of objects is wrong"
        if _OBJECT.match(data, at) and 0 < at < len(data):
            return None
    return "its table of objects is not where it should be"


def _table_fits(data: bytes, at: int, base: int) -> bool:
    """Whether the entries of a cross-reference table point at objects."""
    section = _SECTION.match(data, at)
    checked = 0
    while section and checked < _MOST_ENTRIES:
        at = section.end()
        for _ in range(min(int(section.group(2)), _MOST_ENTRIES)):
            entry = _ENTRY.match(data, at)
            if entry is None:
                return False
            offset, used = int(entry.group(1)), entry.group(3) == b"n"
            if used and offset and not _OBJECT.match(data, base + offset):
                return False
            at = entry.end()
            checked += 1
        section = _SECTION.match(data, at)
    return True
