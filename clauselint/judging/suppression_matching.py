"""What waivers and baseline have in common: files that a team keeps beside its contracts, and that name these by path."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from clauselint.model import Document, DocumentReport, Finding, Report, Status

_SETTLED = {Status.MET, Status.NOT_APPLICABLE}

_ORDER = ("WVR001", "WVR003", "WVR002", "BAS001", "PTY001")  # what counts again comes first


@dataclass(frozen=True, slots=True)
class SuppressionFile:
    """A file that is kept beside contracts, as the user named it. ``names`` says how it calls each path of the report;
    ``gone`` are those of its documents that no file is called any more."""

    file: str
    names: Mapping[str, str]
    gone: frozenset[str] = frozenset()

    def name(self, report: DocumentReport) -> str:
        """How the file calls a contract; one of several files by the first of them, the agreement."""
        return self.names[path_of(report.document)]


def path_of(document: Document) -> str:
    """The path of a contract; of several files that of the first, the agreement."""
    return document.files[0].document.path if document.files else document.path


def is_open_finding(finding: Finding) -> bool:
    """Whether there is something to decide: the requirement is neither met nor out of place."""
    return finding.status not in _SETTLED


def codes_of(report: Report) -> frozenset[str]:
    """Every code that was judged on some document of the run."""
    return frozenset(f.code for d in report.documents for f in d.findings)


def urgency(code: str) -> int:
    """The place of a notice's code among the others: the lower, the sooner it must be seen to."""
    return _ORDER.index(code)
