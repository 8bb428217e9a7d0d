"""The types that every room of the house shares. All are frozen; nothing here imports anything of ours.

Offsets are character offsets into :attr:`Document.text`, the live text that ``clauselint text PATH --plain`` prints;
a span is half-open, ``text[start:end]``. Pages count from 1.
"""

from clauselint.model.detection import Deadline, Detection, Modality, Obligation, Quantity, Scope
from clauselint.model.document import (
    NO_PAGE,
    USUAL_READING,
    Block,
    Document,
    File,
    Ocr,
    Problem,
    Read,
    ReadingOptions,
    Revisions,
    RevisionView,
    Severity,
    State,
)
from clauselint.model.finding import Evidence, EvidenceRole, Finding, ParamValue, Status, Step
from clauselint.model.outline import Amended, Clause, Definition, Outline, Part, Party, Reference, Role, Sentence, Side
from clauselint.model.report import ClauseFound, DocumentReport, FoundBy, Notice, Policy, Report
from clauselint.model.span import Span

__all__ = [
    "NO_PAGE",
    "USUAL_READING",
    "Amended",
    "Block",
    "Clause",
    "ClauseFound",
    "Deadline",
    "Definition",
    "Detection",
    "Document",
    "DocumentReport",
    "Evidence",
    "EvidenceRole",
    "File",
    "Finding",
    "FoundBy",
    "Modality",
    "Notice",
    "Obligation",
    "Ocr",
    "Outline",
    "ParamValue",
    "Part",
    "Party",
    "Policy",
    "Problem",
    "Quantity",
    "Read",
    "ReadingOptions",
    "Reference",
    "Report",
    "RevisionView",
    "Revisions",
    "Role",
    "Scope",
    "Sentence",
    "Severity",
    "Side",
    "Span",
    "State",
    "Status",
    "Step",
]
