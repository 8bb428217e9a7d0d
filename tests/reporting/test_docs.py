"""What docs/formats.md promises: every format, every column, every kind of line."""

from __future__ import annotations

from pathlib import Path

from clauselint.reporting import FORMATS, formats_of
from clauselint.reporting.view.flat_table import COLUMNS

TEXT = (Path(__file__).parent.parent.parent / "docs/formats.md").read_text(encoding="utf-8")


def test_every_format_is_named_with_its_commands() -> None:
    table = [line for line in TEXT.splitlines() if line.startswith("| ") and line.count("|") == 4]
    for format in FORMATS:
        (line,) = [line for line in table if f"`{format}`" in line.split("|")[1]]
        commands = line.split("|")[2].strip().strip("`")
        served = [command for command in ("check", "clauses", "obligations") if format in formats_of(command)]
        assert commands == ("all" if len(served) == 3 else served[0]), format


def test_the_columns_of_csv_are_those_that_are_written() -> None:
    told = " ".join(line.removeprefix(">").strip() for line in TEXT.splitlines() if line.startswith(">") or not line)
    for columns in COLUMNS.values():
        assert ", ".join(columns) in told
