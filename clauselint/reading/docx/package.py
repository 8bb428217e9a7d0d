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

from clauselint.diagnostics.errors import UnreadableError
from clauselint.reading.docx.flat_opc import unflatten
from clauselint.reading.docx.limits import MAX_XML, Budget
from clauselint.reading.docx.opc import OpcCopy, Relationship, main_part, open_copy
from clauselint.reading.docx.xml import Element, children, drop_entities, parse

_MAX_TOTAL = 2 << 30  # bytes, all parts uncompressed: pictures are never unpacked, but a bomb need not be opened
_MAX_DATA = 256 << 10  # bytes of a part of data, which may be looked through for each of thousands of controls
_MAX_RATIO = 400  # uncompressed to compressed; WordprocessingML of long tables reaches 100
_RATIO_FROM = 8 << 20  # bytes; below this no ratio does harm
# Larger packages, which no contract needs, are not copied for python-docx: its time grows with the square of the parts.
_COPIED_PARTS = 500
_COPIED_BYTES = 16 << 20  # of XML; parts of other kinds are copied empty
_COPIED_LINKS = (
    1 << 20
)  # bytes of relationships and content types, 5,000 of them: python-docx takes 20 microseconds each
_TYPES = "[Content_Types].xml"
_USUAL_MAIN = "word/document.xml"
_MAIN_NAME = re.compile(r"(?:^|[/\\])document\d*\.xml$")
_AGAIN = "Get it again from where it came from."
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError)


@dataclass(slots=True)
class Package:
    """An open package. ``opc_copy`` is what python-docx made of it, None where it refused; ``prepare`` is given each root
    before it is handed out, ``budget`` before that; ``damaged`` collects the names of parts that could not be read.

    What a part points at is looked up for every header, picture and comment, so it is kept.
    """

    archive: zipfile.ZipFile
    opc_copy: OpcCopy | None
    prepare: Callable[[Element], None]
    budget: Budget
    main: str = field(init=False)
    damaged: list[str] = field(default_factory=list)
    _names: dict[str, str] = field(default_factory=dict)
    _links: dict[str, Mapping[str, Relationship]] = field(default_factory=dict)
    _kinds: dict[str, str | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Find the part that holds the body: where the package says, or where it usually is."""
        for name in self.archive.namelist():
            self._names.setdefault(_casefolded(name), name)
        declared = main_part(self.relationships("")) or _USUAL_MAIN
        self.main = declared if self._stored(declared) else _likely_main(self.archive) or declared

    def relationships(self, part: str) -> Mapping[str, Relationship]:
        """The relationships of a part, by id; empty where it has none or they cannot be read."""
        if self.opc_copy is not None:
            return self.opc_copy.relationships.get(part, {})
        if part not in self._links:
            self._links[part] = self._relationships(part)
        return self._links[part]

    def root(self, part: str) -> Element | None:
        """The root element of an XML part; None where it is missing or damaged, and then it is in ``damaged``."""
        try:
            given = self.opc_copy.parts.get(part) if self.opc_copy is not None else None
            data = given or self._xml(part)  # what was copied empty is read here
            root = parse(data, self.budget)
        except (*_BROKEN, KeyError, etree.XMLSyntaxError):
            self.damaged.append(part)
            return None
        self.budget.tree(root, len(data))
        self.prepare(root)
        return root

    def data(self, part: str) -> Element | None:
        """The root element of a small part that text may be taken from; None where it is missing, damaged or large."""
        name = self._stored(part)
        if name is None or self.archive.getinfo(name).file_size > _MAX_DATA:
            return None
        try:
            root = parse(self._xml(name), self.budget)
        except (*_BROKEN, KeyError, etree.XMLSyntaxError, UnreadableError):
            return None
        drop_entities(root)
        return root

    def part_of(self, kind: str) -> str | None:
        """The part that the main part points at by ``kind`` ("styles"), None where there is none.

        A file that lost the relationships of its main part is read by the usual names.
        """
        if kind not in self._kinds:
            relationships = self.relationships(self.main)
            usual = posixpath.join(posixpath.dirname(self.main), f"{kind}.xml")
            found = (each.target for each in relationships.values() if each.kind == kind and not each.external)
            self._kinds[kind] = next(found, usual if not relationships and self._stored(usual) else None)
        return self._kinds[kind]

    def related(self, kind: str) -> Element | None:
        """The root of the part that the main part points at by ``kind``, None where there is none."""
        part = self.part_of(kind)
        return None if part is None else self.root(part)

    def bytes_of(self, part: str) -> bytes | None:
        """The content of a part of any kind; None where it is missing or damaged. Raises UnreadableError (DOC014)."""
        try:
            return self._content(part)
        except (*_BROKEN, KeyError):
            return None

    def _stored(self, part: str) -> str | None:
        """A part's name as the archive spells it: names are compared without case, and some writers use ``\\``."""
        return part if part in self.archive.NameToInfo else self._names.get(part.casefold())

    def _content(self, part: str) -> bytes:
        """The bytes of a part. Raises KeyError where there is none and UnreadableError (DOC014) where it is too large."""
        name = self._stored(part)
        if name is None:
            raise KeyError(part)
        return _read(self.archive, name)

    def _xml(self, part: str) -> bytes:
        """The bytes of an XML part, as ``_content``, where the budget has room for them."""
        if (name := self._stored(part)) is not None:
            self.budget.room(self.archive.getinfo(name).file_size)  # no more than it says is unpacked
        return self._content(part)

    def _relationships(self, part: str) -> dict[str, Relationship]:
        folder, name = posixpath.split(part)
        try:
            root = parse(self._xml(posixpath.join(folder, "_rels", f"{name}.rels")), self.budget)
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


@dataclass(frozen=True, slots=True)
class PackagePart:
    """A part of a package, as the place from which its relationships lead on."""

    package: Package
    name: str

    def relationship(self, identity: str | None) -> Relationship | None:
        """Return the relationship that an ``r:id`` of this part stands for."""
        return self.package.relationships(self.name).get(identity or "")

    def target(self, identity: str | None) -> str | None:
        """The part or address that an ``r:id`` points at, None where it points nowhere."""
        found = self.relationship(identity)
        return None if found is None else found.target

    def root(self, identity: str | None) -> Element | None:
        """The root element of the part that an ``r:id`` points at; None where there is none."""
        found = self.relationship(identity)
        return None if found is None or found.external else self.package.root(found.target)


def open_package(data: bytes, prepare: Callable[[Element], None], budget: Budget, *, embedded: bool = False) -> Package:
    """Open a DOCX file within limits, also one that is a single XML file ("flat OPC").

    ``prepare`` is called with the root of every part that is read. One that is ``embedded`` is not copied for
    python-docx: there may be hundreds of them.
    Raises UnreadableError with DOC002 (damaged) or DOC014 (too large).
    """
    if not data.startswith(b"PK"):
        data = unflatten(data, budget)
    budget.archive(data)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except _BROKEN as error:
        raise UnreadableError("DOC002", "the file is damaged or cut off.", cure=_AGAIN) from error
    _limit(archive)
    unpacked = None if embedded else _unpacked(archive)
    return Package(archive, None if unpacked is None else open_copy(unpacked), prepare, budget)


def _limit(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    bombs = [p for p in parts if p.file_size > _RATIO_FROM and p.file_size > _MAX_RATIO * max(1, p.compress_size)]
    if sum(p.file_size for p in parts) > _MAX_TOTAL or bombs:
        raise UnreadableError(
            "DOC014",
            "the file unpacks to more than the limits allow.",
            cure="If you trust it, open it in Word and save it again.",
        )


def _unpacked(archive: zipfile.ZipFile) -> dict[str, bytes] | None:
    """The files of a package, those that hold no XML empty; None where it is too large to copy, or damaged."""
    names = archive.namelist()
    xml = {name for name in names if name.lower().endswith((".xml", ".rels"))}
    sizes = {name: archive.getinfo(name).file_size for name in xml}
    links = sum(size for name, size in sizes.items() if name.lower().endswith(".rels") or name == _TYPES)
    if len(names) > _COPIED_PARTS or sum(sizes.values()) > _COPIED_BYTES or links > _COPIED_LINKS:
        return None
    try:
        return {
            name.replace("\\", "/").lstrip("/"): _read(archive, name) if name in xml else b""
            for name in names
            if not name.endswith("/")
        }
    except (*_BROKEN, KeyError):
        return None


def _read(archive: zipfile.ZipFile, name: str) -> bytes:
    """The bytes of a file as the archive spells it. Raises UnreadableError (DOC014) where it is too large."""
    with archive.open(name) as stream:
        data = stream.read(MAX_XML + 1)
    if len(data) > MAX_XML:
        raise UnreadableError("DOC014", f"a part of the file is larger than {MAX_XML >> 20} MB.")
    return data


def _casefolded(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").casefold()


def _likely_main(archive: zipfile.ZipFile) -> str | None:
    """The part that holds the body by its name, in a package that does not say."""
    return next((name.replace("\\", "/") for name in archive.namelist() if _MAIN_NAME.search(name.casefold())), None)
