"""PDF: pages back to paragraphs, and what of a page was not read."""

from __future__ import annotations

import re
import zlib

from reportlab.lib.pagesizes import letter
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from clauselint.model import Block, Document, Ocr, Read, ReadingOptions, State
from clauselint.reading import read_bytes

from .builders import both, pdf, typed

WIDE = (
    "The Provider shall keep all Student Data confidential and shall not disclose it to any third",
    "party without the prior written consent of the District, except as required by law or court",
    "order, and shall notify the District of any such order before it discloses anything at all.",
)


def read(data: bytes, options: ReadingOptions = ReadingOptions(ocr=Ocr.OFF)) -> Document:  # noqa: B008  # frozen
    document = read_bytes(data, "contract.pdf", options)
    for block in document.blocks:
        if block.state is State.LIVE:
            assert document.text[block.start : block.end] == block.text
    return document


def live(document: Document) -> list[str]:
    return [block.text for block in document.blocks if block.state is State.LIVE]


def of_kind(document: Document, kind: str) -> list[Block]:
    return [block for block in document.blocks if block.kind == kind]


def codes(document: Document) -> dict[str, str]:
    return {problem.code: problem.severity.value for problem in document.problems}


def picture(x: float, y: float, width: float, height: float):  # type: ignore[no-untyped-def]
    from PIL import Image

    image = ImageReader(Image.effect_noise((64, 64), 80).convert("RGB"))
    return lambda canvas: canvas.drawImage(image, x, y, width, height)


def test_lines_are_joined_and_gaps_part() -> None:
    document = read(pdf(typed(*WIDE, "", "The Provider may use the data for the agreed purpose.")))
    assert live(document) == [" ".join(WIDE), "The Provider may use the data for the agreed purpose."]
    assert document.pages == 1
    assert document.page_at(0) == 1


def test_labels_and_bullets_begin_blocks() -> None:
    lines = ("2.1 " + WIDE[0], WIDE[2], "(a) sell the data;", "(b) rent it; or", "• give it away.", "ARTICLE IV")
    starts = [text.split(" ")[0] for text in live(read(pdf(typed(*lines))))]
    assert starts == ["2.1", "(a)", "(b)", "•", "ARTICLE"]


def test_a_reference_that_wraps_is_no_label() -> None:
    first = "The Provider shall give the notices of a breach that are required of the Provider under Section"
    document = read(pdf(typed(first, "2.1 of this Agreement without undue delay and in writing to the District.")))
    assert len(live(document)) == 1


def test_a_sentence_runs_over_a_page_and_its_furniture() -> None:
    def page(n: int, *lines: str):  # type: ignore[no-untyped-def]
        header = typed("Data Sharing Agreement", top=760)
        return both(header, typed(*lines), typed(f"Page {n} of 3", top=40, left=280))

    first, second, third = WIDE
    document = read(pdf(page(1, first, second), page(2, third, "", "Next."), page(3, "Last.")))
    assert live(document) == [" ".join(WIDE), "Next.", "Last."]
    assert [document.page_at(document.text.index(each)) for each in (first, third, "Last.")] == [1, 2, 3]
    assert {block.text for block in of_kind(document, "header")} == {"Data Sharing Agreement"}
    assert [block.text for block in of_kind(document, "page-number")] == ["Page 1 of 3", "Page 2 of 3", "Page 3 of 3"]


def test_lines_that_repeat_at_other_heights_are_kept() -> None:
    pages = [typed(*WIDE[: n + 1], "", "By: ________", "Name: ________") for n in range(3)]
    assert read(pdf(*pages)).text.count("By: ________") == 3


def test_words_broken_at_a_lines_end() -> None:
    lines = (
        "The Provider has a non-exclusive right and the agreement of the District; this is a non-",
        "exclusive right to use the data, and the Provider needs the District's agree-",
        "ment for every other use.",
    )
    text = read(pdf(typed(*lines))).text
    assert "a non-exclusive right to use" in text
    assert "District's agreement for" in text


def test_the_left_column_comes_first() -> None:
    rows = 30
    left = [f"left column line {n:02d} holds seven words" for n in range(rows)]
    right = [f"right column line {n:02d} holds seven words" for n in range(rows)]

    def page(canvas: Canvas) -> None:
        canvas.drawString(
            72, 740, "A heading that stands over both of the columns and reaches from edge to edge of the page"
        )
        for n in range(rows):  # row by row: the order of the content is no help
            canvas.drawString(72, 700 - 14 * n, left[n])
            canvas.drawString(330, 700 - 14 * n, right[n])

    text = read(pdf(page)).text
    assert text.startswith("A heading")
    places = [text.index(line[:20]) for line in (*left, *right)]
    assert places == sorted(places)


def test_line_numbers_in_the_margin_are_set_apart() -> None:
    def page(canvas: Canvas) -> None:
        for n in range(25):
            canvas.drawString(50, 740 - 24 * n, str(n + 1))
            canvas.drawString(90, 740 - 24 * n, WIDE[n % 3])

    document = read(pdf(page))
    assert len(of_kind(document, "line-number")) == 25
    assert WIDE[0] + " " + WIDE[1] in document.text


def test_headings() -> None:
    def page(canvas: Canvas) -> None:
        canvas.setFont("Helvetica-Bold", 10)
        canvas.drawString(72, 700, "5. Return of Data")
        canvas.setFont("Helvetica", 10)
        for n, line in enumerate(WIDE):
            canvas.drawString(72, 686 - 14 * n, line)
        canvas.drawString(72, 620, "CONFIDENTIALITY")

    document = read(pdf(page))
    assert [(b.text, b.bold) for b in of_kind(document, "heading")] == [
        ("5. Return of Data", True),
        ("CONFIDENTIALITY", False),
    ]


def test_a_ruled_table_gives_cells() -> None:
    def page(canvas: Canvas) -> None:
        canvas.drawString(72, 740, "Before the table.")
        canvas.grid([72, 200, 500], [700, 670, 640])
        for x, y, text in (
            (76, 680, "Data element"),
            (204, 680, "Purpose"),
            (76, 650, "Grades"),
            (204, 650, "Tutoring"),
        ):
            canvas.drawString(x, y, text)
        canvas.drawString(72, 600, "After the table.")

    document = read(pdf(page))
    assert live(document) == ["Before the table.", "Data element", "Purpose", "Grades", "Tutoring", "After the table."]
    assert [block.text for block in of_kind(document, "cell")] == ["Data element", "Purpose", "Grades", "Tutoring"]


def test_form_values_are_read() -> None:
    def page(canvas: Canvas) -> None:
        canvas.drawString(72, 700, "Provider:")
        canvas.acroForm.textfield(name="provider", value="Acme Learning", x=140, y=692, width=200, height=20)

    assert "Acme Learning" in read(pdf(page)).text


def test_invisible_text_is_dead() -> None:
    def page(canvas: Canvas) -> None:
        canvas.drawString(72, 700, "Seen by everybody.")
        text = canvas.beginText(72, 600)
        text.setTextRenderMode(3)
        text.textLine("Seen by nobody.")
        canvas.drawText(text)

    document = read(pdf(page))
    assert document.text == "Seen by everybody."
    assert [(b.text, b.state) for b in of_kind(document, "invisible")] == [("Seen by nobody.", State.DEAD)]
    assert codes(document) == {"DOC013": "warning"}


def test_what_ocr_read_over_a_scan_is_text() -> None:
    def page(canvas: Canvas) -> None:
        picture(0, 0, *letter)(canvas)
        text = canvas.beginText(72, 700)
        text.setFont("Helvetica", 10)
        text.setTextRenderMode(3)
        for line in (*WIDE, *WIDE):
            text.textLine(line)
        canvas.drawText(text)

    document = read(pdf(page))
    assert WIDE[0] in document.text
    assert document.read is Read.FULL


def test_scanned_pages_are_named_and_leave_the_reading_partial() -> None:
    scan = picture(40, 40, 530, 700)
    stamped = both(scan, typed("Bates 0001", top=20))
    document = read(pdf(typed(*WIDE), scan, stamped, scan, typed("The end of it.")))
    assert document.read is Read.PARTIAL
    assert document.unread_pages == (2, 3, 4)
    found = next(problem for problem in document.problems if problem.code == "DOC003")
    assert "pages 2 to 4" in found.message
    assert "ocrmypdf" in found.message
    assert found.page == 2


def test_a_file_of_scans_is_unreadable() -> None:
    document = read(pdf(picture(0, 0, *letter), picture(0, 0, *letter)))
    assert document.read is Read.UNREADABLE
    assert [problem.code for problem in document.problems] == ["DOC003"]


def test_a_blank_page_and_a_logo_are_no_loss() -> None:
    ruled = lambda canvas: canvas.line(72, 400, 540, 400)  # noqa: E731
    document = read(pdf(both(typed(*WIDE), picture(72, 740, 120, 40)), lambda canvas: None, ruled))
    assert document.read is Read.FULL
    assert set(codes(document).values()) <= {"info"}


def test_a_password_is_named() -> None:
    locked = pdf(typed("Secret."), encrypt=StandardEncryption("open sesame"))
    document = read(locked)
    assert document.read is Read.UNREADABLE
    assert list(codes(document)) == ["DOC004"]


def test_a_repaired_file_is_a_warning() -> None:
    whole = pdf(typed(*WIDE))
    shifted = re.sub(rb"startxref\s+\d+", b"startxref\n7", whole)
    document = read(shifted)
    assert WIDE[0] in document.text
    assert document.read is Read.FULL
    assert codes(document) == {"DOC012": "warning"}


def raw(content: bytes) -> bytes:
    """A PDF file of one page with the compressed ``content``, as it is."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    out = b"%PDF-1.4\n"
    entries = b"0000000000 65535 f \n"
    for n, each in enumerate(objects, 1):
        entries += b"%010d 00000 n \n" % len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (n, each)
    return out + b"xref\n0 6\n%strailer\n<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (entries, len(out))


def test_a_whole_stream_is_no_problem() -> None:
    assert not read(raw(zlib.compress(b"BT /F1 12 Tf 72 700 Td (Whole.) Tj ET"))).problems


def test_a_page_whose_content_breaks_off_is_not_reported_as_read() -> None:
    lines = b"".join(b"(%d. The Provider shall do thing %x.) Tj T*\n" % (n, n * 7919) for n in range(60))
    packed = zlib.compress(b"BT /F1 12 Tf 14 TL 72 700 Td " + lines + b"ET")
    half = len(packed) // 2
    document = read(raw(packed[:half] + b"\xff" * 40 + packed[half + 40 :]))
    assert document.read is Read.PARTIAL
    assert codes(document) == {"DOC008": "error"}


def test_a_wrong_checksum_loses_nothing() -> None:
    content = b"BT /F1 12 Tf 72 700 Td (The whole of the text is here.) Tj ET"
    document = read(raw(zlib.compress(content)[:-4] + b"\0\0\0\0"))
    assert document.text == "The whole of the text is here."
    assert document.read is Read.FULL
    assert codes(document) == {"DOC012": "warning"}


def test_a_table_in_a_damaged_file_is_read_line_by_line() -> None:
    def page(canvas: Canvas) -> None:
        canvas.grid([72, 200, 500], [700, 670, 640])
        canvas.drawString(76, 680, "Grades")

    whole = pdf(page)
    damaged = re.sub(rb"/BaseFont /Helvetica", b"/BaseFont /Helvetica /x", whole)
    assert read(damaged).text == "Grades"
