"""Requirements that ask what the contract says about a hypothesis, judged for the side that reads it.

A model and plain wordings say what the contract says; one rule puts the two together. The model, which learned from whole
contracts, decides for whole contracts. In a text too short to be one, a clause or an excerpt, the requirement's own wordings
come first: what contradicts, then what only comes near, then what entails, this unless the model is sure of something else.
Where none of them stands, the model decides there too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from clauselint.judging.grade import Grade
from clauselint.judging.ladder import StatusDecision
from clauselint.judging.phrases import joined
from clauselint.model import Detection, ParamValue, Status
from clauselint.packs.schema import Requirement, SignalKind, Stance, StanceKey, StanceRule

SIDE_PARAM = "side"
SIDES = ("discloser", "recipient", "public")
STANCES: tuple[Stance, ...] = ("entailed", "contradicted", "not-mentioned")
_SURE = 0.6
_CONFIDENCE_OF_WORDINGS = 0.75


def judged_side(params: Mapping[str, ParamValue]) -> str:
    """Return the side for which the pack's parameter says to judge."""
    return str(params.get(SIDE_PARAM, SIDES[0]))


def decide_for_side(
    requirement: Requirement,
    by_wording: StatusDecision,
    detections: Mapping[str, Sequence[Detection]],
    side: str,
    *,
    short: bool,
) -> StatusDecision:
    """Return the decision for a side; ``by_wording`` is what the requirement's own wordings make of the contract.

    ``detections`` holds them by signal name. ``short``: the text is no whole agreement.
    """
    rule = requirement.stance
    if rule is None:
        return by_wording
    detected = _combine(_stance_by_wording(by_wording), _stance_by_model(requirement, detections), short=short)
    stance, grades = detected.stance, detected.grades
    statuses = rule.sides.get(side)
    if statuses is None:
        return StatusDecision(Status.NOT_APPLICABLE, "", "", grades, stance=stance, confidence=detected.confidence)
    key = "guarded" if stance == "entailed" and _is_guarded(requirement, by_wording) else stance
    status = Status(statuses.get(key, statuses[stance]))
    is_weak = status is Status.WEAK
    return StatusDecision(
        status,
        f"stance: {stance}",
        _stance_in_words(rule, stance, key),
        supports=grades if status is Status.MET else (),
        weakens=grades if is_weak else (),
        contradicts=grades if status is Status.CONTRADICTED else (),
        lacking=by_wording.lacking if is_weak and by_wording.status is Status.WEAK else (),
        by_absence=stance == "not-mentioned",
        stance=stance,
        confidence=detected.confidence,
    )


@dataclass(frozen=True, slots=True)
class _DetectedStance:
    stance: Stance
    grades: tuple[Grade, ...]
    confidence: float


def _combine(by_wording: _DetectedStance | None, by_model: _DetectedStance, *, short: bool) -> _DetectedStance:
    """Return what wordings and model together say."""
    if not short or by_wording is None:
        return by_model
    if by_wording.stance == "entailed" and by_model.confidence >= _SURE:
        return by_model
    return by_wording


def _is_guarded(requirement: Requirement, by_wording: StatusDecision) -> bool:
    """Return whether the limbs that guard what is entailed all stand; without such limbs nothing is guarded."""
    return by_wording.status is Status.MET and any(not limb.core for limb in requirement.needs)


def _stance_by_wording(decision: StatusDecision) -> _DetectedStance | None:
    """Return what the requirement's own wordings say; None where none of them stands."""
    if decision.status is Status.CONTRADICTED:
        return _DetectedStance("contradicted", decision.contradicts, _CONFIDENCE_OF_WORDINGS)
    if decision.reason.startswith("content"):  # only what comes near it
        return _DetectedStance("not-mentioned", (), _CONFIDENCE_OF_WORDINGS)
    if decision.status in {Status.MET, Status.WEAK}:
        return _DetectedStance("entailed", decision.supports or decision.weakens, _CONFIDENCE_OF_WORDINGS)
    return None


def _stance_by_model(requirement: Requirement, detections: Mapping[str, Sequence[Detection]]) -> _DetectedStance:
    """Return what the model says; an empty contract mentions nothing."""
    for stance in STANCES:
        if listed := detections.get(f"{requirement.code}/stance/{stance}"):
            grades = tuple(Grade(d, SignalKind.MENTION, Status.MET, confidence=d.confidence) for d in listed)
            return _DetectedStance(stance, () if stance == "not-mentioned" else grades, listed[0].confidence)
    return _DetectedStance("not-mentioned", (), 1.0)


def _stance_in_words(rule: StanceRule, stance: Stance, key: StanceKey) -> str:
    """Return what the contract says, and whom that favors.

    "lets the recipient keep a copy: favorable for a recipient, unfavorable for a discloser".
    """
    statuses = {side: of_stance.get(key, of_stance[stance]) for side, of_stance in rule.sides.items()}
    judged = [side for side in SIDES if side in statuses]
    groups = {
        "favorable": [side for side in judged if statuses[side] == "met"],
        "unfavorable": [side for side in judged if statuses[side] != "met"],
    }
    favors = ", ".join(f"{word} for {_sides_in_words(sides)}" for word, sides in groups.items() if sides)
    return f"{rule.says[stance]}: {favors}"


def _sides_in_words(sides: Sequence[str]) -> str:
    return joined([f"a {'public body' if side == 'public' else side}" for side in sides], "or")
