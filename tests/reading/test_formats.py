"""What a file is, and one clear problem for each that cannot be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from clauselint.errors import PROBLEMS
from clauselint.model import Read, Severity
from clauselint.reading import read_bytes, read_file

from .builders import archive, docx, p, pdf, typed

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
ODT = archive({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"})
XLSX = archive({"[Content_Types].xml": '<Types><Override ContentType="spreadsheetml.sheet.main"/></Types>'})


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "a.docx", "DOC001"),
        (b" \n", "a.txt", "DOC001"),
        (docx(p("Body."))[:300], "a.docx", "DOC002"),
        (b"%PDF-1.7\nnothing", "a.pdf", "DOC002"),
        (b"\x01\x02\x03\x04" * 50, "a.pdf", "DOC002"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "a.docx", "DOC004"),
        (OLE + "WordDocument".encode("utf-16-le"), "a.doc", "DOC005"),
        (OLE, "a.msg", "DOC005"),
        (rb"{\rtf1 x}", "a.rtf", "DOC005"),
        (b"\x89PNG\r\n\x1a\n\0\0", "a.png", "DOC005"),
        (b"<!DOCTYPE html><html></html>", "a.pdf", "DOC005"),
        (archive({"a.txt": "x"}), "a.zip", "DOC005"),
        (ODT, "a.odt", "DOC005"),
        (XLSX, "a.xlsx", "DOC005"),
        (b"\x01\x02\x00\x04" * 50, "a.txt", "DOC006"),
        (docx(""), "a.docx", "DOC018"),
        (pdf(lambda canvas: None), "a.pdf", "DOC018"),
    ],
)
def test_unreadable_files_say_why(data: bytes, name: str, code: str) -> None:
    document = read_bytes(data, name)
    assert document.read is Read.UNREADABLE
    assert document.text == ""
    assert [(each.code, each.severity) for each in document.problems] == [(code, Severity.ERROR)]
    assert code in PROBLEMS
    assert len(document.problems[0].message) > 20


@pytest.mark.parametrize(
    ("data", "name", "format_name"),
    [
        (docx(p("The body.")), "a.pdf", "docx"),
        (pdf(typed("The body.")), "a.docx", "pdf"),
        (b"The body.", "a.docx", "text"),
    ],
)
def test_content_under_a_wrong_suffix_is_read(data: bytes, name: str, format_name: str) -> None:
    document = read_bytes(data, name)
    assert document.text == "The body."
    assert document.format == format_name
    assert document.read is Read.FULL
    assert [(each.code, each.severity) for each in document.problems] == [("DOC006", Severity.WARNING)]


def test_a_missing_file_is_a_document_with_a_problem(tmp_path: Path) -> None:
    document = read_file(tmp_path / "none.docx")
    assert [each.code for each in document.problems] == ["DOC017"]
    assert document.path.endswith("/none.docx")


def test_a_folder_is_a_document_with_a_problem(tmp_path: Path) -> None:
    assert [each.code for each in read_file(tmp_path).problems] == ["DOC017"]


def test_a_bomb_is_not_unpacked() -> None:
    document = read_bytes(archive({"word/document.xml": " " * (64 << 20)}), "a.docx")
    assert [each.code for each in document.problems] == ["DOC014"]


@pytest.mark.parametrize("cut", range(100, 2000, 317))
def test_no_cut_file_raises(cut: int) -> None:
    for data, name in ((docx(p("Body.")), "a.docx"), (pdf(typed("Body.")), "a.pdf")):
        document = read_bytes(data[:cut], name)
        assert document.problems or document.text == "Body."
