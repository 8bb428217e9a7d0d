"""``jsonl``: one object a line, which together say all that ``json`` says of what the command looked for."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import pytest

from clauselint.model import Report
from clauselint.reporting import render
from tests.reporting import machines as m
from tests.reporting import samples as s
from tests.reporting.consumers import read_jsonl

FOUND = {"check": "requirements", "clauses": "clauses", "obligations": "obligations"}


def lines(report: Report, command: str = "check") -> list[Any]:
    return read_jsonl(render(report, "jsonl", command=command))


@pytest.mark.parametrize("command", FOUND)
def test_every_line_says_what_it_is_and_of_which_file(command: str) -> None:
    found = lines(m.EVERYTHING, command)
    assert found[0]["kind"] == "run"
    assert found[0]["summary"]["documents"] == len(m.ALL)
    assert all(line["schema"] == "clauselint-v1" for line in found)
    assert all(line["path"] for line in found[1:])
    kinds = {"run", "document", "problem", "notice", FOUND[command].removesuffix("s")}
    assert {line["kind"] for line in found} <= kinds


@pytest.mark.parametrize("command", FOUND)
def test_it_holds_what_json_holds(command: str) -> None:
    whole = json.loads(render(m.EVERYTHING, "json", command=command))
    found = lines(m.EVERYTHING, command)
    name = FOUND[command]
    for document in whole["documents"]:
        own = [line for line in found if line.get("sha256") and line["path"] == document["path"]]
        rest = {key: value for key, value in document.items() if key not in ("problems", *FOUND.values())}
        assert [rest.items() <= line.items() for line in own if line["kind"] == "document"] == [True]
        for kind, items in (("problem", document["problems"]), (name.removesuffix("s"), document[name])):
            told = [line for line in own if line["kind"] == kind]
            assert len(told) == len(items)
            assert all(item.items() <= line.items() for item, line in zip(items, told, strict=True))
    assert Counter(line["kind"] for line in found)["notice"] == len(whole["notices"])


def test_a_line_is_a_line_whatever_a_contract_holds() -> None:
    for text in m.INJECTIONS:
        found = lines(m.hostile(text))
        assert [line["kind"] for line in found] == ["run", "document", "problem", "requirement"]
        assert found[3]["evidence"][0]["text"] == text


def test_nothing_to_check_is_one_line() -> None:
    (run,) = lines(s.report())
    assert run["summary"]["verdict"] == "Nothing to check: no contract found."
