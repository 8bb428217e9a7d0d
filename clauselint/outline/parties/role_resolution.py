"""Role words that the preamble does not give: those that act in the text, abbreviations, defined ones, stand-ins."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from clauselint.lexicon.role_words import OTHER_PUBLIC_BODIES, PRINCIPAL_ROLES, PRONOUNS, ROLE_SIDES
from clauselint.model import Side
from clauselint.outline.parties.party_sides import (
    PartyCandidate,
    is_other_public_body,
    runs_schools,
    side_by_words,
    words_of,
)
from clauselint.outline.parties.preamble import acts, may_be_role

_SUBJECT = re.compile(
    r"\b([A-Z][\w-]{0,30}(?: [A-Z][\w-]{0,30}){0,2}|(?:(?<=[Tt]he )[a-z]+|[A-Z][a-z]+)(?: party| entity| associate"
    r"| provider)?)(?: [a-z]+ly)? (?:shall|must|will|agrees|may|represents|warrants|acknowledges|SHALL|MUST|"
    r"WILL|MAY|AGREES)\b"
)
# What anybody may be for the length of a clause.
_PASSING = PRONOUNS | {"disclosing party", "receiving party"}
_PASSING_WEIGHT = 4  # this many sentences about "you" weigh as much as one about "the District"
_UPPER_CASE_ROLES = frozenset({"lea", "sea"})


def add_acting_roles(text: str, found: list[PartyCandidate]) -> None:
    """Add the role words that do something, where a side has no party or its party no role word."""
    without_role = [party for party in found if not party.roles]
    if len(found) >= 2 and not without_role:
        return
    known = words_of(found)
    for role in (role for role in _acting_roles(text) if role not in known):
        word = role.upper() if role in _UPPER_CASE_ROLES else role.title()
        own = next((party for party in without_role if side_by_words(party) is ROLE_SIDES[role]), None)
        if own is not None:
            own.roles.append(word)
            without_role.remove(own)
        elif len(found) < 2 and _is_on_free_side(PartyCandidate("", [word]), found):
            found.append(PartyCandidate("", [word]))


def _is_on_free_side(party: PartyCandidate, found: Sequence[PartyCandidate]) -> bool:
    """Return whether no party found is on that side, or the only one is a public body without schools and the new one
    runs schools:
    "the Agency" of a form that a district hands out."""
    others = [other for other in found if side_by_words(other) is side_by_words(party)]
    return not others or (runs_schools(party) and all(map(is_other_public_body, others)))


def _acting_roles(text: str) -> list[str]:
    """The known role words that shall, must or will do something, the most frequent first; passing ones count for less."""
    counts: Counter[str] = Counter()
    for match in _SUBJECT.finditer(text):
        words = match[1].lower().split()
        role = next((ending for i in range(len(words)) if (ending := " ".join(words[i:])) in PRINCIPAL_ROLES), None)
        if role is not None:
            counts[role] += 1
    weights = {role: count / (_PASSING_WEIGHT if role in _PASSING else 1) for role, count in counts.items()}
    return sorted(weights, key=lambda role: (-weights[role], role in _PASSING))


# --- abbreviations and definitions ---

_ABBREVIATED = re.compile(
    r"(?<!\w)[\"“]?(?P<long>[A-Z][a-z]+(?:[ -][A-Z]?[a-z]+){0,3})[\"”]?\s?"
    r"\(\s?[\"“‘']?(?P<short>[A-Z]{2,6})[\"”’']?\s?\)"
)
_DEFINED = re.compile(
    r"(?:\b(?:An?|The|Each)\s+)?[\"“](?P<role>[A-Z][\w-]+(?:\s[A-Z][\w-]+){0,3})[\"”]\s+(?:shall\s+)?(?:means?|is|are|refers?\s+to)\s+"
    r"(?:the\s+|an?\s+|any\s+)?(?P<meaning>[\w-]+(?:\s[\w-]+){0,3}?)(?=[.,;:(]|\s(?:who|that|which|as|named|identified|listed|in)\b)"
)


def add_abbreviations(text: str, found: Sequence[PartyCandidate]) -> None:
    """Give each party the abbreviations of its role words: ``Covered Entity ("CE")`` makes "CE" a role word."""
    owners = {role.lower(): party for party in found for role in party.roles if " " in role}
    known = words_of(found)
    for match in _ABBREVIATED.finditer(text):
        short, words = match["short"], re.split(r"[ -]", match["long"])[-len(match["short"]) :]
        owner = owners.get(" ".join(words).lower())
        if owner is not None and short == "".join(word[0] for word in words).upper() and short.lower() not in known:
            known.add(short.lower())
            owner.roles.append(short)


def add_defined_roles(text: str, found: list[PartyCandidate]) -> None:
    """Add the word that a definition makes another one for a role: ``An "Entity" is a school district``."""
    for role, meant in _defined_roles(text):
        if role.lower() in words_of(found):
            continue
        own = next((party for party in found if meant in map(str.lower, party.roles)), None)
        if own is not None:
            own.roles.append(role)
        elif len(found) < 2 and all(side_by_words(party) is not ROLE_SIDES[meant] for party in found):
            found.append(PartyCandidate("", [role], description=meant))


def _defined_roles(text: str) -> Iterator[tuple[str, str]]:
    """Each defined word that acts in the text, and the role word that it means."""
    for match in _DEFINED.finditer(text):
        role, meant = match["role"], match["meaning"].lower()
        is_new = role.lower() not in ROLE_SIDES and may_be_role(role)
        if is_new and meant in ROLE_SIDES and meant not in PRONOUNS and acts(text, role):
            yield role, meant


# --- stand-ins ---

_MAY_BUY = (*OTHER_PUBLIC_BODIES, "company", "organization", "organisation", "firm", "corporation", "foundation")
_GOVERNS = frozenset({"city", "county", "town", "council", "municipality", "state", "authority"})
_ACTS = r"\s+(?:shall|must|will|may|agrees|is|has|reserves|retains)\b"


def add_stand_in(text: str, found: Sequence[PartyCandidate]) -> None:
    """Add a word that the preamble does not know, for the protected party that is never named by its own.

    The word stands opposite the counterparty in one sentence, or a body that governs acts by it, and the protected party's
    own words do nothing.
    """
    protected, counterparties = (_with_roles(found, side) for side in (Side.PROTECTED, Side.COUNTERPARTY))
    if len(protected) != 1 or len(counterparties) != 1 or re.search(rf"\b{_any_role(protected[0].roles)}{_ACTS}", text):
        return
    known = words_of(found)
    other = rf"\b{_any_role(counterparties[0].roles)}\b"
    unknown = (word for word in _MAY_BUY if word not in known and word.title() in text)
    word = next((word for word in unknown if _stands_opposite(text, word, other)), None)
    if word is not None:
        protected[0].roles.append(word.title())


def _with_roles(found: Sequence[PartyCandidate], side: Side) -> list[PartyCandidate]:
    return [party for party in found if party.side is side and party.roles]


def _stands_opposite(text: str, word: str, other: str) -> bool:
    """Return whether a sentence speaks of the word and of the other party (a pattern), or a body that governs acts by
    the word."""
    if word in _GOVERNS and re.search(rf"\b{_NO_NAME_BEFORE}{word.title()}{_ACTS}", text):
        return True
    named = rf"\b(?:[Tt]he\s+)?{_NO_NAME_BEFORE}{word.title()}\b(?!\s+(?:of\b|[A-Z]|laws?\b))"
    within = r"[^.;\n]{0,400}?"
    return re.search(f"{named}{within}{other}|{other}{within}{named}", text) is not None


# "Member State", "United States", "Kansas City": part of a longer name.
_NO_NAME_BEFORE = r"(?<!Member )(?<!Third )(?<!United )(?<!New )"


def _any_role(words: Iterable[str]) -> str:
    return f"(?:{'|'.join(re.escape(w) for w in words if w.lower() in ROLE_SIDES or w[:1].isupper())})"
