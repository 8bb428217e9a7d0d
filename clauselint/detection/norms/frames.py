"""Who shall, may or must not do what: the propositions of a sentence.

A frame is one modal (or a stretch without any) with its subject and the words that it governs. The frames of a sentence
partition it, so that each word belongs to exactly one of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from clauselint.detection.norms.arguments import (
    GIVES,
    agent,
    antecedent,
    implicit_bearer,
    object_party,
    possessor_as_agent,
    subject_head,
)
from clauselint.detection.norms.cues.modal_rule import ModalMatch
from clauselint.detection.norms.frame import Frame
from clauselint.detection.norms.main_clause_modals import main_clause_modals
from clauselint.detection.norms.modal_cues import (
    INVERTED,
    NEGATED_SUBJECT,
    NO_OBJECT,
    NOMINAL,
    NOMINAL_CUE,
    ONLY,
    PASSIVE,
    SUBJECT_PASSIVES,
)
from clauselint.detection.norms.non_modal import before_main_clause, statements, with_statement
from clauselint.detection.norms.party_mentions import PRONOUN, PartyMention
from clauselint.detection.norms.polarity import by_subject, concerns_object, denied_half, frees
from clauselint.detection.norms.subject_span import opens_negated, subject_start, without_adverbs
from clauselint.model import Modality, Side, Span
from clauselint.support.lowercase import lower_keep_length

__all__ = ["Frame", "frames"]

_LONGEST = 6_000  # characters; no drafter writes such a sentence, but a broken or hostile file may hold one


def frames(text: str, actors: tuple[PartyMention, ...], *, subordinate_duties: bool = False) -> tuple[Frame, ...]:
    """The frames of a sentence in which ``actors`` are named, in order; those of relative clauses where they are asked for.

    A sentence beyond all measure is read in pieces, so that the time stays in proportion to its length.
    """
    found: list[Frame] = []
    for start in range(0, max(len(text), 1), _LONGEST):
        piece = text[start : start + _LONGEST]
        named = tuple(
            replace(a, start=a.start - start, end=a.end - start)
            for a in actors
            if start <= a.start and a.end <= start + _LONGEST
        )
        found += [_moved(f, start) for f in _frames(piece, named, subordinate_duties)]
    return tuple(found)


def _moved(frame: Frame, by: int) -> Frame:
    if not by:
        return frame
    region, trigger = frame.span, frame.modal
    return replace(
        frame,
        span=Span(region.start + by, region.end + by),
        modal=Span(trigger.start + by, trigger.end + by),
    )


def _frames(text: str, actors: tuple[PartyMention, ...], subordinate_duties: bool) -> tuple[Frame, ...]:
    triggers = [
        m
        for m in main_clause_modals(text, subordinate_duties=subordinate_duties)
        if not (_OPINION.match(m[0]) and not _said_of_somebody(text, m, actors))
    ]
    found: list[Frame] = []
    floor = 0
    for match in triggers:
        start = subject_start(text, match, floor, actors)
        if start > floor and re.search(r"\w{3}", text[floor:start]):
            if found:
                found[-1] = replace(found[-1], span=Span(found[-1].span.start, start))
            else:
                found.append(before_main_clause(text, Span(floor, start), actors))
        found.append(_modal_frame(text, match, start, actors, found[-1] if found else None))
        floor = match.end()
    if not found:
        return statements(text, Span(0, len(text)), actors)
    ends = [f.span.start for f in found[1:]] + [len(text)]
    closed = [replace(f, span=Span(f.span.start, max(end, f.modal.end))) for f, end in zip(found, ends, strict=True)]
    parts = (
        part
        for f in closed
        for whole in with_statement(text, f, actors)
        for one in _infinitives(text, whole)
        for part in denied_half(text, one)
    )
    return tuple(_with_agents(text, (_finish(text, part, actors) for part in parts)))


def _with_agents(text: str, found: Iterable[Frame]) -> Iterator[Frame]:
    """ "It shall be held by Provider in confidence and shall not be disclosed": the agent of the first does both."""
    last: Frame | None = None
    for frame in found:
        if last and frame.passive and not frame.obligor and _agrees_alone(text, last, frame):
            frame = replace(frame, obligor=last.obligor, side=last.side, is_collective=last.is_collective)
        if last and last.passive and last.obligor and frame.elided and frame.passive and not frame.obligor:
            frame = replace(
                frame,
                obligor=last.obligor,
                side=last.side,
                is_personnel=last.is_personnel,
                is_collective=last.is_collective,
            )
        yield frame
        last = frame


_OPINION = re.compile(r"(?i)(?:believes|supports|encourages|recommends)$")
_ADVERBS = re.compile(r"\s+(?:\w+ly\s+|also\s+|hereby\s+)?")


def _said_of_somebody(text: str, match: ModalMatch, actors: tuple[PartyMention, ...]) -> bool:
    """Whether a party or a pronoun is the subject and wishes: a study that "supports" something hopes for nothing.

    Nor does who "supports the Controller in complying": that is help.
    """
    if _HELPS.match(text, match.start()):
        return False
    near = text[max(0, match.start() - 30) : match.start()]
    return bool(_OPINION_OF.search(near)) or any(
        a.end <= match.start() and _ADVERBS.fullmatch(text, a.end, match.start()) for a in actors
    )


_HELPS = re.compile(r"(?i)supports?\s+[^,;.]{1,80}?\b(?:in|with|by|when)\s+(?:\w+ing|the|its|their|respect|carrying)\b")
_OPINION_OF = re.compile(r"(?i)\b(?:it|he|she|party)\s+(?:\w+ly\s+|also\s+|hereby\s+)?$")


_AND_TO = re.compile(r"(?i),?\s+and\s+(?=((?:never\s+|not\s+)?to)\s+[a-z]+)")


def _infinitives(text: str, frame: Frame) -> tuple[Frame, ...]:
    """ "agrees to keep it confidential and to disclose it to no one": each infinitive is a proposition of its own."""
    cut = _AND_TO.search(text, frame.modal.end, frame.span.end)
    if cut is None or not text[frame.modal.start : frame.modal.end].lower().endswith("to"):
        return (frame,)
    first = replace(frame, span=Span(frame.span.start, cut.end()))
    second = replace(
        frame,
        span=Span(cut.end(), frame.span.end),
        modal=Span(*cut.span(1)),
        modality=Modality.OBLIGATION if frame.modality is Modality.PROHIBITION else frame.modality,
        elided=True,
    )
    return first, second


_WITHOUT = re.compile(r"(?i)\b(?:without|unless|except|other\s+than|subject\s+to|prior\s+to|until)\b")
_PROMISES = re.compile(r"(?i)(?:agree|covenant|undertake|warrant|represent|acknowledge)s?\b")
_STAYS_LIABLE = re.compile(r"(?i)nothing\b.*\b(?:limits?|restricts?|excludes?)$")
_LIABILITY = re.compile(
    r"(?i)\s+(?:or\s+\w+\s+)?(?:[\w'’]+\s+){0,4}?(?:liabilit|obligation|dut(?:y|ies)\b|responsibilit)"
)
_PRONOUN_LAST = re.compile(r"(?i)\b(?:it|they|he|she)[\s,]*$")
_OF_WHICH = re.compile(r"(?i)\b(?:that|which|who|whom|where)\b")
_REVERSIBLE = frozenset({Modality.OBLIGATION, Modality.PERMISSION, Modality.ENTITLEMENT})
_NEAR = 250  # characters after a modal that may tell what it means


def _modal_frame(
    text: str, match: ModalMatch, start: int, actors: tuple[PartyMention, ...], previous: Frame | None
) -> Frame:
    modality, limited = match.modality, match.restricts
    who: PartyMention | None
    if GIVES.match(match[0]) and (given := implicit_bearer(text, match, start, actors)):
        who, people = given, given.is_personnel
    elif INVERTED.match(match[0]):
        first = next((a for a in actors if a.start >= match.end()), None)
        near = first is not None and not re.search(r"\w{4}", text[match.end() : first.start].replace("the", ""))
        who, people = (first, first.is_personnel) if first and near else (None, False)
    else:
        who, people = subject_head(text, start, match.start(), actors)
    subject = text[start : match.start()]
    after = text[match.end() : match.end() + _NEAR]
    elided = not re.search(r"\w{2}", without_adverbs(subject))
    inherits = who is None and (
        not re.search(r"\w{2}", PRONOUN.sub("", without_adverbs(subject))) or bool(_PRONOUN_LAST.search(subject))
    )
    if who is None and (NOMINAL.match(text, match.end()) or NOMINAL_CUE.search(match[0])):
        # "Use of the data by Provider is restricted", but not "publication without review by the District"
        apart = _WITHOUT.search(text, start, match.start())
        who = agent(text, start, apart.start() if apart else match.start(), actors)
    if who is None:
        behind = concerns_object(match[0], subject, after, modality)
        who = (
            object_party(text, match.start(), match.end(), actors)
            if behind
            else implicit_bearer(text, match, start, actors)
        )
    if _STAYS_LIABLE.match(match[0]) and _LIABILITY.match(after):
        modality = Modality.OBLIGATION  # "Nothing limits a party's liability"
    frame = Frame(
        Span(start, match.end()),
        Span(match.start(), match.end()),
        modality,
        restricted=limited,
        rules=(f"modality: {match.rule}",),
        elided=elided,
    )
    if who is not None:
        frame = replace(frame, obligor=who.word, side=who.side, is_personnel=people, is_collective=who.is_collective)
    elif inherits:
        before = antecedent(text, start, actors)
        promises = _PROMISES.match(match[0])  # "acknowledges that harm will result, and agrees not to disclose it"
        same = elided and not promises and previous is not None and previous.modal.end > previous.modal.start
        parallel = (
            not elided and previous is not None and ";" in text[previous.modal.end : match.start()]
        )  # "…; it shall"
        same = bool(same or (parallel and previous and previous.modal.end > previous.modal.start))
        if previous is not None and (previous.obligor or same):
            frame = replace(
                frame,
                obligor=previous.obligor,
                side=previous.side,
                is_personnel=previous.is_personnel,
                is_collective=previous.is_collective,
            )
        elif before is not None:
            frame = replace(frame, obligor=before.word, side=before.side, is_personnel=before.is_personnel)
    if (
        NEGATED_SUBJECT.search(_INSERTED.sub(" ", _OF_WHICH.split(subject, maxsplit=1)[0]))
        or opens_negated(text, match.start())
    ) and modality in _REVERSIBLE:
        frame = replace(frame, modality=by_subject(subject, match[0], after))
    elif frees(match[0], after):
        frame = replace(frame, modality=Modality.NO_OBLIGATION)
    if re.search(r"(?i)\b(?:only|sole|exclusive)\b", subject) or re.search(r"(?i)\b(?:only|solely)\b", match[0]):
        frame = replace(frame, restricted=True)
    return frame


_INSERTED = re.compile(r",[^,;]*,")  # "Tenant, at no additional cost, shall be entitled to"
_NOT_TO = re.compile(r"(?i)(?:[^,;.]{0,60}?\W)?(?:(?:not|never)\s+to|to\s+(?:refrain|abstain|desist)\s+from)\b")


def _denies_object(after: str) -> bool:
    """Whether the negation stands in the object; one in a condition ("if it has no website") denies nothing."""
    found = NO_OBJECT.search(lower_keep_length(after))
    return found is not None and not _IN_CONDITION.search(after, 0, found.start())


_IN_CONDITION = re.compile(r"(?i)\b(?:if|where|when|unless|until|whether|because)\b[^,;]*$")
_ITEM_NOT = re.compile(r"(?i)\s*:\W*(?:not|never)\s+(?!only\b|later\b|less\b|more\b)")  # "agrees to: (a) not use …"


def _agrees_alone(text: str, last: Frame, frame: Frame) -> bool:
    """Whether one party agrees to what follows: "Vendor agrees that it will be kept confidential"."""
    if not last.obligor or not _THAT.search(text, last.modal.start, last.span.end):
        return False
    several = re.search(r"(?i)\band\b", text[last.span.start : last.modal.start])
    return not several and not re.search(r"\w", text[last.modal.end : frame.span.start])


_THAT = re.compile(r"(?i)\b(?:agrees?|covenants?|warrants?|undertakes?|guarantees?)\s+that$")
_LET_BY = re.compile(r"(?i)(?:permitted|allowed|authori[sz]ed)\s+(?:and\s+\w+(?:ed|en)\s+)?by\s+(?:the\s+)?[A-Z]")
_HELD_TO = re.compile(r"(?i)(?<=\bheld)\s+(?:to|liable|responsible|accountable|answerable|harmless|bound)\b")
_PROCURES = re.compile(r"(?i)\b(?:ensur|requir|(?<!for\s)caus|procur|oblig|bind|instruct|direct)\w*\b")


def _finish(text: str, frame: Frame, actors: tuple[PartyMention, ...]) -> Frame:
    """What only the whole region tells: passives and their agent, exclusivity, a negation that stands in the object."""
    after = text[frame.modal.end : frame.span.end]
    if frame.modality is Modality.STATEMENT:
        return replace(frame, restricted=bool(ONLY.search(lower_keep_length(text[frame.span.start : frame.span.end]))))
    if ONLY.search(lower_keep_length(after)):
        frame = replace(frame, restricted=True)
    denied = (
        _denies_object(after)
        or _ITEM_NOT.match(after)
        or _NOT_TO.match(text[frame.span.start : frame.span.end] if frame.elided else after)
    )
    if frame.modality in {Modality.OBLIGATION, Modality.PERMISSION} and denied:
        frame = replace(frame, modality=Modality.PROHIBITION)
    passive = PASSIVE.match(after)
    done = passive is not None and (
        passive[1].lower() not in SUBJECT_PASSIVES or _LET_BY.match(after, passive.start(1))
    )  # "audits shall be permitted by Provider": it lets them be
    if passive and done and not _HELD_TO.match(after, passive.end()):
        by = agent(text, frame.modal.end + passive.end(), frame.span.end, actors) or possessor_as_agent(
            text, frame.span.start, frame.modal.start, actors
        )
        patient = frame.obligor
        frame = replace(
            frame,
            passive=True,
            beneficiary=patient,
            obligor=by.word if by else "",
            side=by.side if by else Side.UNKNOWN,
            is_personnel=by.is_personnel if by else frame.is_personnel,
            is_collective=bool(by and by.is_collective),
        )
    elif frame.side is not Side.PROTECTED and _PROCURES.search(after):
        people = any(a.is_personnel for a in actors if frame.modal.end <= a.start < frame.span.end)
        frame = replace(frame, is_personnel=frame.is_personnel or people)
    return frame
