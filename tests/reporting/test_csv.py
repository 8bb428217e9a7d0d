"""``csv`` of check and clauses, read back by the csv module."""

from __future__ import annotations

from collections import Counter

import pytest

from clauselint.model import Report
from clauselint.reporting import encoded, render
from tests.reporting import machines as m
from tests.reporting import samples as s
from tests.reporting.consumers import read_csv


def table(report: Report, command: str = "check") -> list[dict[str, str]]:
    return read_csv(render(report, "csv", command=command))


def test_a_row_a_requirement_and_one_for_each_document_problem_and_notice() -> None:
    rows = table(m.EVERYTHING)
    kinds = Counter(row["kind"] for row in rows)
    findings = sum(len(d.findings) for d in m.ALL)
    assert kinds == {"document": len(m.ALL), "requirement": findings, "problem": 4, "notice": 2}
    unread = {row["document"]: row["status"] for row in rows if row["kind"] == "document" and row["status"] != "full"}
    assert unread["contracts/old.doc"] == "unreadable"
    problem = next(row for row in rows if row["code"] == "DOC005")
    assert (problem["severity"], problem["message"]) == ("error", "this is an old Word file; save it as .docx")


def test_cells_of_a_requirement() -> None:
    rows = {row["code"]: row for row in table(s.report(m.DECIDED, s.FULL)) if row["kind"] == "requirement"}
    weak = rows["SDP-015"]
    assert (weak["status"], weak["counts_as"], weak["page"], weak["section"]) == ("contradicted", "error", "3", "4.3")
    assert weak["text"] == s.TEXT.splitlines()[1]
    assert s.TEXT[int(weak["start"]) : int(weak["end"])] == weak["text"]
    waived = rows["SDP-022"]
    assert (waived["waiver_owner"], waived["waiver_expires"]) == ("R. Moreno", "2027-06-30")
    assert waived["waiver_reason"] == "covered by the state contract"
    assert (waived["status"], waived["counts_as"]) == ("missing", "")
    decided = {row["code"]: row for row in table(s.report(m.DECIDED))}
    assert (decided["SDP-014"]["baseline"], decided["SDP-010"]["baseline"]) == ("yes", "")
    assert decided["DOC008"]["waiver_owner"] == "A. Okafor"


def test_the_inventory_as_a_table() -> None:
    rows = table(s.report(s.FULL, s.UNREADABLE), "clauses")
    assert Counter(row["kind"] for row in rows) == {"document": 2, "clause": len(s.CLAUSES), "problem": 1}
    clause = next(row for row in rows if row["type"] == "termination.for-cause")
    assert (clause["deadline"], clause["amount"], clause["unit"]) == ("sixty (60) days after notice", "60", "days")
    assert (clause["obligor"], clause["polarity"], clause["found_by"]) == ("Each party", "affirmed", "pattern")


@pytest.mark.parametrize("command", ["check", "clauses"])
@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@x", "\t=1", " =1", "|x", "%x"])
def test_no_cell_begins_a_formula(start: str, command: str) -> None:
    row = table(m.hostile(start), command)[0]
    assert row["document"] == f"c/{start}.docx"
    for each in table(m.hostile(start), command):
        assert not [cell for cell in each.values() if cell.lstrip()[:1] in tuple("=+-@|%")]


def test_a_file_begins_with_a_mark_and_a_stream_does_not() -> None:
    for command in ("check", "clauses"):
        content = encoded(m.EVERYTHING, "csv", command=command)
        assert content.startswith(b"\xef\xbb\xbfdocument,kind,")
        assert content.decode("utf-8-sig") == render(m.EVERYTHING, "csv", command=command)
