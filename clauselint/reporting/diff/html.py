"""``html``: one self-contained page, from the template in ``reports``."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment
from markupsafe import escape

from clauselint.model import Comparison
from clauselint.reporting.view import Options, comparison_view
from clauselint.reporting.view.templates import environment


def render(compared: Comparison, options: Options) -> str:
    """The page; it loads nothing from elsewhere and runs no script."""
    data = comparison_view.comparison_view(compared)
    return _environment().get_template("comparison.html").render(data, view=data, diff=comparison_view)


@cache
def _environment() -> Environment:
    return environment(lambda text: str(escape(text)))
