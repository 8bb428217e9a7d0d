"""The examples inside every clause type, through the public face: one small contract an example, all in one run."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import clauselint
from clauselint.model import ClauseFound, Modality
from clauselint.packs import clause_types, patterns_folder

TYPES = {t.type: t for t in clause_types()}
CONTRACT = """SERVICES AGREEMENT

This Agreement is between Acme Learning, Inc. ("Vendor") and Willow School District ("District").

1. General. {sentence}
"""


def _stem(type_name: str, side: str, number: int) -> str:
    return f"{type_name}--{side}-{number}"


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """The types found in each example's contract, by the name of its file."""
    folder: Path = tmp_path_factory.mktemp("types")
    for name, each in TYPES.items():
        for side in ("match", "clean"):
            for n, sentence in enumerate(getattr(each.examples, side)):
                (folder / f"{_stem(name, side, n)}.txt").write_text(
                    CONTRACT.format(sentence=sentence), encoding="utf-8"
                )
    report = clauselint.clauses(folder)
    return {Path(d.document.path).stem: [c.type for c in d.clauses] for d in report.documents}


@pytest.mark.parametrize("name", sorted(TYPES))
def test_examples_that_are_a_clause_of_the_type_are_found_once(name: str, found: dict[str, list[str]]) -> None:
    for n, sentence in enumerate(TYPES[name].examples.match):
        types = found[_stem(name, "match", n)]
        assert types.count(name) == 1, f"{sentence!r} gives {types}"


@pytest.mark.parametrize("name", sorted(TYPES))
def test_examples_that_are_no_clause_of_the_type_are_not_found(name: str, found: dict[str, list[str]]) -> None:
    for n, sentence in enumerate(TYPES[name].examples.clean):
        types = found[_stem(name, "clean", n)]
        assert name not in types, f"{sentence!r} gives {types}"


def test_a_sentence_is_of_few_types(found: dict[str, list[str]]) -> None:
    crowded = {name: types for name, types in found.items() if len(types) > 4}
    assert not crowded


def _clauses(folder: Path, body: str) -> tuple[ClauseFound, ...]:
    path = folder / "contract.txt"
    path.write_text(CONTRACT.format(sentence=body), encoding="utf-8")
    return clauselint.clauses(path).documents[0].clauses


def test_what_is_allowed_is_not_listed_as_forbidden(tmp_path: Path) -> None:
    types = [c.type for c in _clauses(tmp_path, "Vendor may sell products that compete with the goods of District.")]
    assert "obligation.non-compete" not in types


def test_a_clause_has_its_modality_its_obligor_and_its_deadline(tmp_path: Path) -> None:
    listed = _clauses(tmp_path, "Vendor shall notify District of any data breach within forty-eight (48) hours.")
    clause = next(c for c in listed if c.type == "confidentiality.breach-notification")
    assert (clause.modality, clause.obligor, clause.polarity) == (Modality.OBLIGATION, "Vendor", "affirmed")
    assert clause.deadline is not None
    assert (clause.deadline.amount, clause.deadline.unit) == (48, "hours")


def test_a_clause_that_takes_a_duty_away_is_negated(tmp_path: Path) -> None:
    listed = _clauses(tmp_path, "Vendor shall not be liable to District for indirect or consequential damages.")
    assert [(c.type, c.modality, c.polarity) for c in listed] == [("liability.cap", Modality.NO_OBLIGATION, "negated")]


def test_the_introduction_of_a_list_is_one_clause(tmp_path: Path) -> None:
    body = (
        "Vendor shall indemnify District against all claims that arise from:\n\n"
        "(a) the death of a person;\n\n(b) damage to a building; or\n\n(c) loss of the keys."
    )
    listed = [c.text for c in _clauses(tmp_path, body) if c.type == "penalty.indemnity"]
    assert len(listed) == 1
    assert "Vendor shall indemnify" in listed[0]


def test_a_sentence_that_only_refers_to_a_clause_is_none_itself(tmp_path: Path) -> None:
    body = "Vendor gives District most favored customer status. Such status shall last for a year."
    listed = [c.text for c in _clauses(tmp_path, body) if c.type == "obligation.most-favored-nation"]
    assert [text.split()[-1] for text in listed] == ["status."]


def test_the_same_words_again_are_listed_once(tmp_path: Path) -> None:
    sentence = "This Agreement is governed by the laws of the State of Ohio."
    listed = [c.span.start for c in _clauses(tmp_path, f"{sentence}\n\n2. Law. {sentence}")]
    assert listed == [clauselint.read(tmp_path / "contract.txt").text.index(sentence)]


def test_other_duties_are_listed_only_where_nothing_else_is(tmp_path: Path) -> None:
    body = "Vendor shall deliver the desks in May.\n\n2. Audit. Vendor shall provide access to its books for audit."
    by_text = {c.text.split()[-1]: c.type for c in _clauses(tmp_path, body)}
    assert by_text == {"May.": "obligation.other", "audit.": "obligation.audit-rights"}


def test_each_type_stands_once_and_in_the_file_of_its_family() -> None:
    names = [t.type for t in clause_types()]
    assert len(names) == len(set(names)) == 58
    for file in (patterns_folder() / "types").glob("*.yaml"):
        types = re.findall(r"(?m)^  - type: (\w+)", file.read_text(encoding="utf-8"))
        assert set(types) == {file.stem}
