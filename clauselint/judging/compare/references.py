"""References to other sections: one that follows a section to its new number says what it said."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

_NAME = re.compile(
    r"(?:(?<!\w)(?:(?:sub)?sections?|sec\.?|articles?|clauses?|(?:sub)?paragraphs?|exhibits?|schedules?|annex(?:es)?|appendix|"
    r"appendices|attachments?)\s+|§\s*)",
    re.IGNORECASE,
)
_LABEL = r"(?:(?:\d+(?:\.\d+)*[a-z]?|[A-Z]|[IVXL]+)\b(?:\s?\([\da-zA-Z]{1,4}\))*|(?:\([\da-zA-Z]{1,4}\)\s?)+)"
_FIRST = re.compile(rf"{_LABEL}|(?:[a-z]|[ivxl]+)\b")
_FURTHER = re.compile(rf"(?:(?:\s*,?\s*(?:and/or|and|or|to|through|&)\s+|\s*,\s+|\s*[-–—]\s*){_LABEL}){{1,40}}")
# What may follow the last section of a list. A noun may not: "under Section 3, 4 claims a year" names no section 4.
_AFTER = re.compile(
    r"\s*(?:$|[.,;:)\]](?!\s*\d)|(?:above|below|hereof|herein|hereto|shall|will|may|must|is|are|was|were|has|have|apply|applies|"
    r"survives?|of\s+(?:this|the\s+(?:agreement|contract|addendum|amendment|terms|act))"
    r")\b)",
    re.IGNORECASE,
)
_BEFORE = 60  # characters before a number that may say that it is a section's
_WORD_BEFORE = re.compile(r"(?:article|part|chapter|section)\s+", re.IGNORECASE)


def is_reference(text: str, at: int) -> bool:
    """Return whether the number at ``at`` is surely that of a section: "Section 4.2", "Sections 3, 5 and 7 apply".

    A further number of a list is not where the list may as well end before it: "Section 3, 5 claims".
    """
    names = list(_NAME.finditer(text, max(0, at - _BEFORE), at))
    first = _FIRST.match(text, names[-1].end()) if names else None
    if first is None or at < first.end():
        return first is not None
    further = _FURTHER.match(text, first.end())
    return further is not None and at < further.end() and _AFTER.match(text, further.end()) is not None


def renumbered_sections(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return the new label of each renumbered section by its old one, from the labels of paragraphs that are the same.

    Where these disagree, the most frequent label counts. Labels that differ in how far up they begin ("(a)", "4.2(a)") are
    the same.
    """
    votes: dict[str, Counter[str]] = {}
    for old, new in pairs:
        if old and new:
            votes.setdefault(_bare(old), Counter())[_bare(new)] += 1
    best = ((old, found.most_common(1)[0][0]) for old, found in votes.items())
    return {old: new for old, new in best if old != new and not old.endswith(new) and not new.endswith(old)}


def outermost_renumberings(labels: dict[str, str]) -> tuple[tuple[str, str], ...]:
    """Return the renumberings from which the others follow: "4" to "5", without "4.1" to "5.1"."""

    def follows(old: str, new: str) -> bool:
        return any(
            old != above and old.startswith(above) and new.startswith(to) and old[len(above) :] == new[len(to) :]
            for above, to in labels.items()
        )

    return tuple((old, new) for old, new in labels.items() if not follows(old, new))


def _bare(label: str) -> str:
    """Return "Article IV" as "IV", as it stands after the word "Article" of a reference."""
    return _WORD_BEFORE.sub("", label)
