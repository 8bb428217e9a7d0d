"""Passages of a requirement: the sentences that are about what it asks for, whatever they say of it.

The weights lie in ``clauselint/models/passages.npz``; docs/models.md says what they were trained on and how well they do,
training/agreements how they are made. The score of a sentence for a requirement is the log-odds that a careful reader would
show it for the requirement; its wording scores are the log-odds that its words are those of a clause that meets a requirement,
falls short or says the opposite, whichever the requirement is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from clauselint.detection.classifiers.ngram_features import stemmed_words
from clauselint.detection.classifiers.ngram_model import NgramModel
from clauselint.detection.sentences.plain_detection import plain_detection
from clauselint.model import Detection, Document, Outline, SentenceRole
from clauselint.packs import Pack
from clauselint.support import model_weights

if TYPE_CHECKING:
    from numpy.typing import NDArray

PASSAGE = "passage"
"""Part of a signal's name: ``SDP-003/passage``."""

WORDINGS = ("met", "weak", "contradicted")
"""Statuses that the wording of a passage hints at; ``wording/met`` is the name of the signal, and a label of the model."""

MOST_PASSAGES = 12
"""Sentences of a document that are looked at for a requirement, beside those in which a signal was found."""

_FEWEST_WORDS = 4  # of a sentence that can show anything
_SPEAKING = frozenset({SentenceRole.OPERATIVE, SentenceRole.DEFINITION, SentenceRole.RECITAL})


class PassageFinder:
    """Finder of the passages of the packs' requirements. One that the model was not trained on has none.

    The model is loaded when the first contract is read.
    """

    def __init__(self, packs: Sequence[Pack]) -> None:
        rows = (row for pack in packs for row in pack.requirements)
        self._codes = list(dict.fromkeys(row.code for row in rows if row.stance is None))

    def find(self, document: Document, outline: Outline) -> Iterator[Detection]:
        """Yield the likeliest passages of each requirement, best first, with their scores; none in a text that is no whole
        agreement."""
        if not document.is_whole_agreement or not self._codes:
            return
        model = passage_model()
        columns = {code: n for n, code in enumerate(model.types)}
        codes = [code for code in self._codes if code in columns]
        if codes and outline.sentences:
            labels = [*codes, *wording_labels()]
            yield from passages(
                document, outline, codes, model.scores(document, outline)[:, [columns[label] for label in labels]]
            )


def wording_labels() -> list[str]:
    """Return the labels of the model for the wordings."""
    return [f"wording/{status}" for status in WORDINGS]


def passages(
    document: Document, outline: Outline, codes: Sequence[str], scores: NDArray[np.floating[Any]]
) -> Iterator[Detection]:
    """Yield the likeliest passages, the best of each requirement first, then the wording scores of each passage.

    ``scores`` hold a row a sentence, a column for each of the ``codes`` and then for each wording.
    """
    able = np.array([_can_show(document, outline, i) for i in range(len(outline.sentences))], bool)
    places = np.flatnonzero(able)
    shown: set[int] = set()
    for column, code in enumerate(codes):
        own = scores[places, column]
        for place in places[np.argsort(-own, kind="stable")[:MOST_PASSAGES]]:
            i = int(place)
            role = outline.sentences[i].role.value
            shown.add(i)
            yield plain_detection(f"{code}/{PASSAGE}", outline, i, role, score=float(scores[i, column]))
    for column, label in enumerate(wording_labels(), len(codes)):
        for i in sorted(shown):
            yield plain_detection(label, outline, i, "", score=float(scores[i, column]))


def _can_show(document: Document, outline: Outline, i: int) -> bool:
    sentence = outline.sentences[i]
    words = document.text[sentence.span.start : sentence.span.end].split()
    return sentence.role in _SPEAKING and len(words) >= _FEWEST_WORDS


@cache
def passage_model() -> NgramModel:
    """Return the model that clauselint ships, loaded once."""
    return NgramModel(model_weights.arrays("passages"), stemmed_words)
