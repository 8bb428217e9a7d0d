"""Policy packs: YAML files to types, and the tests inside the rules."""

from clauselint.folders import patterns_folder
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
