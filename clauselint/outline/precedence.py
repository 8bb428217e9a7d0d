"""The parts of a contract that may conflict, and which of them prevails."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from clauselint.lexicon.exhibit_words import LETTERED_ATTACHMENTS
from clauselint.model import Clause, Document, DocumentPart, Sentence, SentenceRole, Span

_ATTACHMENT = "|".join(LETTERED_ATTACHMENTS)
_PART_TITLE = re.compile(rf"(?i)^(?:{_ATTACHMENT}|addendum)\b")
_PART_LABEL = re.compile(rf"(?i)(?:{_ATTACHMENT})\s+[A-Z0-9]{{1,3}}\b")
_LONGEST_TITLE = 120  # characters

# "This Addendum shall prevail", "the Data Sharing Agreement controls": the subject of the verb is the winner.
_PREVAILS = re.compile(
    r"(?i)\b(?P<subject>[^,;:.]{3,160}?)\s+(?:(?:shall|will|must|do(?:es)?)\s+)?(?:\w+ly\s+)?"
    r"(?:prevails?|controls?|governs?|takes?\s+(?:precedence|priority)|ha(?:s|ve)\s+(?:precedence|priority)|override[s]?|supersedes?)\b"
)
_CONFLICT = re.compile(
    r"(?i)\b(?:conflict\w*|inconsisten\w+|contradict\w*|discrepanc\w+|differ\w*|precedence|priority|prevails?|contrary)\b"
)
# Its last noun phrase is the winner: "between this Agreement and the Order the Order shall control".
_WINNER = re.compile(
    r"(?i)<NP>(?:(?:,\s*|\s+)(?:and|or)\s+<NP>)*\s*$".replace(
        "<NP>",
        r"\b(?:the|this|these|such|said|that)\s+(?:(?!(?:the|this|these|such|said|that|and|or|of|to|between|with|is|are|be)\b)"
        r"[\w’'/&()\"“”-]+\s*){1,8}?",
    )
)
_SELF_REFERENCE = re.compile(r"(?i)\bthis\b|\bherein\b|\bhereof\b|\bthese\s+(?:terms|provisions)\b")


def find_parts(
    document: Document, clauses: Sequence[Clause], sentences: Sequence[Sentence]
) -> tuple[DocumentPart, ...]:
    """Return the document itself, and after it its exhibits and addenda, those marked that prevail over others."""
    whole = DocumentPart(document_title(document.text), Span(0, len(document.text)))
    inner = [
        DocumentPart(f"{c.section} {c.heading}".strip(), c.span)
        for c in clauses[1:]
        if c.parent == 0 and _PART_TITLE.match(c.section or c.heading)
    ]
    return mark_prevailing(document.text, [whole, *inner], sentences)


def document_title(text: str) -> str:
    """Return the first line of a text, which tells what it is."""
    return next((line.strip()[:_LONGEST_TITLE] for line in text.splitlines() if line.strip()), "")


def mark_prevailing(
    text: str, parts: Sequence[DocumentPart], sentences: Sequence[Sentence]
) -> tuple[DocumentPart, ...]:
    """Return the parts, those marked that a sentence about conflicts makes prevail.

    A part prevails if it says so of itself, or if a sentence anywhere names it as the winner.
    """
    prevailing: set[int] = set()
    for sentence in sentences:
        words = text[sentence.span.start : sentence.span.end]
        if sentence.role is SentenceRole.OPERATIVE and _CONFLICT.search(words):
            for winner in _winners(words):
                prevailing.update(_parts_called(winner, parts, sentence))
    return tuple(replace(part, prevails=part.prevails or i in prevailing) for i, part in enumerate(parts))


def _winners(words: str) -> Iterator[str]:
    """Yield what a sentence about conflicts says prevails."""
    for match in _PREVAILS.finditer(words):
        noun_phrase = _WINNER.search(match["subject"])
        yield noun_phrase[0] if noun_phrase else match["subject"]


def _parts_called(winner: str, parts: Sequence[DocumentPart], sentence: Sentence) -> list[int]:
    """Return the indices of the parts that the words name, or of the innermost one that calls itself so ("this")."""
    named = [i for i, part in enumerate(parts) if _names_part(winner, part.name)]
    if named or not _SELF_REFERENCE.search(winner):
        return named
    return [i for i, part in enumerate(parts) if part.span.contains(sentence.span.start)][-1:]


def _names_part(subject: str, name: str) -> bool:
    """Return whether the subject names the part by its title ("the Data Sharing Addendum", "Exhibit B"), not by "this"."""
    words = _plain_words(subject)
    label = _PART_LABEL.match(name)
    if label:
        return bool(re.search(rf"\b{re.escape(label[0].lower())}\b", words))
    title = _plain_words(name)
    return " " in title and re.search(rf"\b{re.escape(title)}\b", words) is not None


def _plain_words(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", text.lower()))
