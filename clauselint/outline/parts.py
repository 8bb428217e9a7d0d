"""The parts of a contract that may conflict, which of them wins, and what an amendment does to the others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from clauselint.model import Amended, Clause, Document, Outline, Part, Party, Role, Sentence, Span

_PART = re.compile(r"(?i)^(?:exhibit|annex|appendix|schedule|attachment|addendum)\b")
_AMENDMENT_TITLE = re.compile(
    r"(?im)^[ \t]*(?:(?:first|second|third|fourth|fifth|sixth|\d+(?:st|nd|rd|th))\s+)?amendment\b"
    r"(?:\s+(?:no\.?|number)?\s*(?:\d+|one|two|three|four|five))?(?:\s+to\b[^\n]{0,120})?[ \t]*$"
)
_AMENDS = re.compile(
    r"(?i)\b(?:this\s+)?amendment\b[^.\n]{0,200}?\b(?:amends?|modif(?:y|ies)|supplements?|to\s+(?:the|that))\b"
    r"|\b(?:is|are)\s+hereby\s+amended\b|\bexcept\s+as\s+(?:expressly\s+)?(?:amended|modified)\b"
)
_EXHIBIT_TITLE = re.compile(r"(?i)^\W*(?:exhibit|annex|appendix|schedule|attachment)\s+[A-Z0-9]{1,3}\b(?![.\d])")
# What calls itself an agreement is one, whatever it is filed as; so is an addendum about data.
_STANDS_ALONE = re.compile(
    r"(?im)\bthis\s+(?:[\w/]+\s+){0,3}?(?:agreement|contract)\b"
    r"|^(?!.*\bto\b)[^\n]{0,120}\b(?:agreement|contract)\s*$|^[^\n]{0,60}\b(?-i:[A-Z/ ]+(?:AGREEMENT|CONTRACT))\b"
    r"|\b(?:data\s+(?:processing|protection|privacy|sharing|security)|processing\s+(?:of\s+)?(?:personal\s+)?data|controller"
    r"|processor|business\s+associate|confidentiality|non-?disclosure|student\s+data|standard\s+contractual\s+clauses)\b"
)
_OPENING = 600  # characters in which a document says what it is
_LONG = 6_000  # words: what is longer stands on its own feet

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
_THIS = re.compile(r"(?i)\bthis\b|\bherein\b|\bhereof\b|\bthese\s+(?:terms|provisions)\b")

_LABEL = r"(?P<label>\d{1,3}(?:\.\d{1,3})*(?:\s*\([a-z0-9]{1,4}\))*|[IVXL]{1,6})"
_TARGET = re.compile(rf"(?i)\b(?P<word>section|article|clause|paragraph)\s+{_LABEL}(?![\w.]\d)")
_WHOLE = re.compile(
    r"(?i)\b(?:(?:is|are|shall\s+be)\s+(?:hereby\s+)?(?:deleted|removed|stricken|struck|replaced|superseded|amended\s+and\s+restated)"
    r"|(?:hereby\s+)?(?:deletes?|replaces?|strikes?|removes?)\b|shall\s+(?:now\s+)?read|to\s+read\s+(?:in\s+its\s+entirety|as\s+follows))"
)
_IN_PART = re.compile(
    r"(?i)\b(?:words?|phrases?|numbers?|references?|terms?|sentence)\s+[\"“]"
    r"|\b(?:is|are|shall\s+be)\s+(?:hereby\s+)?(?:amended|modified|revised|changed)\b(?!\s+and\s+restated)"
)


def find(document: Document, clauses: Sequence[Clause], sentences: Sequence[Sentence]) -> tuple[Part, ...]:
    """The document itself, and after it its exhibits and addenda, with what it says about which of them wins."""
    whole = Part(title(document.text), Span(0, len(document.text)))
    inner = [
        Part(f"{c.section} {c.heading}".strip(), c.span)
        for c in clauses[1:]
        if c.parent == 0 and _PART.match(c.section or c.heading)
    ]
    return tuple(prevailing(document.text, [whole, *inner], sentences))


def title(text: str) -> str:
    """The first words of a text, which tell what it is."""
    return next((line.strip()[:120] for line in text.splitlines() if line.strip()), "")


def prevailing(text: str, parts: Sequence[Part], sentences: Sequence[Sentence]) -> Iterator[Part]:
    """The parts, those marked that a sentence about conflicts makes win: the one that says so of itself, or that it names."""
    winners: set[int] = set()
    for sentence in sentences:
        words = text[sentence.span.start : sentence.span.end]
        if sentence.role is not Role.OPERATIVE or not _CONFLICT.search(words):
            continue
        for match in _PREVAILS.finditer(words):
            winner = last[0] if (last := _WINNER.search(match["subject"])) else match["subject"]
            named = [i for i, part in enumerate(parts) if _names(winner, part.name)]
            if named:
                winners.update(named)
            elif _THIS.search(winner):
                inside = [i for i, part in enumerate(parts) if part.span.contains(sentence.span.start)]
                winners.update(inside[-1:])
    return (replace(part, prevails=part.prevails or i in winners) for i, part in enumerate(parts))


def _names(subject: str, name: str) -> bool:
    """Whether the subject names the part by its title ("the Data Sharing Addendum", "Exhibit B"), not by "this"."""
    said = " ".join(re.findall(r"[a-z0-9]+", subject.lower()))
    label = re.match(r"(?i)(?:exhibit|annex|appendix|schedule|attachment)\s+[A-Z0-9]{1,3}\b", name)
    if label:
        return bool(re.search(rf"\b{re.escape(label[0].lower())}\b", said))
    whole = " ".join(re.findall(r"[a-z0-9]+", name.lower()))
    return len(whole.split()) >= 2 and re.search(rf"\b{re.escape(whole)}\b", said) is not None


def depends(document: Document, parties: Sequence[Party]) -> str:
    """To what a document belongs that does not stand alone: an amendment, or an exhibit between no parties; else "".

    A long document, an exhibit that names its own parties, and one that is an agreement about data stand alone: many an
    agreement is filed as an exhibit.
    """
    opening = document.text[:_OPENING]
    if _AMENDMENT_TITLE.search(opening) and _AMENDS.search(document.text):
        return "it amends an agreement"
    named = [party for party in parties if party.name]
    own = named or _STANDS_ALONE.search(opening)
    if _EXHIBIT_TITLE.match(opening) and not own and document.words < _LONG:
        return "it is an exhibit to an agreement"
    return ""


def amended(text: str, outline: Outline) -> Outline:
    """The outline with what its amendments do to the other parts: clauses replaced whole bind nobody any more, clauses
    changed in part are listed."""
    amendments = [
        part for part in outline.parts if _AMENDMENT_TITLE.search(text[part.span.start : part.span.start + _OPENING])
    ]
    replaced: set[int] = set()
    changed: list[Amended] = []
    for sentence in outline.sentences:
        mine = next((part for part in amendments if part.span.contains(sentence.span.start)), None)
        if mine is None or sentence.role not in {Role.OPERATIVE, Role.HEADING}:
            continue
        words = text[sentence.span.start : sentence.span.end]
        for match in _TARGET.finditer(words):
            targets = _clauses_called(outline.clauses, match["label"], outside=mine.span)
            rest = words[match.end() :]
            if _IN_PART.search(rest) and not re.search(r"(?i)in\s+its\s+entirety|restated", rest):
                changed += [Amended(i, sentence.span) for i in targets]
            elif _WHOLE.search(rest) or _WHOLE.search(words[: match.start()]):
                replaced.update(targets)
    if not replaced and not changed:
        return outline
    sentences = tuple(
        replace(s, role=Role.REPLACED) if not replaced.isdisjoint(outline.ancestors(s.clause)) else s
        for s in outline.sentences
    )
    return replace(outline, sentences=sentences, amended=tuple(changed))


def _clauses_called(clauses: Sequence[Clause], label: str, outside: Span) -> list[int]:
    wanted = re.sub(r"\s+", "", label)
    names = {wanted, f"{wanted}.", f"{wanted}.0", f"Article {wanted.upper()}", f"Section {wanted}"}
    return [i for i, c in enumerate(clauses) if c.section in names and not outside.overlaps(c.span)]
