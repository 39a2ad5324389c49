"""Which measures experts would combine: how often two stand in the same preferred combination."""

import pandas as pd

from queries.agreement import Study, sources
from queries.build_info import data_version
from queries.combinations_columns import COMBINATIONS
from queries.database import cached, run
from queries.filters import Filters, matching_items
from queries.records import records
from queries.sentences import percent, simulated_mark, simulated_sentence

MOST_DRAWN = 12


@cached
def combinations(filters: Filters) -> pd.DataFrame:
    """One row for each two items, and each with itself: the columns ``COMBINATIONS``.

    What is chosen most often comes first. All respondents are counted, whatever their affiliation
    and expertise; of studies that did not ask for combinations there are no rows.
    """
    areas = list(filters.risk_area) or None
    rows = run(
        "combinations",
        {"study": filters.study, "items": matching_items(filters), "risk_area": areas},
    )
    basis, source = next(iter(sources(filters.study).items()))
    whole = dict.fromkeys(("n", "n_combinations"), "int64")
    return rows.assign(
        study_id=filters.study, basis=basis, source=source, data_version=data_version()
    )[list(COMBINATIONS)].astype(whole)


def sentence(rows: pd.DataFrame, study: Study) -> str:
    """Which measures are chosen most, and which two together, to be read aloud."""
    if rows.empty:
        return f"Of {study.name} we hold no counts of which measures the experts would combine."
    alone = records(rows[rows["item_id"] == rows["other_item_id"]])
    query_params = records(rows[rows["item_id"] < rows["other_item_id"]])
    most = alone[0]
    text = f"“{most['label']}” is in {percent(most['share'])} of the preferred combinations"
    if not query_params:
        return simulated_sentence(study, f"{text} (n = {most['n_combinations']}).")
    both = max(query_params, key=lambda row: row["n"])
    return simulated_sentence(
        study,
        f"{text}; most often together are “{both['label']}” and “{both['other_label']}”, in "
        f"{percent(both['share'])} (n = {most['n_combinations']}).",
    )


def title(rows: pd.DataFrame, filters: Filters, study: Study) -> str:
    """The title of the chart: what is shown; then n and the base."""
    about = f" against {' or '.join(filters.risk_area)}" if filters.risk_area else ""
    most = min(MOST_DRAWN, rows["item_id"].nunique())
    return (
        f"{simulated_mark(study)}The {most} measures chosen most{about}, and which of them "
        "together\n"
        f"n = {rows['n_combinations'].max()} preferred combinations; percentages of them"
    )
