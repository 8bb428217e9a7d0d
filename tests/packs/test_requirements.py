"""The examples inside every requirement, through the public face: one small contract an example, all in one run."""

from __future__ import annotations

from pathlib import Path

import pytest

import clauselint
from clauselint.model import Report, Status
from clauselint.packs import load_with_examples
from clauselint.packs.schema import Examples
from tests.packs.contracts import around

PACK = load_with_examples("student-data")
NOT_MET = {s.value for s in Status} - {"met"}
ACCEPTED: dict[str, set[str]] = {
    "met": {"met"},
    "limb": {"met", "weak"},
    "weak": {"weak"},
    "missing": {"missing", "not-applicable"},
    "contradicted": {"contradicted"},
    "not_met": NOT_MET,
}
CASES = [
    (row.code, kind, n, text)
    for row in PACK.requirements
    for kind in ACCEPTED
    for n, text in enumerate(getattr(row.examples, kind))
]
TODO = [
    (row.code, n, todo.text, todo.want)
    for row in PACK.requirements
    for n, todo in enumerate(row.examples.todo if row.examples else ())
]


@pytest.fixture(scope="module")
def statuses(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """File stem to the status of the row that the example belongs to."""
    folder = tmp_path_factory.mktemp("examples")
    for code, kind, n, text in CASES:
        (folder / f"{code}.{kind}.{n}.txt").write_text(around(text, exhibits=kind in {"met", "limb"}), encoding="utf-8")
    for code, n, text, want in TODO:
        (folder / f"{code}.todo.{n}.txt").write_text(around(text, exhibits=want in {"met", "limb"}), encoding="utf-8")
    report: Report = clauselint.check(folder)
    return {
        Path(d.document.path).stem: f.status.value
        for d in report.documents
        for f in d.findings
        if f.code == Path(d.document.path).stem.partition(".")[0]
    }


def test_every_requirement_has_examples_on_both_sides() -> None:
    assert len(PACK.requirements) == 26
    for row in PACK.requirements:
        assert isinstance(row.examples, Examples), row.code


@pytest.mark.parametrize("row", [r.code for r in PACK.requirements])
def test_examples_are_judged_as_the_rule_says(row: str, statuses: dict[str, str]) -> None:
    wrong = [
        f"{kind}: {statuses[f'{code}.{kind}.{n}']}: {text}"
        for code, kind, n, text in CASES
        if code == row and statuses[f"{code}.{kind}.{n}"] not in ACCEPTED[kind]
    ]
    assert wrong == []


def test_a_known_miss_that_is_judged_right_moves_to_its_list(statuses: dict[str, str]) -> None:
    mended = [text for code, n, text, want in TODO if statuses[f"{code}.todo.{n}"] in ACCEPTED[want]]
    assert mended == [], "these are judged right now: move them out of todo"
