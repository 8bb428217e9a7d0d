"""``xlsx``: the obligations as a workbook; text is written as text, and nothing in it can become a formula or a link."""

from __future__ import annotations

import io
from datetime import datetime

from xlsxwriter import Workbook

from clauselint.model import Report
from clauselint.reporting.view import Options
from clauselint.reporting.view.flat_table import COLUMNS, rows

_WIDTHS = {"document": 24, "obligor": 16, "modality": 15, "beneficiary": 16, "action": 60, "trigger": 30, "deadline": 30,
           "due": 12, "exceptions": 30, "text": 60}  # fmt: skip
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_LONGEST = 32_767  # characters, the most that a cell of Excel can hold
_EPOCH = datetime(2000, 1, 1)  # Excel knows no zones; a fixed day keeps the file the same in every run


def to_bytes(report: Report, options: Options) -> bytes:
    """The workbook: one sheet, headings that stay in sight and filter, one row an obligation."""
    out = io.BytesIO()
    with Workbook(out, _OPTIONS) as book:
        book.set_properties({"created": _EPOCH})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        sheet = book.add_worksheet("Obligations")
        columns = COLUMNS[options.command]
        sheet.write_row(0, 0, columns, book.add_format({"bold": True}))
        last = 0
        for last, row in enumerate(rows(report, options.command), start=1):
            for column, cell in enumerate(row):
                if isinstance(cell, str):
                    sheet.write_string(last, column, cell[:_LONGEST], wrapped)
                elif cell is not None:
                    sheet.write_number(last, column, cell, wrapped)
        for column, name in enumerate(columns):
            sheet.set_column(column, column, _WIDTHS.get(name, 9))
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, last, len(columns) - 1)
    return out.getvalue()
