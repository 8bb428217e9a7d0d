"""``--since``: only the contracts that have changed are checked, and what is left out is said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from clauselint.cli import console
from clauselint.running.config import FILES, Configs, searched
from clauselint.running.plans import ContractJob


def only_changed(
    cases: Sequence[ContractJob],
    revision: str | None,
    configs: Configs,
    *,
    together: Sequence[str] = (),
    beside: Iterable[Path] = (),
    quiet: bool = False,
) -> Sequence[ContractJob]:
    """Those of ``cases`` that have changed in git since ``revision``, all where it is None; notes on standard error say what was
    left out.

    Where something has changed on which every judgement rests, all are kept: a configuration, a policy of one's own, or a file
    of those ``beside`` the contracts (waivers, a baseline). ``together`` are the paths that name the files of the one contract,
    where they are one.

    Raises:
        UsageError: git cannot be asked, or a contract lies outside the repository.
    """
    if revision is None:
        return cases
    from clauselint.running.git_changes import first_touched, narrowed, since
    from clauselint.running.suppressions import baseline_file, waivers_file

    changes = since(revision, Path())
    named = tuple(Path(path) if Path(path).is_dir() else searched(path) for path in together if path != "-")
    cases = [replace(case, folders=(*case.folders, *named)) for case in cases]
    changed = narrowed(cases, changes)
    # A configuration, or waivers, that are gone are read no more; only git still knows of them.
    names = {*FILES, waivers_file.NAME, baseline_file.NAME}
    gone = sorted(path for path in changes.changed if path.name in names)
    cause = next(iter(gone), None) or first_touched(changes, (*_decisive(cases, configs), *beside))
    if cause is not None:
        said = f"all contracts are checked: {console.from_here(cause)} has changed since {revision}, or git does not know it."
    elif len(changed) == len(cases):
        return cases
    elif not changed:
        said = f"no contract has changed since {revision}."
    else:
        left = len(cases) - len(changed)
        said = f"{left} {'contract' if left == 1 else 'contracts'} unchanged since {revision}, not checked."
    if not quiet:
        console.note(said)
    return changed if cause is None else cases


def _decisive(cases: Sequence[ContractJob], configs: Configs) -> Iterator[Path]:
    """The files and folders on which the judgement of all these contracts rests."""
    folders = {Path(source.name).absolute().parent for case in cases for source in case.sources}
    yield from dict.fromkeys(file for folder in sorted(folders) for file in configs.at(folder).read)
    yield from dict.fromkeys(folder for case in cases for folder in case.plan.policies.folders())
