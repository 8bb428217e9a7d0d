"""Policy packs: YAML files to types, and the tests inside the rules."""

from clauselint.packs.loader import (
    Pack,
    available,
    clause_types,
    find_requirement,
    load,
    load_with_examples,
    patterns_folder,
    shared_terms,
)

__all__ = [
    "Pack",
    "available",
    "clause_types",
    "find_requirement",
    "load",
    "load_with_examples",
    "patterns_folder",
    "shared_terms",
]
