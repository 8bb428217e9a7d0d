"""Rules that tell whether a paragraph is a heading and nothing else."""

from __future__ import annotations

import re
from functools import cached_property

from clauselint.model import Block
from clauselint.outline.structure.lexical_tests import (
    first_words,
    has_verb,
    is_all_caps,
    is_complete,
    is_title_case,
    starts_lowercase,
)
from clauselint.outline.structure.rules import StructureRule
from clauselint.outline.structure.sentence_splitter import split_sentences
from clauselint.outline.structure.text_paragraph import TextParagraph
from clauselint.support.rules import first_rule

FORM_LINE = re.compile(
    r"\s*(?:/s/|x?_{2,}|(?:by|name|title|its|date[d]?|signature|signed|attn|attention|address|phone|tel|fax|"
    r"e-?mail|witness|per|"
    r"print(?:ed)? name|telephone|facsimile|source|provider|vendor|district|between|and|from|to)\s*:)",
    re.IGNORECASE,
)
"""A line of a signature block or a form."""

NAME_OR_NUMBER = re.compile(
    r"[_@$%]|\d{4,}|\b(?:Inc|LLC|Ltd|Corp)\b\.?,?$|,\s*[A-Z]{2}\b|\[\s*\]|^\[|n/a", re.IGNORECASE
)
"""Signs of a name, an address, an amount or a blank, none of which is a title."""

# "Data elements: name, grade" and "Custodian: ____" are fields of a form, filled in or not.
_FORM_FIELD = re.compile(r"^\s*[\[_]|_{3,}|^[^:]{2,80}:\s*\S")
_LONGEST = 120  # characters
_MOST_WORDS = 13
_FEW_WORDS = 5
_LONG_ENOUGH_FOR_TEXT = 60  # characters of a paragraph that a title may head
_SENTENCE = "Provider shall keep the data in a safe place and shall delete it when the term ends."


class TitleCandidate:
    """A paragraph that may be a title, with the paragraph after it."""

    def __init__(self, text: str, paragraph: TextParagraph, following: TextParagraph | None) -> None:
        self.text = text
        self.paragraph = paragraph
        self.following = following
        self.words = text[paragraph.body : paragraph.end]

    @property
    def label_kind(self) -> str:
        """The kind of the first label; empty where there is none."""
        return self.paragraph.labels[0].kind if self.paragraph.labels else ""

    @cached_property
    def has_verb(self) -> bool:
        """Return whether a finite verb makes the words a sentence."""
        return has_verb(self.words)

    @cached_property
    def word_count(self) -> int:
        """The number of words, counted up to one more than a title may have."""
        return len(first_words(self.words, _MOST_WORDS + 1))

    @cached_property
    def is_title_case(self) -> bool:
        """Return whether the words are capitalized as a title is."""
        return is_title_case(self.words)

    @property
    def ends_in_period(self) -> bool:
        """Return whether a period ends the words."""
        return self.words.rstrip().endswith(".")

    @property
    def has_several_sentences(self) -> bool:
        """Return whether the words are more than one sentence."""
        return len(split_sentences(self.text, self.paragraph.body, self.paragraph.end)) > 1

    @property
    def heads_text(self) -> bool:
        """Return whether a paragraph long enough to be text follows."""
        following = self.following
        return following is not None and following.end - following.start > _LONG_ENOUGH_FOR_TEXT

    @property
    def heads_clauses(self) -> bool:
        """Return whether a paragraph with a label follows."""
        return self.following is not None and bool(self.following.labels)

    @property
    def heads_other_style(self) -> bool:
        """Return whether labels of another style follow, or text without a label."""
        following = self.following
        if following is None or not following.labels:
            return self.heads_text
        return following.labels[0].style != self.paragraph.labels[0].style

    @property
    def precedes_form_line(self) -> bool:
        """Return whether a line of a signature block or a form follows."""
        return self.following is not None and bool(FORM_LINE.match(self.text, self.following.start))

    @property
    def precedes_exhibit(self) -> bool:
        """Return whether an exhibit begins with the next paragraph."""
        return self.following is not None and self.following.is_exhibit


TITLE_RULES: tuple[StructureRule[TitleCandidate, bool], ...] = (
    StructureRule(
        "too long",
        False,
        lambda c: len(c.words) > _LONGEST,
        "Terms and Conditions for the Use, Storage, Retention, Return, Transfer, Correction, Disclosure and Deletion of Any "
        "Student Data of the District",
        "Terms and Conditions for the Use of Student Data",
    ),
    StructureRule(
        "form line",
        False,
        lambda c: FORM_LINE.match(c.words),
        "Title: Superintendent",
        "Title to Goods",
    ),
    StructureRule(
        "form field",
        False,
        lambda c: _FORM_FIELD.search(c.words),
        "Data Elements: Name, Grade",
        "Data Elements",
    ),
    StructureRule(
        "several sentences",
        False,
        lambda c: c.has_several_sentences,
        "Student Data. The Term Ends.",
        "Student Data",
    ),
    StructureRule(
        "sentence in a heading style",
        False,
        lambda c: c.paragraph.kind == "heading" and c.has_verb and c.words.rstrip().endswith((".", ";")),
        (Block("Provider shall delete the data.", "heading"),),
        (Block("How Provider shall delete the data", "heading"),),
    ),
    StructureRule(
        "heading style",
        True,
        lambda c: c.paragraph.kind == "heading",
        (Block("How Provider shall delete the data", "heading"),),
        "How Provider shall delete the data",
    ),
    StructureRule(
        "sentence",
        False,
        lambda c: c.has_verb,
        "3. Provider shall delete the data",
        "3. Deletion of Data",
    ),
    StructureRule(
        "list item",
        False,
        lambda c: c.words.rstrip().endswith((";", ",")),
        "(a) Student Data;",
        "(a) Student Data",
    ),
    StructureRule(
        "too many words",
        False,
        lambda c: c.word_count > _MOST_WORDS,
        "Use, Care, Copy, Sale, Rent, Loan, Gift, Loss, Theft, Return, Repair, Change, End and More",
        "Use, Care, Copy and Sale",
    ),
    StructureRule(
        "no words",
        False,
        lambda c: not c.word_count,
        "4. 12/2026",
        "4. December",
    ),
    StructureRule(
        "title of an exhibit or article",
        True,
        lambda c: c.label_kind in ("exhibit", "article"),
        "ARTICLE IV. data security",
        "Article by article review of data security",
    ),
    StructureRule(
        "bulleted",
        False,
        lambda c: c.label_kind == "bullet",
        "• Student Data",
        "(a) Student Data",
    ),
    StructureRule(
        "labeled item in lower case",
        False,
        lambda c: c.label_kind and starts_lowercase(c.words),
        "(a) student data",
        "(a) Student Data",
    ),
    StructureRule(
        "labeled title",
        True,
        lambda c: c.label_kind and c.is_title_case,
        "3. Deletion of Data",
        "3. Deletion of data",
    ),
    StructureRule(
        "labeled sentence fragment",
        False,
        lambda c: c.label_kind and c.ends_in_period,
        "3. Deletion of data.",
        "3. Deletion of Data.",
    ),
    StructureRule(
        "labeled title in bold type",
        True,
        lambda c: c.label_kind and c.paragraph.bold,
        (Block("3. Deletion of data", "paragraph", bold=True),),
        (Block("3. Deletion of data.", "paragraph", bold=True),),
    ),
    StructureRule(
        "short labeled title above text",
        True,
        lambda c: c.label_kind and c.word_count <= _FEW_WORDS and c.heads_other_style,
        ("3. Deletion of data", "(a) Provider shall delete it.", "(b) Provider shall confirm it."),
        ("3. Deletion of data", "4. Return of data"),
    ),
    StructureRule(
        "labeled item",
        False,
        lambda c: c.label_kind,
        ("3. Deletion of data", "4. Return of data"),
        ("3. Deletion of Data", "4. Return of Data"),
    ),
    StructureRule(
        "list item of the file",
        False,
        lambda c: c.paragraph.kind == "list-item",
        (Block("Student Data", "list-item"), _SENTENCE),
        ("Student Data", _SENTENCE),
    ),
    StructureRule(
        "name, address or amount",
        False,
        lambda c: NAME_OR_NUMBER.search(c.words),
        ("Northgate Learning, Inc.", _SENTENCE),
        ("Northgate Learning", _SENTENCE),
    ),
    StructureRule(
        "name above a signature line",
        False,
        lambda c: c.precedes_form_line,
        ("NORTHGATE LEARNING", "By: ____________"),
        ("NORTHGATE LEARNING", _SENTENCE),
    ),
    StructureRule(
        "name above an exhibit",
        False,
        lambda c: c.precedes_exhibit,
        ("NORTHGATE LEARNING", "EXHIBIT A"),
        ("NORTHGATE LEARNING", _SENTENCE),
    ),
    StructureRule(
        "title in bold type",
        True,
        lambda c: c.paragraph.bold and (c.is_title_case or not is_complete(c.words)),
        (Block("Deletion of data", "paragraph", bold=True),),
        (Block("Deletion of data.", "paragraph", bold=True),),
    ),
    StructureRule(
        "fragment in bold type",
        False,
        lambda c: c.paragraph.bold,
        (Block("Deletion of data.", "paragraph", bold=True),),
        (Block("Deletion of Data.", "paragraph", bold=True),),
    ),
    StructureRule(
        "fragment",
        False,
        lambda c: not c.is_title_case or c.ends_in_period,
        ("Deletion of data", _SENTENCE),
        ("Deletion of Data", _SENTENCE),
    ),
    StructureRule(
        "capitals",
        True,
        lambda c: is_all_caps(c.words),
        "DELETION OF DATA",
        "Deletion of Data",
    ),
    StructureRule(
        "title above clauses or text",
        True,
        lambda c: c.heads_clauses or c.heads_text,
        ("Deletion of Data", _SENTENCE),
        ("Deletion of Data", "Return of Data"),
    ),
)
"""Whether a paragraph is a title; where no rule applies, it is not."""


def is_title(text: str, paragraph: TextParagraph, following: TextParagraph | None) -> bool:
    """Return whether the paragraph is a heading and nothing else."""
    rule = first_rule(TITLE_RULES, TitleCandidate(text, paragraph, following))
    return rule is not None and rule.decision
