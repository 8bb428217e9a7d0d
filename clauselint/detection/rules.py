"""Rules of language as data: a named pattern or predicate, a sentence that it catches, and one that it must spare.

Data and matching stand apart, as in medspaCy's ConText: the modules named for what they hold list the rules, a table compiles
them, and those who read sentences ask the table. The table knows which rule decided, and the name of that rule goes into the
trace of a finding. ``tests/detection/test_language_rules.py`` runs every rule on its own two sentences.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Generic, Literal, TypeVar

from clauselint.support.lowercase import compile_lowercase

Place = Literal["anywhere", "at", "before"]
"""Where the text of a rule must stand: anywhere, from a given place on, or straight before a given place."""

PLACE_MARK = "|"
"""Marks that place in the example sentences of a rule."""


@dataclass(frozen=True, slots=True)
class LanguageRule:
    """A rule of contract English. ``catches`` is a sentence that it catches, ``spares`` one that looks alike and must not be
    caught; ``why`` says in a phrase why there is such a rule, where the name does not."""

    name: str
    catches: str = field(kw_only=True)
    spares: str = field(kw_only=True)
    why: str = field(default="", kw_only=True)


@dataclass(frozen=True, slots=True)
class PatternRule(LanguageRule):
    """A rule that is a regular expression; its table says in which template, and with which treatment of case."""

    pattern: str


_C = TypeVar("_C")
_R = TypeVar("_R", bound=PatternRule)


@dataclass(frozen=True, slots=True)
class PredicateRule(LanguageRule, Generic[_C]):
    """A rule that looks at more than a stretch of text."""

    applies: Callable[[_C], object]


class RuleTable(Generic[_R]):
    """Pattern rules in their order: at each place of a text the first one that matches decides.

    All patterns are compiled into one alternation, which is searched as fast as one pattern; which rule matched is worked out
    for matches alone (:meth:`rule_of`). A group of its own for each rule would make the search take twice as long.
    """

    __slots__ = ("_own", "at", "finditer", "fullmatch", "lower", "match", "rules", "search")

    def __init__(self, *rules: _R, template: str = "(?i)<>", lower: bool = False, at: Place = "anywhere") -> None:
        """``template`` is what surrounds each rule, which stands at ``<>``. ``lower``: for text in lower case, which is faster
        than ``(?i)``. ``at``: how the table is used, and so where its examples must match."""
        self.rules, self.lower, self.at = rules, lower, at
        make = compile_lowercase if lower else re.compile
        whole = make(template.replace("<>", f"(?:{'|'.join(rule.pattern for rule in rules)})"))
        self._own = [(rule, make(template.replace("<>", f"(?:{rule.pattern})"))) for rule in rules]
        self.search, self.match, self.fullmatch, self.finditer = (
            whole.search,
            whole.match,
            whole.fullmatch,
            whole.finditer,
        )

    def rule_of(self, match: re.Match[str]) -> _R:
        """The rule that made a match of this table."""
        for rule, pattern in self._own:
            if pattern.match(match.string, match.start(), match.endpos):
                return rule
        raise ValueError(f"no rule of this table matches {match[0]!r}")


def split_at_mark(example: str) -> tuple[str, int]:
    """An example sentence without its mark, and where the mark stood; 0 where there is none."""
    at = example.find(PLACE_MARK)
    return example.replace(PLACE_MARK, ""), max(at, 0)


def example_matches(table: RuleTable[_R], example: str) -> Iterator[re.Match[str]]:
    """The matches of a table in an example sentence, as the table is used."""
    text, place = split_at_mark(example)
    if table.lower:
        text = text.lower()
    if table.at == "at":
        found = table.match(text, place) or table.match(text[place:])
        yield from [found] if found else []
    elif table.at == "before":
        found = table.search(text[: place or len(text)])
        yield from [found] if found else []
    else:
        yield from table.finditer(text, place)
