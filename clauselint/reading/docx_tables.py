"""Rows and cells of DOCX tables: where they stand, which are merged away, which came or went. ECMA-376 part 1, 17.4."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from clauselint.reading.docx_revisions import TRACKED, Fate, RevisionLog
from clauselint.reading.docx_xml import VAL, Element, author, children, local

_AROUND = frozenset([*TRACKED, "customXml", "smartTag", "sdt", "sdtContent"])
_CHANGES = {"cellIns": "inserted", "cellDel": "deleted"}


def inside(container: Element, name: str, mark: Callable[[Element], None]) -> Iterator[tuple[Element, list[Element]]]:
    """The rows of a table or the cells of a row, also those in content controls, with the changes around each.

    ``mark`` is told of everything else that is met.
    """
    waiting = [(each, list[Element]()) for each in reversed(list(children(container)))]
    while waiting:
        element, changes = waiting.pop()
        found = local(element)
        if found == name:
            yield element, changes
        elif found in _AROUND:
            around = [*changes, element] if found in TRACKED else changes
            mark(element)
            waiting.extend((each, around) for each in reversed(list(children(element))))
        else:
            mark(element)


def cell_changes(properties: Element | None) -> list[tuple[str, str]]:
    """``(kind, author)`` of the tracked changes that a cell as a whole has been through."""
    marks = [] if properties is None else [each for each in children(properties) if local(each) in _CHANGES]
    return [(_CHANGES[local(mark)], author(mark)) for mark in marks]


def cell_fate(properties: Element | None, log: RevisionLog) -> Fate | None:
    """Why a cell is dead, if it is: it came or went, or another cell reaches over it and hides what it holds."""
    for kind, who in cell_changes(properties):
        if log.is_dead(kind):
            return Fate(kind, who or None)
    for mark in () if properties is None else children(properties):
        if local(mark) in ("vMerge", "hMerge") and mark.get(VAL) != "restart":
            return Fate("hidden")
    return None
