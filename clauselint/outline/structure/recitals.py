"""Headings of recitals, and the words with which recitals end and the agreement begins."""

from __future__ import annotations

import re

_HEADING_WORD = (
    r"(?:recitals?|background|whereas|preamble|witnesseth|introduction|premises|context|purposes?|definitions|parties)"
)
RECITAL_HEADING = re.compile(
    rf"(?!purpose|definition|part|context)(?:the\s+)?{_HEADING_WORD}(?:\s*(?:,|and|&|/)\s*{_HEADING_WORD})*$",
    re.IGNORECASE,
)
"""The heading of a division of recitals; "Definitions" or "Purpose" alone is none."""

AGREEMENT_BEGINS = re.compile(r"\b(?:now,?\s+therefore|agree(?:s|d)?\s+as\s+follows)\b", re.IGNORECASE)
NOW_THEREFORE = re.compile(r"\W*now,?\s+therefore\b", re.IGNORECASE)
