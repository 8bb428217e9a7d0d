"""Selection and order of what reports show: groups of rows, numbers, references, the clause map."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from clauselint.reporting.view.phrases import FAMILIES, family_title, label
from clauselint.reporting.view.report_view import View

_SEVERITIES = ("error", "warning", "info")
_BADNESS = ("contradicted", "missing", "weak", "cannot-determine", "met", "not-applicable")

# Title of a group of rows, and what it means for whoever has to sign.
GROUPS = (
    ("error", "Settle before signing", "Each of these counts as an error."),
    ("cannot-determine", "Could not be determined", "Get the unread part, or a person's answer, before signing."),
    ("warning", "Consider before signing", "Each of these counts as a warning."),
    ("info", "Minor", "These do not block signing."),
    (
        "waived",
        "Waived",
        "A named person has accepted these until the date shown. They do not count, but stay on record.",
    ),
    (
        "baseline",
        "In the baseline",
        "These existed when the baseline was created. They do not count, but nobody has decided on them.",
    ),
    ("met", "Met", "Matching text was found. That is not a finding that it is enforceable or sufficient."),
    ("not-applicable", "Does not apply", "Nothing in the document calls for these."),
)


def group_of(row: View) -> str:
    """The group of :data:`GROUPS` that a requirement's row stands in."""
    status, counts_as = row["status"], row["counts_as"]
    if row["waiver"] is not None or row["baseline"]:
        return "baseline" if row["waiver"] is None else "waived"
    if status in ("met", "not-applicable", "cannot-determine"):
        return str(status)
    return str(counts_as or "info")


def requirement_groups(rows: Iterable[View]) -> list[tuple[str, str, str, list[View]]]:
    """Rows as ``(group, title, meaning, rows)``, errors first; by family and then worst first within a group."""
    ordered = sorted(rows, key=lambda row: (_family(row), _BADNESS.index(row["status"])))
    groups = [(key, title, means, [r for r in ordered if group_of(r) == key]) for key, title, means in GROUPS]
    return [group for group in groups if group[3]]


def by_family(rows: Iterable[View]) -> list[tuple[str, list[View]]]:
    """Rows as ``(family title, rows)``, worst first within a family."""
    ordered = sorted(rows, key=lambda row: (_family(row), _severity(row), _BADNESS.index(row.get("status", "met"))))
    return [(family_title(family), list(group)) for family, group in groupby(ordered, lambda row: str(row["family"]))]


def _family(row: View) -> tuple[int, str]:
    """Order of the families; those of somebody's own pack come last, by name."""
    family = str(row["family"])
    return FAMILIES.index(family) if family in FAMILIES else len(FAMILIES), family


def _severity(row: View) -> int:
    counts_as = row.get("counts_as")
    return _SEVERITIES.index(counts_as) if counts_as else len(_SEVERITIES)


def numbers(rows: Iterable[View]) -> list[View]:
    """The parameter table: every value that was found, and every number that is required and is not there."""
    table = []
    for row in rows:
        for name in dict.fromkeys([*row["params"], *row["found"]]):
            required, found = row["params"].get(name), row["found"].get(name)
            is_number = isinstance(required, int | float) and not isinstance(required, bool)
            if found is not None or (is_number and row["status"] in ("weak", "missing", "contradicted")):
                table.append({"name": label(name), "required": required, "found": found, "row": row})
    return table


def tone(document: View) -> str:
    """Return the decision as a class of the style sheet: ``unread``, ``stop``, ``ask`` or ``go``."""
    summary = document["summary"]
    if document["read"] == "unreadable":
        return "unread"
    if summary["error"]:
        return "stop"
    unsure = document["read"] != "full" or "cannot-determine" in summary["statuses"]
    suppressed = summary["waived"] or summary["baseline"]
    return "ask" if unsure or suppressed or summary["warning"] else "go"


def worst_first(statuses: Mapping[str, int]) -> list[tuple[str, int]]:
    """Counts by status, worst first."""
    return sorted(statuses.items(), key=lambda item: _BADNESS.index(item[0]))


def absent(document: View) -> list[View]:
    """Return the references of a document to what it does not contain, or that is blank; each once."""
    return [r for r in references(document) if not r["found"] or r["blank"]]


def is_listed(row: View, show: str) -> bool:
    """Return whether a row counts at ``show`` or above. What is waived, or cannot be determined, is always listed, and all is at
    "info"."""
    if show == "info" or row["waiver"] is not None or (row["status"] == "cannot-determine" and not row["baseline"]):
        return True
    return row["counts_as"] in _SEVERITIES[: _SEVERITIES.index(show) + 1]


def of_group(rows: Iterable[View], *groups: str) -> list[View]:
    """The rows of one of these groups, in their order."""
    return [row for row in rows if group_of(row) in groups]


def shown_severity(row: View) -> str:
    """At which severity to show a finding: the one it counts at; its requirement's where nobody can tell how it stands, which
    ends a check with 3; info where it counts for nothing."""
    if row["unsettled"]:
        return str(row["severity"])
    return str(row["counts_as"] or "info")


def badness(status: str) -> int:
    """The place of a status, worst first."""
    return _BADNESS.index(status)


def worst(levels: Iterable[str]) -> str:
    """The worst of some severities, info where there is none."""
    return min(levels, key=_SEVERITIES.index, default="info")


def with_role(evidence: Sequence[View], *roles: str) -> list[View]:
    """The evidence that has one of ``roles``, in its order."""
    return [e for e in evidence if e["role"] in roles]


def decisive(row: View) -> View | None:
    """The quote to point at: what speaks against it, else what weakens it, else what supports it; or None."""
    for role in ("contradicts", "weakens", "supports"):
        for evidence in row["evidence"]:
            if evidence["role"] == role:
                found: View = evidence
                return found
    return None


def references(document: View) -> list[View]:
    """Each thing that the document points at, once; what is absent or blank first."""
    by_text: dict[str, View] = {}
    for reference in document["references"]:
        by_text.setdefault(reference["text"].casefold(), reference)
    return sorted(by_text.values(), key=lambda r: r["found"] and not r["blank"])


def clause_map(document: View) -> list[tuple[str, str]]:
    """Return the top sections that hold clauses, in reading order, each with the number of clauses by family."""
    by_section: dict[str, Counter[str]] = {}
    for clause in sorted(document["clauses"], key=lambda c: (c["start"], c["end"])):
        if top := re.split(r"[.(]", clause["section"].strip(), maxsplit=1)[0].strip():
            by_section.setdefault(top, Counter())[clause["family"]] += 1
    return [
        (section, ", ".join(f"{n} {family_title(family).lower()}" for family, n in counted.most_common()))
        for section, counted in by_section.items()
    ]
