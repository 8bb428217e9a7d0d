"""Defined terms: ``"Student Data" means …``, and those made in passing: ``student records ("Student Data")``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from clauselint.model import Definition, Sentence, Span

_QUOTED = r"[\"“](?P<term>[^\"”\n]{1,80})[\"”]"
_MEANS = re.compile(
    rf"{_QUOTED}(?:\s*(?:,|or|and)\s*(?:the\s+)?[\"“][^\"”]{{1,80}}[\"”])?(?:\s*\([^)]{{0,160}}\))?,?\s*"
    r"(?P<verb>:|(?:(?:shall|will)\s+)?(?:(?:each|collectively|also)\s+)?(?:means?|(?:is|are|"
    r"be)\s+(?:hereby\s+)?defined\s+(?:as|in|to)|refers?\s+to|"
    r"ha(?:s|ve)\s+the\s+(?:same\s+)?meanings?|includes?|excludes?|"
    r"(?:is|are)(?=\s+(?:any|every|all|each|those|an?|the)\s))\b)"
)
_BARE = re.compile(
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
_MEANING_REACH = 240  # characters before a term made in passing that may hold what it stands for


def find_definitions(text: str, sentences: Sequence[Sentence]) -> tuple[Definition, ...]:
    """All definitions, in order of place.

    The meaning of "X means …" runs to the end of its sentence, or of the list that the sentence introduces; that of a
    term made in passing is the words before it, back to the last comma or stop far enough away.
    """
    list_ends = _list_ends(sentences)
    found: list[Definition] = []
    for sentence in sentences:
        span = sentence.span
        words = text[span.start : span.end]
        if '"' not in words and "“" not in words:
            match = _BARE.match(words) if "mean" in words or "defined" in words or "refer" in words else None
            if match:
                found.append(_explicit(match, span, list_ends))
            continue
        found.extend(_in_sentence(words, span, list_ends))
    return tuple(found)


def _in_sentence(words: str, span: Span, list_ends: dict[int, int]) -> Iterator[Definition]:
    taken: set[int] = set()
    for match in _MEANS.finditer(words):
        taken.add(match.start("term"))
        yield _explicit(match, span, list_ends)
    for match in _IN_PASSING.finditer(words):
        if match.start("term") not in taken:
            begin = max(0, match.start() - _MEANING_REACH)
            cut = max(words.rfind(mark, begin, max(begin, match.start() - 12)) for mark in (", ", "; ", ") "))
            start = cut + 2 if cut >= 0 else begin
            yield Definition(match["term"].strip(" ,."), span, Span(span.start + start, span.start + match.start()))


def _explicit(match: re.Match[str], span: Span, list_ends: dict[int, int]) -> Definition:
    meaning = Span(span.start + match.end(), max(span.end, list_ends.get(span.start, 0)))
    return Definition(match["term"].strip(" ,."), span, meaning)


def _list_ends(sentences: Sequence[Sentence]) -> dict[int, int]:
    """Where the list ends that a sentence, known by its start, introduces."""
    ends: dict[int, int] = {}
    for sentence in sentences:
        for stem in sentence.lead_ins:
            ends[stem.start] = max(ends.get(stem.start, 0), sentence.span.end)
    return ends
