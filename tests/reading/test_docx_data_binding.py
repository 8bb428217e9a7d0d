"""DOCX: content controls show what the file's own data says, as Word does."""

from __future__ import annotations

import pytest

from clauselint.reading import read_bytes

from .builders import archive, docx, p, r
from .test_docx_package import unzipped

IDENTITY = "{11111111-1111-1111-1111-111111111111}"
LINKS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
ABOUT = f'<ds:datastoreItem xmlns:ds="urn:ds" ds:itemID="{IDENTITY}"/>'


def shown(data: str, path: str, kind: str = "<w:text/>", prompt: str = "", identity: str = IDENTITY) -> str:
    """The text of a contract with a control that holds "Stale" and is bound to ``path`` of ``data``."""
    binding = f'<w:dataBinding w:prefixMappings="xmlns:n=\'urn:c\'" w:xpath="{path}" w:storeItemID="{identity}"/>'
    content = f"<w:sdtContent>{r('Sta')}{r('le')}</w:sdtContent>"
    control = f"<w:sdt><w:sdtPr>{prompt}{binding}{kind}</w:sdtPr>{content}</w:sdt>"
    files: dict[str, str | bytes] = {**unzipped(docx(p(r("Customer: ") + control + r("."))))}
    link = f'<Relationship Id="x" Type="{TYPE}customXml" Target="../customXml/item1.xml"/>'
    about = f'<Relationship Id="x" Type="{TYPE}customXmlProps" Target="itemProps1.xml"/>'
    files["word/_rels/document.xml.rels"] = LINKS.format(link)
    files["customXml/item1.xml"] = data
    files["customXml/itemProps1.xml"] = ABOUT
    files["customXml/_rels/item1.xml.rels"] = LINKS.format(about)
    document = read_bytes(archive(files), "contract.docx")
    assert not document.problems
    return document.text


@pytest.mark.parametrize(
    ("data", "path", "expected"),
    [
        ('<c xmlns="urn:c"><name>Acme</name></c>', "/n:c[1]/n:name[1]", "Customer: Acme."),
        ('<c xmlns="urn:c"><name>A</name><name>B</name></c>', "/n:c/n:name[2]", "Customer: B."),
        ('<c xmlns="urn:c" name="Acme"/>', "/n:c[1]/@name", "Customer: Acme."),
        ('<c xmlns="urn:c"><name/></c>', "/n:c[1]/n:name[1]", "Customer: Stale."),
        ('<c xmlns="urn:c"><name>Acme</name></c>', "/n:c[1]/n:other[1]", "Customer: Stale."),
        ('<c xmlns="urn:c"><name>Acme</name></c>', "//n:name", "Customer: Stale."),
        ("<c", "/n:c[1]/n:name[1]", "Customer: Stale."),
        (f'<c xmlns="urn:c"><name>{"x" * 300_000}</name></c>', "/n:c[1]/n:name[1]", "Customer: Stale."),
    ],
)
def test_a_bound_control_shows_the_data(data: str, path: str, expected: str) -> None:
    assert shown(data, path) == expected


def test_a_control_that_the_data_fills_is_no_unfilled_field() -> None:
    data, path = '<c xmlns="urn:c"><name>Acme</name></c>', "/n:c[1]/n:name[1]"
    assert shown(data, path, prompt="<w:showingPlcHdr/>") == "Customer: Acme."


def test_a_date_and_data_of_another_identity_are_left_alone() -> None:
    data, path = '<c xmlns="urn:c"><name>2026-01-01</name></c>', "/n:c[1]/n:name[1]"
    assert shown(data, path, kind="<w:date/>") == "Customer: Stale."
    assert shown(data, path, identity="{2}") == "Customer: Stale."


def test_the_title_of_the_file_fills_its_control() -> None:
    identity = "{6C3C8BC8-F283-45AE-878A-BAB7291924A1}"
    binding = f'<w:dataBinding w:prefixMappings="xmlns:n=\'urn:c\'" w:xpath="/n:c/n:title" w:storeItemID="{identity}"/>'
    control = f"<w:sdt><w:sdtPr>{binding}<w:text/></w:sdtPr><w:sdtContent>{p('Old')}</w:sdtContent></w:sdt>"
    files: dict[str, str | bytes] = {**unzipped(docx(control))}
    link = '<Relationship Id="c" Type="http://x/metadata/core-properties" Target="docProps/core.xml"/></Relationships>'
    files["_rels/.rels"] = unzipped(docx(control))["_rels/.rels"].decode().replace("</Relationships>", link)
    files["docProps/core.xml"] = '<c xmlns="urn:c"><title>Supply Agreement</title></c>'
    assert read_bytes(archive(files), "contract.docx").text == "Supply Agreement"
