"""What waivers and baseline share: they are files that name contracts by path, and match findings of a report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from clauselint.model import Document, DocumentReport, Finding, Report, Status

_NEEDS_NO_DECISION = {Status.MET, Status.NOT_APPLICABLE}

_ORDER = ("WVR001", "WVR003", "WVR002", "BAS001", "PTY001")  # what counts again comes first


@dataclass(frozen=True, slots=True)
class SuppressionFile:
    """A file of suppressions, with its path as the user named it.

    ``names`` holds the name that it uses for each path of the report; ``deleted`` are the names whose file does not exist
    anymore.
    """

    shown_path: str
    names: Mapping[str, str]
    deleted: frozenset[str] = frozenset()

    def name(self, report: DocumentReport) -> str:
        """Return the name that the file uses for a contract; of several files that of the first, the agreement."""
        return self.names[main_path(report.document)]


def main_path(document: Document) -> str:
    """Return the path of a contract; of several files that of the first, the agreement."""
    return document.files[0].document.path if document.files else document.path


def is_open_finding(finding: Finding) -> bool:
    """Return whether there is something to decide: the requirement applies and is not met."""
    return finding.status not in _NEEDS_NO_DECISION


def judged_codes(report: Report) -> frozenset[str]:
    """Return every code that was judged on some document of the run."""
    return frozenset(f.code for d in report.documents for f in d.findings)


def notice_order(code: str) -> int:
    """Return the rank of a notice's code: the lower, the more urgent."""
    return _ORDER.index(code)
