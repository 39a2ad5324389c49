"""Counts of answers in the database: what is printed, what is reconstructed, what is shown of
groups, and the tally that is made of them."""

import itertools
import shutil
import tomllib
from collections import Counter, defaultdict
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from statistics import mean, variance
from typing import Any

import duckdb
import pandas as pd
import pytest

from data.paths import DATA
from data.scales import LARGEST_SCALE
from tests.data.built_tables import (
    ANSWERS,
    FOLDERS,
    SCORES,
    SHIPPED,
    STUDY,
    Facts,
    Groups,
    build_beside,
    of_files,
    of_study,
    rows,
    table,
)
from tests.data.changed_facts import (
    ChangeFacts,
    set_value,
)

pytestmark = pytest.mark.slow


def test_the_tally_is_in_the_same_order_in_whatever_order_cells_are_stored(
    built_database: Path, tmp_path: Path
) -> None:
    database = Path(shutil.copy(built_database, tmp_path))
    before = rows(database, "from tally")
    with duckdb.connect(str(database)) as connection:
        for name in ("cell", "hidden_group"):
            connection.execute(f"create temp table kept as from {name} order by rowid desc")
            connection.execute(f"delete from {name}")
            connection.execute(f"insert into {name} from kept")
            connection.execute("drop table kept")
        connection.execute("delete from tally")
        connection.execute((DATA / "building" / "tally.sql").read_text(encoding="utf-8"))
    again = rows(database, "from tally")
    assert Counter(again) == Counter(before)
    assert again == before


def cells_by_world(database: Path) -> dict[tuple[str, int], Groups]:
    """Answers by statement and world, group (None: everyone) and option."""
    found: dict[tuple[str, int], Groups] = defaultdict(lambda: defaultdict(dict))
    columns = "item_id, world, affiliation, option_id, n, risk_area, expertise, study_id"
    for item, world, affiliation, option, n, *others in of_files(database, "cell", columns):
        assert others == [None, None, STUDY]
        group = found[item, world][affiliation]
        assert option not in group, f"two cells for {item}, {world}, {affiliation}, {option}"
        group[option] = n
    return found


def test_cells_of_everyone_are_the_published_counts(built_database: Path, facts: Facts) -> None:
    found = cells_by_world(built_database)
    published = {item: set(groups) for (item, world), groups in found.items() if world == 0}
    assert published == {row["item_id"]: {None} for row in facts["schuett2023_counts"]}
    for row in facts["schuett2023_counts"]:
        everyone = found[row["item_id"], 0][None]
        assert everyone == {answer: int(row[answer]) for answer in ANSWERS}
        assert sum(everyone.values()) == int(row["n"])


def test_cells_of_each_group_give_back_what_is_published_about_it(
    built_database: Path, facts: Facts
) -> None:
    compared = 0
    for (item, world), groups in cells_by_world(built_database).items():
        if world == 0:
            continue
        for row in facts["schuett2023_group_means"]:
            if row["item_id"] != item:
                continue
            members = row["affiliation"].split(" + ")
            counts = {score: sum(groups[name][score] for name in members) for score in SCORES}
            scores = [Fraction(SCORES[answer]) for answer, n in counts.items() for _ in range(n)]
            off = abs(mean(scores) - Fraction(row["mean"]))
            assert off <= Fraction("0.005"), (row, world)
            error = float(variance(scores) / len(scores)) ** 0.5
            assert error == pytest.approx(float(row["standard_error"]), abs=0.005 + 1e-9)
            if row["n_opinion"]:
                assert len(scores) == int(row["n_opinion"])
            compared += 1
    assert compared == 4 * (43 + 6 * 2 + 3)


def test_worlds_are_numbered_from_one_and_hold_all_three_groups(built_database: Path) -> None:
    numbers = defaultdict(list)
    for (item, world), groups in cells_by_world(built_database).items():
        if world:
            assert set(groups) == {"AGI lab", "Academia", "Civil society"}
            numbers[item].append(world)
    assert Counter(tuple(sorted(found)) for found in numbers.values()) == {
        (1,): 43,
        (1, 2): 6,
        (1, 2, 3): 1,
    }


def ways_to_hand_out(what: int, most: list[int]) -> list[tuple[int, ...]]:
    every = itertools.product(*(range(min(limit, what) + 1) for limit in most))
    return [way for way in every if sum(way) == what]


def test_dont_know_cells_of_groups_exist_exactly_where_they_are_determined(
    built_database: Path, facts: Facts
) -> None:
    respondents = int(of_study(facts, "studies")[0]["respondents"])
    members = {row["name"]: int(row["members"]) for row in of_study(facts, "study_groups")}
    rest = respondents - sum(members.values())
    totals = {row["item_id"]: row for row in facts["schuett2023_counts"]}
    seen: Counter[bool] = Counter()
    for (item, world), groups in cells_by_world(built_database).items():
        if world == 0:
            continue
        opinions = {name: sum(groups[name][answer] for answer in SCORES) for name in members}
        others = sum(int(totals[item][answer]) for answer in SCORES) - sum(opinions.values())
        room = [*(members[name] - opinions[name] for name in members), rest - others]
        ways = ways_to_hand_out(int(totals[item]["dont_know"]), room)
        assert ways
        for index, name in enumerate(members):
            possible = {way[index] for way in ways}
            expected = possible.pop() if len(possible) == 1 else None
            assert groups[name].get("dont_know") == expected, (item, world, name)
            seen[expected is None] += 1
    assert set(seen) == {True, False}


def test_figures_are_published_as_printed(built_database: Path, facts: Facts) -> None:
    stored = {
        (row.item_id, row.affiliation if isinstance(row.affiliation, str) else "", row.statistic): (
            row.relation,
            row.value,
        )
        for row in table(built_database, "published").itertuples()
        if row.study_id == STUDY
    }
    printed = {
        (row["item_id"], "", "n_respondents" if column == "n" else column): row[column]
        for row in facts["schuett2023_counts"]
        for column in (*ANSWERS, "n")
    } | {
        (row["item_id"], row["affiliation"], column): row[column]
        for row in facts["schuett2023_group_means"]
        for column in ("mean", "standard_error", "n_opinion")
        if row[column]
    }
    assert stored == {key: ("=", float(Decimal(value))) for key, value in printed.items()}


def test_bounds_are_published_as_printed_and_no_other_figure_of_their_study(
    built_database: Path, facts: Facts
) -> None:
    columns = (
        "item_id, risk_area, affiliation, expertise, statistic, relation, value::varchar, source"
    )
    stored = rows(built_database, f"select {columns} from published where study_id = 'uuk2024'")
    printed = [
        (
            row["item_id"],
            row["risk_area"] or None,
            None,
            None,
            row["statistic"],
            ">",
            row["value"],
            row["source"],
        )
        for row in facts["uuk2024_published"]
    ]
    assert Counter(stored) == Counter(printed)
    assert None in {area for _, area, *_ in stored}
    for name in ("cell", "tally"):
        assert set(of_files(built_database, name, "study_id")) == {(STUDY,)}


def test_a_group_smaller_than_the_study_shows_has_no_cell(
    inputs: Path, change_facts: ChangeFacts
) -> None:
    set_value("studies", "minimum_group_size", "12")(inputs, change_facts)
    database = build_beside(inputs)
    for name in ("cell", "tally"):
        shown = set(of_files(database, name, "affiliation"))
        assert shown == {(None,), ("AGI lab",)}, name


def test_every_group_with_a_cell_is_large_enough_to_be_shown(
    built_database: Path, facts: Facts
) -> None:
    smallest = int(of_study(facts, "studies")[0]["minimum_group_size"])
    members = {row["name"]: int(row["members"]) for row in of_study(facts, "study_groups")}
    shown = {group for groups in cells_by_world(built_database).values() for group in groups}
    assert shown == {None, *members}
    assert all(members[group] >= smallest for group in shown if group)


def test_only_a_study_that_publishes_every_answer_has_cells_of_smaller_groups(
    built_database: Path,
) -> None:
    sizes = """
        select distinct cell.study_id, study_group.members >= study.minimum_group_size
        from cell
        join study using (study_id)
        join study_group
            on study_group.study_id = cell.study_id
            and study_group.dimension = 'affiliation'
            and study_group.name = cell.affiliation
    """
    found = rows(built_database, sizes)
    published = rows(built_database, "select distinct study_id from response")
    assert {study for study, _ in found} == {STUDY, "ec2020", "ipie2024"}
    assert {(study,) for study, large in found if not large} <= set(published)


def of_the_study(database: Path, name: str) -> pd.DataFrame:
    found = table(database, name)
    return found[found["study_id"] == STUDY]


def test_tally_is_the_cells_set_side_by_side(built_database: Path) -> None:
    names = ["item_id", "affiliation", "world"]
    cell = of_the_study(built_database, "cell")
    item, study = (of_the_study(built_database, name) for name in ("item", "study"))
    members = of_the_study(built_database, "study_group").set_index("name")["members"].astype(float)
    respondents = study["respondents"].item()

    cell["affiliation"] = cell["affiliation"].astype(object).fillna("")
    expected = cell.pivot(index=names, columns="option_id", values="n")
    expected["basis"] = cell.groupby(names)["basis"].first()
    expected = expected.reset_index().merge(item, on="item_id")
    opinions = expected[list(SCORES)]
    for place in range(1, LARGEST_SCALE + 1):
        counted = opinions.iloc[:, place - 1] if place <= len(SCORES) else 0
        expected[f"option_{place}"] = counted
    expected["n_for"] = expected["somewhat_agree"] + expected["strongly_agree"]
    expected["n_against"] = expected["strongly_disagree"] + expected["somewhat_disagree"]
    expected["n_opinion"] = opinions.sum(axis=1)
    expected["score"] = (opinions * pd.Series(SCORES)).sum(axis=1)
    everyone = expected[expected["affiliation"] == ""].set_index("item_id")
    answered = everyone["n_opinion"] + everyone["dont_know"]
    undetermined = expected["dont_know"].isna()
    without = expected["affiliation"].map(members) - expected["n_opinion"]
    expected["no_opinion"] = expected["dont_know"].fillna(without)
    missing = respondents - expected["item_id"].map(answered)
    expected["unanswered"] = missing.where(undetermined, 0)
    dont_know = expected["item_id"].map(everyone["dont_know"])
    expected["everyone_dont_know"] = dont_know.where(undetermined)
    expected["group_by"] = expected["affiliation"].map(lambda name: "affiliation" if name else "")
    expected["hidden"] = False

    found = of_the_study(built_database, "tally")
    found["affiliation"] = found["affiliation"].astype(object).fillna("")
    not_recorded = ["risk_area", "wave", "expertise", "subgroup"]
    assert found[not_recorded].isna().all(axis=None)
    compared = [name for name in found.columns if name not in not_recorded]
    pd.testing.assert_frame_equal(
        found[compared].sort_values(names, ignore_index=True).astype(object),
        expected[compared].sort_values(names, ignore_index=True).astype(object),
        check_dtype=False,
    )


def tallied(counts: dict[str, int], options: list[dict[str, Any]]) -> tuple[Any, ...]:
    """What the tally is to say of a group: opinions by place on the scale, for, against, all, their
    scores added up, and answers that are no opinion."""
    opinions = [one for one in options if one["stance"] != "none"]
    unsure = [one for one in options if one["stance"] == "none" and one.get("answered", True)]
    numbers = [counts[one["id"]] for one in opinions]
    scored = "score" in opinions[0]
    return (
        numbers + [0] * (LARGEST_SCALE - len(numbers)),
        sum(counts[one["id"]] for one in opinions if one["stance"] == "for"),
        sum(counts[one["id"]] for one in opinions if one["stance"] == "against"),
        sum(numbers),
        sum(counts[one["id"]] * one["score"] for one in opinions) if scored else None,
        sum(counts[one["id"]] for one in unsure),
    )


@pytest.mark.parametrize("study", SHIPPED)
def test_the_tally_of_a_shipped_study_goes_by_the_scale_of_each_question(
    built_database: Path, study: str
) -> None:
    described = tomllib.loads((FOLDERS / study / "study.toml").read_text(encoding="utf-8"))
    scales = {one["id"]: one["options"] for one in described["scales"]}
    asked = {one["id"]: scales[one["scale"]] for one in described["questions"]}
    options = {one["id"]: asked[one["question"]] for one in described["items"]}
    columns = "item_id, risk_area, wave, affiliation, expertise, subgroup"
    where = f"where study_id = '{study}'"
    cells: dict[tuple[Any, ...], dict[str, int]] = defaultdict(dict)
    answers = rows(built_database, f"select {columns}, option_id, n from cell {where}")
    for *group, option, n in answers:
        cells[tuple(group)][option] = n
    places = ", ".join(f"option_{place}" for place in range(1, LARGEST_SCALE + 1))
    figures = f"[{places}], n_for, n_against, n_opinion, score, no_opinion"
    found = rows(built_database, f"select {columns}, {figures} from tally {where}")
    assert {group[0] for group in cells} == set(options)
    assert len(found) == len(cells)
    assert {tuple(row[:6]): tuple(row[6:]) for row in found} == {
        group: tallied(counts, options[group[0]]) for group, counts in cells.items()
    }
    certain = f"from tally {where} and not hidden and unanswered = 0 and everyone_dont_know is null"
    assert len(rows(built_database, certain)) == len(found)
