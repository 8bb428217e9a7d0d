"""A complete agreement that one hostile line empties must not stay met: precedence turned round, the later number decides,
the consent of the one who is bound, a consent deemed given, a remedy of nothing. No other row may get better."""

from __future__ import annotations

from functools import lru_cache

import pytest

from clauselint.model import Finding, Status
from clauselint.packs import load
from clauselint.pipeline import DocumentAnalyzer
from clauselint.reading import read_bytes
from tests.mutations.complete import BETTER
from tests.mutations.hostile_edits import HostileEdit, agreement_text, hostile_edits

EDITS = hostile_edits()


@lru_cache(maxsize=2)
def _analyzer(pack: str) -> DocumentAnalyzer:
    return DocumentAnalyzer((load(pack),))


def _judged(pack: str, text: str) -> dict[str, Finding]:
    report = _analyzer(pack)(read_bytes(text.encode(), "agreement.txt"))
    return {finding.code: finding for finding in report.findings}


@lru_cache
def _unchanged(pack: str, agreement: str) -> dict[str, Finding]:
    return _judged(pack, agreement_text(agreement))


def test_there_are_edits_of_many_kinds() -> None:
    assert len(EDITS) > 150
    assert len({edit.kind for edit in EDITS}) > 20


@pytest.mark.parametrize("edit", EDITS, ids=str)
def test_a_hostile_edit_makes_its_row_worse_and_none_better(edit: HostileEdit) -> None:
    before, after = _unchanged(edit.pack, edit.agreement), _judged(edit.pack, edit.applied())
    assert before[edit.row].status is Status.MET
    noticed = BETTER[after[edit.row].status] < BETTER[Status.MET]
    assert noticed is not bool(edit.known), edit.known or "the row stays met"
    better = [
        code
        for code, was in before.items()
        if {was.status, after[code].status} <= set(BETTER) and BETTER[after[code].status] > BETTER[was.status]
    ]
    assert better == []
