"""Faults in files that people write: message, line and column, excerpt, and suggestion."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

Place = tuple[int | str, ...]
"""The path to a value in a YAML or TOML file: keys and indices, from the top."""

_LONGEST_LINE = 100  # characters of an excerpt


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong in a file. ``line`` and ``column`` count from 1; 0 where the place is not known."""

    file: Path
    what: str
    cure: str = ""
    line: int = 0
    column: int = 0
    excerpt: str = ""

    def __str__(self) -> str:
        file = self.file.as_posix()
        where = f"{file}:{self.line}:{self.column}" if self.line else file
        said = f"{where}: {self.what} {self.cure}".rstrip()
        if not self.excerpt:
            return said
        gutter = f"{self.line:>5} | "
        return f"{said}\n{gutter}{self.excerpt}\n{'| '.rjust(len(gutter))}{' ' * (self.column - 1)}^"


def excerpt(lines: list[str], line: int, column: int) -> str:
    """The line of a file that a fault shows; ``line`` and ``column`` count from 1."""
    text = lines[line - 1] if 0 < line <= len(lines) else ""
    return text[: max(_LONGEST_LINE, column)].rstrip()
