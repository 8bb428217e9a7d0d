"""HTML as it is embedded in other documents: blocks of text, with what a browser would not show set apart."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from clauselint.diagnostics.errors import UnreadableError
from clauselint.model import State
from clauselint.reading.assembly import RawBlock
from clauselint.reading.number_formats import format_number
from clauselint.reading.text_cleaning import normalize_text
from clauselint.reading.text_limits import LONGEST_STYLE

_Node = Any  # lxml ships no types
_DROPPED = frozenset(
    ["script", "style", "head", "template", "noscript", "object", "svg", "iframe", "title", "rt", "rp", "colgroup"]
)
_BLOCKS = frozenset(
    [
        "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "div", "dl", "dt", "fieldset",
        "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "legend",
        "li", "main", "nav", "ol", "p", "pre", "section", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
    ]
)  # fmt: skip
_STRUCK = frozenset(["del", "s", "strike"])
_BOLD = frozenset(["b", "strong", "th", "h1", "h2", "h3", "h4", "h5", "h6"])
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_LINE_THROUGH = re.compile(r"text-decoration[^;]*line-through", re.IGNORECASE)
_CHARSET = re.compile(rb"<(?:meta|\?xml)[^>]*?(?:charset|encoding)\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_FORMATS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}


def decode_html(data: bytes, charset: str | None = None) -> str:
    """The text of a page: by its mark, what the mail around it or it itself says, else UTF-8 or Windows' code page."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    declared = _CHARSET.search(data[:2048])
    names = [charset, declared.group(1).decode() if declared else None, "utf-8-sig"]
    for name in filter(None, names):
        try:
            return data.decode("utf-8-sig" if name.casefold() in ("utf-8", "utf-16") else name)
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("cp1252", errors="replace")


def plain_text_blocks(text: str) -> list[RawBlock]:
    """Plain text, a paragraph a line."""
    return [RawBlock(normalize_text(line)) for line in text.splitlines() if normalize_text(line)]


def html_blocks(text: str) -> list[RawBlock]:
    """The blocks of a page in order; what cannot be parsed at all gives none.

    Raises UnreadableError (DOC014) where elements are nested deeper than the parser goes.
    """
    parser = lxml_html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        root = lxml_html.document_fromstring(_DECLARATION.sub("", text), parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return []
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise UnreadableError("DOC014", "nested deeper than the limits allow")
    page = _HtmlReader()
    page.walk(root, _ElementContext())
    page.flush(_ElementContext())
    return page.blocks


@dataclass(frozen=True, slots=True)
class _ElementContext:
    """The surroundings of text: the kind and level of its block, its kind of dead text, and the lists around it."""

    kind: str = "paragraph"
    level: int | None = None
    dead_kind: str | None = None
    bold: bool = False
    lists: int = 0


@dataclass(slots=True)
class _HtmlReader:
    blocks: list[RawBlock] = field(default_factory=list)
    _pieces: list[tuple[str, str | None, bool]] = field(default_factory=list)
    _label: str | None = None

    def walk(self, element: _Node, place: _ElementContext) -> None:
        """Add an element, all in it, and nothing after it."""
        if not isinstance(element.tag, str) or element.tag in _DROPPED:
            return
        name = element.tag
        if (dead_kind := _dead_kind(element)) is not None:
            place = replace(place, dead_kind=place.dead_kind or dead_kind)
        inner = replace(_context_within(name, place), bold=place.bold or name in _BOLD)
        is_block = name in _BLOCKS
        if is_block:
            self.flush(place)
        if name == "br":
            self._add(" ", inner)
        elif name in ("input", "textarea"):
            self._add(_form_value(element), inner)
        self._content(element, inner)
        if is_block:
            self.flush(inner)

    def _content(self, element: _Node, place: _ElementContext) -> None:
        self._add(element.text or "", place)
        count = _parse_number(element.get("start"), 1) - 1
        for child in element:
            if child.tag == "li":
                count = _parse_number(child.get("value"), count + 1)
                self.flush(place)
                self._label = _item_label(element, count)
            self.walk(child, place)
            self._add(child.tail or "", place)

    def _add(self, text: str, place: _ElementContext) -> None:
        if text:
            self._pieces.append((text, place.dead_kind, place.bold))

    def flush(self, place: _ElementContext) -> None:
        """End a block of the kind that ``place`` says."""
        pieces, self._pieces = self._pieces, []
        live = normalize_text("".join(text for text, dead_kind, _ in pieces if dead_kind is None))
        if live:
            label, self._label = self._label, None
            bold = all(bold for text, dead_kind, bold in pieces if dead_kind is None and text.strip())
            self.blocks.append(RawBlock(live, place.kind, label=label, level=place.level, bold=bold))
        for kind in ("hidden", "struck"):
            dead = normalize_text("".join(text for text, dead_kind, _ in pieces if dead_kind == kind))
            if dead:
                self.blocks.append(RawBlock(dead, kind, State.DEAD))


def _dead_kind(element: _Node) -> str | None:
    """Return the kind of dead text that an element makes of all in it, None for live text."""
    style = element.get("style", "")[:LONGEST_STYLE]
    if element.get("hidden") is not None or _HIDDEN.search(style):
        return "hidden"
    return "struck" if element.tag in _STRUCK or _LINE_THROUGH.search(style) else None


def _context_within(name: str, place: _ElementContext) -> _ElementContext:
    """The place of what an element holds."""
    if name in ("td", "th"):
        return replace(place, kind="cell", level=None)
    if name in ("ol", "ul"):
        return replace(place, lists=place.lists + 1)
    if name == "li":
        return replace(place, kind="list-item" if place.kind != "cell" else "cell", level=max(place.lists - 1, 0))
    if len(name) == 2 and name[0] == "h" and name[1].isdigit() and place.kind != "cell":
        return replace(place, kind="heading", level=int(name[1]) - 1)
    return place


def _item_label(holder: _Node, count: int) -> str | None:
    return format_number(count, _FORMATS.get(holder.get("type", "1"), "decimal")) if holder.tag == "ol" else None


def _parse_number(text: str | None, otherwise: int) -> int:
    return int(text) if text is not None and text.isdecimal() and len(text) < 7 else otherwise


def _form_value(element: _Node) -> str:
    kind = element.get("type", "text").casefold()
    if kind in ("checkbox", "radio"):
        return "☒" if element.get("checked") is not None else "☐"
    return str(element.get("value", "")) if kind in ("text", "date", "number", "email", "tel") else ""
