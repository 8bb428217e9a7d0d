"""The map over worker processes: order, and what one bad item costs."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from functools import partial
from operator import abs as size

import pytest

from clauselint.errors import ClauselintError, PackError
from clauselint.running.parallel import run
from clauselint.running.work import Failure, Work

DIE, RAISE, EXIT = -1, -2, -3


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
    return f"{item} done"


WORK = Work(start, size)


@pytest.mark.parametrize("jobs", [1, 2])
def test_results_come_in_the_order_of_the_items(jobs: int) -> None:
    seen: list[tuple[int, int]] = []
    results = run(WORK, [3, 1, 2, 9, 5], jobs=jobs, progress=lambda done, total: seen.append((done, total)))
    assert results == ["3 done", "1 done", "2 done", "9 done", "5 done"]
    assert seen == [(n, 5) for n in range(1, 6)]


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_exception_costs_one_item_and_quotes_nothing(jobs: int) -> None:
    results = run(WORK, [1, RAISE, 2], jobs=jobs)
    assert results == ["1 done", Failure("ValueError"), "2 done"]


def test_the_death_of_a_worker_costs_one_item() -> None:
    results = run(WORK, [1, EXIT, 2, EXIT, EXIT, 4], jobs=2)
    assert [isinstance(each, Failure) for each in results] == [False, True, False, True, True, False]
    assert results[1] == Failure("its process ended with code 9")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signals to die of")
def test_a_worker_that_is_killed_says_by_what() -> None:
    assert run(WORK, [DIE, 1], jobs=2)[0] == Failure("its process was ended by SIGTERM")


def test_work_that_cannot_be_started_is_an_error_of_the_run() -> None:
    with pytest.raises(PackError, match=r"pack.yaml:1:1: no head\."):
        run(Work(partial(start, "pack"), size), [1, 2], jobs=2)
    with pytest.raises(ClauselintError, match="--jobs 1"):
        run(Work(partial(start, "crash"), size), [1, 2], jobs=2)
