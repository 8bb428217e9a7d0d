"""Wrong use is answered in one sentence, with the nearest right word, and exit code 2."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from clauselint.cli import main
from clauselint.reporting import FORMATS


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "contract.txt").write_text("The Provider shall not sell Student Data.\n", encoding="utf-8")
    (tmp_path / "folder").mkdir()
    return tmp_path


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("chek contract.txt", "Did you mean 'check'?"),
        ("contract.txt", "clauselint check contract.txt"),
        ("folder", "clauselint check folder"),
        ("check", "PATH"),
        ("check --polcy nda contract.txt", "'--policy'"),
        ("check --format jsn contract.txt", "Did you mean 'json'?"),
        ("check --policy student-dta contract.txt", "student-data"),
        ("check --param notice_hour=24 contract.txt", "Did you mean 'notice_hours'?"),
        ("check --param notice_hours contract.txt", "--param notice_hours=24"),
        ("check --fail-on eror contract.txt", "Did you mean 'error'?"),
        ("check --show warn contract.txt", "Did you mean 'warning'?"),
        ("check --jobs 0 contract.txt", "--jobs"),
        ("check contract.tx", "Did you mean 'contract.txt'?"),
        ("check *.pdf", "no file matches"),
        ("check --output html contract.txt", "--output html=gap-report.html"),
        ("check --output htm=x.html contract.txt", "Did you mean 'html'?"),
        ("check --output json=- contract.txt", "--format json"),
        ("check --output json=gone/x.json contract.txt", "its folder does not exist"),
        ("check --output json=folder contract.txt", "is a folder"),
        ("check --output json=contract.txt contract.txt", "not overwritten"),
        ("text --plain nothing.txt", "no such file"),
        ("rule SDP-19", "SDP-019"),
        ("pack shw", "Did you mean 'show'?"),
        ("pack show student-dat", "student-data"),
    ],
)
def test_one_sentence_with_the_right_word(arguments: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(arguments.split())
    printed = capsys.readouterr()
    assert code == 2
    assert said in printed.err
    assert printed.err.count("\n") == 1
    assert printed.out == ""


@pytest.mark.parametrize("arguments", [[], ["pack"]])
def test_no_arguments_give_short_help(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    printed = capsys.readouterr()
    assert "Usage: clauselint" in printed.err
    assert printed.out == ""


def test_help_and_version_are_no_wrong_use(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    assert main(["check", "--help"]) == 0
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.rstrip().rsplit("\n", 1)[1].startswith("clauselint 0")


def test_help_names_every_format(capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", "--help"])
    shown = capsys.readouterr().out
    assert [format for format in FORMATS if format not in shown] == []


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege on Windows")
def test_a_contract_is_never_overwritten(folder: Path) -> None:
    (folder / "alias.txt").symlink_to("contract.txt")
    before = (folder / "contract.txt").read_bytes()
    assert main(["check", "--output", "json=alias.txt", "folder/../contract.txt"]) == 2
    assert (folder / "contract.txt").read_bytes() == before


def test_what_nobody_foresaw_is_a_sentence_too(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        raise RuntimeError("the text of a contract")

    monkeypatch.setattr("clauselint.cli.reports.discover", fail)
    assert main(["clauses", "contract.txt"]) == 2
    shown = capsys.readouterr().err
    assert "RuntimeError" in shown
    assert "the text of a contract" not in shown
    assert "Traceback" not in shown


def test_ctrl_c_ends_with_130(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def interrupt(*args: object, **kwargs: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("clauselint.cli.reports.discover", interrupt)
    assert main(["clauses", "contract.txt"]) == 130
    assert "Traceback" not in capsys.readouterr().err
