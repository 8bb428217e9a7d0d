"""Who shall, may, must not or need not do what, sentence by sentence."""

from __future__ import annotations

import pytest

from clauselint import outline
from clauselint.detection.norms.norm import Norm
from clauselint.detection.norms.party_mentions import PartyMatcher
from clauselint.detection.terms.term_matcher import ScopedSentences
from clauselint.model import Modality, Side
from clauselint.outline import role_words
from clauselint.reading import read_bytes

PREAMBLE = (
    'This Agreement is made between Lakeside School District (the "District") and Northgate Learning, Inc. (the '
    '"Provider").\n\n'
)


def norms_of(sentence: str, preamble: str = PREAMBLE) -> tuple[Norm, ...]:
    """The norms of the last sentence of a small contract."""
    document = read_bytes(f"{preamble}{sentence}\n".encode(), "contract.txt")
    tree = outline.build(document)
    sentences = ScopedSentences(document, tree, PartyMatcher(role_words(tree)))
    return sentences.norms(len(tree.sentences) - 1)


def main(sentence: str, preamble: str = PREAMBLE) -> tuple[str, Modality]:
    """The obligor and the modality of the one norm that has a modal."""
    (norm,) = (f for f in norms_of(sentence, preamble) if f.modality is not Modality.STATEMENT)
    return norm.obligor.word, norm.modality


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
    (norm,) = norms_of(sentence)
    assert norm.obligor.is_collective
    assert norm.modality is OBLIGATION


def test_a_role_of_two_words_is_no_party_at_large() -> None:
    preamble = (
        'This Agreement is made between Acme, Inc. (the "Disclosing Party") and Beta, Inc. (the "Receiving Party").\n\n'
    )
    (norm,) = norms_of("The Receiving Party shall not disclose Confidential Information.", preamble)
    assert (norm.obligor.word, norm.obligor.is_collective) == ("Receiving Party", False)


def test_the_agent_of_one_passive_does_the_next_too() -> None:
    first, second = norms_of("It shall be held by Provider in confidence and shall not be disclosed.")
    assert (first.obligor.word, second.obligor.word) == ("Provider", "Provider")
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
    assert [f.modality for f in norms_of("This does not affect other parts that can be given effect.")] == [
        Modality.STATEMENT
    ]


@pytest.mark.parametrize(
    ("sentence", "obligor", "modality"),
    [
        ("When a parent asks to inspect a record held by Provider, Provider shall deliver it.", "Provider", OBLIGATION),
        ("Should a government entity contact Provider, Provider shall notify the District.", "Provider", OBLIGATION),
        ("The District, as a public body, has no authority to indemnify private parties.", "District", NO_RIGHT),
        ("Provider shall give clear information, in a form the District can post, on it.", "Provider", OBLIGATION),
        ("The School Service Contract Provider shall not sell it.", "Provider", PROHIBITION),
        ("Redisclosure of it by Provider, its officers or agents is prohibited without consent.", "Provider", PROHIBITION),
        ("A certification that no records are retained shall be given by Provider within ten days.", "Provider", OBLIGATION),
        ("Use of Student Data by Provider is restricted to the Services.", "Provider", OBLIGATION),
        ("It is for the District to notify the authority.", "District", OBLIGATION),
        ("Costs of investigating a breach attributed to Provider shall be borne by the District.", "District", OBLIGATION),
        ("Provider shall otherwise ensure that it has no access to it.", "Provider", PROHIBITION),
        ("Provider shall publish it on its website or, if it has no website, make it available.", "Provider", OBLIGATION),
        ("Any provision in conflict with Conn. Gen. Stat. 10-234bb shall be void.", "", OBLIGATION),
    ],
)  # fmt: skip
def test_who_heads_a_clause(sentence: str, obligor: str, modality: Modality) -> None:
    assert main(sentence) == (obligor, modality)


@pytest.mark.parametrize(
    "sentence",
    [
        "This Agreement may not be modified except in writing; the District may terminate it at any time.",
        "Provider shall keep it confidential, and the District may terminate this Agreement at any time.",
    ],
)
def test_a_second_clause_has_its_own_subject(sentence: str) -> None:
    last = norms_of(sentence)[-1]
    assert (last.obligor.word, last.modality) == ("District", PERMISSION)


def test_a_list_of_duties_keeps_its_subject_over_insertions() -> None:
    sentence = (
        "The Provider must obtain the District's consent, in writing and in advance, to each subconsultant, shall cause "
        "each to agree to terms no less protective, and shall pay."
    )
    assert [f.obligor.word for f in norms_of(sentence)] == ["Provider", "Provider", "Provider"]


def test_a_statement_joined_to_a_duty_is_a_proposition() -> None:
    first, second = norms_of("Each party is responsible for its own acts, and the District owes Provider no indemnity.")
    assert first.obligor.is_collective
    assert (second.obligor.word, second.affirmed) == ("District", False)


def test_a_passive_statement_names_its_agent() -> None:
    (norm,) = norms_of("Breaches are reported to the District by Provider not later than 24 hours after discovery.")
    assert (norm.obligor.word, norm.affirmed) == ("Provider", True)


def test_its_employees_belong_to_the_subject() -> None:
    norms = norms_of("The District shall ensure that its employees who use the platform are bound by confidentiality.")
    assert {f.obligor.side for f in norms} == {Side.PROTECTED}


@pytest.mark.parametrize(
    ("sentence", "obligor", "modality"),
    [
        ("It shall not be sold, used or disclosed by Provider except as law requires.", "Provider", PROHIBITION),
        ("It will be destroyed or, if the District asks, returned by Provider within 30 days.", "Provider", OBLIGATION),
        ("It is Provider's obligation not to re-identify it.", "Provider", PROHIBITION),
        ("In matters of privacy, no terms of use shall override it.", "", PROHIBITION),
        ("Provider is required to produce the records a parent wishes to review.", "Provider", OBLIGATION),
        ("Nothing in this Agreement excludes or limits Provider's liability.", "Provider", OBLIGATION),
        ("A parent who approaches Provider shall be sent to the District.", "Provider", OBLIGATION),
    ],
)
def test_agents_and_denials_at_a_distance(sentence: str, obligor: str, modality: Modality) -> None:
    assert main(sentence) == (obligor, modality)


def test_what_is_done_under_rules_that_another_sets_is_no_duty_of_the_other() -> None:
    (norm,) = norms_of("A response, made under procedures that the District shall establish, is due within 45 days.")
    assert norm.modality is Modality.STATEMENT


def test_items_that_begin_with_not_are_forbidden() -> None:
    norms = norms_of("Provider agrees to: (a) report any use of it; and (b) not use or disclose it.")
    assert norms[-1].modality is PROHIBITION


@pytest.mark.parametrize(
    ("sentence", "obligor", "modality"),
    [
        ("The District may end access where it believes that any person has misused data.", "District", PERMISSION),
        ("The District may require that access end if it believes data were misused.", "District", PERMISSION),
        ("Where the District believes that data were lost, Provider shall notify it.", "Provider", OBLIGATION),
        ("If it is used in a way this Agreement does not allow, Provider shall notify it.", "Provider", OBLIGATION),
        ("If data are used in ways this Agreement forbids, Provider shall notify it.", "Provider", OBLIGATION),
        ("Provider shall not reveal it, except as Section 6.4 allows or a court orders.", "Provider", PROHIBITION),
        ("This Agreement does not allow the sale of data.", "", PROHIBITION),
        ("The District believes that privacy matters.", "District", Modality.HORTATORY),
    ],
)
def test_what_a_condition_suspects_and_a_relative_clause_denies_leaves_the_main_clause(
    sentence: str, obligor: str, modality: Modality
) -> None:
    assert main(sentence) == (obligor, modality)


def test_the_main_clause_of_a_statement_behind_several_conditions() -> None:
    (norm,) = norms_of(
        "If it is lost, stolen, seen by others, or used in a way this agreement does not allow, or if the Provider "
        "thinks that might have happened, the Provider calls the District the same day."
    )
    assert (norm.obligor.word, norm.obligor.side, norm.affirmed) == ("Provider", Side.COUNTERPARTY, True)


@pytest.mark.parametrize(
    ("sentence", "obligor", "modality"),
    [
        ("It is Provider's obligation not to re-identify it.", "Provider", PROHIBITION),
        ("It is Provider's obligation to encrypt it.", "Provider", OBLIGATION),
        ("In matters of privacy, no term of the order, its annex or policy shall override this.", "", PROHIBITION),
        ("District shall give the annual notification of rights to parents.", "District", OBLIGATION),
        ("Provider is required to produce the records a parent wishes to review.", "Provider", OBLIGATION),
    ],
)
def test_duties_in_other_words(sentence: str, obligor: str, modality: Modality) -> None:
    assert main(sentence) == (obligor, modality)


@pytest.mark.parametrize(
    ("sentence", "obligor"),
    [
        ("If Member State law obliges the Provider to process it, it shall tell the District.", "Provider"),
        ("Audits by the District or an auditor shall be permitted and supported by the Provider.", "Provider"),
        ("Publication of results without prior review by the District is prohibited.", ""),
    ],
)
def test_agents_of_other_acts_and_words_that_only_qualify(sentence: str, obligor: str) -> None:
    assert main(sentence)[0] == obligor


def test_it_goes_on_with_the_subject_of_the_clauses_before() -> None:
    sentence = (
        "Provider shall report it; it shall work with the police and the District; and it shall repay the District."
    )
    assert [f.obligor.word for f in norms_of(sentence)] == ["Provider"] * 3


@pytest.mark.parametrize(
    ("sentence", "obligor", "modality"),
    [
        ("Use by Provider of the District's name is prohibited unless the District consents.", "Provider", PROHIBITION),
        ("It may be barred from the data for up to five years.", "", PERMISSION),
        (
            "Provider agrees to make any amendment that District directs or agrees to pursuant to law.",
            "Provider",
            OBLIGATION,
        ),
        ("Upon termination for any reason Provider shall, if feasible, return it.", "Provider", OBLIGATION),
    ],
)
def test_what_stands_near_is_not_always_who_acts(sentence: str, obligor: str, modality: Modality) -> None:
    assert main(sentence) == (obligor, modality)


def test_what_somebody_agrees_will_be_done_is_for_him_to_do() -> None:
    norms = norms_of("Provider agrees that it will be kept confidential as required by the District's Policy.")
    assert {f.obligor.word for f in norms} == {"Provider"}


def test_only_permitted_is_a_limit() -> None:
    (norm,) = norms_of("Provider is only permitted to collect data for the Services.")
    assert norm.restricted
