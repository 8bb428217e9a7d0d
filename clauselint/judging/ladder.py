"""The status of a requirement from the grades of its detections.

Order of decision: contradicted > met > weak > missing. Met and contradicted together are contradicted, unless the contract
itself says which part prevails.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from clauselint.judging.grade import Grade, grade
from clauselint.judging.phrases import lacking_in_words
from clauselint.model import Detection, Modality, Status
from clauselint.packs.schema import CounterRule, Limb, Requirement, SignalKind

_ORDER = {Status.MET: 3, Status.WEAK: 2, Status.MISSING: 1, Status.CONTRADICTED: 0}
_STANDING = frozenset({Status.MET, Status.WEAK})
_NEED_NAMED_OBLIGOR = frozenset({SignalKind.DUTY, SignalKind.BAN, SignalKind.LIMIT, SignalKind.RIGHT})


@dataclass(frozen=True, slots=True)
class StatusDecision:
    """A status with what decided it.

    ``supports``, ``weakens`` and ``contradicts`` are the grades to quote, best first. ``explanation`` says for people what
    fails, ``contradiction`` what the contract says against the requirement (it completes "the contract …"). ``lacking`` are
    the labels of limbs that were not found; ``is_nonbinding``: a weak clause creates no binding duty;
    ``by_absence``: only something
    not found keeps the requirement from being met. ``stance`` is that of a requirement that has one. ``confidence`` is the
    chance that the decision is right, where a model tells it. ``passages`` are the sentences in the order in which they are
    worth showing; empty where they were not ranked.
    """

    status: Status
    reason: str
    explanation: str
    supports: tuple[Grade, ...] = ()
    weakens: tuple[Grade, ...] = ()
    contradicts: tuple[Grade, ...] = ()
    contradiction: str = ""
    lacking: tuple[str, ...] = ()
    is_nonbinding: bool = False
    by_absence: bool = False
    stance: str = ""
    confidence: float | None = None
    passages: tuple[int, ...] = ()


PrevailsOver = Callable[[Grade, Grade], bool]
"""Whether the contract lets the first clause prevail over the second."""

_CounterGrade = tuple[CounterRule, Grade]


def decide_status(
    requirement: Requirement,
    detections: Mapping[str, Sequence[Detection]],
    modal_text: Callable[[Detection], str],
    prevails_over: PrevailsOver,
    *,
    can_contradict: bool = True,
) -> StatusDecision:
    """Return the status of one requirement.

    ``detections`` holds them by signal name; ``modal_text`` gives the modal as the document writes it.
    ``can_contradict``: the document is about what the policy judges; one that is not contradicts nothing.
    """
    grades = _RequirementGrades(requirement, detections, modal_text)
    by_limb = {limb.name: _ranked(grades.of("needs", limb.name, limb)) for limb in requirement.needs}
    own = _decide_by_limbs(requirement, by_limb)
    contradicting = [pair for pair in grades.of_rules("contradicts", requirement.contradicts) if _contradicts(pair[1])]
    against = [(rule.says, g) for rule, g in contradicting if _outweighs(rule, own.status)]
    against += _contradicted_limbs(requirement, by_limb)
    if against and can_contradict:
        return _decide_contradicted(own, against, prevails_over)
    if own.status is Status.MET and (exempted := next((p for p in contradicting if p[0].unless_met), None)):
        return _decide_by_rule(*exempted, "content", own.supports)
    if own.status is Status.MET and not requirement.stance and (undermined := grades.undermined()):
        return _decide_undermined(own, undermined)
    diluting = grades.first_standing("weakens", requirement.weakens)
    if own.status is not Status.MISSING:
        return _dilute(own, *diluting) if diluting else own
    near = grades.first_standing("nearly", requirement.nearly) or diluting
    return _decide_by_rule(*near, "content") if near else own


@dataclass(frozen=True, slots=True)
class _RequirementGrades:
    """The grades of what was detected for the parts of a requirement."""

    requirement: Requirement
    detections: Mapping[str, Sequence[Detection]]
    modal_text: Callable[[Detection], str]

    def of(self, part: str, name: str, rule: Limb | CounterRule) -> list[Grade]:
        """Return the grades for one limb or counter-rule."""
        return [
            grade(signal, d, self.requirement.params, self.modal_text(d))
            for i, signal in enumerate(rule.any)
            for d in self.detections.get(f"{self.requirement.code}/{part}/{name}/{i}", ())
        ]

    def of_rules(self, part: str, rules: Sequence[CounterRule]) -> Iterator[_CounterGrade]:
        """Yield each grade for the counter-rules of a part, with its rule."""
        return ((rule, g) for n, rule in enumerate(rules) for g in self.of(part, str(n), rule))

    def first_standing(self, part: str, rules: Sequence[CounterRule]) -> _CounterGrade | None:
        """Return the first grade of a part that is met or weak, with its rule."""
        return next((pair for pair in self.of_rules(part, rules) if pair[1].status in _STANDING), None)

    def undermined(self) -> Grade | None:
        """Return the first clause on a required limb, or near the requirement, that is left to the wrong party's choice."""
        limbs = (g for limb in self.requirement.needs if limb.required for g in self.of("needs", limb.name, limb))
        near = (g for _, g in self.of_rules("nearly", self.requirement.nearly))
        return next((g for g in (*limbs, *near) if g.undermines), None)


def _decide_undermined(own: StatusDecision, undermined: Grade) -> StatusDecision:
    """Return weak: what stands in one clause is left to the choice of the party bound, or to a deemed consent, in another."""
    return StatusDecision(
        Status.WEAK, undermined.reason, undermined.explanation, own.supports, (undermined,), is_nonbinding=True
    )


def _contradicted_limbs(requirement: Requirement, by_limb: Mapping[str, Sequence[Grade]]) -> list[tuple[str, Grade]]:
    """Return the clauses that deny a core limb, each with what it says."""
    core = (limb.name for limb in requirement.needs if limb.core)
    return [(g.explanation, g) for name in core for g in by_limb[name] if g.status is Status.CONTRADICTED]


def _decide_contradicted(
    own: StatusDecision, against: Sequence[tuple[str, Grade]], prevails_over: PrevailsOver
) -> StatusDecision:
    """Decide for the clauses that say the opposite, unless the requirement's own clause prevails over each of them."""
    says, first = against[0]
    grades = tuple(dict.fromkeys(g for _, g in against))
    if own.status is Status.MET and all(prevails_over(own.supports[0], g) for g in grades):
        explanation = f"elsewhere the contract {says}, but it says that this clause prevails"
        return StatusDecision(Status.WEAK, "precedence", explanation, own.supports, grades)
    reason = first.reason or f"contradiction: {says}"
    # A part of what is asked, found elsewhere, is no clause that says otherwise.
    supports = own.supports if own.status is Status.MET else ()
    return StatusDecision(Status.CONTRADICTED, reason, "", supports, (), grades, contradiction=says)


def _dilute(own: StatusDecision, rule: CounterRule, weakening: Grade) -> StatusDecision:
    """Return what stands, with a clause that weakens it."""
    if own.status is Status.MET:
        return _decide_by_rule(rule, weakening, "exception", own.supports)
    return replace(own, weakens=(*own.weakens, weakening))


def _decide_by_rule(
    rule: CounterRule, found: Grade, criterion: str, supports: tuple[Grade, ...] = ()
) -> StatusDecision:
    """Return weak, for what ``rule`` says; with the exhibit that may say more, where that is absent."""
    absent = f"; {found.explanation}" if found.criterion == "exhibit" else ""
    return StatusDecision(
        Status.WEAK,
        f"{criterion}: {rule.says}",
        f"the contract {rule.says}{absent}",
        supports,
        (found,),
        is_nonbinding=rule.hollow,
    )


def _outweighs(rule: CounterRule, own: Status) -> bool:
    """Return whether a contradicting rule outweighs a requirement whose own limbs have that status."""
    if rule.unless_standing and own in _STANDING:
        return False
    return not (rule.unless_met and own is Status.MET)


def _contradicts(found: Grade) -> bool:
    """Return whether the clause of a contradicting rule stands.

    One that names nobody whom it binds, or lacks the number that would contradict, proves nothing against the requirement.
    """
    if found.criterion == "number" or found.status not in _STANDING:
        return False
    named = found.detection.stated or found.kind not in _NEED_NAMED_OBLIGOR
    return named and found.detection.modality is not Modality.HORTATORY


def _ranked(grades: list[Grade]) -> list[Grade]:
    """Return the grades best first: by status, then by confidence; a clause that contradicts comes last."""
    return sorted(grades, key=lambda g: (-_ORDER[g.status], g.is_nonbinding, -g.confidence, g.detection.span))


@dataclass(frozen=True, slots=True)
class _Limbs:
    """The limbs of a requirement, each with its best grade that is met or weak, or None."""

    limbs: tuple[Limb, ...]
    best: Mapping[str, Grade | None]
    at_least: int

    @property
    def standing(self) -> list[tuple[Limb, Grade]]:
        """The limbs that are there, with their grades."""
        return [(limb, g) for limb in self.limbs if (g := self.best[limb.name]) is not None]

    @property
    def optional_are_short(self) -> bool:
        """Return whether fewer optional limbs are met than the requirement asks for."""
        met = [limb for limb, g in self.standing if not limb.required and g.status is Status.MET]
        return len(met) < self.at_least

    @property
    def absent(self) -> list[Limb]:
        """The limbs that are not there and are needed: required ones first, then optional ones where those are short."""
        absent = [limb for limb in self.limbs if self.best[limb.name] is None]
        required = [limb for limb in absent if limb.required]
        return required + ([limb for limb in absent if not limb.required] if self.optional_are_short else [])

    @property
    def weak(self) -> list[tuple[Limb, Grade]]:
        """The limbs that fall short and are needed; core ones first, then those that bind nobody."""
        short = self.optional_are_short
        weak = [(limb, g) for limb, g in self.standing if g.status is Status.WEAK and (limb.required or short)]
        return sorted(weak, key=lambda pair: (not pair[0].core, not pair[1].is_nonbinding))

    @property
    def has_substance(self) -> bool:
        """Return whether a core limb is there, or one that makes the requirement weak by itself."""
        return any(limb.core or limb.alone == "weak" for limb, _ in self.standing)


def _decide_by_limbs(requirement: Requirement, grades: Mapping[str, Sequence[Grade]]) -> StatusDecision:
    """Return the status that the limbs give, contradictions aside: all of them stand, some, or none."""
    best = {name: next((g for g in ranked if g.status in _STANDING), None) for name, ranked in grades.items()}
    limbs = _Limbs(tuple(requirement.needs), best, requirement.at_least)
    if not limbs.has_substance:
        return _decide_missing(grades)
    supports = tuple(dict.fromkeys(g for _, g in limbs.standing if g.status is Status.MET))
    labels = tuple(limb.label for limb in limbs.absent)
    if weak := limbs.weak:
        limb, worst = weak[0]
        return StatusDecision(
            Status.WEAK,
            worst.reason,
            worst.explanation,
            supports,
            weakens=tuple(dict.fromkeys(g for _, g in weak)),
            lacking=labels,
            is_nonbinding=worst.is_nonbinding and (limb.core or not supports),
        )
    if labels:
        reason = f"limb: {lacking_in_words(labels)}"
        return StatusDecision(Status.WEAK, reason, "", supports, lacking=labels, by_absence=True)
    return StatusDecision(Status.MET, "", "", supports)


def _decide_missing(grades: Mapping[str, Sequence[Grade]]) -> StatusDecision:
    """Return missing, with a clause worth showing: one that binds the wrong party, or only points elsewhere."""
    near = _ranked([g for ranked in grades.values() for g in ranked if g.status is Status.MISSING])
    wrong = next((g for g in near if g.criterion in {"obligor", "exhibit"}), None)
    if wrong is not None:
        return StatusDecision(Status.MISSING, wrong.reason, wrong.explanation, (), (wrong,), by_absence=True)
    return StatusDecision(Status.MISSING, "nothing found", "", by_absence=True)
