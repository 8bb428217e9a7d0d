"""The page: complete, accessible, self-contained, and not to be broken by what a document holds."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from itertools import pairwise

import pytest
from lxml import html

from clauselint.model import DocumentReport, Evidence, EvidenceRole, Severity, Span, Status
from clauselint.reporting import render
from clauselint.reporting.view.templates import folder
from tests.reporting import samples as s
from tests.reporting.consumers import read_html

ALL = (s.FULL, s.CLEAN, s.PARTIAL, s.UNREADABLE, s.UNSPOKEN, s.HOSTILE_DOCUMENT)
PAGES = [((s.FULL,), "check"), (ALL, "check"), ((), "check"), ((s.FULL,), "clauses"), (ALL, "clauses")]


def page(*documents: DocumentReport, command: str = "check") -> html.HtmlElement:
    return read_html(render(s.report(*documents, skipped=2), "html", command=command))


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def tables(tree: html.HtmlElement) -> list[list[str]]:
    """The cells of each row of each table."""
    return [[words(cell) for cell in tr] for tr in tree.xpath("//tr")]


def row(tree: html.HtmlElement, code: str) -> html.HtmlElement:
    return tree.get_element_by_id(f"d1-{code}")


@pytest.mark.parametrize(("documents", "command"), PAGES)
def test_headings_are_in_order_and_one_is_first(documents: tuple[DocumentReport, ...], command: str) -> None:
    levels = [int(h.tag[1]) for h in page(*documents, command=command).xpath("//h1|//h2|//h3|//h4|//h5|//h6")]
    assert levels.count(1) == 1 and levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


@pytest.mark.parametrize(("documents", "command"), PAGES)
def test_landmarks_labels_and_table_headers(documents: tuple[DocumentReport, ...], command: str) -> None:
    tree = page(*documents, command=command)
    assert tree.get("lang") == "en"
    assert len(tree.xpath("//main")) == len(tree.xpath("//body/header")) == len(tree.xpath("//body/footer")) == 1
    assert tree.xpath("//body/a[1]/@href") == ["#main"]
    assert all(th.get("scope") in ("row", "col") for th in tree.xpath("//th"))
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    referred = tree.xpath("//@aria-labelledby") + [href[1:] for href in tree.xpath("//a/@href")]
    assert set(referred) <= set(ids)
    assert all(control.getparent().tag == "label" for control in tree.xpath("//input"))


@pytest.mark.parametrize(("documents", "command"), PAGES)
def test_nothing_is_loaded_from_elsewhere_and_nothing_runs(documents: tuple[DocumentReport, ...], command: str) -> None:
    tree = page(*documents, command=command)
    assert "default-src 'none'" in tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert all(href.startswith("#") for href in tree.xpath("//@href"))
    assert not re.search(r"\son\w+=", _tags(tree))
    assert not re.search(r"url\(|@import", tree.xpath("//style")[0].text)


def _tags(tree: html.HtmlElement) -> str:
    return " ".join(f" {name}=" for element in tree.iter() for name in element.attrib)


def test_hostile_text_stays_text() -> None:
    tree = page(s.HOSTILE_DOCUMENT)
    assert not tree.xpath("//article//b[not(normalize-space())]")
    assert "<script>alert('x')</script> a | b # not a heading \ufffd[31mred\ufffd[0m \ufffdgnirts\ufffd" in words(tree)
    assert {name for element in tree.iter() for name in element.attrib} <= {
        "lang", "charset", "name", "content", "http-equiv", "class", "href", "id", "aria-labelledby", "aria-label",
        "aria-hidden", "title", "open", "type", "autocomplete", "scope", "role", "tabindex",
    }  # fmt: skip


@pytest.mark.parametrize("format", ["html", "markdown", "text", "concise", "json"])
@pytest.mark.parametrize(
    "text", ["\ud800", "\x00", "\u2028\x85", "{{ 7 * 7 }}{% raw %}", "\U000e0041\u200b", "e\u0301" * 500, ""]
)
def test_odd_characters_break_no_format(text: str, format: str) -> None:
    evidence = replace(s.MAY_NOTIFY, text=text, marks=(Span(0, 99), Span(0, 1)))
    finding = replace(s.HOLLOW, message=f"x{text}", evidence=(evidence,), suggestion=text)
    out = render(s.report(replace(s.FULL, findings=(finding,))), format)
    assert out.encode("utf-8")
    assert "\x00" not in out and ("7 * 7" in out.replace("\\", "")) == ("7 * 7" in text)


def test_no_status_is_told_by_colour_alone() -> None:
    tree = page(s.FULL)
    for element in tree.xpath("//*[contains(concat(' ', @class, ' '), ' status ')]"):
        assert re.search(r"met|weak|missing|contradicted|not applicable|cannot determine", words(element))


def test_one_row_a_requirement_errors_first_then_by_family() -> None:
    codes = [i.removeprefix("d1-") for i in page(s.FULL).xpath("//details[starts-with(@class, 'row')]/@id")]
    assert sorted(codes) == sorted(r[0] for r in s.ROWS)
    assert codes[:6] == ["SDP-015", "SDP-019", "SDP-010", "SDP-020", "SDP-018", "SDP-022"]
    assert codes[-1] == "SDP-025"


def test_decision_page() -> None:
    decision = words(page(s.FULL).xpath("//section[starts-with(@class, 'decision')]")[0])
    for fact in (
        "Do not sign yet. 1 clause missing, 1 contradicts the policy, 1 creates no binding duty; 1 warning.",
        "Lakeside School District (“District”): protected party, as read; Northgate Learning, Inc. (“Provider”): counterparty, "
        "as read",
        s.document().sha256,
        "12 pages, all read",
        "student-data 1",
        "19 met",
        "Strike or change section 4.3 (page 3).",
        "Who must act: external party",
        "SDP-025: federal funds: not mentioned",
        "Not legal advice",
    ):
        assert fact in decision


def test_the_page_says_first_what_a_document_never_speaks_of() -> None:
    verdict = words(page(s.UNSPOKEN).xpath("//div[@class='verdict']")[0])
    assert verdict.index("never mentions students") < verdict.index("Do not sign yet")


def test_both_sides_of_a_contradiction_stand_side_by_side_with_the_deciding_words_marked() -> None:
    sides = row(page(s.FULL), "SDP-015").xpath(".//div[@class='sides']/div")
    assert [side.xpath(".//mark/text()") for side in sides] == [["shall not"], ["may", "improve and develop"]]
    assert "page 3, section 4.3, Use of Data" in words(sides[1])


def test_a_message_does_not_repeat_the_name_beside_it_and_an_exhibit_is_no_section() -> None:
    evidence = replace(s.MAY_NOTIFY, section="Exhibit C")
    finding = replace(s.HOLLOW, message=f"{s.HOLLOW.name}: the wording leaves a choice.", evidence=(evidence,))
    tree = page(replace(s.FULL, findings=(finding,)))
    assert row(tree, finding.code).xpath(".//span[@class='why']/text()") == ["The wording leaves a choice."]
    assert "Falls short · page 7, Exhibit C, Security incidents" in words(row(tree, finding.code))
    assert "Reword Exhibit C (page 7)." in words(tree)


def test_missing_says_where_it_looked_and_what_came_nearest() -> None:
    text = words(row(page(s.FULL), "SDP-010"))
    assert "Searched sections 8, 10, 11." in text
    assert "sixty (60) days after notice.” Nearest passage · page 8, section 10.2, Termination" in text
    assert "Suggestion, for counsel's review · add after section 10.2 If the District believes" in text


@pytest.mark.parametrize(
    ("code", "force", "source"),
    [
        ("SDP-003", "district policy", "the authority's own words were read"),
        ("SDP-008", "guidance, not law", "the authority's own words were read"),
        ("SDP-009", "law binds the party; the clause is evidence of it", "own words"),
        ("SDP-017", "law: the contract must say it", "own words"),
        ("SDP-020", "model agreement's standard", "restatement"),
        ("SDP-024", "drafting practice", "restatement"),
        ("SDP-019", "district policy", "from memory"),
    ],
)
def test_authority_says_whose_rule_it_is_and_how_well_it_was_read(code: str, force: str, source: str) -> None:
    text = words(row(page(s.FULL), code))
    assert force in text and source in text and "Checked 2026-11-25" in text
    assert "violation" not in text


def test_open_rows_have_a_decision_to_fill_in_and_met_ones_none() -> None:
    tree = page(s.FULL)
    labels = [words(label) for label in row(tree, "SDP-010").xpath(".//fieldset//label")]
    assert labels == ["accept risk", "ask vendor", "fixed", "By", "Date", "Note"]
    assert not row(tree, "SDP-003").xpath(".//fieldset")
    waived = row(tree, "SDP-022")
    assert "waived until 2027-06-30 by R. Moreno: covered by the state contract" in words(waived)
    assert not waived.xpath(".//fieldset")


def test_numbers_inventory_references_and_what_was_not_read() -> None:
    tree = page(s.FULL)
    rows, text = tables(tree), words(tree)
    assert ["notice hours", "none", "72", "p. 7, 8.2", "◐ weak Notice of misuse or breach"] in rows
    assert ["destroy days", "90", "30", "p. 7, 8.2", "◐ weak Destroy or return at the end"] in rows
    clauses = [cells[:6] for cells in rows]
    assert ["for cause", "Each party", "–", "entitlement", "sixty (60) days after notice", "p. 6, 4.4"] in clauses
    assert "Exhibit C: referred to, and not in this file." in text
    assert "Schedule 1: in the file, but blank." in text
    assert ["“Student Data”", "defined term", "page 1: personally identifiable information"] in rows


def test_a_number_that_was_not_looked_for_in_vain_is_not_called_absent() -> None:
    met = s.finding("SDP-019", params={"notice_hours": 72})
    found = s.finding("SDP-020", params={"destroy_days": 30}, found={"destroy_days": 14})
    names = [cells[0] for cells in tables(page(replace(s.FULL, findings=(met, found))))]
    assert "destroy days" in names and "notice hours" not in names


def test_the_map_says_in_which_sections_the_clauses_lie() -> None:
    later = replace(s.CLAUSES[3], section="10.2(a)", span=Span(900, 950))
    tree = page(replace(s.FULL, clauses=(later, *s.CLAUSES[:3])))
    lie = [words(item) for item in tree.xpath("//ul[@class='map']/li")]
    assert lie == ["4: 2 obligation, 1 intellectual property", "10: 1 termination"]


def test_a_document_read_in_part_or_not_at_all_is_never_shown_as_read() -> None:
    partial, unreadable = words(page(s.PARTIAL)), words(page(s.UNREADABLE))
    assert "13 pages; pages 10 to 13 not read" in partial and "all read" not in partial
    assert "Not judged" in unreadable and "save it as .docx" in unreadable and "all read" not in unreadable


def test_a_long_quote_is_cut_around_the_words_that_decided() -> None:
    text = "alpha " * 150 + "Provider may notify " + "omega " * 150
    mark = Span(text.index("may"), text.index("may") + 3)
    evidence = Evidence(text, EvidenceRole.WEAKENS, Span(0, len(text)), 1, "1", "", (mark,))
    finding = s.finding("SDP-019", Status.WEAK, Severity.ERROR, evidence=(evidence,))
    quote = row(page(replace(s.FULL, findings=(finding,))), "SDP-019").xpath(".//blockquote")[0]
    assert quote.xpath(".//mark/text()") == ["may"]
    assert 50 <= len(words(quote).split()) <= 70
    assert words(quote).startswith("“… alpha") and words(quote).endswith("omega …”")


def test_several_documents_begin_with_an_overview() -> None:
    tree = page(*ALL)
    overview = tables(tree)[1 : len(ALL) + 1]
    assert [cells[0] for cells in overview[:5]] == [d.document.path for d in ALL[:5]]
    assert len(tree.xpath("//article")) == len(ALL)
    assert [*overview[3][1:]] == [
        "Not judged: clauselint could not read this file.",
        "–",
        "–",
        "–",
        "could not be read",
    ]


def luminance(color: str) -> float:
    channels = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_contrast_of_text_is_at_least_four_and_a_half_to_one() -> None:
    style = (folder() / "style.css").read_text(encoding="utf-8")
    colors = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", style))
    inks = ("met", "weak", "missing", "contradicted", "na", "cd")
    pairs = [(ink, f"{ink}-wash") for ink in inks]
    pairs += [(ink, paper) for ink in (*inks, "ink", "soft", "link") for paper in ("paper", "wash")]
    for ink, paper in pairs:
        dark, light = luminance(colors[ink]), luminance(colors[paper])
        assert (light + 0.05) / (dark + 0.05) >= 4.5, (ink, paper)


def test_prints_with_details_opened() -> None:
    style = (folder() / "style.css").read_text(encoding="utf-8")
    assert "::details-content" in style.partition("@media print")[2]
    assert ":focus-visible" in style


def test_rendering_26_rows_is_quick() -> None:
    report = s.report(s.FULL)
    render(report, "html")  # imports and compiles the templates
    times = []
    for _ in range(5):
        start = time.perf_counter()
        render(report, "html")
        times.append(time.perf_counter() - start)
    assert min(times) < 0.05
