"""What a rule finds: the condition of a ban, words behind an exception, a damage that only sounds like an act."""

from __future__ import annotations

import pytest

from clauselint import outline
from clauselint.detection.detector import Detector
from clauselint.model import Detection, Modality
from clauselint.packs import load
from clauselint.reading import read_bytes

PREAMBLE = (
    'This Agreement is made between Lakeside School District (the "District") and Northgate Learning, Inc. (the '
    '"Provider").\n\n'
)


def found(clause: str, signals: str) -> list[Detection]:
    """The detections of the student data policy's signals whose names begin so."""
    document = read_bytes(f"{PREAMBLE}1. Terms. {clause}\n".encode(), "contract.txt")
    detections = Detector((load("student-data"),)).detect(document, outline.build(document))
    return [d for d in detections if d.signal.startswith(signals)]


@pytest.mark.parametrize("word", ["unless", "until"])
def test_the_condition_of_a_ban_is_a_duty(word: str) -> None:
    vendors = found(
        f"Other vendors shall not be given access {word} the District has approved it in writing and the vendor has "
        "executed an agreement containing restrictions equal to those in this Agreement.",
        "SDP-009/needs/flow-down/",
    )
    assert any(d.modality is Modality.OBLIGATION and d.restricted for d in vendors)


def test_a_condition_inserted_before_the_verb_leaves_the_ban() -> None:
    vendors = found(
        "Provider shall not, unless the District consents, execute an agreement with a subcontractor containing "
        "restrictions equal to those in this Agreement.",
        "SDP-009/needs/flow-down/",
    )
    assert vendors
    assert {d.modality for d in vendors} == {Modality.PROHIBITION}


def test_what_stands_behind_an_exception_is_not_banned() -> None:
    ban = "The District shall not reveal Confidential Information, except as a court orders."
    assert not found(ban, "SDP-013/contradicts/0/0")
    assert found("The District shall not seek damages from Provider.", "SDP-013/contradicts/0/0")


def test_loss_of_data_is_a_damage_and_no_loss_of_access() -> None:
    assert not found("IN NO EVENT WILL PROVIDER BE LIABLE FOR INDIRECT LOSS OR FOR LOSS OF DATA.", "SDP-010/needs/")
    assert found("Misuse of Student Data leads to loss of access to it.", "SDP-010/needs/")


@pytest.mark.parametrize(
    "clause",
    [
        "The District hereby waives any right to a trial by jury in any legal action for damages for misuse of Student Data.",
        "The District irrevocably waives any objection to venue of any suit or other legal remedy for breach of this Agreement.",
        "The District hereby waives any requirement that it exhaust any legal remedy for misuse of Student Data before it "
        "proceeds against Provider.",
    ],
)
def test_who_waives_a_right_in_court_gives_up_no_remedy(clause: str) -> None:
    assert not [d for d in found(clause, "SDP-013/") if d.modality is Modality.NO_ENTITLEMENT]


def test_who_waives_the_remedy_itself_gives_it_up() -> None:
    waived = found(
        "The District hereby waives any right to damages or an injunction for misuse of Student Data.", "SDP-013/"
    )
    assert Modality.NO_ENTITLEMENT in {d.modality for d in waived}
