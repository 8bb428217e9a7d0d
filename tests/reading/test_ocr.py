"""OCR: what is to be installed, how Tesseract's words become pieces of lines, and what is left behind."""

from __future__ import annotations

import os
import stat
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

import clauselint
from clauselint.model import Ocr, Read, ReadingOptions
from clauselint.reading.fragments import Fragment
from clauselint.reading.ocr import tesseract
from clauselint.reading.pdf.layout import lines_in_reading_order
from tests.reading.builders import both, pdf, typed

HEAD = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext"
LETTER = (612.0, 792.0)
BLANK = Image.new("L", (2550, 3300), 255)  # letter paper at 300 dots an inch

needs_tesseract = pytest.mark.skipif(
    tesseract.ocr_setup_hint() is not None, reason=f"no OCR here. {tesseract.ocr_setup_hint()}"
)


@pytest.fixture(autouse=True)
def own_temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


@pytest.fixture
def fresh() -> Iterator[None]:
    """``available()`` asks anew, and forgets what it was told here."""
    tesseract.ocr_setup_hint.cache_clear()
    yield
    tesseract.ocr_setup_hint.cache_clear()


def word(text: str, left: int, top: int, width: int, height: int, *, line: int = 1, confidence: float = 95) -> str:
    return f"5\t1\t1\t1\t{line}\t1\t{left}\t{top}\t{width}\t{height}\t{confidence}\t{text}"


def read_table(monkeypatch: pytest.MonkeyPatch, *rows: str) -> tuple[Fragment, ...]:
    """The parts of a page in which Tesseract sees the words of ``rows``, in dots of 1/300 inch."""

    def run(picture: str, base: str, extension: str, *_: object, **__: object) -> None:
        Path(f"{base}.{extension}").write_text("\n".join((HEAD, *rows, "")), encoding="utf-8")

    monkeypatch.setattr("pytesseract.pytesseract.run_tesseract", run)
    return tesseract.read_page(BLANK, *LETTER)


# --- what is to be installed ---------------------------------------------------------------------------------------


@pytest.mark.usefixtures("fresh")
def test_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tesseract, "find_spec", lambda name: None)
    monkeypatch.setattr("shutil.which", lambda name: None)
    monkeypatch.setattr(sys, "platform", "darwin")
    said = tesseract.ocr_setup_hint()
    assert 'pip install "clauselint[ocr]" (or: pip install pytesseract); then: brew install tesseract.' in (said or "")


@pytest.mark.usefixtures("fresh")
def test_the_program_alone_may_be_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name: None)
    monkeypatch.setattr(sys, "platform", "linux")
    said = tesseract.ocr_setup_hint()
    assert said is not None
    assert "apt install tesseract-ocr" in (said or "")
    assert "pip" not in (said or "")


@pytest.mark.usefixtures("fresh")
def test_the_english_data_may_be_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name: "/usr/bin/tesseract")
    monkeypatch.setattr("pytesseract.get_languages", lambda: ["deu", "osd"])
    assert "English data" in (tesseract.ocr_setup_hint() or "")


# --- words to lines ------------------------------------------------------------------------------------------------


def test_words_of_a_line_stand_in_points_from_the_lower_left(monkeypatch: pytest.MonkeyPatch) -> None:
    parts = read_table(monkeypatch, word("The", 300, 300, 75, 32), word("Provider", 390, 300, 170, 32))
    (part,) = parts
    assert part.text == "The Provider"
    assert (part.x0, part.x1) == pytest.approx((72.0, 134.4))
    assert part.y0 < 792 - 332 * 0.24 < 792 - 300 * 0.24 <= part.y1
    assert [each.x0 for each in part.words] == pytest.approx([72.0, 93.6])


def test_lines_of_one_type_are_equally_high(monkeypatch: pytest.MonkeyPatch) -> None:
    parts = read_table(
        monkeypatch,
        word("sum", 300, 309, 90, 23, line=1),  # no letter reaches up or down
        word("shall", 300, 350, 90, 32, line=2),
        word("pay", 300, 409, 90, 33, line=3),
        word("LARGE", 300, 500, 300, 90, line=4),
    )
    heights = [part.height for part in parts]
    assert heights[:3] == pytest.approx([heights[0]] * 3)
    assert heights[3] > 2 * heights[0]


def test_a_wide_gap_parts_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    parts = read_table(
        monkeypatch,
        word("By:", 300, 300, 60, 41),
        word("Name", 1300, 300, 100, 32),
        word("and", 1415, 300, 60, 32),
        word("12", 300, 400, 40, 32, line=2),
        word("Term", 370, 400, 80, 32, line=2),
    )
    assert [part.text for part in parts] == ["By:", "Name and", "12", "Term"]


def test_specks_and_ruling_lines_are_no_words(monkeypatch: pytest.MonkeyPatch) -> None:
    parts = read_table(
        monkeypatch,
        word("|", 290, 300, 4, 40, confidence=90),
        word("•", 300, 300, 10, 10, confidence=12),
        word("faint", 330, 300, 90, 32, confidence=12),
        word("never", 430, 300, 90, 32, confidence=-1),
        "4\t1\t1\t1\t1\t0\t300\t300\t300\t40\t-1\t",
    )
    assert [part.text for part in parts] == ["faint"]


def test_a_bullet_is_one_again(monkeypatch: pytest.MonkeyPatch) -> None:
    parts = read_table(monkeypatch, word("¢", 300, 305, 15, 25), word("Deletion", 325, 300, 160, 32))
    assert parts[0].text == "• Deletion"


def test_a_page_without_words_has_no_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read_table(monkeypatch) == ()


def test_numbers_that_the_first_look_lost_come_back(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = [word("The", 500, 300, 75, 32), word("Term", 590, 300, 90, 32), word("ends.", 500, 350, 110, 32, line=2)]
    left = [
        word("1.4", 300, 300, 50, 32),  # hangs in the margin
        word("é", 582, 305, 6, 25),  # the rest of a comma
        word("een", 290, 208, 1951, 17),  # a ruling line
        word("Page", 1200, 3200, 80, 40, line=2),
    ]
    looks = iter((seen, left))

    def run(picture: str, base: str, extension: str, *_: object, **__: object) -> None:
        Path(f"{base}.{extension}").write_text("\n".join((HEAD, *next(looks), "")), encoding="utf-8")

    monkeypatch.setattr("pytesseract.pytesseract.run_tesseract", run)
    monkeypatch.setattr(tesseract, "_clockwise_turn", lambda folder, dots: 0)
    page = BLANK.copy()
    page.paste(0, (300, 300, 350, 332))
    rows = lines_in_reading_order(tesseract.read_page(page, *LETTER))
    assert [row.text for row in rows] == ["1.4 The Term", "ends.", "Page"]


# --- what is left behind -------------------------------------------------------------------------------------------


@pytest.mark.skipif(os.name == "nt", reason="rights of files are those of POSIX")
def test_nobody_else_can_read_the_page(monkeypatch: pytest.MonkeyPatch, own_temporary_folder: Path) -> None:
    rights = []

    def run(picture: str, base: str, extension: str, *_: object, **__: object) -> None:
        rights.append(stat.S_IMODE(Path(picture).parent.stat().st_mode))
        assert Path(base).parent == Path(picture).parent
        Path(f"{base}.{extension}").write_text(HEAD, encoding="utf-8")

    monkeypatch.setattr("pytesseract.pytesseract.run_tesseract", run)
    tesseract.read_page(BLANK, *LETTER)
    assert set(rights) == {0o700}
    assert list(own_temporary_folder.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="the program is a shell script")
@pytest.mark.parametrize(("script", "said"), [("exec sleep 30", "longer than"), ("exit 3", "failed")])
def test_a_failure_is_one_error_and_leaves_nothing(
    script: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    programs, temporary = tmp_path / "bin", tmp_path / "tmp"
    programs.mkdir()
    temporary.mkdir()
    program = programs / "tesseract"
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    monkeypatch.setattr(tesseract, "_TIMEOUT", 1)
    with pytest.raises(tesseract.OcrError, match=said):
        tesseract.read_page(BLANK, *LETTER)
    assert list(temporary.iterdir()) == []


def test_a_page_whose_orientation_takes_too_long_is_not_read_as_it_lies(monkeypatch: pytest.MonkeyPatch) -> None:
    def run(picture: str, base: str, extension: str, *_: object, **__: object) -> None:
        if extension == "osd":
            raise RuntimeError("Tesseract process timeout")
        Path(f"{base}.{extension}").write_text(f"{HEAD}\n{word('xx', 0, 0, 9, 9, confidence=1)}\n", encoding="utf-8")

    monkeypatch.setattr("pytesseract.pytesseract.run_tesseract", run)
    with pytest.raises(tesseract.OcrError, match="longer than"):
        tesseract.read_page(BLANK, *LETTER)


def test_the_environment_is_as_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OMP_THREAD_LIMIT", raising=False)
    read_table(monkeypatch)
    assert "OMP_THREAD_LIMIT" not in os.environ


# --- with Tesseract ------------------------------------------------------------------------------------------------


def picture(draw: Callable[[Canvas], None], turn: int = 0) -> Image.Image:
    """A drawn page as a scanner gives it."""
    opened = pypdfium2.PdfDocument(pdf(draw))
    try:
        image: Image.Image = opened[0].render(scale=300 / 72, grayscale=True).to_pil()
    finally:
        opened.close()
    return image.rotate(turn, expand=True)


LEFT = ("Provider shall not sell", "Student Data or use it", "for advertising.")
RIGHT = ("The District owns all", "Student Data at all", "times.")
COLUMNS = both(typed(*LEFT, left=72), typed(*RIGHT, left=330))
LINES = (
    "1. Purpose. Provider shall use Student Data only for the Services.",
    "2. Notice. Provider shall notify the District within 72 hours of a breach.",
    "3. Deletion. Provider shall delete Student Data when this Agreement ends.",
    "4. Members. Provider is liable for its employees and agents as for itself.",
    "5. Records. The District may inspect the records of Provider at any time.",
    "6. Term. This Agreement begins in October and does not renew by itself.",
    "7. Consequences. The District may end the access of whoever misuses data.",
)


@needs_tesseract
def test_a_picture_is_read_where_it_stands() -> None:
    rows = lines_in_reading_order(tesseract.read_page(picture(typed(*LINES)), *LETTER))
    assert [row.text for row in rows] == list(LINES)  # with the numbers, which Tesseract's own analysis loses
    for i, row in enumerate(rows):
        assert row.x0 == pytest.approx(72, abs=2)
        assert row.y0 < 700 - 14 * i < row.y1  # the base line


@needs_tesseract
def test_a_scan_is_read_as_its_text_would_be() -> None:
    file = Path(__file__).resolve().parents[2] / "fixtures" / "broken" / "scan.pdf"
    document = clauselint.read(file)
    assert document.ocr_pages == (1, 2, 3)
    assert "Recipient shall not sell Student Data or use it for advertising." in document.text
    assert clauselint.read(file, ReadingOptions(ocr=Ocr.OFF)).read is Read.UNREADABLE


@needs_tesseract
def test_columns_stay_apart() -> None:
    parts = tesseract.read_page(picture(COLUMNS), *LETTER)
    assert {part.text for part in parts} == {*LEFT, *RIGHT}


@needs_tesseract
@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_on_its_side_is_turned(turn: int) -> None:
    page = picture(typed(*LINES), turn)
    size = LETTER if turn == 180 else LETTER[::-1]
    rows = lines_in_reading_order(tesseract.read_page(page, *size))
    assert [row.text for row in rows] == list(LINES)
    assert all(row.x0 == pytest.approx(72, abs=3) for row in rows)


@needs_tesseract
def test_an_empty_picture_has_no_words() -> None:
    assert tesseract.read_page(BLANK, *LETTER) == ()
