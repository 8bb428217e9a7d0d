"""The tests inside the rules: each example of a requirement is judged, alone in a small contract."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from clauselint.model import Finding, Status
from clauselint.packs import Pack, with_examples
from clauselint.packs.example_contracts import ExampleContract, example_contracts
from clauselint.packs.schema import Requirement
from clauselint.pipeline import DocumentAnalyzer
from clauselint.reading import read_bytes

# Examples of a row with a stance are about what the text says, whichever side the pack judges for.
_STATUS_OF_STANCE = {"entailed": Status.MET, "contradicted": Status.CONTRADICTED, "not-mentioned": Status.MISSING}


@dataclass(frozen=True, slots=True)
class RuleTest:
    """An example with the finding that its requirement got on it."""

    example: ExampleContract
    finding: Finding

    @property
    def status(self) -> Status:
        """The status that counts for the example."""
        return _STATUS_OF_STANCE.get(self.finding.stance, self.finding.status)

    @property
    def passes(self) -> bool:
        """Return whether the example is judged as its rule says; a known miss passes as long as it is missed."""
        return (self.status in self.example.expected) != self.example.known_miss


def run_examples(pack: Pack, codes: Sequence[str] = (), *, explain: bool = False) -> Iterator[RuleTest]:
    """Yield the examples of the pack's own rows, or of those with these codes, each judged.

    ``explain``: the findings of those that fail come with a trace.
    """
    full = with_examples(pack)
    for row in full.requirements:
        if row.examples is None or (codes and row.code not in codes):
            continue
        # One row at a time: the others of the pack would only take time.
        needed = tuple(r for r in full.requirements if r.code in {row.code, full.file.precedence})
        analyze = DocumentAnalyzer((replace(full, requirements=needed),))
        analyze_again = DocumentAnalyzer((replace(full, requirements=needed),), explain=True) if explain else None
        for example in example_contracts(full, row):
            test = RuleTest(example, _judge(analyze, row, example))
            if analyze_again is not None and not test.passes:
                test = RuleTest(example, _judge(analyze_again, row, example))
            yield test


def _judge(analyze: DocumentAnalyzer, row: Requirement, example: ExampleContract) -> Finding:
    report = analyze(read_bytes(example.contract.encode(), "example.txt"))
    return next(finding for finding in report.findings if finding.code == row.code)
