"""The formats for machines through the command: on real contracts, into files, with the same exit code as any other."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from clauselint.cli import main
from clauselint.reporting import formats_of
from tests.cli.conftest import ROOT, Run

CHECK = formats_of("check")
MACHINES = ("csv", "github", "json", "jsonl", "junit", "rdjson", "sarif")
CONTRACT = "Vertrag № 1, 100% Zeichen.txt"
TEXT = """DATA SHARING AGREEMENT

1. Use. Provider shall use Student Data only to provide the Services to the District.

2. Notice. Provider may notify the District of a breach. ::error file=a::forged

::add-mask::District

3. ##[add-path]/tmp The Provider shall keep =Student Data@confidential [here](http://evil.example).
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a contract whose text is hostile, and one that cannot be read."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / CONTRACT).write_text(TEXT, encoding="utf-8")
    (tmp_path / "old.doc").write_bytes((ROOT / "fixtures/broken/old.doc").read_bytes())
    return tmp_path


def printed(format: str, capsys: pytest.CaptureFixture[str], *paths: str, command: str = "check") -> tuple[int, str]:
    code = main([command, "--quiet", "--format", format, *paths])
    return code, capsys.readouterr().out


@pytest.mark.parametrize(
    ("paths", "code"),
    [
        ([CONTRACT], 1),
        ([CONTRACT, "old.doc"], 3),
        (["nothing"], 3),
        ([str(ROOT / "fixtures/contracts/harborview-complete.pdf")], 0),
    ],
)
def test_the_exit_code_is_the_same_in_every_format(
    folder: Path, capsys: pytest.CaptureFixture[str], paths: list[str], code: int
) -> None:
    (folder / "nothing").mkdir()
    assert {format: printed(format, capsys, *paths)[0] for format in CHECK} == dict.fromkeys(CHECK, code)


def test_every_format_into_a_file_of_its_own_in_one_run(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    outputs = [part for format in CHECK for part in ("--output", f"{format}=out.{format}")]
    assert main(["check", "-q", *outputs, CONTRACT, "old.doc"]) == 3
    capsys.readouterr()
    for format in CHECK:
        content = (folder / f"out.{format}").read_bytes()
        text = content.decode("utf-8-sig" if format == "csv" else "utf-8")
        if format != "text":  # a terminal's width is no matter of a file
            assert text == printed(format, capsys, CONTRACT, "old.doc")[1], format
    assert not list(folder.glob(".*.tmp"))


def test_formats_hold_both_documents_and_agree_on_what_is_wrong(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = {format: printed(format, capsys, CONTRACT, "old.doc")[1] for format in MACHINES}
    rows = [row for document in json.loads(out["json"])["documents"] for row in document.get("requirements", ())]
    unsettled = {row["code"] for row in rows if row["status"] not in ("met", "not-applicable")}
    assert len(unsettled) > 10

    results = json.loads(out["sarif"])["runs"][0]["results"]
    assert {r["ruleId"] for r in results} == unsettled | {"DOC005"}
    uris = {r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for r in results}
    assert uris == {"Vertrag%20%E2%84%96%201%2C%20100%25%20Zeichen.txt", "old.doc"}

    diagnostics = json.loads(out["rdjson"])["diagnostics"]
    assert {d["code"]["value"] for d in diagnostics} == unsettled | {"DOC005"}
    assert {d["location"]["path"] for d in diagnostics} == {CONTRACT, "old.doc"}

    table = list(csv.DictReader(io.StringIO(out["csv"])))
    assert {row["code"] for row in table if row["kind"] == "requirement"} == {row["code"] for row in rows}
    assert {row["document"] for row in table} == {CONTRACT, "old.doc"}

    lines = [json.loads(line) for line in out["jsonl"].splitlines()]
    assert {line["code"] for line in lines if line["kind"] == "requirement"} == {row["code"] for row in rows}
    assert [line["read"] for line in lines if line["kind"] == "document"] == ["full", "unreadable"]

    root = ET.fromstring(out["junit"])  # noqa: S314  our own output
    assert [suite.get("name") for suite in root] == [CONTRACT, "old.doc"]
    assert len(root[0]) == 1 + len(rows)
    assert root[1].find("testcase/error") is not None


def test_text_of_a_contract_is_no_workflow_command(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, text = printed("github", capsys, CONTRACT, "old.doc")
    lines = text.splitlines()
    assert len(lines) > 10
    assert all(re.match(r"::(error|warning|notice) (file=|title=clauselint)", line) for line in lines)
    assert lines[0].startswith("::error file=old.doc,title=DOC005::")
    assert "file=Vertrag № 1%2C 100%25 Zeichen.txt," in text
    assert "##[" not in text


@pytest.mark.parametrize("format", ["sarif", "junit", "github", "rdjson"])
@pytest.mark.parametrize("command", ["clauses", "obligations"])
def test_formats_of_what_is_wrong_are_of_check_alone(
    folder: Path, capsys: pytest.CaptureFixture[str], command: str, format: str
) -> None:
    for arguments in (["--format", format], ["--output", f"{format}=out"]):
        assert main([command, *arguments, CONTRACT]) == 2
        shown = capsys.readouterr()
        assert shown.out == ""
        assert f"{format} is a format of 'clauselint check' alone." in shown.err
        assert "jsonl" in shown.err and f" {format}," not in shown.err
        assert not (folder / "out").exists()


@pytest.mark.parametrize("command", ["check", "clauses", "obligations"])
@pytest.mark.parametrize("format", ["csv", "jsonl"])
def test_tables_and_lines_are_of_all_commands(
    folder: Path, capsys: pytest.CaptureFixture[str], command: str, format: str
) -> None:
    _, text = printed(format, capsys, CONTRACT, command=command)
    assert "only to provide the Services" in text
    assert CONTRACT in text or json.dumps(CONTRACT)[1:-1] in text


@pytest.mark.parametrize("second", ["sarif=one", "json=./one", "csv=folder/../one"])
def test_two_reports_into_one_file_are_refused(folder: Path, capsys: pytest.CaptureFixture[str], second: str) -> None:
    (folder / "folder").mkdir()
    assert main(["check", "--output", "json=one", "--output", second, CONTRACT]) == 2
    assert "two reports cannot go into one file" in capsys.readouterr().err
    assert not (folder / "one").exists()


def test_a_report_that_cannot_be_written_leaves_the_old_one(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "out.sarif").write_text("the last one", encoding="utf-8")

    def full(self: Path, content: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    assert main(["check", "-q", "--output", "sarif=out.sarif", CONTRACT]) == 2
    assert "out.sarif: cannot be written (No space left on device)" in capsys.readouterr().err
    assert (folder / "out.sarif").read_text(encoding="utf-8") == "the last one"
    assert not list(folder.glob(".*.tmp"))


def test_several_files_of_one_contract_are_pointed_at_one_by_one(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "exhibit.txt").write_text(
        "EXHIBIT A\n\n1. Provider may use Student Data for its own purposes.\n", encoding="utf-8"
    )
    main(["check", "-q", "--together", "--format", "sarif", CONTRACT, "exhibit.txt", "old.doc"])
    run = json.loads(capsys.readouterr().out)["runs"][0]
    agreement = "Vertrag%20%E2%84%96%201%2C%20100%25%20Zeichen.txt"
    assert [a["location"]["uri"] for a in run["artifacts"]] == [agreement, "exhibit.txt", "old.doc"]
    uses = {r["ruleId"]: r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for r in run["results"]}
    assert uses["SDP-003"] == "exhibit.txt"
    assert uses["DOC005"] == "old.doc"
    assert set(uses.values()) == {agreement, "exhibit.txt", "old.doc"}


def test_utf8_whatever_the_console_speaks(run: Run, call: Run, folder: Path) -> None:
    for format in MACHINES:
        here = call("check", "-q", "--format", format, CONTRACT)
        there = call("check", "-q", "--format", format, CONTRACT, env={"PYTHONIOENCODING": "ascii"})
        assert here.stdout == there.stdout, format
        assert here.stderr == there.stderr == ""
