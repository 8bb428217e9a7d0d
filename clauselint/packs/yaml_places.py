"""Places of values in YAML files: line, column and the line itself, for faults."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from clauselint.diagnostics.faults import Fault, Place, excerpt


class YamlPlaces:
    """Places of the values of one YAML file. The file is read a second time, with positions, when first asked."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._tree: Any = None
        self._lines: list[str] | None = None

    def fault(self, place: Place, what: str, cure: str = "") -> Fault:
        """Return a fault at the value, or at the nearest one above it that the file holds."""
        line, column = self._position(place)
        return Fault(self._file, what, cure, line, column, excerpt(self._lines or [], line, column))

    def where(self, place: Place) -> str:
        """Return ``file:line:column`` of the value."""
        line, column = self._position(place)
        return f"{self._file.as_posix()}:{line}:{column}"

    def _position(self, place: Place) -> tuple[int, int]:
        """Return line and column, from 1, of the deepest value of ``place`` that the file holds."""
        if self._lines is None:
            text = self._file.read_text(encoding="utf-8-sig")
            self._tree, self._lines = YAML(typ="rt").load(text), text.splitlines()
        line, column, tree = 0, 0, self._tree
        for step in place:
            try:
                line, column = tree.lc.key(step) if hasattr(tree, "keys") else tree.lc.item(step)
                tree = tree[step]
            except (KeyError, IndexError, TypeError, AttributeError):
                break
        return line + 1, column + 1
