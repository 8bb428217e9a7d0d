"""How well and how fast PDFs are read: words of CUAD's PDFs against the text that came with them.

    python benchmarks/reading.py [EVERY]

reads every EVERY-th PDF (default 1) of ``cuad/pdf`` in the material (environment variable CLAUSELINT_MATERIAL, default
``../shared`` beside the repository). Recall: the share of the text's words that the reading has, live or as header,
footer or number of a page; precision: the share of the reading's words that the text has. Both count each word as often
as it occurs.
"""

from __future__ import annotations

import os
import re
import sys
import time
from collections import Counter
from pathlib import Path

from clauselint.model import Document
from clauselint.reading import read_file

ROOT = Path(__file__).resolve().parent.parent
MATERIAL = Path(os.environ.get("CLAUSELINT_MATERIAL", ROOT / "../shared")) / "data/cuad"
_WORD = re.compile(r"[a-z0-9]+")


def words(text: str) -> Counter[str]:
    """The words of a text, by how often each occurs."""
    return Counter(_WORD.findall(text.casefold()))


def seen(document: Document) -> Counter[str]:
    """The words of all that stands on the document's pages."""
    return words(" ".join(block.text for block in document.blocks if block.state != "dead"))


def main() -> int:
    """Print the worst files and the sums."""
    if not (MATERIAL / "pdf").is_dir():
        print(f"no material at {MATERIAL}; set CLAUSELINT_MATERIAL")
        return 1
    every = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    rows = []
    pages, seconds, reads = 0, 0.0, Counter[str]()
    for path in sorted((MATERIAL / "pdf").iterdir())[::every]:
        begin = time.process_time()
        document = read_file(path)
        seconds += time.process_time() - begin
        pages += document.pages or 0
        reads[document.read] += 1
        twin = MATERIAL / "txt" / f"{path.stem}.txt"
        if twin.is_file():
            right, got = words(twin.read_text("utf-8", errors="replace")), seen(document)
            rows.append(((right & got).total(), right.total(), got.total(), path.name))
    for both, right, got, name in sorted(rows, key=lambda row: row[0] / max(row[1], row[2], 1))[:10]:
        print(f"recall {both / max(right, 1):.4f}  precision {both / max(got, 1):.4f}  {name[:80]}")
    both, right, got = (sum(row[i] for row in rows) for i in range(3))
    print(f"all    recall {both / right:.4f}  precision {both / got:.4f}  ({len(rows)} files with a twin)")
    print(f"{pages} pages in {seconds:.1f} s, {1000 * seconds / pages:.2f} ms a page; {dict(reads)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
