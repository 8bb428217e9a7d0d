"""Chance of each status of a requirement, from the evidence that its rules found and from the rank of its passages.

A multinomial logistic regression over named features (:data:`FEATURE_NAMES`), the same for all requirements. Its weights are
those of ``clauselint/models/passages.npz`` (training/agreements).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from clauselint.detection.classifiers.passage_classifier import WORDINGS
from clauselint.judging.ladder import StatusDecision
from clauselint.judging.passages.graded_sentences import PartGrade
from clauselint.judging.passages.ranking import Passage
from clauselint.model import Status

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

STATUSES = (Status.MET, Status.WEAK, Status.MISSING, Status.CONTRADICTED)
"""Statuses that are learned, in the order of the model's columns; whether a requirement applies is for the rules to say."""

_PARTS = ("needs", "contradicts", "weakens", "nearly")
_CRITERIA = ("obligor", "modality", "polarity", "exception", "qualifier", "number", "exhibit", "limb")
_TOP = (
    "core-met", "core-weak", "core-contradicted", "core-wrong-party", "other-met", "other-weak", "contradicts", "weakens",
    "nearly",
)  # fmt: skip

_WORDING = tuple(f"wording {status}" for status in WORDINGS)

FEATURE_NAMES = (
    *(f"rules: {status}" for status in STATUSES),  # what the rules make of the passages that rank high
    *(f"whole: {status}" for status in STATUSES),  # and of the whole contract
    "by-absence",
    "lacking",  # limbs
    "limbs",  # of the requirement
    "first",  # chance of the first passage
    "second",
    "third",
    "first-log",
    "sum",  # of the chances
    "score",  # of the best words
    "supports",  # sentences that the rules take as support
    "support-least",  # chance of one of them
    "support-mean",
    "support-certainty",  # of the reading of the least certain one
    "limbs-in-first",  # share of the limbs that stand in the first passage
    "limbs-in-two",  # in the first two
    "first if met",  # by the rules
    "limbs-in-first if met",
    "support-least if met",
    "first if weak",
    "first if missing",
    *(f"{part} {status}: {what}" for part in _PARTS for status in STATUSES for what in ("count", "chance")),
    *(f"first {criterion}" for criterion in _CRITERIA),  # that failed in the first passage
    "first nonbinding",
    *(f"first {name}" for name in _TOP),
    *_WORDING,
    *(f"mass {name}" for name in _TOP),  # share of the chances that lies in such passages
)
"""In the order of the model's rows."""

_LEAST = 1e-4  # a chance below which passages are alike


def status_features(
    limbs: int,
    decision: StatusDecision,
    whole: StatusDecision,
    passages: Sequence[Passage],
    wording: Sequence[float],
) -> Floats:
    """Return the features of a requirement in a document.

    ``limbs`` is how many the requirement has, ``decision`` what its rules make of the ``passages`` that rank high, ``whole``
    what they make of the whole contract, ``wording`` the scores of the first passage's wording.
    """
    values = dict(_features(limbs, decision, whole, passages))
    values |= zip(_WORDING, wording, strict=True)
    return np.array([values.get(name, 0.0) for name in FEATURE_NAMES])


def _features(
    limbs: int, decision: StatusDecision, whole: StatusDecision, passages: Sequence[Passage]
) -> Iterator[tuple[str, float]]:
    yield f"rules: {decision.status}", 1.0
    yield f"whole: {whole.status}", 1.0
    yield "by-absence", float(decision.by_absence)
    yield "lacking", float(len(decision.lacking))
    yield "limbs", float(limbs)
    chances = [passage.chance for passage in passages]
    yield from zip(("first", "second", "third"), chances, strict=False)
    yield "first-log", math.log(chances[0] + _LEAST)
    yield "sum", sum(chances)
    yield "score", max(passage.score for passage in passages)
    yield from _support(limbs, decision, passages)
    yield from _evidence(passages)
    yield from _first(passages[0].grades)
    total = sum(chances) + _LEAST
    for name in _TOP:
        yield f"mass {name}", sum(p.chance for p in passages if name in _names(p.grades)) / total


def _support(limbs: int, decision: StatusDecision, passages: Sequence[Passage]) -> Iterator[tuple[str, float]]:
    """Yield how far what the rules rely on lies in the passages that rank high."""
    chance = {passage.sentence: passage.chance for passage in passages}
    support = {grade.detection.sentence: grade.confidence for grade in decision.supports}
    chances = [chance.get(sentence, 0.0) for sentence in support] or [0.0]
    standing = [{g.name for g in p.grades if g.part == "needs" and g.stands} for p in passages[:2]]
    in_first = len(standing[0]) / limbs
    yield "supports", float(len(support))
    yield "support-least", min(chances)
    yield "support-mean", sum(chances) / len(chances)
    yield "support-certainty", min(support.values(), default=0.0)
    yield "limbs-in-first", in_first
    yield "limbs-in-two", len(set().union(*standing)) / limbs
    yield f"first if {decision.status}", passages[0].chance
    if decision.status is Status.MET:
        yield "limbs-in-first if met", in_first
        yield "support-least if met", min(chances)


def _evidence(passages: Sequence[Passage]) -> Iterator[tuple[str, float]]:
    """Yield, for each part of the requirement and status, in how many passages it stands, and the best one's chance."""
    for part in _PARTS:
        for status in STATUSES:
            found = [p.chance for p in passages if any(g.part == part and g.grade.status is status for g in p.grades)]
            yield f"{part} {status}: count", float(len(found))
            yield f"{part} {status}: chance", max(found, default=0.0)


def _first(grades: Sequence[PartGrade]) -> Iterator[tuple[str, float]]:
    for each in grades:
        if each.grade.criterion in _CRITERIA:
            yield f"first {each.grade.criterion}", 1.0
        if each.grade.is_nonbinding:
            yield "first nonbinding", 1.0
    for name in _names(grades):
        yield f"first {name}", 1.0


def _names(grades: Sequence[PartGrade]) -> set[str]:
    return {name for each in grades if (name := each.evidence_name) is not None}


class StatusModel:
    """Multinomial logistic regression over the features of a requirement in a document."""

    def __init__(self, arrays: Mapping[str, Any]) -> None:
        """``arrays``: ``status/weights`` (features by statuses), ``status/biases``, ``confidence`` (slope and intercept of the
        log-odds of being right over those of the chance)."""
        self._weights: Floats = arrays["status/weights"].astype(np.float64)
        self._biases: Floats = arrays["status/biases"].astype(np.float64)
        self._slope, self._intercept = (float(value) for value in arrays["confidence"])

    def chances(self, features: Floats) -> dict[Status, float]:
        """Return the chance of each status."""
        sums = features @ self._weights + self._biases
        odds = np.exp(sums - sums.max())
        return dict(zip(STATUSES, (odds / odds.sum()).tolist(), strict=True))

    def confidence(self, chance: float) -> float:
        """Return how often a status with this chance was one that readers gave; they often accept a second one."""
        log_odds = math.log(max(chance, _LEAST) / max(1 - chance, _LEAST))
        return 1 / (1 + math.exp(-self._slope * log_odds - self._intercept))
