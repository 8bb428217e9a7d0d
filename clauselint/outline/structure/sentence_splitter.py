"""Sentences of legal prose: a stop ends one unless an abbreviation, a number, an initial or a citation owns it."""

from __future__ import annotations

import re

from clauselint.model import Span
from clauselint.outline.structure.lexical_tests import wordset

_STOP = re.compile(r"[.?!][\"”’'\)\]]*(?=\s)")
# Never at the end of a sentence: something always follows.
_LEADING = wordset(
    "no nos sec secs sect art arts para paras par cl fig vol pp ch e.g i.e cf v vs mr mrs ms dr prof hon st "
    "rev gen ex exh sched approx incl est viz ca subd pt pub stat fed reg"
)
# May end a sentence: then a word follows that begins one.
_EITHER = wordset(
    "inc corp co ltd llc l.l.c l.p llp plc lp s.a n.a n.v b.v s.p.a gmbh u.s u.s.a u.s.c u.k c.f.r cfr usc "
    "conn mass minn tex wash fla ill cal ariz colo del kan mich mont neb nev okla tenn wis wyo ann rev comp educ "
    "d.c e.u etc seq al a.m p.m jr sr bros dept assn ave blvd rd ste bldg gov univ tel ext attn jan feb mar "
    "apr jun jul aug sept sep oct nov dec esq ph.d m.d"
)
_STARTERS = wordset(
    "the this these that those each any all if in no neither either upon such it its both for where when "
    "while unless except notwithstanding provider vendor contractor recipient company district school "
    "licensee licensor customer client party parties we you our your they he she there nothing subject during "
    "after before as at by to on an a every without under should however further furthermore otherwise "
    "additionally nor failure subcontractor consultant operator"
)
_NEXT = re.compile(r"\s+[\"“‘'(\[]*(\w*)")
_TOKEN = re.compile(r"[\w.&’'-]+$")
_INITIALS = re.compile(r"(?:[A-Z]\.)*[A-Z]$")
_LABEL_ONLY = re.compile(
    r"[\"“(]?(?:\d{1,3}(?:\.\d{1,3})*|[A-Za-z]|[ivxlIVXL]{1,5}|(?:Section|Article|Sec|SECTION|ARTICLE)\s+[\dIVXL.]+)$"
)
_DIVISION = re.compile(
    r"\b(?:Exhibit|Schedule|Annex|Appendix|Attachment|Article|Section|Part|Type|Class|Tier|Phase)s?\s+[A-Z]$",
    re.IGNORECASE,
)


def split(text: str, start: int, end: int) -> list[Span]:
    """The sentences of ``text[start:end]``, without the white space between them, in order."""
    spans = []
    at = start
    for match in _STOP.finditer(text, start, end):
        if match.start() < at or not _ends(text, at, match.start(), match.end(), end):
            continue
        spans.append(Span(at, match.end()))
        at = match.end()
        while at < end and text[at].isspace():
            at += 1
    stop = end
    while stop > at and text[stop - 1].isspace():
        stop -= 1
    if at < stop:
        spans.append(Span(at, stop))
    return spans


def _ends(text: str, at: int, stop: int, after: int, end: int) -> bool:
    """Whether the mark at ``stop`` ends the sentence that began at ``at``."""
    follow = _NEXT.match(text, after, end)
    word = follow[1] if follow else ""
    if word[:1].islower() or (not word and after < end and text[after:end].lstrip()[:1] in ",;)"):
        return False
    if text[stop] != "." or (after > stop + 1 and text[stop + 1] in "\"”’'"):
        return True
    before = text[max(at, stop - 40) : stop]
    token_match = _TOKEN.search(before)
    token = token_match.group() if token_match else ""
    low = token.lower().lstrip("'’")
    if low in _LEADING:
        return False
    starter = word.lower() in _STARTERS
    if low in _EITHER:
        return starter
    if stop - at <= 24 and _LABEL_ONLY.fullmatch(text, at, stop):
        return False
    if _INITIALS.fullmatch(token):
        return starter or bool(_DIVISION.search(before))
    return True
