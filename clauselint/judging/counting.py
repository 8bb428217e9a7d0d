"""Counts that respect what people decided: parts that were not read but reviewed, findings that were waived."""

from __future__ import annotations

from clauselint.model import Document, DocumentReport, Finding, Read, Severity, Status

UNREAD = "unread: "
NOT_SUPPLIED = "not supplied: "
"""The beginnings of the reasons for which a requirement cannot be determined. A finding may have both."""


def is_manually_reviewed(document: Document) -> bool:
    """Return whether a person reviewed every part of the file that was not read, as waivers for its errors say."""
    errors = [problem for problem in document.problems if problem.severity is Severity.ERROR]
    return bool(errors) and all(problem.waiver is not None for problem in errors)


def is_unread(document: Document) -> bool:
    """Return whether a part was read neither by the program nor by a person."""
    return document.read is not Read.FULL and not is_manually_reviewed(document)


def undetermined(report: DocumentReport) -> tuple[Finding, ...]:
    """Return the findings that cannot be determined; those alone that an unread part leaves open count as decided once a
    person reviewed that part."""
    reviewed = is_manually_reviewed(report.document)

    def is_open(finding: Finding) -> bool:
        decided = reviewed and finding.reason.startswith(UNREAD) and NOT_SUPPLIED not in finding.reason
        return finding.status is Status.CANNOT_DETERMINE and finding.waiver is None and not decided

    return tuple(filter(is_open, report.findings))


def count_waivers(report: DocumentReport) -> int:
    """Return on how many waivers a document relies."""
    waived = [(f.code, f.waiver) for f in report.findings] + [(p.code, p.waiver) for p in report.document.problems]
    return len({(code, *sorted(waiver.items())) for code, waiver in waived if waiver is not None})
