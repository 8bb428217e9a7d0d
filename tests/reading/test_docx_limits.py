"""DOCX files made to cost time and memory: each is read, or refused in a sentence, before it does."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from clauselint.model import Document, Read, State
from clauselint.reading import read_bytes
from clauselint.reading.docx import comments, inline, limits, package, revisions

from .builders import archive, docx, p, r


def read(body: str, parts: dict[str, str] | None = None, chunks: dict[str, bytes] | None = None) -> Document:
    return read_bytes(docx(body, parts, chunks=chunks), "contract.docx")


def message(document: Document, code: str) -> str:
    return next(problem.message for problem in document.problems if problem.code == code)


def codes(document: Document) -> list[tuple[str, str]]:
    return [(problem.code, problem.severity.value) for problem in document.problems]


def live(document: Document) -> list[str]:
    return [block.text for block in document.blocks if block.state is State.LIVE]


def refused(document: Document) -> bool:
    return document.read is Read.UNREADABLE and codes(document) == [("DOC014", "error")]


def taken_in(*names: str) -> str:
    return p("Body.") + "".join(f'<w:altChunk r:id="{name}"/>' for name in names)


def lengths(monkeypatch: pytest.MonkeyPatch, module: object) -> list[int]:
    """The lengths of all texts that ``module`` cleans from now on."""
    found: list[int] = []
    clean: Callable[[str], str] = module.normalize_text  # type: ignore[attr-defined]  # those given have it

    def counted(text: str) -> str:
        found.append(len(text))
        return clean(text)

    monkeypatch.setattr(module, "normalize_text", counted)
    return found


# --- the whole document --------------------------------------------------------------------------------------------


def headers(number: int) -> str:
    references = (f'<w:headerReference w:type="default" r:id="header{i}"/>' for i in range(number))
    return p("Body.") + "".join(f"<w:p><w:pPr><w:sectPr>{each}</w:sectPr></w:pPr></w:p>" for each in references)


def test_the_relationships_of_a_part_are_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "_COPIED_PARTS", 1)
    parsed: list[bytes] = []
    monkeypatch.setattr(limits.Budget, "xml", lambda budget, data: parsed.append(data))
    document = read(headers(40), {f"header{i}": p(f"Draft {i}") for i in range(40)})
    assert sum(block.kind == "header" for block in document.blocks) == 40
    assert sum(b"<Relationships" in data for data in parsed) == 2


def test_parts_that_are_missing_are_told_of_in_a_sentence() -> None:
    document = read(headers(500), {f"header{i}": f"<w:p>{i}</broken>" for i in range(500)})
    assert document.text == "Body."
    assert "and 495 others are missing or damaged" in message(document, "DOC008")


def test_xml_is_limited_over_all_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_XML", 100_000)
    parts = {f"header{i}": p("x" * 30_000) for i in range(4)}
    assert read(headers(1), parts).read is not Read.UNREADABLE
    assert refused(read(headers(4), parts))


def test_xml_too_large_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    chunk = docx(p("x" * 200_000))
    monkeypatch.setattr(limits, "MAX_XML", 100_000)
    unpacked: list[str] = []
    get = package.Package._content  # what it unpacks shows nowhere else

    def noted(package: package.Package, part: str) -> bytes:
        unpacked.append(part)
        return get(package, part)

    monkeypatch.setattr(package.Package, "_content", noted)
    document = read(taken_in("c.docx"), chunks={"c.docx": chunk})
    assert "XML" in message(document, "DOC008")
    assert "word/document.xml" not in unpacked[unpacked.index("word/c.docx") :]


def test_markup_is_limited_before_it_is_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "_MAX_MARKS", 2_000)
    assert read("<w:p><w:r><w:t>x</w:t></w:r></w:p>" * 100).read is Read.FULL
    monkeypatch.setattr(limits.Budget, "tree", lambda budget, root, size: pytest.fail("it was parsed"))
    assert refused(read("<a/>" * 2_000))
    attributes = " ".join(f'a{i}="1"' for i in range(2_000))
    assert refused(read(f"<w:p {attributes}/>"))


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "iso-8859-1"])
def test_markup_is_counted_in_any_encoding(encoding: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "_MAX_MARKS", 500)

    def written(body: str) -> bytes:
        root = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
        xml = f'<?xml version="1.0" encoding="{encoding}"?><w:document {root}><w:body>{body}</w:body></w:document>'
        return archive({"word/document.xml": xml.encode(encoding)})

    assert read_bytes(written(p("Café")), "a.docx").text == "Café"
    assert refused(read_bytes(written("<a/>" * 500), "a.docx"))


def test_text_is_limited_with_its_blanks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "_MAX_TEXT", 50_000)
    assert refused(read(p("Body.") + p(" " * 60_000)))


@pytest.mark.parametrize(
    ("body", "parts"),
    [
        ("<w:p/>" * 60, {}),
        ("<w:tbl/>" * 60, {}),
        ("<w:tbl>" + "<w:tr/>" * 60 + "</w:tbl>", {}),
        ("<w:p>" + "<w:fldSimple/>" * 60 + "</w:p>", {}),
        ("<w:p/>" * 30, {"footnotes": f'<w:footnote w:id="1">{p("x") * 30}</w:footnote>'}),
        ("<w:p/>" * 30, {"comments": "<w:comment/>" * 30}),
        (headers(1), {"header0": p("x") * 60}),
    ],
)
def test_blocks_are_limited_over_all_parts(body: str, parts: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "_MAX_BLOCKS", 50)
    assert refused(read(body, parts))


def test_archives_are_limited_before_they_are_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "_MAX_ENTRIES", 20)
    inner = archive({"word/document.xml": "x", **{f"x{i}.xml": "" for i in range(30)}})
    document = read(taken_in("c.docx"), chunks={"c.docx": inner})
    assert "more parts" in message(document, "DOC008")
    assert document.text == "Body."


def test_namespaces_and_choices_are_limited_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "_MAX_SCOPES", 1_000)
    spaces = " ".join(f'xmlns:a{i}="u{i}"' for i in range(50))
    choice = '<mc:AlternateContent><mc:Choice Requires="wps"><w:r><w:t>x</w:t></w:r></mc:Choice></mc:AlternateContent>'
    assert read(f"<w:p {spaces}>{choice}</w:p>").text == "x"
    assert refused(read(f"<w:p {spaces}>{choice * 50}</w:p>"))


# --- embedded documents --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("c.docx", docx(p("x") * 60)),
        ("c.html", b"<html><body>" + b"<p>x" * 60),
        ("c.txt", b"x.\n\n" * 60),
        ("c.mht", b"MIME-Version: 1.0\nContent-Type: text/html\n\n" + b"<p>x" * 60),
    ],
)
def test_an_embedded_document_too_large_is_named_and_the_rest_read(
    name: str, content: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "_MAX_BLOCKS", 50)
    document = read(taken_in(name) + p("After."), chunks={name: content})
    assert document.read is Read.PARTIAL
    assert live(document) == ["Body.", "After."]
    assert name in message(document, "DOC008")


@pytest.mark.parametrize(("name", "content"), [("c.html", b"<html><body>" + b"<i>x" * 60), ("c.txt", b"a\n" * 180)])
def test_what_is_embedded_is_counted_before_it_is_parsed(
    name: str, content: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "_MAX_MARKS", 500)
    document = read(taken_in(name), chunks={name: content})
    assert "than the limits allow" in message(document, "DOC008")
    assert live(document) == ["Body."]


def test_a_document_taken_in_again_counts_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "_MAX_BLOCKS", 100)
    document = read(taken_in(*["c.docx"] * 30), chunks={"c.docx": docx(p("x") * 10)})
    assert document.read is Read.PARTIAL
    assert len(document.blocks) < 100


@pytest.mark.parametrize(
    "mail",
    [
        b"multipart/related; boundary=x\n\n" + b"--x\nContent-Type: text/html\n\n<p>x</p>\n" * 600,
        b"message/rfc822\n\nContent-Type: " * 30 + b"text/html\n\n<p>x</p>",
        b"multipart/related; " + b'a=";' * 3000 + b"boundary=x\n\n--x\nContent-Type: text/html\n\n<p>x</p>\n--x--",
        b"text/html\n\n<p>x</p>" + b"\n" * 1_300_000,
    ],
)
def test_a_web_archive_made_to_be_parsed_for_ever_is_named(mail: bytes) -> None:
    document = read(taken_in("c.mht"), chunks={"c.mht": b"MIME-Version: 1.0\nContent-Type: " + mail})
    assert "c.mht" in message(document, "DOC008")
    assert live(document) == ["Body."]


def test_a_style_as_long_as_a_book_is_looked_at_in_part() -> None:
    start = time.perf_counter()
    page = b'<html><body><p style="' + b"text-decoration " * 60_000 + b'">x'
    assert live(read(taken_in("c.html"), chunks={"c.html": page})) == ["Body.", "x"]
    assert time.perf_counter() - start < 5  # with all of it looked at, minutes


# --- what files repeat ---------------------------------------------------------------------------------------------


def numbered(level: str) -> str | None:
    numbering = f'<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0">{level}</w:lvl></w:abstractNum>'
    numbering += '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    place = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    return read(p("Body.", place), {"numbering": numbering}).blocks[0].label


@pytest.mark.parametrize("shape", ["decimal", "lowerLetter", "upperRoman", "ordinalText"])
def test_numbers_end_where_words_do(shape: str) -> None:
    level = f'<w:start w:val="2000000000"/><w:numFmt w:val="{shape}"/><w:lvlText w:val="%1"/>'
    assert numbered(level) == "32767"


def test_a_label_shows_nine_numbers_at_most() -> None:
    label = numbered('<w:start w:val="4888"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="' + "%1" * 90 + '"/>')
    assert label is not None
    assert label.startswith("MMMM")
    assert len(label) <= 200
    assert label.count("MMMM") == 9


def test_too_many_styles_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("clauselint.reading.docx.styles._MAX_STYLES", 10)
    assert refused(read(p("x"), {"styles": "".join(f'<w:style w:styleId="{i}"/>' for i in range(11))}))


def test_a_thousand_authors_are_told_of_in_a_sentence() -> None:
    body = "".join(f'<w:ins w:author="author {i} {"x" * 500}">{r(f"not {i}")}</w:ins>' for i in range(1000))
    comments = "".join(f'<w:comment w:id="{i}" w:author="author {i} {"x" * 500}"/>' for i in range(1000))
    document = read(f"<w:p>{body}</w:p>", {"comments": comments})
    assert "and 995 others" in message(document, "DOC009")
    assert "and 995 others" in message(document, "DOC010")
    assert all(len(problem.message) < 1500 for problem in document.problems)
    assert max(len(author) for author in document.revisions.authors) < 300


def test_an_anchor_does_not_copy_the_document(monkeypatch: pytest.MonkeyPatch) -> None:
    found = lengths(monkeypatch, comments)
    words = "".join(r(f"word{i} " * 200) for i in range(500))
    marks = [f'<w:comment{{}} w:id="{i}"/>' for i in range(50)]
    starts, ends = ("".join(each.format(f"Range{at}") for each in marks) for at in ("Start", "End"))
    notes = "".join(f'<w:comment w:id="{i}">{p("Why?")}</w:comment>' for i in range(50))
    document = read(f"<w:p>{starts}{words}{ends}</w:p>", {"comments": notes})
    anchors = {block.anchor for block in document.blocks if block.kind == "comment"}
    assert len(anchors) == 1
    anchor = anchors.pop() or ""
    assert anchor.startswith("word0 word0")
    assert anchor.endswith("word499")
    assert max(found) < 100_000
    assert len(found) < 5  # they share it


def test_paragraphs_run_together_are_put_together_once(monkeypatch: pytest.MonkeyPatch) -> None:
    found = lengths(monkeypatch, inline)
    body = "<w:p><w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr><w:r><w:t>word </w:t></w:r></w:p>" * 300
    assert read(body).text == "word " * 299 + "word"
    assert sum(found) < 5_000


def test_labels_counted_by_fields_do_not_put_the_paragraph_together(monkeypatch: pytest.MonkeyPatch) -> None:
    found = lengths(monkeypatch, inline)
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    autonum = mark.format("begin") + "<w:r><w:instrText>AUTONUM</w:instrText></w:r>" + mark.format("end")
    read(f"<w:p>{r('See ')}{autonum * 300}</w:p>")
    assert sum(found) < 5_000


def test_changes_within_changes_are_kept_in_part(monkeypatch: pytest.MonkeyPatch) -> None:
    found = lengths(monkeypatch, revisions)
    names = ["ins" if i % 2 else "moveTo" for i in range(100)]
    inner = r("shall not " * 10_000)
    document = read(
        f"<w:p>{''.join(f'<w:{n}>' for n in names)}{inner}{''.join(f'</w:{n}>' for n in names[::-1])}</w:p>"
    )
    assert len(document.text) == 99_999
    assert max(found) <= 20_000


def test_properties_hold_one_change_of_formatting() -> None:
    run = f"<w:r><w:rPr>{'<w:rPrChange/>' * 50}</w:rPr><w:t>x</w:t></w:r>"
    assert message(read(f"<w:p>{run}</w:p>"), "DOC009").startswith("1 change of formatting")


def test_a_field_within_a_thousand_that_never_end_is_seen() -> None:
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    code = "<w:r><w:instrText>REF x</w:instrText></w:r>" * 3
    lost = mark.format("begin") + code
    shown = mark.format("begin") + code + mark.format("separate")
    assert read(f"<w:p>{shown * 1000}{r('Body.')}</w:p>").text == "Body."
    assert read(f"<w:p>{lost}{shown * 1000}{r('Body.')}</w:p>").text == "Body."
    assert read(f"<w:p>{shown * 1000}{lost}{r('Body.')}</w:p>").text == "Body."
    ends = mark.format("end") * 1001
    assert codes(read(f"<w:p>{shown * 1000}{lost}{r('Body.')}{ends}</w:p>")) == [("DOC018", "error")]


def test_equal_paragraphs_within_paragraphs_of_a_drawing_are_read_once() -> None:
    box = f'<x:txBody xmlns:x="x">{"<x:p>" * 100}<x:t>Terms.</x:t>{"</x:p>" * 100}</x:txBody>'
    assert live(read(f"<w:p><w:r><w:drawing><wp:inline>{box}</wp:inline></w:drawing></w:r></w:p>")) == ["Terms."]


def test_sizes_of_four_hundred_digits_are_none() -> None:
    nines = "9" * 400
    picture = f'<wp:inline><wp:extent cx="{nines}" cy="{nines}"/><pic:pic xmlns:pic="p"/></wp:inline>'
    body = f"<w:p>{r('Body.')}<w:r><w:drawing>{picture}</w:drawing></w:r></w:p>"
    assert read(body + f'<w:sectPr><w:pgSz w:w="{nines}" w:h="{nines}"/></w:sectPr>').text == "Body."


# --- entities ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "declared", ['<!ENTITY x SYSTEM "file:///etc/passwd">', '<!ENTITY x "inner">', '<!ENTITY % y SYSTEM "no.dtd"> %y;']
)
def test_what_follows_an_entity_is_read_and_the_entity_named(declared: str) -> None:
    data = docx(p("Pay &x; dollars") + p("now"), prologue=f'<?xml version="1.0"?><!DOCTYPE w [{declared}]>')
    document = read_bytes(data, "a.docx")
    assert document.text == "Pay dollars\nnow"
    assert document.read is Read.PARTIAL
    assert "entity" in message(document, "DOC008")
