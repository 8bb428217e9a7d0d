"""``check``, ``clauses`` and ``demo``: streams, files, exit codes, parameters."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import ROOT, Run

CONTRACTS = ROOT / "fixtures" / "contracts"
HOLLOW = CONTRACTS / "northgate-hollow.docx"
COMPLETE = CONTRACTS / "northgate-complete.docx"


def test_a_complete_contract_passes_and_a_hollow_one_does_not(call: Run) -> None:
    assert call("check", COMPLETE).returncode == 0
    done = call("check", HOLLOW)
    assert done.returncode == 1
    assert "SDP-019" in done.stdout
    assert done.stderr == ""


def test_fail_on_never_reports_and_passes(call: Run) -> None:
    done = call("check", HOLLOW, "--fail-on", "never", "--format", "json")
    assert done.returncode == 0
    assert json.loads(done.stdout)["summary"]["error"] > 0


def test_the_same_input_gives_the_same_bytes_in_one_process_or_two(call: Run, run: Run) -> None:
    check = ("check", "fixtures/contracts", "--format", "json", "--no-cache")
    one = call(*check, "--jobs", "1", cwd=ROOT)
    two = run(*check, "--jobs", "2", cwd=ROOT)
    assert one.returncode == two.returncode == 1
    assert one.stdout == two.stdout
    paths = [each["path"] for each in json.loads(one.stdout)["documents"]]
    assert paths == sorted(paths)


def test_reports_are_written_beside_what_is_printed(call: Run, tmp_path: Path) -> None:
    done = call("check", HOLLOW, "--output", "json=a.json", "--output", "html=b.html")
    assert json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))["schema"] == "clauselint-v1"
    assert "northgate-hollow.docx" in (tmp_path / "b.html").read_text(encoding="utf-8")
    assert "written: a.json" in done.stderr
    assert sorted(file.name for file in tmp_path.iterdir()) == ["a.json", "b.html"]


def test_standard_input_is_a_contract_by_its_content(call: Run) -> None:
    done = call("check", "-", "--stdin-filename", "pasted.docx", "--format", "json", stdin=COMPLETE.read_bytes())
    (document,) = json.loads(done.stdout)["documents"]
    assert done.returncode == 0
    assert document["path"] == "pasted.docx"


def test_a_parameter_changes_what_is_wanted(call: Run) -> None:
    strict = call("check", HOLLOW, "--param", "notice_hours=1", "--format", "json")
    rows = json.loads(strict.stdout)["documents"][0]["requirements"]
    wanted = {row["params"]["notice_hours"] for row in rows if "notice_hours" in row["params"]}
    assert wanted == {1}
    assert any("within 1 hour" in row["suggestion"] for row in rows)


def test_what_was_passed_over_is_counted_on_stderr_and_in_json(call: Run, tmp_path: Path) -> None:
    (tmp_path / "contract.txt").write_bytes((CONTRACTS / "mesa-dsa.txt").read_bytes())
    (tmp_path / "data.csv").write_text("a,b", encoding="utf-8")
    done = call("check", ".", "--format", "json")
    assert json.loads(done.stdout)["skipped"] == 1
    assert "1 file or folder was skipped" in done.stderr
    assert call("check", ".", "--quiet").stderr == ""


def test_clauses_lists_and_judges_nothing(call: Run) -> None:
    done = call("clauses", COMPLETE, "--format", "json")
    (document,) = json.loads(done.stdout)["documents"]
    assert done.returncode == 0
    assert document["clauses"]
    assert not document.get("requirements")


@pytest.mark.parametrize(
    ("env", "colored"), [({}, False), ({"FORCE_COLOR": "1"}, True), ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False)]
)
def test_colour_is_for_terminals_and_those_who_ask(call: Run, env: dict[str, str], colored: bool) -> None:
    assert ("\x1b[" in call("check", HOLLOW, env=env).stdout) is colored


def test_a_console_without_the_shapes_gets_plain_ones(run: Run) -> None:
    done = run("check", HOLLOW, env={"PYTHONIOENCODING": "ascii"})
    assert done.returncode == 1
    assert done.stdout.isascii()
    assert "contradicted" in done.stdout


def test_demo_says_where_the_report_went(call: Run, tmp_path: Path) -> None:
    done = call("demo")
    assert done.returncode == 0
    assert "gap-report-demo.html" in done.stderr
    assert "northgate-hollow.docx" in (tmp_path / "gap-report-demo.html").read_text(encoding="utf-8")
