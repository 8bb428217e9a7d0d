"""Parties and their sides, definitions and references."""

from __future__ import annotations

import pytest

from clauselint.model import Block, Side
from clauselint.outline import role_words, side_of

from .making import Made


def sides(made: Made) -> dict[str, Side]:
    return {role: party.side for party in made.outline.parties for role in party.roles}


@pytest.mark.parametrize(
    ("lines", "district", "outside"),
    [
        (
            (
                'This Agreement is made between Lakeside School District ("District") and '
                'Northgate Learning, Inc. (the "Provider").',
            ),
            ("Lakeside School District", "District"),
            ("Northgate Learning, Inc.", "Provider"),
        ),
        (
            (
                'This Agreement is by and between Acme LLC, a Washington company ("Company"), and '
                'Lake County (hereinafter "Customer").',
            ),
            ("Lake County", "Customer"),
            ("Acme LLC", "Company"),
        ),
        (
            ('BETWEEN: Lakeside Public Body (the "Agency")', 'AND: Northgate Learning, Inc. (the "Licensor")'),
            ("Lakeside Public Body", "Agency"),
            ("Northgate Learning, Inc.", "Licensor"),
        ),
        (
            ("These terms bind Lakeside Schools, called the Client, and Northgate, Inc., called the Vendor.",),
            ("Lakeside Schools", "Client"),
            ("Northgate, Inc.", "Vendor"),
        ),
    ],
)
def test_parties_of_a_preamble(lines: tuple[str, ...], district: tuple[str, str], outside: tuple[str, str]) -> None:
    found = {party.side: party for party in Made(*lines).outline.parties}
    for side, (name, role) in ((Side.PROTECTED, district), (Side.COUNTERPARTY, outside)):
        assert found[side].name == name
        assert role in found[side].roles


def test_terms_that_are_no_parties() -> None:
    made = Made(
        'This Data Agreement (the "Agreement") is made as of May 1 (the "Effective Date") between Lakeside School '
        'District ("District") and Acme, Inc. ("Vendor"), about student data ("Student Data"), the "Parties".'
    )
    assert set(sides(made)) == {"District", "Vendor", "Acme"}


def test_several_roles_and_short_names_for_one_party() -> None:
    made = Made(
        'This Agreement is between Lakeside School District ("District" or "LEA") and '
        'Northgate Learning, Inc. ("Provider").',
        "Northgate shall encrypt Student Data.",
    )
    found = sides(made)
    assert found["LEA"] is Side.PROTECTED
    assert found["Northgate"] is Side.COUNTERPARTY


def test_role_words_that_act_stand_in_for_a_preamble() -> None:
    made = Made("Vendor shall encrypt the data.", "Vendor shall delete the data.", "The School will provide the data.")
    assert sides(made) == {"Vendor": Side.COUNTERPARTY, "School": Side.PROTECTED}


def test_you_and_we() -> None:
    made = Made("We may use your data.", "We will keep it.", "You agree to this.", "You must pay.")
    assert side_of("we", made.outline) is Side.COUNTERPARTY
    assert side_of("you", made.outline) is Side.PROTECTED


def test_two_universities_are_told_apart_by_who_gives_the_data() -> None:
    made = Made(
        'This agreement is between Alder University ("Alder") and Birch University ("Birch").',
        "Alder will provide student data to Birch.",
        "Birch shall use the data for research only.",
    )
    found = sides(made)
    assert found["Alder"] is Side.PROTECTED
    assert found["Birch"] is Side.COUNTERPARTY


def test_a_provider_of_data_is_the_discloser_where_the_other_is_the_recipient() -> None:
    made = Made('This agreement is between Oak Institute ("Provider") and Elm Institute ("Recipient").')
    assert sides(made)["Provider"] is Side.PROTECTED
    assert sides(made)["Recipient"] is Side.COUNTERPARTY


def test_side_of_any_form_of_a_role_word() -> None:
    made = Made("Provider shall encrypt the data for the District.")
    assert side_of("the Contractor's", made.outline) is Side.COUNTERPARTY
    assert side_of("Business Associates", made.outline) is Side.COUNTERPARTY
    assert side_of("tree", made.outline) is Side.UNKNOWN
    assert role_words(made.outline)["covered entity"] is Side.PROTECTED


@pytest.mark.parametrize("role", ["Agency", "Institution", "Department", "Organization", "Partner"])
def test_a_form_of_a_school_district_for_a_body_that_receives(role: str) -> None:
    made = Made(
        f'Name of applicant ("the {role}"): Bayside Kids Collective',
        f"The {role} will use student information to run the program.",
        f"The {role} must erase it. The District may stop access.",
    )
    found = sides(made)
    assert found[role] is Side.COUNTERPARTY
    assert found["District"] is Side.PROTECTED


def test_you_are_the_body_that_receives() -> None:
    made = Made(
        'Form for partners. Name of the partner ("the Agency"): Bayside Kids Collective',
        "The Agency will use student information only here. The District may stop your access.",
        "You must destroy student records. We give you the records of our students. We may ask. You must answer.",
    )
    found = sides(made)
    assert (found["you"], found["Agency"]) == (Side.COUNTERPARTY, Side.COUNTERPARTY)
    assert (found["we"], found["District"]) == (Side.PROTECTED, Side.PROTECTED)


def test_an_agency_without_a_school_stays_the_protected_party() -> None:
    made = Made("The Agency may inspect. The Agency shall pay.", "The Vendor shall delete the data.")
    assert sides(made) == {"Agency": Side.PROTECTED, "Vendor": Side.COUNTERPARTY}


def test_a_name_with_an_office_and_one_in_capitals() -> None:
    made = Made(
        "This Agreement is entered into by and between TAMARACK COUNTY, a political subdivision, through its "
        'Department of Community and Human Services (hereinafter "County" or "DCHS"), and the LAKE VIEW SCHOOL '
        'DISTRICT NO. 4 (hereinafter "District").'
    )
    assert [p.name for p in made.outline.parties] == ["TAMARACK COUNTY", "LAKE VIEW SCHOOL DISTRICT NO. 4"]
    made = Made(
        'This Agreement is between the Department of Children and Families ("Department") and Acme, Inc. ("Vendor").'
    )
    assert made.outline.parties[0].name == "Department of Children and Families"


def test_a_heading_is_no_part_of_a_name_and_a_college_no_school() -> None:
    made = Made(
        "Between Valley of the Pines Community College District and Ocotillo Joint Union High School District",
        "Preamble",
        'Valley of the Pines Community College District ("College") and Ocotillo Joint Union High School District '
        '("High School District") run a programme together.',
    )
    names = {p.name: p.side for p in made.outline.parties}
    assert names["Valley of the Pines Community College District"] is Side.COUNTERPARTY
    assert names["Ocotillo Joint Union High School District"] is Side.PROTECTED


def test_definitions_and_what_they_mean() -> None:
    made = Made(
        '"Student Data" means any record of a student, excluding de-identified data.',
        '"Staff" means:',
        "(a) employees; and",
        "(b) volunteers.",
        'Provider receives grades (the "Grades") from the District.',
    )
    meanings = {d.term: made.words(d.meaning) for d in made.outline.definitions}
    assert meanings["Student Data"].strip() == "any record of a student, excluding de-identified data."
    assert meanings["Staff"].endswith("(b) volunteers.")
    assert "grades" in meanings["Grades"]


def test_exhibits_found_blank_and_absent() -> None:
    made = Made(
        "1. Provider shall use the data in Exhibit A, Exhibit B and Exhibit C as Section 1 and Section 9 say.",
        "EXHIBIT A",
        "Name, grade and school are shared, and this Exhibit A lists them all.",
        "EXHIBIT B",
        "____________________",
    )
    found = {r.text: (r.found, r.blank) for r in made.outline.references}
    assert found == {
        "Exhibit A": (True, False),
        "Exhibit B": (True, True),
        "Exhibit C": (False, False),
        "Section 1": (True, False),
        "Section 9": (False, False),
    }


def test_a_list_of_exhibits_is_no_exhibit() -> None:
    made = Made("1. The data is in Exhibit A.", "Exhibit A - Data", "Exhibit B - Plan", "2. Provider shall act.")
    assert [r.found for r in made.outline.references if r.kind == "exhibit"][:1] == [False]


def test_citations_of_statutes_are_no_sections() -> None:
    made = Made(
        "Provider shall comply with 20 U.S.C. § 1232g, Section 504 of the Rehabilitation Act and our site https://x.example/p.",
        "Section 2 of the Master Services Agreement stands.",
    )
    assert [(r.kind, r.text) for r in made.outline.references] == [("url", "https://x.example/p")]


def test_a_table_of_data_fills_an_exhibit() -> None:
    cells = [Block(text, "cell") for text in ("Element", "First Name", "Grade", "School")]
    made = Made("1. The data is in Exhibit A.", "EXHIBIT A", *cells)
    assert made.outline.references[0].found
    assert not made.outline.references[0].blank
