"""Tables of a PDF page whose rules form a grid: pdfplumber finds the cells, pdfium reads what is in them."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

from clauselint.reading.cleaning import clean
from clauselint.reading.lines import Vocabulary, opens_block
from clauselint.reading.pdf_lines import Part
from clauselint.reading.pdf_pictures import Box


@dataclass(frozen=True, slots=True)
class Table:
    """The lines of text in each cell, row by row, and the cells' boxes, all on the page as shown."""

    cells: tuple[tuple[str, ...], ...]
    boxes: tuple[Box, ...]

    @property
    def top(self) -> float:
        """Height of the table's upper edge."""
        return max(box[3] for box in self.boxes)

    def holds(self, part: Part) -> bool:
        """Whether a piece of text stands in one of the cells."""
        x = (part.x0 + part.x1) / 2
        return any(x0 <= x <= x1 and y0 <= part.middle <= y1 for x0, y0, x1, y1 in self.boxes)

    def blocks(self, vocabulary: Vocabulary) -> list[str]:
        """The text of each cell; a long cell with labels in it gives a block for each."""
        found: list[str] = []
        for cell in self.cells:
            text = ""
            for line in cell:
                if text and opens_block(line):
                    found.append(text)
                    text = line
                else:
                    text = vocabulary.join(text, line)
            found.append(text)
        return [text for text in found if text]


class TableFinder:
    """Opens the file with pdfplumber at the first page with a grid, and not before: that import is slow."""

    def __init__(self, data: bytes) -> None:
        """Keep the file's bytes until they are needed."""
        self._data = data
        self._plumber: Any = None

    def tables(self, page: Any, textpage: Any, number: int, grid: Box) -> list[Table]:
        """The tables of page ``number`` (from 1) within ``grid``: two columns and two rows at least.

        A page that is rotated or cropped is left alone: its tables are read line by line.
        """
        left, bottom, right, top = page.get_bbox()
        if page.get_rotation() or (left, bottom) != (0, 0) or page.get_mediabox() != page.get_bbox():
            return []
        near = (max(0, grid[0] - 2), max(0, top - grid[3] - 2), min(right, grid[2] + 2), min(top, top - grid[1] + 2))
        try:
            found = self._find(number, near)
        except Exception:  # noqa: BLE001 - on a damaged file pdfminer raises whatever it trips over (KeyError, TypeError,
            # errors of its own); pdfium has the text all the same, and it is then read line by line
            return []
        return [table for each in found if (table := _table(each, textpage, float(top))) is not None]

    def _find(self, number: int, near: Box) -> list[Any]:
        """The tables that pdfplumber sees in a part of a page."""
        if self._plumber is None:
            import pdfplumber

            self._plumber = pdfplumber.open(io.BytesIO(self._data))
        page = self._plumber.pages[number - 1]
        try:
            return list(page.crop(near, strict=False).find_tables())
        finally:
            page.close()


def _table(found: Any, textpage: Any, height: float) -> Table | None:
    rows = [[cell for cell in row.cells if cell is not None] for row in found.rows]
    if sum(len(row) > 1 for row in rows) < 2:
        return None
    boxes = [(cell[0], height - cell[3], cell[2], height - cell[1]) for row in rows for cell in row]
    return Table(tuple(_lines_in(textpage, box) for box in boxes), tuple(boxes))


def _lines_in(textpage: Any, box: Box) -> tuple[str, ...]:
    text = textpage.get_text_bounded(left=box[0], bottom=box[1], right=box[2], top=box[3])
    lines = text.replace("\ufffe", "-\n").splitlines()
    return tuple(line for each in lines if (line := clean(each)))
