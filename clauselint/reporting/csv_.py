"""``csv``: requirements, clauses or obligations for a spreadsheet or a script (RFC 4180), one row each; cells hold text,
never formulas."""

from __future__ import annotations

import csv
import io

from clauselint.model import Report
from clauselint.reporting.view import Options
from clauselint.reporting.view.flat_table import COLUMNS, rows

_BOM = b"\xef\xbb\xbf"


def render(report: Report, options: Options) -> str:
    """The table, with a line of headings; no byte order mark, which a script would take for a part of the first heading."""
    out = io.StringIO()
    writer = csv.writer(out)  # ends lines with CR LF, as the RFC has it
    writer.writerow(COLUMNS[options.command])
    writer.writerows(["" if cell is None else cell for cell in row] for row in rows(report, options.command))
    return out.getvalue()


def to_bytes(report: Report, options: Options) -> bytes:
    """The content of a file. It begins with a byte order mark: without one, Excel on Windows takes UTF-8 for its code page
    and shows “ as â€œ."""
    return _BOM + render(report, options).encode("utf-8", "replace")
