"""What pages repeat: headers, footers, page numbers, and line numbers in the margin. None of it is contract text."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from clauselint.reading.lines import folded, page_number
from clauselint.reading.pdf_lines import Part

Furniture = dict[int, str]  # index of a part on its page -> kind of aside

# Page numbers that can be nothing else where they stand alone: "- 12 -", "Page 3", "ii".
_NO_OTHER = re.compile(r"[-–—]\s*\d+\s*[-–—]|(?i:page)\s*\d+.*|i{1,3}|iv|vi{1,3}|ix|xi{1,3}|xiv")
_SAME_HEIGHT = 6.0  # points: the same line of a page template
_SAME_EDGE = 4.0  # points: numbers of one column
_OUTERMOST = 8  # parts looked at from either end of a page
_LEAST_LINE_NUMBERS = 5
_UNEVEN = 0.15  # of the usual gap
_LEAST_CLIMB = 3  # page numbers in a row, before lone numbers inside the pages are taken for such


def furniture(pages: Sequence[Sequence[Part]]) -> list[Furniture]:
    """The parts of each page that are furniture, by their index, with their kind.

    A line is a header or footer only where it stands at the same height on other pages, with nothing but such lines
    between it and the edge: so signature blocks, which repeat as well, survive.
    """
    found: list[Furniture] = [{**_line_numbers(page), **_sideways(page)} for page in pages]
    for top in (True, False):
        orders = [_from_edge(page, known, top=top) for page, known in zip(pages, found, strict=True)]
        repeated = _repeated(pages, orders)
        for page, known, order in zip(pages, found, orders, strict=True):
            for i in order:
                if page_number(page[i].text) and repeated[_key(page[i])] > 1:
                    known[i] = "page-number"
                elif repeated[_key(page[i])] >= _enough(len(pages)):
                    known[i] = "header" if top else "footer"
                else:
                    break
    for page, known in zip(pages, found, strict=True):
        _keep_labels(page, known)
    _numbers_inside(pages, found)
    return found


def _keep_labels(page: Sequence[Part], known: Furniture) -> None:
    """Take back what shares its line with text: "5" left of a paragraph is its number."""
    text = [part for i, part in enumerate(page) if i not in known]
    for i in [i for i, kind in known.items() if kind in ("header", "footer", "page-number")]:
        if any(part.y0 < page[i].middle < part.y1 for part in text):
            del known[i]


def _enough(pages: int) -> int:
    """On how many pages a line must stand to be a running line."""
    return 2 if pages < 5 else 3


def _key(part: Part) -> tuple[str, int]:
    # Bare numbers compare as they stand: "1.27" and "1.38" are clauses, however alike their places on two pages.
    bare = not any(c.isalpha() for c in part.text)
    text = "#" if page_number(part.text) else part.text if bare else folded(part.text)
    return text, round(part.y0 / _SAME_HEIGHT)


def _from_edge(page: Sequence[Part], known: Furniture, *, top: bool) -> list[int]:
    """Indices of the outermost parts, from the edge inwards."""
    order = sorted((i for i in range(len(page)) if i not in known), key=lambda i: page[i].middle, reverse=top)
    return order[:_OUTERMOST]


def _repeated(pages: Sequence[Sequence[Part]], orders: Iterable[list[int]]) -> Counter[tuple[str, int]]:
    """On how many pages each outermost line stands, at its height or a hair beside it."""
    exact: Counter[tuple[str, int]] = Counter()
    for page, order in zip(pages, orders, strict=True):
        exact.update({_key(page[i]) for i in order})
    return Counter({(text, at): sum(exact[text, near] for near in (at - 1, at, at + 1)) for text, at in exact})


def _sideways(page: Sequence[Part]) -> Furniture:
    """Text along the edge of a page, such as a filing stamp."""
    return {i: "watermark" for i, part in enumerate(page) if part.sideways}


def _line_numbers(page: Sequence[Part]) -> Furniture:
    """A column of numbers that count the lines of the page, left of all text."""
    numbers = [(i, int(part.text)) for i, part in enumerate(page) if part.text.isdigit() and len(part.text) < 4]
    if len(numbers) < _LEAST_LINE_NUMBERS:
        return {}
    by_edge: defaultdict[tuple[str, int], list[tuple[int, int]]] = defaultdict(list)
    for i, number in numbers:
        by_edge["left", round(page[i].x0 / _SAME_EDGE)].append((i, number))
        by_edge["right", round(page[i].x1 / _SAME_EDGE)].append((i, number))
    column = max(by_edge.values(), key=len)
    column.sort(key=lambda each: -page[each[0]].middle)
    steps = [after[1] - before[1] for before, after in pairwise(column)]
    counts = len(column) >= _LEAST_LINE_NUMBERS and sum(step in (1, 5) for step in steps) >= 0.9 * len(steps)
    chosen = {i for i, _ in column}
    right = max(page[i].x1 for i in chosen)
    beside = [part for i, part in enumerate(page) if i not in chosen and part.x0 < right and not page_number(part.text)]
    # Headers and footers may begin further left than the text; most of the page must not.
    if not counts or len(beside) > len(column) / 5 or not _evenly_spaced([page[i] for i, _ in column]):
        return {}
    return dict.fromkeys(chosen, "line-number")


def _evenly_spaced(column: Sequence[Part]) -> bool:
    """Whether the numbers follow each other at one distance, as lines do and the rows of a table seldom."""
    gaps = sorted(before.middle - after.middle for before, after in pairwise(column))
    usual = gaps[len(gaps) // 2]
    return sum(abs(gap - usual) <= _UNEVEN * usual for gap in gaps) >= 0.9 * len(gaps)


def _numbers_inside(pages: Sequence[Sequence[Part]], found: list[Furniture]) -> None:
    """Lone numbers in dashes, or that climb through the document: page numbers of the paper that was copied."""
    lone = []
    for n, page in enumerate(pages):
        for i, part in enumerate(page):
            if not (number := page_number(part.text)) or not _alone(page, i):
                continue
            if found[n].get(i, "page-number") != "page-number":
                continue
            if _NO_OTHER.fullmatch(part.text):
                found[n][i] = "page-number"
            elif number.isdigit():
                lone.append((n, i, int(number)))
    best: list[tuple[int, int, int]] = []
    current: list[tuple[int, int, int]] = []
    for each in lone:
        if not current or not 0 < each[2] - current[-1][2] <= 2:
            current = []
        current.append(each)
        if len(current) >= _LEAST_CLIMB:
            best.extend(current if len(current) == _LEAST_CLIMB else [each])
    for n, i, _ in best:
        found[n][i] = "page-number"


def _alone(page: Sequence[Part], i: int) -> bool:
    """Whether nothing else stands in a part's line."""
    middle = page[i].middle
    return not any(j != i and other.y0 < middle < other.y1 for j, other in enumerate(page))
