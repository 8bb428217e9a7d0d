"""Files that no program wrote: whatever the bytes are, the outcome is a sound document or one clear problem.

Read in this process, so that a crash in native code is seen. ``tests/fuzz`` does the same for hours.
"""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clauselint.model import Ocr, ReadingOptions, RevisionView
from clauselint.reading import read_bytes

from .builders import both, docx, p, pdf, r, typed
from .invariants import demand_sound

OPTIONS = [ReadingOptions(view, password, Ocr.OFF) for view in RevisionView for password in (None, "a password")]
BODY = "".join(
    [
        p("1. The Recipient shall protect Student Data.", '<w:pStyle w:val="Heading1"/>'),
        p(r("It shall ") + f'<w:ins w:id="1" w:author="A">{r("not ")}</w:ins>' + r("sell it", "<w:vanish/>")),
        p(r("a") + '<w:del w:id="2"><w:r><w:delText>gone</w:delText></w:r></w:del>'),
        p('<w:r><w:tab/><w:footnoteReference w:id="2"/></w:r>'),
        "<w:tbl><w:tr><w:tc>" + p("cell") + "</w:tc><w:tc>" + p("next") + "</w:tc></w:tr></w:tbl>",
        "<w:sdt><w:sdtContent>" + p("control") + "</w:sdtContent></w:sdt>",
        p('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF x</w:instrText></w:r>'),
        p('<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>7</w:t><w:fldChar w:fldCharType="end"/></w:r>'),
    ]
)
PARTS = {
    "footnotes": f'<w:footnote w:id="2">{p("note")}</w:footnote>',
    "styles": '<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/></w:style>',
    "header1": p("HEADER"),
    "comments": f'<w:comment w:id="0" w:author="B">{p("why?")}</w:comment>',
}
DOCX = docx(BODY, PARTS)
PDF = pdf(
    both(typed("1. The Recipient shall protect", "Student Data at all times."), lambda canvas: canvas.rect(60, 500, 200, 50)),
    typed("2. It shall not sell them.", "Page 2"),
    pageCompression=0,
)  # fmt: skip
PACKED_PDF = pdf(typed("The Recipient shall protect", "Student Data."))

few = settings(
    max_examples=60,
    derandomize=True,  # the same on every machine; the search for new ones is tests/fuzz
    deadline=timedelta(seconds=5),
    suppress_health_check=list(HealthCheck),
    database=None,
)
options = st.sampled_from(OPTIONS)


@st.composite
def mutated(draw: st.DrawFn, original: bytes) -> bytes:
    """``original`` with some bytes flipped, cut out, put in, copied elsewhere, or its end lost."""
    data = bytearray(original)
    for _ in range(draw(st.integers(1, 8))):
        at, other = draw(st.integers(0, len(data))), draw(st.integers(0, len(data)))
        length = draw(st.integers(1, 200))
        match draw(st.sampled_from(["flip", "cut", "insert", "splice", "end"])):
            case "flip" if at < len(data):
                data[at] ^= 1 << draw(st.integers(0, 7))
            case "cut":
                del data[at : at + length]
            case "insert":
                data[at:at] = draw(st.binary(min_size=1, max_size=30))
            case "splice":
                data[at:at] = data[other : other + length]
            case "end" if at > len(data) / 2:
                del data[at:]
    return bytes(data)


def with_part(name: str, content: bytes) -> bytes:
    """The DOCX file with other content in one part."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(DOCX)) as source, zipfile.ZipFile(out, "w") as target:
        for each in source.namelist():
            target.writestr(each, content if each == name else source.read(each))
    return out.getvalue()


with zipfile.ZipFile(io.BytesIO(DOCX)) as _archive:
    CONTENTS = {name: _archive.read(name) for name in _archive.namelist()}

NAMES = [
    "p", "r", "t", "tab", "br", "tbl", "tr", "tc",
    "sdt", "sdtPr", "sdtContent", "ins", "del", "moveFrom", "moveTo", "delText",
    "hyperlink", "smartTag", "fldChar", "fldSimple", "instrText", "pPr", "rPr", "numPr",
    "ilvl", "numId", "pStyle", "rStyle", "vanish", "strike", "footnoteReference", "endnoteReference",
    "commentReference", "commentRangeStart", "commentRangeEnd", "sectPr", "headerReference", "drawing", "pict", "object",
    "altChunk", "sym", "noBreakHyphen", "ruby", "rubyBase", "txbxContent", "body", "tcPr",
    "gridSpan", "vMerge", "checkBox", "ffData", "bookmarkStart", "customXml", "dir", "bdo",
    "subDoc",
]  # fmt: skip
ATTRIBUTES = ["w:val", "w:id", "w:type", "w:fldCharType", "w:author", "r:id", "w:char"]
VALUES = [
    "",
    "0",
    "1",
    "2",
    "-1",
    "999999999999",
    "begin",
    "separate",
    "end",
    "default",
    "Heading1",
    "header1",
    "é",
    "x y",
]


def element(children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Any element of WordprocessingML with any attributes and any children."""
    attributes = st.dictionaries(st.sampled_from(ATTRIBUTES), st.sampled_from(VALUES), max_size=2)
    return st.builds(_element, st.sampled_from(NAMES), attributes, st.lists(children, max_size=4))


def _element(name: str, attributes: dict[str, str], children: list[str]) -> str:
    written = "".join(f' {key}="{value}"' for key, value in attributes.items())
    return f"<w:{name}{written}>{''.join(children)}</w:{name}>"


trees = st.lists(
    st.recursive(st.sampled_from(["shall not", " ", "1.", "<w:t>text</w:t>"]), element, max_leaves=25), max_size=6
)


def demand(data: bytes, name: str, chosen: ReadingOptions) -> None:
    demand_sound(read_bytes(data, name, chosen))


@few
@given(mutated(DOCX), options)
def test_a_mutated_package(data: bytes, chosen: ReadingOptions) -> None:
    demand(data, "a.docx", chosen)


@few
@given(
    st.sampled_from(sorted(CONTENTS)).flatmap(lambda name: mutated(CONTENTS[name]).map(lambda data: (name, data))),
    options,
)
def test_a_mutated_part_of_a_sound_package(part: tuple[str, bytes], chosen: ReadingOptions) -> None:
    demand(with_part(*part), "a.docx", chosen)


@settings(few, max_examples=200)
@given(trees, options)
def test_elements_where_they_do_not_belong(body: list[str], chosen: ReadingOptions) -> None:
    demand(docx("".join(body), PARTS), "a.docx", chosen)


@few
@given(mutated(PDF) | mutated(PACKED_PDF), options)
def test_a_mutated_pdf(data: bytes, chosen: ReadingOptions) -> None:
    demand(data, "a.pdf", chosen)


@few
@given(
    st.binary(max_size=2000),
    st.sampled_from([b"", b"PK\x03\x04", b"%PDF-1.7\n", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\xff\xfe"]),
)
def test_random_bytes(data: bytes, beginning: bytes) -> None:
    for name in ("a.docx", "a.pdf", "a.txt", "a.md", "a"):
        demand(beginning + data, name, OPTIONS[0])


@few
@given(st.text(max_size=400), st.sampled_from(["txt", "md"]))
def test_random_text(text: str, suffix: str) -> None:
    demand(text.encode("utf-8", "replace"), f"a.{suffix}", OPTIONS[0])
