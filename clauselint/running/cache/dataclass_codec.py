"""Codec for frozen dataclasses: to bytes and back, driven by the types of their fields.

A dataclass becomes the JSON list of its field values, which decodes many times faster than objects with names, and executes
nothing, whatever the file holds.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from operator import attrgetter
from types import NoneType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

Decoded = TypeVar("Decoded")
Convert = Callable[[Any], Any]

_PLAIN = (bool, int, float, str, NoneType, list[str])  # types that JSON represents as they are


class CorruptEntryError(Exception):
    """Bytes that do not decode to the expected type."""


def encode(result: Any) -> bytes:
    """Encode a dataclass."""
    pack = _encoder_of(type(result))  # type: ignore[arg-type]  # mypy takes no class for hashable
    return json.dumps(pack(result), separators=(",", ":")).encode("ascii")


def decode(kind: type[Decoded], content: bytes) -> Decoded:
    """Decode a dataclass of type ``kind``. Raises CorruptEntryError if the bytes hold none."""
    try:
        result: Decoded = _decoder_of(kind)(json.loads(content))  # type: ignore[arg-type]  # the same
    except (ValueError, TypeError, LookupError, RecursionError) as error:
        raise CorruptEntryError(kind.__name__) from error
    return result


@cache
def _encoder_of(kind: type) -> Convert:
    """Return the function that turns a dataclass into a list."""
    names, special = _conversions(kind, _encoding)
    get: Callable[[Any], Iterable[Any]] = (
        attrgetter(*names) if len(names) > 1 else lambda value: [getattr(value, names[0])]
    )

    def pack(value: Any) -> list[Any]:
        row = list(get(value))
        for n, convert in special:
            row[n] = convert(row[n])
        return row

    return pack


@cache
def _decoder_of(kind: type) -> Convert:
    """Return the function that turns a list into a dataclass."""
    _, special = _conversions(kind, _decoding)

    def unpack(row: list[Any]) -> Any:
        for n, convert in special:
            row[n] = convert(row[n])
        return kind(*row)

    return unpack


def _conversions(kind: type, of: Callable[[Any], Convert | None]) -> tuple[list[str], list[tuple[int, Convert]]]:
    """Return the field names of a dataclass, and index and conversion of each field that JSON cannot represent."""
    hints = get_type_hints(kind)
    names = [each.name for each in fields(kind)]
    return names, [(n, convert) for n, name in enumerate(names) if (convert := of(hints[name])) is not None]


def _encoding(hint: Any) -> Convert | None:
    """Return the conversion to JSON of a value with this annotation; None if it needs none."""
    if isinstance(hint, type) and is_dataclass(hint):
        return lambda value: _encoder_of(hint)(value)  # found when called: a type may hold its own kind
    if isinstance(hint, type) and issubclass(hint, date):
        return date.isoformat
    if isinstance(hint, type) and issubclass(hint, Enum):
        return None if issubclass(hint, str) else attrgetter("value")
    if get_origin(hint) is Mapping:
        return dict
    if get_origin(hint) is tuple:
        convert = _of_items(hint, _encoding)
        return convert and (lambda values: list(convert(values)))
    return _of_optional(hint, _encoding)


def _decoding(hint: Any) -> Convert | None:
    """Return the conversion from JSON to a value with this annotation; None if it needs none."""
    if isinstance(hint, type) and is_dataclass(hint):
        return lambda row: _decoder_of(hint)(row)
    if isinstance(hint, type) and issubclass(hint, date):
        return date.fromisoformat
    if isinstance(hint, type) and issubclass(hint, Enum):
        return {member.value: member for member in hint}.__getitem__
    if get_origin(hint) is tuple:
        convert = _of_items(hint, _decoding)
        return (lambda values: tuple(convert(values))) if convert else tuple
    return None if get_origin(hint) is Mapping else _of_optional(hint, _decoding)


def _of_items(hint: Any, of: Callable[[Any], Convert | None]) -> Callable[[Any], Iterable[Any]] | None:
    """Return the conversion of the items of a tuple; None if they need none."""
    inner, *others = get_args(hint)
    if others != [...]:
        if any(of(each) for each in (inner, *others)):
            raise TypeError(f"{hint}: only tuples of one type can hold what must be converted")
        return None
    convert = of(inner)
    return convert and (lambda values: map(convert, values))


def _of_optional(hint: Any, of: Callable[[Any], Convert | None]) -> Convert | None:
    """Return the conversion of a value that may be None; None if it needs none.

    Raises:
        TypeError: the type cannot be told from the JSON.
    """
    others = [each for each in get_args(hint) or (hint,) if each not in _PLAIN] if hint not in _PLAIN else []
    if not others:
        return None
    if len(others) > 1 or set(get_args(hint)) != {others[0], NoneType}:
        raise TypeError(f"{hint} cannot be encoded")
    convert = of(others[0])
    return convert and (lambda value: None if value is None else convert(value))
