"""Markdown: what a reader of the page sees, and no word of the source less."""

from __future__ import annotations

import re
import time
from collections import Counter
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clauselint.model import Document, Read, State
from clauselint.reading import read_bytes

from .invariants import demand_sound

WORD = re.compile(r"[^\W_]+")


def read(text: str) -> Document:
    document = read_bytes(text.encode(), "a.md")
    demand_sound(document)
    return document


def blocks(text: str) -> list[tuple[str, str | None, str]]:
    return [(b.kind, b.label, b.text) for b in read(text).blocks]


def texts(text: str) -> list[str]:
    return [b.text for b in read(text).blocks if b.state is State.LIVE]


def test_structure() -> None:
    text = (
        "# Agreement\n\n## 1. Use\n\n**Purpose only.** The *Provider* shall use `data` [only](http://x).\n\n"
        "**All bold**\n\n1. first\n1. second\n   - inner\n\n> quoted \\*text\\*\n\n| A | B |\n|---|---|\n| c | d |\n"
    )
    document = read(text)
    found = [(b.kind, b.label, b.level, b.text) for b in document.blocks]
    assert found == [
        ("heading", None, 0, "Agreement"),
        ("heading", None, 1, "1. Use"),
        ("paragraph", None, None, "Purpose only. The Provider shall use data only."),
        ("paragraph", None, None, "All bold"),
        ("list-item", "1", 0, "first"),
        ("list-item", "2", 0, "second"),
        ("list-item", None, 1, "inner"),
        ("paragraph", None, None, "quoted *text*"),
        ("cell", None, None, "A"),
        ("cell", None, None, "B"),
        ("cell", None, None, "c"),
        ("cell", None, None, "d"),
    ]
    assert [b.bold for b in document.blocks if b.kind == "paragraph"] == [False, True, False]


@pytest.mark.parametrize(
    "text",
    [
        "A credit is due for downtime > 8 hours.",
        "A credit is due for downtime >= 8 hours and < 12.",
        "a > b > c",
    ],
)
def test_comparisons_keep_their_signs(text: str) -> None:
    assert texts(text) == [text]


def test_a_line_that_begins_with_a_comparison_is_no_quote() -> None:
    assert texts("Credits are due for downtime\n> 8 hours a month.\n\n- > 99.9%: none\n- >= 99%: 10%\n") == [
        "Credits are due for downtime > 8 hours a month.",
        "> 99.9%: none",
        ">= 99%: 10%",
    ]
    assert texts("> 30 days after notice\n> the Provider shall pay.") == [
        "30 days after notice the Provider shall pay."
    ]
    assert blocks("> 2. The Provider shall pay.") == [("list-item", "2", "The Provider shall pay.")]


def test_entities_are_decoded_but_not_in_code() -> None:
    assert texts("AT&amp;T &sect;&nbsp;4 &lt;b&gt; &#8220;Data&#x201D; `&amp;`") == ["AT&T § 4 <b> “Data” &amp;"]


def test_escaped_marks_are_text() -> None:
    assert blocks("1\\. The \\[Provider\\] \\# 3\\-4 \\> 5 \\*") == [
        ("list-item", None, "1. The [Provider] # 3-4 > 5 *")
    ]


def test_blanks_of_a_form_are_no_emphasis() -> None:
    for line in (
        "between ______ (Vendor) and ______ (District)",
        "this _____ day of ____________, 20__ by and between",
    ):
        assert texts(line) == [line]


def test_numbers_are_those_that_the_author_typed() -> None:
    assert [label for _, label, _ in blocks("3. c\n4. d\n7. g\n\nBetween.\n\n9. i\n9. j\n")] == [
        "3", "4", "7", None, "9", "10",
    ]  # fmt: skip
    assert blocks("The Provider shall:\n2) pay\n3) return")[1:] == [
        ("list-item", "2", "pay"),
        ("list-item", "3", "return"),
    ]
    # A list that something else ended begins anew, as in the rendered page.
    assert [label for _, label, _ in blocks("1. a\n1. b\n\nText.\n\n1. c\n")] == ["1", "2", None, "1"]


def test_lists_within_lists() -> None:
    text = "1. a\n   1. b\n   1. c\n      - d\n1. e\n10. f\n   - not far enough in for CommonMark\n"
    assert [(b.label, b.level, b.text[0]) for b in read(text).blocks] == [
        ("1", 0, "a"), ("1", 1, "b"), ("2", 1, "c"), (None, 2, "d"), ("2", 0, "e"), ("10", 0, "f"), (None, 1, "n"),
    ]  # fmt: skip


def test_labels_within_an_item_begin_blocks() -> None:
    text = "1. The Provider shall:\n    (a) pay;\n    b. return the data\n    at once.\n\n   Nothing else.\n"
    assert blocks(text) == [
        ("list-item", "1", "The Provider shall:"),
        ("list-item", None, "(a) pay;"),
        ("list-item", None, "b. return the data at once."),
        ("paragraph", None, "Nothing else."),
    ]


def test_bullets_that_a_word_processor_left() -> None:
    assert blocks("Text:\n• one\n• two") == [
        ("paragraph", None, "Text:"),
        ("list-item", None, "one"),
        ("list-item", None, "two"),
    ]


def test_items_without_text_keep_their_numbers() -> None:
    assert texts("1.\n\nThe Provider shall pay.\n\n2. - one\n") == ["1.", "The Provider shall pay.", "2.", "one"]
    assert blocks("4. ## Payment\n\n   The Provider shall pay.")[0] == ("heading", "4", "Payment")


def test_lines_join_unless_broken_on_purpose() -> None:
    assert texts("By:  \nName: A\\\nTitle\nof office\\\n") == ["By:", "Name: A", "Title of office"]


def test_indented_and_fenced_clauses_are_contract_text() -> None:
    assert blocks("Terms:\n\n      The Provider shall pay.\n\n    4. It shall **not** sell data.\n") == [
        ("paragraph", None, "Terms:"),
        ("paragraph", None, "The Provider shall pay."),
        ("list-item", "4", "It shall not sell data."),
    ]
    assert texts("```\n1. The Provider shall pay.\n```\n\nEnd.\n\n~~~ Section 3\n\nNever closed.") == [
        "The Provider shall pay.", "End.", "~~~ Section 3", "Never closed.",
    ]  # fmt: skip


def test_headings() -> None:
    found = [
        (b.kind, b.level, b.text) for b in read("A\n=\n\nB\n---\n\n#C\n\n### D ##\n\nTwo lines\nof text.\n---\n").blocks
    ]
    assert found == [
        ("heading", 0, "A"), ("heading", 1, "B"), ("heading", 0, "C"), ("heading", 2, "D"),
        ("paragraph", None, "Two lines of text."),
    ]  # fmt: skip


def test_tables_keep_every_cell() -> None:
    assert texts("a | b\n--|--\n1 \\| 2 | > 8 h | more | still\n|| x |\nText.") == [
        "a", "b", "1 | 2", "> 8 h", "more", "still", "x", "Text.",
    ]  # fmt: skip
    assert texts("> |a|b|\n> |-|-|\n> |c|d|e|\n") == ["a", "b", "c", "d", "e"]
    assert blocks("| no | head |\n| in | this |\n") == [("cell", None, word) for word in ("no", "head", "in", "this")]


def test_links_and_images_keep_their_text() -> None:
    text = "See [the *DPA*](https://a.example/x_y 'title'), ![seal](seal.png), <https://b.example>, [Exhibit A][1]."
    assert texts(text) == ["See the DPA, seal, https://b.example, [Exhibit A][1]."]
    assert texts('the [Provider](the "Vendor") shall\n\n[Name]: Acme') == [
        'the [Provider](the "Vendor") shall',
        "[Name]: Acme",
    ]


def test_html_within_the_text() -> None:
    assert texts("<div align='center'>\n<b>A</b><br>B <Party Name> <!-- a\n\nb -->\n</div>\nC") == [
        "A B <Party Name> C",
    ]


def test_struck_text_is_not_contract_text() -> None:
    found = [(b.state, b.kind, b.text) for b in read("It shall ~~not~~ pay <del>twice</del>.").blocks]
    assert found == [(State.LIVE, "paragraph", "It shall pay ."), (State.DEAD, "struck", "not twice")]


MARKS = st.sampled_from(
    ["\n", "\n\n", " ", "    ", "\t", "> ", ">", "*", "**", "_", "__", "`", "~~", "# ", "##", "- ", "+ ", "• ", "1. ", "7) ", "|",
     "|\n|-|-|\n|", "\n---\n", "\n===\n", "\n```\n", "\n~~~\n", "[", "]", "!", "\\", "&", "<", "(", ")", "  \n", "\\\n"]
)  # fmt: skip
WORDS = st.sampled_from(["Provider", "shall", "not", "sell", "data", "8", "(a)", "2.1", "WHEREAS"])


@settings(max_examples=300, derandomize=True, deadline=timedelta(seconds=5), database=None)
@given(st.lists(st.one_of(MARKS, WORDS), max_size=40))
def test_no_word_is_lost(pieces: list[str]) -> None:
    source = "The start.\n\n" + "".join(pieces)
    document = read(source)
    found = Counter(WORD.findall(" ".join(f"{block.label or ''} {block.text}" for block in document.blocks)))
    # A number that begins a list item is its label, and may be counted on.
    assert {w: n for w, n in Counter(WORD.findall(source)).items() if w.isalpha() and found[w] < n} == {}


@pytest.mark.parametrize("opening", ["> ", "- ", "1. ", "> - "])
def test_nesting_without_end_is_refused(opening: str) -> None:
    document = read_bytes(f"{opening * 300}The Provider shall pay.".encode(), "a.md")
    assert document.read is Read.UNREADABLE
    assert [problem.code for problem in document.problems] == ["DOC014"]


def test_deep_nesting_is_read() -> None:
    assert texts("> " * 90 + "The Provider shall pay.") == ["The Provider shall pay."]


@pytest.mark.parametrize("mark", [">", "[", "*", "![", "_", "a*", "`a"])
def test_time_is_linear_in_the_length_of_a_hostile_line(mark: str) -> None:
    def seconds(length: int) -> float:
        start = time.process_time()
        read_bytes((mark * length)[:length].encode(), "a.md")
        return time.process_time() - start

    seconds(1000)  # what is loaded once
    assert seconds(80_000) < 12 * seconds(20_000) + 0.5  # a square would be 16


@pytest.mark.parametrize("mark", [">", "[", "*"])
def test_the_longest_file_that_is_read_takes_seconds(mark: str) -> None:
    start = time.process_time()
    read_bytes(mark.encode() * 5_000_000, "a.md")
    assert time.process_time() - start < 60
