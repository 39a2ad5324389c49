"""What only the Taxonomy page has, run without a browser."""

from streamlit.testing.v1 import AppTest

from tests.conftest import Facts
from tests.pages.visits import linked_mitigations, links, press, sentence, texts, visit, works
from views.taxonomy.filters import MitigationFilters
from views.taxonomy.rows import mitigations, taxonomy
from views.taxonomy.view import ROWS_ON_A_PAGE


def taxonomy_page(**address: str | list[str]) -> AppTest:
    return visit("taxonomy.py", **address)


def listed_by_query(filters: MitigationFilters, page: int = 1) -> list[str]:
    rows = mitigations(filters)["mitigation_id"].tolist()
    return [str(one) for one in rows[(page - 1) * ROWS_ON_A_PAGE : page * ROWS_ON_A_PAGE]]


def test_a_typo_is_understood_and_said() -> None:
    app = taxonomy_page(search="audti")
    assert linked_mitigations(app) == listed_by_query(MitigationFilters(search="audit")) != []
    (said,) = (str(info.value) for info in app.info)
    assert "“audti”" in said
    assert "“audit”" in said
    app.text_input(key="search").input("audit").run()
    assert not app.info


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
    app.multiselect(key="year").set_value(["2023", "2024"]).run()
    assert app.pagination[0].value == 1
    filters = MitigationFilters(category=("1.2",), year=("2023", "2024"))
    assert linked_mitigations(app) == listed_by_query(filters)


def test_the_definitions_list_every_part_of_the_taxonomy(facts: Facts) -> None:
    parts = facts["taxonomy"]
    assert len(parts) == 31
    closed, open_ = taxonomy_page(), taxonomy_page(view="Definitions")
    for part in parts:
        heading = f"**{part['code']} {part['name']}.** {part['description']}"
        assert heading in texts(open_)
        assert heading not in texts(closed)
        assert part["examples"] in texts(open_)


def test_the_table_holds_the_counts_of_every_part() -> None:
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
    press(app, "Show all categories and documents")
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


def test_marks_in_a_search_are_shown_as_they_are() -> None:
    app = taxonomy_page(search="[here](http://example.org)")
    assert "http" in sentence(app)
    assert "[here](http" not in app.header[0].value


def test_marks_in_an_address_are_shown_as_they_are() -> None:
    app = taxonomy_page(category="x` [here](http://example.org) `y")
    (warning,) = (str(warning.value) for warning in app.warning)
    assert "`x` [here](http" not in warning


def test_the_newer_draft_stands_below_with_all_its_counts(facts: Facts) -> None:
    for app in (taxonomy_page(), taxonomy_page(search="zzzz")):
        (line,) = (str(m.value) for m in app.markdown if "newer draft of the" in str(m.value))
        assert "2,463 of 61 by its own count, 2,260 of them" in line
        (shown,) = (str(m.value) for m in app.markdown if str(m.value).startswith("| Part of"))
        parts = facts["newer_database_parts"]
        lines = {one.split("**")[1]: one.split(" | ") for one in shown.splitlines()[2:]}
        for part in parts:
            if part["parent_code"]:
                (above,) = (one for one in parts if one["code"] == part["parent_code"])
                below, _ = lines[f"{above['code']} {above['name']}"]
                assert f"{part['name']} {int(part['mitigations']):,}" in below
            else:
                _, count = lines[f"{part['code']} {part['name']}"]
                assert count == f"{int(part['mitigations']):,} |"
