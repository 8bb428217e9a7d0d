"""``text``: the report on a terminal, readable at 80 columns. A shape and a word say a status; colour repeats it."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from itertools import zip_longest

from clauselint.judging.phrases import plural
from clauselint.model import Report
from clauselint.reporting.view import Options, ordering, trace_text, view
from clauselint.reporting.view import phrases as w
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
    """The whole report: a section a document, then a line for the run."""
    paper = Paper(options)
    seen = view(report, "check" if options.command == "rule" else options.command)
    lines: list[str] = []
    for document in seen["documents"]:
        lines += [*_document(paper, seen, document, options), paper.rule()]
    lines += _closing(paper, seen, options)
    return "\n".join(line.rstrip() for line in lines) + "\n"


class Paper:
    """Lines of a given width."""

    def __init__(self, options: Options) -> None:
        """Width, colour and encoding are those of ``options``."""
        self.width = max(options.width, _NARROWEST)
        self._color, self._ascii = options.color, options.ascii
        self.all_signals = options.all_signals
        self.shapes = w.ASCII_SHAPES if options.ascii else w.SHAPES
        self.indent = _STATUS_COLUMN if self.width >= 64 else 4

    def plain(self, text: str) -> str:
        """Cleaned, and in ASCII where the terminal knows no more."""
        return to_ascii(clean(text)) if self._ascii else clean(text)

    def paint(self, text: str, style: str) -> str:
        """``text`` in the colour of a status, or ``strong`` or ``soft``; as it is where there is no colour."""
        return f"\x1b[{_COLORS[style]}m{text}\x1b[0m" if self._color and text else text

    def wrap(self, text: str, indent: int = 0, hang: int | None = None, style: str = "") -> list[str]:
        """``text`` broken into lines; all but the first are indented by ``hang`` (default: as the first)."""
        lines = textwrap.wrap(
            self.plain(text),
            self.width,
            initial_indent=" " * indent,
            subsequent_indent=" " * (indent if hang is None else hang),
            break_on_hyphens=False,
        )
        return [self.paint(line, style) if style else line for line in lines]

    def rule(self) -> str:
        """A line across the paper."""
        return self.paint(("-" if self._ascii else "─") * self.width, "soft")

    def spread(self, left: str, right: str, indent: int = 0) -> list[str]:
        """``left``, strong, and ``right`` at the two ends of a line, or on lines of their own where they do not fit."""
        left, right = " " * indent + self.plain(left), self.plain(right)
        gap = self.width - len(left) - len(right)
        if gap < 2:
            return [*self.wrap(left, indent, style="strong"), *self.wrap(right, indent + 2, style="soft")]
        return [self.paint(left, "strong") + " " * gap + self.paint(right, "soft")]


def _document(paper: Paper, seen: View, document: View, options: Options) -> Iterator[str]:
    about = " · ".join(part for part in (w.pages_read(document), w.policies(seen, document)) if part)
    yield from paper.spread(document["path"], about)
    if "summary" in document and options.command == "check":
        yield from paper.wrap(document["summary"]["verdict"], style="strong")
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
            yield from paper.wrap(w.waived(problem["waiver"]), 4)


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
    """Rows under a title; ``brief``: each with nothing but why it does not count."""
    yield ""
    yield paper.paint(paper.plain(title.upper()), "strong")
    for n, row in enumerate(rows):
        if brief:
            yield _head(paper, row)
            yield from paper.wrap(cut(w.waived(row["waiver"]), 40), paper.indent)
            continue
        if n and options.show != "info":
            yield ""
        yield from _row(paper, row)


def _rest(hidden: list[View]) -> str:
    """What was counted and not listed."""
    known = ordering.of_group(hidden, "baseline")
    hidden = [row for row in hidden if row not in known]
    kinds = [
        (len(known), "in the baseline"),
        (sum(r["status"] == "met" for r in hidden), "met"),
        (sum(r["status"] == "not-applicable" for r in hidden), "not applicable"),
        (sum(r["status"] not in ("met", "not-applicable") for r in hidden), "of lesser weight"),
    ]
    counted = ", ".join(f"{n} {what}" for n, what in kinds if n)
    return f"{counted} (--show info lists them; --output html=FILE writes it all)" if counted else ""


def _head(paper: Paper, row: View) -> str:
    """The line with status, name and code."""
    status = f"{paper.shapes[row['status']]} {w.STATUS[row['status']]}"
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
        yield from paper.wrap(w.waived(row["waiver"]), paper.indent)
    yield from paper.wrap(w.why(row), paper.indent)
    if row["status"] == "met":
        yield from paper.wrap(w.places(row), paper.indent)
    else:
        for line in _proof(row):
            yield from paper.wrap(line, paper.indent, paper.indent + 2)
    for depth, line in trace_text.lines(row, all_signals=paper.all_signals):
        at = paper.indent + 2 * depth
        yield from paper.wrap(line, at, at + 2, style="soft" if depth == 2 else "")


def _proof(row: View) -> Iterator[str]:
    """The lines under a finding that is not met: quotes, where it looked, numbers, what to ask for and of whom."""
    for evidence in row["evidence"]:
        where = f" ({w.place(evidence)})" if w.place(evidence) else ""
        yield f"{w.ROLE[evidence['role']]}{where}: “{cut(evidence['text'])}”"
    if row["status"] == "missing" and row["searched"]:
        yield f"looked in: {', '.join(row['searched'])}"
    if row["trigger"]:
        yield f"tested for: {row['trigger']}"
    for number in ordering.numbers([row]):
        found = "none" if number["found"] is None else w.value(number["found"])
        wanted = "" if number["wanted"] is None else f"; wanted: {w.value(number['wanted'])}"
        yield f"{number['name']}: found {found}{wanted}"
    if row["suggestion"] and row["status"] in ("weak", "missing", "contradicted"):
        after = f" (after {row['insert_after']})" if row["insert_after"] else ""
        yield f"suggestion, for counsel's review{after}: {cut(row['suggestion'])}"
        yield f"who must act: {row['who']}; whose rule: {w.whose_rule(row)}"


def _clauses(paper: Paper, document: View) -> Iterator[str]:
    if not document["clauses"] and document["read"] != "unreadable":
        yield from paper.wrap("No clause of a known type was found in what was read.")
    for family, rows in ordering.by_family(document["clauses"]):
        yield ""
        yield from paper.wrap(f"{family.upper()} ({len(rows)})", style="strong")
        for row in rows:
            kind = row["type"].partition(".")[2] or row["type"]
            negated = " · negated" if row["polarity"] == "negated" else ""
            yield from paper.spread(w.label(kind), w.place(row), 2)
            yield from paper.wrap(f"{w.duty(row)}{negated} · {w.clause_confidence(row)}", 4, 6)
            yield from paper.wrap(f"“{cut(row['text'], 40)}”", 4)


_WHO, _HOW, _WHERE = 14, 15, 9  # columns of the table of obligations


def _obligations(paper: Paper, document: View) -> Iterator[str]:
    """A table: who, must or may, what, where. The other side of a duty is not listed again."""
    rows = [row for row in document["obligations"] if not row["mirror"]]
    if not rows and document["read"] != "unreadable":
        yield from paper.wrap("Nobody must, may or must not do anything in what was read.")
        return
    narrow = paper.width < 64
    what = paper.width - (2 if narrow else _WHO + _HOW + _WHERE + 3)
    yield ""
    if not narrow:
        yield paper.paint(f"{'WHO':<{_WHO}} {'HOW':<{_HOW}} {'WHAT':<{what}} WHERE", "strong")
    for row in rows:
        to = (
            f" (to {row['beneficiary']})"
            if row["beneficiary"] and row["modality"] == "obligation" and row["beneficiary"] not in row["action"]
            else ""
        )
        lines = _folded(paper, f"{cut(row['action'], 40)}{to}", what)
        lines += [f"  {line}" for term in w.terms(row) for line in _folded(paper, cut(term, 25), what - 2)]
        who, how, where = row["obligor"] or "nobody named", w.MODALITY[row["modality"]], w.place(row)
        if narrow:
            yield from paper.spread(f"{who} {how}", where)
            yield from (f"  {line}" for line in lines)
            continue
        columns = ((who, _WHO), (how, _HOW), (lines, what), (where, _WHERE))
        cells = [_folded(paper, cell, size) if isinstance(cell, str) else cell for cell, size in columns]
        for parts in zip_longest(*cells, fillvalue=""):
            yield " ".join(f"{part:<{size}}" for part, (_, size) in zip(parts, columns, strict=True)).rstrip()


def _folded(paper: Paper, text: str, width: int) -> list[str]:
    return textwrap.wrap(paper.plain(text), width, break_on_hyphens=False)


def _explain(seen: View, options: Options) -> str:
    """The command that explains the first finding that is listed and counts, as an example; empty where none is."""
    rows = (row for document in seen["documents"] for row in document.get("requirements", ()))
    return next(
        (w.explain(seen, row) for row in rows if row["counts_as"] and ordering.is_listed(row, options.show)), ""
    )


def _closing(paper: Paper, seen: View, options: Options) -> Iterable[str]:
    summary = seen["summary"]
    if seen["notices"]:
        yield paper.paint("WAIVERS AND BASELINE", "strong")
        for notice in seen["notices"]:
            place = f"{notice['code']} ({w.notice_place(notice)})"
            yield from paper.wrap(f"! {notice['severity']} {place}: {notice['message']}", 2, 4)
        yield paper.rule()
    if options.command == "check":
        parts = [f"{plural(summary['documents'], 'document')}: {w.counts(summary)}"]
    elif options.command == "rule":
        parts = ["only this requirement was looked at; clauselint check judges by all of them"]
    else:
        parts = [summary["verdict"].rstrip(".")]
    if summary["unreadable"]:
        parts.append(f"{summary['unreadable']} could not be read")
    if summary["partial"]:
        parts.append(f"{summary['partial']} read in part")
    if seen["skipped"]:
        parts.append(f"{plural(seen['skipped'], 'file')} skipped as no contract")
    if seen["unchanged"]:
        parts.append(f"{plural(seen['unchanged'], 'unchanged contract')} not checked")
    if not seen["documents"] or (len(seen["documents"]) > 1 and options.command == "check"):
        yield from paper.wrap(summary["verdict"], style="strong")
    yield from paper.wrap("; ".join(parts))
    if command := _explain(seen, options):
        yield from paper.wrap(f"what a code means: {command}")
    yield from paper.wrap(w.DISCLAIMER, style="soft")
