"""``json``: the view as it stands. Byte-identical for the same inputs, policy and version."""

from __future__ import annotations

import json

from clauselint.model import Report
from clauselint.reporting.view import Options, build_view


def render(report: Report, options: Options) -> str:
    """One object, keys sorted, no timestamps. ASCII alone, so that no terminal or encoding can trip over a document."""
    return json.dumps(build_view(report, options.command), indent=2, sort_keys=True, allow_nan=False) + "\n"
