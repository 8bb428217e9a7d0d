"""The words before a modal at which its subject may begin, and the rules that say whether it does."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from clauselint.detection.norms.arguments import ADVERBIAL_START, PREPOSITION
from clauselint.detection.norms.cues.modal_rule import ModalMatch
from clauselint.detection.norms.party_mentions import PRONOUN, PartyMention
from clauselint.detection.rules import PredicateRule
from clauselint.support.rules import first_rule

_DELIMITER = re.compile(
    r"(?i)[;:,()]|(?<=(?-i:[a-z)]))\.\s(?=\s*(?-i:[A-Z]))|\b(?:and|or|but|that|which|who|whom|where|whereby|if|unless|because|so|then"
    r"|while|when|whenever|upon|after|before|until|except|provided|whether|for\s+which|as)\b"
)
_RELATIVE = frozenset(("that", "which", "who", "whom", "where", "whereby"))
_SUBORDINATORS = frozenset(("after", "before", "upon", "when", "if", "where", "while", "until", "unless", "whenever"))
CONTENT_VERB = re.compile(
    r"(?i)\b(?:agrees?|ensures?|ensure|assures?|provided(?:,?\s+(?:however|further|always))?|represents?|warrants?|acknowledges?"
    r"|understands?|understood|agreed|requires?|certif(?:y|ies|ied|ying)|causes?|confirms?|covenants?|guarantees?|states?|notes?|means?|so|see|procures?|undertakes?)\W*$"
)
_INSERTION = re.compile(
    r"(?i)^\s*(?:as|in|at|upon|on|through|by|for|with|without|including|which|who|together|where|if|when|to|after|before|\w+ing|\w+ly)\b"
)
FINITE_VERB = re.compile(
    r"(?i)\b(?:is|are|was|were|has|have|does|do|remains?|retains?|belongs?|owns?|takes?|expires?|ends|begins?|starts?"
    r"|continues?|applies|governs?|keeps?|holds?|makes?|includes?|contains?)\b"
)
_ADVERBIAL = re.compile(
    r"(?i)\s*(?:\w+ly|also|further|hereby|thereafter|therefore|then|in\s+(?:any|each|every)\s+(?:event|case)"
    r"|at\s+(?:all\s+times|(?:its|their)\s+(?:own\s+)?(?:sole\s+)?(?:cost|expense)(?:\s+and\s+expense)?))?\s*"
)
VERB_AND_OBJECT = re.compile(r"\b[a-z]{3,}s\s+(?:any|the|all|its|an?|no|each|every|this|that)\b")
_IN_WHICH_CASE = re.compile(r"\s+(?:case|event)\b")
NEAR = 80  # characters: what decides stands close before
_BEGINS = re.compile(r"(?i)(?:[,;]|\band|\bor|\bbut)\s+(?:(?:the|its|their|any|each|all|such|both)\s+)*$")
NEGATED_START = re.compile(
    r"(?i)\W*(?:(?:and|but|or)\s+)?(?:nothing|no|neither|nobody|none)\b(?!\s+(?:later|more|less|fewer|sooner|earlier|longer)\b)"
)
_AS_A_THING = re.compile(r"(?i)\s+(?:an?|the|its|their)\s[^,;]{1,60}$")
_WORD = re.compile(r"\w")
Mentions = tuple[PartyMention, ...]


@dataclass(frozen=True, slots=True)
class Boundary:
    """A word or mark before a modal where its subject may begin.

    ``begin`` and ``end`` are the word's own; ``start`` is where the subject begins as far as it is known from the words
    behind. ``in_insertion``: an insertion between commas has been entered from behind. ``floor``: the subject begins no
    earlier.
    """

    text: str
    modal: ModalMatch
    floor: int
    mentions: Mentions
    begin: int
    end: int
    start: int
    in_insertion: bool

    @property
    def word(self) -> str:
        """The word, in lower case."""
        return self.text[self.begin : self.end].strip().lower()

    @property
    def piece(self) -> str:
        """The text from the word to the start of the subject as known."""
        return self.text[self.end : self.start]

    @property
    def at_modal(self) -> bool:
        """Return whether nothing behind the word has been passed over."""
        return self.start == self.modal.start()

    @property
    def names_subject(self) -> bool:
        """Return whether a party or a pronoun stands between the word and the modal."""
        stop = self.modal.start()
        return any(self.end <= m.start < stop for m in self.mentions) or bool(PRONOUN.search(self.text, self.end, stop))


@dataclass(frozen=True, slots=True)
class BoundaryRule(PredicateRule[Boundary]):
    """A rule for the words before a subject. ``begins`` is where the subject then begins; None: before the word, go on.

    ``in_insertion`` says whether what stands before is an insertion between commas; None: as before.
    """

    begins: Callable[[Boundary], int] | None = None
    in_insertion: bool | None = None


def boundary_steps(
    text: str, modal: ModalMatch, floor: int, mentions: Mentions
) -> Iterator[tuple[BoundaryRule, int | None]]:
    """The rules that decide, from the modal back to where its subject begins; with the last one that place."""
    cuts = [
        c
        for c in _DELIMITER.finditer(text, floor, modal.start())
        if not any(m.start < c.start() < m.end for m in mentions)  # "Acme, Inc."
    ]
    start, in_insertion = modal.start(), False
    for cut in reversed(cuts):
        boundary = Boundary(text, modal, floor, mentions, cut.start(), cut.end(), start, in_insertion)
        rule = first_rule(SUBJECT_BOUNDARIES, boundary)
        if rule is None:
            raise ValueError("the last rule applies to every boundary")
        yield rule, rule.begins(boundary) if rule.begins else None
        start = cut.start()
        in_insertion = in_insertion if rule.in_insertion is None else rule.in_insertion


def without_adverbs(subject: str) -> str:
    """Return what is left of a subject without words that name nobody: empty where the subject is left out."""
    return re.sub(
        r"(?i)\b(?:\w+ly|also|further|hereby|then|in|any|event|at|all|times|its|own|cost|and|expense|thereafter)\b",
        "",
        subject,
    )


def _is_left_out(b: Boundary) -> bool:
    """Return whether the subject is left out: "… and shall not …"."""
    if not b.at_modal or _WORD.search(without_adverbs(b.piece)):
        return False
    joins = b.word in {"and", "or", "but", ";"} or (b.word == "," and not _closes_insertion(b))
    return joins and bool(b.floor or FINITE_VERB.search(b.text, b.floor, b.begin))


def _has_own_subject(b: Boundary) -> bool:
    """Return whether a relative clause names who acts, right before the modal: "which sum Landlord shall hold"."""
    if b.modal[0].startswith(("should", "ought")):
        return False
    before, behind = b.text[: b.end], b.text[b.end : b.modal.start()]
    if re.search(r"(?i)\b(?:in|on|by|for|to|of|within|during)\s+\w+$", before):
        return False  # "15 days in which Vendor must": the time is part of it
    if before.lower().endswith("who"):
        return False
    if re.search(r"(?:,|\band|\bor|\bbut)\s+that$", before) and re.fullmatch(r"\s+(?:it|they)\s+(?:\w+ly\s+)?", behind):
        return True  # "covenants throughout the term, that it will"
    if re.search(r",\s+which$", before) and re.fullmatch(r"\s+[a-z]+\s+", behind):
        return True  # ", which repairs shall be performed by Landlord"
    return any(
        b.end <= m.start
        and not m.is_personnel
        and re.fullmatch(r"\s+(?:\w+ly\s+)?", b.text[m.end : b.modal.start()])
        and len(b.text[b.end : m.start].split()) <= 3
        and not PREPOSITION.search(b.text[b.end : m.start])  # "the rent that is due to Lessor shall"
        for m in b.mentions
    )


def _in_first_subject(b: Boundary) -> bool:
    """Return whether "and" or "or" joins nouns of the first subject, which no verb precedes: "Disclosure of names or
    records by …"."""
    if b.floor or b.word not in {"and", "or"}:
        return False
    before = b.text[: b.begin]
    phrase = re.search(r"(?i)\b(?:of|to|by|for|from|with|between|among|against)\s+[^,;:]{1,60}$", before)
    verb = FINITE_VERB.search(before) or VERB_AND_OBJECT.search(before) or ADVERBIAL_START.match(before)
    return bool(phrase and not verb and re.search(r"(?i)\b(?:of|by|to|for|from|with|other)\s", b.piece))


def _is_condition_of(b: Boundary) -> bool:
    """Return whether a condition runs into the subject without a comma: "after the District reports it Vendor must"."""
    stop = b.modal.start()
    inside = [m for m in b.mentions if b.end <= m.start and m.end <= stop]
    if len(inside) < 2 or stop - inside[-1].end > 1 or "," in b.text[b.end : stop]:
        return False
    before = b.text[b.end : inside[-1].start]
    return not (PREPOSITION.search(before) or re.search(r"(?i)\b(?:and|or)\s+(?:\w+\s+)?$", before))


def _closes_insertion(b: Boundary) -> bool:
    """Return whether the comma ends an insertion: "the District, in its discretion, may"; not "shall ask, in writing,
    and shall"."""
    opening = b.text.rfind(",", b.floor, b.begin)
    if opening < 0 or not _INSERTION.match(b.text[opening + 1 : b.begin]):
        return False
    return not b.floor or any(m.end == opening for m in b.mentions) or not _WORD.search(b.text[b.floor : opening])


def _is_joint_subject(b: Boundary) -> bool:
    """Return whether "and", or the comma of a list, joins two parties of one subject: "Provider and its employees"."""
    if not b.names_subject or NEGATED_START.match(b.piece):
        return False
    listed = b.word == "," and not b.at_modal  # a list ends in "and"
    alone = b.word == "," and _one_alone(b)  # "… by Landlord, Tenant may"
    return (listed or b.word in {"and", "or"}) and not alone and _joins_mentions(b)


def _one_alone(b: Boundary) -> bool:
    """Return whether a single party, and nothing else, stands between a comma and the modal: the comma joins it to
    nobody."""
    stop = b.modal.start()
    inside = [m for m in b.mentions if b.end <= m.start and m.end <= stop]
    return (
        len(inside) == 1
        and not inside[0].is_personnel
        and not _WORD.search(b.text[inside[0].end : stop])
        and bool(re.fullmatch(r"(?i)\s*(?:the\s+)?", b.text[b.end : inside[0].start]))
    )


def _joins_mentions(b: Boundary) -> bool:
    """Return whether a party of the same subject stands before the word, and is no object of the clause before."""
    return any(
        m.end <= b.begin
        and m.start >= b.floor
        and not re.search(r"\w{3}|;", b.text[m.end : b.begin])
        and not PREPOSITION.search(b.text[max(b.floor, m.start - NEAR) : m.start])
        and (not b.floor or _BEGINS.search(b.text[b.floor : m.start]))
        for m in b.mentions
    )


def _behind_word(b: Boundary) -> int:
    return b.end


def _with_word(b: Boundary) -> int:
    return b.begin


def _behind_case(b: Boundary) -> int:
    case = _IN_WHICH_CASE.match(b.text, b.end)
    return case.end() if case else b.end


SUBJECT_BOUNDARIES: tuple[BoundaryRule, ...] = (
    BoundaryRule(
        "subject left out",
        _is_left_out,
        _behind_word,
        catches="Host shall cook and shall serve.",
        spares="Host shall cook and Guest shall serve.",
    ),
    BoundaryRule(
        "comma at the modal",
        lambda b: b.word == "," and not _WORD.search(b.piece),
        in_insertion=True,
        catches="Host, upon notice of rain from Guest to the Board and others, shall cook.",
        spares="Host shall cook.",
        why="a comma at the end of an insertion",
    ),
    BoundaryRule(
        "joiner at the modal",
        lambda b: b.word not in _RELATIVE and not _WORD.search(b.piece),
        catches="Host (a baker) shall cook.",
        spares="Host, a baker, shall cook.",
    ),
    BoundaryRule(
        "content clause",
        lambda b: b.word in _RELATIVE and CONTENT_VERB.search(b.text[max(b.floor, b.begin - NEAR) : b.begin]),
        _behind_word,
        catches="Host acknowledges that Guest may swim.",
        spares="Host owns a pool that Guest may use.",
        why="what is agreed has a subject of its own",
    ),
    BoundaryRule(
        "in which case",
        lambda b: b.word in _RELATIVE and _IN_WHICH_CASE.match(b.text, b.end),
        _behind_case,
        catches="It may rain, in which case Guest shall pay.",
        spares="It may rain, in which month Guest shall pay.",
    ),
    BoundaryRule(
        "relative clause with its own subject",
        lambda b: b.word in _RELATIVE and _has_own_subject(b),
        _behind_word,
        catches="Guest shall pay a fee, which sum Host shall keep.",
        spares="Guest shall pay a fee, and Host shall keep it.",
    ),
    BoundaryRule(
        "relative clause closed by a comma",
        lambda b: b.word in _RELATIVE and not b.at_modal,
        in_insertion=True,
        catches="Any pool, which is deep, shall be fenced.",
        spares="Any pool shall be fenced.",
        why="its noun stands before it",
    ),
    BoundaryRule(
        "relative clause",
        lambda b: b.word in _RELATIVE,
        catches="Any guest who swims shall shower.",
        spares="Any guest shall shower.",
        why="its noun stands before it",
    ),
    BoundaryRule(
        "condition without a comma",
        lambda b: b.word in _SUBORDINATORS and _is_condition_of(b),
        _with_word,
        catches="Within a day after Guest reports it Host must pay.",
        spares="Within a day after the report Host must pay.",
    ),
    BoundaryRule(
        "nouns of the first subject",
        _in_first_subject,
        catches="Copying of maps or plans of the pool by Guest shall cease.",
        spares="Host owns maps, and plans of Guest shall be copied.",
    ),
    BoundaryRule(
        "as a public body",
        lambda b: (
            b.word == "as"
            and b.in_insertion
            and _AS_A_THING.match(b.piece)
            and b.text[: b.begin].rstrip().endswith(",")
        ),
        in_insertion=True,
        catches="The hall, as a landmark of the town, shall be kept by Host.",
        spares="Host acts as a guard and shall wait.",
    ),
    BoundaryRule(
        "joint subject",
        _is_joint_subject,
        catches="Host and its employees shall cook.",
        spares="Guest shall pay Host and Board may ask.",
    ),
    BoundaryRule(
        "insertion that names a party",
        lambda b: b.names_subject and b.in_insertion and b.word == ",",
        in_insertion=False,
        catches="The hall, a gift of Host, shall be kept.",
        spares="The hall of Host shall be kept.",
    ),
    BoundaryRule(
        "named subject",
        lambda b: b.names_subject,
        _behind_word,
        catches="Guests swim; then Host shall cook.",
        spares="Guests swim; then meals shall be cooked.",
    ),
    BoundaryRule(
        "insertion between commas",
        lambda b: b.word == "," and not b.at_modal and b.in_insertion,
        in_insertion=False,
        catches="The hall, a gift of the town, shall be kept.",
        spares="The hall shall be kept.",
    ),
    BoundaryRule(
        "adverbial",
        lambda b: _ADVERBIAL.fullmatch(b.piece),
        catches="The meal (if hot) at all times, shall be served.",
        spares="The meal, if hot, shall be served.",
    ),
    BoundaryRule(
        "clause before",
        lambda b: True,
        _behind_word,
        catches="If it rains, meals shall be served indoors.",
        spares="Meals shall be served indoors.",
        why="the subject begins behind the last word that parts clauses",
    ),
)
