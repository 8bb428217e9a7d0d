"""The GitHub action: its shell steps run for real, with the variables and files that GitHub's runner would give them."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.ci.composite import Composite, Ran
from tests.cli.conftest import COMMAND, ROOT
from tests.gitting import Repository, needs_git

ACTION = ROOT / "action.yml"
INSTALL = "Install clauselint"
COMPLETE = ROOT / "fixtures" / "contracts" / "northgate-complete.docx"
GAPS = "1. Data. The Provider shall not sell Student Data. The Provider may use Student Data to improve its products.\n"

pytestmark = pytest.mark.skipif(
    sys.platform == "win32" or shutil.which("bash") is None, reason="there is no bash that takes this system's paths"
)


@pytest.fixture
def action(tmp_path: Path) -> Composite:
    """The action, with the command of this checkout in the place of the one that it would install."""
    made = Composite(ACTION, tmp_path)
    scripts = made.temp / "clauselint" / "env" / "bin"
    scripts.mkdir(parents=True)
    python, option, code = COMMAND
    command = scripts / "clauselint"
    command.write_text(f"#!/bin/sh\nPYTHONPATH='{ROOT}' exec '{python}' {option} '{code}' \"$@\"\n", encoding="utf-8")
    command.chmod(0o755)
    return made


def run(action: Composite, **inputs: str) -> Ran:
    return action.run(inputs, without=(INSTALL,))


def test_a_gap_is_annotated_summed_up_uploaded_and_then_fails(action: Composite) -> None:
    (action.workspace / "contract.txt").write_text(GAPS, encoding="utf-8")
    ran = run(action, upload_sarif="true")
    assert ran.code == 1
    assert ran.output("exit-code") == "1"
    assert "::error file=contract.txt" in ran.stdout
    assert ran.summary.startswith("# Gap report: contract.txt")
    upload = ran.used["github/codeql-action/upload-sarif"]
    assert upload["category"] == "clauselint"
    findings = json.loads(Path(upload["sarif_file"]).read_text(encoding="utf-8"))["runs"][0]["results"]
    places = {each["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for each in findings}
    assert places == {"contract.txt"}


def test_a_complete_contract_passes_and_nothing_is_uploaded_unasked(action: Composite) -> None:
    shutil.copy(COMPLETE, action.workspace)
    ran = run(action, fail_on="error")
    assert ran.code == 0
    assert "Gap report: northgate-complete.docx" in ran.summary
    assert "github/codeql-action/upload-sarif" not in ran.used


def test_paths_and_arguments_are_taken_line_by_line_as_they_are(action: Composite) -> None:
    names = ["two words.txt", "it's $(touch ran) `touch ran`.txt", "-dash.txt", "a;touch ran.txt", "globbed.txt"]
    for name in [*names, "other.md"]:
        (action.workspace / name).write_text(GAPS, encoding="utf-8")
    lines = "\r\n".join(["", *(f"  {name}  " for name in names[:-1]), "g*.txt", ""])
    ran = run(action, paths=lines, args="--ignore\nSDP-003,SDP-004\n--show=info", fail_on="never")
    assert ran.code == 0, ran.stderr
    report = json.loads(Path(ran.output("sarif")).read_text(encoding="utf-8"))["runs"][0]
    assert len(report["artifacts"]) == len(names)
    assert not {"SDP-003", "SDP-004"} & {result["ruleId"] for result in report["results"]}
    assert not (action.workspace / "ran").exists()


def test_wrong_use_ends_with_2_and_shows_no_report(action: Composite) -> None:
    (action.workspace / "contract.txt").write_text(GAPS, encoding="utf-8")
    ran = run(action, policy='"; touch ran; echo "', upload_sarif="true")
    assert ran.code == 2
    assert "no policy is called" in ran.stderr
    assert ran.summary == ""
    assert "github/codeql-action/upload-sarif" not in ran.used
    assert not (action.workspace / "ran").exists()


def test_an_unreadable_file_ends_with_3_and_is_in_the_report(action: Composite) -> None:
    (action.workspace / "broken.docx").write_bytes(b"PK\x03\x04 cut off")
    ran = run(action, policy="student-data\nnda")
    assert ran.code == 3
    assert "could not read this file" in ran.summary
    assert "broken.docx: " in ran.stderr


def test_a_files_name_is_no_command_to_the_runner(action: Composite) -> None:
    for name in ("::add-mask::x.docx", "##[add-matcher]x.docx"):
        (action.workspace / name).write_bytes(b"PK\x03\x04 cut off")
    ran = run(action)
    assert ran.code == 3
    assert "add-mask" in ran.stderr
    assert not re.search(r"^\s*::|##\[", ran.stderr, re.MULTILINE)
    for line in ran.stdout.splitlines():
        assert line.startswith(("::error ", "::warning ", "::notice "))
        assert "##[" not in line
        assert "::add-mask::" not in line.partition(",title=")[0]


def test_a_report_that_is_too_long_is_cut_at_the_end_of_a_line(action: Composite, tmp_path: Path) -> None:
    long = tmp_path / "long.md"
    long.write_text("# Gap report\n" + "| § “quoted” – naïve |\n" * 60_000, encoding="utf-8")
    assert long.stat().st_size > 1 << 20
    others = tuple(step["name"] for step in action.steps if step["name"] != "Show the gap report")
    action.steps[next(n for n, s in enumerate(action.steps) if s["name"] == "Show the gap report")].pop("if")
    ran = action.run({}, without=others, env={"REPORT": str(long)})
    assert ran.code == 0
    assert 900_000 < len(ran.summary.encode("utf-8")) < 1 << 20
    assert ran.summary.startswith("**The report is longer than GitHub can show")
    assert ran.summary.endswith("| § “quoted” – naïve |\n")


@needs_git
def test_only_what_changed_is_checked(action: Composite) -> None:
    repository = Repository(action.workspace)
    repository.commit(**{"old.txt": GAPS})
    repository.write("new.txt", GAPS)
    ran = run(action, since="HEAD")
    assert "new.txt" in ran.stdout
    assert "old.txt" not in ran.stdout
    assert "1 contract unchanged since HEAD" in ran.stderr


def test_other_actions_are_pinned() -> None:
    text = ACTION.read_text(encoding="utf-8")
    uses = re.findall(r"uses: (\S+)(.*)", text)
    assert len(uses) == 2
    for action, comment in uses:
        assert re.fullmatch(r"[\w-]+/[\w/-]+@[0-9a-f]{40}", action)
        assert re.fullmatch(r" # v\d+\.\d+\.\d+", comment)


def test_what_is_handed_in_is_never_part_of_a_script(action: Composite) -> None:
    assert all("${{" not in step.get("run", "") for step in action.steps)


def test_the_action_is_what_github_takes(action: Composite) -> None:
    assert all(step.get("shell") == "bash" for step in action.steps if "run" in step)
    check = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-actions", str(ACTION)]
    done = subprocess.run(check, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.wheel
def test_the_action_installs_itself(tmp_path: Path) -> None:
    action = Composite(ACTION, tmp_path)
    (action.workspace / "contract.txt").write_text(GAPS, encoding="utf-8")
    # What lies in the repository that is checked must not be run.
    for name in ("pip", "venv", "clauselint"):
        (action.workspace / f"{name}.py").write_text("raise SystemExit(99)\n", encoding="utf-8")
    action.steps[1]["env"]["PYTHON"] = sys.executable
    ran = action.run({})
    assert ran.code == 1, ran.stderr
    assert "::error file=contract.txt" in ran.stdout
