"""Rows and cells of DOCX tables: where they stand, which are merged away, which came or went. ECMA-376 part 1, 17.4."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from clauselint.reading.docx.revisions import TRACKED, DeadReason, RevisionLog
from clauselint.reading.docx.xml import VAL, Element, alternate, author, children, local_name, parse_int, val_of

_AROUND = frozenset([*TRACKED, "customXml", "smartTag", "sdt", "sdtContent"])
_CHANGES = {"cellIns": "inserted", "cellDel": "deleted"}


def table_children(
    container: Element, name: str, mark: Callable[[Element], None]
) -> Iterator[tuple[Element, list[Element]]]:
    """The rows of a table or the cells of a row, also those in content controls, with the changes around each.

    ``mark`` is told of everything else that is met.
    """
    waiting = [(each, list[Element]()) for each in reversed(list(children(container)))]
    while waiting:
        element, changes = waiting.pop()
        found = local_name(element)
        if found == name:
            yield element, changes
        elif found in _AROUND:
            around = [*changes, element] if found in TRACKED else changes
            mark(element)
            waiting.extend((each, around) for each in reversed(list(children(element))))
        elif found == "AlternateContent":
            waiting.extend((each, changes) for each in reversed(alternate(element)))
        else:
            mark(element)


def row_changes(properties: Element | None) -> list[tuple[str, str]]:
    """``(kind, author)`` of the tracked changes that a row as a whole has been through."""
    marks = [] if properties is None else [e for e in children(properties) if local_name(e) in ("ins", "del")]
    return [(TRACKED[local_name(mark)], author(mark)) for mark in marks]


def cell_changes(properties: Element | None) -> list[tuple[str, str]]:
    """``(kind, author)`` of the tracked changes that a cell as a whole has been through."""
    marks = [] if properties is None else [each for each in children(properties) if local_name(each) in _CHANGES]
    return [(_CHANGES[local_name(mark)], author(mark)) for mark in marks]


def cell_dead_reason(properties: Element | None, log: RevisionLog) -> DeadReason | None:
    """Return why a cell that came or went is dead; None where it is in force."""
    for kind, who in cell_changes(properties):
        if log.is_dead(kind):
            return DeadReason(kind, who or None)
    return None


class MergedCells:
    """The cells of a table that are hidden by another that reaches over them (17.4.84 and 17.4.22).

    A cell that says so, but that none reaches, shows its text: programs that split tables leave such cells.
    """

    def __init__(self) -> None:
        """Before the first row."""
        self._above: set[tuple[int, int]] = set()
        self._merged: set[tuple[int, int]] = set()
        self._at = 0
        self._column_before = False

    def row(self, properties: Element | None) -> None:
        """A row begins."""
        self._above, self._merged = self._merged, set()
        self._at = parse_int(val_of(properties, "gridBefore")) or 0
        self._column_before = False

    def is_covered(self, properties: Element | None) -> bool:
        """Return whether the next cell of the row lies under another."""
        span = parse_int(val_of(properties, "gridSpan")) or 1
        place, column_before = (self._at, span), self._column_before
        self._at += span
        self._column_before = covered = False
        for mark in () if properties is None else children(properties):
            goes_on = mark.get(VAL) != "restart"
            if local_name(mark) == "vMerge":
                covered = covered or (goes_on and place in self._above)
                self._merged.add(place)
            elif local_name(mark) == "hMerge":
                covered = covered or (goes_on and column_before)
                self._column_before = True
        return covered
