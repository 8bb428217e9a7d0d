"""Decision on a requirement for a whole agreement: the passages first, then what they say, then how likely that is right.

The rules judge the passages that rank high. A model then weighs what they found (:mod:`status_model`), and may only take
back: it withdraws an accusation or a ``met`` that the evidence does not carry, and tells a clause that falls short from none.
It never lifts what a rule found hollow, negated, or binding the wrong party: ``met`` and ``contradicted`` need a rule.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from clauselint.detection.classifiers.passage_classifier import PASSAGE, wording_labels
from clauselint.detection.sentences.plain_detection import plain_detection
from clauselint.judging.evidence import EvidenceQuoter
from clauselint.judging.grade import Grade
from clauselint.judging.ladder import StatusDecision
from clauselint.judging.passages.graded_sentences import GradedSentences, graded_sentences
from clauselint.judging.passages.ranking import Candidates, Passage, PassageRanker, passage_candidates, ranker_of
from clauselint.judging.passages.status_model import StatusModel, status_features
from clauselint.model import Detection, Outline, Status
from clauselint.packs.schema import Requirement, SignalKind
from clauselint.support import model_weights

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

_LEANING = {Status.MET: 0.03, Status.WEAK: 0.08, Status.MISSING: 0.08, Status.CONTRADICTED: -0.05}
"""What is added to the chance of the status that the rules give. They have the benefit of a small doubt, but for an accusation,
which must be clearly the likeliest; by cross-validation."""

_NEARLY = 0.9  # of the first passage's chance: what the rules rely on is then shown before it
_FAR = 0.5  # of it: what the rules rely on is then no reason to give
_MOST_JUDGED = 6  # passages
_LEAST_CHANCE = 0.05  # of a passage that is judged

DecideAmong = Callable[[Collection[int]], StatusDecision]
"""What the rules decide where only these sentences count."""


@dataclass(frozen=True, slots=True)
class _Options:
    """What the rules make of the passages that rank high, and of the whole contract."""

    near: StatusDecision
    whole: StatusDecision

    def of(self, status: Status) -> StatusDecision | None:
        """Return the decision of the rules that has this status: that on the passages, unless it is an accusation, for which
        everything counts that is said against the requirement."""
        order = (self.whole, self.near) if status is Status.CONTRADICTED else (self.near, self.whole)
        return next((d for d in order if d.status is status), None)

    @property
    def allowed(self) -> set[Status]:
        """The statuses that the model may choose: that of the rules on the whole contract, or one that takes it back."""
        if self.whole.status is Status.MISSING and self.whole.reason.startswith("obligor"):
            return {Status.MISSING}
        return {self.whole.status, Status.WEAK, Status.MISSING}


@dataclass(frozen=True, slots=True)
class PassageModels:
    """Models that rank passages and tell statuses."""

    ranker: PassageRanker
    statuses: StatusModel


@cache
def shipped_models() -> PassageModels:
    """Return the models that clauselint ships, loaded once."""
    arrays = model_weights.arrays("passages")
    return PassageModels(ranker_of(arrays), StatusModel(arrays))


class PassageJudge:
    """Judge of one document's requirements by their passages."""

    def __init__(
        self,
        models: PassageModels,
        outline: Outline,
        quoter: EvidenceQuoter,
        by_signal: Mapping[str, Sequence[Detection]],
    ) -> None:
        """``by_signal`` is what was detected in the document, the scored passages included, by signal name."""
        self._models, self._outline, self._quoter, self._by_signal = models, outline, quoter, by_signal
        self._wordings = [{d.sentence: d.score or 0.0 for d in by_signal.get(w, ())} for w in wording_labels()]

    def passages(self, requirement: Requirement) -> tuple[Passage, ...]:
        """Return the passages of a requirement, the likeliest first; none where no model knows the requirement."""
        graded = self._graded(requirement)
        candidates = self._candidates(requirement, graded)
        return self._models.ranker.rank(candidates, graded) if candidates else ()

    def candidates(self, requirement: Requirement) -> Candidates | None:
        """Return what may be a passage of a requirement, with its features; None where no model knows the requirement."""
        return self._candidates(requirement, self._graded(requirement))

    def _candidates(self, requirement: Requirement, graded: GradedSentences) -> Candidates | None:
        scores = {d.sentence: d.score for d in self._scored(requirement) if d.score is not None}
        if not scores:
            return None
        nearest = self._by_signal.get(f"{requirement.code}/nearest", ())
        return passage_candidates(self._outline, scores, graded, nearest, self._quoter.words_in)

    def decide(self, requirement: Requirement, whole: StatusDecision, decide_among: DecideAmong) -> StatusDecision:
        """Return the decision on a requirement; ``whole``, which the rules make on all that was detected, where it has no
        passages."""
        passages = self.passages(requirement)
        if not passages:
            return whole
        options, features = self._weighed(requirement, whole, passages, decide_among)
        chances = self._models.statuses.chances(features)
        status = max(options.allowed, key=lambda s: chances[s] + (_LEANING[s] if s is whole.status else 0.0))
        first = self._first_grade(requirement, passages[0])
        decision = options.of(status) or _taken_back(status, options, first)
        best = _best_quoted(decision, passages)
        if best < _NEARLY * passages[0].chance:
            decision = _with_first(decision, first)
        if best < _FAR * passages[0].chance:
            decision = _without_reason(decision)
        order = tuple(passage.sentence for passage in passages)
        return replace(decision, confidence=self._models.statuses.confidence(chances[status]), passages=order)

    def features(self, requirement: Requirement, whole: StatusDecision, decide_among: DecideAmong) -> Floats:
        """Return the features by which the status of a requirement that has passages is told."""
        return self._weighed(requirement, whole, self.passages(requirement), decide_among)[1]

    def _weighed(
        self,
        requirement: Requirement,
        whole: StatusDecision,
        passages: Sequence[Passage],
        decide_among: DecideAmong,
    ) -> tuple[_Options, Floats]:
        near = decide_among(_judged_sentences(passages))
        if near.status is Status.WEAK and near.by_absence and whole.status is Status.MET:
            near = whole  # what the passages lack stands in another clause
        wording = [scores.get(passages[0].sentence, 0.0) for scores in self._wordings]
        return _Options(near, whole), status_features(len(requirement.needs), near, whole, passages, wording)

    def _graded(self, requirement: Requirement) -> GradedSentences:
        return graded_sentences(requirement, self._by_signal, self._quoter.modal_text)

    def _scored(self, requirement: Requirement) -> Sequence[Detection]:
        return self._by_signal.get(f"{requirement.code}/{PASSAGE}", ())

    def _first_grade(self, requirement: Requirement, first: Passage) -> Grade:
        """Return the grade of the first passage; a plain one where no signal found anything in it."""
        found = max(first.grades, key=lambda each: each.stands, default=None)
        if found is not None:
            return found.grade
        plain = plain_detection(f"{requirement.code}/{PASSAGE}", self._outline, first.sentence, "")
        return Grade(plain, SignalKind.MENTION, Status.WEAK)


def _judged_sentences(passages: Sequence[Passage]) -> Collection[int]:
    """Return the sentences that are judged: those of the passages that rank high."""
    kept = [p.sentence for p in passages[:_MOST_JUDGED] if p.chance >= _LEAST_CHANCE]
    return kept or [passages[0].sentence]


def _best_quoted(decision: StatusDecision, passages: Sequence[Passage]) -> float:
    """Return the chance of the best passage among those that a decision quotes."""
    quoted = {g.detection.sentence for g in (*decision.supports, *decision.weakens, *decision.contradicts)}
    return max((p.chance for p in passages if p.sentence in quoted), default=0.0)


def _with_first(decision: StatusDecision, first: Grade) -> StatusDecision:
    """Return the decision with its first passage among those that are quoted, if it quotes what speaks for it."""
    if decision.status not in {Status.MET, Status.WEAK}:
        return decision
    if decision.status is Status.MET or (decision.status is Status.WEAK and first.status is Status.MET):
        return replace(decision, supports=(first, *decision.supports))
    return replace(decision, weakens=(first, *decision.weakens))


def _without_reason(decision: StatusDecision) -> StatusDecision:
    """Return a weak decision without the reason that the rules give, which speaks of a passage that ranks far behind."""
    if decision.status is not Status.WEAK or decision.by_absence:
        return decision
    return replace(decision, reason=f"likeness: {_FALLS_SHORT}", explanation=_FALLS_SHORT, is_nonbinding=False)


def _taken_back(status: Status, options: _Options, first: Grade) -> StatusDecision:
    """Return a decision for a status that the rules gave to nothing."""
    if status is Status.MISSING:
        return StatusDecision(Status.MISSING, "nothing found", "", by_absence=True)
    own = options.near if options.near.status is not Status.MISSING else options.whole
    found = tuple(dict.fromkeys((*own.supports, *own.weakens, *own.contradicts))) or (first,)
    by_absence = own.status is Status.MISSING or own.by_absence
    says = _MAY_CONTRADICT if own.status is Status.CONTRADICTED else _FALLS_SHORT
    return StatusDecision(Status.WEAK, f"likeness: {says}", says, (), found, lacking=own.lacking, by_absence=by_absence)


_FALLS_SHORT = (
    "a clause addresses this, but agreements that say it like this were mostly found to fall short; compare it with the "
    "suggested wording"
)
_MAY_CONTRADICT = (
    "a clause seems to allow the opposite, but agreements that say it like this were mostly found to mean something else; "
    "read the passage"
)
