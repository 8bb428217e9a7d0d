"""Defined terms: ``"Student Data" means …``, and those defined in passing: ``student records ("Student Data")``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from clauselint.model import Definition, Sentence, Span

_QUOTED = r"[\"“](?P<term>[^\"”\n]{1,80})[\"”]"
_EXPLICIT = re.compile(
    rf"{_QUOTED}(?:\s*(?:,|or|and)\s*(?:the\s+)?[\"“][^\"”]{{1,80}}[\"”])?(?:\s*\([^)]{{0,160}}\))?,?\s*"
    r"(?P<verb>:|(?:(?:shall|will)\s+)?(?:(?:each|collectively|also)\s+)?(?:means?|(?:is|are|"
    r"be)\s+(?:hereby\s+)?defined\s+(?:as|in|to)|refers?\s+to|"
    r"ha(?:s|ve)\s+the\s+(?:same\s+)?meanings?|includes?|excludes?|"
    r"(?:is|are)(?=\s+(?:any|every|all|each|those|an?|the)\s))\b)"
)
_UNQUOTED = re.compile(
    r"(?!(?:An?|The|By|No|Any|Such|Each|All|Every|What)\s+means?\b)(?:[Tt]he\s+(?:term\s+)?)?(?P<term>[A-Z][\w/-]*(?:\s+(?:[A-Z][\w/-]*|of|and|"
    r"or)){0,6})(?:\s*\([^)]{0,120}\))?\s+"
    r"(?P<verb>(?:shall\s+)?(?:means?|(?:is|are)\s+(?:hereby\s+)?defined\s+as|ha(?:s|ve)\s+the\s+meanings?|"
    r"refers?\s+to)\b)"
)
_IN_PASSING = re.compile(
    r"(?:\(\s*(?:(?:[a-z]+[,\s]+){0,8}?(?:the\s+|an?\s+|this\s+)?)|(?:hereinafter|"
    r"hereafter)(?:\s+(?:referred to|called|known))?(?:\s+as)?,?\s+(?:the\s+)?)"
    r"[\"“](?P<term>[^\"”\n]{1,60})[\"”]"
)
_MEANING_REACH = 240  # characters before a term defined in passing that may hold its meaning
_SHORTEST_MEANING = 12  # characters
_UNQUOTED_CUES = ("mean", "defined", "refer")


def find_definitions(text: str, sentences: Sequence[Sentence]) -> tuple[Definition, ...]:
    """Return all definitions, in order of place.

    The meaning of "X means …" runs to the end of its sentence, or of the list that the sentence introduces; that of a
    term defined in passing is the words before it, back to the last comma or bracket.
    """
    list_ends = _list_ends(sentences)
    found: list[Definition] = []
    for sentence in sentences:
        span = sentence.span
        words = text[span.start : span.end]
        if '"' in words or "“" in words:
            found.extend(_quoted_definitions(words, span, list_ends))
        elif any(cue in words for cue in _UNQUOTED_CUES) and (match := _UNQUOTED.match(words)):
            found.append(_explicit_definition(match, span, list_ends))
    return tuple(found)


def _quoted_definitions(words: str, span: Span, list_ends: dict[int, int]) -> Iterator[Definition]:
    explicit: set[int] = set()
    for match in _EXPLICIT.finditer(words):
        explicit.add(match.start("term"))
        yield _explicit_definition(match, span, list_ends)
    for match in _IN_PASSING.finditer(words):
        if match.start("term") not in explicit:
            meaning = Span(span.start + _meaning_start(words, match.start()), span.start + match.start())
            yield Definition(_term(match), span, meaning)


def _meaning_start(words: str, end: int) -> int:
    """Return where the meaning begins of a term that is defined in passing at ``end``."""
    earliest = max(0, end - _MEANING_REACH)
    latest = max(earliest, end - _SHORTEST_MEANING)
    last = max(words.rfind(mark, earliest, latest) for mark in (", ", "; ", ") "))
    return last + 2 if last >= 0 else earliest


def _explicit_definition(match: re.Match[str], span: Span, list_ends: dict[int, int]) -> Definition:
    meaning = Span(span.start + match.end(), max(span.end, list_ends.get(span.start, 0)))
    return Definition(_term(match), span, meaning)


def _term(match: re.Match[str]) -> str:
    return match["term"].strip(" ,.")


def _list_ends(sentences: Sequence[Sentence]) -> dict[int, int]:
    """Return where each list ends, by the offset where its lead-in begins."""
    ends: dict[int, int] = {}
    for sentence in sentences:
        for lead_in in sentence.lead_ins:
            ends[lead_in.start] = max(ends.get(lead_in.start, 0), sentence.span.end)
    return ends
