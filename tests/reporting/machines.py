"""A report with everything that the formats for machines must hold, on top of the samples."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from clauselint.model import DocumentReport, Notice, Problem, Read, Report, Severity, Status
from clauselint.reporting import render
from tests.reporting import samples as s

BASELINED = s.finding(
    "SDP-014", Status.WEAK, None, message="Only deliberate misuse.", baseline=True, evidence=(s.MAY_NOTIFY,)
)
DECIDED = DocumentReport(
    document=s.document(
        "verträge/mit leer zeichen #1%.pdf",
        read=Read.PARTIAL,
        problems=(
            Problem(
                "DOC008",
                Severity.ERROR,
                "an embedded file was not read",
                2,
                {"owner": "A. Okafor", "reason": "a logo, looked at", "expires": "2027-01-31"},
            ),
        ),
    ),
    findings=(s.WAIVED, BASELINED, s.MISSING),
)
"""What people have decided may stand: a waived problem, a waived and a baselined finding. Beside them a finding that counts."""

NOTICES = (
    Notice("WVR001", Severity.WARNING, "the waiver expired on 2026-01-31", "a.docx", "clauselint.waivers.toml", 12),
    Notice("BAS001", Severity.INFO, "nothing needs the entry", "b.docx", "baseline.json"),
)
ALL = (s.FULL, s.CLEAN, s.PARTIAL, s.UNREADABLE, s.UNSPOKEN, s.HOSTILE_DOCUMENT, DECIDED)
EVERYTHING = replace(s.report(*ALL, skipped=1), notices=NOTICES)

# Text of a contract that tries to be a command of a CI server, a formula, a link, a mention, or no XML at all.
INJECTIONS = (
    "::add-mask::word",
    "\n::set-output name=x::y",
    "\r\n::error::forged",
    "text ##[add-path]/tmp",
    "100% %0A::warning::x",
    "=HYPERLINK(1)",
    "[click](http://evil.example)",
    "@everyone {0}",
    "]]><x/>\x00\x0b\ufffe\ud800",
)


def hostile(text: str) -> Report:
    """A report in which a contract got ``text`` into its path, a problem, a message, a place and a quote."""
    row = s.finding(
        "SDP-003",
        Status.WEAK,
        Severity.ERROR,
        message=text,
        evidence=(replace(s.MAY_NOTIFY, text=text, section=text, heading=text),),
    )
    problem = Problem("DOC010", Severity.WARNING, text)
    return s.report(
        DocumentReport(document=s.document(f"c/{text}.docx", problems=(problem,)), findings=(row,), clauses=s.CLAUSES)
    )


def many(count: int, severity: Severity = Severity.ERROR) -> Report:
    """``count`` documents, in each a clause missing."""
    row = replace(s.MISSING, counts_as=severity)
    return s.report(*(DocumentReport(document=s.document(f"c/{n}.docx"), findings=(row,)) for n in range(count)))


def view(report: Report) -> Any:
    """What ``json`` prints."""
    return json.loads(render(report, "json"))


def unsettled(report: Report) -> Iterator[tuple[str, str]]:
    """Path and code of all that must not be lost: problems, and findings that are neither met nor without application."""
    for document in view(report)["documents"]:
        yield from ((document["path"], problem["code"]) for problem in document["problems"])
        rows = document["requirements"]
        yield from ((document["path"], r["code"]) for r in rows if r["status"] not in ("met", "not-applicable"))
