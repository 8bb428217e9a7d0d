"""The grade of one detection: how well a clause does what the signal asks that found it.

The order of criteria is a careful reviewer's: who is bound, with what force, under which exceptions and qualifiers, with
which number.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from clauselint.judging.force_checks import failed_force
from clauselint.judging.modifier_checks import UNDERMINING, failed_modifier
from clauselint.judging.number_checks import check_number
from clauselint.judging.obligor_checks import wrong_party
from clauselint.model import Detection, ParamValue, Span, Status
from clauselint.packs.schema import NumberBound, Signal, SignalKind


@dataclass(frozen=True, slots=True)
class Grade:
    """``status`` is met, weak, contradicted, or missing where the clause does not count at all (wrong party).

    ``criterion`` names what decided (obligor, modality, polarity, exception, amendment, qualifier, number, exhibit, limb, "")
    and ``explanation`` says it in words; ``is_nonbinding``: the clause then creates no binding
    duty. ``value`` is the number read for the
    parameter ``param``; ``exceeds_bound``: it is beyond a bound that holds only where a number is stated.
    """

    detection: Detection
    kind: SignalKind
    status: Status
    criterion: str = ""
    explanation: str = ""
    is_nonbinding: bool = False
    param: str = ""
    value: float | None = None
    confidence: float = 1.0
    exceeds_bound: bool = False

    @property
    def undermines(self) -> bool:
        """Return whether the clause takes back what others on the same matter give: it is left to the choice of the party that
        it should bind, rests on a consent that counts as given, or states a number beyond the bound where none was needed."""
        if self.status is not Status.WEAK:
            return False
        failures = {m: failed_modifier(self.kind, m, self.detection) for m in self.detection.modifiers}
        is_by_modifier = any(failure and failure[2] == self.explanation for failure in failures.values())
        is_emptied = any(failure and m.kind in UNDERMINING for m, failure in failures.items())
        return self.exceeds_bound or (is_by_modifier and is_emptied)

    @property
    def reason(self) -> str:
        """The criterion with its explanation, as JSON has it; empty where nothing failed."""
        return f"{self.criterion}: {self.explanation}" if self.criterion else ""


def grade(signal: Signal, detection: Detection, params: Mapping[str, ParamValue], modal_text: str) -> Grade:
    """Return the grade of a detection; ``modal_text`` is the modal as the document writes it, for the explanation."""
    param, value, number_failure = "", None, ""
    if signal.number is not None:
        param = signal.number.param
        value, number_failure = check_number(signal.number, detection, params)
    status, criterion, explanation, is_nonbinding = _decide(signal, detection, modal_text, number_failure)
    exceeds_bound = criterion == "number" and value is not None and _is_ceiling_if_given(signal.number)
    return Grade(
        detection,
        signal.kind,
        status,
        criterion,
        explanation,
        is_nonbinding,
        param,
        value,
        detection.confidence,
        exceeds_bound,
    )


def _is_ceiling_if_given(bound: NumberBound | None) -> bool:
    """Return whether a number need not be stated, but must not be higher where it is."""
    return bound is not None and bound.if_given and bound.bound == "most"


def _decide(
    signal: Signal, detection: Detection, modal_text: str, number_failure: str
) -> tuple[Status, str, str, bool]:
    """Return status, criterion, explanation and whether the clause creates no binding duty, by the first criterion that fails."""
    if party_failure := wrong_party(signal, detection):
        return Status.MISSING, "obligor", party_failure, True
    if force_failure := failed_force(signal.kind, detection, modal_text):
        return *force_failure, True
    for modifier in detection.modifiers:
        if modifier_failure := failed_modifier(signal.kind, modifier, detection):
            return modifier_failure
    if number_failure:
        return Status.WEAK, "number", number_failure, False
    if not signal.full:
        return Status.WEAK, "limb", "covers only part of the requirement", False
    return Status.MET, "", "", False


def highlighted_spans(detection: Detection) -> tuple[Span, ...]:
    """Return the words to mark in the quote: the decisive ones and those that narrow."""
    narrowing = {m.span for m in detection.modifiers if m.kind not in {"condition", "pointer"}}
    return tuple(sorted({*detection.decisive, *narrowing}))
