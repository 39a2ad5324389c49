"""What only the Compare page has, run without a browser."""

from streamlit.testing.v1 import AppTest

from queries.study import DEFAULT_STUDY
from tests.conftest import Facts
from tests.pages.visits import asked_of_the_api, links_to_records, sentence, visit, works
from views.compare.filters import CompareFilters
from views.compare.view import compare_view
from views.filter_kinds import read

PANEL = "invented-panel"


def compare_page(**address: str | list[str]) -> AppTest:
    return visit("compare.py", **address)


def test_each_row_is_read_aloud_and_leads_to_the_record(facts: Facts) -> None:
    (table,) = compare_page(view="Table", measure="agreement").dataframe
    rows = compare_view(CompareFilters(measure="agreement")).rows
    assert list(table.proto.column_order[:3]) == ["record", "label", "reading"]
    assert table.value["reading"].tolist() == rows["reading"].tolist()
    addresses = links_to_records(facts, DEFAULT_STUDY)
    assert table.value["record"].tolist() == [addresses[item] for item in rows["item_id"]]


def test_only_what_the_study_recorded_can_be_compared_by(invented_panels: None) -> None:
    app = compare_page()
    assert app.selectbox(key="by").options == ["Affiliation"]
    app.selectbox(key="study").select(PANEL).run()
    assert app.selectbox(key="by").options == ["Affiliation", "Expertise", "Risk area"]
    app.selectbox(key="by").select("risk_area").run()
    assert works(app)
    assert app.selectbox(key="risk_area").options == ["All together"]


def test_one_group_alone_is_asked_for_a_second_and_its_address_is_not_refused() -> None:
    app = compare_page()
    app.multiselect(key="group").select("Academia").run()
    assert "No statement fits" not in sentence(app)
    assert [note.value for note in app.info] == [
        "Choose a second group, or compare it with the others together."
    ]
    assert not app.get("vega_lite_chart")
    assert read(CompareFilters, asked_of_the_api(app, "compare"))[1] == []
    app.selectbox(key="against").select("others").run()
    assert app.get("vega_lite_chart")
    assert not app.info
