"""The modifiers of a clause, in the manner of clinical ConText: a cue, its reach, and what ends it.

Compare H. Harkema et al., ConText, J. Biomed. Inform. 42 (2009): a modifier reaches forward from its cue to the end of its
clause unless something ends it. Here the end is a semicolon, a full stop, or the next cue.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from clauselint.detection.rules import PredicateRule, RuleTable
from clauselint.detection.sentences.exception_cues import CLOSED_PURPOSES, EXCEPTION_CUES, OPEN_EXCEPTIONS
from clauselint.detection.sentences.modifier_cues import QUALIFIER_CUES
from clauselint.model import Modifier, Span
from clauselint.support.lowercase import lower_keep_length
from clauselint.support.rules import first_rule

# For text in lower case.
MODIFIER_CUES = RuleTable(*QUALIFIER_CUES, *EXCEPTION_CUES, template=r"\b<>\b", lower=True)

_FOUR_WORDS = re.compile(r"\w+\W+\w+\W+\w+\W+\w")
_BEHIND = 300  # characters after the norm that its exception may reach over
_END = re.compile(
    r"(?i)[;.](?:\s|$)|,\s+(?:and|or|nor)\s+(?:not\s+|never\s+)?(?:use|disclose|sell|share|process|access|retain|collect|store)\s"
)
_JOINS = re.compile(r"(?i)(?:and|or)\b")
_LEADING = re.compile(
    r"(?i)\W*(?:where|if|when|whenever|in\s+(?:the\s+event|(?:any\s+)?case)|to\s+the\s+extent)\b[^,;]*$"
)


@dataclass(frozen=True, slots=True)
class ModifierInContext:
    """A cue in its sentence: its kind, its words in lower case, and the text before it."""

    kind: str
    cue: str
    before: str


REJECTED_MODIFIERS: tuple[PredicateRule[ModifierInContext], ...] = (
    PredicateRule(
        "opening however",
        lambda m: m.cue == "however" and not re.search(r"\w", m.before),
        catches="However, guests may swim.",
        spares="Guests may swim; however, the pool is small.",
        why="it joins the sentence to the one before",
    ),
    PredicateRule(
        "and any other in a condition",
        lambda m: m.kind == "exception" and _JOINS.match(m.cue) and _LEADING.match(m.before),
        catches="Where this lease and any other paper differ, this lease prevails.",
        spares="Films are shown for teaching and for any other class.",
        why="the condition lists what it speaks of",
    ),
)


def is_open_exception(reach: str) -> bool:
    """Return whether an exception is no named and closed list, or leaves the decision to the one who is bound."""
    return bool(OPEN_EXCEPTIONS.search(reach)) and not CLOSED_PURPOSES.match(reach)


def find_modifiers(text: str, within: Span) -> tuple[Modifier, ...]:
    """Return the modifiers in a stretch of a sentence; spans are offsets into ``text``. An exception's text is its reach.

    An exception that begins in the stretch may go on behind it, with a modal of its own ("except that it may …").
    """
    found: list[Modifier] = []
    cues = list(MODIFIER_CUES.finditer(lower_keep_length(text), within.start, within.end))
    for cue, following in zip(cues, [*cues[1:], None], strict=False):
        rule = MODIFIER_CUES.rule_of(cue)
        if first_rule(REJECTED_MODIFIERS, ModifierInContext(rule.kind, cue[0], text[: cue.start()])):
            continue
        is_exception = rule.kind == "exception"
        end = _reach(text, cue, following.start() if following else None, within, is_exception)
        span = Span(cue.start(), end if is_exception else cue.end())
        opens = is_exception and is_open_exception(text[cue.start() : end])
        found.append(Modifier(rule.kind, text[span.start : span.end].strip(), span, opens, rule.name))
    return tuple(found)


def _reach(text: str, cue: re.Match[str], following: int | None, within: Span, is_exception: bool) -> int:
    """Return where the reach of a cue ends. ``following``: where the next cue of the stretch begins."""
    stop = within.end if following is None else following
    if is_exception and following is None and not _FOUR_WORDS.search(text, cue.end(), stop):
        stop = min(len(text), within.end + _BEHIND)
    end = _END.search(text, cue.end(), stop)
    return end.start() if end else stop
