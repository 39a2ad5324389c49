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
from views.mitigation.columns import RELATED_COLUMNS
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
    """An item that compares with an item of another study or with a mitigation: its own mitigation
    (None: it is none of the database), how it compares, why, and whether the reason is written from
    its side. Its ``rows`` are of all respondents alone."""

    mitigation_id: str | None
    closeness: str
    rationale: str
    seen_from_there: bool


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

    ``path`` leads from its category to its place; ``compared`` are the items, mitigations of none
    of which are in the database, that compare with it, ``of_subcategory`` others of the kind that
    stand in its subcategory; ``nearest_asked`` are the nearest mitigations that experts were asked
    about, ``neighbours`` the nearest of all.
    """

    mitigation: Row
    path: list[Row]
    facets: list[Row]
    asked_in: list[AskedIn]
    compared: list[Counterpart]
    of_subcategory: list[Finding]
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
        compared=[_counterpart(row) for row in records(run("compared_items", of_mitigation))],
        of_subcategory=[
            finding(row["study_id"], row["question_id"], row["item_id"])
            for row in records(run("subcategory_items", of_mitigation))
        ],
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
    identifier = row.get("mitigation_id")
    return Counterpart(
        **vars(finding(row["study_id"], row["question_id"], row["item_id"])),
        mitigation_id=identifier if isinstance(identifier, str) else None,
        closeness=row["closeness"],
        rationale=row["rationale"],
        seen_from_there=bool(row["seen_from_there"]),
    )


def finding(study_id: str, question: str, item_id: str) -> Finding:
    """What all respondents of a study said of an item."""
    study, of_items = studies()[study_id], items()[study_id]
    everyone = _agreement_of_all(study, question)
    return Finding(
        study=study,
        question=question_of(study_id, question),
        item_id=item_id,
        label=of_items["label"][item_id],
        statement=of_items["statement"][item_id],
        rows=everyone[everyone["item_id"] == item_id],
        bounds=pd.DataFrame() if study.counted else published_bounds(study_id, item_id),
        estimates=item_estimate(study_id, item_id),
    )


def share_for(one: Finding) -> Row:
    """The share of all respondents that is for: ``n``, ``base``, ``agreement_low`` and
    ``agreement_high``, and ``agreement_above`` where only bounds are published. None: not known."""
    figures = records(one.rows)[0] if len(one.rows) else {}
    if len(one.estimates):
        (estimate,) = records(one.estimates)
        share = estimate["share"]
        figures = {
            "n_base": estimate["respondents"],
            "agreement_low": share,
            "agreement_high": share,
        }
    above = [row["value"] for row in records(one.bounds) if row["statistic"] == "agreement_share"]
    n = figures.get("n_base")
    return {
        "n": None if n is None else int(n),
        **{name: figures.get(name) for name in ("base", "agreement_low", "agreement_high")},
        "agreement_above": min(above, default=None),
    }


@cached
def _agreement_of_all(study: Study, question: str) -> pd.DataFrame:
    """Agreement of all respondents with each item; no rows if answers are not counted."""
    if not study.counted:
        return pd.DataFrame(columns=list(AGREEMENT))
    return agreement(AgreementFilters(study=study.study_id, question=question))


def related(record: MitigationRecord) -> pd.DataFrame:
    """What other studies asked that is close to a mitigation: the columns ``RELATED_COLUMNS``.

    First what compares with an item that is the mitigation, then what compares with the mitigation
    itself, then what stands in its subcategory.
    """
    rows = [
        *(
            _related(one, "item") | {"compared_item_id": asked.item_id}
            for asked in record.asked_in
            for one in asked.counterparts
        ),
        *(_related(one, "mitigation") for one in record.compared),
        *(_related(one, "subcategory") for one in record.of_subcategory),
    ]
    same = {name: record.mitigation[name] for name in ("mitigation_id", "code", "data_version")}
    frame = pd.DataFrame([row | same for row in rows], columns=list(RELATED_COLUMNS))
    frame = frame.astype({"n": "Int64"})
    return frame.astype(object).where(frame.notna(), None)


def _related(one: Finding, relation: str) -> Row:
    compared = one if isinstance(one, Counterpart) else None
    return {
        "relation": relation,
        "study_id": one.study.study_id,
        "people": one.study.people,
        "item_id": one.item_id,
        "question_id": one.question.question_id,
        "label": one.label,
        "statement": one.statement,
        "closeness": compared and compared.closeness,
        "rationale": compared and compared.rationale,
        "seen_from_there": compared and compared.seen_from_there,
        "counts": one.question.counts,
        **share_for(one),
    }
