"""Columns of prose on a PDF page, and the white strip between them."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from clauselint.reading.fragments import Fragment

_MIN_LINES = 6  # of a column
_GUTTER_FROM, _GUTTER_TO = 0.3, 0.7  # of the text's width: where a gutter between two columns may be
_WIDEST = 10_000  # points; a plan, no page of prose
_LEVEL = 0.2  # heights; pieces of one line are no further apart
_JUTS_OUT = 12.0  # points
_ONE_WIDTH = 0.75  # of the widest column
_PROSE = 0.5  # of a column's width: lines of prose are longer, entries of a table shorter
ALIGNED = 4.0  # points


def is_multi_column(fragments: Sequence[Fragment]) -> bool:
    """Return whether a page is set in two columns of prose, or more."""
    return find_gutter(fragments) is not None


def find_gutter(fragments: Sequence[Fragment]) -> float | None:
    """Return where the white strip between two columns of prose is; None on a page without."""
    if len(fragments) < 2 * _MIN_LINES:
        return None
    left, right = min(fragment.x0 for fragment in fragments), max(fragment.x1 for fragment in fragments)
    first, last = int(left + _GUTTER_FROM * (right - left)), int(left + _GUTTER_TO * (right - left))
    if last - first > _WIDEST:
        return None
    gutter = _whitest_strip(fragments, first, last)
    return gutter if _are_prose_columns(fragments, gutter) else None


def _whitest_strip(fragments: Sequence[Fragment], first: int, last: int) -> float:
    """Return the middle of the strip between two places, in points, that the fewest fragments cover."""
    changes = [0] * (last - first + 2)
    for fragment in fragments:
        begin, end = max(int(fragment.x0), first), min(int(fragment.x1) + 1, last + 1)
        if begin < end:
            changes[begin - first] += 1
            changes[end - first] -= 1
    count, fewest, strip = 0, len(fragments) + 1, []
    for x in range(first, last + 1):
        count += changes[x - first]
        if count < fewest:
            fewest, strip = count, [x]
        elif count == fewest and strip and x == strip[-1] + 1:
            strip.append(x)
    return sum(strip) / len(strip) + 0.5


def _are_prose_columns(fragments: Sequence[Fragment], gutter: float) -> bool:
    """Return whether both sides of a white strip are columns of prose, and not the columns of a table."""
    lefts = [fragment for fragment in fragments if fragment.x1 <= gutter]
    rights = [fragment for fragment in fragments if fragment.x0 >= gutter]
    across = len(fragments) - len(lefts) - len(rights)
    if min(len(lefts), len(rights)) < _MIN_LINES or across > len(lefts) + len(rights):
        return False
    if not _side_by_side(lefts, rights):
        return False
    if _is_prose(lefts) and _is_prose(rights):
        return _has_left_edge(rights)
    # One side may be two columns itself.
    columns = [column for side in (lefts, rights) for column in _split_side(side)]
    return len(columns) > 2 and all(map(_is_prose, columns)) and _are_of_one_width(columns)


def _has_left_edge(column: Sequence[Fragment]) -> bool:
    """Return whether half of the lines of a column begin at its usual left edge."""
    edge = median(fragment.x0 for fragment in column)
    return sum(abs(fragment.x0 - edge) <= ALIGNED for fragment in column) >= len(column) / 2


def _are_of_one_width(columns: Sequence[Sequence[Fragment]]) -> bool:
    """Return whether columns are equally wide, as those of a page of prose are, and those of a table seldom."""
    widths = [_width(column) for column in columns]
    return min(widths) > _ONE_WIDTH * max(widths)


def _side_by_side(lefts: Sequence[Fragment], rights: Sequence[Fragment]) -> bool:
    """Return whether the heights at which both stand overlap."""
    top = min(max(p.y1 for p in lefts), max(p.y1 for p in rights))
    bottom = max(min(p.y0 for p in lefts), min(p.y0 for p in rights))
    return top > bottom


def _width(column: Sequence[Fragment]) -> float:
    return max(fragment.x1 for fragment in column) - min(fragment.x0 for fragment in column)


def _split_side(side: Sequence[Fragment]) -> list[list[Fragment]]:
    """The two columns of one side of a page, or that side as it is."""
    gutter = None if _is_prose(side) else find_gutter(side)
    if gutter is None:
        return [list(side)]
    return [
        [fragment for fragment in side if fragment.x1 <= gutter],
        [fragment for fragment in side if fragment.x0 >= gutter],
    ]


def _is_prose(column: Sequence[Fragment]) -> bool:
    return median(fragment.x1 - fragment.x0 for fragment in column) >= _PROSE * _width(column)


def stretches_at_gutter(fragments: Sequence[Fragment], gutter: float) -> list[list[Fragment]]:
    """Return stretches of text in reading order: between lines that cross the gutter, the left column comes first."""
    crossing = sorted((p for p in fragments if _crosses(p, gutter)), key=lambda p: -p.middle)
    rows = [[fragment] for fragment in crossing]
    stretches: list[list[Fragment]] = [[] for _ in range(3 * len(rows) + 2)]
    for fragment in fragments:
        if fragment in crossing:
            continue
        level = _level_with(fragment, crossing)
        if level is not None:
            rows[level].append(fragment)
            continue
        above = sum(each.middle > fragment.middle for each in crossing)
        stretches[3 * above + ((fragment.x0 + fragment.x1) / 2 > gutter)].append(fragment)
    for i, row in enumerate(rows):
        stretches[3 * i + 2] = sorted(row, key=lambda p: p.x0)
    return [stretch for stretch in stretches if stretch]


def _level_with(fragment: Fragment, lines: Sequence[Fragment]) -> int | None:
    """Return the index of the first line at whose height a fragment stands."""
    level = (i for i, line in enumerate(lines) if abs(line.middle - fragment.middle) < _LEVEL * line.height)
    return next(level, None)


def _crosses(fragment: Fragment, gutter: float) -> bool:
    """Return whether a line runs over both columns; one that only juts out of its column does not."""
    return min(gutter - fragment.x0, fragment.x1 - gutter) > _JUTS_OUT
