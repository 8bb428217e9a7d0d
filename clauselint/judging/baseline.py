"""A baseline: the findings that existed when a team began to use clauselint. They do not count; new ones do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from clauselint.judging.suppression_matching import SuppressionFile, judged_codes, main_path, notice_order
from clauselint.model import DocumentReport, Finding, Notice, Report, Severity, Status


@dataclass(frozen=True, slots=True, order=True)
class BaselineEntry:
    """A finding of the baseline: its document (a path relative to the baseline's folder), code and fingerprint.

    ``line``, from 1, is where the entry stands in its file; entries are equal whatever their line.
    """

    document: str
    code: str
    fingerprint: str
    line: int = field(default=0, compare=False)


DecidedFindings = frozenset[tuple[str, str]]
"""Contracts and codes on which somebody decided with a waiver. A baseline does not cover those: the finding of a waiver that
expires must count again."""


def mark_baseline(
    report: Report,
    entries: Iterable[BaselineEntry],
    baseline_file: SuppressionFile,
    decided: DecidedFindings = frozenset(),
) -> Report:
    """Return the report with the findings of the baseline marked, and a notice for each entry that is no longer needed."""
    listed = frozenset(entries)

    def marked(document: DocumentReport) -> DocumentReport:
        known = {id(f) for f, entry in _counted(document, baseline_file, decided) if entry in listed}
        rows = (replace(f, baseline=True, counts_as=None) if id(f) in known else f for f in document.findings)
        return replace(document, findings=tuple(rows))

    notices = [
        _notice(entry, baseline_file, decided) for entry in stale_entries(report, listed, baseline_file, decided)
    ]
    documents = tuple(map(marked, report.documents))
    everything = sorted((*report.notices, *notices), key=lambda n: (notice_order(n.code), n.line))
    return replace(report, documents=documents, notices=tuple(everything))


def baseline_entries(
    report: Report, baseline_file: SuppressionFile, decided: DecidedFindings = frozenset()
) -> frozenset[BaselineEntry]:
    """Return the entries of a baseline of this run: each finding that counts."""
    return frozenset(entry for d in report.documents for _, entry in _counted(d, baseline_file, decided))


def stale_entries(
    report: Report,
    entries: Iterable[BaselineEntry],
    baseline_file: SuppressionFile,
    decided: DecidedFindings = frozenset(),
) -> tuple[BaselineEntry, ...]:
    """Return the entries that are no longer needed: their document was judged without such a finding, or was deleted.

    An entry whose document, or whose policy, is not part of the run may be needed by another; so may one whose requirement
    cannot be determined now.
    """
    current = baseline_entries(report, baseline_file, decided)
    codes = judged_codes(report)
    judged = {(baseline_file.name(d), f.code): False for d in report.documents for f in d.findings}
    for d in report.documents:
        for f in d.findings:
            judged[baseline_file.name(d), f.code] |= f.status is Status.CANNOT_DETERMINE
    names = {baseline_file.name(d) for d in report.documents}

    def is_stale(entry: BaselineEntry) -> bool:
        if entry.document in names:
            return judged.get((entry.document, entry.code)) is False and entry not in current
        return entry.document in baseline_file.deleted and entry.code in codes

    return tuple(sorted(filter(is_stale, entries)))


def _counted(
    report: DocumentReport, baseline_file: SuppressionFile, decided: DecidedFindings
) -> Iterator[tuple[Finding, BaselineEntry]]:
    for f in report.findings:
        if f.counts_as is not None and f.waiver is None and (main_path(report.document), f.code) not in decided:
            yield f, BaselineEntry(baseline_file.name(report), f.code, f.fingerprint)


def _notice(entry: BaselineEntry, baseline_file: SuppressionFile, decided: DecidedFindings) -> Notice:
    path = next((path for path, name in baseline_file.names.items() if name == entry.document), entry.document)
    why = "the file does not exist" if entry.document in baseline_file.deleted else "the finding no longer exists"
    why = "a waiver covers the finding" if (path, entry.code) in decided else why
    message = (
        f"the baseline entry for {entry.code} in {path} is no longer needed: {why}. "
        "To remove it: clauselint baseline prune"
    )
    return Notice("BAS001", Severity.WARNING, message, path, baseline_file.shown_path, entry.line)
