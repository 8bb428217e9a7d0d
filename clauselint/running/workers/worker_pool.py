"""A pool of worker processes in which a failure costs one item only."""

from __future__ import annotations

import atexit
import os
from collections import deque
from collections.abc import Iterator, Sequence
from queue import Empty, SimpleQueue
from types import TracebackType
from typing import Any, Generic

from clauselint.diagnostics.errors import ClauselintError
from clauselint.running.workers.tasks import Cause, Failure, Item, Result, TaskSpec
from clauselint.running.workers.worker_process import Worker

# Workers that wait for the next run, one per task: importing pdfium costs as much as reading a file.
_idle: dict[TaskSpec[Any, Any], Worker] = {}


def available_cores() -> int:
    """Return the number of processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class WorkerPool(Generic[Item, Result]):
    """Worker processes for a list of items. They start at once; iterating yields ``(index, result)`` as results arrive, the
    largest items first. Use it in a ``with`` block, which ends or parks all workers.

    An exception, the death of the worker, or more than ``seconds`` of work is a Failure of that item only.
    """

    def __init__(self, work: TaskSpec[Item, Result], items: Sequence[Item], *, seconds: float, jobs: int = 1) -> None:
        """Start ``jobs`` workers, or fewer where there are fewer items.

        Raises:
            ClauselintError: worker processes cannot be started.
        """
        self._work, self._items, self._seconds = work, items, seconds
        self._waiting = deque(sorted(range(len(items)), key=lambda i: work.size(items[i]), reverse=True))
        self._answers: SimpleQueue[tuple[Worker, Any]] = SimpleQueue()
        self._busy: list[Worker] = []
        try:
            for _ in range(min(jobs, len(items))):
                self._give(_idle.pop(work, None))
        except BaseException:
            self._end()
            raise

    def __enter__(self) -> WorkerPool[Item, Result]:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self._end()

    def __iter__(self) -> Iterator[tuple[int, Result | Failure]]:
        """Yield results as they arrive.

        Raises:
            UsageError: the task itself cannot be started (a pack is wrong).
            ClauselintError: worker processes cannot be started.
        """
        while self._busy:
            worker, answer = self._next()
            index = worker.item
            self._busy.remove(worker)
            if not worker.fit or not self._waiting:
                _dismiss(worker)
            if self._waiting:
                self._give(worker)  # before the caller works on this answer
            if isinstance(answer, ClauselintError):
                raise answer
            yield index, answer

    def _end(self) -> None:
        for worker in self._busy:
            worker.end()

    def _give(self, worker: Worker | None) -> None:
        if worker is None or not worker.fit:
            worker = Worker(self._work)
        self._busy.append(worker)
        index = self._waiting.popleft()
        worker.give(index, self._items[index], self._answers)

    def _next(self) -> tuple[Worker, Any]:
        """Wait for the next answer; for a worker that exceeds the limit of time, return a Failure."""
        while True:
            longest = max(self._busy, key=lambda worker: worker.busy_for)
            try:
                worker, answer = self._answers.get(timeout=max(0.0, self._seconds - longest.busy_for))
            except Empty:
                if longest.busy_for >= self._seconds:
                    longest.end()
                    return longest, Failure(f"{self._seconds:g} seconds", Cause.TIME)
            else:
                if worker in self._busy:  # else its answer comes after it was given up
                    return worker, answer


def _dismiss(worker: Worker) -> None:
    """Park a worker for the next run if its task says so, else end it."""
    if not worker.fit or not worker.work.keep_alive or _idle.setdefault(worker.work, worker) is not worker:
        worker.end()


def _end_idle() -> None:
    while _idle:
        _idle.popitem()[1].end()


atexit.register(_end_idle)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_idle.clear)  # two processes must not talk to one worker
