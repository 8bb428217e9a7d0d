"""DOCX: documents within documents, and how deep things may be nested."""

from __future__ import annotations

import pytest

from clauselint.model import Document, Read, State
from clauselint.reading import read_bytes

from .builders import docx, p, r


def read(body: str, parts: dict[str, str] | None = None) -> Document:
    return read_bytes(docx(body, parts), "contract.docx")


def live(document: Document) -> list[str]:
    return [block.text for block in document.blocks if block.state is State.LIVE]


def message(document: Document, code: str) -> str:
    return next(problem.message for problem in document.problems if problem.code == code)


def codes(document: Document) -> list[tuple[str, str]]:
    return [(problem.code, problem.severity.value) for problem in document.problems]


# --- embedded documents --------------------------------------------------------------------------------------------


def chunked(content: bytes, name: str = "c1.docx", times: int = 1) -> bytes:
    return docx(p("Before.") + f'<w:altChunk r:id="{name}"/>' * times, chunks={name: content})


def test_documents_within_documents_are_read_to_a_depth() -> None:
    data = docx(p("Innermost."))
    for _ in range(8):
        data = chunked(data)
    document = read_bytes(data, "a.docx")
    assert document.read is Read.PARTIAL
    assert "c1.docx" in message(document, "DOC008")
    assert document.text.count("Before.") == 5


def test_a_document_taken_in_a_thousand_times_is_refused() -> None:
    data = chunked(docx(p(r("word ") * 3000)), times=1000)
    assert "limits" in message(read_bytes(data, "a.docx"), "DOC008")


def test_a_damaged_document_within_is_named() -> None:
    document = read_bytes(chunked(docx(p("x"))[:200]), "a.docx")
    assert document.read is Read.PARTIAL
    assert "c1.docx" in message(document, "DOC008")
    assert document.text == "Before."


@pytest.mark.parametrize(
    ("page", "texts"),
    [
        (b"<p>Caf\xe9 terms.</p>", ["Café terms."]),
        ("<meta charset=utf-8><p>Café terms.</p>".encode(), ["Café terms."]),
        ("\ufeff<p>Café terms.</p>".encode("utf-16-le"), ["Café terms."]),
        (b"<?xml version='1.0'?><html><body>Plain <br/>words</body></html>", ["Plain words"]),
        (b"<div>One<div>Two</div>three</div>", ["One", "Two", "three"]),
        (b"<ul><li>a<ul><li>b</ul><li>c</ul>", ["a", "b", "c"]),
        (b"<p>Fee: <input value='$5'> <input type=checkbox checked> yes</p>", ["Fee: $5 ☒ yes"]),
        (b"<div>" * 200 + b"deep", ["deep"]),
    ],
)
def test_web_pages_within(page: bytes, texts: list[str]) -> None:
    document = read_bytes(chunked(page, "c1.html"), "a.docx")
    assert live(document)[1:] == texts


def test_a_web_page_too_deep_is_named() -> None:
    document = read_bytes(chunked(b"<div>" * 5000 + b"deep", "c1.html"), "a.docx")
    assert message(document, "DOC008").startswith("not read: the embedded document c1.html (nested deeper")


# --- nesting -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("around", "most"),
    [
        (("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"), 60),
        (("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"), 100),
        (("<w:p><w:r><w:pict><v:textbox><w:txbxContent>", "</w:txbxContent></v:textbox></w:pict></w:r></w:p>"), 40),
    ],
)
def test_deep_files_are_read_or_refused_in_a_sentence(around: tuple[str, str], most: int) -> None:
    def nested(depth: int) -> Document:
        return read(p("Top.") + around[0] * depth + p("Deep.") + around[1] * depth)

    assert live(nested(most)) == ["Top.", "Deep."]
    assert codes(nested(3000)) == [("DOC014", "error")]


def test_a_thousand_notes_on_notes_are_refused_in_a_sentence() -> None:
    notes = "".join(
        f'<w:footnote w:id="{i}">{p(r("n") + f"""<w:r><w:footnoteReference w:id="{i + 1}"/></w:r>""")}</w:footnote>'
        for i in range(1, 1500)
    )
    document = read(p('<w:r><w:footnoteReference w:id="1"/></w:r>'), {"footnotes": notes})
    assert codes(document) == [("DOC014", "error")]


@pytest.mark.parametrize("shape", ["lowerLetter", "upperRoman", "cardinalText", "decimalZero"])
def test_labels_stay_short(shape: str) -> None:
    level = f'<w:start w:val="9999999999"/><w:numFmt w:val="{shape}"/><w:lvlText w:val="{"long " * 500}%1"/>'
    numbering = f'<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0">{level}</w:lvl></w:abstractNum>'
    numbering += '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    document = read(p("Body.", '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'), {"numbering": numbering})
    assert len(document.blocks[0].label or "") < 250


def test_a_header_that_many_sections_name_is_read_once() -> None:
    section = '<w:sectPr><w:headerReference w:type="{}" r:id="header1"/><w:titlePg/></w:sectPr>'
    body = p("Body.") + section.format("default") + section.format("first")
    headers = [block.text for block in read(body, {"header1": p("Draft 3")}).blocks if block.kind == "header"]
    assert headers == ["Draft 3"]
