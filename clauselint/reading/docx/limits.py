"""Limits to a DOCX file, with all that is embedded in it, so that no file takes more than seconds and some memory.

A contract of 1,000 pages has 20,000 paragraphs, 20 MB of XML and 700,000 marks. What the limits allow takes five seconds
and half a gigabyte at most.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

from lxml import etree

from clauselint.diagnostics.errors import UnreadableError

_MAX_ENTRIES = 20_000  # of the archives' directories
# Of XML. A tree takes as much again, and its text in Python up to four times as much.
MAX_XML = 64 << 20
# "<" and "=", for each of which libxml2 keeps up to 200 bytes: 240 MB.
_MAX_MARKS = 1_200_000
_HTML_MARK = 8  # so many marks of XML is one of HTML worth, whose reader and whose tree are slower and larger
_LINE = 3  # marks that a line of plain text is worth
_MAX_TEXT = 20_000_000  # characters, blanks too; of text without them there may be limits.MAX_CHARACTERS
_MEASURED_FROM = 1 << 20  # bytes; the text of smaller parts is not worth measuring, they count in full
_MAX_BLOCKS = 100_000  # some 30 microseconds each
# What costs as much to read as a paragraph, even where it is empty.
_BLOCKS = tuple(
    f"{{*}}{name}"
    for name in (
        "p", "tbl", "tr", "tc", "sdt", "sectPr", "comment", "footnote", "endnote", "footnoteReference",
        "endnoteReference", "fldSimple", "oMath", "oMathPara", "txbxContent", "drawing", "inline", "anchor", "pict",
        "imagedata", "object", "OLEObject", "objectEmbed", "control", "altChunk", "subDoc",
    )
)  # fmt: skip
_MAX_SCOPES = 20_000_000  # namespaces times choices between them: each choice looks through all in its scope


@dataclass(slots=True)
class Budget:
    """The part of the limits that a file has used so far. All methods raise UnreadableError (DOC014) where it is too much, and
    then count nothing: what is smaller may still be read."""

    _entries: int = 0
    _xml: int = 0
    _marks: int = 0
    _text: int = 0
    _blocks: int = 0

    def archive(self, data: bytes) -> None:
        """Take in an archive before it is opened; its directory alone may be a bomb."""
        self._entries = checked(self._entries + data.count(b"PK\x01\x02"), _MAX_ENTRIES, "parts")

    def room(self, size: int) -> None:
        """See that there is room for so many bytes of XML before they are unpacked."""
        checked(self._xml + size, MAX_XML, "XML")

    def xml(self, data: bytes) -> None:
        """Take in a part in UTF-8 before it is parsed."""
        size = checked(self._xml + len(data), MAX_XML, "XML")
        marks = checked(self._marks + data.count(b"<") + data.count(b"="), _MAX_MARKS, "markup")
        checked(data.count(b"xmlns") * data.count(b"Choice"), _MAX_SCOPES, "markup")
        self._xml, self._marks = size, marks

    def tree(self, root: etree._Element, size: int) -> None:
        """Take in what a part of ``size`` bytes holds, once it is parsed and before it is read."""
        text = size if size < _MEASURED_FROM else int(root.xpath("string-length()"))
        self._text = checked(self._text + text, _MAX_TEXT, "text")
        # Where there are too many, they are not counted to the end.
        self.blocks(sum(1 for _ in islice(root.iter(*_BLOCKS), _MAX_BLOCKS + 1)))

    def html(self, text: str) -> None:
        """Take in a web page before it is parsed."""
        marks = self._marks + _HTML_MARK * (text.count("<") + text.count("="))
        self._marks = checked(marks, _MAX_MARKS, "markup")
        self._text = checked(self._text + len(text), _MAX_TEXT, "text")

    def plain(self, data: bytes) -> None:
        """Take in a plain text before it is read."""
        self._marks = checked(self._marks + _LINE * data.count(b"\n"), _MAX_MARKS, "lines")
        self._text = checked(self._text + len(data), _MAX_TEXT, "text")

    def mail(self, data: bytes) -> None:
        """Take in a web archive before it is taken apart."""
        self._marks = checked(self._marks + data.count(b"\n"), _MAX_MARKS, "lines")

    def blocks(self, number: int) -> None:
        """Take in blocks that come from elsewhere than a tree."""
        self._blocks = checked(self._blocks + number, _MAX_BLOCKS, "paragraphs, cells, fields and notes")


def checked(taken: int, most: int, what: str) -> int:
    """``taken``, where that is no more than ``most``. Raises UnreadableError (DOC014) naming ``what`` there is too much of."""
    if taken > most:
        raise UnreadableError(
            "DOC014",
            f"the document holds more {what} than the limits allow.",
            cure="Check that it is a contract. If you trust it, print it to a PDF and check that.",
        )
    return taken
