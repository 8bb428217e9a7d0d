"""The parties of a document, step by step: who they are, by which words the document calls them, on whose side each is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from clauselint.lexicon.role_words import OTHER_PUBLIC_BODIES, ROLE_SIDES, usual_side
from clauselint.model import Outline, Party, Side, SideSource, StatedSide
from clauselint.outline.parties import legal_names, preamble, pronoun_parties, role_resolution
from clauselint.outline.parties.party_sides import PartyCandidate, decide_sides
from clauselint.outline.parties.stated_sides import apply_stated_sides


def find_parties(text: str, stated: Sequence[StatedSide] = ()) -> tuple[Party, ...]:
    """Return the parties in the order in which the document names them.

    They come from the preamble ("between X ("District") and Y, Inc. (the "Provider")"), from lines of a form ("Vendor: Y"),
    and where those name nobody, from the role words that shall, must or will do something. ``stated`` are the sides that the
    user states; a party that only the user names is added.
    """
    found = preamble.named_parties(text)
    apply_stated_sides(text, found, stated)
    role_resolution.add_defined_roles(text, found)
    role_resolution.add_acting_roles(text, found)
    role_resolution.add_abbreviations(text, found)
    decide_sides(text, found)
    pronoun_parties.add_pronouns(text, found, stated)
    decide_sides(text, found)
    role_resolution.add_stand_in(text, found)
    for party in found:
        party.roles.extend(legal_names.short_forms(text, party.name))
    return tuple(map(_party, found))


def _party(candidate: PartyCandidate) -> Party:
    source = SideSource.READ if candidate.stated is None else SideSource.STATED
    return Party(candidate.name, tuple(dict.fromkeys(candidate.roles)), candidate.side, source)


_RUNS_SCHOOLS = re.compile(r"\b(?:district|schools?|lea|board)\b")


def role_words(outline: Outline) -> dict[str, Side]:
    """Map each lower-cased role word, name and short name to its side: the table's, and over them this document's own."""
    words = dict(ROLE_SIDES)
    protected = {r.lower() for p in outline.parties if p.side is Side.PROTECTED for r in (*p.roles, p.name)}
    if any(_RUNS_SCHOOLS.search(role) for role in protected):
        # beside a school district, another public body is the one that receives: a university's study, a county's programme
        words |= {word: Side.COUNTERPARTY for word in OTHER_PUBLIC_BODIES if word not in protected}
    for party in outline.parties:
        words.update((word.lower(), party.side) for word in (*party.roles, party.name) if word)
    return words


def side_of(word: str, outline: Outline) -> Side:
    """Return the side of a role word in this document; articles, possessives and plurals do not matter."""
    words = role_words(outline)
    low = re.sub(r"^(?:the|each|any|every|such|said)\s+", "", word.strip().lower())
    for form in (low, re.sub(r"['’]s?$", "", low), low.removesuffix("s")):
        if form in words:
            return words[form]
    return usual_side(low)
