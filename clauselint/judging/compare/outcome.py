"""What a comparison comes to: the verdict in one line, and the exit code."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from clauselint.judging.phrases import not_read, plural
from clauselint.model import (
    Comparison,
    DocumentReport,
    PassageChangeKind,
    Read,
    RequirementChange,
    Status,
    StatusChange,
)

_NAMED = 3  # codes that the verdict names


def concluded(comparison: Comparison) -> Comparison:
    """The comparison with its verdict and exit code."""
    unread = _unread(comparison)
    code = 3 if unread else int(any(row.is_worse for row in comparison.requirements))
    if any(d.document.read is Read.UNREADABLE for d in (comparison.old, comparison.new)):
        return replace(comparison, verdict=" ".join(unread), exit_code=code)
    verdict = " ".join([_requirements(comparison), _text(comparison), *unread])
    return replace(comparison, verdict=verdict.strip(), exit_code=code)


def _unread(comparison: Comparison) -> list[str]:
    """What keeps the comparison from being whole, a sentence each."""
    sides = {"old": comparison.old, "new": comparison.new}
    lines = [line for name, report in sides.items() if (line := _gap(name, report))]
    for name, report in sides.items():
        open_rows = sum(f.status is Status.CANNOT_DETERMINE for f in report.findings)
        if open_rows:
            lines.append(f"{plural(open_rows, 'requirement')} cannot be determined in the {name} version.")
    return lines


def _gap(name: str, report: DocumentReport) -> str:
    if report.document.read is Read.UNREADABLE:
        return f"Not compared: the {name} version could not be read."
    return "" if report.document.read is Read.FULL else f"Of the {name} version, {not_read(report.document)}."


def _requirements(comparison: Comparison) -> str:
    if not comparison.policies:
        return ""
    worse = [row for row in comparison.requirements if row.is_worse]
    better = sum(row.turn is StatusChange.BETTER for row in comparison.requirements)
    beside = f"; {better} got better" if better else ""
    if not worse:
        return f"No requirement got worse{beside}."
    return f"{plural(len(worse), 'requirement')} got worse: {_named(worse)}{beside}."


def _named(rows: Sequence[RequirementChange]) -> str:
    codes = [row.new.code for row in rows[:_NAMED]]
    return ", ".join(codes) + (f" and {len(rows) - _NAMED} more" if len(rows) > _NAMED else "")


def _text(comparison: Comparison) -> str:
    kinds = Counter(passage.kind for passage in comparison.passages)
    parts = [f"{kinds[kind]} {kind}" for kind in PassageChangeKind if kinds[kind]]
    if not parts:
        return "The two hold the same text."
    first, _, rest = parts[0].partition(" ")
    passages = ", ".join([f"{plural(int(first), 'passage')} {rest}", *parts[1:]])
    numbers = f"; {plural(len(comparison.numbers), 'number')} changed" if comparison.numbers else ""
    return f"{passages}{numbers}."
