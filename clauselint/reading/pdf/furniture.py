"""Page furniture: headers, footers, page and line numbers, watermarks. None of it is contract text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from functools import partial
from itertools import takewhile
from statistics import median

from clauselint.reading.fragments import Fragment
from clauselint.reading.line_cues import is_item, is_signature_line
from clauselint.reading.pdf.page_numbers import (
    climbing_numbers,
    is_alone_in_line,
    line_number_indices,
    numbers_inside_pages,
    parse_page_number,
)
from clauselint.reading.pdf.running_lines import (
    EXHIBIT_HEAD,
    SAME_HEIGHT,
    RunningLines,
    find_running_lines,
    first_of_copies,
    line_key,
)

Furniture = dict[int, str]  # index of a fragment on its page -> kind of aside

_MAX_RUNNING = 8  # pieces of lines at either end of a page
_OUTERMOST = 10  # of these looked at
_HUGE = 2.5  # times the usual height of the page's type
_COMPANY = re.compile(r"\b(?:Inc|Ltd|Co|Corp|L\.P)\.$")
_SHORT = 8  # words
_APART = 2.0  # heights from middle to middle
_SAME_TYPE = 0.05  # of the height
_CLOSE = 1.6  # heights from middle to middle: the next line of a paragraph
_LEGEND_LINES = 4  # above or below a page number inside a page
# The line that a filing service prints at the foot: "Source: ACME INC, 10-K, 4/1/2019".
_PROVENANCE = re.compile(r"(?:\S{1,6} )?Source: .+, \d{1,2}/\d{1,2}/\d{4}")
# What browsers print at the head and foot of a page: date and time, with the title; address and number of the page.
_BROWSER = (
    re.compile(r"\d{1,2}[./]\d{1,2}[./]\d{2,4}, \d{1,2}:\d{2}(?:\s?[AP]M)?"),
    re.compile(r"(?:https?|file)://\S+"),
)


def find_furniture(pages: Sequence[Sequence[Fragment]]) -> list[Furniture]:
    """Return the fragments of each page that are furniture, by their index, with their kind.

    A line is a header or footer only where it stands at the same height on other pages, or ends three pages running,
    with nothing but such lines between it and the edge: so signature blocks, which repeat as well, survive. What a
    browser or a filing service prints is known by its words; a lone number inside a page by those of the other pages.
    """
    found = _known_by_itself(pages)
    numbers = _numbers_at_edges(pages, found)
    for top in (True, False):
        orders = [_from_edge(page, known, top=top) for page, known in zip(pages, found, strict=True)]
        running = find_running_lines(pages, orders)
        for n, page, known, order in zip(first_of_copies(pages), pages, found, orders, strict=True):
            edge = _edge_furniture(page, n, order, running, numbers, "header" if top else "footer")
            if not top:
                _keep_sentence(page, edge)
            if len(edge) > _MAX_RUNNING or len(edge) + len(known) >= len(page):
                # A form that fills several pages repeats too, and is text.
                edge = {i: kind for i, kind in edge.items() if kind == "page-number"}
            known.update(edge)
    for page, known in zip(pages, found, strict=True):
        _keep_labels(page, known)
    _add_numbers_inside(pages, found)
    return found


def _known_by_itself(pages: Sequence[Sequence[Fragment]]) -> list[Furniture]:
    """Return the furniture that its place, its angle or its words give away: line numbers, watermarks, print marks."""
    stamps = {line_key(page[i]) for page in pages for i in _watermarks(page)}
    return [
        {
            **dict.fromkeys(line_number_indices(page), "line-number"),
            **{i: "watermark" for i, fragment in enumerate(page) if line_key(fragment) in stamps},
            **{i: "footer" for i, fragment in enumerate(page) if _PROVENANCE.fullmatch(fragment.text)},
            **_browser_lines(page),
        }
        for page in pages
    ]


def _edge_furniture(
    page: Sequence[Fragment],
    n: int,
    order: Sequence[int],
    running: RunningLines,
    numbers: Set[tuple[int, int]],
    kind: str,
) -> Furniture:
    """Return the running lines of page ``n`` (from 0) of ``kind``, from the edge inwards up to the first other line."""
    edge: Furniture = {}
    for i in order:
        if parse_page_number(page[i].text):
            if (n, i) not in numbers and not running.stands_at(page[i]):
                break
            edge[i] = "page-number"
        elif running.includes(page[i], n, apart=_stands_apart(page, i)) and not _is_contract_text(page, i):
            edge[i] = kind
        else:
            break
    return edge


def _watermarks(page: Sequence[Fragment]) -> list[int]:
    """Text at an angle, such as a filing stamp along the edge, and huge text that lies across lines of the page."""
    usual = median(fragment.height for fragment in page) if page else 0.0

    def across(fragment: Fragment) -> bool:
        if fragment.height < _HUGE * usual or len(fragment.text) == 1:  # a large initial stands beside its lines
            return False
        lines = [
            p
            for p in page
            if p is not fragment and fragment.y0 < p.middle < fragment.y1 and p.x0 < fragment.x1 and p.x1 > fragment.x0
        ]
        return len(lines) > 1

    return [i for i, fragment in enumerate(page) if fragment.tilted or across(fragment)]


def _browser_lines(page: Sequence[Fragment]) -> Furniture:
    """The first and last line of a page that a browser printed, which stand there even on a page alone."""
    found: Furniture = {}
    if not page:
        return found
    for edge, pattern, kind in (
        (max(fragment.middle for fragment in page), _BROWSER[0], "header"),
        (min(fragment.middle for fragment in page), _BROWSER[1], "footer"),
    ):
        line = [i for i, fragment in enumerate(page) if fragment.y0 < edge < fragment.y1]
        if any(pattern.match(page[i].text) for i in line):
            found |= dict.fromkeys(line, kind)
    return found


def _numbers_at_edges(pages: Sequence[Sequence[Fragment]], found: Sequence[Furniture]) -> set[tuple[int, int]]:
    """The numbers near an edge of their page that count the pages, wherever exactly they stand."""
    candidates = []
    for page, known in zip(pages, found, strict=True):
        outer = {*_from_edge(page, known, top=True), *_from_edge(page, known, top=False)}
        candidates.append(
            [(i, number) for i in sorted(outer) if (number := parse_page_number(page[i].text)) is not None]
        )
    return set(climbing_numbers(candidates))


def _keep_sentence(page: Sequence[Fragment], edge: Furniture) -> None:
    """Take back the last lines of a text that end alike on several pages: each goes on with a small letter, in the same
    type, right below a line of the text."""
    for i in sorted(edge, key=lambda i: -page[i].middle):
        line = page[i]
        above = min(
            (p for k, p in enumerate(page) if k not in edge and p.middle > line.y1),
            key=lambda p: p.middle,
            default=None,
        )
        if above is None or not line.text[0].islower():
            return
        same_type = abs(above.height - line.height) < _SAME_TYPE * line.height
        if (
            not same_type
            or above.middle - line.middle > _CLOSE * line.height
            or above.x0 > line.x1
            or line.x0 > above.x1
        ):
            return
        del edge[i]


def _stands_apart(page: Sequence[Fragment], i: int) -> bool:
    """Return whether a line is short, no sentence, and further from its neighbors than lines of a paragraph are."""
    fragment = page[i]
    closed = fragment.text[-1] in ".;:," and not _COMPANY.search(fragment.text)
    if len(fragment.text.split()) > _SHORT or closed or not fragment.text[0].isupper():
        return False
    others = [p for p in page if not fragment.y0 < p.middle < fragment.y1]
    return all(abs(p.middle - fragment.middle) > _APART * fragment.height for p in others)


def _is_contract_text(page: Sequence[Fragment], i: int) -> bool:
    """Return whether a line is the contract's own though other pages show it too: signatures, rules, heads of table columns."""
    text = page[i].text
    if is_signature_line(text) or is_item(text) or not any(c.isalnum() for c in text):
        return True
    row = [fragment for fragment in page if fragment.y0 < page[i].middle < fragment.y1]
    if len(row) < 3:
        return False
    below = [
        fragment
        for fragment in page
        if 0 < page[i].middle - fragment.middle < 4 * page[i].height and fragment not in row
    ]
    return sum(any(abs(fragment.x0 - each.x0) < SAME_HEIGHT for each in below) for fragment in row) > 1


def _keep_labels(page: Sequence[Fragment], known: Furniture) -> None:
    """Take back what shares its line with text: "5" left of a paragraph is its number."""
    text = [fragment for i, fragment in enumerate(page) if i not in known]
    for i in [i for i, kind in known.items() if kind in ("header", "footer", "page-number")]:
        if not _PROVENANCE.fullmatch(page[i].text) and any(
            fragment.y0 < page[i].middle < fragment.y1 for fragment in text
        ):
            del known[i]


def _from_edge(page: Sequence[Fragment], known: Furniture, *, top: bool) -> list[int]:
    """Return the indices of the outermost fragments, from the edge inwards."""
    order = sorted((i for i in range(len(page)) if i not in known), key=lambda i: page[i].middle, reverse=top)
    return order[:_OUTERMOST]


def _add_numbers_inside(pages: Sequence[Sequence[Fragment]], found: list[Furniture]) -> None:
    """Add the page numbers of a paper that was copied, in the middle of pages, and the lines that go with them."""
    taken = [{i for i, kind in known.items() if kind != "page-number"} for known in found]
    numbers = numbers_inside_pages(pages, taken)
    for n, i in numbers:
        found[n][i] = "page-number"
    beside = [(n, lines) for n, i in numbers for lines in _lines_around(pages[n], i, found[n])]
    often = Counter(pages[n][i].text for n, lines in beside for i in lines)
    for n, lines in beside:
        for i in takewhile(partial(_is_legend, pages[n], often), lines):
            found[n].setdefault(i, "footer")


def _is_legend(page: Sequence[Fragment], often: Mapping[str, int], i: int) -> bool:
    """Return whether a line beside page numbers belongs to them; ``often`` counts the lines by their text."""
    text = page[i].text
    is_title = EXHIBIT_HEAD.fullmatch(text) is not None
    return often[text] >= 3 and not is_title and is_alone_in_line(page, i) and not _is_contract_text(page, i)


def _lines_around(page: Sequence[Fragment], number: int, known: Furniture) -> tuple[list[int], list[int]]:
    """The lines above a page number inside a page, from the bottom up, and those below it."""
    middle = page[number].middle
    above = sorted(
        (i for i, p in enumerate(page) if p.middle > middle and i not in known), key=lambda i: page[i].middle
    )
    below = sorted(
        (i for i, p in enumerate(page) if p.middle < middle and i not in known), key=lambda i: -page[i].middle
    )
    return above[:_LEGEND_LINES], below[:_LEGEND_LINES]
