"""Where sentences end, what introduces a list item, and what each sentence is."""

from __future__ import annotations

import pytest

from clauselint.model import Block, SentenceRole

from .making import Made


@pytest.mark.parametrize(
    "sentence",
    [
        "Provider shall comply with 20 U.S.C. § 1232g and 34 CFR 99.31(a)(1) et seq. as amended.",
        "Northgate Learning, Inc. and its agents shall comply with Art. 28 and No. 7.",
        "The rate is 1.5 percent, i.e. less than J. B. Smith paid.",
        "Smith v. Jones governs, e.g. as to fees.",
        "Provider shall follow Exhibit A and Sec. 4 of it.",
    ],
)
def test_stops_that_end_nothing(sentence: str) -> None:
    assert Made(sentence).sentences() == [sentence]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Provider shall sign Exhibit A. The District shall sign it too.", 2),
        ('He may call it "Data." Provider may not.', 2),
        ("Data is kept by Acme, Inc. The District owns it.", 2),
        ("Is it safe? It is! Provider shall keep it so.", 3),
    ],
)
def test_stops_that_end_a_sentence(text: str, count: int) -> None:
    assert len(Made(text).sentences()) == count


def test_a_list_within_a_paragraph() -> None:
    made = Made("Recipient shall not: (a) sell Student Data; (b) rent it; or (f) use it.")
    # (f) does not follow (b): it stays in the item before it
    assert made.lead_ins("sell") == ["Recipient shall not:"]
    assert made.lead_ins("rent") == ["Recipient shall not:"]


def test_a_nested_list_within_a_paragraph() -> None:
    made = Made("Provider shall: (a) keep the data (i) in a safe; and (ii) under lock and key; and (b) delete it.")
    assert made.lead_ins("in a safe") == ["Provider shall:", "keep the data"]
    assert made.lead_ins("delete it") == ["Provider shall:"]


@pytest.mark.parametrize(
    "text",
    [
        "Provider shall (i) encrypt and (ii) destroy Student Data.",
        "Provider shall report within one (1) day and pay within two (2) days of clauses (a) and (b).",
    ],
)
def test_markers_that_are_no_list(text: str) -> None:
    assert Made(text).sentences() == [text]


def test_list_items_pages_away_know_their_lead_ins() -> None:
    made = Made(
        "5. Recipient shall not:",
        "(a) sell Student Data, alone or with other data.",
        "- 7 -",
        "(b) use it for:",
        "(i) advertising, or",
        "(ii) the training of models.",
    )
    assert made.lead_ins("sell") == ["Recipient shall not:"]
    assert made.lead_ins("the training") == ["Recipient shall not:", "use it for:"]


def test_bullets_and_list_items_without_labels() -> None:
    made = Made(
        "Provider must:", "• encrypt Student Data;", "• keep a log.", "The log is kept for a year by the Provider."
    )
    assert made.lead_ins("encrypt") == ["Provider must:"]
    assert made.lead_ins("The log") == []
    made = Made(
        "Provider shall not", Block("sell data", "list-item", level=0), Block("rent data", "list-item", level=0)
    )
    assert made.lead_ins("rent data") == ["Provider shall not"]


def test_an_item_that_is_a_sentence_after_a_whole_sentence_stands_alone() -> None:
    made = Made(
        "These terms bind Lakeside, called the District, and Northgate, called the Vendor.",
        "(a) Fees are stated in the order.",
        "(b) Vendor shall encrypt Student Data.",
    )
    assert made.lead_ins("Vendor shall") == []


def test_the_parties_agree_as_follows_is_no_lead_in() -> None:
    made = Made("The parties agree as follows:", "1. Use of the data for research.", "2. Provider shall encrypt it.")
    assert made.lead_ins("Provider shall") == []


def test_the_lead_in_of_one_list_does_not_reach_the_clauses_after_it() -> None:
    made = Made("Provider shall:", "(a) encrypt Student Data; and", "(b) delete it.", "2. Fees", "Fees are due in May.")
    assert made.lead_ins("Fees are due") == []


def test_flush_text_closes_the_list_for_all_items() -> None:
    made = Made(
        "Provider shall not:",
        "(a) sell Student Data; or",
        "(b) publish it,",
        "in each case without the written consent of the District.",
    )
    for item in ("sell", "publish"):
        flush_text = made.sentence(item).flush_text
        assert flush_text is not None
        assert made.words(flush_text).startswith("in each case")


def test_a_sentence_that_a_page_end_cuts_is_one() -> None:
    made = Made("Provider shall not sell", "Page 4 of 9", "or rent Student Data.")
    sentence = made.sentence("Provider shall not sell")
    assert made.words(sentence.span).endswith("or rent Student Data.")


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("WHEREAS, Provider shall keep data safe;", SentenceRole.RECITAL),
        ('"Student Data" means any data of students.', SentenceRole.DEFINITION),
        ("School Official means the term as used in FERPA.", SentenceRole.DEFINITION),
        ('"Student Data" means data of students, and Provider shall encrypt it.', SentenceRole.OPERATIVE),
        ("[Reserved]", SentenceRole.RESERVED),
        ("Intentionally omitted.", SentenceRole.RESERVED),
        ("Section: ____________", SentenceRole.BLANK),
        ("____________________", SentenceRole.BLANK),
        ("Data Sharing Agreement.", SentenceRole.HEADING),
        ("Student Data.", SentenceRole.HEADING),
        ("See Exhibit C.", SentenceRole.OPERATIVE),
        ("Provider encrypts Student Data.", SentenceRole.OPERATIVE),
        ("Security meets industry standards.", SentenceRole.OPERATIVE),
        ("By: ____________________", SentenceRole.SIGNATURE),
    ],
)
def test_what_a_sentence_is(text: str, role: SentenceRole) -> None:
    assert Made(text).outline.sentences[0].role is role
    assert Made("3. Terms", f"3.1 {text}").outline.sentences[-1].role is role


def test_sections_decide_where_the_sentence_alone_does_not() -> None:
    made = Made(
        "RECITALS",
        "A. Provider will keep student records safe.",
        "The parties therefore agree as follows:",
        "1. Definitions",
        "1.1 Breach is any loss of data.",
        "2. Duties",
        "2.1 Provider will keep student records safe at all times.",
    )
    assert made.role("Provider will keep student records safe.") is SentenceRole.RECITAL
    assert made.role("Breach is") is SentenceRole.DEFINITION
    assert made.role("Provider will keep student records safe at") is SentenceRole.OPERATIVE


def test_items_of_a_definition_are_definition() -> None:
    made = Made('"Personnel" means:', "(a) employees of Provider; and", "(b) its volunteers.", "Provider shall act.")
    assert made.role("employees") is SentenceRole.DEFINITION
    assert made.role("Provider shall act") is SentenceRole.OPERATIVE


def test_a_signature_block_ends_where_an_exhibit_begins() -> None:
    made = Made(
        "IN WITNESS WHEREOF, the parties have signed.",
        "By: ______",
        "Jane Doe",
        "EXHIBIT A",
        "Provider may use the data elements named here.",
    )
    assert made.role("Jane Doe") is SentenceRole.SIGNATURE
    assert made.role("Provider may use") is SentenceRole.OPERATIVE


def test_a_list_goes_on_after_a_paragraph_in_its_midst() -> None:
    made = Made(
        "Provider shall not:",
        "(a) sell Student Data;",
        "This page was printed by the District for its own use.",
        "(b) rent Student Data.",
    )
    assert made.lead_ins("This page") == []
    assert made.lead_ins("rent") == ["Provider shall not:"]


def test_a_line_on_every_page_interrupts_nothing_and_stays_what_it_is() -> None:
    foot = "Portions of this page have been omitted at the request of Provider."
    made = Made("Provider shall not sell", foot, "or rent the data.", foot, "1. Term", foot, "2. Fees", foot)
    assert made.words(made.sentence("Provider shall not sell").span).endswith("or rent the data.")
    assert made.role("Portions") is SentenceRole.OPERATIVE


def test_a_background_among_the_numbered_clauses_binds_where_it_says_so() -> None:
    made = Made(
        "1. Background",
        "1.1 The parties wish to help pupils.",
        "1.2 The Operator must not collect more than Schedule A lists.",
        '1.3 "Pupil" is any child in a school of the LEA.',
        "2. Background Checks",
        "2.1 The Operator wishes to check its staff and shall do so.",
    )
    assert [
        made.role(f"{start}") for start in ("The parties wish", "The Operator must", '"Pupil"', "The Operator wishes")
    ] == [
        SentenceRole.RECITAL,
        SentenceRole.OPERATIVE,
        SentenceRole.DEFINITION,
        SentenceRole.OPERATIVE,
    ]


def test_whereas_and_signatures_are_no_lead_ins() -> None:
    made = Made(
        "WHEREAS, the District has data; and",
        "WHEREAS, Provider has none;",
        "1. Provider shall act.",
        "Signed for the parties:",
        "NORTHGATE LEARNING, INC.",
    )
    assert made.lead_ins("WHEREAS, Provider") == []
    assert made.role("NORTHGATE") is SentenceRole.SIGNATURE
