"""Groups are compared a second time from the facts, world by world and answer by answer."""

import math
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from queries.records import records
from tests.analysis import answers_one_by_one as one_by_one
from tests.conftest import Facts
from tests.small_groups import SHOWN
from tests.views.agreement.worlds_from_facts import COMBINED, GROUPS, STUDY, published
from tests.views.compare.compare_by_hand import SECOND, Pair, expected, key, shown
from views.compare.columns import COMPARE_COLUMNS
from views.compare.filters import ALL_AREAS, MEASURES, SORTS, CompareFilters
from views.compare.rows import compare, compared_groups, compared_pairs, overall
from views.filter_kinds import choices_of, read

DEFAULT = CompareFilters()


@pytest.fixture
def family(built_database: object) -> pd.DataFrame:
    return compared_pairs(STUDY, "", "affiliation", ALL_AREAS)


def test_the_family_is_every_statement_times_every_pair_and_group_against_the_others(
    family: pd.DataFrame,
) -> None:
    rows = records(family)
    assert len(rows) == 300
    assert {key(row) for row in rows} == {
        (item, *pair) for item in published().items for pair in SECOND
    }
    assert list(family.columns) == list(COMPARE_COLUMNS)
    assert not family.isna().any(axis=None)
    for row in rows:
        assert row["others"] == (" + " in row["group_2"])
        assert row["by"] == "affiliation"
        assert (row["label"], row["code"]) == (
            published().label(row["item_id"]),
            published().items[row["item_id"]]["code"],
        )


@pytest.mark.parametrize("pair", SECOND, ids=" and ".join)
def test_every_figure_of_every_pair_is_as_computed_world_by_world(
    family: pd.DataFrame, pair: Pair
) -> None:
    rows = [row for row in records(family) if (row["group_1"], row["group_2"]) == pair]
    assert len(rows) == 50
    for row in rows:
        for name, figure in expected(row["item_id"], pair).items():
            if isinstance(figure, float):
                assert row[name] == pytest.approx(figure, rel=1e-9, abs=1e-12), (row["label"], name)
            else:
                assert row[name] == figure, (row["label"], name)


def test_worlds_leave_some_figures_open_and_determine_most(family: pd.DataFrame) -> None:
    open_ = family["share_difference_low"] != family["share_difference_high"]
    assert 0 < open_.sum() < 60
    assert (family["share_gap"] == 0).any()


def test_p_values_are_corrected_over_the_whole_family(family: pd.DataFrame) -> None:
    for name in ("p_answers", "p_shares"):
        assert family[f"{name}_holm"].to_list() == pytest.approx(
            one_by_one.holm(family[name].to_list())
        )
        assert (family[f"{name}_holm"] >= family[name]).all()


def test_the_combined_group_of_the_paper_agrees_more_with_pausing_training(
    family: pd.DataFrame,
) -> None:
    (row,) = (
        row
        for row in records(family)
        if row["label"] == "Pausing training of dangerous models" and row["group_2"] == COMBINED
    )
    assert (row["group_1"], row["n_1"], row["n_2"]) == ("AGI lab", 25, 22)
    assert round(row["mean_1_low"], 2) == round(row["mean_1_high"], 2) == 1.36
    assert round(row["mean_2_low"], 2) == round(row["mean_2_high"], 2) == 1.91


def test_means_and_numbers_of_groups_are_those_printed(family: pd.DataFrame, facts: Facts) -> None:
    found: dict[tuple[str, str], tuple[float, float, int]] = {}
    for row in records(family):
        for side in "12":
            found[row["item_id"], row[f"group_{side}"]] = (
                row[f"mean_{side}_low"],
                row[f"mean_{side}_high"],
                row[f"n_{side}"],
            )
    combined = 0
    for row in facts["schuett2023_group_means"]:
        low, high, n = found[row["item_id"], row["affiliation"]]
        printed = float(Decimal(row["mean"]))
        assert low - 1e-9 <= printed + 0.005
        assert printed - 0.005 <= high + 1e-9
        assert high - low <= 0.01 + 1e-9
        assert n == int(row["n_opinion"] or n)
        combined += row["affiliation"] == COMBINED
    assert combined == 50


def asked_for() -> st.SearchStrategy[CompareFilters]:
    """Filters that can be asked for: one group alone only against the others."""
    some = st.lists(st.sampled_from(GROUPS), unique=True).map(
        lambda groups: tuple(group for group in GROUPS if group in groups)
    )
    built = st.builds(
        CompareFilters,
        group=some,
        against=st.sampled_from(["each", "others"]),
        measure=st.sampled_from(list(MEASURES)),
        category=st.lists(
            st.sampled_from(["1", "1.2", "2", "3.1", "4", "4.5"]), unique=True, max_size=2
        ).map(tuple),
        search=st.sampled_from(["", "", "audit", "risk", "Model access", "nothing has this"]),
        sort=st.sampled_from(list(SORTS)),
    )
    return built.map(
        lambda filters: replace(filters, against="others") if len(filters.group) == 1 else filters
    )


@given(filters=asked_for())
def test_filters_choose_rows_and_change_none_of_their_figures(
    facts: Facts, filters: CompareFilters
) -> None:
    whole = {key(row): row for row in records(compared_pairs(STUDY, "", "affiliation", ALL_AREAS))}
    rows = records(compare(filters))
    assert {key(row) for row in rows} == shown(filters, facts)
    assert len({key(row) for row in rows}) == len(rows)
    assert all(row == whole[key(row)] for row in rows)


@given(filters=asked_for())
def test_statements_stand_in_the_order_asked_for(filters: CompareFilters) -> None:
    rows = records(compare(filters))
    items = list(dict.fromkeys(row["item_id"] for row in rows))
    name = "mean" if filters.measure == "mean" else "share"
    p = "p_answers" if filters.measure == "mean" else "p_shares"
    if filters.sort == "a-z":
        ranked: list[Any] = [published().label(item).lower() for item in items]
    else:
        column, sign = (f"{name}_gap", -1) if filters.sort == "difference" else (p, 1)
        ranked = [
            min(sign * row[column] for row in rows if row["item_id"] == item) for item in items
        ]
    assert ranked == sorted(ranked)
    pairs_ = [pair for pair in SECOND if pair in {key(row)[1:] for row in rows}]
    together = [(item, *pair) for item in items for pair in pairs_]
    assert [key(row) for row in rows] == together


def test_one_group_is_compared_with_the_others_but_not_alone_with_itself() -> None:
    alone = CompareFilters(group=("Academia",))
    assert compare(alone).empty
    assert len(compare(replace(alone, against="others"))) == 50


def offered(name: str, filters: CompareFilters = DEFAULT) -> list[str]:
    """What can be chosen."""
    return list({one: choices for one, _, choices in choices_of(filters)}[name].values())


def test_only_what_the_study_recorded_is_compared_by() -> None:
    assert offered("by") == ["affiliation"]
    assert offered("by", CompareFilters(study="ipie-waves")) == ["subgroup"]
    assert "mit-delphi-2025" not in offered("study")


def test_groups_and_risk_areas_are_those_of_what_is_compared_by(invented_panels: None) -> None:
    affiliations = CompareFilters(study="invented-panel")
    areas = offered("group", CompareFilters(study="invented-panel", by="risk_area"))
    assert offered("risk_area", affiliations) == [ALL_AREAS, *areas]
    assert offered("risk_area", replace(affiliations, by="risk_area")) == [ALL_AREAS]
    assert set(GROUPS).isdisjoint(areas)
    assert offered("group") == list(GROUPS)
    assert offered("risk_area") == [ALL_AREAS]


def test_it_is_said_why_a_study_cannot_be_compared_by_something(facts: Facts) -> None:
    _, (problem,) = read(CompareFilters, [("by", "expertise")])
    (note,) = (
        row["note"]
        for row in facts["study_dimensions"]
        if (row["study_id"], row["dimension"]) == (STUDY, "expertise")
    )
    assert problem.message == note


@pytest.mark.parametrize("group", [(), ("AGI lab", "Civil society"), ("Academia",)], ids=str)
def test_the_mean_of_the_means_is_that_over_all_statements(group: tuple[str, ...]) -> None:
    filters = CompareFilters(group=group, against="others", search="audit", category=("1",))
    found = list(overall(filters))
    assert [row["group"] for row in found] == compared_groups(filters)
    assert set(compared_groups(filters)) == set(group or GROUPS)
    survey = published()
    for row in found:
        means = [
            [one_by_one.mean(world[row["group"]]) for world in survey.worlds[item]]
            for item in survey.items
        ]
        assert row["mean_low"] == pytest.approx(math.fsum(map(min, means)) / 50)
        assert row["mean_high"] == pytest.approx(math.fsum(map(max, means)) / 50)


def test_means_that_are_open_leave_the_mean_of_the_means_open(
    built_database: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = pd.DataFrame(
        {
            "item_id": ["one", "other"],
            "group": "Academia",
            "mean_low": [1.0, 0.5],
            "mean_high": [1.2, 0.7],
        }
    )
    monkeypatch.setattr("views.compare.rows.agreement", lambda filters: rows)
    (found,) = overall(CompareFilters(group=("Academia",), against="others"))
    assert (found["mean_low"], found["mean_high"]) == pytest.approx((0.75, 0.95))


@pytest.mark.usefixtures("small_groups")
def test_no_group_too_small_to_be_shown_is_compared() -> None:
    for against in ("each", "others"):
        assert compare(CompareFilters(against=against)).empty
    assert offered("group") == [SHOWN]


@pytest.mark.usefixtures("small_groups")
def test_no_group_too_small_to_be_shown_is_named() -> None:
    assert compared_groups(CompareFilters()) == [SHOWN]
    assert [row["group"] for row in overall(CompareFilters())] == [SHOWN]
