"""Reading order of a PDF page: columns, and pieces of lines put together again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from clauselint.reading.fragments import Fragment
from clauselint.reading.line_cues import spaced
from clauselint.reading.text_cleaning import clean

_LEAST_LINES = 6  # of a column
_MOST_GUTTERS = 2  # one within the other: three columns, or four
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


def lines(parts: Sequence[Fragment]) -> list[PageLine]:
    """The lines of a page in reading order. ``parts`` are in the order of the page's content."""
    stretches = _stretches(_with_initials(_lowered(parts)), _MOST_GUTTERS)
    return [_line(row, column) for column, stretch in enumerate(stretches) for row in _rows(stretch)]


def in_columns(parts: Sequence[Fragment]) -> bool:
    """Whether a page is set in two columns of prose, or more."""
    return _gutter(parts) is not None


def _stretches(parts: Sequence[Fragment], gutters: int) -> list[list[Fragment]]:
    """Stretches of text in reading order; a column may be parted by another gutter."""
    gutter = _gutter(parts) if gutters else None
    if gutter is None:
        return [_in_order(parts)]
    return list(_joined(each for band in _columns(parts, gutter) for each in _stretches(band, gutters - 1)))


def in_their_lines(parts: Sequence[Fragment], *additions: Sequence[Fragment]) -> list[Fragment]:
    """Parts with what was filled in or typed later put where it stands: behind what is left of it, else below it."""
    late = [part for each in additions for part in each]
    placed = [part for part in parts if part not in late]
    for part in late:
        line = [i for i, other in enumerate(placed) if other.y0 < part.middle < other.y1]
        left = [i for i in line if placed[i].x1 <= part.x0 + _ALIGNED]
        above = [i for i, other in enumerate(placed) if other.middle > part.middle]
        if left:
            at = max(left, key=lambda i: placed[i].x1) + 1
        elif line:
            at = min(line, key=lambda i: placed[i].x0)
        else:
            at = min(above, key=lambda i: placed[i].middle) + 1 if above else 0
        placed.insert(at, part)
    return placed


def _lowered(parts: Sequence[Fragment]) -> list[Fragment]:
    """Parts with raised letters ("2" and a small "nd") put back among the words of their line."""
    if not parts:
        return []
    lines = list(parts)
    gone: set[int] = set()
    usual = median(part.height for part in parts)
    for i, small in enumerate(parts):
        if len(small.text) > _RAISED_LETTERS or small.height > _RAISED * usual:
            continue
        hosts = [j for j, line in enumerate(lines) if j not in gone and _carries(line, small)]
        if hosts:
            host = min(hosts, key=lambda j: abs(lines[j].middle - small.middle))
            lines[host] = _with_raised(lines[host], small)
            gone.add(i)
    return [part for i, part in enumerate(lines) if i not in gone]


def _with_initials(parts: Sequence[Fragment]) -> list[Fragment]:
    """Parts with each large first letter, which reaches down over several lines, put before the first of them."""
    if not parts:
        return []
    found = list(parts)
    usual = median(part.height for part in parts)
    for large in parts:
        if len(large.text) > 1 or not large.text.isupper() or large.height < _INITIAL * usual:
            continue
        beside = [
            part
            for part in found
            if part is not large
            and large.y0 < part.middle < large.y1
            and large.x0 - _ALIGNED < part.x0 < large.x1 + 2 * usual
            and part.text[0].isalpha()
        ]
        if beside:
            first = max(beside, key=lambda part: part.middle)
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


def _gutter(parts: Sequence[Fragment]) -> float | None:
    """Where the white strip between two columns of prose is; None on a page without."""
    if len(parts) < 2 * _LEAST_LINES:
        return None
    left, right = min(part.x0 for part in parts), max(part.x1 for part in parts)
    first, last = int(left + _GUTTER_FROM * (right - left)), int(left + _GUTTER_TO * (right - left))
    if last - first > _WIDEST:
        return None
    covered = [0] * (last - first + 2)
    for part in parts:
        begin, end = max(int(part.x0), first), min(int(part.x1) + 1, last + 1)
        if begin < end:
            covered[begin - first] += 1
            covered[end - first] -= 1
    count, least, best = 0, len(parts) + 1, []
    for x in range(first, last + 1):
        count += covered[x - first]
        if count < least:
            least, best = count, [x]
        elif count == least and best and x == best[-1] + 1:
            best.append(x)
    gutter = sum(best) / len(best) + 0.5
    return gutter if _two_columns(parts, gutter) else None


def _two_columns(parts: Sequence[Fragment], gutter: float) -> bool:
    lefts = [part for part in parts if part.x1 <= gutter]
    rights = [part for part in parts if part.x0 >= gutter]
    across = len(parts) - len(lefts) - len(rights)
    if min(len(lefts), len(rights)) < _LEAST_LINES or across > len(lefts) + len(rights):
        return False
    beside = min(max(p.y1 for p in lefts), max(p.y1 for p in rights)) > max(
        min(p.y0 for p in lefts), min(p.y0 for p in rights)
    )
    if not beside:
        return False
    if _is_prose(lefts) and _is_prose(rights):
        edge = median(part.x0 for part in rights)
        return sum(abs(part.x0 - edge) <= _ALIGNED for part in rights) >= len(rights) / 2
    # One side may be two columns itself; those of a page of prose are all of one width, those of a table seldom.
    columns = [column for side in (lefts, rights) for column in _split(side)]
    widths = [max(part.x1 for part in column) - min(part.x0 for part in column) for column in columns]
    return len(columns) > 2 and all(map(_is_prose, columns)) and min(widths) > _ONE_WIDTH * max(widths)


def _split(side: Sequence[Fragment]) -> list[list[Fragment]]:
    """The two columns of one side of a page, or that side as it is."""
    gutter = None if _is_prose(side) else _gutter(side)
    if gutter is None:
        return [list(side)]
    return [[part for part in side if part.x1 <= gutter], [part for part in side if part.x0 >= gutter]]


def _is_prose(column: Sequence[Fragment]) -> bool:
    width = max(part.x1 for part in column) - min(part.x0 for part in column)
    return median(part.x1 - part.x0 for part in column) >= _PROSE * width


def _columns(parts: Sequence[Fragment], gutter: float) -> list[list[Fragment]]:
    """Stretches of text in reading order: between lines that cross the gutter, the left column comes first."""
    rows: list[list[Fragment]] = []
    for part in sorted((p for p in parts if _crosses(p, gutter)), key=lambda p: -p.middle):
        rows.append([part])
    crossing = [row[0] for row in rows]
    stretches: list[list[Fragment]] = [[] for _ in range(3 * len(rows) + 2)]
    for part in parts:
        if part in crossing:
            continue
        level = next(
            (i for i, each in enumerate(crossing) if abs(each.middle - part.middle) < _LEVEL * each.height), None
        )
        if level is not None:
            rows[level].append(part)
            continue
        above = sum(each.middle > part.middle for each in crossing)
        stretches[3 * above + ((part.x0 + part.x1) / 2 > gutter)].append(part)
    for i, row in enumerate(rows):
        stretches[3 * i + 2] = sorted(row, key=lambda p: p.x0)
    return [stretch for stretch in stretches if stretch]


def _crosses(part: Fragment, gutter: float) -> bool:
    """Whether a line runs over both columns; one that only juts out of its column does not."""
    return min(gutter - part.x0, part.x1 - gutter) > _JUTS_OUT


def _joined(stretches: Iterable[list[Fragment]]) -> Iterator[list[Fragment]]:
    """Single lines that cross the gutter one after the other are one stretch."""
    last: list[Fragment] = []
    for stretch in stretches:
        if last and len(stretch) == 1 and _spans(last[-1], stretch[0]):
            last.append(stretch[0])
            continue
        if last:
            yield last
        last = stretch
    if last:
        yield last


def _spans(before: Fragment, after: Fragment) -> bool:
    return before.x0 < after.x1 and after.x0 < before.x1 and before.middle > after.middle


def _in_order(parts: Sequence[Fragment]) -> list[Fragment]:
    """Parts of one column from top to bottom: by the content's own order where that goes down the page."""
    runs: list[list[Fragment]] = []
    for part in parts:
        if runs and part.middle <= runs[-1][-1].y1:
            runs[-1].append(part)
        else:
            runs.append([part])
    if len(runs) > _MANY_RUNS:
        return _by_place(parts)
    if len(runs) > 1 and any(_interleave(a, b) for i, a in enumerate(runs) for b in runs[i + 1 :]):
        return _by_place(parts)
    ordered: list[list[Fragment]] = []
    for run in runs:
        below = next((i for i, other in enumerate(ordered) if min(p.y0 for p in run) > max(p.y1 for p in other)), None)
        ordered.insert(len(ordered) if below is None else below, run)
    return [part for run in ordered for part in run]


def _interleave(a: list[Fragment], b: list[Fragment]) -> bool:
    """Whether two runs share a region of the page, so that neither comes first as a whole."""
    if min(p.x0 for p in a) >= max(p.x1 for p in b) or min(p.x0 for p in b) >= max(p.x1 for p in a):
        return False
    return min(p.y0 for p in a) < max(p.y1 for p in b) - 1 and min(p.y0 for p in b) < max(p.y1 for p in a) - 1


def _by_place(parts: Sequence[Fragment]) -> list[Fragment]:
    """Parts from top to bottom and, within a line, from left to right."""
    rows: list[list[Fragment]] = []
    for part in sorted(parts, key=lambda p: -p.middle):
        if rows and part.middle > rows[-1][0].middle - 0.4 * min(part.height, rows[-1][0].height):
            rows[-1].append(part)
        else:
            rows.append([part])
    return [part for row in rows for part in sorted(row, key=lambda p: p.x0)]


def _rows(parts: Sequence[Fragment]) -> Iterator[list[Fragment]]:
    """Consecutive parts that stand in one line."""
    row: list[Fragment] = []
    for part in parts:
        if row and not _same_line(row[-1], part):
            yield row
            row = []
        row.append(part)
    if row:
        yield row


def _same_line(before: Fragment, after: Fragment) -> bool:
    overlap = min(before.y1, after.y1) - max(before.y0, after.y0)
    return overlap > 0.5 * min(before.height, after.height) and after.x0 >= before.x1 - 0.5 * before.height


def _line(row: list[Fragment], column: int) -> PageLine:
    text = row[0].text
    for before, after in pairwise(row):
        text += (" " if after.x0 - before.x1 > _SPACE * before.height else "") + after.text
    main = max(row, key=lambda part: part.x1 - part.x0)
    return PageLine(
        spaced(text), row[0].x0, main.y0, max(part.x1 for part in row), main.y1, all(part.bold for part in row), column
    )
