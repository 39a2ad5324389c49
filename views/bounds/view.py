"""A study of which only bounds are published: the view, and its table."""

import pandas as pd

from queries.build_info import data_version
from queries.database import cached
from queries.study import studies
from views.agreement.filters import AgreementFilters
from views.bounds.chart import bounds_specification
from views.bounds.columns import BOUNDS
from views.bounds.rows import bounds, items_with_bounds
from views.bounds.words import item_alternative_text, item_title, sentence, words
from views.filter_kinds import describe
from views.meta import survey_meta
from views.panel import Panel, panel
from views.view import Appearance, Table, TableResult, View


def bounds_view(filters: AgreementFilters, _appearance: Appearance) -> View:
    """The view for these filters: a chart for each of ``items_with_bounds``, in their order."""
    return _view(filters)


@cached
def _view(filters: AgreementFilters) -> View:
    rows, study = bounds(filters), studies()[filters.study]
    published = rows[rows["statistic"].notna()]
    panels = tuple(
        bounds_panel(
            published[published["item_id"] == item["item_id"]],
            item_title(item["label"], study),
            heading=item["label"],
            identifier=f"bounds_{item['item_id']}",
        )
        for item in items_with_bounds(rows)
    )
    of_items = [one.alternative_text for one in panels]
    return View(
        name="bounds",
        rows=rows,
        words=words(rows, study, describe(filters), of_items, data_version()),
        panels=panels,
    )


def bounds_panel(bounds: pd.DataFrame, title: str, *, heading: str, identifier: str) -> Panel:
    """The bounds of one item, drawn.

    Parameters
    ----------
    bounds
        Rows of ``published_bounds``, or those of ``bounds`` with a figure; at least one.
    title
        What is shown, then n and what is drawn, which ``words.base`` says: a line each.
    """
    chart = bounds_specification(bounds, title)
    text = item_alternative_text(bounds, title)
    return panel(chart, text, heading=heading, identifier=identifier)


def _table(filters: AgreementFilters) -> TableResult:
    rows = bounds(filters)
    said = {"sentence": sentence(rows, studies()[filters.study])}
    return TableResult(rows, said | survey_meta(filters))


TABLES = (
    Table(
        "bounds",
        "These bounds",
        "The items of a study of which only bounds are published, with the bounds that there are.",
        BOUNDS,
        _table,
    ),
)
