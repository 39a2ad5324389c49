"""What only the Agreement page has, run without a browser."""

import pytest
from streamlit.testing.v1 import AppTest

from queries.study import DEFAULT_STUDY, studies
from tests.conftest import Facts
from tests.pages.visits import links_to_records, problems, texts, visit, works
from views.agreement.choice_counts import captions, choice_counts
from views.agreement.filters import AgreementFilters, not_recorded
from views.combinations.rows import combinations

UUK, SARA, PANEL = "uuk2024", "sara2025", "invented-panel"


def agreement_page(**address: str | list[str]) -> AppTest:
    return visit("agreement.py", **address)


def test_in_place_of_a_dimension_that_was_not_recorded_stands_why_and_who_recorded_it() -> None:
    app = agreement_page()
    reasons = {name: not_recorded(DEFAULT_STUDY)[name] for name in ("expertise", "risk_area")}
    assert [one.key for one in app.multiselect] == ["affiliation", "category"]
    assert all(reason in texts(app) for reason in reasons.values())
    links = {link.proto.label: link.proto.query_string for link in app.sidebar.get("page_link")}
    assert links["Expertise in IPIE 2024"] == "study=IPIE+2024"
    assert not any("European Commission" in name for name in links)
    assert links["Risk area in MIT Delphi 2025"] == "study=MIT+Delphi+2025"
    there = agreement_page(study="IPIE 2024")
    assert [one.key for one in there.multiselect] == ["affiliation", "expertise", "category"]


def test_counts_stand_beside_the_choices_and_follow_the_other_filters(
    invented_panels: None,
) -> None:
    app = agreement_page(study=PANEL)
    assert "Industry **18**" in texts(app)
    app.multiselect(key="expertise").select("CBRN").run()
    filters = AgreementFilters(study=PANEL, expertise=("CBRN",))
    industry = choice_counts(filters)["affiliation"]["Industry"]
    assert industry != 18
    assert f"Industry **{industry}**" in texts(app)
    for lines in captions(filters).values():
        assert all(line in texts(app) for line in lines)


def test_the_form_of_the_chart_can_be_chosen_by_address() -> None:
    diverging, stacked = agreement_page(), agreement_page(chart="Stacked to 100 %")
    specs = [app.get("vega_lite_chart")[0].proto.spec for app in (diverging, stacked)]
    assert specs[0] != specs[1]


def test_each_row_of_the_table_links_to_the_record_of_its_mitigation(facts: Facts) -> None:
    (table,) = agreement_page(view="Table").dataframe
    records = links_to_records(facts, DEFAULT_STUDY)
    assert len(table.value) == 50
    assert table.value["record"].tolist() == [records[item] for item in table.value["item_id"]]
    assert list(table.proto.column_order[:2]) == ["record", "label"]


def test_a_study_with_bounds_shows_them_and_lists_the_rest_and_offers_what_acts_on_them() -> None:
    app = agreement_page(study=UUK)
    assert works(app)
    assert len(app.get("vega_lite_chart")) == 3
    labels = [link.proto.label for link in app.page_link]
    assert labels.count("About this measure") == 3
    assert "Whistleblower protections" in labels
    assert "No figure published in the sources we hold" in texts(app)
    assert [box.key for box in app.sidebar.selectbox] == ["study"]
    assert not app.sidebar.number_input


def test_estimates_have_a_chart_and_a_table_and_nothing_to_count_by() -> None:
    app = agreement_page(study=SARA)
    assert works(app)
    assert len(app.get("vega_lite_chart")) == 1
    assert [box.key for box in app.sidebar.selectbox] == ["study", "question"]
    assert not app.sidebar.number_input
    assert "No count of answers is published, and none is drawn." in texts(app)
    table = agreement_page(study=SARA, question="priorities", view="Table")
    assert works(table)
    assert len(table.dataframe[0].value) == 15


def test_combinations_have_a_tab_of_their_own(invented_panels: None) -> None:
    app = agreement_page(study=PANEL, view="Chosen together", risk_area="CBRN")
    assert works(app)
    rows = combinations(AgreementFilters(study=PANEL, risk_area=("CBRN",)))
    assert app.dataframe[0].value["n"].tolist() == rows["n"].tolist()
    assert "of the preferred combinations" in texts(app)


def test_a_study_without_combinations_has_no_tab_of_them_and_an_address_of_it_says_so() -> None:
    for study in (DEFAULT_STUDY, UUK):
        app = agreement_page(study=study, view="Chosen together")
        assert works(app)
        assert [tab.label for tab in app.tabs] == ["Chart", "Table", "How to read this"]
        (said,) = problems(app)
        assert "we hold no counts of what its experts would combine" in said
        assert "view" not in app.query_params


def test_an_open_tab_that_another_study_has_not_gives_way_to_the_first(
    invented_panels: None,
) -> None:
    app = agreement_page(study=PANEL, view="Chosen together")
    app.selectbox(key="study").select(DEFAULT_STUDY).run()
    assert works(app)
    assert [tab.label for tab in app.tabs] == ["Chart", "Table", "How to read this"]
    assert len(app.get("vega_lite_chart")) == 1


@pytest.mark.parametrize("study", ["demo-panel", "Demonstration panel: effectiveness (simulated)"])
def test_an_old_link_to_the_invented_panel_says_what_became_of_it(study: str) -> None:
    app = agreement_page(study=study)
    assert works(app)
    (said,) = problems(app)
    assert "The invented demonstration panel is no longer part of Common Ground." in said
    assert said.endswith(f"Possible: {', '.join(studies())}.")
    assert app.selectbox(key="study").value == DEFAULT_STUDY
