"""Plain text: lines back to paragraphs."""

from __future__ import annotations

from clauselint.model import Read, State
from clauselint.reading import read_bytes


def blocks(text: str, name: str = "a.txt") -> list[str]:
    return [b.text for b in read_bytes(text.encode(), name).blocks if b.state is State.LIVE]


def test_wrapped_lines_are_one_paragraph() -> None:
    text = (
        "The Provider shall keep all Student Data confidential and shall not\n"
        "disclose it to any third party without the prior written consent of\n"
        "the District.\n\nThe Provider may use it for the agreed purpose.\n"
    )
    first, second = blocks(text)
    assert first.startswith("The Provider shall keep")
    assert first.endswith("of the District.")
    assert second == "The Provider may use it for the agreed purpose."


def test_labels_begin_a_paragraph_even_without_a_blank_line() -> None:
    text = (
        "2.1 The Provider shall not, and shall make sure that its members do not\n"
        "do any of the following things with the data that it receives here:\n"
        "(a) sell Student Data to anybody, in whatever form it may happen to be;\n"
        "(b) use it for advertising.\n"
        "ARTICLE IV\n"
    )
    assert [each.split(" ")[0] for each in blocks(text)] == ["2.1", "(a)", "(b)", "ARTICLE"]


def test_short_lines_stay_apart() -> None:
    text = "BETWEEN: North School District\nAND: Acme, Inc.\n" + "x " * 30 + "ends\n" + "y " * 30 + "ends\n"
    assert blocks(text)[:2] == ["BETWEEN: North School District", "AND: Acme, Inc."]


def test_repeated_source_lines_and_page_numbers_are_set_apart() -> None:
    half = "the Provider shall return all of the data that it holds within thirty days of the end of the"
    page = "{n}. First the parties agree that {half}\n\n{n}\n\nSource: ACME, 10-K, 1/2/2020\n\nterm.\n\n"
    pages = [page.format(n=n, half=half) for n in range(1, 5)]
    document = read_bytes("".join(pages).encode(), "a.txt")
    assert "Source" not in document.text
    assert document.text.count("end of the term.") == 4
    assert [b.text for b in document.blocks if b.kind == "page-number"] == ["1", "2", "3", "4"]


def test_form_feeds_are_pages_and_a_sentence_runs_over_them() -> None:
    text = "The Provider shall delete all Student Data that it holds, and shall do so\fwithin thirty days.\fThe end."
    document = read_bytes(text.encode(), "a.txt")
    assert document.pages == 3
    first = document.blocks[0]
    assert first.text.endswith("do so within thirty days.")
    assert document.page_at(0) == 1
    assert document.page_at(document.text.index("within")) == 2
    assert document.page_at(document.text.index("The end")) == 3


def test_encodings() -> None:
    text = "The “Provider” shall…"
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "cp1252"):
        assert read_bytes(text.encode(encoding), "a.txt").text == text


SPANISH = (
    "El proveedor no podrá divulgar los datos de los estudiantes a terceros sin el consentimiento previo y por escrito "
    "del distrito. El proveedor deberá devolver o destruir todos los datos en un plazo de treinta días desde la fecha "
    "en que termine este contrato, y lo certificará por escrito a la dirección que se indica en el anexo."
)


def test_a_contract_in_another_language_is_unreadable_but_shown() -> None:
    document = read_bytes(SPANISH.encode(), "a.txt")
    assert document.read is Read.UNREADABLE
    assert [problem.code for problem in document.problems] == ["DOC007"]
    assert "Spanish" in document.problems[0].message
    assert document.text.startswith("El proveedor")


def test_a_russian_contract_is_not_english() -> None:
    document = read_bytes(("Исполнитель обязуется не разглашать персональные данные учащихся. " * 5).encode(), "a.txt")
    assert [problem.code for problem in document.problems] == ["DOC007"]


def test_english_is_known_and_a_short_text_is_not_judged() -> None:
    long = "The Provider shall not disclose any Student Data to a third party without the consent of the District. " * 4
    assert read_bytes(long.encode(), "a.txt").language == "en"
    assert read_bytes(b"Hello.", "a.txt").language is None
