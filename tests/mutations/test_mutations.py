"""A score that can improve when the text gets worse is a defect: complete contracts are made worse on the words that carry a
row; the row must get worse, and no other finding better."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from clauselint.model import Status
from clauselint.packs import available
from clauselint.packs.schema import Requirement
from tests.mutations.complete import BETTER, Complete, binding, complete
from tests.mutations.worsen import WORSEN, Carrier

ROWS = [(pack.name, row.code) for pack in available() for row in pack.requirements]
ONLY_IN_DUTIES = {"swap_obligor", "shall_to_may", "add_efforts", "add_open_exception", "delete_not"}


def _worsened(contract: Complete, row: Requirement, how: str) -> str | None:
    """The contract with every sentence that carries the row made worse; None where the mutation fits not all of them."""
    text = contract.text
    for step in contract.carriers(row):
        new = WORSEN[how](Carrier(step, contract.outside, contract.protected))
        place = re.search(r"\s+".join(map(re.escape, step.text.split())), text)
        if new is None or place is None:
            return None
        text = text[: place.start()] + new + text[place.end() :]
    return None if text == contract.text else text


def _mutants(name: str, code: str) -> Iterator[tuple[str, Complete, str]]:
    contract = complete(name)
    row = next(r for r in contract.pack.requirements if r.code == code)
    if contract.findings[code].status is not Status.MET:
        return
    for how in WORSEN:
        if how in ONLY_IN_DUTIES and not binding(row):
            continue
        text = _worsened(contract, row, how)
        if text is not None:
            yield how, contract, text


@pytest.mark.parametrize(("name", "code"), ROWS)
def test_a_worse_text_is_judged_worse_and_nothing_better(name: str, code: str) -> None:
    faults = []
    for how, contract, text in _mutants(name, code):
        after = contract.judged(text)
        for other, before in contract.findings.items():
            now = after[other].status
            if other == code and now in BETTER and BETTER[now] >= BETTER[before.status]:
                faults.append(f"{how}: {other} stays {now}")
            elif before.status in BETTER and now in BETTER and BETTER[now] > BETTER[before.status]:
                faults.append(f"{how}: {other} from {before.status} to {now}")
    assert faults == []
