"""Passages of a requirement: the sentences that are about what it asks for, whatever they say of it.

The weights lie in ``clauselint/models/passages.npz``; docs/models.md says what they were trained on and how well they do,
training/agreements how they are made. The score of a sentence for a requirement is the log-odds that a careful reader would
show it for the requirement. It says nothing of status: that is for the norms in the sentence to tell.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from clauselint.detection.classifiers.ngram_model import NgramModel
from clauselint.detection.sentences.plain_detection import plain_detection
from clauselint.model import Detection, Document, Outline, SentenceRole
from clauselint.packs import Pack
from clauselint.support import model_weights

if TYPE_CHECKING:
    from numpy.typing import NDArray

PASSAGE = "passage"
"""Part of a signal's name: ``SDP-003/passage``."""

MOST_PASSAGES = 12
"""Sentences of a document that are looked at for a requirement, beside those in which a signal was found."""

_FEWEST_WORDS = 4  # of a sentence that can show anything
_SPEAKING = frozenset({SentenceRole.OPERATIVE, SentenceRole.DEFINITION, SentenceRole.RECITAL})


class PassageFinder:
    """Finder of the passages of one pack's requirements. One that the model was not trained on has none.

    The model is loaded when the first contract is read.
    """

    def __init__(self, pack: Pack) -> None:
        self._codes = [row.code for row in pack.requirements if row.stance is None]

    def find(self, document: Document, outline: Outline) -> Iterator[Detection]:
        """Yield the likeliest passages of each requirement, best first, with their scores."""
        model = passage_model()
        columns = {code: n for n, code in enumerate(model.types)}
        codes = [code for code in self._codes if code in columns]
        if codes and outline.sentences:
            scores = model.scores(document, outline)[:, [columns[code] for code in codes]]
            yield from passages(document, outline, codes, scores)


def passages(
    document: Document, outline: Outline, codes: Sequence[str], scores: NDArray[np.floating[Any]]
) -> Iterator[Detection]:
    """Yield the likeliest passages by their ``scores`` (sentences by requirements), the best of each requirement first."""
    able = np.array([_can_show(document, outline, i) for i in range(len(outline.sentences))], bool)
    places = np.flatnonzero(able)
    for column, code in enumerate(codes):
        own = scores[places, column]
        for place in places[np.argsort(-own, kind="stable")[:MOST_PASSAGES]]:
            i = int(place)
            role = outline.sentences[i].role.value
            yield plain_detection(f"{code}/{PASSAGE}", outline, i, role, score=float(scores[i, column]))


def _can_show(document: Document, outline: Outline, i: int) -> bool:
    sentence = outline.sentences[i]
    words = document.text[sentence.span.start : sentence.span.end].split()
    return sentence.role in _SPEAKING and len(words) >= _FEWEST_WORDS


@cache
def passage_model() -> NgramModel:
    """Return the model that clauselint ships, loaded once."""
    return NgramModel(model_weights.arrays("passages"))
