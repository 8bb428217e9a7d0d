"""Fusion of patterns and clause classifier: which sentences are listed as clauses of a type.

The rule, one for all types, with weights of each type's own (``clauselint/models/clause-types.npz``; training/clauses): two
sums of what is known of a sentence (:data:`FEATURES`) give the log-odds that it is of the type (``speaks``), and that it is the
one that a lawyer would mark (``quotes``). A type is there if one sentence's chance to speak reaches the type's threshold. Then
the sentence likeliest to be quoted is listed, and the others whose chance to be quoted reaches a threshold that all share.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from clauselint.support import model_weights as stored

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Places = NDArray[np.intp]
    Marks = NDArray[np.bool_]

FEATURE_NAMES = (
    "score",  # of the model, for this sentence
    "best",  # score of the document
    "behind",  # the best one, by how much
    "second",  # best score of the document
    "is-best",
    "is-second",
    "is-among-four",
    "many",  # the sum of the chances that the document's scores stand for, as a logarithm
    "before",  # the score of the sentence before
    "after",
    "other",  # the best score of another type for this sentence
    "pattern",  # a pattern found the type here
    "pattern-anywhere",
    "patterns",  # sentences in which one found it
    "pattern-before",
    "pattern-after",
    "long",  # words, as a logarithm
    "very-short",
    "list-item",
    "types",  # that patterns found here
    "pattern-score",  # score, if a pattern found it
    "only-pattern",  # it is the only sentence in which one did
    # the rest lets a sum bend: what lies above a point of the feature counts more, or less
    "score-high",
    "score-very-high",
    "best-high",
    "near-best",
    "pattern-best",
    "very-long",
    "before-high",
    "after-high",
    "other-high",
)
LOWEST_SCORE = -6.0
"""The score of a sentence that the classifier rules out."""

_HIGHEST_SCORE = 6.0


@dataclass(frozen=True, slots=True)
class ClauseCandidates:
    """Pairs of a sentence and a type that it may be a clause of, with their features (pairs by :data:`FEATURE_NAMES`)."""

    sentences: Places
    types: Places
    features: Floats

    @classmethod
    def from_scores(
        cls, scores: Floats, patterns: Marks, words: Sequence[int], listed: Sequence[bool]
    ) -> ClauseCandidates:
        """Return the candidates of a document.

        ``scores`` (sentences by types) are the model's, ``LOWEST_SCORE`` where it saw nothing; ``patterns`` says where a
        pattern found the type; ``words`` is how many each sentence has, ``listed`` whether it is a list item.
        """
        places, types = np.nonzero((scores > LOWEST_SCORE) | patterns)
        scores = np.clip(scores, LOWEST_SCORE, _HIGHEST_SCORE)
        found = patterns.astype(float)
        ranked = -np.sort(-scores, axis=0)
        rank = np.argsort(np.argsort(-scores, axis=0, kind="stable"), axis=0)[places, types]
        chances = np.where(scores > LOWEST_SCORE, 1 / (1 + np.exp(-scores)), 0.0).sum(axis=0)
        score, best, here = scores[places, types], ranked[0][types], found[places, types]
        second = ranked[min(1, len(ranked) - 1)][types]
        before, after = (_shifted(scores, step, LOWEST_SCORE)[places, types] for step in (1, -1))
        hit_before, hit_after = (_shifted(found, step, 0.0)[places, types] for step in (1, -1))
        others = scores[places]
        others[np.arange(len(places)), types] = LOWEST_SCORE
        other, hits = others.max(axis=1, initial=LOWEST_SCORE), found.sum(axis=0)[types]
        length = np.log(np.asarray(words)[places] + 1.0)
        behind = score - best
        columns = (
            score, best, behind, second, rank == 0, rank == 1, rank < 4, np.log1p(chances)[types], before, after, other,
            here, hits > 0, np.minimum(5, hits), hit_before, hit_after, length, np.asarray(words)[places] < 8,
            np.asarray(listed)[places], np.minimum(4, found.sum(axis=1)[places]), here * score, here * (hits == 1),
            np.maximum(0, score + 1.5), np.maximum(0, score - 0.5), np.maximum(0, best + 0.5), np.maximum(0, behind + 1.5),
            here * best, length**2 / 4, np.maximum(0, before + 2), np.maximum(0, after + 2), np.maximum(0, other + 1),
        )  # fmt: skip
        return cls(places, types, np.stack([np.asarray(c, np.float64) for c in columns], axis=1))


def _shifted(table: Floats, step: int, fill: float) -> Floats:
    """Return the table with its rows moved down by ``step`` (up where it is negative)."""
    moved = np.roll(table, step, axis=0)
    if step > 0:
        moved[:step] = fill
    else:
        moved[step:] = fill
    return moved


class FusionModel:
    """The weights of both sums, and the thresholds."""

    def __init__(self, arrays: Mapping[str, Any]) -> None:
        self.types: tuple[str, ...] = tuple(stored.text_lines(arrays["types"]))
        self._sums = {name: (arrays[f"{name}/weights"], arrays[f"{name}/biases"]) for name in ("speaks", "quotes")}
        self._thresholds: Floats = arrays["thresholds"]
        self._quoted = float(arrays["quoted"])

    def chances(self, name: str, candidates: ClauseCandidates) -> Floats:
        """Return the probability of each candidate that it ``speaks`` or ``quotes``."""
        weights, biases = self._sums[name]
        sums = (candidates.features * weights[candidates.types]).sum(axis=1) + biases[candidates.types]
        chances: Floats = 1 / (1 + np.exp(-sums))
        return chances

    def listed(self, candidates: ClauseCandidates) -> Iterator[tuple[int, str, float]]:
        """Yield what is listed, as place of the sentence, type, and the probability that it is of that type."""
        speaks, quotes = (self.chances(name, candidates) for name in ("speaks", "quotes"))
        for n, clause_type in enumerate(self.types):
            mine = np.flatnonzero(candidates.types == n)
            if not len(mine) or speaks[mine].max() < self._thresholds[n]:
                continue
            first = mine[quotes[mine].argmax()]
            for one in mine:
                if one == first or quotes[one] >= self._quoted:
                    yield int(candidates.sentences[one]), clause_type, float(speaks[one])


@cache
def shipped_model() -> FusionModel:
    """Return the weights that clauselint ships, loaded once."""
    return FusionModel(stored.arrays("clause-types"))
