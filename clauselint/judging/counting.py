"""What is left to count once people have decided: a part that was not read but looked at, a finding that was waived."""

from __future__ import annotations

from clauselint.model import Document, DocumentReport, Finding, Read, Severity, Status

UNREAD = "unread: "
NOT_SUPPLIED = "not supplied: "
"""How the reasons begin for which a row cannot be determined. A row may have both."""


def is_manually_reviewed(document: Document) -> bool:
    """Whether a person has looked at every part of the file that was not read, as waivers for its errors say."""
    errors = [problem for problem in document.problems if problem.severity is Severity.ERROR]
    return bool(errors) and all(problem.waiver is not None for problem in errors)


def is_unread(document: Document) -> bool:
    """Whether a part was not read, by the program or by a person."""
    return document.read is not Read.FULL and not is_manually_reviewed(document)


def undetermined(report: DocumentReport) -> tuple[Finding, ...]:
    """The rows that nobody can tell the status of. Where a person has looked at what was not read, that alone leaves no row
    open."""
    seen = is_manually_reviewed(report.document)

    def is_left(finding: Finding) -> bool:
        settled = seen and finding.reason.startswith(UNREAD) and NOT_SUPPLIED not in finding.reason
        return finding.status is Status.CANNOT_DETERMINE and finding.waiver is None and not settled

    return tuple(filter(is_left, report.findings))


def waivers_of(report: DocumentReport) -> int:
    """On how many waivers a document relies."""
    waived = [(f.code, f.waiver) for f in report.findings] + [(p.code, p.waiver) for p in report.document.problems]
    return len({(code, *sorted(waiver.items())) for code, waiver in waived if waiver is not None})
