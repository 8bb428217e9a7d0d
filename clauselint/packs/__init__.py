"""Policy packs: YAML files loaded as types, and the examples inside the rules."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from clauselint.packs.loader import (
        all_codes,
        available,
        clause_types,
        deprecated,
        find_requirement,
        load,
        shared_terms,
        with_examples,
    )
    from clauselint.packs.pack import Pack
    from clauselint.support.data_paths import patterns_folder

__all__ = [
    "Pack",
    "all_codes",
    "available",
    "clause_types",
    "deprecated",
    "find_requirement",
    "load",
    "patterns_folder",
    "shared_terms",
    "with_examples",
]

_MODULES = {"Pack": "clauselint.packs.pack", "patterns_folder": "clauselint.support.data_paths"}


def __getattr__(name: str) -> Any:
    """Load names on first use: pydantic and the YAML parser take a tenth of a second, which a run without judging saves."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_MODULES.get(name, "clauselint.packs.loader")), name)
