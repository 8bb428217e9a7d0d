"""Tables without rules: lines in which text stands in columns, and some of whose cells run over several lines.

Only such tables are looked for: where every cell is one line, reading line by line reads row by row.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from clauselint.reading.fragments import Box, Fragment
from clauselint.reading.line_cues import is_item

FragmentLine = list[Fragment]
WhiteStrip = tuple[float, float]
"""A white strip between two columns: its left and right edge."""

_LEVEL = 0.5  # heights; pieces of one line are no further apart
_FAR = 2.6  # heights from line to line; what is further off is no part of the table
_NARROWEST = 0.9  # heights; a narrower white strip parts no columns
_MIN_ROWS = 2
_MIN_LINES = 3
_MAX_LINES = 80  # of a table on a page
_ROW_GAP = 1.25  # times the closest step from line to line
_MAX_COLUMNS = 8


def find_unruled_tables(fragments: Sequence[Fragment]) -> list[list[list[Box]]]:
    """The cells of each such table, row by row. ``fragments`` are the pieces of the lines of a page in one column."""
    lines = _group_lines(fragments)
    found = []
    at = 0
    while at < len(lines):
        end, strips = _table_extent(lines, at)
        block = lines[at:end]
        if strips and _is_table(block, strips):
            found.append(_cells(block, strips))
            at = end
        else:
            at += 1
    return found


def _group_lines(fragments: Sequence[Fragment]) -> list[FragmentLine]:
    """The lines of a page from top to bottom."""
    lines: list[FragmentLine] = []
    for fragment in sorted(fragments, key=lambda p: -p.middle):
        if lines and lines[-1][0].middle - fragment.middle < _LEVEL * min(fragment.height, lines[-1][0].height):
            lines[-1].append(fragment)
        else:
            lines.append([fragment])
    return [sorted(line, key=lambda p: p.x0) for line in lines]


def _table_extent(lines: Sequence[FragmentLine], start: int) -> tuple[int, list[WhiteStrip]]:
    """Return the end of the lines that leave white all the strips that the first of them leaves, and these strips."""
    strips = [(a.x1, b.x0) for a, b in pairwise(lines[start])]
    if not strips or len(strips) >= _MAX_COLUMNS:
        return start + 1, []
    end = start + 1
    while (
        end < min(len(lines), start + _MAX_LINES)
        and lines[end - 1][0].middle - lines[end][0].middle < _FAR * lines[end][0].height
    ):
        narrowed = [_narrowed(strip, lines[end]) for strip in strips]
        if any(b - a < _NARROWEST * lines[end][0].height for a, b in narrowed):
            break
        strips = narrowed
        end += 1
    return end, strips


def _narrowed(strip: WhiteStrip, line: FragmentLine) -> WhiteStrip:
    """Return the part of a strip that a line leaves white; empty where a piece lies across it."""
    left, right = strip
    for fragment in line:
        if fragment.x0 < left and fragment.x1 > right:
            return left, left
        if fragment.x0 < left < fragment.x1:
            left = fragment.x1
        elif fragment.x0 < right < fragment.x1:
            right = fragment.x0
        elif left <= fragment.x0 and fragment.x1 <= right:
            return left, left
    return left, right


def _is_table(block: Sequence[FragmentLine], strips: Sequence[WhiteStrip]) -> bool:
    """Return whether lines with white strips are a table whose cells run on: some begin further right than the first column."""
    several = [line for line in block if len(line) > 1]
    edge = strips[0][0]
    going_on = [line for line in block if line[0].x0 > edge]
    labels = sum(_is_label(line[0].text) for line in block if line[0].x0 <= edge)
    first = sum(line[0].x0 <= edge for line in block)
    return (
        len(block) >= _MIN_LINES
        and len(several) >= _MIN_ROWS
        and len(going_on) > 0
        and any(len(line) > 1 for line in block[1:])
        and (len(strips) > 1 or len(going_on) < len(block) / 2)
        and labels < max(first, 1) / 2
    )


def _is_label(text: str) -> bool:
    """Return whether the first piece of a line is a number or a bullet of what follows, which hangs to the right of it."""
    return is_item(text) or text[-1] in ".)" or (len(text) == 1 and not text.isdigit())


def _cells(block: Sequence[FragmentLine], strips: Sequence[WhiteStrip]) -> list[list[Box]]:
    """Return the cells, row by row."""
    fragments = [fragment for line in block for fragment in line]
    left, right = min(f.x0 for f in fragments) - 1, max(f.x1 for f in fragments) + 1
    edges = [left, *((a + b) / 2 for a, b in strips), right]
    half = median(f.height for f in fragments) / 2
    return [
        [(x0, bottom - half, x1, top + half) for x0, x1 in pairwise(edges)]
        for bottom, top in map(_middles, _rows(block, strips[0][0]))
    ]


def _rows(block: Sequence[FragmentLine], edge: float) -> list[list[FragmentLine]]:
    """Return the lines of each row: they part where lines stand further from each other, else where the first column,
    which ends at ``edge``, begins anew."""
    steps = [above[0].middle - below[0].middle for above, below in pairwise(block)]
    wide = [step > _ROW_GAP * min(steps) for step in steps]
    begins = wide if any(wide) else [line[0].x0 <= edge for line in block[1:]]
    rows: list[list[FragmentLine]] = [[block[0]]]
    for line, begin in zip(block[1:], begins, strict=True):
        if begin:
            rows.append([line])
        else:
            rows[-1].append(line)
    return rows


def _middles(row: Sequence[FragmentLine]) -> tuple[float, float]:
    """Return the heights of the lowest and the highest line of a row."""
    middles = [fragment.middle for line in row for fragment in line]
    return min(middles), max(middles)
