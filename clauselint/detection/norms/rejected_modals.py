"""The modals that start no norm: those of conditions, comparisons, relative clauses, and verbs that another modal governs."""

from __future__ import annotations

import re
from dataclasses import dataclass

from clauselint.detection.norms.modal_cues import INVERTED
from clauselint.detection.rules import PatternRule, PredicateRule, RuleTable

# Cues that are verbs of their own: inside a subordinate clause ("except as this Agreement permits") they start nothing.
LEXICAL_VERB = re.compile(r"(?i)^(?!shall|will|must|may|can|should|ought)")
# What opens a subordinate clause that runs, over five words at most, into the modal.
SUBORDINATORS = RuleTable(
    PatternRule(
        "comparison",
        r"as|(?<!more\s)(?<!less\s)(?<!fewer\s)(?<!later\s)(?<!other\s)than",
        catches="It is larger than Guest |may carry.",
        spares="No later than noon Guest |shall leave.",
    ),
    PatternRule(
        "relative", r"which|who", catches="the room which Guest |may use", spares="the room that Guest |may use"
    ),
    PatternRule(
        "condition",
        r"unless|until|if|where|when|whenever|whether|to\s+the\s+extent(?:\s+that)?",
        catches="Wait until Guest |may enter.",
        spares="Wait until noon, but Guest |may enter.",
    ),
    PatternRule(
        "exception",
        r"except(?:\s+(?:as|where|that))?",
        catches="except Guest |may swim",
        spares="accepts Guest |may swim",
    ),
    PatternRule("cause", r"because|since", catches="because Guest |may swim", spares="by cause Guest |may swim"),
    PatternRule("that", r"that", catches="the room that Guest |may use", spares="the room. Guest |may use it."),
    template=r"(?i)\b<>(?:\s+(?!(?:and|or|but)\b)[\w'’-]+(?:\.\d+)*){0,5}\s+$",
    at="before",
)
# A verb of saying or of duty whose "that" opens a content clause: what is said there is a norm.
CONTENT_CLAUSE = RuleTable(
    PatternRule(
        "agrees that",
        r"(?:agree[sd]?|ensur\w+|assur\w+|represents?|warrants?|acknowledges?|understands?|certif(?:y|ies|ied|ying)|confirms?|covenants?"
        r"|guarantees?|undertakes?|states?|understood|acknowledged|notif(?:y|ies|ied)|inform(?:s|ed)?)\s+(?:\w+\s+){0,2}?",
        catches="Guest agrees that the host |may enter.",
        spares="Guest owns a boat that the host |may use.",
    ),
    PatternRule(
        "provided that",
        r"(?:provid(?:es?|ed|ing)|requir(?:es?|ed|ing)|caus(?:es?|ed|ing)|procur\w+|condition)(?:,?\s+(?:however|further|always),?)?\s+(?:\w+\s+){0,2}?",
        catches="provided, however, that Guest |may swim",
        spares="provided by a guard that Guest |may call, and Guest |may swim",
    ),
    template=r"(?i)\b<>that\b[^,;]*$",
    at="before",
)
LEADING_CONDITION = re.compile(
    r"(?i)^\W*(?:\([a-z0-9]+\)\s*)?(?:if|when|whenever|where|once|unless|should|in\s+the\s+event|in\s+case|as\s+(?:soon|long)\s+as|to\s+the\s+extent)\b[^,]*,"
)
# "…, that requirement does not apply": the main clause behind a condition, without a modal.
MAIN_STATEMENT = re.compile(
    r"(?i),\s+(?:then\s+)?(?:that|this|such|the|these|those|it|any|no)\s+(?:[\w-]+\s+){0,4}?(?:is|are|does|do|has|have|remains?|prevails?)\b[^,;]*[.;]?\s*$"
)


@dataclass(frozen=True, slots=True)
class ModalInContext:
    """A modal in its sentence. ``modal`` are its words, ``before`` the text from the last modal of a main clause up to it.

    ``last``: the words of that one, "" where there is none. ``in_subordinate``: a subordinate clause holds it;
    ``subordinate_duties``: one with a subject of its own may start a norm.
    ``another_follows``: it is not the last modal of the sentence. ``main_start``: where the main clause begins, behind a
    condition that opens the sentence; 0 where none does.
    """

    text: str
    modal: str
    start: int
    end: int
    before: str
    last: str
    in_subordinate: bool
    subordinate_duties: bool
    another_follows: bool
    main_start: int

    @property
    def subordinate(self) -> bool:
        """Return whether a subordinate clause holds it that puts no duty of its own on somebody."""
        if not self.in_subordinate or not self.subordinate_duties or self.is_lexical:
            return self.in_subordinate
        if _EXCEPT_THAT.search(self.before):
            within = bool(_NEXT_ITEM.search(self.text, self.end))
        else:  # "the purpose for which Partner may use it is …"
            within = self.allows and bool(_WHICH_SOMEBODY.search(self.before)) and not _FAILING.search(self.before)
        return within or not _OWN_DUTY.search(self.before)

    @property
    def is_lexical(self) -> bool:
        """Return whether the modal is a verb of its own: "permits", "agrees to"."""
        return bool(LEXICAL_VERB.match(self.modal))

    @property
    def allows(self) -> bool:
        """Return whether the modal is "may" or one like it."""
        return self.modal in {"may", "might", "could", "can"}


# "which sum Landlord shall hold", "in which case it must pay": a duty of its own, though the grammar subordinates it.
_OWN_DUTY = re.compile(
    r"(?:,\s+which\s+\w+\s+|\b(?:consent|approval)\b(?:\s+of\s+(?:the\s+)?\w+)?,?\s+which\s+(?:(?:consent|approval)\s+)?|\b(?:which|that)(?:\s+\w+)?\s+(?:the\s+)?(?:[A-Z]\w+|it|they)\s+|\b(?:in|upon)\s+which\s+(?:case|event)\b[^,;]*|"
    r"\bexcept\s+that\b[^,;]*)(?:\w+ly\s+)?$"
)


# "shall not (a) sell it, except that it may be transferred …; or (b) use it": the next item is of the list, not of "may".
_EXCEPT_THAT = re.compile(r"(?i)\bexcept\s+that\b[^;]*$")
_FAILING = re.compile(r"(?i)\b(?:failing|after|upon|following|in|whereupon)\s+which\b[^,;]*$")
_NEXT_ITEM = re.compile(r"(?i);\s*(?:and\s+|or\s+)?\(?[a-z0-9]{1,4}\)")


def in_subordinate_clause(before: str) -> bool:
    """Return whether a subordinate clause that is no content clause runs into a modal, by the text before it."""
    return bool(SUBORDINATORS.search(before)) and not CONTENT_CLAUSE.search(before)


_DENIED_PROMISE = re.compile(
    r"(?i)\b(?:not|never)\b.*\b(?:agree|undertake|covenant|promise|commit|guarantee|represent|warrant)$"
)
_THAT = re.compile(r"(?i)\s*that\b[^;]*$")
_OR = re.compile(r"(?i)\bor\s+$")
_IT_MAY_HAVE = re.compile(r"(?i)\b(?:any|all|such|other|whatever)\s+(?:\w+\s+){1,3}(?:it|they|he|she|we|you)\s+$")
_SUBJECT_RELATIVE = re.compile(r"(?i)\b(?:that|which|who)\s+(?:\w+ly\s+|also\s+|both\s+|each\s+)?$")
# A noun with its article, straight before a subject: a relative clause without "that".
_CONTACT = re.compile(
    r"\b(?:an?|the|any|all|such|each|every|no|its|their|other|those|in)\s+(?:[\w-]+\s+){0,2}?(?!(?:and|or|but|nor|than|as|of|to|by|for|in|on|with)\b)[a-z][\w-]{2,}\s+"
    r"(?:(?:the|this|that|such)\s+)?(?:[A-Z][\w-]+(?:\s+[A-Z][\w-]+)?|(?<=this\s)\w+|(?:its|these)\s+terms|an?\s+\w+|it|they|we|you)\s+(?:\w+ly\s+)?$"
)
_CHOOSES = re.compile(
    r"(?i)\s+(?:\w+ly\s+)?(?:determine|designate|specify|direct|elect|select|deem|prescribe|choose|request|require|approve)\b"
)
_COVENANTS = re.compile(r"(?i)(?:covenants|promises|commits|guarantees)\b")
_CHOSEN = re.compile(
    r"(?i)\b(?:the|such|any|a|an|other|in|at|by|on|of)\s+(?:[\w-]+\s+)?(?:manner|form|places?|times?|amounts?|rates?|terms|methods?|means|way|dates?|address"
    r"|banks?|persons?|contractors?|locations?|limits?|conditions|rules|regulations|purposes?|order|extent)\s+(?:as\s+)?(?:the\s+)?(?-i:[A-Z]\w+|it|they)\s+(?:\w+ly\s+)?$"
)
_MODALS_OF_RELATIVE = re.compile(
    r"(?i)\b(?:which|that|who)\s+(?:can|may|might|could|will|shall)\b(?:\s*,|\s+(?:can|may|might|could|will|shall|or|and/or)\b)*\s*$"
)
_NEAR_RELATIVE = 60  # characters
_BARE_BAN = re.compile(r"(?i)(?:prohibit|forbid|permit|allow)$")
_TO_VERB_OR = re.compile(r"(?i)\b(?:to\s+)?[a-z]+\s*(?:,|/)?\s*(?:and/or|and|or)\s*/?\s*$")
_TO_BE_DONE = re.compile(r"(?i)\s+be\s+(?!bound\b|held\b)\w+(?:ed|en|ept)\b")
_NOUN_PHRASE = re.compile(
    r"(?i)\b(?:the|all|any|its|their|such|said|each|every|of|other|these|those|and|or|conditions,|terms,|agreements,)\s+(?:[\w'’-]+\s+)?$"
)
_LETS = re.compile(r"(?i)\b(?:allow|permit|authori[sz]e|prohibit|forbid)s?$")
_NO_OBJECT_BEHIND = re.compile(r"\s*(?:[,;.)]|$|(?:or|and)\b)")
_SUSPECTS = re.compile(r"(?i)\b(?:believes?|supports?)$")
_IN_CONDITION = re.compile(
    r"(?i)\b(?:if|where|when(?:ever)?|once|unless|until|because|since|whether|who|which|that|extent|(?:has|have|had|having|with)\s+(?:\w+\s+){0,3}?(?:reasons?|grounds?|cause)\s+to)"
    r"(?:\s+(?:the|an?|any|either|[\w’'-]+)){0,3}\s+$"
)
_WISHES = re.compile(r"(?i)(?:wish|desire|intend|seek)(?:e?s)?\s+to$")
_OF_ANOTHER = re.compile(r"(?i)\b(?:the|any|all|such|each|those)\s+(?:[\w-]+\s+){1,3}(?:an?|the|any|each)\s+[a-z]+\s+$")
_PROMISES = re.compile(
    r"(?i)(?:agree|undertake|covenant|promise|pledge|commit|certify|confirm|represent|warrant|guarantee|give|grant)\b"
)
_INFINITIVE = re.compile(r"(?i)\bto\s+(?:\w+ly\s+)?$")
_WHICH_SOMEBODY = re.compile(r"(?i)\b(?:that|which|whom)(?:\s+[\w'’-]+){1,4}\s+$")
_MAIN_VERB_BEHIND = re.compile(r"(?i),\s+(?:is|are|has|have|does|do|applies|prevails)\b")
_BARE_VERB = re.compile(r"(?i)(?:be|have)\s")
_NAMES = re.compile(r"\b(?:[Tt]he|not|never|to|[A-Z]\w+)\b")
_TWO_WORDS = re.compile(r"\w+\W+\w+")
_CARVE_OUT = re.compile(r"(?i)\b(?:provided|except|save|but|however|although|though)\b[^;]*$")
_NOT_APPLY = re.compile(
    r"(?i)\s*(?:be\s+)?(?!(?:apply|include|extend)\s+(?:the|such|any|all|its|those|said)\b)(?:apply|include|extend|cover|reach|prevent|prohibit|restrict|limit|affect)\w*\b"
)
_PIED_PIPED = re.compile(r"(?i)\b(?:which|that|where)(?:\s+(?!and\b|or\b)[\w'’-]+){1,4}\s+$")
_RELATIVE = re.compile(r"(?i)\b(?:which|who|that|it|they)\s+(?:\w+ly\s+|also\s+|both\s+|each\s+)?$")


def _in_contact_clause(modal: ModalInContext) -> bool:
    return bool(
        modal.last
        and (modal.allows or modal.is_lexical)
        and not INVERTED.match(modal.modal)
        and _CONTACT.search(modal.before)
    )


def _lacks_object(modal: ModalInContext) -> bool:
    return bool(
        _LETS.search(modal.modal) and _NO_OBJECT_BEHIND.match(modal.text, modal.end) and _CONTACT.search(modal.before)
    )


def _is_governed(modal: ModalInContext) -> bool:
    return bool(
        modal.last
        and not modal.last.endswith("that")
        and modal.is_lexical
        and not _TWO_WORDS.search(_NAMES.sub("", modal.before))
    )


def _in_relative_before_main(modal: ModalInContext) -> bool:
    if not (modal.subordinate and modal.another_follows):
        return False
    weak = modal.modal in {"may", "might", "could", "should"}
    pied_piped = weak and _PIED_PIPED.search(modal.before) and not CONTENT_CLAUSE.search(modal.before)
    return bool(pied_piped or _RELATIVE.search(modal.before))


REJECTED_MODALS: tuple[PredicateRule[ModalInContext], ...] = (
    PredicateRule(
        "leading condition",
        lambda m: m.start < m.main_start,
        catches="If Guest must leave early, Host shall return the fee.",
        spares="Guest must leave early if the lift fails.",
        why="the condition that opens the sentence creates no duty",
    ),
    PredicateRule(
        "does not agree that",
        lambda m: _DENIED_PROMISE.search(m.last) and _THAT.match(m.before),
        catches="Guest does not agree that it shall leave early.",
        spares="Guest agrees that it shall leave early.",
        why="the content of a promise that is not made",
    ),
    PredicateRule(
        "or may have",
        lambda m: m.allows and _OR.search(m.before),
        catches="Keys that are lost, or may be lost, must be reported.",
        spares="Guest may report lost keys.",
        why="a possibility, told beside a fact",
    ),
    PredicateRule(
        "any that it may have",
        lambda m: m.allows and _IT_MAY_HAVE.search(m.before),
        catches="Guest shall pay all old debts it may owe.",
        spares="Guest has a boat, and it may sail.",
        why='a relative clause without "that"',
    ),
    PredicateRule(
        "that can be",
        lambda m: m.allows and _SUBJECT_RELATIVE.search(m.before) and not CONTENT_CLAUSE.search(m.before),
        catches="Host shall repair the boats that can be saved.",
        spares="Host agrees that can openers are sharp.",
        why="a relative clause about its noun",
    ),
    PredicateRule(
        "in a form the party may use",
        _in_contact_clause,
        catches="Host shall send the plan in a form the Guest can print.",
        spares="Host shall send the plan, and the Guest can print it.",
        why='a relative clause without "that"',
    ),
    PredicateRule(
        "in a way the contract does not allow",
        _lacks_object,
        catches="In a way this Lease does not allow, Guest rents it.",
        spares="In any year this Lease does not allow pets.",
        why="a verb that lacks its object ends a relative clause",
    ),
    PredicateRule(
        "in the manner the party shall choose",
        lambda m: m.last and _CHOOSES.match(m.text, m.end) and _CHOSEN.search(m.before),
        catches="Guest may pay in the manner Host shall determine.",
        spares="Guest may pay in the yard, and Host shall determine the fee.",
        why='a relative clause without "that"',
    ),
    PredicateRule(
        "which can, may or shall",
        lambda m: _MODALS_OF_RELATIVE.search(m.text[max(0, m.start - _NEAR_RELATIVE) : m.start]),
        catches="Guest shall do no act which can, may or shall harm the hall.",
        spares="Guest shall not climb, which is a risk, and shall wear shoes.",
        why="a second modal of a relative clause",
    ),
    PredicateRule(
        "to limit or prohibit",
        lambda m: m.last and _BARE_BAN.match(m.modal) and _TO_VERB_OR.search(m.before),
        catches="Host may, in May, and has the right to limit or prohibit access.",
        spares="Host may move, and the rules prohibit access.",
        why="an infinitive that the right before it governs",
    ),
    PredicateRule(
        "the covenants to be performed",
        lambda m: _COVENANTS.match(m.modal) and _TO_BE_DONE.match(m.text, m.end) and _NOUN_PHRASE.search(m.before),
        catches="Guest shall keep all covenants to be kept by guests.",
        spares="Guest covenants to keep the rules.",
        why="a noun, not the verb",
    ),
    PredicateRule(
        "where it believes",
        lambda m: _SUSPECTS.search(m.modal) and _IN_CONDITION.search(m.before),
        catches="Host may enter where it believes that a pipe leaks.",
        spares="Host believes that a pipe leaks.",
        why="a suspicion that a condition names is no wish",
    ),
    PredicateRule(
        "the records a parent wishes to",
        lambda m: m.last and _WISHES.match(m.modal) and _OF_ANOTHER.search(m.before),
        catches="Host shall bring the old maps each guest wishes to see.",
        spares="Host shall bring maps; Guest wishes to see them.",
        why='a relative clause without "that"',
    ),
    PredicateRule(
        "to agree to",
        lambda m: m.last and _PROMISES.match(m.modal) and _INFINITIVE.search(m.before),
        catches="Host shall cause each guest to agree to the rules.",
        spares="Each guest shall sign, and Host agrees to the rules.",
        why="an infinitive that the modal before it governs",
    ),
    PredicateRule(
        "that the board shall set, is",
        lambda m: (
            m.in_subordinate
            and not m.last
            and _WHICH_SOMEBODY.search(m.before)
            and _MAIN_VERB_BEHIND.search(m.text, m.end)
        ),
        catches="A fee, counted by rules that the Board shall set, is due in May.",
        spares="A fee is due under rules that the Board shall set.",
        why="the main clause goes on behind the relative clause",
    ),
    PredicateRule(
        "in no event shall it be",
        lambda m: m.last and INVERTED.match(m.last) and _BARE_VERB.match(m.modal) and not re.search("[;:]", m.before),
        catches="In no event shall Host be liable for rain.",
        spares="In no event shall Host sing; Guest may be required to pay.",
        why="one modal in two words",
    ),
    PredicateRule(
        "shall seek to",
        _is_governed,
        catches="Host shall seek to calm the dog.",
        spares="Host shall calm the dog at all times and seeks to train it.",
        why="a verb that the modal before it governs",
    ),
    PredicateRule(
        "but this shall not apply",
        lambda m: m.last and _CARVE_OUT.search(m.before) and _NOT_APPLY.match(m.text, m.end),
        catches="Guest shall pay at noon, but this shall not apply on Sundays.",
        spares="Guest shall pay at noon, but Host shall not ask for cash.",
        why="an exception to what stands before",
    ),
    PredicateRule(
        "subordinate clause behind the main clause",
        lambda m: m.subordinate and m.last,
        catches="Guest shall pay unless Host must close.",
        spares="Guest shall pay and Host must close.",
    ),
    PredicateRule(
        "verb of a subordinate clause",
        lambda m: m.subordinate and m.is_lexical,
        catches="Guest sleeps as this lease permits it.",
        spares="Guest sleeps well and this lease permits it.",
    ),
    PredicateRule(
        "relative clause before the main clause",
        _in_relative_before_main,
        catches="Each guest who will swim shall shower.",
        spares="Each guest shall shower.",
    ),
)
