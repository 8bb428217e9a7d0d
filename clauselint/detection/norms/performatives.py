"""Performatives, which have no modal: "Tenant hereby waives", "Guarantor guarantees", "Landlord grants to Tenant"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from clauselint.detection.norms.modal_cues import ONLY
from clauselint.detection.norms.norm import Norm, NormParty
from clauselint.detection.norms.party_mentions import PartyMention
from clauselint.detection.norms.party_resolution import Parties, is_core, joined_before
from clauselint.model import Modality, Span
from clauselint.support.lowercase import lower_keep_length


@dataclass(frozen=True, slots=True)
class Performative:
    """A norm that is made by saying it. ``is_warranty``: it promises that something is so."""

    norm: Norm
    is_warranty: bool = False

    def holds(self, other: Norm) -> bool:
        """Return whether ``other`` is only its own verb, or what is only warranted to be so."""
        if other.has_modal and other.modal.overlaps(self.norm.modal):
            return True
        if other.modal.start < self.norm.span.start:
            return False
        warranted = self.is_warranty and other.modality in (Modality.ENTITLEMENT, Modality.PERMISSION)
        return other.modal.start < (self.norm.span.end if warranted else self.norm.modal.end)

    def joined_with(self, others: Sequence[Norm]) -> Performative:
        """The performative over all that the norm of the same verb among ``others`` governs: "grant us a license to use, store,
        and display it"."""
        same = next((o for o in others if o.has_modal and o.modal.overlaps(self.norm.modal)), None)
        if same is None:
            return self
        span = Span(self.norm.span.start, max(self.norm.span.end, same.span.end))
        return replace(self, norm=replace(self.norm, span=span, restricted=self.norm.restricted or same.restricted))


_DOES = r"(?:(?:hereby|expressly|unconditionally|irrevocably|absolutely|also|further|fully|forever|does|do|each|knowingly|voluntarily|jointly|and|severally)\s+|,[^,;]{1,80},\s*|\w+s\s+and\s+(?:hereby\s+)?){0,5}"
_PERFORMS = re.compile(
    rf"(?i)\s*{_DOES}(?:"
    r"(?P<warranty>(?:represents?|warrants?)(?:\s+and\s+\w+)?(?:\s+(?:to|unto|with)\s+[^,;]{1,40}?)?\s+that)|(?P<obligation>binds?\s+(?:itself|himself|themselves)|indemnif(?:y|ies)|holds?\s+harmless|assumes?|bears?(?=\s+(?:the|all|any|full|sole|its)\b)|guarant(?:ees?|ies)|undertakes?\s+(?!to\b)|covenants?\s+with\s+(?:the\s+)?\w+(?:\s*:)?\s+(?:to|that))"
    r"|(?P<no_entitlement>waives?|releases?|relinquish(?:es)?|absolves?|exonerates?|forgoes?|quitclaims?)"
    r"|(?P<no_obligation>disclaims?|(?:does|do)\s+not\s+(?:warrant|represent|guarantee)|(?:makes?|gives?)\s+no\s+(?:\w+\s+){0,3}?(?:warrant|representation)\w*)"
    r"|(?P<entitlement>(?:is|are)\s+(?:hereby\s+)?(?:granted|given))"
    r"|(?P<grant>grants?|conveys?)"
    r")\b"
)
_IT_IS = re.compile(r"(?i)\bit\s+(?:is|remains)\s+(?:hereby\s+)?(?:the\s+)?$")
_DUTY = re.compile(r"(?i)['’]s?\s+(?:\w+\s+)?(?:duty|obligation|responsibility)\s+to\b")
_END = re.compile(r"[;.](?=\s|$)")
_CLAUSE_END = re.compile(r"(?i)[;.](?=\s|$)|,\s+(?:and|but|provided)\b|$")
_OF_CLAIMS = re.compile(
    r"(?i)\s+and\b|\s+(?:[\w'’-]+,?\s+){0,8}?(?:from|claims?|liabilit\w+|rights?|demands?|actions?)\b"
)
_AUXILIARY = re.compile(
    r"(?i)\b(?:shall|will|must|may|can|does|do)\s+(?:the\s+|either\s+|any\s+)?$"
)  # "nor shall Landlord"
_NOT_THAT = re.compile(r"(?i)\s*(?:no|any)\s+(?:such\s+)?(?:obligation|duty)\b")


def performatives(text: str, mentions: Sequence[PartyMention], parties: Parties) -> Iterator[Performative]:
    """Return the performatives of a sentence, in order."""
    for mention in mentions:
        duty = _DUTY.match(text, mention.end)
        if duty and _IT_IS.search(text, max(0, mention.start - _BEFORE), mention.start):
            close = _END.search(text, duty.end())
            span = Span(mention.start, close.start() if close else len(text))
            obligor = replace(NormParty.of(mention), names=parties.names(mention))
            yield Performative(Norm(span, Span(mention.start, duty.end()), Modality.OBLIGATION, obligor))
            continue
        match = None if mention.is_personnel else _PERFORMS.match(text, mention.end)
        if match is None or not match.lastgroup or not _performs(text, mention) or _is_other_act(text, match):
            continue
        subjects = joined_before(text, mention, mentions)
        if not _is_infinitive(match, subjects):
            yield from _performed(text, match, subjects, mentions, parties)


_BEFORE = 60  # characters before a mention that tell whether it performs the verb behind it


def _performs(text: str, mention: PartyMention) -> bool:
    """Return whether the party is the subject of the verb behind it; not in "nor shall Landlord indemnify"."""
    return is_core(text, mention) and not _AUXILIARY.search(text, max(0, mention.start - _BEFORE), mention.start)


def _is_other_act(text: str, match: re.Match[str]) -> bool:
    """Return whether the verb does something else: "assumes no obligation", "releases the records to the
    Contractor"."""
    releases = match[0].lower().endswith(("release", "releases"))
    return bool((releases and not _OF_CLAIMS.match(text, match.end())) or _NOT_THAT.match(text, match.end()))


def _is_infinitive(match: re.Match[str], subjects: Sequence[PartyMention]) -> bool:
    """Return whether the verb is bare behind one party, which then performs nothing: "to have the Company waive"."""
    subject = subjects[-1]
    word = subject.word.lower()
    several = len(subjects) > 1 or subject.is_collective or word in _PLURAL or word.endswith("s")
    return match[0].split()[-1].lower() in _BARE and not several


_BARE = frozenset(
    ("waive", "release", "relinquish", "grant", "convey", "assume", "indemnify", "guarantee", "undertake")
)
_PLURAL = frozenset(("we", "you", "i", "they"))


def _performed(
    text: str,
    match: re.Match[str],
    subjects: Sequence[PartyMention],
    mentions: Sequence[PartyMention],
    parties: Parties,
) -> Iterator[Performative]:
    """The norm of a verb that ``subjects`` perform; nothing for a grant that names no taker."""
    kind, mention = match.lastgroup or "", subjects[-1]
    end = _CLAUSE_END.search(text, match.end())
    stop = end.start() if end else len(text)
    obligor = NormParty.of(mention)
    if kind == "grant":
        taker = next((m for m in mentions if match.end() <= m.start < stop and not m.is_personnel), None)
        if taker is None:
            return
        obligor = replace(NormParty.of(taker), names=(parties.name(taker.word),))
    elif mention.is_collective:
        obligor = replace(obligor, names=parties.all)
    else:
        obligor = replace(obligor, names=tuple(dict.fromkeys(parties.name(m.word) for m in subjects)))
    yield Performative(
        Norm(
            Span(subjects[0].start, stop),
            Span(match.start(kind), match.end()),
            _MODALITY_OF[kind],
            obligor,
            restricted=bool(ONLY.search(lower_keep_length(text[match.end() : stop]))),
            about_thing=kind == "grant",
            is_mutual=mention.is_collective or len(subjects) > 1,
        ),
        is_warranty=kind == "warranty",
    )


_MODALITY_OF = {
    "warranty": Modality.OBLIGATION,
    "obligation": Modality.OBLIGATION,
    "no_entitlement": Modality.NO_ENTITLEMENT,
    "no_obligation": Modality.NO_OBLIGATION,
    "entitlement": Modality.ENTITLEMENT,
    "grant": Modality.ENTITLEMENT,
}
