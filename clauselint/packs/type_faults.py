"""Faults of values in pack files in plain words: a table from what pydantic reports to what an author reads."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeAlias, get_args

from pydantic import BaseModel, ValidationError

from clauselint.diagnostics.faults import Fault, Place
from clauselint.diagnostics.suggest import did_you_mean
from clauselint.packs.yaml_places import YamlPlaces

Report: TypeAlias = Mapping[str, Any]
"""One fault as pydantic reports it."""
Wording: TypeAlias = tuple[str, str]
"""What is wrong, and what to do about it."""

_SHAPES = {"code": "SDP-003", "type": "penalty.liquidated-damages"}
"""Values of the keys that must have a shape."""
_PARAM_TYPES = frozenset({"bool", "int", "float", "str", "list[str]"})
"""The names that pydantic gives to the types that a parameter's value may have."""


def faults_of_validation(file: Path, model: type[BaseModel], error: ValidationError, data: Any) -> Iterator[Fault]:
    """Yield every fault that the types found in ``data``, which a file holds; one a place."""
    places = YamlPlaces(file)
    reports = [(_place_in(data, report), report) for report in error.errors()]
    seen: set[Place] = set()
    for place, report in reports:
        key_fault = report["type"] in {"missing", "extra_forbidden"}
        if place in seen and not key_fault:  # a value of several possible types is reported once for each
            continue
        if report["type"] == "too_short" and any(other[: len(place)] == place != other for other, _ in reports):
            continue  # an entry with a fault of its own is not counted
        seen.add(place)
        what, cure = _wording(model, place, report, data)
        yield places.fault(place, what, cure)


def _place_in(data: Any, report: Report) -> Place:
    """Return the part of pydantic's place that the file holds, and the key that is missing there."""
    place: list[int | str] = []
    at = data
    for step in report["loc"]:
        inside = isinstance(at, dict) and step in at
        entry = isinstance(at, list) and isinstance(step, int) and step < len(at)
        if not inside and not entry:
            return (*place, step) if report["type"] == "missing" else tuple(place)
        at = at[step]
        place.append(step)
    return tuple(place)


def _wording(model: type[BaseModel], place: Place, report: Report, data: Any) -> Wording:
    kind = str(report["type"])
    if not place:
        return _whole_file(report, data)
    if report["loc"] and report["loc"][-1] == "[key]":
        return f"the key {place[-1]!r} of {_named(place[:-1])} must be text.", "Put it in quotes."
    if kind == "extra_forbidden":
        inside = _model_at(model, place[:-1])
        return f"there is no key {str(place[-1])!r} here.", did_you_mean(str(place[-1]), _keys_of(inside))
    if report["loc"][len(place) :] and report["loc"][len(place)] in _PARAM_TYPES:
        return _must_be("a number, text, true or false, or a list of texts")(_named(place), report)
    for pattern, words in _WORDINGS:
        if re.fullmatch(pattern, kind):
            return words(_named(place), report)
    return f"{_named(place)} does not fit here.", "`clauselint pack schema` shows what may stand there."


def _whole_file(report: Report, data: Any) -> Wording:
    if data is None:
        return "the file is empty.", ""
    if not isinstance(data, dict):
        return f"the file must hold keys with values, not {_kind_of(data)}.", ""
    return _own_words("", report)


def _named(place: Place) -> str:
    """Return the key of a place, or which entry of a key's list it is."""
    key = next((str(step) for step in reversed(place) if isinstance(step, str)), "the list")
    return f"entry {place[-1] + 1} of {key}" if isinstance(place[-1], int) else key


def _kind_of(value: Any) -> str:
    if value is None:
        return "empty"
    if isinstance(value, bool):
        return f"the value {str(value).lower()}"
    if isinstance(value, int | float):
        return f"the number {value}"
    kinds: tuple[tuple[type, str], ...] = ((str, "text"), (list, "a list"), (dict, "keys with values"))
    return next((words for kind, words in kinds if isinstance(value, kind)), f"a date ({value})")


def _must_be(what: str, cure: str = "") -> Callable[[str, Report], Wording]:
    def words(name: str, report: Report) -> Wording:
        return f"{name} must be {what}, not {_kind_of(report['input'])}.", cure

    return words


def _text(name: str, report: Report) -> Wording:
    value = report["input"]
    plain = value is not None and not isinstance(value, list | dict)
    return f"{name} must be text, not {_kind_of(value)}.", "Put it in quotes." if plain else ""


def _missing(name: str, report: Report) -> Wording:
    key = report["loc"][-1]
    return (f"{name} has too few entries.", "") if isinstance(key, int) else (f"the key {key!r} is missing.", "")


def _choice(name: str, report: Report) -> Wording:
    value = report["input"]
    known = re.findall(r"'([^']+)'", str(report.get("ctx", {}).get("expected", "")))
    if not isinstance(value, str):
        return f"{name} must be one of {', '.join(known)}, not {_kind_of(value)}.", ""
    return f"{name} cannot be {value!r}.", did_you_mean(value, known)


def _count(few: bool) -> Callable[[str, Report], Wording]:
    def words(name: str, report: Report) -> Wording:
        if isinstance(report["input"], str):
            return f"{name} is empty.", ""
        bound = report.get("ctx", {}).get("min_length" if few else "max_length", 1)
        return f"{name} needs at {'least' if few else 'most'} {bound} {'entry' if bound == 1 else 'entries'}.", ""

    return words


def _shape(name: str, report: Report) -> Wording:
    return f"{report['input']!r} is not a valid {name}.", f"Write it like {_SHAPES[name]}." if name in _SHAPES else ""


def _own_words(name: str, report: Report) -> Wording:
    """Return the words of one of our own checks, which say what is wrong themselves."""
    said = str(report["msg"]).removeprefix("Value error, ")
    return f"{name}: {said}." if name else f"{said}.", ""


_WORDINGS: tuple[tuple[str, Callable[[str, Report], Wording]], ...] = (
    ("missing", _missing),
    ("literal_error|enum", _choice),
    ("string_type", _text),
    ("string_too_short", lambda name, report: (f"{name} is empty.", "")),
    ("string_pattern_mismatch", _shape),
    ("bool_.*", _must_be("true or false")),
    ("int_.*", _must_be("a whole number")),
    ("float_.*", _must_be("a number")),
    ("tuple_type|list_type", _must_be("a list", "Write [a, b], or one line with a hyphen for each entry.")),
    ("dict_type|mapping_type|model_.*", _must_be("keys with values")),
    ("too_short", _count(few=True)),
    ("too_long", _count(few=False)),
    ("value_error", _own_words),
)
"""Kinds of pydantic's reports, as a pattern, and how each is worded; the first that fits speaks."""


def _keys_of(model: type[BaseModel] | None) -> list[str]:
    """Return the keys that authors may write in a mapping of this type."""
    if model is None:
        return []
    written = getattr(model, "written_keys", None)
    return list(written()) if written else sorted(model.model_fields)


def _model_at(model: type[BaseModel], place: Place) -> type[BaseModel] | None:
    """Return the type of the mapping at a place, None where it cannot be told."""
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
