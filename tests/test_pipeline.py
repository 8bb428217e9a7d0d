"""The public face: ``clauselint.read``, ``check`` and ``clauses``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

import clauselint
from clauselint import outline
from clauselint.diagnostics.errors import UsageError
from clauselint.model import Document, Outline, Read, StatedSide

CONTRACTS = Path(__file__).parent.parent / "fixtures" / "contracts"
COMPLETE, HOLLOW = CONTRACTS / "northgate-complete.docx", CONTRACTS / "northgate-hollow.docx"


def test_check_judges_files_in_the_order_given() -> None:
    report = clauselint.check([HOLLOW, COMPLETE])
    assert [Path(each.document.path).name for each in report.documents] == [HOLLOW.name, COMPLETE.name]
    assert [policy.name for policy in report.policies] == ["student-data"]
    for each in report.documents:
        assert len(each.findings) == 26
        for finding in each.findings:
            for evidence in finding.evidence:
                assert each.document.text[evidence.span.start : evidence.span.end] == evidence.text


def test_one_path_need_not_be_a_list_and_a_policy_may_be_named_twice() -> None:
    report = clauselint.check(str(COMPLETE), policies=("student-data", "student-data"))
    assert len(report.policies) == 1
    assert len(report.documents[0].findings) == 26


def test_params_set_what_the_policy_wants() -> None:
    report = clauselint.check(COMPLETE, params={"notice_hours": 1})
    wanted = [
        finding.params["notice_hours"] for finding in report.documents[0].findings if "notice_hours" in finding.params
    ]
    assert wanted
    assert set(wanted) == {1}
    with pytest.raises(UsageError, match="notice_hours"):
        clauselint.check(COMPLETE, params={"notice_hour": 1})


def test_a_document_that_never_speaks_of_the_subject_is_told(tmp_path: Path) -> None:
    file = tmp_path / "lease.txt"
    file.write_text(
        "LEASE\n\n1. Rent. Tenant shall pay the rent to Landlord on the first day of each month.\n", encoding="utf-8"
    )
    assert "students" in " ".join(clauselint.check(file).documents[0].unspoken)
    assert clauselint.check(COMPLETE).documents[0].unspoken == ()


def test_clauses_finds_and_judges_nothing() -> None:
    report = clauselint.clauses(COMPLETE)
    assert report.policies == ()
    assert report.documents[0].findings == ()
    assert report.documents[0].clauses


def test_a_fault_of_ours_costs_one_file_and_quotes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    build = outline.build

    def fail_on_hollow(document: Document, stated: Sequence[StatedSide] = ()) -> Outline:
        if document.path.endswith(HOLLOW.name):
            raise KeyError(document.text[:80])
        return build(document, stated)

    monkeypatch.setattr(outline, "build", fail_on_hollow)
    hollow, complete = clauselint.check([HOLLOW, COMPLETE]).documents
    assert hollow.document.read is Read.UNREADABLE
    assert hollow.document.sha256 == clauselint.read(HOLLOW).sha256
    (problem,) = hollow.document.problems
    assert problem.code == "DOC002"
    assert "KeyError" in problem.message
    assert clauselint.read(HOLLOW).text[:20] not in problem.message
    assert complete.document.read is Read.FULL
    assert len(complete.findings) == 26
