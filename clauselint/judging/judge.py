"""All findings of one pack on one document."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from clauselint.judging.confidence import OCR_FACTOR, confidence_kind, measured_share
from clauselint.judging.counting import NOT_SUPPLIED, UNREAD
from clauselint.judging.evidence import EvidenceQuoter
from clauselint.judging.fingerprint import with_fingerprint
from clauselint.judging.grade import Grade
from clauselint.judging.ladder import StatusDecision, decide_status
from clauselint.judging.messages import MessageContext, finding_message
from clauselint.judging.passages.decision import (
    DecideAmong,
    PassageJudge,
    PassageModels,
    shipped_models,
)
from clauselint.judging.phrases import joined, missing_text, sections_in_words, unread_part_in_words
from clauselint.judging.signal_trace import SignalExplainer
from clauselint.judging.stance_status import SIDE_PARAM, decide_for_side, judged_side
from clauselint.judging.subject import can_contradict
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

if TYPE_CHECKING:
    from clauselint.judging.passages.decision import Floats

_ONE_LOWER = {Severity.ERROR: Severity.WARNING, Severity.WARNING: Severity.INFO, Severity.INFO: Severity.INFO}
_UNSURE = 0.5  # confidence below which a finding counts one severity lower
_NOT_COUNTED = frozenset({Status.MET, Status.NOT_APPLICABLE, Status.CANNOT_DETERMINE})
_TERM_SUFFIX = re.compile(r"-(?:words?|phrases?|basis|applies|name)$")


def judge(
    document: Document,
    outline: Outline,
    detections: Sequence[Detection],
    pack: Pack,
    *,
    explain: Sequence[SignalMatch] | None = None,
) -> tuple[Finding, ...]:
    """Return the findings of a pack's requirements on a document, in the pack's order; with traces where matches
    are given to ``explain`` them.

    An unreadable document has no findings.
    """
    if document.read is Read.UNREADABLE:
        return ()
    by_signal: dict[str, list[Detection]] = defaultdict(list)
    for detection in detections:
        by_signal[detection.signal].append(detection)
    judged = JudgedDocument.of(document, outline, by_signal, pack)
    decisions = judged.decisions()
    findings = [judged.finding(r, decisions[r.code]) for r in pack.requirements]
    if explain is not None:
        explained = _explainer(judged.quoter, outline, pack, explain)
        findings = [
            replace(f, trace=tuple(trace(r, decisions[r.code], by_signal, explained(r))))
            for f, r in zip(findings, pack.requirements, strict=True)
        ]
    return tuple(_lower_alternatives(findings, pack.file))


def _explainer(
    quoter: EvidenceQuoter, outline: Outline, pack: Pack, matches: Sequence[SignalMatch]
) -> Callable[[Requirement], SignalExplainer]:
    by_signal: dict[str, list[SignalMatch]] = defaultdict(list)
    for match in matches:
        by_signal[match.detection.signal].append(match)
    sources = {name: source.shown for name, source in term_sources(pack).items()}
    return lambda row: SignalExplainer(quoter, row.params, by_signal, sources, lambda i: outline.sentences[i].role)


@dataclass(frozen=True, slots=True)
class JudgedDocument:
    """A document, what was detected in it, and the pack that it is judged against."""

    document: Document
    outline: Outline
    quoter: EvidenceQuoter
    by_signal: Mapping[str, Sequence[Detection]]
    pack: Pack
    by_passages: PassageJudge
    can_contradict: bool
    is_whole_agreement: bool

    @classmethod
    def of(
        cls,
        document: Document,
        outline: Outline,
        by_signal: Mapping[str, Sequence[Detection]],
        pack: Pack,
        models: PassageModels | None = None,
    ) -> JudgedDocument:
        """Return a document to judge; ``by_signal`` is what was detected in it. ``models`` are those that ship, if None."""
        quoter = EvidenceQuoter(document, outline)
        judge = PassageJudge(models or shipped_models(), outline, quoter, by_signal)
        return cls(
            document,
            outline,
            quoter,
            by_signal,
            pack,
            judge,
            can_contradict(document, pack),
            document.is_whole_agreement,
        )

    def findings(self) -> tuple[Finding, ...]:
        """Return the findings on all requirements, in the pack's order."""
        decisions = self.decisions()
        findings = [self.finding(r, decisions[r.code]) for r in self.pack.requirements]
        return tuple(_lower_alternatives(findings, self.pack.file))

    def decisions(self) -> dict[str, StatusDecision]:
        """Return the decision on each requirement, by its code."""
        decisions = self._by_rules()
        if self.is_whole_agreement:
            decisions = {
                r.code: self.by_passages.decide(r, decisions[r.code], self._among(r)) for r in self.pack.requirements
            }
        side = judged_side(self.pack.file.params)
        for r in self.pack.requirements:
            if r.stance:
                decisions[r.code] = decide_for_side(
                    r, decisions[r.code], self.by_signal, side, short=not self.is_whole_agreement
                )
        return decisions

    def status_features(self) -> dict[str, Floats]:
        """Return the features by which the status of each requirement that has passages is told, by its code."""
        decisions, judge = self._by_rules(), self.by_passages
        return {
            r.code: judge.features(r, decisions[r.code], self._among(r))
            for r in self.pack.requirements
            if judge.candidates(r) is not None
        }

    def _by_rules(self) -> dict[str, StatusDecision]:
        """Return what the rules decide on all that was detected."""
        pack_file, requirements = self.pack.file, self.pack.requirements
        decisions = {r.code: self._decide(r, declared=False) for r in requirements}
        order = decisions.get(pack_file.precedence or "")
        if order is not None and order.status is Status.MET:
            # The contract says which part prevails: decide again where clauses contradict each other.
            decisions |= {
                r.code: self._decide(r, declared=True)
                for r in requirements
                if decisions[r.code].status is Status.CONTRADICTED and r.code != pack_file.precedence
            }
        return decisions

    def _among(self, requirement: Requirement) -> DecideAmong:
        return lambda sentences: self._decide(requirement, declared=False, among=sentences)

    def _decide(
        self, requirement: Requirement, *, declared: bool, among: Collection[int] | None = None
    ) -> StatusDecision:
        """Return the decision of the rules on a requirement, where only the sentences ``among`` count if they are given."""

        def prevails_over(ours: Grade, theirs: Grade) -> bool:
            return self.quoter.prevails_over(ours.detection, theirs.detection, declared=declared)

        by_signal = self.by_signal if among is None else _in_sentences(requirement, self.by_signal, among)
        return decide_status(
            requirement, by_signal, self.quoter.modal_text, prevails_over, can_contradict=self.can_contradict
        )

    def finding(self, requirement: Requirement, decision: StatusDecision) -> Finding:
        """Return the finding on a requirement."""
        quoter, pack_file = self.quoter, self.pack.file
        status = self._status(requirement, decision)
        near = self.by_signal.get(f"{requirement.code}/nearest", ())
        applicability = self._applicability(requirement)
        evidence = quoter.evidence(decision, near)
        kind = confidence_kind(status, decision, near)
        confidence = self._confidence(decision, kind, evidence)
        values = {g.param: g.value for g in (*decision.weakens, *decision.supports) if g.value is not None}
        context = MessageContext(
            missing_text(self.document, self.outline),
            applicability,
            _sections(evidence, EvidenceRole.SUPPORTS),
            _sections(evidence, EvidenceRole.CONTRADICTS),
        )
        finding = Finding(
            code=requirement.code,
            name=requirement.name,
            policy=self.pack.name,
            family=requirement.family,
            severity=requirement.severity,
            status=status,
            counts_as=_counts_as(requirement, decision, status, confidence),
            confidence=round(confidence, 2),
            confidence_kind=kind,
            message=finding_message(requirement, decision, status, near, context, unsure=confidence < _UNSURE),
            reason=self._undetermined_reason() if status is Status.CANNOT_DETERMINE else decision.reason,
            must=requirement.must,
            why=requirement.why,
            authority=requirement.authority,
            force=requirement.force,
            source_read=requirement.source_read,
            verified=requirement.verified,
            suggestion="" if status in {Status.MET, Status.NOT_APPLICABLE} else _suggestion(requirement, pack_file),
            who=requirement.who,
            evidence=evidence,
            searched=quoter.sections_of(near) if status in {Status.MISSING, Status.CANNOT_DETERMINE} else (),
            applicability=applicability,
            params=_params(requirement, pack_file),
            found={name: int(v) if v == int(v) else v for name, v in values.items()},
            insert_after=None if status is Status.MET else quoter.insert_after(evidence, requirement.insert_near),
            stance=decision.stance,
        )
        return with_fingerprint(finding, quoter.deciding_texts(decision, evidence))

    def _status(self, requirement: Requirement, decision: StatusDecision) -> Status:
        """Return the decided status, unless the requirement does not apply or text that was not read may change it."""
        if not self._applies(requirement, decision):
            return Status.NOT_APPLICABLE
        is_incomplete = self.document.read is Read.PARTIAL or bool(self.outline.depends_on)
        if is_incomplete and decision.by_absence and decision.status in {Status.MISSING, Status.WEAK}:
            return Status.CANNOT_DETERMINE
        return decision.status

    def _applies(self, requirement: Requirement, decision: StatusDecision) -> bool:
        chosen = _variant_choice(requirement, self.pack.file)
        if chosen is not None:
            return chosen
        if requirement.applies_when is None or self._applicability_evidence(requirement):
            return True
        # A variant that the text does not mention is not the one that it relies on, whatever else comes near.
        is_unmet_variant = requirement.variant is not None and decision.status is not Status.MET
        return not decision.by_absence and not is_unmet_variant

    def _applicability_evidence(self, requirement: Requirement) -> Sequence[Detection]:
        return self.by_signal.get(f"{requirement.code}/applies", ())

    def _applicability(self, requirement: Requirement) -> str | None:
        """Return why the requirement applies or does not, in words; None where it always applies."""
        pack_file = self.pack.file
        if requirement.stance is not None:
            side = judged_side(pack_file.params)
            return None if side in requirement.stance.sides else f"not judged for the side {side}"
        chosen = _variant_choice(requirement, pack_file)
        if chosen is not None:
            value = pack_file.params[pack_file.variant_param or ""]
            return f"{pack_file.variant_param} = {value}{'' if chosen else f', not {requirement.variant}'}"
        if requirement.applies_when is None:
            return None
        names = [_TERM_SUFFIX.sub("", name).replace("-", " ") for name in requirement.applies_when.names]
        subject = joined(names, "or")
        sections = self.quoter.sections_of(found) if (found := self._applicability_evidence(requirement)) else None
        if sections is None:
            return f"the contract does not mention {subject}"
        return f"{sections_in_words(sections) or 'the contract'} {'mention' if len(sections) > 1 else 'mentions'} {subject}"

    def _confidence(self, decision: StatusDecision, kind: str, evidence: Sequence[Evidence]) -> float:
        share = decision.confidence
        if share is None:
            share = measured_share(kind, whole_agreement=self.is_whole_agreement)
        return share * (OCR_FACTOR if self._depends_on_ocr(decision, evidence) else 1)

    def _depends_on_ocr(self, decision: StatusDecision, evidence: Sequence[Evidence]) -> bool:
        """Return whether OCR, which misreads some words, read those that decided, or those that would have."""
        pages = self.document.ocr_pages
        if decision.status is Status.MISSING:
            return bool(pages)
        return any(e.page in pages for e in evidence if e.role is not EvidenceRole.NEAREST)

    def _undetermined_reason(self) -> str:
        document, depends_on = self.document, self.outline.depends_on
        unread = f"{UNREAD}{unread_part_in_words(document)}" if document.read is Read.PARTIAL else ""
        absent = f"{NOT_SUPPLIED}{depends_on}" if depends_on else ""
        return "; ".join(filter(None, (unread, absent)))


def _in_sentences(
    requirement: Requirement, by_signal: Mapping[str, Sequence[Detection]], sentences: Collection[int]
) -> dict[str, list[Detection]]:
    """Return what the requirement's signals found in the sentences."""
    prefix = f"{requirement.code}/"
    return {
        name: [d for d in found if d.sentence in sentences]
        for name, found in by_signal.items()
        if name.startswith(prefix)
    }


def _sections(evidence: Iterable[Evidence], role: EvidenceRole) -> tuple[str, ...]:
    """Return the sections that are quoted in a role, each once, in the order of the text."""
    quotes = sorted((e for e in evidence if e.role is role), key=lambda e: (e.file, e.span))
    return tuple(dict.fromkeys(e.section for e in quotes if e.section))


def _suggestion(requirement: Requirement, pack_file: PackFile) -> str:
    """Return the suggested wording; none where it serves another side than the one that is judged for."""
    serves = requirement.stance.suggested_to if requirement.stance else ()
    return requirement.suggested() if not serves or judged_side(pack_file.params) in serves else ""


def _params(requirement: Requirement, pack_file: PackFile) -> dict[str, ParamValue]:
    """Return the requirement's parameters; where it is judged for a side, that too."""
    return {**requirement.params, **({SIDE_PARAM: judged_side(pack_file.params)} if requirement.stance else {})}


def _variant_choice(requirement: Requirement, pack_file: PackFile) -> bool | None:
    """Return whether the pack's variant parameter chooses the requirement or not; None where it leaves that to the text."""
    if requirement.variant is None or pack_file.variant_param is None:
        return None
    value = pack_file.params[pack_file.variant_param]
    chosen = value if isinstance(value, list) else [str(value)]
    return None if "auto" in chosen else requirement.variant in chosen


def _counts_as(
    requirement: Requirement, decision: StatusDecision, status: Status, confidence: float
) -> Severity | None:
    """Return the severity at which a finding counts: non-binding clauses in full, other weak ones one step lower."""
    if status in _NOT_COUNTED:
        return None
    if requirement.status == "preview":
        return Severity.INFO  # a requirement that is tried out fails nobody's check
    severity = requirement.severity
    if status is Status.WEAK and not decision.is_nonbinding:
        severity = _ONE_LOWER[severity]
    return _ONE_LOWER[severity] if confidence < _UNSURE else severity


def _lower_alternatives(findings: Sequence[Finding], pack_file: PackFile) -> list[Finding]:
    """Return the findings; where one of a group is enough and one is met, the others of the group count as info."""
    met = {f.code for f in findings if f.status is Status.MET}
    lowered = {
        code
        for group in pack_file.groups
        if pack_file.params.get(group.param) == "any" and not met.isdisjoint(group.codes)
        for code in group.codes
    }
    return [
        replace(f, severity=Severity.INFO, counts_as=f.counts_as and Severity.INFO)
        if f.code in lowered and f.status in {Status.MISSING, Status.WEAK}
        else f
        for f in findings
    ]
