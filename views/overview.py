"""All that the Overview shows of a study, made once and cached."""

from dataclasses import dataclass

import pandas as pd

from charts.agreement import agreement_specification
from charts.specification import Specification, as_arrow
from queries.agreement import COLUMNS, studies
from queries.alternative_text import extremes
from queries.build_info import data_version
from queries.database import cached
from queries.overview import EXTREMES, Headline, headlines, most_and_least_agreed
from queries.sentences import sample, whole_range


@dataclass(frozen=True)
class OverviewView:
    """What is shown."""

    headlines: list[Headline]
    rows: pd.DataFrame
    title: str
    sentence: str
    chart: Specification
    alternative_text: str
    notes: str


@cached
def overview_view(study_id: str) -> OverviewView:
    """The headlines of a study, and a picture of where agreement is widest and narrowest."""
    study = studies()[study_id]
    of_study = headlines(study)
    rows = most_and_least_agreed(study, EXTREMES)
    n = whole_range(int(rows["n_base"].min()), int(rows["n_base"].max()))
    title = (
        f"The {EXTREMES} statements with the most and the {EXTREMES} with the least agreement\n"
        f"n = {n} experts a row; percentages of all respondents"
    )
    chart = agreement_specification(rows, title, study.minimum_group_size, "diverging")
    return OverviewView(
        headlines=of_study,
        rows=rows[list(COLUMNS)],
        title=title,
        sentence=of_study[0].sentence,
        chart=as_arrow(chart),
        alternative_text=f"{title.replace(chr(10), '. ')}. {extremes(rows)}",
        notes=f"{study.name}: {sample(study)}. Source: {study.citation} Computed from data version "
        f"{data_version()}.",
    )
