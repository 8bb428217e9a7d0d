"""The life of a worker process, seen from inside: it gets items on its standard input and answers on its standard output.

What comes and goes are pickles: first a :class:`WorkerInit`, then items; answered by STARTED or the error that kept the
work from starting, then by a result or a :class:`~clauselint.running.workers.tasks.Failure` for each item. Before that there may
be any number of ALIVE: a step of long work is done.
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
    """What a worker is to do: ``start`` and ``memory`` are those of the work; ``folder`` is where it may leave files for
    as long as it lives."""

    start: Callable[[], Callable[[Any], Any]]
    memory: int
    folder: str


# A file makes many small objects and almost no cycles; collecting at every 700th costs a tenth of the time.
_FEW_COLLECTIONS = 50_000


def main() -> None:
    """Work until the parent closes the pipe or dies."""
    gc.set_threshold(_FEW_COLLECTIONS)
    items, answers = _pipes()
    beginning: WorkerInit = pickle.load(items)  # noqa: S301  # from our own parent
    received: SimpleQueue[Any] = SimpleQueue()
    Thread(target=_receive, args=(items, received, beginning.folder), daemon=True).start()
    _limit_memory(beginning.memory)
    on_beat(lambda: _answer(answers, pickle.dumps(ALIVE)))
    try:
        do = beginning.start()
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
    """The two ends of the pipes, taken away from where native code and other programs that it starts would look: what
    those print must not come between the answers."""
    items, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    return items, answers


def _receive(items: BinaryIO, received: SimpleQueue[Any], folder: str) -> None:
    """Take in items. The end of the pipe is the end of the parent, and so of this process, whatever it is busy with."""
    while True:
        try:
            received.put(pickle.load(items))  # noqa: S301  # from our own parent
        except (EOFError, OSError, pickle.UnpicklingError):
            _end(folder)


def _end(folder: str) -> None:
    """End at once, with the programs that were started from here (OCR) and the files that they have made."""
    shutil.rmtree(folder, ignore_errors=True)
    if sys.platform != "win32" and os.getpgrp() == os.getpid():
        os.killpg(0, signal.SIGKILL)
    os._exit(0)


def _answer(answers: BinaryIO, answer: bytes) -> None:
    with suppress(BrokenPipeError):  # nobody waits any longer: the end of the other pipe ends this process
        answers.write(answer)
        answers.flush()


def _answer_to(do: Callable[[Any], Any], item: Any) -> bytes:
    """The result of an item, or its Failure, as a pickle; which may itself need more memory than there is."""
    answer = attempt(lambda each: pickle.dumps(do(each)), item)
    return pickle.dumps(answer) if isinstance(answer, Failure) else answer


def _limit_memory(most: int) -> None:
    """Let a file that would take all memory of the machine fail instead, where the system can hold a process to it."""
    if sys.platform == "win32":
        return
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    if hard != resource.RLIM_INFINITY:
        most = min(most, hard)
    with suppress(ValueError, OSError):  # macOS refuses a limit below what its libraries have mapped already
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))
