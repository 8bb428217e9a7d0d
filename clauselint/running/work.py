"""What work is, and what comes of one item of it."""

from __future__ import annotations

import os
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from typing import Generic, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

Progress = Callable[[int, int], None]
"""Called after each item with how many are done and how many there are."""


class Cause(Enum):
    """Why an item has no result: a fault (ours, or in native code), or a limit that it went over."""

    FAULT = auto()
    TIME = auto()
    MEMORY = auto()


@dataclass(frozen=True, slots=True)
class Failure:
    """An item has no result. ``reason`` is the kind of exception, how its process died, or the limit ("120 seconds").
    Holds no text of a document.
    """

    reason: str
    cause: Cause = Cause.FAULT


@dataclass(frozen=True, slots=True)
class Work(Generic[Item, Result]):
    """What is to be done. ``start`` is called once in each process, before its first item, and gives the function that
    does the work; it must be picklable, and so must items and results. ``size`` tells the larger items, done first.
    ``memory`` is what a process may take, in bytes of address space. ``keep``: its processes wait for the next run.
    """

    start: Callable[[], Callable[[Item], Result]]
    size: Callable[[Item], int]
    memory: int
    keep: bool = False


def attempt(do: Callable[[Item], Result], item: Item) -> Result | Failure:
    """The result of one item, or the Failure that its exception is."""
    try:
        return do(item)
    except Exception as error:  # noqa: BLE001  # one file must not stop the others, whatever is wrong with it
        if os.environ.get("CLAUSELINT_DEBUG"):
            traceback.print_exc()
        return Failure(type(error).__name__, Cause.MEMORY if isinstance(error, MemoryError) else Cause.FAULT)
