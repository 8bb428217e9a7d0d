"""The JSON contract: it validates, it is whole, and it is the same every time."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from clauselint.model import DocumentReport
from clauselint.reporting import render
from tests.reporting import samples as s
from tests.reporting.consumers import json_schema, read_json

ALL = (s.FULL, s.CLEAN, s.PARTIAL, s.UNREADABLE, s.UNSPOKEN, s.HOSTILE_DOCUMENT)


def printed(*documents: DocumentReport, command: str = "check") -> Any:
    return json.loads(render(s.report(*documents), "json", command=command))


@pytest.mark.parametrize("command", ["check", "clauses"])
@pytest.mark.parametrize("documents", [(), *((d,) for d in ALL), ALL])
def test_output_validates(documents: tuple[DocumentReport, ...], command: str) -> None:
    assert read_json(render(s.report(*documents), "json", command=command))["documents"] or not documents


@pytest.mark.parametrize("field", ["status", "evidence", "counts_as", "force"])
def test_schema_refuses_a_requirement_that_is_broken(field: str) -> None:
    content = printed(s.FULL)
    content["documents"][0]["requirements"][0][field] = "sort of"
    assert not json_schema().is_valid(content)
    del content["documents"][0]["requirements"][0][field]
    assert not json_schema().is_valid(content)


def test_same_report_same_bytes_sorted_and_ended_by_a_newline() -> None:
    text = render(s.report(*ALL, skipped=2), "json")
    assert text == render(s.report(*ALL, skipped=2), "json")
    assert text == json.dumps(json.loads(text), indent=2, sort_keys=True) + "\n"
    assert text.isascii()


def test_text_of_the_document_is_exact_and_never_cut() -> None:
    long = "Provider shall keep Student Data confidential, " * 40
    evidence = replace(s.NO_SALE, text=long + s.HOSTILE)
    out = printed(replace(s.FULL, findings=(s.finding("SDP-003", evidence=(evidence,)),)))
    assert out["documents"][0]["requirements"][0]["evidence"][0]["text"] == long + s.HOSTILE


def test_offsets_and_marks_point_at_the_words() -> None:
    for requirement in printed(s.FULL)["documents"][0]["requirements"]:
        for evidence in requirement["evidence"]:
            assert s.TEXT[evidence["start"] : evidence["end"]] == evidence["text"]
    contradicted = next(r for r in printed(s.FULL)["documents"][0]["requirements"] if r["code"] == "SDP-015")
    against = contradicted["evidence"][1]
    assert [against["text"][m["start"] : m["end"]] for m in against["marks"]] == ["may", "improve and develop"]


def test_the_inventory_alone_has_no_requirements() -> None:
    out = printed(s.FULL, command="clauses")
    assert "requirements" not in out["documents"][0]
    assert out["summary"]["verdict"] == "4 clauses in 1 document."
    assert [c["type"] for c in out["documents"][0]["clauses"]] == [c.type for c in s.CLAUSES]


def test_summary_agrees_with_the_rows() -> None:
    out = printed(*ALL)
    rows = [r for d in out["documents"] for r in d["requirements"]]
    for severity in ("error", "warning", "info"):
        assert out["summary"][severity] == sum(r["counts_as"] == severity for r in rows)
    assert sum(out["summary"]["statuses"].values()) == len(rows)
