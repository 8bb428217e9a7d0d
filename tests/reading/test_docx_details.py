"""DOCX: details that need no file of their own among the fixtures."""

from __future__ import annotations

import pytest

from clauselint.model import USUAL_READING, Block, Document, Read, ReadingOptions, RevisionView, State
from clauselint.reading import read_bytes

from .builders import docx, p, r

ORIGINAL = ReadingOptions(revisions=RevisionView.ORIGINAL)


def read(body: str, parts: dict[str, str] | None = None, options: ReadingOptions = USUAL_READING) -> Document:
    return read_bytes(docx(body, parts), "contract.docx", options)


def live(document: Document) -> list[str]:
    return [block.text for block in document.blocks if block.state is State.LIVE]


def dead(document: Document) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in document.blocks if block.state is State.DEAD]


def of_kind(document: Document, kind: str) -> list[Block]:
    return [block for block in document.blocks if block.kind == kind]


def message(document: Document, code: str) -> str:
    return next(problem.message for problem in document.problems if problem.code == code)


def codes(document: Document) -> list[tuple[str, str]]:
    return [(problem.code, problem.severity.value) for problem in document.problems]


# --- tracked changes -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "is_quoted"),
    [
        ("not", True),
        ("seventy-two (72)", True),
        ("$500", True),
        ("thirty days", True),
        ("Fernhill Ltd", True),
        ("the Vendor", True),
        ("October", True),
        ("clearly", False),
        ("Moreover, it is clear. ", False),
    ],
)
def test_changes_that_alter_meaning_are_quoted(text: str, is_quoted: bool) -> None:
    document = read(p(r("Body. ") + f'<w:ins w:author="Ann">{r(text)}</w:ins>'))
    assert (f"inserted “{text.strip()}”" in message(document, "DOC009")) is is_quoted


def test_changes_of_formatting_alone_are_told_and_no_warning() -> None:
    changed = '<w:rPrChange w:author="Ann"><w:rPr><w:b/></w:rPr></w:rPrChange>'
    document = read(p(r("Plain, ", changed) + r("and on.", changed)))
    assert document.revisions.insertions == document.revisions.deletions == 0
    assert codes(document) == [("DOC009", "info")]
    assert message(document, "DOC009").startswith("1 change of formatting by Ann is neither accepted nor rejected")


def test_old_properties_count_in_the_original() -> None:
    hidden = '<w:vanish/><w:rPrChange w:author="Ann"><w:rPr/></w:rPrChange>'
    body = p(r("Once shown.", hidden))
    assert live(read(body)) == []
    assert live(read(body, options=ORIGINAL)) == ["Once shown."]


def test_a_move_of_two_paragraphs_is_one() -> None:
    def moved(name: str, text: str) -> str:
        return p(f'<w:{name} w:author="Ann">{r(text)}</w:{name}>')

    start = '<w:{0}RangeStart w:id="1" w:name="m"/>{1}<w:{0}RangeEnd w:id="1"/>'
    body = "".join(
        start.format(name, moved(name, "First.") + moved(name, "Second.")) for name in ("moveFrom", "moveTo")
    )
    document = read(p("Body.") + body)
    assert message(document, "DOC009").startswith("1 move by Ann is")
    assert live(document) == ["Body.", "First.", "Second."]
    assert live(read(p("Body.") + body, options=ORIGINAL)) == ["Body.", "First.", "Second."]


@pytest.mark.parametrize(("mark", "state"), [("cellIns", "inserted"), ("cellDel", "deleted")])
def test_cells_that_came_or_went(mark: str, state: str) -> None:
    cell = f'<w:tc><w:tcPr><w:{mark} w:author="Ann"/></w:tcPr>{p("changed")}</w:tc>'
    body = f"<w:tbl><w:tr><w:tc>{p('kept')}</w:tc>{cell}</w:tr></w:tbl>"
    gone, there = (read(body, options=each) for each in (ReadingOptions(), ORIGINAL))
    if state == "inserted":
        gone, there = there, gone
    assert (live(gone), dead(gone)) == (["kept"], [(state, "changed")])
    assert live(there) == ["kept", "changed"]


def test_a_change_around_a_control_is_one_change() -> None:
    control = f"<w:sdt><w:sdtContent>{p('First.')}{p('Second.')}</w:sdtContent></w:sdt>"
    document = read(p("Body.") + f'<w:del w:author="Ann">{control}</w:del>')
    assert dead(document) == [("deleted", "First."), ("deleted", "Second.")]
    assert document.revisions.deletions == 1


def test_what_hangs_on_deleted_text_is_dead() -> None:
    note = f'<w:footnote w:id="2">{p("Old exception.")}</w:footnote>'
    gone = '<w:del w:author="Ann"><w:r><w:footnoteReference w:id="2"/></w:r></w:del>'
    document = read(p(r("Body.") + gone), {"footnotes": note})
    assert dead(document) == [("deleted", "Old exception.")]
    assert [block.author for block in of_kind(document, "deleted")] == ["Ann"]


# --- what is seen --------------------------------------------------------------------------------------------------


def test_a_large_initial_belongs_to_its_word() -> None:
    initial = p("T", '<w:framePr w:dropCap="drop" w:lines="3"/>')
    assert live(read(initial + p("his Agreement binds both."))) == ["This Agreement binds both."]


@pytest.mark.parametrize(
    ("ink", "ground", "is_seen"),
    [
        ("FFFFFF", "", False),
        ("auto", "", True),
        ("F0F0F0", "", True),
        ("FFFFFF", '<w:shd w:val="clear" w:fill="000080"/>', True),
        ("FFFFFF", '<w:shd w:val="clear" w:fill="auto"/>', False),
        ("FFFFFF", '<w:shd w:val="pct50" w:fill="auto"/>', True),
        ("C00000", '<w:highlight w:val="yellow"/>', True),
        ("FFFF00", '<w:highlight w:val="yellow"/>', False),
        ("FFFFFF", "<w:outline/>", True),
    ],
)
def test_text_is_seen_where_its_colour_is_not_that_of_its_ground(ink: str, ground: str, is_seen: bool) -> None:
    document = read(p(r("Body. ") + r("Pale.", f'<w:color w:val="{ink}"/>{ground}')))
    assert live(document) == ["Body. Pale." if is_seen else "Body."]
    assert dead(document) == ([] if is_seen else [("invisible", "Pale.")])


def test_white_text_on_dark_pages_is_seen() -> None:
    settings, body = {"settings": "<w:displayBackgroundShape/>"}, p(r("Pale.", '<w:color w:val="FFFFFF"/>'))
    dark = docx(body, settings, background='<w:background w:color="103050"/>')
    assert live(read_bytes(dark, "a.docx")) == ["Pale."]
    assert live(read(body, settings)) == []


def test_white_text_before_a_picture_is_seen() -> None:
    white = p(r("On the banner.", '<w:color w:val="FFFFFF"/>'))
    banner = p('<w:r><w:drawing><wp:anchor behindDoc="1"><wp:extent cx="9" cy="9"/></wp:anchor></w:drawing></w:r>')
    section = '<w:sectPr><w:headerReference r:id="header1"/></w:sectPr>'
    with_banner, without = (read(p("Body.") + section, {"header1": each}) for each in (banner + white, white))
    assert [block.text for block in of_kind(with_banner, "header")] == ["On the banner."]
    assert dead(without) == [("invisible", "On the banner.")]
    assert live(read(banner + white)) == ["On the banner."]


def test_a_hidden_mark_joins_two_paragraphs() -> None:
    first = p(r("The Provider shall "), "<w:rPr><w:vanish/></w:rPr>")
    assert live(read(first + p("return all data."))) == ["The Provider shall return all data."]
    heading = p(r("Term."), "<w:rPr><w:vanish/><w:specVanish/></w:rPr>")  # a style separator
    assert live(read(heading + p("One year."))) == ["Term.", "One year."]


def test_a_choice_that_no_reader_knows_gives_way() -> None:
    branches = f'<mc:Choice Requires="zz">{p("Strange.")}</mc:Choice><mc:Fallback>{p("Plain.")}</mc:Fallback>'
    assert live(read(f"<mc:AlternateContent>{branches}</mc:AlternateContent>")) == ["Plain."]


# --- comments, notes and fields ------------------------------------------------------------------------------------


def test_a_comment_that_nothing_refers_to_is_told_all_the_same() -> None:
    comments = f'<w:comment w:id="1" w:author="Ann">{p("Ask counsel.")}</w:comment>'
    document = read(p("Body."), {"comments": comments})
    assert [(b.text, b.state, b.anchor) for b in of_kind(document, "comment")] == [("Ask counsel.", State.ASIDE, None)]


def test_long_anchors_are_cut_in_the_middle() -> None:
    comments = f'<w:comment w:id="1">{p("Long.")}</w:comment>'
    words = "".join(r(f"word{i} ") for i in range(2000))
    body = (
        f'<w:commentRangeStart w:id="1"/>{words}<w:commentRangeEnd w:id="1"/><w:r><w:commentReference w:id="1"/></w:r>'
    )
    anchor = of_kind(read(p(body), {"comments": comments}), "comment")[0].anchor
    assert anchor is not None
    assert anchor.startswith("word0 word1 ")
    assert anchor.endswith(" word1999")
    assert " … " in anchor
    assert len(anchor) < 320


def test_a_note_that_is_not_there_leaves_the_reading_partial() -> None:
    document = read(p(r("Body.") + '<w:r><w:footnoteReference w:id="7"/></w:r>'), {"footnotes": ""})
    assert document.read is Read.PARTIAL
    assert "a footnote that the text refers to" in message(document, "DOC008")


def test_a_prompt_around_a_cell_is_one_unfilled_field() -> None:
    control = (
        f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:tc>{p('Name')}</w:tc></w:sdtContent></w:sdt>"
    )
    document = read(f"<w:tbl><w:tr>{control}</w:tr></w:tbl>")
    assert message(document, "DOC019") == "1 form field not filled in."


def complex_field(code: str, result: str = "", form: str = "") -> str:
    begin = (
        f'<w:r><w:fldChar w:fldCharType="begin">{form}</w:fldChar></w:r><w:r><w:instrText>{code}</w:instrText></w:r>'
    )
    shown = f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{r(result)}' if result else ""
    return f'{begin}{shown}<w:r><w:fldChar w:fldCharType="end"/></w:r>'


@pytest.mark.parametrize(
    ("field", "shown"),
    [
        (
            complex_field(
                "FORMDROPDOWN", "mail", '<w:ffData><w:ddList><w:listEntry w:val="mail"/></w:ddList></w:ffData>'
            ),
            "mail",
        ),
        (complex_field('SYMBOL 168 \\f "Wingdings"'), "☐"),
        (complex_field('QUOTE "two years"'), "two years"),
        (complex_field("EQ \\f(1,2)"), "1/2"),
        (complex_field("PAGEREF x"), ""),
    ],
)
def test_fields_show_their_result_or_what_their_code_tells(field: str, shown: str) -> None:
    assert live(read(p(r("Here: ") + field))) == [f"Here: {shown}".strip()]


def test_text_of_another_file_is_named_as_not_read() -> None:
    code = 'INCLUDETEXT "annex.docx"'
    assert read(p(r("Annex: ") + complex_field(code, "The annex."))).read is Read.FULL
    assert read(p(r("Annex: ") + complex_field(code))).read is Read.PARTIAL


def test_fields_that_never_end_do_not_take_for_ever() -> None:
    opened = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    assert live(read(p(opened * 3000 + r("Shown.")))) == ["Shown."]


def test_a_level_that_is_passed_over_counts_as_used() -> None:
    shapes = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="{text}"/></w:lvl>'
        for i, text in enumerate(("%1.", "%1.%2", "%1.%2.%3"))
    )
    numbering = f'<w:abstractNum w:abstractNumId="0">{shapes}</w:abstractNum>'
    numbering += '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    levels = (2, 2, 1, 2, 0, 2)
    body = "".join(p("x", f'<w:numPr><w:ilvl w:val="{i}"/><w:numId w:val="1"/></w:numPr>') for i in levels)
    labels = [block.label for block in read(body, {"numbering": numbering}).blocks]
    assert labels == ["1.1.1", "1.1.2", "1.2", "1.2.1", "2", "2.1.1"]
