"""The Findings page, run without a browser."""

from fractions import Fraction

import pytest
from streamlit.testing.v1 import AppTest

from queries.findings import FindingsFilters, parse
from queries.findings_columns import FINDINGS
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
from tests.queries import rankings_by_hand as by_hand
from tests.queries.rankings_by_hand import BASES, EVERYONE, OWN, in_list
from tests.queries.small_groups import SHOWN
from tests.queries.worlds_from_facts import GROUPS, STUDY, published

VIEWS = ("Chart", "Table", "How to read this")
EVERYWHERE = [(group, base) for group in (EVERYONE, *GROUPS) for base in BASES]


def findings_page(**address: str | list[str]) -> AppTest:
    return visit("findings.py", **address)


def expect(app: AppTest, filters: FindingsFilters) -> list[str]:
    """See that filters, table, sentence and the way to the data API are those of a list."""
    listed, certain = in_list(filters)
    (table,) = app.dataframe
    assert FindingsFilters(**chosen(app)) == filters
    assert table.value["item_id"].tolist() == listed
    assert set(table.value.loc[table.value["certain"].astype(bool), "item_id"]) == certain
    assert f": for {len(certain)} of 50 statements, " in sentence(app)
    perhaps = len(listed) - len(certain)
    assert (f" For {perhaps} more this may be so" in sentence(app)) == (perhaps > 0)
    assert (f"“{published().label(listed[0])}”" if listed else "statements, ") in sentence(app)
    assert parse(asked_of_the_api(app, "findings")) == (filters, [])
    assert works(app)
    return listed


def test_the_page_opens_with_the_strongest_consensus_of_all_respondents(facts: Facts) -> None:
    app = findings_page()
    strong = {
        row["item_id"]: Fraction(int(row["strongly_agree"]), int(row["n"]))
        for row in facts["schuett2023_counts"]
        if 100 * int(row["strongly_agree"]) >= 70 * int(row["n"])
        and 100 * int(row["strongly_disagree"]) <= 3 * int(row["n"])
    }
    first = max(strong, key=strong.__getitem__)
    assert plain(sentence(app)) == (
        f"Strongest consensus: for {len(strong)} of {len(facts['schuett2023_counts'])} statements, "
        "at least 70 % of all respondents strongly agree and at most 3 % strongly disagree. First "
        f"is “{published().label(first)}”: {round(100 * strong[first])} % strongly agree (n = 51)."
    )
    assert FindingsFilters(**chosen(app)) == FindingsFilters(
        STUDY, "consensus", EVERYONE, "respondents", None, 3
    )
    listed, _ = in_list(FindingsFilters())
    assert set(listed) == set(strong)
    assert chart_parameter(app, "places") == [published().label(item) for item in listed]
    assert chart_parameter(app, "texts") == [f"{round(100 * strong[item])}%" for item in listed]
    (chart,) = app.get("vega_lite_chart")
    assert chart.proto.alt.endswith(sentence(app))
    assert "16 statements, All respondents, with 95 % intervals" in plain(chart.proto.alt)
    assert works(app)


def test_table_and_remarks_say_how_solid_each_place_is_and_what_would_change_it(
    facts: Facts,
) -> None:
    app = findings_page(view="Table")
    (table,) = app.dataframe
    rows = records(table.value)
    assert list(table.value.columns) == [*FINDINGS, "record"]
    assert [row["position"] for row in rows] == list(range(1, 17))
    ranks = by_hand.ranks("consensus", by_hand.whose(EVERYONE))
    flips = {}
    addresses, invited = links_to_records(facts, STUDY), published().invited
    for row in rows:
        one = published().everyone(row["item_id"])
        count = one.opinions[4]
        assert (row["figure_low"], row["n_base"]) == (pytest.approx(count / one.n), one.n)
        interval = one_by_one.wilson(count, one.n)
        assert (row["figure_ci_low"], row["figure_ci_high"]) == pytest.approx(interval)
        assert (row["rank_best"], row["rank_worst"]) == ranks[row["item_id"]]
        flips[row["label"]] = by_hand.flips(one, "respondents", Fraction(1, 2))
        assert row["flips_to_half"] == flips[row["label"]]
        ends = (count / invited, (count + invited - one.n) / invited)
        assert (row["invited_low"], row["invited_high"]) == pytest.approx(ends)
        assert row["record"] == addresses[row["item_id"]]
    solid = sum(ranks[row["item_id"]][1] <= len(rows) for row in rows)
    assert f"), {solid} of these {len(rows)} statements stay among the first 16." in texts(app)
    nearest = min(flips, key=flips.__getitem__)
    assert f"“{nearest}”: {flips[nearest]} people who agree would have to stop" in texts(app)


@pytest.mark.parametrize("list_name", OWN)
def test_each_list_is_shown_for_each_group_and_base(list_name: str) -> None:
    app = findings_page(view="Table")
    app.selectbox(key="list").select(list_name).run()
    found = set()
    for group, base in EVERYWHERE:
        app.selectbox(key="group").select(group).run()
        app.selectbox(key="base").select(base).run()
        filters = FindingsFilters(list=list_name, group=group, base=base)
        found.add(tuple(expect(app, filters)))
        whom = "all respondents" if group == EVERYONE else f"{group} respondents"
        assert (whom in sentence(app)) == (list_name != "divided")
    assert len(found) >= len(GROUPS)


@pytest.mark.parametrize("list_name", OWN)
def test_a_threshold_moves_the_end_of_a_list(list_name: str) -> None:
    app = findings_page(view="Table", list=list_name)
    sizes = []
    for at_least in (0, OWN[list_name] // 2, None, OWN[list_name] + 1, 100):
        app.number_input(key="at_least").set_value(at_least).run()
        sizes.append(len(expect(app, FindingsFilters(list=list_name, at_least=at_least))))
        threshold = OWN[list_name] if at_least is None else at_least
        text = f"{threshold / 100:.2f}" if list_name == "divided" else f"{threshold} %"
        assert f"at least {text}" in plain(sentence(app))
    assert sizes == sorted(sizes, reverse=True)
    assert len(set(sizes)) > 3


def test_how_many_may_strongly_disagree_matters_for_consensus_alone() -> None:
    app = findings_page(view="Table", at_least="40")
    sizes = []
    for at_most in (0, 3, 100):
        app.number_input(key="at_most").set_value(at_most).run()
        sizes.append(len(expect(app, FindingsFilters(at_least=40, at_most=at_most))))
        assert f"and at most {at_most} % strongly disagree" in plain(sentence(app))
    assert sizes == sorted(set(sizes))
    assert not app.number_input(key="at_most").disabled
    for list_name in [name for name in OWN if name != "consensus"]:
        app.selectbox(key="list").select(list_name).run()
        assert app.number_input(key="at_most").disabled
        assert "at most" not in sentence(app)


def test_the_threshold_of_one_list_does_not_stick_to_another() -> None:
    app = findings_page(view="Table", at_least="90")
    assert len(expect(app, FindingsFilters(at_least=90))) == 1
    for list_name in ("disagreement", "divided", "consensus"):
        app.selectbox(key="list").select(list_name).run()
        expect(app, FindingsFilters(list=list_name))
        placeholder = app.number_input(key="at_least").placeholder
        assert placeholder.startswith(f"{OWN[list_name]} ")


def test_those_invited_who_did_not_answer_are_shown_only_when_asked_for() -> None:
    app = findings_page()
    missing, invited = published().invited - published().respondents, published().invited
    text = f"{missing} of the {invited} experts who were invited did not answer"
    for list_name, group, shown in (
        ("consensus", EVERYONE, True),
        ("consensus", "Academia", False),
        ("divided", EVERYONE, False),
    ):
        app.selectbox(key="list").select(list_name).run()
        app.selectbox(key="group").select(group).run()
        for wanted in ("yes", "no"):
            app.selectbox(key="invited").select(wanted).run()
            (chart,) = app.get("vega_lite_chart")
            drawn = "invited" in {data.name for data in chart.proto.datasets}
            assert drawn == (text in texts(app)) == (shown and wanted == "yes")
            alone = "Who was invited is known only for all respondents together" in texts(app)
            assert alone == (group != EVERYONE and wanted == "yes")
            assert dict(asked_of_the_api(app, "findings")).get("invited", "no") == wanted


def test_an_address_is_read_by_values_and_by_names() -> None:
    filters = FindingsFilters(STUDY, "divided", "AGI lab", "opinion", 20, 5, "yes")
    same = {"at_least": "20", "at_most": "5", "view": "Table"}
    by_values = {"list": "divided", "group": "agi lab", "base": "opinion", "invited": "yes"}
    by_names = {
        "list": "Most divided",
        "group": "AGI lab",
        "base": "Those with an opinion",
        "invited": "Show what they could change",
    }
    for address in (by_values, by_names):
        app = findings_page(**address, **same)
        expect(app, filters)
        assert not app.warning


def test_what_an_address_asks_for_in_vain_is_said_and_the_rest_of_it_is_kept() -> None:
    app = findings_page(
        list="best", group="Industry", at_least="101", at_most="few", colour="red", view="Pie"
    )
    allowed = {
        "list": ("best", ", ".join(OWN)),
        "group": ("Industry", ", ".join((EVERYONE, *GROUPS))),
        "at_least": ("101", "0 to 100"),
        "at_most": ("few", "0 to 100"),
        "colour": ("red", "study, list, group, base, at_least, at_most, invited"),
        "view": ("Pie", ", ".join(VIEWS)),
    }
    expect_refused(app, allowed)
    assert FindingsFilters(**chosen(app)) == FindingsFilters()
    kept = findings_page(list="divided", base="everyone", at_least="30", view="Table")
    assert set(problems(kept)) == {"base"}
    expect(kept, FindingsFilters(list="divided", at_least=30))
    kept.selectbox(key="base").select("opinion").run()
    assert not kept.warning


def test_an_empty_list_is_said_to_be_empty() -> None:
    app = findings_page(list="divided", at_least="99")
    assert sentence(app).startswith("Most divided: for 0 of 50 statements, ")
    assert "Most divided are" not in sentence(app)
    assert not app.get("vega_lite_chart")
    assert [note.value for note in app.info] == [
        "No statement meets this rule. Lower the threshold."
    ]
    table = findings_page(list="divided", at_least="99", view="Table")
    assert expect(table, FindingsFilters(list="divided", at_least=99)) == []


def test_reset_puts_everything_back_but_the_study() -> None:
    app = findings_page(
        list="dont_know", group="Academia", base="opinion", at_least="5", at_most="9", invited="yes"
    )
    assert FindingsFilters(**chosen(app)) == FindingsFilters(
        STUDY, "dont_know", "Academia", "opinion", 5, 9, "yes"
    )
    next(button for button in app.button if button.label == "Reset filters").click().run()
    assert FindingsFilters(**chosen(app)) == FindingsFilters()
    assert sentence(app).startswith("Strongest consensus: for 16 of 50")


@pytest.mark.usefixtures("small_groups")
def test_a_group_too_small_to_be_shown_is_neither_offered_nor_shown() -> None:
    app = findings_page(group=SHOWN, view="Table")
    assert app.selectbox(key="group").options == [EVERYONE, SHOWN]
    assert set(app.dataframe[0].value["group"]) == {SHOWN}
    expect(app, FindingsFilters(group=SHOWN))


@pytest.mark.usefixtures("small_groups")
def test_an_address_that_asks_for_a_group_too_small_to_be_shown_is_told_which_there_are() -> None:
    app = findings_page(group="Academia")
    assert f"Possible: {EVERYONE}, {SHOWN}." in problems(app)["group"]
    assert works(app)
