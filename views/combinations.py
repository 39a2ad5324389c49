"""All that is shown of preferred combinations, made once and cached."""

from dataclasses import dataclass

import pandas as pd

from charts.combinations import combinations_specification
from charts.specification import Specification, as_arrow
from queries.agreement import studies
from queries.combinations import MOST_DRAWN, combinations, sentence, title
from queries.database import cached
from queries.filters import Filters
from views.simulated import marked


@dataclass(frozen=True)
class CombinationsView:
    """What is shown: ``chart`` is None if the study did not ask for combinations."""

    rows: pd.DataFrame
    title: str
    sentence: str
    chart: Specification | None
    alternative_text: str
    notes: str


@cached
def combinations_view(filters: Filters) -> CombinationsView:
    """The view for these filters."""
    study = studies()[filters.study]
    rows = combinations(filters)
    text = sentence(rows, study)
    if rows.empty:
        return CombinationsView(rows, "", text, None, text, "")
    heading = title(rows, filters, study)
    drawn = combinations_specification(rows, heading, MOST_DRAWN)
    return CombinationsView(
        rows=rows,
        title=heading,
        sentence=text,
        chart=as_arrow(marked(drawn, study)),
        alternative_text=f"{heading.replace(chr(10), '. ')}. {text}",
        notes="Numbers in the cells are percentages of all preferred combinations; where a row and "
        "a column have the same number: how often the measure was chosen at all. All respondents "
        "are counted, whatever their affiliation and expertise. "
        f"Source: {rows['source'].iloc[0]}. Data version {rows['data_version'].iloc[0]}.",
    )
