"""All findings of one pack on one document."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from clauselint.judging.confidence import BY_OCR, kind_of, share_right
from clauselint.judging.counting import NOT_SUPPLIED, UNREAD
from clauselint.judging.evidence import Quoter
from clauselint.judging.fingerprint import with_fingerprint
from clauselint.judging.grade import Grade
from clauselint.judging.ladder import Verdict, decide_status
from clauselint.judging.messages import Context, message
from clauselint.judging.phrases import left_out, unread_part
from clauselint.judging.signal_trace import SignalExplainer
from clauselint.judging.stance_status import PARAM, SHORT, for_side, side_of
from clauselint.judging.trace import trace
from clauselint.model import (
    Detection,
    Document,
    Evidence,
    EvidenceRole,
    Finding,
    Outline,
    ParamValue,
    Read,
    Severity,
    SignalMatch,
    Status,
)
from clauselint.packs import Pack
from clauselint.packs.pack_file import PackFile
from clauselint.packs.schema import Requirement
from clauselint.packs.term_sources import term_sources

_STEP_LOWER = {Severity.ERROR: Severity.WARNING, Severity.WARNING: Severity.INFO, Severity.INFO: Severity.INFO}
_UNSURE = 0.5


def judge(
    document: Document,
    outline: Outline,
    detections: Sequence[Detection],
    pack: Pack,
    *,
    explain: Sequence[SignalMatch] | None = None,
) -> tuple[Finding, ...]:
    """The pack's requirements judged on a document, in the pack's order; with traces where the signals' matches are given.

    An unreadable document has no findings.
    """
    if document.read is Read.UNREADABLE:
        return ()
    by_signal: dict[str, list[Detection]] = defaultdict(list)
    for detection in detections:
        by_signal[detection.signal].append(detection)
    quoter = Quoter(document, outline)
    verdicts = {r.code: _verdict(r, by_signal, quoter, declared=False) for r in pack.requirements}
    first = verdicts.get(pack.head.precedence or "")
    if first is not None and first.status is Status.MET:
        verdicts |= {
            r.code: _verdict(r, by_signal, quoter, declared=True)
            for r in pack.requirements
            if verdicts[r.code].status is Status.CONTRADICTED and r.code != pack.head.precedence
        }
    side, short = side_of(pack.head.params), document.words < SHORT
    verdicts |= {
        r.code: for_side(r, verdicts[r.code], by_signal, side, short=short) for r in pack.requirements if r.stance
    }
    place = _Place(document, outline, quoter, by_signal, pack)
    findings = [_finding(r, verdicts[r.code], place) for r in pack.requirements]
    if explain is not None:
        explained = _explainer(quoter, outline, pack, explain)
        findings = [
            replace(f, trace=tuple(trace(r, verdicts[r.code], by_signal, explained(r))))
            for f, r in zip(findings, pack.requirements, strict=True)
        ]
    return tuple(_with_groups(findings, pack.head))


def _explainer(
    quoter: Quoter, outline: Outline, pack: Pack, matches: Sequence[SignalMatch]
) -> Callable[[Requirement], SignalExplainer]:
    by_signal: dict[str, list[SignalMatch]] = defaultdict(list)
    for match in matches:
        by_signal[match.detection.signal].append(match)
    sources = {name: source.shown for name, source in term_sources(pack).items()}
    return lambda row: SignalExplainer(quoter, row.params, by_signal, sources, lambda i: outline.sentences[i].role)


@dataclass(frozen=True, slots=True)
class _Place:
    """What findings are made from, beside requirement and verdict."""

    document: Document
    outline: Outline
    quoter: Quoter
    by_signal: Mapping[str, Sequence[Detection]]
    pack: Pack


def _verdict(
    requirement: Requirement, by_signal: Mapping[str, Sequence[Detection]], quoter: Quoter, *, declared: bool
) -> Verdict:
    def outranks(ours: Grade, theirs: Grade) -> bool:
        return quoter.outranks(ours.detection, theirs.detection, declared=declared)

    return decide_status(requirement, by_signal, quoter.trigger_words, outranks)


def _finding(requirement: Requirement, verdict: Verdict, place: _Place) -> Finding:
    document, quoter, head = place.document, place.quoter, place.pack.head
    status = verdict.status
    applies = place.by_signal.get(f"{requirement.code}/applies", ())
    chosen = _chosen(requirement, head)
    # A variant that the text does not speak of is not the one that it relies on, whatever else comes near.
    unmet = verdict.by_absence or (requirement.variant is not None and status is not Status.MET)
    untriggered = requirement.applies_when is not None and not applies and unmet
    if chosen is False or (chosen is None and untriggered):
        status = Status.NOT_APPLICABLE
    incomplete = document.read is Read.PARTIAL or bool(place.outline.depends_on)
    if incomplete and verdict.by_absence and status in {Status.MISSING, Status.WEAK}:
        status = Status.CANNOT_DETERMINE
    near = place.by_signal.get(f"{requirement.code}/nearest", ())
    trigger = _trigger(requirement, applies, quoter, head)
    context = Context(left_out(document, place.outline), trigger)
    evidence = quoter.evidence(verdict, near)
    kind = kind_of(status, verdict, near)
    sure = share_right(kind) if verdict.confidence is None else verdict.confidence
    confidence = sure * (BY_OCR if _hangs_on_ocr(verdict, evidence, document) else 1)
    values = {o.param: o.value for o in (*verdict.weakens, *verdict.supports) if o.value is not None}
    finding = Finding(
        code=requirement.code,
        name=requirement.name,
        policy=place.pack.name,
        family=requirement.family,
        severity=requirement.severity,
        status=status,
        counts_as=_counts_as(requirement, verdict, status, confidence),
        confidence=round(confidence, 2),
        confidence_kind=kind,
        message=message(requirement, verdict, status, near, context),
        reason=_undetermined(place) if status is Status.CANNOT_DETERMINE else verdict.reason,
        must=requirement.must,
        why=requirement.why,
        authority=requirement.authority,
        force=requirement.force,
        source_read=requirement.source_read,
        verified=requirement.verified,
        suggestion="" if status in {Status.MET, Status.NOT_APPLICABLE} else _suggestion(requirement, head),
        who=requirement.who,
        evidence=evidence,
        searched=quoter.sections(near) if status in {Status.MISSING, Status.CANNOT_DETERMINE} else (),
        applicability=trigger,
        params=_params(requirement, head),
        found={k: _tidy(v) for k, v in values.items()},
        insert_after=None if status is Status.MET else quoter.insert_after(evidence, requirement.insert_near),
        stance=verdict.stance,
    )
    return with_fingerprint(finding, quoter.deciding(verdict, evidence))


def _suggestion(requirement: Requirement, head: PackFile) -> str:
    """The suggested wording; none where it serves another side than the one that is judged for."""
    serves = requirement.stance.suggested_to if requirement.stance else ()
    return requirement.suggested() if not serves or side_of(head.params) in serves else ""


def _params(requirement: Requirement, head: PackFile) -> dict[str, ParamValue]:
    """The row's parameters; where it is judged for a side, that too."""
    return {**requirement.params, **({PARAM: side_of(head.params)} if requirement.stance else {})}


def _undetermined(place: _Place) -> str:
    unread = f"{UNREAD}{unread_part(place.document)}" if place.document.read is Read.PARTIAL else ""
    absent = f"{NOT_SUPPLIED}{place.outline.depends_on}" if place.outline.depends_on else ""
    return "; ".join(filter(None, (unread, absent)))


def _chosen(requirement: Requirement, head: PackFile) -> bool | None:
    """Whether the pack's variant parameter chooses the row or leaves it out; None where it leaves that to the text."""
    if requirement.variant is None or head.variant_param is None:
        return None
    value = head.params[head.variant_param]
    chosen = value if isinstance(value, list) else [str(value)]
    return None if "auto" in chosen else requirement.variant in chosen


def _trigger(requirement: Requirement, applies: Sequence[Detection], quoter: Quoter, head: PackFile) -> str | None:
    """What was tested before the row was judged, in words; None where a row always applies."""
    if requirement.stance is not None:
        side = side_of(head.params)
        return None if side in requirement.stance.sides else f"side = {side}: asks nothing here"
    chosen = _chosen(requirement, head)
    if chosen is not None:
        value = head.params[head.variant_param or ""]
        return f"{head.variant_param} = {value}{'' if chosen else f', not {requirement.variant}'}"
    if requirement.applies_when is None:
        return None
    tested = " or ".join(name.replace("-", " ") for name in requirement.applies_when.names)
    if not applies:
        return f"{tested}: not spoken of"
    return f"{tested}: spoken of in {', '.join(quoter.sections(applies)) or 'the text'}"


def _tidy(value: float) -> ParamValue:
    return int(value) if value == int(value) else value


def _counts_as(requirement: Requirement, verdict: Verdict, status: Status, confidence: float) -> Severity | None:
    """DESIGN section 4, "what counts": hollow clauses at their severity, limbs, numbers and qualifiers one step lower."""
    if status in {Status.MET, Status.NOT_APPLICABLE, Status.CANNOT_DETERMINE}:
        return None
    if requirement.status == "preview":
        return Severity.INFO  # a row that is tried out fails nobody's check
    severity = requirement.severity
    if status is Status.WEAK and not verdict.hollow:
        severity = _STEP_LOWER[severity]
    return _STEP_LOWER[severity] if confidence < _UNSURE else severity


def _hangs_on_ocr(verdict: Verdict, evidence: Sequence[Evidence], document: Document) -> bool:
    """Whether the words that decided, or words that would have, were read by OCR, which misreads some."""
    if verdict.status is Status.MISSING:
        return bool(document.ocr_pages)
    return any(e.page in document.ocr_pages for e in evidence if e.role is not EvidenceRole.NEAREST)


def _with_groups(findings: Iterable[Finding], head: PackFile) -> list[Finding]:
    """Where one row of a group is enough (its parameter says ``any``) and one is met, the others count as info."""
    listed = list(findings)
    for group in head.groups:
        if head.params.get(group.param) != "any":
            continue
        members = [f for f in listed if f.code in group.codes]
        if any(f.status is Status.MET for f in members):
            lowered = {f.code for f in members if f.status in {Status.MISSING, Status.WEAK}}
            listed = [
                replace(f, severity=Severity.INFO, counts_as=f.counts_as and Severity.INFO) if f.code in lowered else f
                for f in listed
            ]
    return listed
