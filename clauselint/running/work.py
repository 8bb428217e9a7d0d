"""What work is, and what comes of one item of it."""

from __future__ import annotations

import os
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

Progress = Callable[[int, int], None]
"""Called after each item with how many are done and how many there are."""


@dataclass(frozen=True, slots=True)
class Failure:
    """Why an item has no result: the kind of exception, or how its worker died. Holds no text of a document."""

    reason: str


@dataclass(frozen=True, slots=True)
class Work(Generic[Item, Result]):
    """What is to be done. ``start`` is called once in each process, before its first item, and gives the function that
    does the work; it must be picklable, and so must items and results. ``size`` tells the larger items, done first.
    """

    start: Callable[[], Callable[[Item], Result]]
    size: Callable[[Item], int]


def attempt(do: Callable[[Item], Result], item: Item) -> Result | Failure:
    """The result of one item, or the Failure that its exception is."""
    try:
        return do(item)
    except Exception as error:  # noqa: BLE001  # one file must not stop the others, whatever is wrong with it
        if os.environ.get("CLAUSELINT_DEBUG"):
            traceback.print_exc()
        return Failure(type(error).__name__)
