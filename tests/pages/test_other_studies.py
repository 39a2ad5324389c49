"""What pages show of studies with bounds, and of simulated ones, run without a browser."""

import pytest
from streamlit.testing.v1 import AppTest

from queries.bounds import bounds
from queries.choice_counts import choice_counts
from queries.combinations import combinations
from queries.filters import Filters, choices
from tests.pages.visits import sentence, texts, visit, works

UUK, PANEL, FEASIBILITY = "uuk2024", "demo-panel", "demo-panel-feasibility"
SIMULATED = (PANEL, FEASIBILITY)
SURVEY_PAGES = ("agreement.py", "findings.py", "compare.py")


def titles(app: AppTest) -> list[str]:
    """The titles of all charts, each on one line."""
    charts = app.get("vega_lite_chart")
    return [str(chart.proto.spec) for chart in charts]


def test_a_study_with_bounds_shows_them_and_lists_the_rest() -> None:
    app = visit("agreement.py", study=UUK)
    assert works(app)
    assert sentence(app).startswith("More than 60\u00a0% of 76 experts agree")
    assert len(app.get("vega_lite_chart")) == 3
    labels = [link.proto.label for link in app.page_link]
    assert labels.count("About this measure") == 3
    assert "Whistleblower protections" in labels
    assert "No figure published in the sources we hold" in texts(app)


def test_a_risk_area_acts_on_the_bounds() -> None:
    app = visit("agreement.py", study=UUK, risk_area="CBRN", view="Table")
    assert "in the risk area CBRN" in sentence(app)
    rows = bounds(Filters(study=UUK, risk_area=("CBRN",)))
    assert app.dataframe[0].value["label"].tolist() == rows["label"].tolist()


def test_what_says_nothing_about_bounds_is_not_offered() -> None:
    app = visit("agreement.py", study=UUK)
    offered = {box.label for box in app.selectbox}
    assert "Split by" not in offered
    assert {"Split by", "Percentages of"} <= {box.label for box in visit("agreement.py").selectbox}


@pytest.mark.parametrize("study", SIMULATED)
@pytest.mark.parametrize("page", SURVEY_PAGES)
def test_simulated_answers_are_called_so_wherever_they_are_shown(page: str, study: str) -> None:
    app = (
        visit(page, study=study, at_least="1")
        if page == "findings.py"
        else visit(page, study=study)
    )
    assert works(app)
    assert "Nobody gave these answers" in str(app.warning[0].value)
    assert sentence(app).startswith("Simulated")
    assert "SIMULATED" in str(titles(app)[0])
    assert all("Do not quote" not in str(one.value) for one in visit(page).warning)


def test_simulated_answers_are_no_headline_of_findings() -> None:
    text = sentence(visit("findings.py", study=PANEL, at_least="1"))
    assert "is no finding" in text
    assert "“" not in text


def test_combinations_have_a_tab_of_their_own() -> None:
    app = visit("agreement.py", study=PANEL, view="Chosen together", risk_area="CBRN")
    assert works(app)
    rows = combinations(Filters(study=PANEL, risk_area=("CBRN",)))
    assert app.dataframe[0].value["n"].tolist() == rows["n"].tolist()
    assert "of the preferred combinations" in texts(app)
    none = visit("agreement.py", view="Chosen together")
    assert "we hold no counts" in texts(none)


def test_counts_stand_beside_the_choices_and_follow_the_other_filters() -> None:
    every, narrowed = (
        visit("agreement.py", study=PANEL),
        visit("agreement.py", study=PANEL, expertise="CBRN"),
    )
    counts = choice_counts(Filters(study=PANEL, expertise=("CBRN",)))["affiliation"]
    assert "Industry **18**" in texts(every)
    assert f"Industry **{counts['Industry']}**" in texts(narrowed)
    assert "Government **not shown**" in texts(narrowed)
    searched = visit("agreement.py", study=PANEL, search="whistleblower")
    assert "Answers: Critical infrastructure **76**" in texts(searched)


def test_a_selection_that_must_not_be_shown_is_not_and_says_why() -> None:
    app = visit("agreement.py", study=PANEL, affiliation="Government", expertise="CBRN")
    assert works(app)
    assert sentence(app).startswith("Not shown: groups of fewer than 5 experts")
    assert not app.get("vega_lite_chart")


def test_a_split_by_risk_area_is_about_risks_not_respondents() -> None:
    app = visit("agreement.py", study=PANEL, split="risk_area", view="Table")
    assert "answers differ most on" in sentence(app)
    assert "respondents" not in sentence(app)
    listed = [choice.value for choice in choices(PANEL).values["risk_area"]]
    table = app.dataframe[0].value
    assert table["group"].tolist() == listed * (len(table) // 4)


def test_three_filters_combine() -> None:
    chosen = {"affiliation": "Industry", "expertise": "AI safety", "risk_area": "CBRN"}
    app = visit("agreement.py", study=PANEL, view="Table", **chosen)
    table = app.dataframe[0].value
    assert set(table["group"]) == {"AI safety, Industry, about CBRN"}
    assert set(table["n_respondents"]) == {6}


@pytest.mark.parametrize("by", ["expertise", "risk_area", "affiliation"])
def test_groups_are_compared_by_each_dimension(by: str) -> None:
    app = visit("compare.py", study=PANEL, by=by)
    assert works(app)
    assert "No test is made" in sentence(app)
    if by != "risk_area":
        one_area = visit("compare.py", study=PANEL, by=by, risk_area="CBRN")
        assert "comparisons shown" in sentence(one_area)


def test_another_study_forgets_groups_that_it_does_not_have() -> None:
    app = visit("compare.py", study=PANEL, by="expertise", group=["CBRN", "AI safety"])
    app.selectbox(key="study").select("schuett2023").run()
    assert works(app)
    assert app.selectbox(key="by").value == "affiliation"
    assert app.multiselect(key="group").value == []


def test_the_overview_counts_no_simulated_study_among_the_studies() -> None:
    app = visit("overview.py")
    assert "76 simulated" not in texts(app)
    assert not any("SIMULATED" in title for title in titles(app))
    labels = [link.proto.label for link in app.page_link]
    assert sum("simulated answers" in label for label in labels) == 2
