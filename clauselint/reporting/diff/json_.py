"""``json``: the view as it stands. Byte-identical for the same inputs, policy and version."""

from __future__ import annotations

import json

from clauselint.model import Comparison
from clauselint.reporting.view import Options
from clauselint.reporting.view.comparison_view import comparison_view


def render(comparison: Comparison, options: Options) -> str:
    """One object, keys sorted, no timestamps, ASCII alone."""
    return json.dumps(comparison_view(comparison), indent=2, sort_keys=True, allow_nan=False) + "\n"
