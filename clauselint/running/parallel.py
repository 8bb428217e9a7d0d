"""A map over many items, in this process or on workers, where what goes wrong with one item costs that item alone."""

from __future__ import annotations

import os
from collections.abc import Sequence

from clauselint.running.work import Failure, Item, Progress, Result, Work, attempt


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
    from clauselint.running.workers import run_on_workers  # multiprocessing is 10 ms that small runs need not spend

    return run_on_workers(work, items, jobs, report)


def cores() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _here(work: Work[Item, Result], items: Sequence[Item], report: Progress) -> list[Result | Failure]:
    do = work.start()
    results: list[Result | Failure] = []
    for item in items:
        results.append(attempt(do, item))
        report(len(results), len(items))
    return results
