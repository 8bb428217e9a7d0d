"""The sentences on which the stances of a pack's rows rest, as detections: ``NDA-01/stance/entailed`` and the like.

A hypothesis that is not mentioned is reported too, by a detection of the first sentence that quotes nothing and carries how sure
that is.
"""

from __future__ import annotations

from collections.abc import Iterator

from clauselint.detection.classifiers.stance_features import StanceVectorizer
from clauselint.detection.sentences.plain_detection import plain_detection
from clauselint.model import Detection, Document, Outline, Sentence, SentenceRole
from clauselint.packs import Pack

_SILENT = frozenset(
    {
        SentenceRole.HEADING,
        SentenceRole.RECITAL,
        SentenceRole.TOC,
        SentenceRole.RESERVED,
        SentenceRole.BLANK,
        SentenceRole.SIGNATURE,
    }
)  # they bind nobody
_REASON = "the sentences of the contract that bear on it, weighed by a trained model"


class StanceDetector:
    """A detector of the stances of contracts on a pack's hypotheses. Its models load when the first contract is read."""

    def __init__(self, pack: Pack) -> None:
        self._terms = pack.terms
        self._codes: dict[str, set[str]] = {}
        self._vectorizers: dict[str, StanceVectorizer] = {}
        for row in pack.requirements:
            if row.stance is not None:
                self._codes.setdefault(row.stance.model, set()).add(row.code)

    def find(self, document: Document, outline: Outline) -> Iterator[Detection]:
        """The detections of one contract."""
        from clauselint.detection.classifiers.stance_model import stance_model

        spoken = [i for i, sentence in enumerate(outline.sentences) if sentence.role not in _SILENT]
        if not spoken:
            return
        for name, codes in self._codes.items():
            model = stance_model(name)
            if name not in self._vectorizers:
                self._vectorizers[name] = StanceVectorizer(self._terms, model.terms)
            vectorizer = self._vectorizers[name]
            features = vectorizer.features_of([_plain(document, outline.sentences[i]) for i in spoken])
            for code, stance in model.judge(features).items():
                for n in (stance.sentences or (0,)) if code in codes else ():
                    signal = f"{code}/stance/{stance.stance}"
                    yield plain_detection(signal, outline, spoken[n], _REASON, confidence=stance.confidence)


def _plain(document: Document, sentence: Sentence) -> tuple[str, str]:
    """The words that introduce a sentence, and its own, each on one line."""
    lead_in = " ".join(document.text[s.start : s.end] for s in sentence.lead_ins)
    return " ".join(lead_in.split()), " ".join(document.text[sentence.span.start : sentence.span.end].split())
