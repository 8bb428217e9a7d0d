"""What is found in a document: who shall, may or must not do what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from clauselint.model.outline import Side
from clauselint.model.span import Span


class Modality(StrEnum):
    """The six modalities of the obligations contract, and two that bind nobody."""

    OBLIGATION = "obligation"
    PROHIBITION = "prohibition"
    PERMISSION = "permission"
    ENTITLEMENT = "entitlement"
    NO_OBLIGATION = "no-obligation"
    NO_ENTITLEMENT = "no-entitlement"
    HORTATORY = "hortatory"  # should, intends to, strives to
    STATEMENT = "statement"  # plain present tense; a rule or a fact


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit: ``amount`` in ``unit`` (hours, days, business days, weeks, months, years, percent, money).

    ``runs_from`` is what the period runs from, as written ("after discovery"), or None. ``rule`` is the name of the rule that
    read it. ``alternative``: it may take the place of the quantity before it ("or thirty days where …", "in any event").
    """

    text: str
    amount: float
    unit: str
    span: Span
    runs_from: str | None = None
    rule: str = ""
    alternative: bool = False


@dataclass(frozen=True, slots=True)
class Modifier:
    """Words that narrow, weaken or empty a clause: ``kind`` is one of ``efforts knowledge materiality discretion
    condition exception exhibit blank own-standard consent deemed cap dates remote``; ``open`` marks an exception that is broader
    than a closed list. ``rule`` is the name of the rule that found it.
    """

    kind: str
    text: str
    span: Span
    open: bool = False
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Detection:
    """This span is a clause of this type, and why.

    ``signal`` is a clause type of the taxonomy (``penalty.loss-of-access``) or a signal that a requirement asked for
    (``SDP-003/needs/purpose``). ``obligor`` and ``beneficiary`` are the document's own role words; ``side`` is the
    obligor's; ``is_collective``: each party is bound, the protected one too. ``stated``: the text names the obligor.
    ``restricted``: nothing else is allowed ("only", "solely").
    ``modal`` is the modal, ``decisive`` are the spans of the words that decided, to be marked in the quote. ``score`` is
    None where a pattern found it; else the log-odds, by the model of clause types, that the sentence is of this type.
    ``rules`` are the rules of language that gave it its modality and polarity, each after what it decided: "modality: shall".
    """

    signal: str
    span: Span
    sentence: int
    modality: Modality
    obligor: str
    side: Side
    is_personnel: bool
    beneficiary: str
    affirmed: bool
    stated: bool
    restricted: bool
    confidence: float
    reason: str
    modal: Span | None = None
    decisive: tuple[Span, ...] = ()
    modifiers: tuple[Modifier, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    is_collective: bool = False
    score: float | None = None
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Deadline:
    """By when, in the document's words. ``amount`` and ``unit`` (of :class:`Quantity`) are None where the words hold no
    number ("promptly", a date).

    ``date`` is the calendar date that the words name. ``from_effective`` is 1 for a period after the effective date, -1 for
    one before it, 0 for one that runs from anything else, or from nothing that is said. ``runs_from`` is what the period runs
    from, as written ("after receipt of the notice"), or None.
    """

    text: str
    span: Span
    amount: float | None = None
    unit: str | None = None
    date: date | None = None
    from_effective: int = 0
    runs_from: str | None = None


@dataclass(frozen=True, slots=True)
class Obligation:
    """Who must, must not, may, is entitled to or need not do what: one party's side of one norm.

    ``obligor`` is the party that it is about, by the document's own word: who owes, or who holds; "" where a passive names
    nobody. ``beneficiary`` is the other side, "" where it is not known. ``action`` are the words governed, ``text`` is the
    sentence, ``text[span]`` of the document. ``condition`` is what it hangs on. ``due`` is the day
    that the deadline comes to, None where it cannot be computed. ``mirror`` marks the entitlement that a duty of the
    beneficiary gives the obligor.
    """

    modality: Modality
    obligor: str
    beneficiary: str
    action: str
    text: str
    span: Span
    page: int | None = None
    section: str = ""
    heading: str = ""
    condition: str | None = None
    deadline: Deadline | None = None
    exceptions: tuple[str, ...] = ()
    due: date | None = None
    mirror: bool = False
