"""Faults of patterns in plain words: a table from what RE2 reports to what an author reads."""

from __future__ import annotations

import re

_RULES: tuple[tuple[str, str, str], ...] = (
    (r"missing \)", "a parenthesis is not closed", "Close it, or write \\( for the character."),
    (r"unexpected \)", "a closing parenthesis has no opening one", "Open it, or write \\) for the character."),
    (r"missing \]", "a bracket [ is not closed", "Close it, or write \\[ for the character."),
    (
        r"invalid perl operator|invalid named capture|invalid named group",
        "(?…) is not available in phrasings: no lookahead, lookbehind, names or flags",
        "Write the words that must stand there; ! in a rule says what must not.",
    ),
    (r"bad repetition operator", "one repetition sign follows another", "Keep one of *, + and ?."),
    (r"argument (for|to) repetition", "a repetition sign has nothing before it", "Put it behind a letter or a group."),
    (r"invalid repetition size", "a repetition {…} is not possible", "Write {from,to}, with at most 1000 in all."),
    (
        r"invalid character class",
        "a range or class in [ ] is not valid",
        "Write ranges from the lower to the higher character.",
    ),
    (r"invalid escape|trailing \\", "a backslash stands before a character that needs none", "Remove the backslash."),
    (r"too large|too big|out of memory|nesting|too deep", "the pattern is too large", "Use smaller repetitions."),
)
"""RE2's report as a pattern, what is wrong, and what to do about it; the first that fits speaks."""

_BEGINS_WITH_REPETITION = re.compile(r"(?:^|[(|])\s*[*+]|^\?|\|\?")


def pattern_fault(report: str) -> tuple[str, str]:
    """Return what is wrong with a pattern that RE2 refuses with ``report``, and what to do about it."""
    reason = report.partition(": ")[0]  # what follows quotes the pattern
    for pattern, what, cure in _RULES:
        if re.search(pattern, reason, re.I):
            return what, cure
    return "a phrasing is not a valid pattern", "CONTRIBUTING.md tells what phrasings may hold."


def begins_with_repetition(phrasing: str) -> bool:
    """Return whether a repetition sign has nothing before it to repeat, which RE2 does not always see."""
    return _BEGINS_WITH_REPETITION.search(phrasing) is not None
