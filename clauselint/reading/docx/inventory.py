"""Content of a DOCX file beside the text that was read, noted while it is read."""

from __future__ import annotations

from dataclasses import dataclass, field

_FAMILIES = {
    "excel": "a workbook", "powerpoint": "slides", "word": "a Word document", "acroexch": "a PDF", "package": "a file",
    "visio": "a Visio drawing", "equation": "an equation of an old editor", "msgraph": "a chart", "outlook": "an e-mail",
}  # fmt: skip


@dataclass(slots=True)
class Inventory:
    """``unread`` and ``missing`` are parts that may hold contract text: named with why they were not read, or missing
    though something points at them. ``objects`` are embedded files by name, ``pictures`` areas in square inches;
    ``unfilled`` counts fields that wait to be filled in. ``drawn_parts`` holds the parts of diagrams and charts that were
    read, and whether as live text."""

    unread: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    objects: list[str] = field(default_factory=list)
    pictures: list[float] = field(default_factory=list)
    unfilled: int = 0
    drawn_parts: set[tuple[str | None, bool]] = field(default_factory=set)

    def embedded(self, program: str, target: str | None) -> None:
        """Note an embedded object by the program that opens it and its part's name."""
        family = next((what for key, what in _FAMILIES.items() if program.casefold().startswith(key)), "")
        what = family or (f"an object of {program}" if program else "an object")
        name = "" if target is None else target.rsplit("/", 1)[-1]
        self.objects.append(f"{what} ({name})" if name else what)
