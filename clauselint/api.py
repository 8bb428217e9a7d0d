"""Public Python API: a function for each command, which returns what the command prints."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import date
from functools import partial
from pathlib import Path

from clauselint.batch import RunOptions, compare_versions, read_source, run
from clauselint.model import USUAL_READING, Comparison, Document, ParamValue, ReadingOptions, Report
from clauselint.pipeline import ObligationLister
from clauselint.running.cache.result_cache import open_cache
from clauselint.running.discovery import Source, discover, one_source
from clauselint.running.plans import DEFAULT_POLICY, Plan, one_job_per_file
from clauselint.running.policies import policies_of
from clauselint.running.stated_sides import stated_sides
from clauselint.running.suppressions.suppressions import Suppressions
from clauselint.running.workers.tasks import Progress
from clauselint.support import file_cache


def read(path: str | Path, options: ReadingOptions = USUAL_READING) -> Document:
    """Return the document that the file at ``path`` holds. Bad content never raises: such a document is ``unreadable``.

    The file is read in a worker process, so that a file that crashes a library or exceeds the limits of time (120 seconds, or
    CLAUSELINT_TIMEOUT) or memory is ``unreadable`` too. The worker waits for the next file and ends with this process.

    Raises:
        ClauselintError: no process can be started.
    """
    return read_source(Source(Path(path).as_posix()), options)


def check(
    paths: str | Path | Sequence[str | Path],
    *,
    policies: Sequence[str | Path] = (DEFAULT_POLICY,),
    params: Mapping[str, ParamValue] | None = None,
    parties: Mapping[str, str] | None = None,
    together: bool = False,
    explain: bool = False,
    reading: ReadingOptions = USUAL_READING,
    waivers: str | Path | None = None,
    baseline: str | Path | None = None,
    today: date | None = None,
    jobs: int = 1,
    cache: bool = False,
    progress: Progress | None = None,
) -> Report:
    """Judge the contracts that ``paths`` name (files, folders, globs) against ``policies`` (names of packs, or paths).

    ``params`` override parameters of the policies (``{"notice_hours": 24}``). ``parties`` state the sides of parties, by name or
    role word (``{"Acme, Inc.": "counterparty", "Customer": "protected"}``). ``together``: the files are one contract, in this
    order (agreement, amendments, exhibits), with one set of findings. ``explain``: each finding holds a trace of the passages
    considered. ``reading`` says how files are read (tracked changes, password, OCR). ``waivers`` and ``baseline`` are files of
    suppressions; without them, nothing is suppressed. ``today`` decides which waivers have expired. Files are read in worker
    processes, within limits, as by :func:`read`; ``jobs`` is their number, and with more than one they judge too. ``cache``:
    results are stored in the user's cache folder and reused, as by the command.

    Raises:
        UsageError: a path does not exist, or a policy, a parameter, a waiver or the baseline is wrong.
        ClauselintError: no process can be started.
    """
    with _caching(cache):
        plan = Plan(policies_of(policies, params or {}), parties=stated_sides(parties or {}))
        suppressions = Suppressions.load(
            plan.policies.all_codes(),
            waivers=None if waivers is None else Path(waivers),
            baseline=None if baseline is None else Path(baseline),
            today=today or date.today(),
        )
        found = discover(_as_sequence(paths))
        contracts = one_job_per_file(found.sources, plan, together=together)
        options = RunOptions(reading, explain, cache=open_cache())
        report = run(contracts, options, skipped=found.skipped, jobs=jobs, progress=progress)
        return suppressions.apply(report)


def clauses(
    paths: str | Path | Sequence[str | Path],
    *,
    parties: Mapping[str, str] | None = None,
    reading: ReadingOptions = USUAL_READING,
    jobs: int = 1,
    cache: bool = False,
    progress: Progress | None = None,
) -> Report:
    """List the clauses of the contracts that ``paths`` name, by type, without a policy.

    ``parties`` are as for :func:`check`. Raises as :func:`check`.
    """
    found = discover(_as_sequence(paths))
    with _caching(cache):
        options = RunOptions(reading, cache=open_cache())
        return run(
            one_job_per_file(found.sources, Plan(parties=stated_sides(parties or {}))),
            options,
            skipped=found.skipped,
            jobs=jobs,
            progress=progress,
        )


def obligations(
    paths: str | Path | Sequence[str | Path],
    *,
    effective_date: date | None = None,
    parties: Mapping[str, str] | None = None,
    reading: ReadingOptions = USUAL_READING,
    jobs: int = 1,
    cache: bool = False,
    progress: Progress | None = None,
) -> Report:
    """List the obligations, prohibitions, permissions and entitlements in the contracts that ``paths`` name.

    ``effective_date`` is the day on which they take effect: periods that run from it get a due date.
    ``parties`` are as for :func:`check`. Raises as :func:`check`.
    """
    found = discover(_as_sequence(paths))
    with _caching(cache):
        options = RunOptions(reading, analyzer=partial(ObligationLister, effective_date), cache=open_cache())
        return run(
            one_job_per_file(found.sources, Plan(parties=stated_sides(parties or {}))),
            options,
            skipped=found.skipped,
            jobs=jobs,
            progress=progress,
        )


def diff(
    old: str | Path,
    new: str | Path,
    *,
    policies: Sequence[str | Path] = (DEFAULT_POLICY,),
    params: Mapping[str, ParamValue] | None = None,
    parties: Mapping[str, str] | None = None,
    reading: ReadingOptions = USUAL_READING,
    jobs: int | None = 1,
    cache: bool = False,
) -> Comparison:
    """Compare two versions of a contract: what ``new`` gained, lost and changed against ``old``.

    Both are judged against ``policies``, with ``params`` and ``parties``. Their formats may differ.

    Raises:
        UsageError: a path is not a single file, or a policy or a parameter is wrong.
        ClauselintError: no process can be started.
    """
    with _caching(cache):
        plan = Plan(policies_of(policies, params or {}), parties=stated_sides(parties or {}))
        return compare_versions(one_source(old), one_source(new), plan, reading=reading, jobs=jobs, cache=open_cache())


def _caching(enabled: bool) -> AbstractContextManager[None]:
    """Turn the cache off for contracts and policies alike, unless it is ``enabled``."""
    return nullcontext() if enabled else file_cache.override(file_cache.OFF)


def _as_sequence(paths: str | Path | Sequence[str | Path]) -> Sequence[str | Path]:
    return [paths] if isinstance(paths, str | Path) else paths
