"""The months, and the ordinals that contracts count days with, as lower-case words."""

from __future__ import annotations

MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
"""The months in order; the first is month 1 of a date."""

ORDINALS = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fifth": 5,
    "seventh": 7,
    "tenth": 10,
    "fifteenth": 15,
    "twentieth": 20,
    "thirtieth": 30,
    "sixtieth": 60,
    "ninetieth": 90,
}
"""Each ordinal word to its number."""
