"""What a run comes to: the verdict in words, the counts, the most urgent items and the exit code."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from clauselint.model import Document, DocumentReport, EvidenceRole, Finding, Outline, Read, Report, Severity, Status

URGENT = 3
"""How many items a decision page names; the rest stands in the table."""

_RANK = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}
_WORST = {Status.CONTRADICTED: 0, Status.MISSING: 1, Status.WEAK: 2}


@dataclass(frozen=True, slots=True)
class Action:
    """An item to see to first: which requirement, what to do (a sentence), why (the finding's message), and who."""

    code: str
    name: str
    status: Status
    counts_as: Severity
    what: str
    message: str
    who: str


@dataclass(frozen=True, slots=True)
class DocumentSummary:
    """What one document comes to.

    ``notice`` is empty unless the document never speaks of what the policy is about. ``headline`` answers "may I sign
    this?", ``detail`` says why; ``verdict`` is the three together. ``statuses`` counts findings, without zeros.
    """

    notice: str
    headline: str
    detail: str
    error: int
    warning: int
    info: int
    statuses: Mapping[Status, int]
    urgent: tuple[Action, ...]

    @property
    def verdict(self) -> str:
        """The verdict in one line."""
        return " ".join(part for part in (self.notice, self.headline, self.detail) if part)


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts and verdict of a run. ``error``, ``warning`` and ``info`` count findings by :attr:`Finding.counts_as`."""

    documents: int
    unreadable: int
    partial: int
    error: int
    warning: int
    info: int
    statuses: Mapping[Status, int]
    verdict: str


def summarize(report: Report) -> Summary:
    """Counts of the whole run and its verdict: the document's own where there is one, a tally where there are more."""
    reads = Counter(d.document.read for d in report.documents)
    findings = [f for d in report.documents for f in d.findings]
    counts = Counter(f.counts_as for f in findings)
    return Summary(
        documents=len(report.documents),
        unreadable=reads[Read.UNREADABLE],
        partial=reads[Read.PARTIAL],
        error=counts[Severity.ERROR],
        warning=counts[Severity.WARNING],
        info=counts[Severity.INFO],
        statuses=_statuses(findings),
        verdict=_run_verdict(report.documents, report.unchanged),
    )


def document_summary(report: DocumentReport) -> DocumentSummary:
    """Verdict, counts and most urgent items of one document."""
    headline, detail = _headline(report)
    counts = Counter(f.counts_as for f in report.findings)
    return DocumentSummary(
        notice=_notice(report),
        headline=headline,
        detail=detail,
        error=counts[Severity.ERROR],
        warning=counts[Severity.WARNING],
        info=counts[Severity.INFO],
        statuses=_statuses(report.findings),
        urgent=_urgent(report.findings),
    )


def exit_code(report: Report, fail_on: Severity = Severity.ERROR) -> int:
    """Exit code of ``check``: 3 nothing to check, or not read in full; 1 a finding at or above ``fail_on``; else 0, also
    where every contract was left out as unchanged.

    Usage errors (2) never get as far as a report. A finding that cannot be determined counts as unread unless a person
    has waived it.
    """
    findings = [f for d in report.documents for f in d.findings]
    undetermined = any(f.status is Status.CANNOT_DETERMINE and f.waiver is None for f in findings)
    nothing = not report.documents and not report.unchanged
    if nothing or undetermined or any(d.document.read is not Read.FULL for d in report.documents):
        return 3
    return int(any(f.counts_as is not None and _RANK[f.counts_as] <= _RANK[fail_on] for f in findings))


def pages_in_words(pages: Iterable[int]) -> str:
    """``[4]`` -> "page 4"; ``[2, 10, 11, 12]`` -> "pages 2 and 10 to 12"; no pages -> ""."""
    runs: list[list[int]] = []
    for page in sorted(set(pages)):
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    words = [word for run in runs for word in (map(str, run) if len(run) < 3 else [f"{run[0]} to {run[-1]}"])]
    if not words:
        return ""
    joined = f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else words[0]
    return f"page {joined}" if words == [str(runs[0][0])] else f"pages {joined}"


def unread_part(document: Document) -> str:
    """What was not read of a document that was read in part: its pages, "a part of the file", or of several files those."""
    unread = [file.document for file in document.files if file.document.read is not Read.FULL]
    if unread:
        return " and ".join(d.path if d.read is Read.UNREADABLE else f"{unread_part(d)} of {d.path}" for d in unread)
    return pages_in_words(document.unread_pages) or "a part of the file"


def not_read(document: Document) -> str:
    """``"page 4 was not read"``, ``"pages 2 to 5 were not read"``."""
    several = len(set(document.unread_pages)) > 1 or sum(f.document.read is not Read.FULL for f in document.files) > 1
    return f"{unread_part(document)} {'were' if several else 'was'} not read"


def left_out(document: Document, outline: Outline) -> str:
    """What of a contract was not there to be read: unread pages, or the agreement to which the document belongs."""
    if document.read is Read.PARTIAL or not outline.depends:
        return not_read(document)
    return f"{outline.depends} that was not supplied: judge both with clauselint check --together"


def section_in_words(section: str) -> str:
    """``"4.2(a)"`` -> "section 4.2(a)"; a label that says what it is ("Exhibit C") as it stands; no label -> ""."""
    return section if not section or " " in section else f"section {section}"


def plural(count: int, one: str, many: str = "") -> str:
    """``plural(2, "clause")`` -> "2 clauses"."""
    return f"{count} {one if count == 1 else many or one + 's'}"


def _statuses(findings: Iterable[Finding]) -> dict[Status, int]:
    counts = Counter(f.status for f in findings)
    return {status: counts[status] for status in Status if counts[status]}


def _notice(report: DocumentReport) -> str:
    if not report.unspoken:
        return ""
    return f"The document never speaks of {' or '.join(report.unspoken)}: check that this is the right policy for it."


def _headline(report: DocumentReport) -> tuple[str, str]:
    """The answer to "may I sign this?" and the reason for it."""
    if report.document.read is Read.UNREADABLE:
        return "Not judged: clauselint could not read this file.", ""
    gap = _gap(report)
    if not report.findings:
        return gap or "Not judged: no requirement was applied.", ""
    errors = [f for f in report.findings if f.counts_as is Severity.ERROR]
    warnings = [f for f in report.findings if f.counts_as is Severity.WARNING]
    if errors:
        beside = f"; {plural(len(warnings), 'warning')}" if warnings else ""
        return "Do not sign yet.", f"{_faults(errors)}{beside}. {gap}".rstrip()
    weigh = f"Weigh before signing: {_faults(warnings)}." if warnings else ""
    if gap:
        return gap, weigh
    if warnings:
        return "No error was found.", weigh
    if all(f.status is Status.NOT_APPLICABLE for f in report.findings):
        return "Not judged: nothing that the policy asks for applies to this document.", ""
    return "Nothing in the way of signing was found:", f"{_tally(report.findings)}."


def _faults(findings: Sequence[Finding]) -> str:
    """What is wrong, by kind: "2 clauses missing, 1 contradicted, 2 sound right but bind nobody"."""
    weak = [f for f in findings if f.status is Status.WEAK]
    # A weak clause counts in full only where it is hollow; one step lower where a limb or a number falls short.
    hollow = sum(f.counts_as is f.severity for f in weak)
    kinds = [
        (sum(f.status is Status.MISSING for f in findings), "missing", "missing"),
        (sum(f.status is Status.CONTRADICTED for f in findings), "contradicted", "contradicted"),
        (hollow, "sounds right but binds nobody", "sound right but bind nobody"),
        (len(weak) - hollow, "falls short", "fall short"),
    ]
    words = [(n, one if n == 1 else many) for n, one, many in kinds if n]
    if not words:
        return plural(len(findings), "finding")
    first = f"{plural(words[0][0], 'clause')} {words[0][1]}"
    return ", ".join([first, *(f"{n} {what}" for n, what in words[1:])])


def _gap(report: DocumentReport) -> str:
    """What was not read, and what that leaves open; empty where nothing was missed."""
    open_rows = sum(f.status is Status.CANNOT_DETERMINE for f in report.findings)
    undetermined = f"{plural(open_rows, 'requirement')} cannot be determined" if open_rows else ""
    if report.document.read is Read.FULL:
        return f"{undetermined}." if undetermined else ""
    return f"Read in part: {not_read(report.document)}" + (f"; {undetermined}." if undetermined else ".")


def _tally(findings: Sequence[Finding]) -> str:
    statuses = Counter(f.status for f in findings)
    words = [f"{statuses[Status.MET]} of {len(findings)} met"]
    if n := statuses[Status.NOT_APPLICABLE]:
        words.append(f"{n} {'does' if n == 1 else 'do'} not apply")
    # What is left was waived, or counts for less than a warning.
    if n := len(findings) - statuses[Status.MET] - statuses[Status.NOT_APPLICABLE]:
        words.append(plural(n, "minor or waived point"))
    return ", ".join(words)


def _urgent(findings: Sequence[Finding]) -> tuple[Action, ...]:
    """The worst findings that count as an error or a warning, at most :data:`URGENT`, worst first."""
    counted = [(f, f.counts_as) for f in findings if f.counts_as in (Severity.ERROR, Severity.WARNING)]
    counted.sort(key=lambda item: (_RANK[item[1] or Severity.INFO], _WORST.get(item[0].status, 3)))
    return tuple(
        Action(f.code, f.name, f.status, severity, _what_to_do(f), f.message, f.who)
        for f, severity in counted[:URGENT]
        if severity
    )


def _what_to_do(finding: Finding) -> str:
    """The next step, as a sentence."""
    role = EvidenceRole.CONTRADICTS if finding.status is Status.CONTRADICTED else EvidenceRole.WEAKENS
    quote = next((e for e in finding.evidence if e.role is role), next(iter(finding.evidence), None))
    if finding.status is Status.MISSING or quote is None:
        after = f" after {section_in_words(finding.insert_after)}" if finding.insert_after else ""
        return f"Ask for a clause on this{after}."
    section = section_in_words(quote.section)
    page = f"page {quote.page}" if quote.page else ""
    where = f"{section} ({page})" if section and page else section or page or "the clause that is quoted"
    return f"Strike or change {where}." if finding.status is Status.CONTRADICTED else f"Reword {where}."


def _run_verdict(documents: Sequence[DocumentReport], unchanged: int) -> str:
    if not documents:
        return "Nothing to check: no contract has changed." if unchanged else "Nothing to check: no contract was found."
    if len(documents) == 1:
        return document_summary(documents[0]).verdict
    kinds = Counter(_outcome(d) for d in documents)
    words = {
        "error": "not ready to sign",
        "unreadable": "could not be read",
        "open": "not fully read or decided",
        "warning": "with warnings only",
        "clear": "with nothing in the way",
    }
    return f"{len(documents)} documents: {', '.join(f'{kinds[k]} {what}' for k, what in words.items() if kinds[k])}."


def _outcome(report: DocumentReport) -> str:
    counts = {f.counts_as for f in report.findings}
    if report.document.read is Read.UNREADABLE:
        return "unreadable"
    if Severity.ERROR in counts:
        return "error"
    if _gap(report) or not report.findings:
        return "open"
    return "warning" if Severity.WARNING in counts else "clear"
