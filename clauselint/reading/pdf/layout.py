"""Reading order of a PDF page: columns, and pieces of lines put together again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, pairwise
from statistics import median

from clauselint.reading.fragments import Box, Fragment
from clauselint.reading.line_cues import space_after_label
from clauselint.reading.pdf.columns import ALIGNED, find_gutter, stretches_at_gutter
from clauselint.reading.text_cleaning import normalize_text

_MAX_GUTTERS = 2  # one within the other: three columns, or four
_RAISED_LETTERS = 4  # "2nd", "™", "12": raised text is no longer
_RAISED = 0.85  # of the line's height
_INITIAL = 1.6  # times the usual height
_MANY_RUNS = 40  # a page whose content jumps up more often is in no order of its own
_SPACE = 0.15  # heights; a narrower gap between pieces of a line is none


@dataclass(frozen=True, slots=True)
class PageLine:
    """A line of one column. ``column`` counts the stretches of text that are read one after the other."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    bold: bool
    column: int

    @property
    def height(self) -> float:
        """Height of the type, ascender to descender."""
        return max(self.y1 - self.y0, 0.1)


def lines_in_reading_order(fragments: Sequence[Fragment]) -> list[PageLine]:
    """The lines of a page in reading order. ``fragments`` are in the order of the page's content."""
    stretches = _stretches(_join_drop_caps(_join_raised_letters(fragments)), _MAX_GUTTERS)
    return [_line(row, column) for column, stretch in enumerate(stretches) for row in _rows(stretch)]


def _stretches(fragments: Sequence[Fragment], gutters: int) -> list[list[Fragment]]:
    """Stretches of text in reading order; a column may be parted by another gutter."""
    gutter = find_gutter(fragments) if gutters else None
    if gutter is None:
        return [_sort_column(fragments)]
    return list(
        _join_stretches(
            each for band in stretches_at_gutter(fragments, gutter) for each in _stretches(band, gutters - 1)
        )
    )


def insert_into_lines(fragments: Sequence[Fragment], *additions: Sequence[Fragment]) -> list[Fragment]:
    """Return the fragments, with what was filled in or typed later put where it stands."""
    late = [fragment for each in additions for fragment in each]
    placed = [fragment for fragment in fragments if fragment not in late]
    for fragment in late:
        placed.insert(_insertion_index(placed, fragment), fragment)
    return placed


def _insertion_index(placed: Sequence[Fragment], fragment: Fragment) -> int:
    """Return the index behind what is left of a fragment in its line, else below the line above."""
    line = [i for i, other in enumerate(placed) if other.y0 < fragment.middle < other.y1]
    left = [i for i in line if placed[i].x1 <= fragment.x0 + ALIGNED]
    if left:
        return max(left, key=lambda i: placed[i].x1) + 1
    if line:
        return min(line, key=lambda i: placed[i].x0)
    above = [i for i, other in enumerate(placed) if other.middle > fragment.middle]
    return min(above, key=lambda i: placed[i].middle) + 1 if above else 0


def _join_raised_letters(fragments: Sequence[Fragment]) -> list[Fragment]:
    """Return fragments with raised letters ("2" and a small "nd") put back among the words of their line."""
    if not fragments:
        return []
    lines = list(fragments)
    gone: set[int] = set()
    usual = median(fragment.height for fragment in fragments)
    for i, small in enumerate(fragments):
        if len(small.text) > _RAISED_LETTERS or small.height > _RAISED * usual:
            continue
        hosts = [j for j, line in enumerate(lines) if j not in gone and _carries(line, small)]
        if hosts:
            host = min(hosts, key=lambda j: abs(lines[j].middle - small.middle))
            lines[host] = _with_raised(lines[host], small)
            gone.add(i)
    return [fragment for i, fragment in enumerate(lines) if i not in gone]


def _join_drop_caps(fragments: Sequence[Fragment]) -> list[Fragment]:
    """Return fragments with each large first letter, which reaches down over several lines, put before the first line."""
    if not fragments:
        return []
    found = list(fragments)
    usual = median(fragment.height for fragment in fragments)
    for large in fragments:
        if len(large.text) > 1 or not large.text.isupper() or large.height < _INITIAL * usual:
            continue
        if lines := _lines_beside(large, found, usual):
            first = max(lines, key=lambda fragment: fragment.middle)
            found[found.index(first)] = _with_initial(first, large, usual)
            found.remove(large)
    return found


def _lines_beside(large: Fragment, fragments: Sequence[Fragment], usual: float) -> list[Fragment]:
    """Return the lines that begin with a letter right of a large initial; ``usual`` is the height of the page's type."""
    return [
        fragment
        for fragment in fragments
        if fragment is not large
        and large.y0 < fragment.middle < large.y1
        and large.x0 - ALIGNED < fragment.x0 < large.x1 + 2 * usual
        and fragment.text[0].isalpha()
    ]


def _with_initial(line: Fragment, large: Fragment, usual: float) -> Fragment:
    blank = " " if large.text in "AI" and line.x0 - large.x1 > _SPACE * 2 * usual else ""
    first_word = replace(line.words[0], text=large.text + blank + line.words[0].text)
    return replace(line, text=large.text + blank + line.text, words=(first_word, *line.words[1:]))


def _carries(line: Fragment, small: Fragment) -> bool:
    inside = line.x0 < small.x0 < line.x1 and small.x1 < line.x1 + line.height
    return inside and small.height < _RAISED * line.height and abs(small.middle - line.middle) < line.height


def _with_raised(line: Fragment, small: Fragment) -> Fragment:
    before = max(sum(word.x0 < small.x0 for word in line.words) - 1, 0)
    words = list(line.words)
    words[before] = replace(words[before], text=words[before].text + small.text)
    return replace(line, text=normalize_text(" ".join(word.text for word in words)), words=tuple(words))


def _join_stretches(stretches: Iterable[list[Fragment]]) -> Iterator[list[Fragment]]:
    """Single lines that cross the gutter one after the other are one stretch."""
    last: list[Fragment] = []
    for stretch in stretches:
        if last and len(stretch) == 1 and _overlaps_below(last[-1], stretch[0]):
            last.append(stretch[0])
            continue
        if last:
            yield last
        last = stretch
    if last:
        yield last


def _overlaps_below(before: Fragment, after: Fragment) -> bool:
    return before.x0 < after.x1 and after.x0 < before.x1 and before.middle > after.middle


def _sort_column(fragments: Sequence[Fragment]) -> list[Fragment]:
    """Return the fragments of one column from top to bottom: by the content's own order where that goes down the page."""
    runs = _downward_runs(fragments)
    if len(runs) > _MANY_RUNS or any(_interleave(a, b) for a, b in combinations(runs, 2)):
        return _sort_by_place(fragments)
    ordered: list[list[Fragment]] = []
    for run in runs:
        bottom = min(p.y0 for p in run)
        below = next((i for i, other in enumerate(ordered) if bottom > max(p.y1 for p in other)), len(ordered))
        ordered.insert(below, run)
    return [fragment for run in ordered for fragment in run]


def _downward_runs(fragments: Sequence[Fragment]) -> list[list[Fragment]]:
    """Return the stretches of the content that go down the page without a jump up."""
    runs: list[list[Fragment]] = []
    for fragment in fragments:
        if runs and fragment.middle <= runs[-1][-1].y1:
            runs[-1].append(fragment)
        else:
            runs.append([fragment])
    return runs


def _interleave(a: list[Fragment], b: list[Fragment]) -> bool:
    """Return whether two runs share a region of the page, so that neither comes first as a whole."""
    (ax0, ay0, ax1, ay1), (bx0, by0, bx1, by1) = _box_around(a), _box_around(b)
    return ax0 < bx1 and bx0 < ax1 and ay0 < by1 - 1 and by0 < ay1 - 1


def _box_around(run: list[Fragment]) -> Box:
    return min(p.x0 for p in run), min(p.y0 for p in run), max(p.x1 for p in run), max(p.y1 for p in run)


def _sort_by_place(fragments: Sequence[Fragment]) -> list[Fragment]:
    """Return fragments from top to bottom and, within a line, from left to right."""
    rows: list[list[Fragment]] = []
    for fragment in sorted(fragments, key=lambda p: -p.middle):
        if rows and fragment.middle > rows[-1][0].middle - 0.4 * min(fragment.height, rows[-1][0].height):
            rows[-1].append(fragment)
        else:
            rows.append([fragment])
    return [fragment for row in rows for fragment in sorted(row, key=lambda p: p.x0)]


def _rows(fragments: Sequence[Fragment]) -> Iterator[list[Fragment]]:
    """Yield consecutive fragments that stand in one line."""
    row: list[Fragment] = []
    for fragment in fragments:
        if row and not _same_line(row[-1], fragment):
            yield row
            row = []
        row.append(fragment)
    if row:
        yield row


def _same_line(before: Fragment, after: Fragment) -> bool:
    overlap = min(before.y1, after.y1) - max(before.y0, after.y0)
    return overlap > 0.5 * min(before.height, after.height) and after.x0 >= before.x1 - 0.5 * before.height


def _line(row: list[Fragment], column: int) -> PageLine:
    text = row[0].text
    for before, after in pairwise(row):
        text += (" " if after.x0 - before.x1 > _SPACE * before.height else "") + after.text
    main = max(row, key=lambda fragment: fragment.x1 - fragment.x0)
    return PageLine(
        space_after_label(text),
        row[0].x0,
        main.y0,
        max(fragment.x1 for fragment in row),
        main.y1,
        all(fragment.bold for fragment in row),
        column,
    )
