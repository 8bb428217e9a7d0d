"""``concise``: one line a finding, for editors and for grep: ``path:page:section: severity CODE status: message``.

What was waived, and with ``show`` "info" what is in the baseline, is listed as info and says so at its end. What is to be put
right in waivers and baseline comes last: ``file:line:: severity CODE kind: message``.
"""

from __future__ import annotations

from collections.abc import Iterator

from clauselint.model import Report
from clauselint.reporting.view import Options, build_view, ordering, phrases
from clauselint.reporting.view.report_view import View
from clauselint.reporting.view.sanitize import clean, cut


def render(report: Report, options: Options) -> str:
    """Problems of the files, then findings in the order of the policy; empty where there is nothing to say.

    Page and section stay empty where the file has none, or where the clause is missing. A row that cannot be determined
    is listed at any ``show``, at its requirement's severity.
    """
    lines: list[str] = []
    data = build_view(report, options.command)
    for document in data["documents"]:
        lines += _problems(document)
        lines += _rows(document, options)
    lines += map(_notice, data["notices"])
    return "".join(f"{line}\n" for line in lines)


def _line(document: View, where: View | None, rest: str) -> str:
    page, section = (where.get("page") or "", where.get("section") or "") if where else ("", "")
    path = (where.get("file") if where else "") or document["path"]
    return clean(f"{path}:{page}:{section}: {rest}")


def _problems(document: View) -> Iterator[str]:
    for problem in document["problems"]:
        rest = f"{problem['severity']} {problem['code']} read-{document['read']}: {problem['message']}"
        yield _line(document, problem, rest + _set_aside(problem))


def _set_aside(item: View) -> str:
    """That a finding or a problem does not count, and why."""
    if item["waiver"] is not None:
        return f" ({phrases.waived(item['waiver'])})"
    return " (in the baseline)" if item.get("baseline") else ""


def _notice(notice: View) -> str:
    at = f"{notice['file']}:{notice['line'] or ''}"
    return clean(f"{at}:: {notice['severity']} {notice['code']} {phrases.NOTICE[notice['code']]}: {notice['message']}")


def _rows(document: View, options: Options) -> Iterator[str]:
    if options.command == "clauses":
        return _clauses(document)
    return _obligations(document) if options.command == "obligations" else _requirements(document, options)


def _requirements(document: View, options: Options) -> Iterator[str]:
    for row in document["requirements"]:
        if ordering.is_listed(row, options.show):
            rest = f"{ordering.shown_severity(row)} {row['code']} {row['status']}: {row['message']}{_set_aside(row)}"
            yield _line(document, ordering.decisive(row), rest)


def _clauses(document: View) -> Iterator[str]:
    for clause in document["clauses"]:
        yield _line(document, clause, f"{clause['type']} {phrases.duty(clause)}: {cut(clause['text'], 30)}")


def _obligations(document: View) -> Iterator[str]:
    for row in document["obligations"]:
        if not row["mirror"]:
            terms = "".join(f"; {term}" for term in phrases.obligation_terms(row))
            yield _line(document, row, f"{row['modality']} {phrases.who_does(row)} {cut(row['action'], 30)}{terms}")
