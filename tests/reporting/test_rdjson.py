"""``rdjson``: by the rules of reviewdog's message definitions."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import pytest

from clauselint.model import Report
from clauselint.reporting import render
from tests.reporting import machines as m
from tests.reporting import samples as s
from tests.reporting.consumers import read_rdjson


def result(report: Report) -> Any:
    return read_rdjson(render(report, "rdjson"))


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
