"""The agreements that the models learn from: every judgement names a document, a row and passages that are there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from clauselint.model import Status
from clauselint.packs import available

FOLDER = Path(__file__).resolve().parents[2] / "training" / "agreements"
LABELS = [json.loads(line) for line in (FOLDER / "labels.jsonl").read_text(encoding="utf-8").splitlines()]
DOCUMENTS = sorted({label["doc"] for label in LABELS})


def test_every_document_is_named_with_its_licence() -> None:
    sources = (FOLDER / "SOURCES.md").read_text(encoding="utf-8")
    rows = {line.split("|")[1].strip(): line.split("|")[5].strip() for line in sources.splitlines() if "|" in line[:1]}
    assert sorted(path.name for path in (FOLDER / "docs").iterdir()) == DOCUMENTS
    assert [name for name in DOCUMENTS if not rows.get(name)] == []


def test_every_row_is_judged_once_with_a_status() -> None:
    codes = {(pack.name, row.code) for pack in available() for row in pack.requirements}
    keys = [(label["doc"], label["pack"], label["code"]) for label in LABELS]
    assert len(set(keys)) == len(keys)
    assert {(label["pack"], label["code"]) for label in LABELS} <= codes
    assert {status for label in LABELS for status in label["accept"]} <= set(Status)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_passage_stands_in_its_document(name: str) -> None:
    text = " ".join((FOLDER / "docs" / name).read_text(encoding="utf-8").split())
    quotes = [quote for label in LABELS if label["doc"] == name for quote in label["quotes"]]
    assert [quote for quote in quotes if " ".join(quote.split()) not in text] == []
