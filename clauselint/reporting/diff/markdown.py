"""``markdown``: the comparison for an issue, a pull request or a wiki, from the template in ``reports``."""

from __future__ import annotations

import re
from functools import cache

from jinja2 import Environment

from clauselint.model import Comparison
from clauselint.reporting.view import Options, comparison_view
from clauselint.reporting.view.sanitize import to_markdown
from clauselint.reporting.view.templates import environment


def render(compared: Comparison, options: Options) -> str:
    """GitHub-flavoured Markdown: verdict, requirements, numbers, text."""
    data = comparison_view.comparison_view(compared)
    text = _environment().get_template("comparison.md").render(data, view=data, diff=comparison_view)
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


@cache
def _environment() -> Environment:
    return environment(to_markdown)
