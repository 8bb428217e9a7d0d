"""Who shall, may or must not do what: the propositions of a sentence.

A frame is one modal (or a stretch without any) with its subject and the words that it governs. The frames of a sentence
partition it, so that each word belongs to exactly one of them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from clauselint.detection.actors import PRONOUN, Actor
from clauselint.detection.modality import (
    INVERTED,
    MODALITY_OF,
    NEGATED_SUBJECT,
    NEGATED_VERB,
    NO_OBJECT,
    ONLY,
    PASSIVE,
    SUBJECT_PASSIVES,
)
from clauselint.detection.subjects import (
    GIVES,
    agent,
    antecedent,
    head,
    holder,
    opens_negated,
    subject_start,
    without_adverbs,
)
from clauselint.detection.triggers import main_triggers
from clauselint.model import Modality, Side, Span


@dataclass(frozen=True, slots=True)
class Frame:
    """A proposition. Spans are offsets into the view's text; ``trigger`` is empty where there is no modal.

    ``obligor`` is the word of the one who owes or holds, "" where nobody is named. ``passive``: the subject is what
    something is done to; ``beneficiary`` is that patient, if it is somebody. ``affirmed`` is False for a statement that
    denies ("Provider does not sell").
    """

    region: Span
    trigger: Span
    modality: Modality
    obligor: str = ""
    side: Side = Side.UNKNOWN
    members: bool = False
    both: bool = False
    passive: bool = False
    affirmed: bool = True
    restricted: bool = False
    beneficiary: str = ""
    elided: bool = False  # the subject is left out and must be taken from the words before


_LEAD_IN = re.compile(
    r"(?i)^\s*(?:not?\s+(?:later|more)\s+than|if|when|whenever|where|upon|after|before|within|in\s+(?:the\s+)?(?:event|case)|on|following|once|unless|except|notwithstanding|subject|during|while|for|at|by|without|as|to|under|until|pursuant|with)\b"
)


_LONGEST = 6_000  # characters; no drafter writes such a sentence, but a broken or hostile file may hold one


def frames(text: str, actors: tuple[Actor, ...], *, subordinate_duties: bool = False) -> tuple[Frame, ...]:
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
    region, trigger = frame.region, frame.trigger
    return replace(
        frame,
        region=Span(region.start + by, region.end + by),
        trigger=Span(trigger.start + by, trigger.end + by),
    )


def _frames(text: str, actors: tuple[Actor, ...], subordinate_duties: bool) -> tuple[Frame, ...]:
    triggers = main_triggers(text, subordinate_duties=subordinate_duties)
    found: list[Frame] = []
    floor = 0
    for match in triggers:
        start = subject_start(text, match, floor, actors)
        if start > floor and re.search(r"\w{3}", text[floor:start]):
            if found:
                found[-1] = replace(found[-1], region=Span(found[-1].region.start, start))
            else:
                found.append(_before_main_clause(text, Span(floor, start), actors))
        found.append(_modal_frame(text, match, start, actors, found[-1] if found else None))
        floor = match.end()
    if not found:
        return _statements(text, Span(0, len(text)), actors)
    ends = [f.region.start for f in found[1:]] + [len(text)]
    closed = [
        replace(f, region=Span(f.region.start, max(end, f.trigger.end))) for f, end in zip(found, ends, strict=True)
    ]
    return tuple(
        _finish(text, part, actors) for f in closed for one in _infinitives(text, f) for part in _denied_half(text, one)
    )


_AND_TO = re.compile(r"(?i),?\s+and\s+(?=((?:never\s+|not\s+)?to)\s+[a-z]+)")


def _infinitives(text: str, frame: Frame) -> tuple[Frame, ...]:
    """ "agrees to keep it confidential and to disclose it to no one": each infinitive is a proposition of its own."""
    cut = _AND_TO.search(text, frame.trigger.end, frame.region.end)
    if cut is None or not text[frame.trigger.start : frame.trigger.end].lower().endswith("to"):
        return (frame,)
    first = replace(frame, region=Span(frame.region.start, cut.end()))
    second = replace(
        frame,
        region=Span(cut.end(), frame.region.end),
        trigger=Span(*cut.span(1)),
        modality=Modality.OBLIGATION if frame.modality is Modality.PROHIBITION else frame.modality,
        elided=True,
    )
    return first, second


def _modal_frame(
    text: str, match: re.Match[str], start: int, actors: tuple[Actor, ...], previous: Frame | None
) -> Frame:
    modality = MODALITY_OF[match.lastgroup] if match.lastgroup else Modality.OBLIGATION
    limited = match.lastgroup is None
    who: Actor | None
    if GIVES.match(match[0]) and (given := holder(text, match, start, actors)):
        who, people = given, given.members
    elif INVERTED.match(match[0]):
        after = next((a for a in actors if a.start >= match.end()), None)
        near = after is not None and not re.search(r"\w{4}", text[match.end() : after.start].replace("the", ""))
        who, people = (after, after.members) if after and near else (None, False)
    else:
        who, people = head(text, start, match.start(), actors)
    subject = text[start : match.start()]
    elided = not re.search(r"\w{2}", without_adverbs(subject))
    inherits = who is None and not re.search(r"\w{2}", PRONOUN.sub("", without_adverbs(subject)))
    if who is None:
        who = holder(text, match, start, actors)
    frame = Frame(
        Span(start, match.end()), Span(match.start(), match.end()), modality, restricted=limited, elided=elided
    )
    if who is not None:
        frame = replace(frame, obligor=who.word, side=who.side, members=people, both=who.both)
    elif inherits:
        before = antecedent(text, start, actors)
        if previous is not None and previous.obligor:
            frame = replace(
                frame, obligor=previous.obligor, side=previous.side, members=previous.members, both=previous.both
            )
        elif before is not None:
            frame = replace(frame, obligor=before.word, side=before.side, members=before.members)
    if (NEGATED_SUBJECT.search(_INSERTED.sub(" ", subject)) or opens_negated(text, match.start())) and modality in {
        Modality.OBLIGATION,
        Modality.PERMISSION,
        Modality.ENTITLEMENT,
    }:
        freed = re.search(r"(?i)\b(?:required|obligated|obliged)\b", match[0])  # "No consent is required to …"
        frame = replace(frame, modality=Modality.NO_OBLIGATION if freed else Modality.PROHIBITION)
    if re.search(r"(?i)\b(?:only|sole|exclusive)\b", subject):
        frame = replace(frame, restricted=True)
    return frame


_INSERTED = re.compile(r",[^,;]*,")  # "Tenant, at no additional cost, shall be entitled to"
_JOINT = re.compile(r",|\band\b|\bor\b")


def _denied_half(text: str, frame: Frame) -> tuple[Frame, ...]:
    """ "must be held in confidence and revealed to no third party": only what stands after the "and" is denied."""
    denied = NO_OBJECT.search(text, frame.trigger.end, frame.region.end)
    if denied is None or frame.modality is not Modality.OBLIGATION:
        return (frame,)
    joints = list(_JOINT.finditer(text, frame.trigger.end, denied.start()))
    if not joints or not re.search(r"\w+\W+\w+\W+\w+", text[frame.trigger.end : joints[-1].start()]):
        return (frame,)
    cut = joints[-1].end()
    rest = Span(cut, cut)  # no modal of its own: it takes the one before
    return (
        replace(frame, region=Span(frame.region.start, cut)),
        replace(frame, region=Span(cut, frame.region.end), trigger=rest, modality=Modality.PROHIBITION, elided=True),
    )


_NOT_TO = re.compile(r"(?i)(?:[^,;.]{0,60}?\W)?(?:(?:not|never)\s+to|to\s+(?:refrain|abstain|desist)\s+from)\b")


def _before_main_clause(text: str, region: Span, actors: tuple[Actor, ...]) -> Frame:
    """What stands before the first modal's subject: a condition, which is about nobody, or a statement of its own."""
    if _LEAD_IN.match(text[region.start : region.end]):
        return Frame(region, Span(region.start, region.start), Modality.STATEMENT)
    return _statement(text, region, actors)


_CLAUSE_END = re.compile(r"(?i)[,;]|\b(?:that|which|who|whether|if|unless|because|where|when)\b")
_NOTHING = re.compile(r"(?i)^\W*nothing\b|\bno(?:\s+\w+){1,4}\s+(?:is|are)\b")
_NEAR_VERB = 150  # characters after the subject within which a negation is the verb's own
_NEXT_STATEMENT = re.compile(
    r"(?i)(?<=;)\s+|(?<=:)\s+(?=(?:it|they)\b)|(?<=,)\s+(?=and\s+(?:it|they)\b)|\s+(?=and\s+(?:makes?|does|do|is|are|keeps?|holds?)\b)"
)


def _statements(text: str, region: Span, actors: tuple[Actor, ...]) -> tuple[Frame, ...]:
    """The statements of a sentence without modals; "it" carries the obligor on."""
    cuts = [m.end() for m in _NEXT_STATEMENT.finditer(text, region.start, region.end)]
    found: list[Frame] = []
    for start, end in zip([region.start, *cuts], [*cuts, region.end], strict=True):
        frame = _statement(text, Span(start, end), actors)
        if (
            not frame.obligor
            and found
            and re.match(
                r"(?i)\W*(?:and\s+)?(?:it|they|makes?|does|do|is|are|keeps?|holds?|has|have)\b", text[start:end]
            )
        ):
            frame = replace(
                frame, obligor=found[-1].obligor, side=found[-1].side, members=found[-1].members, both=found[-1].both
            )
        found.append(replace(frame, restricted=bool(ONLY.search(text[start:end]))))
    return tuple(found)


def _statement(text: str, region: Span, actors: tuple[Actor, ...]) -> Frame:
    """A stretch without a modal: plain present tense, or a fragment."""
    words = text[region.start : region.end]
    lead = _LEAD_IN.match(words)
    start = region.start
    if lead:
        comma = words.find(",")
        start = region.start + comma + 1 if comma >= 0 else region.end
    stop = min(region.end, start + 120)
    who, people = head(text, start, stop, actors)
    frame = Frame(region, Span(region.start, region.start), Modality.STATEMENT)
    if who is not None and not re.search(r"\w+(?:\W+\w+){7}", text[start : who.start]):
        frame = replace(frame, obligor=who.word, side=who.side, members=people, both=who.both)
    verb = who.end if who is not None else start
    clause_end = _CLAUSE_END.search(text, verb, region.end)
    stop = min(clause_end.start() if clause_end else region.end, verb + _NEAR_VERB)
    negation = NEGATED_VERB.search(text, verb, stop)
    denied = NO_OBJECT.search(words) or negation or NEGATED_SUBJECT.match(words.lstrip()) or _NOTHING.search(words)
    return replace(frame, affirmed=not denied)


_PROCURES = re.compile(r"(?i)\b(?:ensur|requir|(?<!for\s)caus|procur|oblig|bind|instruct|direct)\w*\b")


def _finish(text: str, frame: Frame, actors: tuple[Actor, ...]) -> Frame:
    """What only the whole region tells: passives and their agent, exclusivity, a negation that stands in the object."""
    after = text[frame.trigger.end : frame.region.end]
    if frame.modality is Modality.STATEMENT:
        return replace(frame, restricted=bool(ONLY.search(text[frame.region.start : frame.region.end])))
    if ONLY.search(after):
        frame = replace(frame, restricted=True)
    denied = NO_OBJECT.search(after) or _NOT_TO.match(
        text[frame.region.start : frame.region.end] if frame.elided else after
    )
    if frame.modality in {Modality.OBLIGATION, Modality.PERMISSION} and denied:
        frame = replace(frame, modality=Modality.PROHIBITION)
    passive = PASSIVE.match(after)
    if passive and passive[1].lower() not in SUBJECT_PASSIVES:
        by = agent(text, frame.trigger.end + passive.end(), frame.region.end, actors)
        patient = frame.obligor
        frame = replace(
            frame,
            passive=True,
            beneficiary=patient,
            obligor=by.word if by else "",
            side=by.side if by else Side.UNKNOWN,
            members=by.members if by else frame.members,
            both=bool(by and by.both),
        )
    elif frame.side is not Side.DISTRICT and _PROCURES.search(after):
        people = any(a.members for a in actors if frame.trigger.end <= a.start < frame.region.end)
        frame = replace(frame, members=frame.members or people)
    return frame
