"""How well `clauselint obligations` reads sentences of leases: precision, recall and F1 by modality.

Run: ``python benchmarks/obligations.py``. The sentences stand in ``tests/obligations/lease_sentences.txt``.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from clauselint import outline
from clauselint.detection.norms import obligations
from clauselint.reading import read_bytes
from tests.obligations.leases import Scores, sentences


def main() -> None:
    """Print the table, each sentence in a small lease and alone."""
    for alone in (False, True):
        scores = Scores()
        for sentence in sentences():
            document = read_bytes((sentence.text if alone else sentence.lease()).encode(), "lease.txt")
            at = document.text.find(sentence.text[:30])
            rows = obligations.list_obligations(document, outline.build(document))
            scores.add(sentence, [r for r in rows if at <= r.span.start < at + len(sentence.text)])
        print("alone" if alone else "in a small lease")
        for modality, score in scores.of.items():
            counts = f"right {score.right:3} false {score.false:2} missed {score.missed:2}"
            print(f"  {modality:15} {counts}  P {score.precision:.2f} R {score.recall:.2f} F1 {score.f1:.2f}")


if __name__ == "__main__":
    main()
