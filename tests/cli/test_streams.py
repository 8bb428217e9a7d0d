"""Streams that are full, closed or cut off, and places that cannot be written: a sentence and an exit code, never a traceback."""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from clauselint.cli import outputs
from clauselint.diagnostics.errors import UsageError
from tests.cli.conftest import COMMAND, ROOT, Run

CONTRACT = "1. Data. The Provider shall not sell Student Data.\n"
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="needs streams and rights as POSIX has them")
FULL = Path("/dev/full")


@pytest.fixture(autouse=True)
def contract(tmp_path: Path) -> Path:
    file = tmp_path / "contract.txt"
    file.write_text(CONTRACT, encoding="utf-8")
    return file


def shell(tmp_path: Path, line: str) -> subprocess.CompletedProcess[str]:
    """Run a line of the shell in which $CLAUSELINT is the command."""
    command = " ".join(f"'{part}'" for part in COMMAND)
    return subprocess.run(
        ["sh", "-c", line.replace("$CLAUSELINT", command)],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.skipif(not FULL.exists(), reason="there is no device that is always full")
@pytest.mark.parametrize(
    "arguments",
    ["--version", "check --help", "check contract.txt", "check contract.txt --format json", "rule SDP-003"],
)
def test_a_full_disk_is_said_in_one_sentence(tmp_path: Path, arguments: str) -> None:
    done = shell(tmp_path, f"$CLAUSELINT {arguments} > /dev/full")
    assert done.returncode == 2
    last = done.stderr.splitlines()[-1]
    assert last.startswith("clauselint: the output could not be written (")
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr


@pytest.mark.skipif(not FULL.exists(), reason="there is no device that is always full")
def test_where_no_message_can_be_written_the_exit_code_still_tells(tmp_path: Path) -> None:
    assert shell(tmp_path, "$CLAUSELINT check nothing.txt 2> /dev/full").returncode == 2
    assert shell(tmp_path, "$CLAUSELINT check contract.txt 2> /dev/full").returncode == 1


@POSIX
@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&- <&-"])
@pytest.mark.parametrize("jobs", [1, 2])
def test_closed_streams_lose_no_report_and_no_exit_code(tmp_path: Path, closed: str, jobs: int) -> None:
    (tmp_path / "other.txt").write_text(CONTRACT, encoding="utf-8")
    line = f"$CLAUSELINT check contract.txt other.txt --jobs {jobs} --output json=report.json {closed}"
    assert shell(tmp_path, line).returncode == 1
    assert len(json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))["documents"]) == 2


@POSIX
def test_a_closed_standard_input_is_an_empty_contract(tmp_path: Path) -> None:
    done = shell(tmp_path, "$CLAUSELINT check - <&-")
    assert done.returncode == 3
    assert "the file is empty" in done.stderr


@POSIX
def test_a_reader_that_has_gone_is_no_fault(tmp_path: Path) -> None:
    done = shell(tmp_path, "{ $CLAUSELINT check contract.txt --format json; echo $? >&2; } | :")
    assert done.stderr.splitlines()[-1] == "141"
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("arguments", ["check {}", "check contract.txt --output json={}", "text {}", "pack new {}"])
def test_a_name_that_is_too_long_is_said_so(call: Run, arguments: str) -> None:
    done = call(*arguments.format("x" * 5000).split())
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "something went wrong" not in done.stderr


@POSIX
def test_a_device_is_written_into_and_not_replaced(call: Run, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with subprocess.Popen(["cat", str(pipe)], stdout=subprocess.PIPE) as reader:
        try:
            done = call("check", "contract.txt", "--output", "json=pipe")
            read, _ = reader.communicate(timeout=60)
        finally:
            reader.kill()  # it waits for ever for a pipe that nobody opened
    assert done.returncode == 1
    assert json.loads(read)["documents"]
    assert stat.S_ISFIFO(pipe.stat().st_mode)


@POSIX
def test_a_link_stays_a_link(call: Run, tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    (tmp_path / "latest.json").symlink_to("kept/report.json")
    for _ in range(2):
        assert call("check", "contract.txt", "--output", "json=latest.json").returncode == 1
    assert (tmp_path / "latest.json").is_symlink()
    assert json.loads((tmp_path / "kept" / "report.json").read_text(encoding="utf-8"))["documents"]
    assert sorted(each.name for each in (tmp_path / "kept").iterdir()) == ["report.json"]


def test_a_report_that_another_program_has_open_for_a_moment_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As Windows has it: no file is renamed over one that is open."""
    refusals = [PermissionError(13, "Access is denied")] * 2
    rename = Path.replace

    def replace(self: Path, target: Path) -> Path:
        if refusals:
            raise refusals.pop()
        return rename(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    monkeypatch.setattr(outputs, "_PATIENCE", (0, 0))
    outputs.write(tmp_path / "report.html", b"new")
    assert (tmp_path / "report.html").read_bytes() == b"new"
    refusals.extend([PermissionError(13, "Access is denied")] * 9)
    with pytest.raises(UsageError, match=r"report\.html: cannot be written \(Access is denied\)\. Close it"):
        outputs.write(tmp_path / "report.html", b"newer")
    assert (tmp_path / "report.html").read_bytes() == b"new"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["contract.txt", "report.html"]


@pytest.fixture
def bound(tmp_path: Path) -> list[str | Path]:
    """What to put before a command so that rights count for it: root may do anything."""
    closed = tmp_path / "closed to all"
    closed.touch(mode=0)
    try:
        rights_count = sys.platform == "win32" or not os.access(closed, os.R_OK)
        setpriv = shutil.which("setpriv")
        without = [setpriv or "", "--bounding-set=-dac_override,-dac_read_search", "--"]
        if rights_count:
            return []
        if setpriv is None:
            pytest.skip("root may do anything, and setpriv is not there to change that")
        if subprocess.run([*without, "cat", closed], capture_output=True, check=False).returncode == 0:
            pytest.skip("root may do anything here, whatever is taken from it")
        return [*without]
    finally:
        closed.unlink()


@POSIX
def test_folders_that_cannot_be_written(tmp_path: Path, bound: list[str | Path]) -> None:
    tmp_path.chmod(0o555)
    done = _bound(bound, tmp_path, "check", "contract.txt", "--format", "concise", "--output", "html=report.html")
    tmp_path.chmod(0o755)
    assert done.returncode == 2
    assert "contract.txt:" in done.stdout, "the contracts are read all the same"
    assert done.stderr.startswith("clauselint: report.html: cannot be written (Permission denied).")
    assert [each.name for each in tmp_path.iterdir()] == ["contract.txt"]


@POSIX
def test_a_contract_that_must_not_be_read_is_a_result(tmp_path: Path, contract: Path, bound: list[str | Path]) -> None:
    (tmp_path / "closed").mkdir(mode=0)
    contract.chmod(0)
    done = _bound(bound, tmp_path, "check", ".", "--format", "json")
    (tmp_path / "closed").chmod(0o755)
    assert done.returncode == 3, done.stderr
    documents = {each["path"]: each for each in json.loads(done.stdout)["documents"]}
    assert documents.keys() == {"contract.txt", "closed"}
    for document in documents.values():
        assert [problem["code"] for problem in document["problems"]] == ["DOC017"]


def _bound(bound: list[str | Path], folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*bound, *COMMAND, *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@POSIX
def test_a_folder_that_is_too_deep_is_a_result(call: Run, tmp_path: Path) -> None:
    here = Path.cwd()
    os.chdir(tmp_path)
    try:
        for _ in range(30):
            Path("d" * 200).mkdir()
            os.chdir("d" * 200)
    finally:
        os.chdir(here)
    done = call("check", ".", "--format", "json")
    assert done.returncode == 3, done.stderr
    documents = {each["path"]: each["read"] for each in json.loads(done.stdout)["documents"]}
    assert documents.pop("contract.txt") == "full"
    assert list(documents.values()) == ["unreadable"]
