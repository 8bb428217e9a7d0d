"""TOML files that people write: values by type, and all faults with their places, reported at once.

``tomllib`` keeps no positions. They are found when there is a fault to tell: a statement of TOML is as many lines as it takes
to parse, so that the parser itself says where each begins.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from clauselint.diagnostics.errors import UsageError
from clauselint.diagnostics.faults import Fault, Place, excerpt
from clauselint.diagnostics.suggest import did_you_mean

_AT = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


class TomlFile:
    """A parsed file with the faults found so far."""

    def __init__(self, path: Path) -> None:
        """Read ``path``.

        Raises:
            UsageError: it cannot be opened, is not UTF-8 or no TOML.
        """
        self.path = path
        try:
            self._text = path.read_text(encoding="utf-8-sig")
        except OSError as error:
            raise UsageError(f"cannot be read ({error.strerror}).", where=str(path)) from None
        except UnicodeDecodeError:
            raise UsageError("is not UTF-8.", where=str(path), cure="Save it as UTF-8.") from None
        self._faults: list[Fault] = []
        self._places: dict[Place, tuple[int, int]] | None = None
        try:
            self.data = tomllib.loads(self._text)
        except tomllib.TOMLDecodeError as error:
            self._stop(str(error))

    def top(self) -> Table:
        """The file as a table."""
        return Table(self, self.data)

    def fault(self, place: Place, what: str, cure: str = "") -> None:
        """Remember a fault at the value of ``place``, or at the nearest one above it that the file holds."""
        self._faults.append(self.fault_at(place, what, cure))

    def fault_at(self, place: Place, what: str, cure: str = "", *, near: str = "") -> Fault:
        """A fault there; at the word ``near`` of the value, an item of a list for example, where that is found."""
        line, column = self.position(place)
        lines = self._text.splitlines()
        if near and line:
            word = re.compile(rf"(?<![\w-]){re.escape(near)}(?![\w-])")
            for n, text in enumerate(lines[line - 1 :], start=line):
                if found := word.search(text):
                    line, column = n, found.start() + 1
                    break
        return Fault(self.path, what, cure, line, column, excerpt(lines, line, column) if line else "")

    def position(self, place: Place) -> tuple[int, int]:
        """Line and column, from 1, of a value or of what holds it; 0, 0 for the whole file."""
        if self._places is None:
            self._places = {}
            for each, at in _positions(self._text):
                self._places.setdefault(each, at)
        while place and place not in self._places:
            place = place[:-1]
        return self._places.get(place, (0, 0))

    def holds(self, place: Place) -> bool:
        """Return whether the file has a value there."""
        at: Any = self.data
        for step in place:
            try:
                at = at[step]
            except (KeyError, IndexError, TypeError):
                return False
        return True

    def done(self) -> None:
        """Tell all faults, in the order of the file. Raises UsageError where there is one."""
        if self._faults:
            raise UsageError("\n".join(map(str, sorted(self._faults, key=lambda f: (f.line, f.column)))))

    def _stop(self, message: str) -> None:
        found = _AT.search(message)
        what = f"not valid TOML: {message[: found.start()] if found else message}."
        lines = self._text.splitlines()
        line, column = (int(found[1]), int(found[2])) if found and found[1] else (len(lines), 1)
        raise UsageError(str(Fault(self.path, what, "", line, column, excerpt(lines, line, column)))) from None


class Table:
    """A table of a file. Each key is asked for by what its value must be; what is wrong becomes a fault of the file, and the
    answer is then None, as for a key that is not there. :meth:`close` makes a fault of every key that nobody asked for.
    """

    def __init__(self, file: TomlFile, data: Mapping[str, Any], place: Place = ()) -> None:
        """The table that lies at ``place`` in the file."""
        self.file, self.place = file, place
        self._data = data
        self._read_keys: set[str] = set()

    def __contains__(self, key: str) -> bool:
        return key in self._data

    def fault(self, key: str, what: str, cure: str = "") -> None:
        """Remember that something is wrong with the value of ``key``."""
        self.file.fault((*self.place, key), what, cure)

    def text(self, key: str, *, needed: bool = False) -> str | None:
        """A string that is not empty."""
        value: str | None = self._value(key, str, "a string", needed=needed)
        if value is not None and not value.strip():
            self.fault(key, f"{key} is empty.")
            return None
        return value

    def word(self, key: str, known: Sequence[str]) -> str | None:
        """One of the words ``known``."""
        value = self.text(key)
        if value is not None and value not in known:
            self.fault(key, f"there is no {key} '{value}'.", did_you_mean(value, known))
            return None
        return value

    def texts(self, key: str, *, needed: bool = False) -> tuple[str, ...] | None:
        """A list of strings, or one string, which is a list of one."""
        value = self._value(key, str | list, "a string or a list of strings", needed=needed)
        if value is None:
            return None
        values = [value] if isinstance(value, str) else value
        if not all(isinstance(each, str) and each for each in values):
            self.fault(key, f"{key} must be a list of strings.")
            return None
        return tuple(values)

    def flag(self, key: str) -> bool | None:
        """true or false."""
        value: bool | None = self._value(key, bool, "true or false")
        return value

    def number(self, key: str, *, least: int = 1) -> int | None:
        """A whole number from ``least`` on."""
        value: int | None = self._value(key, int, "a whole number")
        if value is not None and value < least:
            self.fault(key, f"{key} must be {least} or more.")
            return None
        return value

    def day(self, key: str, *, needed: bool = False) -> date | None:
        """A date without a time of day, written bare (2027-03-31) or as a string."""
        value: date | str | None = self._value(key, date | str, "a date like 2027-03-31", needed=needed)
        if isinstance(value, str):
            try:
                return date.fromisoformat(value)
            except ValueError:
                self.fault(key, f"{key} must be a date like 2027-03-31.")
                return None
        return value

    def values(self, key: str) -> dict[str, Any] | None:
        """A table of plain values: strings, numbers, flags and lists of strings."""
        value: dict[str, Any] | None = self._value(key, dict, "a table")
        for name, each in (value or {}).items():
            plain = isinstance(each, bool | int | float | str)
            if not plain and not (isinstance(each, list) and all(isinstance(item, str) for item in each)):
                self.file.fault(
                    (*self.place, key, name), f"{name} must be a string, a number, true or false, or strings."
                )
                return None
        return value

    def table(self, key: str) -> Table | None:
        """A table within this one."""
        value = self._value(key, dict, "a table")
        return None if value is None else Table(self.file, value, (*self.place, key))

    def tables(self, key: str) -> tuple[Table, ...]:
        """The tables of ``[[key]]``, in their order."""
        value = self._value(key, list, f"tables: [[{key}]]") or []
        if not all(isinstance(each, dict) for each in value):
            self.fault(key, f"{key} must be tables: [[{key}]].")
            return ()
        return tuple(Table(self.file, each, (*self.place, key, n)) for n, each in enumerate(value))

    def close(self, *, also: Iterable[str] = ()) -> None:
        """Make a fault of every key that was not asked for; ``also`` are keys that the file may have."""
        known = self._read_keys | set(also)
        for key in self._data:
            if key not in known:
                self.fault(key, f"there is no key '{key}' here.", did_you_mean(key, known))

    def _value(self, key: str, kind: Any, is_called: str, *, needed: bool = False) -> Any:
        self._read_keys.add(key)
        if key not in self._data:
            if needed:
                self.file.fault(self.place, f"the key '{key}' is missing.")
            return None
        value = self._data[key]
        mistaken = (isinstance(value, bool) and kind is int) or isinstance(value, datetime)
        if not isinstance(value, kind) or mistaken:
            self.fault(key, f"{key} must be {is_called}.")
            return None
        return value


def _positions(text: str) -> Iterator[tuple[Place, tuple[int, int]]]:
    """Yield the place of each key and each table header in a valid TOML text."""
    counted: Counter[Place] = Counter()
    table: Place = ()
    for line, statement, parsed in _statements(text):
        indent = len(statement) - len(statement.lstrip())
        if statement.lstrip().startswith("["):
            repeated = statement.lstrip().startswith("[[")
            table = _in_arrays(_keys(parsed), counted, repeated=repeated)
            for depth in range(1, len(table) + 1):
                yield table[:depth], (line, indent + 1)
            continue
        keys = _keys(parsed)
        for depth in range(1, len(keys) + 1):
            yield (*table, *keys[:depth]), (line, indent + 1)


def _statements(text: str) -> Iterator[tuple[int, str, dict[str, Any]]]:
    """Each statement: its first line (from 1), its text, and what it comes to by itself."""
    lines = text.splitlines()
    first = 0
    while first < len(lines):
        for last in range(first + 1, len(lines) + 1):
            statement = "\n".join(lines[first:last])
            try:
                parsed = tomllib.loads(statement)
            except tomllib.TOMLDecodeError:
                continue
            if parsed:
                yield first + 1, statement, parsed
            break
        first = last


def _keys(parsed: Any) -> tuple[str, ...]:
    """The keys down to the value, or to an inline table of several."""
    keys: list[str] = []
    while True:
        if isinstance(parsed, list) and parsed and len(parsed) == 1 and parsed[0] == {}:
            return tuple(keys)
        if not isinstance(parsed, dict) or len(parsed) != 1:
            return tuple(keys)
        ((key, parsed),) = parsed.items()
        keys.append(key)


def _in_arrays(keys: tuple[str, ...], counted: Counter[Place], *, repeated: bool) -> Place:
    """The place of a table header: within arrays of tables, the one that was opened last."""
    place: Place = ()
    for depth, key in enumerate(keys, start=1):
        place = (*place, key)
        if repeated and depth == len(keys):
            counted[place] += 1
        if counted[place]:
            place = (*place, counted[place] - 1)
    return place
