"""Detection: a spaCy pipeline of our own components that finds the clauses which packs and the taxonomy ask for.

The pipeline runs on ``spacy.blank("en")``. Three components: ``clauselint_candidates`` scans the whole text for the terms of
the packs and marks the sentences worth a closer look in ``doc.spans["candidates"]``; ``clauselint_clauses`` works out who
shall, may or must not do what in those, and puts each find into ``doc.spans["clauses"]``, labelled by its signal;
``clauselint_learned`` puts into ``doc.spans["learned"]`` what a small model, trained on clauses that lawyers marked, takes for
clauses of the types. ``doc.user_data["detections"]`` holds all finds with their details. Nothing is fetched.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from clauselint.detection.classifiers import clause_classifier as learning
from clauselint.detection.classifiers.stance_detection import StanceDetector
from clauselint.detection.norms.party_mentions import PartyMatcher
from clauselint.detection.terms.explanation import explain_signals
from clauselint.detection.terms.near_misses import applicability_evidence, near_misses
from clauselint.detection.terms.signals import NamedSignal, detect_signals
from clauselint.detection.terms.term_index import PARTY_TERMS, FoldedText, PackVocabulary, TermIndex
from clauselint.detection.terms.term_matcher import PackTermMatcher, ScopedSentences
from clauselint.detection.tokenizer import Tokenizer
from clauselint.model import Detection, Document, Outline, Side, SignalMatch, Span
from clauselint.outline import role_words
from clauselint.packs import Pack, clause_types, shared_terms
from clauselint.packs.schema import Requirement


def signals_of(pack: Pack) -> tuple[NamedSignal, ...]:
    """Everything that the pack's requirements look for, each signal under its own name."""
    return tuple(
        NamedSignal(f"{requirement.code}/{part}/{name}/{i}", signal)
        for requirement in pack.requirements
        for part, name, found in requirement.parts()
        for i, signal in enumerate(found.any)
    )


def clause_type_signals() -> tuple[NamedSignal, ...]:
    """The clause types of the taxonomy, as signals."""
    return tuple(NamedSignal(t.type, s) for t in clause_types() for s in t.any)


class Detector:
    """The pipeline, made once and used for every document. ``nlp`` is an ordinary spaCy pipeline."""

    def __init__(self, packs: Sequence[Pack] = (), *, learned: bool = True) -> None:
        """For what ``packs`` ask for, and the clause types; those by patterns alone where ``learned`` is False."""
        plain = (PackVocabulary(shared_terms()), clause_type_signals(), ())
        self._tasks = [
            *((PackVocabulary(p.terms, p.head.refine, p.head.speaks_of), signals_of(p), p.requirements) for p in packs),
            plain,
        ]
        self._said = [StanceDetector(p) for p in packs]
        self.nlp = spacy.blank("en")
        self.nlp.max_length = 1 << 30  # reading has its own limits
        self.nlp.tokenizer = Tokenizer(self.nlp.vocab)
        self.nlp.add_pipe("clauselint_candidates")
        self.nlp.add_pipe("clauselint_clauses")
        if learned:
            self.nlp.add_pipe("clauselint_learned")

    def detect(self, document: Document, outline: Outline) -> tuple[Detection, ...]:
        """All detections in a document: those of the packs' signals, the nearest passages, and the clause types."""
        found: tuple[Detection, ...] = self.process(document, outline).user_data["detections"]
        return found

    def explain(self, document: Document, outline: Outline) -> Iterator[SignalMatch]:
        """How the document's sentences match the signals of the packs' requirements, or come near to it."""
        sentences = ScopedSentences(document, outline, PartyMatcher(role_words(outline)))
        of_packs = (task for task in self._matchers(sentences) if task[2])
        for matcher, signals, _ in of_packs:
            for _, of_requirement in groupby(signals, key=lambda named: named.name.partition("/")[0]):
                yield from explain_signals(matcher, tuple(of_requirement))

    def process(self, document: Document, outline: Outline) -> Doc:
        """The same as a spaCy Doc, for spaCy's own tools."""
        doc = self.nlp.make_doc(document.text)
        cast = PartyMatcher(role_words(outline))
        sentences = ScopedSentences(document, outline, cast)
        doc.user_data["sentences"] = sentences
        doc.user_data["said"] = [d for said in self._said for d in said.find(document, outline)]
        doc.user_data["work"] = self._matchers(sentences)
        return self.nlp(doc)

    def _matchers(
        self, sentences: ScopedSentences
    ) -> list[tuple[PackTermMatcher, Sequence[NamedSignal], Sequence[Requirement]]]:
        """For each pack, and last for the clause types: the matcher of its terms in the document, its signals and its rows."""
        parties = _role_words(sentences.cast, sentences.document)
        text = FoldedText(sentences.document, sentences.outline)
        return [
            (PackTermMatcher(sentences, TermIndex(text, vocabulary, parties)), signals, requirements)
            for vocabulary, signals, requirements in self._tasks
        ]


_PARTY_TERM = dict(zip((Side.PROTECTED, Side.COUNTERPARTY), PARTY_TERMS, strict=True))


def index_terms(pack: Pack, document: Document, outline: Outline) -> TermIndex:
    """Return where the terms of one pack stand in a document."""
    vocabulary = PackVocabulary(pack.terms, pack.head.refine, pack.head.speaks_of)
    parties = _role_words(PartyMatcher(role_words(outline)), document)
    return TermIndex(FoldedText(document, outline), vocabulary, parties)


def _role_words(cast: PartyMatcher, document: Document) -> list[tuple[str, Span]]:
    """The places of the parties' own role words, under the names that packs have for them."""
    return [
        (_PARTY_TERM[mention.side], Span(mention.start, mention.end))
        for mention in cast.find(document.text)
        if mention.side in _PARTY_TERM and not mention.is_personnel
    ]


@Language.component("clauselint_candidates")
def _candidates(doc: Doc) -> Doc:
    """Mark the sentences that hold the head term of anything asked for."""
    sentences: set[int] = set()
    for reader, asked, _ in doc.user_data["work"]:
        for head in {a.signal.wanted[0] for a in asked}:
            sentences |= reader.candidates(head)
    reader = doc.user_data["work"][0][0]
    spans = [reader.outline.sentences[i].span for i in sorted(sentences)]
    doc.spans["candidates"] = [
        s for s in (doc.char_span(x.start, x.end, alignment_mode="expand") for x in spans) if s is not None
    ]
    return doc


@Language.component("clauselint_clauses")
def _clauses(doc: Doc) -> Doc:
    """Find what is asked for in the candidates."""
    found: list[Detection] = doc.user_data.pop("said")
    for reader, asked, requirements in doc.user_data.pop("work"):
        found += detect_signals(reader, asked)
        for requirement in requirements:
            found += near_misses(reader, requirement)
            found += applicability_evidence(reader, requirement)
    doc.user_data["detections"] = tuple(found)
    _show(doc, "clauses", found)
    return doc


@Language.component("clauselint_learned")
def _learned(doc: Doc) -> Doc:
    """Find the sentences that are like those which lawyers marked as clauses of a type."""
    found = tuple(learning.classify_clauses(doc.user_data.pop("sentences")))
    doc.user_data["detections"] += found
    _show(doc, "learned", found)
    return doc


def _show(doc: Doc, name: str, found: Iterable[Detection]) -> None:
    clauses = [d for d in found if not d.signal.endswith(("/nearest", "/applies", "/not-mentioned"))]
    spans = (doc.char_span(d.span.start, d.span.end, label=d.signal, alignment_mode="expand") for d in clauses)
    doc.spans[name] = [s for s in spans if s is not None]
