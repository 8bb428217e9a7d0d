"""How well clauses were found: whether a document holds any of a type, and which words they are.

Presence: each type is one yes or no a document. Excerpts: a clause that was found is right where its words and those of a
labelled excerpt overlap by half or more (Jaccard); recall counts the labelled excerpts that were found, precision the
clauses that can each be given an excerpt of their own, so that a clause named twice is right once.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

_WORD = re.compile(r"[a-z0-9]+")
_ALIKE = 0.5
_INSIDE = 0.8

Clauses = Sequence[tuple[str, str]]
"""What was found in a document: types, and their words, which are empty where a tool names none."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Precision, recall, F1."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    def __str__(self) -> str:
        return f"P {self.precision:.3f}  R {self.recall:.3f}  F1 {self.f1:.3f}"


@dataclass(slots=True)
class Scores:
    """Counts by clause type, over the documents given to :meth:`add`."""

    present: dict[str, Counter[str]] = field(default_factory=dict)
    quoted: dict[str, Counter[str]] = field(default_factory=dict)

    def add(self, gold: Mapping[str, list[str]], clauses: Clauses) -> None:
        """Count a document: the labelled excerpts of every type that is scored, and the clauses found in it."""
        for name, labelled in gold.items():
            found = [words for kind, words in clauses if kind == name]
            outcome = {(True, True): "tp", (False, True): "fp", (True, False): "fn"}
            self.present.setdefault(name, Counter())[outcome.get((bool(labelled), bool(found)), "tn")] += 1
            self.quoted.setdefault(name, Counter()).update(_quoted(labelled, [words for words in found if words]))

    def presence(self, types: Collection[str]) -> Figures:
        """Over all these types (micro)."""
        count = sum((self.present[name] for name in types), Counter[str]())
        right = count["tp"]
        return Figures(_share(right, right + count["fp"]), _share(right, right + count["fn"]))

    def macro(self, types: Collection[str]) -> float:
        """The mean F1 of presence over those of these types that are labelled, or were found, in any document."""
        seen = [name for name in types if any(self.present[name][outcome] for outcome in ("tp", "fp", "fn"))]
        return _share(sum(self.presence([name]).f1 for name in seen), len(seen))

    def excerpts(self, types: Collection[str]) -> Figures | None:
        """Over all these types; nothing where a tool named no words."""
        count = sum((self.quoted[name] for name in types), Counter[str]())
        if not count["named"]:
            return None
        return Figures(_share(count["right"], count["named"]), _share(count["found"], count["labelled"]))

    def documents(self, name: str) -> int:
        """Return how many documents hold a clause of this type."""
        return self.present[name]["tp"] + self.present[name]["fn"]


def is_right(text: str, labelled: Iterable[str]) -> bool:
    """Return whether a clause overlaps a labelled excerpt by half or more, or most of its words are in one: a part of
    it."""
    words = _words(text)
    return any(
        _jaccard(words, excerpt) >= _ALIKE or len(words & excerpt) >= _INSIDE * len(words)
        for excerpt in map(_words, labelled)
    )


def _quoted(labelled: Sequence[str], named: Sequence[str]) -> dict[str, int]:
    gold, ours = [_words(text) for text in labelled], [_words(text) for text in named]
    hits = [[i for i, words in enumerate(ours) if _jaccard(excerpt, words) >= _ALIKE] for excerpt in gold]
    return {"labelled": len(gold), "named": len(ours), "found": sum(map(bool, hits)), "right": _pairs(hits)}


def _pairs(hits: Sequence[Iterable[int]]) -> int:
    """Return how many can be matched one to one (augmenting paths), where ``hits`` says for each excerpt which clauses
    may be."""
    owner: dict[int, int] = {}

    def place(excerpt: int, tried: set[int]) -> bool:
        for clause in hits[excerpt]:
            if clause not in tried:
                tried.add(clause)
                if clause not in owner or place(owner[clause], tried):
                    owner[clause] = excerpt
                    return True
        return False

    return sum(place(excerpt, set()) for excerpt in range(len(hits)))


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.lower()))


def _jaccard(a: frozenset[str], b: frozenset[str]) -> float:
    return _share(len(a & b), len(a | b))


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0
