"""Pages that are pictures, read by Tesseract through pytesseract, which runs it as a program of its own.

The picture and what was read in it lie, for as long as the program runs, in a folder that only the user can open.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from csv import QUOTE_NONE, DictReader
from dataclasses import dataclass, replace
from functools import cache
from importlib.util import find_spec
from itertools import groupby, pairwise
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from clauselint.reading.pdf_lines import Part, Word, part_of

if TYPE_CHECKING:
    from PIL.Image import Image

_LANGUAGE = "eng"
_TIMEOUT = 60  # seconds for a page; a full one takes 3 to 8
_POINTS = 72  # an inch
_ANALYSED, _ONE_BLOCK = 3, 6  # how Tesseract looks at a page (its --psm)
_DOUBTFUL = 30  # per cent of confidence; marks below it that hold no letter are specks
_SURE = 60  # per cent; a page read worse than this may lie on its side
_FEW_WORDS = 5  # a page with fewer gives no picture of how well it was read
_LONG = 4  # letters; a word of so many is wider than high
_WIDEST = 1.1  # heights a letter; what is wider was read in a ruling line
_SURELY_TURNED = 1.0  # Tesseract's confidence in the orientation, which reaches 20 on a page of text
_RULES = frozenset("|¦")  # what it makes of ruling lines
_BULLETS = frozenset("¢©®°»«e")  # what it makes of a bullet; none is a word that begins a line
_GAP = 1.0  # heights; a wider gap between words parts a line, for columns, tables and numbers in the margin
_DIGITS_GAP = 0.6  # heights; the same after a bare number that begins a line
# Parts of the type's height, which reaches from the foot of "p" to the top of "l".
_TALL, _SMALL, _FOOT = 0.77, 0.55, 0.23
_ALIKE = 0.2  # of the usual height; lines that differ less are set in one size: boxes of words are never exact
_ASCENDS = re.compile(r"[A-Z0-9bdfhklt(\[{/$&%§£€]")
_DESCENDS = re.compile(r"[gjpqy(\[{/Q§]")
_ROTATE = re.compile(r"^Rotate: (90|180|270)$.*^Orientation confidence: ([\d.]+)$", re.MULTILINE | re.DOTALL)
_HINTS = {
    "win32": "winget install UB-Mannheim.TesseractOCR, with its folder on the PATH",
    "darwin": "brew install tesseract",
}
_HINT = "apt install tesseract-ocr, or dnf install tesseract"


class OcrError(Exception):
    """A page could not be read by OCR: Tesseract failed, or took longer than a page may take."""


@cache
def available() -> str | None:
    """None where OCR can be used, else a sentence that says what to install."""
    steps = []
    if find_spec("pytesseract") is None:
        steps.append('pip install "clauselint[ocr]"')
    if shutil.which("tesseract") is None:
        steps.append(_HINTS.get(sys.platform, _HINT))
    if steps:
        return f"To read such pages by OCR, run: {'; then: '.join(steps)}."
    import pytesseract

    try:
        languages = pytesseract.get_languages()
    except pytesseract.TesseractNotFoundError:
        return "To read such pages by OCR, install Tesseract anew: the one on the PATH does not run."
    if _LANGUAGE not in languages:
        return "To read such pages by OCR, install Tesseract's English data (apt install tesseract-ocr-eng)."
    return None


def read_page(image: Image, width: float, height: float) -> tuple[Part, ...]:
    """The pieces of the lines in the picture of a page, in Tesseract's order, which keeps columns apart.

    ``image`` shows the page as a reader sees it, ``width`` and ``height`` are its size in points. The parts stand in
    points from its lower left corner; those of a page that lies on its side stand as on the page turned upright. Raises
    OcrError.
    """
    scale = width / image.width
    dots = round(_POINTS / scale)
    grey = image.convert("L")
    with TemporaryDirectory(prefix="clauselint-") as folder:
        picture = Path(folder) / "page.png"
        grey.save(picture, compress_level=1)
        words = _recognise(picture, dots)
        turn = _upright(picture, dots) if _doubtful(words) else 0
        if turn:
            grey.rotate(-turn, expand=True).save(picture, compress_level=1)  # PIL turns against the clock
            again = _recognise(picture, dots)
            if not _doubtful(again) or _confidence(again) > _confidence(words):
                return tuple(_parts(again, scale, height if turn == 180 else width))
    return tuple(_parts(words, scale, height))


# --- Tesseract -----------------------------------------------------------------------------------------------------


def _recognise(picture: Path, dots: int) -> list[_Seen]:
    """The words in a picture of so many dots an inch.

    The picture is read twice. Tesseract's analysis of the page keeps columns apart and leaves pictures out, but loses the
    numbers that hang in the margin of clauses; taken as one block, the page keeps those.
    """
    words, block = (
        _words(_run(picture, "tsv", _LANGUAGE, f"--dpi {dots} --psm {mode} -c tessedit_create_tsv=1"), mode)
        for mode in (_ANALYSED, _ONE_BLOCK)
    )
    if not _runs_down(words):
        down = {word.line for word in words if _on_end(word)}  # such numbers, taken for a line that runs downwards
        words = [word for word in words if word.line not in down]
    missed = _missed(words, block)
    points = [word for word in words if not _says(word) and any(_overlap(word, each) for each in missed)]
    return _in_place([word for word in words if word not in points], missed)


def _upright(picture: Path, dots: int) -> int:
    """By how many degrees to turn a picture with the clock, so that its text is upright; 0 where that is not known."""
    try:
        told = _run(picture, "osd", "osd", f"--dpi {dots} --psm 0")
    except OcrError:  # too few letters to tell, or the data for it are not installed
        return 0
    match = _ROTATE.search(told)
    return int(match[1]) if match and float(match[2]) >= _SURELY_TURNED else 0


def _run(picture: Path, extension: str, language: str, config: str) -> str:
    import pytesseract
    from pytesseract.pytesseract import run_tesseract

    # Not image_to_data(): that puts the page into the common folder for temporary files, for everybody to read.
    base = picture.with_suffix("")
    try:
        with _one_thread():
            run_tesseract(str(picture), str(base), extension, language, config, timeout=_TIMEOUT)
        return base.with_suffix(f".{extension}").read_text("utf-8", errors="replace")
    except (pytesseract.TesseractError, OSError) as error:
        raise OcrError("Tesseract failed.") from error
    except RuntimeError as error:  # pytesseract's for a timeout
        raise OcrError(f"Tesseract took longer than {_TIMEOUT} seconds.") from error


@contextmanager
def _one_thread() -> Iterator[None]:
    """Keep Tesseract from starting threads that only wait for each other: the work is split by file already."""
    name = "OMP_THREAD_LIMIT"
    before = os.environ.get(name)
    os.environ[name] = before or "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ[name]


# --- words to lines ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Seen:
    """A word in a picture: its place in dots from the upper left corner, its line, and per cent of confidence."""

    text: str
    left: int
    top: int
    right: int
    bottom: int
    line: tuple[str, ...]
    confidence: float


def _words(table: str, mode: int) -> list[_Seen]:
    """The words of Tesseract's table, without specks and ruling lines; ``mode`` keeps the lines of two readings apart."""
    found = []
    for row in DictReader(table.split("\n"), delimiter="\t", quoting=QUOTE_NONE):
        text = (row.get("text") or "").strip()
        if row["level"] != "5" or not text or _RULES.issuperset(text):
            continue
        left, top, width, height = (int(row[name]) for name in ("left", "top", "width", "height"))
        confidence = float(row["conf"])
        if confidence < 0 or (confidence < _DOUBTFUL and not any(c.isalpha() for c in text)):
            continue
        line = (str(mode), row["block_num"], row["par_num"], row["line_num"])
        found.append(_Seen(text, left, top, left + width, top + height, line, confidence))
    return found


def _confidence(words: Sequence[_Seen]) -> float:
    return median(word.confidence for word in words) if len(words) >= _FEW_WORDS else 0.0


def _doubtful(words: Sequence[_Seen]) -> bool:
    """Whether a page may lie on its side: it was read badly, or its words run up or down."""
    return _confidence(words) < _SURE or _runs_down(words)


def _runs_down(words: Sequence[_Seen]) -> bool:
    long = [word for word in words if len(word.text) >= _LONG]
    return sum(map(_on_end, long)) > len(long) / 2


def _on_end(word: _Seen) -> bool:
    """Whether the letters of a word stand one below the other."""
    return len(word.text) >= _LONG and word.bottom - word.top > word.right - word.left


def _missed(words: Sequence[_Seen], block: Sequence[_Seen]) -> list[_Seen]:
    """The words of the second reading that stand where the first saw none, without what it made of lines and pictures."""
    return [
        word
        for word in block
        if word.confidence >= _SURE
        and _says(word)
        and word.right - word.left <= _WIDEST * _size(word) * len(word.text)
        and not any(_says(other) and _overlap(word, other) for other in words)
    ]


def _in_place(words: Sequence[_Seen], missed: Sequence[_Seen]) -> list[_Seen]:
    """The words of both readings, those of the second in the lines of the first that they stand beside."""
    lines: dict[tuple[str, ...], list[_Seen]] = {}
    for word in words:
        lines.setdefault(word.line, []).append(word)
    for word in missed:
        level = [other for other in words if other.top < (word.top + word.bottom) / 2 < other.bottom]
        beside = min(level, key=lambda other: max(other.left - word.right, word.left - other.right), default=word)
        lines.setdefault(beside.line, []).append(replace(word, line=beside.line))
    return [word for line in lines.values() for word in sorted(line, key=lambda word: word.left)]


def _says(word: _Seen) -> bool:
    return any(c.isalnum() for c in word.text)


def _overlap(a: _Seen, b: _Seen) -> bool:
    return a.left < b.right and b.left < a.right and a.top < b.bottom and b.top < a.bottom


def _parts(words: Sequence[_Seen], scale: float, height: float) -> Iterator[Part]:
    """The pieces of the lines, all of the page's usual size set to one height, in points."""
    lines = [list(group) for _, group in groupby(words, key=lambda word: word.line)]
    sizes = [median(map(_size, line)) for line in lines]
    usual = median([size for size, line in zip(sizes, lines, strict=True) for _ in line]) if lines else 0.0
    for line, own in zip(lines, sizes, strict=True):
        size = usual if abs(own - usual) <= _ALIKE * usual else own
        base = median(word.bottom - (_FOOT * size if _DESCENDS.search(word.text) else 0.0) for word in line)
        y0, y1 = height - (base + _FOOT * size) * scale, height - (base - _TALL * size) * scale
        placed = [Word(word.text, word.left * scale, y0, word.right * scale, y1) for word in line]
        if len(placed) > 1 and placed[0].text in _BULLETS:
            placed[0] = replace(placed[0], text="•")
        for piece in _pieces(placed):
            part = part_of(piece)
            if part is not None:
                yield part


def _size(word: _Seen) -> float:
    """The height of a word's type, from the height of its box and the letters in it."""
    share = (_TALL if _ASCENDS.search(word.text) else _SMALL) + (_FOOT if _DESCENDS.search(word.text) else 0.0)
    return (word.bottom - word.top) / share


def _pieces(line: list[Word]) -> Iterator[list[Word]]:
    """A line cut at its wide gaps."""
    begin = 0
    for i, (before, after) in enumerate(pairwise(line), 1):
        bare = i == begin + 1 and before.text.isdigit()
        if after.x0 - before.x1 > (_DIGITS_GAP if bare else _GAP) * (before.y1 - before.y0):
            yield line[begin:i]
            begin = i
    yield line[begin:]
