"""Patterns of numbers with their units, as rules: periods, dates, percentages, sums of money. For text in lower case."""

from __future__ import annotations

from clauselint.detection.rules import PatternRule, RuleTable
from clauselint.lexicon.calendar import MONTHS, ORDINALS
from clauselint.lexicon.numerals import VALUES

_UNIT = "one|two|three|four|five|six|seven|eight|nine"
_WORD = "|".join(sorted(VALUES, key=len, reverse=True))
_NUMBER = rf"(?:(?:(?:(?:{_WORD})(?:[\s-]+(?:{_WORD}))?|(?:(?:{_UNIT})\s+)?hundred(?:\s+(?:and\s+)?(?:{_WORD})(?:[\s-]+(?:{_WORD}))?)?)[\s-]*[\(\[]\s*(?P<in_brackets>\d+)\s*-?\s*[\)\]])|(?P<digits>\d{{1,4}}(?:\.\d+)?)|(?P<words>(?:(?:{_UNIT})\s+)?hundred(?:\s+(?:and\s+)?(?:{_WORD})(?:[\s-]+(?:{_WORD}))?)?|(?:{_WORD})(?:[\s-]+(?:{_WORD}))?|(?<!half\s)an?(?=\s+(?:hour|day|week|month|year)\b)))"
# Groups: the number ``in_brackets``, in ``digits`` or in ``words``; the ``kind`` of day; the ``unit``.
PERIODS = RuleTable(
    PatternRule(
        "number and unit",
        rf"(?<![\w.])(?<!\d{{4}}[-–—/]){_NUMBER}[\s-]*(?:\((?:\d+|[a-z][a-z\s-]{{2,30}})\)\s*)?(?:or\s+(?:more|fewer|less)\s+)?(?:full\s+|consecutive\s+)?(?P<kind>calendar|business|working|school|banking|trading)?[\s-]*(?P<unit>hour|day|week|month|year)s?\b['’]?",
        catches="Return it within ten (10) business days.",
        spares="Return it within a fair time.",
    ),
    template="<>",
    lower=True,
)
ORDINAL_DAYS = RuleTable(
    PatternRule(
        "ordinal day",
        rf"\b(?:({'|'.join(ORDINALS)})|(\d{{1,3}})(?:st|nd|rd|th))\s+(?:(?P<kind>calendar|business|working|school)\s+)?day\b",
        catches="Pay by the fifth business day.",
        spares="Pay on the fifth visit.",
    ),
    template="<>",
    lower=True,
)
# A day told by its place: "by the end of the next business day", "the same day".
NEXT_DAYS = RuleTable(
    PatternRule(
        "next day",
        r"\b(?:(?:next|following)\s+(?:(?P<kind>calendar|business|working|school)\s+)?|same\s+(?:(?P<same>calendar|business|working|school)\s+)?)day\b"
        r"(?!\s+(?:of|each|every|as|delivery|courier|mail|service|air|shipping|express)\b)",
        catches="Call by the end of the next business day.",
        spares="Send it by next day courier.",
    ),
    template="<>",
    lower=True,
)
HALF_UNITS = RuleTable(
    PatternRule(
        "half a unit",
        r"\bhalf\s+an?\s+(hour|day|month|year)\b",
        catches="Reply within half an hour.",
        spares="Bring half an apple.",
    ),
    template="<>",
    lower=True,
)
# Groups: the month in ``m1`` or ``m2``, the ``year``.
DATES = RuleTable(
    PatternRule(
        "date",
        rf"\b(?:(?P<m1>{'|'.join(MONTHS)})\s+\d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}}(?:st|nd|rd|th)?\s+(?:day\s+of\s+)?(?P<m2>{'|'.join(MONTHS)})),?\s+(?P<year>(?:19|20)\d\d)\b",
        catches="The lease ends on June 30, 2031.",
        spares="The lease ends in June.",
    ),
    template="<>",
    lower=True,
)
_FIGURE = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
PERCENTAGES = RuleTable(
    PatternRule(
        "percent",
        rf"(?<![\w.])(?:(?P<figure>{_FIGURE})\s*%|(?P<words>(?:one\s+hundred(?:\s+and)?|{_WORD})(?:[\s-]+(?:{_WORD}))?|{_FIGURE})"
        rf"\s+(?:\(\s*(?P<in_brackets>{_FIGURE})\s*%?\s*\)\s*)?per\s?cent(?:um)?\b(?:\s*\(\s*{_FIGURE}\s*%\s*\))?)",
        catches="A late fee of five percent (5%) is due.",
        spares="Five guests are due.",
    ),
    template="<>",
    lower=True,
)
SUMS_OF_MONEY = RuleTable(
    PatternRule(
        "currency before",
        rf"(?:US\s?\$|USD\s?\$?|EUR\s?|GBP\s?|[$€£])\s?(?P<figure>{_FIGURE})(?:\s?(?P<scale>thousand|million|billion|k|mm|m|bn)\b)?",
        catches="Pay $1,200 in May.",
        spares="Pay 1,200 points in May.",
    ),
    PatternRule(
        "currency behind",
        rf"(?<![\w.,])(?P<amount>{_FIGURE})\s+(?:(?P<scale2>thousand|million|billion)\s+)?(?:US\s+|U\.S\.\s+)?(?:dollars?|euros?|pounds?|USD|EUR|GBP)\b",
        catches="Pay 2 million dollars.",
        spares="Pay 2 million votes.",
    ),
    PatternRule(
        "sum in words",
        rf"\b(?P<words>(?:(?:{_WORD}|and|hundred|thousand|million|billion)[\s-]+)+)(?:US\s+|U\.S\.\s+|and\s+00/100\s+)?(?:dollars?|euros?|pounds?)\b",
        catches="Pay two hundred dollars.",
        spares="Pay many dollars.",
    ),
    template="<>",
    lower=True,
)
PROMPT = RuleTable(
    PatternRule(
        "at once",
        r"(?:immediate(?:ly)?|at\s+once|without\s+any\s+delay|the\s+same\s+day|instantly)",
        catches="Report leaks immediately.",
        spares="Report leaks in May.",
        why="a period of zero hours",
    ),
    template=r"(?i)\b<>\b",
)
