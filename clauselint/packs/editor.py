"""JSON Schemas of pack files, for editors that check and complete YAML."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from clauselint.packs.pack_file import ExtensionFile, PackFile, ProfileFile, TermsFile
from clauselint.packs.schema import Requirement, Signal, SignalKind

FILES: dict[str, type[BaseModel]] = {
    "requirement": Requirement,
    "pack": PackFile,
    "extension": ExtensionFile,
    "terms": TermsFile,
    "profile": ProfileFile,
}
"""Kinds of files that have a schema: a requirement, ``pack.yaml``, that of a pack that extends another, terms, a profile."""

_TERMS = {
    "description": "a term, or several joined by | ; ! in front: must not stand there; ~ before one: anywhere in the clause",
    "type": "string",
}


def schema(name: str) -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of the files called ``name`` in :data:`FILES`, in the short form that authors write."""
    found = FILES[name].model_json_schema()
    found["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    definitions = found.get("$defs", {})
    if "Signal" in definitions:
        definitions["Signal"] = _signal(definitions["Signal"])
        definitions.pop("TermExpression", None)
        found["properties"]["applies_when"] = _TERMS
    if "ObligorSide" in definitions:
        definitions["ObligorSide"]["enum"] += ["outside", "district"]  # older spellings, which stay valid
    if "Refine" in definitions:
        definitions["Refine"]["properties"]["not_district"] = {"type": "boolean", "deprecated": True}
    if name == "requirement":
        found["required"] = [*found["required"], "examples"]
    return found


def _signal(long: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a signal as authors write it: exactly one kind as its key, with the terms that must stand together."""
    kinds = {k.value: {"anyOf": [_TERMS, {"type": "array", "items": _TERMS, "minItems": 1}]} for k in SignalKind}
    others = {k: v for k, v in long["properties"].items() if k not in {"kind", "terms"}}
    return {
        "type": "object",
        "description": (Signal.__doc__ or "").strip(),
        "properties": {**kinds, **others},
        "additionalProperties": False,
        "oneOf": [{"required": [k]} for k in kinds],
    }
