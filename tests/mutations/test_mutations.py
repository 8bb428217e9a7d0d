"""A score that can improve when the text gets worse is a defect: complete contracts are made worse on the words that carry a
row; the row must get worse, and no other finding better.

Rows that judge a stance for a side are left out: what is worse for one side is better for the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from clauselint.model import Finding, Modality, Status
from clauselint.packs import available, with_examples
from clauselint.packs.example_contracts import filled_exhibits
from clauselint.packs.schema import Requirement
from clauselint.reading import read_bytes
from tests.mutations.complete import BETTER, Complete, binding, complete, most
from tests.mutations.worsen import WORSEN, Carrier
from tests.reading.builders import docx

PACKS = [with_examples(pack) for pack in available()]
NOT_MET = {
    "GDPR-01": "with the roles of the other examples nobody is called controller or processor",
    "PRC-20": "the role word of the protected party takes the place of 'Board'",
}
"""Rows that the complete contract of their pack does not meet, and why."""

ROWS = [
    (pack.name, row.code)
    for pack in PACKS
    for row in pack.requirements
    if row.stance is None and row.code not in NOT_MET
]
CONTRADICTED = [
    (pack.name, row.code)
    for pack in PACKS
    for row in pack.requirements
    if (pack.name, row.code) in ROWS
    and row.examples is not None
    and row.examples.contradicted
    # Elsewhere a clause that stands outweighs what the row calls a contradiction.
    and not any(rule.unless_standing for rule in row.contradicts)
]
ONLY_IN_DUTIES = {
    "swap_obligor",
    "shall_to_may",
    "add_efforts",
    "add_open_exception",
    "delete_members",
    "longer",
    "business_days",
    "delete_not",
    "if_it_sees_fit",
}
_ROUNDS = 4  # a trace shows a few of the sentences that carry a row; the others come to light when those are worse

_FLOW_DOWN = "the duty to bind subcontractors to the sections is read as the party's own"
_FORWARDED = "a passive without a party carries the limb beside the sentence's own"
_OTHER_ROLES = "the people of the protected party are bound in the example"
KNOWN = {
    ("CO-01", "swap_obligor"): _FLOW_DOWN,
    ("CO-01", "shall_to_may"): _FLOW_DOWN,
    ("CO-01", "add_efforts"): _FLOW_DOWN,
    ("CO-01", "add_open_exception"): _FLOW_DOWN,
    ("FER-SO-6", "add_efforts"): _FORWARDED,
    ("FER-SO-6", "add_open_exception"): _FORWARDED,
    ("SDP-008", "if_the_other_agrees"): _OTHER_ROLES,
}
"""What stays met although the text got worse, and why it is not mended yet."""

_DUTY_UNLESS = "a duty to disclose unless, or without, something is read as a limit on disclosure"
KNOWN_DELETIONS = {
    "NDPA-06": _DUTY_UNLESS,
    "NDPA-12": _DUTY_UNLESS,
    "NY-08": _DUTY_UNLESS,
    "PRC-25": _DUTY_UNLESS,
}
"""Bans that stay met when "not" is deleted, and why that is not mended yet."""


def _worsened(contract: Complete, row: Requirement, how: str) -> str | None:
    """The contract with every sentence that carries the row made worse; None where the mutation fits not all of them."""
    text, findings = contract.text, contract.findings
    for _ in range(_ROUNDS):
        for step in contract.carriers(row, findings):
            new = WORSEN[how](Carrier(step, contract.outside, contract.protected, most(row)))
            place = re.search(r"\s+".join(map(re.escape, step.text.split())), text)
            if new is None or place is None:
                return None if text == contract.text else text
            text = text[: place.start()] + new + text[place.end() :]
        findings = contract.judged(text)
        if findings[row.code].status is not Status.MET:
            return text
    return text


def _mutants(name: str, code: str) -> Iterator[tuple[str, Complete, str]]:
    contract = complete(name)
    row = next(r for r in contract.pack.requirements if r.code == code)
    for how in WORSEN:
        if how in ONLY_IN_DUTIES and not binding(row):
            continue
        if how == "delete_members" and not any(s.members for e in row.needs if e.core for s in e.any):
            continue
        text = _worsened(contract, row, how)
        if text is not None:
            yield how, contract, text


def _better(before: dict[str, Finding], after: dict[str, Finding]) -> list[str]:
    return [
        f"{code}: {was.status} to {after[code].status}"
        for code, was in before.items()
        if {was.status, after[code].status} <= set(BETTER) and BETTER[after[code].status] > BETTER[was.status]
    ]


@pytest.mark.parametrize(("name", "code"), ROWS)
def test_a_worse_text_is_judged_worse_and_nothing_better(name: str, code: str) -> None:
    assert complete(name).findings[code].status is Status.MET
    faults: list[str] = []
    known: list[str] = []
    mutants = list(_mutants(name, code))
    assert mutants, "nothing made this row worse"
    for how, contract, text in mutants:
        after = contract.judged(text)
        faults += [f"{how}: {each}" for each in _better(contract.findings, after)]
        if after[code].status is Status.MET:
            (known if (code, how) in KNOWN else faults).append(f"{how}: {code} stays met")
    assert faults == []
    assert len(known) == sum(of == code for of, _ in KNOWN), "mended: take it out of KNOWN"


@pytest.mark.parametrize(("name", "code"), CONTRADICTED)
def test_a_later_clause_that_contradicts_makes_a_row_worse(name: str, code: str) -> None:
    contract = complete(name)
    row = next(r for r in contract.pack.requirements if r.code == code)
    assert row.examples
    sentence = contract.with_roles(row.examples.contradicted[0])
    after = contract.judged(contract.text + f"\n99. {sentence}\n")
    assert after[code].status in {Status.WEAK, Status.CONTRADICTED}


def test_without_its_exhibits_no_finding_of_a_contract_is_better_and_some_are_worse() -> None:
    worse = []
    for contract in (complete(pack.name) for pack in PACKS):
        after = contract.judged(contract.text.replace(filled_exhibits(contract.text), ""))
        assert _better(contract.findings, after) == []
        worse += [
            c for c, f in contract.findings.items() if f.status is Status.MET and after[c].status is not Status.MET
        ]
    assert len(worse) >= 5


def test_a_tracked_deletion_of_not_makes_a_ban_worse() -> None:
    tested = {}
    for name, code in ROWS:
        contract = complete(name)
        bans = _sole_bans(contract, code)
        if bans:
            body = "".join(f"<w:p>{_runs(line, bans)}</w:p>" for line in contract.text.split("\n") if line.strip())
            document = read_bytes(docx(body), "contract.docx")
            assert document.revisions.deletions >= len(bans)
            after = contract.judged(document.text)
            assert _better(contract.findings, after) == []
            tested[code] = after[code].status
    assert len(tested) >= 12
    assert {code for code, status in tested.items() if status is Status.MET} == KNOWN_DELETIONS.keys()


def _sole_bans(contract: Complete, code: str) -> list[str]:
    """The sentences that carry a row, where all of them are bans by "shall not" or its like; else none."""
    row = next(r for r in contract.pack.requirements if r.code == code)
    steps = contract.carriers(row)
    bans = [
        s.text
        for s in steps
        if s.modality is Modality.PROHIBITION and re.search(r"\b(?:shall|must|will) not\b", s.text)
    ]
    return bans if len(bans) == len(steps) else []


def _runs(line: str, bans: list[str]) -> str:
    """The line as runs; "not" is deleted, tracked, in the sentences that carry the ban."""
    hit = any(ban in line for ban in bans)
    pieces = re.split(r"(?<=shall)( not)\b|(?<=must)( not)\b|(?<=will)( not)\b", line) if hit else [line]
    return "".join(_deleted(p) if p == " not" else _run(p) for p in pieces if p)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{_escaped(text)}</w:t></w:r>'


def _deleted(text: str) -> str:
    inside = f'<w:r><w:delText xml:space="preserve">{_escaped(text)}</w:delText></w:r>'
    return f'<w:del w:id="1" w:author="A" w:date="2026-01-01T00:00:00Z">{inside}</w:del>'
