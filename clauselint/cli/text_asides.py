"""Texts of a document besides its contract text, grouped: a header that is repeated on twelve pages is one entry."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from clauselint.model import Block, Document, State

_DIGITS = re.compile(r"\d+")
_COUNTING = ("page-number", "line-number")  # kinds of which a document has one row, however its numbers look
_ORDER = ("header", "footer", "page-number", "line-number", "watermark")  # what repeats comes first
_WORDS = 6  # of a paragraph, to name it by
_ANCHOR_WORDS = 12


@dataclass(frozen=True, slots=True)
class Entry:
    """A text besides the contract text, or several that differ only in their numbers.

    ``near`` names the place where no page does: a label, or the first words of the paragraph. ``anchor`` are the words
    that it is about, shortened.
    """

    kind: str
    text: str
    pages: tuple[int, ...] = ()
    near: str = ""
    author: str = ""
    anchor: str = ""


def entries(document: Document, state: State) -> list[Entry]:
    """The entries for the blocks of a state that is not live: what repeats first, then in the order of the document."""
    groups: dict[tuple[object, ...], list[Block]] = {}
    places: dict[tuple[object, ...], str] = {}
    label = words = ""  # of the live block before: readers put what is beside a block after it
    for block in document.blocks:
        if block.state is State.LIVE:
            label, words = block.label or "", _shortened(block.text, _WORDS)
        elif block.state is state:
            near = label or ("" if block.anchor else f"“{words}”" if words else "")
            place = "" if block.page is not None or block.kind in _ORDER else near
            key = (block.kind, _alike(block), place, block.author, block.anchor)
            groups.setdefault(key, []).append(block)
            places[key] = place
    found = [_entry(group, places[key]) for key, group in groups.items()]
    return sorted(found, key=lambda entry: _ORDER.index(entry.kind) if entry.kind in _ORDER else len(_ORDER))


def _alike(block: Block) -> str:
    """Return the key that the texts of one entry share."""
    if block.kind in _COUNTING:
        return ""
    return _DIGITS.sub("0", block.text) if block.kind in _ORDER else block.text


def _entry(group: Sequence[Block], near: str) -> Entry:
    first, last = group[0], group[-1]
    text = first.text if first.text == last.text else f"{first.text} … {last.text}"
    pages = tuple(sorted({block.page for block in group if block.page is not None}))
    return Entry(first.kind, text, pages, near, first.author or "", _shortened(first.anchor or "", _ANCHOR_WORDS))


def _shortened(text: str, words: int) -> str:
    all_words = text.split()
    return " ".join(all_words[:words]) + (" …" if len(all_words) > words else "")
