"""Suppressions: waivers and a baseline, applied to a report."""

from __future__ import annotations

import os
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from clauselint.diagnostics.errors import UsageError
from clauselint.judging import baseline, waivers
from clauselint.judging.baseline import BaselineEntry, DecidedFindings
from clauselint.judging.waivers import Waiver
from clauselint.model import Report
from clauselint.running.suppressions import baseline_file, waivers_file
from clauselint.running.suppressions.sidecar import sidecar_names


@dataclass(frozen=True, slots=True)
class Suppressions:
    """Waivers and baseline entries, each with its file; None if there is no file."""

    today: date
    waivers_file: Path | None = None
    waivers: tuple[Waiver, ...] = ()
    baseline_file: Path | None = None
    entries: tuple[BaselineEntry, ...] = ()

    @classmethod
    def load(
        cls,
        codes: Collection[str],
        *,
        waivers: Path | None,
        baseline: Path | None,
        today: date,
        longest: int | None = None,
    ) -> Suppressions:
        """Load both files.

        ``codes`` are those of the run's policies; ``longest`` is the longest time in days from ``today`` that a waiver may last.

        Raises:
            UsageError: a file is missing or wrong; lists the faults of both.
        """
        faults: list[str] = []
        listed: tuple[Waiver, ...] = ()
        entries: tuple[BaselineEntry, ...] = ()
        try:
            if waivers is not None and not os.path.lexists(waivers):
                cure = "Check the path; clauselint waive makes it."
                raise UsageError("there is no such waivers file.", where=str(waivers), cure=cure)
            listed = () if waivers is None else waivers_file.load(waivers, codes, today, longest)
        except UsageError as error:
            faults.append(str(error))
        try:
            entries = () if baseline is None else baseline_file.load(baseline)
        except UsageError as error:
            faults.append(str(error))
        if faults:
            raise UsageError("\n".join(faults))
        return cls(today, waivers, listed, baseline, entries)

    def waive(self, report: Report) -> tuple[Report, DecidedFindings]:
        """Return the report with waivers applied, and the findings that a waiver decided."""
        if self.waivers_file is None:
            return report, frozenset()
        near = sidecar_names(self.waivers_file, report, [each.document for each in self.waivers])
        waived = waivers.apply_waivers(report, self.waivers, near, self.today)
        return waived, waivers.decided_findings(report, self.waivers, near)

    def apply(self, report: Report) -> Report:
        """Return the report with suppressed findings marked, and notices of expired, unused and changed suppressions."""
        report, decided = self.waive(report)
        if self.baseline_file is None:
            return report
        near = sidecar_names(self.baseline_file, report, [each.document for each in self.entries])
        return baseline.mark_baseline(report, self.entries, near, decided)
