"""Footnotes and endnotes of a DOCX file. ECMA-376 part 1, 17.11."""

from __future__ import annotations

from clauselint.reading.docx.inventory import Inventory
from clauselint.reading.docx.package import Package
from clauselint.reading.docx.xml import Element, w

_PARTS = {"footnote": "footnotes", "endnote": "endnotes"}


class Notes:
    """The notes of a document by kind ("footnote") and id."""

    def __init__(self, package: Package, inventory: Inventory) -> None:
        """Read the two parts; what is referred to and not there goes into ``inventory``."""
        self._inventory = inventory
        self._parts = {kind: package.part_of(part) for kind, part in _PARTS.items()}
        roots = {kind: package.root(part) for kind, part in self._parts.items() if part is not None}
        self._read = {kind for kind in _PARTS if self._parts[kind] is None or roots[kind] is not None}
        self._notes = {
            (kind, each.get(w("id"), "")): each
            for kind, root in roots.items()
            if root is not None
            for each in root.iterchildren(w(kind))
        }
        self._taken: set[tuple[str, str, bool]] = set()

    def part(self, kind: str) -> str:
        """The name of the part that holds notes of a kind."""
        return self._parts[kind] or ""

    def take(self, kind: str, identity: str, *, dead: bool) -> Element | None:
        """The note that a reference points at, once for those in force and once for dead ones; else None.

        Separators, which Word keeps beside the notes, are none. Given out once, no note is read within itself.
        """
        note = self._notes.get((kind, identity))
        if note is None:
            # A part that is missing as a whole has been told of as such.
            if not dead and kind in self._read:
                self._inventory.missing.append(f"a {kind}")
            return None
        key = (kind, identity, dead)
        if key in self._taken or note.get(w("type"), "normal") != "normal":
            return None
        self._taken.add(key)
        return note
