"""The wheel carries all that a run needs: installed alone, run from elsewhere, it gives the checkout's report."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
CONTRACTS = ROOT / "fixtures" / "contracts"

pytestmark = pytest.mark.wheel


def run(*command: str | Path, cwd: Path, codes: tuple[int, ...] = (0,)) -> str:
    """What the command prints. It sees neither the checkout nor this environment."""
    env = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")}
    done = subprocess.run(command, cwd=cwd, env=env, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode in codes, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def scripts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the commands of a clean environment in which nothing but the wheel is installed."""
    place = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "build", "--wheel", "--outdir", place, ROOT, cwd=place)
    (wheel,) = place.glob("*.whl")
    venv.create(place / "env", with_pip=True)
    scripts = place / "env" / ("Scripts" if sys.platform == "win32" else "bin")
    run(scripts / "python", "-m", "pip", "install", "--quiet", wheel, cwd=place)
    return scripts


def test_the_wheel_gives_the_report_of_the_checkout(scripts: Path, tmp_path: Path) -> None:
    in_checkout = [sys.executable, "-c", "import sys; from clauselint.cli import main; sys.exit(main())"]
    arguments = ("check", CONTRACTS, "--format", "json")
    expected = json.loads(run(*in_checkout, *arguments, cwd=ROOT, codes=(1,)))
    found = json.loads(run(scripts / "clauselint", *arguments, cwd=tmp_path, codes=(1,)))
    assert len(found["documents"]) >= 6
    assert found == expected


def test_the_demo_runs_from_the_wheel(scripts: Path, tmp_path: Path) -> None:
    printed = run(scripts / "clauselint", "demo", cwd=tmp_path)
    assert "northgate-hollow.docx" in printed
    assert "<!doctype html>" in (tmp_path / "gap-report-demo.html").read_text(encoding="utf-8").lower()


def test_nothing_but_clauselint_lands_in_site_packages(scripts: Path, tmp_path: Path) -> None:
    listed = run(scripts / "python", "-m", "pip", "show", "--files", "clauselint", cwd=tmp_path)
    files = listed.partition("Files:")[2].split()
    strangers = [file for file in files if not file.startswith(("clauselint/", "clauselint\\", "clauselint-", ".."))]
    assert strangers == []
    assert any(file.replace("\\", "/").startswith("clauselint/clause_patterns/") for file in files)
