"""``clauselint.baseline.json``: one entry a line, sorted, without times and without a word of a contract."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from clauselint.diagnostics.errors import UsageError
from clauselint.judging.baseline import BaselineEntry

NAME = "clauselint.baseline.json"
SCHEMA = "clauselint-baseline-v1"

_KEYS = ("document", "code", "fingerprint")
_AGAIN = "Take it from git, or delete it: clauselint baseline create then makes it anew."


def load(path: Path) -> tuple[BaselineEntry, ...]:
    """Return the entries of a baseline file.

    Raises:
        UsageError: there is no such file, or it is not a baseline.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise UsageError(
            "there is no such baseline.", where=str(path), cure="Check the path; clauselint baseline create makes it."
        ) from None
    except OSError as error:
        raise UsageError(f"the baseline cannot be read ({error.strerror}).", where=str(path)) from None
    except UnicodeDecodeError:
        raise UsageError("the baseline is not UTF-8.", where=str(path), cure=_AGAIN) from None
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        where = f"{path}:{error.lineno}:{error.colno}"
        cure = f"If a merge left marks in it, take the lines of both sides; else {_AGAIN[0].lower()}{_AGAIN[1:]}"
        raise UsageError("the baseline is not valid JSON.", where=where, cure=cure) from None
    except RecursionError:
        raise UsageError("not a baseline: it is nested too deeply.", where=str(path), cure=_AGAIN) from None
    return _entries(path, data, _lines(text))


def dump(entries: Iterable[BaselineEntry]) -> bytes:
    """The content of a baseline of ``entries``."""
    rows = [json.dumps({key: getattr(e, key) for key in _KEYS}, ensure_ascii=False) for e in sorted(set(entries))]
    listed = "\n" + ",\n".join(rows) + "\n" if rows else ""
    return f'{{"schema": "{SCHEMA}", "findings": [{listed}]}}\n'.encode("utf-8", "surrogatepass")


def _entries(path: Path, data: Any, lines: dict[BaselineEntry, int]) -> tuple[BaselineEntry, ...]:
    schema = data.get("schema") if isinstance(data, dict) else None
    if schema != SCHEMA:
        what = f"its schema is {schema!r}, not {SCHEMA!r}" if schema else f"it does not say {SCHEMA!r} under schema"
        raise UsageError(f"not a baseline that clauselint can read: {what}.", where=str(path), cure=_AGAIN)
    listed = data.get("findings")
    if not isinstance(listed, list) or not all(map(_is_entry, listed)):
        what = f"findings must be a list of entries with {', '.join(_KEYS)}"
        raise UsageError(f"the baseline is broken: {what}.", where=str(path), cure=_AGAIN)
    entries = [BaselineEntry(*(each[key] for key in _KEYS)) for each in listed]
    return tuple(BaselineEntry(e.document, e.code, e.fingerprint, lines.get(e, 0)) for e in entries)


def _is_entry(data: Any) -> bool:
    return isinstance(data, dict) and all(isinstance(data.get(key), str) and data[key] for key in _KEYS)


def _lines(text: str) -> dict[BaselineEntry, int]:
    """Return where the entries stand that are alone in their line, as they are in a file that nobody laid out anew."""
    found: dict[BaselineEntry, int] = {}
    for number, line in enumerate(text.split("\n"), start=1):
        try:
            each = json.loads(line.strip().rstrip(","))
        except json.JSONDecodeError:
            continue
        if _is_entry(each):
            found[BaselineEntry(*(each[key] for key in _KEYS))] = number
    return found
