"""Numbers that count a document's pages or the lines of a page, and are no contract text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from clauselint.reading.fragments import Fragment

# "12", "- 12 -", "Page 3 of 9", "iv", "B-4", "(12)"; never "12." or "(iv)", which are labels.
_PAGE_NUMBER = re.compile(
    r"(?:(?i:(?:exhibit|schedule|annex|appendix)\b.{0,30}?,?\s*)?(?i:page\s*))?[-–—\[|]*\s*(?:(?P<prefix>[A-Z]{1,3})[-–—.])?(?P<number>\d{1,4}|[ivxlc]{1,6})\s*[-–—\]|]*"
    r"(?:\s*(?:of|/)\s*\d{1,4})?(?i:\s*page)?|\((?P<enclosed>\d{1,4})\)"
)
# Page numbers that can be nothing else where they stand alone.
_NO_OTHER = re.compile(r"[-–—]\s*\d+\s*[-–—]|(?i:page)\s*\d+.*|[ivxl]{2,6}")
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_NEAR_PAGES = 3
_SAME_EDGE = 4.0  # points: numbers of one column
_MIN_LINE_NUMBERS = 5
_UNEVEN = 0.15  # of the usual gap
_MIN_CLIMB = 3  # different numbers, before lone ones inside the pages are taken for those of pages

Places = list[tuple[int, int]]
"""Pages (from 0) and indices of fragments on them."""


@dataclass(frozen=True, slots=True)
class PageNumber:
    """A page number: 4 and "B" of "B-4"."""

    value: int
    prefix: str = ""


def parse_page_number(text: str) -> PageNumber | None:
    """The number that a line is if it is nothing else, None where it is more."""
    match = _PAGE_NUMBER.fullmatch(text.strip())
    if match is None:
        return None
    digits = match["number"] or match["enclosed"]
    value = int(digits) if digits.isdigit() else _roman_value(digits)
    return PageNumber(value, match["prefix"] or "")


def _roman_value(letters: str) -> int:
    worth = [_ROMAN[letter] for letter in letters]
    return sum(-a if a < b else a for a, b in zip(worth, [*worth[1:], 0], strict=True))


def climbing_numbers(candidates: Sequence[Sequence[tuple[int, PageNumber]]]) -> Places:
    """Those numbers at the edges of pages, given for each page as (index, number), that go up with a page nearby."""
    found: Places = []
    values = [{(number.prefix, number.value) for _, number in page} for page in candidates]
    for n, page in enumerate(candidates):
        near = [m for m in range(max(0, n - _NEAR_PAGES), min(len(values), n + _NEAR_PAGES + 1)) if m != n]
        found.extend(
            (n, i) for i, number in page if any((number.prefix, number.value + m - n) in values[m] for m in near)
        )
    return found


def numbers_inside_pages(pages: Sequence[Sequence[Fragment]], taken: Sequence[Iterable[int]]) -> Places:
    """Lone numbers in dashes, or that climb through the document: those of the pages of paper that were copied.

    Two may stand together, where one page ended and the next began. ``taken`` are the fragments of each page that are known.
    """
    found: Places = []
    lone: list[tuple[int, int, PageNumber]] = []
    for n, page in enumerate(pages):
        known = set(taken[n])
        for i in sorted(range(len(page)), key=lambda i: -page[i].middle):
            if i in known or (number := parse_page_number(page[i].text)) is None or not is_alone_in_line(page, i):
                continue
            if _NO_OTHER.fullmatch(page[i].text):
                found.append((n, i))
            elif page[i].text[-1].isdigit():
                lone.append((n, i, number))
    for chain in _climbing_series(lone):
        if not _are_labels(pages, chain):
            found.extend(chain)
    return found


def _climbing_series(lone: Sequence[tuple[int, int, PageNumber]]) -> list[Places]:
    """Series of numbers, not all next to each other, each of which is as high as the one before or up to two higher."""
    chains: list[Places] = []
    rest = list(lone)
    while rest:
        best: dict[PageNumber, tuple[int, int]] = {}  # by last number: length of the series, index of its end
        before: list[int | None] = []
        for k, (_, _, number) in enumerate(rest):
            steps = [best.get(PageNumber(number.value - step, number.prefix)) for step in (0, 1, 2)]
            length, previous = max((each for each in steps if each is not None), default=(0, -1))
            before.append(previous if length else None)
            best[number] = (length + 1, k)
        at: int | None = max(best.values())[1]
        members: list[int] = []
        while at is not None:
            members.append(at)
            at = before[at]
        if len({rest[k][2].value for k in members}) < _MIN_CLIMB:
            return chains
        chains.append([rest[k][:2] for k in reversed(members)])
        rest = [each for k, each in enumerate(rest) if k not in set(members)]
    return chains


def _are_labels(pages: Sequence[Sequence[Fragment]], chain: Places) -> bool:
    """Return whether lone numbers are those of clauses: at the left edge, a heading below each, and never two together."""
    labels = 0
    for n, i in chain:
        page, number = pages[n], pages[n][i]
        below = max((p for p in page if p.middle < number.y0), key=lambda p: p.middle, default=None)
        at_edge = number.x0 <= min(fragment.x0 for fragment in page) + _SAME_EDGE
        labels += at_edge and below is not None and below.text[:1].isupper()
    pairs = sum(a[0] == b[0] and pages[a[0]][a[1]].text != pages[b[0]][b[1]].text for a, b in pairwise(chain))
    return labels > len(chain) / 2 and pairs < len(chain) / 4


def is_alone_in_line(page: Sequence[Fragment], i: int) -> bool:
    """Return whether nothing else stands in the line of a fragment."""
    middle = page[i].middle
    return not any(j != i and other.y0 < middle < other.y1 for j, other in enumerate(page))


def line_number_indices(page: Sequence[Fragment]) -> list[int]:
    """Return the indices of a column of numbers that count the lines of the page, left of all text."""
    column = _longest_number_column(page)
    if len(column) < _MIN_LINE_NUMBERS:
        return []
    chosen = set(column)
    right = max(page[i].x1 for i in chosen)
    beside = [
        fragment
        for i, fragment in enumerate(page)
        if i not in chosen and fragment.x0 < right and not parse_page_number(fragment.text)
    ]
    # Headers and footers may begin further left than the text; most of the page must not.
    if len(beside) > len(column) / 5:
        return []
    fragments = [page[i] for i in column]
    return sorted(chosen) if _counts_up(fragments) and _evenly_spaced(fragments) else []


def _longest_number_column(page: Sequence[Fragment]) -> list[int]:
    """Return the indices of the numbers at one left or right edge, from top to bottom, where most of them stand."""
    by_edge: defaultdict[tuple[str, int], list[int]] = defaultdict(list)
    for i, fragment in enumerate(page):
        if fragment.text.isdecimal() and len(fragment.text) < 4:
            by_edge["left", round(fragment.x0 / _SAME_EDGE)].append(i)
            by_edge["right", round(fragment.x1 / _SAME_EDGE)].append(i)
    column = max(by_edge.values(), key=len, default=[])
    return sorted(column, key=lambda i: -page[i].middle)


def _counts_up(column: Sequence[Fragment]) -> bool:
    """Return whether nearly all numbers follow each other by one, or by five."""
    steps = [int(after.text) - int(before.text) for before, after in pairwise(column)]
    return sum(step in (1, 5) for step in steps) >= 0.9 * len(steps)


def _evenly_spaced(column: Sequence[Fragment]) -> bool:
    """Return whether the numbers follow each other at one distance, as lines do and the rows of a table seldom."""
    gaps = sorted(before.middle - after.middle for before, after in pairwise(column))
    usual = gaps[len(gaps) // 2]
    return sum(abs(gap - usual) <= _UNEVEN * usual for gap in gaps) >= 0.9 * len(gaps)
