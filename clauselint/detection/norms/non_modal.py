"""Stretches of a sentence without a modal: plain present tense, conditions before the main clause, fragments."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from clauselint.detection.norms.arguments import agent, subject_head
from clauselint.detection.norms.modal_cues import NEGATED_SUBJECT, NEGATED_VERB, NO_OBJECT, ONLY
from clauselint.detection.norms.norm import NOBODY, Norm, NormParty
from clauselint.detection.norms.party_mentions import PartyMention
from clauselint.detection.rules import PredicateRule
from clauselint.model import Modality, Span
from clauselint.support.lowercase import lower_keep_length
from clauselint.support.rules import first_rule

_LEAD_IN = re.compile(
    r"(?i)^\s*(?:not?\s+(?:later|more)\s+than|if|should|when|whenever|where|upon|after|before|within|in\s+(?:the\s+)?(?:event|case|accordance|line|keeping)|on|following|once|unless|except|notwithstanding|subject|during|while|for|at|by|without|as|to|under|until|pursuant|with)\b"
)


def before_main_clause(text: str, span: Span, mentions: tuple[PartyMention, ...]) -> Norm:
    """Return what stands before the first modal's subject: a condition, which is about nobody, or a statement of its
    own."""
    if _LEAD_IN.match(text[span.start : span.end]):
        return Norm(span, Span(span.start, span.start), Modality.STATEMENT)
    return _statement(text, span, mentions)


_CLAUSE_END = re.compile(
    r"(?i)[,;]|\b(?:that|which|who|whether|if|unless|because|where|when|once|as\s+soon\s+as|after|until|before)\b"
)
_NOTHING = re.compile(r"(?i)^\W*nothing\b|\bno(?:\s+\w+){1,4}\s+(?:is|are)\b")
# "owes Provider no indemnity"
_OWES_NO = re.compile(
    r"(?i)\s+(?:\w+ly\s+)?[a-z]+s\s+(?:(?:the\s+)?\w+\s+){0,2}?no\s+(?!later|more|less|fewer|longer)\w"
)
_NEAR_VERB = 150  # characters after the subject within which a negation is the verb's own
_NEXT_STATEMENT = re.compile(
    r"(?i)(?<=;)\s+|(?<=:)\s+(?=(?:it|they)\b)|(?<=,)\s+(?=and\s+(?:it|they)\b)|\s+(?=and\s+(?:makes?|does|do|is|are|keeps?|holds?)\b)"
)


def statements(text: str, span: Span, mentions: tuple[PartyMention, ...]) -> tuple[Norm, ...]:
    """The statements of a sentence without modals; "it" carries the obligor on."""
    cuts = [m.end() for m in _NEXT_STATEMENT.finditer(text, span.start, span.end)]
    found: list[Norm] = []
    for start, end in zip([span.start, *cuts], [*cuts, span.end], strict=True):
        norm = _statement(text, Span(start, end), mentions)
        if found and not norm.obligor.is_named and _GOES_ON.match(text, start, end):
            norm = replace(norm, obligor=found[-1].obligor)
        only = ONLY.search(lower_keep_length(text[start:end]))
        found.append(replace(norm, restricted=True) if only else norm)
    return tuple(found)


_GOES_ON = re.compile(r"(?i)\W*(?:and\s+)?(?:it|they|makes?|does|do|is|are|keeps?|holds?|has|have)\b")
_AND_CLAUSE = re.compile(r"(?i)[,;]\s+(?:and|but|while|whereas)\s+(?:the\s+|each\s+)?")
_PLAIN_VERB = re.compile(
    r"\s+(?:\w+ly\s+)?(?!is\b|was\b|its\b|this\b|as\b)[a-z]{2,}(?<!s)s\s+(?:to\s+)?(?:the|an?|no|any|all|its|every|each|it|them|[A-Z]\w*)\b"
)


def with_statement(text: str, norm: Norm, mentions: tuple[PartyMention, ...]) -> tuple[Norm, ...]:
    """A norm, and the statement joined to it: "…, and the District owes Provider no indemnity"."""
    if not norm.has_modal:
        return (norm,)
    for joint in _AND_CLAUSE.finditer(text, norm.modal.end, norm.span.end):
        if any(a.start == joint.end() and _PLAIN_VERB.match(text, a.end) for a in mentions):
            cut = joint.end()
            first = replace(norm, span=Span(norm.span.start, cut))
            return first, _statement(text, Span(cut, norm.span.end), mentions)
    return (norm,)


_DONE = re.compile(r"(?i)\b(?:is|are)\s+(?:\w+ly\s+)?\w+(?:ed|en|wn|ld|pt|ft|id|nt|ut|ound|ought|ade|one|ept|orne)\b")


# "On the District's request Provider deletes it": no comma, but the one who acts stands before the verb.
_ADPOSITION = re.compile(
    r"(?i)^\s*(?:on|upon|within|at|during|for|by|under|pursuant|in|not?\s+later\s+than|following|after|before)\b"
)
_ACTS = re.compile(r"\s+(?:(?:\w+ly|then|also)\s+)?[a-z]{2,}(?<!s)s\b(?!\s+of\s+the\s+\w+,)")


def _within_lead(text: str, start: int, end: int, mentions: tuple[PartyMention, ...]) -> int | None:
    """Return where the subject begins that no comma parts from the words before it."""
    lead = text[start:end]
    if not _ADPOSITION.match(lead):
        return None
    found = (a for a in mentions if start < a.start and a.end <= end and _ACTS.match(text, a.end))
    return next(
        (
            a.start
            for a in found
            if subject_head(text, a.start, a.end, mentions)[0] and not _OBJECT.search(text[start : a.start])
        ),
        None,
    )


_COMMA = re.compile(r"(?i),\s+(?:then\s+)?(?:(?:the|each|every)\s+)?")


def _main_comma(text: str, span: Span, mentions: tuple[PartyMention, ...]) -> int:
    """Return where in the span the comma before the main clause stands: one that somebody who acts follows, else the
    first; -1
    for none. "If it is lost, stolen, or seen by others, Provider calls the District"."""
    for joint in _COMMA.finditer(text, span.start, span.end):
        if any(a.start == joint.end() and _ACTS.match(text, a.end) for a in mentions):
            return joint.start() - span.start
    return text[span.start : span.end].find(",")


_OBJECT = re.compile(
    r"(?i)\b(?:of|to|by|with|from|for|in|on|under|against|at|upon|after|before|when|if|that|which|who|where|until)\s+(?:the\s+|such\s+|its\s+|any\s+|each\s+|an?\s+)*$"
)


def _statement(text: str, span: Span, mentions: tuple[PartyMention, ...]) -> Norm:
    """A stretch without a modal: plain present tense, or a fragment."""
    start = _subject_from(text, span, mentions)
    who, people = subject_head(text, start, min(span.end, start + _SUBJECT_REACH), mentions)
    obligor = NOBODY
    if who is not None and not _EIGHT_WORDS.search(text[start : who.start]):
        obligor = replace(NormParty.of(who), is_personnel=people)
    norm = Norm(span, Span(span.start, span.start), Modality.STATEMENT, obligor)
    by = _passive_agent(text, Span(start, span.end), who, mentions)
    if by is not None and (who is None or obligor.is_named):
        norm = replace(norm, passive=True, obligee=obligor, obligor=NormParty.of(by))
    denial = first_rule(DENIED_STATEMENTS, _statement_parts(text, span, who.end if who is not None else None, start))
    return norm if denial is None else replace(norm, affirmed=False, rules=(f"polarity: {denial.name}",))


_SUBJECT_REACH = 120  # characters in which a statement's subject stands
_PASSIVE_REACH = 300  # characters in which its passive verb stands
_EIGHT_WORDS = re.compile(r"\w+(?:\W+\w+){7}")


def _subject_from(text: str, span: Span, mentions: tuple[PartyMention, ...]) -> int:
    """Return where the main clause begins, behind words that introduce it: "If it is lost, Provider calls"."""
    if not _LEAD_IN.match(text[span.start : span.end]):
        return span.start
    comma = _main_comma(text, span, mentions)
    lead_end = span.start + comma if comma >= 0 else span.end
    inside = _within_lead(text, span.start, lead_end, mentions)
    if inside is not None:
        return inside
    return lead_end + 1 if comma >= 0 else span.end


def _passive_agent(
    text: str, span: Span, subject: PartyMention | None, mentions: tuple[PartyMention, ...]
) -> PartyMention | None:
    """Return who does it, by a passive behind the subject."""
    verb = subject.end if subject is not None else span.start
    passive = _DONE.search(text, verb, min(span.end, span.start + _PASSIVE_REACH))
    return agent(text, passive.end(), span.end, mentions) if passive else None


def _statement_parts(text: str, span: Span, subject_end: int | None, start: int) -> PlainStatement:
    """The statement as the rules for denials see it: its verb begins behind the subject, or at ``start``."""
    verb = start if subject_end is None else subject_end
    clause_end = _CLAUSE_END.search(text, verb, span.end)
    stop = min(clause_end.start() if clause_end else span.end, verb + _NEAR_VERB)
    return PlainStatement(text, span, verb, stop, subject_end is not None)


@dataclass(frozen=True, slots=True)
class PlainStatement:
    """A statement in plain present tense; ``verb`` and ``verb_end`` bound the words in which a negation is its verb's own."""

    text: str
    span: Span
    verb: int
    verb_end: int
    has_subject: bool

    @property
    def words(self) -> str:
        """Its words."""
        return self.text[self.span.start : self.span.end]


DENIED_STATEMENTS: tuple[PredicateRule[PlainStatement], ...] = (
    PredicateRule(
        "negated object",
        lambda s: NO_OBJECT.search(lower_keep_length(s.words)),
        catches="Host shares keys with no one and lends them to nobody.",
        spares="Host shares keys.",
    ),
    PredicateRule(
        "negated verb",
        lambda s: NEGATED_VERB.search(s.text, s.verb, s.verb_end),
        catches="Host does not lend keys.",
        spares="Host lends keys that are not lost.",
    ),
    PredicateRule(
        "owes no",
        lambda s: s.has_subject and _OWES_NO.match(s.text, s.verb, s.verb_end),
        catches="Host owes Guest no meal.",
        spares="Host owes Guest a meal.",
    ),
    PredicateRule(
        "negated subject",
        lambda s: NEGATED_SUBJECT.match(s.words.lstrip()),
        catches="No key is lent.",
        spares="A key is lent.",
    ),
    PredicateRule(
        "nothing is",
        lambda s: _NOTHING.search(s.words),
        catches="In May no towel or key is lent.",
        spares="In May a towel is lent.",
    ),
)
