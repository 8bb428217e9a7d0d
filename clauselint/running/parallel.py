"""A map over many items on worker processes, where the death of a worker costs one item and not the run.

``concurrent.futures`` would give up the whole pool when a worker dies, and not say on which item; so each worker here
has a pipe of its own and one item at a time.
"""

from __future__ import annotations

import os
import signal
import sys
import traceback
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, Generic, TypeVar

from clauselint.errors import ClauselintError, UsageError

Item = TypeVar("Item")
Result = TypeVar("Result")

IDLE = -1

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


def run(
    work: Work[Item, Result], items: Sequence[Item], *, jobs: int = 1, progress: Progress | None = None
) -> list[Result | Failure]:
    """The results of all items in their order, from ``jobs`` processes; ``jobs=1`` is this process.

    An exception of one item, or the death of its worker, is a :class:`Failure` for that item alone.

    Raises:
        UsageError: the work itself cannot be started (a pack is wrong).
        ClauselintError: worker processes cannot be started.
    """
    report = progress or (lambda done, total: None)
    if jobs <= 1 or len(items) <= 1:
        return _here(work, items, report)
    queue = deque(sorted(range(len(items)), key=lambda i: work.size(items[i]), reverse=True))
    results: dict[int, Result | Failure] = {}
    crew = [_Worker(work) for _ in range(min(jobs, len(items)))]
    try:
        for worker in crew:
            worker.give(queue.popleft(), items)
        while len(results) < len(items):
            for worker in _answering(crew):
                results[worker.item] = worker.take()
                report(len(results), len(items))
                if not queue:
                    worker.item = IDLE
                    continue
                if worker.dead:
                    crew.remove(worker)
                    worker = _Worker(work)
                    crew.append(worker)
                worker.give(queue.popleft(), items)
    finally:
        for worker in crew:
            worker.end()
    return [results[i] for i in range(len(items))]


def _answering(crew: Sequence[_Worker]) -> list[_Worker]:
    """The workers that have an answer, or have died; waits until there is one."""
    ready = wait([worker.pipe for worker in crew if worker.item != IDLE])
    return [worker for worker in crew if worker.pipe in ready]


def cores() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _here(work: Work[Item, Result], items: Sequence[Item], report: Progress) -> list[Result | Failure]:
    do = work.start()
    results: list[Result | Failure] = []
    for item in items:
        results.append(_attempt(do, item))
        report(len(results), len(items))
    return results


def _attempt(do: Callable[[Item], Result], item: Item) -> Result | Failure:
    try:
        return do(item)
    except Exception as error:  # noqa: BLE001  # one file must not stop the others, whatever is wrong with it
        if os.environ.get("CLAUSELINT_DEBUG"):
            traceback.print_exc()
        return Failure(type(error).__name__)


class _Worker:
    """A worker process and this end of its pipe. ``item`` is the index of what it works on, or IDLE."""

    def __init__(self, work: Work[Any, Any]) -> None:
        context = get_context("spawn")  # the same on all systems; a fork would copy threads and locks in any state
        self.pipe, theirs = context.Pipe()
        self.item = IDLE
        self.dead = False
        self._process: BaseProcess = context.Process(target=_serve, args=(work, theirs), daemon=True)
        self._process.start()
        theirs.close()
        self._ready = False

    def give(self, index: int, items: Sequence[Any]) -> None:
        """Start on an item."""
        self.item = index
        with suppress(OSError):  # a worker that died between two items: take() will find the pipe's end
            self.pipe.send(items[index])

    def take(self) -> Any:
        """The result of the item, or the Failure that the worker's death is."""
        try:
            if not self._ready:
                self._started(self.pipe.recv())
            return self.pipe.recv()
        except (EOFError, OSError):
            self.dead = True
            self._process.join()
            if not self._ready:
                raise ClauselintError("worker processes cannot be started here.", cure="Use --jobs 1.") from None
            return Failure(_death(self._process.exitcode))

    def _started(self, trouble: UsageError | str | None) -> None:
        if isinstance(trouble, UsageError):
            raise trouble
        if trouble:
            raise ClauselintError(f"worker processes cannot be started here ({trouble}).", cure="Use --jobs 1.")
        self._ready = True

    def end(self) -> None:
        self.pipe.close()
        self._process.terminate()
        self._process.join()


def _death(code: int | None) -> str:
    if code is not None and code < 0:
        with suppress(ValueError):
            return f"its process was ended by {signal.Signals(-code).name}"
    return f"its process ended with code {code}"


def _serve(work: Work[Any, Any], pipe: Connection[Any, Any]) -> None:
    """The life of a worker: one word when it is ready, then a result for each item until the pipe closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to answer; it ends its workers
    try:
        do = work.start()
    except UsageError as error:
        pipe.send(error)
        return
    except Exception as error:  # noqa: BLE001  # said by the parent, in a sentence
        pipe.send(type(error).__name__)
        return
    pipe.send(None)
    with suppress(EOFError, OSError):
        while True:
            pipe.send(_attempt(do, pipe.recv()))
    sys.exit(0)
