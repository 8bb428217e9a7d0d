"""A proposition of a sentence: one modal, or a stretch without any, with its subject and the words that it governs."""

from __future__ import annotations

from dataclasses import dataclass

from clauselint.model import Modality, Side, Span

_DOES = {
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
class Frame:
    """A proposition. Spans are offsets into the view's text; ``modal`` is empty where there is no modal.

    ``obligor`` is the word of the one who owes or holds, "" where nobody is named. ``passive``: the subject is what
    something is done to; ``beneficiary`` is that patient, if it is somebody. ``affirmed`` is False for a statement that
    denies ("Provider does not sell"). ``rules`` are the rules that decided, each after what it decided: "modality: shall".
    """

    span: Span
    modal: Span
    modality: Modality
    obligor: str = ""
    side: Side = Side.UNKNOWN
    is_personnel: bool = False
    is_collective: bool = False
    passive: bool = False
    affirmed: bool = True
    restricted: bool = False
    beneficiary: str = ""
    rules: tuple[str, ...] = ()
    elided: bool = False  # the subject is left out and must be taken from the words before

    @property
    def is_condition(self) -> bool:
        """Words that stand before the main clause and bind nobody of themselves: "Within 30 days after the end, …"."""
        return self.modality is Modality.STATEMENT and not self.obligor and self.affirmed

    @property
    def in_words(self) -> str:
        """What it does to whom: "binds Provider"."""
        return f"{_DOES[self.modality]} {self.obligor or 'nobody by name'}"
