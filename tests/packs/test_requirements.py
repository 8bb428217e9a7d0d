"""The examples inside every requirement, through the public face: one small contract an example."""

from __future__ import annotations

import pytest

from clauselint.packs import available, with_examples
from clauselint.packs.schema import Examples
from clauselint.rule_tests import run_examples

PACKS = {pack.name: pack for pack in available()}
ROWS = [(pack.name, row.code) for pack in PACKS.values() for row in pack.requirements]


@pytest.mark.parametrize("name", PACKS)
def test_every_requirement_has_examples_on_both_sides(name: str) -> None:
    for row in with_examples(PACKS[name]).requirements:
        assert isinstance(row.examples, Examples), row.code


@pytest.mark.parametrize(("name", "code"), ROWS)
def test_examples_are_judged_as_the_rule_says(name: str, code: str) -> None:
    """A known miss that is judged right counts as wrong too: it must move out of ``todo``."""
    tried = list(run_examples(PACKS[name], [code]))
    assert len(tried) >= 4
    assert [f"{t.status.value} ({t.finding.reason}): {t.example.sentence}" for t in tried if not t.passes] == []


def test_no_code_is_used_twice() -> None:
    codes = [code for pack in PACKS.values() for row in pack.requirements for code in (row.code, *row.aliases)]
    assert sorted(codes) == sorted(set(codes))
