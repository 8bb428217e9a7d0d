"""What a sentence is in the document: only operative ones bind anybody."""

from __future__ import annotations

import re

from clauselint.model import Clause, SentenceRole
from clauselint.outline.structure.clause_tree import RECITALS
from clauselint.outline.structure.headings import Piece
from clauselint.outline.structure.lead_ins import SentenceDraft
from clauselint.outline.structure.lexical_tests import has_verb, is_caps, is_title_case, words_of

_DEFINITIONS = re.compile(r"(?:.*\b)?(?:definitions?|defined terms)\b", re.IGNORECASE)
_WHEREAS = re.compile(r"(?:and,?\s+)?whereas\b", re.IGNORECASE)
_AGREED = re.compile(r"\b(?:now,?\s+therefore|agree(?:s|d)?\s+(?:as\s+follows|that))\b", re.IGNORECASE)
_RESERVED = re.compile(
    r"[\s\[(<{*]*(?:this (?:section|clause|page|article) )?(?:is )?(?:reserved(?: for future use)?|"
    r"(?:intentionally|deliberately) (?:left )?(?:omitted|blank|deleted)|"
    r"not (?:used|applicable)|omitted|deleted|n/?a|left blank|to be (?:determined|completed|agreed|added|"
    r"supplied|provided|inserted)|tbd|"
    r"(?:remainder of (?:this )?page|this page|page) (?:is )?intentionally (?:left )?blank)[\s\])>}.*;]*$",
    re.IGNORECASE,
)
_GAP = re.compile(
    r"_{3,}|\[\s*[●•*]?\s*\]|\.{6,}|\[(?:insert|name|date|describe|list|enter|fill|to be)[^\]]{0,120}\]|[☐□]",
    re.IGNORECASE,
)
_SIGNATURE = re.compile(
    r"\s*(?:/s/|in witness whereof|x_{3,}|(?:by|name|title|its|signature|signed(?: by)?|print(?:ed)? name|"
    r"authori[sz]ed signat\w+|"
    r"date(?: signed)?|per|witness|attest|(?:signed|executed)(?: \w+){1,5})\s*:(?!.*\b(?:shall|must|will)\b)|"
    r"(?:by|name|title|signature|date)\s*_{3,})",
    re.IGNORECASE,
)
_WITNESS = re.compile(r"\s*in witness whereof\b", re.IGNORECASE)
_LONG_ATTESTATION = 200  # characters from which on the sentence says more than that it is signed
_WISHES = re.compile(
    r"\b(?:wish|desire|recogni[sz]e|value|intend|seek|hope|believe|"
    r"ha(?:s|ve) (?:agreed|chosen|engaged|decided|asked))",
    re.IGNORECASE,
)
_SIGNED_INSIDE = re.compile(r"\b(?:By|Name|Title|Date|Signature)\s*:?\s*_{3,}")
_DEFINES = re.compile(
    r"(?!(?:An?|The|By|No|Any|Such|Each|All|Every|What)\s+means?\b)"
    r"(?:[\"“][^\"”]{1,80}[\"”](?:\s*(?:,|or|and|and/or)\s*(?:the\s+)?[\"“][^\"”]{1,80}[\"”])*|"
    r"(?:the terms?\s+)?[\"“']?[A-Z][\w/-]*(?:\s+(?:[A-Z][\w/-]*|of|and|or)){0,6}[\"”']?)"
    r"(?:\s*\([^)]{0,120}\))?,?\s+(?:(?:shall|will)\s+)?(?:(?:each|collectively|also|hereby)\s+)?"
    r"(?:means?\b|(?:is|are|be)\s+(?:hereby\s+)?defined\b|refers?\s+to\b|ha(?:s|ve)\s+the\s+(?:same\s+)?meanings?\b)"
    r"|[\"“][^\"”]{1,80}[\"”]\s+(?:is|are)\s+(?:any|every|all|each|those|an?|the)\s"
)
_TERM_FIRST = re.compile(
    r"(?:[\"“][^\"”]{1,80}[\"”]|(?:the\s+)?terms?\s+[\"“][^\"”]{1,80}[\"”])(?:\s*\([^)]{0,120}\))?\s*(?::|"
    r",?\s+(?:(?:shall|will|does|do)\s+)?(?:not\s+)?(?:includes?|excludes?|consists?)\b)",
    re.IGNORECASE,
)
_FOR_PURPOSES = re.compile(
    r"(?:for (?:the )?purposes? of[^,]{1,80}|as used (?:in|herein)[^,]{0,80}),\s*", re.IGNORECASE
)
_TURN = re.compile(r"[,;.]\s+(?:(?:and|but|provided(?:,? however)?,? that|provided,|however,)\s+)|;\s+")
_BINDS = re.compile(
    r"(?!.{0,60}?\b(?:that|which|who)\b)[^,;]{1,70}?\b(?:shall|must|will|may not|agrees? to|(?:is|"
    r"are) prohibited)\b(?!\s+(?:also\s+|not\s+)?(?:mean|have the|include|exclude|refer|be\s+(?:deemed|"
    r"defined|construed|interpreted|considered))\b)",
    re.IGNORECASE,
)
_MODAL = re.compile(
    r"\b(?:shall|must|will|may not)\b(?!\s+(?:also\s+|not\s+)?(?:mean|have|include|exclude|refer|"
    r"be\s+(?:deemed|defined|construed|interpreted|given|considered)))",
    re.IGNORECASE,
)
_ACTS = re.compile(
    r"\b(?:may(?!\s+(?:be\s+(?:defined|called|amended)|include|mean))|agrees?|reserves?|retains?|represents?|warrants?|"
    r"(?:is|are)\s+(?:required|entitled|prohibited))\b"
)
_FILLED_IN = re.compile(r"[^:]{2,60}:\s*\w")  # "Data elements: name, grade"


class SentenceRoleClassifier:
    """Says what each line is. Lines must come in document order: a signature block lasts until the text goes on."""

    def __init__(self, text: str, pieces: list[Piece], clauses: tuple[Clause, ...]) -> None:
        """``clauses`` is the whole tree; whether a clause lies in recitals or definitions is worked out once."""
        self._text = text
        self._pieces = pieces
        self._recital: list[bool] = []
        self._numbered: list[bool] = []  # a "Background" among the numbered clauses is part of the agreement
        self._defining: list[bool] = []
        for clause in clauses:
            parent = clause.parent
            own = (bool(clause.section) and clause.section[-1].isdigit()) or clause.section.startswith("Article")
            self._numbered.append(own or (parent is not None and self._numbered[parent]))
            self._recital.append(bool(RECITALS.match(clause.heading)) or (parent is not None and self._recital[parent]))
            self._defining.append(
                bool(_DEFINITIONS.fullmatch(clause.heading)) or (parent is not None and self._defining[parent])
            )
        self._signing = -1  # the clause that a signature block closes, -1 outside one
        self._stem_roles: dict[int, SentenceRole] = {}

    def of(self, line: SentenceDraft) -> SentenceRole:
        """The role of the next line."""
        role = self._of(line)
        self._stem_roles[line.span.start] = role
        return role

    def _of(self, line: SentenceDraft) -> SentenceRole:
        piece = self._pieces[line.piece]
        kind = piece.paragraph.kind
        words = self._text[line.span.start : line.span.end]
        if kind == "toc":
            return SentenceRole.TOC
        if kind == "furniture" and not has_verb(words):
            return SentenceRole.HEADING
        if line.title:
            self._signing = -1
            return SentenceRole.RESERVED if _RESERVED.match(words) else SentenceRole.HEADING
        if _RESERVED.match(words):
            return SentenceRole.RESERVED
        if self._is_signature(line, words):
            attests = _WITNESS.match(words) and len(words) > _LONG_ATTESTATION
            return SentenceRole.RECITAL if attests else SentenceRole.SIGNATURE
        if is_blank(words):
            return SentenceRole.BLANK
        if line.stems:
            above = self._stem_roles.get(line.stems[-1].start, SentenceRole.OPERATIVE)
            if above in (SentenceRole.DEFINITION, SentenceRole.RECITAL):
                return above
            return SentenceRole.OPERATIVE
        if _WHEREAS.match(words):
            return SentenceRole.RECITAL
        recital = self._recital[line.clause] and not _AGREED.search(words)
        if recital and not self._numbered[line.clause]:
            return SentenceRole.RECITAL
        if self._is_definition(line, words):
            return SentenceRole.DEFINITION
        if recital and _WISHES.search(words) and not _MODAL.search(words):
            return SentenceRole.RECITAL
        return SentenceRole.HEADING if self._is_fragment(piece, words) else SentenceRole.OPERATIVE

    def _is_signature(self, line: SentenceDraft, words: str) -> bool:
        if (_SIGNED_INSIDE.search(words) and not _MODAL.search(words)) or (
            _SIGNATURE.match(words) and (len(words) < 300 or "/s/" in words or words[:10].upper() == "IN WITNESS")
        ):
            self._signing = line.clause
        elif line.clause != self._signing or line.stems or (len(words) > 80 and has_verb(words)):
            self._signing = -1
        return self._signing >= 0

    def _is_definition(self, line: SentenceDraft, words: str) -> bool:
        """``"X" means …``, or a sentence of a definitions section; not one that also binds somebody."""
        head = _FOR_PURPOSES.match(words)
        at = head.end() if head else 0
        match = _DEFINES.match(words, at) or _TERM_FIRST.match(words, at)
        if match:
            return not any(_BINDS.match(words, turn.end()) for turn in _TURN.finditer(words, match.end()))
        return self._defining[line.clause] and has_verb(words) and not (_MODAL.search(words) or _ACTS.search(words))

    def _is_fragment(self, piece: Piece, words: str) -> bool:
        """A title or a label of a form rather than a sentence: short, without a verb, no item of a list."""
        if has_verb(words) or _FILLED_IN.match(words):
            return False
        count = len(words_of(words, 10))
        titled = is_title_case(words) or is_caps(words)
        if piece.paragraph.is_item or piece.paragraph.kind in ("cell", "form-value"):
            return count == 0 or (count <= 4 and (piece.paragraph.bold or titled))
        if any(map(str.isdigit, words)):
            return False  # a date, a citation or an amount says something
        return count < 4 or (count < 10 and (titled or piece.paragraph.bold))


def is_blank(words: str) -> bool:
    """Whether the words are a field to fill in and nothing else: "Section: ______", "[insert date]", "____"."""
    if not any(map(str.isalnum, words)):
        return True
    rest, gaps = _GAP.subn(" ", words)
    return gaps > 0 and len(words_of(rest, 7)) <= 6 and not has_verb(rest)
