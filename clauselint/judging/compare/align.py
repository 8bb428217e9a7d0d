"""Alignment of the words of two texts: unique runs of words are anchors, and what lies between them is aligned again.

That is patience diff on runs of words: near linear, where difflib alone is quadratic and a long contract would take hours.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Hashable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

Keys = Sequence[str]


class CommonRun(NamedTuple):
    """``size`` words that are the same from ``old`` in the one text and from ``new`` in the other."""

    old: int
    new: int
    size: int


class _Gap(NamedTuple):
    old: int
    old_end: int
    new: int
    new_end: int
    depth: int

    @property
    def area(self) -> int:
        return (self.old_end - self.old) * (self.new_end - self.new)


_SIZES = (8, 4, 2, 1)  # words of an anchor: long ones are sure, short ones are tried where no longer one is
_MAX_DEPTH = 24  # anchors within anchors; a text that needs more was made to be slow
_SMALL = 40_000  # pairs of words up to which difflib is quick


def align(old: Keys, new: Keys) -> list[CommonRun]:
    """Return the runs of words that the two have in common, in the order of both."""
    found: list[CommonRun] = []
    waiting = [_Gap(0, len(old), 0, len(new), 0)]
    while waiting:
        gap, ends = _trim_common_ends(old, new, waiting.pop())
        found += ends
        if not gap.area:
            continue
        if gap.area > _SMALL:
            anchors = _anchors(old, new, gap) if gap.depth < _MAX_DEPTH else []
            found += anchors
            waiting += _gaps_between(gap, anchors)
        else:
            found += _align_small(old, new, gap)
    return _merged(found)


def _trim_common_ends(old: Keys, new: Keys, gap: _Gap) -> tuple[_Gap, list[CommonRun]]:
    """Return the gap without the words with which both sides begin and end, and the runs of those words."""
    a, b, c, d, depth = gap
    while a < b and c < d and old[a] == new[c]:
        a, c = a + 1, c + 1
    while a < b and c < d and old[b - 1] == new[d - 1]:
        b, d = b - 1, d - 1
    ends = [CommonRun(gap.old, gap.new, a - gap.old), CommonRun(b, d, gap.old_end - b)]
    return _Gap(a, b, c, d, depth), [run for run in ends if run.size]


def _anchors(old: Keys, new: Keys, gap: _Gap) -> list[CommonRun]:
    """Return runs that stand once on each side, as many as keep their order."""
    for size in _SIZES:
        there = _unique_runs(new, gap.new, gap.new_end, size)
        pairs = [
            (at, there[run])
            for run, at in _unique_runs(old, gap.old, gap.old_end, size).items()
            if at >= 0 <= there.get(run, -1)
        ]
        if pairs:
            return list(_without_overlaps(_longest_increasing(pairs), size))
    return []


def _unique_runs(keys: Keys, start: int, end: int, size: int) -> dict[Hashable, int]:
    """Return where each run of ``size`` words stands, -1 for those that stand more than once; in the order of the text."""
    places: dict[Hashable, int] = {}
    for at in range(start, end - size + 1):
        run: Hashable = keys[at] if size == 1 else tuple(keys[at : at + size])
        places[run] = -1 if run in places else at
    return places


def _longest_increasing(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest increasing subsequence of ``pairs`` by the second number; they increase in the first."""
    last_numbers: list[int] = []  # the least second number that ends an increasing part of each length
    ends: list[int] = []  # the pair that holds it
    before: list[int] = []
    for i, (_, there) in enumerate(pairs):
        at = bisect_left(last_numbers, there)
        last_numbers[at : at + 1], ends[at : at + 1] = [there], [i]
        before.append(ends[at - 1] if at else -1)
    increasing, i = [], ends[-1]
    while i >= 0:
        increasing.append(pairs[i])
        i = before[i]
    return increasing[::-1]


def _without_overlaps(pairs: list[tuple[int, int]], size: int) -> Iterator[CommonRun]:
    """Yield the anchors as runs that do not overlap."""
    old_end = new_end = 0
    for a, c in pairs:
        skip = max(0, old_end - a, new_end - c)
        if skip < size:
            old_end, new_end = a + size, c + size
            yield CommonRun(a + skip, c + skip, size - skip)


def _gaps_between(gap: _Gap, anchors: list[CommonRun]) -> Iterator[_Gap]:
    """Yield the gaps before, between and behind the anchors; none where there are no anchors."""
    a, c = gap.old, gap.new
    for run in [*anchors, CommonRun(gap.old_end, gap.new_end, 0)] if anchors else []:
        yield _Gap(a, run.old, c, run.new, gap.depth + 1)
        a, c = run.old + run.size, run.new + run.size


def _align_small(old: Keys, new: Keys, gap: _Gap) -> Iterator[CommonRun]:
    matcher = SequenceMatcher(None, old[gap.old : gap.old_end], new[gap.new : gap.new_end], autojunk=False)
    for block in matcher.get_matching_blocks():
        if block.size:
            yield CommonRun(gap.old + block.a, gap.new + block.b, block.size)


def _merged(runs: list[CommonRun]) -> list[CommonRun]:
    """Return the runs in order, adjacent ones as one."""
    result: list[CommonRun] = []
    for run in sorted(runs):
        last = result[-1] if result else CommonRun(-1, -1, 0)
        if (last.old + last.size, last.new + last.size) == (run.old, run.new):
            result[-1] = CommonRun(last.old, last.new, last.size + run.size)
        else:
            result.append(run)
    return result
