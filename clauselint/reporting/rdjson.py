"""``rdjson``: reviewdog's diagnostic format, a ``DiagnosticResult`` in JSON (github.com/reviewdog/reviewdog, proto/rdf)."""

from __future__ import annotations

import json

from clauselint.model import Report
from clauselint.reporting.view import Options, build_view, ordering
from clauselint.reporting.view.remarks import FlatRemark, message_text, remarks
from clauselint.reporting.view.report_view import View
from clauselint.reporting.view.sanitize import inert


def render(report: Report, options: Options) -> str:
    """One JSON object in ASCII. No passage of a contract is quoted, since reviewdog posts messages where many may read; a
    message names the few words that decided."""
    data = build_view(report, options.command)
    found = list(remarks(data))
    result: View = {
        "source": {"name": data["tool"]["name"]},
        "severity": ordering.worst(remark.level for remark in found).upper(),
        "diagnostics": [_diagnostic(remark) for remark in found],
    }
    return json.dumps(result, indent=2, allow_nan=False) + "\n"


def _diagnostic(remark: FlatRemark) -> View:
    # Without a range a remark is about the file: a contract has no lines that could be named.
    place: View = {"range": {"start": {"line": remark.line}}} if remark.line else {}
    status = f"[{remark.status}] " if remark.status else ""
    return {
        "message": inert(f"{status}{message_text(remark)}"),
        "location": {"path": remark.path, **place},
        "severity": remark.level.upper(),
        "code": {"value": remark.code, **({"url": remark.item["help_url"]} if "help_url" in remark.item else {})},
    }
