"""The examples inside every clause type, through the public face: one small contract an example, all in one run."""

from __future__ import annotations

from pathlib import Path

import pytest

import clauselint
from clauselint.packs import clause_types

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
