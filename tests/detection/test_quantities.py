"""Periods, percentages and sums of money in the words of contracts."""

from __future__ import annotations

import pytest

from clauselint.detection.sentences.quantities import amounts, periods, with_alternatives


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("within seventy-two (72) hours", [(72.0, "hours")]),
        ("at least 90 (ninety) days' prior written notice", [(90.0, "days")]),
        ("a thirty- (30-) day period", [(30.0, "days")]),
        ("no fewer than five (5) business days", [(5.0, "business-days")]),
        ("a 12-month term", [(12.0, "months")]),
        ("for five or more years", [(5.0, "years")]),
        ("within 24-48 hours", [(48.0, "hours")]),
        ("within one year and six months", [(18.0, "months")]),
        ("for two (2) years, six (6) months after expiry", [(30.0, "months")]),
        ("within two weeks and three days", [(17.0, "days")]),
        ("one year, 2 months", [(14.0, "months")]),
        ("for two years or six months", [(2.0, "years"), (6.0, "months")]),
        ("the earlier of one year and six months", [(6.0, "months")]),
        ("between one year and six months", [(1.0, "years"), (6.0, "months")]),
        ("for one year and 18 months", [(1.0, "years"), (18.0, "months")]),
        ("for six months and two years", [(6.0, "months"), (2.0, "years")]),
        ("half a year", [(0.5, "years")]),
        ("not later than the end of the next business day", [(1.0, "business-days")]),
        ("calls the District the same day", [(1.0, "days")]),
        ("within two weeks after the last day", [(2.0, "weeks")]),
        ("is deemed given on the next business day", []),
        ("on the same day of each month", []),
        ("by next day delivery", []),
        ("the greater of 30 days or two months", [(2.0, "months")]),
        ("within 30 days or two months, whichever is sooner", [(30.0, "days")]),
        ("the earlier of ten business days and 12 days", [(12.0, "days")]),
        ("within 30 days of the end, and the longer of its term and one year", [(30.0, "days"), (1.0, "years")]),
    ],
)
def test_periods(text: str, found: list[tuple[float, str]]) -> None:
    assert [(q.amount, q.unit) for q in periods(text)] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("the greater of $1,000,000 and $2 million", [(2e6, "money")]),
        ("interest of 5 per cent", [(5.0, "percent")]),
        ("not less than $1,000,000 each and $2,000,000 in all", [(1e6, "money"), (2e6, "money")]),
    ],
)
def test_amounts(text: str, found: list[tuple[float, str]]) -> None:
    assert [(q.amount, q.unit) for q in amounts(text)] == found


@pytest.mark.parametrize(
    ("text", "alternative"),
    [
        ("within 48 hours, or thirty days where an inquiry is open", True),
        ("within 48 hours and in any event within ninety days", True),
        ("within 48 hours, extended to ninety days in summer", True),
        ("within 48 hours, and shall send a full report within ten days", False),
        ("within ten days, and in time for access to be given no later than 45 days from the request", False),
    ],
)
def test_a_number_that_may_take_the_place_of_the_one_before(text: str, alternative: bool) -> None:
    assert [q.alternative for q in with_alternatives(text, periods(text))] == [False, alternative]
