"""Pages that are pictures, read by Tesseract through pytesseract, which runs it as a program of its own.

The picture and what was read in it lie, for as long as the program runs, in a folder that only the user can open.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from clauselint.reading.fragments import Fragment
from clauselint.reading.ocr.page_words import (
    OcrWord,
    has_letters,
    is_doubtful,
    is_on_end,
    line_fragments,
    median_confidence,
    merge_readings,
    parse_tsv,
    runs_down,
)
from clauselint.support.executables import find_executable

if TYPE_CHECKING:
    from PIL.Image import Image

_LANGUAGE = "eng"
_TIMEOUT = 60  # seconds for one look at a page; most take 1 to 3
_POINTS = 72  # an inch
_PAGE, _REST = "page.png", "rest.png"
_ANALYZED, _ONE_BLOCK = 3, 6  # how Tesseract looks at a page (its --psm)
_TABLE = "-c tessedit_create_tsv=1"
_INK, _WHITE = 128, 255  # shades of gray: what is darker than the first is written
_BRIM = 2  # dots about a word
_SURELY_TURNED = 1.0  # Tesseract's confidence in the orientation, which reaches 20 on a page of text
_ROTATE = re.compile(r"^Rotate: (90|180|270)$.*^Orientation confidence: ([\d.]+)$", re.MULTILINE | re.DOTALL)
_HINTS = {
    "win32": "winget install UB-Mannheim.TesseractOCR, with its folder on the PATH",
    "darwin": "brew install tesseract",
}
_HINT = "apt install tesseract-ocr, or dnf install tesseract"


class OcrError(Exception):
    """A page could not be read by OCR: Tesseract failed, or took longer than a page may take."""


class OcrTimeoutError(OcrError):
    """Tesseract took longer than a page may take. The next time it may not."""


@cache
def ocr_setup_hint() -> str | None:
    """None where OCR can be used, else a sentence that says what to install."""
    steps = []
    if find_spec("pytesseract") is None:
        steps.append('pip install "clauselint[ocr]" (or: pip install pytesseract)')
    if find_executable("tesseract") is None:
        steps.append(_HINTS.get(sys.platform, _HINT))
    if steps:
        return f"To read such pages by OCR, run: {'; then: '.join(steps)}."
    import pytesseract

    try:
        _set_tesseract_path()
        languages = pytesseract.get_languages()
    except pytesseract.TesseractNotFoundError:
        return "To read such pages by OCR, install Tesseract anew: the one on the PATH does not run."
    if _LANGUAGE not in languages:
        return "To read such pages by OCR, install Tesseract's English data (apt install tesseract-ocr-eng)."
    return None


def read_page(image: Image, width: float, height: float) -> tuple[Fragment, ...]:
    """The pieces of the lines in the picture of a page, in Tesseract's order, which keeps columns apart.

    ``image`` shows the page as a reader sees it, ``width`` and ``height`` are its size in points. The fragments stand in
    points from its lower left corner; those of a page that lies on its side stand as on the page turned upright. Raises
    OcrError.
    """
    scale = width / image.width
    dots = round(_POINTS / scale)
    grey = image.convert("L")
    with TemporaryDirectory(prefix="clauselint-") as name:
        folder = Path(name)
        words = _recognize(grey, dots, folder)
        turn = _clockwise_turn(folder, dots) if is_doubtful(words) else 0
        if turn:
            again = _recognize(grey.rotate(-turn, expand=True), dots, folder)  # PIL turns against the clock
            if not is_doubtful(again) or median_confidence(again) > median_confidence(words):
                return tuple(line_fragments(again, scale, height if turn == 180 else width))
    return tuple(line_fragments(words, scale, height))


# --- Tesseract -----------------------------------------------------------------------------------------------------


def _recognize(page: Image, dots: int, folder: Path) -> list[OcrWord]:
    """The words in a picture of so many dots an inch.

    Tesseract's analysis of a page keeps columns apart and leaves pictures out, but loses the numbers that hang in the
    margin of clauses. So it gets what the words left of the page a second time, as one block.
    """
    page.save(folder / _PAGE, compress_level=1)
    words = parse_tsv(
        _run_tesseract(folder / _PAGE, "tsv", _LANGUAGE, f"--dpi {dots} --psm {_ANALYZED} {_TABLE}"), _ANALYZED
    )
    if not runs_down(words):
        down = {word.line for word in words if is_on_end(word)}  # such numbers, taken for a line that runs downwards
        words = [word for word in words if word.line not in down]
    rest = _erase_words(page, words)
    if rest.point([255 * (shade < _INK) for shade in range(256)]).getbbox() is None:
        return words
    rest.save(folder / _REST, compress_level=1)
    block = parse_tsv(
        _run_tesseract(folder / _REST, "tsv", _LANGUAGE, f"--dpi {dots} --psm {_ONE_BLOCK} {_TABLE}"), _ONE_BLOCK
    )
    return merge_readings(words, block)


def _erase_words(page: Image, words: Sequence[OcrWord]) -> Image:
    """A picture without some of its words."""
    from PIL.ImageDraw import Draw

    rest = page.copy()
    brush = Draw(rest)
    for word in filter(has_letters, words):
        box = (word.left - _BRIM, word.top - _BRIM, word.right + _BRIM, word.bottom + _BRIM)
        brush.rectangle(box, fill=_WHITE)
    return rest


def _clockwise_turn(folder: Path, dots: int) -> int:
    """Return the degrees to turn the page clockwise, so that its text is upright; 0 where that is not known."""
    try:
        report = _run_tesseract(folder / _PAGE, "osd", "osd", f"--dpi {dots} --psm 0")
    except OcrTimeoutError:
        raise  # the page is unread, which no cache keeps; read as it lies, it would be
    except OcrError:  # too few letters to tell, or the data for it are not installed
        return 0
    match = _ROTATE.search(report)
    return int(match[1]) if match and float(match[2]) >= _SURELY_TURNED else 0


def _run_tesseract(picture: Path, extension: str, language: str, config: str) -> str:
    import pytesseract
    from pytesseract.pytesseract import run_tesseract

    # Not image_to_data(): that puts the page into the common folder for temporary files, for everybody to read.
    base = picture.with_suffix("")
    try:
        _set_tesseract_path()
        with _single_threaded():
            run_tesseract(str(picture), str(base), extension, language, config, timeout=_TIMEOUT)
        return base.with_suffix(f".{extension}").read_text("utf-8", errors="replace")
    except (pytesseract.TesseractError, OSError) as error:
        raise OcrError("Tesseract failed.") from error
    except RuntimeError as error:  # pytesseract's for a timeout
        raise OcrTimeoutError(f"Tesseract took longer than {_TIMEOUT} seconds.") from error


def _set_tesseract_path() -> None:
    """Have pytesseract run the Tesseract that is on the PATH, by where it lies: by its name alone, Windows would first look in
    the current folder."""
    import pytesseract

    pytesseract.pytesseract.tesseract_cmd = find_executable("tesseract") or pytesseract.pytesseract.tesseract_cmd


@contextmanager
def _single_threaded() -> Iterator[None]:
    """Keep Tesseract from starting threads that only wait for each other: the work is split by file already."""
    name = "OMP_THREAD_LIMIT"
    before = os.environ.get(name)
    os.environ[name] = before or "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ[name]
