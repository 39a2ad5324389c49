"""What only the Cross-table page has, run without a browser."""

from urllib.parse import urlencode

from streamlit.testing.v1 import AppTest

from queries.records import records
from tests.pages.visits import filters_of, permalink_at, problems, sentence, visit, works
from views.answers import ANSWERS
from views.cross_table.filters import CrossTableFilters, answers_of_cell
from views.cross_table.view import cross_table_view
from views.filter_kinds import query_params

IPIE = CrossTableFilters("ipie2024", rows="affiliation", columns="expertise")


def cross_table_page(**given: str | list[str]) -> AppTest:
    return visit("cross_table.py", **given)


def test_only_what_the_study_tells_apart_can_be_crossed() -> None:
    app = cross_table_page()
    assert app.selectbox(key="rows").options == ["Statement", "Affiliation"]
    assert app.selectbox(key="columns").options == ["Affiliation"]
    app.selectbox(key="study").select("ipie2024").run()
    assert works(app)
    assert app.selectbox(key="rows").options == ["Item", "Affiliation", "Expertise"]
    assert app.selectbox(key="columns").options == ["Affiliation", "Expertise"]
    app.selectbox(key="rows").select("expertise").run()
    assert works(app)
    assert app.selectbox(key="columns").options == ["Item", "Affiliation"]


def test_one_item_is_asked_for_just_where_items_are_not_crossed() -> None:
    app = cross_table_page(study="ipie2024")
    assert "item" not in [box.key for box in app.selectbox]
    app = cross_table_page(study="ipie2024", rows="affiliation", columns="expertise")
    assert works(app)
    assert sentence(app) == cross_table_view(IPIE).words.sentence
    app.selectbox(key="item").select("label-ai-content").run()
    assert works(app)
    chosen = CrossTableFilters(**vars(IPIE) | {"item": "label-ai-content"})
    assert sentence(app) == cross_table_view(chosen).words.sentence
    app.selectbox(key="columns").select("").run()
    assert works(app)
    assert "item" not in [box.key for box in app.selectbox]


def test_the_table_links_each_cell_to_its_answers() -> None:
    (table,) = cross_table_page(
        study="ipie2024", rows="affiliation", columns="expertise", view="Table"
    ).dataframe
    cells = records(cross_table_view(IPIE).rows)
    assert list(table.proto.column_order[:3]) == ["row_group", "column_group", "answers"]
    assert len(table.value) == len(cells)
    for link, cell in zip(table.value["answers"], cells, strict=True):
        assert permalink_at(link).filters == answers_of_cell(IPIE, cell)


def test_a_cell_that_was_chosen_leads_to_its_answers() -> None:
    app = cross_table_page(study="ipie2024", rows="affiliation", columns="expertise")
    expected = answers_of_cell(
        IPIE,
        {
            "rows": "affiliation",
            "columns": "expertise",
            "row_group": "Industry",
            "column_group": "History",
            "label": "Fact-checking",
        },
    )
    app.session_state["destination"] = urlencode(query_params(expected))
    app.run()
    assert works(app)
    assert filters_of(app, ANSWERS.page) == expected
    assert app.title[0].value == "Tools for readers and viewers"


def test_what_a_study_does_not_tell_apart_is_said_with_what_it_does() -> None:
    app = cross_table_page(study="ec2020", columns="expertise")
    assert works(app)
    (said,) = problems(app)
    assert "did not record what its respondents are experts in" in said
    assert said.endswith("Possible: affiliation.")
