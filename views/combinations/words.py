"""Which measures experts would combine, in plain words."""

import pandas as pd

from queries.records import records
from queries.study import Study
from views.agreement.filters import AgreementFilters
from views.combinations.rows import MOST_DRAWN
from views.view import Words
from views.wording import percent, sources_and_versions


def words(rows: pd.DataFrame, filters: AgreementFilters, study: Study, data_version: str) -> Words:
    """All that the view says of rows of ``combinations``."""
    said = sentence(rows, study)
    if rows.empty:
        return Words(
            title=f"{study.name}: which measures are chosen together",
            base="",
            sentence=said,
            notes=f"Source: {study.citation} Data version {data_version}.",
            alternative_text=said,
        )
    return Words(
        title=title(rows, filters),
        base=base(rows),
        sentence=said,
        notes=_notes(rows, study),
        alternative_text=f"{title(rows, filters)}. {base(rows)}. {said}",
    )


def sentence(rows: pd.DataFrame, study: Study) -> str:
    """Which measures are chosen most, and which two together, to be read aloud."""
    if rows.empty and study.has_combinations:
        return f"No preferred combinations of {study.name} can be shown under these filters."
    if rows.empty:
        return none_held(study)
    alone = records(rows[rows["item_id"] == rows["other_item_id"]])
    pairs = records(rows[rows["item_id"] < rows["other_item_id"]])
    most = alone[0]
    text = f"“{most['label']}” is in {percent(most['share'])} of the preferred combinations"
    if not pairs:
        return f"{text} (n = {most['n_combinations']})."
    both = max(pairs, key=lambda row: row["n"])
    return (
        f"{text}; most often together are “{both['label']}” and “{both['other_label']}”, in "
        f"{percent(both['share'])} (n = {most['n_combinations']})."
    )


def none_held(study: Study) -> str:
    """That it is not known what those who answered would combine."""
    return (
        f"Of {study.name} we hold no counts of what its {study.people} would combine: the study "
        "did not ask, or does not publish it."
    )


def title(rows: pd.DataFrame, filters: AgreementFilters) -> str:
    """What the chart shows."""
    about = f" against {' or '.join(filters.risk_area)}" if filters.risk_area else ""
    most = min(MOST_DRAWN, rows["item_id"].nunique())
    return f"The {most} measures chosen most{about}, and which of them together"


def base(rows: pd.DataFrame) -> str:
    """n, and what percentages are of."""
    return f"n = {rows['n_combinations'].max()} preferred combinations; percentages of them"


def _notes(rows: pd.DataFrame, study: Study) -> str:
    parts = [
        "Numbers in the cells are percentages of all preferred combinations; where a row and "
        "a column have the same number: how often the measure was chosen at all.",
        "All respondents are counted, whatever their affiliation and expertise.",
        *(["Combinations are counted, not weighted."] if study.weighted else []),
        *sources_and_versions(rows),
    ]
    return " ".join(parts)
