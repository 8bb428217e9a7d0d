"""``--explain`` and ``rule CODE FILE``: which words made the type, the obligor, the modality, the number, and what decided."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

import clauselint
from clauselint import outline
from clauselint.cli import main
from clauselint.detection.detector import Detector
from clauselint.model import Criterion, Modality, SignalTrace, Step, TermPlace
from clauselint.packs import load
from tests.cli.conftest import ROOT

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


PULP = """DATA SERVICES AGREEMENT

This Agreement is made between Northgate School District ("District") and Acme, Inc. ("Provider").

1. Return of data. {}
"""


def _signals(tmp_path: Path, clause: str, looked_for: str) -> tuple[SignalTrace, ...]:
    """The signals of a limb or rule of SDP-020 that no passage of the contract fulfills."""
    file = tmp_path / "pulp.txt"
    file.write_text(PULP.format(clause), encoding="utf-8")
    (report,) = clauselint.check(file, explain=True).documents
    trace = next(f for f in report.findings if f.code == "SDP-020").trace
    return next(step for step in trace if step.looked_for.startswith(looked_for) and not step.text).signals


def test_a_signal_that_no_passage_fulfills_is_a_row_of_its_terms(tmp_path: Path) -> None:
    clause = "Within 30 days after termination, Provider shall pulp every pupil file."
    signals = _signals(tmp_path, clause, "return or destruction")
    assert {each.signal for each in signals} == {f"SDP-020/needs/return/{n}" for n in (0, 1, 2)}
    assert [each.shortfall for each in signals] == sorted(each.shortfall for each in signals)
    nearest = signals[0]
    assert (nearest.kind, nearest.by, nearest.section, nearest.text) == ("duty", "counterparty", "1", clause)
    assert (nearest.obligor, nearest.side.value, nearest.modal) == ("Provider", "outside", "shall")
    assert [(term.term, term.is_satisfied, term.words) for term in nearest.terms] == [
        ("return-or-destroy-wide", False, ()),
        ("student-data", True, ("pupil file",)),
        ("end-of-services|request|~end-of-services", True, ("termination",)),
    ]
    assert nearest.unmet == ("term",)
    (source,) = nearest.terms[0].sources
    assert nearest.advice == (
        f"To match, add a phrasing to the term return-or-destroy-wide ({source}) that matches in the words governed by “shall”: "
        "“shall pulp every pupil file”.",
    )
    file, line = source.rsplit(":", 1)
    assert (ROOT / file).read_text("utf-8").splitlines()[int(line) - 1].strip() == "return-or-destroy-wide:"


def test_a_number_is_shown_with_its_bound(tmp_path: Path) -> None:
    clause = "Within 90 days after termination, Provider shall pulp every pupil file."
    nearest = _signals(tmp_path, clause, "a stated number of days")[0]
    assert (nearest.number, nearest.bound) == ("90 days", "at most 30 days")
    assert nearest.unmet == ("term", "number")


def test_the_wrong_party_is_named_with_the_right_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    nearest = _signals(tmp_path, "The District shall pulp every pupil file upon termination.", "return or destruction")[
        0
    ]
    assert nearest.unmet == ("term", "obligor")
    assert nearest.reason.startswith("obligor: it binds ")
    assert main(["rule", "SDP-020", str(tmp_path / "pulp.txt")]) == 0
    assert "✕ obligor: District; must be the counterparty" in capsys.readouterr().out


def test_a_term_that_stands_where_it_does_not_count_is_told_from_one_that_is_not_there(tmp_path: Path) -> None:
    clause = "Upon termination and destruction of the pupil file, Provider shall smile."
    head = _signals(tmp_path, clause, "return or destruction")[0].terms[0]
    assert (head.place, head.is_satisfied, head.words) == (TermPlace.OUT_OF_REACH, False, ("destruction",))


def test_a_term_that_is_excluded_is_named_with_the_words(tmp_path: Path) -> None:
    clause = "Provider may retain a copy of the data as required by law."
    signal = next(s for s in _signals(tmp_path, clause, "lets the outside party keep") if "retain" in s.text)
    excluded = signal.terms[-1]
    assert (excluded.term, excluded.is_satisfied, excluded.words) == ("!required-by-law", False, ("as required",))
    assert signal.advice == ("“as required” matches required-by-law, which the signal excludes.",)


@pytest.mark.parametrize("name", ["mesa-dsa.txt", "northgate-complete.docx", "harborview-complete.pdf"])
def test_explanation_and_decision_agree(name: str) -> None:
    document = clauselint.read(ROOT / "fixtures" / "contracts" / name)
    tree = outline.build(document)
    pack = load("student-data")
    detector = Detector((pack,))
    matches = list(detector.explain(document, tree))
    codes = {row.code for row in pack.requirements}
    found = {d for d in detector.detect(document, tree) if d.signal.count("/") == 3 and d.signal[:7] in codes}
    assert {match.detection for match in matches if match.is_detected} == found
    near = [match for match in matches if not match.is_detected]
    assert near
    for match in near:
        lacking = [term for term in match.terms if not term.is_satisfied]
        assert (Criterion.TERM in match.unmet) == bool(lacking)


def test_the_nearest_signal_of_a_limb_is_shown_and_all_of_them_when_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "pulp.txt"
    file.write_text(PULP.format("Provider shall pulp every pupil file on termination."), encoding="utf-8")
    assert main(["rule", "SDP-020", str(file)]) == 0
    short = capsys.readouterr().out
    assert max(map(len, short.splitlines())) <= 80
    assert "✕ return-or-destroy-wide: not there" in short
    assert "✓ student-data: “pupil file”" in short
    assert "Do not sign" not in short  # it speaks of the one row, not of the contract
    assert short.count("signal: ") == 4  # one a limb
    assert "clauselint rule SDP-020 FILE --all" in " ".join(short.split())
    assert main(["rule", "SDP-020", str(file), "--all"]) == 0
    long = capsys.readouterr().out
    assert long.count("signal: ") == 15
    assert "--all" not in long


def test_a_contract_without_any_of_the_terms_is_told_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "empty.txt"
    file.write_text("Provider shall paint the fence.", encoding="utf-8")
    assert main(["rule", "SDP-019", str(file)]) == 0
    assert "no sentence holds any of its terms" in capsys.readouterr().out
