"""Clause types as lawyers marked them: a linear model that scores every sentence for each type it was trained on.

The weights lie in ``clauselint/models/clause-types.npz`` (plain arrays); docs/models.md says what they were trained on and how
well they do, training/clauses how they are made. A type's score is the log-odds that a lawyer would mark the sentence.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from clauselint.detection.classifiers.ngram_model import NgramModel
from clauselint.detection.norms.norm import Norm
from clauselint.detection.sentences.sentence_views import SentenceViews
from clauselint.model import Detection, Modality, Outline, SentenceRole
from clauselint.support import model_weights

if TYPE_CHECKING:
    from numpy.typing import NDArray


NO_MORE_THAN = 6  # sentences of a document that are looked at for a type
WORTH_A_LOOK = -3.5  # the score from which one is
SPEAKING = frozenset({SentenceRole.OPERATIVE, SentenceRole.DEFINITION, SentenceRole.RECITAL})


class ClauseTypeModel(NgramModel):
    """The weights, and the scores that they give."""

    def likely(self, sentences: SentenceViews) -> Iterator[tuple[int, str, float]]:
        """The sentences that may be clauses, as place, type and score: for each type the best few that are worth a look."""
        scores = self.scores(sentences.document, sentences.outline)
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
