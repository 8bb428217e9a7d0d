"""Changes in a git repository since a revision.

Git is asked what is *unchanged*: what it tracks and knows to be the same. Everything else counts as changed, so that a file
whose name git spells differently, that it ignores, or that a link brings in from elsewhere is checked once too often, but never
missed.
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
    """The files of a repository that have changed since ``revision``.

    ``root`` is its folder. ``changed`` holds files that differ or are deleted, and those that git was told to assume unchanged;
    ``unchanged`` those that git tracks and finds the same. All paths are absolute. A submodule is one entry.
    """

    revision: str
    root: Path
    changed: frozenset[Path]
    unchanged: frozenset[Path]

    def has_changed(self, path: Path) -> bool:
        """Return whether a file has changed, is deleted, or is not known to be unchanged."""
        if self._led_elsewhere(path):
            return True
        place = _place(path)
        if not os.path.lexists(place):
            return self._within(place, self.changed)
        return not all(self._within(each, self.unchanged) for each in {place, place.resolve()})

    def has_changed_within(self, folder: Path) -> bool:
        """Return whether any file in a folder has changed."""
        place = folder.resolve()
        if self._led_elsewhere(folder) or any(place in each.parents for each in self.changed):
            return True
        return any(self.has_changed(file) for file in place.rglob("*") if not file.is_dir())

    def has_deletion_below(self, folders: Iterable[Path]) -> bool:
        """Return whether a file in or below one of these folders was deleted."""
        places = {folder.resolve() for folder in folders}
        return any(not places.isdisjoint(each.parents) and not each.is_file() for each in self.changed)

    def contains(self, path: Path) -> bool:
        """Return whether a file, or the link to it, lies in the repository."""
        return any(self.root in each.parents or each == self.root for each in (_place(path), path.resolve()))

    def _led_elsewhere(self, path: Path) -> bool:
        """Return whether a link on the path may have led elsewhere before. Links above the repository do not count."""
        return any(
            not self._within(link, self.unchanged) and not self.root.is_relative_to(link.resolve())
            for link in _links(path, set())
        )

    @staticmethod
    def _within(path: Path, files: frozenset[Path]) -> bool:
        return any(each in files for each in (path, *path.parents))


def changes_since(revision: str, folder: Path) -> GitChanges:
    """Return the changes in the repository of ``folder`` since it branched from ``revision``: committed, uncommitted and
    untracked.

    Raises:
        UsageError: git is missing, ``folder`` is not in a repository, or the revision is unknown.
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
    """Return the contracts with at least one file that has changed or may be deleted. Standard input counts as changed.

    Raises:
        UsageError: a file lies outside the repository.
    """
    for source in (each for contract in contracts for each in contract.sources):
        if source.data is None and not since.contains(Path(source.name)):
            raise UsageError(
                f"is outside the git repository {since.root.as_posix()} in which --since looks for changes.",
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
    """Return the first of ``paths`` (files, or folders of policies) that has changed; None if none has."""
    return next(
        (path for path in paths if (since.has_changed_within if path.is_dir() else since.has_changed)(path)), None
    )


def _place(path: Path) -> Path:
    """Return where a file lies, without following it if it is a link itself."""
    return path.parent.resolve() / path.name if path.name not in ("", "..") else path.resolve()


def _links(path: Path, seen: set[Path]) -> Iterator[Path]:
    """Yield the links on a path, each by where it lies; ``seen`` holds those visited."""
    path = path.absolute()
    for each in (*reversed(path.parents), path):
        if each.is_symlink() and (place := _place(each)) not in seen:
            seen.add(place)
            yield place
            yield from _links(place.parent / place.readlink(), seen)


def _commit(root: Path, revision: str) -> str:
    if not revision.strip() or revision.startswith("-") or "\0" in revision:
        raise UsageError(f"--since '{revision}': not a revision.", cure="Like: --since origin/main")
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
            f"--since cannot use git here: {said[0].rstrip('.')}.", cure="Run clauselint inside a git repository."
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
