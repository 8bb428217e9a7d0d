"""Judging for commands that print no report: ``waive`` and ``baseline``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any

import click

from clauselint.cli import console
from clauselint.cli.configured_command import given
from clauselint.cli.options import PARAM, PARTY, POLICY, cache_settings, reading_options
from clauselint.model import ReadingOptions
from clauselint.running.config import Configs
from clauselint.support import file_cache

if TYPE_CHECKING:
    from clauselint.model import Report
    from clauselint.running.plans import ContractJob


@dataclass(frozen=True, slots=True)
class JudgingOptions:
    """How contracts are to be judged: the same as ``check`` would."""

    policies: tuple[str, ...] | None
    params: tuple[tuple[str, str], ...]
    parties: tuple[tuple[str, str], ...]
    reading: ReadingOptions
    configs: Configs

    def cases(self, paths: Sequence[str], *, together: bool = False) -> tuple[tuple[ContractJob, ...], int]:
        """The contracts that ``paths`` name, and how many files were passed over. Raises UsageError as ``check`` does."""
        from clauselint.running.discovery import discover
        from clauselint.running.plans import CliOverrides, cases

        found = discover(paths, takes=lambda path, is_folder: self.configs.takes(path, is_folder=is_folder))
        asked = CliOverrides(self.policies, dict(self.params), parties=dict(self.parties))
        return cases(found.sources, self.configs, asked, together=together), found.skipped

    def report(self, cases: Sequence[ContractJob], skipped: int) -> Report:
        """The contracts, judged, with no waiver and no baseline applied."""
        from clauselint.batch import RunOptions, run
        from clauselint.running.cache.result_cache import opened

        with console.progress_bar(len(cases), quiet=False) as progress:
            request = RunOptions(self.reading, cache=opened())
            return run(cases, request, skipped=skipped, jobs=None, progress=progress)


def judging_options(command: Callable[..., int]) -> Callable[..., int]:
    """The options that say how contracts are judged; the command gets them as one value, ``judging``."""

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
        named = policies if given("policies") else None
        with file_cache.override(*cache_settings(configs)):
            return command(judging=JudgingOptions(named, params, parties, reading, configs), **others)

    return POLICY(PARAM(PARTY(reading_options(with_options))))
