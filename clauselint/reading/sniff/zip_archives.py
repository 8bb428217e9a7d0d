"""Zip archives: which of them is a Word document, and what the others are."""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import dataclass

from clauselint.diagnostics.errors import UnreadableError

START = b"PK\x03\x04"  # of the first file in an archive
_ENTRY = b"PK\x01\x02"  # begins each entry of the directory, which is read as a whole
_MAX_ENTRIES = 20_000
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError)
_TYPES = "[Content_Types].xml"
_MAIN = "word/document.xml"
_ENCRYPTED = 1  # flag of a member
_PEEK = 1 << 20  # bytes: enough to know a format, not enough to fill the memory
_AS_DOCX = "Save it as .docx."
_AS_PDF = "Print it to a PDF and check that."
_UNPACK = "Unpack it and check the files inside."
# By what the file "mimetype" says, which OpenDocument and EPUB hold.
_BY_MIMETYPE = (
    (b"opendocument.text", "an OpenDocument text (.odt)", _AS_DOCX),
    (b"opendocument", "an OpenDocument sheet, slide or drawing", _AS_PDF),
    (b"application/epub", "an electronic book (EPUB)", "Convert it to a .docx."),
)
# By a content type of a package.
_BY_TYPE = (
    (b"spreadsheetml", "an Excel workbook", _AS_PDF),
    (b"ms-excel", "an Excel workbook", _AS_PDF),
    (b"presentationml", "a PowerPoint presentation", _AS_PDF),
    (b"ms-visio", "a Visio drawing", _AS_PDF),
    (b"xps-fixeddocumentsequence", "an XPS document", _AS_PDF),
)
# By the name of a member.
_BY_MEMBER = (
    ("Index/Document.iwa", "a document of Apple Pages, Numbers or Keynote", "Export it as a Word file or a PDF."),
    ("Index.zip", "a document of Apple Pages, Numbers or Keynote", "Export it as a Word file or a PDF."),
    ("index.apxl", "a document of Apple Keynote", "Export it as a PDF."),
    ("index.xml", "a document of Apple Pages", "Export it as a Word file or a PDF."),
    ("FixedDocSeq.fdseq", "an XPS document", _AS_PDF),
)


@dataclass(frozen=True, slots=True)
class _ArchiveContents:
    names: frozenset[str]
    types: bytes
    mimetype: bytes
    encrypted: bool

    @property
    def is_word(self) -> bool:
        return b"wordprocessingml" in self.types or b"ms-word" in self.types or _MAIN in self.names


def require_word_document(data: bytes, promised: str | None) -> None:
    """Return for an archive that is a Word document; ``promised`` is the format that its name promises.

    Raises UnreadableError with DOC002 (damaged), DOC004 (its members are encrypted), DOC005 (something else) or DOC014
    (more parts than the limits allow).
    """
    if data.count(_ENTRY) > _MAX_ENTRIES:
        raise UnreadableError("DOC014", "the file holds more parts than the limits allow.", cure=_UNPACK)
    try:
        contents = _contents(data)
    except BROKEN as error:
        if promised == "docx" or b"word/" in data or _TYPES.encode() in data:
            raise UnreadableError(
                "DOC002", "the file is damaged or cut off.", cure="Get it again from where it came from."
            ) from error
        raise UnreadableError(
            "DOC005", "the file is a damaged zip archive.", cure="Get it again and unpack it."
        ) from error
    if contents.encrypted:
        raise UnreadableError(
            "DOC004",
            "the file is a zip archive that is protected by a password.",
            cure="Unpack it with its password and check the files inside.",
        )
    if not contents.is_word:
        what, cure = _other(contents)
        raise UnreadableError("DOC005", f"the file is {what}, which clauselint does not read.", cure=cure)


def holds_word(data: bytes) -> bool:
    """Return whether there is a Word document in the archive that ends ``data``."""
    if data.count(_ENTRY) > _MAX_ENTRIES:
        return False
    try:
        return _contents(data).is_word
    except BROKEN:
        return False


def _contents(data: bytes) -> _ArchiveContents:
    """Return the names and types in a zip archive. Raises one of BROKEN."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = frozenset(archive.namelist())
        encrypted = any(each.flag_bits & _ENCRYPTED for each in archive.infolist())
        types = _peek(archive, _TYPES) if _TYPES in names and not encrypted else b""
        mimetype = _peek(archive, "mimetype") if "mimetype" in names and not encrypted else b""
    return _ArchiveContents(names, types, mimetype, encrypted)


def _peek(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as part:
        return part.read(_PEEK)


def _other(contents: _ArchiveContents) -> tuple[str, str]:
    """Return what an archive is that is not a Word document, and what to do."""
    for table, held in ((_BY_MIMETYPE, contents.mimetype), (_BY_TYPE, contents.types)):
        for mark, what, cure in table:
            if mark in held:
                return what, cure
    for member, what, cure in _BY_MEMBER:
        if member in contents.names:
            return what, cure
    return "a zip archive without a Word document", _UNPACK
