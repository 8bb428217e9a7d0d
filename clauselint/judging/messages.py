"""Messages of findings: the result for people, in one sentence."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from clauselint.judging.ladder import StatusDecision
from clauselint.judging.phrases import absence_in_words, lacking_in_words, sections_in_words
from clauselint.model import Detection, Status
from clauselint.packs.schema import Requirement


@dataclass(frozen=True, slots=True)
class MessageContext:
    """Facts that a message names beside the decision.

    ``missing_text`` names the text of the contract that was not read. ``applicability`` says why the requirement applies or
    does not, None where it always applies. ``supporting`` and ``contradicting`` are the sections quoted for and against.
    """

    missing_text: str
    applicability: str | None
    supporting: tuple[str, ...] = ()
    contradicting: tuple[str, ...] = ()


def finding_message(
    requirement: Requirement,
    decision: StatusDecision,
    status: Status,
    near: Sequence[Detection],
    context: MessageContext,
    *,
    unsure: bool = False,
) -> str:
    """Return the status in words, with what decided it; ``unsure`` says so too."""
    if status is Status.CANNOT_DETERMINE:
        words = f"not found in the text that was read; {context.missing_text}"
    elif status is Status.NOT_APPLICABLE and context.applicability:
        words = f"does not apply ({context.applicability})"
    elif decision.stance:
        words = _with_lacking(f"the contract {decision.explanation}", decision, "it")
    elif status is Status.MISSING:
        words = _missing(requirement, decision, near)
    else:
        words = _WORDS[status](decision, context)
    return f"{requirement.name}: {words}.{_READ_YOURSELF if unsure and status in _FROM_TEXT else ''}"


_READ_YOURSELF = " This is uncertain: read the passage yourself."
_FROM_TEXT = frozenset({Status.MET, Status.WEAK, Status.MISSING, Status.CONTRADICTED})


def _met(decision: StatusDecision, context: MessageContext) -> str:
    where = sections_in_words(context.supporting)
    if not where:
        return "the contract meets this requirement"
    several = len(context.supporting) > 1
    return f"{where} {'meet' if several else 'meets'} this requirement"


def _contradicted(decision: StatusDecision, context: MessageContext) -> str:
    says = decision.contradiction or decision.explanation
    words = says if says.startswith("“") or not decision.contradiction else f"the contract {says}"
    against = sections_in_words(context.contradicting)
    words += f" ({against})" if against else ""
    if not decision.supports:
        return words
    elsewhere = [section for section in context.supporting if section and section not in context.contradicting]
    other = sections_in_words(elsewhere) or "another clause"
    return f"{words}; {other} {'support' if len(elsewhere) > 1 else 'supports'} the requirement"


def _missing(requirement: Requirement, decision: StatusDecision, near: Sequence[Detection]) -> str:
    if decision.explanation:
        return f"a clause addresses this, but {decision.explanation}"
    role = near[0].reason if near else ""
    if role in _NON_OPERATIVE:
        return _NON_OPERATIVE[role]
    return absence_in_words(next(limb.label for limb in requirement.needs if limb.core))


_NON_OPERATIVE = {
    "definition": "the contract only defines a related term; it imposes no duty",
    "recital": "only a recital mentions this; recitals impose no duty",
    "heading": "only a heading mentions this; no clause follows that imposes a duty",
    "toc": "only the table of contents mentions this",
    "reserved": "the clause on this is marked as reserved or omitted",
    "replaced": "an amendment replaces the only clause on this",
    "blank": "the only text on this is a blank to fill in",
    "signature": "only the signature block mentions this",
}
"""By the role of the nearest sentence, which is not operative."""


def _weak(decision: StatusDecision, context: MessageContext) -> str:
    if decision.lacking and not decision.explanation:
        return f"the clause {lacking_in_words(decision.lacking)}"
    criterion = decision.reason.partition(":")[0]
    words = _BY_CRITERION.get(criterion, "{}").format(decision.explanation)
    return _with_lacking(words, decision, "the clause also")


_BY_CRITERION = {
    "qualifier": "the duty is qualified by {}",
    "exhibit": "the details are missing: {}",
    "amendment": "an amendment changes the clause: {}",
    "limb": "the clause {}",
}
"""How an explanation reads, by the criterion that failed; the others are sentences."""


def _with_lacking(words: str, decision: StatusDecision, subject: str) -> str:
    return f"{words}; {subject} {lacking_in_words(decision.lacking)}" if decision.lacking else words


_WORDS: Mapping[Status, Callable[[StatusDecision, MessageContext], str]] = {
    Status.MET: _met,
    Status.WEAK: _weak,
    Status.CONTRADICTED: _contradicted,
    Status.NOT_APPLICABLE: lambda decision, context: "does not apply",
}
