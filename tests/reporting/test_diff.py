"""The formats of a comparison: the JSON contract holds, nothing from a contract breaks out, nothing is fetched."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from importlib.resources import files
from typing import Any

import jsonschema
import pytest

from clauselint.diagnostics.errors import UsageError
from clauselint.judging.compare import compare
from clauselint.model import (
    ComparedParagraph,
    Comparison,
    Document,
    DocumentReport,
    Policy,
    Read,
    Severity,
    Span,
    Status,
)
from clauselint.reporting.diff import FORMATS, render
from tests.reporting import samples as s


def version(*texts: str, path: str = "a.docx", **changes: Any) -> DocumentReport:
    paragraphs, at = [], 0
    for n, text in enumerate(texts, 1):
        span = Span(at, at + len(text))
        paragraphs.append(ComparedParagraph(text, "paragraph", span, n, str(n), s.HOSTILE if "<" in text else "Use"))
        at = span.end + 1
    document = Document(path, "0" * 64, "docx", "\n".join(texts), **changes)
    return DocumentReport(document, paragraphs=tuple(paragraphs))


def findings(status: Status, counts_as: Severity | None = None) -> Any:
    return (s.finding("SDP-015", status, counts_as, evidence=(s.NO_SALE,) if status is Status.MET else ()),)


POLICIES = (Policy("student-data", "1"),)
CLAUSES = [f"Provider shall keep record number {n} of the pupils secret at all times." for n in range(5)]
HOSTILE = f"Provider may do as it likes {s.HOSTILE} with the records."


def sample(old: list[str], new: list[str], *, worse: bool = True, **changes: Any) -> Comparison:
    before, after = version(*old, path="old.docx"), version(*new, path=changes.pop("path", "new.pdf"), **changes)
    states = (Status.MET, None), (Status.MISSING, Severity.ERROR)
    was, now = states if worse else states[::-1]
    return compare(
        DocumentReport(before.document, findings=findings(*was), paragraphs=before.paragraphs),
        DocumentReport(after.document, findings=findings(*now), paragraphs=after.paragraphs),
        POLICIES,
    )


SAMPLES = {
    "same": sample(CLAUSES, CLAUSES, worse=False),
    "changed": sample(CLAUSES, [CLAUSES[4], CLAUSES[0].replace("shall", "may"), CLAUSES[1].replace("1", "7"), HOSTILE]),
    "hostile": sample([HOSTILE, *CLAUSES], [*CLAUSES, HOSTILE.replace("likes", "wants")], path="<b>@x|y.pdf"),
    "unread": sample(CLAUSES, CLAUSES, read=Read.PARTIAL, unread_pages=(2,)),
    "empty": compare(version(), version(), ()),
}


@pytest.mark.parametrize("name", SAMPLES)
def test_json_validates_and_is_the_same_every_time(name: str) -> None:
    schema = json.loads((files("clauselint.reporting") / "clauselint-diff-v1.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    text = render(SAMPLES[name], "json")
    content = json.loads(text)
    assert [error.message for error in jsonschema.Draft202012Validator(schema).iter_errors(content)] == []
    assert text == json.dumps(content, indent=2, sort_keys=True) + "\n" == render(SAMPLES[name], "json")
    content["requirements"] = [{"turn": "fine"}]
    assert not jsonschema.Draft202012Validator(schema).is_valid(content)


def test_json_holds_exact_text_and_places() -> None:
    content = json.loads(render(SAMPLES["changed"], "json"))
    kinds = [each["kind"] for each in content["passages"]]
    assert sorted(kinds) == ["changed", "changed", "gained", "lost", "lost", "moved"]
    changed = next(each for each in content["passages"] if each["kind"] == "changed")
    (paragraph,) = changed["new"]
    assert paragraph["text"] == CLAUSES[0].replace("shall", "may")
    assert (paragraph["section"], paragraph["page"]) == ("2", 2)
    assert [(w["op"], w["text"]) for w in changed["words"]][1:3] == [("deleted", "shall "), ("inserted", "may ")]
    (row,) = content["requirements"]
    assert (row["turn"], row["worse"], row["old"]["status"], row["new"]["status"]) == ("worse", True, "met", "missing")
    assert row["old"]["evidence"][0]["text"] == s.NO_SALE.text
    assert [(n["old"]["text"], n["new"]["text"]) for n in content["numbers"]] == [("1", "7")]


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("name", SAMPLES)
def test_every_format_says_the_verdict_and_ends_with_a_newline(name: str, format: str) -> None:
    text = render(SAMPLES[name], format, width=400)
    assert SAMPLES[name].verdict.split(".")[0].split(":")[0] in text
    assert text.endswith("\n")


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.open: list[str] = []
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag not in ("meta", "br"):
            self.open.append(tag)
        self.addresses += [value or "" for name, value in attrs if name in ("href", "src", "onclick")]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_html_is_whole_runs_nothing_and_fetches_nothing() -> None:
    text = render(SAMPLES["hostile"], "html")
    page = _Tags()
    page.feed(text)
    assert page.open == []
    assert "script" not in page.tags
    assert {"del", "ins"} <= page.tags
    assert page.addresses == ["#main"]
    assert "<script>alert" not in text
    assert "&lt;script&gt;" in text
    assert "<b>@x" not in text
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "url(" not in text


def test_markdown_holds_no_markup_of_the_contract() -> None:
    text = render(SAMPLES["hostile"], "markdown")
    assert re.sub(r"</?(?:del|ins)>", "", text).count("<") == 0
    assert "\\*star\\*" in text
    assert "@" not in text
    assert "<del>likes</del> <ins>wants</ins>" in text


def test_text_keeps_within_its_width_and_steers_no_terminal() -> None:
    for width in (60, 80, 100):
        text = render(SAMPLES["hostile"], "text", width=width)
        assert max(map(len, text.splitlines())) <= width
        assert "\x1b" not in text
    assert "[-likes-] {+wants+}" in text


def test_long_equal_text_is_left_out_of_what_people_read() -> None:
    long = " ".join(f"word{n}" for n in range(300))
    found = sample([f"Provider shall {long} pay"], [f"Provider may {long} pay"])
    for format in ("text", "markdown", "html"):
        text = render(found, format)
        assert "word5" in text
        assert "word150" not in text
        assert "…" in text
    assert "word150" in render(found, "json")


def test_an_unknown_format_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(UsageError, match="html, json, markdown, text"):
        render(SAMPLES["same"], "sarif")
