"""Which paragraphs of two versions are the same ones, by their words: not by their numbers, nor by where a format breaks them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain

from clauselint.judging.compare.align import align
from clauselint.judging.compare.comparison_tokens import tokens
from clauselint.model import ComparedParagraph


@dataclass(frozen=True, slots=True)
class Link:
    """Paragraphs that belong together, as indices, in order; none on one side where they were lost or gained. ``moved``: they
    stand elsewhere among the others."""

    old: tuple[int, ...]
    new: tuple[int, ...]
    moved: bool = False


_ANYWHERE = frozenset({"note", "text-box", "form-value", "cell"})
_SHARED = 0.5  # of a paragraph's words; with fewer in common two paragraphs only use the same words
_FIRM = 8  # words in a row that are the same in place, be it over the ends of paragraphs; fewer may be chance
_SURE = 12  # such words, with which two paragraphs belong together however long they are
_ALIKE = 0.6  # of the words of both, for a paragraph found elsewhere
_TELLING = 3  # words in a row that tell where a paragraph may have gone
_COMMON = 20  # a run of words that stands in more paragraphs tells nothing


def link(old: Sequence[ComparedParagraph], new: Sequence[ComparedParagraph]) -> list[Link]:
    """All paragraphs that hold words, in the order of the new version; lost ones follow what they followed."""
    were, are = _Side(old), _Side(new)
    groups = _grouped(were, are)
    stays = _Stays((min(g.old), min(g.new)) for g in groups if not is_loose(old, g.old) and not is_loose(new, g.new))
    moved = [Link((i,), (j,), stays.displaced(i, j)) for i, j in _left(were, are, groups)]
    linked = {i for group in groups for i in group.old} | {pair.old[0] for pair in moved}
    arrived = {i for group in groups for i in group.new} | {pair.new[0] for pair in moved}
    lost = [Link((i,), ()) for i in were.spoken if i not in linked]
    gained = [Link((), (i,)) for i in are.spoken if i not in arrived]
    return _in_order([*groups, *moved, *gained], lost)


def is_loose(paragraphs: Sequence[ComparedParagraph], indices: Iterable[int]) -> bool:
    """Whether a format puts these where it likes: a note below its paragraph, or at the foot of the page."""
    return all(paragraphs[i].kind in _ANYWHERE for i in indices)


class _Stays:
    """The paragraphs that stand in the same order in both versions, to tell what moved among them."""

    def __init__(self, pairs: Iterable[tuple[int, int]]) -> None:
        self._pairs = sorted(pairs)

    def displaced(self, old: int, new: int) -> bool:
        """Whether a paragraph stands before or behind others than it did."""
        at = bisect_left(self._pairs, (old, new))
        before, after = self._pairs[max(0, at - 1) : at], self._pairs[at : at + 1]
        return any(there > new for _, there in before) or any(there < new for _, there in after)


class _Side:
    """One version: the words of its paragraphs, and all of them in a row."""

    def __init__(self, paragraphs: Sequence[ComparedParagraph]) -> None:
        self.words = [[token.key for token in tokens(p.text)] for p in paragraphs]
        self.keys = list(chain.from_iterable(self.words))
        self.spoken = [i for i, words in enumerate(self.words) if words]
        self._starts = list(accumulate((len(words) for words in self.words), initial=0))

    def stretches(self, start: int, size: int) -> Iterable[tuple[int, int, int]]:
        """The paragraphs that the words ``start`` to ``start + size`` lie in: ``(paragraph, offset, size)``."""
        at = start
        while at < start + size:
            i = bisect_right(self._starts, at) - 1
            end = min(self._starts[i + 1], start + size)
            yield i, at - start, end - at
            at = end


def _grouped(old: _Side, new: _Side) -> list[Link]:
    """Paragraphs that share enough words in place; one may have become several, and several one."""
    shared: Counter[tuple[int, int]] = Counter()
    firm: Counter[tuple[int, int]] = Counter()
    for run in align(old.keys, new.keys):
        for i, offset, size in old.stretches(run.old, run.size):
            for j, _, common in new.stretches(run.new + offset, size):
                shared[i, j] += common
                firm[i, j] += common if run.size >= _FIRM else 0
    belong = _Union()
    for (i, j), common in shared.items():
        sizes = len(old.words[i]), len(new.words[j])
        if firm[i, j] >= min(_SURE, _SHARED * min(sizes)) or common >= _SHARED * max(sizes):
            belong.join((0, i), (1, j))
    return [
        Link(tuple(sorted(i for side, i in group if not side)), tuple(sorted(j for side, j in group if side)))
        for group in belong.groups()
    ]


class _Union:
    """Things that belong together, however indirectly."""

    def __init__(self) -> None:
        self._above: dict[tuple[int, int], tuple[int, int]] = {}

    def _top(self, thing: tuple[int, int]) -> tuple[int, int]:
        self._above.setdefault(thing, thing)
        while self._above[thing] != thing:
            self._above[thing] = thing = self._above[self._above[thing]]
        return thing

    def join(self, one: tuple[int, int], other: tuple[int, int]) -> None:
        self._above[self._top(one)] = self._top(other)

    def groups(self) -> Iterable[list[tuple[int, int]]]:
        found: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
        for thing in self._above:
            found[self._top(thing)].append(thing)
        return found.values()


def _left(old: _Side, new: _Side, groups: Sequence[Link]) -> Iterable[tuple[int, int]]:
    """Pairs of paragraphs that are left on both sides and much alike, the likest first."""
    gone = sorted(set(old.spoken) - {i for group in groups for i in group.old})
    come = sorted(set(new.spoken) - {j for group in groups for j in group.new})
    where: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for j in come:
        for run in _runs(new.words[j]):
            where[run].append(j)
    likes = []
    for i in gone:
        candidates = Counter(j for run in _runs(old.words[i]) for j in where.get(run, ())[:_COMMON])
        likes += [(_likeness(old.words[i], new.words[j]), i, j) for j, _ in candidates.most_common(_COMMON)]
    likes.sort(key=lambda like: (-like[0], like[1], like[2]))
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for like, i, j in likes:
        if like >= _ALIKE and i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return pairs.items()


def _runs(words: Sequence[str]) -> set[tuple[str, ...]]:
    """The runs of words of a paragraph; a short one is a run of its own."""
    size = min(_TELLING, len(words))
    return {tuple(words[at : at + size]) for at in range(len(words) - size + 1)}


def _likeness(one: Sequence[str], other: Sequence[str]) -> float:
    """The share of words that two paragraphs have in common, 1 where all are."""
    common = sum((Counter(one) & Counter(other)).values())
    return 2 * common / (len(one) + len(other))


def _in_order(placed: list[Link], lost: list[Link]) -> list[Link]:
    at = {i: min(each.new) for each in placed if not each.moved for i in each.old}
    known = sorted(at)

    def place(each: Link) -> tuple[int, int, int]:
        if each.new:
            return each.new[0], 0, 0
        before = bisect_right(known, each.old[0])
        return (at[known[before - 1]] if before else -1), 1, each.old[0]

    return sorted([*placed, *lost], key=place)
