"""The words that Tesseract sees in the picture of a page, and the lines that they make."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from csv import QUOTE_NONE, DictReader
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from statistics import median

from clauselint.reading.fragments import Fragment, PageWord, fragment_of

_DOUBTFUL = 30  # per cent of confidence; marks below it that hold no letter are specks
_SURE = 60  # per cent; a page read worse than this may lie on its side
_FEW_WORDS = 5  # a page with fewer gives no picture of how well it was read
_LONG = 4  # letters; a word of so many is wider than high
_WIDEST = 1.1  # heights a letter; what is wider was read in a ruling line
_RULES = frozenset("|¦")  # what it makes of ruling lines
_BULLETS = frozenset("¢©®°»«e")  # what it makes of a bullet; none is a word that begins a line
_GAP = 1.0  # heights; a wider gap between words parts a line, for columns, tables and numbers in the margin
_DIGITS_GAP = 0.6  # heights; the same after a bare number that begins a line
# Parts of the type's height, which reaches from the foot of "p" to the top of "l".
_TALL, _SMALL, _FOOT = 0.77, 0.55, 0.23
_ALIKE = 0.2  # of the usual height; lines that differ less are set in one size: boxes of words are never exact
_ASCENDS = re.compile(r"[A-Z0-9bdfhklt(\[{/$&%§£€]")
_DESCENDS = re.compile(r"[gjpqy(\[{/Q§]")


@dataclass(frozen=True, slots=True)
class OcrWord:
    """A word in a picture: its place in dots from the upper left corner, its line, and per cent of confidence."""

    text: str
    left: int
    top: int
    right: int
    bottom: int
    line: tuple[str, ...]
    confidence: float


def parse_tsv(table: str, mode: int) -> list[OcrWord]:
    """The words of Tesseract's table, without specks and ruling lines; ``mode`` keeps the lines of two readings apart."""
    found = []
    for row in DictReader(table.split("\n"), delimiter="\t", quoting=QUOTE_NONE):
        text = (row.get("text") or "").strip()
        if row["level"] != "5" or not text or _RULES.issuperset(text):
            continue
        left, top, width, height = (int(row[name]) for name in ("left", "top", "width", "height"))
        confidence = float(row["conf"])
        if confidence < 0 or (confidence < _DOUBTFUL and not any(c.isalpha() for c in text)):
            continue
        line = (str(mode), row["block_num"], row["par_num"], row["line_num"])
        found.append(OcrWord(text, left, top, left + width, top + height, line, confidence))
    return found


def median_confidence(words: Sequence[OcrWord]) -> float:
    """Return how surely a page was read, in percent; 0 for a few words, which tell nothing."""
    return median(word.confidence for word in words) if len(words) >= _FEW_WORDS else 0.0


def is_doubtful(words: Sequence[OcrWord]) -> bool:
    """Return whether a page may lie on its side: it was read badly, or its words run up or down."""
    return median_confidence(words) < _SURE or runs_down(words)


def runs_down(words: Sequence[OcrWord]) -> bool:
    """Return whether most words of a page stand on end."""
    long = [word for word in words if len(word.text) >= _LONG]
    return sum(map(is_on_end, long)) > len(long) / 2


def is_on_end(word: OcrWord) -> bool:
    """Return whether the letters of a word stand one below the other."""
    return len(word.text) >= _LONG and word.bottom - word.top > word.right - word.left


def _missed_words(words: Sequence[OcrWord], block: Sequence[OcrWord]) -> list[OcrWord]:
    """The words of the second reading that stand where the first saw none, without what it made of lines and pictures."""
    return [
        word
        for word in block
        if word.confidence >= _SURE
        and has_letters(word)
        and word.right - word.left <= _WIDEST * _type_height(word) * len(word.text)
        and not any(has_letters(other) and _overlap(word, other) for other in words)
    ]


def merge_readings(words: Sequence[OcrWord], block: Sequence[OcrWord]) -> list[OcrWord]:
    """The words of both readings of a page; ``block`` is the second, of what the first left."""
    missed = _missed_words(words, block)
    points = [word for word in words if not has_letters(word) and any(_overlap(word, each) for each in missed)]
    return _insert_missed([word for word in words if word not in points], missed)


def _insert_missed(words: Sequence[OcrWord], missed: Sequence[OcrWord]) -> list[OcrWord]:
    """The words of both readings, those of the second in the lines of the first that they stand beside."""
    lines: dict[tuple[str, ...], list[OcrWord]] = {}
    for word in words:
        lines.setdefault(word.line, []).append(word)
    for word in missed:
        level = [other for other in words if other.top < (word.top + word.bottom) / 2 < other.bottom]
        beside = min(level, key=lambda other: max(other.left - word.right, word.left - other.right), default=word)
        line = lines.setdefault(beside.line, [])
        if len(word.text) > 1 or not _between(word, line):  # a lone letter within a line is the rest of another
            line.append(replace(word, line=beside.line))
    return [word for line in lines.values() for word in sorted(line, key=lambda word: word.left)]


def _between(word: OcrWord, line: Sequence[OcrWord]) -> bool:
    before = any(other.right <= word.left for other in line)
    return before and any(other.left >= word.right for other in line)


def has_letters(word: OcrWord) -> bool:
    """Return whether a word holds more than marks."""
    return any(c.isalnum() for c in word.text)


def _overlap(a: OcrWord, b: OcrWord) -> bool:
    return a.left < b.right and b.left < a.right and a.top < b.bottom and b.top < a.bottom


def line_fragments(words: Sequence[OcrWord], scale: float, height: float) -> Iterator[Fragment]:
    """Yield the fragments of the lines; lines of the page's usual size are set to one height, in points.

    ``scale`` is the size of a dot and ``height`` that of the page, in points.
    """
    lines = [list(group) for _, group in groupby(words, key=lambda word: word.line)]
    sizes = [median(map(_type_height, line)) for line in lines]
    usual = median([size for size, line in zip(sizes, lines, strict=True) for _ in line]) if lines else 0.0
    for line, own in zip(lines, sizes, strict=True):
        size = usual if abs(own - usual) <= _ALIKE * usual else own
        for piece in _split_at_gaps(_on_page(line, size, scale, height)):
            fragment = fragment_of(piece)
            if fragment is not None:
                yield fragment


def _on_page(line: Sequence[OcrWord], size: float, scale: float, height: float) -> list[PageWord]:
    """Return the words of a line, whose type is ``size`` dots high, at their place on the page."""
    base = median(word.bottom - (_FOOT * size if _DESCENDS.search(word.text) else 0.0) for word in line)
    y0, y1 = height - (base + _FOOT * size) * scale, height - (base - _TALL * size) * scale
    placed = [PageWord(word.text, word.left * scale, y0, word.right * scale, y1) for word in line]
    if len(placed) > 1 and placed[0].text in _BULLETS:
        placed[0] = replace(placed[0], text="•")
    return placed


def _type_height(word: OcrWord) -> float:
    """The height of a word's type, from the height of its box and the letters in it."""
    share = (_TALL if _ASCENDS.search(word.text) else _SMALL) + (_FOOT if _DESCENDS.search(word.text) else 0.0)
    return (word.bottom - word.top) / share


def _split_at_gaps(line: list[PageWord]) -> Iterator[list[PageWord]]:
    """A line cut at its wide gaps."""
    begin = 0
    for i, (before, after) in enumerate(pairwise(line), 1):
        bare = i == begin + 1 and before.text.isdigit()
        if after.x0 - before.x1 > (_DIGITS_GAP if bare else _GAP) * (before.y1 - before.y0):
            yield line[begin:i]
            begin = i
    yield line[begin:]
