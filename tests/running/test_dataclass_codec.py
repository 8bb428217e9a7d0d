"""Results to bytes and back: exactly equal, whatever they hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import clauselint
from clauselint import obligations
from clauselint.model import (
    ClauseFound,
    Deadline,
    Document,
    DocumentReport,
    Finding,
    Obligation,
    Policy,
    Quantity,
    Severity,
    Status,
)
from clauselint.running.cache.dataclass_codec import CorruptEntryError, decode, encode

FIXTURES = Path(__file__).parent.parent.parent / "fixtures"
FILES = sorted(path for part in ("contracts", "broken", "stack") for path in (FIXTURES / part).iterdir())

texts = st.text(st.characters(), max_size=20)  # lone surrogates too: a damaged file may hold them
numbers = st.floats(allow_nan=False)  # which nothing is equal to
values = st.one_of(st.booleans(), st.integers(), numbers, texts, st.lists(texts, max_size=3))
found = st.dictionaries(texts, values, max_size=3)
quantities = st.builds(Quantity, texts, numbers)
deadlines = st.none() | st.builds(Deadline, texts, amount=numbers)
results = st.one_of(
    st.builds(Policy, texts, off=st.dictionaries(texts, texts)),
    st.builds(Obligation, deadline=deadlines),
    st.builds(ClauseFound, confidence=numbers, text=texts, deadline=st.none() | quantities),
    st.builds(Finding, confidence=numbers, message=texts, params=found, found=found),
)


@settings(max_examples=150, deadline=None)
@given(results)
def test_what_comes_back_is_equal(result: Any) -> None:
    again = decode(type(result), encode(result))
    assert again == result
    assert alike(again, result)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_documents_come_back_as_they_were_read(path: Path) -> None:
    document = clauselint.read(path)
    assert decode(Document, encode(document)) == document


def test_reports_come_back_as_they_were_judged(tmp_path: Path) -> None:
    dated = tmp_path / "dated.txt"
    dated.write_text("1. Provider shall report to the District within ten (10) days after the Effective Date.", "utf-8")
    paths = [FIXTURES / "stack" / "agreement.docx", FIXTURES / "stack" / "amendment-1.docx"]
    (joined,) = clauselint.check(paths, together=True, explain=True).documents
    (listed,) = obligations(dated, effective_date=date(2026, 7, 1)).documents
    assert len(joined.document.files) == 2
    assert any(finding.trace for finding in joined.findings)
    assert any(row.due for row in listed.obligations)
    for report in (joined, listed):
        again = decode(DocumentReport, encode(report))
        assert again == report
        assert alike(again, report)


def alike(one: Any, other: Any) -> bool:
    """Whether the types are the same too, which equality forgives: 1 and 1.0, a word and the member of an enumeration."""
    if type(one) is not type(other):
        return isinstance(one, Mapping) and isinstance(other, Mapping)
    if is_dataclass(one):
        return all(alike(getattr(one, each.name), getattr(other, each.name)) for each in fields(one))
    if isinstance(one, tuple):
        return all(map(alike, one, other))
    return True


@pytest.mark.parametrize(
    "spoiled", [b"", b"[]", b"{}", b"null", b"[1,2", b"\xff", b"[" * 100_000, b'["a","b","c",5,{}]', b'["a","b"]']
)
def test_what_is_no_result_is_told(spoiled: bytes) -> None:
    with pytest.raises(CorruptEntryError):
        decode(Finding, spoiled)


def test_a_type_that_cannot_be_told_from_its_json_is_refused_at_once() -> None:
    @dataclass(frozen=True)
    class Unclear:
        what: Status | Severity

    with pytest.raises(TypeError, match="cannot be encoded"):
        encode(Unclear(Status.MET))
