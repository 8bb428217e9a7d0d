"""What is done by saying it, without any modal: "Tenant hereby waives", "Guarantor guarantees", "Landlord grants to Tenant"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from clauselint.detection.norms.arguments import PREPOSITION
from clauselint.detection.norms.party_mentions import PartyMention
from clauselint.detection.norms.party_resolution import POSSESSIVE, Parties, joined_before
from clauselint.model import Modality, Span


@dataclass(frozen=True, slots=True)
class Proposition:
    """Somebody shall, may, is entitled to, must not or need not do something. Spans are offsets into the view's text.

    ``bearers`` are names of parties; empty where a passive names nobody. ``shared``: it is about all parties alike.
    ``about_thing``: the grammatical subject is no party, so that the words of the whole region say what is to be done.
    ``warranty``: it promises that something is so. ``patient`` is a party to which something is done.
    """

    span: Span
    modal: Span
    modality: Modality
    bearers: tuple[str, ...]
    shared: bool = False
    about_thing: bool = False
    warranty: bool = False
    patient: str = ""


_DOES = r"(?:(?:hereby|expressly|unconditionally|irrevocably|absolutely|also|further|fully|forever|does|do|each|knowingly|voluntarily|jointly|and|severally)\s+|,[^,;]{1,80},\s*|\w+s\s+and\s+(?:hereby\s+)?){0,5}"
_PERFORMS = re.compile(
    rf"(?i)\s*{_DOES}(?:"
    r"(?P<warranty>(?:represents?|warrants?)(?:\s+and\s+\w+)?(?:\s+(?:to|unto|with)\s+[^,;]{1,40}?)?\s+that)|(?P<obligation>binds?\s+(?:itself|himself|themselves)|indemnif(?:y|ies)|holds?\s+harmless|assumes?|guarant(?:ees?|ies)|undertakes?\s+(?!to\b)|covenants?\s+with\s+(?:the\s+)?\w+\s+(?:to|that))"
    r"|(?P<no_entitlement>waives?|releases?|relinquish(?:es)?|forgoes?|quitclaims?)"
    r"|(?P<no_obligation>disclaims?|(?:does|do)\s+not\s+(?:warrant|represent|guarantee)|makes?\s+no\s+(?:\w+\s+){0,3}?(?:warrant|representation)\w*)"
    r"|(?P<entitlement>(?:is|are)\s+(?:hereby\s+)?(?:granted|given))"
    r"|(?P<grant>grants?|conveys?)"
    r")\b"
)
_IT_IS = re.compile(r"(?i)\bit\s+(?:is|remains)\s+(?:hereby\s+)?(?:the\s+)?$")
_DUTY = re.compile(r"(?i)['’]s?\s+(?:\w+\s+)?(?:duty|obligation|responsibility)\s+to\b")
_END = re.compile(r"[;.](?=\s|$)")
_NOT_THAT = re.compile(r"(?i)\s*(?:no|any)\s+(?:such\s+)?(?:obligation|duty)\b")


def performed(text: str, actors: Sequence[PartyMention], parties: Parties) -> Iterator[Proposition]:
    """What is done by saying it: "Tenant hereby waives", "Guarantor guarantees", "Landlord grants to Tenant"."""
    for actor in actors:
        if duty := _DUTY.match(text, actor.end) if _IT_IS.search(text[: actor.start]) else None:
            close = _END.search(text, duty.end())
            region = Span(actor.start, close.start() if close else len(text))
            yield Proposition(region, Span(actor.start, duty.end()), Modality.OBLIGATION, parties.names(actor))
            continue
        if actor.is_personnel or PREPOSITION.search(text[: actor.start]) or POSSESSIVE.match(text, actor.end):
            continue
        match = _PERFORMS.match(text, actor.end)
        if match is None or _NOT_THAT.match(text, match.end()) or not match.lastgroup:
            continue
        first = joined_before(text, actor, actors)
        end = re.search(r"(?i)[;.](?=\s|$)|,\s+(?:and|but|provided)\b|$", text[match.end() :])
        stop = match.end() + (end.start() if end else 0)
        who = parties.all if actor.is_collective else tuple(dict.fromkeys(parties.name(a.word) for a in first))
        kind = match.lastgroup
        if kind == "grant":
            taker = next((a for a in actors if match.end() <= a.start < stop and not a.is_personnel), None)
            if taker is None:
                continue
            who, kind = (parties.name(taker.word),), "entitlement"
        verb = match.start(match.lastgroup)
        modality = Modality.OBLIGATION if kind == "warranty" else Modality(kind.replace("_", "-"))
        yield Proposition(
            Span(first[0].start, stop),
            Span(verb, match.end()),
            modality,
            who,
            shared=actor.is_collective or len(first) > 1,
            about_thing=match.lastgroup == "grant",
            warranty=match.lastgroup == "warranty",
        )
