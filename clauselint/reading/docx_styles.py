"""Styles of a DOCX file: what a paragraph or a run is, after all that it inherits. ECMA-376 part 1, 17.7."""

from __future__ import annotations

import re
from dataclasses import dataclass

from clauselint.reading.docx_xml import Element, integer, switch, value, w

_HEADING_NAME = re.compile(r"heading\s*([1-9])$")
_BODY_TEXT_LEVEL = 9  # w:outlineLvl of text that is no heading


@dataclass(frozen=True, slots=True)
class Numbering:
    """A paragraph's place in a list, as far as one style or paragraph gives it."""

    num_id: str | None
    level: int | None


def numbering_of(properties: Element | None) -> Numbering | None:
    """``w:numPr`` of paragraph properties."""
    if properties is None or (found := properties.find(w("numPr"))) is None:
        return None
    return Numbering(value(found, "numId"), integer(value(found, "ilvl")))


class Styles:
    """The style part, and every look-up that follows ``w:basedOn``."""

    def __init__(self, root: Element | None) -> None:
        """Index the styles of ``word/styles.xml``; None stands for a file without styles."""
        self._styles: dict[str, Element] = {}
        self._default: str | None = None
        self._defaults: Element | None = None
        self._toggles: dict[tuple[str | None, str], bool | None] = {}
        if root is None:
            return
        for style in root.iterchildren(w("style")):
            self._styles[style.get(w("styleId"), "")] = style
            if style.get(w("type")) == "paragraph" and style.get(w("default")) in ("1", "true", "on"):
                self._default = style.get(w("styleId"))
        self._defaults = root.find(f"{w('docDefaults')}/{w('rPrDefault')}/{w('rPr')}")

    def paragraph_style(self, properties: Element | None) -> str | None:
        """The id of a paragraph's style."""
        return value(properties, "pStyle") or self._default

    def name(self, style_id: str | None) -> str:
        """The name of a style in lower case, as Word spells it in every language ("heading 1", "toc 2")."""
        style = self._styles.get(style_id or "")
        return (value(style, "name") or style_id or "").casefold()

    def _chain(self, style_id: str | None) -> list[Element]:
        """The style and those it is based on, nearest first; a ring of styles is walked once."""
        chain: list[Element] = []
        while style_id and style_id in self._styles and self._styles[style_id] not in chain:
            chain.append(self._styles[style_id])
            style_id = value(chain[-1], "basedOn")
        return chain

    def heading_level(self, properties: Element | None) -> int | None:
        """The outline depth from 0 that a paragraph's own properties or its style give; None for body text."""
        level = integer(value(properties, "outlineLvl"))
        for style in self._chain(self.paragraph_style(properties)):
            if level is None:
                level = integer(value(style, "pPr", "outlineLvl"))
            if level is None and (named := _HEADING_NAME.match((value(style, "name") or "").casefold())):
                level = int(named.group(1)) - 1
        if level is None and self.name(self.paragraph_style(properties)) == "title":
            return 0
        return None if level is None or level >= _BODY_TEXT_LEVEL else level

    def is_toc(self, properties: Element | None) -> bool:
        """Whether a paragraph is a line of a table of contents by its style."""
        name = self.name(self.paragraph_style(properties))
        return bool(re.match(r"toc\s*\d", name)) or name in ("toc heading", "table of figures", "table of authorities")

    def numbering(self, properties: Element | None) -> tuple[Numbering | None, str | None]:
        """A paragraph's place in a list, and the style that gave it (None where the paragraph gave it itself)."""
        own = numbering_of(properties)
        if own is not None and own.num_id is not None:
            return own, None
        for style in self._chain(self.paragraph_style(properties)):
            found = numbering_of(style.find(w("pPr")))
            if found is not None and found.num_id is not None:
                level = own.level if own is not None and own.level is not None else found.level
                return Numbering(found.num_id, level), style.get(w("styleId"))
        return None, None

    def list_of_style(self, style_id: str) -> str | None:
        """The ``numId`` that a numbering style points at."""
        for style in self._chain(style_id):
            found = numbering_of(style.find(w("pPr")))
            if found is not None:
                return found.num_id
        return None

    def toggle(self, name: str, run: Element | None, paragraph: Element | None) -> bool:
        """An on/off run property (``b``, ``vanish``, ``strike`` …) after all inheritance.

        Said by the run itself, it holds; the styles of run and paragraph cancel each other out (17.7.3).
        """
        own = switch(run, name)
        if own is not None:
            return own
        by_run = self._by_style(value(run, "rStyle"), name)
        by_paragraph = self._by_style(self.paragraph_style(paragraph), name)
        if by_run is None and by_paragraph is None:
            return bool(switch(self._defaults, name))
        return bool(by_run) != bool(by_paragraph)

    def _by_style(self, style_id: str | None, name: str) -> bool | None:
        key = (style_id, name)
        if key not in self._toggles:
            found = (switch(style.find(w("rPr")), name) for style in self._chain(style_id))
            self._toggles[key] = next((state for state in found if state is not None), None)
        return self._toggles[key]
