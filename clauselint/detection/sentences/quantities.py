"""Numbers with their unit and what they run from: "within seventy-two (72) hours after discovery", "ten business days".

Percentages ("five percent (5%)") and money ("$1,000,000", "USD 2 million", "one million dollars") too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from clauselint.detection.rules import PatternRule, RuleTable
from clauselint.detection.sentences.quantity_patterns import (
    DATES,
    HALF_UNITS,
    NEXT_DAYS,
    ORDINAL_DAYS,
    PERCENTAGES,
    PERIODS,
    PROMPT,
    SUMS_OF_MONEY,
)
from clauselint.lexicon.calendar import MONTHS, ORDINALS
from clauselint.lexicon.numerals import VALUES
from clauselint.model import Quantity, Span
from clauselint.support.lowercase import lower_keep_length

__all__ = ["PROMPT", "amounts", "periods", "with_alternatives"]

_NO_LIMIT = re.compile(r"(?i)\b(?:deemed|extended|postponed|falls?)\b[^;.]*$")
_RUNS_FROM = re.compile(
    r"(?i)^\s*(?:\w+\s+){0,2}?((?:of|after|from|following|upon|before|prior\s+to|once)\s+(?:(?:the|its|any|a|an|such|first|date|receipt|of|written)\s+)*[\w’'-]+(?:\s+[\w’'-]+){0,4})"
)
_BEFORE = 200  # characters before a period that may say what it is for, or what it is chosen from


def periods(text: str) -> tuple[Quantity, ...]:
    """Return the periods named in a text; spans are offsets into it. Business, working and school days keep their own unit."""
    low = lower_keep_length(text)
    found = [*_counted(text, low), *_ordinal_days(text, low), *_next_days(text, low), *_between_dates(text, low)]
    found += [_quantity(text, m, HALF_UNITS, 0.5, f"{m[1]}s") for m in HALF_UNITS.finditer(low)]
    return _settled(text, found)


def _counted(text: str, low: str) -> list[Quantity]:
    """The periods told by a number and a unit; one told in two units is one period."""
    found: list[Quantity] = []
    for m in PERIODS.finditer(low):
        amount = float(m["in_brackets"] or m["digits"] or _value(m["words"]))
        unit = _days(m["kind"]) if m["unit"] == "day" else m["unit"] + "s"
        period = _quantity(text, m, PERIODS, amount, unit, _runs_from(text, m))
        if found and (whole := _joined(text, found[-1], period)):
            found[-1] = whole
        else:
            found.append(period)
    return found


def _ordinal_days(text: str, low: str) -> Iterator[Quantity]:
    for m in ORDINAL_DAYS.finditer(low):
        yield _quantity(text, m, ORDINAL_DAYS, float(m[2] or ORDINALS[m[1]]), _days(m["kind"]), _runs_from(text, m))


def _next_days(text: str, low: str) -> Iterator[Quantity]:
    """The next day, or the same; not the day to which a date is moved ("deemed given the next business day")."""
    for m in NEXT_DAYS.finditer(low):
        if not _NO_LIMIT.search(text, max(0, m.start() - _BEFORE), m.start()):
            yield _quantity(text, m, NEXT_DAYS, 1.0, _days(m["kind"] or m["same"]))


def _quantity(
    text: str,
    match: re.Match[str],
    table: RuleTable[PatternRule],
    amount: float,
    unit: str,
    runs_from: str | None = None,
) -> Quantity:
    span = Span(*match.span())
    return Quantity(text[span.start : span.end], amount, unit, span, runs_from, table.rule_of(match).name)


def _days(kind: str | None) -> str:
    return "business-days" if kind and kind != "calendar" else "days"


def _runs_from(text: str, match: re.Match[str]) -> str | None:
    """Return what a period runs from, in the words behind it."""
    event = _RUNS_FROM.match(text[match.end() : match.end() + 80])
    return event[1].strip() if event else None


_MORE = r"greater|longer|later|higher|larger|more|last"
_LESS = r"lesser|less|shorter|earlier|sooner|lower|smaller|first"
_OF_TWO = re.compile(rf"(?i)\bthe\s+(?:(?P<more>{_MORE})|{_LESS})\s+of\b[^;.]{{0,200}}")
_WHICHEVER = re.compile(
    r"(?i)\bwhichever\s+(?:(?:period|amount|date|time)\s+)?(?:is|comes|occurs|shall\s+be|ends|expires)\s+(?:the\s+)?"
    rf"(?:(?P<more>{_MORE})|{_LESS})\b"
)

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
    return Quantity(
        text[span.start : span.end], first.amount * size + then.amount, then.unit, span, then.runs_from, then.rule
    )


def _settled(text: str, found: list[Quantity]) -> tuple[Quantity, ...]:
    """In order; of "the greater of 30 days and two months", or "whichever is sooner", only the one that counts."""
    found.sort(key=lambda q: q.span)
    if len(found) < 2:
        return tuple(found)
    for start, end, more in _choices(text):
        named = [q for q in found if start <= q.span.start and q.span.end <= end]
        if len(named) > 1 and len({q.unit in _SIZE for q in named}) == 1:
            sizes = {q.span: q.amount * _SIZE.get(q.unit, 1.0) for q in named}
            right = (max if more else min)(sizes.values())
            found = [q for q in found if sizes.get(q.span, right) == right]
    return tuple(found)


def _choices(text: str) -> Iterator[tuple[int, int, str | None]]:
    """The stretches in which a text chooses between quantities, each with what stands for "the greater", if it does."""
    for m in _OF_TWO.finditer(text):
        yield m.start(), m.end(), m["more"]
    for m in _WHICHEVER.finditer(text):
        stop = max(text.rfind(mark, 0, m.start()) for mark in ".;")
        yield max(stop, m.start() - _BEFORE), m.end(), m["more"]


# "within 48 hours, or thirty days where …"; "at once and in any event within ninety days". What an "or" joins is no
# alternative where the shorter one decides, or where the second belongs to another act.
_ALTERNATIVE = re.compile(
    r"(?i)\b(?:or|but|unless|except|save|extend\w*|prolong\w*|increas\w*|otherwise|instead|longer)\b(?:(?!\b(?:and|shall|must|will|may|earlier|sooner|less|shorter|upon|every|each|per|once)\b)[^.;]){0,70}$"
)
_OUTER_LIMIT = re.compile(
    r"(?i)(?:^|\b(?:and|but|or)\b|,)\W*(?:(?:in\s+(?:any|no|all|each)\s+(?:event|case|circumstance)s?|at\s+(?:the\s+)?(?:latest|most)"
    r"|never|if\s+later|(?:no|not)\s+(?:later|more)\s+than|within|by|not?|later|more|than|an?|the|period|of|up|to|after|on)\b[\s,(]*)+$"
)
_SETS_LIMIT = re.compile(
    r"(?i)\b(?:in\s+(?:any|no|all|each)\s+(?:event|case|circumstance)|at\s+(?:the\s+)?(?:latest|most)|never|later|(?:no|not)\s+more)\b"
)
_STOP = re.compile(r"[;]|\.\s")


def with_alternatives(text: str, found: Sequence[Quantity]) -> tuple[Quantity, ...]:
    """Return the quantities of a text in order, those marked that may take the place of the one before them."""
    ordered = sorted(found, key=lambda q: q.span)
    marked = ordered[:1]
    for before, quantity in pairwise(ordered):
        gap = text[before.span.end : quantity.span.start]
        marked.append(replace(quantity, alternative=True) if _links(gap) else quantity)
    return tuple(marked)


def _links(gap: str) -> bool:
    """Return whether the words between two quantities let the second take the place of the first."""
    if _STOP.search(gap):
        return False
    limit = _OUTER_LIMIT.search(gap)
    return bool(_ALTERNATIVE.search(gap) or (limit and _SETS_LIMIT.search(gap, limit.start())))


# Rough sizes in hours, to tell the longer of two periods; sums and percentages are compared as they are.
_SIZE = {"hours": 1.0, "days": 24.0, "business-days": 34.0, "weeks": 168.0, "months": 730.0, "years": 8760.0}


def _between_dates(text: str, low: str) -> list[Quantity]:
    """The months from one date to the next in the same sentence: "from July 1, 2026 to June 30, 2031" is 60 (rounded up)."""
    dates = [(m, 12 * int(m["year"]) + MONTHS.index(m["m1"] or m["m2"])) for m in DATES.finditer(low)]
    return [
        Quantity(
            text[first.start() : last.end()],
            float(end - begin + 1),
            "months",
            Span(first.start(), last.end()),
            rule="date to date",
        )
        for (first, begin), (last, end) in pairwise(dates)
        if end > begin
    ]


_SCALE = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "k": 1e3, "m": 1e6, "mm": 1e6, "bn": 1e9}


def amounts(text: str) -> tuple[Quantity, ...]:
    """Return the percentages (unit ``percent``) and sums of money (unit ``money``, of any currency) named in a text."""
    low = lower_keep_length(text)
    return _settled(text, [*_percentages(text, low), *_sums(text, low)])


def _percentages(text: str, low: str) -> Iterator[Quantity]:
    for m in PERCENTAGES.finditer(low):
        figure = m["figure"] or m["in_brackets"]
        if figure is None and m["words"][:1].isdigit():
            figure = m["words"]
        yield _quantity(text, m, PERCENTAGES, _figure(figure) if figure else _value(m["words"]), "percent")


def _sums(text: str, low: str) -> Iterator[Quantity]:
    for m in SUMS_OF_MONEY.finditer(low):
        figure, scale = m["figure"] or m["amount"], m["scale"] or m["scale2"]
        amount = _figure(figure) * _SCALE.get(scale or "", 1.0) if figure else _sum(m["words"])
        if amount:
            found = _quantity(text, m, SUMS_OF_MONEY, amount, "money")
            yield replace(found, text=found.text.strip())


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
