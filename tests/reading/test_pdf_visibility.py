"""PDF: what a reader of a page sees, what is laid over it, and what nobody sees."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from clauselint.model import Block, Document, Ocr, Read, ReadingOptions, State
from clauselint.reading import read_bytes

from .builders import pdf, typed
from .raw_pdf import FONT, RawPdf, lines, show

PROSE = (
    "The Provider shall keep all Student Data confidential and shall not disclose it to any third",
    "party without the prior written consent of the District, except as required by law or court",
    "order, and shall notify the District of any such order before it discloses anything at all.",
)


def read(data: bytes, password: str | None = None) -> Document:
    return read_bytes(data, "contract.pdf", ReadingOptions(password=password, ocr=Ocr.OFF))


def page(content: str, entries: str = "", *annotations: str) -> Document:
    raw = RawPdf()
    raw.page(content, entries, annotations)
    return read(raw.bytes())


def blocks(document: Document, state: State) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in document.blocks if block.state is state]


def comments(document: Document) -> Iterator[Block]:
    return (block for block in document.blocks if block.kind == "comment")


WHITE, BLACK = "1 g", "0 g"


def test_a_white_word_in_a_line_is_not_read() -> None:
    document = page(show("Vendor shall ") + show("not ", 140, extra=WHITE) + show("sell Student Data.", 160))
    assert document.text == "Vendor shall sell Student Data."
    assert blocks(document, State.DEAD) == [("invisible", "not")]
    assert [p.code for p in document.problems] == ["DOC013"]


def test_white_text_on_a_dark_ground_is_read() -> None:
    bar = "q 0.1 0.2 0.5 rg 60 690 400 24 re f Q\n"
    document = page(bar + show("SCHEDULE OF DATA", extra=WHITE) + lines(*PROSE, y=660))
    assert document.text.startswith("SCHEDULE OF DATA")


def test_text_in_the_colour_of_its_ground_is_not_read() -> None:
    bar = "q 0 g 60 690 400 24 re f Q\n"
    document = page(bar + show("hidden instruction", extra=BLACK) + lines(*PROSE, y=660))
    assert ("invisible", "hidden instruction") in blocks(document, State.DEAD)


def test_what_is_painted_over_is_not_read() -> None:
    blot = "q 1 g 60 695 400 14 re f Q\n"
    document = page(show("Vendor may sell Student Data.") + blot + lines(*PROSE, y=660))
    assert document.text == " ".join(PROSE)
    assert ("invisible", "Vendor may sell Student Data.") in blocks(document, State.DEAD)


@pytest.mark.parametrize(
    "cover",
    [
        "q 60 695 50 14 re W n 1 g 60 695 400 14 re f Q\n",  # clipped to a part
        "q 1 g 60 695 400 14 re 62 697 396 10 re f* Q\n",  # a frame
        "q 1 0.9 0 rg 60 695 400 3 re f Q\n",  # an underline
    ],
)
def test_what_is_not_wholly_painted_over_is_read(cover: str) -> None:
    assert page(show("Vendor shall keep it safe.") + cover).text == "Vendor shall keep it safe."


def test_struck_words_of_a_redline_are_not_read() -> None:
    def through(x: float, width: float, y: float) -> str:
        return f"q 0.6 w {x} {y} m {x + width} {y} l S Q\n"

    struck = show("not", 128) + through(128, 14, 703)
    inserted = show("always", 146) + through(146, 31, 698)  # underlined
    document = page(show("Vendor shall") + struck + inserted + show("sell it.", 181) + lines(*PROSE, y=660))
    assert "Vendor shall always sell it." in document.text
    assert blocks(document, State.DEAD) == [("struck", "not")]
    assert [p.code for p in document.problems] == ["DOC013"]
    assert "struck through" in document.problems[0].message


def test_a_word_that_is_struck_in_part_is_cut() -> None:
    line = show("any other purpose") + show("product", 151.1) + "q 0.6 w 72 703 m 151 703 l S Q\n"
    document = page(line + lines(*PROSE, y=660))
    assert document.text.startswith("product")
    assert blocks(document, State.DEAD) == [("struck", "any other purpose")]


def test_what_is_on_a_layer_that_is_off_is_not_read() -> None:
    raw = RawPdf()
    off, on = (raw.add(f"<</Type/OCG/Name({name})>>") for name in ("Notes", "Main"))
    raw.catalog = f"/OCProperties<</OCGs[{off} 0 R {on} 0 R]/D<</OFF[{off} 0 R]>>>>"
    content = "/OC /L1 BDC " + show("Vendor may sell it.") + " EMC /OC /L2 BDC " + lines(*PROSE, y=660) + " EMC"
    raw.page(content, fonts=f"/F1 {FONT} 0 R>>/Properties<</L1 {off} 0 R/L2 {on} 0 R")
    document = read(raw.bytes())
    assert document.text == " ".join(PROSE)
    assert blocks(document, State.DEAD) == [("invisible", "Vendor may sell it.")]


def test_tiny_text_and_text_beside_the_page_are_not_read() -> None:
    document = page(
        lines(*PROSE) + show("too small to read", y=500, size=0.6) + show("beside the page", x=72, y=850),
        "/CropBox[0 0 612 792]",
    )
    assert document.text == " ".join(PROSE)
    assert sorted(text for _, text in blocks(document, State.DEAD)) == ["beside the page", "too small to read"]


def test_what_is_cropped_away_is_not_read_and_the_rest_is() -> None:
    document = page(lines(*PROSE) + show("marks of the printer", y=30), "/MediaBox[0 0 612 792]/CropBox[50 60 600 780]")
    assert document.text == " ".join(PROSE)
    assert blocks(document, State.DEAD) == [("invisible", "marks of the printer")]


@pytest.mark.parametrize("turns", [0, 90, 180, 270])
def test_pages_that_are_turned_read_alike(turns: int) -> None:
    matrix = {0: "1 0 0 1 0 0", 90: "0 1 -1 0 792 0", 180: "-1 0 0 -1 612 792", 270: "0 -1 1 0 0 612"}[turns]
    box = "/MediaBox[0 0 612 792]" if turns in (0, 180) else "/MediaBox[0 0 792 792]"
    for entries in (f"/Rotate {turns}{box}", box):  # shown upright, and shown lying on its side
        assert page(f"q {matrix} cm {lines(*PROSE)} Q", entries).text == " ".join(PROSE)


def test_a_table_on_a_turned_page_gives_cells() -> None:
    grid = "".join(f"{x} 600 m {x} 700 l S\n" for x in (72, 250, 500)) + "".join(
        f"72 {y} m 500 {y} l S\n" for y in (600, 650, 700)
    )
    cells = show("Data element", 80, 670) + show("Purpose", 260, 670) + show("Grades", 80, 620) + show("Aid", 260, 620)
    document = page(f"q 0 1 -1 0 792 0 cm {grid}{cells} Q", "/Rotate 90/MediaBox[0 0 792 792]")
    assert blocks(document, State.LIVE) == [
        ("cell", "Data element"), ("cell", "Purpose"), ("cell", "Grades"), ("cell", "Aid"),
    ]  # fmt: skip


def test_white_text_in_a_cell_is_not_read() -> None:
    grid = "".join(f"{x} 600 m {x} 700 l S\n" for x in (72, 250, 500)) + "".join(
        f"72 {y} m 500 {y} l S\n" for y in (600, 650, 700)
    )
    cells = (
        show("Grades", 80, 670) + show("sold", 260, 670, extra=WHITE) + show("Names", 80, 620) + show("Aid", 260, 620)
    )
    assert "sold" not in page(grid + cells).text


def test_a_stamp_across_the_page_is_a_watermark() -> None:
    raw = RawPdf()
    for n in range(2):
        slanted = "q 0.7 0.7 -0.7 0.7 150 200 cm BT /F1 80 Tf 0 0 Td (DRAFT) Tj ET Q\n"
        huge = show("COPY", 100, 670, size=70)
        raw.page(slanted + huge + lines(*PROSE[n:], "This is all."))
    document = read(raw.bytes())
    assert "DRAFT" not in document.text
    assert "COPY" not in document.text
    assert " ".join(PROSE) in document.text
    assert sorted(set(blocks(document, State.ASIDE))) == [("watermark", "COPY"), ("watermark", "DRAFT")]


def test_typed_notes_are_text_and_other_notes_are_comments() -> None:
    document = page(
        lines(*PROSE) + show("Name of Provider:", y=600),
        "",
        "/Subtype/FreeText/Rect[300 500 500 540]/Contents(Data is returned within 10 days.)/DA(/Helv 10 Tf)",
        "/Subtype/FreeText/IT/FreeTextTypewriter/Rect[165 596 300 610]/Contents(Acme Learning)/DA(/Helv 10 Tf)",
        "/Subtype/FreeText/F 2/Rect[300 400 500 440]/Contents(nobody sees this)/DA(/Helv 10 Tf)",
        "/Subtype/Text/Rect[500 700 520 720]/Contents(Too weak.)/T(Ann)",
        "/Subtype/Highlight/Rect[72 698 140 712]/QuadPoints[72 712 129 712 72 698 129 698]/Contents(Who?)/T(Ben)",
    )
    live = blocks(document, State.LIVE)
    assert ("text-box", "Data is returned within 10 days.") in live
    assert "Name of Provider: Acme Learning" in document.text
    assert ("hidden", "nobody sees this") in blocks(document, State.DEAD)
    assert [(c.text, c.author, c.anchor) for c in comments(document)] == [
        ("Too weak.", "Ann", None),
        ("Who?", "Ben", "The Provider"),
    ]
    told = {p.code: p.message for p in document.problems}
    assert "2 comments by Ann, Ben" in told["DOC010"]


def test_a_typed_note_does_not_cut_a_sentence_that_runs_over_the_page() -> None:
    raw = RawPdf()
    note = "/Subtype/FreeText/Rect[300 500 500 540]/Contents(See side letter.)/DA(/Helv 10 Tf)"
    raw.page(lines(*PROSE[:2]), annotations=[note])
    raw.page(lines(PROSE[2]))
    assert " ".join(PROSE) in read(raw.bytes()).text


def test_attached_files_are_named_and_leave_the_reading_full() -> None:
    raw = RawPdf()
    stream = raw.add("/Type/EmbeddedFile", b"secret terms")
    spec = raw.add(f"<</Type/Filespec/F(rates.xlsx)/UF(rates.xlsx)/EF<</F {stream} 0 R>>>>")
    raw.catalog = f"/Names<</EmbeddedFiles<</Names[(rates.xlsx) {spec} 0 R]>>>>"
    raw.page(lines(*PROSE))
    document = read(raw.bytes())
    assert document.read is Read.FULL
    assert [(p.code, "rates.xlsx" in p.message) for p in document.problems] == [("DOC011", True)]


def test_the_cover_of_a_portfolio_is_not_the_contract() -> None:
    raw = RawPdf()
    stream = raw.add("/Type/EmbeddedFile", b"secret terms")
    spec = raw.add(f"<</Type/Filespec/F(msa.pdf)/UF(msa.pdf)/EF<</F {stream} 0 R>>>>")
    raw.catalog = f"/Collection<</View/D>>/Names<</EmbeddedFiles<</Names[(msa.pdf) {spec} 0 R]>>>>"
    raw.page(lines("For the best experience, open this portfolio in Acrobat."))
    document = read(raw.bytes())
    assert document.read is Read.PARTIAL
    assert {p.code for p in document.problems} == {"DOC008", "DOC011"}


def test_fields_to_be_filled_in_are_counted_and_letters_in_boxes_are_one_value() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 700, "Provider:")
        canvas.acroForm.textfield(name="provider", value="Acme Learning", x=140, y=692, width=200, height=20)
        canvas.drawString(72, 660, "Date:")
        canvas.acroForm.textfield(name="date", value="", x=140, y=652, width=200, height=20)

    document = read(pdf(draw))
    assert "Provider: Acme Learning" in document.text
    assert [(p.code, p.message) for p in document.problems] == [("DOC019", "1 form field not filled in.")]


def test_passwords() -> None:
    locked = pdf(typed(*PROSE), encrypt=StandardEncryption("open sesame", "owner"))
    assert read(locked, "open sesame").text == " ".join(PROSE)
    for password, told in ((None, "is password-protected. Give it with --password"), ("no", "the password is wrong")):
        document = read(locked, password)
        assert document.read is Read.UNREADABLE
        assert [p.code for p in document.problems] == ["DOC004"]
        assert told in document.problems[0].message
        assert "sesame" not in document.problems[0].message


def test_letters_that_a_font_does_not_name_are_not_reported_as_read() -> None:
    shifted = ["".join(chr(ord(c) - 29) if ord(c) > 61 else "\x03" for c in line) for line in PROSE]
    document = page("".join(show(line, y=700 - 14 * i) for i, line in enumerate(shifted)))
    assert document.read is Read.UNREADABLE
    assert [p.code for p in document.problems] == ["DOC015"]


def test_the_waiting_page_of_a_dynamic_form_is_not_the_contract() -> None:
    raw = RawPdf()
    xfa = raw.add("", b"<xdp:xdp xmlns:xdp='http://ns.adobe.com/xdp/'><template/></xdp:xdp>")
    raw.catalog = f"/NeedsRendering true/AcroForm<</Fields[]/XFA {xfa} 0 R>>"
    raw.page(
        lines("Please wait...", "If this message is not eventually replaced by the proper contents of the document,")
    )
    document = read(raw.bytes())
    assert document.read is not Read.FULL
    assert "XFA" in next(p.message for p in document.problems if p.code == "DOC008")


def test_a_file_made_for_the_web_that_is_cut_off_is_an_error() -> None:
    whole = RawPdf()
    whole.page(lines(*PROSE))
    whole.page(lines("Second page."))
    data = whole.bytes()
    claim = b"%PDF-1.7\n3 0 obj\n<</Linearized 1/L 999999/N 2>>\nendobj\n"
    cut = claim + data[len(b"%PDF-1.7\n") :].split(b"startxref")[0]
    document = read(cut)
    assert document.read is Read.UNREADABLE
    assert "cut off" in document.problems[0].message
    assert not document.blocks


def test_a_page_of_larger_units_is_no_tiny_print() -> None:
    raw = RawPdf()
    raw.page(lines(*PROSE, x=7, y=70, pitch=1.4).replace(" 10 Tf", " 1 Tf"), "/MediaBox[0 0 61 79]/UserUnit 10")
    assert read(raw.bytes()).text == " ".join(PROSE)


def test_blanks_that_the_page_shows_are_put_back() -> None:
    # Each word is drawn by itself, without the blank between them.
    document = page("BT /F1 10 Tf 72 700 Td [(Confidential)-170(Information)-170(stays)-170(secret.)] TJ ET\n")
    assert document.text == "Confidential Information stays secret."


def test_letters_that_are_spaced_out_are_words() -> None:
    heading = "BT /F1 10 Tf 72 700 Td [(A)-400(R)-400(T)-400(I)-400(C)-400(L)-400(E)-1100(T)-400(E)-400(N)] TJ ET\n"
    assert page(heading + lines(*PROSE, y=660)).text.startswith("ARTICLE TEN")


def test_a_large_initial_belongs_to_its_word() -> None:
    initial = show("T", 72, 676, size=34)
    document = page(initial + lines("he Provider shall keep the data", "safe, and shall not sell it.", x=94))
    assert document.text == "The Provider shall keep the data safe, and shall not sell it."


def test_words_struck_out_with_a_readers_pen_are_not_read() -> None:
    note = "/Subtype/StrikeOut/Rect[72 698 200 712]/QuadPoints[72 710 150 710 72 698 150 698]/T(Ann)"
    document = page(lines("Vendor may sell", "Student Data is returned."), "", note)
    assert document.text == "Student Data is returned."
    assert blocks(document, State.DEAD) == [("struck", "Vendor may sell")]
    assert [(c.author, c.anchor) for c in comments(document)] == [("Ann", "Vendor may sell")]


def test_a_long_passage_that_is_struck_out_keeps_its_comment() -> None:
    quad = " 72 710 150 710 72 698 150 698"
    note = f"/Subtype/StrikeOut/Rect[72 698 200 712]/QuadPoints[{quad * 400}]/T(Ann)"
    after = "/Subtype/Highlight/Rect[72 684 200 698]/QuadPoints[72 696 190 696 72 684 190 684]/Contents(When?)/T(Ben)"
    document = page(lines("Vendor may sell", "Student Data is returned."), "", note, after)
    ann, ben = comments(document)
    assert ann.anchor is not None
    assert ann.anchor.startswith("Vendor may sell")
    assert (ben.text, ben.anchor) == ("When?", "Student Data is returned.")


def test_an_endless_name_does_not_flood_the_message() -> None:
    document = page(lines(*PROSE), "", f"/Subtype/Text/Rect[500 700 520 720]/Contents(Too weak.)/T({'Ann ' * 5000})")
    (told,) = (p.message for p in document.problems if p.code == "DOC010")
    assert told.startswith("1 comment by Ann Ann")
    assert len(told) < 200


def test_boxes_show_whether_they_are_ticked() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(100, 700, "automatic renewal")
        canvas.acroForm.checkbox(name="a", checked=True, x=72, y=697, size=14, buttonStyle="cross")
        canvas.drawString(100, 660, "exclusive")
        canvas.acroForm.checkbox(name="b", checked=False, x=72, y=657, size=14, buttonStyle="cross")

    assert read(pdf(draw)).text.split() == ["☒", "automatic", "renewal", "☐", "exclusive"]


def test_a_stamp_drawn_after_the_text_is_a_watermark() -> None:
    slanted = "q 0.7 0.7 -0.7 0.7 150 200 cm BT /F1 80 Tf 0 0 Td (COPY) Tj ET Q\n"
    document = page(lines(*PROSE) + slanted)
    assert document.text == " ".join(PROSE)
    assert blocks(document, State.ASIDE) == [("watermark", "COPY")]
