"""Sides of parties whose role words are in no list: from the preamble, definitions, data roles, and pronouns."""

from __future__ import annotations

import pytest

from clauselint import outline
from clauselint.detection.norms.obligations import list_obligations
from clauselint.model import Outline, Party, Side, SideSource, StatedSide
from clauselint.outline import party_named, side_of
from clauselint.reading import read_bytes

P, C, U = Side.PROTECTED, Side.COUNTERPARTY, Side.UNKNOWN


def tree(text: str, *stated: StatedSide) -> Outline:
    return outline.build(read_bytes(f"{text}\n".encode(), "contract.txt"), stated)


def parties(text: str, *stated: StatedSide) -> tuple[Party, ...]:
    return tuple(tree(text, *stated).parties)


def sides(text: str, *stated: StatedSide) -> dict[str, Side]:
    return {word: p.side for p in parties(text, *stated) for word in (*p.roles, p.name) if word}


def test_a_blank_is_a_party_and_the_other_side_of_one_that_is_known() -> None:
    found = sides(
        'This Agreement is made between Maple County Schools (the "Board") and ____________ (hereinafter "Fellow").\n\n'
        "Fellow shall keep the records of the Board in confidence."
    )
    assert (found["Board"], found["Fellow"]) == (P, C)


@pytest.mark.parametrize(
    "bracket", ["(“Fund Sponsor”)", "(the “Fund Sponsor”)", "(hereinafter referred to as “Fund Sponsor”)"]
)
def test_a_name_still_to_be_filled_in(bracket: str) -> None:
    found = sides(
        f"This Agreement is made by and between Fund Research Labs, Inc. (“FRL”) and [__________], a [_____] corporation "
        f"{bracket}.\n\n"
        "FRL shall use the data for research alone."
    )
    assert (found["FRL"], found["Fund Sponsor"]) == (C, P)


def test_hints_of_a_form_are_no_role_words() -> None:
    found = sides(
        "This Agreement is between the City of Alder (“City”) and ________________ (Company Name, Inc.) (the “User”) of "
        "______________ (Company Address).\n\nUser shall protect the data of the City."
    )
    assert "Company Address" not in found
    assert (found["City"], found["User"]) == (P, C)


def test_abbreviations_of_role_words() -> None:
    text = (
        "This agreement supplements the services agreement of the parties.\n\nThe Covered Entity (“CE”) discloses protected "
        "health information to its Business Associate (“BA”).\n\nCovered entity shall notify the BA of restrictions. "
        "Business Associate shall report each breach to CE. BA shall return all PHI."
    )
    assert (side_of("CE", tree(text)), side_of("BA", tree(text))) == (P, C)


def test_a_definition_that_makes_another_word_a_role() -> None:
    text = (
        "Appendix B. An “Entity” is a school district.\n\nEntity shall provide achievement data to the Evaluator. The Evaluator "
        "shall delete the data. The Evaluator shall use them for the study alone."
    )
    assert (side_of("Entity", tree(text)), side_of("Evaluator", tree(text))) == (P, C)


def test_things_that_are_defined_by_a_role_word_are_no_parties() -> None:
    text = (
        'This Agreement is between Acme, Inc. ("Vendor") and Lake County ("County").\n\n“Documentation” means user manuals. '
        "“Customer Portal” means the customer's view. Documentation shall be current. Customer Portal shall be open."
    )
    assert set(sides(text)) == {"Vendor", "Acme, Inc.", "Acme", "County", "Lake County"}


def test_the_noun_before_the_bracket_says_the_side() -> None:
    found = sides(
        'This DPA is entered into by Ideal Tools LLC ("Ideal", "we", "us") and the customer ("Company").\n\n'
        "By using the Services you agree that we process data on the Company's behalf."
    )
    assert (found["Ideal"], found["Company"]) == (C, P)


@pytest.mark.parametrize("acts_as", ["acts as the data controller", "is the controller", "acting as a Controller"])
def test_controller_and_processor_decide_whatever_the_parties_are_called(acts_as: str) -> None:
    found = sides(
        'This DPA is between Birch Tools LLC ("Birch") and Oak Corp. ("Oak").\n\n'
        f"For all personal data Oak {acts_as}, and Birch acts as the processor."
    )
    assert (found["Oak"], found["Birch"]) == (P, C)


def test_you_are_the_customer_of_terms_between_you_and_a_company() -> None:
    text = (
        "Terms of Use\n\nThis is an agreement between you and Acme Learning Labs, Inc.\n\nAcme shall keep pupil data safe. You "
        "shall pay the fees."
    )
    assert (side_of("you", tree(text)), side_of("Acme", tree(text))) == (P, C)


def test_a_receiver_of_services_is_their_customer() -> None:
    found = sides('Between Birch Services Ltd ("Service Provider") and Oak Trading Ltd ("Service Recipient").')
    assert (found["Service Provider"], found["Service Recipient"]) == (C, P)


def test_one_telling_role_word_between_two_companies() -> None:
    found = sides('Between Bank of Alder, N.A. ("Alder") and Birch Systems, Inc. ("Supplier").\n\nSupplier shall act.')
    assert (found["Alder"], found["Supplier"]) == (P, C)


@pytest.mark.parametrize(
    "law",
    [
        "the General Data Protection Regulation (“GDPR”)",
        "the European Union (Withdrawal) Act",
        "45 CFR Section 164.528 (“Accounting Rule”)",
        "Friday, May 17, 2024 (“Start”)",
    ],
)
def test_laws_and_dates_are_no_parties(law: str) -> None:
    text = f'This Agreement is between Lake School District ("District") and Acme, Inc. ("Vendor"), and follows {law}.'
    assert {p.roles[0] for p in parties(text)} == {"District", "Vendor"}


def test_a_role_word_within_a_longer_name_is_no_mention() -> None:
    text = (
        'This Agreement is between the State of Alder, Department of Health and Social Services ("DHSS") and Acme, Inc. '
        '("Vendor").\n\nVendor shall report to the Department of Education, and DHSS may audit Vendor.'
    )
    found = parties(text)
    assert {word for p in found for word in (p.name, *p.roles)} == {
        "State of Alder",
        "DHSS",
        "Acme, Inc.",
        "Vendor",
        "Acme",
    }


@pytest.mark.parametrize(("longer", "is_mention"), [("Department of Education", False), ("Department", True)])
def test_the_department_of_another_body_is_not_the_party(longer: str, is_mention: bool) -> None:
    text = (
        'This Agreement is between the Office of Early Learning (the "Department") and Acme, Inc. ("Vendor").\n\n'
        f"The {longer} shall publish a list of products."
    )
    rows = list_obligations(read_bytes(text.encode(), "contract.txt"), tree(text))
    assert ("Department" in {row.obligor for row in rows}) is is_mention


# --- stated by the user ---

CONTRACT = (
    'This Agreement is made between Alder Research, Inc. ("Alder") and Birch Holdings LLC ("Birch").\n\n'
    "Alder shall keep the data. Birch shall pay."
)


@pytest.mark.parametrize("name", ["Alder Research, Inc.", "alder research inc", "The Alder Research", "ALDER"])
def test_a_stated_side_is_taken_and_decides_for_the_other(name: str) -> None:
    found = {p.name: p for p in parties(CONTRACT, StatedSide(name, P))}
    alder, birch = found["Alder Research, Inc."], found["Birch Holdings LLC"]
    assert (alder.side, alder.side_source) == (P, SideSource.STATED)
    assert (birch.side, birch.side_source) == (C, SideSource.READ)


def test_a_stated_side_wins_over_the_role_word() -> None:
    text = (
        'Between Lake School District ("District") and Acme, Inc. ("Vendor").\n\nVendor shall act. District shall pay.'
    )
    found = sides(text, StatedSide("Vendor", P))
    assert (found["Vendor"], found["District"]) == (P, C)


def test_a_party_that_only_the_user_names_is_added_with_its_role_words() -> None:
    text = f'{CONTRACT}\n\n9. Elm Storage, L.L.C. (the "Custodian") shall hold the keys.'
    added = party_named("Elm Storage LLC", parties(text, StatedSide("Elm Storage LLC", C)))
    assert added is not None
    assert (added.name, added.side, added.side_source) == ("Elm Storage, L.L.C.", C, SideSource.STATED)
    assert "Custodian" in added.roles


def test_a_stated_pronoun_moves_no_other_party() -> None:
    text = (
        'Between Lake School District ("District") and Acme, Inc. ("Vendor").\n\nWe collect data when you use our services. We '
        "may share it. You may ask us. You agree."
    )
    found = sides(text, StatedSide("you", C))
    assert (found["you"], found["we"], found["District"], found["Vendor"]) == (C, P, P, C)


def test_a_name_that_is_not_there_changes_nothing() -> None:
    assert parties(CONTRACT, StatedSide("Elm", P)) == parties(CONTRACT)
    assert party_named("Elm", parties(CONTRACT)) is None
