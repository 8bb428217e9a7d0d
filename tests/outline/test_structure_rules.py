"""Each rule about structure decides its example, and leaves its counterexample to another rule or to none."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest

from clauselint.model import SentenceRole
from clauselint.outline import build
from clauselint.outline.structure.paragraphs import split_paragraphs
from clauselint.outline.structure.rules import Example, StructureRule
from clauselint.outline.structure.run_in_rules import RUN_IN_REJECTIONS, run_in_candidate
from clauselint.outline.structure.sentence_roles import ROLE_RULES
from clauselint.outline.structure.sentence_splitter import SENTENCE_END_RULES, Stop
from clauselint.outline.structure.title_rules import TITLE_RULES, TitleCandidate
from clauselint.support.rules import first_rule

from .making import document


def _title(example: Example) -> str | None:
    """The rule that decides whether the first paragraph is a title."""
    made = document(*([example] if isinstance(example, str) else example))
    first, *rest = split_paragraphs(made)
    return _name(TITLE_RULES, TitleCandidate(made.text, first, rest[0] if rest else None))


def _run_in(example: Example) -> str | None:
    """The rule that rejects the first words of the paragraph as a run-in heading."""
    assert isinstance(example, str)
    made = document(example)
    candidate = run_in_candidate(made.text, split_paragraphs(made)[0])
    assert candidate is not None
    return _name(RUN_IN_REJECTIONS, candidate)


def _name(rules: Sequence[StructureRule[Any, Any]], subject: object) -> str | None:
    rule = first_rule(rules, subject)
    return rule.name if rule else None


def _stops(text: str) -> Iterator[Stop]:
    """Each stop of the text before white space, as the end of the sentence that the text begins with."""
    for at, char in enumerate(text[:-1]):
        after = at + 1
        while text[after] in "\"”’')":
            after += 1
        if char in ".?!" and text[after].isspace():
            yield Stop(text, 0, at, after, len(text))


def _sentence_end(example: Example) -> str | None:
    """The rule that decides about the first stop within the text."""
    assert isinstance(example, str)
    return _name(SENTENCE_END_RULES, next(_stops(example)))


def _cases(rules: Sequence[StructureRule[Any, Any]], decide: Callable[[Example], str | None]) -> Iterator[Any]:
    for rule in rules:
        yield pytest.param(rule, decide, id=rule.name)


@pytest.mark.parametrize(
    ("rule", "decide"),
    [*_cases(TITLE_RULES, _title), *_cases(RUN_IN_REJECTIONS, _run_in), *_cases(SENTENCE_END_RULES, _sentence_end)],
)
def test_a_rule_decides_its_example_and_not_its_counterexample(
    rule: StructureRule[Any, Any], decide: Callable[[Example], str | None]
) -> None:
    assert decide(rule.catches) == rule.name
    assert decide(rule.spares) != rule.name


def _last_role(example: Example) -> SentenceRole:
    return build(document(*([example] if isinstance(example, str) else example))).sentences[-1].role


@pytest.mark.parametrize("rule", ROLE_RULES, ids=lambda rule: rule.name)
def test_a_role_is_that_of_the_rule(rule: StructureRule[Any, SentenceRole], monkeypatch: pytest.MonkeyPatch) -> None:
    """The last sentence of the example has the rule's role, by this rule alone."""
    applied: list[str] = []

    def recording(rules: Sequence[StructureRule[Any, Any]], subject: object) -> StructureRule[Any, Any] | None:
        decided = first_rule(rules, subject)
        applied.append(decided.name if decided else "")
        return decided

    monkeypatch.setattr("clauselint.outline.structure.sentence_roles.first_rule", recording)
    assert _last_role(rule.catches) is rule.decision
    assert applied[-1] == rule.name
    _last_role(rule.spares)
    assert applied[-1] != rule.name


@pytest.mark.parametrize("rules", [TITLE_RULES, RUN_IN_REJECTIONS, SENTENCE_END_RULES, ROLE_RULES])
def test_rules_have_names_of_their_own(rules: Sequence[StructureRule[Any, Any]]) -> None:
    assert len({rule.name for rule in rules}) == len(rules)
