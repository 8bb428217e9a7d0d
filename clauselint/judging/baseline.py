"""A baseline: the findings that were there when a team began to use clauselint. They do not count; what is new does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from clauselint.judging.suppression_matching import SuppressionFile, codes_of, path_of, urgency
from clauselint.model import DocumentReport, Finding, Notice, Report, Severity, Status


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """A finding that was there: in which document (a path relative to the baseline's folder), of which code, with which
    fingerprint. ``line``, from 1, is where it stands in its file; entries are the same whatever their line."""

    document: str
    code: str
    fingerprint: str
    line: int = field(default=0, compare=False)


Decided = frozenset[tuple[str, str]]
"""Contracts and codes on which somebody has decided with a waiver. Those are no business of a baseline: a waiver that expires
must not leave its finding to be swallowed by one."""


def apply(report: Report, entries: Iterable[Entry], beside: SuppressionFile, decided: Decided = frozenset()) -> Report:
    """The report with the findings of the baseline marked so, and a notice for each entry that nothing needs."""
    listed = frozenset(entries)

    def marked(document: DocumentReport) -> DocumentReport:
        known = {id(f) for f, entry in _counting(document, beside, decided) if entry in listed}
        rows = (replace(f, baseline=True, counts_as=None) if id(f) in known else f for f in document.findings)
        return replace(document, findings=tuple(rows))

    notices = [_notice(entry, beside, decided) for entry in stale(report, listed, beside, decided)]
    documents = tuple(map(marked, report.documents))
    everything = sorted((*report.notices, *notices), key=lambda n: (urgency(n.code), n.line))
    return replace(report, documents=documents, notices=tuple(everything))


def entries_of(report: Report, beside: SuppressionFile, decided: Decided = frozenset()) -> frozenset[Entry]:
    """What a baseline of this run holds: each finding that counts."""
    return frozenset(entry for d in report.documents for _, entry in _counting(d, beside, decided))


def stale(
    report: Report, entries: Iterable[Entry], beside: SuppressionFile, decided: Decided = frozenset()
) -> tuple[Entry, ...]:
    """The entries that nothing needs: their document was judged and has no such finding, or is no more.

    An entry whose document, or whose policy, is not part of the run may be needed by another; so may one whose row cannot be
    determined now.
    """
    current = entries_of(report, beside, decided)
    codes = codes_of(report)
    judged = {(beside.name(d), f.code): False for d in report.documents for f in d.findings}
    for d in report.documents:
        for f in d.findings:
            judged[beside.name(d), f.code] |= f.status is Status.CANNOT_DETERMINE
    names = {beside.name(d) for d in report.documents}

    def needless(entry: Entry) -> bool:
        if entry.document in names:
            return judged.get((entry.document, entry.code)) is False and entry not in current
        return entry.document in beside.gone and entry.code in codes

    return tuple(sorted(filter(needless, entries)))


def _counting(report: DocumentReport, beside: SuppressionFile, decided: Decided) -> Iterator[tuple[Finding, Entry]]:
    for f in report.findings:
        if f.counts_as is not None and f.waiver is None and (path_of(report.document), f.code) not in decided:
            yield f, Entry(beside.name(report), f.code, f.fingerprint)


def _notice(entry: Entry, beside: SuppressionFile, decided: Decided) -> Notice:
    path = next((path for path, name in beside.names.items() if name == entry.document), entry.document)
    why = "there is no such file" if entry.document in beside.gone else "there is no such finding any more"
    why = "a waiver says what becomes of it" if (path, entry.code) in decided else why
    message = f"nothing needs the entry for {entry.code} in {path}: {why}. To drop it: clauselint baseline prune"
    return Notice("BAS001", Severity.WARNING, message, path, beside.file, entry.line)
