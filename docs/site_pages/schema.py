"""The page of the JSON report, from its JSON Schema, which is published beside it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import clauselint.reporting
from site_pages.markdown import code, table, words

FILE = Path(clauselint.reporting.__file__).parent / "clauselint-v1.schema.json"
Schema = dict[str, Any]


def page() -> tuple[str, str]:
    """Its path and its Markdown."""
    schema = json.loads(FILE.read_text(encoding="utf-8"))
    lines = [
        f"# JSON, version 1\n\n{_prose(schema['description'])}\n",
        f"For programs: [{FILE.name}]({FILE.name}), a JSON Schema of draft 2020-12. Keys are sorted, there are no timestamps, "
        "and the same files, policy and version give the same bytes. "
        "[Versioning promise](../versioning.md): what may change, and when.\n",
        "## The report\n",
        *_fields(schema),
    ]
    for name, each in schema["$defs"].items():
        lines += [f"## {name} {{ #{name} }}\n", *_definition(each)]
    return "reference/json.md", "\n".join(lines)


def _prose(text: str) -> str:
    """A description; what stands between backticks is code."""
    parts = text.split("`")
    return "".join(
        code(part) if n % 2 else words(part) if not part.strip() else _spaced(part) for n, part in enumerate(parts)
    )


def _spaced(part: str) -> str:
    """Words with the blanks around them."""
    return f"{' ' * part[0].isspace()}{words(part)}{' ' * part[-1].isspace()}"


def _definition(schema: Schema) -> Iterator[str]:
    if "description" in schema:
        yield f"{_prose(schema['description'])}\n"
    if "properties" in schema:
        yield from _fields(schema)
    else:
        yield f"{_kind(schema)}\n"


def _fields(schema: Schema) -> Iterator[str]:
    required = schema.get("required", ())
    yield table(
        ("field", "kind", "always there", "meaning"),
        [
            (code(name), _kind(each), "yes" if name in required else "no", _meaning(each))
            for name, each in sorted(schema["properties"].items())
        ],
    )
    yield ""


def _meaning(schema: Schema) -> str:
    """What is said of a field itself, or of what it lists or may be."""
    for each in (schema, schema.get("items", {}), *schema.get("anyOf", ())):
        if "description" in each:
            return _prose(each["description"])
    return ""


def _kind(schema: Schema) -> str:
    """In a few words what a value is; definitions are links."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return f"[{name}](#{name})"
    if "const" in schema:
        return code(json.dumps(schema["const"]))
    if "enum" in schema:
        return ", ".join(code(json.dumps(each)) for each in schema["enum"])
    if "anyOf" in schema:
        return " or ".join(_kind(each) for each in schema["anyOf"])
    types = schema.get("type", "anything")
    if types == "array":
        return f"list of {_kind(schema.get('items', {}))}"
    if types == "object" and "properties" in schema:
        return f"object: {', '.join(code(name) for name in schema['properties'])}"
    if types == "object" and isinstance(schema.get("additionalProperties"), dict):
        return f"object of {_kind(schema['additionalProperties'])}"
    return " or ".join(types) if isinstance(types, list) else str(types)
