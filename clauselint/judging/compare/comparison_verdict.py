"""The verdict on a comparison in one line, and the exit code."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from clauselint.judging.phrases import not_read_in_words, plural
from clauselint.model import (
    Comparison,
    DocumentReport,
    PassageChangeKind,
    Read,
    RequirementChange,
    Status,
    StatusChange,
)

_MOST_NAMED = 3  # codes that the verdict names
_KINDS_IN_WORDS = {
    PassageChangeKind.CHANGED: "changed",
    PassageChangeKind.LOST: "removed",
    PassageChangeKind.GAINED: "added",
    PassageChangeKind.MOVED: "moved",
}


def with_verdict(comparison: Comparison) -> Comparison:
    """Return the comparison with its verdict and exit code."""
    gaps = _gaps(comparison)
    code = 3 if gaps else int(any(row.is_worse for row in comparison.requirements))
    if any(d.document.read is Read.UNREADABLE for d in (comparison.old, comparison.new)):
        return replace(comparison, verdict=" ".join(gaps), exit_code=code)
    verdict = " ".join([_requirements_in_words(comparison), _passages_in_words(comparison), *gaps])
    return replace(comparison, verdict=verdict.strip(), exit_code=code)


def _gaps(comparison: Comparison) -> list[str]:
    """Return what makes the comparison incomplete, a sentence each."""
    versions = {"old": comparison.old, "new": comparison.new}
    sentences = [sentence for name, report in versions.items() if (sentence := _unread_in_words(name, report))]
    for name, report in versions.items():
        count = sum(f.status is Status.CANNOT_DETERMINE for f in report.findings)
        if count:
            sentences.append(f"{plural(count, 'requirement')} cannot be determined in the {name} version.")
    return sentences


def _unread_in_words(name: str, report: DocumentReport) -> str:
    if report.document.read is Read.UNREADABLE:
        return f"Not compared: the {name} version could not be read."
    if report.document.read is Read.FULL:
        return ""
    return f"In the {name} version, {not_read_in_words(report.document)}."


def _requirements_in_words(comparison: Comparison) -> str:
    if not comparison.policies:
        return ""
    worse = [row for row in comparison.requirements if row.is_worse]
    better = sum(row.change is StatusChange.BETTER for row in comparison.requirements)
    improved = f"; {better} got better" if better else ""
    if not worse:
        return f"No requirement got worse{improved}."
    return f"{plural(len(worse), 'requirement')} got worse: {_codes_in_words(worse)}{improved}."


def _codes_in_words(rows: Sequence[RequirementChange]) -> str:
    codes = ", ".join(row.new.code for row in rows[:_MOST_NAMED])
    return codes + (f" and {len(rows) - _MOST_NAMED} more" if len(rows) > _MOST_NAMED else "")


def _passages_in_words(comparison: Comparison) -> str:
    counts = Counter(passage.kind for passage in comparison.passages)
    changes = [(counts[kind], words) for kind, words in _KINDS_IN_WORDS.items() if counts[kind]]
    if not changes:
        return "Both versions have the same text."
    (first, words), *others = changes
    passages = ", ".join([f"{plural(first, 'passage')} {words}", *(f"{count} {what}" for count, what in others)])
    numbers = f"; {plural(len(comparison.numbers), 'number')} changed" if comparison.numbers else ""
    return f"{passages}{numbers}."
