"""Periods, amounts, dates and other numbers that changed within passages that are otherwise the same."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import zip_longest

from clauselint.detection.sentences.quantities import amounts, periods
from clauselint.detection.sentences.quantity_patterns import DATES
from clauselint.judging.compare.references import is_reference
from clauselint.lexicon.time_units import PERIODS, converted
from clauselint.model import ComparedParagraph, NumberChange, PassageChange, PassageChangeKind, Span, StatedNumber
from clauselint.support.lowercase import lower_keep_length

_SLACK = 0.001  # two years and 24 months are the same, though means of their hours are not; 364 days and a year are not
_FIGURE = re.compile(r"(?<![\w.,/])\d+(?:[.,/:-]\d+)*(?![\w/])")
_CURRENCIES = {
    "dollar": re.compile(r"\$|usd|dollar", re.IGNORECASE),
    "euro": re.compile("€|eur", re.IGNORECASE),
    "pound": re.compile("£|gbp|pound", re.IGNORECASE),
}
_OTHER_DOLLARS = r"CAD|CDN|Cdn|AUD|NZD|HKD|SGD|MXN|TWD"
_CODE = re.compile(rf"\s?(?:{_OTHER_DOLLARS})\b")
_CODE_BEFORE = re.compile(rf"\b(?:(?:{_OTHER_DOLLARS})\s?|CA?|AU?|NZ|HK|SG?|MX|NT|R)(?=\$)")
_LONGEST_CODE = 4  # characters, with a blank


def find_number_changes(passages: Iterable[PassageChange]) -> tuple[NumberChange, ...]:
    """Return the numbers that differ between the two versions of each changed passage, in the order of the text."""
    rows: list[NumberChange] = []
    for passage in passages:
        if passage.kind is PassageChangeKind.CHANGED:
            rows += _compare(_stated_numbers(passage.old), _stated_numbers(passage.new))
    return tuple(rows)


def _compare(old: Sequence[StatedNumber], new: Sequence[StatedNumber]) -> Iterator[NumberChange]:
    matcher = SequenceMatcher(
        None, [_comparison_key(f) for f in old], [_comparison_key(f) for f in new], autojunk=False
    )
    for op, a, b, c, d in matcher.get_opcodes():
        if op == "equal":
            continue
        for kind in dict.fromkeys(_kind(f) for f in (*old[a:b], *new[c:d])):
            were, are = ([f for f in side if _kind(f) == kind] for side in (old[a:b], new[c:d]))
            for was, now in zip_longest(were, are):
                yield NumberChange(was, now, _trend(was, now))


def _stated_numbers(paragraphs: Iterable[ComparedParagraph]) -> list[StatedNumber]:
    """Return the numbers of some paragraphs, in order, without the labels of sections that they refer to."""
    return [figure for paragraph in paragraphs for figure in _numbers_of(paragraph)]


def _numbers_of(paragraph: ComparedParagraph) -> list[StatedNumber]:
    text = paragraph.text
    found: list[tuple[Span, StatedNumber]] = []

    def put(span: Span, amount: float | None, unit: str) -> None:
        if not any(span.overlaps(taken) for taken, _ in found):
            words = " ".join(text[span.start : span.end].split())
            found.append((span, StatedNumber(words, amount, unit, paragraph)))

    for match in DATES.finditer(lower_keep_length(text)):
        put(Span(*match.span()), None, "date")
    for quantity in (*periods(text), *amounts(text)):
        span = _with_code(text, quantity.span) if quantity.unit == "money" else quantity.span
        put(span, quantity.amount, quantity.unit)
    for match in _FIGURE.finditer(text):
        if not is_reference(text, match.start()):
            put(Span(*match.span()), None, "number")
    return [figure for _, figure in sorted(found, key=lambda item: item[0])]


def _with_code(text: str, span: Span) -> Span:
    """Return the span of a sum of money with the code of its currency: "C$9,000", "$9,000 CAD"."""
    before = _CODE_BEFORE.search(text, max(0, span.start - _LONGEST_CODE), span.start + 1)
    after = _CODE.match(text, span.end)
    return Span(before.start() if before else span.start, after.end() if after else span.end)


def _comparison_key(figure: StatedNumber) -> tuple[str, str, float | str]:
    return figure.unit, _currency(figure), figure.text.casefold() if figure.amount is None else figure.amount


def _currency(figure: StatedNumber) -> str:
    if figure.unit != "money":
        return ""
    code = _CODE_BEFORE.search(figure.text) or _CODE.search(figure.text)
    if code:
        return code.group().strip().casefold()
    return next((name for name, sign in _CURRENCIES.items() if sign.search(figure.text)), "")


def _kind(figure: StatedNumber) -> str:
    return "period" if figure.unit in PERIODS else figure.unit


def _trend(old: StatedNumber | None, new: StatedNumber | None) -> str:
    """Return how the new amount compares with the old one: "more", "less", "same", or "" where that cannot be said."""
    if old is None or new is None or old.amount is None or new.amount is None:
        return ""
    was = converted(old.amount, old.unit, new.unit)
    if was is None or _currency(old) != _currency(new):
        return ""
    if abs(was - new.amount) <= (0 if old.unit == new.unit else _SLACK * new.amount):
        return "same"
    return "more" if new.amount > was else "less"
