"""The spaCy components of detection. They run in any English pipeline (``nlp.add_pipe("clauselint_norms")``), and in ``check``.

============================== ========================================================================================
``clauselint_norms``           ``doc.spans["norms"]``: who must, must not, may or need not do what, labelled by modality
``clauselint_candidates``      ``doc.spans["candidates"]``: the sentences that hold the head term of a signal
``clauselint_clauses``         ``doc.spans["clauses"]``: what the signals of policies and of clause types find
``clauselint_classifier``      ``doc.spans["classified"]``: what the model of clause types takes for clauses
============================== ========================================================================================

:mod:`clauselint.detection.factories` registers them, :mod:`clauselint.detection.extensions` documents the attributes of spans.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from clauselint.detection.classifiers.clause_classifier import classify_clauses
from clauselint.detection.classifiers.passage_classifier import PASSAGE, PassageFinder, wording_labels
from clauselint.detection.classifiers.stance_detection import StanceDetector
from clauselint.detection.doc_context import DocContext, context_of
from clauselint.detection.extensions import describe_norm, register_extensions
from clauselint.detection.terms.near_misses import applicability_evidence, near_misses
from clauselint.detection.terms.signals import NamedSignal, detect_signals
from clauselint.detection.terms.term_index import PARTY_TERMS, FoldedText, PackVocabulary, TermIndex
from clauselint.detection.terms.term_matcher import PackTermMatcher
from clauselint.model import Detection, Outline, SentenceRole, Side, Span
from clauselint.packs import Pack, clause_types, shared_terms
from clauselint.packs.schema import Requirement

_PARTY_TERM = dict(zip((Side.PROTECTED, Side.COUNTERPARTY), PARTY_TERMS, strict=True))
_SPEAKING = frozenset({SentenceRole.OPERATIVE, SentenceRole.DEFINITION, SentenceRole.RECITAL, SentenceRole.REPLACED})
_NOT_SHOWN = (
    "/nearest",
    "/applies",
    "/not-mentioned",
    f"/{PASSAGE}",
    *wording_labels(),
)  # detections that quote no clause


def signals_of(pack: Pack) -> tuple[NamedSignal, ...]:
    """Return everything that the pack's requirements look for, each signal under its own name."""
    return tuple(
        NamedSignal(f"{requirement.code}/{part}/{name}/{i}", signal)
        for requirement in pack.requirements
        for part, name, found in requirement.parts()
        for i, signal in enumerate(found.any)
    )


def clause_type_signals() -> tuple[NamedSignal, ...]:
    """Return the clause types of the taxonomy, as signals."""
    return tuple(NamedSignal(t.type, s) for t in clause_types() for s in t.any)


@dataclass(frozen=True)
class _SignalSet:
    """The signals of one pack, or of the clause types, with the vocabulary of their terms."""

    vocabulary: PackVocabulary
    signals: tuple[NamedSignal, ...]
    requirements: tuple[Requirement, ...] = ()

    @classmethod
    def of_pack(cls, pack: Pack) -> _SignalSet:
        vocabulary = PackVocabulary(pack.terms, pack.file.refine, pack.file.speaks_of)
        return cls(vocabulary, signals_of(pack), pack.requirements)

    @classmethod
    def of_clause_types(cls) -> _SignalSet:
        return cls(PackVocabulary(shared_terms()), clause_type_signals())


class NormReader:
    """Reads the norms of every sentence of a Doc."""

    def __init__(self, spans_key: str, write_spans: bool) -> None:
        """``spans_key`` names the group of ``doc.spans``. Without ``write_spans`` norms are read only when others ask."""
        self._spans_key, self._write_spans = spans_key, write_spans
        register_extensions()

    def __call__(self, doc: Doc) -> Doc:
        """Add the norms to ``doc.spans``."""
        sentences = context_of(doc).sentences
        if self._write_spans:
            doc.spans[self._spans_key] = [
                span
                for i in _whole_sentences(sentences.outline)
                for norm in sentences.norms(i)
                if not norm.is_condition and (span := describe_norm(doc, sentences, i, norm)) is not None
            ]
        return doc


def _whole_sentences(outline: Outline) -> Iterator[int]:
    """The sentences that say something of their own: no headings or signatures, and no lead-ins, which each item of their
    list completes."""
    lead_ins = {span for sentence in outline.sentences for span in sentence.lead_ins}
    for i, sentence in enumerate(outline.sentences):
        if sentence.role in _SPEAKING and sentence.span not in lead_ins:
            yield i


class CandidateFinder:
    """Scans the whole text for the terms of the packs, and marks the sentences that are worth a closer look."""

    def __init__(self, packs: Sequence[Pack] = ()) -> None:
        self.use(packs)

    def use(self, packs: Sequence[Pack], *, passages: bool = True) -> None:
        """Look for what ``packs`` ask for, and for the clause types; with the scored passages if asked."""
        self.signal_sets = [*map(_SignalSet.of_pack, packs), _SignalSet.of_clause_types()]
        self.learned: list[StanceDetector | PassageFinder] = [StanceDetector(pack) for pack in packs]
        if passages:
            self.learned.append(PassageFinder(packs))

    def __call__(self, doc: Doc) -> Doc:
        """Add the candidates to ``doc.spans``."""
        context = context_of(doc)
        sentences: set[int] = set()
        for matcher, signal_set in zip(self.matchers(context), self.signal_sets, strict=True):
            for head in {each.signal.terms[0] for each in signal_set.signals}:
                sentences |= matcher.candidates(head)
        _mark(doc, "candidates", ((context.outline.sentences[i].span, "") for i in sorted(sentences)))
        return doc

    def matchers(self, context: DocContext) -> list[PackTermMatcher]:
        """Return a matcher for each set of signals, the same ones each time that a document comes."""
        if self not in context.matchers:
            context.matchers[self] = self._matchers(context)
        return context.matchers[self]

    def _matchers(self, context: DocContext) -> list[PackTermMatcher]:
        parties = [
            (_PARTY_TERM[mention.side], Span(mention.start, mention.end))
            for mention in context.parties.find(context.document.text)
            if mention.side in _PARTY_TERM and not mention.is_personnel
        ]
        text = FoldedText(context.document, context.outline)
        return [
            PackTermMatcher(context.sentences, TermIndex(text, each.vocabulary, parties)) for each in self.signal_sets
        ]


class ClauseDetector:
    """Finds what the signals of a candidate finder ask for, in the candidate sentences."""

    def __init__(self, candidates: CandidateFinder) -> None:
        self._candidates = candidates

    def __call__(self, doc: Doc) -> Doc:
        """Add the clauses to ``doc.spans``."""
        context = context_of(doc)
        found = [d for finder in self._candidates.learned for d in finder.find(context.document, context.outline)]
        for matcher, signal_set in zip(self._candidates.matchers(context), self._candidates.signal_sets, strict=True):
            found += detect_signals(matcher, signal_set.signals)
            for requirement in signal_set.requirements:
                found += near_misses(matcher, requirement)
                found += applicability_evidence(matcher, requirement)
        _add(doc, context, "clauses", found)
        return doc


class ClauseClassifier:
    """Finds the sentences that are like those which lawyers marked as clauses of a type."""

    def __call__(self, doc: Doc) -> Doc:
        """Add what the model takes for clauses to ``doc.spans``."""
        context = context_of(doc)
        _add(doc, context, "classified", list(classify_clauses(context.sentences)))
        return doc


def _add(doc: Doc, context: DocContext, spans_key: str, found: Sequence[Detection]) -> None:
    context.detections += found
    _mark(doc, spans_key, ((d.span, d.signal) for d in found if not d.signal.endswith(_NOT_SHOWN)))


def _mark(doc: Doc, spans_key: str, found: Iterable[tuple[Span, str]]) -> None:
    spans = (doc.char_span(span.start, span.end, label=label, alignment_mode="expand") for span, label in found)
    doc.spans[spans_key] = [span for span in spans if span is not None]
