"""The Compare page, run without a browser."""

import re
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from queries.compare import CompareFilters, parse
from queries.compare_columns import COMPARE
from queries.records import records
from tests.conftest import Facts
from tests.pages.visits import (
    asked_of_the_api,
    chart_parameter,
    chosen,
    expect_refused,
    links_to_records,
    plain,
    problems,
    sentence,
    texts,
    visit,
    works,
)
from tests.queries import answers_one_by_one as one_by_one
from tests.queries.compare_by_hand import Key, corrected, figures, key, shown, widest
from tests.queries.small_groups import SHOWN
from tests.queries.worlds_from_facts import GROUPS, STUDY, published

VIEWS = ("Chart", "Table", "How to read this")
# What each measure is called in rows, and its p.
COLUMNS = {"mean": ("mean", "p_answers"), "agreement": ("share", "p_shares")}
CHOSEN: list[dict[str, Any]] = [
    {"group": ("AGI lab", "Academia")},
    {"group": ("Academia",), "against": "others"},
    {"against": "others", "measure": "agreement"},
    {"measure": "agreement", "sort": "certainty"},
    {"category": ("4.5",)},
    {"category": ("1", "4.5"), "search": "risk"},
    {"search": "risk", "sort": "a-z", "group": ("Academia", "Civil society")},
    {"sort": "certainty"},
]


def compare_page(**address: str | list[str]) -> AppTest:
    return visit("compare.py", **address)


def told(one: Key, measure: str) -> str:
    """A comparison as its sentence begins."""
    item, first, second = one
    more = "more" if figures(one)[f"{COLUMNS[measure][0]}_difference_low"] > 0 else "less"
    statement = published().items[item]["statement"]
    return f"{first} respondents agree {more} than {second} respondents that {statement} ("


def expect(app: AppTest, filters: CompareFilters, facts: Facts) -> None:
    """See that filters, rows, their order, the sentence and the way to the data API are right."""
    rows = records(app.dataframe[0].value)
    keys = [key(row) for row in rows]
    assert CompareFilters(**chosen(app)) == filters
    assert set(keys) == shown(filters, facts)
    assert len(set(keys)) == len(keys) > 1
    name, p = COLUMNS[filters.measure]
    for row in rows:
        assert row[f"{p}_holm"] == pytest.approx(corrected(p)[key(row)])
        for column, figure in figures(key(row)).items():
            right = pytest.approx(figure, abs=1e-9) if isinstance(figure, float) else figure
            assert row[column] == right, (key(row), column)
    by_statement: dict[str, list[Any]] = {}
    for row in rows:
        orders = {"difference": -row[f"{name}_gap"], "certainty": row[p]}
        place = orders.get(filters.sort, row["label"].lower())
        by_statement.setdefault(row["item_id"], []).append(place)
    firsts = [min(some) for some in by_statement.values()]
    assert firsts == sorted(firsts)
    beyond = sum(corrected(p)[one] < 0.05 for one in keys)
    assert sentence(app).startswith(f"{beyond or 'None'} of {len(keys)} comparisons shown ")
    candidates = [told(one, filters.measure) for one in widest(set(keys), name)]
    assert any(f" The widest: {candidate}" in sentence(app) for candidate in candidates)
    assert parse(asked_of_the_api(app, "compare")) == (filters, [])
    assert works(app)


def test_the_page_opens_with_the_widest_difference_and_whether_it_is_chance(facts: Facts) -> None:
    app = compare_page()
    assert CompareFilters(**chosen(app)) == CompareFilters(
        STUDY, "affiliation", (), "each", "mean", (), ""
    )
    assert app.selectbox(key="sort").value == "difference"
    (one,) = widest(shown(CompareFilters(), facts), "mean")
    row = figures(one)
    assert corrected("p_answers")[one] >= 0.05
    assert sentence(app) == (
        f"None of 150 comparisons shown is beyond chance. The widest: {told(one, 'mean')}mean "
        f"{row['mean_1_low']:.2f} against {row['mean_2_low']:.2f}); with groups of {row['n_1']} "
        f"and {row['n_2']} this could be chance."
    )
    (chart,) = app.get("vega_lite_chart")
    assert chart.proto.alt.endswith(sentence(app))
    assert chart.proto.alt.startswith("Mean answer by affiliation, 50 statements. n = ")
    assert chart_parameter(app, "groups") == list(GROUPS)
    assert len(set(chart_parameter(app, "places"))) == 50
    assert works(app)


@pytest.mark.parametrize("filters", CHOSEN, ids=str)
def test_each_filter_changes_rows_sentence_and_the_way_to_the_data_api(
    facts: Facts, filters: dict[str, Any]
) -> None:
    app = compare_page(view="Table")
    for name, value in filters.items():
        if name in ("group", "category"):
            app.multiselect(key=name).set_value(list(value)).run()
        elif name == "search":
            app.text_input(key=name).input(value).run()
        else:
            app.selectbox(key=name).select(value).run()
    expect(app, CompareFilters(**filters), facts)


def test_each_row_is_read_aloud_and_leads_to_the_record(facts: Facts) -> None:
    (table,) = compare_page(view="Table", measure="agreement").dataframe
    assert list(table.value.columns) == [*COMPARE, "reading", "record"]
    addresses = links_to_records(facts, STUDY)
    alike = 0
    for row in records(table.value):
        one, said = figures(key(row)), plain(row["reading"])
        assert row["record"] == addresses[row["item_id"]]
        if one["share_gap"] > 0:
            assert said.startswith(told(key(row), "agreement"))
            chance = corrected("p_shares")[key(row)] >= 0.05
            assert said.endswith("this could be chance." if chance else "unlikely to be chance.")
        else:
            alike += 1
            assert "may agree alike" in said
    assert 0 < alike < 150


@pytest.mark.parametrize(
    ("address", "groups", "sizes"),
    [
        ({}, GROUPS, (25, 11)),
        ({"group": ["Academia", "Civil society"]}, ("Academia", "Civil society"), (11, 11)),
        ({"group": "AGI lab", "against": "others"}, ("AGI lab",), (25, 22)),
    ],
    ids=str,
)
def test_the_remarks_say_what_the_groups_could_show_and_what_no_test_can_tell(
    address: dict[str, Any], groups: tuple[str, ...], sizes: tuple[int, int]
) -> None:
    text = plain(texts(compare_page(**address)))
    for name in GROUPS:
        means = [
            min(one_by_one.mean(world[name]) for world in worlds)
            for worlds in published().worlds.values()
        ]
        mean = float(sum(means)) / len(means)
        assert (f"{name} {mean:.2f}" in text) == (name in groups)
    assert "What could groups of {} and {} show at all?".format(*sizes) in text
    matches = re.findall(r"(?:delta|one) of (0\.\d\d)", text)
    for delta, tests in zip(map(float, matches), (1, 300), strict=True):
        least, most = (one_by_one.power(delta + step, *sizes, tests) for step in (-0.006, 0.006))
        assert least < 0.8 < most
    assert "300 tests, that is all 50 statements times 6 comparisons" in text


def test_an_address_is_read_by_values_and_by_names(facts: Facts) -> None:
    filters = CompareFilters(
        group=("AGI lab", "Academia"), measure="agreement", category=("4.5",), sort="a-z"
    )
    by_values = {"measure": "agreement", "category": "4.5", "sort": "a-z"}
    by_names = {
        "measure": "Share that agrees",
        "category": "4.5 third-party system access",
        "sort": "A–Z",
    }
    for address in (by_values, by_names):
        app = compare_page(group=["Academia", "agi LAB"], by="Affiliation", view="Table", **address)
        assert not app.warning
        assert set(chosen(app)["group"]) == set(filters.group)
        assert {key(row) for row in records(app.dataframe[0].value)} == shown(filters, facts)


def test_what_an_address_asks_for_in_vain_is_said_and_the_rest_of_it_is_kept(facts: Facts) -> None:
    app = compare_page(
        group=["Industry", "AGI lab", "Academia"],
        by="expertise",
        against="all",
        measure="median",
        category=["9", "4"],
        sort="size",
        colour="red",
        view="Table",
    )
    (reason,) = (
        row["note"]
        for row in facts["study_dimensions"]
        if (row["study_id"], row["dimension"]) == (STUDY, "expertise")
    )
    allowed = {
        "group": ("Industry", ", ".join(GROUPS)),
        "by": ("expertise", f"{reason} Possible: affiliation."),
        "against": ("all", "each, others"),
        "measure": ("median", "mean, agreement"),
        "category": ("9", "4.5"),
        "sort": ("size", "difference, certainty, a-z"),
        "colour": ("red", "study, by, group, against, measure, category, search, sort"),
    }
    expect_refused(app, allowed)
    expect(app, CompareFilters(group=("AGI lab", "Academia"), category=("4",)), facts)
    app.selectbox(key="measure").select("agreement").run()
    assert not app.warning


def test_only_what_the_study_recorded_can_be_compared_by() -> None:
    assert compare_page().selectbox(key="by").options == ["Affiliation"]


def test_filters_that_nothing_fits_leave_a_message_and_no_chart() -> None:
    app = compare_page(search="no statement says this")
    assert sentence(app) == "No statement fits these filters."
    assert not app.get("vega_lite_chart")
    assert [note.value for note in app.info] == [
        "Remove a filter, or reset them all in the sidebar."
    ]
    assert compare_page(search="no statement says this", view="Table").dataframe[0].value.empty


def one_group() -> AppTest:
    return compare_page().multiselect(key="group").select("Academia").run()


def test_one_group_alone_is_asked_for_a_second() -> None:
    app = one_group()
    assert [note.value for note in app.info] == [
        "Choose a second group, or compare it with the others together."
    ]
    assert not app.get("vega_lite_chart")
    app.selectbox(key="against").select("others").run()
    assert sentence(app).startswith("None of 50 comparisons")
    assert not app.info


def test_one_group_alone_is_not_put_down_to_the_statements() -> None:
    assert "No statement fits" not in sentence(one_group())


def test_one_group_alone_does_not_lead_to_an_address_that_is_refused() -> None:
    assert parse(asked_of_the_api(one_group(), "compare"))[1] == []


def test_reset_puts_everything_back_but_the_study() -> None:
    app = compare_page(group="Academia", against="others", category="4", search="a", sort="a-z")
    assert CompareFilters(**chosen(app)) != CompareFilters()
    next(button for button in app.button if button.label == "Reset filters").click().run()
    assert CompareFilters(**chosen(app)) == CompareFilters(study=STUDY)
    assert sentence(app).startswith("None of 150 comparisons")


@pytest.mark.usefixtures("small_groups")
def test_a_group_too_small_to_be_shown_is_neither_offered_nor_shown() -> None:
    app = compare_page(group=["Academia", SHOWN], view="Table")
    assert app.multiselect(key="group").options == [SHOWN]
    assert f"Possible: {SHOWN}." in problems(app)["group"]
    assert app.dataframe[0].value.empty
    assert "Academia" not in sentence(app) + texts(app)
    assert works(app)


@pytest.mark.usefixtures("small_groups")
def test_a_group_whose_others_are_too_small_is_compared_with_none() -> None:
    app = compare_page(against="others", view="Table")
    assert app.dataframe[0].value.empty
    assert works(app)
