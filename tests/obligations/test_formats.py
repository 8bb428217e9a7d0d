"""What the command prints and writes: table, json, csv, xlsx, ics, and what other commands answer to those."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from lxml import etree

from tests.cli.conftest import Run, call, run

__all__ = ["call", "run"]  # fixtures

LEASE = """LEASE

This Lease is made between Harbor LLC ("Landlord") and Acme, Inc. ("Tenant").

1. Rent. Within thirty (30) days after the Effective Date, Tenant shall pay the first rent; and costs, to Landlord — in full.

2. Access. Landlord may enter upon notice. Tenant shall not object, unless it is night.

3. =HYPERLINK("http://example.org","x"), Tenant shall pay.
"""


@pytest.fixture
def lease(tmp_path: Path) -> Path:
    file = tmp_path / "=lease.txt"
    file.write_text(LEASE, encoding="utf-8")
    return file


def test_json_validates_and_is_the_same_every_time(run: Run, call: Run, lease: Path) -> None:
    arguments = ("obligations", "--format", "json", "--effective-date", "2024-01-01", lease.name)
    first = call(*arguments, "--no-cache")
    assert first.returncode == 0
    assert first.stdout == run(*arguments, "--no-cache").stdout
    schema = json.loads((files("clauselint.reporting") / "clauselint-v1.schema.json").read_text(encoding="utf-8"))
    printed: Any = json.loads(first.stdout)
    assert [e.message for e in jsonschema.Draft202012Validator(schema).iter_errors(printed)] == []
    row = printed["documents"][0]["obligations"][0]
    assert (row["obligor"], row["modality"], row["due"]) == ("Tenant", "obligation", "2024-01-31")
    assert row["deadline"] == {"text": "Within thirty (30) days after the Effective Date", "amount": 30, "unit": "days"}
    plain = call("text", "--plain", lease.name).stdout
    assert plain[row["start"] : row["end"]] == row["text"]


def test_schema_refuses_a_row_that_is_broken(call: Run, lease: Path) -> None:
    schema = json.loads((files("clauselint.reporting") / "clauselint-v1.schema.json").read_text(encoding="utf-8"))
    printed: Any = json.loads(call("obligations", "--format", "json", lease.name).stdout)
    printed["documents"][0]["obligations"][0]["modality"] = "sort of"
    assert not jsonschema.Draft202012Validator(schema).is_valid(printed)


def test_table_keeps_to_80_columns_and_names_everybody(call: Run, lease: Path) -> None:
    shown = call("obligations", lease.name, env={"NO_COLOR": "1"})
    assert shown.returncode == 0
    assert max(map(len, shown.stdout.splitlines())) <= 80
    assert "\x1b" not in shown.stdout
    for words in ("WHO", "Tenant", "must not", "Landlord", "may", "exception: unless it is night"):
        assert words in shown.stdout


@pytest.mark.parametrize("format", ["concise", "markdown", "html"])
def test_other_formats_name_the_duty(call: Run, lease: Path, format: str) -> None:
    shown = call("obligations", "--format", format, lease.name)
    assert shown.returncode == 0
    assert "pay the first rent" in shown.stdout
    assert "must" in shown.stdout


def test_csv_is_defused_and_begins_with_a_mark_in_files_alone(call: Run, lease: Path) -> None:
    shown = call("obligations", "--format", "csv", "--output", "csv=out.csv", lease.name)
    content = (lease.parent / "out.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbfdocument,")
    assert content.decode("utf-8-sig") == shown.stdout
    rows = list(csv.DictReader(io.StringIO(shown.stdout)))
    assert {row["document"] for row in rows} == {"'=lease.txt"}
    assert not [cell for row in rows for cell in row.values() if cell[:1] in "=+-@\t\r" and cell]
    assert [row["obligor"] for row in rows][:2] == ["Tenant", "Landlord"]
    assert "— in full" in rows[0]["action"]


def test_xlsx_holds_text_and_no_formula_and_is_the_same_every_time(run: Run, call: Run, lease: Path) -> None:
    for command, name in ((run, "a.xlsx"), (call, "b.xlsx")):
        assert command("obligations", "-q", "--output", f"xlsx={name}", lease.name).returncode == 0
    content = (lease.parent / "a.xlsx").read_bytes()
    assert content == (lease.parent / "b.xlsx").read_bytes()
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        sheet = etree.fromstring(book.read("xl/worksheets/sheet1.xml"))
        strings = etree.fromstring(book.read("xl/sharedStrings.xml"))
    assert sheet.xpath("count(//*[local-name()='f' or local-name()='hyperlink'])") == 0
    texts = ["".join(s.itertext()) for s in strings]
    assert "'=lease.txt" in texts
    assert "Tenant" in texts


def test_ics_holds_what_has_a_day_in_folded_and_escaped_lines(run: Run, call: Run, lease: Path) -> None:
    arguments = ("obligations", "--output", "ics=a.ics", "--effective-date", "2024-01-01", lease.name)
    assert run(*arguments, "--no-cache").returncode == 0
    content = (lease.parent / "a.ics").read_bytes()
    assert call(*arguments).returncode == 0
    assert content == (lease.parent / "a.ics").read_bytes()
    lines = content.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert b"\n" not in content.replace(b"\r\n", b"")
    whole = content.decode().replace("\r\n ", "")
    assert whole.count("BEGIN:VEVENT") == 1
    assert "DTSTART;VALUE=DATE:20240131" in whole
    assert "SUMMARY:Tenant must pay the first rent\\; and costs\\, to Landlord — in full" in whole


def test_ics_without_effective_date_has_no_event_and_says_so(call: Run, lease: Path) -> None:
    printed = call("obligations", "--format", "ics", lease.name)
    assert "VEVENT" not in printed.stdout
    written = call("obligations", "--output", "ics=a.ics", lease.name)
    assert b"VEVENT" not in (lease.parent / "a.ics").read_bytes()
    for shown in (printed, written):
        assert "the calendar is empty" in shown.stderr
        assert "--effective-date" in shown.stderr


@pytest.mark.parametrize(
    "arguments",
    [("--format", "ics", "--effective-date", "2024-01-01"), ("--format", "ics", "--quiet"), ("--format", "csv")],
)
def test_nothing_is_said_where_no_calendar_is_empty_or_notes_are_not_wanted(
    call: Run, lease: Path, arguments: tuple[str, ...]
) -> None:
    assert "calendar" not in call("obligations", *arguments, lease.name).stderr


@pytest.mark.parametrize("format", ["xlsx", "ics"])
@pytest.mark.parametrize("command", ["check", "clauses"])
def test_other_commands_say_whose_format_it_is(call: Run, lease: Path, command: str, format: str) -> None:
    for arguments in (("--format", format), ("--output", f"{format}=out")):
        refused = call(command, *arguments, lease.name)
        assert refused.returncode == 2
        assert "clauselint obligations" in refused.stderr
        assert not (lease.parent / "out").exists()


def test_exit_codes(call: Run, lease: Path, tmp_path: Path) -> None:
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.4 nothing")
    assert call("obligations", lease.name, "broken.pdf").returncode == 3
    assert call("obligations", "nowhere.txt").returncode == 2
    wrong = call("obligations", "--effective-date", "soon", lease.name)
    assert (wrong.returncode, "YYYY-MM-DD" in wrong.stderr) == (2, True)
