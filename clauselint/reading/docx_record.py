"""What a DOCX file holds beside the text that was read, noted while it is read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

_FAMILIES = {
    "excel": "a workbook", "powerpoint": "slides", "word": "a Word document", "acroexch": "a PDF", "package": "a file",
    "visio": "a Visio drawing", "equation": "an equation of an old editor", "msgraph": "a chart", "outlook": "an e-mail",
}  # fmt: skip


_NAMED = 5  # as many are named one by one
_LONGEST_NAME = 100  # characters


@dataclass(slots=True)
class Record:
    """``unread`` and ``lost`` are parts that may hold contract text: named with why they were not read, or missing
    though something points at them. ``objects`` are embedded files by name, ``pictures`` areas in square inches;
    ``unfilled`` counts fields that wait to be filled in. ``drawn`` holds the parts of diagrams and charts that were
    read, and whether as live text."""

    unread: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    objects: list[str] = field(default_factory=list)
    pictures: list[float] = field(default_factory=list)
    unfilled: int = 0
    drawn: set[tuple[str | None, bool]] = field(default_factory=set)

    def embedded(self, program: str, target: str | None) -> None:
        """Note an embedded object by the program that opens it and its part's name."""
        family = next((what for key, what in _FAMILIES.items() if program.casefold().startswith(key)), "")
        what = family or (f"an object of {program}" if program else "an object")
        name = "" if target is None else target.rsplit("/", 1)[-1]
        self.objects.append(f"{what} ({name})" if name else what)


def several(number: int, noun: str) -> str:
    """A number with its noun in the right form."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def listed(names: Sequence[str]) -> str:
    """The first of some names, each cut where it is too long for a message, and how many others there are."""
    rest = f" and {several(len(names) - _NAMED, 'other')}" if len(names) > _NAMED else ""
    shown = (name if len(name) <= _LONGEST_NAME else f"{name[:_LONGEST_NAME]}…" for name in names[:_NAMED])
    return ", ".join(shown) + rest
