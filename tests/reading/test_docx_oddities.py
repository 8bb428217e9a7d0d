"""DOCX: what Word shows of files that are odd, or that other programs wrote."""

from __future__ import annotations

import pytest

from clauselint.model import Document, State
from clauselint.reading import read_bytes

from .builders import docx, p, r

BEGIN, SEPARATE, END = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))


def code(text: str) -> str:
    return f"<w:r><w:instrText> {text} </w:instrText></w:r>"


def read(body: str, parts: dict[str, str] | None = None) -> Document:
    return read_bytes(docx(body, parts), "contract.docx")


def live(document: Document) -> list[str]:
    return [block.text for block in document.blocks if block.state is State.LIVE]


def labels(document: Document) -> list[tuple[str | None, str]]:
    return [(block.label, block.text) for block in document.blocks if block.state is State.LIVE]


def numbered(text: str, level: int = 0) -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>')


def listed(*levels: tuple[str, str, str]) -> dict[str, str]:
    """A numbering part with one list: format, text and further elements of each level."""
    inner = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{shape}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'
        for i, (shape, text, more) in enumerate(levels)
    )
    abstract = f'<w:abstractNum w:abstractNumId="1">{inner}</w:abstractNum>'
    return {"numbering": f'{abstract}<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'}


@pytest.mark.parametrize(
    ("body", "texts"),
    [
        (p(r("Fee ") + BEGIN + code("MERGEFIELD Fee") + r("per month")) + p("Next."), ["Fee per month", "Next."]),
        (p(r("Fee ") + BEGIN + code("REF a") + SEPARATE + r("4.1")) + p("Next."), ["Fee 4.1", "Next."]),
        (
            p(BEGIN + code("IF") + BEGIN + code("REF a") + SEPARATE + r("shown") + END + r(" tail")) + p("Next."),
            ["shown tail", "Next."],
        ),
        (
            f"<w:tbl><w:tr><w:tc>{p(BEGIN + code('REF a'))}</w:tc><w:tc>{p('Beside')}</w:tc></w:tr></w:tbl>{p('After.')}",
            ["Beside", "After."],
        ),
    ],
)
def test_a_field_that_ends_nowhere_hides_nothing(body: str, texts: list[str]) -> None:
    assert live(read(body)) == texts


def test_a_field_of_a_note_that_ends_nowhere_hides_nothing() -> None:
    notes = f'<w:footnote w:id="1">{p(BEGIN + code("REF a") + r("The cap excludes fraud."))}</w:footnote>'
    document = read(p(r("Body.") + '<w:r><w:footnoteReference w:id="1"/></w:r>'), {"footnotes": notes})
    assert live(document) == ["Body.", "The cap excludes fraud."]


def test_legal_style_keeps_the_noughts_of_a_section() -> None:
    parts = listed(("upperRoman", "Article %1", ""), ("decimalZero", "Section %1.%2", "<w:isLgl/>"))
    document = read(numbered("Terms") + numbered("Price", 1), parts)
    assert labels(document) == [("Article I", "Terms"), ("Section 1.01", "Price")]


def cell(text: str, merge: str = "") -> str:
    return f"<w:tc><w:tcPr>{merge}</w:tcPr>{p(text)}</w:tc>"


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


BEGINS, GOES_ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


@pytest.mark.parametrize(
    ("rows", "texts"),
    [
        ((cell("Alone", GOES_ON), cell("x")), ["Alone", "x"]),
        ((cell("Top", BEGINS), cell("Under", GOES_ON), cell("Deeper", GOES_ON)), ["Top"]),
        ((cell("Alone", GOES_ON), cell("Under", GOES_ON)), ["Alone"]),
        ((cell("Top", BEGINS), cell("Between"), cell("After", GOES_ON)), ["Top", "Between", "After"]),
        (
            (cell("a") + cell("Top", BEGINS), cell("Other column", GOES_ON) + cell("b")),
            ["a", "Top", "Other column", "b"],
        ),
        ((cell("Left", '<w:hMerge w:val="restart"/>') + cell("Under", "<w:hMerge/>"),), ["Left"]),
        ((cell("Alone", "<w:hMerge/>") + cell("b"),), ["Alone", "b"]),
    ],
)
def test_a_cell_is_hidden_only_where_another_reaches_over_it(rows: tuple[str, ...], texts: list[str]) -> None:
    assert live(read(table(*rows))) == texts


DECIMAL = listed(("decimal", "%1.", ""), ("decimal", "%1.%2", ""))


def test_a_cell_that_holds_only_a_number_numbers_the_cell_beside_it() -> None:
    first = f"<w:tc>{numbered('')}</w:tc>{cell('Term')}{cell('One year')}"
    second = f"<w:tc>{numbered('')}</w:tc><w:tc>{p('Fees')}{numbered('Monthly', 1)}</w:tc>"
    expected = [("1", "Term"), (None, "One year"), ("2", "Fees"), ("2.1", "Monthly")]
    assert labels(read(table(first, second), DECIMAL)) == expected


def test_an_empty_number_below_the_text_of_a_cell_numbers_nothing_beside_it() -> None:
    row = f"<w:tc>{p('Text')}{numbered('')}</w:tc>{cell('Beside')}"
    assert labels(read(table(row, cell("Below")), DECIMAL)) == [(None, "Text"), (None, "Beside"), (None, "Below")]


def test_a_number_without_a_cell_beside_it_numbers_nothing_below_the_table() -> None:
    assert labels(read(table(f"<w:tc>{numbered('')}</w:tc>") + p("Below."), DECIMAL)) == [(None, "Below.")]


def test_a_list_in_a_note_does_not_count_in_the_body() -> None:
    notes = {"footnotes": f'<w:footnote w:id="1">{numbered("In the note")}</w:footnote>'}
    body = numbered("a") + numbered(r("b") + '<w:r><w:footnoteReference w:id="1"/></w:r>') + numbered("c")
    expected = [("1", "a"), ("2", "b"), ("1", "In the note"), ("3", "c")]
    assert labels(read(body, DECIMAL | notes)) == expected


def choice(known: bool, chosen: str, fallback: str) -> str:
    """Markup for readers that know a namespace, and other markup for the rest."""
    uri = "http://schemas.microsoft.com/office/word/2015/wordml/symex" if known else "urn:unknown"
    branch = f'<mc:Choice xmlns:q="{uri}" Requires="q">{chosen}</mc:Choice>'
    return f"<mc:AlternateContent>{branch}<mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent>"


SIGN = '<q:symEx q:font="Segoe UI Emoji" q:char="1F5F9"/>'
ROWS = [f"<w:tr>{cell(text)}</w:tr>" for text in ("new", "old")]


@pytest.mark.parametrize(
    ("body", "texts"),
    [
        (p(f"<w:r>{choice(False, '<w:t>new</w:t>', '<w:t>old</w:t>')}</w:r>"), ["old"]),
        (p(f"<w:r>{choice(True, '<w:t>new</w:t>', '<w:t>old</w:t>')}</w:r>"), ["new"]),
        (p(f"<w:r>{choice(True, SIGN, '<w:t>x</w:t>')}</w:r>"), ["\U0001f5f9"]),
        (f"<w:tbl>{choice(True, *ROWS)}</w:tbl>", ["new"]),
    ],
)
def test_one_branch_of_a_choice_is_read_wherever_it_stands(body: str, texts: list[str]) -> None:
    assert live(read(body)) == texts


def test_an_instruction_to_programs_does_not_cut_text() -> None:
    assert live(read(p("<w:r><w:t>not <?note x?>lost <![CDATA[& kept]]></w:t></w:r>"))) == ["not lost & kept"]


def test_the_hidden_mark_of_a_row_does_not_hide_its_words() -> None:
    assert live(read(f"<w:tbl><w:tr><w:trPr><w:hidden/></w:trPr>{cell('Seen')}</w:tr></w:tbl>")) == ["Seen"]


def test_a_style_that_gives_a_symbol_font_turns_letters_into_signs() -> None:
    fonts = '<w:rPr><w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/></w:rPr>'
    styles = f'<w:style w:type="character" w:styleId="Box">{fonts}</w:style>'
    body = p(r("q", '<w:rStyle w:val="Box"/>') + r(" Option"))
    assert live(read(body, {"styles": styles})) == ["☐ Option"]


@pytest.mark.parametrize(
    ("heading", "text", "expected"),
    [
        ("Term", ". One year.", ["Term.", "One year."]),
        ("Term.", "One year.", ["Term.", "One year."]),
        ("Term", "One year.", ["Term", "One year."]),
    ],
)
def test_a_full_stop_behind_a_style_separator_ends_the_heading(heading: str, text: str, expected: list[str]) -> None:
    separator = "<w:rPr><w:vanish/><w:specVanish/></w:rPr>"
    assert live(read(p(heading, f'<w:outlineLvl w:val="1"/>{separator}') + p(text))) == expected


def test_a_signature_line_tells_who_is_to_sign() -> None:
    line = '<o:signatureline issignatureline="t" o:suggestedsigner="Jane Doe" o:suggestedsigner2="Chief Executive"/>'
    assert live(read(p(f"<w:r><w:pict><v:shape>{line}</v:shape></w:pict></w:r>"))) == ["Jane Doe, Chief Executive"]


def boxed(text: str, fill: str = "", style: str = "") -> str:
    """A text box of white words in a paragraph."""
    white = p(r(text, '<w:color w:val="FFFFFF"/>'))
    shape = f"<wps:wsp><wps:spPr>{fill}</wps:spPr>{style}<wps:txbx><w:txbxContent>{white}</w:txbxContent></wps:txbx></wps:wsp>"
    drawing = f'<w:drawing xmlns:a="urn:a"><wp:anchor><a:graphic>{shape}</a:graphic></wp:anchor></w:drawing>'
    return p(f"<w:r>{drawing}</w:r>")


PICTURE = p('<w:r><w:drawing xmlns:pic="urn:pic"><wp:inline><pic:pic/></wp:inline></w:drawing></w:r>')


@pytest.mark.parametrize(
    ("body", "is_seen"),
    [
        (boxed("White."), False),
        (boxed("White.", "<a:noFill/>"), False),
        (boxed("White.", '<a:solidFill><a:srgbClr val="1F3864"/></a:solidFill>'), True),
        (boxed("White.", '<a:solidFill><a:schemeClr val="accent1"/></a:solidFill>'), True),
        (boxed("White.", style='<wps:style><a:fillRef idx="1"/></wps:style>'), True),
        (PICTURE + boxed("White."), True),
    ],
)
def test_white_words_in_a_box_without_fill_are_seen_only_where_something_may_lie_behind(
    body: str, is_seen: bool
) -> None:
    assert live(read(p("Body.") + body)) == ["Body.", "White."][: 1 + is_seen]
