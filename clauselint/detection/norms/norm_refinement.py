"""The refinement of a sentence's norms: modality and parties, where the words behind the modal or the document decide them.

Each norm keeps its place in the sentence; its ``standing`` says whether it binds of itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from clauselint.detection.norms import predicate_patterns as e
from clauselint.detection.norms.implied_obligors import OpenNorm, implied_obligor
from clauselint.detection.norms.modal_cues import INVERTED, PASSIVE
from clauselint.detection.norms.norm import NOBODY, Norm, NormParty, Standing
from clauselint.detection.norms.party_mentions import PartyMention
from clauselint.detection.norms.party_resolution import (
    POSSESSIVE,
    Parties,
    is_core,
    obligee,
    resolve_obligors,
)
from clauselint.detection.norms.performatives import Performative, performatives
from clauselint.detection.norms.standing import in_conditions, is_thing_continued, owner_of_subject, subject_parties
from clauselint.model import Modality, Span

_M = Modality
_TIMELESS = frozenset((_M.OBLIGATION, _M.PERMISSION))
_NEGATIVE = re.compile(r"(?i)\b(?:nothing|no|nor)\b")
_PRONOUN_NEXT = re.compile(r"(?i)\W*(?:it|they|he|she|we|you)\b")
_REQUIRED = re.compile(r"(?i)\brequired$")
_OF_PARTY = re.compile(r"(?i)\s+(?:of|from|by)\s+(?:the\s+)?")
_HAVE_NO = re.compile(r"(?i)\W*have\s+no\b")
_SOME_WORD = re.compile(r"(?i)\b(?!(?:the|said|such|each|and|but|any|its)\b)\w{3}")
_COMMANDS = re.compile(r"(?i)(?:shall|will|must|may)\b")
_IS = re.compile(r"(?i)\W*(?:\w+ly\s+)?(?:be|become|remain|run|go|come|fall)\b")
_MUST = re.compile(r"(?i)must\b")
# "shall have each user sign": it sees to it
_HAS_DONE = re.compile(
    r"(?i)\W*have\s+(?:each|every|all|any|its|their|that|such)\s+(?!(?:\w+\s+){0,4}?(?:rights?|remed|powers?|benefits?|privileges?|use|access|interests?|time)\b)"
)
_EXCEPT_THAT = re.compile(r"(?i)\b(?:except|save)\s+that\W*$")
_OF_NAME = re.compile(r"\s+(?:[A-Z][a-z]+|data|information)\b")  # "nor will Guest Data be sold"
_CONSENTS = re.compile(r"(?i)\bconsents?\s+to$")
_STAYS_BOUND = frozenset(("modality: shall not relieve", "polarity: nothing relieves"))
_LIABLE = re.compile(r"(?i)\b(?:liable|responsible|accountable|answerable)\b")


def refined_norms(
    text: str, norms: Sequence[Norm], mentions: Sequence[PartyMention], parties: Parties
) -> tuple[Norm, ...]:
    """Return the norms with modality, parties and standing, and the performatives among them, in order."""
    sentence = _Sentence(text, mentions, parties)
    performed = [p.joined_with(norms) for p in performatives(text, mentions, parties)]
    conditions = in_conditions(text, norms, mentions)
    found: list[Norm] = [p.norm for p in performed]
    agreed = NOBODY
    for n, norm in enumerate(norms):
        if _is_in_performative(norm, performed):
            continue
        standing = Standing.CONDITION if n in conditions else _standing_of_rest(text, norms, n, mentions, agreed)
        if standing is not None:
            found.append(norm if norm.standing is standing else replace(norm, standing=standing))
        else:
            following = norms[n + 1] if n + 1 < len(norms) else None
            found.append(sentence.in_sequence(norm, following, performed, agreed))
            agreed = sentence.promisors(norm) or (agreed if _goes_on_with_promise(norm, found[-1]) else NOBODY)
    if performed:
        found += _statements_between(text, found, norms)
    return tuple(sorted((sentence.with_obligee(norm) for norm in found), key=lambda norm: norm.span))


def _is_in_performative(norm: Norm, performed: Sequence[Performative]) -> bool:
    """Return whether a performative takes the place of the norm: of its modal, or of the statement around it."""
    if _has_force(norm):
        return any(p.holds(norm) for p in performed)
    return any(p.norm.span.overlaps(norm.span) for p in performed)


def _has_force(norm: Norm) -> bool:
    """Return whether the norm has a modal, or shares the one before: "must be held in confidence and revealed to no
    one"."""
    return norm.has_modal or norm.elided


def _standing_of_rest(
    text: str, norms: Sequence[Norm], n: int, mentions: Sequence[PartyMention], agreed: NormParty
) -> Standing | None:
    """The standing of a norm that needs no refinement: a statement, or one whose subject is the thing before.

    What one party has ``agreed`` needs it: "Tenant agrees that the signs shall be small and shall not block the lobby".
    """
    if not _has_force(norms[n]):
        return Standing.MAIN
    if len(agreed.names) == 1 and norms[n].modality in e.BINDING:
        return None
    payable = e.PAYABLE_BY.match(text, norms[n].modal.end, norms[n].span.end)
    goes_on = n and not payable and is_thing_continued(text, norms[n - 1], norms[n], mentions)
    return Standing.OF_A_THING if goes_on else None


def _statements_between(text: str, found: Sequence[Norm], norms: Sequence[Norm]) -> Iterator[Norm]:
    """The words of ``norms`` that the performatives among ``found`` leave over, as statements."""
    at, last = norms[0].span.start, NOBODY
    for norm in (*sorted(found, key=lambda norm: norm.span), None):
        start = norm.span.start if norm else norms[-1].span.end
        if start > at and _SOME_WORD.search(text, at, start):
            goes_on = last.is_named
            yield Norm(Span(at, start), Span(at, at), Modality.STATEMENT, last, elided=goes_on)
        if norm:
            at, last = max(at, norm.span.end), norm.obligor


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence, who is mentioned in it, and the parties of its document."""

    text: str
    mentions: Sequence[PartyMention]
    parties: Parties

    def in_sequence(
        self, norm: Norm, following: Norm | None, performed: Sequence[Performative], agreed: NormParty
    ) -> Norm:
        """The refined norm as far as a performative that takes over, owed by those who ``agreed`` where it names nobody."""
        starts = [p.norm.span.start for p in performed if norm.modal.end < p.norm.span.start < norm.span.end]
        cut = replace(norm, span=Span(norm.span.start, min(starts))) if starts else norm
        read = self.refined(cut, following)
        content = self.text[norm.modal.end : norm.span.end]
        if following is not None and e.ENDS_IN_THAT.search(content) and not _EXCEPT_THAT.search(content):
            # "shall ensure that …": what is to be ensured belongs to it
            read = replace(read, span=Span(read.span.start, following.span.end))
        alone = len(agreed.names) == 1 and not read.obligor.is_named
        if agreed.names and (read.passive or alone) and _names_nobody(read):
            # "both agree that any dispute shall be submitted to": it binds those who agree
            read = replace(read, obligor=agreed, is_mutual=len(agreed.names) > 1)
        return read

    def promisors(self, norm: Norm) -> NormParty | None:
        """Those who agree to what follows "that"; None where nothing is promised so."""
        if not self.text[norm.modal.start : norm.modal.end].lower().endswith("that"):
            return None
        return replace(norm.obligor, names=resolve_obligors(norm, self.text, self.mentions, self.parties))

    def with_obligee(self, norm: Norm) -> Norm:
        """The norm with the party to which it is owed, where the refinement has not found one."""
        if norm.obligee.names or norm.is_condition:
            return norm
        obligors = norm.obligor.names or ((self.parties.name(norm.obligor.word),) if norm.obligor.is_named else ())
        alone = obligors[0] if len(obligors) == 1 and not norm.obligor.is_collective else ""
        name = obligee(norm, self.text, self.mentions, self.parties, alone)
        if not name:
            return norm if not norm.obligee.is_named else replace(norm, obligee=NOBODY)
        return replace(norm, obligee=self.parties.party(name))

    def refined(self, norm: Norm, following: Norm | None) -> Norm:
        """The norm with its modality, parties and standing; ``following`` is the norm behind it."""
        if norm.modality not in e.SIX:
            return norm
        clause = _Governed(self, norm)
        if clause.cue.lower().endswith("that") and not _is_promise(clause, following):
            return replace(norm, standing=Standing.CONTENT)
        if following is not None and following.elided and _continues(self.text, norm, following):
            return replace(norm, standing=Standing.AUXILIARY)  # "shall at all times have the right"
        return next(found for reading in _READINGS if (found := reading(clause)) is not None)


@dataclass(frozen=True, slots=True)
class _Governed:
    """A norm in its sentence."""

    sentence: _Sentence
    norm: Norm

    @property
    def text(self) -> str:
        return self.sentence.text

    @property
    def cue(self) -> str:
        return self.text[self.norm.modal.start : self.norm.modal.end]

    @property
    def after(self) -> str:
        return self.text[self.norm.modal.end : self.norm.span.end]

    def party(self, mention: PartyMention) -> NormParty:
        return replace(NormParty.of(mention), names=self.sentence.parties.names(mention))

    def resolved(self) -> Norm:
        """The norm with the names of its obligors."""
        norm = self.norm
        if _is_about_thing_behind(self):
            return replace(norm, obligor=NOBODY)
        names = resolve_obligors(norm, self.text, self.sentence.mentions, self.sentence.parties)
        if len(names) == 1 and _CONSENTS.search(self.cue) and _is_giver(self):
            names = tuple(filter(None, [self.sentence.parties.other(names[0])]))
        return replace(norm, obligor=replace(norm.obligor, names=names)) if names else norm


def _is_giver(clause: _Governed) -> bool:
    """Return whether the subject of "consents to" itself stands for the one who may: it names nobody else."""
    named = subject_parties(clause.norm, clause.sentence.mentions)
    return bool(named) and named[-1].word == clause.norm.obligor.word


def _goes_on_with_promise(norm: Norm, read: Norm) -> bool:
    """Return whether what follows may still be what is promised: the norm has no party for its subject."""
    return not norm.obligor.is_named and read.standing in (Standing.MAIN, Standing.OF_A_THING, Standing.CONSTITUTIVE)


def _names_nobody(norm: Norm) -> bool:
    return norm.modality in e.BINDING and norm.standing is Standing.MAIN and not norm.obligor.names


def _acted_on(clause: _Governed) -> Norm | None:
    """ "Nothing herein shall obligate Landlord to …", "… shall entitle Lessor to …": it is about the object."""
    norm, text, mentions = clause.norm, clause.text, clause.sentence.mentions
    if any(is_core(text, m) for m in subject_parties(norm, mentions)):
        return None
    patient = next((m for m in mentions if norm.modal.end <= m.start < norm.span.end and not m.is_personnel), None)
    if patient is None:
        return None
    pattern = e.ACTED_ON_INVERTED if INVERTED.match(clause.cue) else e.ACTED_ON
    match = pattern.match(text[norm.modal.end : patient.start])
    if match is None:
        return None
    grants = match["verb"].lower() in ("entitle", "permit", "allow", "enable")
    kinds = (_M.ENTITLEMENT, _M.NO_ENTITLEMENT) if grants else (_M.OBLIGATION, _M.NO_OBLIGATION)
    denied = norm.modality is _M.PROHIBITION or bool(
        _NEGATIVE.search(f"{text[norm.span.start : norm.modal.start]} {clause.cue}")
    )
    return replace(
        norm, modality=kinds[denied], obligor=clause.party(patient), about_thing=True, is_mutual=patient.is_collective
    )


def _not_relieved(clause: _Governed) -> Norm | None:
    """ "Consent shall not release or change Tenant's liability": the one who is not freed still owes it."""
    norm = clause.norm
    inverted = INVERTED.match(clause.cue) and e.RELIEVES_INVERTED.match(clause.after)
    if not inverted and (norm.modality is not _M.OBLIGATION or not _STAYS_BOUND.intersection(norm.rules)):
        return None
    freed = next((m for m in clause.sentence.mentions if norm.modal.end <= m.start < norm.span.end), None)
    if freed is None:
        return None
    between = clause.text[norm.modal.end : freed.start]
    if not (inverted and inverted.end() == len(between) + 1) and not e.TO_WHOM_RELIEF_GOES.match(between):
        return None
    obligor = replace(clause.party(freed), is_personnel=freed.is_personnel)
    return replace(norm, modality=_M.OBLIGATION, obligor=obligor, about_thing=True)


def _owned_subject(clause: _Governed) -> Norm | None:
    """ "Lessee's use of the roof shall be subject to": the owner owes it where the words are those of a duty."""
    norm, after = clause.norm, clause.after
    owner = owner_of_subject(clause.text, norm, clause.sentence.mentions)
    if owner is None or (norm.passive and norm.obligor.is_named):
        return None
    duty = e.DUTY_OF.match(clause.text[owner.end : norm.modal.start] + e.TO_BE.sub("", after))
    if (duty and not e.ENDS_IT.match(after)) or e.CONFORMS.match(after) or _is_owners_to_see_to(clause, owner):
        modality = _M.OBLIGATION if duty else norm.modality
        return replace(norm, modality=modality, obligor=clause.party(owner), about_thing=True)
    return None if norm.passive else replace(clause.resolved(), standing=Standing.OF_A_THING)


def _is_owners_to_see_to(clause: _Governed, owner: PartyMention) -> bool:
    """Return whether what a party owns must be so, which is for the owner to see to: "Tenant's insurance must cover"."""
    norm, thing = clause.norm, clause.text[owner.end : clause.norm.modal.start]
    binds = norm.modality is _M.OBLIGATION and not norm.passive
    if not binds or owner.is_collective or e.CONSTITUTIVE.match(clause.after):
        return False
    return bool(_MUST.match(clause.cue) or (e.INSURANCE.match(thing) and not _IS.match(clause.after)))


def _requested_of(clause: _Governed) -> Norm | None:
    """ "No deposit shall be required of Tenant": it is about whom something is required of."""
    norm = clause.norm
    if not _REQUIRED.search(clause.cue) or clause.resolved().obligor.names:
        return None
    first = next((m for m in clause.sentence.mentions if m.start >= norm.modal.end), None)
    if first is None or not _OF_PARTY.fullmatch(clause.text, norm.modal.end, first.start):
        return None
    return replace(norm, obligor=clause.party(first), about_thing=True)


def _constitutive(clause: _Governed) -> Norm | None:
    """ "shall mean", "shall have given notice", "may have paid": what a thing is, or a condition in other words."""
    norm = clause.norm
    acts = e.ACTS_ON_THINGS.match(clause.after) and _acts_itself(clause)
    if (e.CONSTITUTIVE.match(clause.after) and not acts) or (
        norm.modality in _TIMELESS and e.PERFECT.match(clause.after)
    ):
        return replace(clause.resolved(), standing=Standing.CONSTITUTIVE)
    return None


def _acts_itself(clause: _Governed) -> bool:
    """Return whether the subject is a party and nothing of it: "Landlord may apply", not "the Landlord fees shall apply"."""
    norm, text = clause.norm, clause.text
    named = [m for m in subject_parties(norm, clause.sentence.mentions) if is_core(text, m)]
    if not named:
        return norm.elided and bool(clause.resolved().obligor.names)
    return e.ADVERBS_ONLY.match(text[named[-1].end : norm.modal.start]) is not None


def _passive(clause: _Governed) -> Norm | None:
    """Something is to be done: by whom the text says, or at whose cost, or by nobody that it names."""
    if not clause.norm.passive:
        return None
    if clause.norm.modality is _M.OBLIGATION and e.APPROVED.match(clause.after):
        return _to_be_approved(clause)
    norm, after = _with_implied_obligor(clause, clause.resolved()), clause.after
    patient = _patient(clause, norm)
    freed = _modality_for_patient(norm, patient, after)
    if freed is not None:
        return replace(norm, modality=freed, obligor=patient, obligee=NOBODY)
    done = PASSIVE.match(after)
    receives = bool(patient.names) and done is not None and done[1].lower() in e.TO_GET
    return replace(
        norm,
        obligee=patient if receives else NOBODY,
        subject_receives=receives,
        about_thing=True,
        standing=Standing.CONSTITUTIVE if not norm.obligor.names and e.AGENTLESS.match(after) else norm.standing,
    )


def _to_be_approved(clause: _Governed) -> Norm:
    """ "must be approved by Landlord": for the other party to obtain; Landlord need not approve it."""
    norm = clause.resolved()
    others = [other for name in norm.obligor.names if (other := clause.sentence.parties.other(name))]
    if len(others) != 1 or norm.obligor.is_collective:
        return replace(norm, about_thing=True, standing=Standing.OF_A_THING)
    return replace(norm, obligor=clause.sentence.parties.party(others[0]), obligee=NOBODY, about_thing=True)


def _modality_for_patient(norm: Norm, patient: NormParty, after: str) -> Modality | None:
    """Return what a passive does to its subject, where it is about that: "shall not be charged", "shall be
    released"."""
    if norm.modality is _M.NO_OBLIGATION or (norm.modality is _M.PROHIBITION and e.FREE.match(after)):
        return _M.NO_OBLIGATION
    if patient.names and not norm.obligor.names and norm.modality is _M.OBLIGATION and e.CHARGED.match(after):
        return _M.OBLIGATION
    if not patient.names or patient.is_personnel or not e.NOT_FREED.match(after):
        return None  # "employees shall be discharged": they lose their work
    if norm.modality is _M.PROHIBITION:
        return _M.OBLIGATION
    return None if norm.obligor.names else _M.NO_OBLIGATION


def _with_implied_obligor(clause: _Governed, norm: Norm) -> Norm:
    if norm.obligor.names:
        return norm
    sentence = clause.sentence
    name, rule = implied_obligor(OpenNorm(norm, sentence.text, sentence.mentions, sentence.parties))
    if not name:
        return norm
    if norm.modality is _M.PROHIBITION:  # whom a ban means is less sure than who pays: it is named, and takes no side
        return replace(norm, obligor=replace(norm.obligor, names=(name,)), rules=(*norm.rules, f"obligor: {rule}"))
    obligor = replace(sentence.parties.party(name), is_implied=True)
    return replace(norm, obligor=obligor, rules=(*norm.rules, f"obligor: {rule}"))


def _patient(clause: _Governed, norm: Norm) -> NormParty:
    """The party that is acted on, unless it is the one who acts."""
    if not norm.obligee.is_named:
        return NOBODY
    name = clause.sentence.parties.name(norm.obligee.word)
    return NOBODY if name in norm.obligor.names else replace(norm.obligee, names=(name,))


def _active(clause: _Governed) -> Norm:
    """Somebody does it: the subject, or the one who bears the cost."""
    norm, modality = clause.resolved(), _refined_modality(clause)
    if norm.modality is _M.OBLIGATION and (payer := _payer_behind(clause)):
        return replace(norm, obligor=clause.party(payer), about_thing=True)
    if modality is not norm.modality:
        norm = replace(norm, modality=modality)
    opens = norm.modality is _M.PROHIBITION or (norm.modality is _M.OBLIGATION and _IS.match(clause.after))
    if not norm.obligor.is_named and opens:
        norm = _with_implied_obligor(clause, norm)
        return replace(norm, about_thing=bool(norm.obligor.names))
    return replace(norm, is_mutual=True) if norm.obligor.is_collective else norm


def _payer_behind(clause: _Governed) -> PartyMention | None:
    """Return who owes what "shall be additional rent, due and payable by Lessee"."""
    payable = e.PAYABLE_BY.match(clause.after)
    at = clause.norm.modal.end + (payable.end() if payable else 0)
    return next((m for m in clause.sentence.mentions if payable and m.start == at and not m.is_personnel), None)


_READINGS: tuple[Callable[[_Governed], Norm | None], ...] = (
    _acted_on,
    _not_relieved,
    _owned_subject,
    _requested_of,
    _constitutive,
    _passive,
    _active,
)


def _refined_modality(clause: _Governed) -> Modality:
    """The modality, where the words that follow the modal decide it."""
    modality = clause.norm.modality
    if modality is _M.NO_ENTITLEMENT:
        return _M.PROHIBITION if _denies_others(clause) else modality
    refine = _REFINEMENTS.get(modality)
    return refine(clause.cue, _behind_subject(clause)) if refine else modality


def _behind_subject(clause: _Governed) -> str:
    """The words that the modal governs; behind the subject, where that follows the modal: "in no event shall Tenant have"."""
    if not INVERTED.match(clause.cue):
        return clause.after
    span = clause.norm.span
    subject = next((m for m in clause.sentence.mentions if clause.norm.modal.end <= m.start < span.end), None)
    near = subject is not None and not re.search(r"\w{4}", clause.text[clause.norm.modal.end : subject.start])
    return clause.text[subject.end : span.end] if subject is not None and near else clause.after


def _prohibition(cue: str, after: str) -> Modality:
    if e.FREE.match(after) or _LIABLE.search(cue):
        return _M.NO_OBLIGATION
    if e.NOT_FREED.match(after):
        return _M.OBLIGATION
    return _M.NO_ENTITLEMENT if e.TO_RECEIVE.match(after) and not e.LET.match(after) else _M.PROHIBITION


def _obligation(cue: str, after: str) -> Modality:
    receives = e.TO_RECEIVE.match(after) and not _MUST.match(cue) and not _HAS_DONE.match(after)
    if receives or e.TIME_TO.match(cue):
        if e.LET_TO.match(after):
            return _M.PERMISSION
        return _M.NO_ENTITLEMENT if _HAVE_NO.match(after) else _M.ENTITLEMENT
    # an item of "Tenant shall: (a) not overload the floors"
    return _M.PROHIBITION if e.DENIED.match(after) else _M.OBLIGATION


def _denies_others(clause: _Governed) -> bool:
    """Return whether a party shall give others no right: "Landlord shall not grant rights that …", not "This Lease does
    not grant"."""
    if not e.CONFERS.search(clause.cue) or not _COMMANDS.match(clause.cue):
        return False
    return any(is_core(clause.text, m) for m in subject_parties(clause.norm, clause.sentence.mentions))


def _no_obligation(cue: str, after: str) -> Modality:
    return _M.NO_ENTITLEMENT if e.WAIVES.match(cue) else _M.NO_OBLIGATION


def _permission(cue: str, after: str) -> Modality:
    return _M.ENTITLEMENT if e.GRANT.search(cue) or e.QUIET.match(after) else _M.PERMISSION


_REFINEMENTS: dict[Modality, Callable[[str, str], Modality]] = {
    _M.PROHIBITION: _prohibition,
    _M.OBLIGATION: _obligation,
    _M.NO_OBLIGATION: _no_obligation,
    _M.PERMISSION: _permission,
}


def _is_promise(clause: _Governed, following: Norm | None) -> bool:
    """Return whether "that" makes a promise of its own: "covenants that Lessee shall enjoy", not "agrees that Landlord
    may"."""
    own = following is None or following.modality is _M.STATEMENT or following.obligor.word != clause.norm.obligor.word
    return own and bool(e.PROMISES.match(clause.cue))


def _continues(text: str, norm: Norm, following: Norm) -> bool:
    """Return whether only adverbs part the modal from the next: one modal in two words."""
    return bool(e.ADVERBS.fullmatch(text, norm.modal.end, following.modal.start))


def _is_about_thing_behind(clause: _Governed) -> bool:
    """Return whether a thing stands after an inverted modal: "nor shall any interruption", but "nor shall Landlord"."""
    norm, text = clause.norm, clause.text
    if not INVERTED.match(clause.cue) or _PRONOUN_NEXT.match(clause.after):
        return False
    first = next((m for m in clause.sentence.mentions if m.start >= norm.modal.end), None)
    return first is None or bool(
        re.search(r"\w{4}", text[norm.modal.end : first.start])
        or POSSESSIVE.match(text, first.end)
        or _OF_NAME.match(text, first.end)
    )
