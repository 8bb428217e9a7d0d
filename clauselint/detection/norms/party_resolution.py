"""The resolution of parties: who stands behind the words of a sentence, each by the name that the document uses."""

from __future__ import annotations

import re
from collections.abc import Sequence

from clauselint.detection.norms.arguments import PREPOSITION
from clauselint.detection.norms.norm import Norm, NormParty
from clauselint.detection.norms.party_mentions import PERSONNEL, PartyMatcher, PartyMention
from clauselint.model import Outline, Party, Side, Span
from clauselint.outline import role_words
from clauselint.support.lowercase import lower_keep_length

# Roles that stand on neither side of the packs' table. Written small they are common nouns: "a bank", "any broker".
_CAPITAL_ROLES = (
    "guarantor,surety,assignor,assignee,transferor,transferee,grantor,grantee,optionor,optionee,indemnitor,indemnitee,"
    "borrower,lender,bank,mortgagee,mortgagor,pledgor,trustee,escrow agent,administrative agent,collateral agent,servicer,"
    "master landlord,master lessor,prime landlord,prime lessor,overlandlord,ground lessor,ground lessee,head landlord,"
    "superior landlord,successor landlord,original tenant,subtenant,sublessee,sublandlord,sublessor,resident,occupant,"
    "manager,property manager,managing agent,operator,architect,builder,broker,carrier,shipper,warehouseman,insurer,insured,"
    "employer,executive,franchisor,franchisee,manufacturer,distributor,sponsor,artist,author,investor,issuer,underwriter,"
    "holder,depositor,seller,buyer,parent,agent,party a,party b,first party,second party"
)
_NEAR = 80  # characters before a word that may hold the preposition on which it hangs
_BEFORE = 40  # characters that decide what a word is
_MODAL_NEXT = re.compile(r"\s+(?:\w+ly\s+|also\s+|hereby\s+)?(?:shall|must|will|may|agrees?|covenants?|is|has)\b")
_ACTS = re.compile(r"(?i)\s+(?:\w+ly\s+|hereby\s+|also\s+)?(?:shall|must|will|may|agrees?|covenants?)\b")
_SPOKEN_OF = re.compile(r"(?i)(?:^|[.;:]\s*|\b(?:the|said|such|each|every)\s+)$")
_QUALIFIES = re.compile(r"[ \t]+[A-Z][a-z]+")
_OTHER = re.compile(r"(?i)\b(?:other|another|prospective|succeeding|future|former|as|a|an|between)\s+$")
_PRONOUN_ROLES = frozenset(("you", "we", "us", "our", "your", "user"))
_SUBJECT_FORM = {"us": "we", "our": "we", "we": "we", "your": "you", "you": "you"}
POSSESSIVE = re.compile(r"['’]s?\b|['’](?=\s)")
_JOINS = re.compile(r"(?i)\s*,?\s*(?:and/or|and|or|nor|&)\s+(?:the\s+|each\s+of\s+)?|\s*,\s*(?:the\s+)?")
_NOT_A_PARTY = re.compile(
    r"(?i)\b(?:any|each|every|no|all|such|those|an?|nobody|who\w*|violators?|offenders?|wrongdoers?)\b"
)
_OWN = re.compile(r"(?i)\b(?:its|their|his|her)\s+(?:[\w-]+\s+){0,4}$")
_TO = r"(?:to|for|unto|with|upon|against)\s+(?:the\s+|said\s+|such\s+)?$"
_RECIPIENT = re.compile(rf"(?i)\b{_TO}")
# Verbs whose direct object is a person who gets something.
_SERVES = re.compile(
    r"(?i)\b(?:pay|repay|reimburse|give|furnish|provide|notify|inform|advise|indemnify|defend|hold|protect|permit|allow"
    r"|deliver|send|supply|compensate|credit|refund|grant|save|release|assist|afford|offer)\s+(?:(?:the|said)\s+)?$"
)
_PAYERS = ("tenant", "lessee", "subtenant", "sublessee")


class AllRolesMatcher(PartyMatcher):
    """The role words of a document for all that it says, not only for what the packs ask: every one that acts in it."""

    def __init__(self, outline: Outline, text: str) -> None:
        own = role_words(outline)
        everybody = {**dict.fromkeys(_CAPITAL_ROLES.split(","), Side.COUNTERPARTY), **own}
        super().__init__(
            {word: Side.COUNTERPARTY if side is Side.UNKNOWN else side for word, side in everybody.items()}
        )
        self._own = frozenset(own)
        self._text = text
        self._capital: dict[str, bool] = {}

    def find(self, text: str) -> tuple[PartyMention, ...]:
        """The mentions of a sentence; not the role word that only names a thing ("Tenant Improvements", "as tenant")."""
        return tuple(a for a in super().find(text) if a.is_collective or a.is_personnel or self._acts(a, text))

    def _acts(self, mention: PartyMention, text: str) -> bool:
        word, low = mention.word, mention.word.lower()
        if low in _PRONOUN_ROLES:
            return word != "US"
        if not word.isupper() and _QUALIFIES.match(text, mention.end):
            return False
        if word[0].isupper():
            return True
        before = text[max(0, mention.start - _BEFORE) : mention.start]
        if low not in self._own or self._has_capital(low) or _OTHER.search(before):
            return False
        return bool(_SPOKEN_OF.search(before) or _MODAL_NEXT.match(text, mention.end))

    def _has_capital(self, low: str) -> bool:
        """Return whether the document also writes the word with a capital: then it means nobody where it is written
        small."""
        if low not in self._capital:
            shapes = "|".join(map(re.escape, (low.title(), low.capitalize(), low.upper())))
            self._capital[low] = bool(
                re.search(rf"(?<=[a-z,;(“\"] )(?:{shapes})\b|\b(?:{shapes})(?= [a-z])", self._text)
            )
        return self._capital[low]


class Parties:
    """The parties of a document: the names it uses for them, their sides, and who stands on the other side."""

    def __init__(
        self, outline: Outline, acting: Sequence[PartyMention] = (), named_only: Sequence[PartyMention] = ()
    ) -> None:
        """For a document that names no parties: ``acting`` are mentions of the roles that do something in it, ``named_only``
        of those that are named at all, which stand in where fewer than two do something."""
        spelt: dict[str, str] = {}  # the first spelling stands for the others: "Tenant" for "TENANT"
        for mention in (*acting, *named_only):
            spelt.setdefault(_folded(mention.word), " ".join(mention.word.split()))
        self._by_word = dict(spelt)
        self._sides = {_folded(m.word): m.side for m in (*named_only, *acting)}
        self._sides |= {_folded(w): p.side for p in outline.parties for w in (*p.roles, p.name)}
        named = []
        for party in outline.parties:
            name = _called(party) if party.name else spelt.get(_folded(_called(party)), _called(party))
            named.append(name)
            roles = _roles(party) if party.name else []
            self._by_word.update({_folded(w): w if w in roles else name for w in (*party.roles, party.name)})
        self._groups = [frozenset(_folded(w) for w in (*p.roles, p.name) if w) for p in outline.parties]
        self.all = tuple(dict.fromkeys(named)) if len(named) > 1 else self._unnamed(acting, named_only)

    def _unnamed(self, acting: Sequence[PartyMention], named_only: Sequence[PartyMention]) -> tuple[str, ...]:
        """The roles that stand in for parties."""
        alone = dict.fromkeys(self.name(m.word) for m in acting)
        return tuple(alone if len(alone) > 1 else alone | dict.fromkeys(self.name(m.word) for m in named_only))

    def name(self, word: str) -> str:
        """The document's own word for a mention."""
        plain = " ".join(word.split())
        folded = _SUBJECT_FORM.get(_folded(plain), _folded(plain))
        return self._by_word.get(folded) or (folded if folded in _SUBJECT_FORM.values() else plain)

    def names(self, mention: PartyMention) -> tuple[str, ...]:
        """The names of all whom a mention's word means: every party for "either party"."""
        return self.all or (self.name(mention.word),) if mention.is_collective else (self.name(mention.word),)

    def party(self, name: str) -> NormParty:
        """The party of that name."""
        return NormParty(name, self._sides.get(_folded(name), Side.UNKNOWN), names=(name,))

    def other(self, name: str) -> str:
        """The other one of two parties; "" where there are more, or the name is neither."""
        if len(self.all) != 2:
            return ""
        mine = [party for party in self.all if self._same(party, name)]
        rest = [party for party in self.all if not self._same(party, name)]
        return rest[0] if mine and len(rest) == 1 else ""

    def payer(self) -> str:
        """Return who pays rent, if such a party is named."""
        return next((p for p in self.all if _folded(p) in _PAYERS), "")

    def _same(self, one: str, two: str) -> bool:
        a, b = _folded(one), _folded(two)
        return a == b or any(a in group and b in group for group in self._groups)


def document_parties(outline: Outline, mentions: Sequence[PartyMention], text: str) -> Parties:
    """Return the parties of a document in whose text ``mentions`` stand."""
    named = [m for m in mentions if not (m.is_personnel or m.is_collective)]
    return Parties(outline, [m for m in named if _ACTS.match(text, m.end)], named)


def _called(party: Party) -> str:
    roles = _roles(party)
    return roles[0] if roles else party.roles[0] if party.roles else party.name


def _roles(party: Party) -> list[str]:
    """The role words of a party without the short forms of its name."""
    return [r for r in party.roles if not party.name or not party.name.lower().startswith(r.lower())]


def _folded(word: str) -> str:
    return " ".join(word.lower().split())


def is_core(text: str, mention: PartyMention) -> bool:
    """Return whether the party owns nothing and hangs on no preposition."""
    return not POSSESSIVE.match(text, mention.end) and not PREPOSITION.search(
        text, max(0, mention.start - _NEAR), mention.start
    )


def resolve_obligors(norm: Norm, text: str, mentions: Sequence[PartyMention], parties: Parties) -> tuple[str, ...]:
    """Return the names of the parties that a norm is about; none where it names nobody, or people at large."""
    party = norm.obligor
    if not party.is_named:
        return ()
    if party.is_collective:
        return () if party.is_personnel else parties.all or (parties.name(party.word),)  # "any person"; "each party"
    subject = Span(norm.modal.end, norm.span.end) if norm.passive else Span(norm.span.start, norm.modal.start)
    return _named_obligors(party, subject, text, mentions, parties)


def _named_obligors(
    party: NormParty, subject: Span, text: str, mentions: Sequence[PartyMention], parties: Parties
) -> tuple[str, ...]:
    """The names behind the party of a subject: its own, with those joined to it, or the owner of the people it means."""
    word = party.word
    inside = [m for m in mentions if subject.start <= m.start and m.end <= subject.end]
    head = next((m for m in inside if m.word == word), None)
    is_people = head.is_personnel if head else party.is_personnel  # not the "Agent" that is a party
    if is_people and PERSONNEL.fullmatch(lower_keep_length(word)):
        owner = _owner(text, head, mentions) if head else None
        return (parties.name(owner.word),) if owner else ()
    if _NOT_A_PARTY.match(word):
        return ()
    joined = [m.word for m in _joined(text, head, inside)] if head else []
    return tuple(dict.fromkeys(map(parties.name, (word, *joined))))


def _joined(text: str, first: PartyMention, subject: Sequence[PartyMention]) -> list[PartyMention]:
    """The other mentions of one subject: "Landlord and Tenant shall"."""
    found, at = [], first.end
    for mention in subject:
        if mention.start < first.end or mention.is_personnel or mention.is_collective:
            continue
        if not _JOINS.fullmatch(text, at, mention.start) or POSSESSIVE.match(text, mention.end):
            break
        found.append(mention)
        at = mention.end
    return found


def joined_before(text: str, mention: PartyMention, mentions: Sequence[PartyMention]) -> tuple[PartyMention, ...]:
    """The mention with those that "and" puts before it: both of "Landlord and Tenant hereby waive"."""
    found = [mention]
    for earlier in reversed(
        [a for a in mentions if a.end <= mention.start and not a.is_personnel and not a.is_collective]
    ):
        if not _JOINS.fullmatch(text, earlier.end, found[0].start) or text[earlier.end : found[0].start].strip() == ",":
            break
        found.insert(0, earlier)
    return tuple(found)


def _owner(text: str, people: PartyMention, mentions: Sequence[PartyMention]) -> PartyMention | None:
    """The party whose people are meant: "Lessee's contractors", "employees of Provider", "its agents"."""
    parties = [m for m in mentions if not m.is_personnel and not m.is_collective]
    before = [m for m in reversed(parties) if m.end <= people.start]
    possessors = (m for m in before if POSSESSIVE.match(text, m.end) and people.start - m.end < _BEFORE)
    behind = (m for m in parties if m.start >= people.end and _OF.fullmatch(text, people.end, m.start))
    own = _OWN.search(text[max(0, people.start - _BEFORE) : people.start])
    return next(possessors, None) or next(behind, None) or (next(iter(before), None) if own else None)


_OF = re.compile(r"(?i)\s+of\s+(?:the\s+)?")


def obligee(norm: Norm, text: str, mentions: Sequence[PartyMention], parties: Parties, obligor: str) -> str:
    """Return to whom a norm is owed: whom its words serve, else the other one of two parties; "" where it is not known."""
    after, end = norm.modal.end, norm.span.end
    for mention in mentions:
        if mention.start < after or mention.end > end or mention.is_personnel or mention.is_collective:
            continue
        name = parties.name(mention.word)
        before = text[max(after, mention.start - _BEFORE) : mention.start]
        served = _SERVES.search(before) or _RECIPIENT.search(before)
        if served and name != obligor and not POSSESSIVE.match(text, mention.end):
            return name
    return parties.other(obligor)
