"""Rows that ask what the contract says about a hypothesis: a model and plain wordings say it, the reader's side judges it.

One rule puts the two together: where the model is sure, its stance stands; where it is not, a wording of the row that stands
in the contract decides (what contradicts before what entails); where there is none either, the model's best guess does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from clauselint.errors import UsageError
from clauselint.judging.ladder import Verdict
from clauselint.judging.weigh import Outcome
from clauselint.model import Detection, ParamValue, Status
from clauselint.packs.schema import Kind, Requirement, StanceRule

PARAM = "side"
SIDES = ("discloser", "recipient", "public")
_SURE = 0.6
_BY_WORDING = 0.75  # the confidence where a wording decides against an unsure model
_IN_WORDS = {"public": "public body"}


def side_of(params: Mapping[str, ParamValue]) -> str:
    """The side for which the pack's parameter says to judge. Raises UsageError for one that there is not."""
    side = str(params.get(PARAM, SIDES[0]))
    if side not in SIDES:
        raise UsageError(f"{PARAM}={side}: there is no such side.", cure=f"Sides are {', '.join(SIDES)}.")
    return side


def for_side(
    requirement: Requirement, rule: StanceRule, by_wording: Verdict, found: Mapping[str, Sequence[Detection]], side: str
) -> Verdict:
    """The row judged for a side; ``by_wording`` is what its own wordings make of it, ``found`` the detections by signal."""
    stance, outcomes, confidence = _stance(requirement, by_wording, found)
    key = stance
    statuses = rule.sides.get(side)
    if statuses is None:
        return Verdict(Status.NOT_APPLICABLE, "", "", outcomes, stance=stance, confidence=confidence)
    lacking = tuple(label for label in by_wording.lacking if by_wording.status is not Status.MISSING)
    guards = [e.label for e in requirement.needs if not e.core]
    if stance == "entailed" and guards and by_wording.status is Status.MET:
        key = "guarded"
    status = Status(statuses.get(key, statuses[stance]))
    return Verdict(
        status,
        f"stance: {stance}",
        _words(rule, stance, key, side),
        supports=outcomes if status is Status.MET else (),
        weakens=outcomes if status is Status.WEAK else (),
        contradicts=outcomes if status is Status.CONTRADICTED else (),
        lacking=lacking if status is Status.WEAK else (),
        by_absence=stance == "not-mentioned",
        stance=stance,
        confidence=confidence,
    )


def _stance(
    requirement: Requirement, by_wording: Verdict, found: Mapping[str, Sequence[Detection]]
) -> tuple[str, tuple[Outcome, ...], float]:
    """The stance, the clauses it rests on, and how sure it is."""
    stance, listed = next(
        ((s, d) for s in ("entailed", "contradicted", "not-mentioned") if (d := found.get(f"{requirement.code}/stance/{s}"))),
        ("not-mentioned", ()),
    )
    confidence = listed[0].confidence if listed else 1.0
    outcomes = tuple(Outcome(d, Kind.MENTION, Status.MET, confidence=d.confidence) for d in listed)
    if stance == "not-mentioned":
        outcomes = ()
    if listed and confidence >= _SURE:
        return stance, outcomes, confidence
    if by_wording.status is Status.CONTRADICTED:
        return "contradicted", by_wording.contradicts, _BY_WORDING
    if by_wording.status in {Status.MET, Status.WEAK}:
        return "entailed", by_wording.supports or by_wording.weakens, _BY_WORDING
    return stance, outcomes, confidence


def _words(rule: StanceRule, stance: str, key: str, side: str) -> str:
    """ "lets the recipient keep a copy: good for a recipient, not for a discloser": what it says, and who is glad of it."""
    says = rule.says[stance]  # type: ignore[index]
    judged = {s: statuses.get(key if key in statuses else stance) for s, statuses in rule.sides.items()}  # type: ignore[call-overload]
    glad = [s for s in SIDES if judged.get(s) == "met"]
    sorry = [s for s in SIDES if judged.get(s) in {"contradicted", "missing", "weak"}]
    parts = []
    if glad:
        parts.append(f"good for {_listed(glad)}")
    if sorry:
        parts.append(f"{'not ' if glad else 'not good '}for {_listed(sorry)}")
    return f"{says}: {', '.join(parts)}"


def _listed(sides: Sequence[str]) -> str:
    return " or ".join(f"a {_IN_WORDS.get(s, s)}" for s in sides)
