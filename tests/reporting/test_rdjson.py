"""``rdjson``: by the rules of reviewdog's message definitions (proto/rdf/reviewdog.proto), written out as a schema."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import jsonschema
import pytest

from clauselint.model import Report
from clauselint.reporting import render
from tests.reporting import machines as m
from tests.reporting import samples as s

POSITION = {
    "type": "object",
    "properties": {"line": {"type": "integer", "minimum": 1}, "column": {"type": "integer", "minimum": 1}},
    "additionalProperties": False,
}
SEVERITY = {"enum": ["UNKNOWN_SEVERITY", "ERROR", "WARNING", "INFO"]}
CODE = {
    "type": "object",
    "properties": {"value": {"type": "string"}, "url": {"type": "string"}},
    "additionalProperties": False,
}
SOURCE = {
    "type": "object",
    "properties": {"name": {"type": "string"}, "url": {"type": "string"}},
    "additionalProperties": False,
}
RANGE = {
    "type": "object",
    "properties": {"start": POSITION, "end": POSITION},
    "required": ["start"],
    "additionalProperties": False,
}
DIAGNOSTIC = {
    "type": "object",
    "properties": {
        "message": {"type": "string", "minLength": 1},
        "location": {
            "type": "object",
            "properties": {"path": {"type": "string", "minLength": 1}, "range": RANGE},
            "required": ["path"],
            "additionalProperties": False,
        },
        "severity": SEVERITY,
        "source": SOURCE,
        "code": CODE,
    },
    "required": ["message", "location"],
    "additionalProperties": False,
}
SCHEMA = {
    "type": "object",
    "properties": {"diagnostics": {"type": "array", "items": DIAGNOSTIC}, "source": SOURCE, "severity": SEVERITY},
    "required": ["diagnostics"],
    "additionalProperties": False,
}


def result(report: Report) -> Any:
    content = json.loads(render(report, "rdjson"))
    jsonschema.Draft202012Validator(SCHEMA).validate(content)
    return content


def test_nothing_is_lost() -> None:
    found = Counter((d["location"]["path"], d["code"]["value"]) for d in result(m.EVERYTHING)["diagnostics"])
    notices = Counter({("clauselint.waivers.toml", "WVR001"): 1, ("baseline.json", "BAS001"): 1})
    assert found == Counter(m.unsettled(m.EVERYTHING)) + notices


def test_severity_place_and_what_was_decided() -> None:
    content = result(m.EVERYTHING)
    assert content["severity"] == "ERROR"
    by_code = {d["code"]["value"]: d for d in content["diagnostics"]}
    assert by_code["SDP-015"]["severity"] == "ERROR"
    assert by_code["SDP-015"]["message"].startswith("[contradicted] 4.1 forbids it, 4.3 allows it")
    assert "range" not in by_code["SDP-015"]["location"]
    assert by_code["WVR001"]["location"]["range"] == {"start": {"line": 12}}
    assert by_code["SDP-014"]["severity"] == "INFO"
    assert by_code["SDP-014"]["message"].endswith("In the baseline.")
    assert "Provider may use data" not in json.dumps(content)


def test_a_clean_document_and_none_at_all() -> None:
    for report in (s.report(s.CLEAN), s.report()):
        assert result(report) == {"source": {"name": "clauselint"}, "severity": "INFO", "diagnostics": []}


@pytest.mark.parametrize("text", m.INJECTIONS)
def test_text_of_a_contract_neither_links_nor_mentions(text: str) -> None:
    for diagnostic in result(m.hostile(text))["diagnostics"]:
        assert "](" not in diagnostic["message"]
        assert "@everyone" not in diagnostic["message"]
        assert diagnostic["location"]["path"] == f"c/{text}.docx"
