"""Figures of which a study prints only a bound, and the items of which it prints none."""

import pandas as pd

from queries.build_info import data_version
from queries.database import cached, run
from queries.records import Row, records
from queries.study import studies
from views.agreement.filters import AgreementFilters
from views.bounds.columns import BOUNDS
from views.filter_kinds import sql_parameters

PRINTED = ["item_id", "label", "code", "risk_area", "statistic", "relation", "value", "source"]


@cached
def bounds(filters: AgreementFilters) -> pd.DataFrame:
    """One row a bound, or an item without one, in the order of the study: the columns ``BOUNDS``.

    Of studies whose answers are counted, or which publish estimates, there are no rows.
    """
    study = studies()[filters.study]
    if study.counted or study.estimated:
        return pd.DataFrame(columns=list(BOUNDS))
    frame = run("bounds", sql_parameters(filters))
    rows = frame.astype(object).where(frame.notna(), None)
    return rows.assign(study_id=filters.study, data_version=data_version())[list(BOUNDS)]


def published_bounds(study: str, item: str | None = None) -> pd.DataFrame:
    """The bounds that a study prints, of one item or of all."""
    rows = run("bounds", sql_parameters(AgreementFilters(study=study)))
    wanted = rows if item is None else rows[rows["item_id"] == item]
    return wanted.dropna(subset="statistic")[PRINTED].reset_index(drop=True)


def items_with_bounds(rows: pd.DataFrame) -> list[Row]:
    """The items of which bounds are published: ``item_id``, ``label`` and ``mitigation_id``, the
    first mitigation that each is about."""
    return _items(rows[rows["statistic"].notna()])


def items_without_figures(rows: pd.DataFrame) -> list[Row]:
    """The items of which no figure is published, as ``items_with_bounds`` gives the others."""
    return _items(rows[rows["statistic"].isna()])


def _items(rows: pd.DataFrame) -> list[Row]:
    once = rows.drop_duplicates("item_id")
    return [
        {
            "item_id": row["item_id"],
            "label": row["label"],
            "mitigation_id": row["mitigation_ids"].split(";")[0],
        }
        for row in records(once)
    ]
