"""Tables of a PDF page whose rules form a grid: pdfplumber finds the cells, and the words of the page fill them."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from clauselint.reading.fragments import Box, Fragment, PageWord, fragment_of
from clauselint.reading.line_cues import LineVocabulary, continues_sentence, opens_block
from clauselint.reading.pdf.layout import lines_in_reading_order
from clauselint.reading.pdf.rotation import Transform

_SAME_EDGE = 3.0  # points
# Letters, rules and pictures that pdfplumber looks at for all tables of a file, half a minute's work: a full page has 4,000. No
# time, for what a file says must not hang on how busy the machine is.
_MAX_OBJECTS = 1_200_000
_DAMAGED = 4_000  # what a page counts on which it fails


@dataclass(frozen=True, slots=True)
class Cell:
    """The lines of text in a cell, and its box on the page turned upright.

    ``overleaf`` are the lines with which it goes on at the top of the next page.
    """

    lines: tuple[str, ...]
    box: Box
    overleaf: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RuledTable:
    """Rows of cells, from top to bottom."""

    rows: tuple[tuple[Cell, ...], ...]

    @property
    def top(self) -> float:
        """Height of the table's upper edge."""
        return max((cell.box[3] for row in self.rows for cell in row), default=0.0)

    @property
    def bottom(self) -> float:
        """Height of the table's lower edge."""
        return min((cell.box[1] for row in self.rows for cell in row), default=0.0)

    @property
    def words(self) -> int:
        """Number of words in all cells."""
        return sum(len(line.split()) for row in self.rows for cell in row for line in (*cell.lines, *cell.overleaf))


def cell_texts(cell: Cell, vocabulary: LineVocabulary) -> list[str]:
    """The text of a cell; a long cell with labels in it gives a text for each."""
    found: list[str] = []
    text = ""
    for line in cell.lines:
        if text and opens_block(line):
            found.append(text)
            text = line
        else:
            text = vocabulary.join(text, line)
    return [*found, text] if text else found


def join_tables(above: RuledTable, below: RuledTable) -> tuple[RuledTable, RuledTable]:
    """Two tables at the foot of a page and at the head of the next, the second without what belongs to the first.

    They are one if they have the same columns. Headings that are said again are left out, and a row that the page's end
    cut in two is put together.
    """
    last = above.rows[-1]
    head = 1 if len(below.rows) > 1 and _texts(below.rows[0]) == _texts(above.rows[0]) else 0
    first = below.rows[head]
    if not _same_columns(last, first):
        return above, below
    pairs = list(zip(last, first, strict=True))
    is_cut = any(a.lines and b.lines and continues_sentence(a.lines[-1], b.lines[0]) for a, b in pairs)
    if not is_cut:
        return above, RuledTable(below.rows[head:])
    whole = tuple(replace(a, overleaf=b.lines) for a, b in pairs)
    return RuledTable((*above.rows[:-1], whole)), RuledTable(below.rows[head + 1 :])


def _texts(row: Sequence[Cell]) -> list[tuple[str, ...]]:
    return [cell.lines for cell in row]


def _same_columns(one: Sequence[Cell], other: Sequence[Cell]) -> bool:
    return len(one) == len(other) and all(
        abs(a.box[0] - b.box[0]) < _SAME_EDGE and abs(a.box[2] - b.box[2]) < _SAME_EDGE
        for a, b in zip(one, other, strict=True)
    )


class TableFinder:
    """Opens the file with pdfplumber at the first page with a grid, and not before: that import is slow."""

    def __init__(self, data: bytes, password: str | None) -> None:
        """Keep the file's bytes until they are needed."""
        self._data = data
        self._password = password
        self._plumber: Any = None
        self._seen = 0  # objects

    def grids(self, page: Any, number: int, grid: Box, turn: Transform) -> list[list[list[Box]]]:
        """The cells of each table of page ``number`` (from 1) within ``grid``, row by row, on the page turned upright.

        A table has two columns and two rows at least. None are found once all that may be looked at for a file is;
        the pages are then read line by line.
        """
        if self._seen > _MAX_OBJECTS:
            return []
        try:
            return self._find(page, number, grid, turn)
        except Exception:  # noqa: BLE001 - on a damaged file pdfminer raises whatever it trips over (KeyError, TypeError,
            # errors of its own); pdfium has the text all the same, and it is then read line by line
            self._seen += _DAMAGED
            return []

    def _find(self, page: Any, number: int, grid: Box, turn: Transform) -> list[list[list[Box]]]:
        """Return the tables that pdfplumber finds in an area of a page.

        pdfplumber turns a page by its Rotate entry, and counts from the top.
        """
        if self._plumber is None:
            import pdfplumber

            self._plumber = pdfplumber.open(io.BytesIO(self._data), password=self._password or "")
        seen = self._plumber.pages[number - 1]
        try:
            self._seen += sum(map(len, seen.objects.values()))
            there, back = _transforms(page, seen)
            x0, y0, x1, y1 = there((grid[0] - 2, grid[1] - 2, grid[2] + 2, grid[3] + 2))
            left, top, right, bottom = seen.bbox
            near = (max(x0, left), max(y0, top), min(x1, right), min(y1, bottom))
            return [
                rows
                for table in seen.crop(near, strict=False).find_tables()
                if (rows := _cell_rows(table, lambda box: _turned(back(box), turn)))
            ]
        finally:
            seen.close()


def _transforms(page: Any, seen: Any) -> tuple[Any, Any]:
    """Boxes from the page's content to pdfplumber's page, and back."""
    left, bottom, right, top = page.get_mediabox()
    width, height = right - left, top - bottom
    turns = page.get_rotation() // 90 % 4

    def there(box: Box) -> Box:
        x0, y0, x1, y1 = box[0] - left, box[1] - bottom, box[2] - left, box[3] - bottom
        if turns == 1:  # clockwise: what was at the left is at the top
            return y0, x0, y1, x1
        if turns == 2:
            return width - x1, y0, width - x0, y1
        if turns == 3:
            return height - y1, width - x1, height - y0, width - x0
        return x0, height - y1, x1, height - y0

    def back(box: Box) -> Box:
        x0, y0, x1, y1 = box
        if turns == 1:
            x0, y0, x1, y1 = y0, x0, y1, x1
        elif turns == 2:
            x0, x1 = width - x1, width - x0
        elif turns == 3:
            x0, y0, x1, y1 = width - y1, height - x1, width - y0, height - x0
        else:
            y0, y1 = height - y1, height - y0
        return x0 + left, y0 + bottom, x1 + left, y1 + bottom

    return there, back


def _turned(box: Box, turn: Transform) -> Box:
    (ax, ay), (bx, by) = turn(box[0], box[1]), turn(box[2], box[3])
    return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)


def _cell_rows(table: Any, place: Any) -> list[list[Box]]:
    rows = [[place(cell) for cell in row.cells if cell is not None] for row in table.rows]
    return [row for row in rows if row] if sum(len(row) > 1 for row in rows) >= 2 else []


def fill_tables(
    grids: Sequence[list[list[Box]]], fragments: Sequence[Fragment]
) -> tuple[list[RuledTable], list[Fragment]]:
    """Return tables with the words that stand in their cells, and the fragments that are left; one may reach over both."""
    boxes = [box for grid in grids for row in grid for box in row]
    inside: dict[Box, list[Fragment]] = {box: [] for box in boxes}
    left: list[Fragment] = []
    for fragment in fragments:
        for box, piece in _split_by_cell(fragment, boxes):
            (left if box is None else inside[box]).append(piece)

    def cell(box: Box) -> Cell:
        return Cell(tuple(line.text for line in lines_in_reading_order(inside[box])), box)

    return [RuledTable(tuple(tuple(map(cell, row)) for row in grid)) for grid in grids], left


def _split_by_cell(fragment: Fragment, boxes: Sequence[Box]) -> Iterator[tuple[Box | None, Fragment]]:
    """Yield the pieces of a fragment with the cell that each stands in, None for outside of all."""
    if not any(_touches(fragment, box) for box in boxes):
        yield None, fragment
        return
    for box, words in groupby(fragment.words, key=lambda word: _cell_of(word, boxes)):
        piece = fragment_of(list(words), dead_kind=fragment.dead_kind, tilted=fragment.tilted)
        if piece is not None:
            yield box, piece


def _touches(fragment: Fragment, box: Box) -> bool:
    return box[1] <= fragment.middle <= box[3] and fragment.x0 < box[2] and fragment.x1 > box[0]


def _cell_of(word: PageWord, boxes: Iterable[Box]) -> Box | None:
    x, y = (word.x0 + word.x1) / 2, (word.y0 + word.y1) / 2
    return next((box for box in boxes if box[0] <= x <= box[2] and box[1] <= y <= box[3]), None)
