"""Many contracts: what is kept from earlier runs, which processes read and judge the rest, and the report of all."""

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
    ReadingOptions,
    Report,
)
from clauselint.pipeline import AnalyzeDocument, DocumentAnalyzer
from clauselint.running.cache.result_cache import Cache
from clauselint.running.discovery import Source
from clauselint.running.plans import ContractJob, Plan, one_job_per_file
from clauselint.running.policies import Policies
from clauselint.running.workers.isolated_reading import READING, Task, read_task, sha256, unread
from clauselint.running.workers.limits import LIMITS, most_seconds
from clauselint.running.workers.tasks import Failure, Progress, ProgressCounter, TaskSpec, attempt

if TYPE_CHECKING:
    from clauselint.packs import Pack

# Below this a run ends before a second process has imported spaCy.
SMALL_RUN_FILES, SMALL_RUN_BYTES = 4, 2_000_000

Results = Iterator[tuple[int, DocumentReport]]
"""What comes of each contract, by its index, in the order in which it comes."""


@dataclass(frozen=True, slots=True)
class RunOptions:
    """What is asked of a run: how files are read, whether findings ``explain`` themselves with a trace, and whether reports hold
    the paragraphs to ``compare`` versions by.

    ``examiner`` makes what takes a document from where it is read, where that is not judging; it must be picklable, and its
    ``repr`` must tell it from others. ``cache`` holds what earlier runs made of the same files, and gets what this one makes.
    """

    reading: ReadingOptions = USUAL_READING
    explain: bool = False
    compare: bool = False
    examiner: Callable[[], AnalyzeDocument] | None = None
    cache: Cache | None = None

    def make(self, packs: Sequence[Pack]) -> AnalyzeDocument:
        """What takes a document the rest of the way; dear to make, so once in each process and for each set of policies."""
        if self.examiner is not None:
            return self.examiner()
        return DocumentAnalyzer(packs, explain=self.explain, compare=self.compare)

    def kept(self, case: ContractJob) -> DocumentReport | None:
        """What an earlier run found in a contract, None where that is not kept."""
        if self.cache is None:
            return None
        files = [(source.name, sha256(source, Path(source.name))) for source in case.sources]
        return self.cache.report(files, self.reading, self._asked(case.plan.policies.digest()))

    def keep(self, report: DocumentReport, policies: str) -> None:
        """Keep what was found in a contract that was judged against ``policies``, which are told by their digest."""
        if self.cache is not None:
            self.cache.keep_report(report, self.reading, self._asked(policies))

    def _asked(self, policies: str) -> str:
        return f"{policies} {self.explain} {self.compare} {self.examiner!r}"


def run(
    cases: Sequence[ContractJob],
    request: RunOptions,
    *,
    skipped: int = 0,
    jobs: int | None = 1,
    progress: Progress | None = None,
) -> Report:
    """Take all contracts the whole way; ``jobs=None`` chooses by how much there is to do.

    Raises:
        UsageError: a policy is unknown or wrong.
        ClauselintError: no process can be started.
    """
    reports = {n: report for n, case in enumerate(cases) if (report := request.kept(case)) is not None}
    rest = {n: case for n, case in enumerate(cases) if n not in reports}
    count = ProgressCounter([1 + sum(source.size for source in case.sources) for case in cases])
    for n, report in reports.items():
        count.done(n, report.document.pages)
    for n, report in _judged(rest, request, jobs) if rest else ():
        reports[n] = report
        done = count.done(n, report.document.pages)
        if progress is not None:
            progress(done)
    policies = {row.name: row for case in reversed(cases) for row in reversed(case.plan.policies.rows())}
    return Report(
        tuple(reversed(policies.values())),
        tuple(_selected(reports[n], case.plan) for n, case in enumerate(cases)),
        skipped,
    )


def _few_or_many(cases: Iterable[ContractJob]) -> int:
    """How many processes so much work is worth."""
    from clauselint.running.workers.worker_pool import cores

    sizes = [source.size for case in cases for source in case.sources]
    return 1 if len(sizes) <= SMALL_RUN_FILES and sum(sizes) <= SMALL_RUN_BYTES else cores()


def _selected(report: DocumentReport, plan: Plan) -> DocumentReport:
    findings = tuple(finding for finding in report.findings if plan.selection.takes(finding.code))
    return report if len(findings) == len(report.findings) else replace(report, findings=findings)


class AnalyzerPool:
    """What takes documents the rest of the way, in one process: one for each set of policies, made when first needed."""

    def __init__(self, request: RunOptions, packs: Mapping[Policies, Sequence[Pack]]) -> None:
        """For what is asked, with the packs of all policies that occur. Raises as :meth:`Policies.packs`."""
        self.request, self.packs = request, packs
        self._made: dict[Policies, AnalyzeDocument] = {}

    def of(self, plan: Plan) -> AnalyzeDocument:
        """The one for the plan of a document."""
        if plan.policies not in self._made:
            self._made[plan.policies] = self.request.make(self.packs[plan.policies])
        return self._made[plan.policies]

    def keep(self, report: DocumentReport, plan: Plan) -> None:
        """Keep what was found, for the next run."""
        self.request.keep(report, plan.policies.digest(self.packs[plan.policies]))


def _judged(cases: Mapping[int, ContractJob], request: RunOptions, jobs: int | None) -> Results:
    """The reports of all cases by their index, as they come."""
    jobs = jobs or _few_or_many(cases.values())
    examiners = AnalyzerPool(request, {each: each.packs() for each in {case.plan.policies for case in cases.values()}})
    # A contract of several files is read file by file: one that ends its process is then unread alone.
    elsewhere = {n: case for n, case in cases.items() if jobs > 1 and len(case.sources) == 1}
    here = {n: case for n, case in cases.items() if n not in elsewhere}
    yield from _judge_in_workers(elsewhere, examiners, jobs)
    yield from _judge_in_process(here, examiners, jobs)


def _judge_in_process(cases: Mapping[int, ContractJob], examiners: AnalyzerPool, jobs: int) -> Results:
    """Other processes read; this one judges, and imports spaCy while the first file is read."""
    if not cases:
        return
    from clauselint.running.workers.worker_pool import WorkerPool

    request = examiners.request
    whose = [(n, file) for n, case in cases.items() for file in range(len(case.sources))]
    tasks = [Task.of(cases[n].sources[file], request.reading, request.cache) for n, file in whose]
    read: dict[int, dict[int, Document]] = {n: {} for n in cases}
    failed = set()
    with WorkerPool(READING, tasks, seconds=most_seconds(), jobs=jobs) as crew:
        examiners.of(next(iter(cases.values())).plan)
        for index, document in crew:
            n, file = whose[index]
            if isinstance(document, Failure):
                document = unread(tasks[index].source, document)
                failed.add(n)
            read[n][file] = document
            if len(read[n]) == len(cases[n].sources):
                documents = [read[n][file] for file in sorted(read[n])]
                yield n, _examined(documents, cases[n].plan, examiners, keep=n not in failed)


def _examined(documents: Sequence[Document], plan: Plan, examiners: AnalyzerPool, *, keep: bool) -> DocumentReport:
    """The documents of a case as one, the rest of the way. One that failed may not fail the next time: no reason to keep it."""
    from clauselint.reading.multi_file import join_documents

    document = documents[0] if len(documents) == 1 else join_documents(documents)
    result = attempt(examiners.of(plan), document)
    if isinstance(result, Failure):
        return _unread(Source(document.path), result)
    if keep:
        examiners.keep(result, plan)
    return result


@dataclass(frozen=True, slots=True)
class _Whole:
    """A contract of one file, for a process that takes it the whole way."""

    task: Task
    plan: Plan


def _judge_in_workers(cases: Mapping[int, ContractJob], examiners: AnalyzerPool, jobs: int) -> Results:
    """Each process takes a contract the whole way."""
    if not cases:
        return
    from clauselint.running.workers.worker_pool import WorkerPool

    request, indices = examiners.request, list(cases)
    items = [_Whole(Task.of(cases[n].sources[0], request.reading, request.cache), cases[n].plan) for n in indices]
    work = TaskSpec(partial(_whole_way, examiners), attrgetter("task.size"), LIMITS.judging_memory)
    with WorkerPool(work, items, seconds=most_seconds(), jobs=jobs) as crew:
        for index, result in crew:
            if isinstance(result, Failure):
                result = _unread(items[index].task.source, result)
            yield indices[index], result


def _whole_way(examiners: AnalyzerPool) -> Callable[[_Whole], DocumentReport]:
    def whole_way(item: _Whole) -> DocumentReport:
        report = examiners.of(item.plan)(read_task(item.task))
        examiners.keep(report, item.plan)
        return report

    return whole_way


def _unread(source: Source, failure: Failure) -> DocumentReport:
    return DocumentReport(unread(source, failure))


def versions(
    old: Source,
    new: Source,
    plan: Plan,
    *,
    reading: ReadingOptions,
    jobs: int | None = None,
    cache: Cache | None = None,
) -> Comparison:
    """Two versions of a contract, both judged as ``plan`` says, side by side. Raises as :func:`examine`."""
    from clauselint.judging.compare import compare

    report = run(one_job_per_file((old, new), plan), RunOptions(reading, compare=True, cache=cache), jobs=jobs)
    before, after = report.documents
    return compare(before, after, report.policies)


def read_source(source: Source, options: ReadingOptions) -> Document:
    """The document that a discovered file, or standard input, holds."""
    from clauselint.running.workers.worker_pool import WorkerPool

    task = Task.of(source, options)
    with WorkerPool(READING, [task], seconds=most_seconds()) as crew:
        ((_, document),) = crew
    return unread(source, document) if isinstance(document, Failure) else document
