"""Each code that a run speaks of, explained once: requirements, problems of reading, notices."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from clauselint.diagnostics.errors import PROBLEMS
from clauselint.diagnostics.problem_codes import CODES
from clauselint.reporting.view import ordering, phrases
from clauselint.reporting.view.report_view import View
from clauselint.reporting.view.sanitize import clean, to_markdown


@dataclass(frozen=True, slots=True)
class CodeEntry:
    """The explanation of a code. ``full`` is its requirement in a sentence; ``help_text`` and ``help_markdown`` give reason,
    authority and suggested wording. ``severity`` is the worst in the run. ``precision`` is the word for the lowest confidence of
    its findings, or "". ``url`` is the address of its page, or ""."""

    code: str
    name: str
    full: str
    help_text: str
    help_markdown: str
    severity: str
    tags: tuple[str, ...]
    precision: str = ""
    url: str = ""


def rules(data: View) -> list[CodeEntry]:
    """The rules of a run by code: every requirement that was judged, also where it is met; problems and notices that occur."""
    rows, others = defaultdict(list), defaultdict(list)
    for document in data["documents"]:
        for row in document["requirements"]:
            rows[row["code"]].append(row)
        for problem in document["problems"]:
            others[problem["code"]].append(problem)
    for notice in data["notices"]:
        others[notice["code"]].append(notice)
    found = [_of_requirement(code, each) for code, each in rows.items()]
    found += [_of_other(code, each) for code, each in others.items()]
    return sorted(found, key=lambda rule: rule.code)


def _of_requirement(code: str, rows: list[View]) -> CodeEntry:
    """One code; its rows differ by document in what was found, and may in severity and parameters."""
    first = next((row for row in rows if row["suggestion"]), rows[0])
    parts = [
        ("Must", first["must"]),
        ("Why", first["why"]),
        ("Authority", f"{first['authority']} ({phrases.whose_rule(first)})"),
        ("Suggested wording, for counsel's review", first["suggestion"]),
        ("Who must act", first["who"]),
    ]
    parts = [(title, clean(text)) for title, text in parts if text]
    unsettled = [row for row in rows if row["status"] not in ("met", "not-applicable")]
    return CodeEntry(
        code=code,
        name=clean(first["name"]),
        full=clean(first["must"]),
        help_text="\n\n".join([*(f"{title}: {text}" for title, text in parts), phrases.DISCLAIMER]),
        help_markdown="\n\n".join(
            [*(f"**{title}:** {to_markdown(text)}" for title, text in parts), phrases.DISCLAIMER]
        ),
        severity=ordering.worst(row["severity"] for row in rows),
        tags=tuple(dict.fromkeys(["contract", *(tag for row in rows for tag in (row["family"], row["policy"]))])),
        precision=phrases.confidence_word(min(row["confidence"] for row in unsettled or rows)),
        url=first.get("help_url", ""),
    )


def _of_other(code: str, items: list[View]) -> CodeEntry:
    """A problem of reading or a notice."""
    of_file = code in PROBLEMS
    about, explained = CODES[code]
    help = f"{explained.means} {explained.todo}"
    return CodeEntry(
        code=code,
        name=about[:1].upper() + about[1:],
        full=f"{about[:1].upper()}{about[1:]}.",
        help_text=help,
        help_markdown=help,
        severity=ordering.worst(item["severity"] for item in items),
        tags=("reading",) if of_file else ("upkeep",),
        url=items[0].get("help_url", ""),
    )
