"""The lists of findings are computed a second time from the facts, world by world and exactly."""

import math
from fractions import Fraction
from itertools import pairwise

import pandas as pd
import pytest

from analysis.rankings import LISTS
from queries.records import records
from tests.analysis import answers_one_by_one as one_by_one
from tests.conftest import FactRow
from tests.small_groups import SHOWN
from tests.views.agreement.worlds_from_facts import GROUPS, STUDY, published
from tests.views.findings import rankings_by_hand as by_hand
from tests.views.findings.rankings_by_hand import OWN, Kept, figures, kept, possible
from views.agreement.filters import BASES
from views.filter_kinds import choices_of, read
from views.findings.columns import FINDINGS_COLUMNS
from views.findings.filters import EVERYONE, FindingsFilters
from views.findings.rows import findings

pytestmark = pytest.mark.slow

WHOM = (EVERYONE, *GROUPS)
of_each_list = pytest.mark.parametrize("list_name", LISTS)
of_each_base = pytest.mark.parametrize("base", BASES)
of_anyone = pytest.mark.parametrize("group", WHOM)


def found(filters: FindingsFilters) -> Kept:
    rows = findings(filters)
    return set(rows.loc[rows["certain"].astype(bool), "item_id"]), set(rows["item_id"])


def whole_list(list_name: str, group: str = EVERYONE, base: str = "respondents") -> pd.DataFrame:
    return findings(FindingsFilters(STUDY, list_name, group, base, at_least=0, at_most=100))


def test_16_of_50_statements_meet_with_strong_consensus(facts: dict[str, list[FactRow]]) -> None:
    strong = {
        row["item_id"]
        for row in facts["schuett2023_counts"]
        if 100 * int(row["strongly_agree"]) >= 70 * int(row["n"])
        and 100 * int(row["strongly_disagree"]) <= 3 * int(row["n"])
    }
    assert len(facts["schuett2023_counts"]) == 50
    assert len(strong) == 16
    assert found(FindingsFilters()) == (strong, strong)


@of_each_list
@of_anyone
@of_each_base
def test_a_list_has_the_statements_that_reach_its_threshold(
    list_name: str, group: str, base: str
) -> None:
    filters = FindingsFilters(list=list_name, group=group, base=base)
    assert found(filters) == kept(filters, OWN[list_name])
    edges = {
        min(max(math.floor(100 * figure) + step, 0), 100)
        for worlds in figures(list_name, group, base).values()
        for figure, _ in worlds
        for step in (0, 1)
    }
    sizes = set()
    for at_least in sorted(edges):
        moved = FindingsFilters(STUDY, list_name, group, base, at_least)
        assert found(moved) == kept(moved, at_least), at_least
        sizes.add(len(findings(moved)))
    assert len(sizes) > 1


@pytest.mark.parametrize("at_least", [16, 22])
def test_a_polarisation_that_just_reaches_the_threshold_is_in_the_list(at_least: int) -> None:
    filters = FindingsFilters(list="divided", group="AGI lab", at_least=at_least)
    assert found(filters) == kept(filters, at_least)


@of_anyone
@of_each_base
def test_what_there_is_a_consensus_on_few_strongly_disagree_with(group: str, base: str) -> None:
    sizes = set()
    for at_most in (0, 1, 2, 3, 4, 5, 6, 9, 10, 12, 20, 99, 100):
        for at_least in (70, 80, 90):
            filters = FindingsFilters(STUDY, "consensus", group, base, at_least, at_most)
            assert found(filters) == kept(filters, at_least), (at_least, at_most)
            sizes.add(len(findings(filters)))
    assert len(sizes) > 1


def test_a_statement_may_be_in_the_list_only_if_some_world_meets_both_conditions() -> None:
    filters = FindingsFilters(list="consensus", group="Academia", at_least=50, at_most=10)
    assert found(filters) == kept(filters, 50)


@of_each_list
@of_anyone
@of_each_base
def test_figures_are_the_lowest_and_highest_and_rank_the_list(
    list_name: str, group: str, base: str
) -> None:
    rows = records(whole_list(list_name, group, base))
    assert len(rows) == 50
    for row in rows:
        worlds = figures(list_name, group, base)[row["item_id"]]
        own, against = (sorted(values) for values in zip(*worlds, strict=True))
        assert (row["figure_low"], row["figure_high"]) == pytest.approx((own[0], own[-1]))
        assert row["strongly_disagree_low"] == pytest.approx(float(against[0]))
        assert row["strongly_disagree_high"] == pytest.approx(float(against[-1]))
    assert [row["item_id"] for row in rows] == by_hand.in_order(list_name, group, base)
    assert [row["position"] for row in rows] == list(range(1, 51))


@of_each_list
@of_anyone
def test_ranks_range_over_every_defensible_alternative(list_name: str, group: str) -> None:
    rows = whole_list(list_name, group).set_index("item_id")
    found_ = dict(
        zip(rows.index, zip(rows["rank_best"], rows["rank_worst"], strict=True), strict=True)
    )
    assert found_ == by_hand.ranks(list_name, by_hand.whose(group))
    assert len(set(found_.values())) > 1


@of_each_list
@of_anyone
@of_each_base
def test_intervals_are_the_widest_of_wilsons(list_name: str, group: str, base: str) -> None:
    rows = records(whole_list(list_name, group, base))
    if list_name == "divided":
        assert all(math.isnan(row["figure_ci_low"] + row["figure_ci_high"]) for row in rows)
        return
    of_everyone = base == "respondents" or list_name == "dont_know"
    for row in rows:
        ends = []
        for one in possible(row["item_id"], group):
            of = one.n if of_everyone else one.n_opinion
            ends.append(one_by_one.wilson(int(by_hand.figure(list_name, one, base) * of), of))
        low, high = zip(*ends, strict=True)
        found_ = (row["figure_ci_low"], row["figure_ci_high"])
        assert found_ == pytest.approx((min(low), max(high)), abs=1e-9)


@of_anyone
@of_each_base
def test_as_many_must_change_as_it_takes_one_by_one(group: str, base: str) -> None:
    survey = published()
    shares = {
        item: [one.share((3, 4), base) for one in possible(item, group)] for item in survey.items
    }
    ranked = sorted(survey.items, key=lambda item: (-min(shares[item]), survey.label(item)))
    following = dict(pairwise(ranked))
    rows = records(whole_list("consensus", group, base))
    for row in rows:
        item = row["item_id"]
        to_half = min(by_hand.flips(one, base, Fraction(1, 2)) for one in possible(item, group))
        assert row["flips_to_half"] == to_half
        if item not in following:
            assert pd.isna(row["flips_to_next"])
            assert pd.isna(row["next_label"])
            continue
        after = max(shares[following[item]])
        assert row["next_label"] == survey.label(following[item])
        assert row["flips_to_next"] == min(
            by_hand.flips(one, base, after) for one in possible(item, group)
        )
    assert len({row["flips_to_half"] for row in rows}) > 2


@of_each_list
@of_each_base
def test_those_invited_who_gave_no_answer_may_all_or_none_have_thought_the_same(
    list_name: str, base: str
) -> None:
    invited = published().invited
    assert invited == 92
    for row in records(whole_list(list_name, base=base)):
        bounds = (row["invited_low"], row["invited_high"])
        if list_name == "divided":
            assert all(map(math.isnan, bounds))
            continue
        everyone = published().everyone(row["item_id"])
        gave = everyone.share(by_hand.NAMED[list_name], "respondents") * everyone.n
        expected = (gave / invited, (gave + invited - everyone.n) / invited)
        assert bounds == pytest.approx(tuple(map(float, expected)), rel=1e-12)


@pytest.mark.parametrize("group", GROUPS)
def test_who_of_a_group_was_invited_is_not_known(group: str) -> None:
    rows = whole_list("consensus", group)
    assert rows[["invited_low", "invited_high"]].isna().all(axis=None)


@of_each_list
def test_n_is_the_fewest_that_the_shares_may_be_of(list_name: str) -> None:
    for group in WHOM:
        for base in BASES:
            for row in records(whole_list(list_name, group, base)):
                one = possible(row["item_id"], group)
                of = {"dont_know": "respondents", "divided": "opinion"}.get(list_name, base)
                assert row["n_base"] == min(answers.base(of) for answers in one)
                assert (row["group"], row["base"], row["list"]) == (group, base, list_name)


@pytest.mark.parametrize(
    ("list_name", "base"), [("dont_know", "opinion"), ("divided", "respondents")]
)
def test_n_is_that_of_the_figure(list_name: str, base: str) -> None:
    for row in records(whole_list(list_name, base=base)):
        one = published().everyone(row["item_id"])
        assert row["n_base"] == (one.n_opinion if list_name == "divided" else one.n)


@of_each_list
def test_only_columns_that_are_said_to_be_so_are_ever_empty(list_name: str) -> None:
    for group in WHOM:
        rows = whole_list(list_name, group)
        assert list(rows.columns) == list(FINDINGS_COLUMNS)
        empty = set(rows.columns[rows.isna().any()])
        assert empty <= {name for name, column in FINDINGS_COLUMNS.items() if column.may_be_empty}


@pytest.mark.parametrize("given", ["-1", "101", "1000", "3.5", "7 0", "seventy", "٧٠", "1e1"])
@pytest.mark.parametrize("name", ["at_least", "at_most"])
def test_what_is_no_whole_number_of_per_cent_is_reported(name: str, given: str) -> None:
    filters, (problem,) = read(FindingsFilters, [("list", "divided"), (name, given)])
    assert filters == FindingsFilters(list="divided")
    assert (problem.parameter, problem.value) == (name, given)
    assert problem.message == "A whole number of per cent, 0 to 100, is needed."


def test_a_group_is_everyone_or_one_affiliation() -> None:
    assert groups() == [EVERYONE, *GROUPS]
    assert read(FindingsFilters, [("group", "agi lab")]) == (FindingsFilters(group="AGI lab"), [])


def test_each_list_has_its_own_threshold_unless_another_is_asked_for() -> None:
    assert {name: FindingsFilters(list=name).threshold for name in LISTS} == OWN
    assert FindingsFilters(list="divided", at_least=0).threshold == 0


def groups() -> list[str]:
    """The groups that are offered."""
    offered = {name: choices for name, _, choices in choices_of(FindingsFilters())}
    return list(offered["group"].values())


@pytest.mark.usefixtures("small_groups")
def test_a_group_too_small_to_be_shown_is_not_offered() -> None:
    assert groups() == [EVERYONE, SHOWN]
    assert len(whole_list("consensus", SHOWN)) == 50
    _, (problem,) = read(FindingsFilters, [("group", "Academia")])
    assert problem.allowed == (EVERYONE, SHOWN)


@pytest.mark.usefixtures("small_groups")
def test_a_group_too_small_to_be_shown_does_not_keep_the_others_from_being_ranked() -> None:
    assert len(whole_list("consensus")) == 50
