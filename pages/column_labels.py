"""Names, formats and explanations of the columns in tables on the pages."""

from typing import Any

from streamlit.column_config import NumberColumn, TextColumn

from queries.columns import Column

# What a reader looks for first stands first on the page; files keep the order of the columns.
FIRST = ("label", "group", "agreement_low", "agreement_high", "n_respondents", "n_opinion")
FORMATS = {"agreement": "percent", "disagreement": "percent", "mean": "%.2f"}
DECIMALS = {"standard_error": "%.3f", "variance": "%.3f"}


def column_settings(columns: dict[str, Column], pinned: str) -> dict[str, Any]:
    """Settings for ``st.dataframe``; the column ``pinned`` stays in view."""
    return {
        name: TextColumn(column.label, help=column.meaning, pinned=name == pinned)
        if column.kind == "string"
        else NumberColumn(column.label, help=column.meaning, format=_format(name))
        for name, column in columns.items()
    }


def column_order(columns: dict[str, Column]) -> list[str]:
    """All columns, in the order in which the page shows them."""
    first = [name for name in FIRST if name in columns]
    return [*first, *(name for name in columns if name not in first)]


def _format(name: str) -> str | None:
    stem = name.removesuffix("_low").removesuffix("_high")
    return DECIMALS.get(name, FORMATS.get(stem))
