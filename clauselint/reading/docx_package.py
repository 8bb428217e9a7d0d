"""The package of a DOCX file: its parts and how they point at each other. ECMA-376 part 2.

Parts are unpacked here, within limits, and python-docx reads how they hang together. It refuses packages that Word
opens (a dangling relationship, a part without content type): those, and outsized ones, are read here alone.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote

from lxml import etree

from clauselint.errors import UnreadableError
from clauselint.reading.docx_flat import unflattened
from clauselint.reading.docx_opc import Opened, Relationship, main_part, open_copy
from clauselint.reading.docx_xml import Element, children, parse

_MOST_PARTS = 20_000
_MOST_TOTAL = 2 << 30  # bytes, all parts uncompressed: pictures are never unpacked, but a bomb need not be opened
_MOST_PART = 96 << 20  # bytes of one XML part: a novel has 2 MB
_MOST_RATIO = 400  # uncompressed to compressed; WordprocessingML of long tables reaches 100
_RATIO_FROM = 8 << 20  # bytes; below this no ratio does harm
# Larger packages, which no contract needs, are not copied for python-docx: its time grows with the square of the parts.
_COPIED_PARTS = 500
_COPIED_BYTES = 16 << 20  # of XML; parts of other kinds are copied empty
_USUAL_MAIN = "word/document.xml"
_MAIN_NAME = re.compile(r"(?:^|[/\\])document\d*\.xml$")
_AGAIN = "Get it again from where it came from."
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError)


@dataclass(slots=True)
class Package:
    """An open package. ``opened`` is what python-docx made of it, None where it refused; ``prepare`` is given each root
    before it is handed out; ``damaged`` collects the names of parts that could not be read."""

    archive: zipfile.ZipFile
    opened: Opened | None
    prepare: Callable[[Element], None]
    main: str = field(init=False)
    damaged: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Find the part that holds the body: where the package says, or where it usually is."""
        said = main_part(self.relationships("")) or _USUAL_MAIN
        self.main = said if _stored_name(self.archive, said) else _likely_main(self.archive) or said

    def relationships(self, part: str) -> Mapping[str, Relationship]:
        """The relationships of a part, by id; empty where it has none or they cannot be read."""
        if self.opened is not None:
            return self.opened.relationships.get(part, {})
        return _relationships(self.archive, part)

    def root(self, part: str) -> Element | None:
        """The root element of an XML part; None where it is missing or damaged, and then it is in ``damaged``."""
        try:
            given = self.opened.parts.get(part) if self.opened is not None else None
            root = parse(given or _read(self.archive, part))  # what was copied empty is read here
        except (*_BROKEN, KeyError, etree.XMLSyntaxError):
            self.damaged.append(part)
            return None
        self.prepare(root)
        return root

    def part_of(self, kind: str) -> str | None:
        """The part that the main part points at by ``kind`` ("styles"), None where there is none.

        A file that lost the relationships of its main part is read by the usual names.
        """
        relationships = self.relationships(self.main)
        for relationship in relationships.values():
            if relationship.kind == kind and not relationship.external:
                return relationship.target
        usual = posixpath.join(posixpath.dirname(self.main), f"{kind}.xml")
        return usual if not relationships and _stored_name(self.archive, usual) else None

    def related(self, kind: str) -> Element | None:
        """The root of the part that the main part points at by ``kind``, None where there is none."""
        part = self.part_of(kind)
        return None if part is None else self.root(part)

    def bytes_of(self, part: str) -> bytes | None:
        """The content of a part of any kind; None where it is missing or damaged. Raises UnreadableError (DOC014)."""
        try:
            return _read(self.archive, part)
        except (*_BROKEN, KeyError):
            return None


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a package, as the place from which its relationships lead on."""

    package: Package
    name: str

    def relationship(self, identity: str | None) -> Relationship | None:
        """What an ``r:id`` of this part stands for."""
        return self.package.relationships(self.name).get(identity or "")

    def target(self, identity: str | None) -> str | None:
        """The part or address that an ``r:id`` points at, None where it points nowhere."""
        found = self.relationship(identity)
        return None if found is None else found.target

    def root(self, identity: str | None) -> Element | None:
        """The root element of the part that an ``r:id`` points at; None where there is none."""
        found = self.relationship(identity)
        return None if found is None or found.external else self.package.root(found.target)


def open_package(data: bytes, prepare: Callable[[Element], None]) -> Package:
    """Open a DOCX file within limits, also one that is a single XML file ("flat OPC").

    ``prepare`` is called with the root of every part that is read.
    Raises UnreadableError with DOC002 (damaged) or DOC014 (too large).
    """
    if not data.startswith(b"PK"):
        data = unflattened(data)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except _BROKEN as error:
        raise UnreadableError("DOC002", "the file is damaged or cut off.", cure=_AGAIN) from error
    _limit(archive)
    unpacked = _unpacked(archive)
    return Package(archive, None if unpacked is None else open_copy(unpacked), prepare)


def _limit(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    bombs = [p for p in parts if p.file_size > _RATIO_FROM and p.file_size > _MOST_RATIO * max(1, p.compress_size)]
    if len(parts) > _MOST_PARTS or sum(p.file_size for p in parts) > _MOST_TOTAL or bombs:
        raise UnreadableError(
            "DOC014",
            "the file unpacks to more than the limits allow.",
            cure="If you trust it, open it in Word and save it again.",
        )


def _unpacked(archive: zipfile.ZipFile) -> dict[str, bytes] | None:
    """The files of a package, those that hold no XML empty; None where it is too large to copy, or damaged."""
    names = archive.namelist()
    xml = {name for name in names if name.lower().endswith((".xml", ".rels"))}
    if len(names) > _COPIED_PARTS or sum(archive.getinfo(name).file_size for name in xml) > _COPIED_BYTES:
        return None
    try:
        return {
            name.replace("\\", "/").lstrip("/"): _read(archive, name) if name in xml else b""
            for name in names
            if not name.endswith("/")
        }
    except (*_BROKEN, KeyError):
        return None


def _read(archive: zipfile.ZipFile, part: str) -> bytes:
    """The bytes of a part. Raises KeyError where there is none and UnreadableError (DOC014) where it is too large."""
    name = _stored_name(archive, part)
    if name is None:
        raise KeyError(part)
    with archive.open(name) as stream:
        data = stream.read(_MOST_PART + 1)
    if len(data) > _MOST_PART:
        raise UnreadableError("DOC014", f"the part {part} is larger than {_MOST_PART >> 20} MB.")
    return data


def _stored_name(archive: zipfile.ZipFile, part: str) -> str | None:
    """A part's name as the archive spells it: names of parts are compared without case, and some writers use ``\\``."""
    if part in archive.NameToInfo:
        return part
    wanted = part.casefold()
    for name in archive.namelist():
        if name.replace("\\", "/").lstrip("/").casefold() == wanted:
            return name
    return None


def _likely_main(archive: zipfile.ZipFile) -> str | None:
    """The part that holds the body by its name, in a package that does not say."""
    return next((name.replace("\\", "/") for name in archive.namelist() if _MAIN_NAME.search(name.casefold())), None)


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
