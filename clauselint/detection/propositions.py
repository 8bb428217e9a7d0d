"""What each proposition of a sentence does to which party: the frames, read for all six modalities and both sides."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from clauselint.detection.actors import Actor
from clauselint.detection.bearers import POSSESSIVE, Parties, bearers, charged, joined_before
from clauselint.detection.frames import Frame, frames
from clauselint.detection.modality import INVERTED, PASSIVE
from clauselint.detection.subjects import PREPOSITION
from clauselint.model import Modality, Span


@dataclass(frozen=True, slots=True)
class Proposition:
    """Somebody shall, may, is entitled to, must not or need not do something. Spans are offsets into the view's text.

    ``bearers`` are names of parties; empty where a passive names nobody. ``shared``: it is about all parties alike.
    ``about_thing``: the grammatical subject is no party, so that the words of the whole region say what is to be done.
    """

    region: Span
    trigger: Span
    modality: Modality
    bearers: tuple[str, ...]
    shared: bool = False
    about_thing: bool = False
    patient: str = ""


_M = Modality
_BINDING = frozenset((_M.OBLIGATION, _M.PROHIBITION))
_SIX = _BINDING | {_M.PERMISSION, _M.ENTITLEMENT, _M.NO_OBLIGATION, _M.NO_ENTITLEMENT}

_SKIP = r"(?i)^(?:\W*(?:also|then|thereby|thereafter|thereupon|nevertheless|again|only|at\s+all\s+times|\w+ly|,[^,;]{1,80},)(?=\W))*\W*"
# "shall mean", "shall be deemed", "shall be governed by": they say what a thing is, and ask nothing of anybody.
_NOBODY = re.compile(
    _SKIP + r"(?:(?:not\s+)?(?:mean|include|refer|constitute|become|survive|inure|cease|apply|have\s+the\s+(?:same\s+)?meanings?)\b"
    r"|(?:not\s+)?be\s+(?:(?:and\s+remain|conclusively|hereby|or\s+become|otherwise)\s+)*(?:deemed|construed|considered|interpreted|governed|defined|treated"
    r"|regarded|in\s+default|a\s+default|the\s+(?:sole\s+)?(?:judge|owner|property)|binding|effective|null|void|a\s+tenant))"
)
# Passives that happen to a thing without anybody's doing.
_HAPPENS = re.compile(
    _SKIP + r"(?:not\s+)?be\s+(?:\w+ly\s+)?(?:reduced|increased|abated|adjusted|prorated|calculated|computed|determined|apportioned"
    r"|included|excluded|extended|limited|conditioned|based|measured|addressed|located|merged|deferred|required|expected|known"
    r"|entitled|disturbed|affected|impaired|diminished|added|cumulative|used|applied|set\s+forth|attached|resolved|conclusive"
    r"|evidenced|postponed|suspended|accelerated|given\s+effect|incurred|waived|held\s+(?:in)?valid)"
)
_TO_RECEIVE = re.compile(
    _SKIP + r"(?:have(?!\s+(?:\w+\s+){0,3}?(?:obligation|duty|responsibility|liability)\b)(?!\s+(?:\w+ly\s+)?(?:\w+ed|been|done|given|made|paid|caused)\b)|receive|enjoy|own|retain\s+(?:\w+\s+){0,3}?(?:rights?|title|ownership|interest)|peaceably|quietly"
    r"|be\s+(?:\w+ly\s+)?(?:entitled|permitted|allowed|free|at\s+liberty))\b"
)
_TIME_TO = re.compile(r"(?i)^(?:has|have|shall\s+have)\b.*\b(?:hours?|days?|weeks?|months?)\b")
_TO_GET = frozenset(
    "paid reimbursed given provided furnished credited refunded compensated notified granted allowed indemnified named"
    " supplied offered afforded returned".split()
)
_FREE = re.compile(
    _SKIP + r"(?:\w+\s+){0,2}?be\s+(?:or\s+become\s+|held\s+)?(?:\w+ly\s+|in\s+any\s+(?:way|manner)\s+)?"
    r"(?:liable|responsible|obligated|obliged|required|accountable|answerable|bound|charged|under\s+any)\b"
)
_NOT_FREED = re.compile(_SKIP + r"be\s+(?:\w+ly\s+)?(?:excused|relieved|released|discharged|exempt(?:ed)?)\b")
_ENDS_IN_THAT = re.compile(r"(?i)^(?:\W*\w+){1,6}?\W+that\W*$")
_DENIED = re.compile(_SKIP + r"(?:not|never|refrain\s+from)\b(?!\s+(?:only|less|later|more|fewer|sooner))")
_PROMISES = re.compile(r"(?i)^(?:covenants?|represents?|warrants?|guarantees?)\b")
_WAIVES = re.compile(r"(?i)^waives?\b")
_GRANT = re.compile(r"(?i)\b(?:grants?|gives?|licenses?)\b")
_UNDER = re.compile(
    r"(?i)\b(?:if|when|whenever|unless|until|once|in\s+(?:the\s+)?(?:event|case)(?:\s+that)?|so\s+long\s+as|as\s+long\s+as"
    r"|to\s+the\s+extent(?:\s+that)?|should|after|before|because|since|whether|as|than|where)"
    r"(?:\s*,[^,;]{0,80},)?\s*(?:and\s+to\s+the\s+extent\s+)?(?:(?:the|any|either|such|both|each)\s+)*$"
)
_WHICH = re.compile(r"(?i)\b(?:which|that|whom?|what(?:ever)?)\s*(?:\bthe\s*)?$")
_RESTRICTIVE = re.compile(r"(?i)(?<![,;])(?<!\band)(?<!\bor)\s+(?:which|whom)\s*(?:\bthe\s*)?$")
_SUFFERS = re.compile(r"(?i)\W*(?:suffer|incur|sustain|desire|request|designate|prescribe|specify|direct|elect|deem|determine)\b")
_PERFECT = re.compile(r"(?i)^\W*(?:not\s+)?(?:theretofore\s+)?have\s+(?:\w+ly\s+|first\s+)?(?:\w+ed|been|done|given|made|paid|had|sent|begun)\b")
_CONTENT = re.compile(r"(?i)\b(?:agree[sd]?|understood|provided|covenants?|warrants?|acknowledges?|represents?|except)(?:,\s*however,)?\s+that\s*(?:\bthe\s*)?$")
_LEADS = re.compile(
    r"(?i)^\W*(?:\(?[a-z0-9]{1,3}[).]\s+)?(?:if|when|whenever|where|unless|once|should|in\s+(?:the\s+event|case)(?!\s+of\b)|provided|so\s+long\s+as|as\s+long\s+as|to\s+the\s+extent)\b"
)
_AND_BEFORE = re.compile(r"(?i)\b(?:and|or)\s+(?:(?:the|any|such|either|said)\s+)*$")
_ACTED_ON = re.compile(
    r"(?i)^(?:\W*\w+ly)?\W*(?:be\s+(?:deemed\s+to\s+|construed\s+to\s+)?)?(?P<verb>entitle|permit|allow|enable|require|obligate|oblige)s?\s+(?:the\s+)?$"
)
_ACTED_ON_INVERTED = re.compile(r"(?i)^(?:\W*\w+){1,8}?\W+(?P<verb>entitle|permit|allow|enable|require|obligate|oblige)\s+(?:the\s+)?$")
_DUTY_OF = re.compile(r"(?i)['’]s?\s+(?:\w+\s+)?(?:obligations?|dut(?:y|ies)|responsibilit(?:y|ies)|covenants?)\s+(?:to|of)\s+\w")
_CONFORMS = re.compile(_SKIP + r"(?:comply|conform|interfere|violate|exceed|be\s+(?:conducted|in\s+(?:compliance|accordance|conformity)))\b")
_TO_BE = re.compile(r"(?i)^\W*be\s+(?:limited\s+)?(?=to\s)")
_ENDS_IT = re.compile(_SKIP + r"(?:cease|terminate|end|expire|not)\b")

_DOES = r"(?:(?:hereby|expressly|unconditionally|irrevocably|absolutely|also|further|fully|forever|does|do|each|knowingly|voluntarily|jointly|and|severally)\s+|,[^,;]{1,80},\s*|\w+s\s+and\s+(?:hereby\s+)?){0,5}"
_PERFORMS = re.compile(
    rf"(?i)\s*{_DOES}(?:"
    r"(?P<obligation>binds?\s+(?:itself|himself|themselves)|indemnif(?:y|ies)|holds?\s+harmless|assumes?|guarant(?:ees?|ies)|undertakes?\s+(?!to\b)|covenants?\s+with\s+(?:the\s+)?\w+\s+(?:to|that))"
    r"|(?P<no_entitlement>waives?|releases?|relinquish(?:es)?|forgoes?|quitclaims?)"
    r"|(?P<no_obligation>disclaims?|(?:does|do)\s+not\s+(?:warrant|represent|guarantee)|makes?\s+no\s+(?:\w+\s+){0,3}?(?:warrant|representation)\w*)"
    r"|(?P<entitlement>(?:is|are)\s+(?:hereby\s+)?(?:granted|given))"
    r"|(?P<grant>grants?|conveys?)"
    r")\b"
)
_NOT_THAT = re.compile(r"(?i)\s*(?:no|any)\s+(?:such\s+)?(?:obligation|duty)\b")


def propositions(text: str, actors: Sequence[Actor], parties: Parties) -> tuple[Proposition, ...]:
    """The propositions of a sentence, in order; conditions, comparisons and statements of fact are none."""
    performed = list(_performed(text, actors, parties))
    found: list[Proposition] = list(performed)
    leading, main_before = bool(_LEADS.match(text)), False
    agreed: tuple[str, ...] = ()
    listed = frames(text, tuple(actors), subordinate_duties=True)
    for n, frame in enumerate(listed):
        if frame.trigger.start == frame.trigger.end and not (n and frame.elided):
            continue
        before = text[: frame.region.start]
        conditional = _is_condition(frame, before, text[frame.trigger.end :], leading and not main_before)
        main_before = main_before or not conditional
        if conditional or any(p.trigger.overlaps(frame.trigger) or _inside(p, frame) for p in performed):
            continue
        following = listed[n + 1] if n + 1 < len(listed) else None
        read = list(_read(text, _until(frame, performed), following, actors, parties))
        if following is not None and _ENDS_IN_THAT.search(text[frame.trigger.end : frame.region.end]):
            read = [replace(p, region=Span(p.region.start, following.region.end)) for p in read]  # "shall ensure that …"
        found += [p if p.bearers else replace(p, bearers=agreed, shared=len(agreed) > 1) for p in read]
        that = text[frame.trigger.start : frame.trigger.end].lower().endswith("that")
        agreed = bearers(frame, text, actors, parties) if that else ()  # "both agree that any dispute shall be submitted to"
    return tuple(sorted(found, key=lambda p: p.region))


def _inside(performed: Proposition, frame: Frame) -> bool:
    return performed.region.start <= frame.trigger.start < performed.trigger.start


def _until(frame: Frame, performed: Sequence[Proposition]) -> Frame:
    """The frame up to where a performative takes over."""
    starts = [p.region.start for p in performed if frame.trigger.end < p.region.start < frame.region.end]
    return replace(frame, region=Span(frame.region.start, min(starts))) if starts else frame


def _is_condition(frame: Frame, before: str, after: str, leading: bool) -> bool:
    """Whether the modal stands in a condition, a comparison or a restrictive relative clause: "if Landlord shall fail", "as
    Landlord may require", "damages that Landlord shall suffer"."""
    if _CONTENT.search(before):
        return False
    if _UNDER.search(before) or (leading and _AND_BEFORE.search(before)):
        return True
    if frame.modality is _M.PERMISSION or _SUFFERS.match(after):
        return bool(_WHICH.search(before))
    return bool(_RESTRICTIVE.search(before))


def _read(
    text: str, frame: Frame, following: Frame | None, actors: Sequence[Actor], parties: Parties
) -> Iterator[Proposition]:
    if frame.modality not in _SIX:
        return
    after = text[frame.trigger.end : frame.region.end]
    trigger = text[frame.trigger.start : frame.trigger.end]
    if trigger.lower().endswith("that") and not _promise(trigger, frame, following):
        return
    acted = _acted_on(text, frame, actors, parties)
    if acted is not None:
        yield acted
        return
    who = () if _of_a_thing(frame, trigger, after, text, actors) else bearers(frame, text, actors, parties)
    if who and _owns_only(text, frame, actors):
        duty = _DUTY_OF.search(text[frame.region.start : frame.trigger.start] + _TO_BE.sub("", after))
        if (duty and not _ENDS_IT.match(after)) or _CONFORMS.match(after):
            yield Proposition(frame.region, frame.trigger, frame.modality, who, about_thing=True)
        return
    if _NOBODY.match(after) or (frame.modality is _M.OBLIGATION and _PERFECT.match(after)):
        return  # "shall have given notice" is a condition in other words
    if frame.passive:
        yield from _passive(text, frame, who, after, actors, parties)
        return
    modality = _refined(frame, trigger, after)
    if who:
        yield Proposition(frame.region, frame.trigger, modality, who, shared=frame.both)
    elif cost := charged(frame, text, actors, parties):
        if modality is _M.OBLIGATION and not frame.obligor:
            yield Proposition(frame.region, frame.trigger, modality, (cost,), about_thing=True)


def _of_a_thing(frame: Frame, trigger: str, after: str, text: str, actors: Sequence[Actor]) -> bool:
    """Whether a thing stands after an inverted modal: "nor shall any interruption", but "nor shall Landlord"."""
    if not INVERTED.match(trigger) or re.match(r"(?i)\W*(?:it|they|he|she|we|you)\b", after):
        return False
    first = next((a for a in actors if a.start >= frame.trigger.end), None)
    return first is None or bool(re.search(r"\w{4}", text[frame.trigger.end : first.start]) or POSSESSIVE.match(text, first.end))


def _promise(trigger: str, frame: Frame, following: Frame | None) -> bool:
    """Whether "that" makes a promise of its own: "covenants that Lessee shall enjoy", not "agrees that Landlord may"."""
    own = following is None or following.modality is _M.STATEMENT or following.obligor != frame.obligor
    return own and bool(_PROMISES.match(trigger))


def _owns_only(text: str, frame: Frame, actors: Sequence[Actor]) -> bool:
    """Whether the party only owns the subject: "Lessee's use of the roof shall be subject to"."""
    if frame.passive or frame.members:
        return False
    named = [a for a in actors if frame.region.start <= a.start < frame.trigger.start and a.word == frame.obligor]
    return bool(named) and all(POSSESSIVE.match(text, a.end) for a in named)


def _acted_on(text: str, frame: Frame, actors: Sequence[Actor], parties: Parties) -> Proposition | None:
    """ "Nothing herein shall obligate Landlord to …", "… shall entitle Lessor to …": it is about the object."""
    subject = text[frame.region.start : frame.trigger.start]
    denied = bool(re.search(r"(?i)\b(?:nothing|no|nor)\b", f"{subject} {text[frame.trigger.start:frame.trigger.end]}"))
    denied = denied or frame.modality is _M.PROHIBITION
    named = [a for a in actors if frame.region.start <= a.start < frame.trigger.start and not a.members]
    if any(not PREPOSITION.search(text[: a.start]) and not POSSESSIVE.match(text, a.end) for a in named):
        return None
    for actor in actors:
        if frame.trigger.end <= actor.start < frame.region.end and not actor.members:
            inverted = INVERTED.match(text, frame.trigger.start, frame.trigger.end)
            match = (_ACTED_ON_INVERTED if inverted else _ACTED_ON).match(text[frame.trigger.end : actor.start])
            if match is None:
                return None
            grants = match["verb"].lower() in ("entitle", "permit", "allow", "enable")
            kinds = (_M.ENTITLEMENT, _M.NO_ENTITLEMENT) if grants else (_M.OBLIGATION, _M.NO_OBLIGATION)
            return Proposition(
                frame.region, frame.trigger, kinds[denied], parties.names(actor), about_thing=True, shared=actor.both
            )
    return None


def _passive(
    text: str, frame: Frame, who: tuple[str, ...], after: str, actors: Sequence[Actor], parties: Parties
) -> Iterator[Proposition]:
    """Something is to be done: by whom the text says, or at whose cost, or by nobody that it names."""
    if not who and (cost := charged(frame, text, actors, parties)):
        who = (cost,)
    done = PASSIVE.match(after)
    patient = parties.name(frame.beneficiary) if frame.beneficiary else ""
    gets = bool(done and done[1].lower() in _TO_GET)
    if frame.modality is _M.NO_OBLIGATION or (frame.modality is _M.PROHIBITION and _FREE.match(after)):
        if patient:
            yield Proposition(frame.region, frame.trigger, _M.NO_OBLIGATION, (patient,))
        return
    if patient and frame.modality is _M.PROHIBITION and _NOT_FREED.match(after):
        yield Proposition(frame.region, frame.trigger, _M.OBLIGATION, (patient,))
        return
    if patient and not who and _NOT_FREED.match(after):
        yield Proposition(frame.region, frame.trigger, _M.NO_OBLIGATION, (patient,))
        return
    if not who and _HAPPENS.match(after):
        return
    if frame.modality in _BINDING or who:
        yield Proposition(frame.region, frame.trigger, frame.modality, who, about_thing=True, patient=patient if gets else "")
    if patient and gets and not who:
        kind = _M.ENTITLEMENT if frame.modality is _M.OBLIGATION else frame.modality
        if kind is _M.ENTITLEMENT:
            yield Proposition(frame.region, frame.trigger, kind, (patient,))


def _refined(frame: Frame, trigger: str, after: str) -> Modality:
    """The modality, where the words that follow the modal decide it."""
    modality = frame.modality
    if modality is _M.PROHIBITION:
        if _FREE.match(after) or re.search(r"(?i)\b(?:liable|responsible|accountable|answerable)\b", trigger):
            return _M.NO_OBLIGATION
        if _NOT_FREED.match(after):
            return _M.OBLIGATION
        return _M.NO_ENTITLEMENT if _TO_RECEIVE.match(after) else modality
    if modality is _M.OBLIGATION and (_TO_RECEIVE.match(after) or _TIME_TO.match(trigger)):
        return _M.NO_ENTITLEMENT if re.match(r"(?i)\W*have\s+no\b", after) else _M.ENTITLEMENT
    if modality is _M.OBLIGATION and _DENIED.match(after):  # an item of "Tenant shall: (a) not overload the floors"
        return _M.PROHIBITION
    if modality is _M.NO_OBLIGATION and _WAIVES.match(trigger):
        return _M.NO_ENTITLEMENT
    return _M.ENTITLEMENT if modality is _M.PERMISSION and _GRANT.search(trigger) else modality


def _performed(text: str, actors: Sequence[Actor], parties: Parties) -> Iterator[Proposition]:
    """What is done by saying it: "Tenant hereby waives", "Guarantor guarantees", "Landlord grants to Tenant"."""
    for actor in actors:
        if actor.members or PREPOSITION.search(text[: actor.start]) or POSSESSIVE.match(text, actor.end):
            continue
        match = _PERFORMS.match(text, actor.end)
        if match is None or _NOT_THAT.match(text, match.end()) or not match.lastgroup:
            continue
        first = joined_before(text, actor, actors)
        end = re.search(r"(?i)[;.](?=\s|$)|,\s+(?:and|but|provided)\b|$", text[match.end() :])
        stop = match.end() + (end.start() if end else 0)
        who = parties.all if actor.both else tuple(dict.fromkeys(parties.name(a.word) for a in first))
        kind = match.lastgroup
        if kind == "grant":
            taker = next((a for a in actors if match.end() <= a.start < stop and not a.members), None)
            if taker is None:
                continue
            who, kind = (parties.name(taker.word),), "entitlement"
        verb = match.start(match.lastgroup)
        modality = Modality(kind.replace("_", "-"))
        yield Proposition(
            Span(first[0].start, stop), Span(verb, match.end()), modality, who, shared=actor.both or len(first) > 1,
            about_thing=match.lastgroup == "grant",
        )
