"""``sarif``: valid by the standard's schema, and within what GitHub asks of it."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from dataclasses import replace
from typing import Any
from urllib.parse import unquote

import pytest

from clauselint.model import DocumentReport, Report, Severity
from clauselint.reporting import render, sarif
from clauselint.reporting.view.uri import uri
from tests.reporting import machines as m
from tests.reporting import samples as s
from tests.reporting.consumers import read_sarif, sarif_schema


def run_of(report: Report) -> Any:
    return read_sarif(render(report, "sarif"))


def test_the_schema_refuses_what_is_no_sarif() -> None:
    content = json.loads(render(m.EVERYTHING, "sarif"))
    content["runs"][0]["results"][0]["level"] = "fatal"
    assert not sarif_schema().is_valid(content)


@pytest.mark.parametrize("documents", [(), *((d,) for d in m.ALL), m.ALL])
def test_it_validates(documents: tuple[DocumentReport, ...]) -> None:
    run_of(s.report(*documents))


@pytest.mark.parametrize("text", m.INJECTIONS)
def test_it_validates_whatever_a_contract_holds_and_nothing_of_it_acts(text: str) -> None:
    run = run_of(m.hostile(text))
    for result in run["results"]:
        message = result["message"]["text"]
        assert "](" not in message
        assert "{0}" not in message
        assert "@everyone" not in message


def test_every_result_has_what_github_requires() -> None:
    run = run_of(m.EVERYTHING)
    rules = run["tool"]["driver"]["rules"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in ("error", "warning", "note")
        assert result["message"]["text"]
        (location,) = result["locations"]
        place = location["physicalLocation"]
        assert place["artifactLocation"]["uri"].isascii() and " " not in place["artifactLocation"]["uri"]
        region = place["region"]
        assert set(region) == {"startLine", "startColumn", "endLine", "endColumn"}
        assert min(region.values()) == 1
    marks = Counter(r["partialFingerprints"]["primaryLocationLineHash"] for r in run["results"])
    assert marks.most_common(1)[0][1] == 1


def test_a_fingerprint_does_not_hang_on_what_else_is_in_the_run() -> None:
    def marks(report: Report) -> dict[tuple[str, str], str]:
        return {
            (r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], r["ruleId"]): r["partialFingerprints"][
                "primaryLocationLineHash"
            ]
            for r in run_of(report)["results"]
        }

    alone, among = marks(s.report(s.FULL)), marks(m.EVERYTHING)
    assert alone.items() <= among.items()


def test_two_problems_alike_in_one_file_are_two_alerts() -> None:
    problem = s.PARTIAL.document.problems[0]
    twice = replace(s.PARTIAL, document=replace(s.PARTIAL.document, problems=(problem, problem)))
    marks = [r["partialFingerprints"]["primaryLocationLineHash"] for r in run_of(s.report(twice))["results"]]
    assert len(set(marks)) == len(marks) == 3
    assert marks[0].endswith(":1") and marks[1].endswith(":2")


def test_nothing_is_lost_and_what_is_met_is_no_result() -> None:
    results = run_of(m.EVERYTHING)["results"]
    found = Counter((unquote(path(r)), r["ruleId"]) for r in results)
    expected = Counter(m.unsettled(m.EVERYTHING)) + Counter(
        {("clauselint.waivers.toml", "WVR001"): 1, ("baseline.json", "BAS001"): 1}
    )
    assert found == expected


def path(result: Any) -> str:
    return str(result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"])


def test_level_is_what_counts() -> None:
    results = run_of(m.EVERYTHING)["results"]
    levels = {(r["ruleId"], path(r)): r["level"] for r in results}
    northgate = "contracts/northgate-dsa.docx"
    assert levels["SDP-015", northgate] == "error"
    assert levels["SDP-020", northgate] == "warning"  # a weak clause that falls short, of a rule of severity error
    assert levels["SDP-018", northgate] == "note"
    assert levels["SDP-022", northgate] == "note"  # waived
    assert levels["SDP-021", "contracts/scan.pdf"] == "warning"  # cannot be determined: its rule's severity
    assert levels["DOC003", "contracts/scan.pdf"] == "error"


def test_what_cannot_be_determined_is_a_note_once_it_is_waived() -> None:
    waived = replace(s.UNDETERMINED, waiver=s.WAIVED.waiver)
    results = run_of(s.report(replace(s.FULL, findings=(s.UNDETERMINED, waived))))["results"]
    assert [r["level"] for r in results] == ["warning", "note"]


def test_precision_is_that_of_what_is_shown() -> None:
    unsure = replace(s.CLEAN, findings=(s.finding("SDP-010", confidence=0.1),))
    sure = replace(s.UNSPOKEN, findings=(replace(s.MISSING, confidence=0.9),))
    for documents, precision in (((unsure, sure), "high"), ((unsure,), "low")):
        (rule,) = run_of(s.report(*documents))["tool"]["driver"]["rules"]
        assert rule["properties"]["precision"] == precision


def test_what_was_decided_is_suppressed_with_who_and_why() -> None:
    results = {r["ruleId"]: r for r in run_of(s.report(m.DECIDED))["results"]}
    assert results["SDP-022"]["suppressions"] == [
        {
            "kind": "external",
            "status": "accepted",
            "justification": "waived until 2027-06-30 by R. Moreno: covered by the state contract",
        }
    ]
    assert results["SDP-014"]["suppressions"][0]["justification"] == "in the baseline"
    assert "A. Okafor" in results["DOC008"]["suppressions"][0]["justification"]
    assert {results[code]["level"] for code in ("SDP-022", "SDP-014", "DOC008")} == {"note"}
    assert "suppressions" not in results["SDP-010"]


def test_the_first_sentence_is_the_message_then_place_and_quote() -> None:
    results = {r["ruleId"]: r for r in run_of(s.report(s.FULL))["results"]}
    assert results["SDP-015"]["message"]["text"] == (
        "4.1 forbids it, 4.3 allows it, and nothing says which prevails. Page 3, section 4.3, Use of Data: “Provider may use "
        "data derived from the Services to improve and develop its products.”"
    )
    place = results["SDP-015"]["locations"][0]["logicalLocations"]
    assert place == [{"fullyQualifiedName": "page 3, section 4.3, Use of Data", "kind": "passage"}]
    assert "logicalLocations" not in results["SDP-010"]["locations"][0]


def test_a_notice_stands_at_its_line() -> None:
    results = {r["ruleId"]: r for r in run_of(m.EVERYTHING)["results"]}
    region = results["WVR001"]["locations"][0]["physicalLocation"]["region"]
    assert (path(results["WVR001"]), region["startLine"]) == ("clauselint.waivers.toml", 12)
    assert results["BAS001"]["locations"][0]["physicalLocation"]["region"]["startLine"] == 1


def test_every_code_has_a_rule_that_explains_it() -> None:
    rules = {rule["id"]: rule for rule in run_of(m.EVERYTHING)["tool"]["driver"]["rules"]}
    assert {row[0] for row in s.ROWS} | {"DOC003", "DOC005", "DOC008", "DOC010", "WVR001", "BAS001"} == set(rules)
    for rule in rules.values():
        assert 0 < len(rule["shortDescription"]["text"]) <= 1024
        assert 0 < len(rule["fullDescription"]["text"]) <= 1024
        assert rule["name"].isidentifier() and len(rule["name"]) <= 255
        assert rule["help"]["text"] and rule["help"]["markdown"]
        assert rule["defaultConfiguration"]["level"] in ("error", "warning", "note")
        assert rule["properties"]["problem.severity"] in ("error", "warning", "recommendation")
        assert len(rule["properties"]["tags"]) <= 20
        assert "security-severity" not in rule["properties"]
    assert rules["SDP-010"]["name"] == "PenaltyLossOfAccess"
    for words in (
        "must use shared data only",
        "Families cannot be told",
        "34 CFR 99.33(a)(2)",
        "If the District believes",
    ):
        assert words in rules["SDP-003"]["help"]["text"]
        assert words in rules["SDP-003"]["help"]["markdown"]
    assert rules["SDP-019"]["properties"]["precision"] == "medium"
    assert rules["SDP-021"]["properties"]["precision"] == "low"
    assert "precision" not in rules["DOC003"]["properties"]


def test_a_description_that_is_too_long_is_cut() -> None:
    row = s.finding("SDP-003", must="word " * 400)
    (rule,) = run_of(s.report(replace(s.CLEAN, findings=(row,))))["tool"]["driver"]["rules"]
    assert len(rule["fullDescription"]["text"]) == 1024
    assert rule["fullDescription"]["text"].endswith("…")


def test_all_documents_are_there_and_the_run_says_what_was_not_read() -> None:
    run = run_of(m.EVERYTHING)
    assert [unquote(a["location"]["uri"]) for a in run["artifacts"]] == [d.document.path for d in m.ALL]
    (invocation,) = run["invocations"]
    assert invocation["executionSuccessful"] is False
    notes = invocation["toolExecutionNotifications"]
    assert {note["associatedRule"]["id"] for note in notes} == {"DOC003", "DOC005"}
    assert "save it as .docx" in json.dumps(notes)


def test_a_run_that_read_all_succeeded_and_so_did_one_whose_unread_part_was_waived() -> None:
    for document in (s.FULL, s.CLEAN, m.DECIDED):
        (invocation,) = run_of(s.report(document))["invocations"]
        assert invocation == {"executionSuccessful": True, "toolExecutionNotifications": []}


def test_a_run_over_nothing_failed_and_says_so() -> None:
    run = run_of(s.report())
    assert run["results"] == []
    (note,) = run["invocations"][0]["toolExecutionNotifications"]
    assert note["message"]["text"] == "Nothing to check: no contract found."
    assert run["invocations"][0]["executionSuccessful"] is False


def test_more_results_than_github_takes_leave_the_lesser_ones_out_and_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sarif, "MOST_RESULTS", 5)
    notes = m.many(4, Severity.INFO)
    run = run_of(s.report(*notes.documents, *m.many(3).documents))
    assert [r["level"] for r in run["results"]] == ["note"] * 2 + ["error"] * 3
    (note,) = run["invocations"][0]["toolExecutionNotifications"]
    assert note["message"]["text"].startswith("2 results of lesser weight left out")
    assert run["invocations"][0]["executionSuccessful"] is True


def test_a_thousand_contracts_stay_within_githubs_ten_megabytes() -> None:
    report = s.report(*(replace(s.FULL, document=s.document(f"contracts/{n}.docx")) for n in range(1000)))
    assert len(gzip.compress(render(report, "sarif").encode())) < 10_000_000


def test_same_report_same_bytes_in_ascii() -> None:
    assert render(m.EVERYTHING, "sarif") == render(m.EVERYTHING, "sarif")
    assert render(m.EVERYTHING, "sarif").isascii()


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("contracts/acme.docx", "contracts/acme.docx"),
        ("./contracts/acme.docx", "contracts/acme.docx"),
        ("a b/ü#?%.pdf", "a%20b/%C3%BC%23%3F%25.pdf"),
        ("c:d.txt", "c%3Ad.txt"),
        ("/srv/a b.txt", "file:///srv/a%20b.txt"),
        ("C:/Verträge/x.docx", "file:///C:/Vertr%C3%A4ge/x.docx"),
        ("//server/share/x.docx", "file://server/share/x.docx"),
        ("bytes\udcff.txt", "bytes%FF.txt"),
        ("odd\ud800.txt", "odd%EF%BF%BD.txt"),
    ],
)
def test_a_path_is_a_uri(given: str, expected: str) -> None:
    assert uri(given) == expected
