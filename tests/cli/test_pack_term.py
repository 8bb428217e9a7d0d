"""``pack term``: a term shown, with where it is used and what it matches."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from clauselint.cli import main
from tests.cli.conftest import ROOT, Run


def _numbered(shown: str) -> list[tuple[int, str]]:
    """The phrasings that a page lists, with their lines."""
    return [(int(line), text) for line, text in re.findall(r"^ +(\d+)  (.+)$", shown, re.MULTILINE)]


@pytest.mark.parametrize(
    "arguments", [("student-data",), ("<student-data>",), ("confidential-information", "--policy", "nda")]
)
def test_each_phrasing_is_shown_with_its_place(call: Run, arguments: tuple[str, ...]) -> None:
    shown = call("pack", "term", *arguments).stdout
    name, file, line = re.match(r"(\S+)  \((\S+):(\d+)\)\n", shown).groups()  # type: ignore[union-attr]
    assert name == arguments[0].strip("<>")
    lines = (ROOT / file).read_text("utf-8").splitlines()
    assert lines[int(line) - 1].strip() == f"{name}:"
    assert _numbered(shown)
    for at, text in _numbered(shown):
        assert lines[at - 1].strip().removeprefix("- ").strip("\"'") == text


def test_without_a_name_the_terms_are_listed_by_file(call: Run) -> None:
    shown = call("pack", "term", "--policy", "nda").stdout
    assert shown.startswith("Terms that the pack nda may name\n")
    own, shared = (shown.index(f"\nclause_patterns/{folder}/") for folder in ("nda/terms", "terms"))
    assert own < shared
    assert "confidential-information" in shown[own:shared]


def test_rows_and_terms_that_use_it_are_listed(call: Run) -> None:
    shown = call("pack", "term", "return-or-destroy-wide").stdout
    assert "SDP-020  Return, destruction and certificate: needs return (3 signals)" in " ".join(shown.split("\n  "))
    assert re.search(r"^Part of the terms\n(  .*\n)*  destroy-it\n", shown, re.MULTILINE)
    other = call("pack", "term", "return-or-destroy").stdout
    assert re.search(r"^Defined otherwise for\n(  .*\n)*  nda  \(", other, re.MULTILINE)
    made = call("pack", "term", "destroy-it").stdout
    listed = " ".join(made.partition("\nMade of the terms\n")[2].partition("\n\n")[0].split())
    assert "return-or-destroy-wide (clause_patterns/" in listed


def test_matches_are_shown_in_context_with_their_section_and_phrasing(call: Run, tmp_path: Path) -> None:
    file = tmp_path / "contract.txt"
    file.write_text("1. End.\n\n1.2 On the last day the Vendor shall hand all of it back to us.\n", encoding="utf-8")
    done = call("pack", "term", "return-or-destroy-wide", file)
    assert done.returncode == 0
    shown = " ".join(done.stdout.split())
    assert "1 match in " in shown
    found = re.search(r"section 1\.2: .*\[hand all of it back\] to us\. \(line (\d+)\)", shown)
    assert found
    assert dict(_numbered(done.stdout))[int(found[1])].endswith("... back")


def test_a_defined_term_of_the_document_counts_and_is_told_apart(call: Run, tmp_path: Path) -> None:
    file = tmp_path / "contract.txt"
    file.write_text("“Material” means all student records.\n\nVendor shall protect the Material.\n", encoding="utf-8")
    shown = " ".join(call("pack", "term", "student-data", file).stdout.split())
    assert "protect the [Material]. (adapted to this document)" in shown


def test_many_matches_are_cut_short_unless_all_are_asked_for(call: Run, tmp_path: Path) -> None:
    file = tmp_path / "contract.txt"
    file.write_text("Vendor shall destroy it. " * 30, encoding="utf-8")
    short, long = (call("pack", "term", "return-or-destroy", file, *more).stdout for more in ((), ("--all",)))
    assert short.count("[destroy]") == 20
    assert "10 more not shown: --all" in short
    assert long.count("[destroy]") == 30


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("studentdata",), "no pack has a term 'studentdata'. Did you mean 'student-data'?"),
        (("return-or-destory", "--policy", "nda"), "pack nda has no term 'return-or-destory'. Did you mean 'return-or-destroy'?"),
        (("student-data", "gone.txt"), "gone.txt"),
    ],
)  # fmt: skip
def test_a_name_that_is_unknown_is_answered_with_the_nearest(call: Run, arguments: tuple[str, ...], said: str) -> None:
    done = call("pack", "term", *arguments)
    assert done.returncode == 2
    assert said in done.stderr


def test_a_file_without_text_ends_with_3(call: Run, tmp_path: Path) -> None:
    file = tmp_path / "broken.docx"
    file.write_bytes(b"PK\x03\x04 broken")
    assert call("pack", "term", "student-data", file).returncode == 3


def test_a_pack_of_ones_own_is_shown_from_its_folder(call: Run, tmp_path: Path) -> None:
    # Within one process a pack is known by its path: no other test has a pack of this name.
    assert call("pack", "new", "shown-from-its-folder").returncode == 0
    shown = call("pack", "term", "in-written-form", "--policy", "./shown-from-its-folder").stdout
    assert shown.startswith("in-written-form  (shown-from-its-folder/terms/")
    assert [text for _, text in _numbered(shown)] == ["in writing", "written", "by (letter|e-?mail)"]


def test_a_former_name_leads_to_the_term_that_replaced_it(call: Run) -> None:
    assert call("pack", "term", "certify-word").stdout.startswith("certify  (")


def test_tab_completes_terms(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_CLAUSELINT_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", "clauselint pack term return-or")
    monkeypatch.setenv("COMP_CWORD", "3")
    with pytest.raises(SystemExit):
        main([])
    assert "return-or-destroy" in capsys.readouterr().out
