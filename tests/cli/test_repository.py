"""A small repository of contracts through its days: the first run and the second, more processes, no cache, a changed and an
unreadable file, waivers and a baseline that no longer fit, two runs at once, a run that is killed. The same output byte for
byte, and nothing is lost."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from clauselint.cli import main
from clauselint.reporting import formats_of
from tests.cli.conftest import COMMAND, ROOT
from tests.cli.suppressing import LATER, MISSING, TODAY, WEAK, change
from tests.reporting import consumers

CONTRACTS = ROOT / "fixtures" / "contracts"
UNREADABLE = ROOT / "fixtures" / "broken" / "truncated.pdf"
CHANGED = "mesa-dsa.txt"
EXPIRED, HELD = "northgate-hollow.docx", "riverside-redline.docx"  # both lack what MISSING asks for
BASELINED, STALE = "SDP-012", "SDP-020"
WAIVERS, BASELINE = "clauselint.waivers.toml", "clauselint.baseline.json"
ACCEPTED = ("--baseline", BASELINE, "--today", TODAY)
NOTICES = [("WVR001", WAIVERS, EXPIRED), ("WVR003", WAIVERS, CHANGED), ("BAS001", BASELINE, CHANGED)]


class Repository:
    """Contracts in a folder, what a team has accepted of them, a cache, and where the time goes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        shutil.copytree(CONTRACTS, folder / "contracts")
        shutil.copy(UNREADABLE, folder / "contracts")
        self.accept()
        began = time.monotonic()
        self.first = self.reports("first", jobs=1)
        self.seconds = time.monotonic() - began

    def accept(self) -> None:
        """Waive and baseline, and let time pass: one waiver expires, and one and a line of the baseline lose their clause."""
        changed = f"contracts/{CHANGED}"
        for code, file, expires in (
            (MISSING, f"contracts/{HELD}", LATER),
            (MISSING, f"contracts/{EXPIRED}", "2026-11-26"),
            (WEAK, changed, LATER),
        ):
            why = ("--reason", "It stands in the master contract", "--owner", "j.doe@example.org")
            self.command("waive", code, file, *why, "--expires", expires, "--today", "2026-11-01")
        self.command("baseline", "create", changed)
        change(self.folder / changed, "Staff intentionally misuse", "Staff intentionally or wilfully misuse")
        change(self.folder / changed, "Within sixty (60) days after", "Within seventy (70) days after")

    def command(self, *arguments: str) -> None:
        """A command that works."""
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(self.folder)
            assert main(arguments) == 0

    def start(self, out: str, *, jobs: int, cache: str = "cache") -> subprocess.Popen[str]:
        """A run that writes a report in every format into the folder ``out``."""
        (self.folder / out).mkdir(exist_ok=True)
        outputs = [f"--output={format}={out}/report.{format}" for format in formats_of("check")]
        place = cache if cache == "off" else str(self.folder / cache)
        return subprocess.Popen(
            [*COMMAND, "check", "contracts", "--jobs", str(jobs), *ACCEPTED, "--format", "concise", *outputs],
            cwd=self.folder,
            env={**os.environ, "PYTHONPATH": str(ROOT), "CLAUSELINT_CACHE": place},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )

    def reports(self, out: str, *, jobs: int, cache: str = "cache") -> dict[str, bytes]:
        """What a run prints and writes, by format; it ends with 3, since one file cannot be read."""
        return self.finished(self.start(out, jobs=jobs, cache=cache), out)

    def finished(self, process: subprocess.Popen[str], out: str) -> dict[str, bytes]:
        """The reports of a run that was started."""
        printed, said = process.communicate(timeout=300)
        assert process.returncode == 3, said
        written = {file.suffix[1:]: file.read_bytes() for file in (self.folder / out).iterdir()}
        return {**written, "printed": printed.encode()}


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    return Repository(tmp_path_factory.mktemp("repository"))


def _documents(reports: Mapping[str, bytes]) -> dict[str, Any]:
    return {Path(each["path"]).name: each for each in json.loads(reports["json"])["documents"]}


def test_every_contract_is_in_the_report_and_the_unreadable_one_is_named(repository: Repository) -> None:
    documents = _documents(repository.first)
    assert documents.keys() == {file.name for file in (repository.folder / "contracts").iterdir()}
    unread = [name for name, document in documents.items() if document["read"] != "full"]
    assert unread == [UNREADABLE.name]
    for format, content in repository.first.items():
        assert UNREADABLE.name.encode() in content, f"{format} does not name what could not be read"


def test_what_expired_or_changed_counts_again_and_what_holds_does_not(repository: Repository) -> None:
    documents = _documents(repository.first)
    rows = {(name, row["code"]): row for name, each in documents.items() for row in each.get("requirements", ())}
    state = {key: (row["counts_as"], row["waiver"] is not None, row["baseline"]) for key, row in rows.items()}
    assert state[HELD, MISSING] == (None, True, False)
    assert state[EXPIRED, MISSING] == ("error", False, False)
    assert state[CHANGED, WEAK] == ("error", False, False)
    assert state[CHANGED, BASELINED] == (None, False, True)
    assert state[CHANGED, STALE] == ("warning", False, False)
    told = json.loads(repository.first["json"])["notices"]
    notices = [(notice["code"], notice["file"], Path(notice["document"]).name) for notice in told]
    assert sorted(notices) == sorted(NOTICES)


@pytest.mark.parametrize("format", formats_of("check"))
def test_every_format_is_taken_by_its_reader_and_says_what_counts_and_what_is_to_be_put_right(
    repository: Repository, format: str
) -> None:
    report = json.loads(repository.first["json"])
    counting = {row["code"] for each in report["documents"] for row in each.get("requirements", ()) if row["counts_as"]}
    problems = {problem["code"] for each in report["documents"] for problem in each["problems"]}
    expected = {code for code, _, _ in NOTICES} | counting | problems
    assert len(expected) > 25
    read = consumers.READERS[format](repository.first[format].decode("utf-8-sig" if format == "csv" else "utf-8"))
    seen = set(re.findall(r"\b(?:SDP-|DOC|WVR|BAS)\d{3}\b", str(read)))
    missed = expected - seen
    shortened = format == "github" and len(read) == 30  # it takes ten of a kind, the last of which says how many more
    assert not missed or shortened, missed


@pytest.mark.parametrize(("jobs", "cache"), [(1, "cache"), (2, "cache"), (2, "other cache"), (1, "off")])
def test_the_same_bytes_with_any_number_of_processes_and_any_cache(
    repository: Repository, jobs: int, cache: str
) -> None:
    assert repository.reports(f"again {jobs} {cache}", jobs=jobs, cache=cache) == repository.first


def test_one_changed_contract_changes_its_own_findings_alone(repository: Repository) -> None:
    file = repository.folder / "contracts" / CHANGED
    before = file.read_bytes()
    file.write_bytes(before + b"\n\n99. Data. The Provider may sell Student Data to anyone.\n")
    after = _documents(repository.reports("changed", jobs=1))
    file.write_bytes(before)
    first = _documents(repository.first)
    assert {name for name in first if first[name] != after[name]} == {CHANGED}


def test_two_runs_at_once_on_one_cache_do_not_disturb_each_other(repository: Repository) -> None:
    runs = {out: repository.start(out, jobs=1, cache="shared cache") for out in ("left", "right")}
    for out, process in runs.items():
        assert repository.finished(process, out) == repository.first


@pytest.mark.parametrize("when", [0.4, 0.8])
def test_a_run_that_is_killed_leaves_no_half_report_and_the_next_one_is_whole(
    repository: Repository, when: float
) -> None:
    out, cache = f"killed {when}", f"cache of the killed {when}"
    process = repository.start(out, jobs=2, cache=cache)
    time.sleep(repository.seconds * when)
    process.kill()
    process.communicate()
    for file in (repository.folder / out).glob("report.*"):
        assert file.read_bytes() == repository.first[file.suffix[1:]]
    assert repository.reports(out, jobs=2, cache=cache).items() >= repository.first.items()
