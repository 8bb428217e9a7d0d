"""``--since``: only the contracts that have changed are checked, and what is left out is said."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from clauselint.cli import console
from clauselint.running.discovery import Found


def only_changed(
    found: Found, revision: str, *, together: bool, decided_by: Iterable[Path] = (), quiet: bool = False
) -> Found:
    """What of ``found`` has changed in git since ``revision``; notes on standard error say what was left out.

    ``decided_by`` are the files (or folders of policies) on which every judgement rests: where one of them has changed, all
    contracts are checked.

    Raises:
        UsageError: git cannot be asked, or a contract lies outside the repository.
    """
    from clauselint.running.since import first_touched, narrowed, since

    changes = since(revision, Path())
    narrow = narrowed(found, changes, together=together)
    cause = first_touched(changes, decided_by)
    if quiet:
        return narrow if cause is None else found
    if cause is not None:
        console.note(
            f"all contracts are checked: {cause.as_posix()} has changed since {revision}, or git does not know it."
        )
        return found
    if found.sources and not narrow.sources:
        console.note(f"no contract has changed since {revision}.")
    elif narrow.unchanged:
        things = "1 contract" if narrow.unchanged == 1 else f"{narrow.unchanged} contracts"
        console.note(f"{things} unchanged since {revision}, not checked.")
    return narrow
