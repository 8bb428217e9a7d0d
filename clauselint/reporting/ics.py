"""``ics``: the obligations that fall on a day, as a calendar (RFC 5545); what cannot be computed is left out, not guessed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date, timedelta

from clauselint import __version__
from clauselint.model import Report
from clauselint.reporting.view import Options, build_view, phrases
from clauselint.reporting.view.report_view import View
from clauselint.reporting.view.sanitize import clean, cut

_LINE = 75  # octets, the longest that RFC 5545 allows before a fold
_SUMMARY_WORDS = 14


def render(report: Report, options: Options) -> str:
    """One event of a whole day for each obligation that has a day; lines end with CR LF, the longest has 75 octets."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//clauselint//clauselint {__version__}//EN",
        "CALSCALE:GREGORIAN",
    ]
    for document in build_view(report, "obligations")["documents"]:
        for n, row in enumerate(document["obligations"]):
            if row["due"] and not row["mirror"]:
                lines += _event(document, row, n)
    lines.append("END:VCALENDAR")
    return "".join(f"{_fold(line)}\r\n" for line in lines)


def _event(document: View, row: View, n: int) -> Iterator[str]:
    day = date.fromisoformat(row["due"])
    # The same contract gives the same event again, so that a calendar updates it and does not double it.
    key = hashlib.sha256(f"{document['sha256']} {row['start']} {n}".encode()).hexdigest()[:32]
    where = ", ".join(part for part in (document["path"], phrases.place(row, long=True)) if part)
    about = [
        f"“{cut(row['text'])}”",
        f"Deadline: {row['deadline']['text']}",
        f"Condition: {row['trigger']}" * bool(row["trigger"]),
    ]
    yield "BEGIN:VEVENT"
    yield f"UID:{key}@clauselint"
    # When the event was made: required. The day itself, since the clock would make two runs differ.
    yield f"DTSTAMP:{day:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{day:%Y%m%d}"
    if day < date.max:
        yield f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_text(phrases.who_does(row) + ' ' + cut(row['action'], _SUMMARY_WORDS))}"
    yield "DESCRIPTION:" + "\\n".join(_text(part) for part in (*about, where, phrases.DISCLAIMER) if part)
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _text(words: str) -> str:
    """Words as a TEXT value."""
    escaped = clean(words).replace("\\", "\\\\")
    return escaped.replace(";", "\\;").replace(",", "\\,")


def _fold(line: str) -> str:
    """``line`` in pieces of at most 75 octets, none of which cuts a character in two."""
    pieces, room = [""], _LINE
    for char in line:
        size = len(char.encode("utf-8", "replace"))
        if size > room:
            pieces.append("")
            room = _LINE - 1  # the blank that begins a folded line counts
        pieces[-1] += char
        room -= size
    return "\r\n ".join(pieces)
