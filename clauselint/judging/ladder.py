"""A requirement and the detections it asked for become a finding.

Order of decision: contradicted > met > weak > missing; met and contradicted together are contradicted, unless the contract
itself says which part wins. What was not read turns ``missing``, and ``weak`` for a missing limb, into ``cannot-determine``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from clauselint.judging.grade import Grade, grade
from clauselint.model import Detection, Modality, Status
from clauselint.packs.schema import CounterRule, Limb, Requirement, SignalKind

_ORDER = {Status.MET: 3, Status.WEAK: 2, Status.MISSING: 1, Status.CONTRADICTED: 0}


@dataclass(frozen=True, slots=True)
class Verdict:
    """A status with what decided it. ``supports``, ``weakens``, ``contradicts`` are the outcomes to quote, best first;
    ``lacking`` are the labels of limbs that were not found; ``hollow`` means that a weak clause binds nobody;
    ``by_absence`` that only something not found keeps the row from being met. ``stance`` and ``confidence`` are those of a
    row that has a stance."""

    status: Status
    reason: str
    words: str
    supports: tuple[Grade, ...] = ()
    weakens: tuple[Grade, ...] = ()
    contradicts: tuple[Grade, ...] = ()
    says: str = ""
    lacking: tuple[str, ...] = ()
    hollow: bool = False
    by_absence: bool = False
    stance: str = ""
    confidence: float | None = None


def decide_status(
    requirement: Requirement,
    detections: Mapping[str, Sequence[Detection]],
    trigger_words: Callable[[Detection], str],
    outranks: Callable[[Grade, Grade], bool],
) -> Verdict:
    """The ladder for one requirement.

    ``detections`` holds them by signal name; ``trigger_words`` gives the modal as the document has it; ``outranks`` says
    whether the contract lets the first clause win over the second.
    """

    def weighed(part: str, name: str, rule: Limb | CounterRule) -> list[Grade]:
        return [
            grade(signal, d, requirement.params, trigger_words(d))
            for i, signal in enumerate(rule.any)
            for d in detections.get(f"{requirement.code}/{part}/{name}/{i}", ())
        ]

    by_element = {e.name: _ranked(weighed("needs", e.name, e)) for e in requirement.needs}
    own = _by_elements(requirement, by_element)
    contradicting = [
        (r, o)
        for n, r in enumerate(requirement.contradicts)
        for o in weighed("contradicts", str(n), r)
        if _contradicts(o)
    ]
    against = [(r.says, o) for r, o in contradicting if _bears(r, own.status)]
    against += [
        (o.words, o) for e in requirement.needs if e.core for o in by_element[e.name] if o.status is Status.CONTRADICTED
    ]
    if against:
        return _contradicted(own, against, outranks)
    beside = next((pair for pair in contradicting if pair[0].unless_met), None)
    if beside is not None and own.status is Status.MET:
        return _only(*beside, "content", own.supports)

    def standing(part: str, rules: Sequence[CounterRule]) -> Iterator[tuple[CounterRule, Grade]]:
        return (
            (r, o)
            for n, r in enumerate(rules)
            for o in weighed(part, str(n), r)
            if o.status in {Status.MET, Status.WEAK}
        )

    diluting = next(standing("weakens", requirement.weakens), None)
    if own.status is not Status.MISSING:
        return own if diluting is None else _diluted(own, *diluting)
    near = next(standing("nearly", requirement.nearly), diluting)
    return own if near is None else _only(near[0], near[1], "content")


def _contradicted(
    own: Verdict, against: Sequence[tuple[str, Grade]], outranks: Callable[[Grade, Grade], bool]
) -> Verdict:
    """A clause says the opposite: that decides, unless the contract lets the row's own clause win over each such clause."""
    says, first = against[0]
    outcomes = tuple(dict.fromkeys(o for _, o in against))
    if own.status is Status.MET and all(outranks(own.supports[0], o) for o in outcomes):
        words = f"elsewhere the contract {says}, but says that this clause prevails"
        return Verdict(Status.WEAK, "precedence", words, own.supports, outcomes)
    reason = first.reason or f"contradiction: {says}"
    return Verdict(Status.CONTRADICTED, reason, "", own.supports, (), outcomes, says=says)


def _diluted(own: Verdict, rule: CounterRule, outcome: Grade) -> Verdict:
    """What stands, with a clause beside it that weakens it."""
    if own.status is Status.MET:
        return _only(rule, outcome, "exception", own.supports)
    return replace(own, weakens=(*own.weakens, outcome))


def _only(rule: CounterRule, outcome: Grade, rung: str, supports: tuple[Grade, ...] = ()) -> Verdict:
    """Weak, for what ``rule`` says; with the exhibit that may say more, where that is absent."""
    elsewhere = f"; {outcome.words}" if outcome.rung == "exhibit" else ""
    words = f"the contract {rule.says}{elsewhere}"
    return Verdict(Status.WEAK, f"{rung}: {rule.says}", words, supports, (outcome,), hollow=rule.hollow)


def _bears(rule: CounterRule, own: Status) -> bool:
    """Whether a contradicting rule outweighs a clause that stands so."""
    if rule.unless_standing and own in {Status.MET, Status.WEAK}:
        return False
    return not (rule.unless_met and own is Status.MET)


def _contradicts(outcome: Grade) -> bool:
    """Whether the clause of a contradicting rule stands; one that binds nobody by name, or lacks the number that would
    contradict, proves nothing against the rule."""
    d = outcome.detection
    if outcome.rung == "number":
        return False
    named = d.stated or outcome.kind not in {SignalKind.DUTY, SignalKind.BAN, SignalKind.LIMIT, SignalKind.RIGHT}
    return outcome.status in {Status.MET, Status.WEAK} and named and d.modality is not Modality.HORTATORY


def _ranked(outcomes: list[Grade]) -> list[Grade]:
    """Best first: by status, then by confidence; a clause that contradicts comes last."""
    return sorted(outcomes, key=lambda o: (-_ORDER[o.status], o.hollow, -o.confidence, o.detection.span))


def _by_elements(requirement: Requirement, found: Mapping[str, Sequence[Grade]]) -> Verdict:
    """The ladder without contradictions: all limbs, some, or none."""
    best = {
        name: next((o for o in outcomes if o.status in {Status.MET, Status.WEAK}), None)
        for name, outcomes in found.items()
    }
    lacking = [e for e in requirement.needs if e.required and best[e.name] is None]
    optional = [e for e in requirement.needs if not e.required]
    short = requirement.at_least - sum(1 for e in optional if (o := best[e.name]) and o.status is Status.MET)
    if short > 0:
        lacking += [e for e in optional if best[e.name] is None]
    standing = [(e, o) for e in requirement.needs if (o := best[e.name]) is not None]
    if not any(e.core or e.alone == "weak" for e, _ in standing):
        return _nothing(found)
    supports = tuple(dict.fromkeys(o for e, o in standing if o.status is Status.MET))
    weak = [(e, o) for e, o in standing if o.status is Status.WEAK and (e.required or short > 0)]
    if not weak and not lacking:
        return Verdict(Status.MET, "", "", supports)
    weak.sort(key=lambda pair: (not pair[0].core, not pair[1].hollow))
    labels = tuple(e.label for e in lacking)
    if weak:
        element, outcome = weak[0]
        hollow = outcome.hollow and (element.core or not supports)
        weakens = tuple(dict.fromkeys(o for _, o in weak))
        return Verdict(Status.WEAK, outcome.reason, outcome.words, supports, weakens, lacking=labels, hollow=hollow)
    return Verdict(Status.WEAK, f"limb: lacks {', '.join(labels)}", "", supports, lacking=labels, by_absence=True)


def _nothing(found: Mapping[str, Sequence[Grade]]) -> Verdict:
    """Nothing counts; but a clause that binds the wrong party, or only points elsewhere, is worth showing."""
    near = _ranked([o for outcomes in found.values() for o in outcomes if o.status is Status.MISSING])
    wrong = next((o for o in near if o.rung in {"obligor", "exhibit"}), None)
    if wrong is not None:
        return Verdict(Status.MISSING, wrong.reason, wrong.words, (), (wrong,), by_absence=True)
    return Verdict(Status.MISSING, "nothing found", "", by_absence=True)
