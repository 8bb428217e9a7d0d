"""The Jinja2 side: where the templates lie, and an environment in which nothing from a document goes out unescaped."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from clauselint.diagnostics.errors import ClauselintError
from clauselint.reporting.view import ordering, phrases, trace_text
from clauselint.reporting.view.sanitize import clean, cut, segments
from clauselint.support.data_paths import PACKAGE, shipped_path


def folder() -> Path:
    """The folder ``reports``: inside the package where it was installed, beside it in a checkout."""
    found = shipped_path("reports/style.css")
    if found is None:
        raise ClauselintError(
            "The report templates are not there.", where=str(PACKAGE), cure="Install clauselint again."
        )
    return found.parent


def environment(escape: Callable[[str], str]) -> Environment:
    """An environment whose every ``{{ … }}`` passes through ``escape`` once, unless a macro made it.

    Templates see the view of the report, and the modules ``words`` (how to say it), ``pick`` (what to show)
    and ``trace`` (what was weighed).
    """

    def finalize(value: Any) -> Any:
        if isinstance(value, Markup):
            return value
        # The one place where text becomes markup: S704 asks for exactly this escaping.
        return Markup(escape(clean("" if value is None else str(value))))  # noqa: S704

    env = Environment(
        loader=FileSystemLoader(folder()),
        autoescape=True,
        finalize=finalize,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    env.filters |= {"segments": segments, "cut": cut}
    env.globals |= {"words": phrases, "pick": ordering, "trace": trace_text}
    return env
