"""The Taxonomy page, run without a browser."""

import pytest
from streamlit.testing.v1 import AppTest

from queries.mitigation_filters import MitigationFilters
from queries.mitigations import coverage, mitigations, taxonomy
from tests.conftest import FactRow, Facts
from tests.pages.visits import (
    asked_of_the_api,
    expect_refused,
    linked_mitigations,
    links,
    sentence,
    texts,
    visit,
    works,
)
from views.parameters import ROWS_ON_A_PAGE
from views.parameters import TAXONOMY_TABS as VIEWS

FILTERS = [
    ("category", ("1.2",)),
    ("category", ("1.4", "3")),
    ("category", ("X.X",)),
    ("document", ("Casper2025",)),
    ("document", ("Schuett2023", "Uuk2024")),
    ("year", ("2023",)),
    ("asked", ("asked",)),
    ("asked", ("not_asked",)),
    ("lifecycle_stage", ("Test and validate",)),
    ("actor", ("Outside assessor", "Several")),
    ("nist_function", ("Govern",)),
]


def taxonomy_page(**address: str | list[str]) -> AppTest:
    return visit("taxonomy.py", **address)


def choose(app: AppTest, name: str, values: tuple[str, ...]) -> None:
    if name == "asked":
        app.selectbox(key=name).select(values[0]).run()
    else:
        app.multiselect(key=name).set_value(list(values)).run()


def by_hand(facts: Facts, name: str, values: tuple[str, ...]) -> set[str]:
    """The mitigations that fit one filter, read from the facts themselves."""
    years = {row["document_id"]: row["year"] for row in facts["documents"]}
    asked = {row["mitigation_id"] for row in facts["item_mitigations"]}
    facets = [row for row in facts["mitigation_facets"] if row["facet"] == name]
    coded = {row["mitigation_id"] for row in facets if row["value"] in values}

    def fits(row: FactRow) -> bool:
        match name:
            case "category":
                return row["code"] in values or row["code"][0] in values
            case "document":
                return row["document_id"] in values
            case "year":
                return years[row["document_id"]] in values
            case "asked":
                return (row["mitigation_id"] in asked) == (values == ("asked",))
            case _:
                return row["mitigation_id"] in coded

    return {row["mitigation_id"] for row in facts["mitigations"] if fits(row)}


def listed_by_query(filters: MitigationFilters, page: int = 1) -> list[str]:
    rows = mitigations(filters)["mitigation_id"].tolist()
    return [str(one) for one in rows[(page - 1) * ROWS_ON_A_PAGE : page * ROWS_ON_A_PAGE]]


def alternative_text(app: AppTest) -> str:
    (chart,) = app.get("vega_lite_chart")
    return str(chart.proto.alt)


def test_the_page_opens_with_all_mitigations_and_one_sentence(facts: Facts) -> None:
    app = taxonomy_page()
    every = len(facts["mitigations"])
    asked = len({row["mitigation_id"] for row in facts["item_mitigations"]})
    assert sentence(app).startswith(f"13 documents propose {every} mitigations; ")
    assert f"experts were asked about {asked} of them" in sentence(app)
    assert f"1 to {ROWS_ON_A_PAGE} of {every}" in texts(app)
    assert linked_mitigations(app) == listed_by_query(MitigationFilters())
    assert works(app)
    assert not app.warning


@pytest.mark.parametrize(("name", "values"), FILTERS)
def test_each_filter_narrows_sentence_list_and_data(
    facts: Facts, name: str, values: tuple[str, ...]
) -> None:
    app = taxonomy_page()
    choose(app, name, values)
    chosen = values[0] if name == "asked" else values
    filters = MitigationFilters(**{name: chosen})  # type: ignore[arg-type]
    fitting = by_hand(facts, name, values)
    assert set(mitigations(filters)["mitigation_id"]) == fitting
    assert sentence(app).startswith(f"{len(fitting)} of {len(facts['mitigations'])} mitigations ")
    assert f"1 to {min(ROWS_ON_A_PAGE, len(fitting))} of {len(fitting)}" in texts(app)
    assert linked_mitigations(app) == listed_by_query(filters)
    assert asked_of_the_api(app, "mitigations") == [(name, value) for value in values]
    assert works(app)


def test_filters_add_up_and_reset_takes_them_back() -> None:
    app = taxonomy_page(category=["1.2", "3.1"], document="Uuk 2024", search="assessment")
    filters = MitigationFilters(
        category=("1.2", "3.1"), document=("Uuk2024",), search="assessment", asked="asked"
    )
    app.selectbox(key="asked").select("asked").run()
    assert linked_mitigations(app) == listed_by_query(filters) != []
    next(button for button in app.button if button.label == "Reset filters").click().run()
    assert linked_mitigations(app) == listed_by_query(MitigationFilters())
    assert app.multiselect(key="category").value == []
    assert app.text_input(key="search").value == ""


def test_a_typo_is_understood_and_said() -> None:
    app = taxonomy_page(search="audti")
    assert linked_mitigations(app) == listed_by_query(MitigationFilters(search="audit")) != []
    (said,) = (str(info.value) for info in app.info)
    assert "“audti”" in said
    assert "“audit”" in said
    app.text_input(key="search").input("audit").run()
    assert not app.info


@pytest.mark.parametrize("view", VIEWS)
def test_filters_that_nothing_fits_leave_a_message_in_every_view(view: str) -> None:
    app = taxonomy_page(view=view, search="xylophone zebra", year="2025", asked="asked")
    assert sentence(app).startswith("No mitigation fits these filters (published in 2025; ")
    said = [str(info.value) for info in app.info]
    assert any("“xylophone”" in one and "nor any word" in one for one in said)
    assert any(one.startswith("Remove a filter") for one in said)
    assert not app.get("vega_lite_chart")
    assert not app.pagination
    assert linked_mitigations(app) == []
    assert works(app)


def test_what_an_address_asks_for_in_vain_is_said_with_what_is_allowed() -> None:
    app = taxonomy_page(
        category=["9", "1.4"],
        document="Nobody1999",
        year="1999",
        asked="maybe",
        actor="Robots",
        colour="red",
        view="Pie",
        page="99",
    )
    allowed = {
        "category": ("9", "1.4, 1.5"),
        "document": ("Nobody1999", "Uuk2024"),
        "year": ("1999", "2023, 2024, 2025"),
        "asked": ("maybe", "any, asked, not_asked"),
        "actor": ("Robots", "Developer, Outside assessor, Several"),
        "colour": ("red", "lifecycle_stage"),
        "view": ("Pie", "Map, By document, Definitions, Table"),
        "page": ("99", "1, 2, 3"),
    }
    expect_refused(app, allowed)
    assert linked_mitigations(app) == listed_by_query(MitigationFilters(category=("1.4",)))
    choose(app, "year", ("2024",))
    assert not app.warning


def test_an_address_is_read_by_values_and_by_names() -> None:
    for category, document in (("1.4", "NIST2024"), ("1.4 whistleblower reporting", "nist 2024")):
        full = category if category == "1.4" else f"{category} & protection"
        app = taxonomy_page(category=full, document=document)
        assert app.multiselect(key="category").value == ["1.4"]
        assert app.multiselect(key="document").value == ["NIST2024"]
        assert not app.warning


def test_the_list_is_paged_and_a_page_can_be_an_address() -> None:
    app = taxonomy_page()
    every = len(mitigations(MitigationFilters()))
    last = app.pagination[0].num_pages
    assert (last - 1) * ROWS_ON_A_PAGE < every <= last * ROWS_ON_A_PAGE
    app.pagination[0].select(3).run()
    assert linked_mitigations(app) == listed_by_query(MitigationFilters(), page=3)
    app = taxonomy_page(page=str(last))
    assert f"{(last - 1) * ROWS_ON_A_PAGE + 1} to {every} of {every}" in texts(app)
    assert linked_mitigations(app) == listed_by_query(MitigationFilters(), page=last)


def test_a_page_beyond_the_end_of_a_narrowed_list_shows_its_first() -> None:
    narrowed = MitigationFilters(category=("1.2",))
    assert len(mitigations(narrowed)) < 39 * ROWS_ON_A_PAGE
    app = taxonomy_page(category="1.2", page="40")
    assert app.pagination[0].value == 1
    assert linked_mitigations(app) == listed_by_query(narrowed)
    assert works(app)


def test_changing_a_filter_returns_to_the_first_page() -> None:
    app = taxonomy_page(category="1.2", page="3")
    assert app.pagination[0].value == 3
    choose(app, "year", ("2023", "2024"))
    assert app.pagination[0].value == 1
    filters = MitigationFilters(category=("1.2",), year=("2023", "2024"))
    assert linked_mitigations(app) == listed_by_query(filters)


def test_the_map_has_an_alternative_text_that_counts() -> None:
    app = taxonomy_page(year="2023")
    rows = taxonomy(MitigationFilters(year=("2023",)))
    top = rows[rows["parent_code"].isna()]
    for code, name, count in zip(top["code"], top["name"], top["mitigations"], strict=True):
        assert f"{code} {name} ({count})" in alternative_text(app)


def test_the_picture_by_document_tells_the_largest_cell() -> None:
    app = taxonomy_page(view="By document", year="2024")
    cells = coverage(MitigationFilters(year=("2024",)))
    largest = cells.sort_values("mitigations").iloc[-1]
    assert f"The most, {largest['mitigations']}, are those of" in alternative_text(app)
    assert f"under {largest['code']} {largest['subcategory']}" in alternative_text(app)


def test_the_definitions_list_every_part_of_the_taxonomy(facts: Facts) -> None:
    parts = facts["taxonomy"]
    assert len(parts) == 31
    closed, open_ = taxonomy_page(), taxonomy_page(view="Definitions")
    for part in parts:
        heading = f"**{part['code']} {part['name']}.** {part['description']}"
        assert heading in texts(open_)
        assert heading not in texts(closed)
        assert part["examples"] in texts(open_)


def test_the_table_holds_the_rows_of_the_query() -> None:
    app = taxonomy_page(view="Table", document="NIST2024", category="1")
    (table,) = app.dataframe
    expected = taxonomy(MitigationFilters(document=("NIST2024",), category=("1",)))
    for column in ("code", "mitigations", "asked", "documents"):
        assert table.value[column].tolist() == expected[column].tolist()


def test_a_chosen_part_is_defined_above_its_list_and_can_be_taken_back(facts: Facts) -> None:
    app = taxonomy_page(category=["1.4", "2"], document="Uuk2024")
    for part in facts["taxonomy"]:
        shown = f"**{part['code']} {part['name']}.** {part['description']}" in texts(app)
        assert shown == (part["code"] in ("1.4", "2"))
    (show_all,) = (button for button in app.button if button.label.startswith("Show all"))
    show_all.click().run()
    assert app.multiselect(key="category").value == []
    assert app.multiselect(key="document").value == []
    assert not [button for button in app.button if button.label.startswith("Show all")]


def test_links_of_the_list_say_where_a_mitigation_stands_and_who_asked(facts: Facts) -> None:
    app = taxonomy_page(category="1.4")
    asked = {row["mitigation_id"]: row["study_id"] for row in facts["item_mitigations"]}
    found = links(app, "mitigation")
    assert {asked.get(query.removeprefix("id=")) for _, _, query in found} == {None, "uuk2024"}
    for label, _, query in found:
        identifier = query.removeprefix("id=")
        assert f"{identifier} · 1.4 Whistleblower" in label
        assert ("Asked: Uuk et al. 2024" in label) == (identifier in asked)


def test_filters_survive_a_visit_to_another_page() -> None:
    app = taxonomy_page()
    choose(app, "category", ("1.4",))
    app.text_input(key="search").input("protection").run()
    narrowed = sentence(app)
    app.switch_page("overview.py").run()
    app.switch_page("taxonomy.py").run()
    assert app.multiselect(key="category").value == ["1.4"]
    assert app.text_input(key="search").value == "protection"
    assert sentence(app) == narrowed


def test_filters_do_not_leak_into_pages_with_filters_of_the_same_name() -> None:
    app = taxonomy_page(category="1.4", search="protection")
    app.switch_page("agreement.py").run()
    assert app.multiselect(key="category").value == []
    assert app.text_input(key="search").value == ""
    assert works(app)


def test_marks_in_a_search_are_shown_as_they_are() -> None:
    app = taxonomy_page(search="[here](http://example.org)")
    assert "http" in sentence(app)
    assert "[here](http" not in app.header[0].value


def test_marks_in_an_address_are_shown_as_they_are() -> None:
    app = taxonomy_page(category="x` [here](http://example.org) `y")
    (warning,) = (str(warning.value) for warning in app.warning)
    assert "`x` [here](http" not in warning
