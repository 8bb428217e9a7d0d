"""How often statuses and passages agree with careful readers' on whole agreements.

    python benchmarks/agreements.py

judges the agreements of ``data/agreements`` in the material (environment variable CLAUSELINT_MATERIAL, default ``../shared``
beside the repository) and prints the figures twice: for the documents that are set aside, which nobody looks into and
nothing is learned from, and for the others, from which the models learned (so that their figures say little).
``training/agreements/train.py --measure`` prints those by cross-validation. The measures:

status                a reader gave this status
first passage         the first quote is one that a reader would show, of the rows for which readers show one
status and passage    both; the figure that counts, since a status without its passage is a guess
said met              of the rows said to be met, the share that a reader calls met; so for the other statuses
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path, PurePath
from typing import Any

from clauselint.model import DocumentReport, EvidenceRole, Finding
from clauselint.packs import load
from clauselint.pipeline import DocumentAnalyzer
from clauselint.reading import read_file

ROOT = Path(__file__).resolve().parent.parent
MATERIAL = Path(os.environ.get("CLAUSELINT_MATERIAL", ROOT / "../shared")) / "data/agreements"
_SHARED_WORDS, _FEWEST_WORDS, _FEWEST_CHARACTERS = 0.8, 6, 12
Label = dict[str, Any]


def main() -> int:
    """Print both tables."""
    if not (MATERIAL / "labels.jsonl").is_file():
        print(f"no material at {MATERIAL}; set CLAUSELINT_MATERIAL")
        return 1
    aside = set((MATERIAL / "aside.txt").read_text(encoding="utf-8").split())
    tallies: dict[str, Counter[tuple[str, str]]] = {"set aside": Counter(), "learned from": Counter()}
    confidence: list[tuple[float, bool]] = []
    for label, finding in judged():
        is_aside = PurePath(label["doc"]).stem in aside
        count(tallies["set aside" if is_aside else "learned from"], label, finding)
        if is_aside:
            confidence.append((finding.confidence, finding.status in label["accept"]))
    for name, tally in tallies.items():
        print(f"{name}: {tally['status', 'rows']} rows")
        for measure in dict.fromkeys(measure for measure, _ in tally):
            rows, right = tally[measure, "rows"], tally[measure, "right"]
            print(f"  {measure:24} {right}/{rows} = {right / rows:.3f}")
    print("confidence, set aside")
    for low in (0.0, 0.5, 0.7, 0.8, 0.9):
        high = {0.0: 0.5, 0.5: 0.7, 0.7: 0.8, 0.8: 0.9}.get(low, 1.01)
        within = [right for value, right in confidence if low <= value < high]
        if within:
            print(f"  {low:.1f} to {min(high, 1.0):.1f}: {len(within)} findings, {sum(within) / len(within):.2f} right")
    return 0


def judged() -> Iterator[tuple[Label, Finding]]:
    """Yield every label with the finding on it."""
    labels: dict[tuple[str, str], list[Label]] = defaultdict(list)
    for line in (MATERIAL / "labels.jsonl").read_text(encoding="utf-8").splitlines():
        label = json.loads(line)
        labels[label["pack"], PurePath(label["doc"]).stem].append(label)
    files = {path.stem: path for path in (MATERIAL / "docs").iterdir()}
    analyzers: dict[str, DocumentAnalyzer] = {}
    for (pack, name), rows in sorted(labels.items()):
        analyzer = analyzers.setdefault(pack, DocumentAnalyzer((load(pack),)))
        report: DocumentReport = analyzer(read_file(files[name]))
        findings = {finding.code: finding for finding in report.findings}
        yield from ((label, findings[label["code"]]) for label in rows)


def count(tally: Counter[tuple[str, str]], label: Label, finding: Finding) -> None:
    """Add a finding to a tally of measures."""
    right, readers = finding.status in label["accept"], label["quotes"]
    quotes = [e.text for e in finding.evidence if e.role is not EvidenceRole.NEAREST]
    hit = bool(quotes) and any(alike(quotes[0], quote) for quote in readers or ())
    measures = {"status": right, f"said {finding.status}": right}
    if readers:
        measures["first passage"] = hit
    if readers is not None:
        measures["status and passage"] = right and (hit or not readers)
    if readers and label["accept"][0] == "met":
        measures["met, found whole"] = right and hit and finding.status == "met"
    for measure, is_right in measures.items():
        tally[measure, "rows"] += 1
        tally[measure, "right"] += is_right


def alike(quote: str, passage: str) -> bool:
    """Return whether one holds the other, or they share most of their words."""
    a, b = (re.sub(r"[^a-z0-9]+", " ", text.lower()).strip() for text in (quote, passage))
    if min(len(a), len(b)) < _FEWEST_CHARACTERS:
        return a == b
    x, y = Counter(a.split()), Counter(b.split())
    fewest = min(x.total(), y.total())
    return a in b or b in a or (fewest >= _FEWEST_WORDS and (x & y).total() >= _SHARED_WORDS * fewest)


if __name__ == "__main__":
    sys.exit(main())
