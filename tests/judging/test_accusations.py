"""What contradicts a requirement, and what only sounds so: through the public face, with sentences of our own."""

from __future__ import annotations

from pathlib import Path

import pytest

import clauselint
from clauselint.model import Finding, Status

CONTRACT = """AGREEMENT

This Agreement is made between Lakeside School District (the "District") and Northgate Learning, Inc. (the "Provider").
"Student Data" means any information about a student that the District discloses to Provider.

1. Terms. {}
"""


def findings(tmp_path: Path, clause: str, policy: str = "student-data") -> dict[str, Finding]:
    file = tmp_path / "contract.txt"
    file.write_text(CONTRACT.format(clause), encoding="utf-8")
    report = clauselint.check(file, policies=[policy])
    return {f.code: f for f in report.documents[0].findings}


@pytest.mark.parametrize(
    ("code", "clause"),
    [
        ("SDP-024", "Provider will notify the District of any changes to the list of helpers under this Agreement."),
        (
            "SDP-003",
            "Provider has put safeguards in place to see that Student Data is processed with care by AI models.",
        ),
        ("SDP-026", "Provider keeps a procedure for identifying a student who reports that data was lost."),
        ("SDP-025", "All employees receive training on the rules for those with access to Student Data."),
    ],
)
def test_a_word_behind_the_act_accuses_nobody(tmp_path: Path, code: str, clause: str) -> None:
    assert findings(tmp_path, clause)[code].status is not Status.CONTRADICTED


@pytest.mark.parametrize(
    ("code", "clause"),
    [
        ("SDP-024", "Provider may, at any time and without notice, change the terms of this Agreement."),
        ("SDP-003", "Provider may use Student Data to develop its own products."),
        ("SDP-026", "Provider may re-identify Student Data."),
        ("SDP-015", "Provider may sell Student Data."),
        ("SDP-019", "Provider shall not be required to notify the District of a breach of Student Data."),
    ],
)
def test_the_act_itself_accuses(tmp_path: Path, code: str, clause: str) -> None:
    assert findings(tmp_path, clause)[code].status is Status.CONTRADICTED


@pytest.mark.parametrize(
    ("code", "clause"),
    [
        (
            "SDP-009",
            "Provider may engage subcontractors to store the data, provided that they are bound in writing by the same terms.",
        ),
        (
            "SDP-019",
            "Provider shall not be required to notify the District of unsuccessful attempts to obtain Student Data.",
        ),
        ("SDP-003", "Student Data is not used by Provider for its own purposes."),
        ("SDP-008", "Provider does not promise to remove a user or a form."),
    ],
)
def test_what_the_sentence_takes_back_accuses_nobody(tmp_path: Path, code: str, clause: str) -> None:
    assert findings(tmp_path, clause)[code].status is not Status.CONTRADICTED


def test_what_decided_is_quoted_first_and_a_part_found_elsewhere_is_no_clause_to_the_contrary(tmp_path: Path) -> None:
    sale = "Provider may sell Student Data."
    finding = findings(tmp_path, f"{sale}\n\n2. Advertising. Provider shall not use Student Data for advertising.")[
        "SDP-015"
    ]
    assert finding.status is Status.CONTRADICTED
    assert finding.evidence[0].text.endswith(sale)
    assert "supports the requirement" not in finding.message


def test_a_document_about_something_else_is_accused_of_nothing(tmp_path: Path) -> None:
    file = tmp_path / "lease.txt"
    rule = "The Landlord may change these terms at any time by posting a revised version of them on its site.\n\n"
    file.write_text("LEASE\n\n" + rule + "The Tenant shall keep the garden in good order and repair the fence. " * 25)
    report = clauselint.check(file, policies=["student-data"])
    assert Status.CONTRADICTED not in {f.status for f in report.documents[0].findings}
