"""Amendments and exhibits that belong to another agreement, and what an amendment does to clauses of the other parts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from clauselint.lexicon.exhibit_words import LETTERED_ATTACHMENTS
from clauselint.model import Amendment, Document, DocumentPart, Outline, Party, Sentence, SentenceRole, Span

_ATTACHMENT = "|".join(LETTERED_ATTACHMENTS)
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth")
_CARDINALS = ("one", "two", "three", "four", "five", "six")
_AMENDMENT_TITLE = re.compile(
    r"(?im)^[ \t]*(?P<title>(?:(?P<nth>first|second|third|fourth|fifth|sixth|\d+(?:st|nd|rd|th))\s+)?"
    r"(?:amendment|change\s+order)\b"
    r"(?:\s+(?:no\.?|number)?\s*(?P<number>\d+|one|two|three|four|five|six))?(?P<to>\s+to\b[^\n]{0,120})?)[ \t]*$"
)
_AMENDS = re.compile(
    r"(?i)\b(?:this\s+)?amendment\b[^.\n]{0,200}?\b(?:amends?|modif(?:y|ies)|supplements?|to\s+(?:the|that))\b"
    r"|\b(?:is|are)\s+hereby\s+amended\b|\bexcept\s+as\s+(?:expressly\s+)?(?:amended|modified)\b"
    r"|\b(?:section|article|clause|paragraph)s?\s[^.\n]{0,80}\b(?:is|are)\s+(?:hereby\s+)?(?:added|deleted|replaced|inserted|restated)\b"
)
_EXHIBIT_TITLE = re.compile(rf"(?i)^\W*(?:{_ATTACHMENT})\s+[\"“]?[A-Z0-9]{{1,3}}\b(?![.\d])")
# What calls itself an agreement is one, whatever it is filed as; so is an addendum about data.
_STANDS_ALONE = re.compile(
    r"(?im)\bthis\s+(?:[\w/]+\s+){0,3}?(?:agreement|contract)\b"
    r"|^(?!.*\bto\b)[^\n]{0,120}\b(?:agreement|contract)\s*$|^[^\n]{0,60}\b(?-i:[A-Z/ ]+(?:AGREEMENT|CONTRACT))\b"
    r"|\b(?:data\s+(?:processing|protection|privacy|sharing|security)|processing\s+(?:of\s+)?(?:personal\s+)?data|controller"
    r"|processor|business\s+associate|confidentiality|non-?disclosure|student\s+data|standard\s+contractual\s+clauses)\b"
)
_OPENING = 600  # characters in which a document says what it is
_LONG = 6_000  # words: what is longer stands on its own

_LABEL = r"(?:\d{1,3}(?:\.\d{1,3})*(?:\s*\([a-z0-9]{1,4}\))*|[IVXL]{1,6})"
_TARGET = re.compile(
    rf"(?i)\b(?P<word>section|article|clause|paragraph)s?\s+(?P<labels>{_LABEL}(?:\s*(?:,|and|or|through|to|-|–)+\s*{_LABEL})*)(?![\w.]\d)"
    rf"(?:\s+of\s+(?P<part>(?:{_ATTACHMENT})\s+[A-Z0-9]{{1,3}}))?"
)
_REPLACES = re.compile(
    r"(?i)\b(?:(?:is|are|shall\s+be)\s+(?:hereby\s+)?(?:deleted|removed|stricken|struck|replaced|superseded|amended\s+and\s+restated)"
    r"|(?:hereby\s+)?(?:delet(?:es?|ing)|replac(?:es?|ing)|strik(?:es?|ing)|remov(?:es?|ing))\b|shall\s+(?:now\s+)?read"
    r"|(?:shall|will|do(?:es)?)\s+no\s+longer\s+(?:apply|be\s+in\s+(?:force|effect)|have\s+effect)"
    r"|to\s+read\s+(?:in\s+its\s+entirety|as\s+follows))"
)
_CHANGES_WORDS = re.compile(
    r"(?i)\b(?:words?|phrases?|numbers?|references?|terms?|sentence)\s+[\"“]"
    r"|\b(?:is|are|shall\s+be)\s+(?:hereby\s+)?(?:amended|modified|revised|changed)\b(?!\s+and\s+restated)"
)
_RESTATES = re.compile(r"(?i)entirety|restated")
_NEAR = 60  # characters after the label of the clause
_LABEL_RANGE = re.compile(r"(?i)(\d{1,3})\s*(?:through|to|-|–)\s*(\d{1,3})")
_LONGEST_RANGE = 100  # sections that a sentence may name by its first and last


def depends_on(document: Document, parties: Sequence[Party]) -> str:
    """Return why a document does not stand alone: it is an amendment, or an exhibit between no parties; else "".

    A long document, an exhibit that names its own parties, and one that is an agreement about data stand alone: many
    agreements are filed as exhibits.
    """
    opening = document.text[:_OPENING]
    if _is_amendment(opening, document.text):
        return "it amends an agreement"
    if _EXHIBIT_TITLE.match(opening) and document.words < _LONG:
        names_parties = any(party.name for party in parties)
        if not names_parties and not _STANDS_ALONE.search(opening):
            return "it is an exhibit to an agreement"
    return ""


def _is_amendment(opening: str, text: str) -> bool:
    title = _AMENDMENT_TITLE.search(opening)
    return title is not None and bool(title["to"] or title["nth"] or title["number"] or _AMENDS.search(text))


def apply_amendments(text: str, outline: Outline) -> Outline:
    """Return the outline with what its amendments do to the other parts.

    Sentences of clauses that are replaced whole get the role ``REPLACED``; clauses that are changed in part are listed. Of
    two amendments that replace the same clause the later one's words stand.
    """
    changes = list(_clause_changes(text, outline))
    if not any(change.clauses for change in changes):
        return outline
    whole = [change for change in changes if change.is_whole]
    in_part = [change for change in changes if not change.is_whole]
    return replace(
        outline,
        sentences=_mark_replaced(outline, whole) if whole else outline.sentences,
        amendments=tuple(Amendment(i, change.sentence.span) for change in in_part for i in change.clauses),
    )


def _mark_replaced(outline: Outline, changes: Sequence[_ClauseChange]) -> tuple[Sentence, ...]:
    """Return the sentences, those marked that stand in a replaced clause, or whose replacement was replaced again."""
    clauses = {i for change in changes for i in change.clauses}
    overtaken = _overtaken(changes)

    def is_replaced(sentence: Sentence) -> bool:
        return sentence.span in overtaken or not clauses.isdisjoint(outline.ancestors(sentence.clause))

    return tuple(replace(s, role=SentenceRole.REPLACED) if is_replaced(s) else s for s in outline.sentences)


@dataclass(frozen=True, slots=True)
class _ClauseChange:
    """The effect of an amendment's sentence on the clauses (indices) called ``label``: replaced whole, or changed in part.

    ``order`` sorts amendments: by number, then by place.
    """

    label: str
    clauses: tuple[int, ...]
    is_whole: bool
    sentence: Sentence
    order: tuple[int, int]


def _overtaken(changes: Sequence[_ClauseChange]) -> set[Span]:
    """Return the sentences that replace a clause which a later amendment replaces again."""
    latest: dict[str, tuple[int, int]] = {}
    for change in changes:
        latest[change.label] = max(latest.get(change.label, (0, 0)), change.order)
    return {change.sentence.span for change in changes if change.order < latest[change.label]}


def _clause_changes(text: str, outline: Outline) -> Iterator[_ClauseChange]:
    """Yield what each operative sentence, or heading, of an amendment changes."""
    amendments = list(_amendments(text, outline))
    for sentence in outline.sentences:
        amendment = next((a for a in amendments if a[0].span.contains(sentence.span.start)), None)
        if amendment is None or sentence.role not in {SentenceRole.OPERATIVE, SentenceRole.HEADING}:
            continue
        part, order = amendment
        words = text[sentence.span.start : sentence.span.end]
        for match in _TARGET.finditer(words):
            is_whole = _replaces_whole(words[: match.start()], words[match.end() :])
            if is_whole is None:
                continue
            for label in _labels(match["labels"]):
                clauses = tuple(_clauses_called(outline, label, part.span, match["part"]))
                yield _ClauseChange(f"{match['part'] or ''}|{label}".lower(), clauses, is_whole, sentence, order)


def _amendments(text: str, outline: Outline) -> Iterator[tuple[DocumentPart, tuple[int, int]]]:
    """Yield the parts that are amendments, each with its number and place."""
    for part in outline.parts:
        title = _AMENDMENT_TITLE.search(text[part.span.start : part.span.start + _OPENING])
        if title:
            yield part, (_amendment_number(title), part.span.start)


def _replaces_whole(before: str, after: str) -> bool | None:
    """Return whether the words around a clause's label replace the clause, change it in part (False), or neither (None)."""
    restates = _REPLACES.search(after[:_NEAR]) or _RESTATES.search(after)
    if _CHANGES_WORDS.search(after) and not restates:
        return False
    return True if _REPLACES.search(after) or _REPLACES.search(before) else None


def _amendment_number(title: re.Match[str]) -> int:
    """Return the amendment's number; 0 where its title has none."""
    written = (title["number"] or title["nth"] or "").lower()
    for words in (_CARDINALS, _ORDINALS):
        if written in words:
            return words.index(written) + 1
    digits = re.match(r"\d+", written)
    return int(digits[0]) if digits else 0


def _labels(listed: str) -> list[str]:
    """Return the labels that a list names; "2 through 4" names three."""
    named = _LABEL_RANGE.fullmatch(listed.strip())
    if named and 0 < int(named[2]) - int(named[1]) < _LONGEST_RANGE:
        return [str(n) for n in range(int(named[1]), int(named[2]) + 1)]
    return [re.sub(r"\s+", "", label) for label in re.findall(f"(?i){_LABEL}", listed)]


def _clauses_called(outline: Outline, label: str, amendment: Span, part: str | None) -> Iterator[int]:
    """Yield the clauses with that label outside the amendment: in the exhibit that is named, or else in none."""
    sections = {label, f"{label}.", f"{label}.0", f"Article {label.upper()}", f"Section {label}"}
    for i, clause in enumerate(outline.clauses):
        if clause.section not in sections or amendment.overlaps(clause.span):
            continue
        containing = outline.part_at(clause.span.start)
        title = containing.name.lower() if containing is not None else ""
        if title.startswith(part.lower()) if part else not re.match(rf"(?:{_ATTACHMENT})\s", title):
            yield i
