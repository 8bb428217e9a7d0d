"""Ordered lists of named rules, each with a text that it decides and one that it leaves to the rules after it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from clauselint.model import Block

Subject = TypeVar("Subject")
Decision = TypeVar("Decision")

Example = str | tuple[str | Block, ...]
"""A text of one paragraph, or the paragraphs of a document; a block has a kind or a format of its own."""


@dataclass(frozen=True, slots=True)
class StructureRule(Generic[Subject, Decision]):
    """A named rule of an ordered list, in which the first rule that applies decides.

    ``catches`` is a text that this rule decides; ``spares`` looks like it, but another rule decides it.
    """

    name: str
    decision: Decision
    applies: Callable[[Subject], object]
    catches: Example
    spares: Example
