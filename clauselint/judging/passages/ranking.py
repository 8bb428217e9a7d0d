"""Rank of the passages of a requirement: how likely a careful reader would show each as proof.

A logistic regression over a few features (:data:`FEATURE_NAMES`): how much the words are about the requirement, and what its
signals found in the sentence. Its weights are those of ``clauselint/models/passages.npz`` (training/agreements).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from clauselint.judging.passages.graded_sentences import GradedSentences, PartGrade
from clauselint.model import Detection, Outline, SentenceRole

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

FEATURE_NAMES = (
    "score",  # log-odds by the words alone
    "gap",  # to the best score
    "rank",  # by score, as a logarithm
    "best",  # score in the document
    "core-met",
    "core-weak",
    "core-contradicted",
    "core-wrong-party",
    "other-met",  # a limb that is not core
    "other-weak",
    "contradicts",
    "weakens",
    "nearly",
    "nearest",  # holds most terms of a core signal
    "limbs",  # that stand in it
    "operative",
    "definition",
    "words",  # as a logarithm
    "very-long",
    "list-item",
    "place",  # in the document, from 0 to 1
)
_COLUMN = {name: n for n, name in enumerate(FEATURE_NAMES)}
_VERY_LONG = 80  # words


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence that may be shown for a requirement, an index into ``Outline.sentences``.

    ``score`` is the log-odds by its words alone, ``chance`` that a reader would show it. ``grades`` are those of what the
    requirement's signals found in it.
    """

    sentence: int
    score: float
    chance: float
    grades: tuple[PartGrade, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidates:
    """Sentences that may be passages of a requirement, with their scores and features (a row a sentence)."""

    sentences: Sequence[int]
    scores: Floats
    features: Floats


def passage_candidates(
    outline: Outline,
    scores: Mapping[int, float],
    graded: GradedSentences,
    nearest: Sequence[Detection],
    words: Callable[[int], int],
) -> Candidates:
    """Return what may be a passage of a requirement: sentences that have a score or a grade, or come nearest.

    ``scores`` are those of the likeliest sentences; ``words`` counts the words of a sentence.
    """
    near = {d.sentence for d in nearest}
    sentences = sorted({*scores, *graded, *near})
    lowest, best = min(scores.values()), max(scores.values())
    found = np.array([scores.get(i, lowest) for i in sentences])
    features = np.zeros((len(sentences), len(FEATURE_NAMES)))
    features[:, _COLUMN["score"]] = found
    features[:, _COLUMN["gap"]] = found - best
    features[:, _COLUMN["rank"]] = np.log1p(np.argsort(np.argsort(-found, kind="stable"), kind="stable"))
    features[:, _COLUMN["best"]] = best
    for row, i in enumerate(sentences):
        for name, value in _sentence_features(outline, i, graded.get(i, ()), words(i)):
            features[row, _COLUMN[name]] = value
        features[row, _COLUMN["nearest"]] = i in near
    return Candidates(sentences, found, features)


def _sentence_features(
    outline: Outline, i: int, grades: Sequence[PartGrade], words: int
) -> Sequence[tuple[str, float]]:
    sentence = outline.sentences[i]
    found = {name for each in grades if (name := each.evidence_name) is not None}
    return [
        *((name, 1.0) for name in found),
        ("limbs", float(len({each.name for each in grades if each.part == "needs" and each.stands}))),
        ("operative", float(sentence.role is SentenceRole.OPERATIVE)),
        ("definition", float(sentence.role is SentenceRole.DEFINITION)),
        ("words", math.log1p(words)),
        ("very-long", float(words > _VERY_LONG)),
        ("list-item", float(bool(sentence.lead_ins))),
        ("place", i / len(outline.sentences)),
    ]


class PassageRanker:
    """Logistic regression over the features of passages."""

    def __init__(self, weights: Floats, bias: float) -> None:
        self._weights, self._bias = weights, bias

    def rank(self, candidates: Candidates, graded: GradedSentences) -> tuple[Passage, ...]:
        """Return the candidates as passages, the likeliest first."""
        sums = candidates.features @ self._weights + self._bias
        chances = 1 / (1 + np.exp(-sums))
        return tuple(
            Passage(i, float(candidates.scores[n]), float(chances[n]), tuple(graded.get(i, ())))
            for n in np.argsort(-chances, kind="stable").tolist()
            for i in (candidates.sentences[n],)
        )


def ranker_of(arrays: Mapping[str, Any]) -> PassageRanker:
    """Return the ranker whose weights are among the arrays of a model."""
    return PassageRanker(arrays["rank/weights"].astype(np.float64), float(arrays["rank/bias"]))
