"""Terms that end before they begin: "begins on September 1, 2026 and expires on August 31, 2025"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from clauselint.detection.sentences.quantity_patterns import DATES
from clauselint.lexicon.calendar import MONTHS
from clauselint.model import Span
from clauselint.support.lowercase import lower_keep_length

_NEAR = 60  # characters before a date that say what happens then
_BEGINS = re.compile(r"\b(?:begin|start|commenc|takes?\s+effect|effective|from|in\s+force)\w*\b[^.;]*$")
_ENDS = re.compile(r"\b(?:expir|end|terminat|runs?\s+out|until|till|through|conclud|ceas|laps|to)\w*\b[^.;]*$")


def reversed_dates(text: str) -> Iterator[Span]:
    """Yield where a sentence names a date of beginning and one of the end that is not after it."""
    low = lower_keep_length(text)
    for first, last in pairwise(DATES.finditer(low)):
        begins = _BEGINS.search(low[max(0, first.start() - _NEAR) : first.start()])
        ends = _ENDS.search(low[max(first.end(), last.start() - _NEAR) : last.start()])
        if begins and ends and _day(last) <= _day(first):
            yield Span(first.start(), last.end())


def _day(date: re.Match[str]) -> tuple[int, int, int]:
    """Return a date so that later ones are greater."""
    number = re.search(r"\d{1,2}", date[0])
    return int(date["year"]), MONTHS.index(date["m1"] or date["m2"]), int(number[0]) if number else 0
