"""Documents that Word would merge into a DOCX file (``w:altChunk``), told by their content. ECMA-376 part 1, 17.17.2."""

from __future__ import annotations

import email
import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from clauselint.diagnostics.errors import UnreadableError
from clauselint.model import ReadingOptions
from clauselint.reading.assembly import RawBlock
from clauselint.reading.docx.flat_opc import FLAT
from clauselint.reading.docx.inventory import Inventory
from clauselint.reading.docx.limits import Budget, checked
from clauselint.reading.docx.package import PackagePart

_DEEPEST = 4  # chunks within chunks; each may be a bomb of its own
_MAX_CHUNKS = 500
_MAX_BYTES = 64 << 20  # of all chunks, packed as they are
_MAX_CHARACTERS = 5_000_000  # of text that chunks may add
_HEAD = 4096
_MAX_MIME_PARTS = 500  # of a web archive
_MAX_MIME_DEPTH = 20
_LONG_HEADER = re.compile(rb"(?:^|\n)content-[a-z-]{1,40}:(?:[^\n]|\n[ \t]){2000}")
_KINDS = {b"{\\rtf": "rich text (RTF)", b"\xd0\xcf\x11\xe0": "an old Word document", b"%PDF": "a PDF"}


@dataclass(slots=True)
class AltChunks:
    """Reads the embedded documents of a file: ``package`` reads one that is a DOCX file, at a depth from 1."""

    options: ReadingOptions
    inventory: Inventory
    budget: Budget
    package: Callable[[bytes, int], list[RawBlock]]
    _number: int = 0
    _bytes: int = 0
    _characters: int = 0
    _by_digest: dict[bytes, list[RawBlock]] = field(default_factory=dict)

    def read(self, part: PackagePart, identity: str, depth: int) -> list[RawBlock]:
        """The blocks of the document at ``identity`` of ``part``, which is itself embedded ``depth`` deep.

        What cannot be read is named in the inventory.
        """
        found = part.relationship(identity)
        if found is None or found.external:
            self.inventory.unread.append("an embedded document that is not in the file")
            return []
        name = found.target.rsplit("/", 1)[-1]
        self._number += 1
        refusal = self._refusal(depth)
        data = part.package.bytes_of(found.target) if refusal is None else None
        if data is None:
            self.inventory.unread.append(f"the embedded document {name} ({refusal or 'missing or damaged'})")
            return []
        try:
            return self._within_limits(data, name, depth)
        except UnreadableError as error:
            self.inventory.unread.append(f"the embedded document {name} ({error.what.rstrip('.')})")
            return []

    def _refusal(self, depth: int) -> str | None:
        """Return why another document at ``depth`` is not even unpacked; None where it may be."""
        if depth >= _DEEPEST or self._number > _MAX_CHUNKS:
            return "one of too many"
        if self._bytes > _MAX_BYTES or self._characters > _MAX_CHARACTERS:
            return "more than the limits allow"
        return None

    def _within_limits(self, data: bytes, name: str, depth: int) -> list[RawBlock]:
        """Read a document. Raises UnreadableError where it takes more than the limits allow, or cannot be read."""
        self._bytes += len(data)
        if self._bytes > _MAX_BYTES:
            raise UnreadableError("DOC014", "larger than the limits allow")
        digest = hashlib.sha256(data).digest()
        if digest not in self._by_digest:  # a file that takes in one part a thousand times is a bomb
            self._by_digest[digest] = self._raw_blocks(data, name, depth)
        raw_blocks = self._by_digest[digest]
        self._characters += sum(len(raw_block.text) for raw_block in raw_blocks)
        if self._characters > _MAX_CHARACTERS:
            raise UnreadableError("DOC014", "more text than the limits allow")
        self.budget.blocks(len(raw_blocks))
        return raw_blocks

    def _raw_blocks(self, data: bytes, name: str, depth: int) -> list[RawBlock]:
        head = data[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n")
        if data.startswith(b"PK") or FLAT in head:
            return self.package(data, depth + 1)
        for magic, what in _KINDS.items():
            if head.startswith(magic):
                raise UnreadableError("DOC005", what)
        lower = head.lower()
        if lower.startswith((b"mime-version:", b"from:", b"content-type:", b"date:")):
            return _web_archive(data, self.budget)
        if b"<html" in lower or b"<body" in lower or name.lower().endswith((".html", ".htm", ".xhtml")):
            return _html_page(data, self.budget)
        is_wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
        if not is_wide and (lower.startswith(b"<?xml") or b"\0" in head):
            raise UnreadableError("DOC005", "of a kind that clauselint does not know")
        self.budget.plain(data)
        from clauselint.reading import text  # not above: few files need it

        return list(text.read(data, self.options).raw_blocks)


def _html_page(data: bytes, budget: Budget) -> list[RawBlock]:
    from clauselint.reading import html  # not above: few files need it

    page = html.decode_html(data)
    budget.html(page)
    return html.html_blocks(page)


def _web_archive(data: bytes, budget: Budget) -> list[RawBlock]:
    """The page of a web archive (MHT): its first part that is HTML, else its first plain text."""
    from clauselint.reading import html

    # The parser looks at each line once for each archive that is open around it, and at a header again and again.
    budget.mail(data)
    checked(data.count(b"\n--"), _MAX_MIME_PARTS, "pages and pictures")
    lower = data.lower()
    checked(lower.count(b"multipart/") + lower.count(b"message/"), _MAX_MIME_DEPTH, "archives within archives")
    if _LONG_HEADER.search(lower):
        raise UnreadableError("DOC014", "a header longer than the limits allow")
    message = email.message_from_bytes(data)  # the newer policies parse each header to its last comment
    best: tuple[str, bytes, str | None] | None = None
    for part in message.walk():
        kind = part.get_content_type()
        if kind not in ("text/html", "application/xhtml+xml", "text/plain") or (
            best is not None and kind == "text/plain"
        ):
            continue
        content = part.get_payload(decode=True)
        if isinstance(content, bytes) and (best is None or best[0] == "text/plain"):
            best = (kind, content, part.get_content_charset())
    if best is None:
        raise UnreadableError("DOC005", "a web archive without a page")
    kind, content, charset = best
    words = html.decode_html(content, charset)
    if kind == "text/plain":
        budget.plain(content)
        return html.plain_text_blocks(words)
    budget.html(words)
    return html.html_blocks(words)
