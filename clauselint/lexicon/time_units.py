"""Periods of different units on one scale, so that detection and judging compare them alike."""

from __future__ import annotations

_HOURS = {"hours": 1.0, "days": 24.0, "weeks": 168.0, "months": 730.0, "years": 8766.0}
# Business days skip weekends: five of them are at least seven calendar days.
_BUSINESS_STRETCH = 7 / 5


def in_hours(amount: float, unit: str) -> float:
    """A period in hours; a month counts 730 hours and a year 8,766, their means. Business days count 7/5 of a day."""
    if unit == "business-days":
        return amount * 24 * _BUSINESS_STRETCH
    return amount * _HOURS[unit]


PERIODS = frozenset({*_HOURS, "business-days"})
"""The units that measure time."""


def converted(amount: float, unit: str, into: str) -> float | None:
    """An amount of ``unit`` in another unit; None where that measures something else, as percentages and money do."""
    if unit == into:
        return amount
    if unit in PERIODS and into in PERIODS:
        return in_hours(amount, unit) / in_hours(1, into)
    return None


def in_words(amount: float, unit: str) -> str:
    """``72 hours``, ``1 day``, ``5 business days``."""
    number = f"{amount:g}"
    words = unit.replace("-", " ")
    return f"{number} {words[:-1] if amount == 1 else words}"
