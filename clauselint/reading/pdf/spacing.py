"""Blanks that a PDF page shows and its text lacks, and those that its text has between the letters of one word."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import Protocol

_BLANK = 0.13  # heights; letters of one word stand closer, or all of them apart
_FEW = 1 / 3  # of a word's gaps: where more are wide, its letters are spaced out
_CLOSES = frozenset(".,;:!?)]}’”'\"%")
_OPENS = frozenset("([{“‘$€£")
_MIN_LETTERS = 4  # one by one, before they are taken for a word that is spaced out
_SHORT = 2  # letters of a piece of such a word
_WIDER = 1.6  # times the usual gap between its letters: a gap between two such words


class PlacedText(Protocol):
    """A piece of text with its left and right edge, in points."""

    @property
    def text(self) -> str: ...  # noqa: D102

    @property
    def x0(self) -> float: ...  # noqa: D102

    @property
    def x1(self) -> float: ...  # noqa: D102


def lost_blanks(text: str, edges: Sequence[tuple[float, float]], height: float) -> list[int]:
    """Return where in a word, given with the left and right edge of each character, blanks were lost."""
    wide = [i for i, (before, after) in enumerate(pairwise(edges), 1) if after[0] - before[1] > _BLANK * height]
    if not wide or len(wide) > max(1, _FEW * (len(edges) - 1)):
        return []
    return [i for i in wide if text[i] not in _CLOSES and text[i - 1] not in _OPENS]


def spaced_out_words(words: Sequence[PlacedText]) -> list[list[int]]:
    """Return the consecutive pieces of a line that are one word in spaced letters ("N O T I C E"), as lists of indices."""
    found: list[list[int]] = []
    run: list[int] = []
    for i, word in enumerate([*words, None]):
        if word is not None and len(word.text) <= _SHORT and word.text.isalpha():
            run.append(i)
            continue
        if sum(len(words[k].text) == 1 for k in run) >= _MIN_LETTERS:
            found.extend(_split_at_wide_gaps(words, run))
        run = []
    return [each for each in found if len(each) > 1]


def _split_at_wide_gaps(words: Sequence[PlacedText], run: Sequence[int]) -> list[list[int]]:
    """A run of letters cut at the gaps that are wider than those between its letters."""
    gaps = [words[b].x0 - words[a].x1 for a, b in pairwise(run)]
    usual = median(gaps)
    groups = [[run[0]]]
    for gap, i in zip(gaps, run[1:], strict=True):
        if gap > _WIDER * usual:
            groups.append([i])
        else:
            groups[-1].append(i)
    return groups
