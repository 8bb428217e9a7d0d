"""A reader that crashes, hangs or eats memory costs its file only, whoever calls. A library that does so stands in."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

import clauselint
from clauselint.diagnostics.errors import UsageError
from tests.reading.builders import pdf, typed

ROOT = Path(__file__).parent.parent.parent
COMMAND = [sys.executable, "-c", "import sys; from clauselint.cli import main; sys.exit(main())"]
GOOD = "The Recipient shall use Student Data only for the purpose stated in this Agreement."

CRASH = "import os\nos.abort()"
HANG = "while True: pass"
HOLD = "import re\nre.match('(a+)+b', 'a' * 60)"  # in C, and lets no other thread run
DEVOUR = "bytearray(64 << 30)"

posix = pytest.mark.skipif(sys.platform == "win32", reason="as POSIX has it")

Start = Callable[..., "subprocess.Popen[bytes]"]


@pytest.fixture
def start(tmp_path: Path) -> Start:
    """Starts the command, or a script, on a system whose pdfium does something."""
    (tmp_path / "bad.pdf").write_bytes(pdf(typed(GOOD)))
    (tmp_path / "good.txt").write_text(GOOD, encoding="utf-8")
    (tmp_path / "library").mkdir()

    def go(
        *arguments: str, pdfium: str = CRASH, env: Mapping[str, str] | None = None, script: str = ""
    ) -> subprocess.Popen[bytes]:
        (tmp_path / "library" / "pypdfium2.py").write_text(pdfium, encoding="utf-8")
        path = os.pathsep.join([str(tmp_path / "library"), str(ROOT)])
        return subprocess.Popen(
            [sys.executable, script] if script else [*COMMAND, *arguments],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": path, "COLUMNS": "500", **(env or {})},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )

    return go


def said(process: subprocess.Popen[bytes]) -> tuple[str, str]:
    out, err = process.communicate(timeout=60)
    return out.decode(), err.decode()


@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize(
    ("pdfium", "about"),
    [
        pytest.param(CRASH, "SIGABRT", marks=posix),
        (HANG, "CLAUSELINT_TIMEOUT"),
        (HOLD, "stopped after 3 seconds"),
        pytest.param(DEVOUR, "more memory", marks=pytest.mark.skipif(sys.platform != "linux", reason="no limits")),
    ],
)
def test_the_other_file_gets_its_report(start: Start, pdfium: str, about: str, jobs: str) -> None:
    seconds = "3" if pdfium in (HANG, HOLD) else "100"  # others end by themselves, on a busy machine late
    process = start(
        "check",
        "bad.pdf",
        "good.txt",
        "-j",
        jobs,
        "--format",
        "json",
        pdfium=pdfium,
        env={"CLAUSELINT_TIMEOUT": seconds},
    )
    out, err = said(process)
    bad, good = json.loads(out)["documents"]
    assert (process.returncode, bad["read"], good["read"]) == (3, "unreadable", "full")
    assert len(good["requirements"]) == 26
    (problem,) = bad["problems"]
    assert about in problem["message"]
    assert "and check the new copy" in problem["message"]
    assert err == f"bad.pdf: {problem['message']}\n"


@posix
def test_text_says_so_too_and_nothing_that_libraries_print_is_seen(start: Start) -> None:
    noise = "import os\nos.write(1, b'noise')\nos.write(2, b'noise')\nos._exit(3)"
    process = start("text", "bad.pdf", pdfium=noise)
    out, err = said(process)
    assert process.returncode == 3
    assert "ended with code 3" in err
    assert "noise" not in out + err
    assert "noise" in said(start("text", "bad.pdf", pdfium=noise, env={"CLAUSELINT_DEBUG": "1"}))[1]


def test_a_script_needs_no_guard(start: Start, tmp_path: Path) -> None:
    (tmp_path / "script.py").write_text(
        "import clauselint\n"
        "print(clauselint.read('good.txt').words, clauselint.read('bad.pdf').read)\n"
        "print([each.document.read.value for each in clauselint.check(['good.txt', 'bad.pdf'], jobs=2).documents])\n",
        encoding="utf-8",
    )
    out, err = said(start(script="script.py"))
    assert (out.splitlines(), err) == (["14 unreadable", "['full', 'unreadable']"], "")


def test_what_lies_in_the_folder_of_the_contracts_is_not_run(start: Start, tmp_path: Path) -> None:
    for name in ("pickle", "queue", "clauselint", "hashlib"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('a stranger')", encoding="utf-8")
    code = "import sys; sys.path.remove(''); from clauselint.cli import main; sys.exit(main())"
    done = subprocess.run(
        [sys.executable, "-c", code, "text", "--plain", "good.txt"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=False,
    )
    assert (done.stdout.decode(), done.stderr) == (GOOD, b"")


@posix
@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize(("how", "code"), [(signal.SIGKILL, -9), (signal.SIGTERM, -15), (signal.SIGINT, 130)])
def test_workers_and_their_files_end_with_their_parent(
    start: Start, tmp_path: Path, how: signal.Signals, code: int, jobs: str
) -> None:
    os.mkfifo(tmp_path / "alive")
    (tmp_path / "temporary").mkdir()
    hang = (
        "import tempfile\nfile = tempfile.NamedTemporaryFile(delete=False)\n"
        "alive = open('alive', 'wb', buffering=0)\nalive.write(b'x')\nwhile True: pass"
    )
    env = {"TMPDIR": str(tmp_path / "temporary")}
    # Tests that run in the background, as a CI server may have it, ignore Ctrl+C, and what they start would do the same.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    process = start("check", "bad.pdf", "good.txt", "-j", jobs, pdfium=hang, env=env)
    signal.signal(signal.SIGINT, before)
    with (tmp_path / "alive").open("rb", buffering=0) as alive:
        assert alive.read(1) == b"x"
        process.send_signal(how)
        out, err = said(process)
        assert process.returncode == code
        assert "Traceback" not in out + err
        assert alive.read() == b""  # the end of the pipe: no worker holds it any longer
    assert list((tmp_path / "temporary").rglob("*/*")) == []  # and what it has written is gone


def test_the_reader_follows_the_caller_into_another_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.txt").write_text(f"The contract in folder {name}.", encoding="utf-8")
        monkeypatch.chdir(tmp_path / name)
        document = clauselint.read("a.txt")
        assert (document.path, document.text) == ("a.txt", f"The contract in folder {name}.")


@pytest.mark.parametrize("setting", ["soon", "0", "-1", "nan", "inf"])
def test_a_limit_that_is_no_number_of_seconds_is_wrong_use(monkeypatch: pytest.MonkeyPatch, setting: str) -> None:
    monkeypatch.setenv("CLAUSELINT_TIMEOUT", setting)
    with pytest.raises(UsageError, match=f"CLAUSELINT_TIMEOUT is not a number of seconds: '{setting}'"):
        clauselint.read("a.txt")


@posix
def test_a_pipe_of_the_shell_is_read(tmp_path: Path) -> None:
    done = subprocess.run(
        ["bash", "-c", f'"{sys.executable}" -m clauselint text --plain <(printf "%s" "{GOOD}")'],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=False,
    )
    assert (done.stdout.decode(), done.returncode) == (GOOD, 0)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork")
def test_a_fork_of_the_caller_has_a_reader_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(GOOD, encoding="utf-8")
    (tmp_path / "script.py").write_text(
        "import os, clauselint\n"
        "assert clauselint.read('a.txt').words == 14\n"
        "child = os.fork()\n"
        "for _ in range(50):\n"
        "    assert clauselint.read('a.txt').words == 14\n"
        "print('done')\n"
        "if child:\n"
        "    assert os.waitpid(child, 0)[1] == 0\n",
        encoding="utf-8",
    )
    env = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "ignore"}
    done = subprocess.run(
        [sys.executable, "script.py"], cwd=tmp_path, env=env, capture_output=True, check=False, timeout=60
    )
    assert (done.stdout.split(), done.stderr, done.returncode) == ([b"done", b"done"], b"", 0)
