"""Analysis of a batch of contracts: cached results first, worker processes for the others, one report of all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING

from clauselint.model import (
    USUAL_READING,
    Comparison,
    Document,
    DocumentReport,
    Notice,
    Read,
    ReadingOptions,
    Report,
    Severity,
)
from clauselint.pipeline import AnalyzeDocument, DocumentAnalyzer
from clauselint.running.cache.result_cache import ResultCache
from clauselint.running.discovery import Source
from clauselint.running.plans import ContractJob, Plan, one_job_per_file
from clauselint.running.policies import Policies
from clauselint.running.workers.isolated_reading import READING, ReadingTask, read_task, sha256, unreadable_document
from clauselint.running.workers.limits import LIMITS, time_limit
from clauselint.running.workers.tasks import Failure, Progress, ProgressCounter, TaskSpec, attempt

if TYPE_CHECKING:
    from clauselint.packs import Pack

# Below this a run ends before a second process has imported spaCy.
SMALL_RUN_FILES, SMALL_RUN_BYTES = 4, 2_000_000

Results = Iterator[tuple[int, DocumentReport]]
"""The report of each contract with its index, in the order in which they are finished."""


@dataclass(frozen=True, slots=True)
class RunOptions:
    """Options of a run: how files are read, whether findings ``explain`` themselves with a trace, and whether reports hold the
    paragraphs needed to ``compare`` versions.

    ``analyzer`` is a factory that replaces :class:`DocumentAnalyzer`; it must be picklable, with a ``repr`` of its own.
    ``cache`` holds the results of earlier runs and receives those of this one.
    """

    reading: ReadingOptions = USUAL_READING
    explain: bool = False
    compare: bool = False
    analyzer: Callable[[], AnalyzeDocument] | None = None
    cache: ResultCache | None = None

    def make_analyzer(self, packs: Sequence[Pack]) -> AnalyzeDocument:
        """Return a new analyzer for ``packs``. It is expensive to make: once per process and set of policies."""
        if self.analyzer is not None:
            return self.analyzer()
        return DocumentAnalyzer(packs, explain=self.explain, compare=self.compare)

    def cached_report(self, contract: ContractJob) -> DocumentReport | None:
        """Return the report of an earlier run on the same contract; None if it is not in the cache."""
        if self.cache is None:
            return None
        files = [(source.name, sha256(source, Path(source.name))) for source in contract.sources]
        return self.cache.report(files, self.reading, self._cache_key(contract.plan.policies.digest(), contract.plan))

    def cache_report(self, report: DocumentReport, policies: str, plan: Plan) -> None:
        """Store the report of a contract judged as ``plan`` says, against ``policies`` (their digest)."""
        if self.cache is not None:
            self.cache.store_report(report, self.reading, self._cache_key(policies, plan))

    def _cache_key(self, policies: str, plan: Plan) -> str:
        return f"{policies} {self.explain} {self.compare} {self.analyzer!r} {plan.parties!r}"


def run(
    contracts: Sequence[ContractJob],
    options: RunOptions,
    *,
    skipped: int = 0,
    jobs: int | None = 1,
    progress: Progress | None = None,
) -> Report:
    """Read and analyze all contracts. ``jobs`` is the number of processes; None chooses it by the amount of work.

    Raises:
        UsageError: a policy is unknown or wrong.
        ClauselintError: no process can be started.
    """
    reports = {
        n: report for n, contract in enumerate(contracts) if (report := options.cached_report(contract)) is not None
    }
    uncached = {n: contract for n, contract in enumerate(contracts) if n not in reports}
    count = ProgressCounter([1 + sum(source.size for source in contract.sources) for contract in contracts])
    for n, report in reports.items():
        count.done(n, report.document.pages)
    for n, report in _analyze_jobs(uncached, options, jobs) if uncached else ():
        reports[n] = report
        done = count.done(n, report.document.pages)
        if progress is not None:
            progress(done)
    return _report([contract.plan for contract in contracts], [reports[n] for n in range(len(contracts))], skipped)


def _report(plans: Sequence[Plan], reports: Sequence[DocumentReport], skipped: int) -> Report:
    """Return the report of a run, from the plan and the report of each contract."""
    policies = {row.name: row for plan in reversed(plans) for row in reversed(plan.policies.rows())}
    return Report(
        tuple(reversed(policies.values())),
        tuple(map(_select_findings, reports, plans)),
        skipped,
        tuple(parties_not_found(plans, reports)),
    )


def parties_not_found(plans: Iterable[Plan], reports: Sequence[DocumentReport]) -> Iterator[Notice]:
    """Yield a notice for each party whose side is stated and that no contract holds; each contract has a plan and a report."""
    reports_of: dict[str, list[DocumentReport]] = {}
    for plan, report in zip(plans, reports, strict=True):
        for party in plan.parties if report.document.read is not Read.UNREADABLE else ():
            reports_of.setdefault(party.name, []).append(report)
    if not reports_of:
        return
    from clauselint.outline import party_named

    for name, legible in reports_of.items():
        if all(party_named(name, report.parties) is None for report in legible):
            path = legible[0].document.path
            yield Notice("PTY001", Severity.WARNING, _not_found(name, legible), path, path)


def _not_found(name: str, reports: Sequence[DocumentReport]) -> str:
    called = dict.fromkeys(p.name or p.roles[0] for report in reports for p in report.parties if p.name or p.roles)
    read = f"Parties read: {'; '.join(called)}".removesuffix(".") + "." if called else "No parties were read."
    where = "the contract does not name" if len(reports) == 1 else "no contract names"
    return f"{where} '{name}', so the side stated for it is not used. Write the name as the contract does. {read}"


def _default_jobs(contracts: Iterable[ContractJob]) -> int:
    """Return the number of processes that this much work justifies."""
    from clauselint.running.workers.worker_pool import available_cores

    sizes = [source.size for contract in contracts for source in contract.sources]
    return 1 if len(sizes) <= SMALL_RUN_FILES and sum(sizes) <= SMALL_RUN_BYTES else available_cores()


def _select_findings(report: DocumentReport, plan: Plan) -> DocumentReport:
    findings = tuple(finding for finding in report.findings if plan.selection.includes(finding.code))
    return report if len(findings) == len(report.findings) else replace(report, findings=findings)


class AnalyzerPool:
    """The analyzers of one process: one for each set of policies, made when first needed."""

    def __init__(self, options: RunOptions, packs: Mapping[Policies, Sequence[Pack]]) -> None:
        """``packs`` holds the packs of all policies in the run."""
        self.options, self.packs = options, packs
        self._made: dict[Policies, AnalyzeDocument] = {}

    def for_plan(self, plan: Plan) -> AnalyzeDocument:
        """Return the analyzer for the policies of a plan."""
        if plan.policies not in self._made:
            self._made[plan.policies] = self.options.make_analyzer(self.packs[plan.policies])
        return self._made[plan.policies]

    def cache_report(self, report: DocumentReport, plan: Plan) -> None:
        """Store a report for the next run."""
        self.options.cache_report(report, plan.policies.digest(self.packs[plan.policies]), plan)


def _analyze_jobs(contracts: Mapping[int, ContractJob], options: RunOptions, jobs: int | None) -> Results:
    """Yield the reports of all contracts, as they are finished."""
    jobs = jobs or _default_jobs(contracts.values())
    analyzers = AnalyzerPool(
        options, {each: each.packs() for each in {contract.plan.policies for contract in contracts.values()}}
    )
    # A contract of several files is read file by file: one that ends its process is then unread alone.
    in_workers = {n: contract for n, contract in contracts.items() if jobs > 1 and len(contract.sources) == 1}
    in_process = {n: contract for n, contract in contracts.items() if n not in in_workers}
    yield from _judge_in_workers(in_workers, analyzers, jobs)
    yield from _judge_in_process(in_process, analyzers, jobs)


def _judge_in_process(contracts: Mapping[int, ContractJob], analyzers: AnalyzerPool, jobs: int) -> Results:
    """Judge in this process, which imports spaCy while the first file is read by workers."""
    if not contracts:
        return
    from clauselint.running.workers.worker_pool import WorkerPool

    options = analyzers.options
    owners = [(n, file) for n, contract in contracts.items() for file in range(len(contract.sources))]
    tasks = [ReadingTask.of(contracts[n].sources[file], options.reading, options.cache) for n, file in owners]
    read: dict[int, dict[int, Document]] = {n: {} for n in contracts}
    failed = set()
    with WorkerPool(READING, tasks, seconds=time_limit(), jobs=jobs) as pool:
        analyzers.for_plan(next(iter(contracts.values())).plan)
        for index, document in pool:
            n, file = owners[index]
            if isinstance(document, Failure):
                document = unreadable_document(tasks[index].source, document)
                failed.add(n)
            read[n][file] = document
            if len(read[n]) == len(contracts[n].sources):
                documents = [read[n][file] for file in sorted(read[n])]
                yield n, _analyze(documents, contracts[n].plan, analyzers, keep=n not in failed)


def _analyze(documents: Sequence[Document], plan: Plan, analyzers: AnalyzerPool, *, keep: bool) -> DocumentReport:
    """Analyze the documents of a contract as one. ``keep``: store the report, as long as the analysis did not fail."""
    from clauselint.reading.multi_file import join_documents

    document = documents[0] if len(documents) == 1 else join_documents(documents)
    result = attempt(lambda each: analyzers.for_plan(plan)(each, plan.parties), document)
    if isinstance(result, Failure):
        return _unreadable_report(Source(document.path), result)
    if keep:
        analyzers.cache_report(result, plan)
    return result


@dataclass(frozen=True, slots=True)
class _SingleFileTask:
    """A contract of one file, to be read and judged by a worker process."""

    task: ReadingTask
    plan: Plan


def _judge_in_workers(contracts: Mapping[int, ContractJob], analyzers: AnalyzerPool, jobs: int) -> Results:
    """Have worker processes read and judge, each a contract at a time."""
    if not contracts:
        return
    from clauselint.running.workers.worker_pool import WorkerPool

    options, indices = analyzers.options, list(contracts)
    items = [
        _SingleFileTask(ReadingTask.of(contracts[n].sources[0], options.reading, options.cache), contracts[n].plan)
        for n in indices
    ]
    work = TaskSpec(partial(_start_analyzing, analyzers), attrgetter("task.size"), LIMITS.judging_memory)
    with WorkerPool(work, items, seconds=time_limit(), jobs=jobs) as pool:
        for index, result in pool:
            if isinstance(result, Failure):
                result = _unreadable_report(items[index].task.source, result)
            yield indices[index], result


def _start_analyzing(analyzers: AnalyzerPool) -> Callable[[_SingleFileTask], DocumentReport]:
    def analyze_file(item: _SingleFileTask) -> DocumentReport:
        report = analyzers.for_plan(item.plan)(read_task(item.task), item.plan.parties)
        analyzers.cache_report(report, item.plan)
        return report

    return analyze_file


def _unreadable_report(source: Source, failure: Failure) -> DocumentReport:
    return DocumentReport(unreadable_document(source, failure))


def compare_versions(
    old: Source,
    new: Source,
    plan: Plan,
    *,
    reading: ReadingOptions,
    jobs: int | None = None,
    cache: ResultCache | None = None,
) -> Comparison:
    """Compare two versions of a contract, both judged by ``plan``. Raises as :func:`run`."""
    from clauselint.judging.compare import compare

    report = run(one_job_per_file((old, new), plan), RunOptions(reading, compare=True, cache=cache), jobs=jobs)
    before, after = report.documents
    return compare(before, after, report.policies)


def read_source(source: Source, options: ReadingOptions) -> Document:
    """Read a discovered file, or standard input."""
    from clauselint.running.workers.worker_pool import WorkerPool

    task = ReadingTask.of(source, options)
    with WorkerPool(READING, [task], seconds=time_limit()) as pool:
        ((_, document),) = pool
    return unreadable_document(source, document) if isinstance(document, Failure) else document
