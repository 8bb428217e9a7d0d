"""What a command does not need, it does not import."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.cli.conftest import ROOT

HEAVY = (
    "spacy",
    "numpy",
    "rich",
    "pydantic",
    "jinja2",
    "lxml",
    "docx",
    "pdfplumber",
    "pypdfium2",
    "ruamel",
    "pathspec",
)

PROBE = """
import sys
from clauselint.cli import main
code = main(sys.argv[1:])
print(",".join(sorted(name for name in sys.modules if "." not in name)), file=sys.stderr)
sys.exit(code)
"""


def imported(*arguments: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", PROBE, *arguments], cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    return set(done.stderr.splitlines()[-1].split(","))


@pytest.mark.parametrize("arguments", [("--help",), ("--version",), ("check", "--help"), ("pack", "--help")])
def test_help_imports_nothing_heavy(arguments: tuple[str, ...]) -> None:
    assert imported(*arguments).isdisjoint(HEAVY)


@pytest.mark.parametrize(
    "arguments",
    [
        ("rule", "SDP-019"),
        ("pack", "list"),
        ("pack", "show", "student-data"),
        ("text", "fixtures/contracts/northgate-complete.docx"),
        ("text", "--plain", "fixtures/contracts/harborview-complete.pdf"),
    ],
)
def test_commands_that_judge_nothing_import_no_spacy(arguments: tuple[str, ...]) -> None:
    assert imported(*arguments).isdisjoint({"spacy", "rich", "jinja2"})


def test_a_contract_of_text_is_judged_without_the_readers_of_other_formats() -> None:
    modules = imported("check", "--no-cache", "--fail-on", "never", "fixtures/contracts/mesa-dsa.txt")
    assert "spacy" in modules
    assert modules.isdisjoint({"docx", "pdfplumber", "pypdfium2"})
