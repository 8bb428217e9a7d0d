"""The pre-commit hook, run by pre-commit on a small repository."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from tests.cli.conftest import COMMAND, ROOT
from tests.gitting import SETTINGS, Repository, needs_git

HOOKS = ROOT / ".pre-commit-hooks.yaml"
CONTRACTS = ROOT / "fixtures" / "contracts"
NEEDED = ("clauselint", "clause_patterns", "reports", "fixtures/contracts")  # to build the package
ALSO_NEEDED = ("pyproject.toml", "README.md", "LICENSE", "NOTICE", ".pre-commit-hooks.yaml")

pytestmark = needs_git


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """A repository with a hook for clauselint, run from this checkout instead of an environment of its own."""
    made = Repository(tmp_path / "contracts repository")
    (hook,) = YAML(typ="safe").load(HOOKS.read_text(encoding="utf-8"))
    command = [Path(sys.executable).as_posix(), *COMMAND[1:]]
    assert hook["entry"].split() == ["clauselint", "check"]
    local = {**hook, "language": "system", "entry": " ".join(f"'{part}'" for part in (*command, "check"))}
    configure(made, {"repo": "local", "hooks": [local]})
    return made


def configure(repository: Repository, source: dict[str, Any]) -> None:
    # JSON is YAML, and needs no thought about quotes.
    repository.commit(**{".pre-commit-config.yaml": json.dumps({"repos": [source]}), "notes.txt": "no contract"})


def add(repository: Repository, contract: Path, name: str) -> None:
    shutil.copy(contract, repository.folder / name)
    repository.git("add", "--all")


def run(repository: Repository, tmp_path: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    outside = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "PRE_COMMIT"))}
    return subprocess.run(
        [sys.executable, "-m", "pre_commit", "run", "--color=never", *arguments],
        cwd=repository.folder,
        env={**outside, **SETTINGS, "PRE_COMMIT_HOME": str(tmp_path / "home"), "PYTHONPATH": str(ROOT)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_a_complete_contract_passes(repository: Repository, tmp_path: Path) -> None:
    add(repository, CONTRACTS / "northgate-complete.docx", "two words.docx")
    done = run(repository, tmp_path)
    assert done.returncode == 0, done.stdout
    assert re.search(r"^clauselint\.+Passed$", done.stdout, re.MULTILINE)


def test_a_gap_fails_with_the_gap_report(repository: Repository, tmp_path: Path) -> None:
    add(repository, CONTRACTS / "brightpath-gaps.docx", "vendor.docx")
    done = run(repository, tmp_path)
    assert done.returncode == 1
    assert "- exit code: 1" in done.stdout
    assert "Do not sign yet." in done.stdout


def test_a_suffix_in_capitals_is_a_contract_too(repository: Repository, tmp_path: Path) -> None:
    add(repository, CONTRACTS / "quickclass-terms.pdf", "TERMS.PDF")
    done = run(repository, tmp_path)
    assert "TERMS.PDF" in done.stdout
    assert "- exit code: 1" in done.stdout


def test_a_file_that_cannot_be_read_fails(repository: Repository, tmp_path: Path) -> None:
    add(repository, ROOT / "fixtures" / "broken" / "truncated.docx", "vendor.docx")
    done = run(repository, tmp_path)
    assert done.returncode == 1
    assert "- exit code: 3" in done.stdout
    assert "damaged" in done.stdout


def test_a_commit_without_contracts_runs_nothing(repository: Repository, tmp_path: Path) -> None:
    add(repository, CONTRACTS / "mesa-dsa.txt", "more notes.txt")
    done = run(repository, tmp_path)
    assert done.returncode == 0
    assert re.search(r"^clauselint\.+\(no files to check\)Skipped$", done.stdout, re.MULTILINE)


def test_all_contracts_go_into_one_run(repository: Repository, tmp_path: Path) -> None:
    for name in ("a.docx", "b.docx"):
        add(repository, CONTRACTS / "northgate-hollow.docx", name)
    done = run(repository, tmp_path, "--all-files")
    assert done.stdout.count("2 documents") >= 1


def test_the_manifest_is_what_pre_commit_takes() -> None:
    check = [sys.executable, "-m", "pre_commit", "validate-manifest", str(HOOKS)]
    done = subprocess.run(check, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.wheel
def test_pre_commit_installs_the_hook_from_this_repository(tmp_path: Path) -> None:
    published = Repository(tmp_path / "clauselint")
    for name in NEEDED:
        shutil.copytree(ROOT / name, published.folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ALSO_NEEDED:
        shutil.copy(ROOT / name, published.folder)
    revision = published.commit()
    repository = Repository(tmp_path / "contracts")
    configure(repository, {"repo": str(published.folder), "rev": revision, "hooks": [{"id": "clauselint"}]})
    add(repository, CONTRACTS / "northgate-complete.docx", "complete.docx")
    done = run(repository, tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    add(repository, CONTRACTS / "brightpath-gaps.docx", "GAPS.DOCX")
    done = run(repository, tmp_path)
    assert done.returncode == 1
    assert "GAPS.DOCX" in done.stdout
    assert "complete.docx" in done.stdout
