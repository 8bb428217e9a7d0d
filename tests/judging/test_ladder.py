"""The ladder through the public face: what a clause is worth, why, and at which severity it counts."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

import clauselint
from clauselint.diagnostics.errors import UsageError
from clauselint.model import EvidenceRole, Finding, Ocr, ReadingOptions, Severity, Status
from clauselint.reading.ocr.tesseract import ocr_setup_hint

NO_OCR = ReadingOptions(ocr=Ocr.OFF)
PREAMBLE = (
    'This Agreement is made between Lakeside School District (the "District") and Northgate Learning, Inc. '
    '(the "Provider").\n\n'
)


@pytest.fixture
def judge(tmp_path: Path):  # type: ignore[no-untyped-def]  # the inner function is typed
    def judged(*clauses: str, after: str = "", **params: str) -> dict[str, Finding]:
        file = tmp_path / "contract.txt"
        numbered = "\n\n".join(f"{n}. Terms. {clause}" for n, clause in enumerate(clauses, 1))
        file.write_text(f"AGREEMENT\n\n{PREAMBLE}{numbered}\n{after}", encoding="utf-8")
        report = clauselint.check(file, params=params)
        return {f.code: f for f in report.documents[0].findings}

    return judged


NOTICE = "Provider {} notify the District within 24 hours after it discovers or suspects misuse of Student Data."


@pytest.mark.parametrize(
    ("modal", "status", "rung"),
    [
        ("may", Status.WEAK, "modality"),
        ("should", Status.WEAK, "modality"),
        ("shall use commercially reasonable efforts to", Status.WEAK, "qualifier"),
        ("shall, if it deems this appropriate,", Status.CONTRADICTED, "modality"),
        ("shall not be required to", Status.CONTRADICTED, "polarity"),
        ("need not", Status.CONTRADICTED, "polarity"),
    ],
)
def test_a_duty_that_binds_nobody_says_what_took_its_force(judge, modal: str, status: Status, rung: str) -> None:  # type: ignore[no-untyped-def]
    finding = judge(NOTICE.format(modal))["SDP-019"]
    assert finding.status is status
    assert finding.reason.startswith(rung) or (rung == "polarity" and "contradiction" in finding.reason)
    assert NOTICE.format(modal) in [e.text for e in finding.evidence]


def test_may_not_is_a_ban_and_may_is_none(judge) -> None:  # type: ignore[no-untyped-def]
    text = "Provider {} use Student Data for any purpose other than the Services."
    assert judge(text.format("may not"))["SDP-003"].status is Status.MET
    assert judge(text.format("may"))["SDP-003"].status is not Status.MET


@pytest.mark.parametrize(
    ("code", "clause", "status"),
    [
        # "and not to" forbids as the first infinitive does
        (
            "SDP-015",
            "Provider agrees not to sell Student Data and not to use it for any commercial purpose.",
            Status.MET,
        ),
        # a list of nouns before the modal is one subject, from its first noun on
        (
            "SDP-015",
            "Sale, rental, advertising and commercial use of Student Data by Provider are prohibited.",
            Status.MET,
        ),
        # a condition that runs into the subject without a comma
        ("SDP-019", "Within 24 hours after the District asks Provider shall pay the fee.", Status.MISSING),
        (
            "SDP-019",
            "No later than 24 hours after Provider discovers or suspects that Student Data has been misused, Provider shall give "
            "notice to the District describing the known facts. Provider shall assist the District in its investigation, see "
            "that affected individuals are notified within 30 days, and bear the cost of the investigation and notification.",
            Status.MET,
        ),
        # what frees is no ban
        ("SDP-017", "No consent is required for disclosure of Student Data to Provider.", Status.CONTRADICTED),
        (
            "SDP-011",
            "Provider shall be under no obligation to discipline any employee for misuse of Student Data.",
            Status.CONTRADICTED,
        ),
        # the object of the clause before is no subject of the next
        (
            "SDP-026",
            "De-identified means that all direct and indirect identifiers are removed; Provider will not try to re-identify "
            "anyone, and Provider will not give de-identified data to anyone who has not agreed in writing to the same ban. "
            "Provider may use de-identified data only if the District approves in writing.",
            Status.MET,
        ),
    ],
)
def test_the_shape_of_a_sentence_decides_who_is_bound_to_what(judge, code: str, clause: str, status: Status) -> None:  # type: ignore[no-untyped-def]
    assert judge(clause)[code].status is status


def test_a_clause_that_binds_the_district_does_not_bind_the_provider(judge) -> None:  # type: ignore[no-untyped-def]
    text = "{} shall use Student Data solely to perform the Services."
    assert judge(text.format("Provider"))["SDP-003"].status is Status.MET
    finding = judge(text.format("The District"))["SDP-003"]
    assert finding.status is Status.MISSING
    assert "District" in finding.reason


@pytest.mark.parametrize(
    "clause",
    [
        "[Reserved]",
        "Confidentiality of Student Data.",
        '"Confidential Student Data" means all education records disclosed to Provider.',
        "WHEREAS the parties wish to keep Student Data confidential during and after the term.",
        "Confidentiality of Student Data is set forth in Exhibit C.",
    ],
)
def test_words_that_bind_nobody_leave_the_row_missing(judge, clause: str) -> None:  # type: ignore[no-untyped-def]
    assert judge(clause)["SDP-005"].status is Status.MISSING


def test_the_exception_that_swallows_the_rule_contradicts_it(judge) -> None:  # type: ignore[no-untyped-def]
    finding = judge("Provider shall use Student Data only for the Services and for any other lawful business purpose.")
    assert finding["SDP-003"].status is Status.CONTRADICTED


def test_a_good_clause_and_a_contradicting_one_are_both_quoted(judge) -> None:  # type: ignore[no-untyped-def]
    good = "Provider shall use Student Data solely to perform the Services."
    bad = "Provider may use Student Data to improve its products and for its own business purposes."
    finding = judge(good, bad)["SDP-003"]
    assert finding.status is Status.CONTRADICTED
    quotes = {e.role: e.text for e in finding.evidence}
    assert quotes[EvidenceRole.SUPPORTS] == good
    assert quotes[EvidenceRole.CONTRADICTS] == bad


def test_an_absent_exhibit_weakens_and_a_filled_one_does_not(judge) -> None:  # type: ignore[no-untyped-def]
    clause = "Provider shall have each employee sign the confidentiality agreement in Exhibit D before access to Student Data."
    attached = (
        "\n\nEXHIBIT D\n\nI promise to keep all Student Data confidential and to use it for the Services alone.\n"
    )
    trained = "Provider shall train its employees on FERPA before they receive Student Data."
    assert judge(clause, trained)["SDP-008"].status is Status.WEAK
    assert judge(clause, trained, after=attached)["SDP-008"].status is Status.MET


def test_numbers_are_compared_with_the_policy(judge) -> None:  # type: ignore[no-untyped-def]
    clause = (
        "Provider shall notify the District within seventy-two (72) hours after it discovers or suspects misuse of Student"
        " Data, give the facts known, cooperate in the investigation and bear the cost."
    )
    assert judge(clause)["SDP-019"].status is Status.MET
    strict = judge(clause, notice_hours="24")["SDP-019"]
    assert strict.status is Status.WEAK
    assert strict.reason.startswith("number")
    assert (strict.found["notice_hours"], strict.params["notice_hours"]) == (72, 24)


def test_hollow_counts_in_full_and_a_short_number_one_step_lower(judge) -> None:  # type: ignore[no-untyped-def]
    hollow = judge(NOTICE.format("may"))["SDP-019"]
    late = judge(NOTICE.format("shall").replace("24 hours", "10 days"))["SDP-019"]
    assert (hollow.severity, hollow.counts_as) == (Severity.ERROR, Severity.ERROR)
    assert (late.status, late.counts_as) == (Status.WEAK, Severity.WARNING)


def test_one_penalty_is_enough_where_the_policy_says_so(judge) -> None:  # type: ignore[no-untyped-def]
    clause = "If Provider misuses Student Data, the District may at once suspend Provider's access to Student Data."
    strict, lenient = judge(clause), judge(clause, penalty_mode="any")
    assert strict["SDP-010"].status is lenient["SDP-010"].status is Status.MET
    assert strict["SDP-011"].counts_as is Severity.ERROR
    assert lenient["SDP-011"].counts_as is Severity.INFO


def test_an_unknown_parameter_names_the_nearest(judge) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(UsageError, match="notice_hours"):
        judge("Nothing.", notice_hour="24")


def test_missing_shows_the_nearest_passage_and_where_it_looked(judge) -> None:  # type: ignore[no-untyped-def]
    finding = judge(
        "The Services include a report on discipline.", "Student Data may include discipline records of pupils."
    )["SDP-011"]
    assert finding.status is Status.MISSING
    assert [e.role for e in finding.evidence] in ([], [EvidenceRole.NEAREST])
    assert finding.suggestion


def test_the_fingerprint_follows_the_words_and_not_the_place(judge) -> None:  # type: ignore[no-untyped-def]
    clause = NOTICE.format("may")
    first, moved = judge(clause)["SDP-019"], judge("Fees are stated in the order.", clause)["SDP-019"]
    other = judge(NOTICE.format("should"))["SDP-019"]
    assert first.fingerprint == moved.fingerprint
    assert first.fingerprint != other.fingerprint


def test_what_was_not_read_is_not_called_missing() -> None:
    report = clauselint.check("fixtures/broken/partly-scanned.pdf", reading=NO_OCR)
    statuses = {f.status for f in report.documents[0].findings}
    assert Status.CANNOT_DETERMINE in statuses
    assert Status.MISSING not in statuses


def test_pages_that_were_not_read_are_told_in_the_plural(tmp_path: Path) -> None:
    scanned = "fixtures/broken/partly-scanned.pdf"
    (unread,) = clauselint.read(scanned, NO_OCR).unread_pages
    with pypdfium2.PdfDocument(scanned) as source, pypdfium2.PdfDocument.new() as twice:
        twice.import_pages(source)
        twice.import_pages(source, [unread - 1])
        last = len(twice)
        twice.save(tmp_path / "two.pdf")
    (report,) = clauselint.check(tmp_path / "two.pdf", reading=NO_OCR).documents
    told = {f.message for f in report.findings if f.status is Status.CANNOT_DETERMINE}
    assert told
    assert all(f"pages {unread} and {last} were not read" in message for message in told)


def test_a_missing_clause_belongs_after_the_clause_with_a_fitting_heading(tmp_path: Path) -> None:
    file = tmp_path / "contract.txt"
    clauses = (
        "1. Fees. The fee is due in May.\n\n2. Use of Rooms. Provider may use the rooms.\n\n3. Law. Ohio law governs."
    )
    file.write_text(f"AGREEMENT\n\n{PREAMBLE}{clauses}\n", encoding="utf-8")
    (report,) = clauselint.check(file).documents
    missing = next(f for f in report.findings if f.code == "SDP-003")
    assert (missing.status, missing.insert_after) == (Status.MISSING, "2")


def test_a_clause_that_binds_the_wrong_party_says_whom_it_binds(judge) -> None:  # type: ignore[no-untyped-def]
    finding = judge("The District shall hold all Student Data in strict confidence.")["SDP-005"]
    assert finding.status is Status.MISSING
    assert finding.message.endswith("a clause addresses this, but it binds the District, not the other party.")


@pytest.mark.skipif(ocr_setup_hint() is not None, reason="Tesseract is not installed")
def test_what_ocr_read_is_less_sure() -> None:
    (report,) = clauselint.check("fixtures/broken/scan.pdf").documents
    found = [f for f in report.findings if any(e.page for e in f.evidence if e.role is EvidenceRole.SUPPORTS)]
    assert report.document.ocr_pages
    assert found
    assert all(f.confidence < 0.8 for f in found)


def test_what_an_absent_exhibit_may_say_is_not_called_the_other_partys_own_schedule(judge) -> None:  # type: ignore[no-untyped-def]
    finding = judge("Provider shall return or destroy all Student Data in accordance with Exhibit F.")["SDP-020"]
    assert finding.status is Status.WEAK
    assert "own schedule" not in finding.message + finding.reason
    assert "does not itself say that this is due at the end or on request; Exhibit F is not attached" in finding.message
    own = judge("Provider will delete Student Data in accordance with its standard retention schedule.")["SDP-020"]
    assert "on the outside party's own schedule" in own.message
