"""The party that heads a subject, and others that may be meant: the owner, the object, a passive's agent, an antecedent."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from clauselint.detection.norms.cues.modal_rule import ModalMatch
from clauselint.detection.norms.party_mentions import PartyMention
from clauselint.detection.rules import PatternRule, RuleTable
from clauselint.model import Side

# A party straight behind one of these hangs on it, and does not act.
PREPOSITION = RuleTable(
    PatternRule(
        "preposition",
        r"of|to|by|with|from|for|in|on|under|against|at|through|via|between|among|into|upon",
        catches="a key of the |Host",
        spares="each of the |Hosts",
    ),
    PatternRule(
        "about",
        r"concerning|regarding|about",
        catches="a book about |Host",
        spares="a book, about which |Host",
    ),
    PatternRule(
        "than",
        r"than|within|behalf",
        catches="later than |Host",
        spares="later, |Host",
    ),
    PatternRule(
        "notify",
        r"notify|notifies|inform",
        catches="shall notify the |Host",
        spares="shall notify; the |Host",
    ),
    template=r"(?i)(?<!\beach\s)(?<!\bboth\s)(?<!\beither\s)(?<!\bneither\s)\b<>\s+(?:the\s+|such\s+|its\s+|any\s+|each\s+|a\s+|an\s+|all\s+)*$",
    at="before",
)
_CONDITION = re.compile(r"(?i)\W*(?:if|when|whenever|where|once)\b")
_NEAR = 80  # characters: what decides stands close before
ADVERBIAL_START = re.compile(
    r"(?i)\W*(?:within|upon|after|before|on|at|if|when|where|once|following|prior|during|in)\b"
)
_OWNER = re.compile(r"['’]s?\b|['’](?=\s)")
# "of students or parents"
_JOINED_IN_PHRASE = re.compile(
    r"(?i)\b(?:of|by|for|from|with|between|among|against)\s+(?:(?:the|any|its|all|such|each|an?)\s+)*\w+(?<!party)(?<!each)\s+(?:or|and)\s+(?:(?:the|any|its|all|such|an?)\s+)*$"
)
_MODIFIES = re.compile(
    r"\s+(?:(?i:polic|procedure|rule|data|record|system|propert|requirement|standard|information|account|network|confidential|student"
    r"|statut|regulation|laws?\b|courts?\b|funds?\b|intellectual|trademark|premises|technolog)"
    r"|Terms|Code|Supplement|Services|Products?|Materials?|Software|Content|Marks?|Forms?|IP|Equipment|Facilit|Rights|Fees?|Indemnit)"
)


def core_mentions(text: str, start: int, mentions: Sequence[PartyMention]) -> list[PartyMention]:
    """Those that own nothing, hang on no preposition and are joined to none that does: "by Provider, its officers or agents"."""
    free: list[PartyMention] = []
    attached: PartyMention | None = None  # the last that hangs on a preposition
    for mention in mentions:
        before = text[max(start, mention.start - _NEAR) : mention.start]
        joint = _JOINER.fullmatch(text, attached.end, mention.start) if attached else None
        joined = joint is not None and (mention.is_personnel or _AND_OR.search(joint[0]))
        if joined or PREPOSITION.search(before) or _JOINED_IN_PHRASE.search(before):
            attached = mention
        elif not re.match(r"['’]s?\b|['’](?=\s)", text[mention.end :]):
            free.append(mention)
    return free


_ITS = re.compile(r"(?i)\b(?:its|their|his)\s+(?:[\w-]+\s+){0,3}$")
_AND_OR = re.compile(r"(?i)\b(?:and|or|nor|its|their|his)\b")  # not "agreed by Lessor, the Lessee shall"
_JOINER = re.compile(r"(?i)(?:[,\s]+(?:(?:and|or|nor|its|their|his|the|any|other)\b\s*)*)+")


def subject_head(
    text: str, start: int, end: int, mentions: tuple[PartyMention, ...]
) -> tuple[PartyMention | None, bool]:
    """The party that heads a subject, and whether people of it are meant ("employees of Provider")."""
    inside = [a for a in mentions if start <= a.start and a.end <= end and not _MODIFIES.match(text, a.end)]
    free = core_mentions(text, start, inside)
    if not free:
        return None, False
    # "Within 48 hours after the District reports it Provider must": no comma, but the party stands before the modal
    adjacent = ADVERBIAL_START.match(text[start:end]) and end - free[-1].end <= 1
    first = free[-1] if adjacent else free[0]
    if first.is_personnel and first.side is Side.UNKNOWN:
        return replace(first, side=_side_of_people(text, first, inside, mentions)), True
    return first, any(a.is_personnel for a in free)


def _side_of_people(
    text: str, people: PartyMention, inside: Sequence[PartyMention], mentions: tuple[PartyMention, ...]
) -> Side:
    """The side of "employees" alone, or "its employees": of the counterparty, unless the sentence says whose."""
    owner = next((a for a in inside if not a.is_personnel and a.side is not Side.UNKNOWN), None)
    if owner is None and _ITS.search(text[: people.start]):
        owner = antecedent(text, people.start, mentions)
    return owner.side if owner else Side.COUNTERPARTY


# Modals whose obligor or holder stands behind them.
GIVES = RuleTable(
    PatternRule(
        "it is",
        r"it\s+(?:is|shall)",
        catches="it is the duty of",
        spares="is the duty of",
    ),
    PatternRule(
        "nothing",
        r"nothing",
        catches="nothing in this lease prevents",
        spares="anything prevents",
    ),
    PatternRule(
        "grants",
        r"(?:hereby\s+)?(?:grants?|gives?|licenses?|consents?|permits?|allows?|authori[sz]es?)",
        catches="hereby grants a license",
        spares="may grant a license",
    ),
    PatternRule(
        "obliges",
        r"obliges|requires",
        catches="requires Guest to",
        spares="required of Guest",
    ),
    template=r"(?i)^<>\b",
    at="at",
)


def implicit_bearer(
    text: str, match: ModalMatch, start: int, mentions: tuple[PartyMention, ...]
) -> PartyMention | None:
    """Return who holds or owes where the subject does not say it.

    The one to whom a right is given ("grants Provider a license"), or the owner of the subject ("Contractor's use is").
    """
    if GIVES.match(match[0]):
        return next((a for a in mentions if a.start > match.start() and a.side is not Side.UNKNOWN), None)
    owners = (
        a
        for a in mentions
        if start <= a.start and a.end <= match.start() and re.match(r"['’]s?\b|['’](?=\s)", text[a.end :])
    )
    return next((a for a in owners if not PREPOSITION.search(text[max(start, a.start - _NEAR) : a.start])), None)


def object_party(text: str, start: int, end: int, mentions: tuple[PartyMention, ...]) -> PartyMention | None:
    """The party named behind a verb that begins at ``start``, in its own phrase or in one with "to" and the like."""
    for mention in mentions:
        if mention.start >= start and mention.side is not Side.UNKNOWN and not mention.is_personnel:
            owned = _OF.search(text, end, mention.start)
            return None if owned or text.count(" ", end, mention.start) > _WORDS_BEHIND else mention
    return None


_OF = re.compile(r"(?i)\bof\s+(?:(?:the|any|its)\s+)*$|[,;]\s*(?:and|but)\s")
_WORDS_BEHIND = 12


def antecedent(text: str, before: int, mentions: tuple[PartyMention, ...]) -> PartyMention | None:
    """Return what "it" or an omitted subject refers to: the last party named before, but no mere possessor or object of
    "of"."""
    earlier = [
        a for a in mentions if a.end <= before and a.side is not Side.UNKNOWN and not _MODIFIES.match(text, a.end)
    ]
    earlier = [a for a in earlier if not _OWNER.match(text, a.end)] or earlier
    free = [a for a in earlier if not PREPOSITION.search(text[max(0, a.start - _NEAR) : a.start])]
    candidates = free or earlier
    if not candidates:
        return None
    # "If the Board finds that Partner has misused it, it may": what the condition is said of, not what it speaks of
    return candidates[0] if _CONDITION.match(text) else candidates[-1]


_POSSESSED_BY = RuleTable(
    PatternRule(
        "in its custody",
        r"in\s+(?:the\s+)?(?:possession|custody|control|hands|care)\s+of",
        catches="keys in the custody of the Host",
        spares="keys in the car of the Host",
    ),
    PatternRule(
        "held by",
        r"(?:held|kept|maintained|stored|received|possessed)\s+by",
        catches="keys held by the Host",
        spares="keys lost by the Host",
    ),
    template=r"(?i)\b<>\s+(?:the\s+)?",
)


def possessor_as_agent(text: str, start: int, end: int, mentions: tuple[PartyMention, ...]) -> PartyMention | None:
    """Return who must do what a passive says is to be done, where nobody is named: the one who has the thing."""
    for has in _POSSESSED_BY.finditer(text, start, end):
        for mention in mentions:
            if mention.start == has.end() and not mention.is_personnel:
                return mention
    return None


_LIKE_IT = re.compile(r"(?i)^(?:\W*(?:and|or|\w+ly|\w+(?:ed|en|wn|ade|one|ept|eld|ent|ught))\b)+")
_INSERTED = re.compile(r",[^,;]{1,60},")
_DONE_BEFORE = re.compile(r"(?i)\w\W+(?:\w+(?:ed|en|wn|ade|one|ept|eld|ent|ught))\s+(?:in\s+(?:writing|advance)\s+)?$")


_BY = re.compile(r"(?i)\b(?:by|(?<=\bequally\s)(?:between|among|amongst))\s+(?:the\s+|any\s+|its\s+|each\s+)?")


def agent(text: str, start: int, end: int, mentions: tuple[PartyMention, ...]) -> PartyMention | None:
    """Return who does what a passive says is done: "by Provider"; "borne equally between Landlord and Tenant"."""
    for by in _BY.finditer(text[start:end]):
        at = start + by.end()
        done = _INSERTED.sub(" ", text[start : start + by.start()])
        if _DONE_BEFORE.search(_LIKE_IT.sub("", done)):
            continue  # "may be changed by an amendment signed by the District": it signs, and does not change
        for mention in mentions:
            if mention.start == at and not _OWNER.match(text, mention.end):
                return (
                    replace(mention, side=Side.COUNTERPARTY)
                    if mention.is_personnel and mention.side is Side.UNKNOWN
                    else mention
                )
    return None
