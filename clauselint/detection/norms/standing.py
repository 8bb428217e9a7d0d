"""Norms that bind nobody of themselves: those in conditions and comparisons, and those whose subject is a thing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from clauselint.detection.norms import predicate_patterns as e
from clauselint.detection.norms.arguments import PREPOSITION
from clauselint.detection.norms.modal_cues import INVERTED
from clauselint.detection.norms.norm import Norm
from clauselint.detection.norms.party_mentions import PartyMention
from clauselint.detection.norms.party_resolution import POSSESSIVE, is_core
from clauselint.model import Modality

_NEAR = 80  # characters before a word that may hold the preposition on which it hangs
_CONDITION_REACH = 250  # characters before a subject that may open a condition


def in_conditions(text: str, norms: Sequence[Norm], mentions: Sequence[PartyMention]) -> frozenset[int]:
    """Return the places of the norms whose modal stands in a condition, a comparison or a restrictive relative clause."""
    found: set[int] = set()
    leading, main_before, conditional = bool(e.LEADS.match(text)), False, False
    only_statements = True
    for n, norm in enumerate(norms):
        follows_statements = only_statements
        only_statements = only_statements and norm.modality is Modality.STATEMENT
        if not norm.has_modal and not (n and norm.elided):
            continue
        if follows_statements and e.BARE_BE.match(text, norm.modal.start):
            found.add(n)  # "which Landlord may desire or be required to give"
            continue
        goes_on = (leading and not main_before) or (conditional and norm.elided)
        conditional = _is_conditional(text, norm, mentions, goes_on)
        main_before = main_before or not conditional
        if conditional:
            found.add(n)
    return frozenset(found)


def _is_conditional(text: str, norm: Norm, mentions: Sequence[PartyMention], goes_on: bool) -> bool:
    """Return whether the modal stands in a condition, a comparison or a restrictive relative clause: "if Landlord shall
    fail", "as
    Landlord may require", "damages that Landlord shall suffer". ``goes_on``: what stands before it is one, and may go on."""
    before = text[max(0, norm.span.start - _CONDITION_REACH) : norm.span.start]
    after = text[norm.modal.end : norm.modal.end + _CONDITION_REACH]
    if e.CONTENT.search(before):
        return False
    if e.UNDER.search(before):
        return not _ends_before_subject(text, norm, mentions)
    if _opens_with_condition(text, norm, mentions):
        return True
    if goes_on and e.AND_BEFORE.search(before) and not _THEN_AND.search(before):
        return True
    if e.FAILING.search(before) or _CONSENT.match(text, norm.span.start, norm.modal.start):
        return False
    relative = e.WHICH if norm.modality is Modality.PERMISSION or e.SUFFERS.match(after) else e.RESTRICTIVE
    return bool(relative.search(before))


def _opens_with_condition(text: str, norm: Norm, mentions: Sequence[PartyMention]) -> bool:
    """Return whether its own first words are the condition: "and in the event Tenant shall fail"."""
    subject = next((m for m in mentions if norm.span.start < m.start < norm.modal.start), None)
    if subject is None or re.search(r"\w{3}", text[subject.end : norm.modal.start]):
        return False
    return e.UNDER.fullmatch(text[norm.span.start : subject.start].strip() + " ") is not None


_IS_AND = re.compile(r"(?i)\b(?:is|are|was|were)\s+and\s*$")
_THEN_AND = re.compile(r"(?i)\bthen,?\s+and\s*$")  # "then and in each of said cases it shall be lawful"
_CONSENT = re.compile(r"(?i)\W*(?:consent|approval)\W*$")  # "which consent may be withheld"


def _ends_before_subject(text: str, norm: Norm, mentions: Sequence[PartyMention]) -> bool:
    """Return whether a condition ends before the subject without a comma: "if any such lien is filed Tenant will"."""
    near = [m for m in mentions if norm.span.start <= m.start and m.end <= norm.modal.start]
    if not near or re.search(r"\w", text[near[-1].end : norm.modal.start]):
        return False
    return bool(e.VERB.search(text[norm.span.start : near[-1].start]))


def is_thing_continued(text: str, before: Norm, norm: Norm, mentions: Sequence[PartyMention]) -> bool:
    """Return whether a left-out subject is a thing: "any such assignment shall be void and shall terminate this
    Lease"."""
    if not norm.elided or norm.passive or INVERTED.match(text[norm.modal.start : norm.modal.end]):
        return False
    if before.passive and not before.obligee.is_named:
        return True
    if (
        before.modality is Modality.STATEMENT
        and not before.obligor.is_named
        and _IS_AND.search(text[: norm.modal.start])
    ):
        return True  # "Host's title is and shall remain paramount"
    nobody = not before.obligor.is_named or owner_of_subject(text, before, mentions) is not None
    return nobody and not before.elided and before.modality is not Modality.STATEMENT


def owner_of_subject(text: str, norm: Norm, mentions: Sequence[PartyMention]) -> PartyMention | None:
    """The party that only owns the subject: "Lessee's use of the roof shall be subject to"."""
    if norm.obligor.is_personnel:
        return None
    named = subject_parties(norm, mentions)
    if any(is_core(text, m) for m in named):
        return None
    owners = (
        m
        for m in named
        if POSSESSIVE.match(text, m.end) and not PREPOSITION.search(text, max(0, m.start - _NEAR), m.start)
    )
    return next(owners, None)


def subject_parties(norm: Norm, mentions: Sequence[PartyMention]) -> list[PartyMention]:
    """The parties named between the start of the norm and its modal."""
    return [m for m in mentions if norm.span.start <= m.start < norm.modal.start and not m.is_personnel]
