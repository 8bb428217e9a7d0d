"""The parts of a contract that may conflict, which of them wins, and what an amendment does to the others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from clauselint.model import Amendment, Clause, Document, DocumentPart, Outline, Party, Sentence, SentenceRole, Span

_PART = re.compile(r"(?i)^(?:exhibit|annex|appendix|schedule|attachment|addendum)\b")
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
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth")
_NUMBERS = ("one", "two", "three", "four", "five", "six")
_EXHIBIT_TITLE = re.compile(r"(?i)^\W*(?:exhibit|annex|appendix|schedule|attachment)\s+[\"“]?[A-Z0-9]{1,3}\b(?![.\d])")
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

_ONE = r"(?:\d{1,3}(?:\.\d{1,3})*(?:\s*\([a-z0-9]{1,4}\))*|[IVXL]{1,6})"
_TARGET = re.compile(
    rf"(?i)\b(?P<word>section|article|clause|paragraph)s?\s+(?P<labels>{_ONE}(?:\s*(?:,|and|or|through|to|-|–)+\s*{_ONE})*)(?![\w.]\d)"
    r"(?:\s+of\s+(?P<part>(?:exhibit|annex|appendix|schedule|attachment)\s+[A-Z0-9]{1,3}))?"
)
_WHOLE = re.compile(
    r"(?i)\b(?:(?:is|are|shall\s+be)\s+(?:hereby\s+)?(?:deleted|removed|stricken|struck|replaced|superseded|amended\s+and\s+restated)"
    r"|(?:hereby\s+)?(?:delet(?:es?|ing)|replac(?:es?|ing)|strik(?:es?|ing)|remov(?:es?|ing))\b|shall\s+(?:now\s+)?read"
    r"|(?:shall|will|do(?:es)?)\s+no\s+longer\s+(?:apply|be\s+in\s+(?:force|effect)|have\s+effect)"
    r"|to\s+read\s+(?:in\s+its\s+entirety|as\s+follows))"
)
_IN_PART = re.compile(
    r"(?i)\b(?:words?|phrases?|numbers?|references?|terms?|sentence)\s+[\"“]"
    r"|\b(?:is|are|shall\s+be)\s+(?:hereby\s+)?(?:amended|modified|revised|changed)\b(?!\s+and\s+restated)"
)


def find_parts(
    document: Document, clauses: Sequence[Clause], sentences: Sequence[Sentence]
) -> tuple[DocumentPart, ...]:
    """The document itself, and after it its exhibits and addenda, with what it says about which of them wins."""
    whole = DocumentPart(title(document.text), Span(0, len(document.text)))
    inner = [
        DocumentPart(f"{c.section} {c.heading}".strip(), c.span)
        for c in clauses[1:]
        if c.parent == 0 and _PART.match(c.section or c.heading)
    ]
    return tuple(prevailing(document.text, [whole, *inner], sentences))


def title(text: str) -> str:
    """The first words of a text, which tell what it is."""
    return next((line.strip()[:120] for line in text.splitlines() if line.strip()), "")


def prevailing(text: str, parts: Sequence[DocumentPart], sentences: Sequence[Sentence]) -> Iterator[DocumentPart]:
    """The parts, those marked that a sentence about conflicts makes win: the one that says so of itself, or that it names."""
    winners: set[int] = set()
    for sentence in sentences:
        words = text[sentence.span.start : sentence.span.end]
        if sentence.role is not SentenceRole.OPERATIVE or not _CONFLICT.search(words):
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


def depends_on(document: Document, parties: Sequence[Party]) -> str:
    """To what a document belongs that does not stand alone: an amendment, or an exhibit between no parties; else "".

    A long document, an exhibit that names its own parties, and one that is an agreement about data stand alone: many an
    agreement is filed as an exhibit.
    """
    opening = document.text[:_OPENING]
    amendment = _AMENDMENT_TITLE.search(opening)
    if amendment and (amendment["to"] or amendment["nth"] or amendment["number"] or _AMENDS.search(document.text)):
        return "it amends an agreement"
    named = [party for party in parties if party.name]
    own = named or _STANDS_ALONE.search(opening)
    if _EXHIBIT_TITLE.match(opening) and not own and document.words < _LONG:
        return "it is an exhibit to an agreement"
    return ""


def amended(text: str, outline: Outline) -> Outline:
    """The outline with what its amendments do to the other parts: clauses replaced whole bind nobody any more, clauses
    changed in part are listed. Of two amendments that replace the same clause the later one's words stand."""
    changes = list(_changes(text, outline))
    gone = {i for change in changes if change.whole for i in change.targets}
    last: dict[str, tuple[int, int]] = {}
    for change in changes:
        if change.whole:
            last[change.label] = max(last.get(change.label, (0, 0)), change.order)
    overtaken = {c.sentence.span for c in changes if c.whole and c.order < last[c.label]}
    listed = tuple(Amendment(i, c.sentence.span) for c in changes if not c.whole for i in c.targets)
    if not gone and not listed:
        return outline
    sentences = tuple(
        replace(s, role=SentenceRole.REPLACED)
        if s.span in overtaken or not gone.isdisjoint(outline.ancestors(s.clause))
        else s
        for s in outline.sentences
    )
    return replace(outline, sentences=sentences, amendments=listed)


@dataclass(frozen=True, slots=True)
class _Change:
    """What a sentence of an amendment does to the clauses called ``label``; ``order`` is the amendment's number and place."""

    label: str
    targets: tuple[int, ...]
    whole: bool
    sentence: Sentence
    order: tuple[int, int]


def _changes(text: str, outline: Outline) -> Iterator[_Change]:
    amendments = [
        (part, found)
        for part in outline.parts
        if (found := _AMENDMENT_TITLE.search(text[part.span.start : part.span.start + _OPENING]))
    ]
    for sentence in outline.sentences:
        mine = next(((p, m) for p, m in amendments if p.span.contains(sentence.span.start)), None)
        if mine is None or sentence.role not in {SentenceRole.OPERATIVE, SentenceRole.HEADING}:
            continue
        order = (_number(mine[1]), mine[0].span.start)
        words = text[sentence.span.start : sentence.span.end]
        for match in _TARGET.finditer(words):
            rest, before = words[match.end() :], words[: match.start()]
            in_part = (
                _IN_PART.search(rest) and not _WHOLE.search(rest[:60]) and not re.search(r"(?i)entirety|restated", rest)
            )
            whole = bool(_WHOLE.search(rest) or _WHOLE.search(before)) and not in_part
            if not whole and not in_part:
                continue
            for label in _labels(match["labels"]):
                targets = tuple(_clauses_called(outline, label, mine[0].span, match["part"]))
                yield _Change(f"{match['part'] or ''}|{label}".lower(), targets, whole, sentence, order)


def _number(title: re.Match[str]) -> int:
    """The amendment's number; 0 where its title has none."""
    said = (title["number"] or title["nth"] or "").lower()
    for words in (_NUMBERS, _ORDINALS):
        if said in words:
            return words.index(said) + 1
    digits = re.match(r"\d+", said)
    return int(digits[0]) if digits else 0


def _labels(listed: str) -> list[str]:
    """The labels that a list names; "2 through 4" names three."""
    found = [re.sub(r"\s+", "", one) for one in re.findall(f"(?i){_ONE}", listed)]
    spread = re.fullmatch(r"(?i)(\d{1,3})\s*(?:through|to|-|–)\s*(\d{1,3})", listed.strip())
    if spread and 0 < int(spread[2]) - int(spread[1]) < _MOST_IN_A_ROW:
        return [str(n) for n in range(int(spread[1]), int(spread[2]) + 1)]
    return found


_MOST_IN_A_ROW = 100  # sections that a sentence may name by its first and last


def _clauses_called(outline: Outline, label: str, outside: Span, part: str | None) -> Iterator[int]:
    """The clauses with that label outside the amendment; in the exhibit that is named, or else in none."""
    names = {label, f"{label}.", f"{label}.0", f"Article {label.upper()}", f"Section {label}"}
    for i, clause in enumerate(outline.clauses):
        if clause.section not in names or outside.overlaps(clause.span):
            continue
        where = outline.part_at(clause.span.start)
        title = where.name.lower() if where is not None else ""
        exhibit = bool(re.match(r"(?:exhibit|annex|appendix|schedule|attachment)\s", title))
        if title.startswith(part.lower()) if part else not exhibit:
            yield i
