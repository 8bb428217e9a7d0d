"""The option ``--since``: check only contracts that have changed in git, and say what was left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from clauselint.cli import console
from clauselint.running.config import FILES, Configs, search_root
from clauselint.running.plans import ContractJob
from clauselint.support.paths import from_cwd


def select_changed_jobs(
    contracts: Sequence[ContractJob],
    revision: str | None,
    configs: Configs,
    *,
    together: Sequence[str] = (),
    decisive_files: Iterable[Path] = (),
    quiet: bool = False,
) -> Sequence[ContractJob]:
    """Return the contracts that have changed in git since ``revision``, all if it is None; a note says what was left out.

    If something that every judgment depends on has changed, all contracts are returned: a configuration, a policy of one's own,
    or a file of suppressions (``decisive_files``). ``together`` holds the paths of the files that are judged as one contract.

    Raises:
        UsageError: git cannot be asked, or a contract lies outside the repository.
    """
    if revision is None:
        return contracts
    from clauselint.running.git_changes import changes_since, first_changed, select_changed
    from clauselint.running.suppressions import baseline_file, waivers_file

    changes = changes_since(revision, Path())
    named = tuple(Path(path) if Path(path).is_dir() else search_root(path) for path in together if path != "-")
    contracts = [replace(contract, folders=(*contract.folders, *named)) for contract in contracts]
    changed = select_changed(contracts, changes)
    # A configuration, or waivers, that are gone are read no more; only git still knows of them.
    names = {*FILES, waivers_file.NAME, baseline_file.NAME}
    gone = sorted(path for path in changes.changed if path.name in names)
    cause = next(iter(gone), None) or first_changed(changes, (*_decisive(contracts, configs), *decisive_files))
    if cause is not None:
        said = f"all contracts are checked: {from_cwd(cause)} has changed since {revision}, or git does not track it."
    elif len(changed) == len(contracts):
        return contracts
    elif not changed:
        said = f"no contract has changed since {revision}."
    else:
        left = len(contracts) - len(changed)
        said = f"{left} {'contract' if left == 1 else 'contracts'} unchanged since {revision}, not checked."
    if not quiet:
        console.note(said)
    return changed if cause is None else contracts


def _decisive(contracts: Sequence[ContractJob], configs: Configs) -> Iterator[Path]:
    """Yield the files and folders that the judgment of all these contracts depends on."""
    folders = {Path(source.name).absolute().parent for contract in contracts for source in contract.sources}
    yield from dict.fromkeys(file for folder in sorted(folders) for file in configs.at(folder).read)
    yield from dict.fromkeys(folder for contract in contracts for folder in contract.plan.policies.folders())
