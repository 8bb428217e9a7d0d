"""Whose side each party is on: its role words, its name, and who gives data to whom decide, in this order."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from clauselint.lexicon.role_words import ROLE_SIDES, doubt, usual_side
from clauselint.model import Side
from clauselint.outline.parties import legal_names

_GIVES = (
    r"(?: [a-z]+ly)? (?:will|shall|agrees to|may|must|is) (?:be )?"
    r"(?:provid|disclos|shar|transfer|releas|send|furnish|suppl|mak|transmit)\w*"
)
_GETS = (
    r"(?: [a-z]+ly)? (?:will|shall|may|must|agrees to|is) (?:not )?"
    r"(?:receiv|us|access|stor|destroy|delet|return|safeguard|protect)\w*"
)


@dataclass(slots=True)
class PartyCandidate:
    """A party in the making."""

    name: str
    roles: list[str] = field(default_factory=list)
    side: Side = Side.UNKNOWN


def decide_sides(text: str, found: list[PartyCandidate]) -> None:
    """Set the side of every party found in ``text``."""
    for party in found:
        party.side = first_side(party)
    if len(found) < 2:
        return
    _one_schools(found)
    _body_that_receives(text, found)
    known = {party.side for party in found} - {Side.UNKNOWN}
    if len(known) == 1 and all(p.side is not Side.UNKNOWN for p in found):
        _settle_conflict(text, found)
    elif len(found) == 2 and len(known) == 1:
        for party in found:
            if party.side is Side.UNKNOWN:
                party.side = Side.COUNTERPARTY if Side.PROTECTED in known else Side.PROTECTED


def _one_schools(found: list[PartyCandidate]) -> None:
    """Two public bodies, one of which runs schools: that one shares its pupils' data, the other receives."""
    public = [p for p in found if p.side is Side.PROTECTED]
    schools = [p for p in public if runs_schools(p)]
    if schools and len(schools) < len(public):
        for party in public:
            if party not in schools:
                party.side = Side.COUNTERPARTY


def runs_schools(party: PartyCandidate) -> bool:
    """Whether the party's name or a role word speaks of schools, not of a college or another public body."""
    return any(_SCHOOLS.search(words) for words in (party.name, *party.roles))


# A university or an agency hands out pupils' data, or receives it; what it is bound to do with it tells.
_RECEIVERS = frozenset({"university", "college", "institution", "agency", "department"})
_BOUND = r"\b(?: [a-z]+ly)?,? (?:shall|must|will|agrees|covenants|may(?: not| only| receive| access| use))\b"
_NOT_GIVING = (
    r"(?! (?:also |promptly )?(?:provide|disclose|share|transfer|release|send|furnish|supply|make|deliver|transmit|pay|"
    r"notify)\b)"
)
_USES = "use|access|disclosure|redisclosure|processing|misuse|held|kept|used|stored|protected|destroyed"
_OF_DATA = r"[^.;]{0,200}\b(?i:data|records|information|PII)\b"


def _body_that_receives(text: str, found: list[PartyCandidate]) -> None:
    """A public body that is bound in its use of data, opposite a party of which the document says nothing: it receives."""
    if len(found) != 2 or {p.side for p in found} != {Side.PROTECTED, Side.COUNTERPARTY}:
        return
    body, other = found if found[0].side is Side.PROTECTED else found[::-1]
    words = [r for r in body.roles if r.lower() in _RECEIVERS]
    if not words or not other.roles or re.search(r"(?i)\beducation(?:al)? (?:agency|institution)", text):
        return
    who, whom = ("|".join(map(re.escape, roles)) for roles in (words, other.roles))
    spoken_of = re.findall(rf"\b(?:{whom})\b", text)
    both = re.findall(rf"\b(?:{who})\b[^.;\n]*\b(?:{whom})\b", text)
    uses = rf"\b(?:{_USES})\b[^.;]{{0,80}} by (?:the )?(?:{who})\b"
    binds = rf"\b(?:{who}){_BOUND}{_NOT_GIVING}{_OF_DATA}"
    if len(spoken_of) <= 1 + len(both) and re.search(f"{binds}|{uses}", text):
        body.side, other.side = Side.COUNTERPARTY, Side.PROTECTED


_SCHOOLS = re.compile(
    r"(?i)\b(?:school\s+district|schools?|education(?:al)?\s+agency|lea|board\s+of\s+education"
    r"|(?<!college\s)(?<!water\s)(?<!park\s)(?<!library\s)(?<!health\s)district)\b"
)


def first_side(party: PartyCandidate) -> Side:
    """By the first role word that the table knows exactly, else by the name, else by a part of a role word."""
    for role in party.roles:
        if role.lower() in ROLE_SIDES:
            return ROLE_SIDES[role.lower()]
    by_name = legal_names.side_of_name(party.name)
    if by_name is not Side.UNKNOWN:
        return by_name
    return next((side for side in map(usual_side, party.roles) if side is not Side.UNKNOWN), Side.UNKNOWN)


def _settle_conflict(text: str, found: list[PartyCandidate]) -> None:
    """All parties look as if on one side: their names decide, else who gives data to whom, else the surer role word.

    Two companies that no word tells apart stay unknown.
    """
    by_name = [legal_names.side_of_name(p.name) for p in found]
    if {Side.PROTECTED, Side.COUNTERPARTY} <= set(by_name):
        for party, side in zip(found, by_name, strict=True):
            party.side = side
        return
    if len(found) > 2:
        return
    first, second = found
    flow = _gives(text, first) - _gives(text, second)
    roles = [next((r for r in p.roles if usual_side(r) is not Side.UNKNOWN), "") for p in found]
    if flow:
        giver, taker = (first, second) if flow > 0 else (second, first)
    elif all(roles) and doubt(roles[0]) != doubt(roles[1]):
        surer, other = (first, second) if doubt(roles[0]) < doubt(roles[1]) else (second, first)
        giver, taker = (surer, other) if first.side is Side.PROTECTED else (other, surer)
    else:
        first.side = second.side = Side.UNKNOWN
        return
    giver.side, taker.side = Side.PROTECTED, Side.COUNTERPARTY


def _gives(text: str, party: PartyCandidate) -> int:
    """How often the party gives data, less how often it gets or keeps them."""
    words = [re.escape(w) for w in (*party.roles, party.name, legal_names.SUFFIX_END.sub("", party.name)) if w]
    if not words:
        return 0
    who = rf"\b(?:{'|'.join(words)})"
    what = r"[^.;]{0,60}\b(?:data|records|information)\b"
    gives = len(re.findall(who + _GIVES + what, text, re.IGNORECASE))
    return gives - len(re.findall(who + _GETS + what, text, re.IGNORECASE))
