"""The paragraph as the outline reads it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from clauselint.outline.structure.labels import Label


@dataclass(frozen=True, slots=True)
class TextParagraph:
    """``text[start:end]`` of a document with the labels before ``body``, where its own words begin.

    ``kind`` is the block's, or ``toc`` for a typed line of a table of contents, or ``furniture`` for a page number or a
    running header or footer that the file gives as plain text. ``level`` and ``bold`` are the block's.
    """

    start: int
    body: int
    end: int
    labels: tuple[Label, ...]
    kind: str
    level: int | None
    bold: bool

    @property
    def is_bulleted(self) -> bool:
        """Return whether a bullet stands before the paragraph."""
        return bool(self.labels) and self.labels[0].kind == "bullet"

    @property
    def is_list_item(self) -> bool:
        """Return whether the paragraph is a list item: by a bullet, or because the file says so."""
        return self.kind == "list-item" or self.is_bulleted

    @property
    def is_exhibit(self) -> bool:
        """Return whether the paragraph begins with the label of an exhibit."""
        return bool(self.labels) and self.labels[0].kind == "exhibit"

    @property
    def is_outside_text(self) -> bool:
        """Return whether the paragraph belongs to a table of contents or to the furniture of pages."""
        return self.kind in ("toc", "furniture")

    def without_label(self, kind: str) -> TextParagraph:
        """Return the paragraph as one of ``kind`` (``toc``, ``furniture``), all of it words."""
        return replace(self, kind=kind, labels=(), body=self.start)
