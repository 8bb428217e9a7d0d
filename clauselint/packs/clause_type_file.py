"""Types of the files in ``clause_patterns/types/``, which say how the clause types of the taxonomy are found."""

from __future__ import annotations

from typing import Any

from pydantic import Field, field_validator

from clauselint.packs.schema import ObligorSide, Signal, Strict


class TypeExamples(Strict):
    """Sentences that are a clause of the type (``match``), and similar ones that are not (``clean``)."""

    match: tuple[str, ...] = Field(min_length=2)
    clean: tuple[str, ...] = Field(min_length=2)


class ClauseType(Strict):
    """Clause type of the taxonomy, with the signals that find it. ``by`` is ``anyone`` by default: it counts whoever is bound.

    A type whose name ends in ``.other`` holds what no other type of its sentence holds.
    """

    type: str = Field(pattern=r"^[a-z]+\.[a-z-]+$")
    any: tuple[Signal, ...] = Field(min_length=1)
    examples: TypeExamples

    @field_validator("any", mode="before")
    @classmethod
    def _by_anyone(cls, signals: Any) -> Any:
        if not isinstance(signals, list):
            return signals
        return [{"by": ObligorSide.ANYONE, **s} if isinstance(s, dict) else s for s in signals]


class TypesFile(Strict):
    """File of ``clause_patterns/types/``: the clause types of one family."""

    types: tuple[ClauseType, ...]
