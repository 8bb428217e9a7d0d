"""The modals of a sentence's main clauses, each with the rule that found it; and those that start no norm, with the reason."""

from __future__ import annotations

from collections.abc import Iterator

from clauselint.detection.norms.cues.modal_rule import ModalMatch
from clauselint.detection.norms.modal_cues import MODAL_CUES, RESTRICTION_CUES
from clauselint.detection.norms.rejected_modals import (
    LEADING_CONDITION,
    LEXICAL_VERB,
    MAIN_STATEMENT,
    REJECTED_MODALS,
    ModalInContext,
    in_subordinate_clause,
)
from clauselint.detection.rules import PredicateRule
from clauselint.model import Span
from clauselint.support.lowercase import lower_keep_length
from clauselint.support.rules import first_rule

_CONTEXT = 200  # characters before a modal that decide whether it stands in a main clause


def main_clause_modals(text: str, *, subordinate_duties: bool = False) -> list[ModalMatch]:
    """Return the modals of main clauses; those of conditions, comparisons and relative clauses start no norm.

    With ``subordinate_duties`` those of relative clauses with a subject of their own are among them.
    """
    return [modal for modal, rejection in judged_modals(text, subordinate_duties) if rejection is None]


def judged_modals(
    text: str, subordinate_duties: bool = False
) -> Iterator[tuple[ModalMatch, PredicateRule[ModalInContext] | None]]:
    """Every modal of a sentence, with the rule by which it starts no norm; None for those of main clauses."""
    modals = list(_modals(lower_keep_length(text)))
    main_start = _main_clause_start(text, modals)
    last: ModalMatch | None = None
    for n, modal in enumerate(modals):
        before = text[max(last.end() if last else 0, modal.start() - _CONTEXT) : modal.start()]
        context = ModalInContext(
            text,
            modal.text,
            modal.start(),
            modal.end(),
            before,
            last.text if last else "",
            in_subordinate_clause(before),
            subordinate_duties,
            n + 1 < len(modals),
            main_start,
        )
        rejection = first_rule(REJECTED_MODALS, context)
        if rejection is None:
            last = modal
        yield modal, rejection


def _modals(low: str) -> Iterator[ModalMatch]:
    """Every modal of a sentence in lower case, in order; a restriction only where no modal overlaps it."""
    cues = list(MODAL_CUES.finditer(low))
    restrictions = [
        m for m in RESTRICTION_CUES.finditer(low) if not any(c.start() < m.end() and m.start() < c.end() for c in cues)
    ]
    found = [(m, MODAL_CUES) for m in cues] + [(m, RESTRICTION_CUES) for m in restrictions]
    for match, table in sorted(found, key=lambda pair: pair[0].start()):
        rule = table.rule_of(match)
        yield ModalMatch(match[0], Span(*match.span()), rule.modality, rule.name, rule.restricts)


def _main_clause_start(text: str, modals: list[ModalMatch]) -> int:
    """Return where the main clause begins, in a sentence that opens with a condition; 0 where none does, or it has no
    main clause."""
    lead = LEADING_CONDITION.match(text)
    if lead is None or not modals:
        return 0
    if modals[-1].start() < lead.end():
        return lead.end() if MAIN_STATEMENT.search(text, lead.end() - 1) else 0
    main = MAIN_STATEMENT.search(text, modals[-1].end()) if LEXICAL_VERB.match(modals[-1].text) else None
    return main.start() if main else lead.end()
