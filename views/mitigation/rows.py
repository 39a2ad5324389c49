"""All that is known of one mitigation: what it is, where it stands, and what experts say."""

from dataclasses import dataclass

import pandas as pd

from data.scales import Question
from queries.database import cached, run
from queries.records import Row, records
from queries.study import Study, items, question_of, studies
from views.agreement.columns import AGREEMENT
from views.agreement.filters import AgreementFilters
from views.agreement.rows import agreement, item_agreement
from views.bounds.rows import published_bounds
from views.estimates.rows import item_estimate
from views.taxonomy.filters import MitigationFilters
from views.taxonomy.rows import mitigations, taxonomy

NEAREST = 5


@dataclass(frozen=True)
class Finding:
    """What a study found about one of its items.

    ``rows`` are those of ``agreement``, all respondents first; ``bounds`` those of
    ``published_bounds``, ``estimates`` those of ``item_estimate``. Each may be empty.
    """

    study: Study
    question: Question
    item_id: str
    label: str
    statement: str
    rows: pd.DataFrame
    bounds: pd.DataFrame
    estimates: pd.DataFrame


@dataclass(frozen=True)
class Counterpart(Finding):
    """An item of another study about the same thing: its mitigation, how it compares, and why.
    Its ``rows`` are of all respondents alone."""

    mitigation_id: str
    closeness: str
    rationale: str


@dataclass(frozen=True)
class AskedIn(Finding):
    """What a study found when it asked about a mitigation. Its ``rows`` are of all respondents,
    then of each affiliation."""

    counterparts: list[Counterpart]
    themes: list[Row]
    newer_path: Row | None


@dataclass(frozen=True)
class MitigationRecord:
    """A mitigation: a row of ``mitigations.sql``, and all around it.

    ``path`` leads from its category to its place; ``nearest_asked`` are the nearest mitigations
    that experts were asked about, ``neighbours`` the nearest of all.
    """

    mitigation: Row
    path: list[Row]
    facets: list[Row]
    asked_in: list[AskedIn]
    nearest_asked: pd.DataFrame
    neighbours: pd.DataFrame


@cached
def mitigation_record(identifier: str) -> MitigationRecord | None:
    """The record of a mitigation; None if there is none of this identifier."""
    listed = mitigations(MitigationFilters())
    matches = records(listed[listed["mitigation_id"] == identifier])
    if not matches:
        return None
    (mitigation,) = matches
    places = (mitigation["category_code"], mitigation["code"])
    parts = records(taxonomy(MitigationFilters()))
    of_mitigation = {"mitigation": identifier}
    return MitigationRecord(
        mitigation=mitigation,
        path=[part for part in parts if part["code"] in places],
        facets=records(run("mitigation_facets", of_mitigation)),
        asked_in=[_asked_in(item) for item in records(run("mitigation_items", of_mitigation))],
        nearest_asked=_nearest(identifier, asked=True),
        neighbours=_nearest(identifier, asked=False),
    )


def _nearest(identifier: str, *, asked: bool) -> pd.DataFrame:
    parameters = {"mitigation": identifier, "asked": asked, "most": NEAREST}
    order = run("nearest_mitigations", parameters)["mitigation_id"].tolist()
    listed = mitigations(MitigationFilters()).set_index("mitigation_id", drop=False)
    return listed.loc[order].reset_index(drop=True)


def _asked_in(item: Row) -> AskedIn:
    study, item_id = studies()[item["study_id"]], item["item_id"]
    of_item = {"study": study.study_id, "item": item_id}
    newer = records(run("navigator_codes", of_item))
    no_rows = pd.DataFrame(columns=list(AGREEMENT))
    return AskedIn(
        study=study,
        question=question_of(study.study_id, ""),
        item_id=item_id,
        label=item["label"],
        statement=item["statement"],
        rows=item_agreement(study.study_id, item_id) if study.counted else no_rows,
        bounds=published_bounds(study.study_id, item_id),
        estimates=item_estimate(study.study_id, item_id),
        counterparts=[_counterpart(row) for row in records(run("counterparts", of_item))],
        themes=records(run("comment_themes", of_item)),
        newer_path=newer[0] if newer else None,
    )


def _counterpart(row: Row) -> Counterpart:
    study, item_id = studies()[row["study_id"]], row["item_id"]
    everyone = _agreement_of_all(study)
    return Counterpart(
        study=study,
        question=question_of(study.study_id, ""),
        item_id=item_id,
        label=row["label"],
        statement=items()[study.study_id]["statement"][item_id],
        rows=everyone[everyone["item_id"] == item_id],
        bounds=pd.DataFrame() if study.counted else published_bounds(study.study_id, item_id),
        estimates=item_estimate(study.study_id, item_id),
        mitigation_id=row["mitigation_id"],
        closeness=row["closeness"],
        rationale=row["rationale"],
    )


@cached
def _agreement_of_all(study: Study) -> pd.DataFrame:
    """Agreement of all respondents with each item; no rows if answers are not counted."""
    if not study.counted:
        return pd.DataFrame(columns=list(AGREEMENT))
    return agreement(AgreementFilters(study=study.study_id))
