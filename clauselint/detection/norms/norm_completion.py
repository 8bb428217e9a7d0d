"""Readings that need a norm's whole span: passives and their agents, exclusivity, negations in the object, shared agents."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from clauselint.detection.norms.arguments import agent, possessor_as_agent
from clauselint.detection.norms.modal_cues import NO_OBJECT, ONLY, PASSIVE, SUBJECT_PASSIVES
from clauselint.detection.norms.norm import Norm, NormParty
from clauselint.detection.norms.party_mentions import PartyMention
from clauselint.model import Modality, Side
from clauselint.support.lowercase import lower_keep_length

_NOT_TO = re.compile(r"(?i)(?:[^,;.]{0,60}?\W)?(?:(?:not|never)\s+to|to\s+(?:refrain|abstain|desist)\s+from)\b")
_IN_CONDITION = re.compile(r"(?i)\b(?:if|where|when|unless|until|whether|because)\b[^,;]*$")
_ITEM_NOT = re.compile(r"(?i)\s*:\W*(?:not|never)\s+(?!only\b|later\b|less\b|more\b)")  # "agrees to: (a) not use …"
_LET_BY = re.compile(r"(?i)(?:permitted|allowed|authori[sz]ed)\s+(?:and\s+\w+(?:ed|en)\s+)?by\s+(?:the\s+)?[A-Z]")
_HELD_TO = re.compile(r"(?i)(?<=\bheld)\s+(?:to|liable|responsible|accountable|answerable|harmless|bound)\b")
_PROCURES = re.compile(r"(?i)\b(?:ensur|requir|(?<!for\s)caus|procur|oblig|bind|instruct|direct)\w*\b")
_AGREES_THAT = re.compile(r"(?i)\b(?:agrees?|covenants?|warrants?|undertakes?|guarantees?)\s+that$")


def completed(text: str, norm: Norm, mentions: tuple[PartyMention, ...]) -> Norm:
    """The norm with the readings of its whole span."""
    if norm.modality is Modality.STATEMENT:
        only = bool(ONLY.search(lower_keep_length(text[norm.span.start : norm.span.end])))
        return norm if norm.restricted is only else replace(norm, restricted=only)
    after = text[norm.modal.end : norm.span.end]
    if ONLY.search(lower_keep_length(after)):
        norm = replace(norm, restricted=True)
    if norm.modality in {Modality.OBLIGATION, Modality.PERMISSION} and (denial := _denial(text, norm, after)):
        norm = replace(norm, modality=Modality.PROHIBITION, rules=(*norm.rules, f"polarity: {denial}"))
    done = _acted_on_at(after)
    if done is not None:
        return _with_agent(text, norm, norm.modal.end + done, mentions)
    people = any(m.is_personnel for m in mentions if norm.modal.end <= m.start < norm.span.end)
    if people and norm.obligor.side is not Side.PROTECTED and _PROCURES.search(after):
        return replace(norm, obligor=replace(norm.obligor, is_personnel=True))
    return norm


def _denial(text: str, norm: Norm, after: str) -> str:
    """The name of the rule by which a negation stands among the words that the modal governs, "" where none does."""
    if rule := _denied_object(after):
        return rule
    if _ITEM_NOT.match(after):
        return "item not"
    infinitive = text[norm.span.start : norm.span.end] if norm.elided else after
    return "not to" if _NOT_TO.match(infinitive) else ""


def _denied_object(after: str) -> str:
    """The rule by which the object is denied; a negation in a condition ("if it has no website") denies nothing."""
    found = NO_OBJECT.search(lower_keep_length(after))
    if found is None or _IN_CONDITION.search(after, 0, found.start()):
        return ""
    return NO_OBJECT.rule_of(found).name


def _acted_on_at(after: str) -> int | None:
    """Return where the passive verb behind the modal ends; None where the subject itself is bound or entitled."""
    passive = PASSIVE.match(after)
    if passive is None or _HELD_TO.match(after, passive.end()):
        return None
    # "audits shall be permitted by Provider": it lets them be
    done = passive[1].lower() not in SUBJECT_PASSIVES or _LET_BY.match(after, passive.start(1))
    return passive.end() if done else None


def _with_agent(text: str, norm: Norm, verb_end: int, mentions: tuple[PartyMention, ...]) -> Norm:
    """The passive norm with its agent as obligor; the party that heads the subject becomes the obligee."""
    by = agent(text, verb_end, norm.span.end, mentions) or possessor_as_agent(
        text, norm.span.start, norm.modal.start, mentions
    )
    obligor = NormParty.of(by) if by else NormParty(is_personnel=norm.obligor.is_personnel)
    return replace(norm, passive=True, obligee=norm.obligor, obligor=obligor)


def with_shared_agents(text: str, norms: Iterable[Norm]) -> Iterator[Norm]:
    """The norms with the agent that a passive leaves to the norm before: "It shall be held by Provider in confidence and
    shall not be disclosed"."""
    last: Norm | None = None
    for norm in norms:
        if last and norm.passive and not norm.obligor.is_named and _shares_agent(text, last, norm):
            norm = replace(norm, obligor=last.obligor)
        yield norm
        last = norm


def _shares_agent(text: str, last: Norm, norm: Norm) -> bool:
    return _agrees_alone(text, last, norm) or (norm.elided and last.passive and last.obligor.is_named)


def _agrees_alone(text: str, last: Norm, norm: Norm) -> bool:
    """Return whether one party agrees to the norm that follows: "Vendor agrees that it will be kept confidential"."""
    if not last.obligor.is_named or not _AGREES_THAT.search(text, last.modal.start, last.span.end):
        return False
    several = re.search(r"(?i)\band\b", text[last.span.start : last.modal.start])
    return not several and not re.search(r"\w", text[last.modal.end : norm.span.start])
