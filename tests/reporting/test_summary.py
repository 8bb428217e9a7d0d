"""The verdict in words, the most urgent items and the exit code."""

from __future__ import annotations

from dataclasses import replace

import pytest

from clauselint.judging.phrases import pages_in_words
from clauselint.judging.summary import document_summary, exit_code, summarize
from clauselint.model import DocumentReport, Finding, Notice, Read, Report, Severity, Status
from tests.reporting import samples as s


def judged(*findings: Finding, **document: object) -> DocumentReport:
    return DocumentReport(document=s.document(**document), findings=findings)  # type: ignore[arg-type]


def test_verdict_names_each_kind_of_fault() -> None:
    other = replace(s.MISSING, code="SDP-011")
    hollow = replace(s.HOLLOW, code="SDP-003")
    summary = document_summary(judged(s.MISSING, other, s.CONTRADICTED, s.HOLLOW, hollow))
    assert summary.verdict == "Do not sign yet. 2 clauses missing, 1 contradicts the policy, 2 create no binding duty."


def test_verdict_keeps_warnings_apart_from_errors() -> None:
    assert document_summary(judged(s.MISSING, s.LIMB)).verdict == "Do not sign yet. 1 clause missing; 1 warning."
    only = document_summary(judged(s.LIMB)).verdict
    assert only == "No errors found. Consider before signing: 1 clause falls short."


def test_verdict_of_a_clean_document() -> None:
    summary = document_summary(s.CLEAN)
    assert summary.verdict == "No obstacle to signing found: all 26 requirements are met."
    assert not summary.urgent


def test_verdict_counts_what_does_not_apply_and_what_is_waived() -> None:
    verdict = document_summary(judged(s.finding("SDP-003"), s.ELSEWHERE, s.WAIVED)).verdict
    assert verdict == (
        "No obstacle to signing found beyond the waived findings. This relies on 1 waiver. 1 of 3 requirements met, "
        "1 does not apply, 1 waived."
    )


KNOWN = s.finding("SDP-010", Status.MISSING, None, baseline=True)
REVIEWED = replace(
    s.PARTIAL,
    document=replace(
        s.PARTIAL.document,
        problems=tuple(
            replace(p, waiver={"owner": "R. Moreno", "reason": "read on paper", "expires": "2027-06-30"})
            for p in s.PARTIAL.document.problems
        ),
    ),
)


def test_verdict_with_a_baseline_says_that_its_gaps_are_still_open() -> None:
    assert document_summary(judged(s.finding("SDP-003"), KNOWN)).verdict == (
        "No new findings; 1 gap from the baseline is still open. 1 of 2 requirements met, 1 in the baseline."
    )
    assert document_summary(judged(KNOWN, s.WAIVED, s.LIMB)).verdict == (
        "No new errors found. Consider before signing: 1 clause falls short. This relies on 1 waiver. "
        "1 gap from the baseline is still open."
    )
    assert document_summary(judged(KNOWN, s.WAIVED, s.MISSING)).verdict == (
        "Do not sign yet. 1 clause missing. This relies on 1 waiver. 1 gap from the baseline is still open."
    )


def test_verdict_on_a_part_that_a_person_reviewed() -> None:
    assert document_summary(REVIEWED).verdict == (
        "No obstacle to signing found beyond the waived findings. This relies on 1 waiver. Read in part: pages 10 "
        "to 13 were not read (a person reviewed it). 1 of 2 requirements met, 1 left to manual review."
    )
    other = replace(s.UNDETERMINED, reason="unread: pages 10 to 13; not supplied: the master agreement")
    open_still = document_summary(replace(REVIEWED, findings=(s.finding("SDP-003"), other))).verdict
    assert open_still.startswith("Read in part") and "1 requirement cannot be determined." in open_still


def test_a_run_with_waivers_is_not_called_clear() -> None:
    summary = summarize(s.report(s.CLEAN, REVIEWED, judged(s.finding("SDP-003"), KNOWN)))
    assert summary.verdict == "3 documents: 2 without new obstacles, 1 without obstacles."
    assert (summary.waived, summary.baseline) == (0, 1)


def test_a_document_that_was_not_read_is_not_judged() -> None:
    assert document_summary(s.UNREADABLE).verdict == "Not judged: clauselint could not read this file."


def test_a_document_read_in_part_says_so_first_and_never_looks_clean() -> None:
    verdict = document_summary(s.PARTIAL).verdict
    assert verdict == "Read in part: pages 10 to 13 were not read; 1 requirement cannot be determined."
    with_error = document_summary(replace(s.PARTIAL, findings=(s.MISSING, s.UNDETERMINED))).verdict
    assert with_error.startswith("Do not sign yet. 1 clause missing. Read in part: pages 10 to 13 were not read;")


def test_a_document_about_something_else_says_so_in_the_first_words() -> None:
    assert document_summary(s.UNSPOKEN).verdict.startswith("The document never mentions students")


def test_urgent_items_are_the_worst_three_worst_first() -> None:
    rows = (s.LIMB, s.HOLLOW, s.MISSING, s.CONTRADICTED, s.MINOR, s.WAIVED)
    urgent = document_summary(judged(*rows)).urgent
    assert [item.code for item in urgent] == ["SDP-015", "SDP-010", "SDP-019"]
    assert [item.what for item in urgent] == [
        "Strike or change section 4.3 (page 3).",
        "Add this clause after section 10.2.",
        "Reword section 8.2 (page 7).",
    ]
    assert all(item.who for item in urgent)


def test_counts_are_by_what_a_finding_counts_as() -> None:
    summary = summarize(s.report(s.FULL, s.CLEAN, s.PARTIAL, s.UNREADABLE))
    assert (summary.documents, summary.partial, summary.unreadable) == (4, 1, 1)
    assert (summary.error, summary.warning, summary.info) == (3, 1, 1)
    assert sum(summary.statuses.values()) == 26 + 26 + 2
    assert summary.verdict == (
        "4 documents: 1 not ready to sign, 1 could not be read, 1 not fully read or decided, 1 without obstacles."
    )


@pytest.mark.parametrize(
    ("documents", "fail_on", "code"),
    [
        ((), Severity.ERROR, 3),
        ((s.CLEAN,), Severity.INFO, 0),
        ((s.CLEAN, s.FULL), Severity.ERROR, 1),
        ((s.FULL, s.PARTIAL), Severity.ERROR, 3),
        ((s.FULL, s.UNREADABLE), Severity.ERROR, 3),
        ((judged(s.LIMB),), Severity.ERROR, 0),
        ((judged(s.LIMB),), Severity.WARNING, 1),
        ((judged(s.MINOR),), Severity.WARNING, 0),
        ((judged(s.MINOR),), Severity.INFO, 1),
        ((judged(s.WAIVED),), Severity.INFO, 0),
        ((judged(s.UNDETERMINED),), Severity.ERROR, 3),
        (
            (judged(replace(s.UNDETERMINED, waiver={"owner": "R. Moreno", "reason": "read by hand"})),),
            Severity.ERROR,
            0,
        ),
        ((judged(KNOWN),), Severity.INFO, 0),
        ((REVIEWED,), Severity.INFO, 0),
        ((replace(REVIEWED, document=replace(REVIEWED.document, problems=())),), Severity.INFO, 3),
        (
            (replace(REVIEWED, findings=(replace(s.UNDETERMINED, reason="not supplied: the agreement"),)),),
            Severity.INFO,
            3,
        ),
    ],
)
def test_exit_code(documents: tuple[DocumentReport, ...], fail_on: Severity, code: int) -> None:
    assert exit_code(Report((), documents), fail_on) == code


def test_a_notice_counts_at_its_severity() -> None:
    report = replace(s.report(s.CLEAN), notices=(Notice("WVR002", Severity.WARNING, "nothing needs it"),))
    assert (exit_code(report), exit_code(report, Severity.WARNING)) == (0, 1)


def test_a_damaged_part_without_pages_is_named() -> None:
    partial = judged(s.finding("SDP-003"), read=Read.PARTIAL, pages=None)
    assert document_summary(partial).verdict == "Read in part: a part of the file was not read."


@pytest.mark.parametrize(
    ("pages", "words"),
    [
        ([], ""),
        ([4], "page 4"),
        ([4, 4], "page 4"),
        ([4, 5], "pages 4 and 5"),
        ([12, 2, 10, 11], "pages 2 and 10 to 12"),
        ([1, 3, 4, 9], "pages 1, 3, 4 and 9"),
    ],
)
def test_pages_in_words(pages: list[int], words: str) -> None:
    assert pages_in_words(pages) == words


def test_statuses_leave_zeros_out() -> None:
    assert dict(document_summary(judged(s.MISSING)).statuses) == {Status.MISSING: 1}
