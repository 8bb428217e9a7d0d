"""Whether the number in a clause keeps the bound that a signal sets."""

from __future__ import annotations

from collections.abc import Mapping

from clauselint.lexicon.time_units import PERIODS, converted, in_words
from clauselint.model import Detection, ParamValue
from clauselint.packs.schema import NumberBound


def check_number(
    bound: NumberBound, detection: Detection, params: Mapping[str, ParamValue]
) -> tuple[float | None, str]:
    """Return the number found, in the bound's unit, and what is wrong with it ("" where nothing is).

    Of several numbers the one that helps the clause most counts: the words do not say which of them is meant.
    """
    found = [(v, q) for q in detection.quantities if (v := converted(q.amount, q.unit, bound.unit)) is not None]
    if not found:
        return None, "" if bound.if_given else _absent(bound, params)
    value, best = (max if bound.bound == "least" else min)(found, key=lambda pair: pair[0])
    value = round(value, 1)
    if bound.bound == "any":
        return value, ""
    required = float(str(params[bound.param]))
    if bound.bound == "least":
        return value, f"“{best.text}” is less than {_amount(bound, required)}" if value < required else ""
    return value, f"“{best.text}” is more than {_amount(bound, required)}" if value > required else ""


def bound_in_words(bound: NumberBound, params: Mapping[str, ParamValue]) -> str:
    """Return what a bound asks for: "at most 72 hours", "any percentage"."""
    if bound.bound == "any":
        return f"any {_name(bound)}"
    return f"at {bound.bound} {_amount(bound, float(str(params[bound.param])))}"


def _absent(bound: NumberBound, params: Mapping[str, ParamValue]) -> str:
    """Return that no number is stated, and which one is asked for."""
    if bound.bound == "any":
        return f"no {_name(bound)} is stated"
    required = float(str(params[bound.param]))
    verb = "are" if bound.unit in PERIODS and required != 1 else "is"
    if bound.bound == "least":
        return f"no {_name(bound)} is stated; at least {_amount(bound, required)} {verb} required"
    name = "deadline" if bound.unit in PERIODS else _name(bound)
    return f"no {name} is stated; at most {_amount(bound, required)} {verb} allowed"


def _name(bound: NumberBound) -> str:
    """Return what kind of number a bound is about."""
    return {"percent": "percentage", "money": "amount"}.get(bound.unit, f"number of {bound.unit.replace('-', ' ')}")


def _amount(bound: NumberBound, amount: float) -> str:
    """Return an amount in words: "72 hours", "5%", "1,000,000"."""
    if bound.unit == "percent":
        return f"{amount:g}%"
    return f"{amount:,.0f}" if bound.unit == "money" else in_words(amount, bound.unit)
