"""Clause types as lawyers marked them: a linear model that scores every sentence for each type it was trained on.

The weights lie in ``clauselint/models/clause-types.npz`` (plain arrays); docs/models.md says what they were trained on and how
well they do, training/clauses how they are made. A sentence's features (see ``ngram_features``) fall into groups: its own
words, what introduces it, what stands around it, its shape. Each group is a vector of inverse document frequencies, scaled to
the group's share; a type's score is its product with the type's weights: the log-odds that a lawyer would mark the sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from clauselint.detection.classifiers.ngram_features import KIND_AT, FeatureKind, NgramFeatures, NgramVectorizer
from clauselint.detection.norms.norm import Norm
from clauselint.detection.sentences.sentence_views import SentenceViews
from clauselint.model import Detection, Modality, Outline, SentenceRole
from clauselint.support import model_weights

if TYPE_CHECKING:
    from numpy.typing import NDArray

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
"""The length of the vector of each group of features; by cross-validation."""

NO_MORE_THAN = 6  # sentences of a document that are looked at for a type
WORTH_A_LOOK = -3.5  # the score from which one is
SPEAKING = frozenset({SentenceRole.OPERATIVE, SentenceRole.DEFINITION, SentenceRole.RECITAL})
_GROUP = np.array([next(n for n, kinds in enumerate(SHARES) if kind in kinds) for kind in FeatureKind])
_LENGTH = np.array(list(SHARES.values()))
_BLOCK = 2000  # sentences that are scored at once


class ClauseTypeModel:
    """The weights, and the scores that they give."""

    def __init__(self, arrays: Mapping[str, Any]) -> None:
        """``arrays``: ``words`` and ``types`` (lines of text), ``numbers`` (of the features, in order), ``idf``, ``weights``
        (features by types), ``scales`` and ``biases`` of the types."""
        self.types: tuple[str, ...] = tuple(model_weights.text_lines(arrays["types"]))
        self._numbers: NDArray[np.int64] = arrays["numbers"]
        self._vectorizer = NgramVectorizer(model_weights.text_lines(arrays["words"]), self._numbers)
        self._idf: Floats = arrays["idf"].astype(np.float32)
        self._weights: Floats = arrays["weights"].astype(np.float32) * arrays["scales"]
        self._biases: Floats = arrays["biases"]

    def scores(self, sentences: SentenceViews) -> Floats:
        """The score of every sentence (rows) for every type (columns)."""
        features = self._vectorizer.of(sentences.document, sentences.outline)
        total = len(sentences.outline.sentences)
        scores = np.tile(self._biases, (total, 1))
        rows, columns, values = weighted(features, self._numbers, self._idf)
        for begin in range(0, total, _BLOCK):
            first, last = np.searchsorted(rows, (begin, begin + _BLOCK))
            if first < last:
                products = self._weights[columns[first:last]] * values[first:last, None]
                scored, starts = np.unique(rows[first:last], return_index=True)
                scores[scored] += np.add.reduceat(products, starts)
        return scores

    def likely(self, sentences: SentenceViews) -> Iterator[tuple[int, str, float]]:
        """The sentences that may be clauses, as place, type and score: for each type the best few that are worth a look."""
        scores = self.scores(sentences)
        there = worth_a_look(scores, sentences.outline)
        for column, place in zip(*np.nonzero(there.T), strict=True):
            yield int(place), self.types[column], float(scores[place, column])


def worth_a_look(scores: NDArray[np.floating[Any]], outline: Outline) -> NDArray[np.bool_]:
    """Return which sentences (rows) may be clauses of which types (columns): the best few of each type, if they score enough.

    Headings, signatures and the like are none.
    """
    speaking = np.array([sentence.role in SPEAKING for sentence in outline.sentences], bool)
    scores = np.where(speaking[:, None], scores, -np.inf)
    best = np.argsort(-scores, axis=0, kind="stable")[:NO_MORE_THAN]
    among: NDArray[np.bool_] = np.zeros(scores.shape, bool)
    np.put_along_axis(among, best, True, axis=0)
    return among & (scores > WORTH_A_LOOK)


def weighted(
    features: NgramFeatures, numbers: NDArray[np.int64], idf: Floats
) -> tuple[NDArray[np.int64], NDArray[np.int64], Floats]:
    """The entries of the sentences' vectors: row, column (a place in ``numbers``) and value, in order of rows."""
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
    """Of which :class:`FeatureKind` each feature is."""
    return numbers >> KIND_AT


def classify_clauses(sentences: SentenceViews) -> Iterator[Detection]:
    """A detection for every sentence that may be a clause of a type; ``score`` says how likely, before the rest is graded."""
    for place, kind, score in type_model().likely(sentences):
        sentence, norm = sentences.outline.sentences[place], _main(sentences.norms(place))
        view = sentences.view(place)
        yield Detection(
            signal=kind,
            span=sentence.span,
            sentence=place,
            modality=norm.modality,
            obligor=norm.obligor.word,
            side=norm.obligor.side,
            is_personnel=norm.obligor.is_personnel,
            beneficiary=norm.obligee.word,
            affirmed=norm.affirmed,
            stated=norm.obligor.is_named and not norm.obligor.is_implied,
            restricted=norm.restricted,
            confidence=round(float(1 / (1 + np.exp(-score))), 2),
            reason=norm.effect,
            modal=view.to_document(norm.modal) if norm.has_modal else None,
            score=score,
        )


def _main(norms: tuple[Norm, ...]) -> Norm:
    """The norm that a sentence is mostly about: the first that binds somebody, else the first that says who may what."""
    binding = [f for f in norms if f.modality in (Modality.OBLIGATION, Modality.PROHIBITION)]
    return next(
        (f for f in (*binding, *norms) if f.obligor.is_named and f.modality is not Modality.STATEMENT), norms[0]
    )


@cache
def type_model() -> ClauseTypeModel:
    """The model that clauselint ships, loaded once."""
    return ClauseTypeModel(model_weights.arrays("clause-types"))
