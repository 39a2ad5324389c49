"""Figures of which a study prints only a bound, and the items of which it prints none."""

import pandas as pd

from queries.agreement import Study, studies
from queries.bounds_columns import BOUNDS
from queries.build_info import data_version
from queries.database import cached, run
from queries.filters import Filters, matching_items
from queries.records import records
from queries.sentences import count_of, percent

PRINTED = ["item_id", "label", "code", "risk_area", "statistic", "relation", "value", "source"]


@cached
def bounds(filters: Filters) -> pd.DataFrame:
    """One row a bound, or an item without one, in the order of the study: the columns ``BOUNDS``.

    Of studies whose answers are counted there are no rows.
    """
    if studies()[filters.study].counted:
        return pd.DataFrame(columns=list(BOUNDS))
    areas = list(filters.risk_area) or None
    frame = run(
        "bounds", {"study": filters.study, "items": matching_items(filters), "risk_area": areas}
    )
    rows = frame.astype(object).where(frame.notna(), None)
    return rows.assign(study_id=filters.study, data_version=data_version())[list(BOUNDS)]


def published_bounds(study: str, item: str | None = None) -> pd.DataFrame:
    """The bounds that a study prints, of one item or of all."""
    items = None if item is None else [item]
    rows = run("bounds", {"study": study, "items": items, "risk_area": None})
    return rows.dropna(subset="statistic")[PRINTED].reset_index(drop=True)


def sentence(rows: pd.DataFrame, study: Study) -> str:
    """What is known of the items shown, to be read aloud."""
    if study.counted:
        return f"The answers of {study.name} are counted: its figures are no bounds."
    items = rows["item_id"].nunique()
    if not items:
        return f"No measure of {study.name} fits these filters."
    shares = rows[rows["statistic"] == "agreement_share"]
    bounded = shares["item_id"].nunique()
    if not bounded:
        return (
            f"{study.name} put {count_of(items, 'measure')} shown here to {study.respondents} "
            "experts; no figure is published in the sources we hold."
        )
    areas = list(dict.fromkeys(shares["risk_area"]))
    labels = " and ".join(f"“{label}”" for label in dict.fromkeys(shares["label"]))
    text = (
        f"More than {percent(float(shares['value'].min()))} of {study.respondents} experts agree "
        f"that {labels} would reduce the risk, in {_each(areas)}."
    )
    rest = items - bounded
    if rest:
        text += (
            f" Of {count_of(rest, 'other measure')} shown here, no figure is published in the "
            "sources we hold."
        )
    return text


def _each(areas: list[str]) -> str:
    if len(areas) == 1:
        return f"the risk area {areas[0]}"
    return f"each of {len(areas)} risk areas ({', '.join(areas)})"


def without_figures(rows: pd.DataFrame) -> list[dict[str, str]]:
    """The items of which no figure is published: their labels and first mitigations."""
    missing = rows[rows["statistic"].isna()]
    return [
        {"label": row["label"], "mitigation_id": row["mitigation_ids"].split(";")[0]}
        for row in records(missing)
    ]
