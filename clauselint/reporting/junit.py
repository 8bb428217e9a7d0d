"""``junit``: JUnit's XML for the test page of a CI server: a suite a document, a test case a requirement."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from clauselint.model import Report
from clauselint.reporting.view import Options, build_view, phrases
from clauselint.reporting.view.remarks import FlatRemark, message_text, of_finding, of_notice, of_problem
from clauselint.reporting.view.report_view import View
from clauselint.reporting.view.sanitize import clean, cut

_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_READING = "The document is read in full"


def render(report: Report, options: Options) -> str:
    """A whole XML file. What counts as error or warning fails; what could not be read or determined is an error; what does not
    apply, was waived or is in the baseline is skipped. Cases have the same names in every run; no times are given."""
    data = build_view(report, options.command)
    root = ET.Element("testsuites", name="clauselint")
    for document in data["documents"]:
        _suite(root, document["path"], _cases(document))
    if not data["documents"]:
        case = _case("clauselint", "There is something to check")
        _add_result(case, "skipped" if data["unchanged"] else "error", "nothing-to-check", data["summary"]["verdict"])
        _suite(root, "clauselint", iter([case]))
    if data["notices"]:
        _suite(root, "notices", map(_notice, data["notices"]))
    _count(root)
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _suite(root: ET.Element, name: str, cases: Iterator[ET.Element]) -> None:
    suite = ET.SubElement(root, "testsuite", name=_attribute(name))
    suite.extend(cases)
    _count(suite)


def _count(element: ET.Element) -> None:
    for total, tag in {"tests": "testcase", "failures": "failure", "errors": "error", "skipped": "skipped"}.items():
        element.set(total, str(sum(1 for _ in element.iter(tag))))


def _cases(document: View) -> Iterator[ET.Element]:
    yield _reading(document)
    for row in document["requirements"]:
        case = _case(document["path"], f"{row['code']} {row['name']}")
        if row["status"] == "not-applicable":
            _add_result(case, "skipped", "not-applicable", clean(row["message"]))
        elif row["status"] != "met":
            _judged(case, of_finding(document, row))
        yield case


def _reading(document: View) -> ET.Element:
    """Return whether a document was read, with all its problems; one that only people should know of fails nothing."""
    case = _case(document["path"], _READING)
    problems = [of_problem(document, problem) for problem in document["problems"]]
    unread = [problem for problem in problems if problem.level == "error"]
    waived = [problem for problem in problems if problem.suppression]
    if unread:
        _add_result(
            case, "error", document["read"], message_text(unread[0]), *(f"{p.code}: {message_text(p)}" for p in unread)
        )
    elif waived:
        _add_result(case, "skipped", "waived", message_text(waived[0]))
    if problems:
        _print(case, (f"{problem.level} {problem.code}: {message_text(problem)}" for problem in problems))
    return case


def _judged(case: ET.Element, remark: FlatRemark) -> None:
    """The outcome of a requirement that is not met."""
    if remark.suppression:
        _add_result(case, "skipped", remark.status, message_text(remark))
    elif remark.item["unsettled"]:
        _add_result(case, "error", remark.status, remark.message)
    elif remark.level == "info":
        _print(case, [f"note: {remark.status}: {message_text(remark)}", *_proof(remark.item)])
    else:
        _add_result(
            case,
            "failure",
            remark.status,
            remark.message,
            f"{remark.level}: {message_text(remark)}",
            *_proof(remark.item),
        )


def _notice(notice: View) -> ET.Element:
    remark = of_notice(notice)
    case = _case(remark.path, f"{remark.code} {notice['document']}".strip())
    if remark.level == "info":
        _print(case, [remark.message])
    else:
        _add_result(case, "failure", "notice", remark.message)
    return case


def _proof(row: View) -> Iterator[str]:
    for evidence in row["evidence"]:
        yield f"{phrases.ROLE[evidence['role']]}: {phrases.place(evidence, long=True)}: “{cut(evidence['text'])}”"
    if row["suggestion"]:
        yield f"Suggestion, for counsel's review: {row['suggestion']}"
        yield f"Who must act: {row['who']}. Authority: {row['authority']}"


def _case(path: str, name: str) -> ET.Element:
    return ET.Element("testcase", classname=_attribute(path), name=_attribute(clean(name)), file=_attribute(path))


def _add_result(case: ET.Element, tag: str, kind: str, message: str, *lines: str) -> None:
    result = ET.SubElement(case, tag, type=kind, message=message)
    if lines:
        result.text = "\n".join(map(clean, lines))


def _print(case: ET.Element, lines: Iterator[str] | list[str]) -> None:
    ET.SubElement(case, "system-out").text = "\n".join(map(clean, lines))


def _attribute(text: str) -> str:
    """A file's name, blanks kept, without what XML cannot hold."""
    return _UNPRINTABLE.sub("\ufffd", text)
