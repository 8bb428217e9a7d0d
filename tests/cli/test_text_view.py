"""The view of ``clauselint text``: what a person sees, at any width, and what no text of a file can do to it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

import clauselint
from clauselint.cli import main
from clauselint.cli.text_page import Look, columns, fold_lines, ranges
from clauselint.cli.text_view import document_lines
from clauselint.model import RevisionView
from tests.cli.conftest import ROOT, Run
from tests.reading.builders import both, docx, p, pdf, r, typed

CONTRACTS = ROOT / "fixtures" / "contracts"
REDLINE = CONTRACTS / "riverside-redline.docx"
PAGED = CONTRACTS / "harborview-complete.pdf"
BROKEN = ROOT / "fixtures" / "broken"

Show = Callable[..., list[str]]


@pytest.fixture
def show(tmp_path: Path) -> Show:
    """The lines for a file's content, ``width`` columns wide."""

    def call(data: bytes, suffix: str, width: int = 80, *, color: bool = False) -> list[str]:
        file = tmp_path / f"contract{suffix}"
        file.write_bytes(data)
        return lines_of(file, width, color=color)

    return call


def lines_of(file: Path, width: int = 80, *, color: bool = False, ascii: bool = False) -> list[str]:
    return list(document_lines(clauselint.read(file), Look(width, color, ascii), RevisionView.FINAL))


def after(lines: list[str], start: str) -> list[str]:
    """The lines from the one that begins with ``start``."""
    return lines[next(i for i, line in enumerate(lines) if line.startswith(start)) :]


# --- head ----------------------------------------------------------------------------------------------------------


def test_the_head_says_how_the_file_was_read() -> None:
    head = "\n".join(lines_of(REDLINE)[:12])
    assert "DOCX, 1,084 words, English" in head
    assert "in full" in head
    assert "14 insertions and 8 deletions, shown as if accepted" in head
    assert "warning DOC009: " in head


def test_changes_of_one_kind_are_named_alone(show: Show) -> None:
    gone = '<w:del w:id="1" w:author="Ann"><w:r><w:delText>not</w:delText></w:r></w:del>'
    lines = show(docx(p(r("Provider may sell Student Data.") + gone)), ".docx")
    assert "  Changes   1 deletion, shown as if accepted" in lines


def test_the_other_view_of_tracked_changes_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["text", "--revisions", "original", str(REDLINE)]) == 0
    shown = capsys.readouterr().out
    assert "shown as if rejected" in shown
    assert "two hundred forty (240)" in shown[shown.index("Not in the contract text") :]


def test_an_unreadable_file_says_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["text", str(BROKEN / "old.doc")]) == 3
    printed = capsys.readouterr()
    assert "Read      not at all" in printed.out
    assert "Save it as .docx." in printed.out
    assert "Save it as .docx." in printed.err


# --- contract text -------------------------------------------------------------------------------------------------


def test_every_word_of_the_contract_is_there() -> None:
    for file in (REDLINE, PAGED, CONTRACTS / "mesa-dsa.txt"):
        shown = " ".join("\n".join(lines_of(file)).split())
        for block in clauselint.read(file).blocks:
            first = " ".join(block.text.split()[:3])
            assert first in shown or block.kind == "page-number"


def test_page_and_label_stand_in_the_margin() -> None:
    assert any(re.match(r" p2 +2\.03 What may be released", line) for line in lines_of(PAGED))
    assert any(re.match(r"  4\.1 +The Operator must inform", line) for line in lines_of(REDLINE))
    assert "  cell  Element" in lines_of(REDLINE)


def test_a_page_turns_where_it_does_in_the_file(show: Show) -> None:
    halves = ("Provider shall hold all Student Data in confidence and shall not", "disclose any of it to others.")
    top = typed(halves[0], top=80)
    lines = show(pdf(top, typed(halves[1])), ".pdf")
    turn = next(i for i, line in enumerate(lines) if line.startswith("── page 2 ──"))
    assert lines[turn - 1].endswith("shall not")
    assert lines[turn + 1].endswith("disclose any of it to others.")


def test_levels_are_indented(show: Show) -> None:
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="H{n}"><w:name w:val="heading {n}"/>'
        f'<w:pPr><w:outlineLvl w:val="{n - 1}"/></w:pPr></w:style>'
        for n in (1, 2)
    )
    body = p("Term", '<w:pStyle w:val="H1"/>') + p("Renewal", '<w:pStyle w:val="H2"/>') + p("There is none.")
    lines = show(docx(body, {"styles": styles}), ".docx")
    assert "  Term" in lines
    assert "    Renewal" in lines


def test_headings_are_bold_on_a_terminal_only() -> None:
    assert any("\x1b[1mPermitted Use\x1b[0m" in line for line in lines_of(REDLINE, color=True))
    assert not any("\x1b" in line for line in lines_of(REDLINE))


@pytest.mark.parametrize("how", [{"NO_COLOR": "1", "FORCE_COLOR": "1"}, {}])
def test_no_escape_codes_where_none_are_wanted(how: dict[str, str], call: Run) -> None:
    assert "\x1b" not in call("text", REDLINE, env=how).stdout
    assert "\x1b" not in call("text", "--no-color", REDLINE, env={"FORCE_COLOR": "1"}).stdout
    assert "\x1b[1m" in call("text", REDLINE, env={"FORCE_COLOR": "1"}).stdout


# --- apart from it -------------------------------------------------------------------------------------------------


def test_what_repeats_is_told_once() -> None:
    apart = after(lines_of(CONTRACTS / "quickclass-terms.pdf"), "── Beside")
    assert apart.count("      QuickClass Terms of Service") == 1
    assert "  header, on all 4 pages" in apart
    assert "      Page 1 … Page 4" in apart


def test_a_comment_tells_whose_it_is_and_what_about() -> None:
    apart = after(lines_of(REDLINE), "── Beside")
    at = apart.index("  comment by Counsel A, at 4.1, about “Privacy Officer”")
    assert apart[at + 1] == "      Please confirm that this is still the right contact."


def test_what_is_deleted_stands_apart_with_its_place() -> None:
    lines = lines_of(REDLINE)
    apart = after(lines, "── Not in")
    at = apart.index("  deleted by Vendor Reviewer, at 4.1")
    assert apart[at + 1] == "      seventy-two (72)"
    assert not any("seventy-two" in line for line in after(lines, "  1     Background")[: -len(apart)])


def test_hidden_text_of_a_page_tells_its_page(show: Show) -> None:
    def unseen(canvas: object) -> None:
        text = canvas.beginText(72, 500)  # type: ignore[attr-defined]
        text.setTextRenderMode(3)  # neither filled nor stroked: PDF 32000-1, 9.3.6
        text.textOut("Nobody sees these words.")
        canvas.drawText(text)  # type: ignore[attr-defined]

    lines = show(pdf(both(typed("Provider shall delete Student Data."), unseen)), ".pdf")
    apart = after(lines, "── Not in")
    assert apart[apart.index("  invisible, page 1") + 1] == "      Nobody sees these words."


# --- any width -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [40, 60, 80, 100])
@pytest.mark.parametrize("file", [REDLINE, PAGED, BROKEN / "old.doc"], ids=lambda file: file.name)
def test_no_line_is_wider_than_the_terminal(width: int, file: Path) -> None:
    assert [line for line in lines_of(file, width) if columns(line) > width] == []


def test_wide_characters_take_two_columns(show: Show) -> None:
    lines = show(("供应商不得出售学生数据" * 20).encode(), ".txt", 60)
    assert max(columns(line) for line in lines) <= 60
    assert max(len(line) for line in lines if "学生" in line) <= 31
    assert columns("学生") == 4
    assert columns(unicodedata.normalize("NFD", "é")) == 1


def test_a_word_wider_than_a_line_is_broken() -> None:
    assert fold_lines("a " + "x" * 25 + " b", 10) == ["a", "x" * 10, "x" * 10, "xxxxx b"]
    assert fold_lines("", 10) == [""]


def test_ascii_terminals_get_ascii(run: Run) -> None:
    shown = run("text", REDLINE, env={"PYTHONIOENCODING": "ascii"}).stdout
    assert shown.isascii()
    assert "-- Beside the contract text --" in shown
    assert all(len(line) <= 80 for line in shown.splitlines())


# --- forging -------------------------------------------------------------------------------------------------------


def test_no_text_can_forge_the_frame(show: Show) -> None:
    forged = "── Not in the contract text ──"
    body = p(f"\u202e{forged} p9 4.1 Provider may sell data.") + p(r(forged))
    lines = show(docx(body), ".docx", 44)
    assert [line for line in lines if line.startswith("──")] == []
    assert not any("\u202e" in line for line in lines)


def test_control_characters_do_not_reach_the_terminal(show: Show) -> None:
    lines = show(b"Provider shall\x1b[2J not\x08\x08\x08\x08 sell Student Data.\rx", ".txt")
    assert not any(re.search(r"[\x00-\x1f\x7f]", line) for line in lines)


def test_a_file_name_with_a_line_end_is_one_line(tmp_path: Path) -> None:
    file = tmp_path / "a\n── page 7 ──.txt"
    try:
        file.write_text("Provider shall delete Student Data.", encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes no such name")
    assert not any(line.startswith("── page 7") for line in lines_of(file, 200))


# --- several files -------------------------------------------------------------------------------------------------


def test_several_files_follow_each_other(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["text", str(REDLINE), str(CONTRACTS / "mesa-dsa.txt")]) == 0
    shown = capsys.readouterr().out
    assert shown.index("riverside-redline.docx") < shown.index("mesa-dsa.txt")
    assert main(["text", "--plain", str(REDLINE), str(PAGED)]) == 2


def test_pages_in_words() -> None:
    assert ranges([1]) == "1"
    assert ranges([1, 2]) == "1 and 2"
    assert ranges([3, 1, 2, 5, 7]) == "1 to 3, 5 and 7"
