"""``html``: one self-contained page for a procurement officer, from the templates in ``reports``."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment
from markupsafe import escape

from clauselint.model import Report
from clauselint.reporting.view import Options, build_view
from clauselint.reporting.view.templates import environment


def render(report: Report, options: Options) -> str:
    """The page; it loads nothing from elsewhere and runs no script."""
    data = build_view(report, options.command)
    return _environment().get_template("gap-report.html").render(data, view=data, command=options.command)


@cache
def _environment() -> Environment:
    return environment(lambda text: str(escape(text)))
