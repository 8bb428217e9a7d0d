"""The clause inventory as a spaCy component: what ``clauselint clauses`` lists, as spans of any Doc.

``clauselint_clause_types`` finds the clauses of the taxonomy by patterns and by the trained model, and settles what both have
found. ``doc.spans["clause_types"]`` holds them, labelled by type; ``span._.clause`` is a dict of plain values:

============== ======= ============================================================
key            type    meaning
============== ======= ============================================================
``type``       str     the clause type, also the span's label
``family``     str     its family
``confidence`` float   how likely it is a clause of this type, from 0 to 1
``found_by``   str     ``pattern``, ``model`` or ``both``
``modality``   str     a value of :class:`~clauselint.model.Modality`
``obligor``    str     who owes or holds, as named in the text
``reason``     str     why, in words
============== ======= ============================================================
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spacy.language import Language
from spacy.tokens import Doc
from spacy.tokens import Span as DocSpan

if TYPE_CHECKING:
    from clauselint.model import ClauseFound

_STORE = "clauselint_clause_types"


class ClauseTypeLister:
    """Lists the clauses of a Doc by type."""

    def __init__(self, spans_key: str) -> None:
        self._spans_key = spans_key
        from clauselint.detection.components import CandidateFinder, ClauseClassifier, ClauseDetector

        self._detect, self._classify = ClauseDetector(CandidateFinder()), ClauseClassifier()
        if not DocSpan.has_extension("clause"):
            DocSpan.set_extension("clause", getter=_details)

    def __call__(self, doc: Doc) -> Doc:
        """Add the clauses to ``doc.spans``."""
        from clauselint.detection.doc_context import context_of
        from clauselint.judging.inventory import inventory

        context = context_of(doc)
        before = len(context.detections)
        self._classify(self._detect(doc))
        found = inventory(context.document, context.outline, context.detections[before:])
        spans, store = [], {}
        for clause in found:
            span = doc.char_span(clause.span.start, clause.span.end, label=clause.type, alignment_mode="expand")
            if span is not None:
                spans.append(span)
                store[_key(span)] = _plain(clause)
        doc.spans[self._spans_key] = spans
        doc.user_data[_STORE] = store
        return doc


def _plain(clause: ClauseFound) -> dict[str, Any]:
    return {
        "type": clause.type,
        "family": clause.family,
        "confidence": clause.confidence,
        "found_by": clause.found_by.value,
        "modality": clause.modality.value,
        "obligor": clause.obligor,
        "reason": clause.reason,
    }


def _key(span: DocSpan) -> str:
    """The span in the store. spaCy keeps attributes by offsets alone; one sentence may be a clause of several types."""
    return f"{span.start_char}:{span.end_char}:{span.label_}"


def _details(span: DocSpan) -> dict[str, Any] | None:
    found: dict[str, dict[str, Any]] = span.doc.user_data.get(_STORE, {})
    return found.get(_key(span))


@Language.factory(
    "clauselint_clause_types", default_config={"spans_key": "clause_types"}, assigns=["doc.spans", "span._.clause"]
)
def create_clause_type_lister(nlp: Language, name: str, spans_key: str) -> ClauseTypeLister:
    """Make the component that lists clauses by type."""
    return ClauseTypeLister(spans_key)
