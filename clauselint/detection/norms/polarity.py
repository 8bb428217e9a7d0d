"""Where a negation does not stand beside its modal: in the subject ("nothing shall relieve"), in the object ("to no one")."""

from __future__ import annotations

import re
from dataclasses import replace

from clauselint.detection.norms.cues.modal_rule import FREES
from clauselint.detection.norms.frame import Frame
from clauselint.detection.norms.modal_cues import INVERTED, NO_OBJECT
from clauselint.model import Modality, Span
from clauselint.support.lowercase import lower_keep_length

_CONSTRUED = (
    r"\W*(?:be\s+(?:deemed|construed|interpreted|read|taken|understood|intended)\s+(?:to|as|so\s+as\s+to)\s+)?"
    r"(?:be\s+)?(?:\w+ly\s+|in\s+any\s+(?:way|manner)\s+)?"
)
_RELIEVES = re.compile(rf"(?i){_CONSTRUED}{FREES}\b")
_IMPOSES = re.compile(
    rf"(?i){_CONSTRUED}(?:requir|oblig|compel|impos|bind|creat\w+\s+(?:any|an?)\s+(?:\w+\s+)?(?:obligation|duty|liability))\w*"
)
_GRANTS = re.compile(
    rf"(?i){_CONSTRUED}(?:grant|giv|confer|convey|transfer|entitl|permit|allow|authori[sz]|licen[sc]|empower)\w*"
)
_FREED = re.compile(r"(?i)\b(?:required|obligated|obliged|compelled|liable|responsible|accountable|answerable)\b")
_OBLIGES = re.compile(r"(?i)(?:obliges|requires|binds)\b")
_INVERTED_FREED = re.compile(rf"(?i)\W*(?:[\w'’,-]+\s+){{1,20}}?be\s+(?:\w+ly\s+)?{_FREED.pattern[4:]}")
# What neither acts nor owes: the words, or an act in the law.
_THING = re.compile(
    r"(?i)\W*(?:nothing\b|(?:no|neither|none\s+of)\s+(?:(?:the|this|such|any|a)\s+)*(?:\w+\s+){0,2}?(?:provisions?|terms?|clauses?|part|section|agreement"
    r"|approvals?|reviews?|consents?|inspections?|payments?|acceptance|waivers?|delays?|failures?|termination|expiration|assignment|subcontract)\b)"
)


def by_subject(subject: str, trigger: str, after: str) -> Modality:
    """What a subject that denies ("no …", "neither …", "nothing …") makes of a modal that binds or allows."""
    if _FREED.search(trigger) or (_THING.match(subject) and _OBLIGES.match(trigger)):
        return Modality.NO_OBLIGATION  # "No consent is required to …", "Nothing in this Lease obliges Tenant to …"
    if _RELIEVES.match(after):
        return Modality.OBLIGATION
    if _THING.match(subject):
        if _IMPOSES.match(after):
            return Modality.NO_OBLIGATION
        if _GRANTS.match(after):
            return Modality.NO_ENTITLEMENT
    return Modality.PROHIBITION


def frees(trigger: str, after: str) -> bool:
    """Whether an inverted negation takes a liability or a duty away: "In no event shall Provider be liable"."""
    return bool(INVERTED.match(trigger) and _INVERTED_FREED.match(after))


def concerns_object(trigger: str, subject: str, after: str, modality: Modality) -> bool:
    """Whether the one who owes or lacks stands behind the modal: "nothing shall relieve Provider", "grants it no right"."""
    if modality is Modality.NO_ENTITLEMENT or _LEAVES.search(trigger):
        return True
    return bool(_THING.match(subject) and (_RELIEVES.match(after) or _IMPOSES.match(after) or _GRANTS.match(after)))


_LEAVES = re.compile(rf"(?i)\bno(?:t\b|\s+(?:way|event)\b).*\b(?:{FREES}|permit|allow|authori[sz]e|entitle|empower)$")


_JOINT = re.compile(r",|\band\b|\bor\b")


def denied_half(text: str, frame: Frame) -> tuple[Frame, ...]:
    """ "must be held in confidence and revealed to no third party": only what stands after the "and" is denied."""
    denied = NO_OBJECT.search(lower_keep_length(text), frame.modal.end, frame.span.end)
    if denied is None or frame.modality is not Modality.OBLIGATION:
        return (frame,)
    joints = list(_JOINT.finditer(text, frame.modal.end, denied.start()))
    if not joints or not re.search(r"\w+\W+\w+\W+\w+", text[frame.modal.end : joints[-1].start()]):
        return (frame,)
    cut = joints[-1].end()
    rest = Span(cut, cut)  # no modal of its own: it takes the one before
    return (
        replace(frame, span=Span(frame.span.start, cut)),
        replace(frame, span=Span(cut, frame.span.end), modal=rest, modality=Modality.PROHIBITION, elided=True),
    )
