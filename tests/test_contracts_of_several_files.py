"""One contract in several files: ``check --together``, and parts of a contract that are judged alone."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

import clauselint
from clauselint.cli import main
from clauselint.model import DocumentReport, EvidenceRole, Finding, Read, Status

STACK = Path(__file__).parent.parent / "fixtures" / "stack"
AGREEMENT, AMENDMENT, EXHIBIT = (STACK / n for n in ("agreement.docx", "amendment-1.docx", "exhibit-a.pdf"))
SCHEMA = Path(clauselint.__file__).parent / "reporting" / "clauselint-v1.schema.json"


def _together(*files: Path) -> tuple[DocumentReport, dict[str, Finding]]:
    (report,) = clauselint.check(files, together=True).documents
    return report, {f.code: f for f in report.findings}


def _alone(file: Path) -> dict[str, Finding]:
    (report,) = clauselint.check(file).documents
    return {f.code: f for f in report.findings}


def test_the_files_get_one_set_of_findings_whose_evidence_names_its_file() -> None:
    report, rows = _together(AGREEMENT, AMENDMENT, EXHIBIT)
    assert len(rows) == 26
    texts = {path.as_posix(): clauselint.read(path).text for path in (AGREEMENT, AMENDMENT, EXHIBIT)}
    quotes = [e for f in rows.values() for e in f.evidence]
    assert {e.file for e in quotes} == set(texts)
    for quote in quotes:
        assert texts[quote.file][quote.span.start : quote.span.end] == quote.text
    assert report.document.read is Read.FULL


def test_an_exhibit_that_is_among_the_files_is_attached() -> None:
    assert _alone(AGREEMENT)["SDP-002"].status is not Status.MET
    _, rows = _together(AGREEMENT, EXHIBIT)
    assert rows["SDP-002"].status is Status.MET


def test_an_amendment_contradicts_what_the_agreement_says_and_both_are_quoted() -> None:
    _, before = _together(AGREEMENT, EXHIBIT)
    _, after = _together(AGREEMENT, AMENDMENT, EXHIBIT)
    for code in ("SDP-003", "SDP-016"):
        assert (before[code].status, after[code].status) == (Status.MET, Status.CONTRADICTED)
        said = {e.role: Path(e.file).name for e in after[code].evidence}
        assert said == {EvidenceRole.SUPPORTS: AGREEMENT.name, EvidenceRole.CONTRADICTS: AMENDMENT.name}


def test_a_section_that_an_amendment_replaces_binds_nobody_any_more() -> None:
    _, before = _together(AGREEMENT, EXHIBIT)
    _, after = _together(AGREEMENT, AMENDMENT, EXHIBIT)
    assert (before["SDP-019"].status, after["SDP-019"].status) == (Status.MET, Status.WEAK)
    assert {Path(e.file).name for e in after["SDP-019"].evidence} == {AMENDMENT.name}


def _files(folder: Path, **texts: str) -> list[Path]:
    paths = [folder / f"{name}.txt" for name in texts]
    for path, text in zip(paths, texts.values(), strict=True):
        path.write_text(text, encoding="utf-8")
    return paths


BASE = """DATA SHARING AGREEMENT

This Data Sharing Agreement is made between Lakeside School District (the "District") and Northgate, Inc. (the "Provider").

1. Use. The Provider shall use Student Data only for the purposes of this Agreement and for no other purpose.
"""
TERMS = """ONLINE TERMS OF SERVICE

1. Product. The Provider may use Student Data to improve its products and services.
"""


@pytest.mark.parametrize(
    ("says", "status"),
    [
        ("", Status.CONTRADICTED),
        ("2. Conflict. In the event of a conflict, this Agreement prevails over any online terms.\n", Status.WEAK),
        (
            "2. Conflict. In the event of a conflict, the Online Terms of Service prevail over this Agreement.\n",
            Status.CONTRADICTED,
        ),
    ],
)
def test_the_order_of_precedence_decides_conflicts(tmp_path: Path, says: str, status: Status) -> None:
    _, rows = _together(*_files(tmp_path, agreement=BASE + says, terms=TERMS))
    assert rows["SDP-003"].status is status
    assert {Path(e.file).name for e in rows["SDP-003"].evidence} == {"agreement.txt", "terms.txt"}


def test_a_section_that_an_amendment_changes_in_part_is_weak_and_says_why(tmp_path: Path) -> None:
    amendment = (
        "AMENDMENT NO. 2\n\nThis Amendment No. 2 amends the Data Sharing Agreement between Lakeside School District (the "
        '"District") and Northgate, Inc. (the "Provider").\n\n1. Use. In Section 1 of the Agreement the words "for no other '
        'purpose" are hereby replaced by "such other purposes as the parties discuss".\n'
    )
    _, rows = _together(*_files(tmp_path, agreement=BASE, amendment=amendment))
    assert rows["SDP-003"].status is Status.WEAK
    assert rows["SDP-003"].reason.startswith("amendment: “In Section 1 of the Agreement the words")


def test_an_amendment_or_exhibit_judged_alone_leaves_open_what_it_does_not_say() -> None:
    for file in (AMENDMENT, EXHIBIT):
        rows = _alone(file)
        assert Status.MISSING not in {f.status for f in rows.values()}
        row = rows["SDP-013"]
        assert row.status is Status.CANNOT_DETERMINE
        assert row.reason.startswith("not supplied: it ")
        assert "clauselint check --together" in row.message
    assert _alone(AMENDMENT)["SDP-016"].status is Status.CONTRADICTED


def test_a_file_that_cannot_be_read_leaves_the_contract_read_in_part(tmp_path: Path) -> None:
    broken = tmp_path / "exhibit-a.pdf"
    broken.write_bytes(b"%PDF-1.7\n")
    report, rows = _together(AGREEMENT, broken)
    assert report.document.read is Read.PARTIAL
    assert rows["SDP-008"].status is Status.CANNOT_DETERMINE
    assert rows["SDP-008"].reason == f"unread: {broken.as_posix()}"


def test_the_command_prints_one_document_with_its_files(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["check", "--together", str(AGREEMENT), str(AMENDMENT), str(EXHIBIT), "--format", "json"])
    printed = json.loads(capsys.readouterr().out)
    assert code == 1
    jsonschema.validate(printed, json.loads(SCHEMA.read_text("utf-8")))
    (document,) = printed["documents"]
    assert [Path(file["path"]).name for file in document["files"]] == [AGREEMENT.name, AMENDMENT.name, EXHIBIT.name]
    assert main(["check", "--together", str(AGREEMENT), str(AMENDMENT), "-q"]) == 1
    assert "against (amendment-1.docx, 2.1)" in capsys.readouterr().out
