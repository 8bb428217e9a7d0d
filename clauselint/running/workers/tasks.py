"""What work is, and what comes of one item of it."""

from __future__ import annotations

import os
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Generic, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class ProgressUpdate:
    """How far a run is: ``items`` of ``all`` items, with so many ``pages`` in those that have pages; ``share`` of the work, by
    size, from 0 to 1."""

    items: int
    all: int
    pages: int
    share: float


class ProgressCounter:
    """Counts what is done."""

    def __init__(self, sizes: Sequence[int]) -> None:
        """``sizes`` are those of all items, none of them 0."""
        self._sizes, self._whole = sizes, sum(sizes)
        self._items = self._pages = self._size = 0

    def done(self, index: int, pages: int | None) -> ProgressUpdate:
        """The item at ``index`` is done, which has so many pages, or none."""
        self._items += 1
        self._pages += pages or 0
        self._size += self._sizes[index]
        return ProgressUpdate(self._items, len(self._sizes), self._pages, self._size / self._whole)


Progress = Callable[[ProgressUpdate], None]
"""Called after each item."""


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
class TaskSpec(Generic[Item, Result]):
    """What is to be done. ``start`` is called once in each process, before its first item, and gives the function that
    does the work; it must be picklable, and so must items and results. ``size`` tells the larger items, done first.
    ``memory`` is what a process may take, in bytes of address space. ``keep_alive``: its processes wait for the next run.
    """

    start: Callable[[], Callable[[Item], Result]]
    size: Callable[[Item], int]
    memory: int
    keep_alive: bool = False


def attempt(do: Callable[[Item], Result], item: Item) -> Result | Failure:
    """The result of one item, or the Failure that its exception is."""
    try:
        return do(item)
    except Exception as error:  # noqa: BLE001  # one file must not stop the others, whatever is wrong with it
        if os.environ.get("CLAUSELINT_DEBUG"):
            traceback.print_exc()
        return Failure(type(error).__name__, Cause.MEMORY if isinstance(error, MemoryError) else Cause.FAULT)
