"""The options by which ``check`` takes waivers and a baseline into account, and what they come to."""

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
    """An option's type: a date. Raises UsageError where it is none."""
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
    """For how many days from today a waiver may hold, as the settings have it."""
    value = configs.run.values.get("max-waiver-days")
    return None if value is None else int(value.value)


@dataclass(frozen=True, slots=True)
class SuppressionOptions:
    """What the options say. Called with the contracts of a run, before the work begins, it gives what is to be done with the
    report."""

    waivers: Path | None
    baseline: Path | None
    today: date

    @property
    def files(self) -> tuple[Path, ...]:
        """Where they lie."""
        return tuple(file for file in (self.waivers, self.baseline) if file is not None)

    def load(self, contracts: Sequence[ContractJob], configs: Configs) -> Suppressions:
        """The waivers and the baseline. Raises UsageError with all that is wrong in them."""
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
        """What makes of a report one in which waivers and baseline count. Raises as :meth:`load`."""
        return self.load(contracts, configs).apply


def suppression_options(command: Callable[..., int]) -> Callable[..., int]:
    """The options about waivers and baseline; the command gets them as one value, ``suppressions``."""

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
    """The waivers of the folder in which the command runs, not of the contracts: what lies beside those may have come with
    them."""
    from clauselint.running.suppressions.waivers_file import find_waivers_file

    return find_waivers_file()
