"""Negations that do not stand beside their modal: in the subject ("nothing shall relieve"), in the object ("to no one")."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from clauselint.detection.norms.cues.modal_rule import FREES
from clauselint.detection.norms.modal_cues import INVERTED, NEGATED_SUBJECT, NO_OBJECT
from clauselint.detection.norms.norm import Norm
from clauselint.detection.rules import PredicateRule
from clauselint.model import Modality, Span
from clauselint.support.lowercase import lower_keep_length
from clauselint.support.rules import first_rule

_CONSTRUED = (
    r"\W*(?:be\s+(?:deemed|construed|interpreted|read|taken|understood|intended)\s+(?:to|as|so\s+as\s+to)\s+)?"
    r"(?:be\s+)?(?:\w+ly\s+|in\s+any\s+(?:way|manner)\s+)?"
)
_RELIEVES = re.compile(rf"(?i){_CONSTRUED}{FREES}\b")
_IMPOSES = re.compile(
    rf"(?i){_CONSTRUED}(?:requir|oblig|compel|impos|bind|(?:creat|giv)\w+\s+(?:or\s+be\s+deemed\s+to\s+giv\w+\s+)?(?:(?-i:[A-Z])\w+\s+)?(?:any|an?)\s+(?:\w+\s+)?(?:obligation|duty|liability))\w*"
)
_GRANTS = re.compile(
    rf"(?i){_CONSTRUED}(?:grant|giv|confer|convey|transfer|entitl|permit|allow|authori[sz]|licen[sc]|empower)\w*"
)
_DUTIFUL = r"\b(?:required|obligated|obliged|compelled|liable|responsible|accountable|answerable)\b"
_IS_DUTIFUL = re.compile(rf"(?i){_DUTIFUL}")
_OBLIGES = re.compile(r"(?i)(?:obliges|requires|binds)\b")
_BE_DUTIFUL = re.compile(rf"(?i)\W*(?:[\w'’,-]+\s+){{1,20}}?be\s+(?:\w+ly\s+|\w+\s+or\s+)?{_DUTIFUL}")
# What neither acts nor owes: the words, or an act in the law.
_THING = re.compile(
    r"(?i)\W*(?:nothing\b|(?:no|neither|none\s+of)\s+(?:(?:the|this|such|any|a)\s+)*(?:\w+\s+){0,2}?(?:provisions?|terms?|clauses?|part|section|agreement"
    r"|approvals?|reviews?|consents?|inspections?|payments?|acceptance|waivers?|delays?|failures?|termination|expiration|assignment|subcontract)\b)"
)
_LEAVES = re.compile(rf"(?i)\bno(?:t\b|\s+(?:way|event)\b).*\b(?:{FREES}|permit|allow|authori[sz]e|entitle|empower)$")


@dataclass(frozen=True, slots=True)
class NegatedSubject:
    """A subject that denies ("no …", "neither …", "nothing …"), the words of its modal, and those behind it."""

    subject: str
    cue: str
    after: str

    @property
    def is_thing(self) -> bool:
        """Return whether the subject is the words, or an act in the law, which neither act nor owe."""
        return bool(_THING.match(self.subject))


@dataclass(frozen=True, slots=True)
class NegationRule(PredicateRule[NegatedSubject]):
    """A rule for the modality that a subject which denies makes of a modal that binds or allows."""

    modality: Modality


NEGATED_SUBJECTS: tuple[NegationRule, ...] = (
    NegationRule(
        "no consent is required",
        lambda n: _IS_DUTIFUL.search(n.cue) or (n.is_thing and _OBLIGES.match(n.cue)),
        Modality.NO_OBLIGATION,
        catches="No guest is required to pay in May.",
        spares="No guest may dive.",
    ),
    NegationRule(
        "nothing relieves",
        lambda n: _RELIEVES.match(n.after),
        Modality.OBLIGATION,
        catches="Nothing in this lease shall relieve Host of its duties.",
        spares="Nothing in this lease shall please Host.",
        why="the duty stays",
    ),
    NegationRule(
        "nothing requires",
        lambda n: n.is_thing and _IMPOSES.match(n.after),
        Modality.NO_OBLIGATION,
        catches="Nothing in this lease shall require Host to cook.",
        spares="No guest shall require Host to cook.",
    ),
    NegationRule(
        "nothing grants",
        lambda n: n.is_thing and _GRANTS.match(n.after),
        Modality.NO_ENTITLEMENT,
        catches="Nothing in this lease shall give Guest a key.",
        spares="No host shall give Guest a key.",
    ),
    NegationRule(
        "negated subject",
        lambda n: True,
        Modality.PROHIBITION,
        catches="No guest may dive.",
        spares="Nothing in this lease shall require Host to cook.",
    ),
)


def by_subject(subject: str, cue: str, after: str) -> NegationRule:
    """Return the rule for what a subject that denies makes of a modal that binds or allows."""
    rule = first_rule(NEGATED_SUBJECTS, NegatedSubject(subject, cue, after))
    if rule is None:
        raise ValueError("the last rule applies to every subject")
    return rule


def frees(cue: str, after: str) -> bool:
    """Return whether an inverted negation takes a liability or a duty away: "In no event shall Provider be liable"."""
    return bool(INVERTED.match(cue) and _BE_DUTIFUL.match(after))


def concerns_object(cue: str, subject: str, after: str, modality: Modality) -> bool:
    """Return whether the one who owes or lacks stands behind the modal: "nothing shall relieve Provider", "grants it no
    right"."""
    if modality is Modality.NO_ENTITLEMENT or _LEAVES.search(cue):
        return True
    if _RELIEVES.match(after) and NEGATED_SUBJECT.search(subject):
        return True
    return bool(_THING.match(subject) and (_IMPOSES.match(after) or _GRANTS.match(after)))


# "shall keep the room clean and not permit any dogs"; not "and not later than", "and not to the Tenant"
_AND_NOT = re.compile(
    r"(?<=[\w,])\s+and\s+(?:to\s+)?(?P<verb>not\s+(?:\w+ly\s+)?(?!only\b|otherwise\b)[a-z]{3,}\s+(?:or\s+(?:\w+\s+)?[a-z]+\s+)?(?:the|any|an?|to\s+(?:the|any|an?|nor|or|do|be)|its|their|such|all|in\s+any|upon|with\s+the|itself))\b"
)
_JOINT = re.compile(r",|\band\b|\bor\b")


def denied_half(text: str, norm: Norm) -> tuple[Norm, ...]:
    """ "must be held in confidence and revealed to no third party": only what stands after the "and" is denied."""
    second = _AND_NOT.search(text, norm.modal.end, norm.span.end)
    if second is not None and norm.modality is Modality.OBLIGATION and norm.has_modal:
        return _halves(norm, second.start("verb"), "and not")
    denied = NO_OBJECT.search(lower_keep_length(text), norm.modal.end, norm.span.end)
    if denied is None or norm.modality is not Modality.OBLIGATION:
        return (norm,)
    joints = list(_JOINT.finditer(text, norm.modal.end, denied.start()))
    if not joints or not re.search(r"\w+\W+\w+\W+\w+", text[norm.modal.end : joints[-1].start()]):
        return (norm,)
    return _halves(norm, joints[-1].end(), NO_OBJECT.rule_of(denied).name)


def _halves(norm: Norm, cut: int, rule: str) -> tuple[Norm, Norm]:
    """The norm as far as ``cut``, and what ``rule`` says is denied from there on."""
    rules = (*norm.rules, f"polarity: {rule}")
    rest = Span(cut, cut)  # no modal of its own: it takes the one before
    return (
        replace(norm, span=Span(norm.span.start, cut)),
        replace(
            norm, span=Span(cut, norm.span.end), modal=rest, modality=Modality.PROHIBITION, elided=True, rules=rules
        ),
    )
