"""Lines that the pages of a PDF file repeat near an edge."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from clauselint.reading.fragments import Fragment
from clauselint.reading.line_cues import mask_digits
from clauselint.reading.pdf.page_numbers import (
    parse_page_number,
)

_ANY_NUMBER = "#"  # stands for all page numbers where lines of pages are compared
SAME_HEIGHT = 6.0  # points: the same line of a page template
_SIGNED = re.compile(r"(?:By|Name|Title|Its|Signature)\s*:|/s/|_{6}", re.IGNORECASE)
_SIGNATURE_LINES = 8
_NUMBER = r"[A-Z]{0,2}-?[\dIVX.]+[A-Z]?"
EXHIBIT_HEAD = re.compile(
    rf"(?:(?:EXHIBIT|SCHEDULE|APPENDIX|ANNEX|ATTACHMENT|SECTION|ARTICLE|CLAUSE|PART)\s+(?:{_NUMBER}|[A-Z]{{1,2}})|{_NUMBER})"
    r"\s*:?",
    re.IGNORECASE,
)


def line_key(fragment: Fragment) -> tuple[str, int]:
    """Return the text and height by which lines of different pages compare, with their digits masked.

    What is only a number, or a head with one, compares as it stands: "1.27" and "1.38" are clauses, "Schedule 1" and
    "Schedule 2" are titles, however alike their places on two pages.
    """
    if parse_page_number(fragment.text):
        text = _ANY_NUMBER
    else:
        text = fragment.text if EXHIBIT_HEAD.fullmatch(fragment.text) else mask_digits(fragment.text)
    return text, round(fragment.y0 / SAME_HEIGHT)


@dataclass(frozen=True, slots=True)
class RunningLines:
    """Lines near one edge of the pages that repeat: ``places`` with their height, ``heights`` with their texts and the
    pages (from 0) of each, ``texts`` with the pages on which they do so without a gap."""

    places: frozenset[tuple[str, int]]
    heights: Mapping[int, Mapping[str, Set[int]]]
    texts: Mapping[str, frozenset[int]]

    def stands_at(self, fragment: Fragment) -> bool:
        """Return whether enough other pages show the line at this height, or a hair beside it."""
        return line_key(fragment) in self.places

    def includes(self, fragment: Fragment, page: int, *, apart: bool) -> bool:
        """Return whether a line of a page (from 0) is one of these.

        Where it stands ``apart`` from the text, it may also stand in for one on every other page.
        """
        return self.stands_at(fragment) or self._near(fragment, page) or (apart and self._alternates(fragment, page))

    def _near(self, fragment: Fragment, page: int) -> bool:
        """Return whether the pages before and after show the line near the same edge."""
        return page in self.texts.get(line_key(fragment)[0], frozenset())

    def _alternates(self, fragment: Fragment, page: int) -> bool:
        """Return whether every other page shows one line at this height, and those between, of which this is one, another."""
        height = line_key(fragment)[1]
        lines = [self.heights.get(near, {}) for near in (height - 1, height, height + 1)]
        return any(
            {page - 1, page + 1} <= pages and not any(other + 1 in pages for other in pages)
            for each in lines
            for pages in each.values()
        )


def find_running_lines(pages: Sequence[Sequence[Fragment]], orders: Sequence[list[int]]) -> RunningLines:
    """Return the lines that repeat near one edge; ``orders`` are the indices of each page from that edge inwards."""
    places: defaultdict[tuple[str, int], set[int]] = defaultdict(set)
    texts: defaultdict[str, set[int]] = defaultdict(set)
    signed: defaultdict[str, set[int]] = defaultdict(set)
    for n, page, order in zip(first_of_copies(pages), pages, orders, strict=True):
        for i in order:
            text, height = line_key(page[i])
            places[text, height].add(n)
            texts[text].add(n)
            if _in_signature(page, page[i]):
                signed[text].add(n)
    signatures = {text for text, found in signed.items() if len(found) > len(texts[text]) / 2}
    standing = _standing_places(places, signatures, len(pages))
    heights: defaultdict[int, dict[str, Set[int]]] = defaultdict(dict)
    for text, height in standing:
        if text != _ANY_NUMBER:
            heights[height][text] = places[text, height]
    in_a_row = {
        text: _three_in_a_row(found) for text, found in texts.items() if text not in signatures and text != _ANY_NUMBER
    }
    return RunningLines(standing, heights, in_a_row)


def _standing_places(
    places: Mapping[tuple[str, int], Set[int]], signatures: Set[str], page_count: int
) -> frozenset[tuple[str, int]]:
    """Return the lines with the heights at which, or a hair beside which, enough pages show them."""
    enough = 2 if page_count < 5 else 3

    def pages_near(text: str, height: int) -> int:
        near = (places.get((text, each), frozenset()) for each in (height - 1, height, height + 1))
        return len(frozenset().union(*near))

    return frozenset(
        (text, height)
        for text, height in places
        if text not in signatures and pages_near(text, height) >= (2 if text == _ANY_NUMBER else enough)
    )


def _three_in_a_row(pages: Set[int]) -> frozenset[int]:
    """Return those of some pages that are one of three that follow each other."""
    return frozenset(n for n in pages if any({n + k, n + k + 1, n + k + 2} <= pages for k in (-2, -1, 0)))


def first_of_copies(pages: Sequence[Sequence[Fragment]]) -> list[int]:
    """For each page the first one that holds the same text: copies of a page do not make its lines running lines."""
    first: dict[tuple[str, ...], int] = {}
    return [first.setdefault(tuple(fragment.text for fragment in page), n) for n, page in enumerate(pages)]


def _in_signature(page: Sequence[Fragment], fragment: Fragment) -> bool:
    """Return whether a line stands in a block of signatures."""
    reach = _SIGNATURE_LINES * fragment.height
    return any(abs(each.middle - fragment.middle) < reach and _SIGNED.match(each.text) for each in page)
