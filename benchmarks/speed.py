"""Start-up and one contract, as ratios to what no program in Python, and none with spaCy, can do without.

Run: python benchmarks/speed.py [rounds]. Each round runs every command once, so that a busy moment meets all of them
alike; a ratio is of medians. Goals: --help at most 6 times `python -c pass`; one contract of 10 pages, the whole
process, at most 2 times `python -c 'import spacy; spacy.blank("en")'`.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from itertools import cycle, islice
from pathlib import Path
from statistics import median

import docx
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate

import clauselint

ROOT = Path(__file__).parent.parent
WORDS = 5000  # ten pages
CLAUSELINT = ("-c", "import sys; from clauselint.cli import main; sys.exit(main())")


def contracts(folder: Path) -> tuple[Path, Path]:
    """A PDF and a DOCX of ten pages, of the paragraphs of a sample contract."""
    document = clauselint.read(ROOT / "fixtures" / "contracts" / "northgate-complete.docx")
    paragraphs = [block.text for block in document.blocks if block.start is not None]
    rounds = WORDS / document.words
    chosen = list(islice(cycle(paragraphs), int(len(paragraphs) * rounds)))
    pdf, word = folder / "ten-pages.pdf", folder / "ten-pages.docx"
    style = getSampleStyleSheet()["BodyText"]
    SimpleDocTemplate(str(pdf)).build(
        [Paragraph(text.replace("&", "&amp;").replace("<", "&lt;"), style) for text in chosen]
    )
    written = docx.Document()
    for text in chosen:
        written.add_paragraph(text)
    written.save(str(word))
    return pdf, word


def seconds(arguments: tuple[str, ...]) -> float:
    """Wall-clock time of one whole process."""
    start = time.perf_counter()
    done = subprocess.run([sys.executable, *arguments], cwd=ROOT, capture_output=True, check=False)
    took = time.perf_counter() - start
    if done.returncode == 2:
        sys.exit(done.stderr.decode())
    return took


def main() -> None:
    """Print medians and ratios."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    with tempfile.TemporaryDirectory() as folder:
        pdf, word = contracts(Path(folder))
        commands = {
            "python -c pass": ("-c", "pass"),
            "--help": (*CLAUSELINT, "--help"),
            "rule SDP-019": (*CLAUSELINT, "rule", "SDP-019"),
            "import spacy": ("-c", "import spacy; spacy.blank('en')"),
            "check, PDF": (*CLAUSELINT, "check", str(pdf)),
            "check, DOCX": (*CLAUSELINT, "check", str(word)),
        }
        for arguments in commands.values():
            seconds(arguments)  # byte code and disk caches are warm for all
        times: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(rounds):
            for name, arguments in commands.items():
                times[name].append(seconds(arguments))
    medians = {name: median(each) for name, each in times.items()}
    for name, value in medians.items():
        print(f"{name:<16} {value * 1000:7.0f} ms")
    for name, base, goal in (
        ("--help", "python -c pass", 6),
        ("check, PDF", "import spacy", 2),
        ("check, DOCX", "import spacy", 2),
    ):
        print(f"{name} / {base}: {medians[name] / medians[base]:.2f} (goal: at most {goal})")


if __name__ == "__main__":
    main()
