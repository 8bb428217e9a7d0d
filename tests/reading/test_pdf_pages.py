"""PDF: what repeats on pages, and what runs over their ends."""

from __future__ import annotations

from itertools import count, pairwise

import pytest

from clauselint.model import Document, Ocr, Read, ReadingOptions, State
from clauselint.reading import read_bytes

from .raw_pdf import RawPdf, lines, show

PROSE = (
    "The Provider shall keep all Student Data confidential and shall not disclose it to any third",
    "party without the prior written consent of the District, except as required by law or court",
    "order, and shall notify the District of any such order before it discloses anything at all.",
)
THINGS = ("grades", "names", "addresses", "photographs", "health records")
SIGNED = ("ACME LEARNING, INC.", "By: ____________________", "Name:", "Title: Vice President")


def read(*pages: str) -> Document:
    raw = RawPdf()
    for page in pages:
        raw.page(page)
    return read_bytes(raw.bytes(), "contract.pdf", ReadingOptions(ocr=Ocr.OFF))


def of(document: Document, *kinds: str) -> list[str]:
    return [block.text for block in document.blocks if block.kind in kinds]


def asides(document: Document) -> list[str]:
    return [block.text for block in document.blocks if block.state is State.ASIDE]


def table(top: float, *rows: tuple[str, str]) -> str:
    """A ruled table of two columns, its rows 40 points high."""
    edges = [top - 40 * i for i in range(len(rows) + 1)]
    rules = "".join(f"{x} {edges[-1]} m {x} {top} l S\n" for x in (72, 220, 540))
    rules += "".join(f"72 {y} m 540 {y} l S\n" for y in edges)
    return rules + "".join(
        show(text, x, edge - 20)
        for row, edge in zip(rows, edges, strict=False)
        for text, x in zip(row, (80, 228), strict=True)
    )


def test_signatures_that_repeat_at_one_height_stay() -> None:
    document = read(*(lines(f"Signature page {n}") + lines(*SIGNED, y=120) for n in range(4)))
    assert document.text.count("Vice President") == 4
    assert document.text.count("ACME LEARNING, INC.") == 4


def test_titles_that_differ_in_their_number_stay() -> None:
    document = read(*(show(f"Schedule {n}", 280, 750) + lines(*PROSE) for n in range(1, 5)))
    assert [f"Schedule {n}" in document.text for n in range(1, 5)] == [True] * 4


def test_clause_numbers_at_the_edge_of_pages_stay() -> None:
    document = read(
        *(
            show(f"{n}.", 72, 750)
            + show("Definitions and scope", 110, 750)
            + lines(f"The {THINGS[n]} stay with the District.")
            for n in range(1, 5)
        )
    )
    assert asides(document) == []
    assert [f"{n}. Definitions" in document.text for n in range(1, 5)] == [True] * 4


def test_running_lines_at_the_end_of_short_pages_are_set_apart() -> None:
    # The pages of a filing end where their text does: footers stand at another height on each.
    pages = [
        lines(PROSE[n % 3], f"The {THINGS[n]} stay with the District.")
        + show("Acme Confidential", 250, y)
        + show(f"- {n + 1} -", 290, y - 14)
        for n, y in enumerate([400, 300, 350, 280])
    ]
    document = read(*pages)
    assert of(document, "footer") == ["Acme Confidential"] * 4
    assert of(document, "page-number") == [f"- {n} -" for n in range(1, 5)]


def test_copies_of_a_page_do_not_make_it_furniture() -> None:
    document = read(*([lines(*PROSE, "Signed in two copies.")] * 2))
    assert document.text.count(" ".join(PROSE)) == 2


def test_page_numbers_of_the_paper_that_was_copied_do_not_cut_sentences() -> None:
    def halves(n: int) -> tuple[str, str]:
        first = f"{n}.{n} The Provider shall keep all {THINGS[n]} confidential and shall not disclose any of the"
        return first, f"{THINGS[n]} to a third party without the prior written consent of the District."

    def page(n: int) -> str:
        legend = "[*] Certain information on this page has been omitted."
        first, second = halves(n)
        numbers = show(str(n), 300, 632) + show(str(n + 1), 300, 618)
        return lines(first, y=660 + 3 * n) + show(legend, 72, 646) + numbers + lines(second, y=600 - 3 * n)

    document = read(*(page(n) for n in range(1, 5)))
    assert document.text.split("\n") == [" ".join(halves(n)) for n in range(1, 5)]
    assert len(of(document, "page-number")) == 8
    assert len(of(document, "footer")) == 4


def test_headings_of_columns_on_several_pages_stay() -> None:
    heads = show("Country", 72, 750) + show("Trademark", 200, 750) + show("Number", 400, 750)
    rows = "".join(
        show("Peru", 72, 730 - 14 * i) + show("ACME", 200, 730 - 14 * i) + show("7", 400, 730 - 14 * i)
        for i in range(6)
    )
    assert read(*([heads + rows] * 4)).text.count("Trademark") == 4


def test_sentences_run_over_pages_that_their_author_broke() -> None:
    first = (
        "Acme shall maintain a security program that is at least as strict as the standards of the Regulatory",
        "Authorities, Applicable Laws and other requirements, and shall show on request that it does so always.",
    )
    cuts = [
        (first[0], first[1]),
        (PROSE[0] + " party under Section", "2.1 of this Agreement, and shall say so in writing to the District."),
        (
            "The Provider shall return all Student Data to the District within thirty",
            "(30) days after the end of the term.",
        ),
    ]
    for before, after in cuts:
        assert f"{before} {after}" in read(lines(before), lines(after)).text


def test_paragraphs_that_only_lack_their_full_stop_are_not_joined() -> None:
    before = (*PROSE[:2], "order, and shall notify the District of such an order")
    after = "The Provider shall keep its records for three years after the term, and shall show them on request."
    assert read(lines(*before), lines(after)).text == f"{' '.join(before)}\n{after}"


def test_a_row_of_a_table_that_a_page_cuts_is_one_row() -> None:
    head = ("Data element", "Purpose")
    document = read(
        table(200, head, ("Grades", "Tutoring of students who are below the")),
        table(740, head, ("", "standard of their grade"), ("Names", "Contact")),
    )
    cells = ["Data element", "Purpose", "Grades", "Tutoring of students who are below the standard of their grade"]
    assert of(document, "cell") == [*cells, "Names", "Contact"]
    assert document.page_at(document.text.index("standard of")) == 2


def test_how_many_tables_are_found_hangs_on_the_file_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = count(step=60.0)
    monkeypatch.setattr("time.monotonic", lambda: next(clock))  # a machine that is busy with other things
    tables = [table(600, (f"Element {n}", "Purpose"), (f"Grades {n}", "Tutoring")) for n in range(3)]
    assert [len(of(read(*tables[: n + 1]), "cell")) for n in range(3)] == [4, 8, 12]
    monkeypatch.setattr("clauselint.reading.pdf.tables._MAX_OBJECTS", 60)  # each page has some 40
    assert len(of(read(*tables), "cell")) == 8


def test_the_page_of_every_word_is_known() -> None:
    document = read(lines(*PROSE[:2]), lines(PROSE[2], "", "The term is one year."), lines("The end."))
    found = [document.page_at(document.text.index(text)) for text in (PROSE[0], PROSE[2], "The term", "The end")]
    assert found == [1, 2, 2, 3]
    assert all(a < b for a, b in pairwise(document.page_starts))


def test_three_columns_are_read_one_after_the_other() -> None:
    rows = 20
    columns = [[f"{name} column line {n:02d} has words" for n in range(rows)] for name in ("left", "middle", "right")]
    page = "".join(
        show(column[n], x, 700 - 12 * n, 8)
        for n in range(rows)
        for column, x in zip(columns, (50, 230, 410), strict=True)
    )
    text = read(page).text
    places = [text.index(line) for column in columns for line in column]
    assert places == sorted(places)


def test_pieces_beside_a_line_that_crosses_the_columns_are_kept() -> None:
    rows = range(12)
    left = lines(*(f"left column line {n} has seven words" for n in rows), x=60, y=600)
    right = lines(*(f"right column line {n} has seven words" for n in rows), x=330, y=600)
    title = show("1.", 60, 650) + show(
        "A line that runs over both of the columns from edge to edge of the page", 100, 650
    )
    text = read(title + left + right).text
    assert "A line that runs over both" in text
    assert text.index("left column line 11") < text.index("right column line 0")
    assert text.startswith("1. A line")


def test_what_a_browser_prints_at_the_edges_is_set_apart() -> None:
    head = show("11/25/26, 5:23 PM", 40, 770) + show("Terms of Service", 280, 770)
    document = read(head + lines(*PROSE) + show("https://example.org/terms", 40, 20) + show("1/1", 560, 20))
    assert document.text == " ".join(PROSE)
    assert asides(document) == ["11/25/26, 5:23 PM", "Terms of Service", "https://example.org/terms", "1/1"]


def test_words_that_syllables_broke_are_whole_however_often() -> None:
    text = (
        "Late sums bear inter-",
        "est, and con-",
        "sequential damages are excluded, and a sub-",
        "contractor signs.",
    )
    document = read(lines(*text, "", *text))
    assert document.text.count("bear interest, and consequential damages are excluded, and a subcontractor signs.") == 2


def test_numbers_in_words_keep_their_hyphen() -> None:
    assert (
        "twenty-five per cent"
        in read(lines("The Provider shall pay to the District a sum of twenty-", "five per cent.")).text
    )


def test_a_page_tree_that_counts_too_few_loses_pages() -> None:
    raw = RawPdf()
    for text in PROSE:
        raw.page(lines(text))
    data = raw.bytes().replace(b"/Count 3", b"/Count 2")
    document = read_bytes(data, "contract.pdf", ReadingOptions(ocr=Ocr.OFF))
    assert document.read is Read.PARTIAL


def test_the_end_of_a_sentence_that_pages_share_is_no_footer() -> None:
    first = (
        "The Provider shall keep the {} of the students safe, and may disclose them",
        "only where the law says so.",
    )
    document = read(*(lines(first[0].format(thing), first[1], y=80) for thing in THINGS[:4]))
    assert asides(document) == []
    assert document.text.count("only where the law says so.") == 4


def columns(*rows: tuple[str, ...], at: tuple[float, ...], top: float = 700, pitch: float = 14) -> str:
    """Lines of pieces that stand in columns; an empty piece is none."""
    return "".join(
        show(text, x, top - i * pitch) for i, row in enumerate(rows) for text, x in zip(row, at, strict=True) if text
    )


def test_a_table_without_rules_is_read_cell_by_cell() -> None:
    document = read(
        columns(
            ("Item", "Services", "Fee"),
            ("S-1", "Implementation, with the training", "1,250.00"),
            ("", "of up to five users", ""),
            ("S-2", "Support by telephone and by mail,", "900.00"),
            ("", "on working days", ""),
            at=(72, 150, 420),
        )
    )
    first = ["S-1", "Implementation, with the training of up to five users", "1,250.00"]
    second = ["S-2", "Support by telephone and by mail, on working days", "900.00"]
    assert of(document, "cell") == ["Item", "Services", "Fee", *first, *second]


def test_numbers_and_bullets_that_hang_are_no_column() -> None:
    clauses = columns(("1.", "The Provider shall keep the data of"), ("", "the District safe."), at=(72, 110))
    bullets = columns(("\xb7", "grades and all other marks of"), ("", "the students;"), at=(72, 110), top=600)
    assert of(read(clauses + bullets), "cell") == []


def test_signatures_side_by_side_are_read_one_after_the_other() -> None:
    document = read(
        columns(
            ("ACME LEARNING, INC.", "LAKESIDE SCHOOL DISTRICT"),
            ("By: /s/ Ann Able", "By: /s/ Ben Best"),
            ("", "Superintendent"),
            ("Name: Ann Able", "Name: Ben Best"),
            at=(72, 330),
        )
    )
    assert "ACME LEARNING, INC. LAKESIDE" not in document.text
    assert "By: /s/ Ben Best Superintendent" in document.text
