"""The Agreement page, and what all pages have in common, run without a browser."""

import pytest
from streamlit.testing.v1 import AppTest

from pages.registry import PAGES, RegisteredPage
from queries.agreement import COLUMNS, agreement
from queries.evidence import EvidenceFilters, evidence
from queries.filters import Filters
from tests.conftest import Facts
from tests.pages.visits import (
    chart_parameter,
    headers,
    links,
    links_to_records,
    sentence,
    visit,
    works,
)


def agreement_page(**address: str | list[str]) -> AppTest:
    return visit("agreement.py", **address)


def chart_rows(app: AppTest) -> int:
    """How many rows the chart has, from its own parameters."""
    return sum(bool(n) for n in chart_parameter(app, "n"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.title)
def test_every_page_opens_without_an_error(page: RegisteredPage) -> None:
    app = visit(page.file)
    assert works(app)
    assert app.title[0].value


def test_the_page_opens_with_the_whole_study_and_one_sentence() -> None:
    app = agreement_page()
    assert "Of 51 experts, 98\u00a0% agree that AGI labs should" in sentence(app)
    assert "lowest agreement is 42\u00a0%" in sentence(app)
    assert app.metric[0].value == "50 of 50"


def test_each_filter_changes_what_is_shown() -> None:
    app = agreement_page()
    whole = sentence(app)
    app.multiselect(key="affiliation").select("AGI lab").run()
    assert sentence(app) != whole
    assert "(AGI lab)" in sentence(app)
    app.multiselect(key="category").select("1.2").run()
    assert app.metric[0].value == "4 of 50"
    app.text_input(key="search").input("Review").run()
    assert app.metric[0].value == "1 of 50"
    app.text_input(key="search").input("").run()
    app.selectbox(key="base").select("opinion").run()
    assert "with an opinion" in sentence(app)
    app.number_input(key="min_n").set_value(25).run()
    assert app.metric[0].value == "3 of 50"
    app.selectbox(key="split").select("affiliation").run()
    assert not app.exception


def test_reset_puts_every_filter_back() -> None:
    app = agreement_page(affiliation=["AGI lab"], base="opinion", search="audit", min_n="5")
    assert app.metric[0].value == "3 of 50"
    next(button for button in app.button if button.label == "Reset filters").click().run()
    assert app.metric[0].value == "50 of 50"
    assert app.multiselect(key="affiliation").value == []
    assert app.selectbox(key="base").value == "respondents"


def test_an_address_is_read_by_values_and_by_names() -> None:
    for base, category in (("opinion", "1.2"), ("Those with an opinion", "1.2 Risk Management")):
        app = agreement_page(base=base, category=category, affiliation=["AGI lab", "Academia"])
        assert app.selectbox(key="base").value == "opinion"
        assert app.multiselect(key="category").value == ["1.2"]
        assert app.multiselect(key="affiliation").value == ["AGI lab", "Academia"]
        assert not app.warning


def test_what_an_address_asks_for_in_vain_is_said_and_left_out() -> None:
    app = agreement_page(affiliation=["AGI lab", "Industry"], expertise="CBRN", sort="size")
    assert app.multiselect(key="affiliation").value == ["AGI lab"]
    (warning,) = app.warning
    for part in ("Industry", "CBRN", "did not record", "size", "Possible: AGI lab, Academia"):
        assert part in warning.value
    app.selectbox(key="sort").select("mean").run()
    assert not app.warning


def test_a_look_that_there_is_not_is_said_and_left_out() -> None:
    app = agreement_page(chart="Pie", view="Table")
    (warning,) = app.warning
    assert "Pie" in warning.value
    assert "Stacked to 100 %" in warning.value
    assert app.dataframe


def test_a_dimension_that_was_not_recorded_is_shown_disabled_with_the_reason() -> None:
    app = agreement_page()
    for key in ("expertise", "risk_area"):
        assert app.multiselect(key=key).disabled
    reasons = " ".join(str(caption.value) for caption in app.caption)
    assert "did not record" in reasons


def test_filters_survive_a_visit_to_another_page() -> None:
    app = agreement_page()
    app.multiselect(key="affiliation").select("Academia").run()
    app.selectbox(key="sort").select("mean").run()
    app.switch_page("overview.py").run()
    app.switch_page("agreement.py").run()
    assert app.multiselect(key="affiliation").value == ["Academia"]
    assert app.selectbox(key="sort").value == "mean"


def test_filters_that_nothing_fits_leave_a_message_and_no_chart() -> None:
    app = agreement_page(search="no statement says this")
    assert sentence(app).startswith("No statement of Schuett et al. 2023 fits")
    assert not app.get("vega_lite_chart")
    assert app.info
    assert not app.exception


def test_the_table_holds_the_rows_of_the_query_in_their_order() -> None:
    app = agreement_page(view="Table", split="affiliation", sort="mean", category="4")
    shown = app.dataframe[0].value
    expected = agreement(Filters(split="affiliation", sort="mean", category=("4",)))
    assert list(shown.columns) == [*COLUMNS, "record"]
    assert shown["item_id"].tolist() == expected["item_id"].tolist()
    assert shown["agreement_low"].tolist() == expected["agreement_low"].tolist()


def test_each_row_of_the_table_links_to_the_record_of_its_mitigation(facts: Facts) -> None:
    (table,) = agreement_page(view="Table").dataframe
    shown = table.value
    records = links_to_records(facts, "schuett2023")
    assert len(shown) == 50
    assert shown["record"].tolist() == [records[item] for item in shown["item_id"]]
    assert table.proto.column_order[0] == "record"


def test_the_chart_has_a_row_for_each_row_of_the_table_and_an_alternative_text() -> None:
    app = agreement_page(category="4.5", split="affiliation")
    (chart,) = app.get("vega_lite_chart")
    assert "Agreement with 2 statements" in chart.proto.alt
    assert "AGI lab most often highest for certain" in chart.proto.alt
    assert chart_rows(app) == 6


def test_open_dont_knows_are_explained_though_agreement_is_exact() -> None:
    app = agreement_page(category="1.1", split="affiliation", base="opinion")
    assert app.metric[3].value == "9 of 9 rows"
    assert "respondents with an opinion agree" in sentence(app)
    assert any("Striped" in str(caption.value) for caption in app.caption)
    assert not any("Striped" in str(caption.value) for caption in agreement_page().caption)


def test_the_form_of_the_chart_can_be_chosen_by_address() -> None:
    diverging, stacked = agreement_page(), agreement_page(chart="Stacked to 100 %")
    specs = [app.get("vega_lite_chart")[0].proto.spec for app in (diverging, stacked)]
    assert specs[0] != specs[1]


def test_the_reading_guide_tells_sample_and_certainty_from_the_data() -> None:
    app = agreement_page(view="How to read this")
    guide = " ".join(str(text.value) for text in app.markdown).replace("\n", " ")
    assert "51 of 92 invited experts answered" in guide
    assert "For 43 of the 50 statements a single set is left" in guide
    assert "The other 4 gave another or no affiliation" in guide


def test_the_overview_gives_three_findings_from_the_data() -> None:
    app = visit("overview.py")
    texts = " ".join(str(text.value) for text in app.markdown)
    rows = agreement(Filters())
    many = int((rows["agreement_low"] >= 0.9).sum())
    assert f"agree with {many} of 50 statements" in texts
    assert "“Notify other labs” (42\u00a0%)" in texts
    assert "Split by affiliation, the groups differ most" in texts
    assert not app.exception


def test_the_overview_says_what_experts_were_never_asked_and_where_to_see_it() -> None:
    app = visit("overview.py")
    assert "What experts were never asked" in headers(app)
    rows = evidence(EvidenceFilters())
    never = rows[(rows["asked"] == 0) & ~rows["code"].str.endswith("X")]
    largest = never.sort_values("mitigations").iloc[-1]
    (said,) = (str(text.value) for text in app.markdown if "biggest gap" in str(text.value))
    assert f"{largest['code']} {largest['subcategory']}" in said
    assert f"{largest['mitigations']} mitigations" in said
    assert links(app, "evidence", "See the evidence map")
    assert links(app, "taxonomy", "Explore all mitigations")
