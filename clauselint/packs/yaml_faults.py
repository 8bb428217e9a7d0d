"""Faults of pack files: where in the YAML they stand, and what the types found, in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from ruamel.yaml import YAML

from clauselint.diagnostics.faults import Fault, Place, excerpt
from clauselint.diagnostics.suggest import did_you_mean


class Places:
    """Where the values of one YAML file stand. The file is read a second time, with positions, when first asked."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._tree: Any = None
        self._lines: list[str] = []

    def fault(self, place: Place, what: str, cure: str = "") -> Fault:
        """A fault at the value, or at the nearest one above it that the file holds."""
        if self._tree is None:
            text = self._file.read_text(encoding="utf-8")
            self._tree, self._lines = YAML(typ="rt").load(text), text.splitlines()
        line, column = self._position(place)
        return Fault(self._file, what, cure, line, column, excerpt(self._lines, line, column))

    def _position(self, place: Place) -> tuple[int, int]:
        line, column, tree = 0, 0, self._tree
        for step in place:
            try:
                line, column = tree.lc.key(step) if hasattr(tree, "keys") else tree.lc.item(step)
                tree = tree[step]
            except (KeyError, IndexError, TypeError, AttributeError):
                break
        return line + 1, column + 1


def of_validation(file: Path, model: type[BaseModel], error: ValidationError) -> Iterator[Fault]:
    """Every fault that the types found in a file."""
    places = Places(file)
    for found in error.errors():
        place: Place = tuple(found["loc"])
        what, cure = _in_words(model, place, found)
        yield places.fault(place, what, cure)


def _in_words(model: type[BaseModel], place: Place, found: Any) -> tuple[str, str]:
    name = str(place[-1]) if place else ""
    path = ".".join(str(p) for p in place)
    kind = found["type"]
    if kind == "extra_forbidden":
        inside = _model_at(model, place[:-1])
        known = sorted(inside.model_fields) if inside else []
        return f"there is no key {name!r} here.", did_you_mean(name, known)
    if kind == "missing":
        return f"the key {name!r} is missing.", ""
    if kind in {"literal_error", "enum"}:
        known = re.findall(r"'([^']+)'", str(found.get("ctx", {}).get("expected", "")))
        return f"{path}: {found['input']!r} is not known here.", did_you_mean(str(found["input"]), known)
    said = str(found["msg"]).removeprefix("Value error, ")
    return f"{path}: {said[:1].lower()}{said[1:]}." if path else f"{said}.", ""


def _model_at(model: type[BaseModel], place: Place) -> type[BaseModel] | None:
    """The type of the object at a place, None where it cannot be told."""
    at: type[BaseModel] | None = model
    for step in place:
        if at is None:
            return None
        if isinstance(step, str):
            field = at.model_fields.get(step)
            at = _model_in(field.annotation) if field else at  # a key of a mapping: the type stays
    return at


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((m for a in get_args(annotation) if (m := _model_in(a))), None)
