"""Files that people take for contracts that can be read, named for what they are, whatever their suffix says."""

from __future__ import annotations

import re
from dataclasses import dataclass

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # [MS-CFB], the container of old Office files, mails and encrypted packages
_HEAD = 8192  # bytes
_AS_DOCX = "Save it as .docx."
_AS_PDF = "Print it to a PDF and check that."
_OCR = "Run OCR on it and save the result as a PDF (for example with ocrmypdf)."
_UNPACK = "Unpack it and check the files inside."
_MAIL = "Save its attachments and check those; a mail that is a contract can be printed to a PDF."
_RIGHT_FILE = "Check that it is the right file."


@dataclass(frozen=True, slots=True)
class UnsupportedFormat:
    """``what`` a file is, as the end of "the file is …", and what its owner can do."""

    what: str
    cure: str


_OLD_WORD = UnsupportedFormat("in the old Word format (.doc)", _AS_DOCX)
_PICTURE = UnsupportedFormat("a picture", _OCR)
_ARCHIVE = UnsupportedFormat("an archive", _UNPACK)
_PROGRAM = UnsupportedFormat("a program", _RIGHT_FILE)
_OPENDOCUMENT = UnsupportedFormat("an OpenDocument text (.fodt)", _AS_DOCX)
_WEB_PAGE = UnsupportedFormat("a web page", _AS_PDF)
_E_MAIL = UnsupportedFormat("an e-mail", _MAIL)

# By the bytes at an offset.
_BY_BYTES = (
    (0, rb"{\rtf", UnsupportedFormat("a rich text file (RTF)", _AS_DOCX)),
    (0, b"\xffWPC", UnsupportedFormat("a WordPerfect file", _AS_DOCX)),
    (0, b"\xdb\xa5-\0", _OLD_WORD),  # Word 2 for Windows
    (0, b"1\xbe\0\0\0\xab", _OLD_WORD),  # Word for DOS, and Windows Write
    (0, b"\x89PNG", _PICTURE),
    (0, b"\xff\xd8\xff", _PICTURE),  # JPEG
    (0, b"II*\0", _PICTURE),  # TIFF, in both orders of bytes, and its form for large files
    (0, b"MM\0*", _PICTURE),
    (0, b"II+\0", _PICTURE),
    (0, b"MM\0+", _PICTURE),
    (0, b"GIF8", _PICTURE),
    (0, b"8BPS", _PICTURE),  # Photoshop
    (
        0,
        b"AT&TFORM",
        UnsupportedFormat("a DjVu document", "Convert it to a PDF and run OCR on that (for example with ocrmypdf)."),
    ),
    (0, b"\0\0\0\x0cjP  ", _PICTURE),  # JPEG 2000
    (8, b"WEBP", _PICTURE),
    (4, b"ftyphei", _PICTURE),  # HEIC
    (4, b"ftyphev", _PICTURE),
    (4, b"ftypmif1", _PICTURE),
    (4, b"ftypmsf1", _PICTURE),
    (4, b"ftypavif", _PICTURE),
    (4, b"ftyp", UnsupportedFormat("a film or a sound", _RIGHT_FILE)),
    (0, b"7z\xbc\xaf\x27\x1c", _ARCHIVE),
    (0, b"Rar!\x1a\x07", _ARCHIVE),
    (0, b"\x1f\x8b", _ARCHIVE),  # gzip
    (0, b"\x1f\x9d", _ARCHIVE),  # compress
    (0, b"BZh", _ARCHIVE),
    (0, b"\xfd7zXZ\0", _ARCHIVE),
    (0, b"\x28\xb5\x2f\xfd", _ARCHIVE),  # zstd
    (0, b"MSCF\0\0\0\0", _ARCHIVE),  # cabinet
    (257, b"ustar", _ARCHIVE),
    (
        0,
        b"x\x9f>\x22",
        UnsupportedFormat("the winmail.dat of an Outlook mail", "Ask for the attachment as a plain file."),
    ),
    (0, b"%!PS", UnsupportedFormat("a PostScript file", "Convert it to a PDF (for example with ps2pdf).")),
    (0, b"\xc5\xd0\xd3\xc6", UnsupportedFormat("a PostScript file", "Convert it to a PDF (for example with ps2pdf).")),
    (0, b"\xe4R\\{\x8c\xd8\xa7M", UnsupportedFormat("a page of OneNote", _AS_PDF)),
    (
        0,
        b"-----BEGIN PGP",
        UnsupportedFormat("an encrypted or signed message", "Decrypt it and check the file inside."),
    ),
    (0, b"[InternetShortcut]", UnsupportedFormat("a link to a web page", "Open it and save what it leads to.")),
    (0, b"\x7fELF", _PROGRAM),
)
# By the names of streams, told in this order: a mail may hold a Word file, and that a sheet. [MS-OXMSG], [MS-DOC].
_BY_STREAM = (
    ("__substg1.0_", UnsupportedFormat("an Outlook mail (.msg)", _MAIL)),
    ("WordDocument", _OLD_WORD),
    ("Workbook", UnsupportedFormat("an old Excel workbook (.xls)", _AS_PDF)),
    ("Book\0", UnsupportedFormat("an old Excel workbook (.xls)", _AS_PDF)),
    ("PowerPoint Document", UnsupportedFormat("an old PowerPoint presentation (.ppt)", _AS_PDF)),
    ("VisioDocument", UnsupportedFormat("an old Visio drawing (.vsd)", _AS_PDF)),
    ("Quill", UnsupportedFormat("a Publisher file", _AS_PDF)),
)
_OLD_OFFICE = UnsupportedFormat("an old Office file", _AS_DOCX)
# XML by what stands near its beginning. ECMA-376 came after the one, ISO 26300 describes the other.
_BY_MARKUP = (
    (b"http://schemas.microsoft.com/office/word/2003/wordml", UnsupportedFormat("a Word 2003 XML file", _AS_DOCX)),
    (b'progid="Word.Document"', UnsupportedFormat("a Word 2003 XML file", _AS_DOCX)),
    (b"urn:schemas-microsoft-com:office:spreadsheet", UnsupportedFormat("an Excel 2003 XML file", _AS_PDF)),
    (b"opendocument:xmlns:office", _OPENDOCUMENT),
    (b"http://www.w3.org/1999/xhtml", _WEB_PAGE),
    (b"http://www.w3.org/2000/svg", _PICTURE),
)
_XML = UnsupportedFormat("an XML file", _AS_DOCX)
_GOOGLE = re.compile(rb'\s*\{[^{}]{0,2000}"(?:doc_id|resource_id)"|\s*\{\s*"url"\s*:\s*"https://docs\.google\.com/')
_GOOGLE_DOCS = UnsupportedFormat(
    "only a link to a Google document", "In Google Docs, use File, Download, Microsoft Word (.docx)."
)
_SIGNED = re.compile(rb"\x30[\x80-\x84].{0,6}\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07[\x02\x03]", re.DOTALL)  # RFC 5652
_SIGNED_ENVELOPE = UnsupportedFormat(
    "a signed or encrypted envelope (.p7m)", "Take the file inside out with your signing software."
)
# "BM", sizes that a text cannot have, and the size of one of the headers that follow.
_BITMAP = re.compile(rb"BM.{4}\0\0\0\0.{4}[\x0c\x28\x34\x38\x40\x6c\x7c]\0\0\0", re.DOTALL)
_WINDOWS_PROGRAM = re.compile(rb"MZ.{58}..\0\0", re.DOTALL)
# A comment must end before the next one begins to be looked at, so that this is linear in the length of the file's head.
_HTML = re.compile(
    rb"\s*(?:<!--(?:(?!-->).)*-->\s*)*<(?:!doctype\s+html|html|head|body|meta|title)\b", re.IGNORECASE | re.DOTALL
)
_MARKUP = re.compile(rb"\s*<(?:\?xml\b|[\w-]+:[\w-]+\s+xmlns)")
_HEADERS = re.compile(rb"(?:[!-9;-~]+:[^\n]*\n(?:[ \t][^\n]*\n)*){3,}\r?\n")  # RFC 5322, section 2.2
_MAIL_ALONE = re.compile(rb"^(?:mime-version|received|return-path|message-id)\s*:", re.IGNORECASE | re.MULTILINE)
_MAIL_SUFFIXES = frozenset({".eml", ".mht", ".mhtml"})


def is_encrypted(data: bytes) -> bool:
    """Return whether ``data`` is a package of Office that is encrypted as a whole. [MS-OFFCRYPTO], section 2.3."""
    return (
        data.startswith(_OLE) and _has_stream(data, "EncryptedPackage") and not _has_stream(data, "__substg1.0_")
    )  # the last: a mail that has one attached


def is_mail(data: bytes, suffix: str) -> bool:
    """Return whether ``data`` begins with the headers of an e-mail or a saved web page; a contract may begin with "From:" and
    "To:" too, and so more is asked where ``suffix`` does not say so."""
    headers = _HEADERS.match(data[:_HEAD].lstrip().removeprefix(b"\xef\xbb\xbf"))
    return headers is not None and (suffix in _MAIL_SUFFIXES or _MAIL_ALONE.search(headers.group()) is not None)


def unsupported_format(data: bytes, suffix: str, *, markup: bool) -> UnsupportedFormat | None:
    """Return the known format without a reader that ``data`` is in, if any. ``markup``: XML is one too, not plain text."""
    if data.startswith(_OLE):
        return next((kind for stream, kind in _BY_STREAM if _has_stream(data, stream)), _OLD_OFFICE)
    for offset, mark, kind in _BY_BYTES:
        if data.startswith(mark, offset):
            return kind
    for pattern, kind in ((_GOOGLE, _GOOGLE_DOCS), (_SIGNED, _SIGNED_ENVELOPE), (_BITMAP, _PICTURE)):
        if pattern.match(data):
            return kind
    if _WINDOWS_PROGRAM.match(data):
        return _PROGRAM
    if is_mail(data, suffix):
        return UnsupportedFormat("a web page saved as a mail", _AS_PDF) if suffix in (".mht", ".mhtml") else _E_MAIL
    return _of_markup(data, markup)


def _of_markup(data: bytes, markup: bool) -> UnsupportedFormat | None:
    head = data[:_HEAD].removeprefix(b"\xef\xbb\xbf")
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.replace(b"\0", b"")[2:]  # UTF-16: marks are ASCII
    if _HTML.match(head):
        return _WEB_PAGE
    if _MARKUP.match(head):
        known = next((kind for mark, kind in _BY_MARKUP if mark in head), None)
        return known or (_XML if markup else None)
    return None


def _has_stream(data: bytes, stream: str) -> bool:
    """Return whether a stream or storage of a compound file has a name that begins so."""
    return stream.encode("utf-16-le") in data
