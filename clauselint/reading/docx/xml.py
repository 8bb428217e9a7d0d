"""Names of WordprocessingML and safe parsing. ECMA-376 part 1, section 17, and part 3 (markup compatibility)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any

from lxml import etree

from clauselint.diagnostics.errors import UnreadableError
from clauselint.reading.docx.limits import MAX_XML, Budget

Element = Any  # lxml ships no types; an element is only passed on and asked for tags and attributes

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
_W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
# "Strict" files use other namespaces for the same elements.
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(wordprocessingml|officeDocument|drawingml)/([A-Za-z]+)")
# Encodings that packages may not be in (part 2, 10.1.2) and that writers use all the same.
_LEGACY = re.compile(
    rb"\s*<\?xml\s[^>]{0,200}?encoding\s*=\s*[\"'](iso-8859-\d+|windows-125\d|us-ascii|gb\w+|big5|shift_jis|euc-\w+)[\"']",
    re.IGNORECASE,
)
# Who gives the namespaces that a reader is bound to know; what others put in is skipped where the file allows it.
_KNOWN = ("http://schemas.openxmlformats.org/", "http://schemas.microsoft.com/", "urn:schemas-microsoft-com:")


@cache  # asked for ten times a paragraph, always for one of some two hundred names
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


_MAX_DIGITS = 18  # of 64 bits
_LONGEST_NAME = 255  # characters of a person's
_CHOICE, _FALLBACK = f"{{{_MC}}}Choice", f"{{{_MC}}}Fallback"
VAL = w("val")


def parse(data: bytes, budget: Budget) -> Element:
    """The root element of a part. Entities stay unread and the network untouched.

    Raises lxml.etree.XMLSyntaxError, and UnreadableError (DOC014) where elements are nested deeper than the parser goes
    or there are more of them than ``budget`` allows.
    """
    if len(data) <= 2 * MAX_XML:  # more is too much in any encoding
        data = _utf8(data).lstrip()
    budget.xml(data)
    if b"http://purl.oclc.org/ooxml/" in data:
        data = _STRICT.sub(_transitional, data)
    # What was counted as UTF-8 must be read as such, whatever it says of itself.
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,  # they would cut the text that they stand in
    )
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
    """The part in UTF-8, without a byte order mark."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _encoded(data, "utf-16")
    if data.startswith((b"<\0", b"\0<")):
        return _encoded(data, "utf-16-le" if data.startswith(b"<\0") else "utf-16-be")
    data = data.removeprefix(b"\xef\xbb\xbf")
    declared = _LEGACY.match(data)
    return data if declared is None else _encoded(data, declared.group(1).decode())


def _encoded(data: bytes, encoding: str) -> bytes:
    try:
        return data.decode(encoding, errors="replace").encode(errors="replace")
    except LookupError:
        return data


def _transitional(strict: re.Match[bytes]) -> bytes:
    family, name = strict.groups()
    return b"http://schemas.openxmlformats.org/" + family + b"/2006/" + name


def _drop_ignorable(root: Element) -> None:
    """Take out what a file asks readers to pass over that do not know it: ``mc:Ignorable``, part 3, 7.2.

    Elements named by ``mc:ProcessContent`` leave their content behind.
    """
    prefixes = _ignorable_prefixes(root)
    if not prefixes:
        return
    ignorable, processed = set(prefixes.values()), _process_content(root, prefixes)
    found = (each for each in root.iter(etree.Element) if str(each.tag)[1:].partition("}")[0] in ignorable)
    for element in [each for each in found if each is not root]:
        parent = element.getparent()
        if parent is None:
            continue
        if element.tag in processed:
            for child in list(element):
                element.addprevious(child)
        parent.remove(element)


def _ignorable_prefixes(root: Element) -> dict[str, str]:
    """Namespaces by all their prefixes, of those that may be passed over and that no reader is bound to know."""
    spaces = root.nsmap
    ignorable = {spaces.get(prefix) for prefix in root.get(f"{{{_MC}}}Ignorable", "").split()}
    return {prefix: uri for prefix, uri in spaces.items() if uri in ignorable and not uri.startswith(_KNOWN)}


def _process_content(root: Element, prefixes: dict[str, str]) -> set[str]:
    """The full names of elements whose content stays when they go."""
    names = (each.partition(":") for each in root.get(f"{{{_MC}}}ProcessContent", "").split())
    return {f"{{{prefixes[prefix]}}}{name}" for prefix, _, name in names if prefix in prefixes}


def drop_entities(root: Element) -> bool:
    """Take out references to entities, which are never followed, but not the text after them; whether there were any."""
    if next(root.iter(etree.Entity), None) is None:
        return False
    etree.strip_tags(root, etree.Entity)
    return True


def children(element: Element) -> Iterator[Element]:
    """Child elements, without processing instructions and entities."""
    yield from element.iterchildren(tag=etree.Element)


def local_name(element: Element) -> str:
    """The name of an element without its namespace."""
    return _local(str(element.tag))


@lru_cache(512)  # names of elements come in hundreds, elements in hundreds of thousands
def _local(tag: str) -> str:
    return tag.rsplit("}", 1)[-1]


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


def child_of(parent: Element, name: str) -> Element | None:
    """The first child of a name in WordprocessingML, None without any. Takes half the time of ``find``."""
    return next(parent.iterchildren(w(name)), None)


def author(element: Element) -> str:
    """Return who made a change or a comment; empty where nobody says so. A name as long as a book is cut."""
    return str(element.get(w("author"), ""))[:_LONGEST_NAME]


def val_of(parent: Element | None, *names: str) -> str | None:
    """``w:val`` of a descendant named by its path from ``parent``, None where it, or the attribute, is not there."""
    for name in names:
        if parent is None:
            return None
        parent = child_of(parent, name)
    return None if parent is None else parent.get(VAL)


def is_on(text: str | None) -> bool:
    """Return whether an on/off attribute says on; without one it does."""
    return (text or "true") not in ("0", "false", "off", "none")


def on_off(parent: Element | None, name: str) -> bool | None:
    """An on/off property: None where it is not given."""
    if parent is None or (found := child_of(parent, name)) is None:
        return None
    return is_on(found.get(VAL))


def parse_int(text: str | None) -> int | None:
    """A number as written in an attribute; None where it is missing, no number, or of more digits than any has."""
    try:
        return None if text is None or len(text) > _MAX_DIGITS else int(text)
    except ValueError:
        return None
