"""Names, formats and explanations of the columns in tables on the pages."""

from collections.abc import Mapping
from typing import Any

from streamlit.column_config import CheckboxColumn, NumberColumn, TextColumn

from queries.column import Column

# What a reader looks for first stands first on the page; files keep the order of the columns.
FIRST = ("label", "group", "agreement_low", "agreement_high", "n_respondents", "n_opinion")
FORMATS = {"agreement": "percent", "disagreement": "percent", "mean": "%.2f", "share": "percent"}
DECIMALS = {
    "standard_error": "%.3f",
    "variance": "%.3f",
    "mean_printed": "%.2f",
    "mean_recomputed": "%.4f",
    "standard_error_printed": "%.2f",
    "standard_error_recomputed": "%.4f",
}


def column_settings(columns: Mapping[str, Column], pinned: str) -> dict[str, Any]:
    """Settings for ``st.dataframe``; the column ``pinned`` stays in view."""
    return {name: _setting(name, column, name == pinned) for name, column in columns.items()}


def _setting(name: str, column: Column, pinned: bool) -> Any:  # noqa: ANN401, Streamlit's own
    if column.kind == "string":
        return TextColumn(column.label, help=column.meaning, pinned=pinned)
    if column.kind == "boolean":
        return CheckboxColumn(column.label, help=column.meaning)
    return NumberColumn(column.label, help=column.meaning, format=_format(name))


def column_order(columns: dict[str, Column]) -> list[str]:
    """All columns, in the order in which the page shows them."""
    first = [name for name in FIRST if name in columns]
    return [*first, *(name for name in columns if name not in first)]


def _format(name: str) -> str | None:
    stem = name.removesuffix("_low").removesuffix("_high")
    return DECIMALS.get(name, FORMATS.get(stem))
