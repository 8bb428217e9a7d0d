"""Detection as spaCy sees it: an ordinary pipeline whose Doc holds the finds."""

from __future__ import annotations

from pathlib import Path

import pytest

from clauselint import outline
from clauselint.detection.detector import Detector
from clauselint.model import Modality
from clauselint.packs import load
from clauselint.reading import read_bytes

TEXT = (
    'This Agreement is made between Lakeside School District (the "District") and Northgate Learning, Inc. (the '
    '"Provider").\n\n1. Use. Recipient list. The Provider shall not: (a) sell Student Data; (b) rent it out; or (c) '
    "use Student Data to train software.\n\n2. Notice. The Provider shall notify the District within five (5) business"
    " days after it discovers a breach of Student Data.\n"
)


@pytest.fixture(scope="module")
def detector() -> Detector:
    return Detector([load("student-data")])


def test_the_pipeline_is_blank_english_with_our_components(detector: Detector) -> None:
    assert detector.nlp.lang == "en"
    assert detector.nlp.pipe_names == [
        "clauselint_norms",
        "clauselint_candidates",
        "clauselint_clauses",
        "clauselint_classifier",
    ]


def test_doc_spans_hold_the_finds(detector: Detector) -> None:
    document = read_bytes(TEXT.encode(), "contract.txt")
    doc = detector.process(document, outline.build(document))
    assert doc.text == document.text
    labels = {span.label_ for span in doc.spans["clauses"]}
    assert any(label.startswith("SDP-015/") for label in labels)
    assert {span.text for span in doc.spans["candidates"]}


def test_list_items_are_read_with_their_lead_in(detector: Detector) -> None:
    document = read_bytes(TEXT.encode(), "contract.txt")
    found = detector.detect(document, outline.build(document))
    sale = [d for d in found if d.signal == "SDP-015/needs/no-sale/0"]
    assert sale
    assert {d.modality for d in sale} == {Modality.PROHIBITION}
    assert {d.obligor for d in sale} == {"Provider"}


def test_business_days_keep_their_unit_and_their_start(detector: Detector) -> None:
    document = read_bytes(TEXT.encode(), "contract.txt")
    found = detector.detect(document, outline.build(document))
    periods = {
        (q.amount, q.unit, q.runs_from) for d in found if d.signal == "SDP-019/needs/notice/0" for q in d.quantities
    }
    assert (5.0, "business-days", "after it discovers a breach of") in periods


def test_a_long_sentence_of_modals_is_read_in_good_time(detector: Detector, tmp_path: Path) -> None:
    hostile = "Provider shall keep Student Data, and may, which it shall, or unless " * 800
    document = read_bytes(hostile.encode(), "hostile.txt")
    assert detector.detect(document, outline.build(document)) is not None


def test_a_line_of_signs_is_read_in_good_time(detector: Detector) -> None:
    text = f"The Provider shall keep all Student Data confidential {'(' * 200_000}\n\n{'_' * 200_000}\n"
    document = read_bytes(text.encode(), "signs.txt")
    doc = detector.process(document, outline.build(document))
    assert len(doc) < 100
