"""``text``, ``concise`` and ``markdown``: readable, complete, and not to be broken by what a document holds."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import pytest

from clauselint.diagnostics.errors import UsageError
from clauselint.model import DocumentReport, Severity, Status
from clauselint.reporting import FORMATS, render
from tests.reporting import samples as s
from tests.reporting.consumers import read_markdown

ALL = (s.FULL, s.CLEAN, s.PARTIAL, s.UNREADABLE, s.UNSPOKEN, s.HOSTILE_DOCUMENT)
ANSI = re.compile(r"\x1b\[[0-9;]*m")
DANGEROUS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def text(*documents: DocumentReport, **options: object) -> str:
    return render(s.report(*documents), "text", **options)  # type: ignore[arg-type]


def test_formats_are_the_modules_of_the_folder() -> None:
    assert {"text", "concise", "json", "markdown", "html"} <= set(FORMATS)
    assert "view" not in FORMATS


def test_an_unknown_format_is_a_usage_error_that_names_the_known_ones() -> None:
    with pytest.raises(UsageError, match="markdown"):
        render(s.report(), "docx-of-sorts")


@pytest.mark.parametrize("command", ["check", "clauses"])
@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_text_keeps_to_the_width(width: int, command: str) -> None:
    for show in (Severity.WARNING, Severity.INFO):
        lines = text(*ALL, width=width, show=show, command=command).splitlines()
        assert max(map(len, lines)) <= width


@pytest.mark.parametrize("command", ["check", "clauses"])
@pytest.mark.parametrize("format", ["text", "concise", "markdown"])
def test_no_control_or_bidi_character_of_a_document_gets_out(format: str, command: str) -> None:
    out = render(s.report(*ALL), format, command=command, show=Severity.INFO)
    assert not DANGEROUS.search(out)
    assert "gnirts" in out


def test_colour_only_repeats_what_is_said() -> None:
    colored = text(*ALL, color=True)
    assert ANSI.search(colored)
    assert ANSI.sub("", colored) == text(*ALL)


def test_text_for_a_terminal_that_knows_ascii_alone() -> None:
    out = text(*ALL, ascii=True, show=Severity.INFO)
    assert out.isascii()
    for word in ("contradicted", "weak", "missing", "met", "cannot determine", "not applicable"):
        assert word in out


def test_text_begins_with_the_verdict_then_the_problems() -> None:
    lines = text(s.PARTIAL).splitlines()
    assert lines[0].startswith("contracts/scan.pdf") and lines[0].endswith("student-data 1")
    assert lines[1].startswith("Read in part: pages 10 to 13 were not read")
    assert "DOC003" in lines[2] and "page 10" in lines[2]


def test_text_lists_findings_by_family_and_only_counts_what_is_met() -> None:
    out = text(s.FULL)
    assert out.index("OBLIGATION") < out.index("SDP-015") < out.index("SDP-019") < out.index("PENALTY")
    assert "19 met" in out and "SDP-003" not in out and "SDP-018" not in out
    assert "SDP-020" not in text(s.FULL, show=Severity.ERROR)
    assert all(row[0] in text(s.FULL, show=Severity.INFO) for row in s.ROWS)


def test_text_gives_the_proof_and_what_to_do() -> None:
    out = " ".join(text(s.FULL).split())
    assert "against (p. 3, 4.3): “Provider may use data derived from the Services" in out
    assert "notice hours: none stated; 72 required" in out
    assert "destroy days: 90 in the contract; 30 required" in out
    assert "searched: 8, 10, 11" in out and "nearest passage (p. 8, 10.2)" in out
    assert "suggestion, for counsel's review (after 10.2): If the District believes" in out
    assert "who must act: district enforces" in out


def test_what_cannot_be_determined_is_always_listed() -> None:
    assert "SDP-021" in text(s.PARTIAL, show=Severity.ERROR)
    assert "SDP-021 cannot-determine" in render(s.report(s.PARTIAL), "concise", show=Severity.ERROR)


def test_text_closes_with_the_tally_of_the_run() -> None:
    out = " ".join(text(*ALL).split())
    assert "6 documents: 5 errors, 1 warning, 1 note, 1 waived; 1 could not be read; 1 read in part" in out
    assert "Nothing to check" in text()


def test_text_inventory_says_who_owes_what_and_where_nothing_was_found() -> None:
    out = " ".join(text(s.FULL, s.CLEAN, command="clauses").split())
    assert "use limitation p. 3, 4.1 prohibition of Provider to District" in out
    assert "contracts/good.pdf 12 pages, all read · student-data 1 No clause of a known type was found" in out
    assert "4 clauses in 2 documents" in out


def test_concise_is_one_line_a_finding() -> None:
    lines = render(s.report(*ALL), "concise").splitlines()
    assert "contracts/northgate-dsa.docx:3:4.3: error SDP-015 contradicted: " + s.CONTRADICTED.message in lines
    assert "contracts/northgate-dsa.docx:::" in " ".join(line for line in lines if "SDP-010" in line)
    assert sum("SDP-" in line for line in lines) == 5 + 0 + 1 + 0 + 1 + 1
    assert all(re.search(r": (error|warning|info) (SDP-|DOC)\d+ [a-z-]+: ", line) for line in lines)


def test_concise_has_nothing_to_say_about_a_clean_document() -> None:
    assert render(s.report(s.CLEAN), "concise") == ""


def test_concise_inventory_is_one_line_a_clause() -> None:
    lines = render(s.report(s.FULL), "concise", command="clauses").splitlines()
    assert len(lines) == len(s.CLAUSES)
    assert lines[0].startswith("contracts/northgate-dsa.docx:3:4.1: obligation.use-limitation prohibition of Provider")


def test_markdown_tables_cannot_be_broken_by_a_document() -> None:
    assert len(read_markdown(render(s.report(*ALL), "markdown"))) > 5


def test_markdown_lets_no_markup_of_a_document_through() -> None:
    out = render(s.report(s.HOSTILE_DOCUMENT), "markdown")
    assert "<" not in out
    assert not re.search(r"(?<!\\)`", out)
    assert not re.search(r"(?<![\\*])\*(?!\*)star", out)


def test_markdown_does_not_begin_a_list_or_heading_with_words_of_a_document() -> None:
    for start in ("- item", "1. item", "# item", "=====", "+ item", "> item"):
        row = s.finding("SDP-003", Status.MISSING, Severity.ERROR, message=f"{start} of the document")
        out = render(s.report(replace(s.FULL, findings=(row,))), "markdown")
        assert f"\n{start} of" not in out


def test_markdown_marks_the_decisive_words_and_shows_both_sides() -> None:
    out = render(s.report(s.FULL), "markdown")
    assert "> “Provider **shall not** sell Student Data" in out
    assert "> “Provider **may** use data derived from the Services to **improve and develop** its products.”" in out


def test_markdown_has_one_title_and_skips_no_level() -> None:
    for documents in ((s.FULL,), ALL):
        levels = [len(m) for m in re.findall(r"^(#+) ", render(s.report(*documents), "markdown"), re.MULTILINE)]
        assert levels.count(1) == 1 and levels[0] == 1
        assert all(after - before <= 1 for before, after in pairwise(levels))
