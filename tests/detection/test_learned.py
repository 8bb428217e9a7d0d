"""Clause types that a model has learned, beside the patterns: through `clauselint.clauses()`, and the weights as they ship."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

import clauselint
from clauselint import outline
from clauselint.detection.detector import Detector
from clauselint.model import ClauseFound, FoundBy
from clauselint.reading import read_bytes

MODELS = Path(clauselint.__file__).parent / "models"
CONTRACT = """SUPPLY AND LICENSE AGREEMENT

This Agreement is made on March 3, 2025 between Harrow Instruments, Inc. ("Supplier") and Bluefield Clinics LLC ("Customer").

1. Supply. Supplier shall deliver the Products that Customer orders under this Agreement to the places that the orders name.
Customer shall pay each invoice within thirty days after it has received it. Title to the Products passes on delivery.

2. Insurance. Each party shall maintain commercial general liability insurance with limits of not less than one million dollars
per occurrence during the Term, and shall deliver certificates of insurance to the other party upon request.

3. License. Supplier hereby grants to Customer a non-exclusive, non-transferable license to use the Software solely together with
the Products. Customer shall not copy the Software, except for one copy for backup.

4. Records. Customer shall keep full and accurate records of its use of the Software. Supplier may, upon ten days' written notice,
inspect those records during normal business hours to verify that Customer complies with this Agreement.

5. Most Favored Customer

6. Limitation. In no event shall either party be liable to the other for any indirect, incidental, special or consequential
damages arising out of this Agreement, even if it has been advised that they may occur. The total liability of Supplier under this
Agreement shall not exceed the amounts that Customer has paid in the twelve months before the claim arose.

7. Term. This Agreement starts on the date above and goes on for three years. Thereafter it renews for successive periods of one
year each, unless either party gives the other notice of non-renewal at least ninety days before the end of the period.

8. General. Neither party may assign this Agreement without the prior written consent of the other party. This Agreement is
governed by the laws of the State of Ohio, without regard to its conflict of laws principles. The parties have read this Agreement
and understand it. Headings are for reference only.
"""


@pytest.fixture(scope="module")
def listed(tmp_path_factory: pytest.TempPathFactory) -> tuple[ClauseFound, ...]:
    """The clauses of the contract."""
    path = tmp_path_factory.mktemp("learned") / "contract.txt"
    path.write_text(CONTRACT, encoding="utf-8")
    return clauselint.clauses(path).documents[0].clauses


def test_each_clause_that_the_model_knows_says_who_found_it(listed: tuple[ClauseFound, ...]) -> None:
    spoke = {c.type: c.found_by for c in listed}
    assert spoke["control.governing-law"] == spoke["obligation.insurance"] == FoundBy.BOTH
    assert spoke["obligation.other"] == FoundBy.PATTERN


def test_the_clauses_of_a_plain_contract_are_found(listed: tuple[ClauseFound, ...]) -> None:
    by_type = {c.type: " ".join(c.text.split()) for c in listed}
    assert by_type["ip.license-grant"].startswith("Supplier hereby grants")
    assert by_type["obligation.audit-rights"].startswith(("Supplier may", "Customer shall keep"))
    assert by_type["control.anti-assignment"].startswith("Neither party may assign")
    assert by_type["termination.renewal"].startswith("Thereafter it renews")
    assert "obligation.non-compete" not in by_type


def test_confidence_is_a_chance_and_high_for_what_nobody_doubts(listed: tuple[ClauseFound, ...]) -> None:
    assert all(0 <= c.confidence <= 1 for c in listed)
    assert next(c.confidence for c in listed if c.type == "control.governing-law") > 0.9


def test_a_heading_without_a_clause_is_none(listed: tuple[ClauseFound, ...]) -> None:
    assert "obligation.most-favored-nation" not in {c.type for c in listed}


def test_each_clause_stands_once_and_word_for_word(listed: tuple[ClauseFound, ...], tmp_path: Path) -> None:
    path = tmp_path / "contract.txt"
    path.write_text(CONTRACT, encoding="utf-8")
    text = clauselint.read(path).text
    assert all(text[c.span.start : c.span.end] == c.text for c in listed)
    assert len({(c.type, c.span) for c in listed}) == len(listed)


def test_what_is_allowed_is_not_listed_as_forbidden(tmp_path: Path) -> None:
    allowed = (
        "9. Other Business. Customer may sell products that compete with the Products, and may solicit its employees."
    )
    path = tmp_path / "contract.txt"
    path.write_text(f"{CONTRACT}\n{allowed}\n", encoding="utf-8")
    types = {c.type for c in clauselint.clauses(path).documents[0].clauses}
    assert not types & {"obligation.non-compete", "obligation.no-solicit-employees"}


def test_a_text_too_short_for_the_model_is_left_to_the_patterns(tmp_path: Path) -> None:
    path = tmp_path / "clause.txt"
    path.write_text("8. Law. This Agreement is governed by the laws of the State of Ohio.", encoding="utf-8")
    found = clauselint.clauses(path).documents[0].clauses
    assert [c.type for c in found] == ["control.governing-law"]
    assert found[0].found_by == FoundBy.PATTERN


def test_the_doc_of_spacy_shows_what_the_model_found() -> None:
    document = read_bytes(CONTRACT.encode(), "contract.txt")
    doc = Detector().process(document, outline.build(document))
    assert "control.governing-law" in {span.label_ for span in doc.spans["classified"]}


def test_the_weights_are_small_plain_arrays() -> None:
    assert sum(file.stat().st_size for file in MODELS.iterdir()) <= 5_000_000
    for file in MODELS.glob("*.npz"):
        with np.load(file, allow_pickle=False) as arrays:  # raises where an array holds objects
            assert all(arrays[name].dtype.kind in "iufSb" for name in arrays.files)


def test_nothing_of_the_training_is_needed_to_find_clauses(listed: tuple[ClauseFound, ...]) -> None:
    assert listed
    assert not {"sklearn", "scipy", "torch"} & {name.partition(".")[0] for name in sys.modules}
