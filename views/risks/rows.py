"""The risks: what studies asked about each, how many documents govern it, what happened."""

from dataclasses import dataclass

import pandas as pd

from data.scales import Question
from queries.build_info import data_version
from queries.database import cached, run
from queries.records import Row, records
from queries.study import Study, question_of, studies
from views.agreement.filters import AgreementFilters
from views.agreement.rows import agreement
from views.filter_kinds import in_effect
from views.risks.columns import ASKED_COLUMNS, DOCUMENTS, INCIDENT_COLUMNS, RISK_COLUMNS
from views.risks.filters import RisksFilters


@cached
def risks(filters: RisksFilters) -> pd.DataFrame:
    """One row a subdomain, in the order asked for: the columns ``RISK_COLUMNS``."""
    every = every_risk()
    rows = every[~every["is_domain"]]
    if filters.domain:
        rows = rows[rows["domain_code"].isin(filters.domain)]
    ranks = [_rank(row, filters.sort) for row in records(rows)]
    order = sorted(range(len(rows)), key=lambda place: ranks[place])
    return rows.iloc[order].reset_index(drop=True)[list(RISK_COLUMNS)]


@cached
def every_risk() -> pd.DataFrame:
    """Every domain and subdomain, by code: the columns ``RISK_COLUMNS``, and ``is_domain``.

    How many documents govern it is known of subdomains alone.
    """
    rows = run("risks")
    counts = {name: rows[name].astype("Int64") for name in DOCUMENTS}
    return rows.assign(**counts, data_version=data_version())


@cached
def asked_about(filters: RisksFilters) -> pd.DataFrame:
    """What each study asked about each risk shown, in their order: ``ASKED_COLUMNS``."""
    every, codes = run("risks_asked_about"), risks(filters)["code"].tolist()
    shown = every[every["code"].isin(codes)].assign(data_version=data_version())
    in_order = shown.sort_values("code", key=lambda code: code.map(codes.index), kind="stable")
    return in_order.reset_index(drop=True)[list(ASKED_COLUMNS)]


@cached
def incidents(domains: tuple[str, ...]) -> pd.DataFrame:
    """Incidents of each year in the domains (none: all, and in no domain): ``INCIDENT_COLUMNS``."""
    every = run("incidents").assign(data_version=data_version())
    rows = every[every["code"].isin(domains)] if domains else every
    known = rows["code"].where(rows["code"] != "", None)
    return rows.assign(code=known).reset_index(drop=True)[list(INCIDENT_COLUMNS)]


@dataclass(frozen=True)
class Highest:
    """What most people say so of, asked about a risk area: the item, a row of ``agreement``, in the
    current wave if there are several, and how many others have the same share, of how many."""

    study: Study
    question: Question
    wave: str
    row: Row
    tied: int
    items: int


@cached
def highest_by_risk() -> dict[str, list[Highest]]:
    """By code of the risk, what stands highest in the first question of each study that asked about
    risk areas and whose answers are counted."""
    found: dict[str, list[Highest]] = {}
    for link in records(run("risk_areas")):
        study, area = studies()[link["study_id"]], link["risk_area"]
        rows = _by_risk_area(study)
        of_area = records(rows[rows["group"] == area])
        if of_area:
            shares = [row["agreement_low"] for row in of_area]
            row = of_area[shares.index(max(shares))]
            tied = shares.count(max(shares)) - 1
            question = question_of(study.study_id, "")
            wave = in_effect(AgreementFilters(study.study_id)).wave
            one = Highest(study, question, wave, row, tied, len(of_area))
            found.setdefault(link["code"], []).append(one)
    return found


@cached
def _by_risk_area(study: Study) -> pd.DataFrame:
    """The answers to the first question of a study, about each risk area; no rows if they are not
    counted."""
    if not study.counted:
        return pd.DataFrame(columns=["group"])
    return agreement(AgreementFilters(study.study_id, split="risk_area"))


def linked_studies() -> list[Study]:
    """The studies that asked about any risk."""
    return [studies()[name] for name in run("risks_asked_about")["study_id"].drop_duplicates()]


def _rank(row: Row, sort: str) -> tuple[int, ...]:
    """By what a risk stands where, smallest first; equals stay in the order of the codes."""
    governed = row["documents_with_good_coverage"] + row["documents_with_minimal_coverage"]
    match sort:
        case "least_governed":
            return (governed,)
        case "most_governed":
            return (-governed,)
        case "most_asked":
            return (-row["studies"], -row["items"])
        case _:
            return ()
