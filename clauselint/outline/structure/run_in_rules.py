"""Rules that tell whether the first words of a paragraph are a run-in heading ("Use of Data. Recipient shall …")."""

from __future__ import annotations

import re
from functools import cached_property

from clauselint.model import Span
from clauselint.outline.structure.lexical_tests import first_words, has_verb, is_title_case, starts_lowercase
from clauselint.outline.structure.rules import StructureRule
from clauselint.outline.structure.text_paragraph import TextParagraph
from clauselint.outline.structure.title_rules import FORM_LINE, NAME_OR_NUMBER
from clauselint.support.rules import first_rule

_CANDIDATE = re.compile(r"[^\n.:;—–?!]{2,90}?(?P<stop>\.|:|\s?[—–]|\s-(?=\s))(?=[\s_-])")
_AFTER_HEADING = re.compile(r"[\s_-]*(?=[\"“'‘(\[A-Z])")
_ABBREVIATION = re.compile(r"\b(?:Inc|Corp|Co|Ltd|No|Sec|Art|St|Dr|Mr|Ms|Mrs|vs?|et|al|U|S|L|P|N|A)$")
_OPENING_MARKS = ('"', "“", "(", "[", "_")
_MOST_WORDS = 10
_MOST_WORDS_WITHOUT_LABEL = 8
_MOST_WORDS_UNCAPITALIZED = 5
_TEXT_LOOKED_AT = 400  # characters in which the text after the heading has its verb


class RunInCandidate:
    """The first words of a paragraph up to ``stop``, the mark that would end a heading; text begins at ``text_start``."""

    def __init__(self, text: str, paragraph: TextParagraph, stop: str, words: str, text_start: int) -> None:
        self.text = text
        self.paragraph = paragraph
        self.stop = stop
        self.words = words
        self.text_start = text_start

    @property
    def has_label(self) -> bool:
        """Return whether a label stands before the words."""
        return bool(self.paragraph.labels)

    @cached_property
    def word_count(self) -> int:
        """The number of words, counted up to a few more than a heading may have."""
        return len(first_words(self.words, _MOST_WORDS + 2))

    @property
    def is_title_case(self) -> bool:
        """Return whether the words are capitalized as a title is, and few enough."""
        few = self.has_label or self.word_count <= _MOST_WORDS_WITHOUT_LABEL
        return few and is_title_case(self.words)

    @property
    def is_short_and_labeled(self) -> bool:
        """Return whether a label and few words make a heading, whatever their capitals."""
        return self.has_label and self.word_count <= _MOST_WORDS_UNCAPITALIZED

    @property
    def precedes_sentence(self) -> bool:
        """Return whether a sentence follows."""
        return has_verb(self.text[self.text_start : min(self.paragraph.end, self.text_start + _TEXT_LOOKED_AT)])


RUN_IN_REJECTIONS: tuple[StructureRule[RunInCandidate, bool], ...] = (
    StructureRule(
        "bulleted",
        False,
        lambda c: c.paragraph.is_bulleted,
        "• Deletion of Data. Provider shall delete it.",
        "(a) Deletion of Data. Provider shall delete it.",
    ),
    StructureRule(
        "abbreviation",
        False,
        lambda c: _ABBREVIATION.search(c.words),
        "2. Northgate Learning Co. Provider shall keep the data.",
        "2. Northgate Learning. Provider shall keep the data.",
    ),
    StructureRule(
        "sentence",
        False,
        lambda c: has_verb(c.words),
        "2. We care about privacy. We follow our policy.",
        "2. Our care about privacy. We follow our policy.",
    ),
    StructureRule(
        "form line",
        False,
        lambda c: not c.has_label and FORM_LINE.match(c.words + ":"),
        "Title: The Superintendent is the head of the District.",
        "2. Title: The Superintendent is the head of the District.",
    ),
    StructureRule(
        "no words, or too many",
        False,
        lambda c: not 0 < c.word_count <= _MOST_WORDS,
        "2. Use, Care, Copy, Sale, Rent, Loan, Gift, Loss, Theft, Return, Repair. Provider shall do it all.",
        "2. Use, Care, Copy, Sale, Rent. Provider shall do it all.",
    ),
    StructureRule(
        "lower case",
        False,
        lambda c: starts_lowercase(c.words),
        "2. deletion of Data. Provider shall delete it.",
        "2. Deletion of Data. Provider shall delete it.",
    ),
    StructureRule(
        "quotation or bracket",
        False,
        lambda c: c.words.lstrip().startswith(_OPENING_MARKS),
        '2. "Student Data" – It is any data of students.',
        "2. Student Data – It is any data of students.",
    ),
    StructureRule(
        "name, address or amount",
        False,
        lambda c: NAME_OR_NUMBER.search(c.words),
        "2. Fee of $500. Provider shall pay it.",
        "2. Fee. Provider shall pay it.",
    ),
    StructureRule(
        "not capitalized",
        False,
        lambda c: not c.is_title_case and not c.is_short_and_labeled,
        "Deletion of data. Provider shall delete it.",
        "2. Deletion of data. Provider shall delete it.",
    ),
    StructureRule(
        "fragment follows",
        False,
        lambda c: c.stop != "." and not c.precedes_sentence,
        "2. Data elements: Name, Grade",
        "2. Data elements: Provider shall collect names alone.",
    ),
)
"""Reasons why words before a stop are not a run-in heading; where no rule applies, they are."""


def run_in_candidate(text: str, paragraph: TextParagraph) -> RunInCandidate | None:
    """Return the words before the first stop of a paragraph, or None where no text with a capital follows them."""
    match = _CANDIDATE.match(text, paragraph.body, paragraph.end)
    after = _AFTER_HEADING.match(text, match.end("stop"), paragraph.end) if match else None
    if match is None or after is None or after.end() >= paragraph.end:
        return None
    words = text[paragraph.body : match.start("stop")]
    return RunInCandidate(text, paragraph, match["stop"], words, after.end())


def split_run_in(text: str, paragraph: TextParagraph) -> tuple[Span, Span] | None:
    """Return the run-in heading, with its stop, and the words after it; None where the paragraph has no such heading."""
    candidate = run_in_candidate(text, paragraph)
    if candidate is None or first_rule(RUN_IN_REJECTIONS, candidate):
        return None
    end = paragraph.body + len(candidate.words) + len(candidate.stop)
    return Span(paragraph.body, end), Span(candidate.text_start, paragraph.end)
