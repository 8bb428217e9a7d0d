"""Rows that ask what the contract says about a hypothesis: a model and plain wordings say it, the reader's side judges it.

One rule puts the two together: the model, which learned from whole contracts, decides for whole contracts. In a text too short
to be one, a clause or an excerpt, the row's own wordings come first: what contradicts, then what only comes near, then what
entails, this unless the model is sure of something else. Where none of them stands, the model decides there too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from clauselint.judging.grade import Grade
from clauselint.judging.ladder import Verdict
from clauselint.model import Detection, ParamValue, Status
from clauselint.packs.schema import Requirement, SignalKind, Stance, StanceRule
from clauselint.packs.schema import StanceKey as Key

PARAM = "side"
SIDES = ("discloser", "recipient", "public")
STANCES: tuple[Stance, ...] = ("entailed", "contradicted", "not-mentioned")
SHORT = 250  # words: below this a text is no whole agreement
_SURE = 0.6
_BY_WORDING = 0.75  # the confidence where a wording decides


def side_of(params: Mapping[str, ParamValue]) -> str:
    """The side for which the pack's parameter says to judge."""
    return str(params.get(PARAM, SIDES[0]))


def for_side(
    requirement: Requirement,
    by_wording: Verdict,
    found: Mapping[str, Sequence[Detection]],
    side: str,
    *,
    short: bool,
) -> Verdict:
    """The row judged for a side; ``by_wording`` is what its own wordings make of it, ``found`` the detections by signal."""
    rule = requirement.stance
    if rule is None:
        return by_wording
    said = _by_model(requirement, found)
    if short and (plain := _by_wording(by_wording)) and (plain.stance != "entailed" or said.confidence < _SURE):
        said = plain
    statuses = rule.sides.get(side)
    if statuses is None:
        return Verdict(Status.NOT_APPLICABLE, "", "", said.outcomes, stance=said.stance, confidence=said.confidence)
    guards = [e for e in requirement.needs if not e.core]
    lacking = by_wording.lacking if by_wording.status is Status.WEAK else ()
    guarded = said.stance == "entailed" and guards and by_wording.status is Status.MET
    key: Key = "guarded" if guarded else said.stance
    status = Status(statuses.get(key, statuses[said.stance]))
    return Verdict(
        status,
        f"stance: {said.stance}",
        _words(rule, said.stance, key),
        supports=said.outcomes if status is Status.MET else (),
        weakens=said.outcomes if status is Status.WEAK else (),
        contradicts=said.outcomes if status is Status.CONTRADICTED else (),
        lacking=lacking if status is Status.WEAK else (),
        by_absence=said.stance == "not-mentioned",
        stance=said.stance,
        confidence=said.confidence,
    )


@dataclass(frozen=True, slots=True)
class _Said:
    stance: Stance
    outcomes: tuple[Grade, ...]
    confidence: float


def _by_wording(verdict: Verdict) -> _Said | None:
    """What the row's own wordings say; None where none of them stands."""
    if verdict.status is Status.CONTRADICTED:
        return _Said("contradicted", verdict.contradicts, _BY_WORDING)
    if verdict.reason.startswith("content"):  # only what comes near it
        return _Said("not-mentioned", (), _BY_WORDING)
    if verdict.status in {Status.MET, Status.WEAK}:
        return _Said("entailed", verdict.supports or verdict.weakens, _BY_WORDING)
    return None


def _by_model(requirement: Requirement, found: Mapping[str, Sequence[Detection]]) -> _Said:
    """What the model says; an empty contract mentions nothing."""
    for stance in STANCES:
        if listed := found.get(f"{requirement.code}/stance/{stance}"):
            outcomes = tuple(Grade(d, SignalKind.MENTION, Status.MET, confidence=d.confidence) for d in listed)
            return _Said(stance, () if stance == "not-mentioned" else outcomes, listed[0].confidence)
    return _Said("not-mentioned", (), 1.0)


def _words(rule: StanceRule, stance: Stance, key: Key) -> str:
    """ "lets the recipient keep a copy: good for a recipient, not for a discloser": what it says, and who is glad of it."""
    judged = {side: statuses.get(key, statuses[stance]) for side, statuses in rule.sides.items()}
    glad = [side for side in SIDES if judged.get(side) == "met"]
    sorry = [side for side in SIDES if judged.get(side, "met") != "met"]
    good = f"good for {_listed(glad)}{', ' if sorry else ''}" if glad else ""
    bad = f"{'not' if glad else 'not good'} for {_listed(sorry)}" if sorry else ""
    return f"{rule.says[stance]}: {good}{bad}"


def _listed(sides: Sequence[str]) -> str:
    return " or ".join(f"a {'public body' if side == 'public' else side}" for side in sides)
