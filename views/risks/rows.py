"""The risks: what studies asked about each, how many documents govern it, what happened."""

import pandas as pd

from queries.build_info import data_version
from queries.database import cached, run
from queries.records import Row, records
from queries.study import Study, studies
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
