"""What pages repeat: headers, footers, page and line numbers, watermarks. None of it is contract text."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from statistics import median

from clauselint.reading.fragments import Fragment
from clauselint.reading.line_cues import is_item, is_signature_line, mask_digits
from clauselint.reading.pdf.page_numbers import (
    climbing_numbers,
    is_alone_in_line,
    line_number_indices,
    numbers_inside_pages,
    parse_page_number,
)

Furniture = dict[int, str]  # index of a part on its page -> kind of aside

_SAME_HEIGHT = 6.0  # points: the same line of a page template
_MAX_RUNNING = 8  # pieces of lines at either end of a page
_OUTERMOST = 10  # of these looked at
_HUGE = 2.5  # times the usual height of the page's type
_COMPANY = re.compile(r"\b(?:Inc|Ltd|Co|Corp|L\.P)\.$")
_SHORT = 8  # words
_APART = 2.0  # heights from middle to middle
_SAME_TYPE = 0.05  # of the height
_CLOSE = 1.6  # heights from middle to middle: the next line of a paragraph
_LEGEND_LINES = 4  # above or below a page number inside a page
_SIGNED = re.compile(r"(?:By|Name|Title|Its|Signature)\s*:|/s/|_{6}", re.IGNORECASE)
_SIGNATURE_LINES = 8
_NUMBER = r"[A-Z]{0,2}-?[\dIVX.]+[A-Z]?"
_HEAD = re.compile(
    rf"(?:(?:EXHIBIT|SCHEDULE|APPENDIX|ANNEX|ATTACHMENT|SECTION|ARTICLE|CLAUSE|PART)\s+(?:{_NUMBER}|[A-Z]{{1,2}})|{_NUMBER})"
    r"\s*:?",
    re.IGNORECASE,
)
# The line that a filing service prints at the foot: "Source: ACME INC, 10-K, 4/1/2019".
_PROVENANCE = re.compile(r"(?:\S{1,6} )?Source: .+, \d{1,2}/\d{1,2}/\d{4}")
# What browsers print at the head and foot of a page: date and time, with the title; address and number of the page.
_BROWSER = (
    re.compile(r"\d{1,2}[./]\d{1,2}[./]\d{2,4}, \d{1,2}:\d{2}(?:\s?[AP]M)?"),
    re.compile(r"(?:https?|file)://\S+"),
)


def find_furniture(pages: Sequence[Sequence[Fragment]]) -> list[Furniture]:
    """The parts of each page that are furniture, by their index, with their kind.

    A line is a header or footer only where it stands at the same height on other pages, or ends three pages running,
    with nothing but such lines between it and the edge: so signature blocks, which repeat as well, survive. What a
    browser or a filing service prints is known by its words; a lone number inside a page by those of the other pages.
    """
    stamps = {_line_key(page[i]) for page in pages for i in _watermarks(page)}
    found: list[Furniture] = [
        {
            **dict.fromkeys(line_number_indices(page), "line-number"),
            **{i: "watermark" for i, fragment in enumerate(page) if _line_key(fragment) in stamps},
            **{i: "footer" for i, fragment in enumerate(page) if _PROVENANCE.fullmatch(fragment.text)},
            **_browser_lines(page),
        }
        for page in pages
    ]
    numbers = _numbers_at_edges(pages, found)
    for top in (True, False):
        orders = [_from_edge(page, known, top=top) for page, known in zip(pages, found, strict=True)]
        running = _find_running_lines(pages, orders)
        for n, page, known, order in zip(_first_of_copies(pages), pages, found, orders, strict=True):
            edge: Furniture = {}
            for i in order:
                if parse_page_number(page[i].text):
                    if (n, i) not in numbers and not running.at(page[i]):
                        break
                    edge[i] = "page-number"
                elif running.runs(page[i], n, apart=_stands_apart(page, i)) and not _is_contract_text(page, i):
                    edge[i] = "header" if top else "footer"
                else:
                    break
            if not top:
                _keep_sentence(page, edge)
            if len(edge) <= _MAX_RUNNING and len(edge) + len(known) < len(page):
                known.update(edge)
            else:  # a form that fills several pages repeats too, and is text
                known.update({i: kind for i, kind in edge.items() if kind == "page-number"})
    for page, known in zip(pages, found, strict=True):
        _keep_labels(page, known)
    _add_numbers_inside(pages, found)
    return found


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
    """Whether a line is short, no sentence, and further from its neighbours than lines of a paragraph are."""
    fragment = page[i]
    closed = fragment.text[-1] in ".;:," and not _COMPANY.search(fragment.text)
    if len(fragment.text.split()) > _SHORT or closed or not fragment.text[0].isupper():
        return False
    others = [p for p in page if not fragment.y0 < p.middle < fragment.y1]
    return all(abs(p.middle - fragment.middle) > _APART * fragment.height for p in others)


def _is_contract_text(page: Sequence[Fragment], i: int) -> bool:
    """Whether a line is the contract's own though other pages show it too: signatures, rules, heads of table columns."""
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
    return sum(any(abs(fragment.x0 - each.x0) < _SAME_HEIGHT for each in below) for fragment in row) > 1


def _keep_labels(page: Sequence[Fragment], known: Furniture) -> None:
    """Take back what shares its line with text: "5" left of a paragraph is its number."""
    text = [fragment for i, fragment in enumerate(page) if i not in known]
    for i in [i for i, kind in known.items() if kind in ("header", "footer", "page-number")]:
        if not _PROVENANCE.fullmatch(page[i].text) and any(
            fragment.y0 < page[i].middle < fragment.y1 for fragment in text
        ):
            del known[i]


def _line_key(fragment: Fragment) -> tuple[str, int]:
    # What is only a number, or a head with one, compares as it stands: "1.27" and "1.38" are clauses, "Schedule 1" and
    # "Schedule 2" are titles, however alike their places on two pages.
    text = (
        "#"
        if parse_page_number(fragment.text)
        else fragment.text
        if _HEAD.fullmatch(fragment.text)
        else mask_digits(fragment.text)
    )
    return text, round(fragment.y0 / _SAME_HEIGHT)


def _from_edge(page: Sequence[Fragment], known: Furniture, *, top: bool) -> list[int]:
    """Indices of the outermost parts, from the edge inwards."""
    order = sorted((i for i in range(len(page)) if i not in known), key=lambda i: page[i].middle, reverse=top)
    return order[:_OUTERMOST]


@dataclass(frozen=True, slots=True)
class _RunningLines:
    """Lines near one edge of the pages that repeat: ``places`` with their height, ``heights`` with their texts and the
    pages (from 0) of each, ``texts`` with the pages on which they do so without a gap."""

    places: frozenset[tuple[str, int]]
    heights: Mapping[int, Mapping[str, Set[int]]]
    texts: Mapping[str, frozenset[int]]

    def at(self, fragment: Fragment) -> bool:
        """Whether enough other pages show the line at this height, or a hair beside it."""
        return _line_key(fragment) in self.places

    def runs(self, fragment: Fragment, page: int, *, apart: bool) -> bool:
        """Whether a line of a page (from 0) is one of these, or stands in for one on every other page; that only where it
        stands ``apart`` from the text."""
        return self.at(fragment) or self._near(fragment, page) or (apart and self._alternates(fragment, page))

    def _near(self, fragment: Fragment, page: int) -> bool:
        """Whether the pages before and after show the line near the same edge."""
        return page in self.texts.get(_line_key(fragment)[0], frozenset())

    def _alternates(self, fragment: Fragment, page: int) -> bool:
        """Whether every other page shows one line at this height, and those between, of which this is one, another."""
        at = _line_key(fragment)[1]
        lines = [self.heights.get(height, {}) for height in (at - 1, at, at + 1)]
        return any(
            {page - 1, page + 1} <= pages and not any(other + 1 in pages for other in pages)
            for each in lines
            for pages in each.values()
        )


def _find_running_lines(pages: Sequence[Sequence[Fragment]], orders: Sequence[list[int]]) -> _RunningLines:
    places: defaultdict[tuple[str, int], set[int]] = defaultdict(set)
    texts: defaultdict[str, set[int]] = defaultdict(set)
    signed: defaultdict[str, set[int]] = defaultdict(set)
    for n, page, order in zip(_first_of_copies(pages), pages, orders, strict=True):
        for i in order:
            text, height = _line_key(page[i])
            places[text, height].add(n)
            texts[text].add(n)
            if _in_signature(page, page[i]):
                signed[text].add(n)
    own = {text for text, found in signed.items() if len(found) > len(texts[text]) / 2}
    enough = 2 if len(pages) < 5 else 3
    standing = {
        (text, height)
        for text, height in places
        if text not in own
        and len(set().union(*(places.get((text, near), set()) for near in (height - 1, height, height + 1))))
        >= (2 if text == "#" else enough)
    }
    in_a_row = {
        text: frozenset(n for n in found if any({n + k, n + k + 1, n + k + 2} <= found for k in (-2, -1, 0)))
        for text, found in texts.items()
        if text not in own and text != "#"
    }
    heights: defaultdict[int, dict[str, Set[int]]] = defaultdict(dict)
    for text, height in standing:
        if text != "#":
            heights[height][text] = places[text, height]
    return _RunningLines(frozenset(standing), heights, in_a_row)


def _first_of_copies(pages: Sequence[Sequence[Fragment]]) -> list[int]:
    """For each page the first one that holds the same text: copies of a page do not make its lines running lines."""
    first: dict[tuple[str, ...], int] = {}
    return [first.setdefault(tuple(fragment.text for fragment in page), n) for n, page in enumerate(pages)]


def _in_signature(page: Sequence[Fragment], fragment: Fragment) -> bool:
    """Whether a line stands in a block of signatures."""
    reach = _SIGNATURE_LINES * fragment.height
    return any(abs(each.middle - fragment.middle) < reach and _SIGNED.match(each.text) for each in page)


def _add_numbers_inside(pages: Sequence[Sequence[Fragment]], found: list[Furniture]) -> None:
    """The page numbers of a paper that was copied, in the middle of pages, and the lines that go with them."""
    taken = [{i for i, kind in known.items() if kind != "page-number"} for known in found]
    numbers = numbers_inside_pages(pages, taken)
    for n, i in numbers:
        found[n][i] = "page-number"
    beside = [(n, lines) for n, i in numbers for lines in _lines_around(pages[n], i, found[n])]
    often = Counter(pages[n][i].text for n, lines in beside for i in lines)
    for n, lines in beside:
        for i in lines:
            text = pages[n][i].text
            if (
                often[text] < 3
                or _HEAD.fullmatch(text)
                or not is_alone_in_line(pages[n], i)
                or _is_contract_text(pages[n], i)
            ):
                break
            found[n].setdefault(i, "footer")


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
