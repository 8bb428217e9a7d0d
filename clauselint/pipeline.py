"""The whole program on one screen: reading, outline, detection, judging, one after the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from operator import attrgetter
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from clauselint.model import (
    USUAL_READING,
    Document,
    DocumentReport,
    ParamValue,
    Policy,
    Problem,
    Read,
    ReadingOptions,
    Report,
    Severity,
)
from clauselint.running.discovery import Found, Source, discover
from clauselint.running.parallel import cores, run
from clauselint.running.policies import load_policies
from clauselint.running.work import Failure, Progress, Work

if TYPE_CHECKING:
    from clauselint.packs import Pack

DEFAULT_POLICY = "student-data"

# Below this a run ends before a second process has imported spaCy.
SMALL_RUN_FILES, SMALL_RUN_BYTES = 4, 2_000_000


def read(path: str | Path, options: ReadingOptions = USUAL_READING) -> Document:
    """What a reader of the file at ``path`` sees. Never raises for bad content: such a document is ``unreadable``."""
    from clauselint.reading import read_file

    return read_file(Path(path), options)


def check(
    paths: str | Path | Sequence[str | Path],
    *,
    policies: Sequence[str | Path] = (DEFAULT_POLICY,),
    params: Mapping[str, ParamValue] | None = None,
    reading: ReadingOptions = USUAL_READING,
    jobs: int = 1,
    progress: Progress | None = None,
) -> Report:
    """Judge the contracts that ``paths`` name (files, folders, globs) against ``policies`` (names of packs, or paths).

    ``params`` override parameters of the policies (``{"notice_hours": 24}``). ``reading`` says how files are read (whether
    with tracked changes accepted, with which password). ``jobs`` is how many processes work; with
    more than one, a script must guard its main part with ``if __name__ == "__main__"``, as :mod:`multiprocessing` says.

    Raises:
        UsageError: a path does not exist, or a policy or a parameter is wrong.
    """
    packs = load_policies(policies, params or {})
    return examine(discover(_several(paths)), packs, reading=reading, jobs=jobs, progress=progress)


def clauses(
    paths: str | Path | Sequence[str | Path],
    *,
    reading: ReadingOptions = USUAL_READING,
    jobs: int = 1,
    progress: Progress | None = None,
) -> Report:
    """The clauses in the contracts that ``paths`` name, by type, judged against nothing. Raises as :func:`check`."""
    return examine(discover(_several(paths)), (), reading=reading, jobs=jobs, progress=progress)


def _several(paths: str | Path | Sequence[str | Path]) -> Sequence[str | Path]:
    return [paths] if isinstance(paths, str | Path) else paths


class Examiner:
    """Takes a file the whole way. There is one in each process, because its detector is dear to make."""

    def __init__(self, packs: Sequence[Pack], reading: ReadingOptions) -> None:
        """For judging against ``packs``; without any, clauses are found and nothing is judged."""
        from clauselint.detection import Detector

        self._packs, self._reading = packs, reading
        self._detector = Detector(packs)

    def __call__(self, source: Source) -> DocumentReport:
        """All that clauselint has to say about a file."""
        from clauselint import judging, outline

        document = read_source(source, self._reading)
        if document.read is Read.UNREADABLE:
            return DocumentReport(document)
        tree = outline.build(document)
        found = self._detector.detect(document, tree)
        return DocumentReport(
            document,
            parties=tree.parties,
            references=tree.references,
            definitions=tree.definitions,
            findings=tuple(row for pack in self._packs for row in judging.judge(document, tree, found, pack)),
            clauses=judging.inventory(document, tree, found),
            unspoken=tuple(pack.head.subject for pack in self._packs if not _speaks_of(document, pack)),
        )


def _speaks_of(document: Document, pack: Pack) -> bool:
    """Whether the document ever speaks of what the pack is about."""
    from clauselint.packs.terms import any_of, compiled

    pattern = compiled(any_of(pack.terms[pack.head.speaks_of], pack.terms))
    return pattern.search(document.text.encode("ascii", "replace")) is not None


def examine(
    found: Found,
    packs: Sequence[Pack],
    *,
    reading: ReadingOptions = USUAL_READING,
    jobs: int | None = 1,
    progress: Progress | None = None,
) -> Report:
    """Take all files of a discovery the whole way; ``jobs=None`` chooses by how much there is to do."""
    if jobs is None:
        small = len(found.sources) <= SMALL_RUN_FILES and sum(each.size for each in found.sources) <= SMALL_RUN_BYTES
        jobs = 1 if small else cores()
    work = Work(partial(Examiner, tuple(packs), reading), attrgetter("size"))
    results = run(work, found.sources, jobs=jobs, progress=progress) if found.sources else []
    return Report(
        policies=tuple(Policy(pack.name, pack.version, pack.title) for pack in packs),
        documents=tuple(
            _failed(source, result) if isinstance(result, Failure) else result
            for source, result in zip(found.sources, results, strict=True)
        ),
        skipped=found.skipped,
    )


def read_source(source: Source, options: ReadingOptions) -> Document:
    """The document that a discovered file, or standard input, holds."""
    if source.data is not None:
        from clauselint.reading import read_bytes

        return read_bytes(source.data, source.name, options)
    return read(source.name, options)


def _failed(source: Source, failure: Failure) -> DocumentReport:
    """A file on which clauselint itself failed: unread, for that file alone."""
    message = (
        f"clauselint could not work through this file ({failure.reason}); it may be damaged. "
        "Open it, save it again and check the new copy; if that fails too, please report it, without the contract."
    )
    suffix = PurePath(source.name).suffix.lstrip(".").lower()
    problem = Problem("DOC002", Severity.ERROR, message)
    return DocumentReport(Document(source.name, _sha256(source), suffix, read=Read.UNREADABLE, problems=(problem,)))


def _sha256(source: Source) -> str:
    """Of the file's bytes; empty where they cannot be had."""
    import hashlib

    if source.data is not None:
        return hashlib.sha256(source.data).hexdigest()
    try:
        with Path(source.name).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
