"""What each proposition of a sentence does to which party: the norms, read for all six modalities and both sides."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from clauselint.detection.norms import predicate_patterns as e
from clauselint.detection.norms.arguments import PREPOSITION
from clauselint.detection.norms.modal_cues import INVERTED, PASSIVE
from clauselint.detection.norms.norm import Norm
from clauselint.detection.norms.norm_reader import read_norms
from clauselint.detection.norms.party_mentions import PartyMention
from clauselint.detection.norms.party_resolution import POSSESSIVE, Parties, implied_obligor, resolve_obligors
from clauselint.detection.norms.performatives import Proposition, performed
from clauselint.model import Modality, Span

_M = Modality
_TIMELESS = frozenset((_M.OBLIGATION, _M.PERMISSION))


def propositions(text: str, actors: Sequence[PartyMention], parties: Parties) -> tuple[Proposition, ...]:
    """The propositions of a sentence, in order; conditions, comparisons and statements of fact are none."""
    performatives = list(performed(text, actors, parties))
    found: list[Proposition] = list(performatives)
    leading, main_before, conditional = bool(e.LEADS.match(text)), False, False
    agreed: tuple[str, ...] = ()
    listed = read_norms(text, tuple(actors), subordinate_duties=True)
    for n, norm in enumerate(listed):
        if norm.modal.start == norm.modal.end and not (n and norm.elided):
            continue
        if all(f.modality is _M.STATEMENT for f in listed[:n]) and e.BARE_BE.match(text, norm.modal.start):
            continue  # "which Landlord may desire or be required to give"
        goes_on = (leading and not main_before) or (conditional and norm.elided)
        conditional = _is_condition(text, norm, actors, goes_on)
        main_before = main_before or not conditional
        if (
            conditional
            or any(_inside(p, norm) for p in performatives)
            or (n and _thing_goes_on(text, listed[n - 1], norm, actors))
        ):
            continue
        following = listed[n + 1] if n + 1 < len(listed) else None
        read = list(_read(text, _until(norm, performatives), following, actors, parties))
        if following is not None and e.ENDS_IN_THAT.search(text[norm.modal.end : norm.span.end]):
            # "shall ensure that …": what is to be ensured belongs to it
            read = [replace(p, span=Span(p.span.start, following.span.end)) for p in read]
        # "both agree that any dispute shall be submitted to": it binds those who agree
        found += [p if p.bearers else replace(p, bearers=agreed, shared=len(agreed) > 1) for p in read]
        that = text[norm.modal.start : norm.modal.end].lower().endswith("that")
        agreed = resolve_obligors(norm, text, actors, parties) if that else ()
    return tuple(sorted(found, key=lambda p: p.span))


def _thing_goes_on(text: str, before: Norm, norm: Norm, actors: Sequence[PartyMention]) -> bool:
    """Whether a left-out subject is a thing: "any such assignment shall be void and shall terminate this Lease"."""
    thing = before.passive and not before.obligee.is_named
    silent = (
        (not before.obligor.is_named or _owner_of_subject(text, before, actors))
        and not before.elided
        and before.modality is not _M.STATEMENT
    )
    return norm.elided and not norm.passive and bool(thing or silent)


def _inside(performed: Proposition, norm: Norm) -> bool:
    """Whether a performative holds the norm: its own verb, or what is only warranted to be so."""
    if norm.modal.start < performed.span.start:
        return False
    warranted = performed.warranty and norm.modality in (_M.ENTITLEMENT, _M.PERMISSION)
    return norm.modal.start < (performed.span.end if warranted else performed.modal.end)


def _until(norm: Norm, performed: Sequence[Proposition]) -> Norm:
    """The norm up to where a performative takes over."""
    starts = [p.span.start for p in performed if norm.modal.end < p.span.start < norm.span.end]
    return replace(norm, span=Span(norm.span.start, min(starts))) if starts else norm


def _is_condition(text: str, norm: Norm, actors: Sequence[PartyMention], goes_on: bool) -> bool:
    """Whether the modal stands in a condition, a comparison or a restrictive relative clause: "if Landlord shall fail", "as
    Landlord may require", "damages that Landlord shall suffer". ``goes_on``: what stands before it is one, and may go on."""
    before, after = text[: norm.span.start], text[norm.modal.end :]
    if e.CONTENT.search(before):
        return False
    if e.UNDER.search(before):
        return not _over_before(text, norm, actors)
    if goes_on and e.AND_BEFORE.search(before):
        return True
    if e.FAILING.search(before):
        return False
    if norm.modality is _M.PERMISSION or e.SUFFERS.match(after):
        return bool(e.WHICH.search(before))
    return bool(e.RESTRICTIVE.search(before))


def _over_before(text: str, norm: Norm, actors: Sequence[PartyMention]) -> bool:
    """Whether a condition ends before the subject without a comma: "if any such lien is filed Tenant will"."""
    near = [a for a in actors if norm.span.start <= a.start and a.end <= norm.modal.start]
    if not near or re.search(r"\w", text[near[-1].end : norm.modal.start]):
        return False
    return bool(e.VERB.search(text[norm.span.start : near[-1].start]))


def _read(
    text: str, norm: Norm, following: Norm | None, actors: Sequence[PartyMention], parties: Parties
) -> Iterator[Proposition]:
    if norm.modality not in e.SIX:
        return
    after = text[norm.modal.end : norm.span.end]
    trigger = text[norm.modal.start : norm.modal.end]
    if trigger.lower().endswith("that") and not _promise(trigger, norm, following):
        return
    if following is not None and following.elided and e.ADVERBS.fullmatch(text, norm.modal.end, following.modal.start):
        return  # "shall at all times have the right": one modal in two words
    acted = _acted_on(text, norm, actors, parties)
    if acted is not None:
        yield acted
        return
    who = () if _of_a_thing(norm, trigger, after, text, actors) else resolve_obligors(norm, text, actors, parties)
    if owner := _owner_of_subject(text, norm, actors):
        duty = e.DUTY_OF.match(text[owner.end : norm.modal.start] + e.TO_BE.sub("", after))
        if (duty and not e.ENDS_IT.match(after)) or e.CONFORMS.match(after):
            modality = _M.OBLIGATION if duty else norm.modality
            yield Proposition(norm.span, norm.modal, modality, parties.names(owner), about_thing=True)
            return
        if not norm.passive:
            return
    if not who and (asked := _asked_of(text, norm, actors)):
        yield Proposition(norm.span, norm.modal, norm.modality, parties.names(asked), about_thing=True)
        return
    if e.CONSTITUTIVE.match(after) or (norm.modality in _TIMELESS and e.PERFECT.match(after)):
        return  # "shall have given notice", "may have paid": a condition in other words
    if norm.passive:
        yield from _passive(text, norm, who, after, actors, parties)
        return
    modality = _refined(norm, trigger, after)
    if who:
        yield Proposition(norm.span, norm.modal, modality, who, shared=norm.obligor.is_collective)
    elif (
        modality is _M.OBLIGATION
        and not norm.obligor.is_named
        and (cost := implied_obligor(norm, text, actors, parties))
    ):
        yield Proposition(norm.span, norm.modal, modality, (cost,), about_thing=True)


def _of_a_thing(norm: Norm, trigger: str, after: str, text: str, actors: Sequence[PartyMention]) -> bool:
    """Whether a thing stands after an inverted modal: "nor shall any interruption", but "nor shall Landlord"."""
    if not INVERTED.match(trigger) or re.match(r"(?i)\W*(?:it|they|he|she|we|you)\b", after):
        return False
    first = next((a for a in actors if a.start >= norm.modal.end), None)
    return first is None or bool(
        re.search(r"\w{4}", text[norm.modal.end : first.start]) or POSSESSIVE.match(text, first.end)
    )


def _promise(trigger: str, norm: Norm, following: Norm | None) -> bool:
    """Whether "that" makes a promise of its own: "covenants that Lessee shall enjoy", not "agrees that Landlord may"."""
    own = following is None or following.modality is _M.STATEMENT or following.obligor.word != norm.obligor.word
    return own and bool(e.PROMISES.match(trigger))


def _owner_of_subject(text: str, norm: Norm, actors: Sequence[PartyMention]) -> PartyMention | None:
    """The party that only owns the subject: "Lessee's use of the roof shall be subject to"."""
    if norm.obligor.is_personnel:
        return None
    named = [a for a in actors if norm.span.start <= a.start < norm.modal.start and not a.is_personnel]
    free = [a for a in named if not POSSESSIVE.match(text, a.end) and not PREPOSITION.search(text[: a.start])]
    owners = [a for a in named if POSSESSIVE.match(text, a.end) and not PREPOSITION.search(text[: a.start])]
    return owners[0] if owners and not free else None


def _asked_of(text: str, norm: Norm, actors: Sequence[PartyMention]) -> PartyMention | None:
    """Of whom something is required, or not: "No deposit shall be required of Tenant"."""
    if not re.search(r"(?i)\brequired$", text[norm.modal.start : norm.modal.end]):
        return None
    first = next((a for a in actors if a.start >= norm.modal.end), None)
    asked = first and re.fullmatch(r"(?i)\s+(?:of|from|by)\s+(?:the\s+)?", text[norm.modal.end : first.start])
    return first if asked else None


def _acted_on(text: str, norm: Norm, actors: Sequence[PartyMention], parties: Parties) -> Proposition | None:
    """ "Nothing herein shall obligate Landlord to …", "… shall entitle Lessor to …": it is about the object."""
    subject = text[norm.span.start : norm.modal.start]
    denied = bool(re.search(r"(?i)\b(?:nothing|no|nor)\b", f"{subject} {text[norm.modal.start : norm.modal.end]}"))
    denied = denied or norm.modality is _M.PROHIBITION
    named = [a for a in actors if norm.span.start <= a.start < norm.modal.start and not a.is_personnel]
    if any(not PREPOSITION.search(text[: a.start]) and not POSSESSIVE.match(text, a.end) for a in named):
        return None
    for actor in actors:
        if norm.modal.end <= actor.start < norm.span.end and not actor.is_personnel:
            inverted = INVERTED.match(text, norm.modal.start, norm.modal.end)
            match = (e.ACTED_ON_INVERTED if inverted else e.ACTED_ON).match(text[norm.modal.end : actor.start])
            if match is None:
                return None
            grants = match["verb"].lower() in ("entitle", "permit", "allow", "enable")
            kinds = (_M.ENTITLEMENT, _M.NO_ENTITLEMENT) if grants else (_M.OBLIGATION, _M.NO_OBLIGATION)
            return Proposition(
                norm.span,
                norm.modal,
                kinds[denied],
                parties.names(actor),
                about_thing=True,
                shared=actor.is_collective,
            )
    return None


def _passive(
    text: str, norm: Norm, who: tuple[str, ...], after: str, actors: Sequence[PartyMention], parties: Parties
) -> Iterator[Proposition]:
    """Something is to be done: by whom the text says, or at whose cost, or by nobody that it names."""
    if not who and (cost := implied_obligor(norm, text, actors, parties)):
        who = (cost,)
    done = PASSIVE.match(after)
    patient = parties.name(norm.obligee.word) if norm.obligee.is_named else ""
    patient = "" if patient in who else patient
    gets = bool(done and done[1].lower() in e.TO_GET)
    if norm.modality is _M.NO_OBLIGATION or (norm.modality is _M.PROHIBITION and e.FREE.match(after)):
        if patient:
            yield Proposition(norm.span, norm.modal, _M.NO_OBLIGATION, (patient,))
        return
    if patient and norm.modality is _M.PROHIBITION and e.NOT_FREED.match(after):
        yield Proposition(norm.span, norm.modal, _M.OBLIGATION, (patient,))
        return
    if patient and not who and e.NOT_FREED.match(after):
        yield Proposition(norm.span, norm.modal, _M.NO_OBLIGATION, (patient,))
        return
    if not who and e.AGENTLESS.match(after):
        return
    if norm.modality in e.BINDING or who:
        yield Proposition(norm.span, norm.modal, norm.modality, who, about_thing=True, patient=patient if gets else "")
    if patient and gets and not who:
        kind = _M.ENTITLEMENT if norm.modality is _M.OBLIGATION else norm.modality
        if kind is _M.ENTITLEMENT:
            yield Proposition(norm.span, norm.modal, kind, (patient,))


def _refined(norm: Norm, trigger: str, after: str) -> Modality:
    """The modality, where the words that follow the modal decide it."""
    modality = norm.modality
    if modality is _M.PROHIBITION:
        if e.FREE.match(after) or re.search(r"(?i)\b(?:liable|responsible|accountable|answerable)\b", trigger):
            return _M.NO_OBLIGATION
        if e.NOT_FREED.match(after):
            return _M.OBLIGATION
        return _M.NO_ENTITLEMENT if e.TO_RECEIVE.match(after) and not e.LET.match(after) else modality
    if modality is _M.NO_ENTITLEMENT and e.CONFERS.search(trigger):
        return _M.PROHIBITION  # "Landlord shall not grant rights that …"
    if modality is _M.OBLIGATION and (e.TO_RECEIVE.match(after) or e.TIME_TO.match(trigger)):
        return _M.NO_ENTITLEMENT if re.match(r"(?i)\W*have\s+no\b", after) else _M.ENTITLEMENT
    if modality is _M.OBLIGATION and e.DENIED.match(after):  # an item of "Tenant shall: (a) not overload the floors"
        return _M.PROHIBITION
    if modality is _M.NO_OBLIGATION and e.WAIVES.match(trigger):
        return _M.NO_ENTITLEMENT
    return _M.ENTITLEMENT if modality is _M.PERMISSION and e.GRANT.search(trigger) else modality
