"""``github``: annotations as the runner parses them, within its limits, and no command that we did not mean."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from clauselint.model import Notice, Report, Severity
from clauselint.reporting import render
from tests.reporting import machines as m
from tests.reporting import samples as s
from tests.reporting.consumers import read_github


def parsed(report: Report) -> list[tuple[str, dict[str, str], str]]:
    return read_github(render(report, "github"))


@pytest.mark.parametrize("text", m.INJECTIONS)
def test_text_of_a_contract_is_no_command(text: str) -> None:
    commands = parsed(m.hostile(text))
    assert [kind for kind, _, _ in commands] == ["error", "warning"]
    assert all(set(properties) == {"file", "title"} for _, properties, _ in commands)


def test_a_path_arrives_as_it_is() -> None:
    path = "a, b: c%41  d\r\n::error::.docx"
    report = s.report(m.many(1).documents[0].__class__(document=s.document(path), findings=(s.MISSING,)))
    assert parsed(report)[0][1] == {"file": path, "title": "SDP-010 missing"}


def test_what_is_said() -> None:
    commands = parsed(m.EVERYTHING)
    said = [(kind, p["title"], p.get("file"), text) for kind, p, text in commands]
    assert said[0] == ("error", "DOC003", "contracts/scan.pdf", "Page 10 has no text layer; run OCR. Page 10.")
    contradicted = "4.1 forbids it, 4.3 allows it, and nothing says which prevails. Page 3, section 4.3, Use of Data."
    assert ("error", "SDP-015 contradicted", "contracts/northgate-dsa.docx", contradicted) in said
    assert ("warning", "SDP-021 cannot-determine") in [each[:2] for each in said]
    assert ("notice", "SDP-014 weak, accepted") in [each[:2] for each in said]
    waiver = next(p for _, p, _ in commands if p["title"] == "WVR001")
    assert (waiver["file"], waiver["line"]) == ("clauselint.waivers.toml", "12")
    assert "Provider may use data" not in render(m.EVERYTHING, "github")  # no passage in a log


def test_worst_first_and_what_was_accepted_last() -> None:
    commands = parsed(m.EVERYTHING)
    kinds = [kind for kind, _, _ in commands]
    assert kinds == sorted(kinds, key=("error", "warning", "notice").index)
    titles = [p["title"] for _, p, _ in commands]
    errors = [title.rpartition(" ")[2] for title, kind in zip(titles, kinds, strict=True) if kind == "error"]
    order = ("DOC003", "DOC005", "contradicted", "missing", "weak")
    assert errors == sorted(errors, key=order.index) and len(set(errors)) == 5
    accepted = [title.endswith("accepted") for title, kind in zip(titles, kinds, strict=True) if kind == "notice"]
    assert accepted == sorted(accepted) and sum(accepted) == 4


def test_what_is_kept_beside_contracts_comes_after_what_is_found_in_them() -> None:
    report = s.report(s.FULL)
    stale = Notice("BAS001", Severity.WARNING, "nothing needs it.", file="clauselint.baseline.json", line=3)
    listed = parsed(replace(report, notices=(stale,) * 20))
    warnings = [p["title"] for kind, p, _ in listed if kind == "warning"]
    assert len(warnings) == 10 and not warnings[0].startswith("BAS001")
    ours = [title.startswith("BAS001") for title in warnings[:-1]]
    assert ours == sorted(ours)


@pytest.mark.parametrize("count", [9, 10, 11, 12, 500])
@pytest.mark.parametrize("severity", list(Severity))
def test_at_most_ten_a_kind_and_the_rest_is_counted(count: int, severity: Severity) -> None:
    commands = parsed(m.many(count, severity))
    kind = "notice" if severity is Severity.INFO else str(severity)
    assert len(commands) == min(count, 10)
    assert {each for each, _, _ in commands} == {kind}
    counted = [text for _, properties, text in commands if properties["title"] == "clauselint"]
    if count <= 10:
        assert counted == []
    else:
        assert counted[0].startswith(f"{count - 9} more {kind}s. GitHub shows 10 of a kind")
        assert commands[-1][2] == counted[0]


def test_one_line_counts_what_is_left_of_all_kinds() -> None:
    report = s.report(
        *m.many(12).documents, *m.many(11, Severity.WARNING).documents, *m.many(10, Severity.INFO).documents
    )
    commands = parsed(report)
    assert Counter(kind for kind, _, _ in commands) == {"error": 10, "warning": 10, "notice": 10}
    counted = [(kind, text) for kind, properties, text in commands if properties["title"] == "clauselint"]
    assert len(counted) == 1
    assert counted[0][0] == "error"
    assert counted[0][1].startswith("3 more errors and 1 more warning. ")


def test_nothing_to_say_and_nothing_to_check() -> None:
    assert render(s.report(s.CLEAN), "github") == ""
    assert parsed(s.report()) == [("error", {"title": "clauselint"}, "Nothing to check: no contract found.")]
