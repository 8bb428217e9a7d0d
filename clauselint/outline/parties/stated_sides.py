"""Sides that the user states: matched with the parties that were read, or with words of the text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from clauselint.model import Party, Side, StatedSide
from clauselint.outline.parties import legal_names
from clauselint.outline.parties.party_sides import PartyCandidate
from clauselint.outline.parties.preamble import roles_given_after

_ARTICLE = re.compile(r"^(?:the|an?)\s+", re.IGNORECASE)
_NOT_WORD = re.compile(r"[^\w]+")
_ABBREVIATION = re.compile(r"\b(\w)\.(?=\w\b)")


def identity(name: str) -> str:
    """Reduce a name to what tells one party from another: no case, article, punctuation or legal form.

    "The ACME, Inc." and "Acme Inc" are both "acme".
    """
    plain = _ABBREVIATION.sub(r"\1", legal_names.SUFFIX_END.sub("", _ARTICLE.sub("", name.strip())))
    return _NOT_WORD.sub(" ", plain.casefold()).strip() or name.strip().casefold()


def party_named(name: str, parties: Iterable[Party]) -> Party | None:
    """Return the party of that name or role word, None where there is none."""
    identity_of_name = identity(name)
    return next(
        (p for p in parties if identity_of_name in map(identity, (p.name, *p.roles) if p.name else p.roles)), None
    )


def apply_stated_sides(text: str, found: list[PartyCandidate], stated: Sequence[StatedSide]) -> None:
    """Fix the side of every candidate that the user speaks of; add those that the text names and that were not found."""
    for each in stated:
        party = _candidate(each.name, found) or _in_text(text, each.name)
        if party is None:
            continue
        party.stated = each.side
        if party not in found:
            found.append(party)


def _candidate(name: str, found: Sequence[PartyCandidate]) -> PartyCandidate | None:
    identity_of_name = identity(name)
    return next((p for p in found if identity_of_name in map(identity, filter(None, (p.name, *p.roles)))), None)


def _in_text(text: str, name: str) -> PartyCandidate | None:
    """The party that the text names so, with the role words that it gives right behind the name."""
    words = [re.escape(word) for word in identity(name).split()]
    match = re.search(rf"(?i)(?<![\w-]){_between(words)}(?:{legal_names.LEGAL_FORM})?(?![\w-])", text)
    if match is None:
        return None
    written = " ".join(match[0].split())
    roles = roles_given_after(text, match.end())
    return PartyCandidate(written, roles) if roles or legal_names.is_telling(written) else PartyCandidate("", [written])


def _between(words: Sequence[str]) -> str:
    return r"[\s,.&'’-]{1,3}".join(words)


def stated_side(words: Iterable[str], stated: Sequence[StatedSide]) -> Side | None:
    """The side that the user states for a party called by one of ``words``."""
    known = set(map(identity, words))
    return next((each.side for each in reversed(stated) if identity(each.name) in known), None)
