"""How a sentence matches a signal of a policy, or fails to: for those who write the policy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from clauselint.model.detection import Detection, Modality
from clauselint.model.outline import Side
from clauselint.model.span import Span


class Criterion(StrEnum):
    """A condition that a norm must satisfy to be a detection of a signal."""

    TERM = "term"  # each term stands where it counts, or none where it is excluded
    OPERATIVE = "operative"  # the sentence is operative text, no heading, definition or recital
    ACT = "act"  # the first term is what the norm is about: not a kind of damage, nor beside what is waived
    NOT_EXCEPTED = "not-excepted"  # the first term does not stand behind "except" in a ban
    SENTENCE = "sentence"  # a sentence with a verb, no title or entry of a list
    OWN_WORDS = "own-words"  # it says something itself, and does not merely refer to the sentence before


class TermPlace(StrEnum):
    """The place of a term, seen from the norm that a signal is held against."""

    GOVERNED = "governed"  # among the words that the modal governs
    REACH = "reach"  # in the norm, or in the words that it refers back to
    CLAUSE = "clause"  # elsewhere in the clause, its heading or the words that introduce it
    SENTENCE_BEFORE = "sentence-before"  # in the sentence before, which this one takes up
    OUT_OF_REACH = "out-of-reach"  # in the sentence, but where it does not count
    NOWHERE = "nowhere"


@dataclass(frozen=True, slots=True)
class TermMatch:
    """A term expression of a signal, held against one norm.

    ``expression`` is written as in the pack (``a|b``, ``!a``, ``~a``), ``names`` are the terms in it. ``spans`` are the words
    that match, in document offsets. An excluded term (``!a``) is satisfied where it stands nowhere.
    """

    expression: str
    names: tuple[str, ...]
    place: TermPlace
    is_satisfied: bool
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class SignalMatch:
    """A norm held against a signal.

    ``detection`` is what the norm is detected as, or would be if it satisfied the criteria in ``unmet``. ``governed`` is the
    part of the document in which the signal's first term must stand.
    """

    detection: Detection
    terms: tuple[TermMatch, ...]
    unmet: tuple[Criterion, ...]
    governed: Span

    @property
    def is_detected(self) -> bool:
        """Return whether the norm satisfies every criterion, and so is a detection of the signal."""
        return not self.unmet

    @property
    def shortfall(self) -> int:
        """Return how far the norm falls short of the signal: the number of terms and other criteria that it lacks."""
        return _shortfall(self.terms, self.unmet)


@dataclass(frozen=True, slots=True)
class TermTrace:
    """A :class:`TermMatch` in words. ``sources`` are the places where the pack defines the terms ("terms.yaml:12")."""

    term: str
    is_satisfied: bool
    place: TermPlace
    words: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SignalTrace:
    """A signal, and how the sentence that matches it, or comes nearest to matching, answers it.

    ``signal`` is its name ("SDP-020/needs/return/0"), ``kind`` and ``by`` are written as in the pack. ``text`` is the sentence,
    "" where no sentence holds any of the terms; ``governed`` are the words in which the first term must stand. ``number``
    are the figures read, ``bound`` those that the signal asks for. ``unmet`` names the criteria that fail: those of
    :class:`Criterion`, or the criterion of the grade (obligor, modality, number …), with ``reason``. ``advice`` says what
    would have had to be there.
    """

    signal: str
    kind: str
    by: str
    terms: tuple[TermTrace, ...]
    text: str = ""
    section: str = ""
    page: int | None = None
    file: str = ""
    obligor: str = ""
    side: Side = Side.UNKNOWN
    modality: Modality | None = None
    modal: str = ""
    governed: str = ""
    number: str = ""
    bound: str = ""
    unmet: tuple[str, ...] = ()
    reason: str = ""
    advice: tuple[str, ...] = ()

    @property
    def shortfall(self) -> int:
        """Return how far the sentence falls short of the signal: the number of terms and other criteria that it
        lacks."""
        return _shortfall(self.terms, self.unmet)


_NOT_OPERATIVE = 2  # a heading that holds every term is less of a near miss than a rule that lacks one


def _shortfall(terms: Sequence[TermMatch | TermTrace], unmet: Sequence[str]) -> int:
    lacking = sum(not term.is_satisfied for term in terms)
    others = sum(_NOT_OPERATIVE if name == Criterion.OPERATIVE else name != Criterion.TERM for name in unmet)
    return lacking + others
