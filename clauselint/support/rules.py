"""Ordered lists of named rules: the first that applies decides."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol, TypeVar


class Applicable(Protocol):
    """A rule that says whether it applies to a subject."""

    @property
    def applies(self) -> Callable[[Any], object]:
        """Return the test; what it returns counts as true or false."""


_R = TypeVar("_R", bound=Applicable)


def first_rule(rules: Sequence[_R], subject: object) -> _R | None:
    """Return the first rule that applies to ``subject``, None where none does."""
    return next((rule for rule in rules if rule.applies(subject)), None)
