"""What is known of a study of which only bounds are published, in plain words."""

from collections.abc import Sequence

import pandas as pd

from queries.records import records
from queries.study import Study
from views.view import Words
from views.wording import count_of, percent, shown


def words(
    rows: pd.DataFrame, study: Study, narrowed: str, of_items: Sequence[str], data_version: str
) -> Words:
    """All that the view says of rows of ``bounds``; ``narrowed`` are the filters as a clause,
    ``of_items`` what is said of the chart of each item to who does not see it."""
    said = sentence(rows, study)
    return Words(
        title=f"{study.name}: experts who agree, by risk area",
        base=base(study),
        sentence=said,
        notes=_notes(study, narrowed, data_version),
        alternative_text=" ".join([said, *of_items]),
    )


def sentence(rows: pd.DataFrame, study: Study) -> str:
    """What is known of the items shown, to be read aloud."""
    if study.counted:
        return f"The answers of {study.name} are counted: its figures are no bounds."
    if study.estimated:
        return f"The figures of {study.name} are estimates with intervals, no bounds."
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


def base(study: Study) -> str:
    """n, and what is drawn."""
    return f"n = {study.respondents} experts in the study; bounds as the abstract prints them"


def _notes(study: Study, narrowed: str, data_version: str) -> str:
    parts = [
        f"Sample: {study.respondents} experts answered.",
        "A bar begins at the bound that is printed and fades, because the share itself is not "
        "published.",
        *shown(narrowed),
        f"Source: {study.citation}",
        f"Data version {data_version}.",
    ]
    return " ".join(parts)


def item_title(label: str, study: Study) -> str:
    """What the chart of one item shows, then n and what is drawn: a line each."""
    return f"{label}: experts who agree, by risk area\n{base(study)}"


def item_alternative_text(bounds: pd.DataFrame, title: str) -> str:
    """What the chart of one item shows, from its title and its bounds."""
    listed = records(bounds.fillna({"risk_area": "preferred combination"}))
    texts = (f"{row['risk_area']}: more than {row['value']:.0%}" for row in listed)
    return f"{title.replace(chr(10), '. ')}. {'; '.join(texts)}."
