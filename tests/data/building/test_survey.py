"""Answers held one by one are counted right, and no count of a small group is kept."""

from collections import Counter
from collections.abc import Iterator
from itertools import product

import numpy as np
import numpy.typing as npt
import pandas as pd
import pytest

from data.answer_options import ANSWER_LABELS
from data.building.survey import DIMENSIONS, table_rows
from queries.records import Row, records
from tests.data.building.disclosure_attack import betrayed
from tests.data.building.invented_survey import (
    ITEMS,
    LABELS,
    MINIMUM,
    PREFER,
    RESPONDENTS,
    Invented,
    invented,
)

Place = tuple[str, str | None]
Group = tuple[str | None, str | None]
Numbers = npt.NDArray[np.int64]

EVERYTHING = DIMENSIONS
RECORDED: tuple[tuple[str, ...], ...] = (
    EVERYTHING,
    ("affiliation", "expertise"),
    ("affiliation", "risk_area"),
    ("expertise",),
    ("risk_area",),
    (),
)
ASKED = [(seed, EVERYTHING) for seed in range(4)] + [(4, recorded) for recorded in RECORDED[1:]]


@pytest.fixture(params=ASKED, ids=str, scope="module")
def made(request: pytest.FixtureRequest) -> Invented:
    return invented(*request.param)


@pytest.fixture(scope="module")
def tables(made: Invented) -> dict[str, pd.DataFrame]:
    return table_rows(made.survey, made.counts())


def plain(rows: pd.DataFrame) -> list[Row]:
    """The rows; what is missing as None."""
    return records(rows.astype(object).where(rows.notna(), None))


def groups(made: Invented) -> list[Group]:
    """Everyone, each affiliation, each expertise, and each two of them."""
    affiliations, expertise = (
        (None, *made.survey.groups.get(name, ())) for name in ("affiliation", "expertise")
    )
    return [*product(affiliations, expertise)]


def members(people: pd.DataFrame, group: Group) -> pd.DataFrame:
    """The rows of those in a group; None lets everyone through."""
    affiliation, expertise = group
    if affiliation is not None:
        people = people[people["affiliation"] == affiliation]
    return people if expertise is None else people[people["expertise"] == expertise]


def by_item(made: Invented) -> Iterator[tuple[Place, pd.DataFrame]]:
    areas = made.survey.groups.get("risk_area", (None,))
    for item, area in product((item.item_id for item in ITEMS), areas):
        rows = made.responses[made.responses["item_id"] == item]
        yield (item, area), rows if area is None else rows[rows["risk_area"] == area]


def shown_cells(tables: dict[str, pd.DataFrame]) -> dict[tuple[Place, Group], dict[str, int]]:
    found: dict[tuple[Place, Group], dict[str, int]] = {}
    for row in plain(tables["cell"]):
        place, group = (row["item_id"], row["risk_area"]), (row["affiliation"], row["expertise"])
        counts = found.setdefault((place, group), {})
        assert row["option_id"] not in counts
        counts[row["option_id"]] = row["n"]
        assert (row["study_id"], row["world"], row["basis"]) == ("invented", 0, "counted")
    return found


def hidden_groups(tables: dict[str, pd.DataFrame]) -> list[tuple[Place, Group]]:
    return [
        ((row["item_id"], row["risk_area"]), (row["affiliation"], row["expertise"]))
        for row in plain(tables.get("hidden_group", pd.DataFrame()))
    ]


def test_every_count_is_that_of_the_answers_one_by_one(
    made: Invented, tables: dict[str, pd.DataFrame]
) -> None:
    answers = dict(by_item(made))
    for (place, group), counts in shown_cells(tables).items():
        given = Counter(members(answers[place], group)["option_id"])
        assert counts == {option: given[option] for option in ANSWER_LABELS}


def test_every_group_that_answered_is_either_shown_or_listed_as_hidden(
    made: Invented, tables: dict[str, pd.DataFrame]
) -> None:
    hidden = hidden_groups(tables)
    answered = {
        (place, group)
        for place, rows in by_item(made)
        for group in groups(made)
        if len(members(rows, group))
    }
    assert len(hidden) == len(set(hidden))
    assert set(hidden) | set(shown_cells(tables)) == answered
    assert not set(hidden) & set(shown_cells(tables))
    assert hidden or not made.survey.groups


def parts(people: pd.DataFrame, known: list[Group]) -> tuple[Numbers, Numbers]:
    """The parts of all respondents that groups are made of: shape (groups, parts), 1 where a part
    is in a group; and how many respondents are in each part."""
    sizes: Counter[Group] = Counter()
    for row in plain(people.drop_duplicates("respondent_id")):
        own = [row["affiliation"], row["expertise"]]
        listed = [{group[place] for group in known} for place in (0, 1)]
        one, other = (
            name if name in names else None for name, names in zip(own, listed, strict=True)
        )
        sizes[one, other] += 1
    within = [[_within(part, group) for part in sizes] for group in known]
    return np.array(within, dtype=np.int64), np.array(list(sizes.values()))


def _within(part: Group, group: Group) -> bool:
    return all(wanted in (None, own) for wanted, own in zip(group, part, strict=True))


def test_no_small_group_follows_from_the_cells_of_an_item(
    made: Invented, tables: dict[str, pd.DataFrame]
) -> None:
    shown = set(shown_cells(tables))
    for place, rows in by_item(made):
        within, sizes = parts(rows, groups(made))
        kept = within[[(place, group) in shown for group in groups(made)]]
        assert betrayed(kept, sizes, MINIMUM) == []
        assert ((kept @ sizes) >= MINIMUM).all()


def test_no_small_group_follows_from_the_sizes_of_groups(
    made: Invented, tables: dict[str, pd.DataFrame]
) -> None:
    found = {
        (row["affiliation"], row["expertise"]): row["members"]
        for row in plain(tables["group_size"])
    }
    people = made.responses.drop_duplicates("respondent_id")
    sizes = {group: len(members(people, group)) for group in groups(made)}
    assert set(found) == {group for group, size in sizes.items() if size}
    assert all(size in (None, sizes[group]) for group, size in found.items())
    within, of_parts = parts(people, groups(made))
    kept = within[[found.get(group) is not None for group in groups(made)]]
    assert betrayed(kept, of_parts, MINIMUM) == []
    assert found[None, None] == len(people)


def test_a_group_is_listed_with_its_size_just_if_that_may_be_known(
    made: Invented, tables: dict[str, pd.DataFrame]
) -> None:
    sizes = {
        (row["affiliation"], row["expertise"]): row["members"]
        for row in plain(tables["group_size"])
    }
    found = [
        (row["dimension"], row["position"], row["name"], row["members"])
        for row in plain(tables.get("study_group", pd.DataFrame()))
    ]
    of_group = {("affiliation", one): size for (one, other), size in sizes.items() if not other}
    of_group |= {("expertise", other): size for (one, other), size in sizes.items() if not one}
    assert found == [
        (dimension, position, name, of_group.get((dimension, name)))
        for dimension, names in made.survey.groups.items()
        for position, name in enumerate(names, start=1)
    ]


def test_measures_preferred_together_are_counted_where_enough_prefer_any(
    made: Invented, tables: dict[str, pd.DataFrame]
) -> None:
    expected = []
    for area in made.survey.groups.get("risk_area", ()):
        rows = made.preferred[made.preferred["risk_area"] == area]
        combinations = [set(some) for _, some in rows.groupby("respondent_id")["item_id"]]
        assert len(combinations) == PREFER[area]
        for one, other in product((item.item_id for item in ITEMS), repeat=2):
            both = sum({one, other} <= some for some in combinations)
            if both and len(combinations) >= MINIMUM:
                expected.append(("invented", area, one, other, both, len(combinations)))
    columns = ["study_id", "risk_area", "item_id", "other_item_id", "n", "n_respondents"]
    found = tables.get("chosen_together", pd.DataFrame(columns=columns))
    assert sorted(found[columns].itertuples(index=False, name=None)) == sorted(expected)
    assert {area for _, area, *_ in expected} == (
        {"Fire", "Flood"} if "risk_area" in made.survey.groups else set()
    )


def test_the_study_its_answers_and_its_items_are_listed(
    made: Invented, tables: dict[str, pd.DataFrame]
) -> None:
    (study,) = plain(tables["study"])
    people = made.responses["respondent_id"].nunique()
    assert study == {
        **made.survey.study,
        "respondents": people,
        "licence": "CC-BY-4.0",
        "hides_small_groups": True,
    }
    assert people <= RESPONDENTS
    options = tables["answer_option"]
    assert dict(zip(options["option_id"], options["label"], strict=True)) == (LABELS)
    scores = [None if pd.isna(score) else score for score in options["score"]]
    assert scores == [-2, -1, 0, 1, 2, None]
    assert list(options["stance"]) == ["against"] * 2 + ["neutral"] + ["for"] * 2 + ["none"]
    assert list(tables["item"]["item_id"]) == [item.item_id for item in ITEMS]
    links = [(row["item_id"], row["mitigation_id"]) for row in plain(tables["item_mitigation"])]
    assert links == [(item.item_id, one) for item in ITEMS for one in item.mitigation_ids]
    recorded = tables["study_dimension"].set_index("dimension")["recorded"].to_dict()
    assert recorded == {name: name in made.survey.groups for name in DIMENSIONS}
