"""Text of a DOCX file that nobody sees: hidden, struck out, tiny, or in the color of its background.

Colors are numbers 0xRRGGBB. A background of None is one that cannot be told (a
picture, a pattern), before which nothing counts as invisible. ECMA-376 part 1, 17.3.2 and 17.3.5.
"""

from __future__ import annotations

import re

from clauselint.reading.docx.styles import RunFormatting, Styles
from clauselint.reading.docx.xml import VAL, Element, child_of, is_on, local_name, parse_int, val_of, w
from clauselint.reading.text_limits import LONGEST_STYLE

WHITE = 0xFFFFFF
CLEAR = -1  # no color: what is behind a shape without fill shows through it
_VML = tuple(f"{{urn:schemas-microsoft-com:vml}}{name}" for name in ("shape", "rect", "roundrect", "oval"))
_BEHIND = re.compile(r"z-index\s*:\s*-")
_ALIKE = 10  # of 255 in each of red, green and blue: no eye tells them apart
_TINY = 4  # half points: less than the thickness of a pencil's line
_HIGHLIGHTS = {
    "black": 0x000000, "blue": 0x0000FF, "cyan": 0x00FFFF, "green": 0x00FF00, "magenta": 0xFF00FF, "red": 0xFF0000,
    "yellow": 0xFFFF00, "white": WHITE, "darkBlue": 0x000080, "darkCyan": 0x008080, "darkGreen": 0x008000,
    "darkMagenta": 0x800080, "darkRed": 0x800000, "darkYellow": 0x808000, "darkGray": 0x808080, "lightGray": 0xC0C0C0,
}  # fmt: skip
# Effects that show letters whatever their color.
_SHOWS = frozenset(["outline", "shadow", "emboss", "imprint", "textFill", "textOutline", "glow"])
# Parts of a table that a table style may shade, by the attribute of w:tblLook that turns them on, and its bit (17.7.6).
_LOOKS = {"firstRow": 0x20, "lastRow": 0x40, "firstColumn": 0x80, "lastColumn": 0x100}
_BANDS = ("noHBand", 0x200), ("noVBand", 0x400)
_CONDITIONS = {"firstCol": "firstColumn", "lastCol": "lastColumn"}


def parse_color(text: str | None) -> int | None:
    """The color that six hexadecimal digits stand for; None for "auto" and the rest."""
    try:
        return int(text, 16) if text is not None and len(text) == 6 else None
    except ValueError:
        return None


def shaded(shading: Element | None, behind: int | None) -> int | None:
    """Return the background that this ``w:shd`` gives, where ``behind`` lies under it."""
    kind = None if shading is None else shading.get(VAL, "clear")
    if shading is None or kind == "nil":
        return behind
    if kind not in ("clear", "solid"):
        return None
    given = shading.get(w("fill" if kind == "clear" else "color"))
    if given in (None, "auto"):
        return None if shading.get(w("themeFill")) else behind if kind == "clear" else 0
    return parse_color(given)


def has_backdrop(story: Element) -> bool:
    """Return whether something is drawn behind the text of a body, a header or a footer; white letters may stand on it.

    A watermark, which is pale itself, is no backdrop.
    """
    if any(is_on(each.get("behindDoc", "false")) for each in story.iter("{*}anchor")):
        return True
    shapes = (
        each for name in ("shape", "rect", "group") for each in story.iter(f"{{urn:schemas-microsoft-com:vml}}{name}")
    )
    return any(
        _BEHIND.search(each.get("style", "")[:LONGEST_STYLE]) and next(each.iter("{*}textpath"), None) is None
        for each in shapes
    )


def shows_through(story: Element) -> bool:
    """Return whether nothing but the page can be behind the shapes of a story that have no fill: no picture and no dark shape."""
    if next(story.iter("{*}pic", "{*}imagedata", "{*}gradFill", "{*}pattFill", "{*}blipFill"), None) is not None:
        return False
    if any(each.get("idx") != "0" for each in story.iter("{*}fillRef")):
        return False
    if any(each.get("fillcolor", "white").casefold() not in ("white", "#fff", "#ffffff") for each in story.iter(*_VML)):
        return False
    fills = (each for each in story.iter("{*}solidFill") if local_name(each.getparent()) in ("spPr", "grpSpPr"))
    return all(
        (plain := fill.find("{*}srgbClr")) is not None and parse_color(plain.get("val")) == WHITE for fill in fills
    )


def paragraph_background(styles: Styles, paragraph: Element | None, behind: int | None) -> int | None:
    """Return the background of a paragraph."""
    own = None if paragraph is None else child_of(paragraph, "shd")
    if own is None:
        own = styles.nearest(styles.paragraph_style(paragraph), "pPr", "shd")
    return shaded(own, behind)


def invisible_kind(formatting: RunFormatting, behind: int | None) -> str | None:
    """Return the kind of dead block that a run is, None where it is seen; ``behind`` is the background of its paragraph."""
    if formatting.toggle("vanish"):
        return "hidden"
    if formatting.toggle("strike") or formatting.toggle("dstrike"):
        return "struck"
    return "invisible" if _is_tiny(formatting) or _is_pale(formatting, behind) else None


def _is_tiny(formatting: RunFormatting) -> bool:
    size = formatting.find("sz")
    half_points = None if size is None else parse_int(size.get(VAL))
    return half_points is not None and half_points <= _TINY


def _is_pale(formatting: RunFormatting, behind: int | None) -> bool:
    ink = formatting.find("color")
    own = None if ink is None else parse_color(ink.get(VAL))
    if own is None:
        return False
    behind = shaded(formatting.find("shd"), behind)
    marker = formatting.find("highlight")
    if marker is not None:
        behind = _HIGHLIGHTS.get(marker.get(VAL, ""), behind)
    if behind is None or any(abs((own >> s & 255) - (behind >> s & 255)) > _ALIKE for s in (0, 8, 16)):
        return False
    return not any(local_name(each) in _SHOWS for each in formatting.own.values())


class TableBackground:
    """The backgrounds of the cells of one table, by itself and by its style."""

    def __init__(self, styles: Styles, table: Element, behind: int | None) -> None:
        """Take the background ``behind`` for that of the table."""
        properties = table.find(w("tblPr"))
        style = val_of(properties, "tblStyle")
        for holder in ("tblPr", "tcPr"):
            behind = shaded(styles.nearest(style, holder, "shd"), behind)
        self._behind = shaded(None if properties is None else properties.find(w("shd")), behind)
        self._fills = [
            (part, fill)
            for part, each in styles.conditional(style).items()
            if (fill := each.find(f"{w('tcPr')}/{w('shd')}")) is not None
        ]
        formatting = None if properties is None else properties.find(w("tblLook"))
        self._on = {name for name, bit in _LOOKS.items() if _looks(formatting, name, bit, otherwise=True)}
        self._bands = any(not _looks(formatting, name, bit, otherwise=False) for name, bit in _BANDS)

    def of(self, cell: Element, row: Element, *, first: bool, last: bool, begins: bool, ends: bool) -> int | None:
        """Return the background of a cell; ``first`` or ``last`` is its row, and it ``begins`` or ``ends`` that."""
        whole = shaded(row.find(f"{w('tblPrEx')}/{w('shd')}"), self._behind)
        properties = child_of(cell, "tcPr")
        own = None if properties is None else properties.find(w("shd"))
        if own is not None:
            return shaded(own, whole)
        there = {"firstRow": first, "lastRow": last, "firstColumn": begins, "lastColumn": ends}
        behind = whole
        for condition, fill in self._fills:
            name = _CONDITIONS.get(condition, condition)
            if name in there:
                if there[name] and name in self._on:
                    return shaded(fill, whole)
            elif self._bands or not condition.startswith("band"):  # which band a row is in depends on what is hidden
                behind = None
        return behind


def _looks(formatting: Element | None, name: str, bit: int, *, otherwise: bool) -> bool:
    """Return whether ``w:tblLook`` says ``name``: by an attribute of that name, or in older files by a bit."""
    if formatting is None:
        return otherwise
    if (given := formatting.get(w(name))) is not None:
        return is_on(given)
    try:
        return bool(int(formatting.get(VAL, ""), 16) & bit)
    except ValueError:
        return otherwise
