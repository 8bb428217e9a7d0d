"""The calendar day of a deadline, where it can be computed without guessing."""

from __future__ import annotations

import calendar
from dataclasses import replace
from datetime import date, timedelta

from clauselint.model import Deadline, Obligation


def with_due_date(row: Obligation, effective: date | None) -> Obligation:
    """Return the obligation with the day on which it is due: a date in the text, or a period from the effective date."""
    return row if row.deadline is None else replace(row, due=due_date(row.deadline, effective))


def due_date(deadline: Deadline, effective: date | None) -> date | None:
    """Return the day of a deadline, or None. Periods are counted by the calendar, to the last day of a shorter month.

    Hours have no day without a clock time, and business days none without the calendar of holidays that the contract
    means: neither is computed. Nor is a part of a day, week, month or year.
    """
    if deadline.date is not None or effective is None or not deadline.from_effective:
        return deadline.date
    if deadline.amount is None or not deadline.amount.is_integer():
        return None
    count = int(deadline.amount) * deadline.from_effective
    try:
        if deadline.unit in ("days", "weeks"):
            return effective + timedelta(days=count * (7 if deadline.unit == "weeks" else 1))
        if deadline.unit in ("months", "years"):
            return _months_on(effective, count * (12 if deadline.unit == "years" else 1))
    except (OverflowError, ValueError):
        return None  # beyond the calendar
    return None


def _months_on(day: date, months: int) -> date:
    year, month = divmod(12 * day.year + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
