"""Objects that a PDF page paints: pictures, rules, drawings, fills. They tell scans, ruled tables, and hidden text."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pypdfium2.raw as pdfium

from clauselint.reading.fragments import Box

_RULE = 2.5  # points; a path thinner than this is a rule
_SHORT_RULE = 20.0  # points; shorter rules underline words
_NEAR = 3.0  # points; rules that miss each other by less meet
_MANY_OBJECTS = 20_000  # a page with more is a map, not a contract
_DEPTH = 4  # of form objects within form objects
_LINES_OF_A_GRID = 8  # path segments
_SMALL_FILL = 3.0  # points; nothing smaller hides a word, or is the ground of one
_MAX_FILLS = 500  # of a page: charts have more, and hide nothing
_MIN_STROKE = 3.0  # points; a shorter line strikes no word out
_MAX_STROKES = 1000  # of a page: a drawing has more
_OPAQUE = 250  # of 255
_RECTANGLE = 5  # path segments
_MAX_CLIPS = 8  # looked at
_AREAS = (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_SHADING)
_NO_BOX = (0.0, 0.0, 0.0, 0.0)

Color = tuple[int, int, int, int]
"""Red, green, blue and opacity, 0 to 255 each."""
PAPER: Color = (255, 255, 255, 255)
Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Fill:
    """An area painted in one color, or by a picture (``color`` None). ``place`` counts what the page paints, in order;
    ``covers``: nothing below it shows through."""

    box: Box
    color: Color | None
    place: int
    covers: bool


@dataclass(frozen=True, slots=True)
class PaintedObjects:
    """``pictures`` is the share of the page that pictures cover (0 to 1), ``drawings`` the number of paths that are
    no rules, ``grid`` the box around crossing rules, None without any. ``fills`` are the areas in which text may
    stand, ``strokes`` thin level lines, ``images`` the pictures, and ``order`` the place of each text object, by its
    address. Boxes are in the coordinates of the page's content.
    """

    pictures: float
    drawings: int
    grid: Box | None
    fills: tuple[Fill, ...] = ()
    strokes: tuple[Box, ...] = ()
    images: tuple[Box, ...] = ()
    order: dict[int, int] = field(default_factory=dict)


def read_painted_objects(page: Any) -> PaintedObjects:
    """Look at the objects of a page, not at its pixels."""
    left, bottom, right, top = page.get_bbox()
    area = max((right - left) * (top - bottom), 1.0)
    images: set[Box] = set()
    across: list[Box] = []
    down: list[Box] = []
    fills: list[Fill] = []
    strokes: list[Box] = []
    order: dict[int, int] = {}
    drawings = 0
    for place, (kind, item, box, depth) in enumerate(_objects(page)):
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            order[ctypes.cast(item, ctypes.c_void_p).value or 0] = place
            continue
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            clipped = (max(box[0], left), max(box[1], bottom), min(box[2], right), min(box[3], top))
            images.add((round(clipped[0]), round(clipped[1]), round(clipped[2]), round(clipped[3])))
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            rows, columns, is_drawing = _rules(item, box)
            across.extend(rows)
            down.extend(columns)
            drawings += is_drawing
            if box[3] - box[1] <= _RULE and box[2] - box[0] >= _MIN_STROKE:
                strokes.append(box)
        if (fill := _fill(kind, item, box, place, on_page=depth == 0)) is not None:
            fills.append(fill)
    covered = sum(max(0, x1 - x0) * max(0, y1 - y0) for x0, y0, x1, y1 in images)
    return PaintedObjects(
        min(1.0, covered / area),
        drawings,
        _grid(across, down),
        tuple(fills) if len(fills) <= _MAX_FILLS else (),
        tuple(strokes) if len(strokes) <= _MAX_STROKES else (),
        tuple(images),
        order,
    )


def _rules(item: Any, box: Box) -> tuple[list[Box], list[Box], bool]:
    """The rules of a path, across and down, and whether it is a drawing."""
    width, height = box[2] - box[0], box[3] - box[1]
    if height <= _RULE:
        return [box] * (width >= _SHORT_RULE), [], False
    if width <= _RULE:
        return [], [box] * (height >= _RULE * 2), False
    if width >= _SHORT_RULE and height >= _RULE * 2:
        across, down = _frame(item, box)
        return across, down, not across
    return [], [], True


def fill_color(item: Any) -> Color | None:
    """The color in which an object is filled; None for patterns and shadings."""
    parts = [ctypes.c_uint() for _ in range(4)]
    if not pdfium.FPDFPageObj_GetFillColor(item, *parts):
        return None
    red, green, blue, opacity = (part.value for part in parts)
    return red, green, blue, opacity


def _fill(kind: int, item: Any, box: Box, place: int, *, on_page: bool) -> Fill | None:
    """The area that an object paints; None where it is too small, or no area.

    What is not on the page itself but in a form object may be clipped by that, and hides nothing for certain.
    """
    if min(box[2] - box[0], box[3] - box[1]) < _SMALL_FILL:
        return None
    if kind != pdfium.FPDF_PAGEOBJ_PATH:  # a picture may be transparent in places: it hides nothing for certain
        return Fill(box, None, place, covers=False)
    mode, stroke = ctypes.c_int(), ctypes.c_int()
    if not pdfium.FPDFPath_GetDrawMode(item, mode, stroke) or not mode.value:
        return None
    color = fill_color(item)
    if color is not None and color[3] == 0:
        return None
    is_plain = color is not None and color[3] >= _OPAQUE and not pdfium.FPDFPageObj_HasTransparency(item)
    if not is_plain:
        return Fill(box, None, place, covers=False)
    if pdfium.FPDFPath_CountSegments(item) > _RECTANGLE:  # a frame, or another shape that leaves parts of its box open
        return Fill(box, None, place, covers=False)
    return Fill(box, color, place, covers=on_page and not _is_clipped(item))


def _is_clipped(item: Any) -> bool:
    """Return whether a part of a path's own box is clipped away (8.5.4), so that it paints less than that."""
    edges = [ctypes.c_float() for _ in range(4)]
    clip = pdfium.FPDFPageObj_GetClipPath(item)
    if not clip or not pdfium.FPDFPageObj_GetBounds(item, *edges):
        return False
    left, bottom, right, top = (edge.value for edge in edges)
    x, y = ctypes.c_float(), ctypes.c_float()
    for i in range(min(max(pdfium.FPDFClipPath_CountPaths(clip), 0), _MAX_CLIPS)):
        xs, ys = [], []
        for j in range(min(max(pdfium.FPDFClipPath_CountPathSegments(clip, i), 0), _RECTANGLE + 1)):
            if pdfium.FPDFPathSegment_GetPoint(pdfium.FPDFClipPath_GetPathSegment(clip, i, j), x, y):
                xs.append(x.value)
                ys.append(y.value)
        if not xs or len(xs) > _RECTANGLE:
            return True
        if min(xs) > left + _NEAR or min(ys) > bottom + _NEAR or max(xs) < right - _NEAR or max(ys) < top - _NEAR:
            return True
    return False


def _objects(page: Any) -> Iterator[tuple[int, Any, Box, int]]:
    """Yield the objects that a page paints, in that order, with boxes (none for text) and depth in form objects."""
    left, bottom, right, top = page.get_bbox()
    count = min(pdfium.FPDFPage_CountObjects(page), _MANY_OBJECTS)
    pending = [(pdfium.FPDFPage_GetObject(page, i), _IDENTITY, 0) for i in reversed(range(count))]
    edges = [ctypes.c_float() for _ in range(4)]
    seen = 0
    while pending and seen < _MANY_OBJECTS:
        item, place, depth = pending.pop()
        seen += 1
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            yield kind, item, _NO_BOX, depth
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEPTH:
            inner = min(pdfium.FPDFFormObj_CountObjects(item), _MANY_OBJECTS)
            within = _within(item, place)
            pending.extend((pdfium.FPDFFormObj_GetObject(item, i), within, depth + 1) for i in reversed(range(inner)))
        elif kind in _AREAS and pdfium.FPDFPageObj_GetBounds(item, *edges):
            x0, y0, x1, y1 = box = _placed(edges, place)
            if x0 < right and x1 > left and y0 < top and y1 > bottom:
                yield kind, item, box, depth


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
