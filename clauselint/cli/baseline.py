"""``clauselint baseline``: accept existing findings, so that only new ones count."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from clauselint.cli import completions, console
from clauselint.cli.configured_command import ConfiguredCommand
from clauselint.cli.help_format import DONE, UNREAD, WRONG_USE, HelpfulGroup
from clauselint.cli.judging_options import JudgingOptions, judging_options
from clauselint.cli.suppression_options import TODAY, WAIVERS, SuppressionOptions
from clauselint.diagnostics.errors import UsageError
from clauselint.support.paths import from_cwd

if TYPE_CHECKING:
    from clauselint.judging.baseline import BaselineEntry

_LISTED = 10

BASELINE = click.option(
    "--baseline",
    type=click.Path(path_type=Path),
    default="clauselint.baseline.json",
    metavar="FILE",
    help="The baseline file (default: clauselint.baseline.json).",
)


@click.group(
    cls=HelpfulGroup,
    examples=(
        ("Accept existing findings", "clauselint baseline create fixtures/contracts"),
        (
            "Then only new findings count",
            "clauselint check fixtures/contracts --baseline clauselint.baseline.json",
        ),
        ("Drop findings fixed since", "clauselint baseline prune fixtures/contracts"),
    ),
)
def command() -> None:
    """Accept existing findings, so that only new ones count; for teams that start with many contracts."""


@command.command(
    "create",
    cls=ConfiguredCommand,
    examples=(("Accept existing findings", "clauselint baseline create fixtures/contracts"),),
    exits=DONE | WRONG_USE | UNREAD,
)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", shell_complete=completions.files)
@BASELINE
@click.option("--accept-new", is_flag=True, help="Add new findings to an existing baseline.")
@WAIVERS
@TODAY
@judging_options
def create(
    paths: tuple[str, ...],
    baseline: Path,
    accept_new: bool,
    waivers: Path | None,
    today: date | None,
    judging: JudgingOptions,
) -> int:
    """Record every finding that counts now; `clauselint check --baseline FILE` then ignores these.

    If the file exists, entries that are no longer needed are dropped, and new findings are refused without --accept-new.
    Waived findings, and contracts that are not among PATH, stay as they are. Exits with 3 if a contract could not be read in
    full: such gaps are never put in a baseline.
    """
    from clauselint.judging.phrases import plural

    run = _Run(paths, baseline, waivers, today, judging)
    new = run.current - set(run.old)
    if new and baseline.exists() and not accept_new:
        raise UsageError(
            f"the baseline would grow by {plural(len(new), 'finding')}: {_several(sorted(new))}.",
            where=str(baseline),
            cure="Close or waive them, or accept them: --accept-new",
        )
    remaining = set(run.old) - set(run.stale(gone=False))
    run.write(remaining | new)
    gone = len(run.old) - len(remaining)
    console.note(f"{plural(len(remaining | new), 'finding')} in the baseline: {len(new)} new, {gone} dropped.")
    return run.code


@command.command(
    "prune",
    cls=ConfiguredCommand,
    examples=(("Drop findings fixed since", "clauselint baseline prune fixtures/contracts"),),
    exits=DONE | WRONG_USE | UNREAD,
)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", shell_complete=completions.files)
@BASELINE
@WAIVERS
@TODAY
@judging_options
def prune(
    paths: tuple[str, ...], baseline: Path, waivers: Path | None, today: date | None, judging: JudgingOptions
) -> int:
    """Drop entries that are no longer needed: the finding is gone or waived, or the file is gone. Adds nothing."""
    from clauselint.judging.phrases import plural

    run = _Run(paths, baseline, waivers, today, judging, must_exist=True)
    stale = run.stale(gone=True)
    if stale:
        run.write(set(run.old) - set(stale))
    console.note(f"{plural(len(run.old) - len(stale), 'finding')} in the baseline: {len(stale)} dropped.")
    return run.code


class _Run:
    """A baseline file and the findings of a run over contracts."""

    def __init__(
        self,
        paths: Sequence[str],
        file: Path,
        waivers: Path | None,
        today: date | None,
        judging: JudgingOptions,
        *,
        must_exist: bool = False,
    ) -> None:
        from clauselint.cli.outputs import refuse_output
        from clauselint.cli.suppression_options import nearest_waivers
        from clauselint.judging.baseline import baseline_entries
        from clauselint.judging.counting import is_unread
        from clauselint.running.discovery import Discovered
        from clauselint.running.suppressions.sidecar import sidecar_names

        contracts, skipped = judging.jobs(paths)
        refuse_output(file, Discovered(tuple(source for contract in contracts for source in contract.sources)))
        suppressions = SuppressionOptions(
            waivers or nearest_waivers(), file if must_exist or file.exists() else None, today or date.today()
        )
        decided = suppressions.load(contracts, judging.configs)
        self.file, self.old = file, decided.entries
        self.report, self._decided = decided.waive(judging.report(contracts, skipped))
        self._sidecar = sidecar_names(file, self.report, [entry.document for entry in self.old])
        self.current = baseline_entries(self.report, self._sidecar, self._decided)
        documents = [each.document for each in self.report.documents]
        self.code = 0 if documents and not any(map(is_unread, documents)) else 3
        for each in documents:
            if is_unread(each):
                console.note(f"{each.path}: not read in full; findings that this leaves open are not in the baseline.")

    def stale(self, *, gone: bool) -> tuple[BaselineEntry, ...]:
        """Return the entries that are no longer needed; ``gone``: also those of deleted files."""
        from dataclasses import replace

        from clauselint.judging.baseline import stale_entries

        near = self._sidecar if gone else replace(self._sidecar, deleted=frozenset())
        return stale_entries(self.report, self.old, near, self._decided)

    def write(self, entries: set[BaselineEntry]) -> None:
        """Write the baseline of these entries."""
        from clauselint.cli.outputs import write
        from clauselint.running.suppressions.baseline_file import dump

        write(self.file, dump(entries))
        console.note(f"written: {from_cwd(self.file)}")


def _several(entries: Sequence[BaselineEntry]) -> str:
    """Return the first entries in words."""
    named = [f"{each.code} in {each.document}" for each in entries[:_LISTED]]
    more = len(entries) - len(named)
    return ", ".join(named) + (f" and {more} more" if more else "")
