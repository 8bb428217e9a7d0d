"""Links between paragraphs of two versions that are the same by their words, whatever their numbers and line breaks."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain

from clauselint.judging.compare.align import align
from clauselint.judging.compare.comparison_tokens import tokenize
from clauselint.model import ComparedParagraph


@dataclass(frozen=True, slots=True)
class ParagraphLink:
    """Paragraphs that belong together, as indices, in order; none on one side where they were lost or gained.

    ``moved``: they stand elsewhere among the others.
    """

    old: tuple[int, ...]
    new: tuple[int, ...]
    moved: bool = False


_FLOATING_KINDS = frozenset({"note", "text-box", "form-value", "cell"})
_SHARED = 0.5  # of a paragraph's words; with fewer in common two paragraphs only use the same words
_FIRM = 8  # words in a row that are the same in place, be it over the ends of paragraphs; fewer may be chance
_SURE = 12  # such words, with which two paragraphs belong together however long they are
_ALIKE = 0.6  # of the words of both, for a paragraph found elsewhere
_RUN = 3  # words in a row that show where a paragraph may have gone
_COMMON = 20  # paragraphs: a run of words that stands in more shows nothing


def link_paragraphs(old: Sequence[ComparedParagraph], new: Sequence[ComparedParagraph]) -> list[ParagraphLink]:
    """Return links of all paragraphs that hold words, in the order of the new version; lost ones follow what they followed."""
    before, after = _VersionWords(old), _VersionWords(new)
    groups = _group_by_shared_words(before, after)
    order = _KeptOrder(
        (min(g.old), min(g.new)) for g in groups if not floats_freely(old, g.old) and not floats_freely(new, g.new)
    )
    gone, come = _unlinked(before, after, groups)
    pairs = _pair_leftovers(before, after, gone, come)
    moved = [ParagraphLink((i,), (j,), order.is_displaced(i, j)) for i, j in pairs.items()]
    lost = [ParagraphLink((i,), ()) for i in gone if i not in pairs]
    arrived = set(pairs.values())
    gained = [ParagraphLink((), (j,)) for j in come if j not in arrived]
    return _in_order([*groups, *moved, *gained], lost)


def floats_freely(paragraphs: Sequence[ComparedParagraph], indices: Iterable[int]) -> bool:
    """Return whether a format puts these anywhere: a note below its paragraph, or at the foot of the page."""
    return all(paragraphs[i].kind in _FLOATING_KINDS for i in indices)


class _KeptOrder:
    """The paragraphs that stand in the same order in both versions, to find which others moved."""

    def __init__(self, pairs: Iterable[tuple[int, int]]) -> None:
        self._pairs = sorted(pairs)

    def is_displaced(self, old: int, new: int) -> bool:
        """Return whether a paragraph stands before or behind others than it did."""
        at = bisect_left(self._pairs, (old, new))
        before, after = self._pairs[max(0, at - 1) : at], self._pairs[at : at + 1]
        return any(there > new for _, there in before) or any(there < new for _, there in after)


class _VersionWords:
    """The words of one version: by paragraph, and all of them in a row."""

    def __init__(self, paragraphs: Sequence[ComparedParagraph]) -> None:
        self.words = [[token.key for token in tokenize(p.text)] for p in paragraphs]
        self.keys = list(chain.from_iterable(self.words))
        self.with_words = [i for i, words in enumerate(self.words) if words]
        self._starts = list(accumulate((len(words) for words in self.words), initial=0))

    def paragraphs_of(self, start: int, size: int) -> Iterator[tuple[int, int, int]]:
        """Yield the paragraphs in which ``size`` words from ``start`` lie: ``(paragraph, offset, size)``."""
        at = start
        while at < start + size:
            i = bisect_right(self._starts, at) - 1
            end = min(self._starts[i + 1], start + size)
            yield i, at - start, end - at
            at = end


def _group_by_shared_words(old: _VersionWords, new: _VersionWords) -> list[ParagraphLink]:
    """Return links of paragraphs that share enough words in place; one may have become several, and several one."""
    sets = _DisjointSets()
    for (i, j), (common, firm) in _shared_words(old, new).items():
        sizes = len(old.words[i]), len(new.words[j])
        if firm >= min(_SURE, _SHARED * min(sizes)) or common >= _SHARED * max(sizes):
            sets.join((0, i), (1, j))
    return [
        ParagraphLink(tuple(sorted(i for side, i in group if not side)), tuple(sorted(j for side, j in group if side)))
        for group in sets.groups()
    ]


def _shared_words(old: _VersionWords, new: _VersionWords) -> dict[tuple[int, int], tuple[int, int]]:
    """Return for pairs of paragraphs how many words they share in place, and how many of these in long runs."""
    shared: Counter[tuple[int, int]] = Counter()
    firm: Counter[tuple[int, int]] = Counter()
    for run in align(old.keys, new.keys):
        for i, offset, size in old.paragraphs_of(run.old, run.size):
            for j, _, common in new.paragraphs_of(run.new + offset, size):
                shared[i, j] += common
                firm[i, j] += common if run.size >= _FIRM else 0
    return {pair: (common, firm[pair]) for pair, common in shared.items()}


class _DisjointSets:
    """Sets of things that belong together, however indirectly (union-find)."""

    def __init__(self) -> None:
        self._parents: dict[tuple[int, int], tuple[int, int]] = {}

    def _root(self, thing: tuple[int, int]) -> tuple[int, int]:
        self._parents.setdefault(thing, thing)
        while self._parents[thing] != thing:
            self._parents[thing] = thing = self._parents[self._parents[thing]]
        return thing

    def join(self, one: tuple[int, int], other: tuple[int, int]) -> None:
        """Put the sets of two things together."""
        self._parents[self._root(one)] = self._root(other)

    def groups(self) -> Iterable[list[tuple[int, int]]]:
        """Return the sets."""
        found: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
        for thing in self._parents:
            found[self._root(thing)].append(thing)
        return found.values()


def _unlinked(old: _VersionWords, new: _VersionWords, groups: Iterable[ParagraphLink]) -> tuple[list[int], list[int]]:
    """Return the paragraphs with words of each version that no link holds."""
    linked_old, linked_new = set[int](), set[int]()
    for group in groups:
        linked_old.update(group.old)
        linked_new.update(group.new)
    return [i for i in old.with_words if i not in linked_old], [j for j in new.with_words if j not in linked_new]


def _pair_leftovers(old: _VersionWords, new: _VersionWords, gone: Sequence[int], come: Sequence[int]) -> dict[int, int]:
    """Return pairs of unlinked paragraphs that are much alike, the most alike first."""
    similarities = sorted(_similarities(old, new, gone, come), key=lambda each: (-each[0], each[1], each[2]))
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for similarity, i, j in similarities:
        if similarity >= _ALIKE and i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return pairs


def _similarities(
    old: _VersionWords, new: _VersionWords, gone: Sequence[int], come: Sequence[int]
) -> Iterator[tuple[float, int, int]]:
    """Yield the similarity of paragraphs that share runs of words."""
    where: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for j in come:
        for run in _runs(new.words[j]):
            where[run].append(j)
    for i in gone:
        candidates = Counter(j for run in _runs(old.words[i]) for j in where.get(run, ())[:_COMMON])
        for j, _ in candidates.most_common(_COMMON):
            yield _similarity(old.words[i], new.words[j]), i, j


def _runs(words: Sequence[str]) -> set[tuple[str, ...]]:
    """Return the runs of words of a paragraph; a short paragraph is one run."""
    size = min(_RUN, len(words))
    return {tuple(words[at : at + size]) for at in range(len(words) - size + 1)}


def _similarity(one: Sequence[str], other: Sequence[str]) -> float:
    """Return the share of words that two paragraphs have in common, 1 where all are (Dice coefficient)."""
    common = sum((Counter(one) & Counter(other)).values())
    return 2 * common / (len(one) + len(other))


def _in_order(placed: list[ParagraphLink], lost: list[ParagraphLink]) -> list[ParagraphLink]:
    """Return all links in the order of the new version, lost paragraphs behind the one that they followed."""
    place_of = {i: min(each.new) for each in placed if not each.moved for i in each.old}
    known = sorted(place_of)

    def place(each: ParagraphLink) -> tuple[int, int, int]:
        if each.new:
            return each.new[0], 0, 0
        before = bisect_right(known, each.old[0])
        return (place_of[known[before - 1]] if before else -1), 1, each.old[0]

    return sorted([*placed, *lost], key=place)
