"""Lists within one paragraph: "Recipient shall not: (a) sell Student Data; (b) rent it; or (c) use it for advertising."

Markers count as a list only where they run from the first on, in order, and their items are long enough, or set apart
well enough, to be read with the lead-in alone.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from clauselint.model import Span
from clauselint.outline.structure.labels import LabelReading, label_readings
from clauselint.outline.structure.lexical_tests import is_incomplete

_MARKER = re.compile(
    r"(?<![^\s(])(?:\((?P<inner>[a-z]{1,2}|[ivx]{1,5}|[A-Z]|\d{1,2})\)|(?P<half>[a-z]|\d|"
    r"[ivx]{1,4})\))\s*(?=[^\s;,.)])"
)
# "as described in clause (a)", "seventy-two (72) hours" and "5 (a)" are no items.
_NO_ITEM_BEFORE = re.compile(
    r"(?:\b(?:clauses?|sections?|sub-?sections?|paragraphs?|sub-?paragraphs?|items?|parts?|exhibits?|"
    r"schedules?|articles?|rules?|under|"
    r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|forty|fifty|sixty|"
    r"seventy|eighty|ninety|"
    r"\w+-(?:one|two|three|four|five|six|seven|eight|nine)|hundred)|[\d§)])\s*$",
    re.IGNORECASE,
)
_SET_APART = re.compile(r"[;,:.—–][\"”]?\s*(?:(?:and|or|and/or|nor|but|then|plus)\s*,?\s*)?$", re.IGNORECASE)
_SHORTEST_ITEM = 4  # words: of shorter items, what follows the last one probably belongs to all
_MOST_LEVELS = 4


@dataclass(frozen=True, slots=True)
class SentencePart:
    """A sentence, or a part of one that is read by itself; ``lead_ins`` introduce a list item, outermost first."""

    span: Span
    lead_ins: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class _Marker:
    """The marker of a list item ("(a)"), which begins at ``start``; ``depth`` counts from 0."""

    start: int
    words_start: int
    reading: LabelReading
    depth: int


def split_inline_lists(text: str, sentences: list[Span]) -> list[SentencePart]:
    """Return the sentences of one paragraph, those that hold a list cut into its lead-in and its items."""
    if not sentences:
        return []
    markers = _list_markers(text, sentences[0].start, sentences[-1].end)
    if not markers:
        return [SentencePart(span) for span in sentences]
    found: list[SentencePart] = []
    open_lead_ins: list[Span | None] = []  # by depth; None where the words before the list are a sentence
    pending = deque(markers)
    for sentence in sentences:
        at = sentence.start
        lead_ins: tuple[Span, ...] = ()
        while pending and pending[0].start < sentence.end:
            marker = pending.popleft()
            before = _trim(text, at, marker.start)
            if before:
                found.append(SentencePart(before, lead_ins))
            if marker.reading.ordinal == 1:
                del open_lead_ins[marker.depth :]
                open_lead_ins.append(before if before and not _ends_clause(text, before) else None)
            else:
                del open_lead_ins[marker.depth + 1 :]
            lead_ins = tuple(span for span in open_lead_ins if span is not None)
            at = marker.words_start
        rest = _trim(text, at, sentence.end)
        if rest:
            found.append(SentencePart(rest, lead_ins))
    return found


def _ends_clause(text: str, span: Span) -> bool:
    return text[span.start : span.end].endswith((".", ";"))


def _list_markers(text: str, start: int, end: int) -> list[_Marker]:
    """Return the markers of true lists, in order of place."""
    lists = _Sequences()
    for match in _MARKER.finditer(text, start, end):
        if not _NO_ITEM_BEFORE.search(text, max(start, match.start() - 14), match.start()):
            lists.add(match)
    return _nested([markers for markers in lists.all() if _is_list(text, markers, start, end)])


class _Sequences:
    """Markers sorted into sequences, each of consecutive ordinals of one style."""

    def __init__(self) -> None:
        self._open: list[list[_Marker]] = []  # outermost first
        self._closed: list[list[_Marker]] = []

    def add(self, match: re.Match[str]) -> None:
        """Add a marker: it continues the innermost sequence that it can, or else begins one within the open ones."""
        label = match["inner"] or match["half"]
        readings = label_readings(label, "(" if match["inner"] else "", ")")
        for depth in range(len(self._open) - 1, -1, -1):
            last = self._open[depth][-1].reading
            following = LabelReading(last.style, last.ordinal + 1)
            if following in readings:
                self._open[depth].append(_Marker(match.start(), match.end(), following, depth))
                self._closed.extend(self._open[depth + 1 :])
                del self._open[depth + 1 :]
                return
        first = next((reading for reading in readings if reading.ordinal == 1), None)
        if first and len(self._open) < _MOST_LEVELS:
            self._open.append([_Marker(match.start(), match.end(), first, len(self._open))])

    def all(self) -> list[list[_Marker]]:
        """Return the sequences, open ones last."""
        return [*self._closed, *self._open]


def _is_list(text: str, markers: Sequence[_Marker], start: int, end: int) -> bool:
    """Return whether the items of a sequence are set apart from each other, or long enough to stand alone."""
    if len(markers) < 2:
        return False
    gaps = [text[max(before.words_start, marker.start - 12) : marker.start] for before, marker in pairwise(markers)]
    if not all(map(_SET_APART.search, gaps)):
        return False
    if all(";" in gap or "." in gap for gap in gaps) or _follows_lead_in(text, start, markers[0].start):
        return True
    ends = [*(marker.start for marker in markers[1:]), end]
    return all(
        len(text[marker.words_start : min(stop, marker.words_start + 200)].split()) >= _SHORTEST_ITEM
        for marker, stop in zip(markers, ends, strict=True)
    )


def _follows_lead_in(text: str, start: int, at: int) -> bool:
    """Return whether a colon introduces a list that begins at ``at``."""
    return ":" in text[max(start, at - 3) : at] and is_incomplete(text[max(start, at - 30) : at])


def _nested(sequences: list[list[_Marker]]) -> list[_Marker]:
    """Return all markers in order, with their depth counted among these sequences."""
    flat = sorted((marker.start, i, marker) for i, markers in enumerate(sequences) for marker in markers)
    result: list[_Marker] = []
    stack: list[int] = []
    for _, i, marker in flat:
        if i in stack:
            del stack[stack.index(i) + 1 :]
        else:
            stack.append(i)
        result.append(replace(marker, depth=len(stack) - 1))
    return result


def _trim(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None
