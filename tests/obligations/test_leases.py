"""Sentences of leases, each in a small lease of its own: what is found for the named party, and what is not."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

import clauselint
from clauselint.model import Modality, Obligation
from tests.obligations.leases import Labelled, Scores, sentences

BAR = 0.85  # F1 of obligations for the named party


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Sequence[tuple[Labelled, list[Obligation]]]:
    folder: Path = tmp_path_factory.mktemp("leases")
    labelled = list(sentences())
    for n, sentence in enumerate(labelled):
        (folder / f"{n:03}.txt").write_text(sentence.lease(), encoding="utf-8")
    documents = clauselint.obligations(folder).documents
    found = []
    for sentence, report in zip(labelled, documents, strict=True):
        at = report.document.text.find(sentence.text[:30])
        found.append((sentence, [r for r in report.obligations if at <= r.span.start < at + len(sentence.text)]))
    return found


@pytest.mark.parametrize("modality", list(Scores().of))
def test_each_modality_is_found_for_the_party_that_it_is_about(
    read: Sequence[tuple[Labelled, list[Obligation]]], modality: Modality
) -> None:
    scores = Scores()
    for sentence, rows in read:
        scores.add(sentence, rows)
    assert scores.of[modality].f1 >= BAR


def test_sentences_that_bind_nobody_give_no_row(read: Sequence[tuple[Labelled, list[Obligation]]]) -> None:
    binding = {Modality.OBLIGATION, Modality.PROHIBITION}
    bound = [
        (sentence.text, row.obligor)
        for sentence, rows in read
        if not any(sentence.labels.values())
        for row in rows
        if row.modality in binding and row.obligor
    ]
    assert bound == []
    assert sum(not any(sentence.labels.values()) for sentence, _ in read) > 20
