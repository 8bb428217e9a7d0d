"""Norms are read once: ``check`` and ``obligations`` say the same of a sentence, and each part of a norm is found."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

import clauselint
from clauselint import outline
from clauselint.detection.norms.norm import Norm
from clauselint.detection.norms.norm_parts import NormParts, norm_parts
from clauselint.detection.norms.obligations import gives_row, list_obligations
from clauselint.detection.norms.party_mentions import PartyMatcher
from clauselint.detection.sentences.modifiers import ScopedSentences
from clauselint.model import Document, Modality, Obligation, Outline, Side, Status
from clauselint.outline import role_words
from clauselint.reading import read_bytes

SCHOOL = (
    'This Agreement is made between Lakeside School District (the "District") and Northgate, Inc. (the "Provider").\n\n'
)
LEASE = 'This Lease is made between Harbor LLC ("Landlord") and Acme, Inc. ("Tenant").\n\n'
BORROWED = 'This Lease is made between Harbor LLC ("Landlord"), Acme, Inc. ("Tenant") and Ann Lee ("Guarantor").\n\n'

DUTY, BAN, MAY = Modality.OBLIGATION, Modality.PROHIBITION, Modality.PERMISSION
RIGHT, FREE, NO_RIGHT = Modality.ENTITLEMENT, Modality.NO_OBLIGATION, Modality.NO_ENTITLEMENT


@dataclass(frozen=True)
class Reading:
    """What is said of one norm."""

    modality: Modality
    obligor: str
    obligee: str
    action: str


def document_of(preamble: str, sentence: str) -> tuple[Document, Outline]:
    document = read_bytes(f"{preamble}{sentence}\n".encode(), "contract.txt")
    return document, outline.build(document)


def norms_of(preamble: str, sentence: str) -> tuple[ScopedSentences, tuple[Norm, ...]]:
    """The norms of the last sentence, as ``check`` and ``clauses`` read them."""
    document, tree = document_of(preamble, sentence)
    sentences = ScopedSentences(document, tree, PartyMatcher(role_words(tree)))
    return sentences, sentences.norms(len(tree.sentences) - 1)


def parts_of(sentences: ScopedSentences, norm: Norm) -> NormParts:
    view = sentences.view(len(sentences.outline.sentences) - 1)
    return norm_parts(view.text, norm, None, view.own.end)


def by_check(preamble: str, sentence: str) -> Reading:
    sentences, norms = norms_of(preamble, sentence)
    (norm,) = (n for n in norms if gives_row(n))
    obligee = norm.obligee.names[0] if norm.obligee.names else ""
    obligor = norm.obligor.names[0] if norm.obligor.names else ""
    return Reading(norm.modality, obligor, obligee, parts_of(sentences, norm).action)


def by_obligations(preamble: str, sentence: str) -> Reading:
    rows = [row for row in list_obligations(*document_of(preamble, sentence)) if not row.mirror]
    (row,) = rows
    return Reading(row.modality, row.obligor, row.beneficiary, row.action)


@pytest.mark.parametrize(
    ("preamble", "sentence", "modality", "obligor"),
    [
        (SCHOOL, "The District is granted a license to use the Software.", RIGHT, "District"),
        (SCHOOL, "Provider shall have the right to receive payment.", RIGHT, "Provider"),
        (SCHOOL, "The District shall be entitled to a refund.", RIGHT, "District"),
        (SCHOOL, "Provider shall delete Student Data within ten days after termination.", DUTY, "Provider"),
        (SCHOOL, "Provider shall not sell Student Data.", BAN, "Provider"),
        (SCHOOL, "Provider may use Student Data to perform the Services.", MAY, "Provider"),
        (SCHOOL, "Provider need not return it.", FREE, "Provider"),
        (SCHOOL, "This Agreement does not grant Provider any rights in Student Data.", NO_RIGHT, "Provider"),
        (SCHOOL, "Student Data shall be returned to the District.", DUTY, "Provider"),
        (SCHOOL, "Student Data shall not be disclosed by Provider.", BAN, "Provider"),
        (SCHOOL, "Nothing herein shall obligate the District to pay.", FREE, "District"),
        (SCHOOL, "In no event shall Provider be liable for lost profits.", FREE, "Provider"),
        (SCHOOL, "It is Provider's obligation to encrypt Student Data.", DUTY, "Provider"),
        (SCHOOL, "Provider hereby indemnifies the District against all claims.", DUTY, "Provider"),
        (LEASE, "Landlord shall not be liable for any damage.", FREE, "Landlord"),
        (LEASE, "Tenant hereby waives all claims against Landlord.", NO_RIGHT, "Tenant"),
        (LEASE, "Tenant hereby waives the benefit of the statute.", NO_RIGHT, "Tenant"),
        (LEASE, "No deposit shall be required of Tenant.", FREE, "Tenant"),
        (LEASE, "All taxes shall be paid by Tenant.", DUTY, "Tenant"),
        (LEASE, "Repairs shall be at Landlord's expense.", DUTY, "Landlord"),
        (LEASE, "Landlord grants to Tenant the right to use the parking lot.", RIGHT, "Tenant"),
        (LEASE, "Tenant shall have thirty days to cure the default.", RIGHT, "Tenant"),
        (LEASE, "Tenant agrees to insure the Premises.", DUTY, "Tenant"),
        (LEASE, "Tenant shall at all times have the right to enter.", RIGHT, "Tenant"),
        (BORROWED, "Guarantor guarantees the payment of rent.", DUTY, "Guarantor"),
    ],
)  # fmt: skip
def test_check_and_obligations_read_a_sentence_alike(
    preamble: str, sentence: str, modality: Modality, obligor: str
) -> None:
    read = by_check(preamble, sentence)
    assert read == by_obligations(preamble, sentence)
    assert (read.modality, read.obligor) == (modality, obligor)


@pytest.mark.parametrize(
    ("sentence", "modality", "side"),
    [
        ("The District is granted a license.", RIGHT, Side.PROTECTED),
        ("Student Data shall be returned to the District.", DUTY, Side.COUNTERPARTY),
        ("Notice shall be given to Provider.", DUTY, Side.PROTECTED),
        ("Provider shall pay a fee, which fee Provider shall owe at once.", DUTY, Side.COUNTERPARTY),
    ],
)
def test_the_side_of_an_obligor_that_the_sentence_implies(sentence: str, modality: Modality, side: Side) -> None:
    _, norms = norms_of(SCHOOL, sentence)
    assert (modality, side) in {(n.modality, n.obligor.side) for n in norms}


def test_an_agent_that_a_passive_takes_from_the_norm_before_keeps_all_that_is_known_of_it() -> None:
    _, norms = norms_of(
        SCHOOL, "Provider's employees agree that Student Data will be kept confidential and will not be copied."
    )
    assert {n.obligor.is_personnel for n in norms if n.passive} == {True}


def test_a_grant_reaches_over_the_list_of_its_uses() -> None:
    sentences, norms = norms_of(
        SCHOOL, "The District grants Provider a license to store, copy, and display it solely here."
    )
    (norm,) = (n for n in norms if gives_row(n))
    assert norm.restricted
    assert parts_of(sentences, norm).action.endswith("store, copy, and display it solely here")


def test_the_words_around_a_performative_stay_statements() -> None:
    _, norms = norms_of(LEASE, "In consideration of the rent, Tenant hereby waives its lien, and this clause survives.")
    assert [n.modality for n in norms] == [Modality.STATEMENT, NO_RIGHT, Modality.STATEMENT]


def test_the_duty_of_a_party_is_one_norm() -> None:
    _, norms = norms_of(SCHOOL, "It is Provider's obligation to encrypt Student Data.")
    assert [n.modality for n in norms] == [DUTY]


def test_what_a_party_does_not_do_is_not_at_the_cost_of_another_whom_the_words_name() -> None:
    assert not [
        row
        for row in list_obligations(*document_of(SCHOOL, "Teachers must administer the tests provided by Provider."))
        if row.obligor == "Provider"
    ]


@pytest.mark.parametrize(
    ("sentence", "verb", "thing"),
    [
        ("Tenant shall carry out the repairs within ten days after notice.", "carry out", "the repairs"),
        ("Tenant shall promptly return the keys to Landlord.", "return", "the keys"),
        ("The keys shall be returned by Tenant.", "return", "the keys"),
        ("Tenant shall not sublet.", "sublet", ""),
    ],
)
def test_the_head_verb_and_its_object(sentence: str, verb: str, thing: str) -> None:
    sentences, norms = norms_of(LEASE, sentence)
    parts = parts_of(sentences, norms[0])
    assert (parts.verb, parts.object) == (verb, thing)


def test_conditions_exceptions_and_what_a_deadline_runs_from() -> None:
    sentences, norms = norms_of(
        LEASE, "Tenant shall cure it within ten days after receipt of notice, unless Landlord agrees otherwise."
    )
    parts = parts_of(sentences, norms[0])
    assert parts.deadline is not None
    assert (parts.deadline.amount, parts.deadline.unit) == (10, "days")
    assert parts.deadline.runs_from == "after receipt of notice"
    assert parts.exceptions == ("unless Landlord agrees otherwise",)


def rows_of(preamble: str, sentence: str) -> list[Obligation]:
    return list(list_obligations(*document_of(preamble, sentence)))


@pytest.mark.parametrize(
    ("sentence", "modality"),
    [
        ("Provider shall have each user sign a pledge.", DUTY),
        ("Provider must have insurance.", DUTY),
        ("Provider shall have all rights of a licensee.", RIGHT),
        ("An employee of Provider who misuses the data shall be discharged.", DUTY),
        ("The District releases the records to Provider each fall.", Modality.STATEMENT),
        ("The District releases Provider from all claims.", NO_RIGHT),
    ],
)
def test_words_that_only_look_like_a_right_or_a_release(sentence: str, modality: Modality) -> None:
    assert norms_of(SCHOOL, sentence)[1][0].modality is modality


def test_an_inverted_modal_in_the_middle_of_a_sentence_denies_a_right() -> None:
    rows = rows_of(LEASE, "Landlord shall repair it, nor shall any delay entitle Tenant to an abatement.")
    assert ("Tenant", NO_RIGHT) in {(row.obligor, row.modality) for row in rows}


def test_what_nobody_agrees_to_is_no_ban(tmp_path: Path) -> None:
    contract = tmp_path / "contract.txt"
    contract.write_text(
        'This Agreement is made between Lakeside School District (the "District") and Northgate, Inc. (the "Provider").\n\n'
        "1. Use. The Provider does not agree that it shall not sell, rent or license Student Data, or use it for "
        "advertising.\n",
        "utf-8",
    )
    findings = clauselint.check(contract).documents[0].findings
    assert next(f.status for f in findings if f.code == "SDP-015") is not Status.MET


@pytest.mark.parametrize(
    ("clause", "waives"),
    [
        ("The District is not seeking to have the Provider waive provisions of its charter.", False),
        ("The Provider hereby waives the provisions of its charter.", True),
    ],
)
def test_a_bare_verb_behind_one_party_performs_nothing(tmp_path: Path, clause: str, waives: bool) -> None:
    contract = tmp_path / "contract.txt"
    contract.write_text(
        'This Agreement is made between Lakeside School District (the "District") and Northgate, Inc. (the "Provider").\n\n'
        f"1. Charter. {clause}\n",
        "utf-8",
    )
    rows = clauselint.obligations(contract).documents[0].obligations
    assert any(r.modality is Modality.NO_ENTITLEMENT and r.obligor == "Provider" for r in rows) is waives
