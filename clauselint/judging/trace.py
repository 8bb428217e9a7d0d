"""Why a finding is what it is: every passage that was weighed for it, the words that made its type, obligor, modality and
number, the criterion that decided, and the signals that no passage fulfills."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from clauselint.judging.grade import Grade, grade
from clauselint.judging.ladder import StatusDecision
from clauselint.judging.signal_trace import SignalExplainer
from clauselint.model import Detection, SignalTrace, Status, Step
from clauselint.packs.schema import Limb, Requirement, Signal

_MOST = 4  # passages shown for one limb or rule
_WORTH = (Status.MET, Status.WEAK, Status.CONTRADICTED, Status.MISSING)
NamedSignals = Sequence[tuple[str, Signal]]


def trace(
    requirement: Requirement,
    verdict: StatusDecision,
    detections: Mapping[str, Sequence[Detection]],
    explainer: SignalExplainer,
) -> Iterator[Step]:
    """The steps in the order of the requirement's parts: of each the passages that are worth most, at most four.

    Where none of them counts, a step without text follows; it holds the nearest miss of each signal.
    """
    decisive = {(o.detection.span, o.status) for o in (*verdict.supports, *verdict.weakens, *verdict.contradicts)}
    for part, name, found in requirement.parts():
        looked_for = found.label if isinstance(found, Limb) else getattr(found, "says", "")
        signals = [(f"{requirement.code}/{part}/{name}/{i}", signal) for i, signal in enumerate(found.any)]
        passages = _passages(signals, detections, explainer)
        for named, each in passages[:_MOST]:
            decided = (each.detection.span, each.status) in decisive
            yield _step(part, looked_for, each, decided, explainer, explainer.matching(*named, each.detection))
        if not any(each.status is not Status.MISSING for _, each in passages):
            yield Step(part, looked_for, signals=_nearest(signals, explainer))


def _passages(
    signals: NamedSignals, detections: Mapping[str, Sequence[Detection]], explainer: SignalExplainer
) -> list[tuple[tuple[str, Signal], Grade]]:
    """Each norm that matches one of the signals, with the signal for which it is worth most; those worth most first."""
    graded = [
        (named, grade(named[1], detection, explainer.params, explainer.quoter.modal_text(detection)))
        for named in signals
        for detection in detections.get(named[0], ())
    ]
    graded.sort(key=lambda pair: (_WORTH.index(pair[1].status), -pair[1].confidence, pair[1].detection.span))
    best: dict[object, tuple[tuple[str, Signal], Grade]] = {}
    for pair in graded:
        best.setdefault((pair[1].detection.span, pair[1].detection.modal), pair)
    return list(best.values())


def _nearest(signals: NamedSignals, explainer: SignalExplainer) -> tuple[SignalTrace, ...]:
    """The nearest miss of each signal, the one that lacks least first."""
    traces = [explainer.nearest(name, signal) for name, signal in signals]
    return tuple(sorted(traces, key=lambda each: (not each.text, each.shortfall)))


def _step(
    part: str, looked_for: str, each: Grade, decided: bool, explainer: SignalExplainer, signal: SignalTrace | None
) -> Step:
    d, quoter = each.detection, explainer.quoter
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
        number=", ".join(dict.fromkeys(q.text for q in d.quantities)) if each.param else "",
        modifiers=tuple(dict.fromkeys(f"{s.kind}: {s.text}" for s in d.modifiers)),
        status=each.status,
        reason=each.reason,
        decided=decided,
        rules=_rules(d, with_number=bool(each.param)),
        signals=(signal,) if signal else (),
    )


def _rules(detection: Detection, *, with_number: bool) -> tuple[str, ...]:
    """The rules of language that read a passage, each after what it decided: its modality, what narrows it, its number."""
    modifiers = (f"{m.kind}: {m.rule}" for m in detection.modifiers if m.rule)
    numbers = (f"number: {q.rule}" for q in detection.quantities if q.rule and with_number)
    return tuple(dict.fromkeys((*detection.rules, *modifiers, *numbers)))
