"""Sentences of legal prose: a stop ends one unless an abbreviation, a number, an initial or a citation owns it."""

from __future__ import annotations

import re
from functools import cached_property

from clauselint.lexicon.abbreviations import NEVER_FINAL, SENTENCE_STARTERS, SOMETIMES_FINAL
from clauselint.model import Span
from clauselint.outline.structure.rules import StructureRule
from clauselint.support.rules import first_rule

_STOP = re.compile(r"[.?!][\"”’'\)\]]*(?=\s)")
_NEXT_WORD = re.compile(r"\s+[\"“‘'(\[]*(\w*)")
_LAST_TOKEN = re.compile(r"[\w.&’'-]+$")
_INITIALS = re.compile(r"(?:[A-Z]\.)*[A-Z]$")
_LABEL = re.compile(
    r"[\"“(]?(?:\d{1,3}(?:\.\d{1,3})*|[A-Za-z]|[ivxlIVXL]{1,5}|(?:Section|Article|Sec|SECTION|ARTICLE)\s+[\dIVXL.]+)$"
)
_LONGEST_LABEL = 24  # characters
_DIVISION = re.compile(
    r"\b(?:Exhibit|Schedule|Annex|Appendix|Attachment|Article|Section|Part|Type|Class|Tier|Phase)s?\s+[A-Z]$",
    re.IGNORECASE,
)


class Stop:
    """A full stop, question mark or exclamation mark at ``stop`` that may end the sentence that began at ``start``.

    ``after`` is the offset behind the stop and its closing quotes, ``end`` where the text to split ends.
    """

    def __init__(self, text: str, start: int, stop: int, after: int, end: int) -> None:
        self.text = text
        self.start = start
        self.stop = stop
        self.after = after
        self.end = end

    @cached_property
    def next_word(self) -> str:
        """The word that follows; empty where a punctuation mark follows, or nothing."""
        follows = _NEXT_WORD.match(self.text, self.after, self.end)
        return follows[1] if follows else ""

    @cached_property
    def before(self) -> str:
        """The last characters of the sentence before the stop."""
        return self.text[max(self.start, self.stop - 40) : self.stop]

    @cached_property
    def token(self) -> str:
        """The word before the stop, stops within it included ("U.S")."""
        match = _LAST_TOKEN.search(self.before)
        return match.group() if match else ""

    @cached_property
    def abbreviation(self) -> str:
        """The word before the stop as lists of abbreviations write it."""
        return self.token.lower().lstrip("'’")

    @property
    def precedes_starter(self) -> bool:
        """Return whether a word that usually begins a sentence follows."""
        return self.next_word.lower() in SENTENCE_STARTERS

    @property
    def precedes_punctuation(self) -> bool:
        """Return whether a mark follows that continues the sentence."""
        return not self.next_word and self.text[self.after : self.end].lstrip()[:1] in {",", ";", ")"}

    @property
    def is_emphatic_or_quoted(self) -> bool:
        """Return whether the mark is no full stop, or a quotation ends with it."""
        return self.text[self.stop] != "." or self.text[self.stop + 1 : self.after][:1] in {'"', "”", "’", "'"}

    @property
    def follows_label(self) -> bool:
        """Return whether all before the stop is a label ("Section 3")."""
        return self.stop - self.start <= _LONGEST_LABEL and bool(_LABEL.fullmatch(self.text, self.start, self.stop))

    @property
    def follows_initials(self) -> bool:
        """Return whether a lone capital, or several, stand before the stop."""
        return bool(_INITIALS.fullmatch(self.token))


SENTENCE_END_RULES: tuple[StructureRule[Stop, bool], ...] = (
    StructureRule(
        "lower-case word follows",
        False,
        lambda stop: stop.next_word[:1].islower(),
        "The rate is 5 pct. of the fee.",
        "The rate is 5 pct. The fee is due.",
    ),
    StructureRule(
        "punctuation follows",
        False,
        lambda stop: stop.precedes_punctuation,
        "The records of Acme Bros. ; they are kept.",
        "The records are kept. They are safe.",
    ),
    StructureRule(
        "question, exclamation or end of quotation",
        True,
        lambda stop: stop.is_emphatic_or_quoted,
        "Is it safe? Provider shall keep it so.",
        "It is safe. Provider shall keep it so.",
    ),
    StructureRule(
        "abbreviation that never ends a sentence",
        False,
        lambda stop: stop.abbreviation in NEVER_FINAL,
        "Provider shall comply with Art. The number is missing.",
        "Provider shall comply with it. The number is missing.",
    ),
    StructureRule(
        "abbreviation before a sentence starter",
        True,
        lambda stop: stop.abbreviation in SOMETIMES_FINAL and stop.precedes_starter,
        "Data is kept by Acme, Inc. The District owns it.",
        "Data is kept by Acme, Inc. Northgate owns it.",
    ),
    StructureRule(
        "abbreviation within a sentence",
        False,
        lambda stop: stop.abbreviation in SOMETIMES_FINAL,
        "Data is kept by Acme, Inc. Northgate owns it.",
        "Data is kept by Acme. Northgate owns it.",
    ),
    StructureRule(
        "label",
        False,
        lambda stop: stop.follows_label,
        "Section 3. Provider shall keep the data.",
        "This is Section 3. Provider shall keep the data.",
    ),
    StructureRule(
        "initials before a sentence starter",
        True,
        lambda stop: stop.follows_initials and stop.precedes_starter,
        "The report goes to Ms J. The District keeps it.",
        "The report goes to Ms J. Smith keeps it.",
    ),
    StructureRule(
        "lettered division",
        True,
        lambda stop: stop.follows_initials and _DIVISION.search(stop.before),
        "The data is listed in Exhibit A. Northgate shall delete it.",
        "The data is listed by Jane A. Northgate.",
    ),
    StructureRule(
        "initials",
        False,
        lambda stop: stop.follows_initials,
        "The report goes to Jane B. Smith.",
        "The report goes to Jane. Smith keeps it.",
    ),
)
"""Whether a stop ends a sentence; where no rule applies, it does."""


def ends_sentence(stop: Stop) -> bool:
    """Return whether the stop ends its sentence."""
    rule = first_rule(SENTENCE_END_RULES, stop)
    return rule is None or rule.decision


def split_sentences(text: str, start: int, end: int) -> list[Span]:
    """Return the sentences of ``text[start:end]`` in order, without the white space between them."""
    spans = []
    at = start
    for match in _STOP.finditer(text, start, end):
        if match.start() < at or not ends_sentence(Stop(text, at, match.start(), match.end(), end)):
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
