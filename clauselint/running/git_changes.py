"""What has changed in a git repository since a revision.

Git is done what is *unchanged*: what it tracks and knows to be as it was. All else counts as changed, so that a file whose
name git spells otherwise, that it ignores, or that a link brings in from elsewhere is checked once too often and never passed
over.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from clauselint.diagnostics.errors import UsageError
from clauselint.running.plans import ContractJob
from clauselint.support.executables import find_executable

# A repository may hold settings that run programs or reach for a network, and contracts come from strangers.
_SETTINGS = ("--no-pager", "-c", "core.fsmonitor=false", "-c", f"core.hooksPath={os.devnull}")
_ENVIRONMENT = {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1"}
_SHALLOW = "Check the spelling; where git has fetched only a part of the history, as CI does, let it fetch more (fetch-depth: 0)."


@dataclass(frozen=True, slots=True)
class GitChanges:
    """What is known of the files of a repository since ``revision``.

    ``root`` is its folder. ``changed`` holds what differs, deleted files too, and what git was told to take for unchanged;
    ``unchanged`` what git tracks and finds as it was; both absolute. A submodule is one entry, which stands for all in it.
    """

    revision: str
    root: Path
    changed: frozenset[Path]
    unchanged: frozenset[Path]

    def has_changed(self, path: Path) -> bool:
        """Whether a file has changed, has gone, or cannot be known to be as it was."""
        if self._led_elsewhere(path):
            return True
        place = _place(path)
        if not os.path.lexists(place):
            return self._within(place, self.changed)
        return not all(self._within(each, self.unchanged) for each in {place, place.resolve()})

    def has_changed_within(self, folder: Path) -> bool:
        """Whether that holds for any file in a folder."""
        place = folder.resolve()
        if self._led_elsewhere(folder) or any(place in each.parents for each in self.changed):
            return True
        return any(self.has_changed(file) for file in place.rglob("*") if not file.is_dir())

    def has_deletion_below(self, folders: Iterable[Path]) -> bool:
        """Whether a file has gone from one of these folders, or from one below."""
        places = {folder.resolve() for folder in folders}
        return any(not places.isdisjoint(each.parents) and not each.is_file() for each in self.changed)

    def contains(self, path: Path) -> bool:
        """Whether a file, or the link to it, lies in the repository."""
        return any(self.root in each.parents or each == self.root for each in (_place(path), path.resolve()))

    def _led_elsewhere(self, path: Path) -> bool:
        """Whether a link on the way to a file or folder may have led elsewhere. Those above the repository are no matter."""
        return any(
            not self._within(link, self.unchanged) and not self.root.is_relative_to(link.resolve())
            for link in _links(path, set())
        )

    @staticmethod
    def _within(path: Path, files: frozenset[Path]) -> bool:
        return any(each in files for each in (path, *path.parents))


def changes_since(revision: str, folder: Path) -> GitChanges:
    """What has changed in the repository of ``folder`` since it parted from ``revision``: commits, what is not committed,
    and what git does not track.

    Raises:
        UsageError: git is not there, ``folder`` is in no repository, or it knows no such revision.
    """
    root = Path(os.fsdecode(_git_output(folder, "rev-parse", "--show-toplevel").removesuffix(b"\n"))).resolve()
    commit = _commit(root, revision)
    ours = _run_git(root, "merge-base", "--end-of-options", commit, "HEAD")  # fails where they have nothing in common
    base = ours.stdout.decode().strip() if ours.returncode == 0 else commit
    options = ("--name-only", "-z", "--no-renames", "--no-ext-diff", "--ignore-submodules=none")
    changed = _paths(root, _git_output(root, "diff", *options, "--end-of-options", base, "--").split(b"\0"))
    known = _git_output(root, "ls-files", "-z", "-v").split(b"\0")
    assumed = {entry[2:] for entry in known if entry[:1].islower()}  # assume-unchanged: git does not look at them
    looked_at = {entry[2:] for entry in known if entry[:2] == b"H "}  # S: skip-worktree, M: in conflict
    changed |= _paths(root, assumed)
    return GitChanges(revision, root, changed, _paths(root, looked_at) - changed)


def select_changed(contracts: Sequence[ContractJob], since: GitChanges) -> tuple[ContractJob, ...]:
    """The contracts of which at least one file has changed, or may have gone. Standard input counts as changed.

    Raises:
        UsageError: a file lies outside the repository.
    """
    for source in (each for contract in contracts for each in contract.sources):
        if source.data is None and not since.contains(Path(source.name)):
            raise UsageError(
                f"lies outside the git repository {since.root.as_posix()}, in which --since looks for changes.",
                where=source.name,
                cure="Run clauselint in the folder of the contracts, or without --since.",
            )
    return tuple(
        contract
        for contract in contracts
        if any(each.data is not None or since.has_changed(Path(each.name)) for each in contract.sources)
        or since.has_deletion_below(contract.folders)
    )


def first_changed(since: GitChanges, paths: Iterable[Path]) -> Path | None:
    """The first of ``paths`` (files, or the folders of policies) in which something has changed; None where nothing has."""
    return next(
        (path for path in paths if (since.has_changed_within if path.is_dir() else since.has_changed)(path)), None
    )


def _place(path: Path) -> Path:
    """Where a file lies, without following it if it is a link itself."""
    return path.parent.resolve() / path.name if path.name not in ("", "..") else path.resolve()


def _links(path: Path, seen: set[Path]) -> Iterator[Path]:
    """The links by whose way a path leads to what it stands for, each by where it lies; ``seen`` are those passed already."""
    path = path.absolute()
    for each in (*reversed(path.parents), path):
        if each.is_symlink() and (place := _place(each)) not in seen:
            seen.add(place)
            yield place
            yield from _links(place.parent / place.readlink(), seen)


def _commit(root: Path, revision: str) -> str:
    if not revision.strip() or revision.startswith("-") or "\0" in revision:
        raise UsageError(f"--since '{revision}': this is no revision.", cure="Like: --since origin/main")
    done = _run_git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}")
    if done.returncode:
        raise UsageError(f"--since '{revision}': git knows no such revision here.", cure=_SHALLOW)
    return done.stdout.decode().strip()


def _paths(root: Path, names: Iterable[bytes]) -> frozenset[Path]:
    return frozenset(root / os.fsdecode(name) for name in names if name)


def _git_output(folder: Path, *arguments: str) -> bytes:
    done = _run_git(folder, *arguments)
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines() or [f"it ended with {done.returncode}"]
        raise UsageError(
            f"--since cannot ask git here: {said[0].rstrip('.')}.", cure="Run clauselint inside a git repository."
        )
    return done.stdout


def _run_git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    git = find_executable("git")
    if git is None:
        raise UsageError("--since needs git, which is not on the PATH.", cure="Install it, or check without --since.")
    try:
        return subprocess.run(  # noqa: S603  # git from the PATH; its arguments are ours, but for a revision checked above
            [git, *_SETTINGS, "-C", str(folder), *arguments],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            env={**os.environ, **_ENVIRONMENT},
            check=False,
        )
    except OSError as error:
        raise UsageError(f"--since needs git, which cannot be run ({error.strerror}).") from None
