"""Selection of the requirements to report, by codes or prefixes of codes; the longest entry that matches decides."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from clauselint.diagnostics.errors import NOTICES, PROBLEMS, UsageError
from clauselint.diagnostics.suggest import did_you_mean

ALL = "ALL"


@dataclass(frozen=True, slots=True)
class Selection:
    """Codes or prefixes to select and to ignore, in capitals. ``ALL`` matches every code."""

    select: tuple[str, ...] = (ALL,)
    ignore: tuple[str, ...] = ()

    def includes(self, code: str) -> bool:
        """Return whether the requirement is reported. If entries of both are equally long, it is not."""
        return _longest(self.select, code) > _longest(self.ignore, code)


SELECT_ALL = Selection()


def _longest(entries: tuple[str, ...], code: str) -> int:
    """Return the length of the longest entry that matches the code; 0 for ALL, -1 for none."""
    return max((0 if entry == ALL else len(entry) for entry in entries if matches(entry, code)), default=-1)


def matches(entry: str, code: str) -> bool:
    """Return whether the entry is ALL, the code, or a prefix of it."""
    return entry == ALL or code.upper().startswith(entry)


def parse_entry(text: str, known: Mapping[str, Collection[str]]) -> str:
    """Return the entry for a code or prefix in any case; ``known`` maps all codes to their former names.

    Raises:
        UsageError: it matches no code, or is the code of a problem or notice, which cannot be hidden.
    """
    entry = text.strip().upper()
    if any(matches(entry, code) for code in known):
        return entry
    for code, aliases in known.items():
        if entry in {alias.upper() for alias in aliases}:
            return code
    if any(matches(entry, code) for code in (*PROBLEMS, *NOTICES)):
        raise UsageError(
            f"{entry} cannot be selected or ignored: parts that were not read are always reported.",
            cure="To accept a part that a person has looked at: clauselint waive CODE FILE.",
        )
    near = (
        did_you_mean(entry, {*known, *(code.rpartition("-")[0] for code in known)})
        or "`clauselint pack show NAME` lists the codes of a policy."
    )
    raise UsageError(f"no requirement has the code {entry}, and none begins with it.", cure=near)
