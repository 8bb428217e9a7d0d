"""The results of a run as a flat list: problems of reading, findings that are not met, notices, each with its file.

The formats that machines show beside a file (``sarif``, ``github``, ``rdjson``) print these; none of them has to know where in
the view they stand.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from clauselint.reporting.view import ordering, phrases
from clauselint.reporting.view.report_view import View
from clauselint.reporting.view.sanitize import clean, cut

_SETTLED = ("met", "not-applicable")


@dataclass(frozen=True, slots=True)
class FlatRemark:
    """Something to be said about a file.

    ``kind`` is problem, finding or notice. ``line`` counts from 1; 0 where there is none, as in every contract, whose
    paragraphs are not kept in lines. ``status`` is a finding's, else "". ``level`` is error, warning or info, see
    :func:`ordering.shown_severity`. ``message`` is a sentence and ``place`` a place in words ("page 3, section 4.1"), both
    cleaned. ``suppression`` says why it counts for nothing (waived, in the baseline), else "". ``key`` tells it from others of
    its code in its file, whatever the run. ``item`` is the row, problem or notice.
    """

    kind: str
    path: str
    line: int
    code: str
    status: str
    level: str
    message: str
    place: str
    suppression: str
    key: str
    item: View


def remarks(data: View) -> Iterator[FlatRemark]:
    """Document by document, problems first, then findings in the order of the policy; notices last."""
    for document in data["documents"]:
        for problem in document["problems"]:
            yield of_problem(document, problem)
        for row in document["requirements"]:
            if row["status"] not in _SETTLED:
                yield of_finding(document, row)
    for notice in data["notices"]:
        yield of_notice(notice)


def message_text(remark: FlatRemark, *, quote: bool = False) -> str:
    """A remark in words: what is the matter, where (with the quote, if asked for), and why it may stand; each a sentence."""
    item = ordering.decisive(remark.item) if quote and remark.kind == "finding" else None
    words = f"“{cut(item['text'])}”" if item else ""
    parts = (remark.message, ": ".join(part for part in (remark.place, words) if part), remark.suppression)
    return " ".join(_sentence(part) for part in parts if part)


def _sentence(text: str) -> str:
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "!", "?", ".”")) else f"{text}."


def file_of(document: View, item: View | None = None) -> str:
    """The file to point at. Of a contract of several files: the one that holds the quote, or that the message of the problem
    names; the first, where it is about all of them."""
    paths = [str(file["path"]) for file in document["files"]] or [str(document["path"])]
    item = item or {}
    named = (path for path in paths if path == item.get("file") or item.get("message", "").startswith(f"{path}: "))
    return next(named, paths[0])


def suppression_text(item: View) -> str:
    """Return why a finding or problem does not count: the waiver in words, "in the baseline", or ""."""
    waiver = item.get("waiver")
    if waiver is not None:
        return clean(phrases.waived(waiver))
    return "in the baseline" if item.get("baseline") else ""


def of_problem(document: View, problem: View) -> FlatRemark:
    """A problem of reading; at "info" where a person has accepted it."""
    page = f"page {problem['page']}" if problem["page"] else ""
    return FlatRemark(
        kind="problem",
        path=file_of(document, problem),
        line=0,
        code=problem["code"],
        status="",
        level=problem["severity"] if problem["waiver"] is None else "info",
        message=clean(problem["message"]),
        place=page,
        suppression=suppression_text(problem),
        key=page,
        item=problem,
    )


def of_finding(document: View, row: View) -> FlatRemark:
    """A requirement that is not met."""
    quote = ordering.decisive(row)
    return FlatRemark(
        kind="finding",
        path=file_of(document, quote),
        line=0,
        code=row["code"],
        status=row["status"],
        level=ordering.shown_severity(row),
        message=clean(row["message"]),
        place=clean(phrases.place({**quote, "file": ""}, long=True)) if quote else "",
        suppression=suppression_text(row),
        key=row["fingerprint"],
        item=row,
    )


def of_notice(notice: View) -> FlatRemark:
    """Something to be put right beside the contracts."""
    return FlatRemark(
        kind="notice",
        path=notice["file"] or notice["document"],
        line=notice["line"],
        code=notice["code"],
        status="",
        level=notice["severity"],
        message=clean(notice["message"]),
        place="",
        suppression="",
        key=notice["message"],
        item=notice,
    )
