"""What a run comes to: the verdict in words, the counts, the most urgent items and the exit code."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from clauselint.judging.counting import is_unread, undetermined
from clauselint.judging.headline import headline, notice, run_verdict
from clauselint.judging.phrases import (
    section_in_words,
)
from clauselint.model import DocumentReport, EvidenceRole, Finding, Read, Report, Severity, Status

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
    this?", ``detail`` says why; ``verdict`` is the three together. ``statuses`` counts findings, without zeros; ``waived`` and
    ``baseline`` those that count no more, because a person let them stand or because they were there before.
    """

    notice: str
    headline: str
    detail: str
    error: int
    warning: int
    info: int
    waived: int
    baseline: int
    statuses: Mapping[Status, int]
    urgent: tuple[Action, ...]

    @property
    def verdict(self) -> str:
        """The verdict in one line."""
        return " ".join(part for part in (self.notice, self.headline, self.detail) if part)


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts and verdict of a run. ``error``, ``warning`` and ``info`` count findings by :attr:`Finding.counts_as`; ``waived``
    and ``baseline`` those that count no more."""

    documents: int
    unreadable: int
    partial: int
    error: int
    warning: int
    info: int
    waived: int
    baseline: int
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
        waived=sum(f.waiver is not None for f in findings),
        baseline=sum(f.baseline for f in findings),
        statuses=_statuses(findings),
        verdict=_verdict(report),
    )


def document_summary(report: DocumentReport) -> DocumentSummary:
    """Verdict, counts and most urgent items of one document."""
    answer, detail = headline(report)
    counts = Counter(f.counts_as for f in report.findings)
    return DocumentSummary(
        notice=notice(report),
        headline=answer,
        detail=detail,
        error=counts[Severity.ERROR],
        warning=counts[Severity.WARNING],
        info=counts[Severity.INFO],
        waived=sum(f.waiver is not None for f in report.findings),
        baseline=sum(f.baseline for f in report.findings),
        statuses=_statuses(report.findings),
        urgent=_urgent(report.findings),
    )


def exit_code(report: Report, fail_on: Severity = Severity.ERROR) -> int:
    """Exit code of ``check``: 3 nothing to check, or not read in full; 1 a finding or a notice at or above ``fail_on``; else 0,
    also where every contract was left out as unchanged.

    Usage errors (2) never get as far as a report. A finding that cannot be determined counts as unread. What a person has
    looked at, as a waiver says, counts neither as unread nor as a finding.
    """
    nothing = not report.documents and not report.unchanged
    if nothing or any(is_unread(d.document) or undetermined(d) for d in report.documents):
        return 3
    counts = [f.counts_as for d in report.documents for f in d.findings] + [n.severity for n in report.notices]
    return int(any(each is not None and _RANK[each] <= _RANK[fail_on] for each in counts))


def _verdict(report: Report) -> str:
    if not report.documents:
        return f"Nothing to check: no contract {'has changed' if report.unchanged else 'was found'}."
    if len(report.documents) == 1:
        return document_summary(report.documents[0]).verdict
    return run_verdict(report.documents)


def _statuses(findings: Iterable[Finding]) -> dict[Status, int]:
    counts = Counter(f.status for f in findings)
    return {status: counts[status] for status in Status if counts[status]}


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
