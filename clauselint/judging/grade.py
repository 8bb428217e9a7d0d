"""What one detection is worth for the signal that asked for it: the rungs of the ladder, one after the other.

The order is a careful reviewer's: who is bound, with what force, under which exceptions and qualifiers, with which number.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from clauselint.lexicon.time_units import converted, in_words
from clauselint.model import Detection, Modality, Modifier, ParamValue, Side, Span, Status
from clauselint.packs.schema import NumberBound, ObligorSide, Signal, SignalKind

_GRANTS = frozenset({Modality.PERMISSION, Modality.ENTITLEMENT})
_BINDS = frozenset({Modality.OBLIGATION, Modality.PROHIBITION})
_DENIES = frozenset({Modality.NO_OBLIGATION, Modality.NO_ENTITLEMENT})


@dataclass(frozen=True, slots=True)
class Grade:
    """``status`` is met, weak, contradicted, or missing where the clause does not count at all (wrong party).

    ``rung`` names what decided (obligor, modality, polarity, exception, qualifier, number, exhibit, ""), ``words`` says it,
    ``hollow`` that the clause then binds nobody. ``value`` is the number read for the parameter ``param``.
    """

    detection: Detection
    kind: SignalKind
    status: Status
    rung: str = ""
    words: str = ""
    hollow: bool = False
    param: str = ""
    value: float | None = None
    confidence: float = 1.0

    @property
    def reason(self) -> str:
        """As JSON has it: ``modality: may``."""
        return f"{self.rung}: {self.words}" if self.rung else ""


def grade(signal: Signal, detection: Detection, params: Mapping[str, ParamValue], trigger_words: str) -> Grade:
    """The worth of a detection. ``trigger_words`` are the document's words of the modal, for the reason."""
    param, value, short = "", None, ""
    if signal.number is not None:
        param = signal.number.param
        value, short = _number(signal.number, detection, params)

    def outcome(status: Status, rung: str = "", words: str = "", hollow: bool = False) -> Grade:
        return Grade(detection, signal.kind, status, rung, words, hollow, param, value, detection.confidence)

    wrong = _wrong_party(signal, detection)
    if wrong:
        return outcome(Status.MISSING, "obligor", wrong, hollow=True)
    failed = _wrong_force(signal, detection, trigger_words)
    if failed is not None:
        return outcome(*failed, hollow=True)
    for scope in detection.modifiers:
        if signal.kind is SignalKind.MENTION and not (scope.kind == "exception" and scope.open):
            continue  # what is only mentioned binds nobody, and can only be taken out again
        emptied = _emptied_by(signal, scope, detection)
        if emptied is not None:
            return outcome(*emptied)
    if short:
        return outcome(Status.WEAK, "number", short)
    if not signal.full:
        return outcome(Status.WEAK, "limb", "says it only in part")
    return outcome(Status.MET)


def _wrong_party(signal: Signal, detection: Detection) -> str:
    if signal.by is ObligorSide.COUNTERPARTY and detection.side is Side.PROTECTED:
        return f"it binds {detection.obligor}, not the counterparty"
    if signal.by is ObligorSide.PROTECTED and detection.side is Side.COUNTERPARTY and not detection.is_collective:
        return f"it names {detection.obligor}, not the protected party"
    if (
        signal.by is ObligorSide.PROTECTED
        and signal.kind in {SignalKind.BAN, SignalKind.LIMIT, SignalKind.RELEASE}
        and detection.side is not Side.PROTECTED
        and not detection.is_collective
    ):
        return "it does not name the protected party"
    if signal.members and not detection.is_personnel:
        return "it binds the party alone, not the people who act for it"
    if (
        signal.by is ObligorSide.COUNTERPARTY
        and signal.kind in {SignalKind.RIGHT, SignalKind.RELEASE}
        and not detection.stated
    ):
        return "it names nobody"
    return ""


def _wrong_force(signal: Signal, detection: Detection, words: str) -> tuple[Status, str, str] | None:
    """Why the modality is not what the signal needs; None where it is."""
    modality, kind = detection.modality, signal.kind
    if kind is SignalKind.MENTION:
        return None
    if modality is Modality.HORTATORY:
        return Status.WEAK, "modality", f"“{words}” binds nobody"
    return _CHECKS[kind](detection, words)


def _duty(d: Detection, words: str) -> tuple[Status, str, str] | None:
    if d.modality is Modality.NO_OBLIGATION:
        return Status.CONTRADICTED, "polarity", f"“{words}” takes the duty away"
    if d.modality in _GRANTS and not d.restricted:
        return Status.WEAK, "modality", f"“{words}” leaves it to {d.obligor or 'choice'}"
    if d.modality is Modality.NO_ENTITLEMENT or (d.modality is Modality.STATEMENT and not d.affirmed):
        return Status.MISSING, "polarity", "denied"
    if d.modality is Modality.PROHIBITION:
        return Status.MISSING, "polarity", f"“{words}” forbids"
    return None


def _limit(d: Detection, words: str) -> tuple[Status, str, str] | None:
    return None if d.restricted and d.modality is not Modality.NO_OBLIGATION else _ban(d, words)


def _ban(d: Detection, words: str) -> tuple[Status, str, str] | None:
    if d.modality in {Modality.PROHIBITION, Modality.NO_ENTITLEMENT}:
        return None
    if d.modality is Modality.STATEMENT:
        return None if not d.affirmed else (Status.MISSING, "polarity", "describes, forbids nothing")
    return Status.MISSING, "polarity", "forbids nothing"


def _release(d: Detection, words: str) -> tuple[Status, str, str] | None:
    return None if d.modality is Modality.NO_OBLIGATION else (Status.MISSING, "polarity", "frees nobody")


def _right(d: Detection, words: str) -> tuple[Status, str, str] | None:
    if d.is_personnel and d.side is Side.PROTECTED:
        return Status.MISSING, "obligor", f"{d.obligor} holds it, not the protected party"
    if d.modality in {Modality.NO_ENTITLEMENT, Modality.PROHIBITION}:
        denied = d.side is Side.PROTECTED and d.stated
        return Status.CONTRADICTED if denied else Status.MISSING, "polarity", f"“{words}” takes the right away"
    if d.modality is Modality.NO_OBLIGATION or (d.modality is Modality.STATEMENT and not d.affirmed):
        return Status.MISSING, "polarity", "denied"
    if d.side is not Side.PROTECTED and d.restricted:
        return Status.MISSING, "modality", "a limit, no right"
    if d.modality is Modality.OBLIGATION and (d.side is Side.PROTECTED or words.lower() != "will"):
        return Status.MISSING, "modality", "a duty, no right"
    return None


def _state(d: Detection, words: str) -> tuple[Status, str, str] | None:
    if d.modality in _DENIES or d.modality is Modality.PROHIBITION:
        return Status.MISSING, "polarity", f"“{words}”"
    if d.modality is Modality.STATEMENT and not d.affirmed:
        return Status.MISSING, "polarity", "denied"
    if d.modality in _GRANTS and not d.restricted:
        return Status.WEAK, "modality", f"“{words}” leaves it to {d.obligor or 'choice'}"
    return None


def _consequence(d: Detection, words: str) -> tuple[Status, str, str] | None:
    if d.is_personnel and d.side is Side.PROTECTED:
        return Status.MISSING, "obligor", f"it is about {d.obligor} of the protected party"
    if d.modality in _DENIES or (d.modality is Modality.PROHIBITION and d.side is Side.PROTECTED):
        return Status.CONTRADICTED, "polarity", f"“{words}” rules the consequence out"
    if d.modality is Modality.PROHIBITION or (d.modality is Modality.STATEMENT and not d.affirmed):
        return Status.MISSING, "polarity", "denied"
    if d.modality in _GRANTS and d.side is Side.COUNTERPARTY and d.stated and not d.is_personnel:
        return Status.WEAK, "modality", f"“{words}” leaves it to {d.obligor}"
    return None


_CHECKS = {
    SignalKind.DUTY: _duty,
    SignalKind.BAN: _ban,
    SignalKind.LIMIT: _limit,
    SignalKind.RIGHT: _right,
    SignalKind.STATE: _state,
    SignalKind.RELEASE: _release,
    SignalKind.CONSEQUENCE: _consequence,
}


def _emptied_by(signal: Signal, scope: Modifier, detection: Detection) -> tuple[Status, str, str, bool] | None:
    binding = signal.kind in {SignalKind.DUTY, SignalKind.BAN, SignalKind.LIMIT}
    if scope.kind == "pointer":
        return Status.MISSING, "exhibit", f"{scope.text} is not attached", True
    if scope.kind == "amended":
        return Status.WEAK, "amendment", f"“{_short(scope.text)}”", False
    if scope.kind == "exhibit":
        return Status.WEAK, "exhibit", f"{scope.text} is not attached, or is blank", False
    if scope.kind == "exception" and detection.modality is Modality.PROHIBITION and _ADDS.match(scope.text):
        return None  # "shall not use it for marketing or any other purpose": the ban's own list goes on
    if scope.kind == "exception" and scope.open:
        return Status.WEAK, "exception", f"“{_short(scope.text)}” is broader than a closed list", True
    if scope.kind == "discretion" and (binding or detection.side is Side.COUNTERPARTY):
        return Status.WEAK, "modality", f"“{scope.text}” leaves it to {detection.obligor or 'choice'}", True
    if scope.kind == "efforts" and detection.modality is Modality.PROHIBITION:  # "shall not attempt to"
        return None
    if scope.kind == "own-standard" and signal.kind is SignalKind.CONSEQUENCE:  # by its own personnel rules
        return None
    if any(scope.span.overlaps(mark) for mark in detection.decisive):  # the row itself asks for these words
        return None
    if scope.kind in {"efforts", "knowledge", "own-standard", "materiality"} and signal.kind is not SignalKind.RIGHT:
        return Status.WEAK, "qualifier", f"“{scope.text}”", False
    return None


_ADDS = re.compile(r"(?i)(?:and|or)\b")


def _short(text: str, most: int = 14) -> str:
    words = text.split()
    return " ".join(words[:most]) + (" …" if len(words) > most else "")


def _number(limit: NumberBound, detection: Detection, params: Mapping[str, ParamValue]) -> tuple[float | None, str]:
    """The number found, in the limit's unit, and what is wrong with it ("" where nothing is).

    Of several the one that helps the clause most counts: which of them is meant, the words do not say.
    """
    found = [(v, q) for q in detection.quantities if (v := converted(q.amount, q.unit, limit.unit)) is not None]
    wanted = f"wanted: {_bounds(limit, params)}"
    if not found:
        return None, "" if limit.if_given else f"no {_NAMES.get(limit.unit, 'period')}; {wanted}"
    value, best = (max if limit.bound == "least" else min)(found, key=lambda pair: pair[0])
    value = round(value, 1)
    if limit.bound == "any":
        return value, ""
    allowed = float(str(params[limit.param]))
    falls_short = value < allowed if limit.bound == "least" else value > allowed
    return value, f"“{best.text}”; {wanted}" if falls_short else ""


_NAMES = {"percent": "percentage", "money": "amount"}


def _bounds(limit: NumberBound, params: Mapping[str, ParamValue]) -> str:
    """What a limit asks for, in words: "at most 72 hours", "a percentage"."""
    if limit.bound == "any":
        return f"a number of {limit.unit.replace('-', ' ')}" if limit.unit not in _NAMES else f"a {_NAMES[limit.unit]}"
    amount = float(str(params[limit.param]))
    words = {"percent": f"{amount:g} %", "money": f"{amount:,.0f}"}.get(limit.unit) or in_words(amount, limit.unit)
    return f"at {limit.bound} {words}"


def marks_of(detection: Detection) -> tuple[Span, ...]:
    """The words to mark in the quote: the decisive ones and those that narrow."""
    return tuple(
        sorted({*detection.decisive, *(s.span for s in detection.modifiers if s.kind not in {"condition", "pointer"})})
    )
