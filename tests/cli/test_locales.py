"""Locales, code pages, line ends and names of every kind: the same findings, proper text, no traceback."""

from __future__ import annotations

import codecs
import json
import os
import re
import sys
from pathlib import Path, PureWindowsPath
from typing import cast

import pytest

from clauselint.diagnostics.errors import UsageError
from clauselint.diagnostics.faults import Fault
from clauselint.reporting import FORMATS
from tests.cli.conftest import Run

CONTRACT = (
    "1. Data. The Provider “shall” not sell Student Data — ever. Café №7.\n\n"
    "2. Use. The Provider may use Student Data to improve its products.\n"
)
NAMES = ["two words.txt", "it's “quoted”.txt", "Übernahme-Vertrag №7.txt", "100% [final] $HOME ~ a=b;c&d.txt"]
if sys.platform != "win32":
    NAMES += ['double"quote.txt', "back\\slash.txt", "a:b*c?.txt"]

LOCALES = [
    {"LC_ALL": "C"},
    {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    {"PYTHONUTF8": "0", "PYTHONIOENCODING": "cp1252"},
    {"PYTHONUTF8": "0", "PYTHONIOENCODING": "cp437"},
    {"PYTHONUTF8": "0", "PYTHONIOENCODING": "cp932"},
]
LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems have no such names")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of the same contract under many names."""
    made = tmp_path / "Verträge & “more”"
    made.mkdir()
    for name in NAMES:
        (made / name).write_text(CONTRACT, encoding="utf-8")
    return made


@pytest.mark.parametrize("env", LOCALES, ids=lambda env: " ".join(env.values()))
def test_reports_for_machines_are_the_same_in_every_locale(
    call: Run, run: Run, folder: Path, env: dict[str, str]
) -> None:
    usual = call("check", folder.name, "--format", "json")
    done = run("check", folder.name, "--format", "json", env=env)
    assert done.stdout == usual.stdout
    assert done.returncode == usual.returncode == 1
    paths = [document["path"] for document in json.loads(done.stdout)["documents"]]
    assert sorted(paths) == sorted(f"{folder.name}/{name}" for name in NAMES)


@pytest.mark.parametrize("encoding", ["cp1252", "cp437", "ascii"])
@pytest.mark.parametrize("command", ["check", "text"])
def test_what_a_console_cannot_show_becomes_what_it_can(run: Run, folder: Path, encoding: str, command: str) -> None:
    done = run(command, folder / NAMES[2], env={"PYTHONUTF8": "0", "PYTHONIOENCODING": encoding})
    assert done.returncode == (1 if command == "check" else 0), done.stderr
    assert "bernahme-Vertrag" in done.stdout
    assert "to improve its products" in " ".join(done.stdout.split()).replace("| ", "")


def test_names_of_every_kind_are_found_by_name_by_folder_and_by_glob(call: Run, folder: Path) -> None:
    for arguments in (NAMES, ["."], ["*.txt"], ["../Ver*/*.txt"]):
        done = call("check", *arguments, "--format", "json", "--fail-on", "never", cwd=folder)
        assert done.returncode == 0, done.stderr
        paths = [Path(document["path"]).name for document in json.loads(done.stdout)["documents"]]
        assert sorted(paths) == sorted(NAMES)


def test_a_report_may_have_any_name(run: Run, folder: Path) -> None:
    name = "Lücken “Bericht” 1.html"
    done = run("check", NAMES[0], "--output", f"html={name}", cwd=folder, env={"PYTHONIOENCODING": "ascii"})
    assert done.returncode == 1
    assert "written: " in done.stderr
    assert "Übernahme" not in (folder / name).read_text(encoding="utf-8")


@LINUX
@pytest.mark.parametrize("format", [name for name in FORMATS if name not in ("ics", "xlsx")])
def test_a_name_that_is_no_text_is_text_in_every_format(call: Run, tmp_path: Path, format: str) -> None:
    os.mkdir(os.fsencode(tmp_path) + b"/f")  # noqa: PTH102  # a Path would need its bytes decoded
    for name in (b"latin-\xe9.txt", "utf-é.txt".encode()):
        with open(os.fsencode(tmp_path / "f") + b"/" + name, "wb") as file:  # noqa: PTH123
            file.write(CONTRACT.encode())
    done = call("check", "f", "--format", format, "--output", f"{format}=out")
    assert done.returncode == 1, done.stderr
    for text in (done.stdout, (tmp_path / "out").read_text(encoding="utf-8")):
        assert not re.search(r"\\udc[0-9a-f]{2}|[\ud800-\udfff]", text)
        assert re.search(r"latin-(\ufffd|\\ufffd|%EF%BF%BD|\?)", text)
        assert re.search(r"utf-(é|\\u00e9|%C3%A9|e)", text)


def test_line_ends_and_byte_order_marks_change_nothing(call: Run, tmp_path: Path) -> None:
    made = call("pack", "new", "own-pack")
    assert made.returncode == 0, made.stderr
    config = '# Größe\npolicy = ["student-data", "./own-pack"]\n[[document]]\nfiles = ["b*"]\nignore = ["SDP-019"]\n'
    (tmp_path / "a.txt").write_text(CONTRACT, encoding="utf-8", newline="\n")
    (tmp_path / "b.txt").write_text(CONTRACT, encoding="utf-8", newline="\n")
    (tmp_path / "ignored.txt").write_text(CONTRACT, encoding="utf-8", newline="\n")
    (tmp_path / ".gitignore").write_text("ignored.txt\n", encoding="utf-8", newline="\n")
    (tmp_path / "clauselint.toml").write_text(config, encoding="utf-8", newline="\n")
    before = call("check", ".", "--format", "json")
    files = [file for file in tmp_path.rglob("*") if file.is_file()]
    assert len(files) >= 7
    for file in files:
        file.write_bytes(codecs.BOM_UTF8 + file.read_bytes().replace(b"\n", b"\r\n"))
    after = call("check", ".", "--format", "json")
    assert before.returncode == after.returncode == 1, before.stderr + after.stderr
    assert _without_hashes(after.stdout) == _without_hashes(before.stdout)
    assert [Path(d["path"]).name for d in json.loads(after.stdout)["documents"]] == ["a.txt", "b.txt"]


def _without_hashes(text: str) -> str:
    return re.sub(r'"sha256": "\w+"', "", text)


def test_names_and_contracts_give_ci_servers_no_commands(call: Run, tmp_path: Path) -> None:
    """A pull request may bring any file; the log of a job is read for commands wherever they stand in a line."""
    commands = [
        "##vso[task.setvariable variable=PATH]x",
        "##[add-matcher]x",
        "::add-mask::x",
        "::error file=a,line=1::x",
    ]
    names = [f"{command}.txt" for command in commands[:3:2]] if sys.platform != "win32" else ["a.txt"]
    said = "\n\n".join(
        f"{n}. {command}. The Provider {command} may use {command} Student Data {command} to improve its products."
        for n, command in enumerate(commands, 1)
    )
    for name in names:
        (tmp_path / name).write_text(
            f"{commands[0]}\n\nby and between the {commands[0]} District and Vendor.\n\n{said}\n", encoding="utf-8"
        )
    (tmp_path / "##vso[task.complete]y.docx").write_bytes(b"PK\x03\x04 cut off")
    for command, formats in (("check", "text concise markdown github"), ("clauses", "text"), ("obligations", "text")):
        for format in formats.split():
            done = call(command, ".", "--format", format, *(["--show", "info"] if command == "check" else []))
            for line in (*done.stdout.splitlines(), *done.stderr.splitlines()):
                assert "##[" not in line
                if format != "github":  # which is all commands, and of GitHub's alone
                    assert not re.search(r"##[\w.]+\[|^\s*::[a-z-]+.*::", line), (format, line)
            assert "x.txt" in done.stdout


def test_paths_in_messages_have_forward_slashes_on_windows_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("clauselint.diagnostics.errors.os.sep", "\\")
    assert str(UsageError("is wrong.", where=r"C:\contracts\a b.toml:3:1")) == "C:/contracts/a b.toml:3:1: is wrong."
    pack = cast(Path, PureWindowsPath(r"C:\own\pack.yaml"))
    assert str(Fault(pack, "is wrong.", line=3, column=1)) == "C:/own/pack.yaml:3:1: is wrong."


@LINUX
@pytest.mark.parametrize("env", LOCALES[:2], ids=lambda env: " ".join(env.values()))
def test_what_a_team_keeps_beside_contracts_names_them_in_every_locale(
    run: Run, tmp_path: Path, env: dict[str, str]
) -> None:
    for name in ("ä.txt", "ö.txt", "Müller.txt"):
        (tmp_path / name).write_text(CONTRACT, encoding="utf-8")
    (tmp_path / "clauselint.toml").write_text(
        '[[document]]\nfiles = ["Mü*"]\npolicy = ["nda"]\n[[contract]]\nfiles = ["ä.txt", "ö.txt"]\n', encoding="utf-8"
    )
    waived = ("waive", "SDP-004", "ä.txt", "--owner", "Zoë", "--reason", "für", "--expires", "9d")
    assert run(*waived, env=env).returncode == 0
    assert 'document = "ä.txt"' in (tmp_path / "clauselint.waivers.toml").read_text(encoding="utf-8")
    assert run("baseline", "create", ".", env=env).returncode == 0
    done = run("check", ".", "--baseline", "clauselint.baseline.json", "--format", "json", env=env)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    policies = {document["path"]: document["policies"] for document in found["documents"]}
    assert policies == {"Müller.txt": ["nda"], "ä.txt + ö.txt": ["student-data"]}
    owners = [row["waiver"]["owner"] for d in found["documents"] for row in d["requirements"] if row["waiver"]]
    assert (owners, found["notices"]) == (["Zoë"], [])
