"""The public face of clauselint in Python: what the commands do, as functions that return what the commands print."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import date
from functools import partial
from pathlib import Path

from clauselint.batch import RunOptions, read_source, run, versions
from clauselint.model import USUAL_READING, Comparison, Document, ParamValue, ReadingOptions, Report
from clauselint.pipeline import ObligationLister
from clauselint.running.cache.result_cache import opened
from clauselint.running.discovery import Source, discover, one_source
from clauselint.running.plans import DEFAULT_POLICY, Plan, one_job_per_file
from clauselint.running.policies import policies_of
from clauselint.running.stated_sides import stated_sides
from clauselint.running.suppressions.suppressions import Suppressions
from clauselint.running.workers.tasks import Progress
from clauselint.support import file_cache


def read(path: str | Path, options: ReadingOptions = USUAL_READING) -> Document:
    """What a reader of the file at ``path`` sees. Never raises for bad content: such a document is ``unreadable``.

    The file is read in a process of its own, so that one which crashes a library, or wants too much time (120 seconds,
    or what the environment variable CLAUSELINT_TIMEOUT says) or memory, is ``unreadable`` too. That process waits for
    the next file, and ends with this one.

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
    role word (``{"Acme, Inc.": "counterparty", "Customer": "protected"}``). ``together``: the files are one contract,
    in this order (agreement, amendments, exhibits), and get one set of findings. ``explain``: each finding tells what was
    weighed for it. ``reading`` says how files are read (whether with tracked changes accepted, with which password).
    ``waivers`` and ``baseline`` are the files of what a team has accepted; none is looked for. ``today`` is the day on which
    waivers are in force or have expired. Files are read in other processes, within limits, as :func:`read` does; ``jobs`` is
    how many of them there are. With more than one, they judge too. ``cache``: what is read and found is kept in the user's
    cache folder, and taken from there the next time, as the command does.

    Raises:
        UsageError: a path does not exist, or a policy, a parameter, a waiver or the baseline is wrong.
        ClauselintError: no process can be started.
    """
    with _kept(cache):
        plan = Plan(policies_of(policies, params or {}), parties=stated_sides(parties or {}))
        accepted = Suppressions.load(
            plan.policies.mentioned(),
            waivers=None if waivers is None else Path(waivers),
            baseline=None if baseline is None else Path(baseline),
            today=today or date.today(),
        )
        found = discover(_several(paths))
        every = one_job_per_file(found.sources, plan, together=together)
        request = RunOptions(reading, explain, cache=opened())
        report = run(every, request, skipped=found.skipped, jobs=jobs, progress=progress)
        return accepted.apply(report)


def clauses(
    paths: str | Path | Sequence[str | Path],
    *,
    parties: Mapping[str, str] | None = None,
    reading: ReadingOptions = USUAL_READING,
    jobs: int = 1,
    cache: bool = False,
    progress: Progress | None = None,
) -> Report:
    """The clauses in the contracts that ``paths`` name, by type, judged against nothing.

    ``parties`` are as :func:`check` has them. Raises as :func:`check`.
    """
    found = discover(_several(paths))
    stated = stated_sides(parties or {})
    with _kept(cache):
        request = RunOptions(reading, cache=opened())
        return run(
            one_job_per_file(found.sources, Plan(parties=stated)),
            request,
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
    """Who must, must not, may, is entitled to or need not do what, in the contracts that ``paths`` name.

    ``effective_date`` is the day on which they take effect; periods that run from it get a day on which they end.
    ``parties`` are as :func:`check` has them. Raises as :func:`check`.
    """
    found = discover(_several(paths))
    stated = stated_sides(parties or {})
    with _kept(cache):
        request = RunOptions(reading, examiner=partial(ObligationLister, effective_date), cache=opened())
        return run(
            one_job_per_file(found.sources, Plan(parties=stated)),
            request,
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
    """What the version of a contract in the file ``new`` gained, lost and changed against that in ``old``.

    Both are judged against ``policies``, with ``params`` and ``parties`` as :func:`check` has them, and read as ``reading`` says.
    The formats need not be the same.

    Raises:
        UsageError: a path is no single file, or a policy or a parameter is wrong.
        ClauselintError: no process can be started.
    """
    with _kept(cache):
        plan = Plan(policies_of(policies, params or {}), parties=stated_sides(parties or {}))
        return versions(one_source(old), one_source(new), plan, reading=reading, jobs=jobs, cache=opened())


def _kept(wanted: bool) -> AbstractContextManager[None]:
    """While this lasts nothing is kept, neither of contracts nor of policies, unless that is wanted."""
    return nullcontext() if wanted else file_cache.override(file_cache.OFF)


def _several(paths: str | Path | Sequence[str | Path]) -> Sequence[str | Path]:
    return [paths] if isinstance(paths, str | Path) else paths
