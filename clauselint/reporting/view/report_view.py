"""A report as plain dicts and lists, version 1 of the JSON contract: ``json`` prints it, templates read it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from clauselint import __version__
from clauselint.judging.counting import undetermined
from clauselint.judging.phrases import plural
from clauselint.judging.summary import document_summary, summarize
from clauselint.model import (
    ClauseFound,
    Definition,
    Document,
    DocumentReport,
    Evidence,
    Finding,
    Obligation,
    Reference,
    Report,
    Severity,
    SignalTrace,
    Span,
    Step,
    TermTrace,
)
from clauselint.reporting.view import docs_links

View = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Options:
    """Options for rendering; see :func:`clauselint.reporting.render`."""

    command: str = "check"
    show: Severity = Severity.WARNING
    color: bool = False
    width: int = 80
    ascii: bool = False
    all_signals: bool = False


def build_view(report: Report, command: str = "check") -> View:
    """The whole report; with clauses alone where ``command`` is "clauses", and with obligations alone where it says so."""
    summary = asdict(summarize(report))
    if command == "obligations":
        found = sum(not row.mirror for d in report.documents for row in d.obligations)
        summary["verdict"] = f"{plural(found, 'proposition')} in {plural(len(report.documents), 'document')}."
    if command == "clauses":
        found = sum(len(d.clauses) for d in report.documents)
        summary["verdict"] = f"{plural(found, 'clause')} in {plural(len(report.documents), 'document')}."
    return {
        "schema": "clauselint-v1",
        "tool": {"name": "clauselint", "version": __version__},
        "policies": [asdict(policy) for policy in report.policies],
        "documents": [_document(d, command, report.docs_url) for d in report.documents],
        "notices": [
            asdict(notice) | _linked(docs_links.of_code(report.docs_url, notice.code)) for notice in report.notices
        ],
        "skipped": report.skipped,
        "unchanged": report.unchanged,
        "summary": summary,
    }


def _linked(address: str) -> View:
    """Return the field with the address that explains a code, if there is one."""
    return {"help_url": address} if address else {}


def _document(report: DocumentReport, command: str, site: str) -> View:
    document = report.document
    out: View = {
        "path": document.path,
        "sha256": document.sha256,
        "format": document.format,
        "pages": document.pages,
        "words": document.words,
        "language": document.language,
        "read": document.read,
        "unread_pages": list(document.unread_pages),
        "ocr_pages": list(document.ocr_pages),
        "files": [_file(file.document) for file in document.files],
        "problems": [asdict(each) | _linked(docs_links.of_code(site, each.code)) for each in document.problems],
        "parties": [_fields(party, "name side side_source") | {"roles": list(party.roles)} for party in report.parties],
        "revisions": asdict(document.revisions),
        "references": [_reference(document, r) for r in report.references],
        "definitions": [_definition(report, d) for d in report.definitions],
        "unspoken": list(report.unspoken),
        "policies": list(report.policies),
    }
    if command == "obligations":
        out["obligations"] = [_obligation(row) for row in report.obligations]
    else:
        out["clauses"] = [_clause(c) for c in report.clauses]
    if command == "check":
        summary = document_summary(report)
        open_rows = undetermined(report)
        out["requirements"] = [
            _requirement(f) | {"unsettled": f in open_rows} | _linked(docs_links.of_requirement(site, f.policy, f.code))
            for f in report.findings
        ]
        out["summary"] = asdict(summary) | {"verdict": summary.verdict}
    return out


def _file(document: Document) -> View:
    """One file of a contract that is made of several."""
    pages = {"unread_pages": list(document.unread_pages), "ocr_pages": list(document.ocr_pages)}
    return _fields(document, "path sha256 format pages words read") | pages


def _fields(thing: object, names: str) -> View:
    return {name: getattr(thing, name) for name in names.split()}


def _span(span: Span) -> View:
    return {"start": span.start, "end": span.end}


def _placed(document: Document, span: Span) -> View:
    """Return the offsets of a span, and in a contract of several files the file and the offsets in its text."""
    file = document.file_at(span.start)
    if file is None:
        return _span(span)
    return _span(Span(span.start - file.start, span.end - file.start)) | {"file": file.document.path}


def _reference(document: Document, reference: Reference) -> View:
    return _fields(reference, "text kind found blank") | _placed(document, reference.span)


def _definition(report: DocumentReport, definition: Definition) -> View:
    document, meaning = report.document, definition.meaning
    text = document.text[meaning.start : meaning.end]
    return {"term": definition.term, "text": text, "page": document.page_at(meaning.start)} | _placed(document, meaning)


def _requirement(finding: Finding) -> View:
    out = _fields(
        finding,
        "code name policy family severity status counts_as confidence confidence_kind message reason must why authority force "
        "source_read verified suggestion who insert_after fingerprint clause baseline",
    )
    return out | {
        "evidence": [_evidence(e) for e in finding.evidence],
        "searched": list(finding.searched),
        "trigger": finding.applicability,
        "params": dict(finding.params),
        "found": dict(finding.found),
        "waiver": None if finding.waiver is None else dict(finding.waiver),
        **({"stance": finding.stance} if finding.stance else {}),
        **({"trace": trace_view(finding)} if finding.trace else {}),
    }


def trace_view(finding: Finding) -> list[View]:
    """The steps of a finding's trace."""
    return [_step(step) for step in finding.trace]


def _step(step: Step) -> View:
    out = _fields(
        step,
        "part looked_for text section page file obligor modality modal number status reason decided",
    )
    lists = {"words": list(step.words), "scopes": list(step.modifiers), "signals": [_signal(s) for s in step.signals]}
    return out | {"members": step.is_personnel, "rules": list(step.rules)} | lists


def _signal(signal: SignalTrace) -> View:
    names = "signal kind by text section page file obligor side modality modal governed number bound reason"
    return _fields(signal, names) | {
        "terms": [_term(term) for term in signal.terms],
        "unmet": list(signal.unmet),
        "advice": list(signal.advice),
    }


def _term(term: TermTrace) -> View:
    return {
        "term": term.term,
        "satisfied": term.is_satisfied,
        "place": term.place,
        "words": list(term.words),
        "sources": list(term.sources),
    }


def _evidence(evidence: Evidence) -> View:
    out = _fields(evidence, "text role page section heading file") | _span(evidence.span)
    return out | {"marks": [_span(mark) for mark in evidence.marks]}


def _clause(clause: ClauseFound) -> View:
    names = (
        "type family text file page section heading confidence polarity modality obligor beneficiary reason found_by"
    )
    deadline = None if clause.deadline is None else _fields(clause.deadline, "text amount unit")
    return _fields(clause, names) | _span(clause.span) | {"deadline": deadline}


def _obligation(row: Obligation) -> View:
    names = "modality obligor beneficiary action text page section heading mirror"
    deadline = None if row.deadline is None else _fields(row.deadline, "text amount unit")
    due = None if row.due is None else row.due.isoformat()
    parts = {"trigger": row.condition, "deadline": deadline, "exceptions": list(row.exceptions), "due": due}
    return _fields(row, names) | _span(row.span) | parts
