"""Tracked changes that nobody has accepted or rejected: what they do to text, how many, whose, and which matter.

ECMA-376 part 1, 17.13.5.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from clauselint.model import Problem, Revisions, RevisionView, Severity
from clauselint.reading.assembly import problem
from clauselint.reading.docx.xml import Element, author, local_name, w
from clauselint.reading.problem_messages import list_names
from clauselint.reading.text_cleaning import normalize_text

# The elements that stand around changed text, or mark a row or the end of a paragraph; as kinds of dead blocks.
TRACKED = {"ins": "inserted", "del": "deleted", "moveFrom": "moved-from", "moveTo": "moved-to"}
_DEAD = {RevisionView.FINAL: ("deleted", "moved-from"), RevisionView.ORIGINAL: ("inserted", "moved-to")}
_READ_AS = {
    RevisionView.FINAL: "the text was read as if all were accepted.",
    RevisionView.ORIGINAL: "the text was read as if all were rejected.",
}
_FORMATTING = tuple(
    w(f"{name}Change") for name in ("rPr", "pPr", "tblPr", "trPr", "tcPr", "tblPrEx", "sectPr", "numbering")
)
_MEANING = re.compile(
    r"\b(?:not|no|never|none|neither|nor|shall|may|must|will|can|should|without|except|unless|only|any|all|and|or)\b|\d"
    r"|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twenty|thirty|forty|fifty|sixty|ninety|hundred|thousand|"
    r"million|half|hours?|days?|weeks?|months?|years?|percent|dollars?|euros?|pounds?)\b|[$€£%]"
    r"|\b(?:part(?:y|ies)|provider|vendor|contractor|consultant|supplier|customer|client|company|operator|recipient|"
    r"discloser|licensor|licensee|buyer|seller|district|school|agency|board|employer|employee|landlord|tenant)\b",
    re.IGNORECASE,
)
_LITTLE = re.compile(r"(?:any|all|and|or|only)\b", re.IGNORECASE)
# A name: a capital where no sentence begins, or a change that is nothing but capitalised words.
_CAPITAL = r"[A-Z][\w.&’'-]*"
_NAME = re.compile(rf"[a-z,;]\s+{_CAPITAL}|^\s*[A-Z][\w&’'-]*\s*$|^\s*{_CAPITAL}(?:[\s,]+{_CAPITAL}){{1,5}}\W*$")
_QUOTES = 6
_QUOTE_LENGTH = 80  # characters
_GIST = 10_000  # characters of a change that are kept


@dataclass(frozen=True, slots=True)
class DeadReason:
    """The reason why text is dead: the ``kind`` of block that it becomes, and who made the change, where somebody did."""

    kind: str
    author: str | None = None


@dataclass(slots=True)
class _Change:
    kind: str
    text: str


class RevisionLog:
    """Collects the changes of a document while it is read, and knows which of their texts are dead."""

    def __init__(self, view: RevisionView) -> None:
        """Read changes as if all were accepted or all rejected, as ``view`` says."""
        self._view = view
        self._changes: list[_Change] = []
        self._authors: dict[str, None] = {}
        self._formatting = 0
        self._move: str | None = None
        self._moves: dict[tuple[str, str], _Change] = {}
        self._whole: str | None = None

    def dead_reason(self, change: Element) -> DeadReason | None:
        """Return why the text in an element of ``TRACKED`` is dead; None where it is in force."""
        kind = TRACKED[local_name(change)]
        return DeadReason(kind, author(change) or None) if self.is_dead(kind) else None

    def is_dead(self, kind: str) -> bool:
        """Return whether text that was changed so ("inserted", "moved-from") is not in force."""
        return kind in _DEAD[self._view]

    def dead_reason_of_mark(self, properties: Element | None) -> DeadReason | None:
        """Return why a row, or the end of a paragraph, with changes in its properties is dead; None where it is in force."""
        marks = [] if properties is None else [each for name in TRACKED for each in properties.iterchildren(w(name))]
        return next((dead_reason for mark in marks if (dead_reason := self.dead_reason(mark)) is not None), None)

    def add(self, kind: str, author: str, text: str, *, continues: bool = False) -> None:
        """Note a change; ``continues`` where it is the rest of the one before, which a change of font cut in two."""
        if not text.strip() or kind == self._whole:
            return
        if author:
            self._authors[author] = None
        earlier = self._changes[-1] if continues and self._changes and self._changes[-1].kind == kind else None
        if self._move is not None and kind.startswith("moved"):
            earlier = self._moves.get((kind, self._move))
        if earlier is not None:
            if len(earlier.text) <= _GIST:
                earlier.text += text
            return
        change = _Change(kind, text)
        self._changes.append(change)
        if self._move is not None and kind.startswith("moved"):
            self._moves[kind, self._move] = change

    def range_mark(self, mark: Element) -> None:
        """Follow ``w:moveFromRangeStart`` and its like: a move of several paragraphs is one."""
        self._move = mark.get(w("name")) if local_name(mark).endswith("Start") else None

    @contextmanager
    def as_one(self, kind: str) -> Iterator[None]:
        """While a row that came or went is read, changes of its ``kind`` are not counted: the row is one change."""
        before, self._whole = self._whole, kind
        try:
            yield
        finally:
            self._whole = before

    def formatting(self, root: Element) -> None:
        """Count the changes of formatting below ``root``; neighboring runs changed by one author are one change."""
        for change in _of_formatting(root):
            who = author(change)
            if who:
                self._authors[who] = None
            owner = change.getparent().getparent()
            before = None if owner is None else owner.getprevious()
            same = None if before is None else before.find(f"{w('rPr')}/{w('rPrChange')}")
            continues = change.tag == w("rPrChange") and same is not None and author(same) == who
            self._formatting += not continues

    def revisions(self) -> Revisions:
        """Return the numbers of insertions and deletions, without moves, and who made changes of any kind."""
        return Revisions(self._count("inserted"), self._count("deleted"), tuple(self._authors))

    def _count(self, kind: str) -> int:
        return sum(change.kind == kind for change in self._changes)

    def problem(self) -> Problem | None:
        """The warning that changes are pending; None without any."""
        if not self._changes and not self._formatting:
            return None
        numbers, alone = self._numbers()
        are = "is" if alone else "are"
        what = f"{numbers}{self._who()} {are} neither accepted nor rejected; {_READ_AS[self._view]}"
        quotes = self._quotes()
        if quotes:
            what += f" Among them, changes to words that decide: {'; '.join(quotes)}."
        severity = Severity.WARNING if self._changes else Severity.INFO
        return problem("DOC009", severity, what, "Accept or reject them in Word.")

    def _numbers(self) -> tuple[str, bool]:
        """The changes by kind, in words, and whether there is but one."""
        moves = max(self._count("moved-from"), self._count("moved-to"))
        total = self.revisions()
        counts = [
            (total.insertions, "insertion", "insertions"),
            (total.deletions, "deletion", "deletions"),
            (moves, "move", "moves"),
            (self._formatting, "change of formatting", "changes of formatting"),
        ]
        words = [f"{number} {one if number == 1 else many}" for number, one, many in counts if number]
        listed = " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
        return listed, sum(number for number, _, _ in counts) == 1

    def _who(self) -> str:
        return f" by {list_names(list(self._authors))}" if self._authors else ""

    def _quotes(self) -> list[str]:
        """The changes that alter meaning, those that hang on the fewest words first, as quotes."""
        telling: dict[tuple[str, str], None] = {}
        for change in self._changes:
            text = normalize_text(change.text)
            if text and not _LITTLE.fullmatch(text) and (_MEANING.search(text) or _NAME.search(text)):
                telling[change.kind.replace("-", " "), text] = None
        shortest = sorted(telling, key=lambda each: len(each[1]))[:_QUOTES]
        return [f"{kind} “{_short(text)}”" for kind, text in shortest]


def _of_formatting(root: Element) -> Iterator[Element]:
    """The changes of formatting below ``root``; properties hold one of them, more are not looked at."""
    known = set()
    for change in root.iter(*_FORMATTING):
        properties = change.getparent()
        if properties is not None and properties not in known:
            known.add(properties)
            yield change


def change_excerpt(texts: Iterable[str], between: str = "") -> str:
    """Return the beginning of the text of a change: changes may lie within changes, each around all the text."""
    taken, length = [], 0
    for text in texts:
        if length > _GIST:
            break
        taken.append(text[:_GIST])
        length += len(taken[-1])
    return between.join(taken)


def restore(root: Element) -> None:
    """Give every run, paragraph, row, cell and table below ``root`` the properties that it had before the changes."""
    for change in list(_of_formatting(root)):
        properties = change.getparent()
        old = next(change.iterchildren(properties.tag), None)
        if old is None:  # of a number: Numberer reads it
            continue
        for child in list(properties):
            if local_name(child) not in _NOT_IN_OLD:
                properties.remove(child)
        properties.extend(list(old))
    for inserted in list(root.iter(w("numPr"))):
        if inserted.find(w("ins")) is not None:
            inserted.getparent().remove(inserted)


# What the old properties never hold, since it has a change of its own or cannot change (17.13.5.29, .31 to .38).
_NOT_IN_OLD = frozenset(
    [*TRACKED, "rPr", "sectPr", "cellIns", "cellDel", "cellMerge", "headerReference", "footerReference"]
)


def _short(text: str) -> str:
    return text if len(text) <= _QUOTE_LENGTH else text[:_QUOTE_LENGTH].rsplit(" ", 1)[0] + " …"
