"""Parties by other words than the preamble's: "you", "we", and the name of a body that the preamble does not know."""

from __future__ import annotations

import pytest

from clauselint import outline
from clauselint.model import Side
from clauselint.outline import side_of
from clauselint.reading import read_bytes

PREAMBLE = (
    'This Agreement is made between Lakeside Public Body (the "District") and Northgate, Inc. (the "Vendor").\n\n'
)


def side(word: str, text: str) -> Side:
    """The side of a word in a small contract that says ``text``."""
    return side_of(word, outline.build(read_bytes(f"{PREAMBLE}{text}\n".encode(), "contract.txt")))


@pytest.mark.parametrize(
    "text",
    [
        "You must destroy all student information as soon as you no longer need it for the study.",
        "If your staff misuse it, we can end your access right away.",
        "You work under our direct control when you use education records.",
        "We give you the records of our students.",
    ],
)
def test_you_are_the_recipient_where_you_are_handed_data(text: str) -> None:
    assert (side("you", text), side("we", text)) == (Side.COUNTERPARTY, Side.PROTECTED)


@pytest.mark.parametrize(
    "text",
    [
        "If one of your patients wants to see it, we will give you the PHI. We keep a record, and you may ask for it.",
        "You may use our platform with your students. We will protect your data and we will notify you of a breach.",
        "We collect data when you use our services, and we may share it. You can ask us to delete it. You own your data.",
    ],
)
def test_you_are_the_customer_of_a_service(text: str) -> None:
    assert (side("you", text), side("we", text)) == (Side.PROTECTED, Side.COUNTERPARTY)


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("City", "The Vendor shall indemnify the City against all claims."),
        ("City", "The City shall pay each invoice within thirty days."),
        ("Company", "At the choice of the Company, the Vendor shall return or delete all personal data."),
    ],
)
def test_who_stands_opposite_the_vendor_is_the_protected_party(word: str, text: str) -> None:
    assert side(word, text) is Side.PROTECTED


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("University", "The University shall use the data for the study. The District shall provide it."),
        ("Company", "The District shall provide the data. The Vendor shall hire an insurance Company."),
    ],
)
def test_another_word_stays_what_it_is_where_the_protected_party_acts(word: str, text: str) -> None:
    assert side(word, text) is Side.COUNTERPARTY
