"""The subject of a modal: where it begins."""

from __future__ import annotations

import re

from clauselint.detection.norms.arguments import ADVERBIAL_START, PREPOSITION, core_mentions
from clauselint.detection.norms.cues.modal_rule import ModalMatch
from clauselint.detection.norms.modal_cues import INVERTED, MODAL_CUES
from clauselint.detection.norms.party_mentions import PRONOUN, PartyMention
from clauselint.support.lowercase import lower_keep_length

_DELIMITER = re.compile(
    r"(?i)[;:,()]|(?<=(?-i:[a-z)]))\.\s(?=\s*(?-i:[A-Z]))|\b(?:and|or|but|that|which|who|whom|where|whereby|if|unless|because|so|then|while|when|whenever|upon|after|before|until|except|provided|whether|for\s+which|as)\b"
)
_RELATIVE = re.compile(r"(?i)^(?:that|which|who|whom|where|whereby)$")
_SUBORDINATORS = frozenset(("after", "before", "upon", "when", "if", "where", "while", "until", "unless", "whenever"))
_CONTENT_VERB = re.compile(
    r"(?i)\b(?:agrees?|ensures?|ensure|assures?|provided(?:,?\s+(?:however|further|always))?|represents?|warrants?|acknowledges?|understands?|understood|agreed|requires?|certif(?:y|ies|ied|ying)|causes?|confirms?|covenants?|guarantees?|states?|notes?|means?|so|see|procures?|undertakes?)\W*$"
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
_IN_WHICH_CASE = re.compile(r"\s+(?:case|event)\b")
_NEAR = 80  # characters: what decides stands close before
_BEGINS = re.compile(r"(?i)(?:[,;]|\band|\bor|\bbut)\s+(?:(?:the|its|their|any|each|all|such|both)\s+)*$")
_NO = re.compile(
    r"(?i)\W*(?:(?:and|but|or)\s+)?(?:nothing|no|neither|nobody|none)\b(?!\s+(?:later|more|less|fewer|sooner|earlier|longer)\b)"
)
# "Board Policy", "District Data": the role word only qualifies a thing.
_AS_WHAT = re.compile(r"(?i)\s+(?:an?|the|its|their)\s[^,;]{1,60}$")


def subject_start(text: str, match: ModalMatch, floor: int, actors: tuple[PartyMention, ...]) -> int:
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
            if (own := _behind_relative(text, floor, cut, match, actors)) is not None:
                return own
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
            listed = word == "," and start < match.start()  # a list ends in "and"
            two = word == "," and _one_alone(text, cut.end(), match.start(), actors)  # "… by Landlord, Tenant may"
            joint = (listed or word in {"and", "or"}) and not two and not _NO.match(piece)
            if joint and _joins_actors(text, floor, cut, actors):
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


def _behind_relative(
    text: str, floor: int, cut: re.Match[str], match: ModalMatch, actors: tuple[PartyMention, ...]
) -> int | None:
    """Where the subject begins behind "that" or "which", where a clause with a subject of its own follows: "agrees that it
    will"; None for a relative clause, whose noun stands before."""
    if _CONTENT_VERB.search(text[max(floor, cut.start() - _NEAR) : cut.start()]):
        return cut.end()
    if case := _IN_WHICH_CASE.match(text, cut.end()):
        return case.end()
    binds = not re.match(r"(?i)should|ought", match[0])
    return cut.end() if binds and _own_subject(text, cut.end(), match.start(), actors) else None


def _in_first_subject(text: str, end: int, piece: str) -> bool:
    """Whether "and" or "or" joins nouns of the first subject, which no verb precedes: "Disclosure of names or records by …"."""
    before = text[:end]
    phrase = re.search(r"(?i)\b(?:of|to|by|for|from|with|between|among|against)\s+[^,;:]{1,60}$", before)
    verb = _FINITE.search(before) or _VERB_AND_OBJECT.search(before) or ADVERBIAL_START.match(before)
    return bool(phrase and not verb and re.search(r"(?i)\b(?:of|by|to|for|from|with|other)\s", piece))


_PLAIN_INSERTION = re.compile(
    r"(?i),\s*(?:upon|on|at|by|for|with|without|in|within|from|during|prior\s+to|subject\s+to|following|after|before|as)\b[^,;:]{0,90},\s*$"
)


def _before_insertion(text: str, floor: int, end: int, actors: tuple[PartyMention, ...]) -> int | None:
    """Where the subject begins that one plain insertion parts from its modal: "Tenant, upon notice to Landlord, may"."""
    for actor in reversed([a for a in actors if floor <= a.start and a.end < end]):
        between = _PLAIN_INSERTION.fullmatch(text, actor.end, end)
        if between is None:
            continue
        if MODAL_CUES.search(lower_keep_length(between[0])) or _FINITE.search(between[0]):
            return None
        begins = re.search(
            r"(?i)(?:^|[;:,]|\b(?:and|or|but|that|then)\b)\s*(?P<subject>(?:the\s+|each\s+)?)$",
            text[floor : actor.start],
        )
        return floor + begins.start("subject") if begins else None
    return None


def _own_subject(text: str, start: int, end: int, actors: tuple[PartyMention, ...]) -> bool:
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
        and not a.is_personnel
        and re.fullmatch(r"\s+(?:\w+ly\s+)?", text[a.end : end])
        and len(text[start : a.start].split()) <= 3
        for a in actors
    )


def _is_condition_of(text: str, start: int, end: int, actors: tuple[PartyMention, ...]) -> bool:
    """Whether a condition runs into the subject without a comma: "after the District reports it Vendor must"."""
    inside = [a for a in actors if start <= a.start and a.end <= end]
    if len(inside) < 2 or end - inside[-1].end > 1 or "," in text[start:end]:
        return False
    before = text[start : inside[-1].start]
    return not (PREPOSITION.search(before) or re.search(r"(?i)\b(?:and|or)\s+(?:\w+\s+)?$", before))


def _one_long_subject(text: str, end: int, actors: tuple[PartyMention, ...]) -> bool:
    """Whether all before the first modal is its subject: "Mining, profiling and use by the Vendor for sale or rent are …"."""
    before = text[:end]
    return not (
        _FINITE.search(before)
        or _VERB_AND_OBJECT.search(before)
        or ADVERBIAL_START.match(before)
        or core_mentions(text, 0, [a for a in actors if a.end <= end])
    )


def _closes_insertion(text: str, floor: int, comma: re.Match[str], actors: tuple[PartyMention, ...]) -> bool:
    """Whether the comma ends an insertion: "the District, in its discretion, may"; not "shall ask, in writing, and shall"."""
    opening = text.rfind(",", floor, comma.start())
    if opening < 0 or not _INSERTION.match(text[opening + 1 : comma.start()]):
        return False
    return not floor or any(a.end == opening for a in actors) or not re.search(r"\w", text[floor:opening])


def _one_alone(text: str, start: int, end: int, actors: tuple[PartyMention, ...]) -> bool:
    """Whether a single party, and nothing else, stands between a comma and the modal: the comma joins it to nobody."""
    inside = [a for a in actors if start <= a.start and a.end <= end]
    return (
        len(inside) == 1
        and not inside[0].is_personnel
        and not re.search(r"\w", text[inside[0].end : end])
        and bool(re.fullmatch(r"(?i)\s*(?:the\s+)?", text[start : inside[0].start]))
    )


def _joins_actors(text: str, floor: int, cut: re.Match[str], actors: tuple[PartyMention, ...]) -> bool:
    """Whether "and" joins two actors of one subject: "Provider and its employees"."""
    return any(
        a.end <= cut.start()
        and a.start >= floor
        and not re.search(r"\w{3}|;", text[a.end : cut.start()])
        and not PREPOSITION.search(text[max(floor, a.start - _NEAR) : a.start])
        and (not floor or _BEGINS.search(text[floor : a.start]))  # else the object of the clause before
        for a in actors
    )


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
    return bool(opens) and not MODAL_CUES.search(lower_keep_length(text), opening, trigger)


_LEAD = re.compile(r"(?i)\W*(?:in|as|for|with|on|upon|at|under|during|except|subject|notwithstanding)\b[^,;:]{1,80},")
