"""What a PDF page paints beside text: pictures, rules, drawings. Tells scanned pages, and pages with ruled tables."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

_RULE = 2.5  # points; a path thinner than this is a rule
_SHORT_RULE = 20.0  # points; shorter rules underline words
_NEAR = 3.0  # points; rules that miss each other by less meet
_MANY_OBJECTS = 20_000  # a page with more is a map, not a contract
_DEPTH = 4  # of form objects within form objects
_LINES_OF_A_GRID = 8  # path segments

Box = tuple[float, float, float, float]
Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Painted:
    """``pictures`` is the share of the page that pictures cover (0 to 1), ``drawings`` the number of paths that are no
    rules, ``grid`` the box around crossing rules, in the coordinates of the page's content, None without any."""

    pictures: float
    drawings: int
    grid: Box | None


def painted(page: Any) -> Painted:
    """Look at the objects of a page, not at its pixels."""
    left, bottom, right, top = page.get_bbox()
    area = max((right - left) * (top - bottom), 1.0)
    images: set[tuple[int, ...]] = set()
    across: list[Box] = []
    down: list[Box] = []
    drawings = 0
    for kind, item, box in _objects(page):
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            clipped = (max(box[0], left), max(box[1], bottom), min(box[2], right), min(box[3], top))
            images.add(tuple(round(edge) for edge in clipped))
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            width, height = box[2] - box[0], box[3] - box[1]
            if height <= _RULE:
                across.extend([box] * (width >= _SHORT_RULE))
            elif width <= _RULE:
                down.extend([box] * (height >= _RULE * 2))
            elif width >= _SHORT_RULE and height >= _RULE * 2:
                edges = _frame(item, box)
                across.extend(edges[0])
                down.extend(edges[1])
                drawings += not edges[0]
            else:
                drawings += 1
    covered = sum(max(0, x1 - x0) * max(0, y1 - y0) for x0, y0, x1, y1 in images)
    return Painted(min(1.0, covered / area), drawings, _grid(across, down))


def _objects(page: Any) -> Iterator[tuple[int, Any, Box]]:
    """Pictures and paths of a page with their boxes, those inside form objects too (in the form's place)."""
    left, bottom, right, top = page.get_bbox()
    count = min(pdfium.FPDFPage_CountObjects(page), _MANY_OBJECTS)
    pending = [(pdfium.FPDFPage_GetObject(page, i), _IDENTITY, 0) for i in range(count)]
    edges = [ctypes.c_float() for _ in range(4)]
    seen = 0
    while pending and seen < _MANY_OBJECTS:
        item, place, depth = pending.pop()
        seen += 1
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEPTH:
            inner = min(pdfium.FPDFFormObj_CountObjects(item), _MANY_OBJECTS)
            within = _within(item, place)
            pending.extend((pdfium.FPDFFormObj_GetObject(item, i), within, depth + 1) for i in range(inner))
        if kind in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_PATH) and pdfium.FPDFPageObj_GetBounds(item, *edges):
            x0, y0, x1, y1 = box = _placed(edges, place)
            if x0 < right and x1 > left and y0 < top and y1 > bottom:
                yield kind, item, box


def _within(form: Any, place: Matrix) -> Matrix:
    """The matrix of what is inside a form object that itself stands at ``place``."""
    own = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(form, own):
        return place
    a, b, c, d, e, f = place
    return (
        own.a * a + own.b * c,
        own.a * b + own.b * d,
        own.c * a + own.d * c,
        own.c * b + own.d * d,
        own.e * a + own.f * c + e,
        own.e * b + own.f * d + f,
    )


def _placed(edges: list[ctypes.c_float], place: Matrix) -> Box:
    """A box, as left, bottom, right, top, at its place on the page."""
    left, bottom, right, top = (edge.value for edge in edges)
    if place is _IDENTITY:
        return left, bottom, right, top
    a, b, c, d, e, f = place
    corners = [(a * x + c * y + e, b * x + d * y + f) for x in (left, right) for y in (bottom, top)]
    xs, ys = [corner[0] for corner in corners], [corner[1] for corner in corners]
    return min(xs), min(ys), max(xs), max(ys)


def _frame(path: Any, box: Box) -> tuple[list[Box], list[Box]]:
    """The rules of a path that is more than one rule: the sides of a stroked box, or of a grid drawn in one go."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, fill, stroke)
    segments = pdfium.FPDFPath_CountSegments(path)
    if not stroke.value or segments < 4:
        return [], []
    x0, y0, x1, y1 = box
    across, down = [(x0, y0, x1, y0), (x0, y1, x1, y1)], [(x0, y0, x0, y1), (x1, y0, x1, y1)]
    if segments >= _LINES_OF_A_GRID:  # more lines inside: where, pdfplumber will tell
        down.append(((x0 + x1) / 2, y0, (x0 + x1) / 2, y1))
    return across, down


def _grid(across: list[Box], down: list[Box]) -> Box | None:
    """The box around rules that cross as those of a table do: three or more one way, two or more the other."""
    crossing_down = [d for d in down if sum(_cross(a, d) for a in across) >= 2]
    crossing_across = [a for a in across if sum(_cross(a, d) for d in crossing_down) >= 2]
    columns = {round(d[0] / _NEAR) for d in crossing_down}
    rows = {round(a[1] / _NEAR) for a in crossing_across}
    if min(len(columns), len(rows)) < 2 or max(len(columns), len(rows)) < 3:
        return None
    rules = crossing_across + crossing_down
    return min(r[0] for r in rules), min(r[1] for r in rules), max(r[2] for r in rules), max(r[3] for r in rules)


def _cross(across: Box, down: Box) -> bool:
    return across[0] - _NEAR <= down[0] <= across[2] + _NEAR and down[1] - _NEAR <= across[1] <= down[3] + _NEAR
