"""Labels, headings and the tree of clauses."""

from __future__ import annotations

import pytest

from clauselint.model import Block, SentenceRole
from clauselint.outline.structure.labels import parse_computed_label, parse_labels, roman_value

from .making import Made


@pytest.mark.parametrize(
    ("text", "cites", "rest"),
    [
        ("1. Definitions", ["1"], "Definitions"),
        ("4.2(a) Provider shall", ["4.2", "(a)"], "Provider shall"),
        ("1.1“Affiliate” means", ["1.1"], "“Affiliate” means"),
        ("(iv) rent it", ["(iv)"], "rent it"),
        ("ARTICLE IV. CONFIDENTIALITY", ["Article IV"], "CONFIDENTIALITY"),
        ("Section 3. Term", ["3"], "Term"),
        ("§ 2 Use", ["2"], "Use"),
        ("Exhibit B - Data", ["Exhibit B"], "Data"),
        ("SCHEDULE 1", ["Schedule 1"], ""),
        ("Exhibit A attached hereto lists the data.", [], "Exhibit A attached hereto lists the data."),
        ("Section 3 shall survive.", [], "Section 3 shall survive."),
        ("1.5 million records", [], "1.5 million records"),
        ("99.30 applies here", [], "99.30 applies here"),
        ("2.1 except as agreed", ["2.1"], "except as agreed"),
        ("30 days after notice", [], "30 days after notice"),
    ],
)
def test_a_label_is_read_at_the_start(text: str, cites: list[str], rest: str) -> None:
    labels, body = parse_labels(text)
    assert [label.citation for label in labels] == cites
    assert text[body:] == rest


@pytest.mark.parametrize(("label", "cites"), [("2(a)", ["2", "(a)"]), ("7", ["7"]), ("b", ["b"]), ("•", [""])])
def test_labels_that_the_file_computes(label: str, cites: list[str]) -> None:
    assert [part.citation for part in parse_computed_label(label)] == cites


def test_roman_numerals() -> None:
    assert [roman_value(text) for text in ("i", "IV", "ix", "xiv", "xl", "abc", "")] == [1, 4, 9, 14, 40, None, None]


def test_numbers_make_a_tree_with_full_labels() -> None:
    made = Made(
        "1. Definitions",
        "1.1 Words are used as follows.",
        "2. Use of Data",
        "2.1 Purpose. Provider shall use the data for the Program.",
        "2.2 Provider shall not:",
        "(a) sell the data;",
        "(b) use it for",
        "(i) advertising; or",
        "(ii) profiling; or",
        "(c) rent it.",
        "3. Term",
    )
    assert made.tree() == [
        (0, "1", "Definitions"),
        (1, "1.1", ""),
        (0, "2", "Use of Data"),
        (1, "2.1", "Purpose"),
        (1, "2.2", ""),
        (2, "2.2(a)", ""),
        (2, "2.2(b)", ""),
        (3, "2.2(b)(i)", ""),
        (3, "2.2(b)(ii)", ""),
        (2, "2.2(c)", ""),
        (0, "3", "Term"),
    ]


def test_i_after_h_is_a_letter_and_i_below_h_is_a_numeral() -> None:
    letters = "abcdefghij"
    made = Made("Provider shall not:", *(f"({c}) do the thing named {c};" for c in letters))
    assert [section for _, section, _ in made.tree()] == [f"({c})" for c in letters]
    made = Made("1. Provider shall:", "(h) keep the data;", "(i) safe; and", "(ii) secret.")
    assert made.section("secret") in ("1(h)(ii)", "1(ii)")


def test_articles_exhibits_and_what_stands_below_them() -> None:
    made = Made(
        "ARTICLE IV",
        "CONFIDENTIALITY",
        "4.1 Provider shall keep Student Data confidential.",
        "EXHIBIT B",
        "DATA SECURITY PLAN",
        "3. Encryption. Provider shall encrypt Student Data.",
    )
    assert made.tree() == [
        (0, "Article IV", "CONFIDENTIALITY"),
        (1, "4.1", ""),
        (0, "Exhibit B", "DATA SECURITY PLAN"),
        (1, "Exhibit B 3", "Encryption"),
    ]


def test_an_exhibit_number_at_the_head_of_a_filing_holds_no_clauses() -> None:
    made = Made("EXHIBIT 10.3", "SERVICES AGREEMENT", "1. Term. This Agreement lasts one year.")
    assert made.section("This Agreement lasts") == "1"


def test_a_sequence_goes_on_after_a_heading_without_a_number() -> None:
    made = Made(
        "4. Duties",
        "(a) Provider shall encrypt Student Data.",
        Block("Reports", "paragraph", bold=True),
        "(b) Provider shall report each breach.",
    )
    assert made.section("Provider shall report") == "4(b)"


def test_headings_without_numbers() -> None:
    made = Made(
        "Confidentiality",
        "Provider shall keep Student Data confidential and shall disclose it to nobody at all.",
        "Return of Data. Provider shall return Student Data when the contract ends.",
    )
    assert made.headings("Provider shall keep") == ["Confidentiality"]
    assert made.headings("Provider shall return") == ["Return of Data"]


def test_heading_levels_of_the_file() -> None:
    made = Made(
        Block("Part One", "heading", level=0),
        Block("Use", "heading", level=1),
        "Provider shall use the data well.",
        Block("Part Two", "heading", level=0),
        "Provider shall return the data.",
    )
    assert made.headings("Provider shall use") == ["Part One", "Use"]
    assert made.headings("Provider shall return") == ["Part Two"]


def test_a_run_in_heading_is_no_part_of_the_sentence() -> None:
    made = Made("2.1 Use of Data. Recipient shall use the data only for research.")
    assert made.sentences(SentenceRole.OPERATIVE) == ["Recipient shall use the data only for research."]
    assert made.tree() == [(0, "2.1", "Use of Data")]


@pytest.mark.parametrize(
    "text",
    ["2.1 Provider encrypts data. It does so daily.", "2.1 We care about privacy. We follow our policy."],
)
def test_a_short_sentence_is_no_heading(text: str) -> None:
    assert Made(text).tree() == [(0, "2.1", "")]


def test_numbers_in_the_middle_of_a_block_open_clauses_where_they_go_on() -> None:
    made = Made(
        "1. The term is one year. 2. Provider shall comply with Section 3. The parties agree on this. 3. Notices are "
        "sent by mail. 7. This is not the next number."
    )
    assert [section for _, section, _ in made.tree()] == ["1", "2", "3"]
    assert made.section("The parties agree") == "2"


def test_a_table_of_contents_makes_no_clauses() -> None:
    made = Made(
        "TABLE OF CONTENTS",
        "1. Definitions ........ 1",
        "2. Penalties for Misuse ........ 4",
        "1. Definitions",
        "Words in capitals have the meaning given where they first appear in this Agreement.",
    )
    assert made.tree() == [(0, "1", "Definitions")]
    assert made.role("2. Penalties") is SentenceRole.TOC


def test_a_name_with_an_initial_is_no_clause() -> None:
    assert Made("J. Smith shall sign for the District in this matter.").tree() == []


def test_spans_reach_over_children() -> None:
    made = Made("1. Use", "1.1 Provider shall use the data.", "2. Term", "The term is one year.")
    assert made.words(made.outline.clauses[1].span) == "1. Use\n1.1 Provider shall use the data."
