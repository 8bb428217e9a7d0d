"""Realistic reports, built by hand: every status, hostile text, documents read in part or not at all."""

from __future__ import annotations

from dataclasses import replace

from clauselint.model import (
    ClauseFound,
    Definition,
    Document,
    DocumentReport,
    Evidence,
    EvidenceRole,
    Finding,
    Modality,
    Party,
    Policy,
    Problem,
    Quantity,
    Read,
    Reference,
    Report,
    Severity,
    Side,
    Span,
    Status,
)

HOSTILE = (
    "<script>alert('x')</script> a | b\n# not a heading \x1b[31mred\x1b[0m \u202egnirts\u202c *star* `tick` \"><b>"
)
"""Text that tries to break out of every format."""

ROWS = (
    # code, name, family, severity, force, source
    ("SDP-001", "Written sharing agreement in place", "other", "error", "policy", "P"),
    ("SDP-002", "Shared data described", "other", "warning", "policy", "P"),
    ("SDP-003", "Use restricted to stated purpose", "obligation", "error", "policy", "P"),
    ("SDP-004", "Explicit Obligation Clause", "obligation", "error", "policy", "P"),
    ("SDP-005", "Explicit Confidentiality Clause", "confidentiality", "error", "policy", "P"),
    ("SDP-006", "Members of the external party are bound", "obligation", "error", "policy", "P"),
    ("SDP-007", "Same requirements, not weaker ones", "obligation", "error", "policy", "P"),
    ("SDP-008", "Individual acknowledgement and training", "obligation", "warning", "guide", "P"),
    ("SDP-009", "No onward disclosure, subcontractors flow down", "confidentiality", "error", "L-party", "P"),
    ("SDP-010", "Penalty: loss of access", "penalty", "error", "policy", "P"),
    ("SDP-011", "Penalty: disciplinary action", "penalty", "error", "policy", "P"),
    ("SDP-012", "Penalty: dismissal and termination", "penalty", "error", "policy", "P"),
    ("SDP-013", "Penalty: prosecution and legal remedies", "penalty", "error", "policy", "S"),
    ("SDP-014", "Penalties reach deliberate and accidental misuse", "penalty", "error", "policy", "P"),
    ("SDP-015", "No commercial use or sale", "obligation", "error", "policy", "P"),
    ("SDP-016", "No data mining or profiling", "obligation", "error", "policy", "P"),
    ("SDP-017", "Written consent or a named exception", "confidentiality", "error", "L-contract", "P"),
    ("SDP-018", "Families can opt out", "obligation", "info", "policy", "P"),
    ("SDP-019", "Notice of misuse or breach", "obligation", "error", "policy", "M"),
    ("SDP-020", "Destroy or return at the end", "obligation", "error", "model", "S"),
    ("SDP-021", "Security safeguards", "confidentiality", "warning", "practice", "M"),
    ("SDP-022", "Audit and inspection", "obligation", "warning", "guide", "P"),
    ("SDP-023", "Ownership and control stay with the district", "control", "error", "policy", "P"),
    ("SDP-024", "Order of precedence", "other", "error", "practice", "S"),
    ("SDP-025", "Federally funded research", "other", "warning", "L-contract", "P"),
    ("SDP-026", "Survival of the duties", "confidentiality", "warning", "policy", "P"),
)

TEXT = (
    "Provider shall not sell Student Data or use it for any commercial purpose.\n"
    "Provider may use data derived from the Services to improve and develop its products.\n"
    "Provider may notify the District of a confirmed breach within a reasonable time.\n"
    "Either party may end this Agreement for a breach that remains uncured sixty (60) days after notice.\n"
    "“Student Data” means personally identifiable information of students.\n"
)

SUGGESTION = (
    "If the District believes that Student Data has been misused, it may at once suspend or end the access of "
    "Recipient or of any Member, without liability. Access is restored only by the District's written decision."
)


def quote(text: str, role: EvidenceRole, page: int, section: str, heading: str, *decisive: str) -> Evidence:
    """Evidence that quotes ``text`` of :data:`TEXT`, with the words of ``decisive`` marked."""
    start = TEXT.index(text)
    marks = tuple(Span(text.index(word), text.index(word) + len(word)) for word in decisive)
    return Evidence(text, role, Span(start, start + len(text)), page, section, heading, marks)


NO_SALE = quote(TEXT.splitlines()[0], EvidenceRole.SUPPORTS, 3, "4.1", "Use of Data", "shall not")
IMPROVE = quote(TEXT.splitlines()[1], EvidenceRole.CONTRADICTS, 3, "4.3", "Use of Data", "may", "improve and develop")
MAY_NOTIFY = quote(TEXT.splitlines()[2], EvidenceRole.WEAKENS, 7, "8.2", "Security incidents", "may", "reasonable time")
CURE = quote(TEXT.splitlines()[3], EvidenceRole.NEAREST, 8, "10.2", "Termination")


def finding(code: str, status: Status = Status.MET, counts_as: Severity | None = None, **changes: object) -> Finding:
    """The row ``code`` of :data:`ROWS` with a status, and any other field changed."""
    name, family, severity, force, source = next(row[1:] for row in ROWS if row[0] == code)
    base = Finding(
        code=code,
        name=name,
        policy="student-data",
        family=family,
        severity=Severity(severity),
        status=status,
        counts_as=counts_as,
        confidence=0.94,
        message="Provider is bound to it in a clause of its own.",
        reason="obligor, modality and object found",
        must="The external party must use shared data only for the purpose named in the agreement.",
        why="Families cannot be told what the District does not know.",
        authority="Seed page, bullet 1; 34 CFR 99.33(a)(2)",
        force=force,
        source_read=source,
        verified="2026-11-25",
        suggestion=SUGGESTION,
        who="external party",
        evidence=(NO_SALE,) if status is Status.MET else (),
        fingerprint=f"{code}:0123456789abcdef",
    )
    return replace(base, **changes)  # type: ignore[arg-type]  # the names are those of Finding


CONTRADICTED = finding(
    "SDP-015",
    Status.CONTRADICTED,
    Severity.ERROR,
    message="4.1 forbids it, 4.3 allows it, and nothing says which prevails.",
    reason="contradiction: grants use for its own products",
    evidence=(NO_SALE, IMPROVE),
)
HOLLOW = finding(
    "SDP-019",
    Status.WEAK,
    Severity.ERROR,
    message="“may” leaves notice to the Provider's choice, and no number of hours is given.",
    reason="modality: may",
    evidence=(MAY_NOTIFY,),
    params={"notice_hours": 72, "clock": "discovery"},
    confidence=0.6,
)
MISSING = finding(
    "SDP-010",
    Status.MISSING,
    Severity.ERROR,
    message="No clause says that misuse leads to loss of access.",
    reason="no operative text",
    evidence=(CURE,),
    searched=("8", "10", "11"),
    insert_after="10.2",
    who="district enforces; external party and members suffer",
)
LIMB = finding(
    "SDP-020",
    Status.WEAK,
    Severity.WARNING,
    message="Destruction is promised, but after 90 days instead of 30.",
    reason="number: 90 days",
    evidence=(MAY_NOTIFY,),
    params={"destroy_days": 30},
    found={"destroy_days": 90.0},
)
MINOR = finding("SDP-018", Status.MISSING, Severity.INFO, message="Nothing about opting out.", confidence=0.42)
ELSEWHERE = finding(
    "SDP-025", Status.NOT_APPLICABLE, applicability="federal funds: not mentioned", message="No federal funds."
)
WAIVED = finding(
    "SDP-022",
    Status.MISSING,
    None,
    message="No right to audit.",
    waiver={"owner": "R. Moreno", "reason": "covered by the state contract", "expires": "2027-06-30"},
)
UNDETERMINED = finding(
    "SDP-021",
    Status.CANNOT_DETERMINE,
    None,
    message="Pages 10 to 13 could hold it and were not read.",
    confidence=0.3,
    reason="unread: pages 10 to 13",
)

_SPECIAL = {f.code: f for f in (CONTRADICTED, HOLLOW, MISSING, LIMB, MINOR, ELSEWHERE, WAIVED)}
MIXED = tuple(_SPECIAL.get(row[0]) or finding(row[0]) for row in ROWS)
"""All 26 rows of the policy, most of them met."""


def document(path: str = "contracts/northgate-dsa.docx", **changes: object) -> Document:
    """A document of 12 pages that was read in full, and any field changed."""
    base = Document(path, "4f1c" + "0" * 56 + "9ab2", "docx", TEXT, pages=12, page_starts=((0, 1),), language="en")
    return replace(base, **changes)  # type: ignore[arg-type]  # the names are those of Document


def clause(line: int, kind: str, modality: Modality, obligor: str, beneficiary: str, **changes: object) -> ClauseFound:
    """A line of the inventory that quotes line ``line`` of :data:`TEXT`."""
    text = TEXT.splitlines()[line]
    start = TEXT.index(text)
    family = kind.partition(".")[0]
    base = ClauseFound(
        type=kind,
        family=family,
        text=text,
        span=Span(start, start + len(text)),
        page=3 + line,
        section=f"4.{line + 1}",
        heading="Use of Data",
        confidence=0.88,
        polarity="affirmed",
        modality=modality,
        obligor=obligor,
        beneficiary=beneficiary,
        reason="pattern",
    )
    return replace(base, **changes)  # type: ignore[arg-type]  # the names are those of ClauseFound


CLAUSES = (
    clause(0, "obligation.use-limitation", Modality.PROHIBITION, "Provider", "District"),
    clause(1, "ip.license-grant", Modality.PERMISSION, "Provider", "District", polarity="negated"),
    clause(
        2,
        "obligation.breach-notice",
        Modality.PERMISSION,
        "Provider",
        "District",
        deadline=Quantity("within a reasonable time", 0, "days", Span(0, 0)),
    ),
    clause(
        3,
        "termination.for-cause",
        Modality.ENTITLEMENT,
        "Each party",
        "",
        deadline=Quantity("sixty (60) days after notice", 60, "days", Span(0, 0)),
    ),
)

MEANING = Span(TEXT.index("personally"), TEXT.index(" of students"))
FULL = DocumentReport(
    document=document(),
    parties=(
        Party("Lakeside School District", ("District",), Side.PROTECTED),
        Party("Northgate Learning, Inc.", ("Provider",), Side.COUNTERPARTY),
    ),
    references=(
        Reference("Exhibit C", "exhibit", Span(0, 1), found=False),
        Reference("Exhibit C", "exhibit", Span(5, 6), found=False),
        Reference("Schedule 1", "exhibit", Span(2, 3), found=True, blank=True),
        Reference("Section 4.2", "section", Span(3, 4), found=True),
    ),
    definitions=(Definition("Student Data", MEANING, MEANING),),
    findings=MIXED,
    clauses=CLAUSES,
)
CLEAN = DocumentReport(
    document=document("contracts/good.pdf", format="pdf"), findings=tuple(finding(r[0]) for r in ROWS)
)
PARTIAL = DocumentReport(
    document=document(
        "contracts/scan.pdf",
        format="pdf",
        pages=13,
        read=Read.PARTIAL,
        unread_pages=(10, 11, 12, 13),
        problems=(Problem("DOC003", Severity.ERROR, "page 10 has no text layer; run OCR", 10),),
    ),
    findings=(finding("SDP-003"), UNDETERMINED),
)
UNREADABLE = DocumentReport(
    document=document(
        "contracts/old.doc",
        format="doc",
        text="",
        pages=None,
        read=Read.UNREADABLE,
        problems=(Problem("DOC005", Severity.ERROR, "this is an old Word file; save it as .docx"),),
    )
)
UNSPOKEN = DocumentReport(document=document("contracts/cloud.pdf"), findings=(MISSING,), unspoken=("students",))
HOSTILE_DOCUMENT = DocumentReport(
    document=document(f"contracts/{HOSTILE}.docx", problems=(Problem("DOC010", Severity.WARNING, HOSTILE),)),
    parties=(Party(HOSTILE, (HOSTILE,), Side.UNKNOWN),),
    references=(Reference(HOSTILE, "exhibit", Span(0, 1), found=False),),
    findings=(
        finding(
            "SDP-003",
            Status.WEAK,
            Severity.ERROR,
            message=HOSTILE,
            reason=HOSTILE,
            suggestion=HOSTILE,
            searched=(HOSTILE,),
            insert_after=HOSTILE,
            evidence=(Evidence(HOSTILE, EvidenceRole.WEAKENS, Span(0, 9), 1, HOSTILE, HOSTILE, (Span(0, 8),)),),
            found={"notice_hours": HOSTILE},
        ),
    ),
    clauses=(clause(0, "penalty.fine", Modality.OBLIGATION, HOSTILE, HOSTILE, text=HOSTILE, section=HOSTILE),),
)


def report(*documents: DocumentReport, skipped: int = 0) -> Report:
    """A report of these documents against ``student-data``."""
    judged = tuple(replace(each, policies=("student-data",)) for each in documents)
    return Report((Policy("student-data", "1", "Student data"),), judged, skipped)
