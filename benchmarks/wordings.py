"""How the packs judge wordings that no rule was written from, and what their confidence is worth.

    python benchmarks/wordings.py [PACK]... [--wrong]

``wordings/<pack>.jsonl`` holds sentences of our own, written from the requirements' meaning alone by hands that had not seen
the rules, and kept from those who wrote them: per row some that must be met, and some that come near and must not. Each is
judged alone in a small contract. ``--wrong`` prints those that go wrong; whoever reads them to mend a rule must write new
ones. The second table is what ``clauselint/judging/confidence.py`` holds: the share of findings of each kind that were right
in saying that there is, or is not, a gap. Wordings that must be met weigh as much as the others in it.
"""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from clauselint.model import Finding, Status
from clauselint.packs import Pack, load
from clauselint.packs.example_contracts import contract_around
from clauselint.pipeline import DocumentAnalyzer
from clauselint.reading import read_bytes

HERE = Path(__file__).resolve().parent / "wordings"


@dataclass(frozen=True, slots=True)
class Judged:
    """A wording, whether it must be met, and the finding that it got."""

    pack: str
    text: str
    whole: bool
    finding: Finding

    @property
    def right(self) -> bool:
        """Return whether the finding tells a gap from none."""
        met = self.finding.stance == "entailed" if self.finding.stance else self.finding.status is Status.MET
        return met == self.whole


def judged(name: str) -> Iterator[Judged]:
    """The pack's wordings, each judged by its own row alone."""
    pack = load(name)
    rows = {row.code: row for row in pack.requirements}
    for line in (HERE / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        wordings = json.loads(line)
        examine = DocumentAnalyzer((_one_row(pack, wordings["code"], rows),))
        for kind in ("met", "not_met"):
            for text in wordings[kind]:
                contract = contract_around(text, pack.file.roles, exhibits=kind == "met")
                (finding,) = examine(read_bytes(contract.encode(), "wording.txt")).findings
                yield Judged(name, text, kind == "met", finding)


def _one_row(pack: Pack, code: str, rows: dict) -> Pack:  # type: ignore[type-arg]  # rows by code
    pack_file = pack.file.model_copy(update={"precedence": None, "groups": ()})
    return replace(pack, requirements=(rows[code],), file=pack_file)


def main() -> None:
    """Print both tables."""
    wrong = "--wrong" in sys.argv
    names = [a for a in sys.argv[1:] if not a.startswith("-")] or sorted(f.stem for f in HERE.glob("*.jsonl"))
    seen = [each for name in names for each in judged(name)]
    print(f"{'pack':22} {'met, of those that must be':>28} {'not met, of those that must not':>34}")
    shares = defaultdict(list)
    for name in names:
        cells = []
        for whole in (True, False):
            of = [j for j in seen if j.pack == name and j.whole is whole]
            right = sum(j.right for j in of)
            shares[whole].append(right / max(1, len(of)))
            cells.append(f"{right}/{len(of)} = {right / max(1, len(of)):.3f}")
        print(f"{name:22} {cells[0]:>28} {cells[1]:>34}")
    print(f"{'mean over the packs':22} {_mean(shares[True]):>28} {_mean(shares[False]):>34}")
    _calibration(seen)
    if wrong:
        for j in seen:
            if not j.right:
                print(f"\n{j.finding.code} is {j.finding.status} ({j.finding.reason}): {j.text}")


def _mean(shares: list[float]) -> str:
    return f"{sum(shares) / max(1, len(shares)):.3f}"


def _calibration(seen: list[Judged]) -> None:
    weight = {True: 1.0, False: sum(j.whole for j in seen) / max(1, sum(not j.whole for j in seen))}
    right: Counter[str] = Counter()
    of: Counter[str] = Counter()
    count: Counter[str] = Counter()
    for j in seen:
        kind = j.finding.confidence_kind
        of[kind] += weight[j.whole]  # type: ignore[assignment]  # a Counter of floats
        right[kind] += weight[j.whole] * j.right  # type: ignore[assignment]
        count[kind] += 1
    print(f"\n{'kind of finding':28} {'how many':>9} {'right':>7}")
    for kind in sorted(of):
        print(f"{kind:28} {count[kind]:>9} {right[kind] / of[kind]:>7.2f}")


if __name__ == "__main__":
    main()
