"""What the Agreement page shows of the answers to a survey: how far experts agree, the bounds that
are published, or which measures they would combine."""

from queries.study import Study, studies
from views.agreement import chart as agreement_chart
from views.agreement import movement_chart
from views.agreement import view as agreement
from views.agreement.filters import AgreementFilters
from views.bounds import chart as bounds_chart
from views.bounds import view as bounds
from views.combinations import chart as combinations_chart
from views.combinations import view as combinations
from views.view import Appearance, AppearanceParameter, Page, View, ViewKind, appearance_of_page

CHOSEN_TOGETHER = "Chosen together"
ANSWER_TABS = ("Chart", "Table", CHOSEN_TOGETHER, "How to read this")


def answers_view(filters: AgreementFilters, appearance: Appearance) -> View:
    """The view for these filters: what stands in the open tab."""
    if appearance.get("view") == CHOSEN_TOGETHER:
        return combinations.combinations_view(filters, appearance)
    if studies()[filters.study].counted:
        return agreement.agreement_view(filters, appearance)
    return bounds.bounds_view(filters, appearance)


def _tables_shown(filters: AgreementFilters, appearance: Appearance) -> tuple[str, ...]:
    study = studies()[filters.study]
    if appearance.get("view") == CHOSEN_TOGETHER:
        return ("combinations",)
    if not study.counted:
        return ("bounds",)
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
            chart=AppearanceParameter(
                "Form of the chart on the page.", lambda: tuple(agreement_chart.FORMS.values())
            ),
        ),
    ),
    view=answers_view,
    tables=(*agreement.TABLES, *bounds.TABLES, *combinations.TABLES),
    studies=_studies,
    shown=_tables_shown,
    charts=(
        agreement_chart.prepare,
        movement_chart.prepare,
        bounds_chart.prepare,
        combinations_chart.prepare,
    ),
)
