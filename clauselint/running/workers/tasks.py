"""Tasks for worker processes: the specification, progress, and failures of single items."""

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
    """Progress of a run: ``items`` of ``all`` are done, with ``pages`` in total; ``share`` of the work by size, from 0 to 1."""

    items: int
    all: int
    pages: int
    share: float


class ProgressCounter:
    """Counts finished items."""

    def __init__(self, sizes: Sequence[int]) -> None:
        """``sizes`` are those of all items, none of them 0."""
        self._sizes, self._whole = sizes, sum(sizes)
        self._items = self._pages = self._size = 0

    def done(self, index: int, pages: int | None) -> ProgressUpdate:
        """Count the item at ``index`` as finished; ``pages`` is None for formats without pages."""
        self._items += 1
        self._pages += pages or 0
        self._size += self._sizes[index]
        return ProgressUpdate(self._items, len(self._sizes), self._pages, self._size / self._whole)


Progress = Callable[[ProgressUpdate], None]
"""Called after each item."""


class Cause(Enum):
    """Cause of a failure: a fault (ours, or in native code), or a limit that was exceeded."""

    FAULT = auto()
    TIME = auto()
    MEMORY = auto()


@dataclass(frozen=True, slots=True)
class Failure:
    """The failure of an item. ``reason`` is the type of the exception, how its process died, or the limit ("120 seconds"); it
    holds no contract text.
    """

    reason: str
    cause: Cause = Cause.FAULT


@dataclass(frozen=True, slots=True)
class TaskSpec(Generic[Item, Result]):
    """The task of a pool. ``start`` is called once in each process and returns the function that processes an item; it must be
    picklable, and so must items and results. ``size`` orders the items, largest first. ``memory`` is the limit of a process in
    bytes of address space. ``keep_alive``: its processes wait for the next run.
    """

    start: Callable[[], Callable[[Item], Result]]
    size: Callable[[Item], int]
    memory: int
    keep_alive: bool = False


def attempt(do: Callable[[Item], Result], item: Item) -> Result | Failure:
    """Return the result of one item, or a Failure if it raises."""
    try:
        return do(item)
    except Exception as error:  # noqa: BLE001  # one file must not stop the others, whatever is wrong with it
        if os.environ.get("CLAUSELINT_DEBUG"):
            traceback.print_exc()
        return Failure(type(error).__name__, Cause.MEMORY if isinstance(error, MemoryError) else Cause.FAULT)
