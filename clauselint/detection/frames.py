"""Who shall, may or must not do what: the propositions of a sentence.

A frame is one modal (or a stretch without any) with its subject and the words that it governs. The frames of a sentence
partition it, so that each word belongs to exactly one of them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from clauselint.detection.actors import PRONOUN, Actor
from clauselint.detection.modality import (
    CONTENT,
    INVERTED,
    LEADING_CONDITION,
    LEXICAL,
    LIMITED,
    MODALITY_OF,
    NEGATED_SUBJECT,
    NEGATED_VERB,
    NO_OBJECT,
    ONLY,
    PASSIVE,
    SUBJECT_PASSIVES,
    SUBORDINATE,
    TRIGGER,
)
from clauselint.model import Modality, Side, Span


@dataclass(frozen=True, slots=True)
class Frame:
    """A proposition. Spans are offsets into the view's text; ``trigger`` is empty where there is no modal.

    ``obligor`` is the word of the one who owes or holds, "" where nobody is named. ``passive``: the subject is what
    something is done to. ``affirmed`` is False for a statement that denies ("Provider does not sell"). ``beneficiary`` is
    the patient of a passive, if it is somebody.
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


_DELIMITER = re.compile(
    r"(?i)[;:,()]|(?<=[a-z)])\.\s|\b(?:and|or|but|that|which|who|whom|where|whereby|if|unless|because|so|then|while|when|whenever|upon|after|before|until|except|provided|whether|for\s+which|as)\b"
)
_RELATIVE = re.compile(r"(?i)^(?:that|which|who|whom|where|whereby)$")
_CONTENT_VERB = re.compile(
    r"(?i)\b(?:agrees?|ensures?|ensure|assures?|provided|represents?|warrants?|acknowledges?|understands?|requires?|certif\w+|causes?|confirms?|covenants?|guarantees?|states?|notes?|means?|so|see|procures?|undertakes?)\W*$"
)
_PREPOSITION = re.compile(
    r"(?i)\b(?:of|to|by|with|from|for|in|on|under|against|at|through|via|between|among|into|upon|concerning|regarding|about|than|within|behalf|notify|notifies|inform)\s+(?:the\s+|such\s+|its\s+|any\s+|each\s+|a\s+|an\s+|all\s+)*$"
)
_INSERTION = re.compile(r"(?i)^\s*(?:as|in|at|upon|on|through|by|for|with|without|including|which|who|together|where|if|when|to|after|before|\w+ing|\w+ly)\b")
_LEAD_IN = re.compile(r"(?i)^\s*(?:if|when|whenever|where|upon|after|before|within|in\s+(?:the\s+)?(?:event|case)|on|following|once|unless|except|notwithstanding|subject|during|while|for|at|by|without|as|to|under|until|pursuant|with)\b")


def frames(text: str, actors: tuple[Actor, ...]) -> tuple[Frame, ...]:
    """The frames of a sentence in which ``actors`` are named, in order."""
    triggers = _main_triggers(text)
    found: list[Frame] = []
    floor = 0
    for match in triggers:
        subject_start = _subject_start(text, match, floor, actors)
        if subject_start > floor and re.search(r"\w{3}", text[floor:subject_start]):
            if found:
                found[-1] = replace(found[-1], region=Span(found[-1].region.start, subject_start))
            else:
                found.append(_before_main_clause(text, Span(floor, subject_start), actors))
        previous = found[-1] if found else None
        found.append(_modal_frame(text, match, subject_start, actors, previous))
        floor = match.end()
    if not found:
        return _statements(text, Span(0, len(text)), actors)
    ends = [f.region.start for f in found[1:]] + [len(text)]
    closed = [replace(f, region=Span(f.region.start, max(end, f.trigger.end))) for f, end in zip(found, ends, strict=True)]
    return tuple(_finish(text, part, actors) for f in closed for part in _infinitives(text, f))


_AND_TO = re.compile(r"(?i),?\s+and\s+(?=(?:never\s+|not\s+)?to\s+[a-z]+)")


def _infinitives(text: str, frame: Frame) -> tuple[Frame, ...]:
    """ "agrees to keep it confidential and to disclose it to no one": each infinitive is a proposition of its own."""
    cut = _AND_TO.search(text, frame.trigger.end, frame.region.end)
    if cut is None or not text[frame.trigger.start : frame.trigger.end].lower().endswith("to"):
        return (frame,)
    first = replace(frame, region=Span(frame.region.start, cut.end()))
    second = replace(frame, region=Span(cut.end(), frame.region.end), trigger=Span(cut.end(), cut.end() + 2), elided=True)
    return first, second


_IT_MAY_HAVE = re.compile(r"(?i)\b(?:any|all|such|other|whatever)\s+(?:\w+\s+){1,3}(?:it|they|he|she|we|you)\s+$")
# "…, provided that this shall not apply to usage data": an exception to what stands before, no rule of its own.
_CARVE_OUT = re.compile(r"(?i)\b(?:provided|except|save|but|however|although|though)\b[^;]*$")
_NOT_APPLY = re.compile(r"(?i)\s*(?:be\s+)?(?:apply|include|extend|cover|reach|prevent|prohibit|restrict|limit|affect)\w*\b")


_NAMES = re.compile(r"(?i)\b(?:the|not|never|to|[A-Z]\w+)\b")


def _main_triggers(text: str) -> list[re.Match[str]]:
    """The modals of main clauses; those of conditions, comparisons and relative clauses govern nothing of interest."""
    found = list(TRIGGER.finditer(text))
    found += [m for m in LIMITED.finditer(text) if not any(t.start() < m.end() and m.start() < t.end() for t in found)]
    found.sort(key=lambda m: m.start())
    lead = LEADING_CONDITION.match(text)
    if lead and any(m.start() >= lead.end() for m in found):
        found = [m for m in found if m.start() >= lead.end()]
    kept: list[re.Match[str]] = []
    for n, match in enumerate(found):
        before = text[kept[-1].end() if kept else 0 : match.start()]
        subordinate = SUBORDINATE.search(before) and not CONTENT.search(before)
        if kept and re.search(r"(?i)\bor\s+$", before) and re.match(r"(?i)(?:may|might|could)$", match[0]):
            continue  # "have been, or may have been, misused"
        if _IT_MAY_HAVE.search(before) and re.match(r"(?i)(?:may|might)$", match[0]):
            continue  # "any rights it may have"
        governed = kept and LEXICAL.match(match[0]) and not re.search(r"\w+\W+\w+", _NAMES.sub("", before))  # "shall seek to"
        carve_out = kept and _CARVE_OUT.search(before) and _NOT_APPLY.match(text, match.end())
        more = n + 1 < len(found)  # "each individual who will work with the records shall sign"
        if not governed and not carve_out and not (subordinate and (kept or more or LEXICAL.match(match[0]))):
            kept.append(match)
    return kept


_FINITE = re.compile(r"(?i)\b(?:is|are|was|were|has|have|does|do|remains?|retains?|belongs?|owns?)\b")


def _subject_start(text: str, match: re.Match[str], floor: int, actors: tuple[Actor, ...]) -> int:
    """Where the subject of the modal begins: back over relative clauses and insertions to the last boundary."""
    if INVERTED.match(match[0]):
        return match.start()
    cuts = [m for m in _DELIMITER.finditer(text, floor, match.start())]
    start = match.start()
    bracket = False  # inside an insertion between commas
    for cut in reversed(cuts):
        piece = text[cut.end() : start]
        word = cut[0].strip().lower()
        begun = floor or _FINITE.search(text, floor, cut.start())
        if start == match.start() and begun and not re.search(r"\w", _without_adverbs(piece)):
            if word in {"and", "or", "but", ";"} or (word == "," and not _closes_insertion(text, floor, cut)):
                return cut.end()  # the subject is left out: "… and shall not …"
        if not re.search(r"\w", piece) and not _RELATIVE.match(word):
            start = cut.start()
            bracket = bracket or word == ","
            continue
        if _RELATIVE.match(word):
            if _CONTENT_VERB.search(text[floor : cut.start()]):
                return cut.end()
            start = cut.start()  # a relative clause: its noun stands before
            bracket = True
            continue
        if any(cut.end() <= a.start < match.start() for a in actors) or PRONOUN.search(text, cut.end(), match.start()):
            if word in {"and", "or", ","} and _joins_actors(text, floor, cut, actors):
                start = cut.start()
                continue
            if bracket and word == ",":
                start, bracket = cut.start(), False
                continue
            return cut.end()
        if word == "," and start < match.start() and bracket:
            start, bracket = cut.start(), False
            continue
        if re.fullmatch(r"(?i)\s*(?:\w+ly|also|further|hereby|thereafter|therefore|then|in\s+(?:any|each|every)\s+(?:event|case)|at\s+(?:all\s+times|(?:its|their)\s+(?:own\s+)?(?:sole\s+)?(?:cost|expense)(?:\s+and\s+expense)?))?\s*", piece):
            start = cut.start()
            continue
        return cut.end()
    return floor


def _closes_insertion(text: str, floor: int, comma: re.Match[str]) -> bool:
    """Whether the comma ends an insertion: "the District, in its discretion, may"."""
    opening = text.rfind(",", floor, comma.start())
    return opening >= 0 and bool(_INSERTION.match(text[opening + 1 : comma.start()]))


def _joins_actors(text: str, floor: int, cut: re.Match[str], actors: tuple[Actor, ...]) -> bool:
    """Whether "and" joins two actors of one subject: "Provider and its employees"."""
    return any(a.end <= cut.start() and a.start >= floor and not re.search(r"\w{3}", text[a.end : cut.start()]) for a in actors)


# "Board Policy", "District Data": the role word only qualifies a thing.
_MODIFIES = re.compile(r"(?i)\s+(?:polic|procedure|rule|data|record|system|propert|requirement|standard|information|account|network|polic|confidential|student)")


def _head(text: str, start: int, end: int, actors: tuple[Actor, ...]) -> tuple[Actor | None, bool]:
    """The actor that heads a subject, and whether people of it are meant ("employees of Provider", "Provider's staff")."""
    inside = [a for a in actors if start <= a.start and a.end <= end and not _MODIFIES.match(text, a.end)]
    free = [a for a in inside if not _PREPOSITION.search(text[start : a.start]) and not re.match(r"['’]s?\b|['’](?=\s)", text[a.end :])]
    owners = [a for a in inside if not a.members and a.side is not Side.UNKNOWN]
    if free:
        head = free[0]
        people = any(a.members for a in free)
        if head.members and head.side is Side.UNKNOWN:
            owner = owners[0] if owners else None
            # "employees" alone, or "its employees": of the outside party, unless the sentence says whose
            return replace(head, side=owner.side if owner else Side.OUTSIDE), True
        return head, people
    return None, False


def _modal_frame(text: str, match: re.Match[str], start: int, actors: tuple[Actor, ...], previous: Frame | None) -> Frame:
    modality = MODALITY_OF[match.lastgroup] if match.lastgroup else Modality.OBLIGATION
    limited = match.lastgroup is None
    if _GIVES.match(match[0]) and (holder := _holder(text, match, start, actors)):
        head, people = holder, holder.members
    elif INVERTED.match(match[0]):
        after = next((a for a in actors if a.start >= match.end()), None)
        near = after is not None and not re.search(r"\w{4}", text[match.end() : after.start].replace("the", ""))
        head, people = (after, after.members) if after and near else (None, False)
    else:
        head, people = _head(text, start, match.start(), actors)
    subject = text[start : match.start()]
    elided = not re.search(r"\w{2}", _without_adverbs(subject))
    inherits = head is None and not re.search(r"\w{2}", PRONOUN.sub("", _without_adverbs(subject)))
    if head is None and (holder := _holder(text, match, start, actors)):
        head = holder
    frame = Frame(Span(start, match.end()), Span(match.start(), match.end()), modality, restricted=limited, elided=elided)
    if head is not None:
        frame = replace(frame, obligor=head.word, side=head.side, members=people, both=head.both)
    elif inherits:
        antecedent = _antecedent(text, start, actors)
        if previous is not None and previous.obligor:
            frame = replace(frame, obligor=previous.obligor, side=previous.side, members=previous.members, both=previous.both)
        elif antecedent is not None:
            frame = replace(frame, obligor=antecedent.word, side=antecedent.side, members=antecedent.members)
    if (NEGATED_SUBJECT.search(subject) or _opens_negated(text, match.start())) and modality in {Modality.OBLIGATION, Modality.PERMISSION, Modality.ENTITLEMENT}:
        frame = replace(frame, modality=Modality.PROHIBITION)
    if re.search(r"(?i)\bonly\b", subject):
        frame = replace(frame, restricted=True)
    return frame


_NOT_TO = re.compile(r"(?i)[^,;.]{0,60}?\W(?:(?:not|never)\s+to|to\s+(?:refrain|abstain|desist)\s+from)\b")
_GIVES = re.compile(r"(?i)^(?:it\s+(?:is|shall)|nothing|(?:hereby\s+)?(?:grants?|gives?|licenses?|consents?|permits?|allows?|authori[sz]es?))\b")


def _holder(text: str, match: re.Match[str], start: int, actors: tuple[Actor, ...]) -> Actor | None:
    """Who holds or owes where the subject does not say it: the one to whom a right is given ("grants Provider a license"),
    or the owner of the subject ("Contractor's use is limited to")."""
    if _GIVES.match(match[0]):
        return next((a for a in actors if a.start > match.start() and a.side is not Side.UNKNOWN), None)
    owners = (a for a in actors if start <= a.start and a.end <= match.start() and re.match(r"['’]s?\b|['’](?=\s)", text[a.end :]))
    return next((a for a in owners if not _PREPOSITION.search(text[start : a.start])), None)


def _without_adverbs(subject: str) -> str:
    return re.sub(r"(?i)\b(?:\w+ly|also|further|hereby|then|in|any|event|at|all|times|its|own|cost|and|expense|thereafter)\b", "", subject)


_NO = re.compile(r"(?i)\W*(?:(?:and|but|or)\s+)?(?:no|neither|nobody|none)\b(?!\s+(?:later|more|less|fewer|sooner|earlier|longer)\b)")


def _opens_negated(text: str, trigger: int) -> bool:
    """Whether the main clause of the modal opens with "No …": "No click-through or online terms shall modify"."""
    opening = max((m.end() for m in re.finditer(r"[;:]|\bthat\b", text[:trigger])), default=0)
    return bool(_NO.match(text, opening)) and not TRIGGER.search(text, opening, trigger)


def _antecedent(text: str, before: int, actors: tuple[Actor, ...]) -> Actor | None:
    """What "it" or an omitted subject refers to: the last party named before that is no mere possessor or object of "of"."""
    earlier = [a for a in actors if a.end <= before and a.side is not Side.UNKNOWN]
    free = [a for a in earlier if not _PREPOSITION.search(text[: a.start])]
    return (free or earlier or [None])[-1]


def _before_main_clause(text: str, region: Span, actors: tuple[Actor, ...]) -> Frame:
    """What stands before the first modal's subject: a condition, which is about nobody, or a statement of its own."""
    if _LEAD_IN.match(text[region.start : region.end]):
        return Frame(region, Span(region.start, region.start), Modality.STATEMENT)
    return _statement(text, region, actors)


_NEAR_VERB = 150  # characters after the subject within which a negation is the verb's own
_NEXT_STATEMENT = re.compile(r"(?i)(?<=;)\s+|(?<=:)\s+(?=(?:it|they)\b)|(?<=,)\s+(?=and\s+(?:it|they)\b)|\s+(?=and\s+(?:makes?|does|do|is|are|keeps?|holds?|has|have)\b)")


def _statements(text: str, region: Span, actors: tuple[Actor, ...]) -> tuple[Frame, ...]:
    """The statements of a sentence without modals; "it" carries the obligor on."""
    cuts = [m.end() for m in _NEXT_STATEMENT.finditer(text, region.start, region.end)]
    found: list[Frame] = []
    for start, end in zip([region.start, *cuts], [*cuts, region.end], strict=True):
        frame = _statement(text, Span(start, end), actors)
        if not frame.obligor and found and re.match(r"(?i)\W*(?:and\s+)?(?:it|they|makes?|does|do|is|are|keeps?|holds?|has|have)\b", text[start:end]):
            frame = replace(frame, obligor=found[-1].obligor, side=found[-1].side, members=found[-1].members, both=found[-1].both)
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
    head, people = _head(text, start, stop, actors)
    frame = Frame(region, Span(region.start, region.start), Modality.STATEMENT)
    if head is not None and not re.search(r"\w+(?:\W+\w+){7}", text[start : head.start]):
        frame = replace(frame, obligor=head.word, side=head.side, members=people, both=head.both)
    verb = head.end if head is not None else start
    negation = NEGATED_VERB.search(text, verb, min(region.end, verb + _NEAR_VERB))
    denied = NO_OBJECT.search(words) or negation or NEGATED_SUBJECT.match(words.lstrip())
    return replace(frame, affirmed=not denied)


def _finish(text: str, frame: Frame, actors: tuple[Actor, ...]) -> Frame:
    """What only the whole region tells: passives and their agent, exclusivity, a negation that stands in the object."""
    after = text[frame.trigger.end : frame.region.end]
    if frame.modality is Modality.STATEMENT:
        return replace(frame, restricted=bool(ONLY.search(text[frame.region.start : frame.region.end])))
    if ONLY.search(after):
        frame = replace(frame, restricted=True)
    denied = NO_OBJECT.search(after) or _NOT_TO.match(text[frame.region.start : frame.region.end] if frame.elided else after)
    if frame.modality in {Modality.OBLIGATION, Modality.PERMISSION} and denied:
        frame = replace(frame, modality=Modality.PROHIBITION)
    passive = PASSIVE.match(after)
    if passive and passive[1].lower() not in SUBJECT_PASSIVES:
        agent = _agent(text, frame.trigger.end + passive.end(), frame.region.end, actors)
        patient = frame.obligor
        named = agent is not None
        frame = replace(
            frame,
            passive=True,
            beneficiary=patient,
            obligor=agent.word if agent else "",
            side=agent.side if agent else Side.UNKNOWN,
            members=bool(agent and agent.members) or (not named and frame.members),
            both=bool(agent and agent.both),
        )
    elif re.search(r"(?i)\b(?:ensur|requir|caus|procur|oblig|bind|instruct|direct)\w*\b", after) and any(
        a.members for a in actors if frame.trigger.end <= a.start < frame.region.end
    ):
        frame = replace(frame, members=True)
    return frame


def _agent(text: str, start: int, end: int, actors: tuple[Actor, ...]) -> Actor | None:
    """Who does what a passive says is done: "by Provider"."""
    for by in re.finditer(r"(?i)\bby\s+(?:the\s+|any\s+|its\s+|each\s+)?", text[start:end]):
        at = start + by.end()
        for actor in actors:
            if actor.start == at:
                return replace(actor, side=Side.OUTSIDE) if actor.members and actor.side is Side.UNKNOWN else actor
    return None
