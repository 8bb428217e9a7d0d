"""Reading order of a PDF page: columns, and pieces of lines put together again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from clauselint.reading.fragments import Fragment
from clauselint.reading.line_cues import space_after_label
from clauselint.reading.text_cleaning import clean

_MIN_LINES = 6  # of a column
_MAX_GUTTERS = 2  # one within the other: three columns, or four
_GUTTER_FROM, _GUTTER_TO = 0.3, 0.7  # of the text's width: where a gutter between two columns may be
_WIDEST = 10_000  # points; a plan, no page of prose
_LEVEL = 0.2  # heights; pieces of one line are no further apart
_JUTS_OUT = 12.0  # points
_ONE_WIDTH = 0.75  # of the widest column
_PROSE = 0.5  # of a column's width: lines of prose are longer, entries of a table shorter
_RAISED_LETTERS = 4  # "2nd", "™", "12": raised text is no longer
_RAISED = 0.85  # of the line's height
_INITIAL = 1.6  # times the usual height
_MANY_RUNS = 40  # a page whose content jumps up more often is in no order of its own
_ALIGNED = 4.0  # points
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


def is_multi_column(fragments: Sequence[Fragment]) -> bool:
    """Whether a page is set in two columns of prose, or more."""
    return _find_gutter(fragments) is not None


def _stretches(fragments: Sequence[Fragment], gutters: int) -> list[list[Fragment]]:
    """Stretches of text in reading order; a column may be parted by another gutter."""
    gutter = _find_gutter(fragments) if gutters else None
    if gutter is None:
        return [_sort_column(fragments)]
    return list(
        _join_stretches(
            each for band in _stretches_at_gutter(fragments, gutter) for each in _stretches(band, gutters - 1)
        )
    )


def insert_into_lines(fragments: Sequence[Fragment], *additions: Sequence[Fragment]) -> list[Fragment]:
    """Parts with what was filled in or typed later put where it stands: behind what is left of it, else below it."""
    late = [fragment for each in additions for fragment in each]
    placed = [fragment for fragment in fragments if fragment not in late]
    for fragment in late:
        line = [i for i, other in enumerate(placed) if other.y0 < fragment.middle < other.y1]
        left = [i for i in line if placed[i].x1 <= fragment.x0 + _ALIGNED]
        above = [i for i, other in enumerate(placed) if other.middle > fragment.middle]
        if left:
            at = max(left, key=lambda i: placed[i].x1) + 1
        elif line:
            at = min(line, key=lambda i: placed[i].x0)
        else:
            at = min(above, key=lambda i: placed[i].middle) + 1 if above else 0
        placed.insert(at, fragment)
    return placed


def _join_raised_letters(fragments: Sequence[Fragment]) -> list[Fragment]:
    """Parts with raised letters ("2" and a small "nd") put back among the words of their line."""
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
    """Parts with each large first letter, which reaches down over several lines, put before the first of them."""
    if not fragments:
        return []
    found = list(fragments)
    usual = median(fragment.height for fragment in fragments)
    for large in fragments:
        if len(large.text) > 1 or not large.text.isupper() or large.height < _INITIAL * usual:
            continue
        beside = [
            fragment
            for fragment in found
            if fragment is not large
            and large.y0 < fragment.middle < large.y1
            and large.x0 - _ALIGNED < fragment.x0 < large.x1 + 2 * usual
            and fragment.text[0].isalpha()
        ]
        if beside:
            first = max(beside, key=lambda fragment: fragment.middle)
            blank = " " if large.text in "AI" and first.x0 - large.x1 > _SPACE * 2 * usual else ""
            first_word = replace(first.words[0], text=large.text + blank + first.words[0].text)
            joined = replace(first, text=large.text + blank + first.text, words=(first_word, *first.words[1:]))
            found[found.index(first)] = joined
            found.remove(large)
    return found


def _carries(line: Fragment, small: Fragment) -> bool:
    inside = line.x0 < small.x0 < line.x1 and small.x1 < line.x1 + line.height
    return inside and small.height < _RAISED * line.height and abs(small.middle - line.middle) < line.height


def _with_raised(line: Fragment, small: Fragment) -> Fragment:
    before = max(sum(word.x0 < small.x0 for word in line.words) - 1, 0)
    words = list(line.words)
    words[before] = replace(words[before], text=words[before].text + small.text)
    return replace(line, text=clean(" ".join(word.text for word in words)), words=tuple(words))


def _find_gutter(fragments: Sequence[Fragment]) -> float | None:
    """Where the white strip between two columns of prose is; None on a page without."""
    if len(fragments) < 2 * _MIN_LINES:
        return None
    left, right = min(fragment.x0 for fragment in fragments), max(fragment.x1 for fragment in fragments)
    first, last = int(left + _GUTTER_FROM * (right - left)), int(left + _GUTTER_TO * (right - left))
    if last - first > _WIDEST:
        return None
    covered = [0] * (last - first + 2)
    for fragment in fragments:
        begin, end = max(int(fragment.x0), first), min(int(fragment.x1) + 1, last + 1)
        if begin < end:
            covered[begin - first] += 1
            covered[end - first] -= 1
    count, least, best = 0, len(fragments) + 1, []
    for x in range(first, last + 1):
        count += covered[x - first]
        if count < least:
            least, best = count, [x]
        elif count == least and best and x == best[-1] + 1:
            best.append(x)
    gutter = sum(best) / len(best) + 0.5
    return gutter if _are_prose_columns(fragments, gutter) else None


def _are_prose_columns(fragments: Sequence[Fragment], gutter: float) -> bool:
    lefts = [fragment for fragment in fragments if fragment.x1 <= gutter]
    rights = [fragment for fragment in fragments if fragment.x0 >= gutter]
    across = len(fragments) - len(lefts) - len(rights)
    if min(len(lefts), len(rights)) < _MIN_LINES or across > len(lefts) + len(rights):
        return False
    beside = min(max(p.y1 for p in lefts), max(p.y1 for p in rights)) > max(
        min(p.y0 for p in lefts), min(p.y0 for p in rights)
    )
    if not beside:
        return False
    if _is_prose(lefts) and _is_prose(rights):
        edge = median(fragment.x0 for fragment in rights)
        return sum(abs(fragment.x0 - edge) <= _ALIGNED for fragment in rights) >= len(rights) / 2
    # One side may be two columns itself; those of a page of prose are all of one width, those of a table seldom.
    columns = [column for side in (lefts, rights) for column in _split_side(side)]
    widths = [max(fragment.x1 for fragment in column) - min(fragment.x0 for fragment in column) for column in columns]
    return len(columns) > 2 and all(map(_is_prose, columns)) and min(widths) > _ONE_WIDTH * max(widths)


def _split_side(side: Sequence[Fragment]) -> list[list[Fragment]]:
    """The two columns of one side of a page, or that side as it is."""
    gutter = None if _is_prose(side) else _find_gutter(side)
    if gutter is None:
        return [list(side)]
    return [
        [fragment for fragment in side if fragment.x1 <= gutter],
        [fragment for fragment in side if fragment.x0 >= gutter],
    ]


def _is_prose(column: Sequence[Fragment]) -> bool:
    width = max(fragment.x1 for fragment in column) - min(fragment.x0 for fragment in column)
    return median(fragment.x1 - fragment.x0 for fragment in column) >= _PROSE * width


def _stretches_at_gutter(fragments: Sequence[Fragment], gutter: float) -> list[list[Fragment]]:
    """Stretches of text in reading order: between lines that cross the gutter, the left column comes first."""
    rows: list[list[Fragment]] = []
    for fragment in sorted((p for p in fragments if _crosses(p, gutter)), key=lambda p: -p.middle):
        rows.append([fragment])
    crossing = [row[0] for row in rows]
    stretches: list[list[Fragment]] = [[] for _ in range(3 * len(rows) + 2)]
    for fragment in fragments:
        if fragment in crossing:
            continue
        level = next(
            (i for i, each in enumerate(crossing) if abs(each.middle - fragment.middle) < _LEVEL * each.height), None
        )
        if level is not None:
            rows[level].append(fragment)
            continue
        above = sum(each.middle > fragment.middle for each in crossing)
        stretches[3 * above + ((fragment.x0 + fragment.x1) / 2 > gutter)].append(fragment)
    for i, row in enumerate(rows):
        stretches[3 * i + 2] = sorted(row, key=lambda p: p.x0)
    return [stretch for stretch in stretches if stretch]


def _crosses(fragment: Fragment, gutter: float) -> bool:
    """Whether a line runs over both columns; one that only juts out of its column does not."""
    return min(gutter - fragment.x0, fragment.x1 - gutter) > _JUTS_OUT


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
    """Parts of one column from top to bottom: by the content's own order where that goes down the page."""
    runs: list[list[Fragment]] = []
    for fragment in fragments:
        if runs and fragment.middle <= runs[-1][-1].y1:
            runs[-1].append(fragment)
        else:
            runs.append([fragment])
    if len(runs) > _MANY_RUNS:
        return _sort_by_place(fragments)
    if len(runs) > 1 and any(_interleave(a, b) for i, a in enumerate(runs) for b in runs[i + 1 :]):
        return _sort_by_place(fragments)
    ordered: list[list[Fragment]] = []
    for run in runs:
        below = next((i for i, other in enumerate(ordered) if min(p.y0 for p in run) > max(p.y1 for p in other)), None)
        ordered.insert(len(ordered) if below is None else below, run)
    return [fragment for run in ordered for fragment in run]


def _interleave(a: list[Fragment], b: list[Fragment]) -> bool:
    """Whether two runs share a region of the page, so that neither comes first as a whole."""
    if min(p.x0 for p in a) >= max(p.x1 for p in b) or min(p.x0 for p in b) >= max(p.x1 for p in a):
        return False
    return min(p.y0 for p in a) < max(p.y1 for p in b) - 1 and min(p.y0 for p in b) < max(p.y1 for p in a) - 1


def _sort_by_place(fragments: Sequence[Fragment]) -> list[Fragment]:
    """Parts from top to bottom and, within a line, from left to right."""
    rows: list[list[Fragment]] = []
    for fragment in sorted(fragments, key=lambda p: -p.middle):
        if rows and fragment.middle > rows[-1][0].middle - 0.4 * min(fragment.height, rows[-1][0].height):
            rows[-1].append(fragment)
        else:
            rows.append([fragment])
    return [fragment for row in rows for fragment in sorted(row, key=lambda p: p.x0)]


def _rows(fragments: Sequence[Fragment]) -> Iterator[list[Fragment]]:
    """Consecutive parts that stand in one line."""
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
