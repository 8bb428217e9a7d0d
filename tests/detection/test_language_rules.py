"""Every rule of language on its own two sentences: one that it catches, and one that looks alike and that it spares."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any

import pytest

import clauselint.detection
from clauselint import outline
from clauselint.detection.norms.main_clause_modals import judged_modals, main_clause_modals
from clauselint.detection.norms.modal_norm import modal_norm
from clauselint.detection.norms.non_modal import statements
from clauselint.detection.norms.norm import Norm
from clauselint.detection.norms.norm_reader import read_norms
from clauselint.detection.norms.party_mentions import PartyMatcher
from clauselint.detection.norms.party_resolution import AllRolesMatcher, document_parties
from clauselint.detection.norms.subject_boundaries import boundary_steps
from clauselint.detection.norms.subject_span import subject_start
from clauselint.detection.rules import LanguageRule, PredicateRule, RuleTable, example_matches
from clauselint.detection.sentences.scope import MODIFIER_CUES, REJECTED_MODIFIERS, ModifierInContext
from clauselint.model import Side, Span
from clauselint.reading import read_bytes


def _rejections(sentence: str) -> Iterator[str]:
    yield from (rejection.name for _, rejection in judged_modals(sentence) if rejection)


def _rejected_modifiers(sentence: str) -> Iterator[str]:
    for cue in MODIFIER_CUES.finditer(sentence.lower()):
        context = ModifierInContext(MODIFIER_CUES.rule_of(cue).kind, cue[0], sentence[: cue.start()])
        yield from (rule.name for rule in REJECTED_MODIFIERS if rule.applies(context))


_PARTIES = PartyMatcher({"host": Side.COUNTERPARTY, "guest": Side.PROTECTED, "board": Side.PROTECTED})


def _boundaries(sentence: str) -> Iterator[str]:
    mentions, floor = _PARTIES.find(sentence), 0
    for modal in main_clause_modals(sentence, subordinate_duties=True):
        for rule, begin in boundary_steps(sentence, modal, floor, mentions):
            yield rule.name
            if begin is not None:
                break
        floor = modal.end()


def _polarities(norms: Iterable[Norm]) -> Iterator[str]:
    yield from (rule.removeprefix("polarity: ") for norm in norms for rule in norm.rules)


def _polarities_of_statements(sentence: str) -> Iterator[str]:
    return _polarities(statements(sentence, Span(0, len(sentence)), _PARTIES.find(sentence)))


def _polarities_of_modals(sentence: str) -> Iterator[str]:
    mentions, floor = _PARTIES.find(sentence), 0
    for modal in main_clause_modals(sentence):
        start = subject_start(sentence, modal, floor, mentions)
        yield from _polarities([modal_norm(sentence, modal, start, mentions, None)])
        floor = modal.end()


_LEASE = 'This Lease is between Dock LLC ("Landlord") and Quay Inc. ("Tenant").'


def _implied_obligors(sentence: str) -> Iterator[str]:
    """The rules that name the obligor, in a lease."""
    whole = outline.build(read_bytes(_LEASE.encode(), "lease.txt"))
    matcher = AllRolesMatcher(whole, _LEASE)
    for norm in read_norms(sentence, matcher.find(sentence), document_parties(whole, matcher.find(_LEASE), _LEASE)):
        yield from (rule.removeprefix("obligor: ") for rule in norm.rules)


# By the name of a table of predicates: the names of the rules that decide something in a sentence.
_DECIDING: dict[str, Callable[[str], Iterator[str]]] = {
    "REJECTED_MODALS": _rejections,
    "NEGATED_SUBJECTS": _polarities_of_modals,
    "DENIED_STATEMENTS": _polarities_of_statements,
    "SUBJECT_BOUNDARIES": _boundaries,
    "IMPLIED_OBLIGORS": _implied_obligors,
    "REJECTED_MODIFIERS": _rejected_modifiers,
}


def _names(table: RuleTable[Any], example: str) -> Iterator[str]:
    yield from (table.rule_of(match).name for match in example_matches(table, example))


def _tables() -> Iterator[tuple[str, tuple[LanguageRule, ...], Callable[[str], Iterator[str]]]]:
    """Every table of the detection package, under ``module.NAME``, with what says which of its rules decide."""
    seen: set[int] = set()
    for info in pkgutil.walk_packages(clauselint.detection.__path__, "clauselint.detection."):
        module = importlib.import_module(info.name)
        for name, value in vars(module).items():
            if id(value) in seen:
                continue
            if isinstance(value, RuleTable):
                seen.add(id(value))
                yield f"{info.name}.{name}", value.rules, partial(_names, value)
            elif isinstance(value, tuple) and value and all(isinstance(rule, PredicateRule) for rule in value):
                seen.add(id(value))
                yield f"{info.name}.{name}", value, _DECIDING[name]


TABLES = list(_tables())
RULES = [(table, rule, decide) for table, rules, decide in TABLES for rule in rules]


def test_there_are_rules() -> None:
    assert len(TABLES) > 10
    assert len(RULES) > 100


@pytest.mark.parametrize(("table", "rules"), [(table, rules) for table, rules, _ in TABLES])
def test_the_name_of_a_rule_is_its_own(table: str, rules: tuple[LanguageRule, ...]) -> None:
    names = [rule.name for rule in rules]
    assert len(names) == len(set(names)), table


@pytest.mark.parametrize(
    ("rule", "decide"),
    [pytest.param(rule, decide, id=f"{table.rpartition('.')[2]}: {rule.name}") for table, rule, decide in RULES],
)
def test_a_rule_catches_its_sentence_and_spares_the_other(
    rule: LanguageRule, decide: Callable[[str], Iterator[str]]
) -> None:
    assert rule.catches, "a rule needs a sentence that it catches"
    assert rule.spares, "a rule needs a sentence that it must not catch"
    assert rule.name in list(decide(rule.catches)), rule.catches
    assert rule.name not in list(decide(rule.spares)), rule.spares
