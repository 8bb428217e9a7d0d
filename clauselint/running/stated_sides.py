"""Sides that a user states for parties: on the command line, in the settings, in Python."""

from __future__ import annotations

from collections.abc import Mapping

from clauselint.diagnostics.errors import UsageError
from clauselint.diagnostics.suggest import did_you_mean
from clauselint.model import Side, StatedSide

SIDES: Mapping[str, Side] = {
    "protected": Side.PROTECTED,
    "counterparty": Side.COUNTERPARTY,
    "district": Side.PROTECTED,
    "outside": Side.COUNTERPARTY,
}
"""Side by the word that a user writes for it; the last two are those of JSON version 1."""


def stated_sides(parties: Mapping[str, str], option: str = "parties") -> tuple[StatedSide, ...]:
    """The sides of ``parties``, a side word by the name or role word of a party; ``option`` is how an error calls them.

    Raises:
        UsageError: a word is not in :data:`SIDES`, or a name is empty.
    """
    return tuple(StatedSide(*_checked(name, word, option)) for name, word in parties.items())


def _checked(name: str, word: str, option: str) -> tuple[str, Side]:
    known = word.casefold() if isinstance(word, str) else word
    if not name.strip():
        raise UsageError(f"{option}: the name of the party is missing.", cure=f"Like: {EXAMPLE}")
    if known not in SIDES:
        cure = did_you_mean(str(word), ("protected", "counterparty"))
        raise UsageError(f"{option}: '{word}' is not a side ({name}).", cure=cure)
    return " ".join(name.split()), SIDES[known]


EXAMPLE = '--party "Acme, Inc.=counterparty"'
