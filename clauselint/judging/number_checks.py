"""Whether the number in a clause keeps the bound that a signal sets."""

from __future__ import annotations

from collections.abc import Mapping

from clauselint.lexicon.time_units import PERIODS, converted, in_words
from clauselint.model import Detection, ParamValue, Quantity, Span
from clauselint.packs.schema import NumberBound


def check_number(
    bound: NumberBound, detection: Detection, params: Mapping[str, ParamValue]
) -> tuple[float | None, str]:
    """Return the number found, in the bound's unit, and what is wrong with it ("" where nothing is).

    Of several numbers the one that helps the clause most counts: the words do not say which of them is meant. Of alternatives
    ("within 48 hours, or thirty days where …") the one that helps it least does.
    """
    helpful, harmful = (max, min) if bound.bound == "least" else (min, max)
    found = _nearest(bound, detection, [harmful(group, key=_value) for group in _alternatives(bound, detection)])
    if not found:
        return None, "" if bound.if_given else _absent(bound, params)
    value, best = helpful(found, key=_value)
    value = round(value, 1)
    if bound.bound == "any":
        return value, ""
    required = float(str(params[bound.param]))
    if bound.bound == "least":
        return value, f"“{best.text}” is less than {_amount(bound, required)}" if value < required else ""
    return value, f"“{best.text}” is more than {_amount(bound, required)}" if value > required else ""


_Number = tuple[float, Quantity]


def _value(number: _Number) -> float:
    return number[0]


def _alternatives(bound: NumberBound, detection: Detection) -> list[list[_Number]]:
    """Return the numbers of a detection in the bound's unit, those together of which each may take the other's place."""
    groups: list[list[_Number]] = []
    for quantity in detection.quantities:
        value = converted(quantity.amount, quantity.unit, bound.unit)
        if value is not None and quantity.alternative and groups:
            groups[-1].append((value, quantity))
        elif value is not None:
            groups.append([(value, quantity)])
    return groups


def _nearest(bound: NumberBound, detection: Detection, found: list[_Number]) -> list[_Number]:
    """Return the numbers; of several sums that must be at least so high ("$1,000 per claim and $2,000,000 of cyber cover"),
    only the one that stands nearest to the words that the signal asks for."""
    marks = [mark for mark in detection.decisive if mark != detection.modal]
    if bound.bound != "least" or bound.unit != "money" or not marks:
        return found
    return sorted(found, key=lambda number: min(_distance(number[1].span, mark) for mark in marks))[:1]


def _distance(one: Span, other: Span) -> int:
    return max(one.start - other.end, other.start - one.end, 0)


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
