"""Markdown from plain words: nothing in them becomes markup."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence

from clauselint.reporting.view.sanitize import to_markdown


def words(text: object) -> str:
    """Text on one line, as plain words."""
    return to_markdown(" ".join(str(text).split()))


def code(text: object) -> str:
    """Text in the type of a computer, whatever it holds; in a cell of a table too."""
    return f"<code>{html.escape(str(text)).replace('|', '&#124;')}</code>"


def block(lines: Iterable[str], language: str = "sh") -> str:
    """Lines to be copied."""
    return "\n".join([f"```{language}", *lines, "```"])


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; the cells are Markdown already."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def quote(text: str) -> str:
    """A sentence set apart."""
    return f"> “{words(text)}”"
