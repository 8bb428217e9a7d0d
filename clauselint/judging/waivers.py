"""Waivers: a named person's decision that a finding may stand, for one clause of one document, for a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from clauselint.diagnostics.errors import PROBLEMS
from clauselint.judging.fingerprint import file_hash
from clauselint.judging.suppression_matching import SuppressionFile, codes_of, is_open_finding, path_of, urgency
from clauselint.model import Document, DocumentReport, Finding, Notice, Report, Severity


@dataclass(frozen=True, slots=True)
class Waiver:
    """One waiver. ``code`` is a requirement's, or a DOC code of a part that was not read. ``document`` is the contract's path,
    relative to the folder of the waivers. ``clause`` is what a finding's ``clause`` or, for a DOC code, :func:`file_hash` says.
    ``expires`` is the last day on which it holds. ``line``, from 1, is where it stands in its file."""

    code: str
    document: str
    clause: str
    reason: str
    owner: str
    expires: date
    line: int = 0

    @property
    def said(self) -> dict[str, str]:
        """What a report says of it."""
        return {"reason": self.reason, "owner": self.owner, "expires": self.expires.isoformat()}


InForce = Mapping[tuple[str, str, str], Waiver]
"""Waivers by document, code and clause."""


def apply(report: Report, waivers: Sequence[Waiver], beside: SuppressionFile, today: date) -> Report:
    """The report with what is waived marked so, and a notice for each waiver that needs to be seen to."""
    in_force = {(w.document, w.code, w.clause): w for w in waivers if w.expires >= today}
    notices = list(_notices(report, waivers, beside, today))
    notices.sort(key=lambda n: (urgency(n.code), n.line))
    documents = tuple(_applied(each, in_force, beside) for each in report.documents)
    return replace(report, documents=documents, notices=(*report.notices, *notices))


def decided(report: Report, waivers: Iterable[Waiver], beside: SuppressionFile) -> frozenset[tuple[str, str]]:
    """The findings, by path of the contract and code, on which somebody decided, whether or not that still holds."""
    written = {(w.document, w.code) for w in waivers}
    pairs = ((each, f.code) for each in report.documents for f in each.findings)
    return frozenset((path_of(d.document), code) for d, code in pairs if (beside.name(d), code) in written)


def _applied(report: DocumentReport, in_force: InForce, beside: SuppressionFile) -> DocumentReport:
    def settle(finding: Finding) -> Finding:
        waiver = in_force.get((beside.name(report), finding.code, finding.clause))
        if waiver is None or not is_open_finding(finding):
            return finding
        return replace(finding, waiver=waiver.said, counts_as=None)

    findings = tuple(map(settle, report.findings))
    return replace(report, document=_looked_at(report.document, in_force, beside), findings=findings)


def _looked_at(document: Document, in_force: InForce, beside: SuppressionFile) -> Document:
    """The document with the problems that are waived for its file, or for those that it is made of, marked so."""
    if document.files:
        files = tuple(replace(f, document=_looked_at(f.document, in_force, beside)) for f in document.files)
        said = [problem.waiver for file in files for problem in file.document.problems]
        problems = (replace(p, waiver=waiver) for p, waiver in zip(document.problems, said, strict=True))
        return replace(document, files=files, problems=tuple(problems))
    name, content = beside.names[document.path], file_hash(document)
    waivers = [in_force.get((name, problem.code, content)) for problem in document.problems]
    problems = (replace(p, waiver=w.said if w else None) for p, w in zip(document.problems, waivers, strict=True))
    return replace(document, problems=tuple(problems))


def _notices(report: Report, waivers: Sequence[Waiver], beside: SuppressionFile, today: date) -> Iterator[Notice]:
    standing, judged = _standing(report, beside)
    in_force = {(w.document, w.code, w.clause) for w in waivers if w.expires >= today}
    codes = codes_of(report) | set(PROBLEMS)
    paths = {name: path for path, name in beside.names.items()}
    for waiver in waivers:
        about = (waiver.document, waiver.code)
        shown = paths.get(waiver.document, waiver.document)
        if about in judged:
            covered = all((*about, clause) in in_force for clause in standing[about])
            found = _wrong(waiver, shown, standing[about], today, covered=covered)
        elif waiver.document in beside.gone and waiver.code in codes:
            found = (
                "WVR002",
                f"the waiver of {waiver.code} is for {shown}, and there is no such file: correct or delete it.",
            )
        else:
            continue  # its document or its policy is not part of this run
        if found is not None:
            yield Notice(found[0], Severity.WARNING, found[1], shown, beside.file, waiver.line)


def _standing(
    report: Report, beside: SuppressionFile
) -> tuple[Mapping[tuple[str, str], set[str]], frozenset[tuple[str, str]]]:
    """What there is to decide, as the clauses of each document and code; and every document and code that was judged."""
    standing: dict[tuple[str, str], set[str]] = defaultdict(set)
    judged: set[tuple[str, str]] = set()
    for each in report.documents:
        for finding in each.findings:
            about = (beside.name(each), finding.code)
            judged.add(about)
            if is_open_finding(finding):
                standing[about].add(finding.clause)
        for file in [f.document for f in each.document.files] or [each.document]:
            judged |= {(beside.names[file.path], code) for code in PROBLEMS}
            for problem in file.problems:
                standing[beside.names[file.path], problem.code].add(file_hash(file))
    return standing, frozenset(judged)


def _wrong(waiver: Waiver, shown: str, standing: set[str], today: date, *, covered: bool) -> tuple[str, str] | None:
    """What of a waiver must be seen to, as code and message. ``standing`` are the clauses that it could be for, ``covered``
    says that others in force are for all of them."""
    for_ = f"{waiver.code} for {shown}"
    needed = waiver.clause in standing
    if not standing:
        why = "the file has no such problem" if waiver.code in PROBLEMS else "there is no such finding any more"
        return "WVR002", f"nothing needs the waiver of {for_}: {why}. Delete it."
    if not needed and covered:
        return "WVR002", f"nothing needs this waiver of {for_}: another covers what is found. Delete it."
    if waiver.expires < today:
        counts = "it counts again" if needed else "what is found now counts"
        return (
            "WVR001",
            f"the waiver of {for_} expired on {waiver.expires}: {counts}. Settle it, or ask {waiver.owner} to renew it.",
        )
    if needed:
        return None
    what = "the file has changed" if waiver.code in PROBLEMS else "the wording of the contract has changed"
    return "WVR003", f"{what} since {for_} was waived: look at it again; it counts until it is settled or waived anew."
