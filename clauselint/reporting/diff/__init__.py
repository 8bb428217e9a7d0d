"""A comparison of two versions in any of its formats: one module of this folder a format, as in the folder above.

A format is a module with a function ``render(comparison: Comparison, options: Options) -> str``.
"""

from __future__ import annotations

from importlib import import_module

from clauselint.diagnostics.errors import UsageError
from clauselint.model import Comparison
from clauselint.reporting import modules_in

_MODULES = modules_in(__path__)

FORMATS = tuple(sorted(_MODULES))
"""Names of all formats of a comparison."""


def render(comparison: Comparison, format: str, *, color: bool = False, width: int = 80, ascii: bool = False) -> str:
    """The comparison as a string that ends with a newline; the options are those of :func:`clauselint.reporting.render`.

    Raises:
        UsageError: there is no such format.
    """
    if format not in _MODULES:
        raise UsageError(f"There is no format {format!r} of a comparison.", cure=f"Formats are: {', '.join(FORMATS)}.")
    from clauselint.reporting.view import Options

    module = import_module(f"{__name__}.{_MODULES[format]}")
    text: str = module.render(comparison, Options("diff", color=color, width=width, ascii=ascii))
    return text
