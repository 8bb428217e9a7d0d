"""Lines of PDF pages to paragraphs: by gaps, indents, labels, and by whether a line had room for the next word."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from math import inf

from clauselint.reading.line_cues import (
    LineVocabulary,
    continues_sentence,
    ends_in_reference,
    ends_in_stop,
    is_bullet,
    is_item,
    opens_block,
)
from clauselint.reading.pdf.layout import PageLine

_POINTS_OF_INDENT = 6.0
_SAME_EDGE = 2.5  # points
_GAP = 1.35  # line pitches; a wider gap ends a paragraph
_WIDE_GAP = 2.6  # line pitches; a wider one ends even an open sentence that a capital follows
_OTHER_SIZE = 0.15  # of the height; a greater difference is another type size
_ENOUGH_STEPS = 8  # on a page, to tell its own step from that of the document
_NEIGHBOURS = 4  # lines up and down whose right edges tell how wide the text is
_NARROW = 0.4  # of the column's width: a shorter line ends by choice
_SLACK = 0.08  # of the text's width: how ragged a right edge may be
_HEADING_WORDS = 14
_LARGER = 1.12  # times the body's height
_SMALLER = 0.9
_TOC_LEADER = re.compile(r"(?:\.\s?){4,}\s*[\divx]{0,5}$|\s\.{3,}\s*\d+$")
_TOC_TAIL = 200  # characters at the end of a line, where its dots and its page number are
_TOC_TITLE = re.compile(r"(?:table of )?contents:?", re.IGNORECASE)
_ENDS_IN_NUMBER = re.compile(r"\S\s+\d{1,3}$")
_LIST_GOES_ON = re.compile(r"[.;:][\"'”’)]*$|[,;]\s+(?:and|or|and/or)$")
_NOTE_MARK = re.compile(r"(?:\d{1,3}|[*†‡∗])\s?\S")


@dataclass(frozen=True, slots=True)
class LineGroup:
    """Lines that belong together, joined. ``room``: for how many characters its last line had still room; endless where
    that line ends by choice."""

    text: str
    kind: str
    bold: bool
    height: float
    column: int
    room: float


@dataclass(frozen=True, slots=True)
class TextMetrics:
    """The usual height of the document's type and step from line to line, both in points, and the vocabulary that
    tells how broken words are joined."""

    body: float
    pitch: float
    vocabulary: LineVocabulary


def measure_text(pages: Sequence[Sequence[PageLine]]) -> TextMetrics:
    """Measure all lines of a document."""
    heights: Counter[float] = Counter()
    for page in pages:
        for line in page:
            heights[round(line.height, 1)] += len(line.text)
    body = heights.most_common(1)[0][0] if heights else 10.0
    steps = [step for page in pages for step in _steps(page)]
    return TextMetrics(
        body, _usual(steps) or body, LineVocabulary("\n".join(line.text for page in pages for line in page))
    )


def group_lines(lines: Sequence[PageLine], metrics: TextMetrics) -> list[LineGroup]:
    """The paragraphs of one page's lines, which are in reading order."""
    page = _measured_page(lines, metrics)
    groups: list[list[int]] = []
    for i in range(len(lines)):
        if groups and not _begins_paragraph(page, groups[-1], i):
            groups[-1].append(i)
        else:
            groups.append([i])
    found = [_line_group(page, group, metrics) for group in groups]
    return _mark_footnotes(found, metrics)


def _steps(lines: Sequence[PageLine]) -> list[float]:
    """The distances from line to line, in points."""
    return [
        a.y0 - b.y0 for a, b in pairwise(lines) if a.column == b.column and 0.3 * a.height < a.y0 - b.y0 < 4 * a.height
    ]


def _usual(steps: list[float]) -> float:
    """The step within paragraphs: most lines stand closer to each other than paragraphs do."""
    return sorted(steps)[len(steps) // 3] if steps else 0.0


@dataclass(frozen=True, slots=True)
class _MeasuredPage:
    """Lines in reading order, their usual step, and by column how far to the right the text reaches."""

    lines: Sequence[PageLine]
    pitch: float
    reach: Mapping[int, float]

    def is_full(self, i: int, after: str) -> bool:
        """Return whether line ``i`` had no room for the first word of ``after``."""
        return self.room(i) < len(after.split(" ", 1)[0]) + 1

    def room(self, i: int) -> float:
        """Return for how many characters line ``i`` had still room; infinity for one that is short by choice."""
        line = self.lines[i]
        width = line.x1 - line.x0
        if width < _NARROW * (self.reach[line.column] - line.x0):
            return inf
        near = self.lines[max(0, i - _NEIGHBOURS) : i + _NEIGHBOURS + 1]
        right = max(each.x1 for each in near if each.column == line.column)
        return (right - line.x1 - _SLACK * (right - line.x0)) * max(len(line.text), 1) / max(width, 1.0)


def _measured_page(lines: Sequence[PageLine], metrics: TextMetrics) -> _MeasuredPage:
    own = _steps(lines)
    reach: dict[int, float] = {}
    for line in lines:
        reach[line.column] = max(reach.get(line.column, line.x1), line.x1)
    return _MeasuredPage(lines, _usual(own) if len(own) >= _ENOUGH_STEPS else metrics.pitch, reach)


def _begins_paragraph(page: _MeasuredPage, group: list[int], i: int) -> bool:
    """Return whether line ``i`` begins a paragraph, after the lines of ``group``."""
    line, before, first = page.lines[i], page.lines[i - 1], page.lines[group[0]]
    gap = before.y0 - line.y0
    same_size = abs(line.height - before.height) <= _OTHER_SIZE * max(line.height, before.height)
    if _tops_column(line, before):
        return not (same_size and _runs_on(page, i))
    if continues_sentence(before.text, line.text) and same_size and not _is_toc_line(before.text):
        return False
    full = page.is_full(i - 1, line.text)
    if opens_block(line.text):
        return not _label_inside(before, line, full=full, close=gap <= _GAP * page.pitch)
    if not same_size:
        return True
    if gap > _GAP * page.pitch and (line.bold or gap > _WIDE_GAP * page.pitch):
        return True
    if not full:
        return True
    separate = before.bold != line.bold or gap > _GAP * page.pitch
    return ends_in_stop(before.text) and (separate or _other_indent(line, before, first, alone=len(group) == 1))


def _tops_column(line: PageLine, before: PageLine) -> bool:
    """Return whether a line stands on top of the next column."""
    return line.column != before.column or before.y0 - line.y0 < -0.5 * line.height


def _runs_on(page: _MeasuredPage, i: int) -> bool:
    """Return whether a sentence runs on into line ``i`` from the line before, at the foot of another column."""
    before, line = page.lines[i - 1], page.lines[i]
    if continues_sentence(before.text, line.text):
        return True
    open_end = not ends_in_stop(before.text) and not before.bold and page.is_full(i - 1, line.text)
    return open_end and not line.bold and not opens_block(line.text)


def _label_inside(before: PageLine, line: PageLine, *, full: bool, close: bool) -> bool:
    """Return whether what looks like a label only came to the beginning of a line by wrapping ("… under Section / 2.1 of")."""
    if not (full and close) or before.bold != line.bold or is_bullet(line.text):
        return False
    if ends_in_reference(before.text, line.text):
        return True
    if _LIST_GOES_ON.search(before.text) or (is_item(before.text) and _ENDS_IN_NUMBER.search(before.text)):
        return False
    same_edge = abs(line.x0 - before.x0) <= _SAME_EDGE
    return before.text[-1] != "," or (same_edge and not is_item(before.text))


def _other_indent(line: PageLine, before: PageLine, first: PageLine, *, alone: bool) -> bool:
    """Return whether a line that follows the end of a sentence stands where paragraphs begin."""
    if line.x0 > before.x0 + _POINTS_OF_INDENT:  # further in: a first line, unless the label before hangs
        return not (alone and is_item(first.text))
    return line.x0 < before.x0 - _POINTS_OF_INDENT and not alone


def _line_group(page: _MeasuredPage, group: list[int], metrics: TextMetrics) -> LineGroup:
    lines = page.lines
    text = lines[group[0]].text
    for i in group[1:]:
        text = metrics.vocabulary.join(text, lines[i].text)
    bold = all(lines[i].bold for i in group)
    last = lines[group[-1]]
    height = lines[group[0]].height
    return LineGroup(
        text, _kind(text, height, metrics.body, bold=bold), bold, height, last.column, page.room(group[-1])
    )


def _kind(text: str, height: float, body: float, *, bold: bool) -> str:
    """Return the kind of a paragraph by its text, the height of its type beside the ``body``'s, and whether it is bold."""
    if _is_toc_line(text):
        return "toc"
    if _may_be_heading(text):
        capitals = all(c.isupper() for c in text if c.isalpha())
        if bold or capitals or (height > _LARGER * body and text[-1] != "."):
            return "heading"
    return "list-item" if is_item(text) else "paragraph"


def _may_be_heading(text: str) -> bool:
    """Return whether a text is short, has words, and is no blank to fill in and no entry of a list."""
    short = len(text.split()) <= _HEADING_WORDS and sum(c.isalpha() for c in text) > 3 and "_" not in text
    return short and not is_bullet(text) and text[-1] not in ",;"


def _is_toc_line(text: str) -> bool:
    return bool(_TOC_LEADER.search(text[-_TOC_TAIL:]))


def mark_toc_lines(kinds: Sequence[tuple[str, str]]) -> list[str]:
    """The kinds of a document's paragraphs, given as (text, kind): "toc" for the lines under a title of contents."""
    inside = False
    marked = []
    for text, kind in kinds:
        if _TOC_TITLE.fullmatch(text):
            inside = True
        elif inside and kind != "toc":
            inside = bool(_ENDS_IN_NUMBER.search(text)) or text.casefold() in ("page", "section")
            kind = "toc" if inside else kind
        marked.append(kind)
    return marked


def _mark_footnotes(found: list[LineGroup], metrics: TextMetrics) -> list[LineGroup]:
    """Mark the footnotes: paragraphs of smaller type at the foot of each column, the first with a number."""
    marked: list[LineGroup] = []
    for _, group in groupby(found, key=lambda paragraph: paragraph.column):
        column = list(group)
        start = len(column)
        while start > 0 and column[start - 1].height < _SMALLER * metrics.body:
            start -= 1
        while start < len(column) and not _NOTE_MARK.match(column[start].text):
            start += 1
        if start == 0:  # a column all in small type has no footnotes
            start = len(column)
        marked.extend(column[:start])
        marked.extend(replace(paragraph, kind="note") for paragraph in column[start:])
    return marked
