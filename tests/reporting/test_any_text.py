"""Whatever a contract holds, each format for machines stays what it is."""

from __future__ import annotations

import csv
import io
import json
import re
from xml.etree import ElementTree as ET

from hypothesis import example, given, settings
from hypothesis import strategies as st

from clauselint.reporting import encoded, render
from tests.reporting import machines as m

# Any character, lone surrogates and controls too; and what has a meaning to one of the formats more often than by chance.
ANYTHING = st.lists(st.characters() | st.sampled_from([*'\r\n%:,=@[](){}"<&', "::", "##[", "]]>"]), max_size=30).map(
    "".join
)


@settings(max_examples=150, deadline=None)
@given(ANYTHING)
@example("\ud800\ufffe\x85\u2028")
def test_every_format_stays_well_formed(text: str) -> None:
    report = m.hostile(text)
    content = {
        format: encoded(report, format) for format in ("github", "json", "jsonl", "junit", "rdjson", "sarif", "csv")
    }
    for format in ("json", "rdjson", "sarif"):
        json.loads(content[format])
    assert len([json.loads(line) for line in content["jsonl"].splitlines()]) == 4
    assert len(list(ET.fromstring(content["junit"]).iter("testcase"))) == 2  # noqa: S314  our own output
    lines = re.split(r"\r\n|\r|\n", content["github"].decode())
    assert len(lines) == 3 and lines[-1] == ""
    assert all(re.match(r"::(error|warning) file=[^:,]*,title=[^:,]*::", line) for line in lines[:-1])
    rows = list(csv.reader(io.StringIO(content["csv"].decode("utf-8-sig"), newline=""), strict=True))
    assert [row[1] for row in rows] == ["kind", "document", "problem", "requirement"]
    assert len({len(row) for row in rows}) == 1


@settings(max_examples=50, deadline=None)
@given(ANYTHING)
def test_no_message_acts(text: str) -> None:
    for result in json.loads(render(m.hostile(text), "sarif"))["runs"][0]["results"]:
        message = result["message"]["text"]
        assert not re.search(r"\][(\[]|@\w|\{\d+\}", message)
