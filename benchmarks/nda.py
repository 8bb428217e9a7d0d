"""How often the stances of the pack ``nda`` agree with ContractNLI, hypothesis by hypothesis, and how fast they are found.

    python benchmarks/nda.py

judges the whole agreements of ``data/contractnli/dev.json`` in the material (environment variable CLAUSELINT_MATERIAL,
default ``../shared`` beside the repository). 31 of them were never trained on: those are the figures that count. Evidence: a
span counts as quoted where quotes cover half of its characters; F1 over the pairs whose hypothesis is spoken of.
"""

from __future__ import annotations

import json
import os
import random
import sys
import time
from collections import Counter
from pathlib import Path

from clauselint.model import DocumentReport, EvidenceRole
from clauselint.packs import load
from clauselint.pipeline import DocumentAnalyzer
from clauselint.reading import read_bytes

ROOT = Path(__file__).resolve().parent.parent
MATERIAL = Path(os.environ.get("CLAUSELINT_MATERIAL", ROOT / "../shared"))
HYPOTHESES = dict(
    zip(
        (f"NDA-{n:02}" for n in range(1, 18)),
        (f"nda-{n}" for n in (1, 2, 3, 4, 5, 7, 8, 10, 11, 12, 13, 15, 16, 17, 18, 19, 20)),
        strict=True,
    )
)
CHOICES = {"Entailment": "entailed", "Contradiction": "contradicted", "NotMentioned": "not-mentioned"}
HELD_OUT, SEED = 31, 0  # as in training/nda/train.py


def main() -> int:
    """Print the table."""
    file = MATERIAL / "data/contractnli/dev.json"
    if not file.is_file():
        print(f"no material at {MATERIAL}; set CLAUSELINT_MATERIAL")
        return 1
    documents = json.loads(file.read_text(encoding="utf-8"))["documents"]
    random.Random(SEED).shuffle(documents)  # noqa: S311 - the same order as in training
    held = {d["id"] for d in documents[-HELD_OUT:]}
    examine = DocumentAnalyzer((load("nda"),))
    right: dict[bool, Counter[str]] = {True: Counter(), False: Counter()}
    evidence: dict[bool, Counter[str]] = {True: Counter(), False: Counter()}
    words, seconds = 0, 0.0
    for document in documents:
        read = read_bytes(document["text"].encode("utf-8"), "agreement.txt")
        begin = time.process_time()
        report = examine(read)
        seconds += time.process_time() - begin
        words += read.words
        part = document["id"] in held
        labels = document["annotation_sets"][0]["annotations"]
        for finding in report.findings:
            if finding.code in HYPOTHESES:
                label = labels[HYPOTHESES[finding.code]]
                right[part][finding.code] += finding.stance == CHOICES[label["choice"]]
                if label["choice"] != "NotMentioned":
                    evidence[part] += _evidence(report, finding.code, document, set(label["spans"]))
    print(f"{'':9}{'held out':>10}{'trained on':>12}")
    rest = len(documents) - len(held)
    for code, hypothesis in HYPOTHESES.items():
        print(f"{code}   {right[True][code] / len(held):8.3f}{right[False][code] / rest:12.3f}   {hypothesis}")
    print(f"accuracy {right[True].total() / len(held) / 17:8.3f}{right[False].total() / rest / 17:12.3f}")
    print(f"evidence {_f1(evidence[True]):8.3f}{_f1(evidence[False]):12.3f}   F1")
    print(f"{words} words in {seconds:.1f} s: {words / seconds:,.0f} words a second, outline and judging included")
    return 0


def _evidence(report: DocumentReport, code: str, document: dict, gold: set[int]) -> Counter[str]:
    """Spans quoted rightly, wrongly, and not at all."""
    finding = next(f for f in report.findings if f.code == code)
    quotes = [e.span for e in finding.evidence if e.role is not EvidenceRole.NEAREST]
    here, there = _solid(report.document.text), _solid(document["text"])
    covered = {k for q in quotes for k in range(here[q.start], here[q.end])}
    spans = [range(there[a], there[b]) for a, b in document["spans"]]
    hits = {i for i, s in enumerate(spans) if s and 2 * sum(k in covered for k in s) >= len(s)}
    return Counter(tp=len(hits & gold), fp=len(hits - gold), fn=len(gold - hits))


def _solid(text: str) -> list[int]:
    """For each offset, how many characters that are no white space stand before it: the same in both texts."""
    counts = [0]
    for character in text:
        counts.append(counts[-1] + (not character.isspace()))
    return counts


def _f1(counts: Counter[str]) -> float:
    return 2 * counts["tp"] / max(1, 2 * counts["tp"] + counts["fp"] + counts["fn"])


if __name__ == "__main__":
    sys.exit(main())
