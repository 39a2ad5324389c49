"""Workbooks, read back by another library: what stands beside the rows, and that texts stay."""

import io
from typing import Any

import openpyxl
import pandas as pd
import pytest

from exports.spreadsheets import to_xlsx
from queries.column import Column

ABOUT = {"sentence": "Of 51 experts, all agree.", "filters": "split=affiliation"}
FORMULAS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    '=HYPERLINK("http://example.org")',
    "http://example.org",
]


def sheets(content: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(content))


def test_what_the_columns_hold_and_what_the_rows_are_is_said() -> None:
    columns = {"n": Column("integer", "People", "How many people.")}
    book = sheets(to_xlsx(pd.DataFrame({"n": [1], "filters": ["x"]}), ABOUT, columns))
    assert list(book["Columns"].values)[1:] == [("n", "People", "How many people.")]
    assert dict(list(book["About"].values)[1:]) == ABOUT


@pytest.mark.parametrize("text", FORMULAS)
def test_no_text_is_taken_for_a_formula_or_a_link(text: str) -> None:
    columns = {"label": Column("string", "Label", text)}
    book = sheets(to_xlsx(pd.DataFrame({"label": [text]}), {text: text}, columns))
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type == "s"
                assert cell.hyperlink is None
    assert book["Data"]["A2"].value == text
