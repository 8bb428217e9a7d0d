"""YAML files of packs, loaded as types; every fault has its place."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from clauselint.diagnostics.errors import PackError
from clauselint.diagnostics.faults import Fault, excerpt
from clauselint.packs.type_faults import faults_of_validation
from clauselint.packs.yaml_faults import syntax_fault

Model = TypeVar("Model", bound=BaseModel)

EXAMPLES = "\nexamples:\n"
"""The line with which the last key of a requirement's file begins; a run needs nothing of what follows."""
_LARGEST = 4 << 20  # bytes
_MOST_VALUES = 200_000  # with every alias written out
_MOST_DIGITS = 4000
_DATE_OR_NUMBER = re.compile(r"\b\d{4}-\d{1,2}-\d{1,2}\b|\d{4000,}")


def load_yaml(file: Path, until: str | None = None) -> Any:
    """Return the file's data; only what stands before the line ``until``, if given.

    Raises:
        PackError: the file cannot be read, is not valid YAML, or is larger than a pack's file can be.
    """
    text = _text_of(file)
    try:
        data = YAML(typ="safe").load(text.partition(until)[0] if until else text)
        many = _expanded_size(data) > _MOST_VALUES
    except YAMLError as error:
        raise PackError(str(syntax_fault(file, text, error))) from error
    except RecursionError as error:
        raise PackError("the values are nested too deeply.", where=str(file)) from error
    except ValueError as error:  # 2026-13-45 looks like a date; a number may have too many digits
        raise PackError(str(_impossible_value(file, text))) from error
    if many:
        cure = "Write values out instead of repeating them with &anchors and *aliases."
        raise PackError("the file holds more values than a pack may hold.", where=str(file), cure=cure)
    return data


def _impossible_value(file: Path, text: str) -> Fault:
    """Return the fault of the first date that no calendar has, or number that is too long."""
    lines = text.split("\n")
    for n, line in enumerate(lines, 1):
        for found in _DATE_OR_NUMBER.finditer(line):
            if len(found[0]) > _MOST_DIGITS or ("-" in found[0] and not _is_date(found[0])):
                what = f"{found[0][:20]} is not a date." if "-" in found[0] else "this number is too long."
                cure = "Write dates like 2026-01-31; put what is meant as text in quotes."
                return Fault(file, what, cure, n, found.start() + 1, excerpt(lines, n, found.start() + 1))
    return Fault(file, "a date or number in this file is impossible.", "Put what is meant as text in quotes.")


def _is_date(text: str) -> bool:
    try:
        date(*map(int, text.split("-")))
    except ValueError:
        return False
    return True


def _text_of(file: Path) -> str:
    try:
        data = file.read_bytes()
    except OSError as error:
        raise PackError(f"the file cannot be read: {error.strerror}.", where=str(file)) from error
    if len(data) > _LARGEST:
        raise PackError(f"the file is larger than {_LARGEST >> 20} MB.", where=str(file))
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line, column = before.count(b"\n") + 1, len(before) - before.rfind(b"\n")
        what = f"the file is not UTF-8 text: the byte {data[error.start]:#04x} is not a character."
        raise PackError(str(Fault(file, what, "Save the file as UTF-8.", line, column))) from error


def _expanded_size(data: Any) -> int:
    """Return how many values the data holds with every alias written out; one that holds itself counts as endless."""
    sizes: dict[int, int] = {}

    def size(value: Any) -> int:
        if not isinstance(value, dict | list):
            return 1
        if id(value) not in sizes:
            sizes[id(value)] = _MOST_VALUES + 1  # while its own values are counted
            parts = value.values() if isinstance(value, dict) else value
            sizes[id(value)] = 1 + sum(map(size, parts))
        return sizes[id(value)]

    return size(data)


def load_model(file: Path, model: type[Model], until: str | None = None) -> Model:
    """Return the file as ``model``. Raises PackError with every fault that the types find."""
    data = load_yaml(file, until)
    try:
        return model.model_validate(data)
    except ValidationError as error:
        raise PackError("\n".join(map(str, faults_of_validation(file, model, error, data)))) from error
