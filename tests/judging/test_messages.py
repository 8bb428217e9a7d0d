"""What a finding says to people: who is bound to what, what is missing, and in which section."""

from __future__ import annotations

from pathlib import Path

import pytest

import clauselint
from clauselint.judging.phrases import absence_in_words, lacking_in_words, party_in_words, sections_in_words

PREAMBLE = (
    'This Agreement is made between Lakeside School District (the "District") and Northgate Learning, Inc. '
    '(the "Provider").\n\n'
)


def _message(tmp_path: Path, code: str, clause: str) -> str:
    file = tmp_path / "contract.txt"
    file.write_text(f"AGREEMENT\n\n{PREAMBLE}1. Data. {clause}\n", encoding="utf-8")
    (report,) = clauselint.check(file).documents
    return next(f for f in report.findings if f.code == code).message


@pytest.mark.parametrize(
    ("code", "clause", "words"),
    [
        (
            "SDP-003",
            "Provider shall use Student Data solely to perform the Services.",
            "section 1 meets this requirement.",
        ),
        (
            "SDP-019",
            "Provider may notify the District within 24 hours after it discovers misuse of Student Data.",
            "“may” makes this optional for the Provider",
        ),
        (
            "SDP-019",
            "Provider should notify the District within 24 hours after it discovers misuse of Student Data.",
            "“should” creates no binding duty",
        ),
        (
            "SDP-019",
            "Provider shall notify the District within 90 hours after it discovers misuse of Student Data.",
            "“90 hours” is more than 72 hours",
        ),
        (
            "SDP-019",
            "Provider shall notify the District after it discovers misuse of Student Data.",
            "no deadline is stated; at most 72 hours are allowed",
        ),
        (
            "SDP-005",
            '"Confidential Student Data" means all education records disclosed to Provider.',
            "the contract only defines a related term; it imposes no duty.",
        ),
        ("SDP-020", "The fee is due in May.", "no clause "),
    ],
)
def test_a_message_says_what_the_clause_does(tmp_path: Path, code: str, clause: str, words: str) -> None:
    assert words in _message(tmp_path, code, clause)


@pytest.mark.parametrize(
    ("labels", "words"),
    [
        (["a deadline"], "does not include a deadline"),
        (["a deadline", "who bears the cost"], "does not include a deadline and does not say who bears the cost"),
        (["that it is in writing", "how that is shown"], "does not say that it is in writing or how that is shown"),
        (["no sale of data"], "does not prohibit sale of data"),
        (["within 3 days", "by what route"], "does not say by what route and does not require this within 3 days"),
    ],
)
def test_what_a_clause_lacks_reads_as_a_sentence(labels: list[str], words: str) -> None:
    assert lacking_in_words(labels) == words


def test_what_no_clause_has_reads_as_a_sentence() -> None:
    assert absence_in_words("a deadline") == "no clause provides for a deadline"
    assert absence_in_words("that data is kept") == "no clause says that data is kept"
    assert absence_in_words("no sale of data") == "no clause prohibits sale of data"


def test_sections_and_parties_in_words() -> None:
    assert sections_in_words(["4.2"]) == "section 4.2"
    assert sections_in_words(["4.2", "5", "Exhibit C"]) == "sections 4.2 and 5 and Exhibit C"
    assert [party_in_words(name) for name in ("Provider", "Acme, Inc.", "you")] == ["the Provider", "Acme, Inc.", "you"]
