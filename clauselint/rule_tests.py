"""The tests inside the rules: each example of a requirement is judged, alone in a small contract."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from clauselint.model import Status
from clauselint.packs import Pack, with_examples
from clauselint.packs.example_contracts import ExampleContract, samples
from clauselint.pipeline import DocumentAnalyzer
from clauselint.reading import read_bytes

# Examples of a row with a stance are about what the text says, whichever side the pack judges for.
_SAID = {"entailed": Status.MET, "contradicted": Status.CONTRADICTED, "not-mentioned": Status.MISSING}


@dataclass(frozen=True, slots=True)
class RuleTest:
    """An example with the status that its requirement got."""

    sample: ExampleContract
    status: Status
    reason: str

    @property
    def right(self) -> bool:
        """Return whether the example is judged as its rule says; a known miss is right as long as it is missed."""
        return (self.status in self.sample.accepted) != self.sample.known_miss


def trials(pack: Pack, codes: Sequence[str] = ()) -> Iterator[RuleTest]:
    """The examples of the pack's own rows, or of those with these codes, tried one after the other."""
    full = with_examples(pack)
    for row in full.requirements:
        if row.examples is None or (codes and row.code not in codes):
            continue
        # One row at a time: what the others of the pack say is not asked, and would take its time.
        needed = tuple(r for r in full.requirements if r.code in {row.code, full.head.precedence})
        examine = DocumentAnalyzer((replace(full, requirements=needed),))
        for sample in samples(full, row):
            report = examine(read_bytes(sample.contract.encode(), "example.txt"))
            finding = next(f for f in report.findings if f.code == row.code)
            yield RuleTest(sample, _SAID.get(finding.stance, finding.status), finding.reason)
