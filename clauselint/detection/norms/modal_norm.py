"""The norm of one modal: who owes or holds by its subject, and the modality after negations in the subject."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from clauselint.detection.norms.arguments import (
    GIVES,
    agent,
    antecedent,
    implicit_bearer,
    object_party,
    subject_head,
)
from clauselint.detection.norms.cues.modal_rule import ModalMatch
from clauselint.detection.norms.modal_cues import INVERTED, NEGATED_SUBJECT, NOMINAL, NOMINAL_CUE
from clauselint.detection.norms.norm import NOBODY, Norm, NormParty
from clauselint.detection.norms.party_mentions import PRONOUN, PartyMention
from clauselint.detection.norms.polarity import by_subject, concerns_object, frees
from clauselint.detection.norms.subject_span import opens_negated, without_adverbs
from clauselint.model import Modality, Span

_LOOKAHEAD = 250  # characters after a modal that may tell its meaning
_WITHOUT = re.compile(r"(?i)\b(?:without|unless|except|other\s+than|subject\s+to|prior\s+to|until)\b")
_PROMISES = re.compile(r"(?i)(?:agree|covenant|undertake|warrant|represent|acknowledge)s?\b")
_STAYS_LIABLE = re.compile(r"(?i)nothing\b.*\b(?:limits?|restricts?|excludes?)$")
_EXCUSED = re.compile(r"(?i)\b(?:excused|relieved|released|exempt(?:ed)?|absolved|discharged)\s+(?:from|of)$")
_LIABILITY = re.compile(
    r"(?i)\s+(?:or\s+\w+\s+)?(?:[\w'’]+\s+){0,4}?(?:liabilit|obligation|dut(?:y|ies)\b|responsibilit)"
)
_PRONOUN_LAST = re.compile(r"(?i)\b(?:it|they|he|she)[\s,]*$")
_OF_WHICH = re.compile(r"(?i)\b(?:that|which|who|whom|where)\b")
_REVERSIBLE = frozenset({Modality.OBLIGATION, Modality.PERMISSION, Modality.ENTITLEMENT})
_INSERTED = re.compile(r",[^,;]*,")  # "Tenant, at no additional cost, shall be entitled to"
_ONLY_SUBJECT = re.compile(r"(?i)\b(?:only|sole|exclusive)\b")
_ONLY_CUE = re.compile(r"(?i)\b(?:only|solely)\b")


@dataclass(frozen=True, slots=True)
class _Clause:
    """A modal (``match``) in its sentence, with where its subject begins and who is mentioned."""

    text: str
    match: ModalMatch
    start: int
    mentions: tuple[PartyMention, ...]

    @property
    def cue(self) -> str:
        return self.match[0]

    @property
    def subject(self) -> str:
        return self.text[self.start : self.match.start()]

    @property
    def after(self) -> str:
        return self.text[self.match.end() : self.match.end() + _LOOKAHEAD]

    @property
    def is_elided(self) -> bool:
        return not re.search(r"\w{2}", without_adverbs(self.subject))


def modal_norm(
    text: str, match: ModalMatch, start: int, mentions: tuple[PartyMention, ...], previous: Norm | None
) -> Norm:
    """The norm of the modal ``match``, whose subject begins at ``start``, as far as its end; ``previous`` is the norm before
    it, whose subject it may share."""
    clause = _Clause(text, match, start, mentions)
    inherited = _inherited_party(clause, previous) if _may_inherit(clause) else None
    party = _subject_party(clause) or _indirect_party(clause, match.modality) or inherited
    modality, negation = _negated(clause, match.modality)
    return Norm(
        Span(start, match.end()),
        Span(match.start(), match.end()),
        modality,
        obligor=party or NOBODY,
        restricted=match.restricts or bool(_ONLY_SUBJECT.search(clause.subject) or _ONLY_CUE.search(clause.cue)),
        elided=clause.is_elided,
        rules=(f"modality: {match.rule}", *([f"polarity: {negation}"] if negation else [])),
    )


def _subject_party(clause: _Clause) -> NormParty | None:
    """The party that heads the subject, or the one to whom a granting verb gives."""
    text, match, start, mentions = clause.text, clause.match, clause.start, clause.mentions
    if GIVES.match(clause.cue) and (taker := implicit_bearer(text, match, start, mentions)):
        return NormParty.of(taker)
    if INVERTED.match(clause.cue):  # "nor shall Provider"
        first = next((m for m in mentions if m.start >= match.end()), None)
        near = first is not None and not re.search(r"\w{4}", text[match.end() : first.start].replace("the", ""))
        return NormParty.of(first) if first and near else None
    head, people = subject_head(text, start, match.start(), mentions)
    return None if head is None else replace(NormParty.of(head), is_personnel=people)


def _indirect_party(clause: _Clause, modality: Modality) -> NormParty | None:
    """The party outside the subject's head: the agent of a noun, the object, or the owner of the subject."""
    text, match, start, mentions = clause.text, clause.match, clause.start, clause.mentions
    found = None
    if NOMINAL.match(text, match.end()) or NOMINAL_CUE.search(clause.cue):
        # "Use of the data by Provider is restricted", but not "publication without review by the District"
        without = _WITHOUT.search(text, start, match.start())
        found = agent(text, start, without.start() if without else match.start(), mentions)
    if found is None and concerns_object(clause.cue, clause.subject, clause.after, modality):
        found = object_party(text, match.start(), match.end(), mentions)
    elif found is None:
        found = implicit_bearer(text, match, start, mentions)
    return None if found is None else replace(NormParty.of(found), is_personnel=False)


def _may_inherit(clause: _Clause) -> bool:
    """Return whether the subject is left out, or a pronoun."""
    plain = PRONOUN.sub("", without_adverbs(clause.subject))
    return not re.search(r"\w{2}", plain) or bool(_PRONOUN_LAST.search(clause.subject))


def _inherited_party(clause: _Clause, previous: Norm | None) -> NormParty | None:
    """The obligor of the norm before, or the party that the pronoun stands for."""
    if previous is not None and (previous.obligor.is_named or _same_subject(clause, previous)):
        return previous.obligor
    before = antecedent(clause.text, clause.start, clause.mentions)
    return None if before is None else replace(NormParty.of(before), is_collective=False)


def _same_subject(clause: _Clause, previous: Norm) -> bool:
    """Return whether the clause goes on with the subject of the norm before, even where that names nobody."""
    if not previous.has_modal:
        return False
    if clause.is_elided:  # "acknowledges that harm will result, and agrees not to disclose it"
        return not _PROMISES.match(clause.cue)
    return ";" in clause.text[previous.modal.end : clause.match.start()]  # "…; it shall"


def _negated(clause: _Clause, modality: Modality) -> tuple[Modality, str]:
    """The modality after a negation in the subject, or an inverted one, and the name of the rule that made it so."""
    negation = ""
    if _STAYS_LIABLE.match(clause.cue) and _LIABILITY.match(clause.after):
        modality, negation = Modality.OBLIGATION, "nothing limits liability"
    main_subject = _INSERTED.sub(" ", _OF_WHICH.split(clause.subject, maxsplit=1)[0])
    if modality in _REVERSIBLE and (
        NEGATED_SUBJECT.search(main_subject) or opens_negated(clause.text, clause.match.start())
    ):
        rule = by_subject(clause.subject, clause.cue, clause.after)
        return rule.modality, rule.name
    if modality is Modality.NO_OBLIGATION and _EXCUSED.search(clause.cue) and NEGATED_SUBJECT.search(main_subject):
        return Modality.OBLIGATION, "nobody is relieved"  # "neither party is relieved of its duties"
    return (Modality.NO_OBLIGATION, "in no event liable") if frees(clause.cue, clause.after) else (modality, negation)
