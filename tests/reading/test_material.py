"""Hard files of other projects, with what a right reader does with each; skipped where the material is not at hand."""

from __future__ import annotations

import csv
import os
from pathlib import Path

import pytest

import clauselint
from clauselint.model import Document, Ocr, Read, ReadingOptions, Severity, State

ROOT = Path(__file__).resolve().parents[2]
MATERIAL = Path(os.environ.get("CLAUSELINT_MATERIAL", ROOT / "../shared")) / "data"
MANIFEST = MATERIAL / "documents/manifest.csv"

NO_OCR = ReadingOptions(ocr=Ocr.OFF)  # the same where OCR is installed and where it is not

if not MANIFEST.is_file():
    pytest.skip(f"no material at {MATERIAL}; set CLAUSELINT_MATERIAL", allow_module_level=True)


def rows() -> list[dict[str, str]]:
    with MANIFEST.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def seen(document: Document) -> str:
    """All that a reader sees, asides included."""
    return " ".join(" ".join(b.text for b in document.blocks if b.state is not State.DEAD).split())


@pytest.mark.parametrize("row", rows(), ids=lambda row: str(row["file"]))
def test_manifest(row: dict[str, str]) -> None:
    document = clauselint.read(MANIFEST.parent / row["file"], NO_OCR)
    wanted = row["expectation"]
    has = [each for each in row["must_contain"].split("|") if each]
    if wanted.startswith("error"):
        assert document.read is Read.UNREADABLE
        assert not document.blocks
        assert len([p for p in document.problems if p.severity.value == "error"]) == 1
        return
    if wanted == "text-or-warning" and any(p.severity is Severity.ERROR for p in document.problems):
        assert document.read is not Read.FULL
        return
    assert document.read is Read.FULL
    text = seen(document)
    assert [each for each in has if each not in text] == []
    live = " ".join(document.text.split())
    assert [each for each in row["must_not_contain"].split("|") if each and each in live] == []
    for pair in filter(None, row["label_of_paragraph"].split("|")):
        label, words = pair.split(" => ")
        assert any(block.label == label and block.text.startswith(words) for block in document.blocks), pair


@pytest.mark.parametrize("name", ["d36_password_agile.docx", "d38_truncated.docx", "p15_scan_no_text.pdf"])
def test_the_cause_is_named(name: str) -> None:
    causes = {"d36": "password", "d38": "cut off", "p15": "page 1"}
    problem = clauselint.read(MANIFEST.parent / name, NO_OCR).problems[0]
    assert causes[name[:3]] in problem.message


def test_a_damaged_file_is_repaired_with_a_warning() -> None:
    document = clauselint.read(MANIFEST.parent / "p09_damaged_xref.pdf")
    assert [problem.code for problem in document.problems] == ["DOC012"]


def test_a_sentence_joins_over_line_numbers() -> None:
    text = clauselint.read(MANIFEST.parent / "p02_margin_line_numbers.pdf").text
    assert "came on for oral argument before the Supreme Court" in text


def test_no_cell_is_repeated() -> None:
    assert clauselint.read(MANIFEST.parent / "d33_legacy_form_footnotes.docx").words < 850
