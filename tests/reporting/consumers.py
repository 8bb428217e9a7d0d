"""Those who read a report: each takes what a format gave, refuses what its reader would refuse, and returns what it read."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
from junitparser import JUnitXml, TestSuite
from lxml import html

_POSITION = {
    "type": "object",
    "properties": {"line": {"type": "integer", "minimum": 1}, "column": {"type": "integer", "minimum": 1}},
    "additionalProperties": False,
}
_NAMED = {
    "type": "object",
    "properties": {"name": {"type": "string"}, "url": {"type": "string"}},
    "additionalProperties": False,
}
_DIAGNOSTIC = {
    "type": "object",
    "properties": {
        "message": {"type": "string", "minLength": 1},
        "location": {
            "type": "object",
            "properties": {
                "path": {"type": "string", "minLength": 1},
                "range": {
                    "type": "object",
                    "properties": {"start": _POSITION, "end": _POSITION},
                    "required": ["start"],
                    "additionalProperties": False,
                },
            },
            "required": ["path"],
            "additionalProperties": False,
        },
        "severity": {"enum": ["UNKNOWN_SEVERITY", "ERROR", "WARNING", "INFO"]},
        "source": _NAMED,
        "code": {
            "type": "object",
            "properties": {"value": {"type": "string"}, "url": {"type": "string"}},
            "additionalProperties": False,
        },
    },
    "required": ["message", "location"],
    "additionalProperties": False,
}
# The rules of reviewdog's message definitions (proto/rdf/reviewdog.proto), written out as a schema.
_RDJSON = {
    "type": "object",
    "properties": {
        "diagnostics": {"type": "array", "items": _DIAGNOSTIC},
        "source": _NAMED,
        "severity": _DIAGNOSTIC["properties"]["severity"],  # type: ignore[index]  # a mapping, as it stands above
    },
    "required": ["diagnostics"],
    "additionalProperties": False,
}
_CONCISE = re.compile(r"[^:]+:\d*:[^:]*: (error|warning|info) [A-Z]+-?\d+ [a-z-]+: ")
_ANNOTATION = re.compile(r"::(error|warning|notice) ([^:]*)::(.*)")


@cache
def json_schema() -> jsonschema.Draft202012Validator:
    """Our own, as it is published."""
    schema = json.loads((files("clauselint.reporting") / "clauselint-v1.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


@cache
def sarif_schema() -> jsonschema.Draft202012Validator:
    """The standard's."""
    schema = json.loads((Path(__file__).parent / "data/sarif-2.1.0.schema.json").read_text(encoding="utf-8"))
    return jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())


def read_json(text: str) -> Any:
    """What a report holds."""
    content = json.loads(text)
    assert [error.message for error in json_schema().iter_errors(content)] == []
    return content


def read_sarif(text: str) -> Any:
    """The one run of a log."""
    content = json.loads(text)
    assert [(error.json_path, error.message) for error in sarif_schema().iter_errors(content)] == []
    assert content["version"] == "2.1.0"
    (run,) = content["runs"]
    return run


def read_rdjson(text: str) -> Any:
    """What reviewdog gets."""
    content = json.loads(text)
    jsonschema.Draft202012Validator(_RDJSON).validate(content)
    return content


def read_junit(text: str) -> dict[str, TestSuite]:
    """The suites by name, as a CI server reads them."""
    return {suite.name: suite for suite in JUnitXml.fromstring(text.encode())}


def read_github(text: str) -> list[tuple[str, dict[str, str], str]]:
    """What the runner understands: kind, properties, message. Its reader ends a line at CR, LF or both."""
    assert text == "" or text.endswith("\n")
    commands = []
    for line in re.split(r"\r\n|\r|\n", text)[:-1]:
        match = _ANNOTATION.fullmatch(line)
        assert match, f"no command of ours: {line!r}"
        assert "##[" not in line
        kind, listed, message = match.groups()
        properties = dict(pair.split("=", 1) for pair in listed.split(","))
        commands.append((kind, {k: _unescaped(v) for k, v in properties.items()}, _unescaped(message)))
    return commands


def _unescaped(text: str) -> str:
    for code, char in (("%3A", ":"), ("%2C", ","), ("%0D", "\r"), ("%0A", "\n"), ("%25", "%")):
        text = text.replace(code, char)
    return text


def read_csv(text: str) -> list[dict[str, str]]:
    """The rows, each as wide as the header."""
    rows = list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
    assert all(None not in row and None not in row.values() for row in rows)
    return rows


def read_jsonl(text: str) -> list[Any]:
    """The objects, one a line."""
    assert text.isascii() and text.endswith("\n")
    return [json.loads(line) for line in text.splitlines()]


def read_html(text: str) -> html.HtmlElement:
    """The page; it runs nothing and loads nothing."""
    tree = html.document_fromstring(text)
    assert not tree.xpath("//script|//link|//img|//iframe|//object|//*[@src]|//*[@style]")
    return tree


def read_markdown(text: str) -> list[list[list[str]]]:
    """The cells of its tables; a row as wide as its table's head."""
    tables: list[list[list[str]]] = [[]]
    for line in text.splitlines():
        if line.startswith("|"):
            tables[-1].append([cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]])
        elif tables[-1]:
            tables.append([])
    found = [table for table in tables if table]
    for table in found:
        assert len({len(row) for row in table}) == 1
    return found


def read_concise(text: str) -> list[str]:
    """The lines, each with the place where editors look for it."""
    lines = text.splitlines()
    assert [line for line in lines if not _CONCISE.match(line)] == []
    return lines


def read_text(text: str) -> list[str]:
    """The lines, as a terminal of the usual width shows them."""
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", text)
    lines = text.splitlines()
    assert max(map(len, lines), default=0) <= 80
    return lines


READERS: dict[str, Callable[[str], Any]] = {
    "concise": read_concise,
    "csv": read_csv,
    "github": read_github,
    "html": lambda text: read_html(text).text_content(),
    "json": read_json,
    "jsonl": read_jsonl,
    "junit": lambda text: [str(case.tostring()) for suite in read_junit(text).values() for case in suite],  # type: ignore[no-untyped-call]  # junitparser says no types of it
    "markdown": lambda text: [read_markdown(text), text],
    "rdjson": read_rdjson,
    "sarif": lambda text: read_sarif(text)["results"],
    "text": read_text,
}
"""By format, what ``check`` found, as its reader has it."""
