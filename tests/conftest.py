"""What every test may rely on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

_outcomes: defaultdict[str, set[str]] = defaultdict(set)  # of the cases of each parametrized test


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Note how a case ended that decided for itself; what a ``skipif`` skips never gets to its call."""
    name, bracket, _ = report.nodeid.partition("[")
    if bracket and report.when == "call":
        _outcomes[name].add("tested" if hasattr(report, "wasxfail") else report.outcome)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A test that skipped all its cases tested nothing, and fails the run."""
    if not hasattr(session.config, "workerinput") and _tested_nothing() and not session.exitstatus:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name the tests that had nothing to test."""
    for name in _tested_nothing():
        terminalreporter.write_line(f"FAILED {name}: it skipped all its cases, so it tested nothing", red=True)


def _tested_nothing() -> list[str]:
    return sorted(name for name, outcomes in _outcomes.items() if outcomes == {"skipped"})


@pytest.fixture(scope="session", autouse=True)
def _cache_of_its_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Tests leave the user's cache alone, and do not depend on what lies in it."""
    folder = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CLAUSELINT_CACHE", str(folder))
        yield folder
