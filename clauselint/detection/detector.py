"""The detection pipeline of ``check``: our own components on a blank English pipeline, made once for all documents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import cast

import spacy
from spacy.tokens import Doc

from clauselint.detection import factories
from clauselint.detection.components import CandidateFinder
from clauselint.detection.doc_context import DocContext, context_of
from clauselint.detection.terms.explanation import explain_signals
from clauselint.detection.tokenizer import Tokenizer
from clauselint.model import Detection, Document, Outline, SignalMatch
from clauselint.packs import Pack

__all__ = ["Detector", "factories"]  # in a checkout that is not installed, spaCy knows the factories by this import


class Detector:
    """Finds in documents what packs ask for, and the clause types. ``nlp`` is an ordinary spaCy pipeline."""

    def __init__(self, packs: Sequence[Pack] = (), *, learned: bool = True) -> None:
        """For ``packs`` and the clause types; without the models of clause types and passages where ``learned`` is False."""
        self.nlp = spacy.blank("en")
        self.nlp.max_length = 1 << 30  # reading has its own limits
        self.nlp.tokenizer = Tokenizer(self.nlp.vocab)
        self.nlp.add_pipe("clauselint_norms", config={"write_spans": False})  # of few sentences norms are asked for
        self.nlp.add_pipe("clauselint_candidates")
        # Packs may be a caller's own, changed by parameters: they cannot stand in a component's settings.
        self._candidates = cast(CandidateFinder, self.nlp.get_pipe("clauselint_candidates"))
        self._candidates.use(packs, passages=learned)
        self.nlp.add_pipe("clauselint_clauses")
        if learned:
            self.nlp.add_pipe("clauselint_classifier")

    def detect(self, document: Document, outline: Outline) -> tuple[Detection, ...]:
        """Return all detections in a document: of the packs' signals, the nearest passages, and the clause types."""
        return tuple(context_of(self.process(document, outline)).detections)

    def explain(self, document: Document, outline: Outline) -> Iterator[SignalMatch]:
        """Yield how sentences match the signals of the packs' requirements, and which come nearest where none does."""
        context = DocContext(document, outline)
        for matcher, signal_set in zip(self._candidates.matchers(context), self._candidates.signal_sets, strict=True):
            if signal_set.requirements:
                for _, of_requirement in groupby(signal_set.signals, key=lambda named: named.name.partition("/")[0]):
                    yield from explain_signals(matcher, tuple(of_requirement))

    def process(self, document: Document, outline: Outline) -> Doc:
        """Return the same as a spaCy Doc, for spaCy's own tools."""
        doc = self.nlp.make_doc(document.text)
        DocContext(document, outline).attach(doc)
        return self.nlp(doc)
