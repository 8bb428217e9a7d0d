"""Mentions of parties in a sentence: role words of the document, the parties together, and the people who act for a party."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from clauselint.lexicon import personnel
from clauselint.lexicon.role_words import OTHER_PUBLIC_BODIES
from clauselint.model import Side
from clauselint.support.lowercase import compile_lowercase, lower_keep_length


def _any_of(phrases: Iterable[str], ending: str = "") -> str:
    """Return the pattern of any of the phrases, each with ``ending``; a blank stands for any white space."""
    return "|".join(phrase.replace(" ", r"\s+") + ending for phrase in phrases)


# These are for text in lower case.
PERSONNEL = compile_lowercase(
    rf"\b(?:{_any_of(personnel.PERSONNEL_NOUNS, 's?')}|{_any_of(personnel.PERSONNEL_IN_PLURAL)}|{_any_of(personnel.PERSONNEL_AS_GROUP)})\b"
)
COLLECTIVE = compile_lowercase(
    r"\b(?:each\s+of\s+the\s+part(?:y|ies)(?:\s+hereto)?|both\s+(?:of\s+the\s+)?parties|(?:the\s+)?parties(?:\s+hereto)?"
    # either party, the non-breaching party, a party; no third party is one, and the other party is the one spoken to
    rf"|(?:{_any_of(personnel.PARTY_DETERMINERS)})\s+(?:(?!third\b|other\b|party\b)[\w-]+\s+)?party(?:\s+hereto)?"
    r"|(?:each\s+of\s+)?the\s+undersigned)\b(?!['’]s\s+counsel)"
)
# People at large: a rule for them binds the counterparty's people too.
ANYBODY = compile_lowercase(
    rf"\b(?:{_any_of(personnel.INDEFINITE_PRONOUNS)}"
    rf"|(?:{_any_of(personnel.PEOPLE_DETERMINERS)})\s+(?:\w+\s+){{0,2}}?(?:{_any_of(personnel.PEOPLE)})"
    rf"|{_any_of(personnel.WRONGDOERS)})\b"
)
# Parents and guardians act for nobody but themselves; they stand on the side that the agreement protects.
GUARDIANS = compile_lowercase(
    rf"\b(?:(?:a|the|each|any)\s+)?(?:{_any_of(personnel.PARENTS_AND_GUARDIANS)})\b(?!['’]|\s+(?:compan|corporation|entit))"
)
PRONOUN = re.compile(r"(?i)\b(?:it|they|he|she|its|their|them)\b")


@dataclass(frozen=True, slots=True)
class PartyMention:
    """Somebody named at a place of a sentence: the word as written, and the side. ``is_personnel``: people of that side."""

    word: str
    side: Side
    start: int
    end: int
    is_personnel: bool = False
    is_collective: bool = False


class PartyMatcher:
    """The role words of one document, and how to find them in a sentence."""

    def __init__(self, roles: Mapping[str, Side]) -> None:
        self._roles = roles
        self._pattern = _role_pattern(tuple(sorted(roles, key=lambda w: (-len(w), w))))

    def find(self, text: str) -> tuple[PartyMention, ...]:
        """Return every role word, collective and word for people, in the order of the text; overlapping ones only once."""
        low = lower_keep_length(text)
        named = tuple(self._named(text, low))  # "the Receiving Party" is a role, and not both parties
        ends = [a.end for a in named]
        found = [*named]
        for pattern, side, is_collective, is_personnel in _GROUP_PATTERNS:
            found += [
                PartyMention(text[m.start() : m.end()], side, m.start(), m.end(), is_personnel, is_collective)
                for m in pattern.finditer(low)
                if is_personnel or not _overlaps(ends, named, m)
            ]
        found.sort(key=lambda a: (a.start, -a.end))
        separate: list[PartyMention] = []
        for mention in found:
            if not separate or mention.start >= separate[-1].end:
                separate.append(mention)
        return tuple(_last_nouns(text, separate))

    def _named(self, text: str, low: str) -> Iterator[PartyMention]:
        """The role words; ``low`` is the text, lowered."""
        for m in self._pattern.finditer(low):
            word = text[m.start() : m.end()]
            # written small it is no role ("a law enforcement agency"), nor within the name of another body
            if word not in OTHER_PUBLIC_BODIES and not _begins_longer_name(text, m):
                yield PartyMention(word, self._roles[re.sub(r"\s+", " ", m[0])], m.start(), m.end())


_BODIES = frozenset({*OTHER_PUBLIC_BODIES, "office", "ministry", "school"})
_OF_NAME = re.compile(r"\s+(?:of|for)\s+[A-Z]")


def _begins_longer_name(text: str, match: re.Match[str]) -> bool:
    """Return whether a role word begins the proper name of a body: "Department of Education"; not "Board of Directors",
    which acts for
    its party."""
    return match[0] in _BODIES and text[match.start()].isupper() and _OF_NAME.match(text, match.end()) is not None


# The words for more than one party, and for people: the side, whether both parties are meant, and whether it is people.
_GROUP_PATTERNS = (
    (COLLECTIVE, Side.COUNTERPARTY, True, False),
    (ANYBODY, Side.COUNTERPARTY, True, True),
    (PERSONNEL, Side.UNKNOWN, False, True),
    (GUARDIANS, Side.PROTECTED, False, True),
)


def _overlaps(ends: Sequence[int], named: Sequence[PartyMention], match: re.Match[str]) -> bool:
    """Return whether a match overlaps one of the mentions ``named``, which stand in order and apart; ``ends`` are
    theirs."""
    i = bisect_right(ends, match.start())
    return i < len(named) and named[i].start < match.end()


_COMPOUND = re.compile(r"\s+(?:[A-Z][a-z]+\s+){0,3}")


def _last_nouns(text: str, found: list[PartyMention]) -> Iterator[PartyMention]:
    """The mentions without those that only stand before another in one title: "School Service Contract Provider"."""
    for mention, after in zip(found, [*found[1:], None], strict=False):
        roles = after is not None and not (
            mention.is_personnel or mention.is_collective or after.is_personnel or after.is_collective
        )
        if not (roles and after and after.word[:1].isupper() and _COMPOUND.fullmatch(text, mention.end, after.start)):
            yield mention


@lru_cache(maxsize=256)
def _role_pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    if not words:
        return re.compile(r"(?!)")
    body = "|".join(re.sub(r"\\?\s+", r"\\s+", re.escape(w)) for w in words)
    return compile_lowercase(rf"(?<![\w-])(?:{body})(?![\w-])")
