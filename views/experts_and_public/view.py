"""What different studies asked about a topic, side by side: the view, its table and its page."""

import pandas as pd

from charts.specification import Specification
from queries.database import cached
from queries.study import Study, studies
from views.experts_and_public.chart import prepare, side_by_side_specification
from views.experts_and_public.columns import SIDE_BY_SIDE
from views.experts_and_public.filters import TopicFilters
from views.experts_and_public.rows import side_by_side
from views.experts_and_public.words import sentence, words
from views.meta import studies_meta
from views.panel import Places, panel_of_places
from views.view import Appearance, Page, Table, TableResult, View, ViewKind, appearance_of_page


def experts_and_public_view(filters: TopicFilters, _appearance: Appearance) -> View:
    """The view of a topic."""
    return _view(filters)


@cached
def _view(filters: TopicFilters) -> View:
    rows = side_by_side(filters)
    said = words(rows)

    def draw(some: pd.DataFrame) -> Specification:
        return side_by_side_specification(some, said.heading)

    return View(
        name="experts_and_public",
        rows=rows,
        words=said,
        panels=panel_of_places(
            Places(
                rows.assign(place=rows["study"] + rows["label"]), "place", ("Row", "Rows"), draw
            ),
            said.alternative_text,
            identifier="experts_and_public",
        ),
    )


def _studies(filters: TopicFilters) -> list[Study]:
    """The studies that asked about the topic."""
    return [studies()[name] for name in dict.fromkeys(side_by_side(filters)["study_id"])]


def _table(filters: TopicFilters) -> TableResult:
    rows = side_by_side(filters)
    return TableResult(
        rows, {"sentence": sentence(rows)} | studies_meta(filters, _studies(filters))
    )


EXPERTS_AND_PUBLIC = ViewKind(
    page=Page(
        address="experts-and-public",
        file="experts_and_public.py",
        title="Experts and public",
        purpose="What different studies asked about the same topic, side by side, never added up.",
        filters=TopicFilters,
        appearance=appearance_of_page(("Chart", "Table", "How to read this")),
    ),
    view=experts_and_public_view,
    tables=(
        Table(
            "side_by_side",
            "These rows",
            "What different studies asked about a topic, and what is known of the share for it.",
            SIDE_BY_SIDE,
            _table,
        ),
    ),
    studies=_studies,
    charts=(prepare,),
)
