"""The comparison of two versions of a contract: what the new one gained, lost and changed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from clauselint.model.finding import Finding
from clauselint.model.report import ComparedParagraph, DocumentReport, Policy


class StatusChange(StrEnum):
    """The change of a requirement from the old version to the new one.

    ``WORSE`` and ``BETTER`` are by the order met > weak > missing > contradicted; where the status is the same, by the severity
    at which it counts for another reason, or by a number that misses its parameter by more or by less. The other statuses
    stand outside that order: ``APPLIES`` was not-applicable, ``NO_LONGER_APPLIES`` is, ``UNDETERMINED`` cannot be determined
    in the new version, ``DETERMINED`` could not be in the old one. ``REWORDED`` has the same status, with its wording changed.
    """

    WORSE = "worse"
    UNDETERMINED = "undetermined"
    APPLIES = "applies"
    DETERMINED = "determined"
    NO_LONGER_APPLIES = "no-longer-applies"
    BETTER = "better"
    REWORDED = "reworded"


@dataclass(frozen=True, slots=True)
class RequirementChange:
    """A requirement whose status or wording differs between the versions."""

    change: StatusChange
    old: Finding
    new: Finding

    @property
    def is_worse(self) -> bool:
        """Return whether it makes the new version worse: by its change, or because it now applies and is not met."""
        return self.change is StatusChange.WORSE or (
            self.change is StatusChange.APPLIES and self.new.counts_as is not None
        )


class PassageChangeKind(StrEnum):
    """The change of a passage."""

    CHANGED = "changed"
    LOST = "lost"
    GAINED = "gained"
    MOVED = "moved"


class WordOp(StrEnum):
    """The change of a run of words."""

    EQUAL = "equal"
    DELETED = "deleted"
    INSERTED = "inserted"


@dataclass(frozen=True, slots=True)
class WordRun:
    """A run of words as written: in both versions (as the new one writes them), in the old one alone, or in the new one."""

    op: WordOp
    text: str


@dataclass(frozen=True, slots=True)
class PassageChange:
    """A passage (one paragraph, or several that belong together) that was changed, lost, gained or moved.

    ``old`` and ``new`` are its paragraphs in the two versions; one of them is empty where it was gained or lost. ``words``
    holds the text of both. ``moved``: it stands elsewhere among the others (a new number alone is no move).
    """

    kind: PassageChangeKind
    old: tuple[ComparedParagraph, ...]
    new: tuple[ComparedParagraph, ...]
    words: tuple[WordRun, ...]
    moved: bool = False


@dataclass(frozen=True, slots=True)
class StatedNumber:
    """A number as one version says it: ``amount`` in ``unit`` (those of :class:`~clauselint.model.Quantity`, ``date`` or
    ``number``, which have no amount), and the paragraph in which it stands."""

    text: str
    amount: float | None
    unit: str
    paragraph: ComparedParagraph


@dataclass(frozen=True, slots=True)
class NumberChange:
    """A period, an amount, a date or another number that was changed, lost (``new`` is None) or gained (``old`` is None).

    ``trend`` is ``more``, ``less`` or ``same`` (72 hours, 3 days), "" where the two cannot be compared.
    """

    old: StatedNumber | None
    new: StatedNumber | None
    trend: str = ""


@dataclass(frozen=True, slots=True)
class TermChange:
    """A defined term whose meaning was changed, lost (``new`` is None) or gained (``old`` is None)."""

    term: str
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two versions of a contract side by side. All lists hold changes alone, worst or first in the text first.

    ``unchanged`` counts the requirements that stand as before. ``renumbered`` holds the labels of sections that go by another
    one now, (old, new); that is no change. ``lost_parties`` and ``gained_parties`` are names. ``exit_code``: 3 something was
    not read, or cannot be determined, in either version; 1 a requirement is worse; else 0.
    """

    old: DocumentReport
    new: DocumentReport
    policies: tuple[Policy, ...] = ()
    requirements: tuple[RequirementChange, ...] = ()
    unchanged: int = 0
    passages: tuple[PassageChange, ...] = ()
    numbers: tuple[NumberChange, ...] = ()
    terms: tuple[TermChange, ...] = ()
    lost_parties: tuple[str, ...] = ()
    gained_parties: tuple[str, ...] = ()
    renumbered: tuple[tuple[str, str], ...] = ()
    verdict: str = ""
    exit_code: int = 0
