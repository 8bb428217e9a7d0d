"""``markdown``: the report for an issue, a pull request or a wiki, from the template in ``reports``."""

from __future__ import annotations

import re
from functools import cache

from jinja2 import Environment

from clauselint.model import Report
from clauselint.reporting.view import Options, build_view
from clauselint.reporting.view.sanitize import to_markdown
from clauselint.reporting.view.templates import environment


def render(report: Report, options: Options) -> str:
    """GitHub-flavoured Markdown: decision, table of requirements, details, clauses, disclaimers."""
    data = build_view(report, options.command)
    text = _environment().get_template("gap-report.md").render(data, view=data, command=options.command)
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


@cache
def _environment() -> Environment:
    return environment(to_markdown)
