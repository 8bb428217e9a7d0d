"""A report in any of the formats: one module of this folder a format, the folder is the registry.

A format is a module ``NAME.py`` (or ``NAME_.py`` where NAME is taken by the standard library) with a function
``render(report: Report, options: Options) -> str``. What formats share lies in the folder ``view``.
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from clauselint.errors import UsageError
from clauselint.model import Report, Severity

_MODULES = {module.name.rstrip("_"): module.name for module in iter_modules(__path__) if not module.ispkg}

FORMATS = tuple(sorted(_MODULES))
"""Names of all formats."""


def render(
    report: Report,
    format: str,
    *,
    command: str = "check",
    show: Severity = Severity.WARNING,
    color: bool = False,
    width: int = 80,
    ascii: bool = False,
) -> str:
    """The report as a string that ends with a newline (empty where a line format has nothing to say).

    ``command`` is "check", or "clauses" for the inventory alone. ``show`` is the lowest severity that ``text`` and
    ``concise`` list one by one; the other formats hold everything. ``color``, ``width`` (columns) and ``ascii`` (for a
    terminal whose encoding cannot print the shapes) concern ``text`` alone. Raises :class:`UsageError` for an unknown
    format.
    """
    if format not in _MODULES:
        raise UsageError(f"There is no format {format!r}.", cure=f"Formats are: {', '.join(FORMATS)}.")
    from clauselint.reporting.view import Options  # not above: whoever wants only FORMATS must not pay for the rest

    module = import_module(f"{__name__}.{_MODULES[format]}")
    text: str = module.render(report, Options(command, show, color, width, ascii))
    return text
