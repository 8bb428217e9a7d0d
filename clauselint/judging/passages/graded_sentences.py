"""The sentences that speak for or against a requirement, each with the grades of what was detected in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from clauselint.judging.grade import Grade, grade
from clauselint.model import Detection, Status
from clauselint.packs.schema import Limb, Requirement

_CORE = {
    Status.MET: "core-met",
    Status.WEAK: "core-weak",
    Status.CONTRADICTED: "core-contradicted",
    Status.MISSING: "core-wrong-party",
}
_OTHER = {Status.MET: "other-met", Status.WEAK: "other-weak"}


@dataclass(frozen=True, slots=True)
class PartGrade:
    """A grade, with the part of the requirement that it is for: ``needs``, ``contradicts``, ``weakens`` or ``nearly``.

    ``name`` is that of the limb or the number of the rule; ``is_core``: it is for a core limb.
    """

    part: str
    name: str
    is_core: bool
    grade: Grade

    @property
    def stands(self) -> bool:
        """Return whether the clause is there, in full or in part."""
        return self.grade.status in {Status.MET, Status.WEAK}

    @property
    def evidence_name(self) -> str | None:
        """Return what the clause is evidence of, as a word; None where it is evidence of nothing."""
        if self.part == "needs":
            return (_CORE if self.is_core else _OTHER).get(self.grade.status)
        return self.part if self.stands else None


GradedSentences = Mapping[int, Sequence[PartGrade]]
"""The grades for one requirement by the sentence that they are of, an index into ``Outline.sentences``."""


def graded_sentences(
    requirement: Requirement,
    detections: Mapping[str, Sequence[Detection]],
    modal_text: Callable[[Detection], str],
) -> GradedSentences:
    """Return the grades of all that was detected for a requirement; ``detections`` holds them by signal name."""
    found: dict[int, list[PartGrade]] = defaultdict(list)
    for part, name, rule in requirement.parts():
        is_core = isinstance(rule, Limb) and rule.core
        for i, signal in enumerate(rule.any):
            for d in detections.get(f"{requirement.code}/{part}/{name}/{i}", ()):
                graded = grade(signal, d, requirement.params, modal_text(d))
                found[d.sentence].append(PartGrade(part, name, is_core, graded))
    return found
