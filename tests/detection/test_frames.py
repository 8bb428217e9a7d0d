"""Who shall, may, must not or need not do what, sentence by sentence."""

from __future__ import annotations

import pytest

from clauselint import outline
from clauselint.detection.actors import Cast
from clauselint.detection.frames import Frame
from clauselint.detection.reader import Sentences
from clauselint.model import Modality
from clauselint.outline import role_words
from clauselint.reading import read_bytes

PREAMBLE = (
    'This Agreement is made between Lakeside School District (the "District") and Northgate Learning, Inc. (the '
    '"Provider").\n\n'
)


def frames_of(sentence: str, preamble: str = PREAMBLE) -> tuple[Frame, ...]:
    """The propositions of the last sentence of a small contract."""
    document = read_bytes(f"{preamble}{sentence}\n".encode(), "contract.txt")
    tree = outline.build(document)
    sentences = Sentences(document, tree, Cast(role_words(tree)))
    return sentences.frames(len(tree.sentences) - 1)


def main(sentence: str, preamble: str = PREAMBLE) -> tuple[str, Modality]:
    """The obligor and the modality of the one proposition that has a modal."""
    (frame,) = (f for f in frames_of(sentence, preamble) if f.modality is not Modality.STATEMENT)
    return frame.obligor, frame.modality


OBLIGATION, PROHIBITION, PERMISSION = Modality.OBLIGATION, Modality.PROHIBITION, Modality.PERMISSION
FREE, NO_RIGHT, RIGHT = Modality.NO_OBLIGATION, Modality.NO_ENTITLEMENT, Modality.ENTITLEMENT


@pytest.mark.parametrize(
    ("sentence", "obligor", "modality"),
    [
        ("Provider shall not fail to encrypt Student Data.", "Provider", OBLIGATION),
        ("Provider may not refuse to delete Student Data.", "Provider", OBLIGATION),
        ("Nothing in this Agreement shall relieve Provider of its duty to protect it.", "Provider", OBLIGATION),
        ("No approval by the District shall relieve Provider of its obligations.", "Provider", OBLIGATION),
        ("Approval of a subcontractor shall not relieve Provider of responsibility.", "Provider", OBLIGATION),
        ("Provider shall not be relieved of its obligations by subcontracting.", "Provider", OBLIGATION),
        ("Nothing herein shall be construed to permit Provider to sell it.", "Provider", NO_RIGHT),
        ("Nothing herein shall give Provider the right to sell it.", "Provider", NO_RIGHT),
        ("This Agreement does not grant Provider any rights in it.", "Provider", NO_RIGHT),
        ("This Agreement does not permit Provider to sell it.", "Provider", PROHIBITION),
        ("Nothing herein shall be construed to require the District to pay.", "District", FREE),
        ("Nothing contained in this Agreement shall be construed to prevent Provider from using it.", "Provider", PERMISSION),
        ("Nothing contained herein shall constitute a waiver by the District.", "", PROHIBITION),
    ],
)  # fmt: skip
def test_double_negation_and_subjects_that_deny(sentence: str, obligor: str, modality: Modality) -> None:
    assert main(sentence) == (obligor, modality)


@pytest.mark.parametrize(
    "sentence",
    [
        "Provider shall not be required to notify the District.",
        "Provider need not return it.",
        "Provider is under no obligation to delete it.",
        "Provider does not warrant that the service is secure.",
        "In no event shall Provider be liable for loss of it.",
        "Provider shall have no liability for loss of it.",
    ],
)
def test_what_takes_a_duty_away(sentence: str) -> None:
    assert main(sentence) == ("Provider", FREE)


@pytest.mark.parametrize(
    ("sentence", "obligor", "modality"),
    [
        ("The District shall, upon two weeks' notice, have the right to inspect the books.", "District", RIGHT),
        ("Provider will, at no cost to the District, be responsible for encryption.", "Provider", OBLIGATION),
        ("It shall be Provider's sole responsibility to encrypt it.", "Provider", OBLIGATION),
        ("Provider shall provide maintenance, technical support and training.", "Provider", OBLIGATION),
        ("Provider shall obtain all licenses and permits required by law.", "Provider", OBLIGATION),
    ],
)
def test_words_between_a_modal_and_its_verb_and_nouns_like_verbs(
    sentence: str, obligor: str, modality: Modality
) -> None:
    assert main(sentence) == (obligor, modality)


@pytest.mark.parametrize(
    "sentence",
    [
        "Each party shall keep it confidential.",
        "The undersigned agrees to keep it confidential.",
        "A party that receives it shall protect it.",
        "The discovering party shall promptly notify the other party.",
    ],
)
def test_a_party_without_a_name_is_either_of_them(sentence: str) -> None:
    (frame,) = frames_of(sentence)
    assert frame.both
    assert frame.modality is OBLIGATION


def test_a_role_of_two_words_is_no_party_at_large() -> None:
    preamble = (
        'This Agreement is made between Acme, Inc. (the "Disclosing Party") and Beta, Inc. (the "Receiving Party").\n\n'
    )
    (frame,) = frames_of("The Receiving Party shall not disclose Confidential Information.", preamble)
    assert (frame.obligor, frame.both) == ("Receiving Party", False)


def test_the_agent_of_one_passive_does_the_next_too() -> None:
    first, second = frames_of("It shall be held by Provider in confidence and shall not be disclosed.")
    assert (first.obligor, second.obligor) == ("Provider", "Provider")
    assert second.modality is PROHIBITION


@pytest.mark.parametrize(
    ("sentence", "obligor"),
    [
        ("Northgate Learning, Inc. shall delete it.", "Northgate Learning, Inc."),
        ("Provider acknowledges that a provision in conflict with C.G.S. § 10-234bb shall be void.", ""),
    ],
)
def test_stops_and_commas_within_a_subject(sentence: str, obligor: str) -> None:
    assert main(sentence) == (obligor, OBLIGATION)


def test_a_modal_of_a_relative_clause_says_nothing() -> None:
    assert [f.modality for f in frames_of("This does not affect other parts that can be given effect.")] == [
        Modality.STATEMENT
    ]
