"""Lists within one paragraph: "Recipient shall not: (a) sell Student Data; (b) rent it; or (c) use it for advertising."

Markers count as a list only where they run from the first on, in order, and their items are long enough, or set apart
well enough, to be read with the stem alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from clauselint.model import Span
from clauselint.outline.structure.labels import readings
from clauselint.outline.structure.lexical_tests import is_incomplete

_MARKER = re.compile(
    r"(?<![^\s(])(?:\((?P<inner>[a-z]{1,2}|[ivx]{1,5}|[A-Z]|\d{1,2})\)|(?P<half>[a-z]|\d|"
    r"[ivx]{1,4})\))\s*(?=[^\s;,.)])"
)
# "as described in clause (a)", "seventy-two (72) hours", "5 (a)" are no items.
_NO_ITEM_BEFORE = re.compile(
    r"(?:\b(?:clauses?|sections?|sub-?sections?|paragraphs?|sub-?paragraphs?|items?|parts?|exhibits?|"
    r"schedules?|articles?|rules?|under|"
    r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|forty|fifty|sixty|"
    r"seventy|eighty|ninety|"
    r"\w+-(?:one|two|three|four|five|six|seven|eight|nine)|hundred)|[\d§)])\s*$",
    re.IGNORECASE,
)
_SET_APART = re.compile(r"[;,:.—–][\"”]?\s*(?:(?:and|or|and/or|nor|but|then|plus)\s*,?\s*)?$", re.IGNORECASE)
_SHORT = 4  # words: fewer between commas, and the words after the last item probably belong to all


@dataclass(frozen=True, slots=True)
class ListItemPart:
    """A sentence, or a part of one that stands for itself; ``stems`` are the words that introduce an item."""

    span: Span
    stems: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int  # where the item's words begin
    style: str
    ordinal: int
    depth: int


def split_inline_list(text: str, sentences: list[Span]) -> list[ListItemPart]:
    """The sentences of one paragraph, those that hold a list cut into its stem and its items."""
    if not sentences:
        return []
    marks = _marks(text, sentences[0].start, sentences[-1].end)
    if not marks:
        return [ListItemPart(span) for span in sentences]
    found: list[ListItemPart] = []
    stems: list[Span | None] = []  # by depth; None where the words before the list were a whole sentence
    pending = iter(marks)
    mark = next(pending, None)
    for sentence in sentences:
        at = sentence.start
        stem: tuple[Span, ...] = ()
        while mark is not None and mark.start < sentence.end:
            before = _trim(text, at, mark.start)
            if before:
                found.append(ListItemPart(before, stem))
            if mark.ordinal == 1:
                del stems[mark.depth :]
                stems.append(before if before and not text[before.start : before.end].endswith((".", ";")) else None)
            else:
                del stems[mark.depth + 1 :]
            stem = tuple(s for s in stems if s is not None)
            at = mark.end
            mark = next(pending, None)
        rest = _trim(text, at, sentence.end)
        if rest:
            found.append(ListItemPart(rest, stem))
    return found


def _marks(text: str, start: int, end: int) -> list[_Mark]:
    """The markers of true lists, in order of place."""
    open_lists: list[list[_Mark]] = []
    closed: list[list[_Mark]] = []
    for match in _MARKER.finditer(text, start, end):
        if _NO_ITEM_BEFORE.search(text, max(start, match.start() - 14), match.start()):
            continue
        label = match["inner"] or match["half"]
        found = readings(label, "(" if match["inner"] else "", ")")
        if not _continue(open_lists, closed, match, found):
            first = next((r for r in found if r[1] == 1), None)
            if first and len(open_lists) < 4:
                open_lists.append([_Mark(match.start(), match.end(), *first, len(open_lists))])
    closed.extend(open_lists)
    kept = [marks for marks in closed if len(marks) > 1 and _is_list(text, marks, start, end)]
    return _nested(kept)


def _continue(
    open_lists: list[list[_Mark]], closed: list[list[_Mark]], match: re.Match[str], found: tuple[tuple[str, int], ...]
) -> bool:
    for depth in range(len(open_lists) - 1, -1, -1):
        last = open_lists[depth][-1]
        if (last.style, last.ordinal + 1) in found:
            open_lists[depth].append(_Mark(match.start(), match.end(), last.style, last.ordinal + 1, depth))
            closed.extend(open_lists[depth + 1 :])
            del open_lists[depth + 1 :]
            return True
    return False


def _is_list(text: str, marks: list[_Mark], start: int, end: int) -> bool:
    semicolons = 0
    for i, mark in enumerate(marks[1:]):
        before = text[max(marks[i].end, mark.start - 12) : mark.start]
        if not _SET_APART.search(before):
            return False
        semicolons += bool(re.search(r"[;.]", before))
    if semicolons == len(marks) - 1 or (
        is_incomplete(text[max(start, marks[0].start - 30) : marks[0].start])
        and ":" in text[max(start, marks[0].start - 3) : marks[0].start]
    ):
        return True
    bounds = [*(m.start for m in marks[1:]), end]
    return all(
        len(text[m.end : min(stop, m.end + 200)].split()) >= _SHORT for m, stop in zip(marks, bounds, strict=True)
    )


def _nested(kept: list[list[_Mark]]) -> list[_Mark]:
    """All markers in order, their depth counted among the lists that were kept."""
    flat = sorted((mark.start, i) for i, marks in enumerate(kept) for mark in marks)
    by_start = {mark.start: mark for marks in kept for mark in marks}
    result: list[_Mark] = []
    stack: list[int] = []
    for start, i in flat:
        while i in stack and stack[-1] != i:
            stack.pop()
        if i not in stack:
            stack.append(i)
        mark = by_start[start]
        result.append(_Mark(mark.start, mark.end, mark.style, mark.ordinal, len(stack) - 1))
    return result


def _trim(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None
