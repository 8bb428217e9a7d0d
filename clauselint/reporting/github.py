"""``github``: workflow commands that GitHub Actions turns into annotations; worst first, within its limit of ten a kind."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from clauselint.model import Report
from clauselint.reporting.view import Options, build_view, ordering
from clauselint.reporting.view.remarks import FlatRemark, message_text, remarks

MOST = 10
"""Annotations of a kind that GitHub takes from one step; it drops the rest without a word."""

_CONTROL = re.compile(r"[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f]")  # in a file's name; none steers a terminal
_KINDS = {"error": "error", "warning": "warning", "info": "notice"}


def render(report: Report, options: Options) -> str:
    """One command a line. What is over the limit is counted in a line of the worst kind that has more, which is within it.

    No passage of a contract is quoted, since the log of a run is read by many; a message names the few words that decided.
    """
    data = build_view(report, options.command)
    if not data["documents"]:
        return f"{_command('notice' if data['unchanged'] else 'error', {'title': 'clauselint'}, data['summary']['verdict'])}\n"
    found = sorted(remarks(data), key=_badness)
    by_level = {level: [remark for remark in found if remark.level == level] for level in _KINDS}
    return "".join(f"{line}\n" for line in _lines(by_level))


def _badness(remark: FlatRemark) -> tuple[bool, bool, int]:
    """The order within a level: what nobody has accepted, contracts before what is kept beside them, what was not read, then
    by status."""
    return bool(remark.suppression), remark.kind == "notice", ordering.badness(remark.status) if remark.status else -1


def _lines(by_level: Mapping[str, list[FlatRemark]]) -> Iterator[str]:
    over = next((level for level, found in by_level.items() if len(found) > MOST), None)
    room = {level: MOST - (level == over) for level in by_level}
    for level, found in by_level.items():
        yield from (_annotation(remark) for remark in found[: room[level]])
        if level == over:
            rest = [(len(each) - room[name], _KINDS[name]) for name, each in by_level.items() if len(each) > room[name]]
            more = " and ".join(f"{n} more {kind if n == 1 else kind + 's'}" for n, kind in rest)
            where = "the gap report has all: see the job summary, or --output markdown=FILE."
            text = f"{more}. GitHub shows {MOST} of a kind; {where}"
            yield _command(_KINDS[level], {"title": "clauselint"}, text)


def _annotation(remark: FlatRemark) -> str:
    title = " ".join(part for part in (remark.code, remark.status) if part)
    accepted = ", accepted" if remark.suppression else ""
    properties = {
        "file": _CONTROL.sub("\ufffd", remark.path),
        "line": str(remark.line or ""),
        "title": f"{title}{accepted}",
    }
    return _command(_KINDS[remark.level], properties, message_text(remark))


def _command(name: str, properties: Mapping[str, str], message: str) -> str:
    """``::name key=value,…::message``, with what has a meaning to the runner escaped as its toolkit does."""
    listed = ",".join(f"{key}={_property(value)}" for key, value in properties.items() if value)
    return f"::{name} {listed}::{_data(message)}"


def _data(text: str) -> str:
    # "##[" begins a command of the runner's old syntax anywhere in a line, and it cannot be escaped.
    text = text.replace("##[", "## [")
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
