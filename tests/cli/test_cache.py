"""The cache in daily use: the same output with it and without, whatever happens to a run, and nothing where it must not be."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import clauselint
from clauselint.running.workers.tasks import ProgressUpdate
from tests.reading.test_passwords import PASSWORD, TEXT, encrypted

from .conftest import COMMAND, ROOT, Run

CONTRACTS = ROOT / "fixtures" / "contracts"
CHECK = ("check", "contracts", "--format", "json", "--fail-on", "never")

# Run in place of the command: a cached run must not need any of it.
WITHOUT_JUDGING = """
import sys
from clauselint.cli import main
code = main(sys.argv[1:])
heavy = {"spacy", "numpy", "pydantic", "ruamel", "rich", "jinja2", "lxml", "subprocess"}
sys.exit(99 if heavy & set(sys.modules) else code)
"""


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


@pytest.fixture
def contracts(tmp_path: Path) -> Path:
    folder = tmp_path / "contracts"
    folder.mkdir()
    for name in ("northgate-hollow.docx", "mesa-dsa.txt", "quickclass-terms.pdf"):
        shutil.copy(CONTRACTS / name, folder)
    return folder


def kept(cache: Path, layer: str) -> set[Path]:
    return set(cache.glob(f"*/{layer}/*"))


def env(cache: Path) -> dict[str, str]:
    return {"CLAUSELINT_CACHE": str(cache)}


def is_taken_from_the_cache(tmp_path: Path, cache: Path, *arguments: str) -> bool:
    """Whether a command does without all that reads and judges."""
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_JUDGING, *arguments],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT), **env(cache)},
        capture_output=True,
        check=False,
    )
    assert done.returncode in (0, 3, 99), done.stderr
    return done.returncode != 99


def test_output_is_the_same_with_and_without_and_however_many_work(
    contracts: Path, cache: Path, tmp_path: Path, run: Run, call: Run
) -> None:
    shutil.copy(ROOT / "fixtures" / "broken" / "truncated.docx", contracts)
    without = call(*CHECK, "--no-cache", env=env(cache))
    assert not cache.exists()
    first = run(*CHECK, "-j", "2", env=env(cache))
    second = call(*CHECK, "-j", "1", env=env(cache))
    third = call(*CHECK, "-j", "2", "--cache", "other", env=env(cache))
    fourth = call(*CHECK, "--cache", "other", env=env(cache))
    assert without.returncode == 3
    for done in (first, second, third, fourth):
        assert (done.stdout, done.stderr, done.returncode) == (without.stdout, without.stderr, without.returncode)
    assert is_taken_from_the_cache(tmp_path, cache, *CHECK)
    assert len(kept(cache, "findings")) == len(kept(tmp_path / "other", "findings")) == 4


def test_each_question_is_answered_from_the_cache_as_it_was_without(
    contracts: Path, cache: Path, tmp_path: Path, run: Run, call: Run
) -> None:
    questions = [
        ("check", "contracts", "--fail-on", "never", "--explain"),
        ("check", "contracts", "--fail-on", "never", "--together", "--format", "concise"),
        ("clauses", "contracts"),
        ("obligations", "contracts", "--format", "csv"),
        ("obligations", "contracts", "--effective-date", "2026-07-01", "--format", "ics"),
    ]
    run(*questions[0], env=env(cache))  # which keeps, too, what the processes below go by
    for question in questions:
        call(*question, env=env(cache))  # what was kept for one question answers no other
    for question in questions:
        again, without = call(*question, env=env(cache)), call(*question, "--no-cache")
        assert (again.stdout, again.returncode) == (without.stdout, without.returncode)
        assert without.stdout
        assert is_taken_from_the_cache(tmp_path, cache, *question)


def test_what_changes_is_judged_anew_and_nothing_else(contracts: Path, cache: Path, call: Run) -> None:
    call(*CHECK, env=env(cache))
    findings, documents = kept(cache, "findings"), kept(cache, "documents")

    text = contracts / "mesa-dsa.txt"
    text.write_text(text.read_text("utf-8") + "\n99. Provider may sell Student Data.\n", "utf-8")
    changed = call(*CHECK, env=env(cache))
    assert "may sell Student Data" in changed.stdout
    assert changed.stdout == call(*CHECK, "--no-cache").stdout
    assert len(kept(cache, "findings") - findings) == len(kept(cache, "documents") - documents) == 1

    text.rename(contracts / "renamed.txt")
    renamed = call(*CHECK, env=env(cache))
    assert renamed.stdout == call(*CHECK, "--no-cache").stdout
    assert len(kept(cache, "findings") - findings) == 2

    documents = kept(cache, "documents")
    stricter = (*CHECK, "--param", "notice_hours=1")
    with_param = call(*stricter, env=env(cache))
    assert with_param.stdout == call(*stricter, "--no-cache").stdout != renamed.stdout
    assert kept(cache, "documents") == documents  # no file was read for it


def test_a_change_in_a_pack_of_ones_own_counts_at_once(
    contracts: Path, cache: Path, tmp_path: Path, run: Run, call: Run
) -> None:
    """Also in one that it extends, and back again."""
    for path in contracts.iterdir():
        if path.suffix != ".txt":
            path.unlink()
    base, ours = tmp_path / "base" / "pack.yaml", tmp_path / "ours" / "pack.yaml"
    for file, name, extends in ((base, "base", "student-data"), (ours, "ours", "../base")):
        file.parent.mkdir()
        file.write_text(f"name: {name}\nversion: '1'\nextends: {extends}\nrows: {{}}\n", "utf-8")
    check = (*CHECK, "--policy", "./ours")
    first = run(*check, env=env(cache))
    assert is_taken_from_the_cache(tmp_path, cache, *check)
    assert json.loads(first.stdout)["policies"][0]["name"] == "ours"

    before = base.read_text("utf-8")
    base.write_text(before.replace("{}", "{SDP-003: {off: not asked here}}"), "utf-8")
    changed = run(*check, env=env(cache))
    assert "SDP-003" in {row["code"] for row in json.loads(first.stdout)["documents"][0]["requirements"]}
    assert "SDP-003" not in {row["code"] for row in json.loads(changed.stdout)["documents"][0]["requirements"]}
    assert changed.stdout == call(*check, "--no-cache").stdout

    base.write_text(before.replace("{}", "{SDP-999: {off: no such row}}"), "utf-8")
    wrong = run(*check, env=env(cache))
    assert wrong.returncode == 2
    assert "SDP-999" in wrong.stderr

    base.write_text(before, "utf-8")
    assert run(*check, env=env(cache)).stdout == first.stdout


def test_spoiled_entries_cost_time_alone(contracts: Path, cache: Path, call: Run) -> None:
    first = call(*CHECK, env=env(cache))
    files = [file for file in cache.glob("*/*/*") if file.parent.name != "code"]
    for n, file in enumerate(files):
        content = file.read_bytes()
        file.write_bytes(b"" if n % 3 == 0 else content[: len(content) // 2] if n % 3 == 1 else b"\0" * len(content))
    again = call(*CHECK, env=env(cache))
    assert (again.stdout, again.stderr) == (first.stdout, first.stderr)
    assert again.stdout == call(*CHECK, env=env(cache)).stdout


def test_two_runs_at_once_on_one_cache(contracts: Path, cache: Path, tmp_path: Path, call: Run) -> None:
    without = call(*CHECK, "--no-cache").stdout
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **env(cache)}
    both = [
        subprocess.Popen([*COMMAND, *CHECK, "-j", jobs], cwd=tmp_path, env=environment, stdout=subprocess.PIPE)
        for jobs in ("1", "2")
    ]
    outputs = [each.communicate()[0].decode() for each in both]
    assert outputs == [without, without]
    assert call(*CHECK, env=env(cache)).stdout == without
    assert not list(cache.rglob("*.part"))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows kills no process in the same way")
def test_a_run_that_is_killed_loses_no_more_than_the_file_it_was_at(
    contracts: Path, cache: Path, tmp_path: Path, call: Run
) -> None:
    without = call(*CHECK, "--no-cache").stdout
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **env(cache)}
    killed = subprocess.Popen([*COMMAND, *CHECK, "-j", "1"], cwd=tmp_path, env=environment, stdout=subprocess.PIPE)
    for _ in _until(60):
        if kept(cache, "findings"):
            break
    killed.kill()
    assert killed.communicate()[0] == b""
    found = kept(cache, "findings")
    assert 0 < len(found) < 3
    ages = {file: file.stat().st_ino for file in found}
    assert call(*CHECK, env=env(cache)).stdout == without
    assert {file: file.stat().st_ino for file in found} == ages  # taken, not made again
    assert len(kept(cache, "findings")) == 3


def _until(seconds: float) -> Iterator[None]:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        yield
        time.sleep(0.01)


def test_what_a_password_has_opened_is_never_kept(cache: Path, tmp_path: Path, call: Run) -> None:
    (tmp_path / "a.docx").write_bytes(encrypted(PASSWORD))
    (tmp_path / "b.txt").write_text("Provider shall not sell Student Data.", "utf-8")
    check = ("clauses", "a.docx", "b.txt", "--format", "json")
    locked = call(*check, env=env(cache))
    assert len(kept(cache, "findings")) == 2  # that it is locked may be known
    before = {*kept(cache, "findings"), *kept(cache, "documents")}
    opened = call(*check, env={**env(cache), "CLAUSELINT_PASSWORD": PASSWORD})
    assert [each["read"] for each in json.loads(opened.stdout)["documents"]] == ["full", "full"]
    assert {*kept(cache, "findings"), *kept(cache, "documents")} == before
    assert call(*check, env=env(cache)).stdout == locked.stdout
    assert TEXT.encode() not in b"".join(file.read_bytes() for file in cache.rglob("*") if file.is_file())


def test_a_file_whose_work_failed_is_tried_again(tmp_path: Path, cache: Path, call: Run) -> None:
    (tmp_path / "a.txt").write_text((CONTRACTS / "mesa-dsa.txt").read_text("utf-8") * 30, "utf-8")
    failed = call("clauses", "a.txt", "-j", "2", env={**env(cache), "CLAUSELINT_TIMEOUT": "0.001"})
    assert "was stopped after" in failed.stderr
    assert kept(cache, "findings") == set()
    assert call("clauses", "a.txt", env=env(cache)).returncode == 0


def test_a_page_without_text_is_read_once_there_is_ocr(cache: Path, tmp_path: Path, run: Run) -> None:
    """What is not there when a scan is read may be there the next time."""
    shutil.copy(ROOT / "fixtures" / "broken" / "scan.pdf", tmp_path)
    programs = tmp_path / "bin"
    programs.mkdir()
    nothing = {**env(cache), "PATH": str(programs)}
    first = run("clauses", "scan.pdf", env=nothing)
    assert is_kept_for(cache, 1)
    assert run("clauses", "scan.pdf", env=nothing).stdout == first.stdout
    program = programs / ("tesseract.exe" if sys.platform == "win32" else "tesseract")
    program.write_text("#!/bin/sh\nexit 1\n", "utf-8")
    program.chmod(0o755)
    found = run("clauses", "scan.pdf", env=nothing)
    assert found.stdout != first.stdout
    assert is_kept_for(cache, 1)  # where OCR is there and fails, it may not fail the next time


def is_kept_for(cache: Path, files: int) -> bool:
    return len(kept(cache, "findings")) == len(kept(cache, "documents")) == files


def test_a_pipe_is_read_once(cache: Path, call: Run) -> None:
    text = b"Provider shall indemnify the District."
    outputs = [call("clauses", "-", stdin=text, env=env(cache)).stdout for _ in range(2)]
    assert outputs[0] == outputs[1] == call("clauses", "-", "--no-cache", stdin=text).stdout
    assert "indemn" in outputs[0].lower()


@pytest.mark.skipif(sys.platform == "win32", reason="rights of POSIX")
def test_a_folder_that_cannot_be_written_is_no_fault(contracts: Path, tmp_path: Path, call: Run) -> None:
    (tmp_path / "file").write_text("no folder", "utf-8")
    blocked = call(*CHECK, env=env(tmp_path / "file"))
    assert (blocked.stdout, blocked.stderr) == ((done := call(*CHECK, "--no-cache")).stdout, done.stderr)


def test_names_of_contracts_and_their_text_are_in_no_file_name(contracts: Path, cache: Path, call: Run) -> None:
    call(*CHECK, env=env(cache))
    names = [path.name for path in cache.glob("*/*/*")]
    assert names
    assert all(len(name) == 32 and set(name) <= set("0123456789abcdef") for name in names)


def test_a_file_of_settings_turns_it_off_or_moves_it(contracts: Path, cache: Path, tmp_path: Path, call: Run) -> None:
    settings = tmp_path / "clauselint.toml"
    settings.write_text('cache = "off"\n', "utf-8")
    nowhere = {"CLAUSELINT_CACHE": "", "XDG_CACHE_HOME": str(tmp_path / "home"), "LOCALAPPDATA": str(tmp_path / "home")}
    call(*CHECK, "-j", "2", env=nowhere)
    assert "no: the cache is off" in call("cache", "info", env=nowhere).stdout
    assert not list(tmp_path.rglob("v1"))  # no worker keeps anything either
    settings.write_text('cache = "kept"\ncache-size = "3 MB"\n', "utf-8")
    call(*CHECK, env=nowhere)
    assert len(kept(tmp_path / "kept", "findings")) == 3
    assert "of 3.0 MB at most" in call("cache", "info", env=nowhere).stdout
    call(*CHECK, env=env(cache))  # the environment comes first
    assert len(kept(cache, "findings")) == 3


@pytest.mark.parametrize("place", ["contracts/.kept", "contracts/kept", "contracts"])
def test_a_cache_among_the_contracts_is_not_counted_as_passed_over(
    place: str, contracts: Path, tmp_path: Path, call: Run
) -> None:
    for path in contracts.iterdir():
        if path.suffix != ".txt":
            path.unlink()
    without = call(*CHECK, "--no-cache")
    outputs = [call(*CHECK, "--cache", place) for _ in range(2)] + [call(*CHECK, "--no-cache")]
    assert len(kept(tmp_path / place, "findings")) == 1
    assert [(done.stdout, done.stderr) for done in outputs] == [(without.stdout, without.stderr)] * 3


def test_info_and_clear(contracts: Path, cache: Path, call: Run) -> None:
    assert "not created yet" in call("cache", "info", env=env(cache)).stdout
    call(*CHECK, env=env(cache))
    info = call("cache", "info", env=env(cache)).stdout
    assert str(cache) in info
    assert "     3  what was found in contracts" in info
    if sys.platform != "win32":
        assert "private  yes" in info
    count = len(list(cache.glob("*/*/*")))
    assert call("cache", "clear", env=env(cache)).stdout.startswith(f"{count} entries deleted")
    assert list(cache.glob("*/*/*")) == []
    assert call("cache").returncode == 2


NOTHING_KEPT = (  # each with policies of its own: what one has loaded the next would not look for in a cache
    "clauselint.check('contracts')",
    "clauselint.check('contracts', policies=['ferpa'], jobs=2)",
    "clauselint.diff('contracts/mesa-dsa.txt', 'contracts/northgate-hollow.docx', policies=['wa'])",
    "clauselint.clauses('contracts')",
    "clauselint.obligations('contracts')",
)


def test_a_script_that_does_not_ask_for_it_makes_no_cache(contracts: Path, cache: Path, tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    calls = "".join(f"    {call}\n    assert not os.path.exists({str(cache)!r})\n" for call in NOTHING_KEPT)
    script.write_text(f"import os, clauselint\nif __name__ == '__main__':\n{calls}", "utf-8")
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **env(cache)}
    subprocess.run([sys.executable, script], cwd=tmp_path, env=environment, check=True)
    assert not cache.exists()


USES = {
    "check": ("check", "mesa-dsa.txt"),
    "diff": ("diff", "mesa-dsa.txt", "mesa-dsa.txt"),
    "baseline": ("baseline", "create", "mesa-dsa.txt"),
    "waive": (
        *("waive", "SDP-006", "mesa-dsa.txt"),
        *("--reason", "as agreed", "--owner", "Ann", "--expires", "2026-12-31", "--today", "2026-12-01"),
    ),
}


@pytest.mark.parametrize("use", USES.values(), ids=USES)
def test_where_the_settings_turn_it_off_no_command_makes_one(
    contracts: Path, tmp_path: Path, run: Run, use: tuple[str, ...]
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    usual = {name: str(home) for name in ("HOME", "XDG_CACHE_HOME", "LOCALAPPDATA")} | {"CLAUSELINT_CACHE": ""}
    (contracts / "clauselint.toml").write_text('cache = "off"\n', "utf-8")
    done = run(*use, cwd=contracts, env=usual)
    assert done.returncode < 2, done.stderr
    assert list(home.iterdir()) == []


def test_a_script_keeps_nothing_unless_it_asks_for_it(
    contracts: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLAUSELINT_CACHE", str(cache))
    first = clauselint.check(contracts)
    assert kept(cache, "findings") == kept(cache, "documents") == set()
    assert clauselint.check(contracts, cache=True) == first
    assert len(kept(cache, "findings")) == 3
    assert clauselint.check(contracts, cache=True) == first


def test_progress_tells_files_pages_and_share(contracts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAUSELINT_CACHE", str(contracts.parent / "cache"))
    monkeypatch.chdir(contracts)
    steps: list[ProgressUpdate] = []
    names = sorted(path.name for path in contracts.iterdir())
    clauselint.check("mesa-dsa.txt", cache=True, progress=steps.append)
    assert steps == [ProgressUpdate(1, 1, 0, 1.0)]
    steps.clear()
    clauselint.check(names, cache=True, progress=steps.append)
    assert [(step.items, step.all) for step in steps] == [(2, 3), (3, 3)]  # one of three was there
    assert 0 < steps[0].share < steps[1].share == 1.0
    assert steps[1].pages > 0
    steps.clear()
    clauselint.check(names, cache=True, progress=steps.append)
    assert steps == []


def test_what_was_kept_before_the_cache_was_turned_off_can_be_deleted(
    contracts: Path, cache: Path, tmp_path: Path, call: Run
) -> None:
    home = {"CLAUSELINT_CACHE": "", "XDG_CACHE_HOME": str(tmp_path / "home"), "LOCALAPPDATA": str(tmp_path / "home")}
    call(*CHECK, env=home)
    call(*CHECK, "--cache", str(tmp_path / "named"), env=home)
    (tmp_path / "clauselint.toml").write_text('cache = "off"\n', "utf-8")
    assert list((tmp_path / "home").rglob("documents/*"))
    assert "entries deleted" in call("cache", "clear", env=home).stdout
    assert not [file for file in (tmp_path / "home").rglob("documents/*") if file.is_file()]
    assert list((tmp_path / "named").rglob("documents/*"))
    assert "entries deleted" in call("cache", "clear", "--cache", str(tmp_path / "named"), env=home).stdout
    assert not [file for file in (tmp_path / "named").rglob("documents/*") if file.is_file()]
