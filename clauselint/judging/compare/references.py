"""References to other sections: one that follows a section to its new number says what it said."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from clauselint.outline.wording import wordset

_NAMES = wordset(
    "section sections sec article articles clause clauses paragraph paragraphs subsection subsections exhibit exhibits "
    "schedule schedules annex annexes appendix attachment attachments §"
)
_BETWEEN = wordset("and or to through")
_WORD = re.compile(r"[\w.]+|[^\w\s]")
_LABEL = re.compile(r"\d[\d.]*|[a-z]|[ivxl]+|[(),–-]", re.IGNORECASE)
_BEFORE = 60  # characters before a number that may say that it is a section's
_WORD_BEFORE = re.compile(r"(?:article|part|chapter|section)\s+", re.IGNORECASE)


def is_reference(text: str, at: int) -> bool:
    """Whether the number at ``at`` is that of a section: "Section 4.2", "Sections 3, 5 and 7"."""
    for word in reversed(_WORD.findall(text, max(0, at - _BEFORE), at)):
        if word.casefold().rstrip(".") in _NAMES:
            return True
        if word.casefold() not in _BETWEEN and not _LABEL.fullmatch(word.rstrip(".")):
            return False
    return False


def renumbered(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The new label of each section by its old one, from the labels of paragraphs that are the same; where they say more than
    one thing, what most say. Labels that differ in how far up they begin ("(a)", "4.2(a)") are the same."""
    votes: dict[str, Counter[str]] = {}
    for old, new in pairs:
        if old and new:
            votes.setdefault(_bare(old), Counter())[_bare(new)] += 1
    best = ((old, found.most_common(1)[0][0]) for old, found in votes.items())
    return {old: new for old, new in best if old != new and not old.endswith(new) and not new.endswith(old)}


def topmost(labels: dict[str, str]) -> tuple[tuple[str, str], ...]:
    """The renumberings from which the others follow: "4" to "5", not "4.1" to "5.1" beside it."""

    def follows(old: str, new: str) -> bool:
        return any(
            old != above and old.startswith(above) and new.startswith(to) and old[len(above) :] == new[len(to) :]
            for above, to in labels.items()
        )

    return tuple((old, new) for old, new in labels.items() if not follows(old, new))


def _bare(label: str) -> str:
    """ "Article IV" as "IV": so it stands after the word "Article" of a reference."""
    return _WORD_BEFORE.sub("", label)
