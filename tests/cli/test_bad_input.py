"""Bad input never stops the other files and never passes: one message with cause and cure, exit code 3."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import ROOT, Run

BROKEN = ROOT / "fixtures" / "broken"
GOOD = ROOT / "fixtures" / "contracts" / "northgate-complete.docx"

# What the message must say of the cause, and what of the cure.
BAD = {
    "empty.docx": ("empty", "get it again"),
    "notes.txt": ("binary", "extension"),
    "truncated.docx": ("damaged", "get it again"),
    "truncated.pdf": ("damaged", "get it again"),
    "encrypted.docx": ("password-protected", "password"),
    "encrypted.pdf": ("password-protected", "password"),
    "scan.pdf": ("text layer", "OCR"),
    "partly-scanned.pdf": ("text layer", "OCR"),
    "old.doc": ("old Word format", ".docx"),
    "contrato.docx": ("not in English", "English"),
    "blank.txt": ("empty", "get it again"),
}


@pytest.mark.parametrize("name", BAD)
def test_one_message_with_cause_and_cure(call: Run, name: str) -> None:
    done = call("check", name, "--ocr", "off", cwd=BROKEN)
    assert done.returncode == 3
    (line,) = [line for line in done.stderr.splitlines() if line.startswith(f"{name}: ")]
    cause, cure = BAD[name]
    assert cause.lower() in line.lower()
    assert cure.lower() in line.lower().partition(cause.lower())[2]
    assert line.rstrip().endswith(".")
    assert "Traceback" not in done.stderr + done.stdout


def test_the_other_files_still_get_their_report(call: Run, tmp_path: Path) -> None:
    shutil.copytree(BROKEN, tmp_path / "all")
    shutil.copy(GOOD, tmp_path / "all")
    done = call("check", "all", "--format", "json", "--jobs", "2", "--ocr", "off")
    assert done.returncode == 3
    documents = {Path(each["path"]).name: each for each in json.loads(done.stdout)["documents"]}
    assert documents.keys() == {file.name for file in (tmp_path / "all").iterdir()}
    assert documents[GOOD.name]["read"] == "full"
    assert len(documents[GOOD.name]["requirements"]) == 26
    for name in BAD:
        assert documents[name]["read"] != "full"
        assert any(problem["severity"] == "error" for problem in documents[name]["problems"])


def test_a_missing_path_is_wrong_use_and_nothing_is_judged(call: Run) -> None:
    done = call("check", GOOD, "no-such-contract.docx")
    assert done.returncode == 2
    assert "no-such-contract.docx: there is no such file" in done.stderr
    assert done.stdout == ""


def test_a_right_content_under_a_wrong_name_is_read(call: Run) -> None:
    done = call("text", "pdf-named.docx", "--format", "json", cwd=BROKEN)
    (document,) = json.loads(done.stdout)["documents"]
    assert done.returncode == 0
    assert document["read"] == "full"
    assert [problem["code"] for problem in document["problems"]] == ["DOC006"]


def test_nothing_to_check_is_not_a_pass(call: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    done = call("check", "empty")
    assert done.returncode == 3
    assert "nothing to check" in done.stderr.lower()
