"""The subject of a modal: where it begins, and whether it opens with a negation."""

from __future__ import annotations

import re

from clauselint.detection.norms.arguments import ADVERBIAL_START, core_mentions
from clauselint.detection.norms.cues.modal_rule import ModalMatch
from clauselint.detection.norms.modal_cues import INVERTED, MODAL_CUES
from clauselint.detection.norms.party_mentions import PartyMention
from clauselint.detection.norms.subject_boundaries import (
    CONTENT_VERB,
    FINITE_VERB,
    NEAR,
    NEGATED_START,
    VERB_AND_OBJECT,
    boundary_steps,
    without_adverbs,
)
from clauselint.support.lowercase import lower_keep_length

__all__ = ["opens_negated", "subject_start", "without_adverbs"]


def subject_start(text: str, match: ModalMatch, floor: int, mentions: tuple[PartyMention, ...]) -> int:
    """Return where the subject of the modal begins: back over relative clauses and insertions to the last boundary."""
    if INVERTED.match(match[0]):
        return match.start()
    if not floor and _one_long_subject(text, match.start(), mentions):
        return floor
    if (before := _before_insertion(text, floor, match.start(), mentions)) is not None:
        return before
    begins = (begin for _, begin in boundary_steps(text, match, floor, mentions) if begin is not None)
    return next(begins, floor)


_PLAIN_INSERTION = re.compile(
    r"(?i),\s*(?:upon|on|at|by|for|with|without|in|within|from|during|prior\s+to|subject\s+to|following|after|before|as)\b[^,;:]{0,90},\s*$"
)


def _before_insertion(text: str, floor: int, end: int, mentions: tuple[PartyMention, ...]) -> int | None:
    """Return where the subject begins that one plain insertion parts from its modal: "Tenant, upon notice to Landlord,
    may"."""
    for mention in reversed([a for a in mentions if floor <= a.start and a.end < end]):
        between = _PLAIN_INSERTION.fullmatch(text, mention.end, end)
        if between is None:
            continue
        if MODAL_CUES.search(lower_keep_length(between[0])) or FINITE_VERB.search(between[0]):
            return None
        begins = re.search(
            r"(?i)(?:^|[;:,]|\b(?:and|or|but|that|then)\b)\s*(?P<subject>(?:the\s+|each\s+)?)$",
            text[floor : mention.start],
        )
        return floor + begins.start("subject") if begins else None
    return None


def _one_long_subject(text: str, end: int, mentions: tuple[PartyMention, ...]) -> bool:
    """Return whether all before the first modal is its subject: "Mining, profiling and use by the Vendor for sale or
    rent are …"."""
    before = text[:end]
    if _lists_people_of_party(before, mentions):
        return True
    return not (
        FINITE_VERB.search(before)
        or VERB_AND_OBJECT.search(before)
        or ADVERBIAL_START.match(before)
        or core_mentions(text, 0, [a for a in mentions if a.end <= end])
    )


_LISTED = re.compile(
    r"(?i)(?:,\s*(?:and|or)?|\s+(?:and|or))\s+(?:its|their|any|prospective|all|other)\s+(?:[\w'’-]+\s+){0,2}[\w'’-]+(?:,?\s+(?:and|or)?\s*(?:[\w'’-]+\s+){0,2}[\w'’-]+){0,6}\s*,?\s*$"
)


def _lists_people_of_party(before: str, mentions: tuple[PartyMention, ...]) -> bool:
    """Return whether all before the modal is a party and people about it: "Landlord, its agents and prospective buyers may"."""
    first = next(iter(mentions), None)
    if (
        first is None
        or first.is_personnel
        or re.search(r"\w", re.sub(r"(?i)^\W*(?:the\s+)?", "", before[: first.start]))
    ):
        return False
    return (
        bool(_LISTED.match(before, first.end)) and not FINITE_VERB.search(before) and not VERB_AND_OBJECT.search(before)
    )


def opens_negated(text: str, modal_start: int) -> bool:
    """Return whether the main clause of the modal opens with "No …": "No click-through or online terms shall
    modify"."""
    opening = max(
        (
            m.end()
            for m in re.finditer(r"[;:]|\bthat\b", text[:modal_start])
            if m[0] != "that" or CONTENT_VERB.search(text[max(0, m.start() - NEAR) : m.start()])
        ),
        default=0,
    )
    lead = _LEAD.match(text, opening, modal_start)  # "In matters of privacy, no terms shall …"
    opens = NEGATED_START.match(text, opening, modal_start) or (
        lead is not None and NEGATED_START.match(text, lead.end(), modal_start)
    )
    return bool(opens) and not MODAL_CUES.search(lower_keep_length(text), opening, modal_start)


_LEAD = re.compile(r"(?i)\W*(?:in|as|for|with|on|upon|at|under|during|except|subject|notwithstanding)\b[^,;:]{1,80},")
