"""Small contracts that each hold one example of a rule, to test the rule with."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from clauselint.model import Status
from clauselint.packs.pack import Pack
from clauselint.packs.schema import Requirement

PROTECTED_ROLES = (
    "District", "School", "LEA", "Board", "Controller", "Covered Entity", "Disclosing Party", "Discloser", "Customer",
    "Buyer", "Client", "University", "Agency",
)  # fmt: skip
COUNTERPARTY_ROLES = (
    "Provider", "Contractor", "Recipient", "Vendor", "Company", "Operator", "Consultant", "Supplier", "Processor",
    "Business Associate", "Receiving Party", "Requestor", "Researcher", "Organization", "Licensor", "Partner",
)  # fmt: skip
CONTRACT_FORMS = (
    'SERVICES AGREEMENT\n\nThis Agreement is made between Lakeside Public Body (the "{a}") and Northgate Learning, Inc.'
    ' (the "{b}").\n\n1. Definitions. Words in capitals have the meaning given where they first appear.\n\n2. Terms. {text}'
    "\n\n3. Notices. Notices are sent to the addresses on the cover page.\n",
    'AGREEMENT\n\nBETWEEN: Lakeside Public Body (the "{a}")\nAND: Northgate Learning, Inc. (the "{b}")\n\n'
    "ARTICLE I. BACKGROUND\nThe {a} and the {b} have agreed on the following terms.\n\nARTICLE II. TERMS\n2.1 {text}\n\n"
    "ARTICLE III. GENERAL\n3.1 This Agreement may be signed in counterparts.\n",
    "These terms bind Lakeside Public Body, called the {a}, and Northgate Learning, Inc., called the {b}.\n\n"
    "(a) Fees are stated in the order.\n\n(b) {text}\n\n(c) Headings are for convenience.\n",
)
_FILLED = (
    "The particulars of this {kind} are these. Data elements: student name, grade level, course enrolment and attendance of"
    " the students of grades 6 to 8, sent by SFTP. Purpose: rostering and homework services, from 1 September 2026 to 31"
    " August 2027."
)
_EXHIBIT = re.compile(r"\b(Exhibit|Annex|Appendix|Schedule|Attachment)\s+([A-Z]|\d+|[IVX]+)\b")

_NOT_MET = frozenset(Status) - {Status.MET}
EXPECTED_STATUSES: dict[str, frozenset[Status]] = {
    "met": frozenset({Status.MET}),
    "limb": frozenset({Status.MET, Status.WEAK}),
    "weak": frozenset({Status.WEAK}),
    "missing": frozenset({Status.MISSING, Status.NOT_APPLICABLE}),
    "contradicted": frozenset({Status.CONTRADICTED}),
    "not_met": _NOT_MET,
}
"""Each list of ``examples`` with the statuses that it accepts."""


@dataclass(frozen=True, slots=True)
class ExampleContract:
    """Example of the row ``code``: its sentence, the small contract around it, and the statuses that it may get.

    ``known_miss``: it stands under ``todo``, and is not expected to be judged so yet.
    """

    code: str
    sentence: str
    contract: str
    expected: frozenset[Status]
    known_miss: bool = False


def example_contracts(pack: Pack, row: Requirement) -> Iterator[ExampleContract]:
    """Yield every example of a row of ``pack``. Raises ValueError where the row was loaded without its examples."""
    if row.examples is None:
        raise ValueError(f"{row.code} was loaded without its examples")
    for kind, expected in EXPECTED_STATUSES.items():
        for sentence in getattr(row.examples, kind):
            yield _sample(pack, row, sentence, kind, expected)
    for todo in row.examples.todo:
        yield _sample(pack, row, todo.text, todo.want, EXPECTED_STATUSES[todo.want], known_miss=True)


def _sample(
    pack: Pack, row: Requirement, sentence: str, kind: str, expected: frozenset[Status], *, known_miss: bool = False
) -> ExampleContract:
    text = contract_around(sentence, pack.file.roles, exhibits=kind in {"met", "limb"})
    return ExampleContract(row.code, sentence, text, expected, known_miss)


def contract_around(sentence: str, roles: tuple[str, str], *, exhibits: bool) -> str:
    """Return a contract that holds the sentence and little else, between the roles that it names, or else ``roles``: that of the
    protected party and that of the counterparty.

    With ``exhibits`` each exhibit that it cites is attached and filled, without it is not there.
    """
    pick = int(hashlib.sha256(sentence.encode()).hexdigest(), 16)
    a, b = (
        next((r for r in known if re.search(rf"\b{r}\b", sentence)), usual)
        for known, usual in zip((PROTECTED_ROLES, COUNTERPARTY_ROLES), roles, strict=True)
    )
    text = CONTRACT_FORMS[pick % len(CONTRACT_FORMS)].format(text=sentence, a=a, b=b)
    return text + filled_exhibits(sentence) if exhibits else text


def with_roles(sentence: str, roles: tuple[str, str]) -> str:
    """Return the sentence with these role words, of the protected party and of the counterparty, in place of its own."""
    for words, role in zip((PROTECTED_ROLES, COUNTERPARTY_ROLES), roles, strict=True):
        sentence = re.sub(rf"\b(?:{'|'.join(words)})\b(?! (?:Data|Board|of Education))", role, sentence)
    return sentence


def filled_exhibits(text: str) -> str:
    """Return every exhibit that the text cites, filled in."""
    cited = dict.fromkeys(_EXHIBIT.findall(text))
    return "".join(f"\n{kind.upper()} {label}\n\n{_FILLED.format(kind=kind)}\n" for kind, label in cited)
