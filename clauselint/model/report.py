"""The report of a run: findings, clauses and obligations of each document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from clauselint.model.detection import Modality, Obligation, Quantity
from clauselint.model.document import Document, Severity
from clauselint.model.finding import Finding
from clauselint.model.outline import Definition, Party, Reference
from clauselint.model.span import Span


class FoundBy(StrEnum):
    """How a clause of a type was found: by patterns, by the model of clause types, or by both."""

    PATTERN = "pattern"
    MODEL = "model"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class ClauseFound:
    """A line of the clause inventory: a detection with its place, and the period within which, where it names one."""

    type: str
    family: str
    text: str
    span: Span
    page: int | None
    section: str
    heading: str
    confidence: float
    polarity: str  # affirmed | negated
    modality: Modality
    obligor: str
    beneficiary: str
    reason: str
    deadline: Quantity | None = None
    file: str = ""
    found_by: FoundBy = FoundBy.PATTERN


@dataclass(frozen=True, slots=True)
class ComparedParagraph:
    """A paragraph of a document with its place: ``text`` are its own words, ``span`` their offsets, without the number before
    them; ``section`` is the label of its clause. ``kind`` is the block's (see :class:`~clauselint.model.Block`)."""

    text: str
    kind: str
    span: Span
    page: int | None
    section: str
    heading: str


@dataclass(frozen=True, slots=True)
class DocumentReport:
    """The results for one document, which is held without its blocks.

    ``unspoken`` names what the policies are about where the document never mentions it ("students"), else it is empty.
    ``policies`` names those of the run against which it was judged. ``paragraphs`` are there where versions are compared.
    """

    document: Document
    parties: tuple[Party, ...] = ()
    references: tuple[Reference, ...] = ()
    definitions: tuple[Definition, ...] = ()
    findings: tuple[Finding, ...] = ()
    clauses: tuple[ClauseFound, ...] = ()
    obligations: tuple[Obligation, ...] = ()
    unspoken: tuple[str, ...] = ()
    policies: tuple[str, ...] = ()
    paragraphs: tuple[ComparedParagraph, ...] = ()


@dataclass(frozen=True, slots=True)
class Policy:
    """A pack that was applied, with its version.

    ``off`` holds the requirements that it turns off, with the reason. ``own``: it lies in a folder of the caller's, and is
    found by its path alone.
    """

    name: str
    version: str
    title: str = ""
    off: Mapping[str, str] = field(default_factory=dict)
    own: bool = False


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to correct in a team's suppression files: an expired waiver, a stale entry of a baseline.

    ``code`` is one of ``errors.NOTICES``. ``file`` and ``line`` say where it stands, ``document`` which contract it is about;
    each is empty (0) where there is none.
    """

    code: str
    severity: Severity
    message: str
    document: str = ""
    file: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Report:
    """The gap report of a run, documents in stable order.

    ``skipped`` counts files that are not contracts, ``unchanged`` contracts that were left out because they have not changed;
    ``notices`` say what to correct in waivers and baseline. ``docs_url`` is the address of the documentation for links, or "".
    """

    policies: tuple[Policy, ...]
    documents: tuple[DocumentReport, ...]
    skipped: int = 0
    notices: tuple[Notice, ...] = ()
    unchanged: int = 0
    docs_url: str = ""
