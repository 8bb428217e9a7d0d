"""What tests of waivers and of the baseline share: a folder of contracts with two errors each, and the command in it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from clauselint.cli import main
from tests.cli.conftest import ROOT

MESA = ROOT / "fixtures" / "contracts" / "mesa-dsa.txt"
MISSING, WEAK = "SDP-011", "SDP-014"  # the two errors of MESA; nothing is quoted for the first
TODAY = "2026-11-27"
LATER = "2027-03-31"


@dataclass(frozen=True, slots=True)
class Done:
    """How a command ended, and what it said."""

    code: int
    out: str
    err: str

    @property
    def report(self) -> dict[str, Any]:
        """What was printed, as JSON."""
        parsed: dict[str, Any] = json.loads(self.out)
        return parsed

    def row(self, code: str, document: int = 0) -> dict[str, Any]:
        """The finding with this code."""
        rows = self.report["documents"][document]["requirements"]
        found: dict[str, Any] = next(row for row in rows if row["code"] == code)
        return found

    @property
    def notices(self) -> list[str]:
        """The codes of the notices, in their order."""
        return [notice["code"] for notice in self.report["notices"]]


Command = Callable[..., Done]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A repository that holds ``vendors/acme.txt``, and is the current folder."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "vendors").mkdir()
    (tmp_path / "vendors" / "acme.txt").write_bytes(MESA.read_bytes())
    monkeypatch.chdir(tmp_path)
    yield tmp_path


@pytest.fixture
def lint(capsys: pytest.CaptureFixture[str]) -> Command:
    """Runs a command on the day TODAY, or the day that it is given."""

    def call(*arguments: str | Path) -> Done:
        words = list(map(str, arguments))
        dated = words[0] in ("check", "waive", "baseline") and "--today" not in words
        code = main([*words, *(("--today", TODAY) if dated else ())])
        out, err = capsys.readouterr()
        return Done(code, out, err)

    return call


def waive(lint: Command, code: str, file: str | Path = "vendors/acme.txt", *more: str | Path) -> Done:
    """Waive a finding until LATER."""
    options = ("--reason", "It stands in the master contract", "--owner", "j.doe@example.org", "--expires", LATER)
    return lint("waive", code, file, *options, *more)


def change(file: Path, old: str, new: str) -> None:
    """Change words of a text file."""
    text = file.read_bytes().decode("utf-8")
    assert old in text
    file.write_bytes(text.replace(old, new).encode("utf-8"))
