"""The record of one mitigation, run without a browser."""

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from pages.address import link_params
from tests.conftest import Facts
from tests.pages.visits import (
    address,
    alternative_texts,
    go_to,
    headers,
    linked_mitigations,
    links,
    plain,
    sentence,
    texts,
    visit,
    works,
)
from views.agreement.filters import AgreementFilters
from views.mitigation.columns import CLOSENESS
from views.mitigation.filters import RecordFilters
from views.mitigation.rows import MitigationRecord, mitigation_record
from views.mitigation.view import MITIGATION
from views.mitigation.words import citation, comparison, reading
from views.taxonomy.filters import FACET_NAMES, MitigationFilters
from views.taxonomy.rows import mitigations
from views.wording import sample

COUNTED, BOUNDED, WITHOUT_FIGURE, NEVER_ASKED = "A0197", "A1030", "A1038", "A0086"
EVERY_KIND = (COUNTED, BOUNDED, WITHOUT_FIGURE, NEVER_ASKED)
FIND = "Find a mitigation"


def opened(identifier: str) -> AppTest:
    return visit("mitigation.py", id=identifier)


@pytest.fixture(scope="module", params=EVERY_KIND)
def shown(request: pytest.FixtureRequest) -> tuple[AppTest, MitigationRecord]:
    """A record as the page shows it, and as it is."""
    record = mitigation_record(request.param)
    assert record
    return opened(request.param), record


Shown = tuple[AppTest, MitigationRecord]


def test_a_record_says_what_it_is_where_it_stands_and_how_to_cite_it(shown: Shown) -> None:
    app, record = shown
    mitigation = record.mitigation
    category, part = record.path
    assert f"**Identifier:** {mitigation['mitigation_id']}" in texts(app)
    path = f"{category['code']} {category['name']} › {part['code']} {part['name']}:"
    assert path in texts(app)
    assert mitigation["document_url"] in texts(app)
    assert [code.value for code in app.code] == [citation(mitigation)]
    assert links(app, "taxonomy", f"All under {part['code']} {part['name']}")
    address_of_data = f"/api/mitigations/{mitigation['mitigation_id']}.json"
    assert app.link_button[-1].proto.url == address_of_data


def test_facets_give_their_reason_and_who_says_so(shown: Shown) -> None:
    app, record = shown
    lines = texts(app).splitlines()
    for row in record.facets:
        name = FACET_NAMES[row["facet"]]
        (line,) = (line for line in lines if line.startswith(f"- **{name}:** "))
        assert f"{row['value']}. {row['rationale']}" in line
        badge = "Our coding" if row["basis"] == "our_coding" else "Preliminary"
        assert line.endswith(f"badge[{badge}]")
    assert bool(record.facets) == bool(record.asked_in)


def of_list(rows: pd.DataFrame) -> list[str]:
    return [str(identifier) for identifier in rows["mitigation_id"]]


def test_neighbours_are_listed_and_those_asked_about_where_it_was_not(shown: Shown) -> None:
    app, record = shown
    asked = [header for header in headers(app) if header.startswith("What experts say: ")]
    assert asked == [f"What experts say: {one.study.name}" for one in record.asked_in]
    nearest = [] if record.asked_in else of_list(record.nearest_asked)
    assert ("The closest that experts were asked about" in headers(app)) == bool(nearest)
    in_lists = [query.removeprefix("id=") for label, _, query in links(app, "mitigation")
                if " · " in label]  # fmt: skip
    assert in_lists == [*nearest, *of_list(record.neighbours)]


def test_charts_and_tables_are_those_of_the_studies_that_have_figures(shown: Shown) -> None:
    app, record = shown
    view = MITIGATION.view(RecordFilters(record.mitigation["mitigation_id"]), {})
    assert alternative_texts(app) == [panel.alternative_text for panel in view.panels]
    counted = [one for one in record.asked_in if len(one.rows)]
    assert len(app.dataframe) == len(counted)
    for table, one in zip(app.dataframe, counted, strict=True):
        assert table.value["group"].tolist() == one.rows["group"].tolist()
        assert table.value["agreement_low"].tolist() == one.rows["agreement_low"].tolist()


def test_a_counted_mitigation_names_its_basis_and_leads_to_its_subcategory() -> None:
    app = opened(COUNTED)
    assert "Basis: counted, reconstructed. Source: Schuett et al. 2023" in texts(app)
    ((_, _, query),) = links(app, "agreement", "Compare with its subcategory")
    (category,) = link_params(AgreementFilters(category=("1.2",)))["category"]
    assert query == f"category={category.replace(' ', '+')}"


def test_comments_are_shown_as_preliminary_and_in_our_own_words(facts: Facts) -> None:
    app = opened(WITHOUT_FIGURE)
    assert "no figure for it is published" in sentence(app)
    themes = facts["comment_themes"]
    assert {row["voices"] for row in themes} == {"several", "single"}
    (wrote,) = (str(m.value) for m in app.markdown if themes[0]["theme"] in str(m.value))
    for line, row in zip(wrote.splitlines(), themes, strict=True):
        assert line.startswith(f"- {row['theme']}")
        assert ("(one comment)" in line) == (row["voices"] == "single")
    (notice,) = (str(c.value) for c in app.caption if "summed up in our own words" in str(c.value))
    assert "preliminary" in notice
    assert "not to be cited" in notice


def test_counterparts_in_the_other_study_are_shown_with_how_close_they_are() -> None:
    app, record = opened("A0176"), mitigation_record("A0176")
    assert record
    counterparts = [one for asked in record.asked_in for one in asked.counterparts]
    found = [(label, query) for label, _, query in links(app, "mitigation") if " · " not in label]
    assert found
    for (label, query), one in zip(found, counterparts, strict=True):
        assert query == f"id={one.mitigation_id}"
        assert label.endswith(f"badge[{CLOSENESS[one.closeness]}]")
        assert one.rationale in texts(app)
    assert "is our own judgement" in texts(app)
    assert "### Asked elsewhere, and how close it is" in texts(app)
    assert "### Asked elsewhere, and how close it is" not in texts(opened("A0181"))


@pytest.mark.parametrize("identifier", ["A0033", "A0665", "A0402"])
def test_what_other_studies_asked_is_shown_as_close_or_as_of_the_subcategory(
    identifier: str,
) -> None:
    app, record = opened(identifier), mitigation_record(identifier)
    assert record
    assert record.compared
    assert "What other studies asked that is close" in headers(app)
    found = {label: query for label, _, query in links(app, "agreement")}
    for one in record.compared:
        (label,) = (label for label in found if label.startswith(f"{one.label} "))
        assert label.endswith(f"badge[{CLOSENESS[one.closeness]}]")
        assert one.study.name.replace(" ", "+") in found[label]
        assert plain(comparison(one)) in plain(texts(app))
        assert f"{one.study.name}: {sample(one.study)}. Source: " in texts(app)
    about = "not about this mitigation itself" in texts(app)
    assert about == bool(record.of_subcategory) == ("Asked about its subcategory" in headers(app))
    for item in record.of_subcategory:
        assert any(label.startswith(f"{item.label} ") for label in found)
        assert plain(reading(item)) in plain(texts(app))


def test_a_reason_that_is_written_from_the_other_side_says_so() -> None:
    record = mitigation_record("A0190")
    assert record
    sides = {
        one.study.study_id: comparison(one).startswith("Seen from there: ")
        for asked in record.asked_in
        for one in asked.counterparts
    }
    assert sides == {"ec2020": True, "uuk2024": False}


def test_a_place_in_the_newer_taxonomy_is_marked_as_preliminary(facts: Facts) -> None:
    row = facts["navigator_codes"][0]
    identifier = next(
        link["mitigation_id"]
        for link in facts["item_mitigations"]
        if (link["study_id"], link["item_id"]) == (row["study_id"], row["item_id"])
    )
    lines = texts(opened(identifier)).splitlines()
    (line,) = (line for line in lines if "newer taxonomy" in line)
    path = f"{row['parent_code']} {row['parent_name']} › {row['code']} {row['code_name']}"
    assert path in line
    assert line.endswith("badge[Preliminary]")
    assert any("not to be cited" in line for line in lines)


def test_an_identifier_may_be_written_in_other_ways() -> None:
    app = opened(" a0176_schuett2023")
    record = mitigation_record("A0176")
    assert record
    assert app.title[0].value == record.mitigation["label"]
    assert address(app) == {"id": ["A0176"]}
    assert not app.warning


@pytest.mark.parametrize(
    "identifier",
    ["A9999", "'; drop table mitigation; --", "<b>b</b> *s* [a](x) `c` $x^2$", "x\n\n# y"],
)
def test_an_identifier_that_there_is_not_is_shown_as_written_on_a_friendly_page(
    identifier: str,
) -> None:
    app = opened(identifier)
    assert app.title[0].value == FIND
    (warning,) = (str(warning.value) for warning in app.warning)
    assert "such as A0197" in warning
    assert "\n" not in warning
    said = warning.split("“")[1].split("”")[0]
    for letter in r"\`*_[]$:~<>":
        assert identifier.count(letter) == said.count(f"\\{letter}")
    assert links(app, "taxonomy", "Explore the taxonomy")
    assert works(app)


def test_without_an_identifier_there_is_a_search_and_no_warning() -> None:
    app = visit("mitigation.py")
    assert app.title[0].value == FIND
    assert not app.warning
    app.text_input(key="find").input("audit").run()
    rows = mitigations(MitigationFilters(search="audit"))
    assert linked_mitigations(app) == of_list(rows)[:10]
    (rest,) = links(app, "taxonomy", f"All {len(rows)} that fit")
    assert "search=audit" in rest[2]
    app.text_input(key="find").input("xylophone").run()
    assert "No mitigation contains these words." in texts(app)
    assert linked_mitigations(app) == []
    assert works(app)


def test_the_search_beside_a_record_finds_another() -> None:
    app = opened(COUNTED)
    before = linked_mitigations(app)
    app.text_input(key="find").input("hype").run()
    rows = mitigations(MitigationFilters(search="hype"))
    beside = [link.proto.query_string.removeprefix("id=") for link in app.sidebar.page_link]
    assert beside == of_list(rows) != []
    assert linked_mitigations(app)[: len(before)] == before


def test_a_record_is_remembered_for_the_session() -> None:
    app = opened(BOUNDED)
    title = app.title[0].value
    go_to(go_to(app, "overview.py"), "mitigation.py")
    assert app.title[0].value == title != FIND
    assert address(app) == {"id": [BOUNDED]}


def test_a_mitigation_with_bounds_claims_no_exact_figure() -> None:
    app = opened(BOUNDED)
    assert "The exact shares are not in the sources we hold." in plain(sentence(app))
    assert not any("Uuk" in query for _, _, query in links(app, "agreement"))
