"""Signs that a PDF file is damaged. pdfium repairs what it can and does not say so. PDF 32000-1, 7.3.8 and 7.5."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from itertools import islice

_ENDING = 2048  # bytes
_START = re.compile(rb"startxref\s+(\d+)")
_SECTION = re.compile(rb"\s*(\d+)\s+(\d+)\s*[\r\n]+")
_ENTRY = re.compile(rb"\s*(\d{10}) (\d{5}) ([nf])")
_OBJECT = re.compile(rb"\s*(\d+)\s+\d+\s+obj\b")
_LINEARIZED = re.compile(rb"/Linearized\b[^>]{0,200}?/L\s+(\d{1,12})\b")
_HEAD = 2048  # bytes, in which a file says that it was made for the web
_PAGES = re.compile(rb"/Type\s*/Pages\b[^>]{0,200}?/Count\s+(\d{1,9})\b")
_NODE = re.compile(rb"/Type\s*/Pages\b")
_MAX_NODES, _LARGEST_NODE = 5000, 200_000  # looked at; bytes
_COUNT = re.compile(rb"/Count\s+(\d{1,9})\b")
_KIDS = re.compile(rb"/Kids\s*\[([^\]]*)\]")
_REFERENCE = re.compile(rb"\d+\s+\d+\s+R\b")
_MAX_PAGES = 100_000  # a file that claims more lies
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_OBJECT_START, _OBJECT_END = b" obj", b"endobj"
_MAX_DICTIONARY = 4000  # bytes before a stream's data
# A stream whose data are compressed, maybe several times, before anything else is done to them.
_COMPRESSED = re.compile(rb"/Filter\s*\[?(?:\s*/(?:FlateDecode|Fl)\b){1,8}")
# Streams that hold no page: pictures, fonts, colors, metadata, the tables of the file itself.
_NO_PAGE = re.compile(rb"/(?:Image|Length1|Type1C|CIDFontType0C|OpenType|Alternate|XML|XRef|DecodeParms)\b")
_STREAM_END = b"endstream"
_CHUNK = 1 << 16  # bytes
_MAX_OF_PAGE = 64 << 20  # bytes of one stream: the content of a full page has 20,000
_MAX_UNPACKED = 256 << 20  # bytes, all streams together
_MAX_ENTRIES = 2000  # looked at: damage shows in the first few


@dataclass(frozen=True, slots=True)
class Damage:
    """Damage to a file, in words; ``loses_text``: text may be lost by it."""

    what: str
    loses_text: bool = False


def is_cut_off(data: bytes) -> bool:
    """Return whether a file made for the web (annex F), which can be opened without its end, is shorter than it says."""
    length = _LINEARIZED.search(data[:_HEAD])
    return length is not None and int(length.group(1)) > len(data) and not _START.search(data[-_ENDING:])


@dataclass(frozen=True, slots=True)
class StreamCheck:
    """The outcome of unpacking the compressed streams that may hold pages. ``broken`` has, for each that does not unpack as
    it should, whether all of its data came out; ``is_bomb``: one unpacks to more than any page holds."""

    broken: tuple[bool, ...] = ()
    is_bomb: bool = False


def check_streams(data: bytes) -> StreamCheck:
    """Unpack the streams one by one, keeping nothing: pdfium would keep all, and not say what is wrong."""
    broken: list[bool] = []
    unpacked = at = 0
    if b"/Encrypt" in data:
        return StreamCheck()
    while unpacked < _MAX_UNPACKED and (stream := _STREAM.search(data, at)):
        end = data.find(_STREAM_END, stream.end())
        at = end if end >= 0 else len(data)
        before = data[max(0, stream.start() - _MAX_DICTIONARY) : stream.start()]
        dictionary = before[before.rfind(_OBJECT_START) + 1 :]
        filters = _COMPRESSED.search(dictionary)
        if filters is None or _NO_PAGE.search(dictionary):
            continue
        size, whole = _unpack(data[stream.end() : at], filters.group().count(b"/Fl"))
        if size > _MAX_OF_PAGE:
            return StreamCheck(tuple(broken), is_bomb=True)
        unpacked += size
        if whole is not None:
            broken.append(whole)
    return StreamCheck(tuple(broken))


def find_damage(data: bytes, streams: StreamCheck, pages: int) -> Damage | None:
    """The worst that is wrong with a file that can be opened, as one of ``pages`` pages; None where nothing is."""
    declared = max((int(count) for count in _PAGES.findall(data)), default=0)
    if pages < declared <= _MAX_PAGES:
        return Damage(f"it has {pages} of {declared} pages", loses_text=True)
    if any(_few_counted(_object_at(data, node.start())) for node in islice(_NODE.finditer(data), _MAX_NODES)):
        return Damage("its list of pages has more than it counts", loses_text=True)
    if not all(streams.broken):
        return Damage("a compressed part of it breaks off", loses_text=True)
    if not _START.search(data[-_ENDING:]) and data.rfind(_OBJECT_START) > data.rfind(_OBJECT_END):
        return Damage("it breaks off in the middle of a part", loses_text=True)
    where = _structure(data)
    if where is not None:
        return Damage(where)
    return Damage("the checksum of a part is wrong") if streams.broken else None


def _object_at(data: bytes, at: int) -> bytes:
    """The object in which something stands, as far as it is of a size to be looked at."""
    begin = max(data.rfind(_OBJECT_START, max(0, at - _LARGEST_NODE), at), 0)
    end = data.find(_OBJECT_END, at, at + _LARGEST_NODE)
    return data[begin:end] if end >= 0 else b""


def _few_counted(node: bytes) -> bool:
    """Return whether a node of the page tree has more children than it says it has pages below it."""
    count, kids = _COUNT.search(node), _KIDS.search(node)
    return bool(count and kids) and len(_REFERENCE.findall(kids.group(1))) > int(count.group(1))  # type: ignore[union-attr]


def _unpack(packed: bytes, times: int) -> tuple[int, bool | None]:
    """Return how much a stream unpacks to, and None where it is sound, True where only its checksum is wrong, else False.

    A stream may be packed several ``times``; what is wrong is told of the outermost packing.
    """
    size, whole, data = _unpack_once(packed, keep=times > 1)
    for left in range(times - 1, 0, -1):
        size, _, data = _unpack_once(data, keep=left > 1)
    return size, whole


def _unpack_once(packed: bytes, *, keep: bool) -> tuple[int, bool | None, bytes]:
    unpacker = zlib.decompressobj()
    size, inflated, rest = 0, bytearray(), packed
    try:
        while rest and not unpacker.eof and size <= _MAX_OF_PAGE:
            chunk = unpacker.decompress(rest, _CHUNK)
            size += len(chunk)
            if keep:
                inflated += chunk
            rest = unpacker.unconsumed_tail
    except zlib.error as error:
        return size, "incorrect data check" in str(error), bytes(inflated)
    return size, None, bytes(inflated)


def _structure(data: bytes) -> str | None:
    """Return what is wrong with the file's end or its table of objects."""
    ending = data[-_ENDING:]
    starts = _START.findall(ending)
    if not starts:
        return "its end is missing"
    start = int(starts[-1])
    header = max(0, data.find(b"%PDF", 0, 1024))  # offsets count from the header, or from the first byte
    for base in dict.fromkeys((0, header)):
        at = base + start
        if data[at : at + 4] == b"xref":
            return None if _table_fits(data, at + 4, base) else "its table of objects is wrong"
        if _OBJECT.match(data, at) and 0 < at < len(data):
            return None
    return "its table of objects is not where it should be"


def _table_fits(data: bytes, at: int, base: int) -> bool:
    """Return whether the entries of a cross-reference table point at objects."""
    section = _SECTION.match(data, at)
    checked = 0
    while section and checked < _MAX_ENTRIES:
        at = section.end()
        first, count = int(section.group(1)), min(int(section.group(2)), _MAX_ENTRIES)
        for number in range(first, first + count):
            entry = _ENTRY.match(data, at)
            if entry is None:
                return False
            offset, used = int(entry.group(1)), entry.group(3) == b"n"
            found = _OBJECT.match(data, base + offset) if used and offset else None
            if used and offset and (found is None or int(found.group(1)) != number):
                return False
            at = entry.end()
            checked += 1
        section = _SECTION.match(data, at)
    return True
