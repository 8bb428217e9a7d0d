"""``markdown``: the report for an issue, a pull request or a wiki, from the template in ``reports``."""

from __future__ import annotations

import re
from functools import cache

from jinja2 import Environment

from clauselint.model import Report
from clauselint.reporting.view import Options, view
from clauselint.reporting.view.templates import environment

_SPECIAL = re.compile(r"([\\`*_\[\]#|~])")
# What would open a list, or make a heading of the line before, where it stands first in a line.
_LINE_START = re.compile(r"^(\d{1,9})?([.)+=-])(?=\s|[=-]|$)")


def render(report: Report, options: Options) -> str:
    """GitHub-flavoured Markdown: decision, table of requirements, details, clauses, disclaimers."""
    seen = view(report, options.command)
    text = _environment().get_template("gap-report.md").render(seen, view=seen, command=options.command)
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def escape(text: str) -> str:
    """``text`` as plain words of Markdown: no markup, no HTML, no mention of a user, no cell border."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _LINE_START.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", text)).replace("@", "&#64;")


@cache
def _environment() -> Environment:
    return environment(escape)
