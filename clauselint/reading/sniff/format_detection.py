"""Detection of the format of a file, by content first and by name second."""

from __future__ import annotations

import re
from dataclasses import dataclass

from clauselint.diagnostics.errors import UnreadableError
from clauselint.reading.sniff import unsupported, zip_archives

_BOMS = (b"\xff\xfe", b"\xfe\xff")
_UTF8_MARK = b"\xef\xbb\xbf"
_HEAD = 8192  # bytes that are looked at to tell text from other things
_FLAT_PACKAGE = b"http://schemas.microsoft.com/office/2006/xmlPackage"
# A PDF begins within its first kilobyte (PDF 32000-1, annex H, note 13); what is put before a file on its way, by mail
# or web servers, may be longer.
_PDF = re.compile(rb"%PDF-\d")
_PDF_WITHIN = 1024
_OBJECT = b" obj"
_JUNK = 1 << 16
_READ = "clauselint reads .docx, .pdf, .txt and .md."
_AGAIN = "Get it again from where it came from."

# A file that must be decrypted first; no format that a reader takes.
ENCRYPTED = "encrypted"


@dataclass(frozen=True, slots=True)
class DetectedFormat:
    """A format by the name of its module in this folder, or ENCRYPTED. ``promised`` is what the suffix promised, None if
    unknown; ``start`` is where the file begins, after ``start`` bytes of something else."""

    name: str
    promised: str | None
    start: int = 0


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


def detect_format(data: bytes, name: str) -> DetectedFormat:
    """The format of ``data``.

    Raises UnreadableError with DOC001 (empty), DOC002 (cut off), DOC004 (password), DOC005 (a format that clauselint
    does not read) or DOC006 (binary content under the name of a text).
    """
    promised = SUFFIXES.get(suffix_of(name))
    if not data.strip(b"\0 \t\r\n\f"):
        raise UnreadableError("DOC001", "the file is empty.", cure=_AGAIN)
    if data.startswith(b"PK"):
        zip_archives.require_word_document(data, promised)
        return DetectedFormat("docx", promised)
    pdf = _PDF.search(data, 0, _PDF_WITHIN)
    speaks_of_pdf = pdf is not None and pdf.start() > 0 and _OBJECT not in data
    if pdf is not None and not speaks_of_pdf and not unsupported.is_mail(data, suffix_of(name)):
        return DetectedFormat("pdf", promised)
    if unsupported.is_encrypted(data):
        return DetectedFormat(ENCRYPTED, promised)
    head = data[:_HEAD].removeprefix(_UTF8_MARK)
    if _FLAT_PACKAGE in head:
        return DetectedFormat("docx", promised)
    other = unsupported.unsupported_format(data, suffix_of(name), markup=promised not in ("text", "markdown"))
    if other is not None:
        raise UnreadableError("DOC005", f"the file is {other.what}, which clauselint does not read.", cure=other.cure)
    return _after_junk(data, promised) or _plain(data, promised)


def _after_junk(data: bytes, promised: str | None) -> DetectedFormat | None:
    """A PDF or DOCX behind something that was put before it on its way here."""
    if pdf := _PDF.search(data, 0, _JUNK):
        if b"startxref" in data and (_is_binary(data) or promised == "pdf"):
            return DetectedFormat("pdf", promised, pdf.start())
    elif (start := data.find(zip_archives.START, 0, _JUNK)) > 0 and zip_archives.holds_word(data):
        return DetectedFormat("docx", promised, start)
    return None


def _plain(data: bytes, promised: str | None) -> DetectedFormat:
    """Text, or bytes that no reader takes."""
    if not _is_binary(data):
        return DetectedFormat(promised if promised in ("text", "markdown") else "text", promised)
    if promised in ("text", "markdown"):
        raise UnreadableError(
            "DOC006",
            "the file is named as a text file but holds binary data.",
            cure="Rename it with the extension of its format.",
        )
    if promised is not None:
        raise UnreadableError(
            "DOC002", f"the file is damaged: it does not begin as a {promised.upper()} file does.", cure=_AGAIN
        )
    raise UnreadableError("DOC005", f"the file's format is not known. {_READ}", cure="Save it as one of these.")


def _is_binary(data: bytes) -> bool:
    """Return whether the bytes are no text in any encoding that contracts come in."""
    if data.startswith(_BOMS):
        return False
    head = data[:_HEAD]
    controls = sum(b < 32 and b not in b"\t\n\f\r\x1a\x1b" for b in head)
    return b"\0" in head or controls > len(head) / 50
