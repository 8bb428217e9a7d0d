"""Running the command: as a user does, in a process of its own, or in this one, which takes a fraction of the time."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

import pytest

from clauselint.cli import main

COMMAND = [sys.executable, "-c", "import sys; from clauselint.cli import main; sys.exit(main())"]
ROOT = Path(__file__).parent.parent.parent


class Run(Protocol):
    """Runs ``clauselint`` with arguments, in ``tmp_path`` unless told otherwise."""

    def __call__(
        self, *arguments: str | Path, cwd: Path | None = None, stdin: bytes = b"", env: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]: ...


@pytest.fixture
def run(tmp_path: Path) -> Run:
    def call(
        *arguments: str | Path, cwd: Path | None = None, stdin: bytes = b"", env: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        quiet = {name: value for name, value in os.environ.items() if name not in ("FORCE_COLOR", "CLAUSELINT_DEBUG")}
        done = subprocess.run(
            [*COMMAND, *map(str, arguments)],
            cwd=cwd or tmp_path,
            env={**quiet, "PYTHONPATH": str(ROOT), **(env or {})},
            input=stdin,
            capture_output=True,
            check=False,
        )
        return subprocess.CompletedProcess(
            done.args, done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8")
        )

    return call


@pytest.fixture
def call(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """The same without a process of its own, for what does not hang on one."""

    def call(
        *arguments: str | Path, cwd: Path | None = None, stdin: bytes = b"", env: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        words = [str(each) for each in arguments]
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(cwd or tmp_path)
            patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
            for name in ("FORCE_COLOR", "CLAUSELINT_DEBUG"):
                patch.delenv(name, raising=False)
            for name, value in (env or {}).items():
                patch.setenv(name, value)
            capsys.readouterr()
            code = main(words)
            out, err = capsys.readouterr()
        return subprocess.CompletedProcess(words, code, out, err)

    return call
