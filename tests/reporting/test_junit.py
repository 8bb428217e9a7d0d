"""``junit``: read by junitparser as a CI server would, and XML whatever a contract holds."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from junitparser import Error, Failure, Skipped, TestCase, TestSuite

from clauselint.model import Report
from clauselint.reporting import render
from tests.reporting import machines as m
from tests.reporting import samples as s
from tests.reporting.consumers import read_junit

READING = "The document is read in full"


def suites(report: Report) -> dict[str, TestSuite]:
    return read_junit(render(report, "junit"))


def cases(suite: TestSuite) -> dict[str, TestCase]:
    return {case.name.split(" ")[0] if case.name != READING else READING: case for case in suite}


def outcome(case: TestCase) -> tuple[type, str] | None:
    assert len(case.result) < 2
    return (type(case.result[0]), case.result[0].type) if case.result else None


def test_a_suite_a_document_and_a_case_a_requirement() -> None:
    found = suites(m.EVERYTHING)
    assert list(found) == [d.document.path for d in m.ALL[:5]] + [
        next(name for name in found if name.startswith("contracts/<script>")),
        m.DECIDED.document.path,
        "notices",
    ]
    for document in m.ALL[:5]:
        assert len(list(found[document.document.path])) == 1 + len(document.findings)


def test_outcomes() -> None:
    rows = cases(suites(m.EVERYTHING)["contracts/northgate-dsa.docx"])
    assert outcome(rows["SDP-003"]) is None
    assert outcome(rows["SDP-015"]) == (Failure, "contradicted")
    assert outcome(rows["SDP-020"]) == (Failure, "weak")
    assert outcome(rows["SDP-018"]) is None and "note: missing: Nothing about opting out." in rows["SDP-018"].system_out
    assert outcome(rows["SDP-025"]) == (Skipped, "not-applicable")
    assert outcome(rows["SDP-022"]) == (Skipped, "missing")
    assert "waived until 2027-06-30 by R. Moreno" in rows["SDP-022"].result[0].message.replace("Waived", "waived")
    assert outcome(rows[READING]) is None


def test_what_was_not_read_or_determined_is_an_error() -> None:
    found = suites(m.EVERYTHING)
    scan, old = cases(found["contracts/scan.pdf"]), cases(found["contracts/old.doc"])
    assert outcome(scan["SDP-021"]) == (Error, "cannot-determine")
    assert outcome(scan[READING]) == (Error, "partial")
    assert outcome(old[READING]) == (Error, "unreadable")
    assert "save it as .docx" in old[READING].result[0].message


def test_what_was_decided_is_skipped() -> None:
    rows = cases(suites(m.EVERYTHING)[m.DECIDED.document.path])
    assert outcome(rows[READING]) == (Skipped, "waived")
    assert outcome(rows["SDP-014"]) == (Skipped, "weak")
    assert "baseline" in rows["SDP-014"].result[0].message
    assert outcome(rows["SDP-010"]) == (Failure, "missing")


def test_a_failure_shows_proof_and_what_to_ask_for() -> None:
    text = cases(suites(m.EVERYTHING)["contracts/northgate-dsa.docx"])["SDP-015"].result[0].text
    assert "against: page 3, section 4.3, Use of Data: “Provider may use data derived" in text
    assert "Suggestion, for counsel's review: If the District believes" in text


def test_notices_fail_or_are_noted() -> None:
    first, second = suites(m.EVERYTHING)["notices"]
    assert (first.name, outcome(first)) == ("WVR001 a.docx", (Failure, "notice"))
    assert (second.name, outcome(second)) == ("BAS001 b.docx", None)


def test_counts_are_those_of_the_cases() -> None:
    root = ET.fromstring(render(m.EVERYTHING, "junit"))  # noqa: S314  our own output
    for element in (root, *root.iter("testsuite")):
        for total, tag in (("tests", "testcase"), ("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
            assert int(element.get(total, "-1")) == len(list(element.iter(tag))), (element.get("name"), total)
    assert int(root.get("failures", "0")) > 3


def test_nothing_to_check_is_an_error() -> None:
    (case,) = suites(s.report())["clauselint"]
    assert outcome(case) == (Error, "nothing-to-check")


@pytest.mark.parametrize("text", m.INJECTIONS)
def test_it_is_xml_whatever_a_contract_holds(text: str) -> None:
    (suite,) = suites(m.hostile(text)).values()
    assert [type(case.result[0]) if case.result else None for case in suite] == [None, Failure]
    assert "\x00" not in render(m.hostile(text), "junit")
