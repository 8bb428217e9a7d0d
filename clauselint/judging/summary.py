"""The summary of a run: the verdict in words, the counts, the most urgent items and the exit code."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from clauselint.judging.counting import is_unread, undetermined
from clauselint.judging.headline import batch_verdict, headline, policy_mismatch_notice
from clauselint.judging.phrases import (
    section_in_words,
)
from clauselint.model import DocumentReport, Evidence, EvidenceRole, Finding, Read, Report, Severity, Status

URGENT = 3
"""How many items a summary names; the others stand in the table."""

_RANK = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}
_WORST = {Status.CONTRADICTED: 0, Status.MISSING: 1, Status.WEAK: 2}


@dataclass(frozen=True, slots=True)
class Action:
    """An urgent item: which requirement, what to do (a sentence), why (the finding's message), and who must act."""

    code: str
    name: str
    status: Status
    counts_as: Severity
    what: str
    message: str
    who: str


@dataclass(frozen=True, slots=True)
class DocumentSummary:
    """The summary of one document.

    ``notice`` is empty unless the document never mentions what the policy is about. ``headline`` answers "may I sign
    this?", ``detail`` says why; ``verdict`` is the three together. ``statuses`` counts findings, without zeros; ``waived`` and
    ``baseline`` those that no longer count, because a person accepted them or because they were there before.
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
        """Notice, headline and detail in one line."""
        return " ".join(part for part in (self.notice, self.headline, self.detail) if part)


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts and verdict of a run.

    ``error``, ``warning`` and ``info`` count findings by :attr:`Finding.counts_as`; ``waived`` and ``baseline`` those that no
    longer count.
    """

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
    """Return the counts of a run and its verdict: the document's own where there is one, a tally where there are more."""
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
    """Return the verdict, counts and most urgent items of one document."""
    answer, detail = headline(report)
    counts = Counter(f.counts_as for f in report.findings)
    return DocumentSummary(
        notice=policy_mismatch_notice(report),
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
    """Return the exit code of ``check``.

    3: nothing to check, or not read in full; 1: a finding or a notice at or above ``fail_on``; else 0, also where every
    contract was left out as unchanged. Usage errors (2) never reach a report. A finding that cannot be determined counts as
    unread. What a person reviewed, as a waiver says, counts neither as unread nor as a finding.
    """
    nothing = not report.documents and not report.unchanged
    if nothing or any(is_unread(d.document) or undetermined(d) for d in report.documents):
        return 3
    counts = [f.counts_as for d in report.documents for f in d.findings] + [n.severity for n in report.notices]
    return int(any(each is not None and _RANK[each] <= _RANK[fail_on] for each in counts))


def _verdict(report: Report) -> str:
    if not report.documents:
        return f"Nothing to check: no contract {'has changed' if report.unchanged else 'found'}."
    if len(report.documents) == 1:
        return document_summary(report.documents[0]).verdict
    return batch_verdict(report.documents)


def _statuses(findings: Iterable[Finding]) -> dict[Status, int]:
    counts = Counter(f.status for f in findings)
    return {status: counts[status] for status in Status if counts[status]}


def _urgent(findings: Sequence[Finding]) -> tuple[Action, ...]:
    """Return the worst findings that count as an error or a warning, at most :data:`URGENT`, worst first."""
    counted = [(f, f.counts_as) for f in findings if f.counts_as in (Severity.ERROR, Severity.WARNING)]
    counted.sort(key=lambda item: (_RANK[item[1] or Severity.INFO], _WORST.get(item[0].status, 3)))
    return tuple(
        Action(f.code, f.name, f.status, severity, _what_to_do(f), f.message, f.who)
        for f, severity in counted[:URGENT]
        if severity
    )


def _what_to_do(finding: Finding) -> str:
    """Return the next step, as a sentence."""
    quote = _quote_to_change(finding)
    if quote is None:
        after = f" after {section_in_words(finding.insert_after)}" if finding.insert_after else ""
        return f"Add this clause{after}."
    verb = "Strike or change" if finding.status is Status.CONTRADICTED else "Reword"
    return f"{verb} {_place_in_words(quote)}."


def _quote_to_change(finding: Finding) -> Evidence | None:
    """Return the quote that speaks against the requirement, or else any; None where a clause is missing."""
    if finding.status is Status.MISSING:
        return None
    role = EvidenceRole.CONTRADICTS if finding.status is Status.CONTRADICTED else EvidenceRole.WEAKENS
    return next((e for e in finding.evidence if e.role is role), next(iter(finding.evidence), None))


def _place_in_words(quote: Evidence) -> str:
    section = section_in_words(quote.section)
    page = f"page {quote.page}" if quote.page else ""
    return f"{section} ({page})" if section and page else section or page or "the quoted clause"
