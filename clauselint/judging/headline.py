"""The verdict in words: may this be signed, and why not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from clauselint.judging.counting import is_manually_reviewed, is_unread, undetermined, waivers_of
from clauselint.judging.phrases import not_read, plural
from clauselint.model import DocumentReport, Finding, Read, Severity, Status


def notice(report: DocumentReport) -> str:
    """That the document never speaks of what the policies are about; empty where it does."""
    if not report.unspoken:
        return ""
    return f"The document never speaks of {' or '.join(report.unspoken)}: check that this is the right policy for it."


def headline(report: DocumentReport) -> tuple[str, str]:
    """The answer to "may I sign this?" and the reason for it."""
    if report.document.read is Read.UNREADABLE:
        seen = "A person has looked at it, as a waiver says." if is_manually_reviewed(report.document) else ""
        return "Not judged: clauselint could not read this file.", seen
    gap = _gap(report)
    if not report.findings:
        return gap or "Not judged: no requirement was applied.", ""
    errors = [f for f in report.findings if f.counts_as is Severity.ERROR]
    warnings = [f for f in report.findings if f.counts_as is Severity.WARNING]
    accepted = _accepted(report)
    if errors:
        beside = f"; {plural(len(warnings), 'warning')}" if warnings else ""
        return "Do not sign yet.", _sentences(f"{_faults(errors)}{beside}.", gap, accepted)
    weigh = f"Weigh before signing: {_faults(warnings)}." if warnings else ""
    if gap and not _is_settled(report):
        return gap, _sentences(weigh, accepted)
    if warnings:
        return f"No {'new ' if accepted else ''}error was found.", _sentences(weigh, gap, accepted)
    if all(f.status is Status.NOT_APPLICABLE for f in report.findings):
        return "Not judged: nothing that the policy asks for applies to this document.", _sentences(gap, accepted)
    tally = f"{_tally(report.findings)}."
    if known := _known(report):
        return f"Nothing new was found; {known}.", _sentences(_relies(report), gap, tally)
    if accepted:
        return "Nothing in the way of signing was found beyond what is waived.", _sentences(accepted, gap, tally)
    return "Nothing in the way of signing was found:", tally


def run_verdict(documents: Sequence[DocumentReport]) -> str:
    """A tally of several documents."""
    kinds = Counter(map(_outcome, documents))
    words = {
        "error": "not ready to sign",
        "unreadable": "could not be read",
        "open": "not fully read or decided",
        "warning": "with warnings only",
        "accepted": "with nothing new in the way",
        "clear": "with nothing in the way",
    }
    return f"{len(documents)} documents: {', '.join(f'{kinds[k]} {what}' for k, what in words.items() if kinds[k])}."


def _sentences(*parts: str) -> str:
    return " ".join(filter(None, parts))


def _accepted(report: DocumentReport) -> str:
    """What people let stand: "This relies on 2 waivers. 3 gaps of the baseline are still open."; or nothing."""
    known = _known(report)
    return _sentences(_relies(report), f"{known}." if known else "")


def _relies(report: DocumentReport) -> str:
    waivers = waivers_of(report)
    return f"This relies on {plural(waivers, 'waiver')}." if waivers else ""


def _known(report: DocumentReport) -> str:
    """ "3 gaps of the baseline are still open"; or nothing."""
    known = sum(finding.baseline for finding in report.findings)
    return f"{plural(known, 'gap')} of the baseline {'is' if known == 1 else 'are'} still open" if known else ""


def _faults(findings: Sequence[Finding]) -> str:
    """What is wrong, by kind: "2 clauses missing, 1 contradicted, 2 sound right but bind nobody"."""
    weak = [f for f in findings if f.status is Status.WEAK]
    # A weak clause counts in full only where it is hollow; one step lower where a limb or a number falls short.
    hollow = sum(f.counts_as is f.severity for f in weak)
    kinds = [
        (sum(f.status is Status.MISSING for f in findings), "missing", "missing"),
        (sum(f.status is Status.CONTRADICTED for f in findings), "contradicted", "contradicted"),
        (hollow, "sounds right but binds nobody", "sound right but bind nobody"),
        (len(weak) - hollow, "falls short", "fall short"),
    ]
    words = [(n, one if n == 1 else many) for n, one, many in kinds if n]
    if not words:
        return plural(len(findings), "finding")
    first = f"{plural(words[0][0], 'clause')} {words[0][1]}"
    return ", ".join([first, *(f"{n} {what}" for n, what in words[1:])])


def _gap(report: DocumentReport) -> str:
    """What was not read, and what that leaves open; empty where nothing was missed."""
    rows = len(undetermined(report))
    leaves = f"{plural(rows, 'requirement')} cannot be determined" if rows else ""
    if report.document.read is Read.FULL:
        return f"{leaves}." if leaves else ""
    seen = " (a person has looked at it)" if is_manually_reviewed(report.document) else ""
    return f"Read in part: {not_read(report.document)}{seen}" + (f"; {leaves}." if leaves else ".")


def _is_settled(report: DocumentReport) -> bool:
    """Whether nothing was left unread or undetermined, or people have looked at all that was."""
    return not is_unread(report.document) and not undetermined(report)


def _tally(findings: Sequence[Finding]) -> str:
    statuses = Counter(f.status for f in findings)
    words = [f"{statuses[Status.MET]} of {len(findings)} met"]
    if n := statuses[Status.NOT_APPLICABLE]:
        words.append(f"{n} {'does' if n == 1 else 'do'} not apply")
    waived, known = sum(f.waiver is not None for f in findings), sum(f.baseline for f in findings)
    words += [f"{waived} waived"] * bool(waived) + [f"{known} in the baseline"] * bool(known)
    # What is left was looked at by a person beside the file, or counts for less than a warning.
    if n := sum(f.status is Status.CANNOT_DETERMINE and f.waiver is None for f in findings):
        words.append(f"{n} left to the person who looked")
    if n := sum(f.counts_as is not None for f in findings):
        words.append(plural(n, "minor point"))
    return ", ".join(words)


def _outcome(report: DocumentReport) -> str:
    counts = {f.counts_as for f in report.findings}
    if report.document.read is Read.UNREADABLE:
        return "unreadable"
    if Severity.ERROR in counts:
        return "error"
    if not _is_settled(report) or not report.findings:
        return "open"
    if Severity.WARNING in counts:
        return "warning"
    return "accepted" if _accepted(report) else "clear"
