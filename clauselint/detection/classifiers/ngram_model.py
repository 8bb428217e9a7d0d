"""Linear models over n-grams: the log-odds of a label for every sentence of a document."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from clauselint.detection.classifiers.ngram_features import (
    KIND_AT,
    FeatureKind,
    NgramFeatures,
    NgramVectorizer,
    ngram_words,
)
from clauselint.support import model_weights

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from clauselint.model import Document, Outline

    Floats = NDArray[np.float32]

SHARES: Mapping[tuple[FeatureKind, ...], float] = {
    (FeatureKind.OWN, FeatureKind.PAIR, FeatureKind.TRIPLE): 1.0,
    (
        FeatureKind.HEADING,
        FeatureKind.HEADING_PAIR,
        FeatureKind.ABOVE,
        FeatureKind.LEAD_IN,
        FeatureKind.LEAD_IN_PAIR,
    ): 0.4,
    (FeatureKind.BEFORE, FeatureKind.AFTER): 0.4,
    (FeatureKind.SHAPE,): 0.2,
}
"""Length of the vector of each group of features; by cross-validation."""

_GROUP = np.array([next(n for n, kinds in enumerate(SHARES) if kind in kinds) for kind in FeatureKind])
_LENGTH = np.array(list(SHARES.values()))
_BLOCK = 2000  # sentences that are scored at once


class NgramModel:
    """Weights of one linear model a label, and the scores that they give.

    A sentence's features (see :mod:`ngram_features`) fall into groups. Each group is a vector of inverse document
    frequencies, scaled to the group's share; a label's score is its product with the label's weights.
    """

    def __init__(self, arrays: Mapping[str, Any], words_of: Callable[[str], Sequence[str]] = ngram_words) -> None:
        """``words_of`` takes a text apart as it was in training.

        ``arrays``: ``words`` and ``types`` (lines of text; the types are the labels), ``numbers`` (of the features, in order),
        ``idf``, ``weights`` (features by labels), ``scales`` and ``biases`` of the labels.
        """
        self.types: tuple[str, ...] = tuple(model_weights.text_lines(arrays["types"]))
        self._numbers: NDArray[np.int64] = arrays["numbers"]
        self._vectorizer = NgramVectorizer(model_weights.text_lines(arrays["words"]), self._numbers, words_of)
        self._idf: Floats = arrays["idf"].astype(np.float32)
        self._weights: Floats = arrays["weights"].astype(np.float32) * arrays["scales"]
        self._biases: Floats = arrays["biases"]

    def scores(self, document: Document, outline: Outline) -> Floats:
        """Return the score of every sentence (rows) for every label (columns)."""
        features = self._vectorizer.of(document, outline)
        total = len(outline.sentences)
        scores = np.tile(self._biases, (total, 1))
        rows, columns, values = weighted(features, self._numbers, self._idf)
        for begin in range(0, total, _BLOCK):
            first, last = np.searchsorted(rows, (begin, begin + _BLOCK))
            if first < last:
                products = self._weights[columns[first:last]] * values[first:last, None]
                scored, starts = np.unique(rows[first:last], return_index=True)
                scores[scored] += np.add.reduceat(products, starts)
        return scores


def weighted(
    features: NgramFeatures, numbers: NDArray[np.int64], idf: Floats
) -> tuple[NDArray[np.int64], NDArray[np.int64], Floats]:
    """Return the entries of the sentences' vectors: row, column (a place in ``numbers``) and value, in order of rows."""
    columns = np.minimum(np.searchsorted(numbers, features.numbers), len(numbers) - 1)
    known = numbers[columns] == features.numbers
    places = np.unique(features.sentences[known] * len(numbers) + columns[known])
    rows, columns = np.divmod(places, len(numbers))
    values = idf[columns].astype(np.float64)
    group = _GROUP[kinds(numbers)[columns]]
    total = int(rows[-1]) + 1 if len(rows) else 0
    vector = rows * len(SHARES) + group
    lengths = np.sqrt(np.bincount(vector, values * values, minlength=total * len(SHARES)))
    return rows, columns, (values * _LENGTH[group] / lengths[vector]).astype(np.float32)


def kinds(numbers: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return of which :class:`FeatureKind` each feature is."""
    return numbers >> KIND_AT
