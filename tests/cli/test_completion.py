"""The Tab key: what a shell is told, and that a real one takes it."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from clauselint.cli import main
from clauselint.cli.completion import INSTALL
from clauselint.packs import available
from tests.cli.conftest import ROOT
from tests.cli.test_lazy import HEAVY

BASH = shutil.which("bash")
# What bash does on Tab, but for the terminal: fill COMP_WORDS, call the function that the script registered.
TAB = """
set -e
eval "$(clauselint completion bash)"
[[ $(complete -p clauselint) == *"-F _clauselint_completion clauselint" ]]
COMP_WORDS=({words}) COMP_CWORD={last} COMPREPLY=()
compopt() {{ COMPREPLY+=("files:$2"); }}
_clauselint_completion clauselint
printf '%s\\n' "${{COMPREPLY[@]}}"
"""


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the command ``clauselint``, as an installation puts it on the PATH."""
    folder = tmp_path_factory.mktemp("bin")
    command = folder / "clauselint"
    command.write_text(
        f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -c "import sys; from clauselint.cli import main; '
        'sys.exit(main())" "$@"\n',
        encoding="utf-8",
    )
    command.chmod(0o755)
    return folder


def completed(program: Path, *words: str) -> list[str]:
    script = TAB.format(words=" ".join(map(shlex.quote, words)), last=len(words) - 1)
    done = subprocess.run(
        [str(BASH), "--norc", "-c", script],
        env={**os.environ, "PATH": f"{program}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.splitlines()


@pytest.mark.skipif(BASH is None or os.name == "nt", reason="there is no bash to ask")
@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("clauselint ch", ["check"]),
        ("clauselint check --fail", ["--fail-on"]),
        ("clauselint check --fail-on w", ["warning"]),
        ("clauselint check --format ma", ["markdown"]),
        ("clauselint check --output htm", ["html=gap-report.html"]),
        ("clauselint check --policy nd", ["nda", "ndpa", "nda-review"]),
        ("clauselint check --policy ./our", ["files:default"]),
        ("clauselint check contr", ["files:default"]),
        ("clauselint rule sdp-019", ["SDP-019"]),
        ("clauselint rule FER-SO-6", ["FER-SO-6"]),
        ("clauselint rule WVR00", ["WVR001", "WVR002", "WVR003"]),
        ("clauselint pack show wa", ["wa"]),
        ("clauselint pack sch", ["schema"]),
        ("clauselint help dem", ["demo"]),
        ("clauselint completion po", ["powershell"]),
    ],
)
def test_bash_completes(program: Path, words: str, expected: list[str]) -> None:
    assert completed(program, *words.split()) == expected


def test_every_code_of_every_policy_is_completed(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    assert set(offered(monkeypatch, capfd, "powershell", "clauselint rule ", 2)) >= {
        row.code for pack in available() for row in pack.requirements
    }


def test_powershell_completes(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    assert offered(monkeypatch, capfd, "powershell", "clauselint check --format ma", 3) == ["markdown"]


def offered(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], shell: str, line: str, word: int
) -> list[str]:
    """What a shell that gives and takes three lines a word is told."""
    monkeypatch.setenv("_CLAUSELINT_COMPLETE", f"{shell}_complete")
    monkeypatch.setenv("COMP_WORDS", line)
    monkeypatch.setenv("COMP_CWORD", str(word))
    with pytest.raises(SystemExit) as left:
        main([])
    assert left.value.code == 0
    return capfd.readouterr().out.splitlines()[1::3]


@pytest.mark.parametrize("shell", INSTALL)
def test_each_shell_gets_a_script_that_asks_clauselint(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["completion", shell]) == 0
    script = capsys.readouterr().out
    assert "_CLAUSELINT_COMPLETE" in script
    assert f"{shell}_complete" in script


@pytest.mark.skipif(BASH is None or os.name == "nt", reason="there is no bash to ask")
def test_the_line_that_installs_it_in_bash_does(program: Path, tmp_path: Path) -> None:
    environment = {"PATH": f"{program}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": str(ROOT), "HOME": str(tmp_path)}
    for script in (INSTALL["bash"], "source ~/.bashrc && complete -p clauselint"):
        done = subprocess.run(
            [str(BASH), "-c", script], env=environment, capture_output=True, encoding="utf-8", check=True
        )
    assert "_clauselint_completion" in done.stdout


def test_completion_loads_nothing_heavy() -> None:
    probe = (
        "import sys\nfrom clauselint.cli import main\ntry:\n    main([])\nexcept SystemExit:\n    pass\n"
        "print(*{name.partition('.')[0] for name in sys.modules}, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", probe],
        env={
            **os.environ,
            "_CLAUSELINT_COMPLETE": "bash_complete",
            "COMP_WORDS": "clauselint rule SDP",
            "COMP_CWORD": "2",
        },
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert "SDP-019" in done.stdout
    assert set(done.stderr.split()).isdisjoint(HEAVY)
