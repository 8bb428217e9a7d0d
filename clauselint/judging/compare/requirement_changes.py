"""Requirements that got worse or better, or whose clauses were reworded."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import TypeGuard

from clauselint.judging.compare.comparison_tokens import tokenize
from clauselint.model import (
    Evidence,
    EvidenceRole,
    Finding,
    ParamValue,
    PassageChange,
    PassageChangeKind,
    RequirementChange,
    Severity,
    Span,
    Status,
    StatusChange,
)

_BADNESS = {Status.MET: 0, Status.WEAK: 1, Status.MISSING: 2, Status.CONTRADICTED: 3}
_WEIGHT = {None: 0, Severity.INFO: 1, Severity.WARNING: 2, Severity.ERROR: 3}
_WORST_FIRST = list(StatusChange)


def compare_requirements(
    old: Iterable[Finding], new: Iterable[Finding], passages: Sequence[PassageChange]
) -> tuple[tuple[RequirementChange, ...], int]:
    """Return the changes, worst first, and how many requirements stand as before.

    ``passages`` are those that changed: what is quoted from others has the same words, though a format may put a number
    between them.
    """
    changed = _ChangedSpans(passages)
    before = {(f.policy, f.code): f for f in old}
    rows, unchanged = [], 0
    for finding in new:
        was = before.get((finding.policy, finding.code))
        if was is None:  # judged against other policies, or the old version could not be read
            continue
        change = _status_change(was, finding)
        if change is None and changed.are_quoted_by(was, finding):
            change = StatusChange.REWORDED
        if change is None:
            unchanged += 1
        else:
            rows.append(RequirementChange(change, was, finding))
    rows.sort(key=lambda row: (_WORST_FIRST.index(row.change), -_WEIGHT[row.new.counts_as]))
    return tuple(rows), unchanged


def _status_change(old: Finding, new: Finding) -> StatusChange | None:
    """Return how a requirement changed, its wording aside; None where it did not."""
    if old.status is not new.status:
        return _outside_order(old.status, new.status) or _better_or_worse(_BADNESS[old.status], _BADNESS[new.status])
    if old.reason != new.reason and _WEIGHT[old.counts_as] != _WEIGHT[new.counts_as]:
        return _better_or_worse(_WEIGHT[old.counts_as], _WEIGHT[new.counts_as])
    return _number_change(old, new) if new.status is Status.WEAK else None


def _better_or_worse(old: float, new: float) -> StatusChange:
    """Compare two measures of badness."""
    return StatusChange.WORSE if new > old else StatusChange.BETTER


def _outside_order(old: Status, new: Status) -> StatusChange | None:
    """Return the change where one of the two statuses is neither better nor worse than others."""
    if new is Status.CANNOT_DETERMINE:
        return StatusChange.UNDETERMINED
    if old is Status.CANNOT_DETERMINE:
        return StatusChange.DETERMINED
    if old is Status.NOT_APPLICABLE:
        return StatusChange.APPLIES
    return StatusChange.NO_LONGER_APPLIES if new is Status.NOT_APPLICABLE else None


def _number_change(old: Finding, new: Finding) -> StatusChange | None:
    """Return whether a number that falls short in both versions falls short by more or by less."""
    before, after = _shortfalls(old), _shortfalls(new)
    differing = [name for name in before.keys() & after.keys() if before[name] != after[name]]
    if not differing:
        return None
    return StatusChange.WORSE if any(after[name] > before[name] for name in differing) else StatusChange.BETTER


def _shortfalls(finding: Finding) -> dict[str, float]:
    """Return by how much each number that was found misses its parameter, where it is a number that fails."""
    if not finding.reason.startswith("number"):
        return {}
    pairs = ((name, finding.params.get(name), found) for name, found in finding.found.items())
    return {
        name: abs(found - required) for name, required, found in pairs if _is_number(found) and _is_number(required)
    }


def _is_number(value: ParamValue | None) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool)


class _ChangedSpans:
    """The spans of both versions that are not the same in the other."""

    def __init__(self, passages: Iterable[PassageChange]) -> None:
        changed = [each for each in passages if each.kind is not PassageChangeKind.MOVED]
        self._old = _DisjointSpans(p.span for each in changed for p in each.old)
        self._new = _DisjointSpans(p.span for each in changed for p in each.new)

    def are_quoted_by(self, old: Finding, new: Finding) -> bool:
        """Return whether what decides the finding is worded differently now."""
        if _quoted_words(old) == _quoted_words(new):
            return False
        return any(self._old.overlap(e.span) for e in _decisive(old)) or any(
            self._new.overlap(e.span) for e in _decisive(new)
        )


class _DisjointSpans:
    """Spans that do not overlap each other, sorted to look others up in."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._spans = sorted(spans)

    def overlap(self, span: Span) -> bool:
        """Return whether ``span`` shares a character with one of them."""
        before = bisect_left(self._spans, Span(span.end, span.end))
        return before > 0 and self._spans[before - 1].overlaps(span)


def _decisive(finding: Finding) -> list[Evidence]:
    return [e for e in finding.evidence if e.role is not EvidenceRole.NEAREST]


def _quoted_words(finding: Finding) -> set[str]:
    """Return the quotes that decide the finding, word by word."""
    return {" ".join(token.key for token in tokenize(e.text)) for e in _decisive(finding)}
