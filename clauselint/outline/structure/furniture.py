"""Page furniture that a file gives as plain text: page numbers, running headers and footers, stamps."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from clauselint.outline.structure.text_paragraph import TextParagraph

_PAGE_NUMBER = re.compile(
    r"\s*(?:page\s*)?[-–—\[(|]*\s*(?:\d{1,4}|[ivxl]{1,5})\s*[-–—\])|]*(?:\s*(?:of|/)\s*\d{1,4})?\s*$", re.IGNORECASE
)
_STAMP = re.compile(
    r"\s*(?:strictly |company |business )?(?:confidential|proprietary)(?: and proprietary)?\s*$|"
    r"execution (?:copy|version)\s*$",
    re.IGNORECASE,
)
# Lines that a document repeats for a reason: those of signature blocks and forms, and clauses left empty.
_REPEATED_FORM_LINE = re.compile(
    r"[\s\[(_]*(?:(?:by|name|title|its|date|signature|address|attention|attn|phone|e-?mail)\b|reserved|"
    r"not used|n/a|yes|no\b|[\[_])",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")
_LONGEST = 240  # characters
_SHORTEST_REPEATED = 8  # characters
_REPETITIONS = 4


def mark_furniture(text: str, paragraphs: Sequence[TextParagraph]) -> list[TextParagraph]:
    """Return the paragraphs, those marked ``furniture`` that are page numbers, stamps or lines on every page.

    Lines are alike if they differ in numbers alone. Furniture interrupts no sentence and no list; a running line that is
    itself a sentence remains one.
    """
    patterns = [_line_pattern(text, p) for p in paragraphs]
    counts = Counter(patterns)
    return [
        p.without_label("furniture") if pattern and _is_furniture(text, p, pattern, counts[pattern]) else p
        for p, pattern in zip(paragraphs, patterns, strict=True)
    ]


def _line_pattern(text: str, p: TextParagraph) -> str:
    """Return the words with each number as "#"; empty for what cannot be furniture."""
    plain = p.end - p.start <= _LONGEST and p.kind == "paragraph"
    return _DIGITS.sub("#", text[p.start : p.end]) if plain else ""


def _is_furniture(text: str, p: TextParagraph, pattern: str, count: int) -> bool:
    words = text[p.start : p.end]
    repeated = count >= _REPETITIONS and len(pattern) >= _SHORTEST_REPEATED and not p.labels
    if repeated and not _REPEATED_FORM_LINE.match(words):
        return True
    return bool(_PAGE_NUMBER.match(words) or _STAMP.match(words))
