"""The parent's handle on a worker process, which may die, hang or be killed at the cost of one item.

``concurrent.futures`` would give up the whole pool when a worker dies, and not say on which item; ``multiprocessing``
runs the caller's script a second time. So each worker is a Python process with two pipes and one item at a time, and a
thread waits for its answer, which works on all systems.
"""

from __future__ import annotations

import os
import pickle
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from queue import SimpleQueue
from threading import Thread
from typing import Any

from clauselint.diagnostics.errors import ClauselintError
from clauselint.running.workers.tasks import Cause, Failure, TaskSpec
from clauselint.running.workers.worker_main import ALIVE, STARTED, WorkerInit
from clauselint.support import file_cache

# The module search path of this process goes along, since a script may have changed it; without -P the current folder,
# which may be full of strangers' files, would stand before it.
_COMMAND = "import sys; sys.path[:] = sys.argv[1:]; from clauselint.running.workers.worker_main import main; main()"
_PATIENCE = 5  # seconds that a process gets to be gone after it was ended, or has closed its pipe


class Worker:
    """A worker process. It has one item at a time."""

    def __init__(self, work: TaskSpec[Any, Any]) -> None:
        """Start a process for a task. Raises ClauselintError if it cannot be started."""
        self.work = work
        self.item = -1  # index of what it works on
        self._spent = False
        self._started = False
        self._since: float | None = None  # when it began with its item; a start, which imports spaCy, does not count
        debug = bool(os.environ.get("CLAUSELINT_DEBUG"))
        try:
            # For pictures of pages and the like, which must not outlive a process that is ended while it has some.
            self._folder = tempfile.mkdtemp(prefix="clauselint-")
            self._process = subprocess.Popen(  # noqa: S603  # ourselves
                [sys.executable, "-P", "-c", _COMMAND, *sys.path],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=None if debug else subprocess.DEVNULL,  # what native code prints is noise to a user
                env={
                    "OPENBLAS_NUM_THREADS": "1",
                    **os.environ,
                    **file_cache.cache_environment(),
                },  # its threads only take memory; we are the parallel ones
                start_new_session=True,  # Ctrl-C is the parent's to answer; it ends its workers
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),  # the same on Windows
            )
        except (OSError, ValueError) as error:
            raise ClauselintError(f"worker processes cannot be started ({type(error).__name__}).") from error

    def give(self, index: int, item: Any, answers: SimpleQueue[tuple[Worker, Any]]) -> None:
        """Send an item; the answer, or the error that kept the task from starting, is put into ``answers``."""
        self.item, self._since = index, None
        Thread(target=lambda: answers.put((self, self._exchange(item))), daemon=True).start()

    @property
    def fit(self) -> bool:
        """Return whether it can take another item."""
        return not self._spent and self._process.poll() is None

    @property
    def busy_for(self) -> float:
        """Seconds since it started its item, or since its last heartbeat."""
        return 0.0 if self._since is None else time.monotonic() - self._since

    def end(self) -> None:
        """Kill the process and its children, whatever they are doing."""
        self._spent = True
        if self._process.poll() is None:
            self._kill()
        with suppress(subprocess.TimeoutExpired):  # stuck in the kernel, on a drive that is gone: nothing can end it
            self._process.wait(_PATIENCE)
            for pipe in (self._process.stdin, self._process.stdout):
                with suppress(OSError):
                    pipe.close()  # type: ignore[union-attr]  # both were asked for
        shutil.rmtree(self._folder, ignore_errors=True)

    def _kill(self) -> None:
        if sys.platform == "win32":
            self._process.kill()
        else:
            with suppress(ProcessLookupError, PermissionError):  # gone this moment
                os.killpg(self._process.pid, signal.SIGKILL)

    def _exchange(self, item: Any) -> Any:
        try:
            if not self._started:
                answer = self._ask(WorkerInit(self.work.start, self.work.memory, self._folder))
                if answer != STARTED:
                    return answer if isinstance(answer, ClauselintError) else _not_started(answer.reason)
                self._started = True
            self._since = time.monotonic()
            answer = self._ask(item)
        except (EOFError, OSError, ValueError, pickle.UnpicklingError):  # the pipe's end, perhaps amid an answer
            self._spent = True
            death = self._death()
            return Failure(death) if self._started else _not_started(death)
        if isinstance(answer, Failure) and answer.cause is Cause.MEMORY:
            self._spent = True  # who knows what is still held
        return answer

    def _ask(self, question: Any) -> Any:
        pipes = self._process
        pickle.dump(question, pipes.stdin)  # type: ignore[arg-type]  # both were asked for
        pipes.stdin.flush()  # type: ignore[union-attr]
        answer = ALIVE
        while answer == ALIVE:
            self._since = self._since and time.monotonic()
            answer = pickle.load(pipes.stdout)  # type: ignore[arg-type]  # noqa: S301  # from our own child
        return answer

    def _death(self) -> str:
        try:
            code = self._process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            return "its process no longer answers"
        if code < 0:
            with suppress(ValueError):
                return f"its process was ended by {signal.Signals(-code).name}"
        return f"its process ended with code {code}"


def _not_started(reason: str) -> ClauselintError:
    return ClauselintError(
        f"worker processes cannot be started ({reason}).", cure="CLAUSELINT_DEBUG=1 shows their output."
    )
