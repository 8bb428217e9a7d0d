"""Names of WordprocessingML and safe parsing. ECMA-376 part 1, section 17, and part 3 (markup compatibility)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from clauselint.errors import UnreadableError

Element = Any  # lxml ships no types; an element is only passed on and asked for tags and attributes

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
_W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
# "Strict" files use other namespaces for the same elements.
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(wordprocessingml|officeDocument|drawingml)/([A-Za-z]+)")
# Who gives the namespaces that a reader is bound to know; what others put in is skipped where the file allows it.
_KNOWN = ("http://schemas.openxmlformats.org/", "http://schemas.microsoft.com/", "urn:schemas-microsoft-com:")


def w(name: str) -> str:
    """The full name of an element or attribute of WordprocessingML."""
    return f"{{{_W}}}{name}"


def r(name: str) -> str:
    """The full name of an attribute that points at a relationship."""
    return f"{{{_R}}}{name}"


def w14(name: str) -> str:
    """The full name of an element or attribute that Word 2010 added."""
    return f"{{{_W14}}}{name}"


def w15(name: str) -> str:
    """The full name of an element or attribute that Word 2013 added."""
    return f"{{{_W15}}}{name}"


_CHOICE, _FALLBACK = f"{{{_MC}}}Choice", f"{{{_MC}}}Fallback"
VAL = w("val")


def parse(data: bytes) -> Element:
    """The root element of a part. Entities stay unread and the network untouched.

    Raises lxml.etree.XMLSyntaxError, and UnreadableError (DOC014) where elements are nested deeper than the parser goes.
    """
    data = _utf8(data).lstrip()
    if b"http://purl.oclc.org/ooxml/" in data:
        data = _STRICT.sub(_transitional, data)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        if "depth" in str(error).casefold():
            raise too_deep() from error
        raise
    _drop_ignorable(root)
    return root


def too_deep() -> UnreadableError:
    """The error of a file that is nested deeper than the limits allow."""
    return UnreadableError(
        "DOC014",
        "the file's tables, boxes or controls are nested deeper than the limits allow.",
        cure="If you trust it, print it to a PDF and check that.",
    )


def _utf8(data: bytes) -> bytes:
    """The part in UTF-8, without a byte order mark and, where it was UTF-16, without the declaration that says so."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return re.sub(r"^\s*<\?xml[^>]*\?>", "", data.decode("utf-16", errors="replace")).encode()
    return data.removeprefix(b"\xef\xbb\xbf")


def _transitional(strict: re.Match[bytes]) -> bytes:
    family, name = strict.groups()
    return b"http://schemas.openxmlformats.org/" + family + b"/2006/" + name


def _drop_ignorable(root: Element) -> None:
    """Take out what a file asks readers to pass over that do not know it: ``mc:Ignorable``, part 3, 7.2.

    Elements named by ``mc:ProcessContent`` leave their content behind.
    """
    foreign = {
        uri
        for prefix in root.get(f"{{{_MC}}}Ignorable", "").split()
        if (uri := root.nsmap.get(prefix)) and not uri.startswith(_KNOWN)
    }
    if not foreign:
        return
    prefixes = {prefix: uri for prefix, uri in root.nsmap.items() if uri in foreign}
    kept = {
        f"{{{prefixes[prefix]}}}{name}"
        for prefix, _, name in (each.partition(":") for each in root.get(f"{{{_MC}}}ProcessContent", "").split())
        if prefix in prefixes
    }
    for element in [each for uri in foreign for each in root.iter(f"{{{uri}}}*") if each is not root]:
        parent = element.getparent()
        if parent is None:
            continue
        if element.tag in kept:
            for child in list(element):
                element.addprevious(child)
        parent.remove(element)


def children(element: Element) -> Iterator[Element]:
    """Child elements, without processing instructions and entities."""
    yield from element.iterchildren(tag=etree.Element)


def local(element: Element) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rsplit("}", 1)[-1]


def alternate(element: Element) -> list[Element]:
    """The children of the one branch of ``mc:AlternateContent`` that a reader sees: part 3, 7.7.

    It is the first choice all of whose namespaces are known, else the fallback.
    """
    for branch in element.iterchildren(_CHOICE):
        needs = (branch.nsmap.get(prefix, "") for prefix in branch.get("Requires", "").split())
        if all(uri.startswith(_KNOWN) for uri in needs):
            return list(children(branch))
    branch = element.find(_FALLBACK)
    return [] if branch is None else list(children(branch))


def value(parent: Element | None, *names: str) -> str | None:
    """``w:val`` of a descendant named by its path from ``parent``, None where it, or the attribute, is not there."""
    for name in names:
        if parent is None:
            return None
        parent = parent.find(w(name))
    return None if parent is None else parent.get(VAL)


def on(text: str | None) -> bool:
    """Whether an on/off attribute says on; without one it does."""
    return (text or "true") not in ("0", "false", "off", "none")


def switch(parent: Element | None, name: str) -> bool | None:
    """An on/off property: None where it is not given."""
    if parent is None or (found := parent.find(w(name))) is None:
        return None
    return on(found.get(VAL))


def integer(text: str | None) -> int | None:
    """A number as written in an attribute; None where it is missing or no number."""
    try:
        return None if text is None else int(text)
    except ValueError:
        return None
