"""The length of statements: the view, its table, and its page."""

import pandas as pd

from charts.specification import Specification
from queries.build_info import data_version
from queries.database import cached
from queries.study import studies
from tests.recipes.toy_view.chart import prepare, toy_specification
from tests.recipes.toy_view.columns import TOY
from tests.recipes.toy_view.filters import ToyFilters
from tests.recipes.toy_view.rows import toy
from tests.recipes.toy_view.words import words
from views.filter_kinds import describe
from views.meta import survey_meta
from views.panel import Places, panel_of_places
from views.view import Page, Table, TableResult, View, ViewKind, appearance_of_page


@cached
def toy_view(filters: ToyFilters) -> View:
    """The view for these filters."""
    rows, study = toy(filters), studies()[filters.study]
    said = words(rows, study, describe(filters), data_version())

    def draw(some: pd.DataFrame) -> Specification:
        return toy_specification(some, said.heading)

    return View(
        name="toy",
        rows=rows,
        words=said,
        panels=panel_of_places(
            Places(rows, "item_id", ("Statement", "Statements"), draw),
            said.alternative_text,
            identifier="toy",
        ),
    )


def _table(filters: ToyFilters) -> TableResult:
    view = toy_view(filters)
    return TableResult(view.rows, {"sentence": view.words.sentence} | survey_meta(filters))


TOY_VIEW = ViewKind(
    page=Page(
        address="toy",
        file="toy.py",
        title="Length of statements",
        purpose="How many words each statement has.",
        filters=ToyFilters,
        appearance=appearance_of_page(("Chart", "Table", "How to read this")),
    ),
    view=lambda filters, _appearance: toy_view(filters),
    tables=(Table("toy", "These rows", "How many words each statement has.", TOY, _table),),
    studies=lambda filters: [studies()[filters.study]],
    charts=(prepare,),
)
