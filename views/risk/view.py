"""One risk, and what is known of it: the view, its tables, its page."""

from collections.abc import Iterator

import pandas as pd

from queries.database import cached
from queries.study import Study, question_of, scale_of, studies
from views.agreement.chart import agreement_specification
from views.meta import risk_meta
from views.panel import Panel, panel
from views.risk.chart import incidents_specification, prepare
from views.risk.columns import FOUND
from views.risk.filters import RiskFilters
from views.risk.rows import RiskRecord, answers, risk_record
from views.risk.words import (
    FIRST_YEAR,
    answers_text,
    answers_title,
    incidents_text,
    incidents_title,
    sentence,
    words,
)
from views.risks.columns import INCIDENT_COLUMNS, RISK_COLUMNS
from views.risks.words import named
from views.view import (
    Appearance,
    Page,
    Table,
    TableResult,
    View,
    ViewKind,
    appearance_of_page,
)

INCIDENTS_PANEL = "incidents"


def risk_view(filters: RiskFilters, _appearance: Appearance) -> View:
    """The view of a risk: a chart for each question whose answers are counted, then incidents.

    Raises
    ------
    LookupError
        There is no such risk.
    """
    return _view(filters)


@cached
def _view(filters: RiskFilters) -> View:
    record = risk_record(filters.risk)
    if record is None:
        raise LookupError(f"There is no risk “{filters.risk}”")
    panels = (*_answer_panels(record), _incidents_panel(record))
    texts = [one.alternative_text for one in panels]
    return View(
        name=f"risk-{filters.risk}",
        rows=_row(filters),
        words=words(record, _studies(filters), texts),
        panels=panels,
    )


def panel_name(study: str, question: str, area: str | None) -> str:
    """What tells the chart of answers to a question, about a risk area if named, from others."""
    return "_".join(part for part in (study, question, area) if part)


def _answer_panels(record: RiskRecord) -> Iterator[Panel]:
    """A chart for each question, of the items that are about the risk or a part of it.

    Answers about a risk area are drawn for the risk itself, not for its domain.
    """
    counted = record.about[record.about["share_of_respondents_low"].notna()]
    if record.is_domain:
        counted = counted[counted["linked"] == "item"]
    asked = counted[["study_id", "question_id", "risk_area"]].fillna("")
    for key, found in counted.groupby([asked[name] for name in asked], sort=False):
        study_id, question_id, area = map(str, key)
        rows = answers(study_id, question_id, area, "respondents")
        rows = rows[rows["item_id"].isin(found["item_id"])]
        study, question = studies()[study_id], question_of(study_id, question_id)
        title = answers_title(study, found, record.risk, rows)
        scale = scale_of(study_id, question_id)
        yield panel(
            agreement_specification(rows, title, study.minimum_group_size, "diverging", scale),
            answers_text(title, rows, question.verb),
            heading=title.replace("\n", "; "),
            identifier=panel_name(study_id, question_id, area),
        )


def _incidents_panel(record: RiskRecord) -> Panel:
    domain = named({"code": record.risk["domain_code"], "risk": record.risk["domain"]})
    title = incidents_title(domain, record.incidents)
    shown = record.incidents[record.incidents["year"] >= FIRST_YEAR]
    return panel(
        incidents_specification(shown, title),
        incidents_text(title, record.incidents),
        heading=title.replace("\n", "; "),
        identifier=INCIDENTS_PANEL,
    )


def _row(filters: RiskFilters) -> pd.DataFrame:
    record = risk_record(filters.risk)
    rows = [record.risk] if record else []
    return pd.DataFrame(rows, columns=list(RISK_COLUMNS))


def _studies(filters: RiskFilters) -> list[Study]:
    """The studies that asked about the risk, or about what is related."""
    record = risk_record(filters.risk)
    found = record.found["study_id"].tolist() if record else []
    return [studies()[study_id] for study_id in dict.fromkeys(found)]


def _risk_table(filters: RiskFilters) -> TableResult:
    return TableResult(_row(filters), _meta(filters))


def _found_table(filters: RiskFilters) -> TableResult:
    record = risk_record(filters.risk)
    rows = record.found if record else pd.DataFrame(columns=list(FOUND))
    return TableResult(rows, _meta(filters))


def _incidents_table(filters: RiskFilters) -> TableResult:
    record = risk_record(filters.risk)
    rows = record.incidents if record else pd.DataFrame(columns=list(INCIDENT_COLUMNS))
    return TableResult(rows, _meta(filters))


def _meta(filters: RiskFilters) -> dict[str, object]:
    record = risk_record(filters.risk)
    said = sentence(record) if record else "No risk is asked for: give its code as risk."
    return {"sentence": said} | risk_meta(filters, _studies(filters))


def _shown(filters: RiskFilters, _appearance: Appearance) -> tuple[str, ...]:
    every = tuple(table.name for table in TABLES)
    return every if filters.risk else every[:1]


TABLES = (
    Table(
        "risk",
        "This risk",
        "One risk, as `risks` has it; or a domain.",
        RISK_COLUMNS,
        _risk_table,
    ),
    Table(
        "risk_found",
        "What studies found",
        "What every study asked that leads to a risk, why, and what was answered.",
        FOUND,
        _found_table,
    ),
    Table(
        "risk_incidents",
        "Incidents of its domain",
        "Incidents on record in the domain of a risk, by year.",
        INCIDENT_COLUMNS,
        _incidents_table,
    ),
)
RISK = ViewKind(
    page=Page(
        address="risk",
        file="risk.py",
        title="Risk",
        purpose="One risk: what studies asked about it, what governs it, what happened.",
        filters=RiskFilters,
        appearance=appearance_of_page(),
        in_navigation=False,
    ),
    view=risk_view,
    tables=TABLES,
    shown=_shown,
    studies=_studies,
    of_risks=True,
    charts=(prepare,),
)
