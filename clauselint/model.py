"""The types that every room of the house shares. All are frozen; nothing here imports anything of ours.

Offsets are character offsets into :attr:`Document.text`, the live text that ``clauselint text PATH --plain`` prints;
a span is half-open, ``text[start:end]``. Pages count from 1.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """``text[start:end]`` of a document."""

    start: int
    end: int

    def contains(self, offset: int) -> bool:
        """Whether the character at ``offset`` lies in the span."""
        return self.start <= offset < self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share at least one character."""
        return self.start < other.end and other.start < self.end


# --- reading -------------------------------------------------------------------------------------------------------


class State(StrEnum):
    """What a block is worth: contract text, something beside it, or text that is no longer (or never was) in force."""

    LIVE = "live"
    ASIDE = "aside"
    DEAD = "dead"


class Read(StrEnum):
    """How much of a document's contract text was read."""

    FULL = "full"
    PARTIAL = "partial"
    UNREADABLE = "unreadable"


class Severity(StrEnum):
    """How much a requirement or a problem matters, before waivers."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class RevisionView(StrEnum):
    """Which text of a file with tracked changes is read: as if all were accepted, or as if all were rejected."""

    FINAL = "final"
    ORIGINAL = "original"


class Ocr(StrEnum):
    """Whether pages without a text layer are read by OCR: where it is installed, never, or all pages in any case."""

    AUTO = "auto"
    OFF = "off"
    FORCE = "force"


@dataclass(frozen=True, slots=True)
class ReadingOptions:
    """How files are to be read. ``password`` opens those that are protected; it is shown nowhere."""

    revisions: RevisionView = RevisionView.FINAL
    password: str | None = field(default=None, repr=False)
    ocr: Ocr = Ocr.AUTO


USUAL_READING = ReadingOptions()


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, list item, heading, cell, note, header, text box or form value.

    ``kind`` is one of ``paragraph heading list-item cell note text-box diagram form-value toc`` (live), ``header
    footer page-number line-number comment annotation watermark`` (aside), ``deleted inserted moved-from moved-to
    hidden struck invisible`` (dead; ``inserted`` and ``moved-to`` only where the original text is asked for).
    ``label`` is the number as a reader sees it ("4.2(a)"), computed where the file computes it; a label typed as text
    stays in ``text`` and is found by the outline. ``level`` is the depth that the file itself gives (heading style or
    list level, from 0), None where it gives none. ``start`` and ``end`` are None unless ``state`` is live. A live
    block's ``text`` is exactly ``document.text[start:end]``; blocks are separated by one newline, and a computed
    label is no part of the text. ``anchor`` are the words that a comment is about, and ``author`` who wrote a comment
    or made a change, where the file tells.
    """

    text: str
    kind: str
    state: State = State.LIVE
    page: int | None = None
    label: str | None = None
    level: int | None = None
    bold: bool = False
    start: int | None = None
    end: int | None = None
    anchor: str | None = None
    author: str | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """Something about a file that its reader must know. ``code`` is a ``DOCnnn`` of ``errors.PROBLEMS``."""

    code: str
    severity: Severity
    message: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class File:
    """One file of a contract that is made of several: what was read of it, and where its text begins in the whole."""

    document: Document
    start: int


@dataclass(frozen=True, slots=True)
class Revisions:
    """Unresolved tracked changes: how many, and whose."""

    insertions: int = 0
    deletions: int = 0
    authors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """What a reader of the file sees, as text with provenance.

    ``page_starts`` holds ``(offset, page)`` in ascending order, one entry where each page's live text begins; it is
    empty for formats without pages. ``unread_pages`` are pages whose text could not be read, ``ocr_pages`` those whose text
    a machine read from their picture. ``words`` counts the live
    text. An unreadable document has at least one problem of severity ``error`` and is never judged. It has no text, but
    for one in a language that is not supported, which keeps its text and blocks so that ``clauselint text`` can show
    them.
    ``files`` are those of a contract that is made of several and judged as one, in order; empty for a single file.
    """

    path: str
    sha256: str
    format: str
    text: str = ""
    blocks: tuple[Block, ...] = ()
    read: Read = Read.FULL
    problems: tuple[Problem, ...] = ()
    revisions: Revisions = Revisions()
    pages: int | None = None
    page_starts: tuple[tuple[int, int], ...] = ()
    unread_pages: tuple[int, ...] = ()
    ocr_pages: tuple[int, ...] = ()
    language: str | None = None
    files: tuple[File, ...] = ()

    def file_at(self, offset: int) -> File | None:
        """The file that holds the character at ``offset``, where the contract is made of several."""
        i = bisect_right(self.files, offset, key=lambda file: file.start)
        return self.files[i - 1] if i else None

    @property
    def words(self) -> int:
        """Number of white-space separated words of the live text."""
        return len(self.text.split())

    def page_at(self, offset: int) -> int | None:
        """Page on which the character at ``offset`` stands, None for formats without pages."""
        i = bisect_right(self.page_starts, (offset, 1 << 60))
        return self.page_starts[i - 1][1] if i else None


# --- outline -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Clause:
    """A node of the outline. ``section`` is the full label ("4.2(a)"), ``heading`` the words of the heading, if any.

    ``parent`` is an index into ``Outline.clauses``; the root of a document is clause 0, without label. ``span`` reaches
    from the clause's first character to its last, children included.
    """

    section: str
    heading: str
    level: int
    span: Span
    parent: int | None = None


class Role(StrEnum):
    """What a sentence is in the document; only ``OPERATIVE`` ones can satisfy a requirement."""

    OPERATIVE = "operative"
    HEADING = "heading"
    RECITAL = "recital"
    DEFINITION = "definition"
    TOC = "toc"
    RESERVED = "reserved"
    REPLACED = "replaced"  # an amendment takes its place
    BLANK = "blank"
    SIGNATURE = "signature"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence that knows its clause.

    ``span`` is its own text. ``stems`` are the spans of the words that introduce it, outermost first, where it is a list
    item ("Recipient shall not:"), and ``tail`` the words that close the list for all its items. ``clause`` is an index
    into ``Outline.clauses``.
    """

    span: Span
    clause: int
    role: Role = Role.OPERATIVE
    stems: tuple[Span, ...] = ()
    tail: Span | None = None


class Side(StrEnum):
    """Whose side a party is on: the protected public body, the outside party that receives data, or not known."""

    DISTRICT = "district"
    OUTSIDE = "outside"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Party:
    """A party, the role words by which the document calls it, and its side. ``name`` is empty where only a role is known."""

    name: str
    roles: tuple[str, ...]
    side: Side


@dataclass(frozen=True, slots=True)
class Definition:
    """``"Student Data" means …``: the defined term, as written, and the spans of the term's sentence and of the meaning."""

    term: str
    sentence: Span
    meaning: Span


@dataclass(frozen=True, slots=True)
class Reference:
    """A mention of an exhibit, schedule or section. ``kind`` is ``exhibit``, ``section`` or ``url``.

    ``found``: the thing pointed at is in the document; an exhibit whose text is empty or holds only blanks has ``blank``.
    """

    text: str
    kind: str
    span: Span
    found: bool
    blank: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a contract that may conflict with another: the agreement itself, an exhibit, an amendment, a file.

    ``name`` is its title. ``prevails``: the contract says that it wins over others.
    """

    name: str
    span: Span
    prevails: bool = False


@dataclass(frozen=True, slots=True)
class Amended:
    """A clause (an index into ``Outline.clauses``) that an amendment changes in part, and the sentence that does it."""

    clause: int
    by: Span


@dataclass(frozen=True, slots=True)
class Outline:
    """The structure of a document. ``parts`` begin where they stand; later ones lie inside earlier ones or after them.

    ``depends`` says to what the document belongs where it does not stand alone ("it amends an agreement"), else "".
    """

    clauses: tuple[Clause, ...]
    sentences: tuple[Sentence, ...]
    parties: tuple[Party, ...] = ()
    definitions: tuple[Definition, ...] = ()
    references: tuple[Reference, ...] = ()
    parts: tuple[Part, ...] = ()
    amended: tuple[Amended, ...] = ()
    depends: str = ""

    def part_at(self, offset: int) -> Part | None:
        """The innermost part that holds the character at ``offset``."""
        return next((part for part in reversed(self.parts) if part.span.contains(offset)), None)

    def ancestors(self, clause: int) -> Iterator[int]:
        """The clause and those above it, innermost first, without the root; as indices into ``clauses``."""
        at: int | None = clause
        while at:  # 0 is the root
            yield at
            at = self.clauses[at].parent

    def heading_path(self, clause: int) -> tuple[Clause, ...]:
        """The clause and those above it, outermost first, without the root."""
        return tuple(self.clauses[i] for i in self.ancestors(clause))[::-1]


# --- detection -----------------------------------------------------------------------------------------------------


class Modality(StrEnum):
    """The six modalities of the obligations contract, and two that bind nobody."""

    OBLIGATION = "obligation"
    PROHIBITION = "prohibition"
    PERMISSION = "permission"
    ENTITLEMENT = "entitlement"
    NO_OBLIGATION = "no-obligation"
    NO_ENTITLEMENT = "no-entitlement"
    HORTATORY = "hortatory"  # should, intends to, strives to
    STATEMENT = "statement"  # plain present tense; a rule or a fact


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit: ``amount`` in ``unit`` (hours, days, business days, weeks, months, years, percent, money).

    ``trigger`` is what the period runs from, as written ("after discovery"), or None.
    """

    text: str
    amount: float
    unit: str
    span: Span
    trigger: str | None = None


@dataclass(frozen=True, slots=True)
class Scope:
    """Words that narrow, weaken or empty a clause: ``kind`` is one of ``efforts knowledge materiality discretion
    condition exception exhibit blank own-standard``; ``open`` marks an exception that is broader than a closed list.
    """

    kind: str
    text: str
    span: Span
    open: bool = False


@dataclass(frozen=True, slots=True)
class Detection:
    """This span is a clause of this type, and why.

    ``signal`` is a clause type of the taxonomy (``penalty.loss-of-access``) or a signal that a requirement asked for
    (``SDP-003/needs/purpose``). ``obligor`` and ``beneficiary`` are the document's own role words; ``side`` is the
    obligor's; ``both``: each party is bound, the protected one too. ``stated``: the text names the obligor.
    ``restricted``: nothing else is allowed ("only", "solely").
    ``trigger`` is the modal, ``decisive`` are the spans of the words that decided, to be marked in the quote.
    """

    signal: str
    span: Span
    sentence: int
    modality: Modality
    obligor: str
    side: Side
    members: bool
    beneficiary: str
    affirmed: bool
    stated: bool
    restricted: bool
    confidence: float
    reason: str
    trigger: Span | None = None
    decisive: tuple[Span, ...] = ()
    scopes: tuple[Scope, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    both: bool = False


@dataclass(frozen=True, slots=True)
class Deadline:
    """By when, in the document's words. ``amount`` and ``unit`` (of :class:`Quantity`) are None where the words hold no
    number ("promptly", a date).

    ``date`` is the calendar date that the words name. ``from_effective`` is 1 for a period after the effective date, -1 for
    one before it, 0 for one that runs from anything else, or from nothing that is said.
    """

    text: str
    span: Span
    amount: float | None = None
    unit: str | None = None
    date: date | None = None
    from_effective: int = 0


@dataclass(frozen=True, slots=True)
class Obligation:
    """Who must, must not, may, is entitled to or need not do what: one party's side of one proposition.

    ``obligor`` is the party that it is about, by the document's own word: who owes, or who holds; "" where a passive names
    nobody. ``beneficiary`` is the other side, "" where it is not known. ``action`` are the words governed, ``text`` is the
    sentence, ``text[span]`` of the document. ``trigger`` is the condition, or what the period runs from. ``due`` is the day
    that the deadline comes to, None where it cannot be computed. ``mirror`` marks the entitlement that a duty of the
    beneficiary gives the obligor.
    """

    modality: Modality
    obligor: str
    beneficiary: str
    action: str
    text: str
    span: Span
    page: int | None = None
    section: str = ""
    heading: str = ""
    trigger: str | None = None
    deadline: Deadline | None = None
    exceptions: tuple[str, ...] = ()
    due: date | None = None
    mirror: bool = False


# --- judging -------------------------------------------------------------------------------------------------------


class Status(StrEnum):
    """How a requirement stands in a document; REVIEW ladder: met > weak > missing > contradicted, the others outside it."""

    MET = "met"
    WEAK = "weak"
    MISSING = "missing"
    CONTRADICTED = "contradicted"
    NOT_APPLICABLE = "not-applicable"
    CANNOT_DETERMINE = "cannot-determine"


class EvidenceRole(StrEnum):
    """What a quote does to the finding."""

    SUPPORTS = "supports"
    WEAKENS = "weakens"
    CONTRADICTS = "contradicts"
    NEAREST = "nearest"


@dataclass(frozen=True, slots=True)
class Evidence:
    """An exact quote and its place. ``marks`` are the decisive words, as spans within ``text`` (not the document).

    ``file`` is the path of the file that holds it, where the contract is made of several, else ""; ``span`` counts in that
    file's own text.
    """

    text: str
    role: EvidenceRole
    span: Span
    page: int | None
    section: str
    heading: str
    marks: tuple[Span, ...] = ()
    file: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """A passage that was weighed for a requirement: what it was looked at for, what it says to whom, and what it is worth.

    ``part`` is needs, contradicts, weakens or nearly; ``looked_for`` says it in words. ``words`` made the type, ``modal`` the
    modality, ``number`` the figures; ``scopes`` narrow it. ``status`` is its worth, ``reason`` the rung that failed, if any;
    ``decided``: it is quoted as what decided the finding. A step without ``text`` says that nothing was found.
    """

    part: str
    looked_for: str
    text: str = ""
    section: str = ""
    page: int | None = None
    file: str = ""
    words: tuple[str, ...] = ()
    obligor: str = ""
    members: bool = False
    modality: Modality | None = None
    modal: str = ""
    number: str = ""
    scopes: tuple[str, ...] = ()
    status: Status | None = None
    reason: str = ""
    decided: bool = False


ParamValue = bool | int | float | str | list[str]


@dataclass(frozen=True, slots=True)
class Finding:
    """A requirement judged on a document.

    ``message`` says in a sentence for people what stands; ``reason`` names the rung of the ladder and what decided
    ("modality: may"). ``counts_as`` is the severity at which it counts towards the exit code, None where it does not
    count. ``searched`` are the sections looked at. ``found`` holds the values read from the document for the names in
    ``params``. ``must`` and ``why`` are the requirement's plain-language meaning and reason. ``source_read`` is P (the
    authority's words were read), S (restatement) or M (from memory). ``force`` is one of policy, L-contract, L-party,
    guide, model, practice. ``confidence`` is the share of findings of the same ``confidence_kind`` ("weak, modality") that
    proved right where it was measured. ``trace`` holds the passages that were weighed, where that was asked for. ``stance`` is
    what the text says about the hypothesis of a row that has one (``entailed``, ``contradicted``, ``not-mentioned``), else "".
    """

    code: str
    name: str
    policy: str
    family: str
    severity: Severity
    status: Status
    counts_as: Severity | None
    confidence: float
    message: str
    reason: str
    must: str
    why: str
    authority: str
    force: str
    source_read: str
    verified: str
    suggestion: str
    who: str
    evidence: tuple[Evidence, ...] = ()
    searched: tuple[str, ...] = ()
    trigger: str | None = None
    params: Mapping[str, ParamValue] = field(default_factory=dict)
    found: Mapping[str, ParamValue] = field(default_factory=dict)
    insert_after: str | None = None
    fingerprint: str = ""
    waiver: Mapping[str, str] | None = None
    trace: tuple[Step, ...] = ()
    confidence_kind: str = ""
    stance: str = ""


# --- reporting -----------------------------------------------------------------------------------------------------


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


@dataclass(frozen=True, slots=True)
class DocumentReport:
    """All that clauselint has to say about one document. ``unspoken`` names what the policies are about where the
    document never speaks of it ("students"), else it is empty."""

    document: Document
    parties: tuple[Party, ...] = ()
    references: tuple[Reference, ...] = ()
    definitions: tuple[Definition, ...] = ()
    findings: tuple[Finding, ...] = ()
    clauses: tuple[ClauseFound, ...] = ()
    obligations: tuple[Obligation, ...] = ()
    unspoken: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Policy:
    """Name and version of a pack that was applied. ``off`` are the rows that it switches off, with its reason."""

    name: str
    version: str
    title: str = ""
    off: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Report:
    """The gap report of a run: documents in stable order, and how many files were passed over as no contracts."""

    policies: tuple[Policy, ...]
    documents: tuple[DocumentReport, ...]
    skipped: int = 0
