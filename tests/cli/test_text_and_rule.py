"""``text``, ``rule`` and ``pack``: what is read, and what is asked for."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import clauselint
from clauselint.cli import main
from clauselint.diagnostics.errors import NOTICES, PROBLEMS
from clauselint.packs import available
from tests.cli.conftest import ROOT, Run

CONTRACTS = ROOT / "fixtures" / "contracts"


@pytest.mark.parametrize("name", ["northgate-complete.docx", "harborview-complete.pdf", "riverside-redline.docx"])
def test_plain_is_the_text_that_offsets_count_in(call: Run, name: str) -> None:
    assert call("text", "--plain", CONTRACTS / name).stdout == clauselint.read(CONTRACTS / name).text


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


@pytest.mark.parametrize("code", [*PROBLEMS, *NOTICES])
def test_rule_explains_problems_and_notices(code: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rule", code.lower()]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith(f"{code}  {(PROBLEMS | NOTICES)[code]}\n")
    assert "\nCounts as\n" in shown
    assert "\nWhat to do\n" in shown


@pytest.mark.parametrize(
    ("word", "codes"),
    [
        ("SDP-01", [f"SDP-{n:03}" for n in range(10, 20)]),
        ("student-data", [f"SDP-{n:03}" for n in range(1, 27)]),
        ("fer-so", [f"FER-SO-{n}" for n in range(1, 7)]),
        ("WVR", ["WVR001", "WVR002", "WVR003"]),
        ("doc", list(PROBLEMS)),
    ],
)
def test_rule_lists_what_begins_so(word: str, codes: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rule", word]) == 0
    assert listed(capsys.readouterr().out) == codes


def test_rule_without_a_code_lists_all(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rule"]) == 0
    rows = [row.code for pack in available() for row in pack.requirements]
    assert listed(capsys.readouterr().out) == [*rows, *PROBLEMS, *NOTICES]


def listed(text: str) -> list[str]:
    return [line.split()[0] for line in text.splitlines() if line.startswith("  ")]


def test_rule_says_when_a_row_is_judged_and_for_which_side(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rule", "FER-AE-1"]) == 0
    variant = " ".join(capsys.readouterr().out.split())
    assert "Judged only where the contract mentions what calls for it (audit or evaluation basis)" in variant
    assert "basis = auto (one of auto, school-official, studies, audit)" in variant
    assert main(["rule", "NDA-05"]) == 0
    sided = " ".join(capsys.readouterr().out.split())
    assert "entailed, it lets the recipient share the information with its employees: discloser: weak" in sided
    assert "side = discloser (one of discloser, recipient, public)" in sided
