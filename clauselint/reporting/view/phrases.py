"""Words and shapes for findings that all formats for people share, from the dicts of the view."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any

from clauselint.judging.phrases import pages_in_words, plural, section_in_words
from clauselint.reporting.view.report_view import View

SHAPES = {
    "met": "✓",
    "weak": "◐",
    "missing": "○",
    "contradicted": "✕",
    "not-applicable": "–",
    "cannot-determine": "?",
}
ASCII_SHAPES = {
    "met": "+",
    "weak": "~",
    "missing": "o",
    "contradicted": "x",
    "not-applicable": "-",
    "cannot-determine": "?",
}
STATUS = {
    "met": "met",
    "weak": "weak",
    "missing": "missing",
    "contradicted": "contradicted",
    "not-applicable": "not applicable",
    "cannot-determine": "cannot determine",
}
STATUS_MEANS = {
    "met": "an operative clause that binds the right party was found",
    "weak": "the contract addresses it, but falls short",
    "missing": "no operative text was found",
    "contradicted": "the text says the opposite, or binds the wrong party",
    "not-applicable": "nothing in the contract calls for it",
    "cannot-determine": "the part that could hold the answer was not read",
}
FORCE = {
    "policy": "district policy",
    "L-contract": "law: the contract must say it",
    "L-party": "law binds the party; the clause is evidence of it",
    "guide": "guidance, not law",
    "model": "model agreement's standard",
    "practice": "drafting practice",
}
SOURCE = {
    "P": "the authority's own words were read",
    "S": "read as a restatement or in part, not in the official text",
    "M": "from memory, not confirmed against the official text",
}
READ = {"full": "all read", "partial": "read in part", "unreadable": "could not be read"}
FAMILIES = ("obligation", "confidentiality", "penalty", "liability", "termination", "control", "ip", "other")
FAMILY = {
    "obligation": "Obligation",
    "confidentiality": "Confidentiality",
    "penalty": "Penalty",
    "liability": "Liability",
    "termination": "Termination",
    "control": "Control",
    "ip": "Intellectual property",
    "other": "Other",
}
ROLE = {"supports": "for", "weakens": "falls short", "contradicts": "against", "nearest": "nearest passage"}

NOTICE = {"WVR001": "expired", "WVR002": "unused", "WVR003": "changed", "BAS001": "stale", "PTY001": "not found"}

SIDE = {"district": "protected party", "outside": "counterparty", "unknown": "side not known"}
SIDE_SOURCE = {"read": "as read", "stated": "as you stated"}

MODALITY = {
    "obligation": "must",
    "prohibition": "must not",
    "permission": "may",
    "entitlement": "is entitled to",
    "no-obligation": "need not",
    "no-entitlement": "not entitled to",
}

DISCLAIMER = "Automated review aid. Not legal advice. Check with counsel before signing."
DISCLAIMERS = (
    "This report is not legal advice and creates no attorney-client relationship. clauselint is not a lawyer and does "
    "not replace one.",
    "Automated text analysis can miss clauses, misread scans and misjudge wording. “Met” means that matching text was "
    "found, not that it is enforceable or sufficient; “missing” means not found in the pages read.",
    "Only the files supplied were reviewed, in the versions supplied. Documents that they incorporate by reference and "
    "that were not supplied were not reviewed, and the facts (what the vendor really does) were not checked.",
    "Law changes and varies by place. Citations carry the date on which they were last checked; rows marked as read in "
    "restatement or from memory were not confirmed against the official text.",
    "District policy rows reflect a published page and may differ from current procedure (Superintendent Procedure "
    "3231SP was not available to the authors). The district should confirm its own parameters.",
    "Suggested clauses are starting points. They need adaptation and approval, and may not fit other terms of the "
    "contract.",
    "Severity and status are not findings of violation by any person or company. Do not publish this report as an "
    "accusation.",
    "This report may quote confidential or personal text and may itself be a public record: handle and retain it under "
    "the district's rules. The contract was analyzed on the machine where clauselint ran; a hosted model, which would "
    "disclose it to a third party, is not used.",
    "No endorsement by, or affiliation with, Seattle Public Schools, A4L/SDPC, the US Department of Education or any "
    "agency. Names identify sources. The NDPA is a copyrighted form and is not reproduced.",
    "Signing authority, waivers and risk acceptance stay with named officials.",
)


def family_title(family: str) -> str:
    """Return the heading of a clause family; a family of the user's own pack keeps its name."""
    return FAMILY.get(family, family.capitalize())


def why(row: View) -> str:
    """Return the message of a finding without the requirement's name, for use beside that name."""
    message = str(row["message"]).removeprefix(f"{row['name']}: ")
    return message[:1].upper() + message[1:]


def place(item: View, *, long: bool = False) -> str:
    """Return where a quote stands: "p. 7, 8.2", or "page 7, section 8.2, Security incidents"; empty where nothing is
    known.

    In a contract of several files the file's name comes first.
    """
    page, section, heading = item.get("page"), item.get("section"), item.get("heading")
    file = [PurePosixPath(item["file"]).name] if item.get("file") else []
    if not long:
        return ", ".join(file + [f"p. {page}"] * bool(page) + [str(section)] * bool(section))
    parts = file + [f"page {page}"] * bool(page) + [section_in_words(section or "")] + [str(heading)] * bool(heading)
    return ", ".join(part for part in parts if part)


def places(row: View) -> str:
    """Return the places of a requirement's decisive quotes, in short form; near misses do not count."""
    found = [place(e) for e in row["evidence"] if e["role"] != "nearest"]
    return " · ".join(dict.fromkeys(p for p in found if p))


def confidence(row: View) -> str:
    """ "high (0.93)": high from 0.8, medium from 0.5, and what a low one means."""
    score = row["confidence"]
    return f"{confidence_word(score)} ({score:.2f})"


def confidence_word(score: float) -> str:
    """Return the word for a confidence: high from 0.8, medium from 0.5, else low."""
    return "high" if score >= 0.8 else "medium" if score >= 0.5 else "low"


def clause_confidence(row: View) -> str:
    """Return the confidence of a clause in words, and whether only the model found it."""
    return f"confidence {confidence_word(row['confidence'])}" + (
        ", found by the model only" if row["found_by"] == "model" else ""
    )


def confidence_reason(row: View, document: View) -> str:
    """Return the reason for a confidence, in words."""
    if row["status"] == "cannot-determine":
        return "a part that could hold the answer was not read"
    if document["read"] == "partial" and row["status"] != "met":
        return "judged on the pages that were read"
    if document["ocr_pages"] and (row["status"] == "missing" or _on_pages(row, document["ocr_pages"])):
        return "read by OCR: compare it with the page"
    if "stance" in row or row["confidence_kind"].startswith("agreement"):
        estimated = "estimated by a model trained on other agreements"
        return f"{estimated}: read the passage yourself" if confidence_word(row["confidence"]) == "low" else estimated
    measured = (
        f"{row['confidence']:.0%} of findings like this ({row['confidence_kind']}) were right when checked against labeled "
        "contracts"
    )
    if confidence_word(row["confidence"]) == "high":
        return measured
    return f"{measured}: read the passage yourself"


def _on_pages(row: View, pages: list[int]) -> bool:
    """Return whether one of the quotes that decided stands on one of these pages."""
    return any(each["page"] in pages for each in row["evidence"] if each["role"] != "nearest")


def whose_rule(row: View) -> str:
    """ "guidance, not law"; with a word where the authority was not read at its source."""
    unread = "" if row["source_read"] == "P" else f" ({SOURCE[row['source_read']]})"
    return FORCE.get(row["force"], str(row["force"])) + unread


def value(thing: Any) -> str:
    """Return a parameter's value in words: 72.0 as "72", lists with commas, True as "yes"."""
    if isinstance(thing, bool):
        return "yes" if thing else "no"
    if isinstance(thing, float):
        return f"{thing:g}"
    if isinstance(thing, list | tuple):
        return ", ".join(map(value, thing))
    return str(thing)


def label(name: str) -> str:
    """Return a name from a pack as words: "notice_hours" as "notice hours"."""
    return name.replace("_", " ").replace("-", " ")


def pages_read(document: View) -> str:
    """Return how much was read: "12 pages, all read", "13 pages; pages 10 to 13 not read", "4,321 words, all read"."""
    size = plural(document["pages"], "page") if document["pages"] else f"{document['words']:,} words"
    if document["read"] == "unreadable":
        return "could not be read"
    if document["read"] == "full":
        by_ocr = pages_in_words(document["ocr_pages"])
        return f"{size}, all read" + (f" ({by_ocr} by OCR)" if by_ocr else "")
    return f"{size}; {pages_in_words(document['unread_pages']) or 'a part of the file'} not read"


def party(item: View) -> str:
    """ "Northgate Learning, Inc. (“Provider”): counterparty, as read"; the role alone where the name is not known."""
    roles = " or ".join(f"“{role}”" for role in item["roles"])
    called = f"{item['name']} ({roles})" if item["name"] and roles else item["name"] or roles
    return f"{called}: {SIDE[item['side']]}, {SIDE_SOURCE[item['side_source']]}"


def policy_versions(view: View, document: View | None = None) -> str:
    """ "student-data 1, nda 2", and what a policy switches off: "ours 1 (without SDP-008)"; all of the run, or a document's."""

    def named(policy: View) -> str:
        without = f" (without {', '.join(policy['off'])})" if policy["off"] else ""
        return f"{policy['name']} {policy['version']}{without}"

    of = [p for p in view["policies"] if document is None or p["name"] in document["policies"]]
    return ", ".join(map(named, of))


def explain(view: View, row: View) -> str:
    """Return the command that explains a finding's code; a pack of the user's own needs its folder, which reports do not name."""
    own = any(policy["name"] == row["policy"] and policy["own"] for policy in view["policies"])
    return f"clauselint rule {row['code']}" + (" --policy FOLDER" if own else "")


def counts(summary: View) -> str:
    """ "3 errors, 4 warnings, 1 note, 2 waived, 5 in the baseline"; "no findings" where none counts."""
    words = [(summary["error"], "error"), (summary["warning"], "warning"), (summary["info"], "note")]
    found = ", ".join(plural(n, word) for n, word in words if n) or "no findings"
    return ", ".join([found, *suppression_counts(summary)])


def suppression_counts(summary: View) -> list[str]:
    """ "2 waived", "5 in the baseline": each where there are some."""
    words = [(summary["waived"], "waived"), (summary["baseline"], "in the baseline")]
    return [f"{n} {what}" for n, what in words if n]


def waived(waiver: View) -> str:
    """ "waived until 2027-03-31 by j.doe@example.org: the cap is in the DPA"."""
    return f"waived until {waiver['expires']} by {waiver['owner']}: {waiver['reason']}"


def notice_place(notice: View) -> str:
    """Return the place that a notice is about: "clauselint.waivers.toml:12"."""
    return f"{notice['file']}:{notice['line']}" if notice["line"] else str(notice["file"])


def duty(clause: View) -> str:
    """Return who owes what to whom, by when: "obligation of Provider to District, within 72 hours"."""
    of = f" of {clause['obligor']}" if clause["obligor"] else ""
    to = f" to {clause['beneficiary']}" if clause["beneficiary"] else ""
    by = f", {clause['deadline']['text']}" if clause["deadline"] else ""
    return f"{label(clause['modality'])}{of}{to}{by}"


def who_does(row: View) -> str:
    """Return the obligor with the modality: "Tenant must"; "(not named) must" if a passive names nobody."""
    who = row["obligor"] or "(not named)"
    return f"{who} {MODALITY[row['modality']]}"


def obligation_terms(row: View) -> list[str]:
    """Return deadline, condition and exceptions of an obligation, a line each: "deadline: within ten days (2026-03-11)"."""
    due = f" ({row['due']})" if row["due"] else ""
    deadline = [f"deadline: {row['deadline']['text']}{due}"] if row["deadline"] else []
    return [
        *deadline,
        *([f"condition: {row['trigger']}"] if row["trigger"] else []),
        *(f"exception: {e}" for e in row["exceptions"]),
    ]
