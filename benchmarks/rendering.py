"""How much of what LibreOffice prints of DOCX files the reading holds: words of its PDFs against our blocks.

    python benchmarks/rendering.py [FILE ...]

renders the files (default: all DOCX of fixtures/contracts and fixtures/reading) with ``soffice``, takes the text of the
pages with pypdfium2, and prints for each file the share of its words (``[a-z0-9]+`` of the NFKC text in lower case, each
as often as it occurs) that the live and aside blocks hold, labels included; then the words that are missing, and the sum.

Running lines, which are one block each, count once a page, with the numbers of the pages. Tracked changes are printed as
accepted. What is struck out or white is printed too: words that the reading has set apart as dead are not asked of its
other blocks. What LibreOffice prints and no reading has: the marks of notes, glued to a word, and the scales of charts.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata
import zipfile
from collections import Counter
from pathlib import Path

import pypdfium2

from clauselint.model import State
from clauselint.reading import read_file

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"
WANTED = 0.995
_WORD = re.compile(r"[a-z0-9]+")
_SETTINGS = re.compile(rb"(<w:settings\b[^>]*[^/]>)")
_SECONDS = 300


def words(text: str) -> Counter[str]:
    """The words of a text, by how often each occurs."""
    return Counter(_WORD.findall(unicodedata.normalize("NFKC", text).lower()))


def final_copy(path: Path, into: Path) -> Path:
    """A copy of a file that asks to be shown without the marks of its tracked changes (``w:revisionView``)."""
    copy = into / path.name
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/settings.xml" and b"revisionView" not in data:
                data = _SETTINGS.sub(rb'\1<w:revisionView w:markup="0" w:insDel="0" w:formatting="0"/>', data)
            new.writestr(name, data)
    return copy


def rendered(files: list[Path], into: Path) -> None:
    """Let LibreOffice print the files into a folder, one PDF each, with a profile of its own."""
    command = ["soffice", f"-env:UserInstallation={(into / 'profile').as_uri()}", "--headless", "--convert-to", "pdf"]
    subprocess.run(
        [*command, "--outdir", str(into), *map(str, files)], check=True, capture_output=True, timeout=_SECONDS
    )


def printed(pdf: Path) -> tuple[Counter[str], int]:
    """The words on the pages of a PDF, and how many pages there are."""
    with pypdfium2.PdfDocument(pdf) as document:
        texts = [page.get_textpage().get_text_range() for page in document]
    return words("\n".join(texts).replace("\ufffe", "")), len(texts)


def held(path: Path, pages: int) -> tuple[Counter[str], Counter[str]]:
    """The words of all that a reader of the file sees, and those of what the reading has set apart as dead."""
    seen, dead = Counter(map(str, range(1, pages + 1))), Counter[str]()
    for block in read_file(path).blocks:
        own = words(f"{block.label or ''} {block.text}")
        times = pages if block.kind in ("header", "footer", "watermark") else 1
        (dead if block.state is State.DEAD else seen).update({word: number * times for word, number in own.items()})
    return seen, dead


def main() -> int:
    """Print a line a file, what is missing, and the sum; 1 where the sum is too low."""
    if shutil.which("soffice") is None:
        print("soffice (LibreOffice) is not installed: nothing to compare with")
        return 0
    files = [Path(each) for each in sys.argv[1:]] or sorted(
        path
        for folder in ("contracts", "reading")
        for path in (FIXTURES / folder).glob("*.do[ct][xm]")
        if zipfile.is_zipfile(path)  # a flat package is text to LibreOffice
    )
    both = all_printed = 0
    with tempfile.TemporaryDirectory() as folder:
        rendered([final_copy(path, Path(folder)) for path in files], Path(folder))
        for path in files:
            pdf = Path(folder) / f"{path.stem}.pdf"
            if not pdf.is_file():
                print(f"not printed  {path.name}")
                continue
            there, pages = printed(pdf)
            seen, dead = held(path, pages)
            there -= (there - seen) & dead
            missing = there - seen
            both, all_printed = both + (there - missing).total(), all_printed + there.total()
            share = 1 - missing.total() / max(there.total(), 1)
            listed = " ".join(f"{word}*{n}" if n > 1 else word for word, n in sorted(missing.items()))
            print(f"{share:.4f}  {there.total():6}  {path.name}  {listed[:200]}")
    print(f"{both / max(all_printed, 1):.4f}  {all_printed:6}  all")
    return 0 if both >= WANTED * all_printed else 1


if __name__ == "__main__":
    sys.exit(main())
