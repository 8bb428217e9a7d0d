"""The whole program on one screen: reading, outline, detection, judging, one after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING

from clauselint.model import (
    USUAL_READING,
    Document,
    DocumentReport,
    ParamValue,
    Read,
    ReadingOptions,
    Report,
)
from clauselint.running.accepted import Accepted
from clauselint.running.apart import READING, Task, read_task, unread
from clauselint.running.crew import Crew, cores
from clauselint.running.discovery import Source, discover
from clauselint.running.limits import LIMITS, most_seconds
from clauselint.running.plans import DEFAULT_POLICY, Case, Plan, alone
from clauselint.running.policies import Policies, policies_of
from clauselint.running.work import Failure, Progress, Work, attempt

if TYPE_CHECKING:
    from clauselint.packs import Pack

# Below this a run ends before a second process has imported spaCy.
SMALL_RUN_FILES, SMALL_RUN_BYTES = 4, 2_000_000

Examine = Callable[[Document], DocumentReport]
"""Takes a document the rest of the way."""

Results = Iterator[tuple[int, DocumentReport]]
"""What comes of each contract, by its index, in the order in which it comes."""


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
    together: bool = False,
    explain: bool = False,
    reading: ReadingOptions = USUAL_READING,
    waivers: str | Path | None = None,
    baseline: str | Path | None = None,
    today: date | None = None,
    jobs: int = 1,
    progress: Progress | None = None,
) -> Report:
    """Judge the contracts that ``paths`` name (files, folders, globs) against ``policies`` (names of packs, or paths).

    ``params`` override parameters of the policies (``{"notice_hours": 24}``). ``together``: the files are one contract,
    in this order (agreement, amendments, exhibits), and get one set of findings. ``explain``: each finding tells what was
    weighed for it. ``reading`` says how files are read (whether with tracked changes accepted, with which password).
    ``waivers`` and ``baseline`` are the files of what a team has accepted; none is looked for. ``today`` is the day on which
    waivers are in force or have expired. Files are read in other processes, within limits, as :func:`read` does; ``jobs`` is
    how many of them there are. With more than one, they judge too.

    Raises:
        UsageError: a path does not exist, or a policy, a parameter, a waiver or the baseline is wrong.
        ClauselintError: no process can be started.
    """
    plan = Plan(policies_of(policies, params or {}))
    accepted = Accepted.load(
        plan.policies.packs(),
        waivers=None if waivers is None else Path(waivers),
        baseline=None if baseline is None else Path(baseline),
        today=today or date.today(),
    )
    found = discover(_several(paths))
    every = alone(found.sources, plan, together=together)
    report = examine(every, Request(reading, explain), skipped=found.skipped, jobs=jobs, progress=progress)
    return accepted.apply(report)


def clauses(
    paths: str | Path | Sequence[str | Path],
    *,
    reading: ReadingOptions = USUAL_READING,
    jobs: int = 1,
    progress: Progress | None = None,
) -> Report:
    """The clauses in the contracts that ``paths`` name, by type, judged against nothing. Raises as :func:`check`."""
    found = discover(_several(paths))
    return examine(alone(found.sources, Plan()), Request(reading), skipped=found.skipped, jobs=jobs, progress=progress)


def obligations(
    paths: str | Path | Sequence[str | Path],
    *,
    effective_date: date | None = None,
    reading: ReadingOptions = USUAL_READING,
    jobs: int = 1,
    progress: Progress | None = None,
) -> Report:
    """Who must, must not, may, is entitled to or need not do what, in the contracts that ``paths`` name.

    ``effective_date`` is the day on which they take effect; periods that run from it get a day on which they end. Raises
    as :func:`check`.
    """
    request = Request(reading, examiner=partial(ObligationLister, effective_date))
    found = discover(_several(paths))
    return examine(alone(found.sources, Plan()), request, skipped=found.skipped, jobs=jobs, progress=progress)


def _several(paths: str | Path | Sequence[str | Path]) -> Sequence[str | Path]:
    return [paths] if isinstance(paths, str | Path) else paths


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked of a run: how files are read, and whether findings ``explain`` themselves with a trace.

    ``examiner`` makes what takes a document from where it is read, where that is not judging; it must be picklable.
    """

    reading: ReadingOptions = USUAL_READING
    explain: bool = False
    examiner: Callable[[], Examine] | None = None

    def make(self, packs: Sequence[Pack]) -> Examine:
        """What takes a document the rest of the way; dear to make, so once in each process and for each set of policies."""
        return self.examiner() if self.examiner is not None else Examiner(packs, explain=self.explain)


class Examiner:
    """Takes a document the rest of the way. There is one in each process that judges: its detector is dear to make."""

    def __init__(self, packs: Sequence[Pack], *, explain: bool = False) -> None:
        """For judging against ``packs``, with traces if asked to ``explain``."""
        from clauselint.detection import Detector

        self._packs, self._explain = packs, explain
        self._detector = Detector(packs)

    def __call__(self, document: Document) -> DocumentReport:
        """All that clauselint has to say about a document."""
        from clauselint import judging, outline

        policies = tuple(pack.name for pack in self._packs)
        if document.read is Read.UNREADABLE:
            return DocumentReport(document, policies=policies)
        tree = outline.build_joined(document) if document.files else outline.build(document)
        found = self._detector.detect(document, tree)
        return DocumentReport(
            document,
            parties=tree.parties,
            references=tree.references,
            definitions=tree.definitions,
            findings=tuple(
                row for pack in self._packs for row in judging.judge(document, tree, found, pack, explain=self._explain)
            ),
            clauses=judging.inventory(document, tree, found),
            unspoken=tuple(pack.head.subject for pack in self._packs if not _speaks_of(document, pack)),
            policies=policies,
        )


class ObligationLister:
    """Takes a document to its list of obligations."""

    def __init__(self, effective_date: date | None) -> None:
        """``effective_date`` is the day on which the contracts take effect, None where nobody has said."""
        self._effective_date = effective_date

    def __call__(self, document: Document) -> DocumentReport:
        """The document's parties and obligations."""
        from clauselint import outline
        from clauselint.detection import obligations
        from clauselint.judging.due import with_due

        if document.read is Read.UNREADABLE:
            return DocumentReport(document)
        tree = outline.build(document)
        rows = (with_due(row, self._effective_date) for row in obligations.find(document, tree))
        return DocumentReport(
            document,
            parties=tree.parties,
            references=tree.references,
            definitions=tree.definitions,
            obligations=tuple(rows),
        )


def _speaks_of(document: Document, pack: Pack) -> bool:
    """Whether the document ever speaks of what the pack is about."""
    from clauselint.packs.terms import any_of, compiled

    pattern = compiled(any_of(pack.terms[pack.head.speaks_of], pack.terms))
    return pattern.search(document.text.encode("ascii", "replace")) is not None


def examine(
    cases: Sequence[Case],
    request: Request,
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
    if jobs is None:
        sizes = [source.size for case in cases for source in case.sources]
        jobs = 1 if len(sizes) <= SMALL_RUN_FILES and sum(sizes) <= SMALL_RUN_BYTES else cores()
    examiners = Examiners(request, {each: each.packs() for each in dict.fromkeys(case.plan.policies for case in cases)})
    reports: dict[int, DocumentReport] = {}
    for n, report in _judged(cases, examiners, jobs):
        reports[n] = _selected(report, cases[n].plan)
        if progress is not None:
            progress(len(reports), len(cases))
    policies = {row.name: row for case in reversed(cases) for row in reversed(case.plan.policies.rows())}
    return Report(tuple(reversed(policies.values())), tuple(report for _, report in sorted(reports.items())), skipped)


def _selected(report: DocumentReport, plan: Plan) -> DocumentReport:
    findings = tuple(finding for finding in report.findings if plan.selection.takes(finding.code))
    return report if len(findings) == len(report.findings) else replace(report, findings=findings)


class Examiners:
    """What takes documents the rest of the way, in one process: one for each set of policies, made when first needed."""

    def __init__(self, request: Request, packs: Mapping[Policies, Sequence[Pack]]) -> None:
        """For what is asked, with the packs of all policies that occur."""
        self.request, self.packs = request, packs
        self._made: dict[Policies, Examine] = {}

    def of(self, plan: Plan) -> Examine:
        """The one for the plan of a document."""
        if plan.policies not in self._made:
            self._made[plan.policies] = self.request.make(self.packs[plan.policies])
        return self._made[plan.policies]


def _judged(cases: Sequence[Case], examiners: Examiners, jobs: int) -> Results:
    """The reports of all cases by their index, as they come."""
    # A contract of several files is read file by file: one that ends its process is then unread alone.
    elsewhere = [n for n, case in enumerate(cases) if jobs > 1 and len(case.sources) == 1]
    here = [n for n, case in enumerate(cases) if jobs == 1 or len(case.sources) > 1]
    yield from _elsewhere({n: cases[n] for n in elsewhere}, examiners, jobs)
    yield from _here({n: cases[n] for n in here}, examiners, jobs)


def _here(cases: Mapping[int, Case], examiners: Examiners, jobs: int) -> Results:
    """Other processes read; this one judges, and imports spaCy while the first file is read."""
    if not cases:
        return
    whose = [(n, file) for n, case in cases.items() for file in range(len(case.sources))]
    tasks = [Task.of(cases[n].sources[file], examiners.request.reading) for n, file in whose]
    read: dict[int, dict[int, Document]] = {n: {} for n in cases}
    with Crew(READING, tasks, seconds=most_seconds(), jobs=jobs) as crew:
        examiners.of(next(iter(cases.values())).plan)
        for index, document in crew:
            n, file = whose[index]
            read[n][file] = unread(tasks[index].source, document) if isinstance(document, Failure) else document
            if len(read[n]) == len(cases[n].sources):
                yield n, _examined([read[n][file] for file in sorted(read[n])], cases[n], examiners)


def _examined(documents: Sequence[Document], case: Case, examiners: Examiners) -> DocumentReport:
    """The documents of a case as one, the rest of the way."""
    from clauselint.reading.joining import join

    document = documents[0] if len(documents) == 1 else join(documents)
    result = attempt(examiners.of(case.plan), document)
    return _unread(Source(document.path), result) if isinstance(result, Failure) else result


@dataclass(frozen=True, slots=True)
class _Whole:
    """A contract of one file, for a process that takes it the whole way."""

    task: Task
    plan: Plan


def _elsewhere(cases: Mapping[int, Case], examiners: Examiners, jobs: int) -> Results:
    """Each process takes a contract the whole way."""
    if not cases:
        return
    indices = list(cases)
    items = [_Whole(Task.of(cases[n].sources[0], examiners.request.reading), cases[n].plan) for n in indices]
    work = Work(partial(_whole_way, examiners), attrgetter("task.size"), LIMITS.judging_memory)
    with Crew(work, items, seconds=most_seconds(), jobs=jobs) as crew:
        for index, result in crew:
            if isinstance(result, Failure):
                result = _unread(items[index].task.source, result)
            yield indices[index], result


def _whole_way(examiners: Examiners) -> Callable[[_Whole], DocumentReport]:
    return lambda item: examiners.of(item.plan)(read_task(item.task))


def _unread(source: Source, failure: Failure) -> DocumentReport:
    return DocumentReport(unread(source, failure))


def read_source(source: Source, options: ReadingOptions) -> Document:
    """The document that a discovered file, or standard input, holds."""
    task = Task.of(source, options)
    with Crew(READING, [task], seconds=most_seconds()) as crew:
        ((_, document),) = crew
    return unread(source, document) if isinstance(document, Failure) else document
