"""The action of a norm, in words that go on after "must", "may" or "need not": "return the keys within three days"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from clauselint.detection.norms.norm import Norm
from clauselint.model import Modality, Span

_CLOSE = 6  # characters after a modal in which "not" belongs to it
_MODAL = re.compile(
    r"(?i)^(?:shall|will|must|may|might|can(?:not)?|(?:agrees?|covenants?|undertakes?|promises?|pledges?|commits?)(?:\s+and\s+\w+)?"
    r"(?:\s+not)?\s+to|(?:is|are)\s+to|(?:obliges|requires)\s+(?:the\s+)?\w+\s+to)\b[\s,:]*(?:(?:not|never)\b\s*)?"
)
_DENIES = re.compile(
    r"(?i)\b(?:not|never|no|nor|cannot|neither|prohibit\w*|forb\w+|refrain\w*|barred|avoid\w*)\b|n't\b"
)
_LOOSE_END = re.compile(
    r"(?i)[\s,;:.]*\b(?:(?:and|or|but|nor|that|then|provided|however|except|whereupon|which|it\s+being\s+understood)[\s,;:.]*)+$|[\s,;:.]+$"
)


_NOBODY = re.compile(r"(?i)\W*(?:no|neither|none)\b")  # "Neither party may assign": after "must not" the rest goes on


def action_phrase(text: str, norm: Norm, end: int) -> str:
    """Return the words that the modal governs; with their subject where that is a thing, or holds the negation.

    A passive is turned into the active ("return the keys") where that is plain. ``end`` is the end of the sentence.
    """
    modal, span = norm.modal, norm.span
    if norm.about_thing or _is_denied_elsewhere(text, norm):
        words = (_done(text, norm) if norm.about_thing else "") or _plain(text, span)
    else:
        words = re.sub(r"^to ", "", _MODAL.sub("", _plain(text, Span(modal.start, span.end))))
    words = _LOOSE_END.sub("", words).lstrip(" ,;:")
    # What is governed may stand behind another norm: "Landlord shall, if Tenant may not, repair it".
    return words or _plain(text, Span(modal.end, end)).strip(" ,;:.")


def _is_denied_elsewhere(text: str, norm: Norm) -> bool:
    """Return whether the negation is not the modal's own: "Tenant will not be released from"."""
    denied = bool(_DENIES.search(text[norm.modal.start : norm.modal.end + _CLOSE]))
    negative = {Modality.PROHIBITION: True, Modality.OBLIGATION: False}.get(norm.modality, denied)
    by_subject = norm.modality is Modality.PROHIBITION and _NOBODY.match(text, norm.span.start, norm.modal.start)
    return negative is not denied and not by_subject


_REGULAR = (
    "abandon accept adjust afford answer approve assign attach award bill carry change charge clean collect"
    " complete condition conduct copy correct credit deduct delay delete deliver deposit destroy direct disclose"
    " disturb encrypt erase execute exercise file furnish grant handle impose indemnify install insure invoice"
    " issue lease license mail maintain mark monitor name notify obtain offer perform place post prepare process"
    " procure protect provide publish pursue record redeliver refund reimburse release remove rent repair replace"
    " report request resolve restore retain return review secure share store supply surrender terminate treat use"
    " waive"
)
_IRREGULAR = {
    "borne": "bear", "built": "build", "done": "do", "drawn": "draw", "given": "give", "held": "hold", "kept": "keep",
    "laid": "lay", "lent": "lend", "let": "let", "made": "make", "met": "meet", "overwritten": "overwrite", "paid": "pay",
    "permitted": "permit", "put": "put", "remitted": "remit", "sent": "send", "shown": "show", "sold": "sell",
    "submitted": "submit", "sublet": "sublet", "taken": "take", "told": "tell", "transferred": "transfer",
    "transmitted": "transmit", "withdrawn": "withdraw", "withheld": "withhold", "worn": "wear",
}  # fmt: skip


def _participle(verb: str) -> str:
    if verb.endswith("e"):
        return f"{verb}d"
    return f"{verb[:-1]}ied" if re.search(r"[^aeiou]y$", verb) else f"{verb}ed"


_VERBS = {_participle(verb): verb for verb in _REGULAR.split()} | _IRREGULAR
_ANY = "|".join(sorted(_VERBS, key=len, reverse=True))
_BE_DONE = re.compile(
    rf"(?i)\s+(?P<before>(?:also|then|\w+ly)\s+)?be\s+(?P<adverb>(?:also|then|\w+ly)\s+)?"
    rf"(?P<verbs>(?:{_ANY})(?:(?:,\s+(?:{_ANY}))*,?\s+(?:and|or)\s+(?:{_ANY}))?)\b"
    r"(?!(?:,|,?\s+(?:and|or))\s+(?:\w+ly\s+)?\w+(?:ed|en|wn|ld|pt|ut)\b)"
)
_LONG = 12  # words of a subject; a longer one has clauses of its own, behind which the rest would be lost
_NO = re.compile(r"(?i)^(?:no(?=\s)|none(?=\s+of\b)|nothing\b)")
_NEITHER = re.compile(r"(?i)^neither\s+(.*)\bnor\b")
# Subjects that have no place behind the verb, or that nobody does anything to.
_STAYS = re.compile(
    r"(?i)^(?:\w+ed|there|which|that|who|what|it\s+is|if|unless|upon|within|when|where|after|before|on|at|in|except|during|for|to|until"
    r"|from|by|as|provided|notwithstanding|subject|any\s+such\s+time)\b|\b(?:obligations?|dut(?:y|ies)|responsibilit(?:y|ies))\b|[,;]\s"
)
_SMALL = re.compile(r"^(?:The|All|Any|Each|Every|Such|An?|This|These|Those|Its|Their|It|They|Both|One|Said|Other)\b")
_OTHER_VERB = re.compile(r"(?i)\b(?:shall|will|must)\b")


def _done(text: str, norm: Norm) -> str:
    """ "The keys shall be returned by Tenant within three days" as what Tenant must do: "return the keys within three days";
    "" where the words do not let themselves be turned round."""
    modal, span = norm.modal, norm.span
    thing = _plain(text, Span(span.start, modal.start)).strip(" ,;:")
    found = _BE_DONE.match(text, modal.end, span.end)
    if found is None or not _can_be_object(thing) or not _MODAL.match(text[modal.start : modal.end]):
        return ""
    anything = _NEITHER.sub(lambda m: f"{m[1]}or", _NO.sub(lambda m: "anything" if len(m[0]) > 4 else "any", thing))
    denied = anything != thing or bool(_DENIES.search(text[modal.start : modal.end]))
    rest = _without_agent(_plain(text, Span(found.end(), span.end)), norm.obligor.names)
    if denied is not (norm.modality is Modality.PROHIBITION) or _OTHER_VERB.search(rest) or _BY_ANOTHER.match(rest):
        return ""
    adverb = found["before"] or found["adverb"] or ""
    verbs = re.sub(r"[A-Za-z]+", lambda m: _VERBS.get(m[0].lower(), m[0]), found["verbs"])
    thing = _THEY.sub("them", _SMALL.sub(lambda m: m[0].lower(), anything))
    joint = "" if not rest or rest[0] in ",;:." else " "
    return f"{adverb}{verbs} {thing}{joint}{rest}"


_THEY = re.compile(r"^they$")
_BY_ANOTHER = re.compile(r"(?i)(?:[\w-]+\s+){0,2}by\b")


def _can_be_object(thing: str) -> bool:
    return bool(thing) and len(thing.split()) <= _LONG and not _STAYS.search(thing)


def _without_agent(rest: str, obligors: Sequence[str]) -> str:
    """The words behind the verb without "by Tenant"."""
    for name in obligors:
        by = rf"(?i)^((?:[\w-]+\s+){{0,6}}?)by\s+(?:the\s+)?{re.escape(name)}\b(?!['’])\s*"
        rest = re.sub(by, r"\1", rest, count=1)
    return rest


def _plain(text: str, span: Span) -> str:
    return " ".join(text[span.start : span.end].split())


_PARTICLES = "about|away|back|down|forward|off|on|out|over|through|together|up"
_HEAD = re.compile(
    rf"(?i)(?:(?:\w+ly|also|then|at\s+all\s+times|,[^,;]{{1,80}},)\s+)*(?P<verb>[a-z][\w-]*(?:\s+(?:{_PARTICLES})\b)?)"
)
_NO_VERB = re.compile(r"(?i)(?:the|any|all|each|every|no|an?|its|their|such|this|these|if|in|nothing|nor|neither)$")
_OBJECT_ENDS = re.compile(
    r"(?i)[,;:.]|\b(?:to|for|from|by|with|within|in|on|at|upon|after|before|under|until|unless|if|when|as|and|or|but|that"
    r"|which|who|without|during|promptly|immediately|not|through|against|into|except|solely|only)\b"
)


def head_verb(phrase: str) -> str:
    """Return the head verb of an action with its particle ("carry out"); "" where the action begins with its subject."""
    found = _HEAD.match(phrase)
    return "" if found is None or _NO_VERB.match(found["verb"].split()[0]) else found["verb"]


def direct_object(phrase: str, verb: str) -> str:
    """Return the direct object of the head verb, "" where it has none."""
    at = phrase.find(verb) + len(verb) if verb else len(phrase)
    end = _OBJECT_ENDS.search(phrase, at)
    return phrase[at : end.start() if end else len(phrase)].strip()
