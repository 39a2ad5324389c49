"""Tables as XLSX workbooks, in which no text from the data is ever taken for a formula."""

import io
from collections.abc import Mapping
from typing import Any

import pandas as pd
import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from queries.column import Column
from queries.records import records

SAFE = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
# Pixels of the widest column.
WIDEST = 480

Lines = list[list[Any]]


def to_xlsx(
    rows: pd.DataFrame, about: Mapping[str, object], columns: Mapping[str, Column]
) -> bytes:
    """A workbook with the sheets Data (the rows, numbers as numbers, empty where not determined),
    Columns (what each column holds) and About (what the rows are: one name and value a line)."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, SAFE) as book:
        bold = book.add_format({"bold": True})
        meanings: Lines = [
            [name, column.label, column.meaning] for name, column in columns.items() if name in rows
        ]
        sheets: dict[str, tuple[list[str], Lines]] = {
            "Data": ([str(name) for name in rows], [list(row.values()) for row in records(rows)]),
            "Columns": (["column", "name", "meaning"], meanings),
            "About": (["what", "value"], [[name, str(value)] for name, value in about.items()]),
        }
        for name, (header, lines) in sheets.items():
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, header, bold)
            sheet.freeze_panes(1, 0)
            for place, line in enumerate(lines, start=1):
                _write_line(sheet, place, line)
            sheet.autofit(WIDEST)
    return buffer.getvalue()


def _write_line(sheet: Worksheet, place: int, line: list[Any]) -> None:
    for column, value in enumerate(line):
        if not pd.isna(value):
            sheet.write(place, column, value)
