"""A clause that is drafted as a list is quoted whole, once."""

from __future__ import annotations

from pathlib import Path

import clauselint

_FILL = "Each party has read this Agreement and has taken the advice that it wished to take before it signed. " * 15
_LIST = (
    "Vendor shall maintain the following insurance: (a) commercial general liability insurance of $1,000,000; "
    "(b) automobile liability insurance of $500,000; and (c) workers' compensation insurance as the law requires."
)


def test_a_list_is_one_clause_with_its_lead_in_and_all_items(tmp_path: Path) -> None:
    file = tmp_path / "services.txt"
    file.write_text(
        'This Agreement is made between Harbor LLC ("Customer") and Acme, Inc. ("Vendor").\n\n'
        f"1. Insurance. {_LIST}\n\n2. General. {_FILL}\n",
        encoding="utf-8",
    )
    found = [c for c in clauselint.clauses(file).documents[0].clauses if c.type == "obligation.insurance"]
    assert [" ".join(clause.text.split()) for clause in found] == [_LIST]
