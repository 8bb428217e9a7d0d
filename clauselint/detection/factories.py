"""The factories by which spaCy makes our components. Whoever has clauselint installed can name them in any pipeline.

spaCy imports this module whenever a pipeline is made, so what is heavy is imported only when a component is. No component has
state of its own beside its settings: ``nlp.to_disk`` and ``spacy.load`` keep all there is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.language import Language

if TYPE_CHECKING:
    from clauselint.detection.components import CandidateFinder, ClauseClassifier, ClauseDetector, NormReader


@Language.factory(
    "clauselint_norms",
    default_config={"spans_key": "norms", "write_spans": True},
    assigns=["doc.spans", "span._.modality", "span._.obligor", "span._.obligee"],
)
def create_norm_reader(nlp: Language, name: str, spans_key: str, write_spans: bool) -> NormReader:
    """Make the component that reads norms; without ``write_spans`` only when other components ask for them."""
    from clauselint.detection.components import NormReader

    return NormReader(spans_key, write_spans)


@Language.factory("clauselint_candidates", default_config={"policies": []}, assigns=["doc.spans"])
def create_candidate_finder(nlp: Language, name: str, policies: list[str]) -> CandidateFinder:
    """Make the component that chooses candidates; ``policies`` are names of packs that come with clauselint."""
    from clauselint.detection.components import CandidateFinder
    from clauselint.packs import load

    return CandidateFinder([load(policy) for policy in policies])


@Language.factory("clauselint_clauses", default_config={"policies": []}, assigns=["doc.spans"])
def create_clause_detector(nlp: Language, name: str, policies: list[str]) -> ClauseDetector:
    """Make the component that finds clauses: what the candidate finder before it looks for, else what ``policies`` ask for."""
    from clauselint.detection.components import CandidateFinder, ClauseDetector
    from clauselint.packs import load

    before = [pipe for _, pipe in nlp.pipeline if isinstance(pipe, CandidateFinder)]
    return ClauseDetector(before[-1] if before else CandidateFinder([load(policy) for policy in policies]))


@Language.factory("clauselint_classifier", assigns=["doc.spans"])
def create_clause_classifier(nlp: Language, name: str) -> ClauseClassifier:
    """Make the component that classifies sentences by the model of clause types."""
    from clauselint.detection.components import ClauseClassifier

    return ClauseClassifier()
