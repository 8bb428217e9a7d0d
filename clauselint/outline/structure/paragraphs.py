"""Blocks to paragraphs: one label or none each, broken sentences whole, page furniture and contents marked."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clauselint.model import Block, Document, State
from clauselint.outline.structure.broken_sentences import join_broken
from clauselint.outline.structure.contents import mark_contents, mark_exhibit_lists
from clauselint.outline.structure.furniture import mark_furniture
from clauselint.outline.structure.labels import Label, parse_computed_label, parse_labels
from clauselint.outline.structure.lexical_tests import is_all_caps, is_complete, is_title_case, starts_lowercase
from clauselint.outline.structure.text_paragraph import TextParagraph

# A number in the middle of a block, where a new clause may begin.
_INLINE_NUMBER = re.compile(
    r"(?<=[\s.;:)\"”])(?:(?<=[.;:]\s)(?:SECTION|Section)\s+)?(?P<number>\d{1,2}(?:\.\d{1,2}){1,3}\.?|\d{1,2}\.)"
    r"(?=\s+[\"“(A-Z\[]|[\"“])"
)
_REFERENCE_BEFORE = re.compile(
    r"(?:sections?|articles?|clauses?|paragraphs?|items?|§+|exhibits?|schedules?|parts?|nos?\.|and|or|to|of|"
    r"in|by|with|through|version|,)\s*$",
    re.IGNORECASE,
)
_REFERENCE_WORDS = ("Section", "Sections", "Article", "Exhibit", "and", "or", "of", ",")
_SHORTEST_WITH_INLINE_NUMBERS = 60  # characters
_SHORT_LINE = 60  # characters


def split_paragraphs(document: Document) -> list[TextParagraph]:
    """Return the paragraphs of the live blocks in order, without white space at their ends."""
    text = document.text
    sequence = _NumberSequence()
    paragraphs: list[TextParagraph] = []
    for block in document.blocks:
        if block.state is State.LIVE and block.start is not None and block.end is not None:
            paragraphs.extend(_split_block(text, block, *_trim(text, block.start, block.end), sequence))
    marked = mark_exhibit_lists(text, mark_contents(text, mark_furniture(text, paragraphs)))
    return list(join_broken(text, marked))


class _NumberSequence:
    """The last number of the running text, which tells a clause number in the middle of a block from other numbers."""

    def __init__(self) -> None:
        self.last: tuple[int, ...] = ()

    def is_next(self, numbers: tuple[int, ...]) -> bool:
        """Return whether ``numbers`` come next: 2.3 after 2.2, 3 or 3.1 after 2.2, 2.2.1 after 2.2."""
        last = self.last
        if not last:
            return numbers in ((1,), (1, 1))
        if len(numbers) > len(last):
            return numbers[: len(last)] == last and set(numbers[len(last) :]) == {1}
        *prefix, number = numbers
        at = len(prefix)
        return (list(last[:at]) == prefix and number == last[at] + 1) or numbers == (last[0] + 1, 1)

    def record(self, labels: tuple[Label, ...]) -> None:
        """Record the first label of a paragraph where it has numbers."""
        if labels and labels[0].numbers and labels[0].kind in ("number", "item"):
            self.last = labels[0].numbers


def _split_block(text: str, block: Block, start: int, end: int, sequence: _NumberSequence) -> Iterator[TextParagraph]:
    """Yield the paragraphs of a block, cut where a line or a number within it opens a new clause."""
    computed = parse_computed_label(block.label) if block.label else ()
    for first, stop in _ranges(text, start, end, sequence):
        if computed:
            labels, body = computed, first
            computed = ()
        elif block.kind in ("toc", "cell", "form-value"):
            labels, body = (), first
        else:
            labels, body = parse_labels(text, first, stop)
        sequence.record(labels)
        yield TextParagraph(first, body, stop, labels, block.kind, block.level, block.bold)


def _ranges(text: str, start: int, end: int, sequence: _NumberSequence) -> Iterator[tuple[int, int]]:
    """Yield the ranges of ``text[start:end]`` that are paragraphs of their own."""
    at = start
    for line_start, line_end in _lines(text, start, end):
        if line_start > at and _opens_paragraph(text, at, line_start, line_end):
            yield _trim(text, at, line_start)
            at = line_start
        if line_end - line_start < _SHORTEST_WITH_INLINE_NUMBERS:
            continue
        labels, body = parse_labels(text, line_start, line_end)
        sequence.record(labels)
        for match in _INLINE_NUMBER.finditer(text, body, line_end):
            numbers = tuple(int(number) for number in match["number"].rstrip(".").split("."))
            referred_to = _REFERENCE_BEFORE.search(text, max(at, match.start() - 12), match.start())
            if referred_to or not sequence.is_next(numbers):
                continue
            if match.start() > at:
                yield _trim(text, at, match.start())
            at = match.start()
            sequence.last = numbers
    if at < end:
        yield _trim(text, at, end)


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the offsets of the lines that are not blank."""
    while start < end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        if text[start:stop].strip():
            yield start, stop
        start = stop + 1


def _opens_paragraph(text: str, at: int, line_start: int, line_end: int) -> bool:
    """Return whether a line begins a paragraph: it has a label, or it or the line before it is a title.

    ``at`` is where the open paragraph began.
    """
    labels, _ = parse_labels(text, line_start, line_end)
    before = text[max(at, line_start - 200) : line_start].rstrip()
    if labels and not before.endswith(_REFERENCE_WORDS):
        return True
    line = text[line_start:line_end].strip()
    last = before[before.rfind("\n") + 1 :]
    return _changes_to_or_from_capitals(last, line) or (is_complete(before) and _may_be_title(last, line))


def _changes_to_or_from_capitals(last: str, line: str) -> bool:
    """Return whether a title in capitals ends before the line, or begins with it."""
    if is_all_caps(line) == is_all_caps(last) or starts_lowercase(line):
        return False
    return is_all_caps(last) or len(line) < 80


def _may_be_title(last: str, line: str) -> bool:
    """Return whether, after a complete sentence, the line or the one before it is short enough to stand alone."""
    return (len(line) < _SHORT_LINE and is_title_case(line)) or len(last) < _SHORT_LINE or ":" in line[:20]


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
