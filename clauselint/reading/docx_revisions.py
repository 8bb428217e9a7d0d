"""Tracked changes that nobody has accepted or rejected: counted, and the ones that alter meaning quoted."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from clauselint.model import Problem, Revisions, Severity
from clauselint.reading.assembly import problem
from clauselint.reading.cleaning import clean

_MEANING = re.compile(
    r"\b(?:not|no|never|none|neither|nor|shall|may|must|will|can|should|without|except|unless|only|any|all|and|or)\b|\d",
    re.IGNORECASE,
)
_LITTLE = re.compile(r"(?:any|all|and|or|only)\b", re.IGNORECASE)
_QUOTES = 5
_QUOTE_LENGTH = 80  # characters


@dataclass(slots=True)
class _Change:
    kind: str  # "inserted" | "deleted"
    text: str


@dataclass(slots=True)
class RevisionLog:
    """Collects the changes of a document while it is read."""

    _changes: list[_Change] = field(default_factory=list)
    _authors: dict[str, None] = field(default_factory=dict)

    def add(self, kind: str, author: str, text: str, *, continues: bool = False) -> None:
        """Note a change; ``continues`` where it is the rest of the one before, which a change of font cut in two."""
        if not text.strip():
            return
        if author:
            self._authors[author] = None
        if continues and self._changes and self._changes[-1].kind == kind:
            self._changes[-1].text += text
        else:
            self._changes.append(_Change(kind, text))

    def revisions(self) -> Revisions:
        """How many changes there are, and whose."""
        inserted = sum(change.kind == "inserted" for change in self._changes)
        return Revisions(inserted, len(self._changes) - inserted, tuple(self._authors))

    def problem(self) -> Problem | None:
        """The warning that changes are pending; None without any."""
        if not self._changes:
            return None
        total = self.revisions()
        who = f" by {', '.join(total.authors)}" if total.authors else ""
        what = (
            f"{_count(total.insertions, 'insertion')} and {_count(total.deletions, 'deletion')}{who} are neither"
            " accepted nor rejected; the text was read as if all were accepted."
        )
        quotes = self._quotes()
        if quotes:
            what += f" Among them, changes to words that decide: {'; '.join(quotes)}."
        return problem("DOC009", Severity.WARNING, what, "Accept or reject them in Word.")

    def _quotes(self) -> list[str]:
        """The changes that alter meaning, those that hang on the fewest words first, as quotes."""
        telling = [
            clean(change.text) and (change.kind, clean(change.text))
            for change in self._changes
            if _MEANING.search(change.text) and not _LITTLE.fullmatch(change.text.strip())
        ]
        shortest = sorted((each for each in telling if each), key=lambda each: len(each[1]))[:_QUOTES]
        return [f"{kind} “{_short(text)}”" for kind, text in shortest]


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _short(text: str) -> str:
    return text if len(text) <= _QUOTE_LENGTH else text[:_QUOTE_LENGTH].rsplit(" ", 1)[0] + " …"
