"""The deadline, the conditions and the exceptions of a norm."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from clauselint.detection.sentences.quantities import periods
from clauselint.detection.sentences.quantity_patterns import DATES
from clauselint.detection.sentences.scope import find_modifiers
from clauselint.lexicon.calendar import MONTHS
from clauselint.model import Deadline, Quantity, Span
from clauselint.support.lowercase import lower_keep_length

_BY = r"(?:by|before|within|on\s+or\s+(?:before|prior\s+to)|(?:no|not)\s+later\s+than|prior\s+to|on|until|as\s+of)"
_WITHIN = re.compile(
    r"(?i)\b(?:within(?:\s+a\s+period\s+of)?|in|(?:no|not)\s+(?:later|more)\s+than|at\s+least|(?:no|not)\s+less\s+than"
    r"|(?:on\s+or\s+)?before|by|upon(?:\s+(?:not\s+less\s+than|at\s+least))?|on)\s+(?:the\s+)?(?:\w+\s+){0,1}$"
)
_LASTS = re.compile(
    r"(?i)\b(?:for|each|every|per|of|period\s+of|term\s+of|first|last|next)\s+(?:an?\s+|the\s+)?(?:\w+\s+)?$"
)
_RUNS_FROM = re.compile(r"(?i)\s*((?:of|after|from|following|before|prior\s+to|upon)\s+[^,;.]{2,90})")
_REQUEST = re.compile(
    r"(?i)\b(?:notice|demand|request|invoice|bill|statement)\b(?!['’]|\s+(?:of|from|by|to|for|there\w*|is|has)\b)"
)
_NOTICE = re.compile(r"(?i)['’]?\s+(?:prior\s+|advance\s+)?(?:written\s+)?notice\b")
_OF_A_MONTH = re.compile(r"(?i)\s+of\s+(?:each|every|any|a|the|such|that)\b(?!\s+effective)")
_STOPS = re.compile(
    r"(?i)\s+(?:and|or|but|to|shall|will|may|which|that|in\s+the\s+event|if|unless|with|for|as|from\s+time)\s"
)
_EFFECTIVE = re.compile(
    r"(?i)^(?P<how>of|after|from|following|before|prior\s+to)\s+(?:the\s+)?effective\s+date(?:\s+(?:hereof|of\s+(?:this|the)\s+\w+))?$"
)
_AT_ONCE = re.compile(
    r"(?i)\b(?:promptly|immediately|forthwith|without\s+(?:undue\s+)?delay|(?:up)?on\s+demand|as\s+soon\s+as\s+(?:reasonably\s+)?(?:practicable|possible))\b"
)
_CALENDAR = re.compile(
    rf"(?i)\b{_BY}\s+the\s+(?:first|last|\w+(?:th|st|nd|rd)|\d+(?:st|nd|rd|th))\s+(?:business\s+)?day\s+of\s+[^,;.]{{3,40}}"
)
_CONDITION = re.compile(
    r"(?i)\b(?:if|when(?:ever)?|(?<!agree\s)(?<!agreed\s)(?<!based\s)(?<!rely\s)upon|in\s+(?:the\s+)?event|in\s+case|so\s+long\s+as|as\s+long\s+as|until|once(?!\s+(?:an?|per|every|each)\b)|(?<!the\s)following|after|provided\s+(?!that\s+\w+\s+shall|in\b|by\b|for\b|to\b|under\b|here))\b"
)
_SAYS_NOTHING = re.compile(r"(?i)\w*(?:\s+(?:any|applicable|necessary|needed|required|possible|so))?")
_LEADING = re.compile(
    r"(?i)^\W*(?:if|when(?:ever)?|where|upon|after|following|once|should|in\s+(?:the\s+)?(?:event|case)|so\s+long\s+as|as\s+long\s+as"
    r"|provided|to\s+the\s+extent|during|prior\s+to|before|on|at|within)\b"
)
_EXCEPTS = re.compile(
    r"(?i)^(?:except|unless|other\s+than|provided|excluding|save|with\s+the\s+exception|but\s+not|apart\s+from"
    r"|subject\s+to\s+(?:the\s+)?(?:terms|provisions|conditions|limitations|rights|sections?|articles?|clauses?)\b)"
)
_FEW = 3  # words; less is no exception but the cue alone


def deadline(text: str, within: Span, lead: Span | None) -> Deadline | None:
    """Return the first deadline among the words of a span, or of what stands before the main clause; a
    duration ("for ten days") is none. Spans are offsets into ``text``."""
    for place in (within, lead):
        found = [*_dates(text, place), *_within(text, place), *_soon(text, place)] if place else []
        if found:
            return min(found, key=lambda d: d.span.start)
    return None


def _within(text: str, within: Span) -> Iterator[Deadline]:
    for quantity in periods(text[within.start : within.end]):
        start, end = quantity.span.start + within.start, quantity.span.end + within.start
        before = text[max(within.start, start - 40) : start]
        lead = _WITHIN.search(before)
        if lead is None or (_LASTS.search(before) and not re.search(r"(?i)least|less|later|more", lead[0])):
            continue
        begin = start - len(lead[0])
        if _OF_A_MONTH.match(text, end):
            continue  # "the first day of each month"
        if notice := _NOTICE.match(text, end, within.end):
            end = notice.end()
        event = _RUNS_FROM.match(text, end, within.end)
        phrase = _cut(event[1]) if event else ""
        stop = event.start(1) + len(phrase) if event and phrase else end
        effective = _EFFECTIVE.match(phrase)
        sign = 0 if effective is None else -1 if effective["how"].lower() in ("before", "prior to") else 1
        yield _period(text, Span(begin, stop), quantity, sign, phrase)


def _period(text: str, span: Span, quantity: Quantity, sign: int, runs_from: str) -> Deadline:
    plain = " ".join(runs_from.split()) or None
    return Deadline(_plain(text, span), span, quantity.amount, quantity.unit, None, sign, plain)


def _dates(text: str, within: Span) -> Iterator[Deadline]:
    for match in DATES.finditer(lower_keep_length(text), within.start, within.end):
        lead = re.search(rf"(?i)\b{_BY}\s+(?:the\s+)?$", text[max(within.start, match.start() - 30) : match.start()])
        digits = re.search(r"\d{1,2}", match[0])
        if lead is None or digits is None:
            continue
        span = Span(match.start() - len(lead[0]), match.end())
        month = MONTHS.index(match["m1"] or match["m2"]) + 1
        try:
            day = date(int(match["year"]), month, int(digits[0]))
        except ValueError:
            continue  # "February 30"
        yield Deadline(_plain(text, span), span, date=day)


def _soon(text: str, within: Span) -> Iterator[Deadline]:
    for pattern in (_AT_ONCE, _CALENDAR):
        if match := pattern.search(text, within.start, within.end):
            span = Span(match.start(), match.end())
            yield Deadline(_plain(text, span), span)


def conditions(text: str, within: Span, after: int, lead: Span | None) -> tuple[str, ...]:
    """Return what the norm hangs on: the condition before it, and the first one among its own words."""
    return tuple(c for c in (_leading_condition(text, lead), _own_condition(text, within, after)) if c is not None)


def _leading_condition(text: str, lead: Span | None) -> str | None:
    if lead is None or not _LEADING.match(text[lead.start : lead.end]) or _is_deadline(text, lead):
        return None
    return _plain(text, lead).strip(" ,;:")


def _own_condition(text: str, within: Span, after: int) -> str | None:
    match = _CONDITION.search(text, after, within.end)
    if match is None:
        return None
    stop = re.search(r"[,;]|\.(?:\s|$)", text[match.end() : within.end])
    end = match.end() + stop.start() if stop else within.end
    words = _plain(text, Span(match.start(), end)).strip(" ,;:.")
    return None if _SAYS_NOTHING.fullmatch(words) else words


def _is_deadline(text: str, lead: Span) -> bool:
    """Return whether what stands before the main clause only says by when."""
    when = deadline(text, lead, None)
    return when is not None and not re.search(r"\w{4}", text[when.span.end : lead.end])


def exceptions(text: str, within: Span) -> tuple[str, ...]:
    """Return what is excepted: "unless …", "except …", as written."""
    found = []
    for modifier in find_modifiers(text, within):
        words = " ".join(modifier.text.split()).strip(" ,;:.")
        if modifier.kind == "exception" and _EXCEPTS.match(words) and len(words.split()) >= _FEW:
            found.append(words)
    return tuple(found)


def _cut(phrase: str) -> str:
    first = re.match(r"(?i)prior\s+to", phrase)
    stop = _STOPS.search(phrase, first.end() if first else 0)
    if request := _REQUEST.search(phrase[: stop.start()] if stop else phrase):
        return phrase[: request.end()]  # "after written demand deposit cash": what is to be done comes next
    return (phrase[: stop.start()] if stop else phrase).rstrip()


def _plain(text: str, span: Span) -> str:
    return " ".join(text[span.start : span.end].split())
