"""Where a paragraph of a DOCX file stands, and what that makes of it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from clauselint.model import State
from clauselint.reading.assembly import RawBlock
from clauselint.reading.docx.revisions import Fate
from clauselint.reading.docx.visibility import WHITE


@dataclass(frozen=True, slots=True)
class Place:
    """Where a paragraph stands.

    ``kind`` overrides its own ("cell", "note", "header"), ``fate`` makes it dead text; ``ground`` is what is behind it.
    ``anchor`` and ``author`` are those of a comment.
    """

    kind: str | None = None
    state: State = State.LIVE
    fate: Fate | None = None
    toc: bool = False
    ground: int | None = WHITE
    anchor: str | None = None
    author: str | None = None


BODY = Place()


def as_in(place: Place, drafts: list[RawBlock]) -> list[RawBlock]:
    """Drafts of an embedded document as they are at ``place``: dead in a deleted row, cells in a table."""
    if place.fate is not None:
        return [
            RawBlock(d.text, place.fate.kind, State.DEAD, author=place.fate.author)
            for d in drafts
            if d.state is State.LIVE
        ]
    if place.kind is None:
        return drafts
    return [replace(d, kind=place.kind, state=place.state) if d.state is State.LIVE else d for d in drafts]
