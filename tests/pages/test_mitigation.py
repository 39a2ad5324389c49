"""The record of one mitigation, run without a browser."""

import pytest
from streamlit.testing.v1 import AppTest

from queries.agreement import agreement
from queries.filters import Filters
from queries.mitigation_filters import FACET_NAMES, MitigationFilters
from queries.mitigations import mitigations
from tests.conftest import Facts
from tests.pages.visits import (
    address,
    headers,
    linked_mitigations,
    links,
    sentence,
    texts,
    visit,
    works,
)

COUNTED, BOUNDED, WITHOUT_FIGURE, NEVER_ASKED = "A0197", "A1030", "A1038", "A0086"
EVERY_KIND = (COUNTED, BOUNDED, WITHOUT_FIGURE, NEVER_ASKED)
FIND = "Find a mitigation"
SHOWN_AS = {
    "the same": "same",
    "narrower than this": "narrower",
    "broader than this": "broader",
    "related": "related",
}
CONVERSE = {"same": "same", "narrower": "broader", "broader": "narrower", "related": "related"}


def record(identifier: str) -> AppTest:
    return visit("mitigation.py", id=identifier)


def label_of(facts: Facts, identifier: str) -> str:
    return next(row["label"] for row in facts["mitigations"] if row["mitigation_id"] == identifier)


def items_of(facts: Facts, identifier: str) -> set[tuple[str, str]]:
    """The studies that asked about a mitigation, and as what."""
    return {
        (row["study_id"], row["item_id"])
        for row in facts["item_mitigations"]
        if row["mitigation_id"] == identifier
    }


def neighbours(app: AppTest) -> list[str]:
    """Identifiers in links that say where a mitigation stands, as those to counterparts do not."""
    return [query.removeprefix("id=") for label, _, query in links(app, "mitigation")
            if " · " in label]  # fmt: skip


@pytest.mark.parametrize("identifier", EVERY_KIND)
def test_every_record_says_what_it_is_where_it_stands_and_how_to_cite_it(
    facts: Facts, identifier: str
) -> None:
    app = record(identifier)
    (row,) = (row for row in facts["mitigations"] if row["mitigation_id"] == identifier)
    named = {part["code"]: f"{part['code']} {part['name']}" for part in facts["taxonomy"]}
    assert app.title[0].value == row["label"]
    assert f"**Identifier:** {identifier}" in texts(app)
    assert f"{named[row['code'][0]]} › {named[row['code']]}:" in texts(app)
    url = next(d["url"] for d in facts["documents"] if d["document_id"] == row["document_id"])
    assert url in texts(app)
    (citation,) = (str(code.value) for code in app.code)
    assert f"“{row['label']}” ({identifier})" in citation
    (below,) = links(app, "taxonomy", f"All under {named[row['code']]}")
    assert "category=" in below[2]
    assert app.link_button[-1].proto.url == f"/api/mitigations/{identifier}.json"
    assert works(app)


@pytest.mark.parametrize("identifier", EVERY_KIND)
def test_every_record_lists_five_neighbours_and_never_itself(identifier: str) -> None:
    found = neighbours(record(identifier))[-5:]
    assert len(set(found)) == 5
    assert identifier not in found


def test_a_counted_mitigation_shows_all_respondents_and_each_affiliation(facts: Facts) -> None:
    app = record(COUNTED)
    item = "pre-deployment-risk-assessment"
    counts = next(row for row in facts["schuett2023_counts"] if row["item_id"] == item)
    agree = int(counts["somewhat_agree"]) + int(counts["strongly_agree"])
    n = int(counts["n"])
    assert sentence(app).startswith(f"Of {n} experts, {round(100 * agree / n)}\u00a0% agree that ")
    assert "What experts say: Schuett et al. 2023" in headers(app)
    (table,) = (table.value for table in app.dataframe)
    groups = [row["name"] for row in facts["study_groups"] if row["study_id"] == "schuett2023"]
    assert table["group"].tolist() == ["All respondents", *groups]
    assert table["agreement_low"][0] == pytest.approx(agree / n)
    split = agreement(Filters(split="affiliation")).query("item_id == @item")
    assert table["agreement_low"].tolist()[1:] == split["agreement_low"].tolist()
    assert table["agreement_high"].tolist()[1:] == split["agreement_high"].tolist()
    (chart,) = app.get("vega_lite_chart")
    assert "by affiliation" in chart.proto.alt
    assert "Basis: published, reconstructed. Source: Schuett et al. 2023" in texts(app)
    (compare,) = links(app, "agreement", "Compare with its subcategory")
    assert compare[2] == "category=1.2+Risk+Management"


def test_a_mitigation_with_bounds_shows_them_and_claims_no_exact_figure(facts: Facts) -> None:
    app = record(BOUNDED)
    item = "pre-deployment-risk-assessments"
    bounds = [row for row in facts["uuk2024_published"] if row["item_id"] == item]
    (chart,) = app.get("vega_lite_chart")
    areas = [row for row in bounds if row["risk_area"]]
    assert len(areas) == 4
    for row in areas:
        assert f"{row['risk_area']}: more than {float(row['value']):.0%}" in chart.proto.alt
    assert sentence(app).startswith("More than 60\u00a0% of the experts agree that ")
    assert "more than 40\u00a0%" in sentence(app)
    assert "The exact shares are not in the sources we hold." in sentence(app)
    assert "What experts say: Uuk et al. 2024" in headers(app)
    assert not app.dataframe
    assert not links(app, "agreement")


def test_a_mitigation_without_figures_says_so_and_shows_themes_as_preliminary(
    facts: Facts,
) -> None:
    app = record(WITHOUT_FIGURE)
    assert "76 experts" in sentence(app)
    assert "no figure for it is published" in sentence(app)
    assert "%" not in sentence(app)
    assert not app.get("vega_lite_chart")
    assert not app.dataframe
    themes = facts["comment_themes"]
    assert {row["voices"] for row in themes} == {"several", "single"}
    (wrote,) = (str(m.value) for m in app.markdown if themes[0]["theme"] in str(m.value))
    lines = wrote.splitlines()
    for line, row in zip(lines, themes, strict=True):
        assert line.startswith(f"- {row['theme']}")
        assert ("(one comment)" in line) == (row["voices"] == "single")
    (notice,) = (str(c.value) for c in app.caption if "summed up in our own words" in str(c.value))
    assert "preliminary" in notice
    assert "not to be cited" in notice


def test_a_mitigation_that_nobody_asked_about_says_so_plainly(facts: Facts) -> None:
    app = record(NEVER_ASKED)
    assert sentence(app).startswith("No survey that we hold asked experts about this mitigation.")
    assert "The closest that experts were asked about" in headers(app)
    assert not any(header.startswith("What experts say") for header in headers(app))
    closest = neighbours(app)[:-5]
    assert len(set(closest)) == 5
    assert set(closest) <= {row["mitigation_id"] for row in facts["item_mitigations"]}
    badges = [label for label, _, query in links(app, "mitigation") if query[3:] in closest]
    assert all("Asked: " in label for label in badges)
    assert not app.get("vega_lite_chart")


@pytest.mark.parametrize("written", ["a0176", " A0176 ", "A0176_Schuett2023", "a0176_schuett2023"])
def test_an_identifier_may_be_written_in_other_ways(facts: Facts, written: str) -> None:
    app = record(written)
    assert app.title[0].value == label_of(facts, "A0176")
    assert address(app) == {"id": ["A0176"]}
    assert not app.warning


@pytest.mark.parametrize("identifier", ["A9999", "audit", "A019", "'; drop table mitigation; --"])
def test_an_identifier_that_there_is_not_gets_a_friendly_page(identifier: str) -> None:
    app = record(identifier)
    assert app.title[0].value == FIND
    (warning,) = (str(warning.value) for warning in app.warning)
    assert f"There is no mitigation “{identifier}”." in warning
    assert "such as A0197" in warning
    assert links(app, "taxonomy", "Explore the taxonomy")
    assert works(app)


@pytest.mark.parametrize("marks", ["<b>bold</b>", "*slanted*", "[a link](x)", "`code`", "$x^2$"])
def test_marks_in_an_unknown_identifier_are_shown_as_they_are(marks: str) -> None:
    app = record(marks)
    (warning,) = app.warning
    unescaped = str(warning.value).split("“")[1].split("”")[0]
    for letter in r"\`*_[]$:~<>":
        assert marks.count(letter) == unescaped.count(f"\\{letter}")


def test_without_an_identifier_there_is_a_search_and_no_warning() -> None:
    app = visit("mitigation.py")
    assert app.title[0].value == FIND
    assert not app.warning
    app.text_input(key="find").input("audit").run()
    rows = mitigations(MitigationFilters(search="audit"))
    assert linked_mitigations(app) == rows["mitigation_id"].tolist()[:10]
    (rest,) = links(app, "taxonomy", f"All {len(rows)} that fit")
    assert "search=audit" in rest[2]
    app.text_input(key="find").input("xylophone").run()
    assert "No mitigation contains these words." in texts(app)
    assert linked_mitigations(app) == []
    assert works(app)


def test_the_search_beside_a_record_finds_another() -> None:
    app = record(COUNTED)
    before = linked_mitigations(app)
    app.text_input(key="find").input("hype").run()
    rows = mitigations(MitigationFilters(search="hype"))["mitigation_id"].tolist()
    beside = [link.proto.query_string.removeprefix("id=") for link in app.sidebar.page_link]
    assert beside == rows != []
    assert linked_mitigations(app)[: len(before)] == before


@pytest.mark.parametrize("identifier", ["A0176", "A0197", "A1034", "A1030", "A0207"])
def test_counterparts_in_the_other_study_are_shown_with_how_close_they_are(
    facts: Facts, identifier: str
) -> None:
    mine = items_of(facts, identifier)
    linked = {
        (row["study_id"], row["item_id"]): row["mitigation_id"]
        for row in reversed(facts["item_mitigations"])
    }
    expected = set()
    for row in facts["item_crosswalk"]:
        one = row["study_id"], row["item_id"]
        other = row["other_study_id"], row["other_item_id"]
        if one in mine:
            expected.add((linked[other], CONVERSE[row["closeness"]], row["rationale"]))
        if other in mine:
            expected.add((linked[one], row["closeness"], row["rationale"]))
    app = record(identifier)
    shown = {
        (query.removeprefix("id="), SHOWN_AS[label.rsplit("badge[", 1)[1].rstrip("]")])
        for label, _, query in links(app, "mitigation")
        if " · " not in label
    }
    assert shown == {(other, closeness) for other, closeness, _ in expected} != set()
    said = texts(app)
    for _, _, rationale in expected:
        assert rationale in said
    assert "is our own judgement" in said
    assert "never added up" in said


def test_a_mitigation_without_counterparts_claims_none() -> None:
    assert "Asked elsewhere about the same thing" in texts(record("A0176"))
    assert "Asked elsewhere about the same thing" not in texts(record("A1044"))


@pytest.mark.parametrize("identifier", [COUNTED, BOUNDED, WITHOUT_FIGURE])
def test_facets_give_their_reason_and_who_says_so(facts: Facts, identifier: str) -> None:
    lines = texts(record(identifier)).splitlines()
    mine = [row for row in facts["mitigation_facets"] if row["mitigation_id"] == identifier]
    assert {row["facet"] for row in mine} == set(FACET_NAMES)
    for row in mine:
        name = FACET_NAMES[row["facet"]]
        (line,) = (line for line in lines if line.startswith(f"- **{name}:** "))
        assert f"{row['value']}. {row['rationale']}" in line
        badge = "Our coding" if row["basis"] == "our_coding" else "Preliminary"
        assert line.endswith(f"badge[{badge}]")


def test_a_place_in_the_newer_taxonomy_is_marked_as_preliminary(facts: Facts) -> None:
    for row in facts["navigator_codes"]:
        identifier = next(
            link["mitigation_id"]
            for link in facts["item_mitigations"]
            if (link["study_id"], link["item_id"]) == (row["study_id"], row["item_id"])
        )
        lines = texts(record(identifier)).splitlines()
        (line,) = (line for line in lines if "newer taxonomy" in line)
        path = f"{row['parent_code']} {row['parent_name']} › {row['code']} {row['code_name']}"
        assert path in line
        assert line.endswith("badge[Preliminary]")
        assert any("not to be cited" in line for line in lines)


def test_every_mitigation_that_experts_were_asked_about_has_a_record(facts: Facts) -> None:
    app = visit("mitigation.py")
    names = {row["study_id"]: row["name"] for row in facts["studies"]}
    for identifier in sorted({row["mitigation_id"] for row in facts["item_mitigations"]}):
        app.query_params["id"] = identifier
        app.run()
        assert works(app), identifier
        assert app.title[0].value == label_of(facts, identifier)
        asked = {names[study] for study, _ in items_of(facts, identifier)}
        said = {
            header.removeprefix("What experts say: ")
            for header in headers(app)
            if header.startswith("What experts say: ")
        }
        assert said == asked


def test_a_record_is_remembered_for_the_session(facts: Facts) -> None:
    app = record(BOUNDED)
    app.switch_page("overview.py").run()
    app.switch_page("mitigation.py").run()
    assert app.title[0].value == label_of(facts, BOUNDED)
    assert address(app) == {"id": [BOUNDED]}


def test_the_alternative_text_of_bounds_names_the_preferred_combination() -> None:
    (chart,) = record(BOUNDED).get("vega_lite_chart")
    assert chart.proto.alt.endswith("preferred combination: more than 40%.")


def test_an_identifier_with_too_many_digits_is_none() -> None:
    app = record("A01976")
    assert app.title[0].value == FIND
    assert app.warning


def test_lines_in_an_unknown_identifier_make_no_headings() -> None:
    (warning,) = record("x\n\n# Heading").warning
    assert "\n" not in str(warning.value)
