"""A report in any of the formats: one module of this folder a format, the folder is the registry.

A format is a module ``NAME.py`` (or ``NAME_.py`` where NAME is taken by the standard library) with a function
``render(report: Report, options: Options) -> str``; a format whose file is not its text in UTF-8 has ``to_bytes`` too, or
instead, which takes the same. What formats share lies in the folder ``view``; the
formats of a comparison of two versions lie in the folder ``diff``.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from pkgutil import iter_modules

from clauselint.diagnostics.errors import UsageError
from clauselint.model import Report, Severity


def modules_in(path: Iterable[str]) -> dict[str, str]:
    """The modules of a package whose folder is a registry, by the names of their formats."""
    return {module.name.rstrip("_"): module.name for module in iter_modules(path) if not module.ispkg}


_MODULES = modules_in(__path__)

FORMATS = tuple(sorted(_MODULES))
"""Names of all formats."""


_ONLY_OF = {
    "obligations": frozenset({"ics", "xlsx"}),
    "check": frozenset({"github", "junit", "rdjson", "sarif"}),  # they hold what is wrong, and only check says that
}
BINARY = frozenset({"xlsx"})
"""Formats that are not text."""


def require(format: str, command: str) -> None:
    """Raises :class:`UsageError` where ``format`` is unknown, or ``command`` cannot be shown in it."""
    if format not in _MODULES:
        raise UsageError(f"There is no format {format!r}.", cure=f"Formats are: {', '.join(FORMATS)}.")
    known = formats_of(command)
    if format not in known:
        owner = next(owner for owner, formats in _ONLY_OF.items() if format in formats)
        raise UsageError(
            f"{format} is a format of 'clauselint {owner}' alone.",
            cure=f"Formats of {command} are: {', '.join(known)}.",
        )


def formats_of(command: str) -> tuple[str, ...]:
    """The formats that ``command`` can be shown in."""
    others = {format for owner, formats in _ONLY_OF.items() if owner != command for format in formats}
    return tuple(name for name in FORMATS if name not in others)


def encoded(report: Report, format: str, *, command: str = "check", show: Severity = Severity.WARNING) -> bytes:
    """The report as the content of a file. Raises as :func:`require` does."""
    require(format, command)
    module = import_module(f"{__name__}.{_MODULES[format]}")
    if hasattr(module, "to_bytes"):
        from clauselint.reporting.view import Options

        content: bytes = module.to_bytes(report, Options(command, show))
        return content
    return render(report, format, command=command, show=show).encode("utf-8", "replace")


def render(
    report: Report,
    format: str,
    *,
    command: str = "check",
    show: Severity = Severity.WARNING,
    color: bool = False,
    width: int = 80,
    ascii: bool = False,
    all_signals: bool = False,
) -> str:
    """The report as a string that ends with a newline (empty where a line format has nothing to say).

    ``command`` is "check", "rule" for one requirement of it, "clauses" for the inventory alone, or "obligations". ``show`` is
    the lowest severity that ``text`` and ``concise`` list one by one; the other formats hold everything. ``color``, ``width``
    (columns) and ``ascii`` (for a terminal whose encoding cannot print the shapes) concern ``text`` alone, as does
    ``all_signals``: traces show every signal, not the nearest of each limb alone. Raises as :func:`require` does.
    """
    require(format, command)
    if format in BINARY:
        raise UsageError(f"{format} is not a text format.", cure="Ask for its bytes.")
    from clauselint.reporting.view import Options  # not above: whoever wants only FORMATS must not pay for the rest

    module = import_module(f"{__name__}.{_MODULES[format]}")
    text: str = module.render(report, Options(command, show, color, width, ascii, all_signals))
    return text
