"""What the Agreement page shows: counts, bounds, estimates, or what is chosen together."""

import pytest

from queries.study import studies
from views.agreement.filters import AgreementFilters
from views.answers import ANSWERS, CHOSEN_TOGETHER
from views.bounds.view import bounds_view
from views.combinations.view import combinations_view
from views.view import View

COUNTED, BOUNDED, PANEL = "schuett2023", "uuk2024", "invented-panel"
ESTIMATED = "sara2025"
TOGETHER = {"view": CHOSEN_TOGETHER}


def shown(study: str, appearance: dict[str, str]) -> View:
    return ANSWERS.view(AgreementFilters(study), appearance)


@pytest.mark.parametrize(
    ("study", "appearance", "name", "tables"),
    [
        (COUNTED, {}, "agreement", ("agreement", "cells")),
        (COUNTED, {"view": "Table"}, "agreement", ("agreement", "cells")),
        (BOUNDED, {}, "bounds", ("bounds",)),
        (ESTIMATED, {}, "estimates", ("estimates",)),
        (PANEL, {}, "agreement", ("agreement", "cells", "responses")),
        (PANEL, TOGETHER, "combinations", ("combinations",)),
    ],
)
def test_study_and_open_tab_choose_the_view_and_its_tables(
    study: str, appearance: dict[str, str], name: str, tables: tuple[str, ...]
) -> None:
    filters = AgreementFilters(study)
    assert shown(study, appearance).name == name
    assert ANSWERS.tables_shown(filters, appearance) == tables
    first = next(table for table in ANSWERS.tables if table.name == tables[0])
    assert shown(study, appearance).rows.equals(first.result(filters).rows)


def test_the_form_of_the_chart_is_that_of_the_address() -> None:
    (diverging,), (stacked,) = (
        shown(COUNTED, {"chart": form}).panels for form in ANSWERS.page.appearance["chart"].values()
    )
    assert diverging.chart != stacked.chart
    assert shown(COUNTED, {}).panels[0].chart == diverging.chart


def test_bounds_have_a_chart_a_measure() -> None:
    view = bounds_view(AgreementFilters(BOUNDED), {})
    assert view.words.title == "Uuk et al. 2024: experts who agree, by risk area"
    assert view.words.base.startswith("n = 76 experts")
    assert [one.heading for one in view.panels] == [
        "Pre-deployment risk assessments",
        "Third party pre-deployment model audits",
        "Safety incident reports and security information sharing",
    ]
    assert len({one.identifier for one in view.panels}) == 3
    for one in view.panels:
        assert one.heading in one.alternative_text
        assert one.alternative_text.endswith("; preferred combination: more than 40%.")
        assert one.alternative_text in view.words.alternative_text
    assert "Shown" not in view.words.notes
    narrowed = bounds_view(AgreementFilters(BOUNDED, risk_area=("CBRN",)), {})
    assert "published. Shown: only CBRN. Source: " in narrowed.words.notes


def test_combinations_are_drawn_of_studies_that_asked_for_them(invented_panels: None) -> None:
    view = combinations_view(AgreementFilters(PANEL, risk_area=("CBRN",)), {})
    (panel,) = view.panels
    assert "chosen most against CBRN, and which" in view.words.title
    assert view.words.base == "n = 76 preferred combinations; percentages of them"
    assert view.words.alternative_text == panel.alternative_text
    without = combinations_view(AgreementFilters(COUNTED), {})
    assert without.panels == ()
    assert without.words.title == "Schuett et al. 2023: which measures are chosen together"
    assert without.words.base == ""
    assert without.words.notes.startswith("Source: Schuett et al. (2023).")


def test_a_tab_for_combinations_is_there_just_for_studies_that_have_them(
    invented_panels: None,
) -> None:
    tabs = ANSWERS.page.appearance["view"]
    having = {
        study for study in studies() if CHOSEN_TOGETHER in tabs.possible(AgreementFilters(study))
    }
    assert having == {PANEL}
    assert tabs.possible(AgreementFilters(COUNTED)) == ("Chart", "Table", "How to read this")
