"""All that is known of one mitigation: what it is, where it stands, and what experts say."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from queries import sentences
from queries.agreement import COLUMNS, Study, agreement, studies
from queries.bounds import published_bounds
from queries.build_info import CITATION, DATABASE_CITATION, data_version
from queries.database import cached, run
from queries.filters import Filters
from queries.mitigation_filters import MitigationFilters
from queries.mitigations import mitigations, taxonomy
from queries.query_params import (
    ParameterProblem,
    QueryParams,
    grouped,
    query_params_of,
    unknown_or_repeated,
)
from queries.records import Row, records
from queries.sentences import count_of, percent

IDENTIFIER = re.compile(r"(A[0-9]{4})(_.*)?")
NEAREST = 5
PRELIMINARY = (
    "From the MIT AI Risk Navigator, which calls it preliminary: it may change and is not to be "
    "cited."
)
OUR_CROSSWALK = (
    "Which statements and measures are about the same thing is our own judgement. Studies asked "
    "different people in different words: their figures stand side by side and are never added up."
)


EXAMPLE = "A0197"
UNKNOWN = f"There is no such mitigation. Identifiers are A and four digits, such as {EXAMPLE}."


@dataclass(frozen=True)
class RecordFilters:
    """Which mitigation is asked for: its identifier; empty: none."""

    id: str = ""


@dataclass(frozen=True)
class Counterpart:
    """An item of another study about the same thing, how it compares, why, and its reading."""

    study: Study
    label: str
    mitigation_id: str
    closeness: str
    rationale: str
    reading: str


@dataclass(frozen=True)
class AskedIn:
    """What a study found when it asked about a mitigation.

    ``rows`` are those of ``queries.agreement.agreement``, all respondents first, then each
    affiliation; ``bounds`` those of ``published_bounds``. Either may be empty.
    """

    study: Study
    item_id: str
    label: str
    statement: str
    rows: pd.DataFrame
    bounds: pd.DataFrame
    reading: str
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
    citation: str


def parse(
    query_params: QueryParams, also_allowed: Iterable[str] = ()
) -> tuple[RecordFilters, list[ParameterProblem]]:
    """Read the identifier from the names and values of a query string; see ``filters.parse``."""
    given = grouped(query_params)
    problems = unknown_or_repeated(given, ("id", *also_allowed), ("id",))
    identifier_given = given.get("id", [""])[0]
    identifier = identifier_meant(identifier_given)
    if identifier_given and mitigation_record(identifier) is None:
        problems.append(ParameterProblem("id", identifier_given, UNKNOWN))
        identifier = ""
    return RecordFilters(identifier), problems


def query_params(filters: RecordFilters) -> list[tuple[str, str]]:
    """The identifier as name and value of a query string."""
    return query_params_of(filters, RecordFilters())


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
    return MitigationRecord(
        mitigation=mitigation,
        path=[part for part in parts if part["code"] in places],
        facets=records(run("mitigation_facets", {"mitigation": identifier})),
        asked_in=[
            _asked_in(item) for item in records(run("mitigation_items", {"mitigation": identifier}))
        ],
        nearest_asked=_nearest(identifier, asked=True),
        neighbours=_nearest(identifier, asked=False),
        citation=_citation(mitigation),
    )


def identifier_meant(text: str) -> str:
    """An identifier as written in an address: without blanks, in capitals, without its source."""
    identifier = text.strip().upper()
    matched = IDENTIFIER.fullmatch(identifier)
    return matched[1] if matched else identifier


def _nearest(identifier: str, *, asked: bool) -> pd.DataFrame:
    parameters = {"mitigation": identifier, "asked": asked, "most": NEAREST}
    order = run("nearest_mitigations", parameters)["mitigation_id"].tolist()
    listed = mitigations(MitigationFilters()).set_index("mitigation_id", drop=False)
    return listed.loc[order].reset_index(drop=True)


def _asked_in(item: Row) -> AskedIn:
    study = studies()[item["study_id"]]
    of_item = {"study": study.study_id, "item": item["item_id"]}
    newer = records(run("navigator_codes", of_item))
    return AskedIn(
        study=study,
        item_id=item["item_id"],
        label=item["label"],
        statement=item["statement"],
        rows=item_agreement(study, item["item_id"]),
        bounds=item_bounds(study, item["item_id"]),
        reading=reading(study, item["item_id"], item["statement"]),
        counterparts=[_counterpart(row) for row in records(run("counterparts", of_item))],
        themes=records(run("comment_themes", of_item)),
        newer_path=newer[0] if newer else None,
    )


def _counterpart(row: Row) -> Counterpart:
    study = studies()[row["study_id"]]
    items = run("items", {"study": study.study_id}).set_index("item_id")
    statement = str(items.loc[row["item_id"], "statement"])
    return Counterpart(
        study=study,
        label=row["label"],
        mitigation_id=row["mitigation_id"],
        closeness=row["closeness"],
        rationale=row["rationale"],
        reading=reading(study, row["item_id"], statement),
    )


@cached
def item_agreement(study: Study, item_id: str) -> pd.DataFrame:
    """Agreement with one item: all respondents, then each affiliation that is told apart."""
    if not study.counted:
        return pd.DataFrame()
    everyone = agreement(Filters(study=study.study_id))
    split = agreement(Filters(study=study.study_id, split="affiliation"))
    together = pd.concat([everyone.assign(split="affiliation"), split], ignore_index=True)
    return together[together["item_id"] == item_id].reset_index(drop=True)


def item_bounds(study: Study, item_id: str) -> pd.DataFrame:
    """The bounds that a study prints of one item."""
    return published_bounds(study.study_id, item_id)


def reading(study: Study, item_id: str, statement: str) -> str:
    """What a study found about an item, in one sentence."""
    if study.counted:
        everyone = Filters(study=study.study_id)
        rows = agreement(everyone)
        return sentences.sentence(rows[rows["item_id"] == item_id], everyone, study)
    bounds = records(item_bounds(study, item_id))
    if not bounds:
        return (
            f"{study.name} put this measure to {study.respondents} experts; no figure for it is "
            "published in the sources we hold."
        )
    return bounds_reading(bounds, statement)


def bounds_reading(bounds: list[Row], statement: str) -> str:
    """Published bounds of one item, in a sentence."""
    agreement_bounds = [row for row in bounds if row["statistic"] == "agreement_share"]
    chosen = [row for row in bounds if row["statistic"] == "preferred_combination_share"]
    text = (
        f"More than {percent(min(row['value'] for row in agreement_bounds))} of the experts agree "
        f"that {statement} would reduce the risk, in each of "
        f"{count_of(len(agreement_bounds), 'risk area')} "
        f"({', '.join(row['risk_area'] for row in agreement_bounds)})"
    )
    if chosen:
        text += (
            f"; more than {percent(chosen[0]['value'])} have it in their preferred combination of "
            "measures"
        )
    return f"{text}. The exact shares are not in the sources we hold."


def _citation(mitigation: Row) -> str:
    return (
        f"“{mitigation['label']}” ({mitigation['mitigation_id']}), from {mitigation['document']}, "
        f"in: {DATABASE_CITATION} Shown by: {CITATION} Data version {data_version()}."
    )


def summary(record: MitigationRecord) -> str:
    """The record in one sentence."""
    if record.asked_in:
        return " ".join(asked.reading for asked in record.asked_in)
    return (
        "No survey that we hold asked experts about this mitigation. The nearest ones that experts "
        "were asked about are listed below."
    )


def as_data(record: MitigationRecord) -> dict[str, object]:
    """The record as nested data, for the data API."""
    listed = ("mitigation_id", "label", "code", "document_id")
    return {
        **{name: value for name, value in record.mitigation.items() if name != "document"},
        "path": [
            {name: part[name] for name in ("code", "name", "description", "examples")}
            for part in record.path
        ],
        "facets": record.facets,
        "asked_in": [_asked_as_data(asked) for asked in record.asked_in],
        "nearest_asked": records(record.nearest_asked[list(listed)]),
        "neighbours": records(record.neighbours[list(listed)]),
        "citation": record.citation,
    }


def _asked_as_data(asked: AskedIn) -> dict[str, object]:
    rows = asked.rows[list(COLUMNS)] if len(asked.rows) else asked.rows
    return {
        "study_id": asked.study.study_id,
        "item_id": asked.item_id,
        "label": asked.label,
        "statement": asked.statement,
        "reading": asked.reading,
        "agreement": records(rows.astype(object).where(rows.notna(), None)),
        "bounds": records(asked.bounds.astype(object).where(asked.bounds.notna(), None)),
        "counterparts": [
            {
                "study_id": one.study.study_id,
                "label": one.label,
                "mitigation_id": one.mitigation_id,
                "closeness": one.closeness,
                "rationale": one.rationale,
                "reading": one.reading,
            }
            for one in asked.counterparts
        ],
        "themes": {"notice": PRELIMINARY, "themes": asked.themes} if asked.themes else None,
        "newer_path": {"notice": PRELIMINARY} | asked.newer_path if asked.newer_path else None,
    }
