"""All that is shown of a study of which only bounds are published, made once and cached."""

from dataclasses import dataclass

import pandas as pd

from charts.bounds import bounds_specification
from charts.specification import Specification, as_arrow
from queries.agreement import Study, studies
from queries.bounds import bounds, sentence, without_figures
from queries.build_info import data_version
from queries.database import cached
from queries.filters import Filters, describe


@dataclass(frozen=True)
class ItemBounds:
    """The bounds of one item, drawn."""

    item_id: str
    label: str
    mitigation_id: str
    chart: Specification
    alternative_text: str


@dataclass(frozen=True)
class BoundsView:
    """What is shown."""

    rows: pd.DataFrame
    sentence: str
    drawn: list[ItemBounds]
    without_figures: list[dict[str, str]]
    notes: str


@cached
def bounds_view(filters: Filters) -> BoundsView:
    """The view for these filters."""
    study = studies()[filters.study]
    rows = bounds(filters)
    figures = rows[rows["statistic"].notna()]
    shown = f"Shown: {narrowed}. " if (narrowed := describe(filters)) else ""
    return BoundsView(
        rows=rows,
        sentence=sentence(rows, study),
        drawn=[_drawn(study, of_item) for _, of_item in figures.groupby("item_id", sort=False)],
        without_figures=without_figures(rows),
        notes=f"Sample: {study.respondents} experts answered. A bar begins at the bound that is "
        "printed and fades, because the share itself is not published. "
        f"{shown}Source: {study.citation} Data version {data_version()}.",
    )


def base(study: Study) -> str:
    """n, and what is drawn."""
    return f"n = {study.respondents} experts in the study; bounds as the abstract prints them"


def _drawn(study: Study, of_item: pd.DataFrame) -> ItemBounds:
    first = of_item.iloc[0]
    title = f"{first['label']}: experts who agree, by risk area\n{base(study)}"
    texts = (
        f"{row['risk_area'] or 'preferred combination'}: more than {row['value']:.0%}"
        for row in of_item.to_dict("records")
    )
    return ItemBounds(
        item_id=str(first["item_id"]),
        label=str(first["label"]),
        mitigation_id=str(first["mitigation_ids"]).split(";", maxsplit=1)[0],
        chart=as_arrow(bounds_specification(of_item, title)),
        alternative_text=f"{title.replace(chr(10), '. ')}. {'; '.join(texts)}.",
    )
