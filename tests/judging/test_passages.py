"""Whole agreements: the passages of a requirement are ranked first, and a model may only take back what the rules say."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import clauselint
from clauselint.judging import judge
from clauselint.judging.passages.decision import PassageModels, shipped_models
from clauselint.judging.passages.status_model import StatusModel
from clauselint.model import EvidenceRole, Finding, Status
from clauselint.support import model_weights
from tests.fixtures.places import CONTRACTS

Sure = Callable[[Status], None]
COMPLETE, GAPS = CONTRACTS / "northgate-complete.docx", CONTRACTS / "brightpath-gaps.docx"


def findings(path: Path, policy: str = "student-data") -> dict[str, Finding]:
    (document,) = clauselint.check(path, policies=[policy]).documents
    return {finding.code: finding for finding in document.findings}


class _Sure(StatusModel):
    """Model that gives one status all chances."""

    def __init__(self, status: Status) -> None:
        super().__init__(model_weights.arrays("passages"))
        self._status = status

    def chances(self, features: object) -> dict[Status, float]:
        others = (Status.MET, Status.WEAK, Status.MISSING, Status.CONTRADICTED)
        return {status: 0.97 if status is self._status else 0.01 for status in others}


@pytest.fixture
def sure(monkeypatch: pytest.MonkeyPatch) -> Sure:
    """Make the model sure of a status, whatever the evidence."""

    def make(status: Status) -> None:
        models = PassageModels(shipped_models().ranker, _Sure(status))
        monkeypatch.setattr(judge, "shipped_models", lambda: models)

    return make


def test_a_whole_agreement_is_weighed_and_a_clause_is_not(tmp_path: Path) -> None:
    kinds = {finding.confidence_kind for finding in findings(COMPLETE).values()}
    assert all(kind.startswith("agreement, ") for kind in kinds)
    clause = tmp_path / "clause.txt"
    clause.write_text("Vendor shall not sell Student Data to anybody.", encoding="utf-8")
    assert not any(finding.confidence_kind.startswith("agreement") for finding in findings(clause).values())


def test_a_model_that_is_sure_of_met_lifts_nothing(sure: Sure) -> None:
    before = findings(GAPS)
    sure(Status.MET)
    after = findings(GAPS)
    lifted = {c for c, f in after.items() if f.status is Status.MET and before[c].status is Status.MISSING}
    assert lifted == set()


def test_a_model_that_is_sure_of_contradicted_accuses_nobody(sure: Sure) -> None:
    sure(Status.CONTRADICTED)
    assert [c for c, f in findings(COMPLETE).items() if f.status is Status.CONTRADICTED] == []


def test_a_model_may_take_back_what_the_rules_say_and_the_reason_says_so(sure: Sure) -> None:
    sure(Status.WEAK)
    finding = findings(COMPLETE)["SDP-003"]
    assert finding.status is Status.WEAK
    assert "agreements that say it like this were mostly found to fall short" in finding.message
    assert finding.evidence[0].role in {EvidenceRole.SUPPORTS, EvidenceRole.WEAKENS}


def test_of_what_is_missing_the_passage_that_ranks_first_is_shown_as_nearest() -> None:
    missing = [f for f in findings(GAPS).values() if f.status is Status.MISSING and f.reason == "nothing found"]
    assert missing
    assert {e.role for f in missing for e in f.evidence} == {EvidenceRole.NEAREST}


@pytest.mark.parametrize("contract", sorted(CONTRACTS.iterdir()), ids=lambda path: path.name)
def test_no_passage_is_quoted_twice(contract: Path) -> None:
    for finding in findings(contract).values():
        places = [(quote.file, quote.span) for quote in finding.evidence]
        assert len(places) == len(set(places)), finding.code
