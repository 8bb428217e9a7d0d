"""``sarif``: SARIF 2.1.0 for code scanning, within what GitHub reads and limits (docs.github.com, "SARIF support for code
scanning"). One run, one rule a code, one result for each thing that is not met, not read or to be put right."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from typing import Any

from clauselint.judging.phrases import plural
from clauselint.model import Report
from clauselint.reporting.view import Options, build_view
from clauselint.reporting.view.code_entries import CodeEntry, rules
from clauselint.reporting.view.remarks import FlatRemark, message_text, remarks
from clauselint.reporting.view.report_view import View
from clauselint.reporting.view.sanitize import clean, inert
from clauselint.reporting.view.uri import uri

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVEL = {"error": "error", "warning": "warning", "info": "note"}
_PROBLEM = {"error": "error", "warning": "warning", "info": "recommendation"}
_ORDER = ("error", "warning", "info")
MOST_RESULTS = 25_000
"""More results than this, and GitHub refuses the file."""
_LONGEST = {"name": 255, "description": 1024}  # characters
_MOST_TAGS = 20


def render(report: Report, options: Options) -> str:
    """One JSON object in ASCII, without timestamps."""
    data = build_view(report, options.command)
    everything = list(remarks(data))
    reported = _within_limit(everything)
    known = rules(data)
    run = {
        "tool": {"driver": _driver(data, known)},
        "invocations": [_invocation(data, everything, len(everything) - len(reported))],
        "artifacts": _artifacts(data),
        "results": _results(reported, [rule.code for rule in known]),
        "columnKind": "unicodeCodePoints",
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=1, allow_nan=False) + "\n"


def _within_limit(everything: Sequence[FlatRemark]) -> list[FlatRemark]:
    """Return what fits GitHub's limits: the worst results, in the order of the documents."""
    if len(everything) <= MOST_RESULTS:
        return list(everything)
    worst = sorted(range(len(everything)), key=lambda i: (_ORDER.index(everything[i].level), i))[:MOST_RESULTS]
    return [everything[i] for i in sorted(worst)]


def _driver(data: View, known: Sequence[CodeEntry]) -> View:
    return {
        "name": data["tool"]["name"],
        "version": data["tool"]["version"],
        "semanticVersion": data["tool"]["version"],
        "rules": [_rule(rule) for rule in known],
    }


def _rule(rule: CodeEntry) -> View:
    precision = {"precision": rule.precision} if rule.precision else {}
    return {
        "id": rule.code,
        "name": _pascal(rule.name)[: _LONGEST["name"]],
        "shortDescription": {"text": _short(rule.name)},
        "fullDescription": {"text": _short(rule.full)},
        "help": {"text": rule.help_text, "markdown": rule.help_markdown},
        **({"helpUri": rule.url} if rule.url else {}),
        "defaultConfiguration": {"level": _LEVEL[rule.severity]},
        "properties": {
            "tags": list(rule.tags[:_MOST_TAGS]),
            "problem.severity": _PROBLEM[rule.severity],
            **precision,
        },
    }


def _pascal(name: str) -> str:
    """A name as the standard wants it, one word in Pascal case: "Use restricted to stated purpose" in one."""
    letters = "".join(char if char.isalnum() else " " for char in name.replace("'", "").replace("’", ""))
    return "".join(word[0].upper() + word[1:] for word in letters.split())


def _short(text: str) -> str:
    text = inert(clean(text))
    most = _LONGEST["description"]
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _results(reported: Sequence[FlatRemark], codes: Sequence[str]) -> list[View]:
    index = {code: n for n, code in enumerate(codes)}
    seen_before: Counter[str] = Counter()
    results = []
    for remark in reported:
        mark = hashlib.sha256(f"{remark.path}|{remark.code}|{remark.key}".encode("utf-8", "replace")).hexdigest()[:16]
        seen_before[mark] += 1
        result: dict[str, Any] = {
            "ruleId": remark.code,
            "ruleIndex": index[remark.code],
            "level": _LEVEL[remark.level],
            "message": {"text": inert(message_text(remark, quote=True))},
            "locations": [_location(remark)],
            # GitHub knows an alert again by this, its rule and its file. The count keeps two that are alike apart.
            "partialFingerprints": {"primaryLocationLineHash": f"{mark}:{seen_before[mark]}"},
        }
        if remark.suppression:
            suppression = {"kind": "external", "status": "accepted", "justification": inert(remark.suppression)}
            result["suppressions"] = [suppression]
        if remark.kind == "finding":
            result["properties"] = {"status": remark.status, "confidence": remark.item["confidence"]}
        results.append(result)
    return results


def _location(remark: FlatRemark) -> View:
    """Return the location of the alert. A contract has no line numbers: its alerts are at 1:1, and the place that
    readers know goes into words."""
    line = remark.line or 1
    region = {"startLine": line, "startColumn": 1, "endLine": line, "endColumn": 1}
    location: View = {"physicalLocation": {"artifactLocation": {"uri": uri(remark.path)}, "region": region}}
    if remark.place:
        location["logicalLocations"] = [{"fullyQualifiedName": remark.place, "kind": "passage"}]
    return location


def _artifacts(data: View) -> list[View]:
    """Every file once, also one that could not be read and one about which there is nothing to say."""
    files = {file["path"]: file for document in data["documents"] for file in document["files"] or [document]}
    return [
        {
            "location": {"uri": uri(path)},
            "roles": ["analysisTarget"],
            "hashes": {"sha-256": file["sha256"]},
            "properties": {"read": file["read"]},
        }
        for path, file in files.items()
    ]


def _invocation(data: View, everything: Sequence[FlatRemark], left_out: int) -> View:
    """Return whether all was read, and what was not. What a person has looked at and accepted counts as read."""
    notes = [_notification(remark) for remark in everything if remark.kind == "problem" and remark.level == "error"]
    if not data["documents"] and not data["unchanged"]:
        notes.append({"level": "error", "message": {"text": data["summary"]["verdict"]}})
    successful = not notes
    if left_out:
        text = f"{plural(left_out, 'result')} of lesser weight left out: a file may hold {MOST_RESULTS}."
        notes.append({"level": "warning", "message": {"text": text}})
    return {"executionSuccessful": successful, "toolExecutionNotifications": notes}


def _notification(remark: FlatRemark) -> View:
    return {
        "level": _LEVEL[remark.level],
        "message": {"text": inert(message_text(remark, quote=True))},
        "locations": [_location(remark)],
        "associatedRule": {"id": remark.code},
    }
