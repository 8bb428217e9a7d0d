"""The whole program on one screen: reading, outline, detection, judging, one after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
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
    Policy,
    Read,
    ReadingOptions,
    Report,
)
from clauselint.running.apart import READING, Task, read_task, unread
from clauselint.running.crew import Crew, cores
from clauselint.running.discovery import Found, Source, discover
from clauselint.running.limits import LIMITS, most_seconds
from clauselint.running.policies import load_policies
from clauselint.running.work import Failure, Progress, Work, attempt

if TYPE_CHECKING:
    from clauselint.packs import Pack

DEFAULT_POLICY = "student-data"

# Below this a run ends before a second process has imported spaCy.
SMALL_RUN_FILES, SMALL_RUN_BYTES = 4, 2_000_000

Examine = Callable[[Document], DocumentReport]
"""Takes a document the rest of the way."""

Results = Iterator[tuple[int, DocumentReport | Failure]]
"""What comes of each file, by its index, in the order in which it comes."""


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
    jobs: int = 1,
    progress: Progress | None = None,
) -> Report:
    """Judge the contracts that ``paths`` name (files, folders, globs) against ``policies`` (names of packs, or paths).

    ``params`` override parameters of the policies (``{"notice_hours": 24}``). ``together``: the files are one contract,
    in this order (agreement, amendments, exhibits), and get one set of findings. ``explain``: each finding tells what was
    weighed for it. ``reading`` says how files are read (whether with tracked changes accepted, with which password).
    Files are read in other processes, within limits, as :func:`read` does; ``jobs`` is how many of them there are. With
    more than one, they judge too.

    Raises:
        UsageError: a path does not exist, or a policy or a parameter is wrong.
        ClauselintError: no process can be started.
    """
    request = Request(load_policies(policies, params or {}), reading, together, explain)
    return examine(discover(_several(paths)), request, jobs=jobs, progress=progress)


def clauses(
    paths: str | Path | Sequence[str | Path],
    *,
    reading: ReadingOptions = USUAL_READING,
    jobs: int = 1,
    progress: Progress | None = None,
) -> Report:
    """The clauses in the contracts that ``paths`` name, by type, judged against nothing. Raises as :func:`check`."""
    return examine(discover(_several(paths)), Request(reading=reading), jobs=jobs, progress=progress)


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
    lister = partial(ObligationLister, effective_date)
    return examine(discover(_several(paths)), Request(reading=reading, examiner=lister), jobs=jobs, progress=progress)


def _several(paths: str | Path | Sequence[str | Path]) -> Sequence[str | Path]:
    return [paths] if isinstance(paths, str | Path) else paths


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked of a run: to judge against ``packs`` (without any, clauses are found and nothing is judged), how files
    are read, whether they are one contract ``together``, and whether findings ``explain`` themselves with a trace.

    ``examiner`` makes what takes a document from where it is read, where that is not judging; it must be picklable.
    """

    packs: Sequence[Pack] = ()
    reading: ReadingOptions = USUAL_READING
    together: bool = False
    explain: bool = False
    examiner: Callable[[], Examine] | None = None

    def make(self) -> Examine:
        """What takes a document the rest of the way; dear to make, so once in each process."""
        return self.examiner() if self.examiner is not None else Examiner(self.packs, explain=self.explain)


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


def examine(found: Found, request: Request, *, jobs: int | None = 1, progress: Progress | None = None) -> Report:
    """Take all files of a discovery the whole way; ``jobs=None`` chooses by how much there is to do."""
    if jobs is None:
        small = len(found.sources) <= SMALL_RUN_FILES and sum(each.size for each in found.sources) <= SMALL_RUN_BYTES
        jobs = 1 if small else cores()
    tasks = [Task.of(source, request.reading) for source in found.sources]
    if request.together and len(tasks) > 1:
        return _report(request, [_judge_together(tasks, request, progress)], found)
    work = _judge_here(tasks, request) if jobs == 1 else _judge_elsewhere(tasks, request, jobs)
    reports: dict[int, DocumentReport] = {}
    for index, result in work:
        if isinstance(result, Failure):
            result = DocumentReport(unread(tasks[index].source, result))
        reports[index] = result
        if progress is not None:
            progress(len(reports), len(tasks))
    return _report(request, (report for _, report in sorted(reports.items())), found)


def _report(request: Request, documents: Iterable[DocumentReport], found: Found) -> Report:
    policies = (Policy(pack.name, pack.version, pack.title, dict(pack.off)) for pack in request.packs)
    return Report(tuple(policies), tuple(documents), found.skipped, unchanged=found.unchanged)


def _judge_together(tasks: Sequence[Task], request: Request, progress: Progress | None) -> DocumentReport:
    """The files as one contract, in the order of the tasks."""
    from clauselint.reading.joining import join

    documents: dict[int, Document] = {}
    with Crew(READING, tasks, seconds=most_seconds()) as crew:
        for index, document in crew:
            documents[index] = unread(tasks[index].source, document) if isinstance(document, Failure) else document
            if progress is not None:
                progress(len(documents), len(tasks))
    contract = join([document for _, document in sorted(documents.items())])
    result = attempt(request.make(), contract)
    return DocumentReport(unread(Source(contract.path), result)) if isinstance(result, Failure) else result


def _judge_here(tasks: Sequence[Task], request: Request) -> Results:
    """One process reads; this one judges, and imports spaCy while the first file is read."""
    if tasks:
        with Crew(READING, tasks, seconds=most_seconds()) as crew:
            examine = request.make()
            for index, document in crew:
                yield index, document if isinstance(document, Failure) else attempt(examine, document)


def _judge_elsewhere(tasks: Sequence[Task], request: Request, jobs: int) -> Results:
    """Each process takes a file the whole way."""
    work = Work(partial(_whole_way, request), attrgetter("size"), LIMITS.judging_memory)
    with Crew(work, tasks, seconds=most_seconds(), jobs=jobs) as crew:
        yield from crew


def _whole_way(request: Request) -> Callable[[Task], DocumentReport]:
    examine = request.make()
    return lambda task: examine(read_task(task))


def read_source(source: Source, options: ReadingOptions) -> Document:
    """The document that a discovered file, or standard input, holds."""
    task = Task.of(source, options)
    with Crew(READING, [task], seconds=most_seconds()) as crew:
        ((_, document),) = crew
    return unread(source, document) if isinstance(document, Failure) else document
