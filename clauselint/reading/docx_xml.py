"""Names of WordprocessingML and safe parsing. ECMA-376 part 1, section 17."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import etree

Element = Any  # lxml ships no types; an element is only passed on and asked for tags and attributes

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
# "Strict" files use other namespaces for the same elements.
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", _W.encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", _R.encode()),
)


def w(name: str) -> str:
    """The full name of an element or attribute of WordprocessingML."""
    return f"{{{_W}}}{name}"


def r(name: str) -> str:
    """The full name of an attribute that points at a relationship."""
    return f"{{{_R}}}{name}"


CHOICE, FALLBACK = f"{{{_MC}}}Choice", f"{{{_MC}}}Fallback"
VAL = w("val")


def parse(data: bytes) -> Element:
    """The root element of a part. Raises lxml.etree.XMLSyntaxError. Entities stay unread and the network untouched."""
    for strict, transitional in _STRICT:
        if strict in data:
            data = data.replace(strict, transitional)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True)
    return etree.fromstring(data, parser)


def children(element: Element) -> Iterator[Element]:
    """Child elements, without processing instructions and entities."""
    yield from element.iterchildren(tag=etree.Element)


def local(element: Element) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rsplit("}", 1)[-1]


def value(parent: Element | None, *names: str) -> str | None:
    """``w:val`` of a descendant named by its path from ``parent``, None where it, or the attribute, is not there."""
    for name in names:
        if parent is None:
            return None
        parent = parent.find(w(name))
    return None if parent is None else parent.get(VAL)


def switch(parent: Element | None, name: str) -> bool | None:
    """An on/off property: None where it is not given."""
    if parent is None or (found := parent.find(w(name))) is None:
        return None
    return found.get(VAL, "true") not in ("0", "false", "off", "none")


def integer(text: str | None) -> int | None:
    """A number as written in an attribute; None where it is missing or no number."""
    try:
        return None if text is None else int(text)
    except ValueError:
        return None
