"""The verdict on a document, or on several, in words: may this be signed, and why not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from clauselint.judging.counting import count_waivers, is_manually_reviewed, is_unread, undetermined
from clauselint.judging.phrases import joined, not_read_in_words, plural
from clauselint.model import DocumentReport, Finding, Read, Severity, Status


def policy_mismatch_notice(report: DocumentReport) -> str:
    """Return that the document never mentions what the policies are about; empty where it does."""
    if not report.unspoken:
        return ""
    return f"The document never mentions {joined(report.unspoken, 'or')}; check that this is the right policy for it."


def headline(report: DocumentReport) -> tuple[str, str]:
    """Return the answer to "may I sign this?" and the reason for it."""
    if report.document.read is Read.UNREADABLE:
        reviewed = "A waiver records that a person reviewed it." if is_manually_reviewed(report.document) else ""
        return "Not judged: clauselint could not read this file.", reviewed
    gap, suppressed = _gap(report), _suppressed(report)
    if not report.findings:
        return gap or "Not judged: no requirement was applied.", ""
    errors, warnings = (_counted(report, severity) for severity in (Severity.ERROR, Severity.WARNING))
    if errors:
        others = f"; {plural(len(warnings), 'warning')}" if warnings else ""
        return "Do not sign yet.", _sentences(f"{_faults(errors)}{others}.", gap, suppressed)
    consider = f"Consider before signing: {_faults(warnings)}." if warnings else ""
    if gap and not _is_fully_decided(report):
        return gap, _sentences(consider, suppressed)
    if warnings:
        return f"No {'new ' if suppressed else ''}errors found.", _sentences(consider, gap, suppressed)
    return _headline_without_faults(report, gap, suppressed)


def _headline_without_faults(report: DocumentReport, gap: str, suppressed: str) -> tuple[str, str]:
    """Return the answer for a document without errors and warnings that count."""
    if all(f.status is Status.NOT_APPLICABLE for f in report.findings):
        return "Not judged: no requirement of the policy applies to this document.", _sentences(gap, suppressed)
    tally = f"{_tally(report.findings)}."
    if baseline := _baseline_gaps(report):
        return f"No new findings; {baseline}.", _sentences(_waivers(report), gap, tally)
    if suppressed:
        return "No obstacle to signing found beyond the waived findings.", _sentences(suppressed, gap, tally)
    return "No obstacle to signing found:", tally


def batch_verdict(documents: Sequence[DocumentReport]) -> str:
    """Return a tally of several documents."""
    states = Counter(map(_signing_state, documents))
    words = {
        "error": "not ready to sign",
        "unreadable": "could not be read",
        "open": "not fully read or decided",
        "warning": "with warnings only",
        "accepted": "without new obstacles",
        "clear": "without obstacles",
    }
    counted = (f"{states[state]} {what}" for state, what in words.items() if states[state])
    return f"{len(documents)} documents: {', '.join(counted)}."


def _counted(report: DocumentReport, severity: Severity) -> list[Finding]:
    return [f for f in report.findings if f.counts_as is severity]


def _sentences(*parts: str) -> str:
    return " ".join(filter(None, parts))


def _suppressed(report: DocumentReport) -> str:
    """Return what people accepted: "This relies on 2 waivers. 3 gaps from the baseline are still open."; or nothing."""
    baseline = _baseline_gaps(report)
    return _sentences(_waivers(report), f"{baseline}." if baseline else "")


def _waivers(report: DocumentReport) -> str:
    count = count_waivers(report)
    return f"This relies on {plural(count, 'waiver')}." if count else ""


def _baseline_gaps(report: DocumentReport) -> str:
    """Return "3 gaps from the baseline are still open"; or nothing."""
    count = sum(finding.baseline for finding in report.findings)
    return f"{plural(count, 'gap')} from the baseline {'is' if count == 1 else 'are'} still open" if count else ""


def _faults(findings: Sequence[Finding]) -> str:
    """Return what is wrong, by kind: "2 clauses missing, 1 contradicts the policy, 2 create no binding duty"."""
    statuses = Counter(f.status for f in findings)
    # A weak clause counts in full only where it creates no binding duty; one step lower where a limb or a number falls short.
    nonbinding = sum(f.counts_as is f.severity for f in findings if f.status is Status.WEAK)
    kinds = [
        (statuses[Status.MISSING], "missing", "missing"),
        (statuses[Status.CONTRADICTED], "contradicts the policy", "contradict the policy"),
        (nonbinding, "creates no binding duty", "create no binding duty"),
        (statuses[Status.WEAK] - nonbinding, "falls short", "fall short"),
    ]
    words = [(n, one if n == 1 else many) for n, one, many in kinds if n]
    if not words:
        return plural(len(findings), "finding")
    first = f"{plural(words[0][0], 'clause')} {words[0][1]}"
    return ", ".join([first, *(f"{n} {what}" for n, what in words[1:])])


def _gap(report: DocumentReport) -> str:
    """Return what was not read, and what that leaves open; empty where everything was read and decided."""
    count = len(undetermined(report))
    open_requirements = f"{plural(count, 'requirement')} cannot be determined" if count else ""
    if report.document.read is Read.FULL:
        return f"{open_requirements}." if open_requirements else ""
    reviewed = " (a person reviewed it)" if is_manually_reviewed(report.document) else ""
    unread = f"Read in part: {not_read_in_words(report.document)}{reviewed}"
    return f"{'; '.join(filter(None, (unread, open_requirements)))}."


def _is_fully_decided(report: DocumentReport) -> bool:
    """Return whether nothing was left unread or undetermined, or people reviewed all that was."""
    return not is_unread(report.document) and not undetermined(report)


def _tally(findings: Sequence[Finding]) -> str:
    """Return how many requirements are met, and what became of the others."""
    statuses = Counter(f.status for f in findings)
    met, total = statuses[Status.MET], len(findings)
    not_applicable = statuses[Status.NOT_APPLICABLE]
    # What is left was reviewed by a person beside the file, or counts for less than a warning.
    reviewed = sum(f.status is Status.CANNOT_DETERMINE and f.waiver is None for f in findings)
    counts = [
        (sum(f.waiver is not None for f in findings), "waived"),
        (sum(f.baseline for f in findings), "in the baseline"),
        (reviewed, "left to manual review"),
    ]
    words = [
        f"all {total} requirements are met" if met == total > 1 else f"{met} of {plural(total, 'requirement')} met"
    ]
    if not_applicable:
        words.append(f"{not_applicable} {'does' if not_applicable == 1 else 'do'} not apply")
    words += [f"{count} {what}" for count, what in counts if count]
    if minor := sum(f.counts_as is not None for f in findings):
        words.append(plural(minor, "minor point"))
    return ", ".join(words)


def _signing_state(report: DocumentReport) -> str:
    """Return how a document fares, by the kinds that a tally counts."""
    severities = {f.counts_as for f in report.findings}
    if report.document.read is Read.UNREADABLE:
        return "unreadable"
    if Severity.ERROR in severities:
        return "error"
    if not _is_fully_decided(report) or not report.findings:
        return "open"
    if Severity.WARNING in severities:
        return "warning"
    return "accepted" if _suppressed(report) else "clear"
