"""``--explain`` and ``rule CODE FILE``: which words made the type, the obligor, the modality, the number, and what decided."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

import clauselint
from clauselint.cli import main
from clauselint.model import Modality, Step

CONTRACT = """SERVICES AGREEMENT

This Agreement is made between Lakeside School District (the "District") and Northgate, Inc. (the "Provider").

1. Notice. Provider shall use commercially reasonable efforts to notify the District within ninety (90) hours after it discovers
or suspects any misuse of Student Data.
"""
SCHEMA = Path(clauselint.__file__).parent / "reporting" / "clauselint-v1.schema.json"


@pytest.fixture
def contract(tmp_path: Path) -> Path:
    file = tmp_path / "contract.txt"
    file.write_text(CONTRACT, encoding="utf-8")
    return file


def _steps(contract: Path) -> tuple[Step, ...]:
    (report,) = clauselint.check(contract, explain=True).documents
    return next(f for f in report.findings if f.code == "SDP-019").trace


def test_a_step_tells_type_obligor_modality_number_and_what_narrows(contract: Path) -> None:
    step = next(s for s in _steps(contract) if s.looked_for.startswith("a notice to the district"))
    assert (step.part, step.obligor, step.modal, step.section) == ("needs", "Provider", "shall", "1")
    assert step.modality is not None
    assert step.modality.value == "obligation"
    assert step.number == "ninety (90) hours"
    assert {"notify", "District", "misuse"} <= {word.lower() if word != "District" else word for word in step.words}
    assert "efforts: commercially reasonable efforts" in " ".join(step.modifiers)
    assert step.status is not None
    assert (step.status.value, step.decided) == ("weak", True)
    assert step.reason.startswith("qualifier: ")


def test_a_step_names_the_rules_of_language_that_read_it(contract: Path) -> None:
    step = next(s for s in _steps(contract) if s.looked_for.startswith("a notice to the district"))
    assert step.rules == ("modality: shall", "efforts: reasonable efforts", "number: number and unit")


def test_a_step_names_the_rule_that_turned_the_modality(tmp_path: Path) -> None:
    file = tmp_path / "contract.txt"
    file.write_text(CONTRACT + "\n2. Sale. No Provider may sell Student Data.\n", encoding="utf-8")
    (report,) = clauselint.check(file, explain=True).documents
    sale = next(f for f in report.findings if f.code == "SDP-015")
    step = next(s for s in sale.trace if "may sell" in s.text)
    assert step.modality is Modality.PROHIBITION
    assert step.rules == ("modality: may", "polarity: negated subject")


def test_what_was_looked_for_and_not_found_is_a_step_too(contract: Path) -> None:
    assert [s.looked_for for s in _steps(contract) if not s.text][:2] == [
        "cooperation in the investigation",
        "the facts of the incident",
    ]


def test_without_explain_there_is_no_trace(contract: Path) -> None:
    (report,) = clauselint.check(contract).documents
    assert [f.trace for f in report.findings] == [()] * 26


def test_every_format_shows_the_trace_and_the_schema_knows_it(
    contract: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["check", str(contract), "--explain", "--format", "json"])
    printed = json.loads(capsys.readouterr().out)
    jsonschema.validate(printed, json.loads(SCHEMA.read_text("utf-8")))
    for format in ("text", "html"):
        main(["check", str(contract), "--explain", "--format", format])
        assert "obligor: Provider" in capsys.readouterr().out


def test_rule_with_a_file_shows_how_it_was_judged(contract: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rule", "sdp-019", str(contract)]) == 0
    out = capsys.readouterr().out
    out = " ".join(out.split())
    assert "this decided" in out
    assert "number: ninety (90) hours (rule: number and unit)" in out
    assert "modality: obligation (“shall”; rule: shall)" in out
    assert "efforts: commercially reasonable efforts (rule: reasonable efforts)" in out
    assert not any(code in out for code in ("SDP-020", "SDP-024"))
