"""The proof of the reconstruction, a second time in plain arithmetic from the facts."""

import re
from collections import Counter
from fractions import Fraction
from math import sqrt
from statistics import mean, variance
from typing import Any

import pytest

from data.answer_options import ANSWER_LABELS
from queries.records import records
from queries.study import studies
from tests.conftest import Facts
from tests.views.agreement.worlds_from_facts import (
    COMBINED,
    GROUPS,
    STUDY,
    Survey,
    World,
    published,
)
from views.methods.columns import ANSWERS, CANDIDATES, MEANS, STATEMENTS
from views.methods.reconstruction import (
    answers,
    candidates,
    means,
    open_figures,
    reconstructed_studies,
    statement,
    statements,
)
from views.methods.words import overall, sentence, what_is_open

OPINIONS = tuple(ANSWER_LABELS)[:5]
ITEMS = tuple(published().items)
NUMBERS = {1: "one set", 2: "two sets", 3: "three sets"}


@pytest.fixture(scope="module")
def survey() -> Survey:
    return published()


def scores(world: World, group: str) -> list[Fraction]:
    """The score of each opinion of a group, or of two printed together."""
    members = group.split(" + ")
    return [
        Fraction(score)
        for name in members
        for score, n in zip(range(-2, 3), world[name], strict=True)
        for _ in range(n)
    ]


def test_only_the_study_that_prints_means_is_reconstructed() -> None:
    assert [study.study_id for study in reconstructed_studies()] == [STUDY]


@pytest.mark.parametrize("item", ITEMS)
def test_printed_and_recomputed_figures_are_those_of_the_facts(item: str, survey: Survey) -> None:
    shown = {(row["world"], row["affiliation"]): row for row in records(means(STUDY, item))}
    assert list(means(STUDY, item)) == list(MEANS)
    expected = [
        (number, group)
        for number in range(1, len(survey.worlds[item]) + 1)
        for group in (*GROUPS, COMBINED)
    ]
    assert list(shown) == expected
    for (number, group), row in shown.items():
        given = scores(survey.worlds[item][number - 1], group)
        printed = survey.means[item][group]
        assert row["n_recomputed"] == len(given)
        assert row["mean_recomputed"] == pytest.approx(float(mean(given)))
        error = sqrt(variance(given) / len(given))
        assert row["standard_error_recomputed"] == pytest.approx(error)
        for figure, exactly in (("mean", float(mean(given))), ("standard_error", error)):
            assert f"{row[f'{figure}_printed']:.2f}" == printed[figure]
            assert abs(exactly - float(printed[figure])) <= 0.005 + 1e-9
        n_printed = row["n_printed"]
        assert printed["n_opinion"] == ("" if n_printed is None else str(n_printed))
        assert row["fits"] is True


@pytest.mark.parametrize("item", ITEMS)
def test_all_solutions_are_listed_beside_the_printed_totals(item: str, survey: Survey) -> None:
    shown = answers(STUDY, item)
    assert list(shown) == list(ANSWERS)
    everyone = survey.everyone(item)
    for number, world in enumerate(survey.worlds[item], start=1):
        rows = {row["row"]: row for row in records(shown[shown["world"] == number])}
        together = [sum(counts) for counts in zip(*world.values(), strict=True)]
        for group in GROUPS:
            assert opinions(rows.pop(group)) == list(world[group])
        assert opinions(rows.pop("All groups together")) == together
        printed = rows.pop("All respondents, as printed")
        assert opinions(printed) == list(everyone.opinions)
        assert printed["dont_know"] == everyone.dont_know
        left = rows.pop("Left for people of no group")
        assert left["n_opinion"] == sum(everyone.opinions) - sum(together)
        assert all(left[answer] is None for answer in OPINIONS), "too few to be shown"
        assert not rows
    assert shown["world"].max() == len(survey.worlds[item])


def opinions(row: dict[str, Any]) -> list[int]:
    assert row["n_opinion"] == sum(row[answer] for answer in OPINIONS)
    return [row[answer] for answer in OPINIONS]


@pytest.mark.parametrize("item", ITEMS)
def test_the_sentence_says_how_many_solutions_there_are(item: str, survey: Survey) -> None:
    number = len(survey.worlds[item])
    text = sentence(statement(STUDY, item))
    assert f"“{survey.label(item)}”" in text
    assert f"exactly {NUMBERS[number]} of answers fit" in text


@pytest.mark.parametrize("item", ITEMS)
def test_open_figures_are_those_on_which_solutions_differ(item: str, survey: Survey) -> None:
    expected = set()
    for group in GROUPS:
        for place, answer in enumerate(OPINIONS):
            values = {world[group][place] for world in survey.worlds[item]}
            if len(values) > 1:
                expected.add((group, answer, frozenset(values)))
        dont_knows = {possible.dont_know for possible in survey.possible(item, group)}
        if len(dont_knows) > 1:
            expected.add((group, "dont_know", frozenset()))
    found = set()
    for group, listed in open_figures(STUDY, item).items():
        for text in listed:
            (answer,) = (
                name for name, one in ANSWER_LABELS.items() if text.startswith(one.lower())
            )
            numbers = frozenset(map(int, re.findall(r"\d+", text)))
            found.add((group, answer, numbers if answer != "dont_know" else frozenset()))
    assert found == expected
    words = what_is_open(statement(STUDY, item))
    assert ("Every count of every group is exact" in words) == (not expected)
    (row,) = (row for row in records(statements(STUDY)) if row["item_id"] == item)
    assert (f"{len(expected)} counts of groups stay open" in words) == (row["open_opinions"] > 0)
    open_answers = [answer for _, answer, _ in expected]
    assert row["open_dont_knows"] == open_answers.count("dont_know")
    assert row["open_opinions"] == len(expected) - row["open_dont_knows"]


def test_forty_three_statements_have_one_solution_six_two_and_one_three(facts: Facts) -> None:
    rows = statements(STUDY)
    assert list(rows) == list(STATEMENTS)
    filters = [row["item_id"] for row in facts["items"] if row["study_id"] == STUDY]
    assert rows["item_id"].tolist() == filters
    assert Counter(rows["solutions"].tolist()) == {1: 43, 2: 6, 3: 1}
    assert overall(studies()[STUDY], statements(STUDY)) == (
        "Schuett et al. 2023: for 43 of 50 statements exactly one set of answers fits what is "
        "printed; for six there are two; for one there are three."
    )


def test_the_groups_narrow_down_their_answers_in_the_order_of_the_study(survey: Survey) -> None:
    rows = candidates(STUDY, ITEMS[-1])
    assert list(rows) == list(CANDIDATES)
    assert dict(zip(rows["affiliation"], rows["members"], strict=True)) == survey.members
    assert (rows["possible"] >= rows["fitting"]).all()
    assert (rows["fitting"] > 0).all()
