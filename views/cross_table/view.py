"""Two dimensions of a survey crossed: the view, and its table."""

from collections.abc import Iterator
from dataclasses import replace

import pandas as pd

from charts.specification import Specification
from queries.database import cached
from queries.study import items, question_of, studies
from views.cross_table.chart import cross_table_specification, prepare
from views.cross_table.columns import CROSS_TABLE, cross_table_columns
from views.cross_table.filters import CrossTableFilters, dimension_names
from views.cross_table.layout import columns_of, side_by_side, turned
from views.cross_table.rows import cross_table
from views.cross_table.words import Asked, words
from views.filter_kinds import describe, in_effect
from views.guide import guide_of
from views.meta import survey_meta
from views.panel import Panel, Places, panel_of_places
from views.view import Page, Table, TableResult, View, ViewKind, Words, appearance_of_page


@cached
def cross_table_view(filters: CrossTableFilters) -> View:
    """The view for these filters."""
    rows, asked = cross_table(filters), asked_for(filters)
    said = words(rows, asked)
    return View(
        name="cross-table",
        rows=rows[list(CROSS_TABLE)],
        words=said,
        panels=tuple(_panels(rows, said)),
    )


def asked_for(filters: CrossTableFilters) -> Asked:
    """What the words of the view have to know of its filters."""
    names = dimension_names(filters.study, filters.question)
    labels = items()[filters.study]["label"]
    return Asked(
        filters=filters,
        study=studies()[filters.study],
        question=question_of(filters.study, filters.question),
        dimensions=(names[filters.rows_by], names.get(filters.columns_by, "")),
        base=in_effect(filters).base,
        item=labels.get(filters.one_item, ""),
        narrowed=describe(filters),
    )


def _panels(rows: pd.DataFrame, said: Words) -> Iterator[Panel]:
    """A chart, or several where there are more columns than can be read side by side."""
    if rows.empty:
        return
    drawn = turned(rows)
    parts = list(side_by_side(columns_of(drawn)))
    for number, columns in enumerate(parts, start=1):

        def draw(some: pd.DataFrame, columns: list[str] = columns) -> Specification:
            return cross_table_specification(some, columns, said.heading)

        (whole,) = panel_of_places(
            Places(drawn[drawn["across"].isin(columns)], "down", ("Row", "Rows"), draw),
            said.alternative_text,
            identifier=f"cross_table_{number}",
        )
        part = f"Part {number} of {len(parts)}" if len(parts) > 1 else ""
        yield replace(whole, heading=part)


def guide(filters: CrossTableFilters) -> str:
    """How to read the view, as Markdown."""
    least = studies()[filters.study].minimum_group_size
    return guide_of("cross_table", minimum_group_size=str(least))


def _table(filters: CrossTableFilters) -> TableResult:
    view = cross_table_view(filters)
    said = {
        "title": view.words.title,
        "sentence": view.words.sentence,
        "base": view.words.base,
        "notes": view.words.notes,
    }
    columns = cross_table_columns(question_of(filters.study, filters.question))
    return TableResult(view.rows, said | survey_meta(filters), columns)


TABLES = (
    Table(
        "cross-table",
        "These cells",
        "Two dimensions crossed, such as affiliation and expertise: how many answered in each "
        "cell, how many of them are for, and how sure that is.",
        CROSS_TABLE,
        _table,
    ),
)
CROSS_TABLE_VIEW = ViewKind(
    page=Page(
        address="cross-table",
        file="cross_table.py",
        title="Cross-table",
        purpose="Any two dimensions crossed: who says what, about which risk, with n in each cell.",
        filters=CrossTableFilters,
        appearance=appearance_of_page(("Chart", "Table", "How to read this")),
    ),
    view=lambda filters, _appearance: cross_table_view(filters),
    tables=TABLES,
    studies=lambda filters: [studies()[filters.study]],
    charts=(prepare,),
)
