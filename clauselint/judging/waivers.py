"""Waivers: a named person's decision that a finding may stand, for one clause of one document, for a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from clauselint.diagnostics.errors import PROBLEMS
from clauselint.judging.fingerprint import file_hash
from clauselint.judging.suppression_matching import (
    SuppressionFile,
    is_open_finding,
    judged_codes,
    main_path,
    notice_order,
)
from clauselint.model import Document, DocumentReport, Finding, Notice, Report, Severity


@dataclass(frozen=True, slots=True)
class Waiver:
    """One waiver.

    ``code`` is a requirement's, or a DOC code of a part that was not read. ``document`` is the contract's path, relative to
    the folder of the waivers. ``clause`` is a finding's ``clause`` or, for a DOC code, its :func:`file_hash`. ``expires`` is
    the last day on which the waiver is in force. ``line``, from 1, is where it stands in its file.
    """

    code: str
    document: str
    clause: str
    reason: str
    owner: str
    expires: date
    line: int = 0

    @property
    def shown_fields(self) -> dict[str, str]:
        """The fields that a report shows."""
        return {"reason": self.reason, "owner": self.owner, "expires": self.expires.isoformat()}


WaiversInForce = Mapping[tuple[str, str, str], Waiver]
"""Waivers by document, code and clause."""

_Subject = tuple[str, str]
"""A document, by its name in the waiver file, and a code."""


def apply_waivers(report: Report, waivers: Sequence[Waiver], waiver_file: SuppressionFile, today: date) -> Report:
    """Return the report with what is waived marked, and a notice for each waiver that needs attention."""
    in_force = {(w.document, w.code, w.clause): w for w in waivers if w.expires >= today}
    notices = sorted(
        _notices(report, waivers, waiver_file, today), key=lambda notice: (notice_order(notice.code), notice.line)
    )
    documents = tuple(_mark_waived(each, in_force, waiver_file) for each in report.documents)
    return replace(report, documents=documents, notices=(*report.notices, *notices))


def decided_findings(
    report: Report, waivers: Iterable[Waiver], waiver_file: SuppressionFile
) -> frozenset[tuple[str, str]]:
    """Return the findings, by path of the contract and code, on which somebody decided, whether still in force or not."""
    written = {(w.document, w.code) for w in waivers}
    pairs = ((each, f.code) for each in report.documents for f in each.findings)
    return frozenset((main_path(d.document), code) for d, code in pairs if (waiver_file.name(d), code) in written)


def _mark_waived(report: DocumentReport, in_force: WaiversInForce, waiver_file: SuppressionFile) -> DocumentReport:
    def mark(finding: Finding) -> Finding:
        waiver = in_force.get((waiver_file.name(report), finding.code, finding.clause))
        if waiver is None or not is_open_finding(finding):
            return finding
        return replace(finding, waiver=waiver.shown_fields, counts_as=None)

    findings = tuple(map(mark, report.findings))
    return replace(report, document=_mark_reviewed(report.document, in_force, waiver_file), findings=findings)


def _mark_reviewed(document: Document, in_force: WaiversInForce, waiver_file: SuppressionFile) -> Document:
    """Return the document with the problems marked that are waived for its file, or for the files that it is made of."""
    if document.files:
        files = tuple(replace(f, document=_mark_reviewed(f.document, in_force, waiver_file)) for f in document.files)
        shown = [problem.waiver for file in files for problem in file.document.problems]
        problems = (replace(p, waiver=waiver) for p, waiver in zip(document.problems, shown, strict=True))
        return replace(document, files=files, problems=tuple(problems))
    name, content = waiver_file.names[document.path], file_hash(document)
    waivers = [in_force.get((name, problem.code, content)) for problem in document.problems]
    problems = (
        replace(p, waiver=w.shown_fields if w else None) for p, w in zip(document.problems, waivers, strict=True)
    )
    return replace(document, problems=tuple(problems))


def _notices(report: Report, waivers: Sequence[Waiver], waiver_file: SuppressionFile, today: date) -> Iterator[Notice]:
    """Yield what needs attention about the waivers; those whose document or policy is not part of the run need none."""
    open_clauses, judged = _open_clauses(report, waiver_file)
    in_force = {(w.document, w.code, w.clause) for w in waivers if w.expires >= today}
    codes = judged_codes(report) | set(PROBLEMS)
    paths = {name: path for path, name in waiver_file.names.items()}
    for waiver in waivers:
        subject = (waiver.document, waiver.code)
        shown = paths.get(waiver.document, waiver.document)
        fault: tuple[str, str] | None = None
        if subject in judged:
            covered = all((*subject, clause) in in_force for clause in open_clauses[subject])
            fault = _fault(waiver, shown, open_clauses[subject], today, covered=covered)
        elif waiver.document in waiver_file.deleted and waiver.code in codes:
            fault = (
                "WVR002",
                f"the waiver of {waiver.code} is for {shown}, but that file does not exist: correct or delete the waiver.",
            )
        if fault is not None:
            code, message = fault
            yield Notice(code, Severity.WARNING, message, shown, waiver_file.shown_path, waiver.line)


def _open_clauses(
    report: Report, waiver_file: SuppressionFile
) -> tuple[Mapping[_Subject, set[str]], frozenset[_Subject]]:
    """Return what there is to decide, as the clauses of each document and code; and every document and code judged."""
    clauses: dict[_Subject, set[str]] = defaultdict(set)
    judged: set[_Subject] = set()
    for each in report.documents:
        for finding in each.findings:
            subject = (waiver_file.name(each), finding.code)
            judged.add(subject)
            if is_open_finding(finding):
                clauses[subject].add(finding.clause)
        for document in [file.document for file in each.document.files] or [each.document]:
            name = waiver_file.names[document.path]
            judged |= {(name, code) for code in PROBLEMS}
            for problem in document.problems:
                clauses[name, problem.code].add(file_hash(document))
    return clauses, frozenset(judged)


def _fault(waiver: Waiver, shown: str, open_clauses: set[str], today: date, *, covered: bool) -> tuple[str, str] | None:
    """Return what of a waiver needs attention, as code and message.

    ``open_clauses`` are those that it could be for; ``covered``: others in force are for all of them.
    """
    finding = f"{waiver.code} in {shown}"
    is_of_file = waiver.code in PROBLEMS
    needed = waiver.clause in open_clauses
    if not open_clauses:
        why = "the file has no such problem" if is_of_file else "the finding no longer exists"
        return "WVR002", f"the waiver of {finding} is no longer needed: {why}. Delete it."
    if not needed and covered:
        return "WVR002", f"this waiver of {finding} is not needed: another waiver covers the finding. Delete it."
    if waiver.expires < today:
        effect = "the finding counts again" if needed else "the present finding counts"
        renew = f"Resolve it, or ask {waiver.owner} to renew the waiver."
        return "WVR001", f"the waiver of {finding} expired on {waiver.expires}: {effect}. {renew}"
    if needed:
        return None
    changed = "the file has changed" if is_of_file else "the wording of the contract has changed"
    return (
        "WVR003",
        f"{changed} since {finding} was waived: review it again. It counts until it is resolved or waived again.",
    )
