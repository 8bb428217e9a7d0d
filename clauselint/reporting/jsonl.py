"""``jsonl``: one JSON object a line, for pipelines that take a run apart; the fields are those of ``json``."""

from __future__ import annotations

import json
from collections.abc import Iterator

from clauselint.model import Report
from clauselint.reporting.view import Options, build_view
from clauselint.reporting.view.report_view import View

_LISTS = {"requirements": "requirement", "clauses": "clause", "obligations": "obligation"}
_OF = {"check": "requirements", "clauses": "clauses", "obligations": "obligations"}


def render(report: Report, options: Options) -> str:
    """A line for the run, then for each document one, followed by its problems and by what the command found in it; notices
    last. ``kind`` says which; ``schema`` and, but for the run, ``path`` stand in every line. ASCII alone, keys sorted."""
    lines = _lines(build_view(report, options.command), options.command)
    return "".join(f"{json.dumps(line, sort_keys=True, allow_nan=False)}\n" for line in lines)


def _lines(data: View, command: str) -> Iterator[View]:
    schema = {"schema": data["schema"]}
    yield (
        schema
        | {"kind": "run"}
        | {name: data[name] for name in ("tool", "policies", "skipped", "unchanged", "summary")}
    )
    found = _OF[command]
    for document in data["documents"]:
        head = schema | {"path": document["path"], "sha256": document["sha256"]}
        alone = {name: value for name, value in document.items() if name not in (*_LISTS, "problems")}
        yield head | {"kind": "document"} | alone
        for problem in document["problems"]:
            yield head | {"kind": "problem", "read": document["read"]} | problem
        for item in document[found]:
            yield head | {"kind": _LISTS[found]} | item
    for notice in data["notices"]:
        yield schema | {"kind": "notice", "path": notice["document"]} | notice
