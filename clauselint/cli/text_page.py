"""Lines for a reader's terminal: folded by the columns that characters take, in a margin that no text can forge."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from clauselint.reporting.view.sanitize import clean, to_ascii

_NARROWEST = 16  # columns for text, however narrow the terminal is


class Style(StrEnum):
    """Kinds of type, by their parameter of SGR (ECMA-48, 8.3.117)."""

    USUAL = ""
    STRONG = "1"
    SOFT = "2"


@dataclass(frozen=True, slots=True)
class Look:
    """Display options: ``width`` in columns, ``color`` for bold and faint type, ``ascii`` for terminals limited to it."""

    width: int
    color: bool = False
    ascii: bool = False

    def paint(self, text: str, style: Style) -> str:
        """``text`` in bold or faint type, where there is such."""
        return f"\x1b[{style}m{text}\x1b[0m" if self.color and style and text.strip() else text

    def plain(self, text: str) -> str:
        """Text of a file as one line that steers no terminal."""
        text = clean(text).strip()
        return to_ascii(text) if self.ascii else text

    def rule(self, title: str, style: Style) -> str:
        """A line across the page that says ``title``; no text of a file begins at its left edge."""
        dash = "-" if self.ascii else "─"
        line = f"{dash * 2} {title} "
        return self.paint(line + dash * max(self.width - columns(line), 2), style)

    def block(self, text: str, indent: int, style: Style = Style.USUAL, margin: str = "") -> list[str]:
        """``text`` folded, ``indent`` columns in, and ``margin`` left of its first line, in faint type.

        A margin wider than ``indent`` pushes that line to the right.
        """
        used = columns(margin)
        lines = fold_lines(self.plain(text), max(self.width - indent, _NARROWEST), max(used - indent, 0))
        shown = [" " * indent + self.paint(line, style) for line in lines]
        shown[0] = self.paint(margin, Style.SOFT) + " " * (indent - used) + self.paint(lines[0], style)
        return shown


def columns(text: str) -> int:
    """Return the number of terminal columns of a text (Unicode Standard Annex 11: wide characters take two)."""
    if text.isascii():
        return len(text)
    return sum(map(_columns, text))


def _columns(char: str) -> int:
    if unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def fold_lines(text: str, width: int, used: int = 0) -> list[str]:
    """``text`` broken at spaces into lines of at most ``width`` columns, the first shorter by ``used``.

    At least one line comes back. A word wider than a line is broken where the line ends.
    """
    lines: list[str] = []
    line, free = "", width - used
    for word in text.split(" "):
        needed = columns(word) + (1 if line else 0)
        if needed <= free:
            line += f" {word}" if line else word
            free -= needed
            continue
        if line or (used and not lines):
            lines.append(line)
        *full, line = _broken(word, width)
        lines.extend(full)
        free = width - columns(line)
    return [*lines, line]


def _broken(word: str, width: int) -> Iterator[str]:
    """A word in pieces of at most ``width`` columns."""
    piece, taken = "", 0
    for char in word:
        taken += _columns(char)
        if taken > width and piece:
            yield piece
            piece, taken = "", _columns(char)
        piece += char
    yield piece


def ranges(numbers: Iterable[int]) -> str:
    """Numbers in words, runs of them folded: "1 to 3, 5 and 7"."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    parts = [str(a) if a == b else f"{a} to {b}" if b > a + 1 else f"{a}, {b}" for a, b in runs]
    *most, last = ", ".join(parts).rsplit(", ", 1)
    return f"{most[0]} and {last}" if most else last


def count(number: int, one: str) -> str:
    """``count(1200, "word")`` -> "1,200 words"."""
    return f"{number:,} {one if number == 1 else one + 's'}"
