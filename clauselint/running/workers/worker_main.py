"""Main loop of a worker process, which receives items on its standard input and answers on its standard output.

Both streams carry pickles: first a :class:`WorkerInit`, answered by STARTED or by the error that kept the task from starting,
then items, each answered by its result or a :class:`~clauselint.running.workers.tasks.Failure`. Any number of ALIVE
(heartbeats) may come before an answer.
"""

from __future__ import annotations

import gc
import os
import pickle
import shutil
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from queue import SimpleQueue
from threading import Thread
from typing import Any, BinaryIO

from clauselint.diagnostics.errors import UsageError
from clauselint.running.workers.tasks import Failure, attempt
from clauselint.support.heartbeat import on_beat

STARTED = "started"
ALIVE = "alive"


@dataclass(frozen=True, slots=True)
class WorkerInit:
    """First message to a worker: ``start`` and ``memory`` of its task, and a ``folder`` for temporary files."""

    start: Callable[[], Callable[[Any], Any]]
    memory: int
    folder: str


# A file makes many small objects and almost no cycles; collecting at every 700th costs a tenth of the time.
_FEW_COLLECTIONS = 50_000


def main() -> None:
    """Process items until the parent closes the pipe or dies."""
    gc.set_threshold(_FEW_COLLECTIONS)
    items, answers = _pipes()
    init: WorkerInit = pickle.load(items)  # noqa: S301  # from our own parent
    received: SimpleQueue[Any] = SimpleQueue()
    Thread(target=_receive, args=(items, received, init.folder), daemon=True).start()
    _limit_memory(init.memory)
    on_beat(lambda: _answer(answers, pickle.dumps(ALIVE)))
    try:
        do = init.start()
    except UsageError as error:
        _answer(answers, pickle.dumps(error))
        return
    except Exception as error:  # noqa: BLE001  # said by the parent, in a sentence
        _answer(answers, pickle.dumps(Failure(type(error).__name__)))
        return
    _answer(answers, pickle.dumps(STARTED))
    while True:
        _answer(answers, _answer_to(do, received.get()))


def _pipes() -> tuple[BinaryIO, BinaryIO]:
    """Return both pipes, moved away from standard input and output: what native code or child programs print must not come
    between the answers."""
    items, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    return items, answers


def _receive(items: BinaryIO, received: SimpleQueue[Any], folder: str) -> None:
    """Receive items. The end of the pipe means that the parent is gone, and ends this process whatever it is doing."""
    while True:
        try:
            received.put(pickle.load(items))  # noqa: S301  # from our own parent
        except (EOFError, OSError, pickle.UnpicklingError):
            _end(folder)


def _end(folder: str) -> None:
    """Exit at once; end child programs (OCR) and delete their files."""
    shutil.rmtree(folder, ignore_errors=True)
    if sys.platform != "win32" and os.getpgrp() == os.getpid():
        os.killpg(0, signal.SIGKILL)
    os._exit(0)


def _answer(answers: BinaryIO, answer: bytes) -> None:
    with suppress(BrokenPipeError):  # nobody waits any longer: the end of the other pipe ends this process
        answers.write(answer)
        answers.flush()


def _answer_to(do: Callable[[Any], Any], item: Any) -> bytes:
    """Return the pickled result of an item, or its Failure; pickling may itself run out of memory."""
    answer = attempt(lambda each: pickle.dumps(do(each)), item)
    return pickle.dumps(answer) if isinstance(answer, Failure) else answer


def _limit_memory(most: int) -> None:
    """Limit the memory of this process, so that a file that would take all of the machine's fails instead."""
    if sys.platform == "win32":
        return
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    if hard != resource.RLIM_INFINITY:
        most = min(most, hard)
    with suppress(ValueError, OSError):  # macOS refuses a limit below what its libraries have mapped already
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))
