"""The format ``text``: the report on a terminal, readable at 80 columns. A shape and a word show a status; color repeats it."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from clauselint.judging.phrases import plural
from clauselint.model import Report
from clauselint.reporting.view import Options, build_view, ordering, phrases, trace_text
from clauselint.reporting.view.report_view import View
from clauselint.reporting.view.sanitize import clean, cut, to_ascii

_COLORS = {
    "met": "32",
    "weak": "33",
    "missing": "31",
    "contradicted": "35",
    "not-applicable": "2",
    "cannot-determine": "36",
    "strong": "1",
    "soft": "2",
}
_STATUS_COLUMN = 2 + 2 + len("contradicted") + 2  # the one longer status is rare, and pushes its name aside
_NARROWEST = 40


def render(report: Report, options: Options) -> str:
    """Render the report: a section per document, then the totals of the run."""
    paper = Paper(options)
    data = build_view(report, "check" if options.command == "rule" else options.command)
    lines: list[str] = []
    for document in data["documents"]:
        lines += [*_document(paper, data, document, options), paper.rule()]
    lines += _closing(paper, data, options)
    return "\n".join(line.rstrip() for line in lines) + "\n"


class Paper:
    """Lines of a given width."""

    def __init__(self, options: Options) -> None:
        """Take width, color and encoding from ``options``."""
        self.width = max(options.width, _NARROWEST)
        self._color, self._ascii = options.color, options.ascii
        self.all_signals = options.all_signals
        self.shapes = phrases.ASCII_SHAPES if options.ascii else phrases.SHAPES
        self.indent = _STATUS_COLUMN if self.width >= 64 else 4

    def plain(self, text: str) -> str:
        """Return sanitized text, in ASCII if the terminal has no more."""
        return to_ascii(clean(text)) if self._ascii else clean(text)

    def paint(self, text: str, style: str) -> str:
        """Return ``text`` in the color of a status, or ``strong`` or ``soft``; unchanged without color."""
        return f"\x1b[{_COLORS[style]}m{text}\x1b[0m" if self._color and text else text

    def wrap(self, text: str, indent: int = 0, hang: int | None = None, style: str = "") -> list[str]:
        """Fold ``text`` into lines; all but the first are indented by ``hang`` (default: like the first)."""
        lines = textwrap.wrap(
            self.plain(text),
            self.width,
            initial_indent=" " * indent,
            subsequent_indent=" " * (indent if hang is None else hang),
            break_on_hyphens=False,
        )
        return [self.paint(line, style) if style else line for line in lines]

    def rule(self) -> str:
        """Return a line across the page."""
        return self.paint(("-" if self._ascii else "─") * self.width, "soft")

    def spread(self, left: str, right: str, indent: int = 0) -> list[str]:
        """Return ``left``, strong, and ``right`` at both ends of a line, or on two lines if they do not fit."""
        left, right = " " * indent + self.plain(left), self.plain(right)
        gap = self.width - len(left) - len(right)
        if gap < 2:
            return [*self.wrap(left, indent, style="strong"), *self.wrap(right, indent + 2, style="soft")]
        return [self.paint(left, "strong") + " " * gap + self.paint(right, "soft")]


def _document(paper: Paper, data: View, document: View, options: Options) -> Iterator[str]:
    about = " · ".join(part for part in (phrases.pages_read(document), phrases.policy_versions(data, document)) if part)
    yield from paper.spread(document["path"], about)
    if "summary" in document and options.command == "check":
        yield from paper.wrap(document["summary"]["verdict"], style="strong")
    if document["parties"]:
        yield from paper.wrap(f"Parties: {'; '.join(map(phrases.party, document['parties']))}", 0, 2)
    yield from _problems(paper, document["problems"])
    if options.command == "clauses":
        yield from _clauses(paper, document)
    elif options.command == "obligations":
        yield from _obligations(paper, document)
    else:
        yield from _requirements(paper, document, options)


def _problems(paper: Paper, problems: list[View]) -> Iterator[str]:
    for n, problem in enumerate(problems):
        page = f" (page {problem['page']})" if problem["page"] else ""
        yield from paper.wrap(f"! {problem['severity']} {problem['code']}: {problem['message']}{page}", 2, 4)
        following = problems[n + 1 : n + 2]
        if problem["waiver"] is not None and not any(p["waiver"] == problem["waiver"] for p in following):
            yield from paper.wrap(phrases.waived(problem["waiver"]), 4)


def _requirements(paper: Paper, document: View, options: Options) -> Iterator[str]:
    waived, known = (ordering.of_group(document["requirements"], group) for group in ("waived", "baseline"))
    others = [row for row in document["requirements"] if row not in waived and row not in known]
    for family, rows in ordering.by_family(row for row in others if ordering.is_listed(row, options.show)):
        yield from _section(paper, family, rows, options)
    if waived:
        yield from _section(paper, f"waived ({len(waived)})", waived, options, brief=options.show != "info")
    if known and options.show == "info":
        yield from _section(paper, f"in the baseline ({len(known)})", known, options)
    if line := _rest([row for row in document["requirements"] if not ordering.is_listed(row, options.show)]):
        yield ""
        yield from paper.wrap(line)


def _section(paper: Paper, title: str, rows: list[View], options: Options, *, brief: bool = False) -> Iterator[str]:
    """Rows under a title; ``brief``: each only with the reason why it does not count."""
    yield ""
    yield paper.paint(paper.plain(title.upper()), "strong")
    for n, row in enumerate(rows):
        if brief:
            yield _head(paper, row)
            yield from paper.wrap(cut(phrases.waived(row["waiver"]), 40), paper.indent)
            continue
        if n and options.show != "info":
            yield ""
        yield from _row(paper, row)


def _rest(hidden: list[View]) -> str:
    """The counts of rows that are not listed."""
    known = ordering.of_group(hidden, "baseline")
    hidden = [row for row in hidden if row not in known]
    kinds = [
        (len(known), "in the baseline"),
        (sum(r["status"] == "met" for r in hidden), "met"),
        (sum(r["status"] == "not-applicable" for r in hidden), "not applicable"),
        (sum(r["status"] not in ("met", "not-applicable") for r in hidden), "of lower severity"),
    ]
    counted = ", ".join(f"{n} {what}" for n, what in kinds if n)
    return f"{counted} (--show info lists them; --output html=FILE writes them all)" if counted else ""


def _head(paper: Paper, row: View) -> str:
    """The line with status, name and code of a requirement."""
    status = f"{paper.shapes[row['status']]} {phrases.STATUS[row['status']]}"
    code = paper.plain(f"{row['counts_as'] or ''} {row['code']}".strip())
    name = paper.plain(row["name"])
    pad = " " * max(1, _STATUS_COLUMN - 2 - len(status))
    room = paper.width - 2 - len(status) - len(pad) - len(code) - 1
    if len(name) > room:
        name = paper.plain(textwrap.shorten(name, room, placeholder="…"))[:room]
    gap = " " * (room - len(name) + 1)
    return f"  {paper.paint(status, row['status'])}{pad}{paper.paint(name, 'strong')}{gap}{paper.paint(code, 'soft')}"


def _row(paper: Paper, row: View) -> Iterator[str]:
    yield _head(paper, row)
    if row["waiver"] is not None:
        yield from paper.wrap(phrases.waived(row["waiver"]), paper.indent)
    yield from paper.wrap(phrases.why(row), paper.indent)
    if row["status"] == "met":
        yield from paper.wrap(phrases.places(row), paper.indent)
    else:
        for line in _proof(row):
            yield from paper.wrap(line, paper.indent, paper.indent + 2)
    for depth, line in trace_text.trace_lines(row, all_signals=paper.all_signals):
        at = paper.indent + 2 * depth
        yield from paper.wrap(line, at, at + 2, style="soft" if depth == 2 else "")


def _proof(row: View) -> Iterator[str]:
    """The lines under a finding that is not met: quotes, sections searched, numbers, suggestion and who must act."""
    for evidence in row["evidence"]:
        where = f" ({phrases.place(evidence)})" if phrases.place(evidence) else ""
        yield f"{phrases.ROLE[evidence['role']]}{where}: “{cut(evidence['text'])}”"
    if row["status"] == "missing" and row["searched"]:
        yield f"searched: {', '.join(row['searched'])}"
    if row["trigger"]:
        yield f"applicability: {row['trigger']}"
    for number in ordering.numbers([row]):
        stated = "none stated" if number["found"] is None else f"{phrases.value(number['found'])} in the contract"
        required = "" if number["required"] is None else f"; {phrases.value(number['required'])} required"
        yield f"{number['name']}: {stated}{required}"
    if row["suggestion"] and row["status"] in ("weak", "missing", "contradicted"):
        after = f" (after {row['insert_after']})" if row["insert_after"] else ""
        yield f"suggestion, for counsel's review{after}: {cut(row['suggestion'])}"
        yield f"who must act: {row['who']}; whose rule: {phrases.whose_rule(row)}"


def _clauses(paper: Paper, document: View) -> Iterator[str]:
    if not document["clauses"] and document["read"] != "unreadable":
        yield from paper.wrap("No clause of a known type was found.")
    for family, rows in ordering.by_family(document["clauses"]):
        yield ""
        yield from paper.wrap(f"{family.upper()} ({len(rows)})", style="strong")
        for row in rows:
            kind = row["type"].partition(".")[2] or row["type"]
            negated = " · negated" if row["polarity"] == "negated" else ""
            yield from paper.spread(phrases.label(kind), phrases.place(row), 2)
            yield from paper.wrap(f"{phrases.duty(row)}{negated} · {phrases.clause_confidence(row)}", 4, 6)
            yield from paper.wrap(f"“{cut(row['text'], 40)}”", 4)


_WHO, _HOW, _WHERE = 14, 15, 9  # widths of the columns in the table of obligations


def _obligations(paper: Paper, document: View) -> Iterator[str]:
    """A table: who, must or may, what, where. The counterpart of an obligation is not listed again."""
    rows = [row for row in document["obligations"] if not row["mirror"]]
    if not rows and document["read"] != "unreadable":
        yield from paper.wrap("No obligations or permissions were found.")
        return
    narrow = paper.width < 64
    what = paper.width - (2 if narrow else _WHO + _HOW + _WHERE + 3)
    yield ""
    if not narrow:
        yield paper.paint(f"{'WHO':<{_WHO}} {'HOW':<{_HOW}} {'WHAT':<{what}} WHERE", "strong")
    for row in rows:
        who, how, where = row["obligor"] or "(not named)", phrases.MODALITY[row["modality"]], phrases.place(row)
        lines = _action(paper, row, what)
        if narrow:
            yield from paper.spread(f"{who} {how}", where)
            yield from (f"  {line}" for line in lines)
        else:
            yield from _cells(paper, ((who, _WHO), (how, _HOW), (lines, what), (where, _WHERE)))


def _action(paper: Paper, row: View, width: int) -> list[str]:
    """Return what is to be done, to whom, and the deadline, conditions and exceptions below it."""
    named = not row["beneficiary"] or row["beneficiary"] in row["action"]
    to = "" if named or row["modality"] != "obligation" else f" (to {row['beneficiary']})"
    lines = _folded(paper, f"{cut(row['action'], 40)}{to}", width)
    return lines + [
        f"  {line}" for term in phrases.obligation_terms(row) for line in _folded(paper, cut(term, 25), width - 2)
    ]


def _cells(paper: Paper, columns: Sequence[tuple[str | list[str], int]]) -> Iterator[str]:
    """A row of a table as lines; each cell, text or lines, comes with its width."""
    cells = [_folded(paper, cell, width) if isinstance(cell, str) else cell for cell, width in columns]
    for parts in zip_longest(*cells, fillvalue=""):
        yield " ".join(f"{part:<{width}}" for part, (_, width) in zip(parts, columns, strict=True)).rstrip()


def _folded(paper: Paper, text: str, width: int) -> list[str]:
    return textwrap.wrap(paper.plain(text), width, break_on_hyphens=False)


def _explain(data: View, options: Options) -> str:
    """The command that explains the first listed finding that counts, as an example; "" if there is none."""
    rows = (row for document in data["documents"] for row in document.get("requirements", ()))
    return next(
        (phrases.explain(data, row) for row in rows if row["counts_as"] and ordering.is_listed(row, options.show)), ""
    )


def _closing(paper: Paper, data: View, options: Options) -> Iterable[str]:
    summary = data["summary"]
    yield from _notices(paper, data["notices"])
    if not data["documents"] or (len(data["documents"]) > 1 and options.command == "check"):
        yield from paper.wrap(summary["verdict"], style="strong")
    yield from paper.wrap("; ".join(_totals(data, options)))
    if command := _explain(data, options):
        yield from paper.wrap(f"what a code means: {command}")
    yield from paper.wrap(phrases.DISCLAIMER, style="soft")


def _notices(paper: Paper, notices: list[View]) -> Iterator[str]:
    if not notices:
        return
    yield paper.paint("NOTICES", "strong")
    for notice in notices:
        place = f"{notice['code']} ({phrases.notice_place(notice)})"
        yield from paper.wrap(f"! {notice['severity']} {place}: {notice['message']}", 2, 4)
    yield paper.rule()


def _totals(data: View, options: Options) -> Iterator[str]:
    """The counts of the run, in words."""
    summary = data["summary"]
    if options.command == "check":
        yield f"{plural(summary['documents'], 'document')}: {phrases.counts(summary)}"
    elif options.command == "rule":
        yield "only this requirement is shown; clauselint check judges by all of them"
    else:
        yield summary["verdict"].rstrip(".")
    if summary["unreadable"]:
        yield f"{summary['unreadable']} could not be read"
    if summary["partial"]:
        yield f"{summary['partial']} read in part"
    if data["skipped"]:
        yield f"{plural(data['skipped'], 'file')} skipped (not contracts)"
    if data["unchanged"]:
        yield f"{plural(data['unchanged'], 'unchanged contract')} not checked"
