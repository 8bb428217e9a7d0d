"""Worker processes, of which one may die without more harm than the item it had.

``concurrent.futures`` would give up the whole pool when a worker dies, and not say on which item; so each worker here
has a pipe of its own and one item at a time.
"""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any

from clauselint.errors import ClauselintError, UsageError
from clauselint.running.work import Failure, Item, Progress, Result, Work, attempt

IDLE = -1
STARTED = "started"


def run_on_workers(
    work: Work[Item, Result], items: Sequence[Item], jobs: int, report: Progress
) -> list[Result | Failure]:
    """As :func:`clauselint.running.parallel.run`, on ``jobs`` workers; the largest items go first."""
    queue = deque(sorted(range(len(items)), key=lambda i: work.size(items[i]), reverse=True))
    results: dict[int, Result | Failure] = {}
    crew = [_Worker(work) for _ in range(min(jobs, len(items)))]
    try:
        for worker in crew:
            worker.give(queue.popleft(), items)
        while len(results) < len(items):
            for worker in _answering(crew):
                answer = worker.take()
                if answer == STARTED:
                    continue
                results[worker.item] = answer
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
        """STARTED, then the result of each item, or the Failure that the worker's death is."""
        try:
            answer = self.pipe.recv()
        except (EOFError, OSError):
            self.dead = True
            self._process.join()
            answer = Failure(_death(self._process.exitcode))
        if self._ready:
            return answer
        if isinstance(answer, UsageError):
            raise answer
        if isinstance(answer, Failure):
            raise ClauselintError(f"worker processes cannot be started ({answer.reason}).", cure="Use --jobs 1.")
        self._ready = True
        return STARTED

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
        pipe.send(Failure(type(error).__name__))
        return
    pipe.send(STARTED)
    with suppress(EOFError, OSError):
        while True:
            pipe.send(attempt(do, pipe.recv()))
