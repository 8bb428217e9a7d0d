"""Which requirements are reported, by their codes or how these begin: the longest entry that fits decides."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from clauselint.diagnostics.errors import NOTICES, PROBLEMS, UsageError
from clauselint.diagnostics.suggest import did_you_mean

ALL = "ALL"


@dataclass(frozen=True, slots=True)
class Selection:
    """Codes, or how they begin, in capitals. ``ALL`` fits every code."""

    select: tuple[str, ...] = (ALL,)
    ignore: tuple[str, ...] = ()

    def includes(self, code: str) -> bool:
        """Whether the requirement is reported. Where an entry of both is equally long, it is not."""
        return _longest(self.select, code) > _longest(self.ignore, code)


SELECT_ALL = Selection()


def _longest(entries: tuple[str, ...], code: str) -> int:
    """Length of the longest entry that the code begins with; 0 for ALL, -1 for none."""
    return max((0 if entry == ALL else len(entry) for entry in entries if matches(entry, code)), default=-1)


def matches(entry: str, code: str) -> bool:
    """Whether the entry is ALL, the code, or how it begins."""
    return entry == ALL or code.upper().startswith(entry)


def parse_entry(text: str, known: Mapping[str, Collection[str]]) -> str:
    """The entry that a person wrote, in any case; ``known`` are all codes with the other names that they once had.

    Raises:
        UsageError: it fits no code, or is one of a document's problem or a notice, which no selection can hide.
    """
    entry = text.strip().upper()
    if any(matches(entry, code) for code in known):
        return entry
    for code, aliases in known.items():
        if entry in {alias.upper() for alias in aliases}:
            return code
    if any(matches(entry, code) for code in (*PROBLEMS, *NOTICES)):
        raise UsageError(
            f"{entry} cannot be selected or ignored: what was not read must be told.",
            cure="A part that a person has looked at is waived: clauselint waive CODE FILE.",
        )
    near = (
        did_you_mean(entry, {*known, *(code.rpartition("-")[0] for code in known)})
        or "`clauselint pack show NAME` lists the codes of a policy."
    )
    raise UsageError(f"no requirement has the code {entry}, or one that begins so.", cure=near)
