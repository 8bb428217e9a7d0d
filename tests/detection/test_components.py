"""The components in pipelines that are not ours: on any Doc, with attributes, written to disk and read back."""

from __future__ import annotations

import warnings
from importlib.metadata import entry_points
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from clauselint.detection import factories as _detection_factories  # noqa: F401 - spaCy does so where it is installed
from clauselint.judging import clause_type_component as _judging_factory  # noqa: F401

TEXT = (
    'This Agreement is made between Lakeside School District (the "District") and Northgate Learning, Inc. (the '
    '"Provider").\n1. Use. The Provider shall not: (a) sell Student Data; or (b) rent it out.\n2. Notice. The Provider '
    "shall notify the District within five (5) business days after it discovers a breach of Student Data.\n3. Audit. "
    "The District may audit the Provider.\n4. Law. This Agreement is governed by the laws of the State of Ohio.\n"
)


@pytest.fixture(scope="module")
def nlp() -> Language:
    made = spacy.blank("en")
    made.add_pipe("clauselint_norms")
    made.add_pipe("clauselint_clause_types")
    return made


def rows(doc: Doc) -> list[tuple[str, str, str, str, str]]:
    return [(s.label_, s.text, s._.modal, s._.obligor, s._.obligor_side) for s in doc.spans["norms"]]


def test_norms_of_any_text_have_their_attributes(nlp: Language) -> None:
    found = rows(nlp(TEXT))
    assert ("prohibition", "sell Student Data; or", "shall not", "Provider", "counterparty") in found
    assert ("permission", "The District may audit the Provider.", "may", "District", "protected") in found
    duty = next(row for row in found if row[0] == "obligation")
    assert duty[1].startswith("The Provider shall notify")
    assert not any(row[1].endswith("shall not:") for row in found)  # its items say the whole of it


def test_a_norm_tells_its_parts(nlp: Language) -> None:
    doc = nlp("If the Provider discovers a breach, it shall notify the District within 72 hours after discovery.")
    (norm,) = (span for span in doc.spans["norms"] if span.label_ == "obligation")
    assert (norm._.verb, norm._.object) == ("notify", "the District")
    assert norm._.action == "notify the District within 72 hours after discovery"
    assert norm._.conditions[0] == "If the Provider discovers a breach"
    assert norm._.deadline["amount"] == 72
    assert norm._.deadline["runs_from"] == "after discovery"
    assert norm._.rules == ["modality: shall"]


def test_clause_types_are_those_of_the_inventory(nlp: Language) -> None:
    doc = nlp(TEXT)
    law = next(span for span in doc.spans["clause_types"] if span.label_ == "control.governing-law")
    assert law.text == "This Agreement is governed by the laws of the State of Ohio."
    assert law._.clause["family"] == "control"
    assert 0 < law._.clause["confidence"] <= 1


def test_a_doc_that_another_tokenizer_made_or_that_is_empty_is_read_too(nlp: Language) -> None:
    words = ["The", "Provider", "shall", "not", "sell", "Student", "Data", "."]
    doc = nlp(Doc(nlp.vocab, words=words))
    assert [span.label_ for span in doc.spans["norms"]] == ["prohibition"]
    empty = nlp("")
    assert not empty.spans["norms"]


def test_the_pipeline_on_disk_is_the_same_pipeline(nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path / "pipeline")
    again = spacy.load(tmp_path / "pipeline")
    assert again.pipe_names == nlp.pipe_names
    assert rows(again(TEXT)) == rows(nlp(TEXT))


def test_a_doc_keeps_its_norms_when_it_is_serialized(nlp: Language) -> None:
    doc = nlp(TEXT)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        again = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert rows(again) == rows(doc)
    assert [span._.clause for span in again.spans["clause_types"]] == [s._.clause for s in doc.spans["clause_types"]]


def test_the_same_text_twice_gives_the_same_twice(nlp: Language) -> None:
    first, second = nlp.pipe([TEXT, TEXT])
    assert rows(first) == rows(second)
    assert len(first.spans["clause_types"]) == len(second.spans["clause_types"])


def test_policies_are_a_setting_of_the_clauses() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("clauselint_clauses", config={"policies": ["student-data"]})
    doc = nlp(TEXT)
    labels = {span.label_ for span in doc.spans["clauses"]}
    assert any(label.startswith("SDP-015/") for label in labels)
    assert "control.governing-law" in labels


def test_the_example_of_the_docs_runs(capsys: pytest.CaptureFixture[str]) -> None:
    page = (Path(__file__).parents[2] / "docs" / "spacy.md").read_text(encoding="utf-8")
    code = page.split("```python\n")[1].split("```")[0]
    exec(code.replace("displacy.serve(", "displacy.render("), {})  # noqa: S102 - our own page
    printed = capsys.readouterr().out
    assert "prohibition Provider shall not" in printed
    assert "no-obligation District is not required" in printed


def test_whoever_has_clauselint_installed_can_name_the_components() -> None:
    named = {point.name: point.load() for point in entry_points(group="spacy_factories")}
    ours = {"norms", "candidates", "clauses", "classifier", "clause_types"}
    assert {f"clauselint_{name}" for name in ours} <= set(named)
