"""The surroundings of a paragraph of a DOCX file, and what they make of it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from clauselint.model import State
from clauselint.reading.assembly import RawBlock
from clauselint.reading.docx.revisions import DeadReason
from clauselint.reading.docx.visibility import WHITE


@dataclass(frozen=True, slots=True)
class BlockContext:
    """The surroundings of a paragraph.

    ``kind`` overrides its own ("cell", "note", "header"), ``dead_reason`` makes it dead text; ``background`` is what
    is behind it. ``anchor`` and ``author`` are those of a comment.
    """

    kind: str | None = None
    state: State = State.LIVE
    dead_reason: DeadReason | None = None
    toc: bool = False
    background: int | None = WHITE
    anchor: str | None = None
    author: str | None = None


BODY_CONTEXT = BlockContext()


def in_context(context: BlockContext, raw_blocks: list[RawBlock]) -> list[RawBlock]:
    """Blocks of an embedded document as they are at ``context``: dead in a deleted row, cells in a table."""
    if context.dead_reason is not None:
        return [
            RawBlock(d.text, context.dead_reason.kind, State.DEAD, author=context.dead_reason.author)
            for d in raw_blocks
            if d.state is State.LIVE
        ]
    if context.kind is None:
        return raw_blocks
    return [replace(d, kind=context.kind, state=context.state) if d.state is State.LIVE else d for d in raw_blocks]
