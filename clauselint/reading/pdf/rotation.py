"""Rotation of PDF pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Transform = Callable[[float, float], tuple[float, float]]


def to_upright(page: Any, quarter_turns: int) -> Transform:
    """Return the transform from a page's content to the page after clockwise quarter turns.

    PDF 32000-1, 8.3.2.3; the page's own Rotate entry is one such number, the angle of its text another.
    """
    left, bottom, right, top = page.get_bbox()
    if quarter_turns == 1:
        return lambda x, y: (y - bottom, right - x)
    if quarter_turns == 2:
        return lambda x, y: (right - x, top - y)
    if quarter_turns == 3:
        return lambda x, y: (top - y, x - left)
    return lambda x, y: (x - left, y - bottom)
