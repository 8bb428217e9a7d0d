"""Which requirements got worse, better, or stayed with other words."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import TypeGuard

from clauselint.judging.compare.comparison_tokens import tokens
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

_ORDER = {Status.MET: 0, Status.WEAK: 1, Status.MISSING: 2, Status.CONTRADICTED: 3}
_WEIGHT = {None: 0, Severity.INFO: 1, Severity.WARNING: 2, Severity.ERROR: 3}
_TURNS = list(StatusChange)


def changes(
    old: Iterable[Finding], new: Iterable[Finding], passages: Sequence[PassageChange]
) -> tuple[tuple[RequirementChange, ...], int]:
    """The changes, worst first, and how many requirements stand as before. ``passages`` are those that changed: what is quoted
    from others has the same words, though a format may put a number between them."""
    touched = _Touched(passages)
    before = {(f.policy, f.code): f for f in old}
    rows, unchanged = [], 0
    for finding in new:
        was = before.get((finding.policy, finding.code))
        if was is None:  # judged against other policies, or the old version could not be read
            continue
        turn = _turn(was, finding) or (StatusChange.REWORDED if touched.quotes(was, finding) else None)
        if turn is None:
            unchanged += 1
        else:
            rows.append(RequirementChange(turn, was, finding))
    rows.sort(key=lambda row: (_TURNS.index(row.turn), -_WEIGHT[row.new.counts_as]))
    return tuple(rows), unchanged


def _turn(old: Finding, new: Finding) -> StatusChange | None:
    if old.status is not new.status:
        if new.status is Status.CANNOT_DETERMINE:
            return StatusChange.UNDETERMINED
        if old.status is Status.CANNOT_DETERMINE:
            return StatusChange.DETERMINED
        if old.status is Status.NOT_APPLICABLE:
            return StatusChange.APPLIES
        if new.status is Status.NOT_APPLICABLE:
            return StatusChange.NO_LONGER_APPLIES
        return StatusChange.WORSE if _ORDER[new.status] > _ORDER[old.status] else StatusChange.BETTER
    if old.reason != new.reason and _WEIGHT[old.counts_as] != _WEIGHT[new.counts_as]:
        return StatusChange.WORSE if _WEIGHT[new.counts_as] > _WEIGHT[old.counts_as] else StatusChange.BETTER
    if new.status is Status.WEAK and (was := _short(old)) and (now := _short(new)):
        farther = [now[name] > short for name, short in was.items() if name in now and now[name] != short]
        return (StatusChange.WORSE if any(farther) else StatusChange.BETTER) if farther else None
    return None


def _short(finding: Finding) -> dict[str, float]:
    """By how much the numbers that were found fail those that are wanted, where it is a number that fails."""
    if not finding.reason.startswith("number"):
        return {}
    pairs = ((name, finding.params.get(name), found) for name, found in finding.found.items())
    return {n: abs(found - wanted) for n, wanted, found in pairs if _is_number(found) and _is_number(wanted)}


def _is_number(value: ParamValue | None) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool)


class _Touched:
    """The stretches of both versions that are not the same in the other."""

    def __init__(self, passages: Iterable[PassageChange]) -> None:
        changed = [each for each in passages if each.kind is not PassageChangeKind.MOVED]
        self._old = _Spans(p.span for each in changed for p in each.old)
        self._new = _Spans(p.span for each in changed for p in each.new)

    def quotes(self, old: Finding, new: Finding) -> bool:
        """Whether what decides the finding stands in other words now."""
        if _quoted(old) == _quoted(new):
            return False
        return any(
            spans.touch(e.span) for spans, finding in ((self._old, old), (self._new, new)) for e in _decisive(finding)
        )


class _Spans:
    """Spans that do not overlap, to look others up in."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._spans = sorted(spans)

    def touch(self, span: Span) -> bool:
        """Whether ``span`` shares a character with one of them."""
        before = bisect_left(self._spans, Span(span.end, span.end))
        return before > 0 and self._spans[before - 1].overlaps(span)


def _decisive(finding: Finding) -> list[Evidence]:
    return [e for e in finding.evidence if e.role is not EvidenceRole.NEAREST]


def _quoted(finding: Finding) -> set[str]:
    """What decides the finding, word by word."""
    return {" ".join(token.key for token in tokens(e.text)) for e in _decisive(finding)}
