"""Work on worker processes: order, and what one bad item costs."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from operator import abs as size

import pytest

from clauselint.diagnostics.errors import ClauselintError, PackError
from clauselint.running.workers.tasks import Cause, Failure, TaskSpec
from clauselint.running.workers.worker_pool import WorkerPool
from clauselint.support.heartbeat import beat

DIE, RAISE, EXIT, HANG, DEVOUR, PRINT, PROCESS, PLOD = -1, -2, -3, -4, -5, -6, -7, -8
LIMIT = 1 << 30  # bytes


def start(trouble: str = "") -> Callable[[int], str]:
    if trouble == "pack":
        raise PackError("no head.", where="pack.yaml:1:1")
    if trouble == "crash":
        os._exit(7)
    return do


def do(item: int) -> str:
    if item == DIE:
        os.kill(os.getpid(), signal.SIGTERM)
    if item == EXIT:
        os._exit(9)
    if item == RAISE:
        raise ValueError("the text of a contract")
    while item == HANG:
        time.sleep(1)
    if item == DEVOUR:
        bytearray(2 * LIMIT)
    if item == PLOD:
        for _ in range(6):
            time.sleep(0.25)
            beat()
    if item == PRINT:
        os.write(1, b"noise")
        print("more noise")  # noqa: T201
        return sys.stdin.read()
    return f"{os.getpid()}" if item == PROCESS else f"{item} done"


WORK = TaskSpec(start, size, LIMIT)
KEPT = replace(WORK, keep_alive=True)


def run(
    items: Sequence[int], *, work: TaskSpec[int, str] = WORK, jobs: int = 2, seconds: float = 60
) -> list[str | Failure]:
    with WorkerPool(work, items, jobs=jobs, seconds=seconds) as crew:
        return [result for _, result in sorted(crew)]


@pytest.mark.parametrize("jobs", [1, 2, 9])
def test_each_item_has_its_result(jobs: int) -> None:
    assert run([3, 1, 2, 9, 5], jobs=jobs) == ["3 done", "1 done", "2 done", "9 done", "5 done"]


def test_the_largest_items_come_first() -> None:
    with WorkerPool(WORK, [3, 1, 9], seconds=60) as crew:
        assert [index for index, _ in crew] == [2, 0, 1]


def test_without_items_there_is_nothing_to_do() -> None:
    assert run([]) == []


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_exception_costs_one_item_and_quotes_nothing(jobs: int) -> None:
    assert run([1, RAISE, 2], jobs=jobs) == ["1 done", Failure("ValueError"), "2 done"]


@pytest.mark.parametrize("jobs", [1, 2])
def test_the_death_of_a_worker_costs_one_item(jobs: int) -> None:
    death = Failure("its process ended with code 9")
    assert run([1, EXIT, 2, EXIT, EXIT, 4], jobs=jobs) == ["1 done", death, "2 done", death, death, "4 done"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signals to die of")
def test_a_worker_that_is_killed_says_by_what() -> None:
    assert run([DIE, 1]) == [Failure("its process was ended by SIGTERM"), "1 done"]


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_item_that_takes_too_long_is_ended(jobs: int) -> None:
    assert run([1, HANG, 2], jobs=jobs, seconds=0.5) == ["1 done", Failure("0.5 seconds", Cause.TIME), "2 done"]


def test_an_item_that_takes_long_but_gives_signs_of_life_is_left_alone() -> None:
    assert run([PLOD], jobs=1, seconds=1) == [f"{PLOD} done"]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not hold a process to a limit of memory")
@pytest.mark.parametrize("jobs", [1, 2])
def test_an_item_that_takes_too_much_memory_is_refused_it(jobs: int) -> None:
    assert run([1, DEVOUR, 2], jobs=jobs) == ["1 done", Failure("MemoryError", Cause.MEMORY), "2 done"]


def test_what_is_printed_is_no_answer_and_there_is_nothing_to_read() -> None:
    assert run([PRINT, 1]) == ["", "1 done"]


def test_a_worker_is_kept_for_the_next_run_where_its_work_says_so() -> None:
    (first,), (second,), (other,) = (run([PROCESS], work=work) for work in (KEPT, KEPT, WORK))
    assert first == second != other
    assert run([EXIT], work=KEPT) != run([PROCESS], work=KEPT) != [first]


def test_work_that_cannot_be_started_is_an_error_of_the_run() -> None:
    with pytest.raises(PackError, match=r"pack.yaml:1:1: no head\."):
        run([1, 2], work=replace(WORK, start=partial(start, "pack")))
    with pytest.raises(ClauselintError, match="code 7"):
        run([1, 2], work=replace(WORK, start=partial(start, "crash")))
