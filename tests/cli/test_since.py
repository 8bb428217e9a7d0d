"""``check --since REV``: only what has changed is checked, what was left out is said, and nothing changed is no fault."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.gitting import SETTINGS, Repository, needs_git

pytestmark = needs_git

CONTRACT = (
    "1. Data. The Provider shall not sell Student Data. The Provider may use Student Data to improve its products.\n"
)


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    for name, value in SETTINGS.items():
        monkeypatch.setenv(name, value)
    made = Repository(tmp_path)
    made.commit(**{"contracts/a.txt": CONTRACT, "contracts/b.txt": CONTRACT})
    return made


def test_only_the_changed_contract_is_judged(call: Run, repository: Repository) -> None:
    repository.write("contracts/b.txt", CONTRACT + "2. Term. One year.\n")
    done = call("check", "contracts", "--since", "main", "--format", "json")
    report = json.loads(done.stdout)
    assert [document["path"] for document in report["documents"]] == ["contracts/b.txt"]
    assert report["unchanged"] == 1
    assert "1 contract unchanged since main, not checked." in done.stderr
    assert done.returncode == 1


def test_from_a_folder_within_the_repository(call: Run, repository: Repository) -> None:
    repository.write("contracts/b.txt", CONTRACT + "2. Term. One year.\n")
    done = call("check", ".", "--since", "main", "--format", "json", cwd=repository.folder / "contracts")
    assert [document["path"] for document in json.loads(done.stdout)["documents"]] == ["b.txt"]


def test_nothing_changed_passes_and_says_so(call: Run, repository: Repository) -> None:
    done = call("check", "contracts", "--since", "HEAD")
    assert done.returncode == 0
    assert "no contract has changed since HEAD." in done.stderr
    assert "no contract has changed" in done.stdout
    assert "2 unchanged contracts not checked" in done.stdout


@pytest.mark.parametrize(
    "format", ["github", "junit", "sarif", "concise", "csv", "rdjson", "jsonl", "markdown", "html"]
)
def test_nothing_changed_is_no_error_in_any_format(call: Run, repository: Repository, format: str) -> None:
    done = call("check", "contracts", "--since", "HEAD", "--format", format)
    assert done.returncode == 0
    assert "no contract found" not in done.stdout
    assert not re.search(r'::error|<error|"level": "error"|executionSuccessful": false', done.stdout)


def test_nothing_there_is_still_no_pass(call: Run, repository: Repository) -> None:
    (repository.folder / "empty").mkdir()
    assert call("check", "empty", "--since", "HEAD").returncode == 3


def test_reports_for_people_say_that_contracts_were_left_out(call: Run, repository: Repository) -> None:
    repository.write("contracts/b.txt", CONTRACT + "2. Term. One year.\n")
    call("check", "contracts", "--since", "main", "--output", "html=gap.html", "--output", "markdown=gap.md")
    assert "1 unchanged contract not checked" in (repository.folder / "gap.html").read_text(encoding="utf-8")
    assert "1 unchanged contract was not checked." in (repository.folder / "gap.md").read_text(encoding="utf-8")


def test_a_changed_policy_of_ones_own_means_every_contract(call: Run, repository: Repository) -> None:
    assert call("pack", "new", "our-policy").returncode == 0
    repository.commit()
    arguments = ("check", "contracts", "--policy", "./our-policy", "--since", "HEAD", "--format", "json")
    assert json.loads(call(*arguments).stdout)["documents"] == []
    head = repository.folder / "our-policy" / "pack.yaml"
    head.write_text(head.read_text(encoding="utf-8") + "# a word\n", encoding="utf-8", newline="\n")
    done = call(*arguments)
    assert len(json.loads(done.stdout)["documents"]) == 2
    assert "all contracts are checked: our-policy has changed since HEAD" in done.stderr


def test_so_does_a_change_in_one_that_it_extends(call: Run, repository: Repository) -> None:
    for name, extends in (("base", "student-data"), ("extending", "../base")):
        repository.write(f"{name}/pack.yaml", f"name: {name}\nversion: '1'\nextends: {extends}\nrows: {{}}\n")
    repository.commit()
    arguments = ("check", "contracts", "--policy", "./extending", "--since", "HEAD", "--format", "json")
    assert json.loads(call(*arguments).stdout)["documents"] == []
    repository.write("base/more.yaml", "# a word\n")
    done = call(*arguments)
    assert len(json.loads(done.stdout)["documents"]) == 2
    assert "all contracts are checked: base has changed since HEAD" in done.stderr


def test_a_changed_configuration_means_every_contract(call: Run, repository: Repository) -> None:
    repository.write("clauselint.toml", 'fail-on = "never"\n')
    done = call("check", "contracts", "--since", "HEAD", "--format", "json")
    assert len(json.loads(done.stdout)["documents"]) == 2
    assert "all contracts are checked: clauselint.toml has changed since HEAD" in done.stderr
    repository.commit()
    assert json.loads(call("check", "contracts", "--since", "HEAD", "--format", "json").stdout)["documents"] == []
    (repository.folder / "clauselint.toml").unlink()
    done = call("check", "contracts", "--since", "HEAD", "--format", "json")
    assert "all contracts are checked: clauselint.toml has changed since HEAD" in done.stderr


@pytest.mark.parametrize("name", ["clauselint.waivers.toml", "clauselint.baseline.json"])
def test_changed_waivers_or_a_changed_baseline_mean_every_contract(
    call: Run, repository: Repository, name: str
) -> None:
    if name.endswith("json"):
        assert call("baseline", "create", "contracts").returncode == 0
        baseline = ["--baseline", name]
    else:
        repository.write(name, "")
        baseline = []
    check = ("check", "contracts", "--since", "HEAD", "--format", "json", *baseline)
    done = call(*check)
    assert len(json.loads(done.stdout)["documents"]) == 2, done.stderr
    assert f"all contracts are checked: {name} has changed since HEAD" in done.stderr
    repository.commit()
    assert json.loads(call(*check).stdout)["documents"] == []


def test_a_contract_of_several_files_is_checked_whole(call: Run, repository: Repository) -> None:
    repository.write("clauselint.toml", '[[contract]]\nfiles = ["contracts/a.txt", "contracts/b.txt"]\n')
    repository.commit(**{"contracts/c.txt": CONTRACT})
    repository.write("contracts/b.txt", CONTRACT + "2. Term. One year.\n")
    report = json.loads(call("check", "contracts", "--since", "HEAD", "--format", "json").stdout)
    (document,) = report["documents"]
    assert [file["path"] for file in document["files"]] == ["contracts/a.txt", "contracts/b.txt"]
    assert report["unchanged"] == 1


@pytest.mark.parametrize(
    ("arguments", "pattern"),
    [
        (("set",), "set/*.txt"),
        (("set",), "set/**/*.txt"),
        (("set", "--together"), ""),
        (("set/**/*.txt", "--together"), ""),
        (("set/main.txt", "--together"), ""),
    ],
)
def test_a_contract_that_lost_one_of_its_files_is_checked(
    call: Run, repository: Repository, arguments: tuple[str, ...], pattern: str
) -> None:
    if pattern:
        repository.write("clauselint.toml", f'[[contract]]\nfiles = ["{pattern}"]\n')
    lost = "set/below/amendment.txt" if "/main" not in arguments[0] and pattern != "set/*.txt" else "set/amendment.txt"
    repository.commit(**{"set/main.txt": CONTRACT, lost: CONTRACT, "set/readme.md": "About."})
    check = ("check", *arguments, "--since", "HEAD", "--format", "json")
    assert json.loads(call(*check).stdout)["documents"] == []
    (repository.folder / "contracts/a.txt").unlink()
    assert json.loads(call(*check).stdout)["documents"] == []
    (repository.folder / lost).unlink()
    done = call(*check)
    assert len(json.loads(done.stdout)["documents"]) == 1
    assert "no contract has changed" not in done.stderr


def test_wrong_use_is_one_sentence(call: Run, repository: Repository) -> None:
    done = call("check", "contracts", "--since", "origin/main")
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "--since 'origin/main': git knows no such revision here." in done.stderr
    assert done.stdout == ""
