"""Numbers with their unit and what they run from: "within seventy-two (72) hours after discovery", "ten business days".

Percentages ("five percent (5%)") and money ("$1,000,000", "USD 2 million", "one million dollars") too.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from clauselint.lexicon.numerals import VALUES
from clauselint.model import Quantity, Span
from clauselint.support.lowercase import compile_lowercase, lower_keep_length

_UNIT = "one|two|three|four|five|six|seven|eight|nine"
_WORD = "|".join(sorted(VALUES, key=len, reverse=True))
_NUMBER = rf"(?:(?:(?:(?:{_WORD})(?:[\s-]+(?:{_WORD}))?|(?:(?:{_UNIT})\s+)?hundred(?:\s+(?:and\s+)?(?:{_WORD})(?:[\s-]+(?:{_WORD}))?)?)[\s-]*[\(\[]\s*(?P<in_brackets>\d+)\s*-?\s*[\)\]])|(?P<digits>\d{{1,4}}(?:\.\d+)?)|(?P<words>(?:(?:{_UNIT})\s+)?hundred(?:\s+(?:and\s+)?(?:{_WORD})(?:[\s-]+(?:{_WORD}))?)?|(?:{_WORD})(?:[\s-]+(?:{_WORD}))?|(?<!half\s)an?(?=\s+(?:hour|day|week|month|year)\b)))"
PERIOD = compile_lowercase(
    rf"(?<![\w.]){_NUMBER}[\s-]*(?:\((?:\d+|[a-z][a-z\s-]{{2,30}})\)\s*)?(?:or\s+(?:more|fewer|less)\s+)?(?:full\s+|consecutive\s+)?(?P<kind>calendar|business|working|school|banking|trading)?[\s-]*(?P<unit>hour|day|week|month|year)s?\b['’]?"
)
_ORDINALS = {
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
_ORDINAL = compile_lowercase(
    rf"\b(?:({'|'.join(_ORDINALS)})|(\d{{1,3}})(?:st|nd|rd|th))\s+(?:(?P<kind>calendar|business|working|school)\s+)?day\b"
)
# A day told by its place: "by the end of the next business day", "the same day".
_DAY_TOLD = compile_lowercase(
    r"\b(?:(?:next|following)\s+(?:(?P<kind>calendar|business|working|school)\s+)?|same\s+(?:(?P<same>calendar|business|working|school)\s+)?)day\b"
    r"(?!\s+(?:of|each|every|as|delivery|courier|mail|service|air|shipping|express)\b)"
)
_NO_LIMIT = re.compile(r"(?i)\b(?:deemed|extended|postponed|falls?)\b[^;.]*$")
PROMPT = re.compile(r"(?i)\b(?:immediate(?:ly)?|at\s+once|without\s+any\s+delay|the\s+same\s+day|instantly)\b")
_TRIGGER = re.compile(
    r"(?i)^\s*(?:\w+\s+){0,2}?((?:of|after|from|following|upon|before|prior\s+to|once)\s+(?:(?:the|its|any|a|an|such|first|date|receipt|of|written)\s+)*[\w’'-]+(?:\s+[\w’'-]+){0,4})"
)


def periods(text: str) -> tuple[Quantity, ...]:
    """The periods named in a text; spans are offsets into it. Business, working and school days keep their own unit."""
    low = lower_keep_length(text)
    found: list[Quantity] = []
    for m in PERIOD.finditer(low):
        amount = float(m["in_brackets"] or m["digits"] or _value(m["words"]))
        unit = _days(m["kind"]) if m["unit"] == "day" else m["unit"] + "s"
        one = _quantity(text, m, amount, unit, _since(text, m))
        if found and (whole := _joined(text, found[-1], one)):
            found[-1] = whole
        else:
            found.append(one)
    for m in _ORDINAL.finditer(low):
        found.append(_quantity(text, m, float(m[2] or _ORDINALS[m[1]]), _days(m["kind"]), _since(text, m)))
    found += [
        _quantity(text, m, 1.0, _days(m["kind"] or m["same"]))
        for m in _DAY_TOLD.finditer(low)  # not the day to which a date is moved: "deemed given the next business day"
        if not _NO_LIMIT.search(text, max(0, m.start() - _BEFORE), m.start())
    ]
    found += _between_dates(text, low)
    found += [_quantity(text, m, 0.5, f"{m[1]}s") for m in _HALF.finditer(low)]
    return _settled(text, found)


def _quantity(text: str, match: re.Match[str], amount: float, unit: str, trigger: str | None = None) -> Quantity:
    span = Span(*match.span())
    return Quantity(text[span.start : span.end], amount, unit, span, trigger)


def _days(kind: str | None) -> str:
    return "business-days" if kind and kind != "calendar" else "days"


def _since(text: str, match: re.Match[str]) -> str | None:
    """What a period runs from, in the words behind it."""
    trigger = _TRIGGER.match(text[match.end() : match.end() + 80])
    return trigger[1].strip() if trigger else None


_HALF = compile_lowercase(r"\bhalf\s+an?\s+(hour|day|month|year)\b")
_MORE = r"greater|longer|later|higher|larger|more|last"
_LESS = r"lesser|less|shorter|earlier|sooner|lower|smaller|first"
_OF_TWO = re.compile(rf"(?i)\bthe\s+(?:(?P<more>{_MORE})|{_LESS})\s+of\b[^;.]{{0,200}}")
_WHICHEVER = re.compile(
    r"(?i)\bwhichever\s+(?:(?:period|amount|date|time)\s+)?(?:is|comes|occurs|shall\s+be|ends|expires)\s+(?:the\s+)?"
    rf"(?:(?P<more>{_MORE})|{_LESS})\b"
)
_BEFORE = 200  # characters before a period that may say what it is for, or what it is chosen from


# A larger unit of time, the smaller one that goes on from it, and how many of the smaller make one of the larger.
_PARTS = {("years", "months"): 12, ("weeks", "days"): 7, ("days", "hours"): 24}
_AND = re.compile(r"(?i),?\s+(?:and\s+)?")
_CHOOSES = re.compile(rf"(?i)\b(?:(?:{_MORE}|{_LESS})\s+of|between)\s+(?:\w+\s+)?$")


def _joined(text: str, first: Quantity, then: Quantity) -> Quantity | None:
    """ "one year and six months": a period told in two units is one period, in the smaller unit.

    None where they are two: the second is no part of the larger unit, or the text chooses ("the earlier of one year and six
    months").
    """
    size = _PARTS.get((first.unit, then.unit))
    if size is None or then.amount >= size or not _AND.fullmatch(text, first.span.end, then.span.start):
        return None
    if _CHOOSES.search(text, max(0, first.span.start - _BEFORE), first.span.start):
        return None
    if re.match(r"\W*whichever\b", text[then.span.end :]):
        return None
    span = Span(first.span.start, then.span.end)
    return Quantity(text[span.start : span.end], first.amount * size + then.amount, then.unit, span, then.runs_from)


def _settled(text: str, found: list[Quantity]) -> tuple[Quantity, ...]:
    """In order; of "the greater of 30 days and two months", or "whichever is sooner", only the one that counts."""
    found.sort(key=lambda q: q.span)
    if len(found) < 2:
        return tuple(found)
    choices = [(m.start(), m.end(), m["more"]) for m in _OF_TWO.finditer(text)]
    for m in _WHICHEVER.finditer(text):
        stop = max(text.rfind(mark, 0, m.start()) for mark in ".;")
        choices.append((max(stop, m.start() - _BEFORE), m.end(), m["more"]))
    for start, end, more in choices:
        named = [q for q in found if start <= q.span.start and q.span.end <= end]
        sizes = {q.span: q.amount * _SIZE.get(q.unit, 1.0) for q in named}
        if len({q.unit in _SIZE for q in named}) == 1 and len(named) > 1:
            right = (max if more else min)(sizes.values())
            found = [q for q in found if q.span not in sizes or sizes[q.span] == right]
    return tuple(found)


# Rough sizes in hours, to tell the longer of two periods; sums and percentages are compared as they are.
_SIZE = {"hours": 1.0, "days": 24.0, "business-days": 34.0, "weeks": 168.0, "months": 730.0, "years": 8760.0}


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
DATE = compile_lowercase(
    rf"\b(?:(?P<m1>{'|'.join(MONTHS)})\s+\d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}}(?:st|nd|rd|th)?\s+(?P<m2>{'|'.join(MONTHS)})),?\s+(?P<year>(?:19|20)\d\d)\b"
)


def _between_dates(text: str, low: str) -> list[Quantity]:
    """The months from one date to the next in the same sentence: "from July 1, 2026 to June 30, 2031" is 60 (rounded up)."""
    dates = [(m, 12 * int(m["year"]) + MONTHS.index(m["m1"] or m["m2"])) for m in DATE.finditer(low)]
    return [
        Quantity(text[first.start() : last.end()], float(end - begin + 1), "months", Span(first.start(), last.end()))
        for (first, begin), (last, end) in pairwise(dates)
        if end > begin
    ]


_SCALE = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "k": 1e3, "m": 1e6, "mm": 1e6, "bn": 1e9}
_FIGURE = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_PERCENT = compile_lowercase(
    rf"(?<![\w.])(?:(?P<figure>{_FIGURE})\s*%|(?P<words>(?:one\s+hundred(?:\s+and)?|{_WORD})(?:[\s-]+(?:{_WORD}))?|{_FIGURE})"
    rf"\s+(?:\(\s*(?P<in_brackets>{_FIGURE})\s*%?\s*\)\s*)?per\s?cent(?:um)?\b(?:\s*\(\s*{_FIGURE}\s*%\s*\))?)"
)
_MONEY = compile_lowercase(
    rf"(?:US\s?\$|USD\s?\$?|EUR\s?|GBP\s?|[$€£])\s?(?P<figure>{_FIGURE})(?:\s?(?P<scale>thousand|million|billion|k|mm|m|bn)\b)?"
    rf"|(?<![\w.,])(?P<amount>{_FIGURE})\s+(?:(?P<scale2>thousand|million|billion)\s+)?(?:US\s+|U\.S\.\s+)?(?:dollars?|euros?|pounds?|USD|EUR|GBP)\b"
    rf"|\b(?P<words>(?:(?:{_WORD}|and|hundred|thousand|million|billion)[\s-]+)+)(?:US\s+|U\.S\.\s+|and\s+00/100\s+)?(?:dollars?|euros?|pounds?)\b"
)


def amounts(text: str) -> tuple[Quantity, ...]:
    """The percentages (unit ``percent``) and sums of money (unit ``money``, of any currency) named in a text."""
    low, found = lower_keep_length(text), []
    for m in _PERCENT.finditer(low):
        figure = m["figure"] or m["in_brackets"]
        if figure is None and m["words"][:1].isdigit():
            figure = m["words"]
        found.append(_quantity(text, m, _figure(figure) if figure else _value(m["words"]), "percent"))
    for m in _MONEY.finditer(low):
        figure, scale = m["figure"] or m["amount"], m["scale"] or m["scale2"]
        amount = _figure(figure) * _SCALE.get(scale or "", 1.0) if figure else _sum(m["words"])
        if amount:
            found.append(replace(_quantity(text, m, amount, "money"), text=text[m.start() : m.end()].strip()))
    return _settled(text, found)


def _figure(digits: str) -> float:
    return float(digits.replace(",", ""))


def _sum(words: str) -> float:
    """ "two million five hundred thousand" → 2500000; 0 where the words hold no number."""
    total = part = 0.0
    for word in re.findall(r"[a-z]+", words.lower()):
        if word in VALUES:
            part += VALUES[word]
        elif word == "hundred":
            part = max(part, 1.0) * 100
        elif word in _SCALE:
            total += max(part, 1.0) * _SCALE[word]
            part = 0.0
    return total + part


def _value(words: str) -> float:
    """ "forty-five" → 45, "a" → 1, "one hundred twenty" → 120."""
    total = 0
    for word in re.findall(r"[a-z]+", words.lower()):
        if word in ("a", "an"):
            total += 1
        elif word == "hundred":
            total = max(total, 1) * 100
        elif word in VALUES:
            total += VALUES[word]
    return float(total)
