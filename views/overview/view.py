"""What experts agree on, at a glance: headlines, and where agreement is widest and narrowest."""

from dataclasses import replace

from queries.build_info import data_version
from queries.database import cached
from queries.study import DEFAULT_STUDY, Study, group_sizes, question_of, studies
from views.agreement.chart import agreement_specification
from views.agreement.columns import AGREEMENT
from views.agreement.filters import AgreementFilters
from views.agreement.rows import agreement
from views.agreement.view import rows_and_asked
from views.agreement.words import sentence
from views.filter_kinds import NoFilters
from views.meta import survey_meta
from views.overview.rows import EXTREMES, most_and_least_agreed
from views.overview.words import Headline, breadth, least, words
from views.panel import panel
from views.view import Appearance, Page, Table, TableResult, View, ViewKind, appearance_of_page


def overview_view(_filters: NoFilters, _appearance: Appearance) -> View:
    """The view of the study that is shown first."""
    return _view(DEFAULT_STUDY)


@cached
def _view(study_id: str) -> View:
    study = studies()[study_id]
    rows = most_and_least_agreed(study, EXTREMES)
    question = question_of(study_id, "")
    said = words(rows, study, question, headlines(study_id), data_version())

    few = study.minimum_group_size
    chart = agreement_specification(rows, said.heading, few, "diverging")
    return View(
        name=f"overview_{study.study_id}",
        rows=rows[list(AGREEMENT)],
        words=said,
        panels=(
            panel(
                chart,
                said.alternative_text,
                identifier="overview",
            ),
        ),
    )


@cached
def headlines(study_id: str) -> list[Headline]:
    """Three headlines of a study: how wide agreement is, where it ends, where groups differ."""
    study, everyone = studies()[study_id], AgreementFilters(study=study_id)
    rows = agreement(everyone)
    found = [
        Headline("Where they agree", breadth(rows, study), everyone),
        Headline("Where agreement ends", least(rows), replace(everyone, sort="disagreement")),
    ]
    if group_sizes(study_id, "affiliation"):
        split = replace(everyone, split="affiliation")
        gap = sentence(*rows_and_asked(split))
        found.append(Headline("Where groups differ", gap, split))
    return found


def _shown(_filters: NoFilters) -> list[Study]:
    return [studies()[DEFAULT_STUDY]]


def _table(filters: NoFilters) -> TableResult:
    sentence = (
        f"The {EXTREMES} statements with the most and the {EXTREMES} with the least agreement."
    )
    rows = overview_view(filters, {}).rows
    return TableResult(rows, {"sentence": sentence} | survey_meta(AgreementFilters()))


OVERVIEW = ViewKind(
    page=Page(
        address="",
        file="overview.py",
        title="Overview",
        purpose="What this is, what experts agree on, and how sure the figures are.",
        filters=NoFilters,
        appearance=appearance_of_page(),
    ),
    view=overview_view,
    tables=(
        Table(
            "overview",
            "These statements",
            "The statements with the most and with the least agreement.",
            AGREEMENT,
            _table,
        ),
    ),
    studies=_shown,
)
