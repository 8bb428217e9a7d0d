"""Why a finding is what it is: every passage that was weighed for it, with the words that made its type, obligor, modality and
number, and the rung that decided."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from clauselint.judging.evidence import EvidenceQuoter
from clauselint.judging.grade import Grade, grade
from clauselint.judging.ladder import StatusDecision
from clauselint.model import Detection, Status, Step
from clauselint.packs.schema import Limb, Requirement

_MOST = 4  # passages shown for one thing that was looked for
_WORTH = (Status.MET, Status.WEAK, Status.CONTRADICTED, Status.MISSING)


def trace(
    requirement: Requirement,
    verdict: StatusDecision,
    detections: Mapping[str, Sequence[Detection]],
    quoter: EvidenceQuoter,
) -> Iterator[Step]:
    """The steps in the order of the requirement's parts; of each the passages that are worth most, at most four."""
    decisive = {(o.detection.span, o.status) for o in (*verdict.supports, *verdict.weakens, *verdict.contradicts)}
    for part, name, found in requirement.parts():
        looked_for = found.label if isinstance(found, Limb) else getattr(found, "says", "")
        outcomes = [
            grade(signal, d, requirement.params, quoter.modal_text(d))
            for i, signal in enumerate(found.any)
            for d in detections.get(f"{requirement.code}/{part}/{name}/{i}", ())
        ]
        if not outcomes:
            yield Step(part, looked_for)
        best: dict[object, Grade] = {}
        for outcome in sorted(outcomes, key=lambda o: (_WORTH.index(o.status), -o.confidence, o.detection.span)):
            best.setdefault((outcome.detection.span, outcome.detection.modal), outcome)
        for outcome in list(best.values())[:_MOST]:
            yield _step(part, looked_for, outcome, (outcome.detection.span, outcome.status) in decisive, quoter)


def _step(part: str, looked_for: str, outcome: Grade, decided: bool, quoter: EvidenceQuoter) -> Step:
    d = outcome.detection
    page, section, _ = quoter.place(d)
    file, _ = quoter.locate_in_file(d.span)
    return Step(
        part=part,
        looked_for=looked_for,
        text=quoter.text_of(d.span),
        section=section,
        page=page,
        file=file,
        words=tuple(dict.fromkeys(quoter.text_of(mark) for mark in d.decisive if mark != d.modal)),
        obligor=d.obligor,
        is_personnel=d.is_personnel,
        modality=d.modality,
        modal=quoter.modal_text(d),
        number=", ".join(dict.fromkeys(q.text for q in d.quantities)) if outcome.param else "",
        modifiers=tuple(dict.fromkeys(f"{s.kind}: {s.text}" for s in d.modifiers)),
        status=outcome.status,
        reason=outcome.reason,
        decided=decided,
        rules=_rules(d, with_number=bool(outcome.param)),
    )


def _rules(detection: Detection, *, with_number: bool) -> tuple[str, ...]:
    """The rules of language that read a passage, each after what it decided: its modality, what narrows it, its number."""
    modifiers = (f"{m.kind}: {m.rule}" for m in detection.modifiers if m.rule)
    numbers = (f"number: {q.rule}" for q in detection.quantities if q.rule and with_number)
    return tuple(dict.fromkeys((*detection.rules, *modifiers, *numbers)))
