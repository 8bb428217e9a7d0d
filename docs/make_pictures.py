"""Makes the pictures of README again, from real runs on the sample contracts: python docs/make_pictures.py

Wants Chromium or Chrome on the PATH. Writes html-report.png, terminal-report.png and norms-in-displacy.png into docs/images.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import spacy
from rich.console import Console
from rich.text import Text
from spacy import displacy

import clauselint
from clauselint.reporting import render

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
CLAUSES = """This Agreement is made between Lakeside School District (the "District") and Northgate, Inc. (the "Provider").
1. Use. The Provider shall not sell Student Data.
2. Breach. The Provider shall notify the District within 72 hours after it discovers a breach of Student Data.
3. Audit. The District may audit the Provider once a year. The District is not required to pay for corrections.
"""
COLORS = {
    "obligation": "#9ecbff",
    "prohibition": "#ffb3ad",
    "permission": "#b7e4b0",
    "no-obligation": "#e3d5f5",
    "statement": "#dddddd",
}
LINES = 36  # of the terminal report, from its top
COLUMNS = 80


def photograph(page: str, picture: Path, width: int, height: int) -> None:
    """Write what a browser window of this size, in pixels, shows of an HTML page."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        sys.exit("no Chromium or Chrome on the PATH; the pictures were not made.")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "page.html"
        file.write_text(page, encoding="utf-8")
        window = ("--headless", "--no-sandbox", "--hide-scrollbars", f"--window-size={width},{height}")
        command = [browser, *window, f"--screenshot={picture}", file.as_uri()]
        subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - a browser, and a page of our own
    size = picture.stat().st_size / 1000
    sys.stdout.write(f"{picture.relative_to(ROOT)}: {size:.0f} kB\n")


def terminal(report: str) -> str:
    """An HTML page that shows the first lines of a coloured text report as a terminal does."""
    console = Console(file=io.StringIO(), record=True, width=COLUMNS, force_terminal=True)
    console.print(Text.from_ansi("\n".join(report.splitlines()[:LINES])))
    window = console.export_svg(title="clauselint check fixtures/contracts/brightpath-gaps.docx")
    return f'<!doctype html><meta charset="utf-8"><body style="margin:0">{window}</body>'


def norms() -> str:
    """The page that displaCy makes of the norms in a few clauses; docs/spacy.md shows the same code."""
    nlp = spacy.blank("en")
    nlp.add_pipe("clauselint_norms")
    options = {"spans_key": "norms", "colors": COLORS}
    return str(displacy.render(nlp(CLAUSES), style="span", options=options, page=True))


def main() -> None:
    """Judge two samples and photograph their reports."""
    os.chdir(ROOT)  # reports show paths as they were given
    IMAGES.mkdir(parents=True, exist_ok=True)
    samples = Path("fixtures") / "contracts"
    hollow = clauselint.check(samples / "northgate-hollow.docx")
    photograph(render(hollow, "html"), IMAGES / "html-report.png", 1100, 1250)
    gaps = clauselint.check(samples / "brightpath-gaps.docx")
    photograph(terminal(render(gaps, "text", color=True, width=COLUMNS)), IMAGES / "terminal-report.png", 1000, 950)
    photograph(norms(), IMAGES / "norms-in-displacy.png", 1000, 420)


if __name__ == "__main__":
    main()
