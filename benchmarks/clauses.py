"""How well and how fast clause types are found: CUAD's labels, and words a second of detection on one core.

    python benchmarks/clauses.py [EVERY]

takes every EVERY-th contract (default 1) of ``cuad/txt`` in the material (environment variable CLAUSELINT_MATERIAL,
default ``../shared`` beside the repository). Presence: is there any clause of this type in the document? Each type that
CUAD labels is one yes or no a document; F1 is micro over all. Contracts whose file name has a SHA-256 divisible by five
are the test part: no pattern was written with an eye on them. Speed counts detection alone, reading and outline done.
"""

from __future__ import annotations

import csv
import hashlib
import os
import sys
import time
from collections import Counter
from pathlib import Path

from clauselint import outline
from clauselint.detection import Detector
from clauselint.judging import inventory
from clauselint.reading import read_file

ROOT = Path(__file__).resolve().parent.parent
MATERIAL = Path(os.environ.get("CLAUSELINT_MATERIAL", ROOT / "../shared"))
Labels = dict[str, dict[str, str]]


def labels() -> Labels:
    """CUAD's rows, by the stem of the file's name."""
    with (MATERIAL / "data/cuad/master_clauses.csv").open(encoding="utf-8") as file:
        return {Path(row["Filename"]).stem.rstrip("."): row for row in csv.DictReader(file)}


def labelled_types() -> dict[str, str]:
    """The clause types that CUAD labels, and its names for them."""
    with (MATERIAL / "taxonomy.csv").open(encoding="utf-8") as file:
        return {row["type"]: row["cuad_category"] for row in csv.DictReader(file) if row["cuad_category"]}


def part(file_name: str) -> str:
    """Whether a contract is for development or for the test."""
    return "dev" if int(hashlib.sha256(file_name.encode()).hexdigest(), 16) % 5 else "test"


def figures(count: Counter[str]) -> str:
    """Precision, recall and F1."""
    right, wrong, missed = count["tp"], count["fp"], count["fn"]
    precision, recall = right / max(1, right + wrong), right / max(1, right + missed)
    return f"P {precision:.3f}  R {recall:.3f}  F1 {2 * right / max(1, 2 * right + wrong + missed):.3f}"


def main() -> int:
    """Print the figures by type and part, and the speed."""
    if not (MATERIAL / "data/cuad/txt").is_dir():
        print(f"no material at {MATERIAL}; set CLAUSELINT_MATERIAL")
        return 1
    every = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    gold, types, detector = labels(), labelled_types(), Detector()
    counts: dict[tuple[str, str], Counter[str]] = {}
    words, seconds = 0, 0.0
    for path in sorted((MATERIAL / "data/cuad/txt").iterdir())[::every]:
        row = gold[path.stem.rstrip(".")]
        document = read_file(path)
        tree = outline.build(document)
        begin = time.process_time()
        detections = detector.detect(document, tree)
        seconds += time.process_time() - begin
        words += document.words
        found = {clause.type for clause in inventory(document, tree, detections)}
        for name, category in types.items():
            truth, said = row[category] not in ("", "[]"), name in found
            outcome = {(True, True): "tp", (False, True): "fp", (True, False): "fn"}.get((truth, said), "tn")
            counts.setdefault((part(row["Filename"]), name), Counter())[outcome] += 1
    for name in types:
        print(f"{name:<36} " + "   ".join(f"{p} {figures(counts.get((p, name), Counter()))}" for p in ("dev", "test")))
    for which in ("dev", "test"):
        total = sum((c for (p, _), c in counts.items() if p == which), Counter[str]())
        print(f"presence, micro, {which:<19} {figures(total)}")
    print(f"{words} words in {seconds:.1f} s of detection: {words / seconds:,.0f} words a second")
    return 0


if __name__ == "__main__":
    sys.exit(main())
