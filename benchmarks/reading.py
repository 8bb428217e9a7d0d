"""How well and how fast contracts are read, beside other readers on the same files.

    python benchmarks/reading.py [--every N] [--show] [twins] [pdf] [docx]

- ``twins``: the PDF and the TXT of the same contract of CUAD. Words are ``[a-z0-9]+`` of the NFKC, lower-cased text; the
  bag of the PDF's words, live and aside together, is compared with the TXT's (Dice: twice what both hold, by the sum of
  what each holds). Then what the pages' ends do to the text, as ``page_ends.py`` defines it; ``--show`` prints the places.
- ``pdf``: every N-th of these PDFs (default 8): words kept of the TXT's, and pages a second.
- ``docx``: words kept of those that LibreOffice prints, and files a second, for the project's own fixtures and the
  material's documents. It prints what is struck out or white too, which counts against a reader that sets it apart;
  ``rendering.py`` counts that rightly, for clauselint alone.

Without a name all three run. The material is looked for where CLAUSELINT_MATERIAL points (default: ``../shared`` beside
the repository). Readers that are not installed are left out with a word on how to get them.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
import zipfile
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path

from page_ends import Fault, Place, places, turns
from peers import TEXT_LAYER, Peer, docx_peers, pdf_peers, printed, seen_words
from rendering import words

from clauselint.model import Read
from clauselint.reading import read_file

ROOT = Path(__file__).resolve().parent.parent
MATERIAL = Path(os.environ.get("CLAUSELINT_MATERIAL", ROOT / "../shared")) / "data"
_GOOD_TWIN = 0.995
_WORST = 5


def pairs() -> list[tuple[Path, Path]]:
    """The PDFs of CUAD with their texts."""
    found = [
        (path, MATERIAL / "cuad/txt" / f"{path.stem}.txt") for path in sorted((MATERIAL / "cuad/pdf").glob("*.pdf"))
    ]
    return [(pdf, text) for pdf, text in found if text.is_file()]


def twins(show: bool) -> None:
    """Print how CUAD's PDFs agree with their texts, and what the ends of their pages do."""
    alike: list[tuple[float, str]] = []
    sums: Counter[str] = Counter()
    faults: defaultdict[Fault, list[tuple[str, Place]]] = defaultdict(list)
    for pdf, text in pairs():
        begin = time.process_time()
        document = read_file(pdf, TEXT_LAYER)
        sums["milliseconds"] += round(1000 * (time.process_time() - begin))
        got, right = words(seen_words(document)), words(text.read_text("utf-8", errors="replace"))
        both, either = (got & right).total(), got.total() + right.total()
        alike.append((2 * both / max(either, 1), pdf.name))
        sums.update(both=both, either=either, pages=document.pages or 0, turns=turns(document))
        for place in places(document):
            faults[place.fault].append((pdf.name, place))
    good = sum(dice >= _GOOD_TWIN for dice, _ in alike)
    print(
        f"Dice pooled {2 * sums['both'] / sums['either']:.4%}; {good} of {len(alike)} pairs at {_GOOD_TWIN:.1%} or more"
    )
    for dice, name in sorted(alike)[:_WORST]:
        print(f"  {dice:.4%}  {name}")
    print(f"{sums['pages']} pages at {1000 * sums['pages'] / sums['milliseconds']:.0f} a second of one core")
    print(f"{sums['turns']} page turns between live words:")
    for fault in Fault:
        print(f"  {len(faults[fault]):5} {fault}")
        for name, place in faults[fault] if show else ():
            print(f"        {name[:44]} p{place.page}: {' '.join(place.text.split())}")


def compare(title: str, peers: Sequence[Peer], files: Sequence[tuple[Path, Counter[str]]], unit: str) -> None:
    """Print words kept, and pages or files a second of one core, for each reader on the files that it opens."""
    print(f"{title}: {len(files)} files, {sum(right.total() for _, right in files)} words")
    for peer in peers:
        sums: Counter[str] = Counter()
        seconds = 0.0
        for path, right in files:
            begin = time.process_time()
            try:
                text, units = peer.read(path)
            except Exception:  # noqa: BLE001 - a peer may raise anything, and that is part of the result
                sums["failed"] += 1
                continue
            seconds += time.process_time() - begin
            got = words(text)
            sums.update(units=units, kept=(got & right).total(), right=right.total(), got=got.total())
        print(
            f"  {peer.name:<28} words kept {sums['kept'] / max(sums['right'], 1):7.2%}"
            f"  right {sums['kept'] / max(sums['got'], 1):7.2%}  {sums['units'] / max(seconds, 1e-9):8.1f} {unit} a second"
            + (f"  fails on {sums['failed']}" if sums["failed"] else "")
        )


def docx_files() -> list[tuple[Path, Counter[str]]]:
    """DOCX files that are contracts in one piece, with the words that LibreOffice prints."""
    folders = (ROOT / "fixtures/contracts", ROOT / "fixtures/reading", MATERIAL / "documents")
    files = [path for folder in folders for path in sorted(folder.glob("*.docx"))]
    # A flat package is text to LibreOffice and to the other readers.
    texts = printed([path for path in files if zipfile.is_zipfile(path) and read_file(path).read is Read.FULL])
    return [(path, words(text)) for path, text in texts.items()]


def main() -> int:
    """Run the parts that were asked for."""
    parser = argparse.ArgumentParser(description="Words kept and pages a second, beside other readers.")
    parser.add_argument("parts", nargs="*", choices=("twins", "pdf", "docx", []), help="default: all three")
    parser.add_argument("--every", type=int, default=8, metavar="N", help="for pdf: every N-th file (default 8)")
    parser.add_argument("--show", action="store_true", help="for twins: print the places")
    given = parser.parse_args()
    parts = given.parts or ("twins", "pdf", "docx")
    if not pairs() and parts != ["docx"]:
        print(f"no material at {MATERIAL}; set CLAUSELINT_MATERIAL")
        return 1
    if "twins" in parts:
        twins(given.show)
    if "pdf" in parts:
        chosen = pairs()[:: given.every]
        files = [(pdf, words(text.read_text("utf-8", errors="replace"))) for pdf, text in chosen]
        compare("PDF, against CUAD's texts", pdf_peers(), files, "pages")
    if "docx" in parts:
        compare("DOCX, against what LibreOffice prints", docx_peers(), docx_files(), "files")
    return 0


if __name__ == "__main__":
    sys.exit(main())
