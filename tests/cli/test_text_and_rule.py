"""``text``, ``rule`` and ``pack``: what is read, and what is asked for."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import clauselint
from clauselint.cli import main
from tests.cli.conftest import ROOT, Run

CONTRACTS = ROOT / "fixtures" / "contracts"


@pytest.mark.parametrize("name", ["northgate-complete.docx", "harborview-complete.pdf", "riverside-redline.docx"])
def test_plain_is_the_text_that_offsets_count_in(run: Run, name: str) -> None:
    assert run("text", "--plain", CONTRACTS / name).stdout == clauselint.read(CONTRACTS / name).text


def test_json_gives_every_block_its_place(capsys: pytest.CaptureFixture[str]) -> None:
    file = CONTRACTS / "riverside-redline.docx"
    assert main(["text", "--format", "json", str(file)]) == 0
    shown = json.loads(capsys.readouterr().out)
    (document,) = shown["documents"]
    text = clauselint.read(file).text
    assert shown["schema"] == "clauselint-text-v1"
    assert {block["state"] for block in document["blocks"]} >= {"live", "dead"}
    for block in document["blocks"]:
        assert set(block) == {
            "text", "kind", "state", "page", "label", "level", "start", "end", "anchor", "author",
        }  # fmt: skip
        if block["state"] == "live":
            assert text[block["start"] : block["end"]] == block["text"]
        else:
            assert block["start"] is block["end"] is None


def test_a_name_cannot_steer_the_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "a\x1b[31m.txt"
    file.write_text("The Provider shall not sell Student Data.", encoding="utf-8")
    main(["text", str(file)])
    printed = capsys.readouterr()
    assert "\x1b" not in printed.out + printed.err


@pytest.mark.parametrize("code", ["SDP-019", "sdp-019"])
def test_rule_explains(code: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rule", code]) == 0
    shown = capsys.readouterr().out
    for part in (
        "SDP-019",
        "Why",
        "Who must act",
        "Authority",
        "Force",
        "Counts as",
        "Satisfied by",
        "Suggested wording",
    ):
        assert part in shown
    assert "notice_hours" in shown


def test_packs_are_listed_and_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["pack", "list"]) == 0
    assert "student-data" in capsys.readouterr().out
    assert main(["pack", "show", "student-data"]) == 0
    shown = capsys.readouterr().out
    assert sum(line.lstrip().startswith("SDP-") for line in shown.splitlines()) == 26
