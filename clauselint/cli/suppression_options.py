"""Options of ``check`` for suppressions: waivers and a baseline."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from clauselint.cli.configured_command import is_set_explicitly
from clauselint.diagnostics.errors import UsageError
from clauselint.running.config import Configs

if TYPE_CHECKING:
    from clauselint.model import Report
    from clauselint.running.plans import ContractJob
    from clauselint.running.suppressions.suppressions import Suppressions


def day(text: str) -> date:
    """Convert an option to a date. Raises UsageError if it is not one."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"'{text}' is not a date.", cure="Give it as YYYY-MM-DD, like 2027-03-31.") from None


WAIVERS = click.option(
    "--waivers",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Waivers: findings that a person has accepted (default: the nearest clauselint.waivers.toml).",
)
TODAY = click.option("--today", type=day, hidden=True, help="The day on which waivers are judged.")


def max_waiver_days(configs: Configs) -> int | None:
    """Return the setting for the longest time in days that a waiver may last; None if it is not set."""
    value = configs.run.values.get("max-waiver-days")
    return None if value is None else int(value.value)


@dataclass(frozen=True, slots=True)
class SuppressionOptions:
    """Values of the options. Calling it with the contracts of a run returns the function that applies the suppressions."""

    waivers: Path | None
    baseline: Path | None
    today: date

    @property
    def files(self) -> tuple[Path, ...]:
        """The files named."""
        return tuple(file for file in (self.waivers, self.baseline) if file is not None)

    def load(self, contracts: Sequence[ContractJob], configs: Configs) -> Suppressions:
        """Load waivers and baseline. Raises UsageError with all their faults."""
        from clauselint.running.suppressions.suppressions import Suppressions

        policies = {contract.plan.policies for contract in contracts}
        return Suppressions.load(
            {code for each in policies for code in each.all_codes()},
            waivers=self.waivers,
            baseline=self.baseline,
            today=self.today,
            longest=max_waiver_days(configs),
        )

    def __call__(self, contracts: Sequence[ContractJob], configs: Configs) -> Callable[[Report], Report]:
        """Return the function that applies the suppressions to a report. Raises as :meth:`load`."""
        return self.load(contracts, configs).apply


def suppression_options(command: Callable[..., int]) -> Callable[..., int]:
    """Add the options for waivers and baseline; the command receives them as one value, ``suppressions``."""

    @wraps(command)
    def with_options(
        *, waivers: Path | None, no_waivers: bool, baseline: Path | None, today: date | None, **others: Any
    ) -> int:
        if no_waivers and waivers is not None and is_set_explicitly("waivers"):
            raise UsageError("--waivers and --no-waivers exclude each other.", cure="Leave out one of them.")
        file = None if no_waivers else waivers or nearest_waivers()
        return command(suppressions=SuppressionOptions(file, baseline, today or date.today()), **others)

    for option in (
        TODAY,
        click.option(
            "--baseline",
            type=click.Path(path_type=Path),
            metavar="FILE",
            help="Ignore the findings in this baseline; only new ones count.",
        ),
        click.option("--no-waivers", is_flag=True, help="Ignore all waivers."),
        WAIVERS,
    ):
        with_options = option(with_options)
    return with_options


def nearest_waivers() -> Path | None:
    """Return the waivers file of the current folder, never of the contracts' folders: those files may come from outside."""
    from clauselint.running.suppressions.waivers_file import find_waivers_file

    return find_waivers_file()
