"""The subject of a modal: where it begins, and who heads it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from clauselint.detection.actors import PRONOUN, Actor
from clauselint.detection.modality import INVERTED, TRIGGER
from clauselint.model import Side

_DELIMITER = re.compile(
    r"(?i)[;:,()]|(?<=(?-i:[a-z)]))\.\s(?=\s*(?-i:[A-Z]))|\b(?:and|or|but|that|which|who|whom|where|whereby|if|unless|because|so|then|while|when|whenever|upon|after|before|until|except|provided|whether|for\s+which|as)\b"
)
_RELATIVE = re.compile(r"(?i)^(?:that|which|who|whom|where|whereby)$")
_SUBORDINATORS = frozenset(("after", "before", "upon", "when", "if", "where", "while", "until", "unless", "whenever"))
_CONTENT_VERB = re.compile(
    r"(?i)\b(?:agrees?|ensures?|ensure|assures?|provided(?:,?\s+(?:however|further|always))?|represents?|warrants?|acknowledges?|understands?|understood|agreed|requires?|certif(?:y|ies|ied|ying)|causes?|confirms?|covenants?|guarantees?|states?|notes?|means?|so|see|procures?|undertakes?)\W*$"
)
PREPOSITION = re.compile(
    r"(?i)(?<!\beach\s)(?<!\bboth\s)(?<!\beither\s)(?<!\bneither\s)\b(?:of|to|by|with|from|for|in|on|under|against|at|through|via|between|among|into|upon|concerning|regarding|about|than|within|behalf|notify|notifies|inform)\s+(?:the\s+|such\s+|its\s+|any\s+|each\s+|a\s+|an\s+|all\s+)*$"
)
_INSERTION = re.compile(
    r"(?i)^\s*(?:as|in|at|upon|on|through|by|for|with|without|including|which|who|together|where|if|when|to|after|before|\w+ing|\w+ly)\b"
)
_FINITE = re.compile(
    r"(?i)\b(?:is|are|was|were|has|have|does|do|remains?|retains?|belongs?|owns?|takes?|expires?|ends|begins?|starts?"
    r"|continues?|applies|governs?|keeps?|holds?|makes?|includes?|contains?)\b"
)


_ADVERBIAL = re.compile(
    r"(?i)\s*(?:\w+ly|also|further|hereby|thereafter|therefore|then|in\s+(?:any|each|every)\s+(?:event|case)"
    r"|at\s+(?:all\s+times|(?:its|their)\s+(?:own\s+)?(?:sole\s+)?(?:cost|expense)(?:\s+and\s+expense)?))?\s*"
)
_VERB_AND_OBJECT = re.compile(r"\b[a-z]{3,}s\s+(?:any|the|all|its|an?|no|each|every|this|that)\b")
_CONDITION = re.compile(r"(?i)\W*(?:if|when|whenever|where|once)\b")
_IN_WHICH_CASE = re.compile(r"\s+(?:case|event)\b")
_NEAR = 80  # characters: what decides stands close before
_ADVERBIAL_START = re.compile(
    r"(?i)\W*(?:within|upon|after|before|on|at|if|when|where|once|following|prior|during|in)\b"
)
_BEGINS = re.compile(r"(?i)(?:[,;]|\band|\bor|\bbut)\s+(?:(?:the|its|their|any|each|all|such|both)\s+)*$")
_NO = re.compile(
    r"(?i)\W*(?:(?:and|but|or)\s+)?(?:nothing|no|neither|nobody|none)\b(?!\s+(?:later|more|less|fewer|sooner|earlier|longer)\b)"
)
# "Board Policy", "District Data": the role word only qualifies a thing.
_AS_WHAT = re.compile(r"(?i)\s+(?:an?|the|its|their)\s[^,;]{1,60}$")
# "of students or parents"
_JOINED_IN_PHRASE = re.compile(
    r"(?i)\b(?:of|by|for|from|with|between|among|against)\s+(?:(?:the|any|its|all|such|each|an?)\s+)*\w+(?<!party)(?<!each)\s+(?:or|and)\s+(?:(?:the|any|its|all|such|an?)\s+)*$"
)
_MODIFIES = re.compile(
    r"\s+(?:(?i:polic|procedure|rule|data|record|system|propert|requirement|standard|information|account|network|confidential|student"
    r"|statut|regulation|laws?\b|courts?\b|funds?\b|intellectual|trademark|premises|technolog)"
    r"|Terms|Code|Supplement|Services|Products?|Materials?|Software|Content|Marks?|Forms?|IP|Equipment|Facilit|Rights|Fees?|Indemnit)"
)


def subject_start(text: str, match: re.Match[str], floor: int, actors: tuple[Actor, ...]) -> int:
    """Where the subject of the modal begins: back over relative clauses and insertions to the last boundary."""
    if INVERTED.match(match[0]):
        return match.start()
    if not floor and _one_long_subject(text, match.start(), actors):
        return floor
    if (before := _before_insertion(text, floor, match.start(), actors)) is not None:
        return before
    cuts = [
        c
        for c in _DELIMITER.finditer(text, floor, match.start())
        if not any(a.start < c.start() < a.end for a in actors)  # "Acme, Inc."
    ]
    start = match.start()
    bracket = False  # inside an insertion between commas
    for cut in reversed(cuts):
        piece = text[cut.end() : start]
        word = cut[0].strip().lower()
        begun = floor or _FINITE.search(text, floor, cut.start())
        joins = word in {"and", "or", "but", ";"} or (word == "," and not _closes_insertion(text, floor, cut, actors))
        if start == match.start() and begun and joins and not re.search(r"\w", without_adverbs(piece)):
            return cut.end()  # the subject is left out: "… and shall not …"
        if not re.search(r"\w", piece) and not _RELATIVE.match(word):
            start = cut.start()
            bracket = bracket or word == ","
            continue
        if _RELATIVE.match(word):
            if _CONTENT_VERB.search(text[max(floor, cut.start() - _NEAR) : cut.start()]):
                return cut.end()
            if case := _IN_WHICH_CASE.match(text, cut.end()):
                return case.end()
            binds = not re.match(r"(?i)should|ought", match[0])
            if binds and _own_subject(text, cut.end(), match.start(), actors):
                return cut.end()
            bracket = bracket or start < match.start()  # closed by a comma
            start = cut.start()  # a relative clause: its noun stands before
            continue
        if word in _SUBORDINATORS and _is_condition_of(text, cut.end(), match.start(), actors):
            return cut.start()
        if word in {"and", "or"} and not floor and _in_first_subject(text, cut.start(), piece):
            start = cut.start()
            continue
        if word == "as" and bracket and _AS_WHAT.match(piece) and text[: cut.start()].rstrip().endswith(","):
            start, bracket = cut.start(), True  # "the District, as a public body, may"
            continue
        if any(cut.end() <= a.start < match.start() for a in actors) or PRONOUN.search(text, cut.end(), match.start()):
            joint = word in {"and", "or"} or (word == "," and start < match.start())  # a list ends in "and"
            two = word == "," and _one_alone(text, cut.end(), match.start(), actors)  # "… by Landlord, Tenant may"
            if joint and not two and not _NO.match(piece) and _joins_actors(text, floor, cut, actors):
                start = cut.start()
                continue
            if bracket and word == ",":
                start, bracket = cut.start(), False
                continue
            return cut.end()
        if word == "," and start < match.start() and bracket:
            start, bracket = cut.start(), False
            continue
        if _ADVERBIAL.fullmatch(piece):
            start = cut.start()
            continue
        return cut.end()
    return floor


def _in_first_subject(text: str, end: int, piece: str) -> bool:
    """Whether "and" or "or" joins nouns of the first subject, which no verb precedes: "Disclosure of names or records by …"."""
    before = text[:end]
    phrase = re.search(r"(?i)\b(?:of|to|by|for|from|with|between|among|against)\s+[^,;:]{1,60}$", before)
    verb = _FINITE.search(before) or _VERB_AND_OBJECT.search(before) or _ADVERBIAL_START.match(before)
    return bool(phrase and not verb and re.search(r"(?i)\b(?:of|by|to|for|from|with|other)\s", piece))


_PLAIN_INSERTION = re.compile(
    r"(?i),\s*(?:upon|on|at|by|for|with|without|in|within|from|during|prior\s+to|subject\s+to|following|after|before|as)\b[^,;:]{0,90},\s*$"
)


def _before_insertion(text: str, floor: int, end: int, actors: tuple[Actor, ...]) -> int | None:
    """Where the subject begins that one plain insertion parts from its modal: "Tenant, upon notice to Landlord, may"."""
    for actor in reversed([a for a in actors if floor <= a.start and a.end < end]):
        between = _PLAIN_INSERTION.fullmatch(text, actor.end, end)
        if between is None:
            continue
        if TRIGGER.search(between[0]) or _FINITE.search(between[0]):
            return None
        begins = re.search(
            r"(?i)(?:^|[;:,]|\b(?:and|or|but|that|then)\b)\s*(?P<subject>(?:the\s+|each\s+)?)$",
            text[floor : actor.start],
        )
        return floor + begins.start("subject") if begins else None
    return None


def _own_subject(text: str, start: int, end: int, actors: tuple[Actor, ...]) -> bool:
    """Whether a relative clause names who acts, right before the modal: "which sum Landlord shall hold"."""
    if re.search(r"(?i)\b(?:in|on|by|for|to|of|within|during)\s+\w+$", text[:start]):
        return False  # "15 days in which Vendor must": the time is part of it
    if text[:start].lower().endswith("who"):
        return False
    if re.search(r"(?:,|\band|\bor|\bbut)\s+that$", text[:start]) and re.fullmatch(
        r"\s+(?:it|they)\s+(?:\w+ly\s+)?", text[start:end]
    ):
        return True  # "covenants throughout the term, that it will"
    if re.search(r",\s+which$", text[:start]) and re.fullmatch(r"\s+[a-z]+\s+", text[start:end]):
        return True  # ", which repairs shall be performed by Landlord"
    return any(
        start <= a.start
        and not a.members
        and re.fullmatch(r"\s+(?:\w+ly\s+)?", text[a.end : end])
        and len(text[start : a.start].split()) <= 3
        for a in actors
    )


def _is_condition_of(text: str, start: int, end: int, actors: tuple[Actor, ...]) -> bool:
    """Whether a condition runs into the subject without a comma: "after the District reports it Vendor must"."""
    inside = [a for a in actors if start <= a.start and a.end <= end]
    if len(inside) < 2 or end - inside[-1].end > 1 or "," in text[start:end]:
        return False
    before = text[start : inside[-1].start]
    return not (PREPOSITION.search(before) or re.search(r"(?i)\b(?:and|or)\s+(?:\w+\s+)?$", before))


def _one_long_subject(text: str, end: int, actors: tuple[Actor, ...]) -> bool:
    """Whether all before the first modal is its subject: "Mining, profiling and use by the Vendor for sale or rent are …"."""
    before = text[:end]
    return not (
        _FINITE.search(before)
        or _VERB_AND_OBJECT.search(before)
        or _ADVERBIAL_START.match(before)
        or _free(text, 0, [a for a in actors if a.end <= end])
    )


def _closes_insertion(text: str, floor: int, comma: re.Match[str], actors: tuple[Actor, ...]) -> bool:
    """Whether the comma ends an insertion: "the District, in its discretion, may"; not "shall ask, in writing, and shall"."""
    opening = text.rfind(",", floor, comma.start())
    if opening < 0 or not _INSERTION.match(text[opening + 1 : comma.start()]):
        return False
    return not floor or any(a.end == opening for a in actors) or not re.search(r"\w", text[floor:opening])


def _one_alone(text: str, start: int, end: int, actors: tuple[Actor, ...]) -> bool:
    """Whether a single party, and nothing else, stands between a comma and the modal: the comma joins it to nobody."""
    inside = [a for a in actors if start <= a.start and a.end <= end]
    return (
        len(inside) == 1
        and not inside[0].members
        and not re.search(r"\w", text[inside[0].end : end])
        and bool(re.fullmatch(r"(?i)\s*(?:the\s+)?", text[start : inside[0].start]))
    )


def _joins_actors(text: str, floor: int, cut: re.Match[str], actors: tuple[Actor, ...]) -> bool:
    """Whether "and" joins two actors of one subject: "Provider and its employees"."""
    return any(
        a.end <= cut.start()
        and a.start >= floor
        and not re.search(r"\w{3}|;", text[a.end : cut.start()])
        and not PREPOSITION.search(text[max(floor, a.start - _NEAR) : a.start])
        and (not floor or _BEGINS.search(text[floor : a.start]))  # else the object of the clause before
        for a in actors
    )


def _free(text: str, start: int, actors: Sequence[Actor]) -> list[Actor]:
    """Those that own nothing, hang on no preposition and are joined to none that does: "by Provider, its officers or agents"."""
    free: list[Actor] = []
    bound: Actor | None = None  # the last that hangs on a preposition
    for actor in actors:
        before = text[max(start, actor.start - _NEAR) : actor.start]
        joint = _JOINER.fullmatch(text, bound.end, actor.start) if bound else None
        joined = joint is not None and (actor.members or re.search(r"\w", joint[0]))
        if joined or PREPOSITION.search(before) or _JOINED_IN_PHRASE.search(before):
            bound = actor
        elif not re.match(r"['’]s?\b|['’](?=\s)", text[actor.end :]):
            free.append(actor)
    return free


_ITS = re.compile(r"(?i)\b(?:its|their|his)\s+(?:[\w-]+\s+){0,3}$")
_JOINER = re.compile(r"(?i)(?:[,\s]+(?:(?:and|or|nor|its|their|his|the|any|other)\b\s*)*)+")


def head(text: str, start: int, end: int, actors: tuple[Actor, ...]) -> tuple[Actor | None, bool]:
    """The actor that heads a subject, and whether people of it are meant ("employees of Provider")."""
    inside = [a for a in actors if start <= a.start and a.end <= end and not _MODIFIES.match(text, a.end)]
    free = _free(text, start, inside)
    owners = [a for a in inside if not a.members and a.side is not Side.UNKNOWN]
    if not free:
        return None, False
    # "Within 48 hours after the District reports it Provider must": no comma, but the party stands before the modal
    adjacent = _ADVERBIAL_START.match(text[start:end]) and end - free[-1].end <= 1
    first = free[-1] if adjacent else free[0]
    if first.members and first.side is Side.UNKNOWN:
        # "employees" alone, or "its employees": of the outside party, unless the sentence says whose
        owner = (
            owners[0] if owners else antecedent(text, first.start, actors) if _ITS.search(text[: first.start]) else None
        )
        return replace(first, side=owner.side if owner else Side.OUTSIDE), True
    return first, any(a.members for a in free)


GIVES = re.compile(
    r"(?i)^(?:it\s+(?:is|shall)|nothing|(?:hereby\s+)?(?:grants?|gives?|licenses?|consents?|permits?|allows?|authori[sz]es?)|obliges|requires)\b"
)


def holder(text: str, match: re.Match[str], start: int, actors: tuple[Actor, ...]) -> Actor | None:
    """Who holds or owes where the subject does not say it.

    The one to whom a right is given ("grants Provider a license"), or the owner of the subject ("Contractor's use is").
    """
    if GIVES.match(match[0]):
        return next((a for a in actors if a.start > match.start() and a.side is not Side.UNKNOWN), None)
    owners = (
        a
        for a in actors
        if start <= a.start and a.end <= match.start() and re.match(r"['’]s?\b|['’](?=\s)", text[a.end :])
    )
    return next((a for a in owners if not PREPOSITION.search(text[max(start, a.start - _NEAR) : a.start])), None)


def named_behind(text: str, start: int, end: int, actors: tuple[Actor, ...]) -> Actor | None:
    """The party named behind a verb that begins at ``start``, in its own phrase or in one with "to" and the like."""
    for actor in actors:
        if actor.start >= start and actor.side is not Side.UNKNOWN and not actor.members:
            owned = _OF.search(text, end, actor.start)
            return None if owned or text.count(" ", end, actor.start) > _WORDS_BEHIND else actor
    return None


_OF = re.compile(r"(?i)\bof\s+(?:(?:the|any|its)\s+)*$|[,;]\s*(?:and|but)\s")
_WORDS_BEHIND = 12


def without_adverbs(subject: str) -> str:
    """What is left of a subject without words that name nobody: empty where the subject is left out."""
    return re.sub(
        r"(?i)\b(?:\w+ly|also|further|hereby|then|in|any|event|at|all|times|its|own|cost|and|expense|thereafter)\b",
        "",
        subject,
    )


_FRONTED = re.compile(r"(?i)\W*(?:in|on|as|for|with|under|during|after|before|upon|except)\b[^,;:]*,\s*(?!\s)")


def opens_negated(text: str, trigger: int) -> bool:
    """Whether the main clause of the modal opens with "No …": "No click-through or online terms shall modify"."""
    opening = max(
        (
            m.end()
            for m in re.finditer(r"[;:]|\bthat\b", text[:trigger])
            if m[0] != "that" or _CONTENT_VERB.search(text[max(0, m.start() - _NEAR) : m.start()])
        ),
        default=0,
    )
    lead = _LEAD.match(text, opening, trigger)  # "In matters of privacy, no terms shall …"
    opens = _NO.match(text, opening, trigger) or (lead is not None and _NO.match(text, lead.end(), trigger))
    return bool(opens) and not TRIGGER.search(text, opening, trigger)


_OWNER = re.compile(r"['’]s?\b|['’](?=\s)")
_LEAD = re.compile(r"(?i)\W*(?:in|as|for|with|on|upon|at|under|during|except|subject|notwithstanding)\b[^,;:]{1,80},")


def antecedent(text: str, before: int, actors: tuple[Actor, ...]) -> Actor | None:
    """What "it" or an omitted subject refers to: the last party named before, but no mere possessor or object of "of"."""
    earlier = [a for a in actors if a.end <= before and a.side is not Side.UNKNOWN and not _MODIFIES.match(text, a.end)]
    earlier = [a for a in earlier if not _OWNER.match(text, a.end)] or earlier
    free = [a for a in earlier if not PREPOSITION.search(text[max(0, a.start - _NEAR) : a.start])]
    candidates = free or earlier
    if not candidates:
        return None
    # "If the Board finds that Partner has misused it, it may": what the condition is said of, not what it speaks of
    return candidates[0] if _CONDITION.match(text) else candidates[-1]


_KEPT_BY = re.compile(
    r"(?i)\b(?:in\s+(?:the\s+)?(?:possession|custody|control|hands|care)\s+of|(?:held|kept|maintained|stored|received|possessed)\s+by)\s+(?:the\s+)?"
)


def keeper(text: str, start: int, end: int, actors: tuple[Actor, ...]) -> Actor | None:
    """Who must do what a passive says is to be done, where nobody is named: the one who has the thing."""
    for has in _KEPT_BY.finditer(text, start, end):
        for actor in actors:
            if actor.start == has.end() and not actor.members:
                return actor
    return None


_LIKE_IT = re.compile(r"(?i)^(?:\W*(?:and|or|\w+ly|\w+(?:ed|en|wn|ade|one|ept|eld|ent|ught))\b)+")
_INSERTED = re.compile(r",[^,;]{1,60},")
_DONE_BEFORE = re.compile(r"(?i)\w\W+(?:\w+(?:ed|en|wn|ade|one|ept|eld|ent|ught))\s+$")


def agent(text: str, start: int, end: int, actors: tuple[Actor, ...]) -> Actor | None:
    """Who does what a passive says is done: "by Provider"."""
    for by in re.finditer(r"(?i)\bby\s+(?:the\s+|any\s+|its\s+|each\s+)?", text[start:end]):
        at = start + by.end()
        done = _INSERTED.sub(" ", text[start : start + by.start()])
        if _DONE_BEFORE.search(_LIKE_IT.sub("", done)):
            continue  # "may be changed by an amendment signed by the District": it signs, and does not change
        for actor in actors:
            if actor.start == at and not _OWNER.match(text, actor.end):
                return replace(actor, side=Side.OUTSIDE) if actor.members and actor.side is Side.UNKNOWN else actor
    return None
