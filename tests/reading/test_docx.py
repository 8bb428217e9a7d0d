"""DOCX: what a reader of the file sees, and what is set apart."""

from __future__ import annotations

import pytest

from clauselint.model import Block, Document, Read, State
from clauselint.reading import read_bytes

from .builders import docx, p, r


def read(body: str, parts: dict[str, str] | None = None) -> Document:
    document = read_bytes(docx(body, parts), "contract.docx")
    for block in document.blocks:
        if block.state is State.LIVE:
            assert document.text[block.start : block.end] == block.text
    assert document.text == "\n".join(b.text for b in document.blocks if b.state is State.LIVE)
    return document


def live(document: Document) -> list[str]:
    return [block.text for block in document.blocks if block.state is State.LIVE]


def of_kind(document: Document, kind: str) -> list[Block]:
    return [block for block in document.blocks if block.kind == kind]


def codes(document: Document) -> dict[str, str]:
    return {problem.code: problem.severity.value for problem in document.problems}


def change(name: str, inner: str, author: str = "Ann") -> str:
    return f'<w:{name} w:id="1" w:author="{author}">{inner}</w:{name}>'


def deleted(text: str) -> str:
    return change("del", f'<w:r><w:delText xml:space="preserve">{text}</w:delText></w:r>')


LEVELS = """
<w:abstractNum w:abstractNumId="7">
  <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="ARTICLE %1"/></w:lvl>
  <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:isLgl/><w:lvlText w:val="%1.%2"/></w:lvl>
  <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%3)"/></w:lvl>
  <w:lvl w:ilvl="3"><w:start w:val="1"/><w:numFmt w:val="lowerRoman"/><w:lvlText w:val="(%4)"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="8">
  <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="x"/></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="7"/>
  <w:lvlOverride w:ilvl="2"><w:startOverride w:val="4"/></w:lvlOverride></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="8"/></w:num>
"""


def numbered(text: str, level: int, num: int = 1) -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>')


def test_automatic_numbers_are_labels_and_no_text() -> None:
    body = "".join(
        [
            numbered("Use", 0),
            numbered("Purpose", 1),
            numbered("one", 2),
            numbered("two", 2),
            numbered("deep", 3),
            numbered("Limits", 1),
            numbered("anew", 2),
            numbered("Term", 0),
            numbered("Start", 1),
            numbered("from four", 2, num=2),
            numbered("a bullet", 0, num=3),
        ]
    )
    document = read(body, {"numbering": LEVELS})
    labels = [block.label for block in document.blocks]
    assert labels == ["ARTICLE I", "1.1", "(a)", "(b)", "(i)", "1.2", "(a)", "ARTICLE II", "2.1", "(d)", None]
    assert {block.kind for block in document.blocks} == {"list-item"}
    assert "(a)" not in document.text


def test_a_deleted_paragraph_takes_no_number() -> None:
    gone = (
        f"<w:p><w:pPr><w:rPr>{change('del', '')}</w:rPr>"
        '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr>'
        f"{deleted('Old clause')}</w:p>"
    )
    document = read(numbered("First", 1) + gone + numbered("Second", 1), {"numbering": LEVELS})
    assert [(b.label, b.text) for b in document.blocks if b.state is State.LIVE] == [
        ("1.1", "First"),
        ("1.2", "Second"),
    ]


def test_headings_by_style_and_by_outline_level() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Mine"><w:name w:val="Mine"/><w:basedOn w:val="H2"/></w:style>'
    )
    long = "The Provider shall not disclose Student Data to any third party without the prior consent of the District."
    body = p("Use of Data", '<w:pStyle w:val="Mine"/>') + p("Top", '<w:outlineLvl w:val="0"/>')
    document = read(body + p(long, '<w:pStyle w:val="H2"/>'), {"styles": styles})
    assert [(b.kind, b.level) for b in document.blocks] == [("heading", 1), ("heading", 0), ("paragraph", 1)]


def test_tracked_changes_are_read_as_if_accepted() -> None:
    body = p(
        r("The Provider shall ") + change("ins", r("not ")) + r("sell ") + deleted("or rent ") + r("Student Data.")
    )
    document = read(body)
    assert live(document) == ["The Provider shall not sell Student Data."]
    assert [block.text for block in of_kind(document, "deleted")] == ["or rent"]
    assert document.revisions.insertions == 1
    assert document.revisions.deletions == 1
    assert document.revisions.authors == ("Ann",)
    message = next(problem.message for problem in document.problems if problem.code == "DOC009")
    assert "inserted “not”" in message
    assert "Ann" in message
    assert document.read is Read.FULL


def test_a_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    first = f"<w:p><w:pPr><w:rPr>{change('del', '')}</w:rPr></w:pPr>{r('The Provider shall ')}</w:p>"
    assert live(read(first + p("delete all data."))) == ["The Provider shall delete all data."]


def test_moved_text_lives_where_it_went() -> None:
    body = p(change("moveFrom", r("Moved clause."))) + p("Between.") + p(change("moveTo", r("Moved clause.")))
    document = read(body)
    assert live(document) == ["Between.", "Moved clause."]
    assert [block.text for block in of_kind(document, "moved-from")] == ["Moved clause."]


def test_a_deleted_table_row_is_dead() -> None:
    row = "<w:tr><w:trPr>{mark}</w:trPr><w:tc>{cell}</w:tc></w:tr>"
    rows = row.format(mark="", cell=p("kept")) + row.format(mark=change("del", ""), cell=p("gone"))
    document = read(f"<w:tbl>{rows}</w:tbl>")
    assert live(document) == ["kept"]
    assert document.revisions.deletions == 1


@pytest.mark.parametrize(
    ("runs", "kind"),
    [
        (r("Seen. ") + r("Unseen.", "<w:vanish/>"), "hidden"),
        (r("Seen. ") + r("Unseen.", '<w:rStyle w:val="Secret"/>'), "hidden"),
        (r("Seen. ") + r("Unseen.", "<w:strike/>"), "struck"),
        (r("Seen. ") + r("Unseen.", "<w:dstrike/>"), "struck"),
    ],
)
def test_hidden_and_struck_text_is_set_apart(runs: str, kind: str) -> None:
    styles = '<w:style w:type="character" w:styleId="Secret"><w:rPr><w:vanish/></w:rPr></w:style>'
    document = read(p(runs), {"styles": styles})
    assert live(document) == ["Seen."]
    assert [(block.text, block.state) for block in of_kind(document, kind)] == [("Unseen.", State.DEAD)]
    assert codes(document) == {"DOC013": "warning"}


def test_a_style_that_hides_can_be_overruled() -> None:
    styles = '<w:style w:type="paragraph" w:styleId="S"><w:name w:val="S"/><w:rPr><w:vanish/></w:rPr></w:style>'
    shown = p(r("Shown.", '<w:vanish w:val="0"/>') + r("Hidden."), '<w:pStyle w:val="S"/>')
    assert live(read(shown, {"styles": styles})) == ["Shown."]


def test_tables_give_cells_row_by_row_and_merged_ones_once() -> None:
    def cell(text: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{text}</w:tc>"

    inner = f"<w:tbl><w:tr>{cell(p('nested'))}</w:tr></w:tbl>"
    begins, wide = '<w:vMerge w:val="restart"/>', '<w:gridSpan w:val="2"/>'
    body = (
        "<w:tbl>"
        f"<w:tr>{cell(p('A'), begins)}{cell(p('B'), wide)}</w:tr>"
        f"<w:tr>{cell(p('covered'), '<w:vMerge/>')}{cell(inner + p('D'))}{cell(p('E'))}</w:tr>"
        "</w:tbl>"
    )
    document = read(body)
    assert live(document) == ["A", "B", "nested", "D", "E"]
    assert {block.kind for block in document.blocks if block.state is State.LIVE} == {"cell"}


def test_a_note_follows_the_paragraph_that_refers_to_it() -> None:
    notes = (
        f'<w:footnote w:id="0" w:type="separator">{p("-----")}</w:footnote>'
        f'<w:footnote w:id="2">{p("Except as law requires.")}</w:footnote>'
        f'<w:footnote w:id="3">{p("Nobody refers to this.")}</w:footnote>'
    )
    body = p(r("Data is returned.") + '<w:r><w:footnoteReference w:id="2"/></w:r>') + p("Next.")
    document = read(body, {"footnotes": notes})
    assert live(document) == ["Data is returned.", "Except as law requires.", "Next."]
    assert [block.text for block in of_kind(document, "note")] == ["Except as law requires."]


def test_a_text_box_is_read_once() -> None:
    box = f"<w:txbxContent>{p('In the box.')}</w:txbxContent>"
    drawing = f"<w:drawing><wp:anchor><wps:txbx>{box}</wps:txbx></wp:anchor></w:drawing>"
    fallback = f"<w:pict><v:shape><v:textbox>{box}</v:textbox></v:shape></w:pict>"
    branches = f"<mc:Choice>{drawing}</mc:Choice><mc:Fallback>{fallback}</mc:Fallback>"
    document = read(p(r("Beside it.") + f"<w:r><mc:AlternateContent>{branches}</mc:AlternateContent></w:r>"))
    assert live(document) == ["Beside it.", "In the box."]
    assert of_kind(document, "text-box")


@pytest.mark.parametrize(
    "runs",
    [
        f"<w:sdt><w:sdtContent>{r('Acme')}</w:sdtContent></w:sdt>",
        f"<w:smartTag>{r('Acme')}</w:smartTag>",
        f"<w:hyperlink>{r('Acme')}</w:hyperlink>",
        f'<w:fldSimple w:instr="MERGEFIELD x">{r("Acme")}</w:fldSimple>',
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF name</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{r("Acme")}<w:r><w:fldChar w:fldCharType="end"/></w:r>',
    ],
)
def test_text_in_wrappers_and_field_results_is_read(runs: str) -> None:
    assert live(read(p(r("By ") + runs + r(" alone.")))) == ["By Acme alone."]


def test_form_fields_show_their_state() -> None:
    def box(state: str) -> str:
        form = f"<w:ffData><w:checkBox>{state}</w:checkBox></w:ffData>"
        return f'<w:r><w:fldChar w:fldCharType="begin">{form}</w:fldChar></w:r>'

    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    body = p(box("<w:checked/>") + end + r(" yes ") + box('<w:default w:val="0"/>') + end + r(" no"))
    assert live(read(body)) == ["☒ yes ☐ no"]


def test_blanks_and_hyphens_are_made_plain() -> None:
    first, second = "<w:t>non</w:t><w:noBreakHyphen/><w:t>public</w:t>", "<w:t>co\u00adop</w:t>"
    runs = f"{first}<w:tab/>{second}<w:br/><w:t>eﬃcient\u00a0use</w:t>"
    assert live(read(p(f"<w:r>{runs}</w:r>"))) == ["non-public coop efficient use"]


def test_headers_that_no_page_shows_are_left_out() -> None:
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="header1"/>'
        '<w:headerReference w:type="first" r:id="header2"/>'
        '<w:footerReference w:type="default" r:id="footer1"/>{}</w:sectPr>'
    )
    parts = {"header1": p("Draft 3"), "header2": p("First page"), "footer1": p("Page footer")}
    plain, titled = (
        read(p("Body.") + section.format(""), parts),
        read(p("Body.") + section.format("<w:titlePg/>"), parts),
    )
    assert [b.text for b in of_kind(plain, "header")] == ["Draft 3"]
    assert [b.text for b in of_kind(titled, "header")] == ["First page", "Draft 3"]
    assert [b.text for b in of_kind(plain, "footer")] == ["Page footer"]
    assert plain.text == "Body."


def test_comments_stand_beside_the_text() -> None:
    comments = f'<w:comment w:id="4" w:author="Bo">{p("Too weak?")}</w:comment>'
    body = p(r("May share.") + '<w:r><w:commentReference w:id="4"/></w:r>')
    document = read(body, {"comments": comments})
    assert document.text == "May share."
    assert [(b.text, b.state) for b in of_kind(document, "comment")] == [("Too weak?", State.ASIDE)]
    assert codes(document) == {"DOC010": "info"}


def test_contents_are_no_clauses() -> None:
    styles = '<w:style w:type="paragraph" w:styleId="T1"><w:name w:val="toc 1"/></w:style>'
    document = read(p("1. Use of Data 3", '<w:pStyle w:val="T1"/>') + p("Body."), {"styles": styles})
    assert [block.kind for block in document.blocks] == ["toc", "paragraph"]


def test_an_embedded_document_leaves_the_reading_partial() -> None:
    document = read(p("Body.") + '<w:altChunk r:id="x"/>')
    assert document.read is Read.PARTIAL
    assert codes(document) == {"DOC008": "error"}


def test_an_embedded_object_is_a_warning() -> None:
    document = read(p(r("See ") + "<w:r><w:object><o:OLEObject/></w:object></w:r>"))
    assert document.read is Read.FULL
    assert codes(document) == {"DOC011": "warning"}


def test_lost_notes_leave_the_reading_partial() -> None:
    whole = docx(p("Body."), {"footnotes": ""})
    document = read_bytes(whole.replace(b"word/footnotes.xml", b"word/footnotez.xml"), "contract.docx")
    assert document.read is Read.PARTIAL
    assert codes(document) == {"DOC008": "error"}


def test_an_entity_is_not_expanded() -> None:
    attack = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname"><!ENTITY b "boom">]>'
    document = read_bytes(docx(p("<w:r><w:t>A&b;&e;B</w:t></w:r>"), prologue=attack), "contract.docx")
    assert "boom" not in document.text
    assert document.text.startswith("A")


def test_a_bold_paragraph_is_marked() -> None:
    document = read(p(r("All bold", "<w:b/>")) + p(r("Part", "<w:b/>") + r(" bold")))
    assert [block.bold for block in document.blocks] == [True, False]
