"""Which cells of a cross-table are drawn where: what stands down the page and what across, and
which columns stand side by side."""

from collections.abc import Iterator

import pandas as pd

# More columns than this cannot be read side by side on a phone.
MOST_COLUMNS = 8


def turned(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows of ``cross_table`` from top to bottom, with the names of their places in the drawing:
    ``down`` and ``across``, and ``across_place``, their order from left to right.

    What has too many columns is turned if it has fewer rows: a page is longer than it is wide.
    """
    heights, widths = rows["row_group"].nunique(), rows["column_group"].nunique()
    sides = ("column", "row") if widths > MOST_COLUMNS and heights < widths else ("row", "column")
    down, across = (rows[f"{side}_group"] for side in sides)
    places = [f"{side}_place" for side in sides]
    drawn = rows.assign(down=down, across=across, across_place=rows[places[1]])
    return drawn.sort_values(places, ignore_index=True)


def columns_of(drawn: pd.DataFrame) -> list[str]:
    """The columns of ``turned`` rows from left to right."""
    return list(dict.fromkeys(drawn.sort_values("across_place", kind="stable")["across"]))


def side_by_side(columns: list[str]) -> Iterator[list[str]]:
    """The columns in parts that can be read, about as many in each."""
    parts = -(-len(columns) // MOST_COLUMNS)
    size = -(-len(columns) // max(parts, 1))
    for start in range(0, len(columns), max(size, 1)):
        yield columns[start : start + size]
