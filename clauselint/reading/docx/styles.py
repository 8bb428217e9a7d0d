"""Styles of a DOCX file: what a paragraph or a run is, after all that it inherits. ECMA-376 part 1, 17.7."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from clauselint.reading.docx.limits import checked
from clauselint.reading.docx.xml import VAL, Element, child_of, children, is_on, parse_int, val_of, w

_HEADING_NAME = re.compile(r"heading\s*([1-9])$")
_TOC_NAME = re.compile(r"toc\s*\d")
_TOC_NAMES = ("toc heading", "table of figures", "table of authorities")
_RUN_STYLE = w("rStyle")
_TABLE_PARTS = frozenset(
    [
        "wholeTable", "firstRow", "lastRow", "firstCol", "lastCol", "band1Vert", "band2Vert", "band1Horz", "band2Horz",
        "neCell", "nwCell", "seCell", "swCell",
    ]
)  # fmt: skip
_LONGEST_CHAIN = 20  # styles based on each other; Word stops at eleven
_MAX_STYLES = 5_000  # Word takes 4,079
_BODY_TEXT_LEVEL = 9  # w:outlineLvl of text that is no heading


@dataclass(frozen=True, slots=True)
class Numbering:
    """A paragraph's place in a list, as far as one style or paragraph gives it."""

    num_id: str | None
    level: int | None


@dataclass(frozen=True, slots=True)
class StyleLevel:
    """The level that a style of a paragraph gives, None where it gives none."""

    style: str
    level: int | None


def numbering_of(properties: Element | None) -> Numbering | None:
    """``w:numPr`` of paragraph properties."""
    if properties is None or (found := child_of(properties, "numPr")) is None:
        return None
    return Numbering(val_of(found, "numId"), parse_int(val_of(found, "ilvl")))


class _Style:
    """One style by itself. Each of its children is looked at once, however many styles are based on it."""

    def __init__(self, element: Element) -> None:
        self._element = element
        self._properties: dict[str, dict[str, Element]] = {}

    @property
    def identity(self) -> str:
        return str(self._element.get(w("styleId"), ""))

    @cached_property
    def _children(self) -> dict[str, list[Element]]:
        found: dict[str, list[Element]] = {}
        for child in children(self._element):
            found.setdefault(child.tag, []).append(child)
        return found

    def value(self, name: str) -> str | None:
        """``w:val`` of a child, None where there is none."""
        found = self._children.get(w(name))
        return found[0].get(VAL) if found else None

    def properties(self, holder: str) -> dict[str, Element]:
        """The first of each of the properties in a holder (``rPr``)."""
        if holder not in self._properties:
            given: dict[str, Element] = {}
            for each in self._children.get(w(holder), []):
                for child in children(each):
                    given.setdefault(child.tag, child)
            self._properties[holder] = given
        return self._properties[holder]

    @cached_property
    def numbering(self) -> Numbering | None:
        """The place in a list that it gives a paragraph."""
        return numbering_of(next(iter(self._children.get(w("pPr"), [])), None))

    @cached_property
    def conditional(self) -> dict[str, Element]:
        """Its properties of the parts of a table, by their names."""
        found: dict[str, Element] = {}
        for each in self._children.get(w("tblStylePr"), []):
            if (part := each.get(w("type"), "")) in _TABLE_PARTS:
                found.setdefault(part, each)
        return found


class Styles:
    """The style part, and every look-up that follows ``w:basedOn``."""

    def __init__(self, root: Element | None) -> None:
        """Index the styles of ``word/styles.xml``; None stands for a file without styles."""
        self._styles: dict[str, _Style] = {}
        self._default: str | None = None
        self._defaults: Element | None = None
        self._chains: dict[str | None, list[_Style]] = {}
        self._tocs: dict[str | None, bool] = {}
        self._levels: dict[str | None, int | None] = {}
        self._toggles: dict[tuple[str | None, str], bool | None] = {}
        self._nearest: dict[tuple[str | None, str, str], Element | None] = {}
        self._numberings: dict[str | None, tuple[str | None, list[StyleLevel]]] = {}
        self._conditional: dict[str | None, dict[str, Element]] = {}
        if root is None:
            return
        for style in root.iterchildren(w("style")):
            self._styles[style.get(w("styleId"), "")] = _Style(style)
            if style.get(w("type")) == "paragraph" and style.get(w("default")) in ("1", "true", "on"):
                self._default = style.get(w("styleId"))
        checked(len(self._styles), _MAX_STYLES, "styles")
        self._defaults = root.find(f"{w('docDefaults')}/{w('rPrDefault')}/{w('rPr')}")

    def paragraph_style(self, properties: Element | None) -> str | None:
        """The id of a paragraph's style."""
        return val_of(properties, "pStyle") or self._default

    def name(self, style_id: str | None) -> str:
        """The name of a style in lower case, as Word spells it in every language ("heading 1", "toc 2")."""
        style = self._styles.get(style_id or "")
        return ((None if style is None else style.value("name")) or style_id or "").casefold()

    def _chain(self, style_id: str | None) -> list[_Style]:
        """The style and those it is based on, nearest first; a ring of styles is walked once."""
        if style_id not in self._chains:
            chain: dict[str, _Style] = {}
            at = style_id
            while at and at in self._styles and at not in chain and len(chain) < _LONGEST_CHAIN:
                chain[at] = self._styles[at]
                at = chain[at].value("basedOn")
            self._chains[style_id] = list(chain.values())
        return self._chains[style_id]

    def heading_level(self, properties: Element | None) -> int | None:
        """The outline depth from 0 that a paragraph's own properties or its style give; None for body text."""
        level = parse_int(val_of(properties, "outlineLvl"))
        if level is None:
            level = self._heading_level(self.paragraph_style(properties))
        return None if level is None or level >= _BODY_TEXT_LEVEL else level

    def _heading_level(self, style_id: str | None) -> int | None:
        if style_id not in self._levels:
            level = 0 if self.name(style_id) == "title" else None
            for style in reversed(self._chain(style_id)):
                named = _HEADING_NAME.match((style.value("name") or "").casefold())
                outline = style.properties("pPr").get(w("outlineLvl"))
                given = None if outline is None else parse_int(outline.get(VAL))
                level = given if given is not None else int(named.group(1)) - 1 if named else level
            self._levels[style_id] = level
        return self._levels[style_id]

    def is_toc(self, properties: Element | None) -> bool:
        """Return whether a paragraph is a line of a table of contents by its style."""
        style_id = self.paragraph_style(properties)
        if style_id not in self._tocs:
            name = self.name(style_id)
            self._tocs[style_id] = bool(_TOC_NAME.match(name)) or name in _TOC_NAMES
        return self._tocs[style_id]

    def numbering(self, properties: Element | None) -> tuple[Numbering | None, list[StyleLevel]]:
        """A paragraph's place in a list, and what each of its styles says of the level, nearest first.

        The styles are asked only where the paragraph itself names no level; list and level may come from different
        styles of a chain, and a level may be linked to a style by name (17.9.23).
        """
        own = numbering_of(properties)
        if own is not None and own.num_id is not None:
            return own, []
        num_id, said = self._numbering(self.paragraph_style(properties))
        if num_id is None:
            return None, []
        if own is not None and own.level is not None:
            return Numbering(num_id, own.level), []
        return Numbering(num_id, None), said

    def _numbering(self, style_id: str | None) -> tuple[str | None, list[StyleLevel]]:
        """The list that a style names or inherits, and what each style of its chain says of the level."""
        if style_id not in self._numberings:
            chain = self._chain(style_id)
            given = [style.numbering for style in chain]
            num_id = next((each.num_id for each in given if each is not None and each.num_id is not None), None)
            said = [
                StyleLevel(style.identity, None if each is None else each.level)
                for style, each in zip(chain, given, strict=True)
            ]
            self._numberings[style_id] = num_id, said if num_id is not None else []
        return self._numberings[style_id]

    def list_of_style(self, style_id: str) -> str | None:
        """The ``numId`` that a numbering style points at."""
        for style in self._chain(style_id):
            if style.numbering is not None:
                return style.numbering.num_id
        return None

    def nearest(self, style_id: str | None, holder: str, name: str) -> Element | None:
        """The property ``name`` that a style gives or inherits in its ``holder`` (``rPr``, ``pPr``, ``tblPr``, ``tcPr``)."""
        key = (style_id, holder, name)
        if key not in self._nearest:
            found = (style.properties(holder).get(w(name)) for style in self._chain(style_id))
            self._nearest[key] = next((each for each in found if each is not None), None)
        return self._nearest[key]

    def conditional(self, style_id: str | None) -> dict[str, Element]:
        """Return the properties of the parts of a table (``w:tblStylePr``), by their names (17.18.89), its own before
        what it inherits."""
        if style_id not in self._conditional:
            found: dict[str, Element] = {}
            for style in self._chain(style_id):
                for part, each in style.conditional.items():
                    found.setdefault(part, each)
            self._conditional[style_id] = found
        return self._conditional[style_id]

    def default(self, name: str) -> Element | None:
        """The run property ``name`` of the document's defaults."""
        return None if self._defaults is None else self._defaults.find(w(name))

    def toggled(self, style_id: str | None, name: str) -> bool | None:
        """The on/off run property ``name`` that a style gives or inherits."""
        key = (style_id, name)
        if key not in self._toggles:
            given = self.nearest(style_id, "rPr", name)
            self._toggles[key] = None if given is None else is_on(given.get(VAL))
        return self._toggles[key]


class RunFormatting:
    """The properties of one run after all inheritance."""

    def __init__(self, styles: Styles, run: Element | None, paragraph_style: str | None) -> None:
        """For the ``w:rPr`` of a run in a paragraph of a style."""
        self._styles, self._paragraph_style = styles, paragraph_style
        self.own = {} if run is None else {str(each.tag): each for each in run}
        style = self.own.get(_RUN_STYLE)
        self._run_style = None if style is None else style.get(VAL)

    def toggle(self, name: str) -> bool:
        """An on/off property (``b``, ``vanish``, ``strike`` …).

        Said by the run itself, it holds; the styles of run and paragraph cancel each other out (17.7.3).
        """
        own = self.own.get(w(name))
        if own is not None:
            return is_on(own.get(VAL))
        by_run = None if self._run_style is None else self._styles.toggled(self._run_style, name)
        by_paragraph = self._styles.toggled(self._paragraph_style, name)
        if by_run is None and by_paragraph is None:
            default = self._styles.default(name)
            return default is not None and is_on(default.get(VAL))
        return bool(by_run) != bool(by_paragraph)

    def find(self, name: str) -> Element | None:
        """A property that is no toggle: of the run itself, its style, its paragraph's style or the defaults."""
        own = self.own.get(w(name))
        if own is None and self._run_style is not None:
            own = self._styles.nearest(self._run_style, "rPr", name)
        if own is None:
            own = self._styles.nearest(self._paragraph_style, "rPr", name)
        return self._styles.default(name) if own is None else own
