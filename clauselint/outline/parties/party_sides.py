"""Whose side each party is on: role words, name, and who gives data to whom decide, unless the user states it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from clauselint.lexicon.role_words import OTHER_PUBLIC_BODIES, PRONOUNS, ROLE_SIDES, usual_side, word_rank
from clauselint.model import Side
from clauselint.outline.parties import legal_names

_OTHER = {Side.PROTECTED: Side.COUNTERPARTY, Side.COUNTERPARTY: Side.PROTECTED, Side.UNKNOWN: Side.UNKNOWN}


@dataclass(slots=True)
class PartyCandidate:
    """A party in the making. ``description`` is the common noun that introduces it ("the customer" in ``the customer
    ("Company")``); ``pronoun_side`` is the side that the text gives to the "we" or "you" by which the party goes; ``stated`` is
    the side that the user states."""

    name: str
    roles: list[str] = field(default_factory=list)
    side: Side = Side.UNKNOWN
    description: str = ""
    pronoun_side: Side = Side.UNKNOWN
    stated: Side | None = None

    def words(self) -> list[str]:
        """The words that the document may call it by: role words, name, name without its legal form."""
        return [w for w in (*self.roles, self.name, legal_names.SUFFIX_END.sub("", self.name)) if w]


def words_of(found: Sequence[PartyCandidate]) -> set[str]:
    """Return the lower-cased names and role words of all candidates."""
    return {word.lower() for party in found for word in (party.name, *party.roles) if word}


def decide_sides(text: str, found: list[PartyCandidate]) -> None:
    """Set the side of every party found in ``text``. A stated side is never changed, and decides for the other of two."""
    for party in found:
        party.side = side_by_words(party)
    if len(found) > 1:
        _follow_data_roles(text, found)
        _prefer_schools(found)
        _turn_receiving_body(text, found)
        if {party.side for party in found} in ({Side.PROTECTED}, {Side.COUNTERPARTY}):
            _settle_conflict(text, found)
        elif len(found) == 2:
            _complete_pair(found)
    _follow_user(found)


def side_by_words(party: PartyCandidate) -> Side:
    """Return the side by the first role word that the table knows exactly, else by the use of its pronoun, by its name, by part
    of a role word, or by what the pronoun usually means."""
    roles = [role for role in (party.description, *party.roles) if role.lower() not in PRONOUNS]
    evidence = (
        *(ROLE_SIDES.get(role.lower(), Side.UNKNOWN) for role in roles),
        party.pronoun_side,
        legal_names.side_of_name(party.name),
        *map(usual_side, party.roles),
    )
    return next((side for side in evidence if side is not Side.UNKNOWN), Side.UNKNOWN)


def _complete_pair(found: Sequence[PartyCandidate]) -> None:
    """Of two parties one of which is known, the other is on the other side."""
    for party, other in zip(found, reversed(found), strict=True):
        if party.side is Side.UNKNOWN:
            party.side = _OTHER[other.side]


def _follow_user(found: Sequence[PartyCandidate]) -> None:
    for party in found:
        party.side = party.side if party.stated is None else party.stated
    stated = [party for party in found if party.stated is not None]
    if len(found) == 2 and len(stated) == 1:
        other = next(party for party in found if party.stated is None)
        other.side = _OTHER[stated[0].side]


# --- data protection roles ---

_ACTS_AS = (
    r"(?:\s+\w+ly)?\s+(?:acts?|acting|is|are|shall\s+(?:be|act)|will\s+(?:be|act))"
    r"\s+(?:as\s+)?(?:the\s+|an?\s+)?(?:sole\s+)?"
)
_PROTECTED_ROLES = r"(?:data\s+controller|controller|covered\s+entity|data\s+exporter)\b(?!\s+or\b)"
_COUNTERPARTY_ROLES = r"(?:data\s+processor|processor|business\s+associate|data\s+importer)\b(?!\s+or\b)"


def _follow_data_roles(text: str, found: Sequence[PartyCandidate]) -> None:
    """A party that acts as the controller and another that acts as its processor are on these sides, whatever they are called."""
    by_role = {}
    for n, party in enumerate(found):
        who = _any_of(party.words())
        protects = bool(re.search(rf"(?i)\b{who}{_ACTS_AS}{_PROTECTED_ROLES}", text))
        processes = bool(re.search(rf"(?i)\b{who}{_ACTS_AS}{_COUNTERPARTY_ROLES}", text))
        if protects != processes:
            by_role[n] = Side.PROTECTED if protects else Side.COUNTERPARTY
    sides = set(by_role.values())
    if len(sides) == 2 or (len(found) == 2 and len(by_role) == 1 and found[0].side is found[1].side):
        for n, side in by_role.items():
            found[n].side = side
            if len(found) == 2 and len(by_role) == 1:
                found[1 - n].side = _OTHER[side]


# --- public bodies ---

_SCHOOLS = re.compile(
    r"(?i)\b(?:school\s+district|schools?|education(?:al)?\s+agency|lea|board\s+of\s+education"
    r"|(?<!college\s)(?<!water\s)(?<!park\s)(?<!library\s)(?<!health\s)district)\b"
)


def runs_schools(party: PartyCandidate) -> bool:
    """Return whether the party's name or a role word speaks of schools, not of a college or another public body."""
    return any(_SCHOOLS.search(words) for words in (party.name, *party.roles))


def is_other_public_body(party: PartyCandidate) -> bool:
    """Return whether it is a public body by its role word, and runs no schools."""
    public = side_by_words(party) is Side.PROTECTED and any(r.lower() in OTHER_PUBLIC_BODIES for r in party.roles)
    return public and not runs_schools(party)


def _prefer_schools(found: Sequence[PartyCandidate]) -> None:
    """Two public bodies, one of which runs schools: that one shares its pupils' data, the other receives."""
    public = [party for party in found if party.side is Side.PROTECTED]
    schools = [party for party in public if runs_schools(party)]
    if schools and len(schools) < len(public):
        for party in public:
            if party not in schools:
                party.side = Side.COUNTERPARTY


# A university or an agency hands out pupils' data, or receives it; what it is bound to do with it tells.
_RECEIVERS = frozenset({"university", "college", "institution", "agency", "department"})
_BOUND = r"\b(?: [a-z]+ly)?,? (?:shall|must|will|agrees|covenants|may(?: not| only| receive| access| use))\b"
_NOT_GIVING = (
    r"(?! (?:also |promptly )?(?:provide|disclose|share|transfer|release|send|furnish|supply|make|deliver|transmit|pay|"
    r"notify)\b)"
)
_USES = "use|access|disclosure|redisclosure|processing|misuse|held|kept|used|stored|protected|destroyed"
_OF_DATA = r"[^.;]{0,200}\b(?i:data|records|information|PII)\b"


def _turn_receiving_body(text: str, found: Sequence[PartyCandidate]) -> None:
    """A public body that is bound in its use of data, opposite a party of which the document says nothing: it receives."""
    if len(found) != 2 or {party.side for party in found} != {Side.PROTECTED, Side.COUNTERPARTY}:
        return
    body, other = found if found[0].side is Side.PROTECTED else found[::-1]
    words = [role for role in body.roles if role.lower() in _RECEIVERS]
    if not words or not other.roles or re.search(r"(?i)\beducation(?:al)? (?:agency|institution)", text):
        return
    if not _is_spoken_of_alone(text, words, other.roles) and _is_bound_in_use(text, words):
        body.side, other.side = Side.COUNTERPARTY, Side.PROTECTED


def _is_spoken_of_alone(text: str, body: Sequence[str], other: Sequence[str]) -> bool:
    """Return whether sentences speak of the other party without the body."""
    mentions = re.findall(rf"\b{_any_of(other)}\b", text)
    beside_body = re.findall(rf"\b{_any_of(body)}\b[^.;\n]*\b{_any_of(other)}\b", text)
    return len(mentions) > 1 + len(beside_body)


def _is_bound_in_use(text: str, body: Sequence[str]) -> bool:
    uses = rf"\b(?:{_USES})\b[^.;]{{0,80}} by (?:the )?{_any_of(body)}\b"
    binds = rf"\b{_any_of(body)}{_BOUND}{_NOT_GIVING}{_OF_DATA}"
    return bool(re.search(f"{binds}|{uses}", text))


# --- conflicts ---

# Words that say little of a side: anybody is a company, and a distributor buys as well as sells.
_GENERIC_ROLES = frozenset(
    {"company", "corporation", "firm", "organization", "organisation", "partner", "foundation", "nonprofit", "distributor",
     "reseller", "publisher", "subcontractor", "disclosing party", "receiving party"}
)  # fmt: skip
_WILL = r"(?: [a-z]+ly)? (?:will|shall|agrees to|may|must|is) "
_GIVES = _WILL + r"(?:be )?(?:provid|disclos|shar|transfer|releas|send|furnish|suppl|mak|transmit)\w*"
_GETS = _WILL + r"(?:not )?(?:receiv|us|access|stor|destroy|delet|return|safeguard|protect)\w*"


def _settle_conflict(text: str, found: Sequence[PartyCandidate]) -> None:
    """All parties look as if on one side: their names decide, else the only role word,
    else who gives data to whom, else the surer role word.

    Two companies that no word tells apart stay unknown.
    """
    by_name = [legal_names.side_of_name(party.name) for party in found]
    if {Side.PROTECTED, Side.COUNTERPARTY} <= set(by_name):
        for party, side in zip(found, by_name, strict=True):
            party.side = side
    elif len(found) == 2:
        first, second = found
        protected = _by_only_role_word(first, second) or _giver(text, first, second) or _by_rank(first, second)
        for party in found:
            unknown = protected is None
            party.side = Side.UNKNOWN if unknown else Side.PROTECTED if party is protected else Side.COUNTERPARTY


_TELLING_ROLES = frozenset(ROLE_SIDES) - PRONOUNS - _GENERIC_ROLES


def _giver(text: str, first: PartyCandidate, second: PartyCandidate) -> PartyCandidate | None:
    """The one of two that gives data to the other; None where neither does, or both alike."""
    flow = _net_giving(text, first) - _net_giving(text, second)
    return None if not flow else first if flow > 0 else second


def _by_only_role_word(first: PartyCandidate, second: PartyCandidate) -> PartyCandidate | None:
    """The protected one of two where one has a telling role word ("Vendor") and the other nothing but its name."""
    has_telling_role = [any(role.lower() in _TELLING_ROLES for role in party.roles) for party in (first, second)]
    if has_telling_role[0] == has_telling_role[1] or any(
        role.lower() in ROLE_SIDES for role in (second if has_telling_role[0] else first).roles
    ):
        return None
    with_word, without = (first, second) if has_telling_role[0] else (second, first)
    return with_word if with_word.side is Side.PROTECTED else without


def _by_rank(first: PartyCandidate, second: PartyCandidate) -> PartyCandidate | None:
    """The protected one of two whose role words speak for one side: the less sure word changes sides."""
    words = [next((r for r in p.roles if usual_side(r) is not Side.UNKNOWN), "") for p in (first, second)]
    if not all(words) or word_rank(words[0]) == word_rank(words[1]):
        return None
    surer, other = (first, second) if word_rank(words[0]) < word_rank(words[1]) else (second, first)
    return surer if first.side is Side.PROTECTED else other


def _net_giving(text: str, party: PartyCandidate) -> int:
    """Return how often the party gives data, less how often it gets or keeps them."""
    words = party.words()
    if not words:
        return 0
    who = rf"\b{_any_of(words)}"
    what = r"[^.;]{0,60}\b(?:data|records|information)\b"
    gives = len(re.findall(who + _GIVES + what, text, re.IGNORECASE))
    return gives - len(re.findall(who + _GETS + what, text, re.IGNORECASE))


def _any_of(words: Sequence[str]) -> str:
    return f"(?:{'|'.join(map(re.escape, words))})"
