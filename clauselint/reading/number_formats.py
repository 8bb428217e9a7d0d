"""Numbers as lists show them: "4", "iv", "d", "fourth". ECMA-376 part 1, 17.18.59 (``ST_NumberFormat``)."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from clauselint.lexicon.numerals import ONES, TENS

_MAX_LETTERED = 780  # thirty times the alphabet; Word stops there too
_MAX_NUMBER = 32_767  # Word counts no further
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_ORDINALS = {
    "one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth",
    "twelve": "twelfth",
}  # fmt: skip


@lru_cache(1024)  # all numbers of a label but the last are those of the label before
def format_number(number: int, style: str) -> str:
    """Return a number in a format of ``w:numFmt``, or "03" for three digits; in decimals where the format is unknown."""
    number = min(max(number, -_MAX_NUMBER), _MAX_NUMBER)
    if style == "decimalZero":
        return f"{number:02d}"
    if style.startswith("0"):  # "001, 002, …": as many digits as the first of them has
        return f"{number:0{int(style)}d}"
    formatter = _FORMATTERS.get(style)
    shown = None if formatter is None else formatter(number)
    return str(number) if shown is None else shown


def _roman(number: int) -> str | None:
    if not 0 < number < 5000:
        return None
    text = ""
    for worth, letters in _ROMAN:
        text += letters * (number // worth)
        number %= worth
    return text


def _letters(number: int) -> str | None:
    """Return a, b, …, z, aa, bb, …"""
    if not 0 < number <= _MAX_LETTERED:
        return None
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _ordinal(number: int) -> str:
    suffix = "th" if 10 < number % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{suffix}"


def _words(number: int, *, ordinal: bool = False) -> str | None:
    if not 0 <= number < 100:
        return None
    tens, ones = ("", ONES[number]) if number < 20 else (TENS[number // 10], ONES[number % 10] if number % 10 else "")
    last = ones or tens
    if ordinal:
        last = _ORDINALS.get(last) or (last[:-1] + "ieth" if last.endswith("y") else last + "th")
    return (f"{tens}-{last}" if tens and ones else last).capitalize()


def _upper(text: str | None) -> str | None:
    return None if text is None else text.upper()


_FORMATTERS: dict[str, Callable[[int], str | None]] = {
    "none": lambda number: "",
    "bullet": lambda number: "",
    "lowerRoman": _roman,
    "upperRoman": lambda number: _upper(_roman(number)),
    "lowerLetter": _letters,
    "upperLetter": lambda number: _upper(_letters(number)),
    "numberInDash": lambda number: f"- {number} -",
    "ordinal": _ordinal,
    "cardinalText": _words,
    "ordinalText": lambda number: _words(number, ordinal=True),
}
