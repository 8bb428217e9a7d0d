"""Judging for commands that print no report: ``waive`` and ``baseline``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any

import click

from clauselint.cli import console
from clauselint.cli.configured_command import is_set_explicitly
from clauselint.cli.options import PARAM, PARTY, POLICY, cache_settings, reading_options
from clauselint.model import ReadingOptions
from clauselint.running.config import Configs
from clauselint.support import file_cache

if TYPE_CHECKING:
    from clauselint.model import Report
    from clauselint.running.plans import ContractJob


@dataclass(frozen=True, slots=True)
class JudgingOptions:
    """Options for judging contracts the way ``check`` does."""

    policies: tuple[str, ...] | None
    params: tuple[tuple[str, str], ...]
    parties: tuple[tuple[str, str], ...]
    reading: ReadingOptions
    configs: Configs

    def jobs(self, paths: Sequence[str], *, together: bool = False) -> tuple[tuple[ContractJob, ...], int]:
        """Return the contracts that ``paths`` name, and how many files were skipped. Raises UsageError as ``check`` does."""
        from clauselint.running.discovery import discover
        from clauselint.running.plans import CliOverrides, plan_jobs

        found = discover(paths, takes=lambda path, is_folder: self.configs.accepts(path, is_folder=is_folder))
        overrides = CliOverrides(self.policies, dict(self.params), parties=dict(self.parties))
        return plan_jobs(found.sources, self.configs, overrides, together=together), found.skipped

    def report(self, contracts: Sequence[ContractJob], skipped: int) -> Report:
        """Judge the contracts, without applying suppressions."""
        from clauselint.batch import RunOptions, run
        from clauselint.running.cache.result_cache import open_cache

        with console.progress_bar(len(contracts), quiet=False) as progress:
            run_options = RunOptions(self.reading, cache=open_cache())
            return run(contracts, run_options, skipped=skipped, jobs=None, progress=progress)


def judging_options(command: Callable[..., int]) -> Callable[..., int]:
    """Add the options for judging; the command receives them as one value, ``judging``."""

    @wraps(command)
    def with_options(
        *,
        policies: tuple[str, ...],
        params: tuple[tuple[str, str], ...],
        parties: tuple[tuple[str, str], ...],
        reading: ReadingOptions,
        **others: Any,
    ) -> int:
        configs = click.get_current_context().find_object(Configs)
        assert configs is not None  # noqa: S101  # every ConfiguredCommand has one
        named = policies if is_set_explicitly("policies") else None
        with file_cache.override(*cache_settings(configs)):
            return command(judging=JudgingOptions(named, params, parties, reading, configs), **others)

    return POLICY(PARAM(PARTY(reading_options(with_options))))
