"""A norm (deontic statement): one modal, or words without any, with who owes, to whom, and what."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from clauselint.model import Modality, Side, Span

if TYPE_CHECKING:
    from clauselint.detection.norms.party_mentions import PartyMention

_EFFECT_OF = {
    Modality.OBLIGATION: "binds",
    Modality.PROHIBITION: "forbids",
    Modality.PERMISSION: "allows",
    Modality.ENTITLEMENT: "entitles",
    Modality.NO_OBLIGATION: "takes a duty from",
    Modality.NO_ENTITLEMENT: "takes a right from",
    Modality.HORTATORY: "encourages",
    Modality.STATEMENT: "describes",
}


@dataclass(frozen=True, slots=True)
class NormParty:
    """An obligor, obligee or holder of a right.

    ``word`` is the document's word, "" where the text names nobody; ``side`` is the side of that party.
    ``is_personnel``: people who act for the party are meant. ``is_collective``: either party, or people at large.
    ``names`` are the parties by the names that the document uses for them: more than one for "each party" or "Landlord and
    Tenant"; none where they are not resolved, or people at large are meant. ``is_implied``: the sentence does not name it as the
    one who acts, but only one can be meant ("shall be returned to Landlord").
    """

    word: str = ""
    side: Side = Side.UNKNOWN
    is_personnel: bool = False
    is_collective: bool = False
    names: tuple[str, ...] = ()
    is_implied: bool = False

    @classmethod
    def of(cls, mention: PartyMention) -> NormParty:
        """The party that is mentioned."""
        return cls(mention.word, mention.side, mention.is_personnel, mention.is_collective)

    @property
    def is_named(self) -> bool:
        """Return whether the text names it."""
        return bool(self.word)


NOBODY = NormParty()


class Standing(StrEnum):
    """The standing of a norm in its sentence; all but ``MAIN`` give no row of their own to ``obligations``."""

    MAIN = "main"
    CONDITION = "condition"  # "if Landlord shall fail", "damages that Landlord shall suffer"
    CONTENT = "content"  # "Tenant agrees that …": the norm is in the content
    AUXILIARY = "auxiliary"  # "shall at all times" before "have the right": one modal in two words
    CONSTITUTIVE = "constitutive"  # "shall mean", "shall be governed by"; or it happens without an agent
    OF_A_THING = "thing"  # nobody acts: "Lessee's use shall end"


@dataclass(frozen=True, slots=True)
class Norm:
    """A deontic statement. Spans are offsets into the text of the sentence view; ``modal`` is empty where there is no modal.

    ``obligor`` owes (obligation, prohibition) or holds (permission, entitlement). ``obligee`` is the other one, where the
    sentence names it. ``passive``: the subject is acted on. ``affirmed`` is False for a statement that denies ("Provider
    does not sell"). ``restricted``: nothing else is allowed ("only"). ``elided``: the subject is left out and comes from
    the words before. ``about_thing``: the grammatical subject is no party, so that the words
    of the whole span say what is to be done. ``subject_receives``: the subject of a passive is the obligee ("Tenant shall be paid").
    ``is_mutual``: the obligors owe it to one another. ``rules`` are the rules that
    decided, each after what it decided: "modality: shall", "polarity: negated subject".
    """

    span: Span
    modal: Span
    modality: Modality
    obligor: NormParty = NOBODY
    obligee: NormParty = NOBODY
    passive: bool = False
    affirmed: bool = True
    restricted: bool = False
    elided: bool = False
    about_thing: bool = False
    subject_receives: bool = False
    is_mutual: bool = False
    standing: Standing = Standing.MAIN
    rules: tuple[str, ...] = ()

    @property
    def has_modal(self) -> bool:
        """Return whether the norm has a modal of its own."""
        return self.modal.end > self.modal.start

    @property
    def is_condition(self) -> bool:
        """Words that stand before the main clause and bind nobody of themselves: "Within 30 days after the end, …"."""
        return self.modality is Modality.STATEMENT and not self.obligor.is_named and self.affirmed

    @property
    def effect(self) -> str:
        """The effect on the obligor: "binds Provider"."""
        return f"{_EFFECT_OF[self.modality]} {self.obligor.word or 'nobody by name'}"
