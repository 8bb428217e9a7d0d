"""The labelled sentences of leases, put into small leases, and how well the program reads them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from clauselint.model import Modality, Obligation

SENTENCES = Path(__file__).with_name("lease_sentences.txt")
_CODES = {
    "O": Modality.OBLIGATION,
    "X": Modality.PROHIBITION,
    "M": Modality.PERMISSION,
    "E": Modality.ENTITLEMENT,
    "N": Modality.NO_OBLIGATION,
    "Z": Modality.NO_ENTITLEMENT,
}
_OTHER = {"tenant": "Landlord", "lessee": "Lessor", "landlord": "Tenant", "lessor": "Lessee"}
_PARTIES = re.compile(r"\b(?:Tenant|Landlord|Lessee|Lessor)\b")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A sentence with what it is for each party named in it."""

    text: str
    labels: Mapping[str, frozenset[Modality]]

    def lease(self) -> str:
        """A small lease that holds the sentence and defines its parties."""
        known = [role for role in self.labels if role.lower() in _OTHER] or ["Tenant"]
        pair = sorted({known[0].title(), _OTHER[known[0].lower()]})
        others = [role for role in self.labels if role.lower() not in _OTHER]
        more = "".join(f' and Person {n} Holdings, Inc. ("{role}")' for n, role in enumerate(others))
        return (
            f'LEASE AGREEMENT\n\nThis Lease is made between Harbor Properties LLC ("{pair[0]}"), and Quay Stores, Inc. '
            f'("{pair[1]}"){more}.\n\n1. Premises. The Building is described in Exhibit A.\n\n2. Terms. {self.text}\n\n'
            "3. Headings. Headings are for convenience.\n"
        )


@dataclass(slots=True)
class Score:
    """True and false finds, by modality."""

    right: int = 0
    false: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """Of what was found, how much is right; 1 where nothing was found."""
        return self.right / (self.right + self.false) if self.right + self.false else 1.0

    @property
    def recall(self) -> float:
        """Of what is there, how much was found; 1 where nothing is."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(slots=True)
class Scores:
    """Scores of all modalities, sentence by sentence."""

    of: dict[Modality, Score] = field(default_factory=lambda: {m: Score() for m in _CODES.values()})

    def add(self, sentence: Labelled, rows: list[Obligation]) -> None:
        """Count one sentence, of which ``rows`` were read."""
        for party in {*sentence.labels, *_PARTIES.findall(sentence.text)}:
            wanted = sentence.labels.get(party, frozenset())
            mine = [row for row in rows if row.obligor.lower() == party.lower()]
            for modality, score in self.of.items():
                found = any(r.modality is modality and (modality in wanted or not r.mirror) for r in mine)
                score.right += found and modality in wanted
                score.false += found and modality not in wanted
                score.missed += not found and modality in wanted


def sentences() -> Iterator[Labelled]:
    """The labelled sentences, in the order of the file."""
    for line in SENTENCES.read_text(encoding="utf-8").splitlines():
        text, bar, labels = line.partition(" || ")
        if bar:
            found = re.findall(r"(\w+)=(\w*)", labels)
            yield Labelled(text, {party: frozenset(_CODES[code] for code in codes) for party, codes in found})
