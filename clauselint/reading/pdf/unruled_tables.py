"""Tables without rules: lines in which text stands in columns, and some of whose cells run over several lines.

Only such tables are looked for: where every cell is one line, reading line by line reads row by row.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from clauselint.reading.fragments import Box, Fragment
from clauselint.reading.line_cues import is_item

Row = list[Fragment]
Strip = tuple[float, float]
"""A white strip between two columns: its left and right edge."""

_LEVEL = 0.5  # heights; pieces of one line are no further apart
_FAR = 2.6  # heights from line to line; what is further off is no part of the table
_NARROWEST = 0.9  # heights; a narrower white strip parts no columns
_LEAST_ROWS = 2
_LEAST_LINES = 3
_MOST_LINES = 80  # of a table on a page
_ROW_GAP = 1.25  # times the closest step from line to line
_MOST_COLUMNS = 8


def unruled(parts: Sequence[Fragment]) -> list[list[list[Box]]]:
    """The cells of each such table, row by row. ``parts`` are the pieces of the lines of a page in one column."""
    lines = _lines(parts)
    found = []
    at = 0
    while at < len(lines):
        end, strips = _run(lines, at)
        block = lines[at:end]
        if strips and _is_table(block, strips):
            found.append(_cells(block, strips))
            at = end
        else:
            at += 1
    return found


def _lines(parts: Sequence[Fragment]) -> list[Row]:
    """The lines of a page from top to bottom."""
    lines: list[Row] = []
    for part in sorted(parts, key=lambda p: -p.middle):
        if lines and lines[-1][0].middle - part.middle < _LEVEL * min(part.height, lines[-1][0].height):
            lines[-1].append(part)
        else:
            lines.append([part])
    return [sorted(line, key=lambda p: p.x0) for line in lines]


def _run(lines: Sequence[Row], start: int) -> tuple[int, list[Strip]]:
    """How far lines leave white all the strips that the first of them with several pieces leaves, and these strips."""
    strips = [(a.x1, b.x0) for a, b in pairwise(lines[start])]
    if not strips or len(strips) >= _MOST_COLUMNS:
        return start + 1, []
    end = start + 1
    while (
        end < min(len(lines), start + _MOST_LINES)
        and lines[end - 1][0].middle - lines[end][0].middle < _FAR * lines[end][0].height
    ):
        narrowed = [_narrowed(strip, lines[end]) for strip in strips]
        if any(b - a < _NARROWEST * lines[end][0].height for a, b in narrowed):
            break
        strips = narrowed
        end += 1
    return end, strips


def _narrowed(strip: Strip, line: Row) -> Strip:
    """What a line leaves white of a strip; nothing where a piece lies across it."""
    left, right = strip
    for part in line:
        if part.x0 < left and part.x1 > right:
            return left, left
        if part.x0 < left < part.x1:
            left = part.x1
        elif part.x0 < right < part.x1:
            right = part.x0
        elif left <= part.x0 and part.x1 <= right:
            return left, left
    return left, right


def _is_table(block: Sequence[Row], strips: Sequence[Strip]) -> bool:
    """Whether lines with white strips are a table whose cells run on: some begin further right than the first column."""
    several = [line for line in block if len(line) > 1]
    edge = strips[0][0]
    going_on = [line for line in block if line[0].x0 > edge]
    labels = sum(_is_label(line[0].text) for line in block if line[0].x0 <= edge)
    first = sum(line[0].x0 <= edge for line in block)
    return (
        len(block) >= _LEAST_LINES
        and len(several) >= _LEAST_ROWS
        and len(going_on) > 0
        and any(len(line) > 1 for line in block[1:])
        and (len(strips) > 1 or len(going_on) < len(block) / 2)
        and labels < max(first, 1) / 2
    )


def _is_label(text: str) -> bool:
    """Whether the first piece of a line is a number or a bullet of what follows, which hangs to the right of it."""
    return is_item(text) or text[-1] in ".)" or (len(text) == 1 and not text.isdigit())


def _cells(block: Sequence[Row], strips: Sequence[Strip]) -> list[list[Box]]:
    """The cells: rows part where lines stand further from each other, else where the first column begins anew."""
    steps = [above[0].middle - below[0].middle for above, below in pairwise(block)]
    wide = [step > _ROW_GAP * min(steps) for step in steps]
    edge = strips[0][0]
    begins = wide if any(wide) else [line[0].x0 <= edge for line in block[1:]]
    rows: list[list[Row]] = [[block[0]]]
    for line, begin in zip(block[1:], begins, strict=True):
        if begin:
            rows.append([line])
        else:
            rows[-1].append(line)
    left = min(part.x0 for line in block for part in line) - 1
    right = max(part.x1 for line in block for part in line) + 1
    edges = [left, *((a + b) / 2 for a, b in strips), right]
    height = median(part.height for line in block for part in line)
    return [
        [
            (
                x0,
                min(p.middle for line in row for p in line) - height / 2,
                x1,
                max(p.middle for line in row for p in line) + height / 2,
            )
            for x0, x1 in pairwise(edges)
        ]
        for row in rows
    ]
