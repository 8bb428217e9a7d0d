"""The role of each sentence in the document: only operative ones bind anybody."""

from __future__ import annotations

import re
from dataclasses import dataclass

from clauselint.model import Clause, SentenceRole
from clauselint.outline.structure.headings import HeadedParagraph
from clauselint.outline.structure.lexical_tests import first_words, has_verb, is_all_caps, is_title_case
from clauselint.outline.structure.operative_tests import (
    defines_term,
    has_binding_modal,
    is_plain_statement,
    states_agreement,
    states_wish,
)
from clauselint.outline.structure.recitals import RECITAL_HEADING
from clauselint.outline.structure.rules import StructureRule
from clauselint.outline.structure.sentence_draft import SentenceDraft
from clauselint.outline.structure.text_paragraph import TextParagraph
from clauselint.support.rules import first_rule

_DEFINITIONS_HEADING = re.compile(r"(?:.*\b)?(?:definitions?|defined terms)\b", re.IGNORECASE)
_WHEREAS = re.compile(r"(?:and,?\s+)?whereas\b", re.IGNORECASE)
_RESERVED = re.compile(
    r"[\s\[(<{*]*(?:this (?:section|clause|page|article) )?(?:is )?(?:reserved(?: for future use)?|"
    r"(?:intentionally|deliberately) (?:left )?(?:omitted|blank|deleted)|"
    r"not (?:used|applicable)|omitted|deleted|n/?a|left blank|to be (?:determined|completed|agreed|added|"
    r"supplied|provided|inserted)|tbd|"
    r"(?:remainder of (?:this )?page|this page|page) (?:is )?intentionally (?:left )?blank)[\s\])>}.*;]*$",
    re.IGNORECASE,
)
_BLANK = re.compile(
    r"_{3,}|\[\s*[●•*]?\s*\]|\.{6,}|\[(?:insert|name|date|describe|list|enter|fill|to be)[^\]]{0,120}\]|[☐□]",
    re.IGNORECASE,
)
_SIGNATURE_LINE = re.compile(
    r"\s*(?:/s/|in witness whereof|x_{3,}|(?:by|name|title|its|signature|signed(?: by)?|print(?:ed)? name|"
    r"authori[sz]ed signat\w+|"
    r"date(?: signed)?|per|witness|attest|(?:signed|executed)(?: \w+){1,5})\s*:(?!.*\b(?:shall|must|will)\b)|"
    r"(?:by|name|title|signature|date)\s*_{3,})",
    re.IGNORECASE,
)
_SIGNATURE_FIELD = re.compile(r"\b(?:By|Name|Title|Date|Signature)\s*:?\s*_{3,}")
_ATTESTATION = re.compile(r"\s*in witness whereof\b", re.IGNORECASE)
_FILLED_IN_FIELD = re.compile(r"[^:]{2,60}:\s*\w")  # "Data elements: name, grade"
_LONG_ATTESTATION = 200  # characters from which on the sentence says more than that it is signed
_LONGEST_SIGNATURE_LINE = 300  # characters
_LONGEST_NAME = 80  # characters: a longer sentence ends a signature block


@dataclass(frozen=True, slots=True)
class SentenceContext:
    """A sentence, its paragraph, and the division of the document in which it stands.

    ``lead_in_role`` is the role of the innermost lead-in, None where the sentence is no list item. ``in_recitals`` and
    ``in_definitions``: a heading above it says so. ``is_numbered``: its clause, or one above, has a number.
    """

    words: str
    paragraph: TextParagraph
    is_heading: bool
    lead_in_role: SentenceRole | None
    in_recitals: bool
    in_definitions: bool
    is_numbered: bool
    in_signature_block: bool = False

    @property
    def only_recites(self) -> bool:
        """Return whether the sentence stands in recitals and is not the one in which the parties agree."""
        return self.in_recitals and not states_agreement(self.words)

    @property
    def is_fragment(self) -> bool:
        """Return whether the words are a title or a label of a form: short, without a verb, no item of a list."""
        if has_verb(self.words) or _FILLED_IN_FIELD.match(self.words):
            return False
        count = len(first_words(self.words, 10))
        stands_out = self.paragraph.bold or is_title_case(self.words) or is_all_caps(self.words)
        if self.paragraph.is_list_item or self.paragraph.kind in ("cell", "form-value"):
            return count == 0 or (count <= 4 and stands_out)
        if any(map(str.isdigit, self.words)):
            return False  # a date, a citation or an amount says something
        return count < 4 or (count < 10 and stands_out)


ROLE_RULES: tuple[StructureRule[SentenceContext, SentenceRole], ...] = (
    StructureRule(
        "table of contents",
        SentenceRole.TOC,
        lambda s: s.paragraph.kind == "toc",
        "1. Definitions ........ 4",
        "1. Definitions",
    ),
    StructureRule(
        "page furniture",
        SentenceRole.HEADING,
        lambda s: s.paragraph.kind == "furniture" and not has_verb(s.words),
        ("Provider shall keep the data.", "Page 4 of 9"),
        "Page 4 of 9 shall prevail.",
    ),
    StructureRule(
        "empty clause",
        SentenceRole.RESERVED,
        lambda s: _RESERVED.match(s.words),
        "3. [Reserved]",
        "3. Reserved Rights",
    ),
    StructureRule(
        "heading",
        SentenceRole.HEADING,
        lambda s: s.is_heading,
        "3. Reserved Rights",
        "3. Provider reserves its rights.",
    ),
    StructureRule(
        "long attestation",
        SentenceRole.RECITAL,
        lambda s: s.in_signature_block and len(s.words) > _LONG_ATTESTATION and _ATTESTATION.match(s.words),
        "IN WITNESS WHEREOF, the parties, each of which has read the whole of this document, has had the time to take the "
        "advice of counsel of its own choice, and has understood what it says, have signed it on the day that is written "
        "above.",
        "IN WITNESS WHEREOF, the parties have signed.",
    ),
    StructureRule(
        "signature block",
        SentenceRole.SIGNATURE,
        lambda s: s.in_signature_block,
        ("IN WITNESS WHEREOF, the parties have signed.", "Jane Doe"),
        "Jane Doe",
    ),
    StructureRule(
        "blank",
        SentenceRole.BLANK,
        lambda s: is_blank(s.words),
        "Section: ____________",
        "Section: Accounting",
    ),
    StructureRule(
        "list item of a definition",
        SentenceRole.DEFINITION,
        lambda s: s.lead_in_role is SentenceRole.DEFINITION,
        ('"Personnel" means:', "(a) employees of Provider."),
        ("Personnel shall be:", "(a) employees of Provider."),
    ),
    StructureRule(
        "list item of a recital",
        SentenceRole.RECITAL,
        lambda s: s.lead_in_role is SentenceRole.RECITAL,
        ("RECITALS", "The parties wish to:", "• help pupils;"),
        ("DUTIES", "The parties wish to:", "• help pupils;"),
    ),
    StructureRule(
        "list item",
        SentenceRole.OPERATIVE,
        lambda s: s.lead_in_role,
        ("Provider shall not sell:", "(a) whereas it may use, names."),
        "Whereas it may use, names.",
    ),
    StructureRule(
        "whereas",
        SentenceRole.RECITAL,
        lambda s: _WHEREAS.match(s.words),
        "WHEREAS, Provider shall keep data safe;",
        "Provider shall keep data safe, whereas the District need not.",
    ),
    StructureRule(
        "recital",
        SentenceRole.RECITAL,
        lambda s: s.only_recites and not s.is_numbered,
        ("RECITALS", "Provider will keep student records safe."),
        ("RECITALS", "Now, therefore, Provider will keep student records safe."),
    ),
    StructureRule(
        "definition of a term",
        SentenceRole.DEFINITION,
        lambda s: defines_term(s.words),
        '"Student Data" means data of students.',
        '"Student Data" means data of students, and Provider shall encrypt it.',
    ),
    StructureRule(
        "statement among definitions",
        SentenceRole.DEFINITION,
        lambda s: s.in_definitions and is_plain_statement(s.words),
        ("1. Definitions", "1.1 Breach is any loss of data."),
        ("1. Definitions", "1.1 Provider shall report each breach."),
    ),
    StructureRule(
        "wish among numbered recitals",
        SentenceRole.RECITAL,
        lambda s: s.only_recites and states_wish(s.words) and not has_binding_modal(s.words),
        ("1. Background", "1.1 The parties wish to help pupils."),
        ("1. Background", "1.1 The parties must help pupils."),
    ),
    StructureRule(
        "fragment",
        SentenceRole.HEADING,
        lambda s: s.is_fragment,
        "Data Sharing Agreement.",
        "Provider encrypts Student Data.",
    ),
)
"""The role of a sentence; where no rule applies, it is operative."""


class SentenceRoleClassifier:
    """The roles of sentences, which must come in document order: a signature block lasts until the text goes on."""

    def __init__(self, text: str, paragraphs: list[HeadedParagraph], clauses: tuple[Clause, ...]) -> None:
        self._text = text
        self._paragraphs = paragraphs
        self._in_recitals = _inherited([bool(RECITAL_HEADING.match(c.heading)) for c in clauses], clauses)
        self._in_definitions = _inherited([bool(_DEFINITIONS_HEADING.fullmatch(c.heading)) for c in clauses], clauses)
        # A "Background" among the numbered clauses is part of the agreement.
        self._is_numbered = _inherited([_has_number(c) for c in clauses], clauses)
        self._signed_clause: int | None = None  # the clause that the open signature block closes
        self._roles: dict[int, SentenceRole] = {}  # by the offset where the sentence begins

    def classify(self, draft: SentenceDraft) -> SentenceRole:
        """Return the role of the next sentence."""
        words = self._text[draft.span.start : draft.span.end]
        paragraph = self._paragraphs[draft.paragraph].paragraph
        lead_in = draft.lead_ins[-1] if draft.lead_ins else None
        context = SentenceContext(
            words=words,
            paragraph=paragraph,
            is_heading=draft.is_heading,
            lead_in_role=self._roles.get(lead_in.start, SentenceRole.OPERATIVE) if lead_in else None,
            in_recitals=self._in_recitals[draft.clause],
            in_definitions=self._in_definitions[draft.clause],
            is_numbered=self._is_numbered[draft.clause],
            in_signature_block=self._track_signature_block(draft, paragraph, words),
        )
        rule = first_rule(ROLE_RULES, context)
        role = rule.decision if rule else SentenceRole.OPERATIVE
        self._roles[draft.span.start] = role
        return role

    def _track_signature_block(self, draft: SentenceDraft, paragraph: TextParagraph, words: str) -> bool:
        """Open or close the signature block; return whether the sentence stands in one."""
        if paragraph.kind == "toc" or (paragraph.kind == "furniture" and not has_verb(words)):
            return False
        if draft.is_heading:
            self._signed_clause = None
        elif _RESERVED.match(words):
            return False
        elif _opens_signature_block(words):
            self._signed_clause = draft.clause
        elif draft.clause != self._signed_clause or draft.lead_ins or (len(words) > _LONGEST_NAME and has_verb(words)):
            self._signed_clause = None
        return self._signed_clause is not None


def _inherited(own: list[bool], clauses: tuple[Clause, ...]) -> list[bool]:
    """Return for each clause whether it, or a clause above it, has a property."""
    result: list[bool] = []
    for has, clause in zip(own, clauses, strict=True):
        result.append(has or (clause.parent is not None and result[clause.parent]))
    return result


def _has_number(clause: Clause) -> bool:
    return clause.section[-1:].isdigit() or clause.section.startswith("Article")


def _opens_signature_block(words: str) -> bool:
    if _SIGNATURE_FIELD.search(words) and not has_binding_modal(words):
        return True
    short = len(words) < _LONGEST_SIGNATURE_LINE or "/s/" in words or words[:10].upper() == "IN WITNESS"
    return short and bool(_SIGNATURE_LINE.match(words))


def is_blank(words: str) -> bool:
    """Return whether the words are a field to fill in and nothing else: "Section: ______", "[insert date]", "____"."""
    if not any(map(str.isalnum, words)):
        return True
    rest, blanks = _BLANK.subn(" ", words)
    return blanks > 0 and len(first_words(rest, 7)) <= 6 and not has_verb(rest)
