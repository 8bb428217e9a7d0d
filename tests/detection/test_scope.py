"""What narrows a rule: in front of it, behind it, in the next sentence, and where its reach ends."""

from __future__ import annotations

import pytest

from clauselint import outline
from clauselint.detection.norms.party_mentions import PartyMatcher
from clauselint.detection.terms.term_matcher import ScopedSentences
from clauselint.model import Modality, Modifier
from clauselint.outline import role_words
from clauselint.reading import read_bytes

PREAMBLE = (
    'This Agreement is made between Lakeside School District (the "District") and Northgate Learning, Inc. (the '
    '"Provider").\n\n'
)


def scopes_of(text: str) -> tuple[Modifier, ...]:
    """What bears on the first rule of the last paragraph of a small contract."""
    document = read_bytes(f"{PREAMBLE}{text}\n".encode(), "contract.txt")
    tree = outline.build(document)
    sentences = ScopedSentences(document, tree, PartyMatcher(role_words(tree)))
    first = next(i for i, s in enumerate(tree.sentences) if document.text[s.span.start :].startswith(text[:40]))
    rules = [n for n, f in enumerate(sentences.norms(first)) if f.modality is not Modality.STATEMENT]
    return sentences.modifiers(first, rules[0])


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("To the best of Provider's knowledge, Provider shall notify the District.", "knowledge"),
        ("Provider shall notify the District of any breach of which Provider has actual knowledge.", "knowledge"),
        ("Provider shall notify the District of a breach that it knows of.", "knowledge"),
        ("Where practicable, Provider shall encrypt it.", "efforts"),
        ("Provider shall make reasonable efforts to encrypt it.", "efforts"),
        ("Except as permitted by its privacy policy, Provider shall not sell it.", "own-standard"),
        ("Provider shall encrypt it in all material respects.", "materiality"),
    ],
)
def test_qualifiers_before_and_behind(text: str, kind: str) -> None:
    assert kind in {s.kind for s in scopes_of(text)}


@pytest.mark.parametrize(
    "text",
    [
        "Provider shall not disclose it, except that Provider may disclose it to its affiliates for business purposes.",
        "Provider shall not disclose it; provided, however, that Provider may share de-identified data with others.",
        "Provider shall not disclose it unless Provider determines otherwise.",
        "Provider shall not sell it. Notwithstanding the foregoing, Provider may disclose it to its affiliates.",
        "Provider shall not sell it. Provider shall not rent it. The foregoing restrictions shall not apply to aggregated data.",
    ],
)
def test_open_exceptions_reach_over_modals_and_sentences(text: str) -> None:
    assert any(s.kind == "exception" and s.open for s in scopes_of(text))


@pytest.mark.parametrize(
    "text",
    [
        "Except as required by law, Provider shall not disclose it.",
        "Provider shall not sell it. This restriction does not apply to what a court orders it to disclose.",
        "Provider shall encrypt it. However, Provider may use aggregated data.",
        "Provider shall delete it, save for backup copies.",
    ],
)
def test_closed_exceptions_and_rules_of_their_own_open_nothing(text: str) -> None:
    assert not any(s.open for s in scopes_of(text))


def test_what_closes_a_sentence_bears_on_all_that_one_subject_must_do() -> None:
    text = (
        "Provider shall notify the District, and shall help in the inquiry, except as permitted by its privacy policy."
    )
    assert "own-standard" in {s.kind for s in scopes_of(text)}


SECTION = "\n\n2. Partners. The Provider may furnish it to partners "


@pytest.mark.parametrize(
    ("ending", "opens"),
    [
        ("when in the judgment of its staff that would help.", True),
        ("in its discretion.", True),
        ("that the District has approved in writing.", False),
    ],
)
def test_an_exception_that_points_at_a_choice_is_open(ending: str, opens: bool) -> None:
    rule = "1. Secrecy. Provider shall not reveal it to others, except as Section 2 allows."
    document = read_bytes(f"{PREAMBLE}{rule}{SECTION}{ending}\n".encode(), "contract.txt")
    tree = outline.build(document)
    sentences = ScopedSentences(document, tree, PartyMatcher(role_words(tree)))
    at = next(i for i, s in enumerate(tree.sentences) if document.text[s.span.start :].startswith("Provider shall not"))
    assert [s.open for s in sentences.modifiers(at, 0) if s.kind == "exception"] == [opens]


@pytest.mark.parametrize(
    "text",
    [
        "Provider shall not mine it for patterns beyond the questions in Appendix 1.",
        "Provider shall use it for the activities listed in Exhibit B.",
        "Where this Agreement and any other document differ, Provider shall follow this Agreement.",
        "If the Provider thinks that it was lost, Provider shall notify the District.",
    ],
)
def test_a_pointer_that_names_the_purpose_and_a_belief_weaken_nothing(text: str) -> None:
    assert not scopes_of(text)


def test_a_duty_that_stands_in_an_absent_exhibit_is_weakened() -> None:
    assert [s.kind for s in scopes_of("Provider shall take the measures set out in Exhibit B.")] == ["exhibit"]
    assert [s.kind for s in scopes_of("If the Provider thinks it necessary, Provider shall notify it.")] == [
        "discretion"
    ]


def test_a_belief_is_no_discretion() -> None:
    text = "If the Provider considers that an instruction infringes the law, it shall inform the District."
    assert "discretion" not in {s.kind for s in scopes_of(text)}
