"""YAML files of packs to their types; every fault with its place."""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from clauselint.diagnostics.errors import PackError
from clauselint.diagnostics.faults import Fault
from clauselint.packs.yaml_faults import of_validation

Model = TypeVar("Model", bound=BaseModel)

EXAMPLES = "\nexamples:\n"
"""The line with which the last key of a requirement's file begins; a run needs nothing of what follows."""


def plain(file: Path, until: str | None = None) -> Any:
    """The file's data; only what stands before the line ``until``, if given.

    Raises:
        PackError: the file cannot be read, or is no valid YAML.
    """
    try:
        text = file.read_text(encoding="utf-8")
        return YAML(typ="safe").load(text.partition(until)[0] if until else text)
    except MarkedYAMLError as error:
        mark = error.problem_mark
        line = mark.line + 1 if mark else 0
        excerpt = text.splitlines()[line - 1] if 0 < line <= text.count("\n") + 1 else ""
        what = f"this is no valid YAML: {error.problem or error.context}."
        raise PackError(str(Fault(file, what, "", line, mark.column + 1 if mark else 0, excerpt))) from error
    except YAMLError as error:
        raise PackError(f"this is no valid YAML: {str(error).splitlines()[0]}.", where=str(file)) from error
    except RecursionError as error:
        raise PackError("this is nested too deeply to be read.", where=str(file)) from error
    except UnicodeDecodeError as error:
        raise PackError("this is no UTF-8 text.", where=str(file), cure="Save it as UTF-8.") from error
    except OSError as error:
        raise PackError(f"cannot be read: {error.strerror}.", where=str(file)) from error


def parse(file: Path, model: type[Model], until: str | None = None) -> Model:
    """The file as ``model``. Raises PackError with every fault that the types find."""
    data = plain(file, until)
    try:
        return model.model_validate(data)
    except ValidationError as error:
        raise PackError("\n".join(map(str, of_validation(file, model, error)))) from error
