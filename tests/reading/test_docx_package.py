"""Packages that python-docx opens and packages that it refuses give the same reading."""

import io
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from clauselint.model import Document, Read
from clauselint.reading import read_bytes
from clauselint.reading.docx.opc import open_copy
from tests.reading.builders import archive, docx, p

FIXTURES = Path(__file__).parents[2] / "fixtures" / "contracts"

BODY = p("Recipient shall keep Student Data secret.") + p(
    '<w:r><w:t>Recipient shall destroy it.</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r>'
)
NOTES = {"footnotes": f'<w:footnote w:id="2">{p("Within thirty days.")}</w:footnote>'}

Files = dict[str, str]


def unzipped(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        return {name: source.read(name) for name in source.namelist()}


def changed(change: Callable[[Files], Files]) -> bytes:
    return archive(change({name: data.decode() for name, data in unzipped(docx(BODY, NOTES)).items()}))


def blocks(document: Document) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in document.blocks]


def dangling(files: Files) -> Files:
    lost = (
        '<Relationship Id="lost" Type="http://example.org/customXml" Target="../customXml/item1.xml"/></Relationships>'
    )
    name = "word/_rels/document.xml.rels"
    return {**files, name: files[name].replace("</Relationships>", lost)}


def untyped(files: Files) -> Files:
    types = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
    return {**files, "[Content_Types].xml": types}


def other_case(files: Files) -> Files:
    return {name.replace("document.xml.rels", "Document.XML.rels"): text for name, text in files.items()}


def other_namespace(files: Files) -> Files:
    name = "word/_rels/document.xml.rels"
    return {**files, name: files[name].replace("package/2006/relationships", "package/2099/relationships")}


@pytest.mark.parametrize("change", [dangling, untyped, other_case, other_namespace])
def test_a_package_that_python_docx_refuses_is_read_all_the_same(change: Callable[[Files], Files]) -> None:
    data = changed(change)
    assert open_copy(unzipped(data)) is None
    good = read_bytes(docx(BODY, NOTES), "good.docx")
    read = read_bytes(data, "odd.docx")
    assert read.read is Read.FULL
    assert ("note", "Within thirty days.") in blocks(read)
    assert blocks(read) == blocks(good)


@pytest.mark.parametrize("path", sorted(FIXTURES.glob("*.docx")), ids=lambda path: path.stem)
def test_python_docx_opens_contracts_and_changes_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = path.read_bytes()
    opened = open_copy(unzipped(data))
    assert opened is not None
    assert b"<w:body>" in opened.parts["word/document.xml"]
    ours = read_bytes(data, path.name)
    monkeypatch.setattr("clauselint.reading.docx.package.open_copy", lambda unpacked: None)
    assert read_bytes(data, path.name) == ours


def test_pdfs_do_not_pay_for_python_docx() -> None:
    read = "from pathlib import Path; from clauselint.reading import read_file; read_file(Path(sys.argv[1]))"
    code = f"import sys; {read}; print('docx' in sys.modules)"
    for name, wanted in (("harborview-complete.pdf", "False"), ("northgate-complete.docx", "True")):
        command = [sys.executable, "-c", code, str(FIXTURES / name)]
        assert subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip() == wanted
