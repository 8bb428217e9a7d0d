"""The package of a DOCX file: its parts and how they point at each other. ECMA-376 part 2.

python-docx refuses packages that Word opens (a dangling relationship, an odd content type), so parts are opened here.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from dataclasses import dataclass, field
from urllib.parse import unquote

from lxml import etree

from clauselint.errors import UnreadableError
from clauselint.reading.docx_xml import Element, children, parse

_MOST_PARTS = 20_000
_MOST_TOTAL = 2 << 30  # bytes, all parts uncompressed: pictures are never unpacked, but a bomb need not be opened
_MOST_PART = 96 << 20  # bytes of one XML part: a novel has 2 MB
_MOST_RATIO = 400  # uncompressed to compressed; WordprocessingML of long tables reaches 100
_RATIO_FROM = 8 << 20  # bytes; below this no ratio does harm
_AGAIN = "Get it again from where it came from."
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError)


@dataclass(frozen=True, slots=True)
class Relationship:
    """What one part points at: ``kind`` is the last word of the type ("footnotes"), ``target`` a part or an address."""

    kind: str
    target: str
    external: bool


@dataclass(slots=True)
class Package:
    """An open package. ``damaged`` collects the names of parts that could not be read."""

    archive: zipfile.ZipFile
    main: str
    damaged: list[str] = field(default_factory=list)

    def relationships(self, part: str) -> dict[str, Relationship]:
        """The relationships of a part, by id; empty where it has none or they cannot be read."""
        return _relationships(self.archive, part)

    def root(self, part: str) -> Element | None:
        """The root element of an XML part; None where it is missing or damaged, and then it is in ``damaged``."""
        try:
            return parse(_read(self.archive, part))
        except (*_BROKEN, KeyError, etree.XMLSyntaxError):
            self.damaged.append(part)
            return None

    def related(self, kind: str) -> Element | None:
        """The root of the part that the main part points at by ``kind`` ("styles"), None where there is none."""
        for relationship in self.relationships(self.main).values():
            if relationship.kind == kind and not relationship.external:
                return self.root(relationship.target)
        return None


def open_package(data: bytes) -> Package:
    """Open a DOCX file within limits.

    Raises UnreadableError with DOC002 (damaged) or DOC014 (too large).
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except _BROKEN as error:
        raise UnreadableError("DOC002", "the file is damaged or cut off.", cure=_AGAIN) from error
    _limit(archive)
    return Package(archive, _main_part(archive))


def _limit(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    bombs = [p for p in parts if p.file_size > _RATIO_FROM and p.file_size > _MOST_RATIO * max(1, p.compress_size)]
    if len(parts) > _MOST_PARTS or sum(p.file_size for p in parts) > _MOST_TOTAL or bombs:
        raise UnreadableError(
            "DOC014",
            "the file unpacks to more than the limits allow.",
            cure="If you trust it, open it in Word and save it again.",
        )


def _read(archive: zipfile.ZipFile, part: str) -> bytes:
    """The bytes of a part. Raises KeyError where there is none and UnreadableError (DOC014) where it is too large."""
    with archive.open(_stored_name(archive, part)) as stream:
        data = stream.read(_MOST_PART + 1)
    if len(data) > _MOST_PART:
        raise UnreadableError("DOC014", f"the part {part} is larger than {_MOST_PART >> 20} MB.")
    return data


def _stored_name(archive: zipfile.ZipFile, part: str) -> str:
    """A part's name as the archive spells it: names of parts are compared without case, and some writers use ``\\``."""
    if part in archive.NameToInfo:
        return part
    wanted = part.casefold()
    for name in archive.namelist():
        if name.replace("\\", "/").lstrip("/").casefold() == wanted:
            return name
    raise KeyError(part)


def _relationships(archive: zipfile.ZipFile, part: str) -> dict[str, Relationship]:
    folder, name = posixpath.split(part)
    try:
        root = parse(_read(archive, posixpath.join(folder, "_rels", f"{name}.rels")))
    except (*_BROKEN, KeyError, etree.XMLSyntaxError):
        return {}  # a part without relationships has no such file; what they led to is missed where it is asked for
    found = {}
    for element in children(root):
        target = unquote(element.get("Target", ""))
        external = element.get("TargetMode") == "External"
        if not external:
            target = posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/")
        found[element.get("Id", "")] = Relationship(element.get("Type", "").rsplit("/", 1)[-1], target, external)
    return found


def _main_part(archive: zipfile.ZipFile) -> str:
    for relationship in _relationships(archive, "").values():
        if relationship.kind == "officeDocument" and not relationship.external:
            return relationship.target
    return "word/document.xml"
