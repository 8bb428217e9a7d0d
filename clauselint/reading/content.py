"""What a file is, told by its content first and by its name second."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from dataclasses import dataclass

from clauselint.errors import UnreadableError

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OLD_WORD = "WordDocument".encode("utf-16-le")
_PDF_WITHIN = 1024
_READ = "clauselint reads .docx, .pdf, .txt and .md."
# Beginnings of files that people mistake for contracts that can be read.
_OTHER_FORMATS = (
    (b"{\\rtf", "a rich text file (RTF)", "Save it as .docx."),
    (b"\x89PNG", "a picture", "Run OCR on it and save the result as a PDF (for example with ocrmypdf)."),
    (b"\xff\xd8\xff", "a picture", "Run OCR on it and save the result as a PDF (for example with ocrmypdf)."),
    (b"II*\x00", "a picture", "Run OCR on it and save the result as a PDF (for example with ocrmypdf)."),
    (b"MM\x00*", "a picture", "Run OCR on it and save the result as a PDF (for example with ocrmypdf)."),
    (b"GIF8", "a picture", "Run OCR on it and save the result as a PDF (for example with ocrmypdf)."),
    (b"\xffWPC", "a WordPerfect file", "Save it as .docx."),
    (b"7z\xbc\xaf", "an archive", "Unpack it and check the files inside."),
    (b"Rar!", "an archive", "Unpack it and check the files inside."),
    (b"\x1f\x8b", "an archive", "Unpack it and check the files inside."),
)
_HTML = re.compile(rb"\s*(<!--.*?-->\s*)*<(!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)
_FLAT_XML = re.compile(rb"\s*<\?xml\b")


@dataclass(frozen=True, slots=True)
class Format:
    """A format by the name of its module in this folder; ``named`` is what the suffix promised, None if unknown."""

    name: str
    named: str | None


SUFFIXES = {
    ".docx": "docx",
    ".docm": "docx",
    ".dotx": "docx",
    ".dotm": "docx",
    ".pdf": "pdf",
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
}


def suffix_of(name: str) -> str:
    """The last suffix of a file name, in lower case, with its dot; empty where there is none."""
    base = name.replace("\\", "/").rsplit("/", 1)[-1]
    return "." + base.rsplit(".", 1)[1].lower() if "." in base.lstrip(".") else ""


def identify(data: bytes, name: str) -> Format:
    """The format of ``data``.

    Raises UnreadableError with DOC001 (empty), DOC002 (cut off), DOC004 (password), DOC005 (a format that clauselint
    does not read) or DOC006 (binary content under the name of a text).
    """
    named = SUFFIXES.get(suffix_of(name))
    if not data.strip(b"\0 \t\r\n\f"):
        raise UnreadableError("DOC001", "the file is empty.", cure="Get it again from where it came from.")
    if b"%PDF" in data[:_PDF_WITHIN]:
        return Format("pdf", named)
    if data.startswith(b"PK"):
        return Format(_zipped(data, named), named)
    if data.startswith(_OLE):
        raise _ole(data)
    for magic, what, cure in _OTHER_FORMATS:
        if data.startswith(magic):
            raise UnreadableError("DOC005", f"the file is {what}, which clauselint does not read.", cure=cure)
    if _HTML.match(data[:4096]):
        raise UnreadableError("DOC005", "the file is a web page.", cure="Print it to a PDF and check that.")
    if _FLAT_XML.match(data[:64]) and named not in ("text", "markdown"):
        raise UnreadableError("DOC005", f"the file is XML. {_READ}", cure="Save it as .docx.")
    return _plain(data, named)


def _plain(data: bytes, named: str | None) -> Format:
    """Text, or bytes that no reader takes."""
    if not _is_binary(data):
        return Format(named if named in ("text", "markdown") else "text", named)
    if named in ("text", "markdown"):
        raise UnreadableError(
            "DOC006", "the file is named as a text but holds binary data.", cure="Give it the suffix of its format."
        )
    if named is not None:
        raise UnreadableError(
            "DOC002",
            f"the file is damaged: it does not begin as a {named.upper()} file does.",
            cure="Get it again from where it came from.",
        )
    raise UnreadableError("DOC005", f"the file's format is not known. {_READ}", cure="Save it as one of these.")


def _is_binary(data: bytes) -> bool:
    """Whether the bytes are no text in any encoding that contracts come in."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    head = data[:8192]
    controls = sum(b < 32 and b not in b"\t\n\f\r\x1a\x1b" for b in head)
    return b"\0" in head or controls > len(head) / 50


def _ole(data: bytes) -> UnreadableError:
    if _ENCRYPTED in data:
        return UnreadableError(
            "DOC004",
            "the file is password-protected.",
            cure="Open it in Word, remove the password (File, Info, Protect Document) and save it.",
        )
    if _OLD_WORD in data:
        return UnreadableError(
            "DOC005",
            "the file is in the old Word format (.doc), which clauselint does not read.",
            cure="Save it as .docx.",
        )
    return UnreadableError("DOC005", f"the file is an old Office file or an e-mail. {_READ}", cure="Save it as .docx.")


def _zipped(data: bytes, named: str | None) -> str:
    """``docx`` for a package whose main part is a Word document."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            types = _peek(archive, "[Content_Types].xml") if "[Content_Types].xml" in names else b""
            mimetype = _peek(archive, "mimetype") if "mimetype" in names else b""
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        if named == "docx" or b"word/" in data or b"[Content_Types].xml" in data:
            raise UnreadableError(
                "DOC002", "the file is damaged or cut off.", cure="Get it again from where it came from."
            ) from error
        raise UnreadableError("DOC005", f"the file is a damaged archive. {_READ}") from error
    if b"wordprocessingml" in types or "word/document.xml" in names:
        return "docx"
    if b"opendocument" in mimetype:
        raise UnreadableError("DOC005", "the file is an OpenDocument file (.odt).", cure="Save it as .docx.")
    if b"spreadsheetml" in types or b"presentationml" in types:
        raise UnreadableError("DOC005", f"the file is a workbook or slides. {_READ}", cure="Print it to a PDF.")
    raise UnreadableError(
        "DOC005", "the file is a zip archive without a Word document.", cure="Unpack it and check the files inside."
    )


def _peek(archive: zipfile.ZipFile, name: str) -> bytes:
    """At most a megabyte of a part: enough to know a format, not enough to fill the memory."""
    with archive.open(name) as part:
        return part.read(1 << 20)
