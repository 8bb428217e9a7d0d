"""What a fuzzer feeds: the bytes of a whole file, or of a part of a sound package, which a checksum would else keep safe."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from functools import partial

from clauselint.model import Ocr, ReadingOptions
from clauselint.reading import read_bytes
from tests.reading.builders import docx, p
from tests.reading.invariants import demand_sound

OPTIONS = ReadingOptions(ocr=Ocr.OFF)
PARTS = {"styles": "", "numbering": "", "footnotes": "", "comments": "", "header1": p("HEADER")}


def _read(suffix: str, data: bytes) -> None:
    demand_sound(read_bytes(data, f"a.{suffix}", OPTIONS))


def _read_with_part(part: str, data: bytes) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx(p("Body."), PARTS))) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            target.writestr(name, data if name == part else source.read(name))
    _read("docx", out.getvalue())


TARGETS: Mapping[str, Callable[[bytes], None]] = {
    "docx": partial(_read, "docx"),
    "pdf": partial(_read, "pdf"),
    "text": partial(_read, "txt"),
    "markdown": partial(_read, "md"),
    "any": partial(_read, "bin"),
    "document": partial(_read_with_part, "word/document.xml"),
    "styles": partial(_read_with_part, "word/styles.xml"),
    "numbering": partial(_read_with_part, "word/numbering.xml"),
    "relationships": partial(_read_with_part, "word/_rels/document.xml.rels"),
    "types": partial(_read_with_part, "[Content_Types].xml"),
}
