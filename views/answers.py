"""What the Agreement page shows of the answers to a survey: how far experts agree, the bounds or
estimates that are published, or which measures they would combine."""

from queries.study import Study, studies
from views.agreement import chart as agreement_chart
from views.agreement import movement_chart
from views.agreement import view as agreement
from views.agreement.filters import AgreementFilters
from views.bounds import chart as bounds_chart
from views.bounds import view as bounds
from views.combinations import chart as combinations_chart
from views.combinations import view as combinations
from views.combinations.words import none_held
from views.estimates import chart as estimates_chart
from views.estimates import view as estimates
from views.view import Appearance, AppearanceParameter, Page, View, ViewKind, appearance_of_page

CHOSEN_TOGETHER = "Chosen together"
ANSWER_TABS = ("Chart", "Table", CHOSEN_TOGETHER, "How to read this")


def _no_combinations(filters: AgreementFilters) -> dict[str, str]:
    """Why the measures that are chosen together cannot be shown; empty if they can."""
    study = studies()[filters.study]
    return {} if study.has_combinations else {CHOSEN_TOGETHER: none_held(study)}


def answers_view(filters: AgreementFilters, appearance: Appearance) -> View:
    """The view for these filters: what stands in the open tab."""
    if appearance.get("view") == CHOSEN_TOGETHER:
        return combinations.combinations_view(filters, appearance)
    if studies()[filters.study].counted:
        return agreement.agreement_view(filters, appearance)
    if studies()[filters.study].estimated:
        return estimates.estimates_view(filters, appearance)
    return bounds.bounds_view(filters, appearance)


def _tables_shown(filters: AgreementFilters, appearance: Appearance) -> tuple[str, ...]:
    study = studies()[filters.study]
    if appearance.get("view") == CHOSEN_TOGETHER:
        return ("combinations",)
    if not study.counted:
        return ("estimates",) if study.estimated else ("bounds",)
    single = ("responses",) if study.responses_are_public else ()
    return ("agreement", "cells", *single)


def _studies(filters: AgreementFilters) -> list[Study]:
    return [studies()[filters.study]]


ANSWERS = ViewKind(
    page=Page(
        "agreement",
        "agreement.py",
        "Agreement",
        "How far experts agree with each statement: filter, split, check, take away.",
        AgreementFilters,
        appearance_of_page(
            ANSWER_TABS,
            _no_combinations,
            chart=AppearanceParameter(
                "Form of the chart on the page.", lambda: tuple(agreement_chart.FORMS.values())
            ),
        ),
    ),
    view=answers_view,
    tables=(*agreement.TABLES, *bounds.TABLES, *estimates.TABLES, *combinations.TABLES),
    studies=_studies,
    shown=_tables_shown,
    charts=(
        agreement_chart.prepare,
        movement_chart.prepare,
        bounds_chart.prepare,
        estimates_chart.prepare,
        combinations_chart.prepare,
    ),
)
