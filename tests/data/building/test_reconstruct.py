"""The enumeration finds every set of answer counts that fits what is printed, and no other."""

import itertools
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_DOWN, ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from statistics import mean, variance
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.answer_options import OPINIONS
from data.building.fact_rows import read_rows
from data.building.reconstruct import Combined, Group, Printed, count_vectors, rounds_to, worlds
from data.building.reconstructed_items import Reconstruction, reconstruct
from data.paths import DATA

Vector = tuple[int, ...]
World = tuple[Vector, ...]

STUDY = "schuett2023"
HUNDREDTH = Decimal("0.01")
SEVERAL_WORLDS = {
    "security-standards": 2,
    "internal-audit": 2,
    "avoiding-hype": 2,
    "gradual-scaling": 2,
    "treat-internal-deployments-similar-to-external-deployments": 2,
    "notify-a-state-actor-before-deployment": 2,
    "avoid-capabilities-jumps": 3,
}


def answers(counts: Sequence[int]) -> list[Fraction]:
    """The scores of all answers, one by one."""
    return [Fraction(score) for score, n in enumerate(counts, start=-2) for _ in range(n)]


def hundredths(figure: Decimal) -> set[int]:
    """What a figure may be printed as: two hundredths if it lies half way between them."""
    roundings = (ROUND_HALF_UP, ROUND_HALF_DOWN)
    return {int(figure.quantize(HUNDREDTH, rounding) * 100) for rounding in roundings}


def printed_means(counts: Sequence[int]) -> set[int]:
    return hundredths(exact_decimal(mean(answers(counts))))


def printed_errors(counts: Sequence[int]) -> set[int]:
    scores = answers(counts)
    with localcontext(prec=60):
        return hundredths(exact_decimal(variance(scores) / len(scores)).sqrt())


def exact_decimal(figure: Fraction) -> Decimal:
    with localcontext(prec=60):
        return Decimal(figure.numerator) / Decimal(figure.denominator)


def gives(counts: Sequence[int], printed: Printed) -> bool:
    return (
        sum(counts) >= 2
        and printed.mean in printed_means(counts)
        and printed.standard_error in printed_errors(counts)
    )


def vectors_by_brute_force(n: int, limits: Sequence[int]) -> list[Vector]:
    every = itertools.product(*(range(limit + 1) for limit in limits))
    return [vector for vector in every if sum(vector) == n]


def add(*vectors: Sequence[int]) -> Vector:
    return tuple(map(sum, zip(*vectors, strict=True)))


class Survey(NamedTuple):
    """What ``worlds`` is told about one statement."""

    totals: Vector
    respondents: int
    groups: list[Group]
    combined: Combined

    def worlds(self) -> list[World]:
        found = worlds(np.array(self.totals), self.respondents, self.groups, self.combined)
        return [tuple(map(tuple, world)) for world in found.tolist()]


def worlds_by_brute_force(survey: Survey) -> Iterator[World]:
    outside = survey.respondents - sum(group.members for group in survey.groups)
    first, second = survey.combined.groups
    for n_first in range(survey.combined.n_opinion + 1):
        sizes = {first: n_first, second: survey.combined.n_opinion - n_first}
        options = []
        for index, group in enumerate(survey.groups):
            n = sizes.get(index, group.n_opinion)
            assert n is not None
            possible = n <= group.members and group.n_opinion in (None, n)
            vectors = vectors_by_brute_force(n, survey.totals) if possible else []
            options.append([vector for vector in vectors if gives(vector, group.printed)])
        for world in itertools.product(*options):
            remainder = add(survey.totals, *(tuple(-n for n in counts) for counts in world))
            both = add(world[first], world[second])
            few_left = min(remainder) >= 0 and sum(remainder) <= outside
            if few_left and gives(both, survey.combined.printed):
                yield world


def small_groups(most: int) -> st.SearchStrategy[Vector]:
    scores = st.lists(st.integers(0, 4), min_size=2, max_size=most)
    return scores.map(lambda given: tuple(given.count(score) for score in range(5)))


def as_printed(counts: Vector, draw: st.DrawFn) -> Printed:
    return Printed(
        draw(st.sampled_from(sorted(printed_means(counts)))),
        draw(st.sampled_from(sorted(printed_errors(counts)))),
    )


@st.composite
def surveys(draw: st.DrawFn) -> tuple[World, Survey]:
    """What a few people answered, and what would be printed about it."""
    order = draw(st.permutations((0, 1, 2)))
    truth = tuple(draw(small_groups(4 if index == 0 else 3)) for index in order)
    together = tuple(order.index(index) for index in draw(st.sampled_from(((1, 2), (2, 1)))))
    sizes = [sum(counts) for counts in truth]
    groups = [
        Group(
            as_printed(counts, draw),
            sizes[index] + draw(st.integers(0, 1)),
            draw(st.sampled_from((None, sizes[index]))) if index in together else sizes[index],
        )
        for index, counts in enumerate(truth)
    ]
    both = add(*(truth[index] for index in together))
    outside = draw(st.lists(st.integers(0, 4), max_size=2))
    totals = add(*truth, tuple(outside.count(score) for score in range(5)))
    silent = draw(st.integers(0, 1))
    respondents = sum(group.members for group in groups) + len(outside) + silent
    combined = Combined(together, as_printed(both, draw), sum(both))
    return truth, Survey(totals, respondents, groups, combined)


@given(st.integers(0, 6), st.tuples(*[st.integers(0, 4)] * 5))
def test_count_vectors_are_all_those_that_brute_force_finds_in_the_same_order(
    n: int, limits: Vector
) -> None:
    found = count_vectors(n, np.array(limits))
    assert found.shape[1] == 5
    assert list(map(tuple, found.tolist())) == vectors_by_brute_force(n, limits)


@given(
    st.lists(st.tuples(*[st.integers(0, 9)] * 5), min_size=1, max_size=5),
    st.integers(-1, 1),
    st.integers(-1, 1),
)
def test_counts_fit_a_printed_figure_exactly_if_they_round_to_it(
    vectors: list[Vector], beside_mean: int, beside_error: int
) -> None:
    figures = [
        Printed(printed_mean + beside_mean, max(printed_error + beside_error, 0))
        for counts in vectors
        if sum(counts) >= 2
        for printed_mean in printed_means(counts)
        for printed_error in printed_errors(counts)
    ]
    for printed in (Printed(0, 0), *figures):
        expected = [gives(counts, printed) for counts in vectors]
        assert rounds_to(np.array(vectors), printed).tolist() == expected


@pytest.mark.parametrize(
    ("printed", "fits"),
    [
        (Printed(12, 12), True),
        (Printed(12, 13), True),
        (Printed(13, 12), True),
        (Printed(13, 13), True),
        (Printed(11, 12), False),
        (Printed(14, 13), False),
        (Printed(12, 11), False),
        (Printed(13, 14), False),
    ],
)
def test_a_figure_half_way_between_two_hundredths_may_be_printed_as_either(
    printed: Printed, fits: bool
) -> None:
    one_of_eight_agrees = np.array([[0, 0, 7, 1, 0]])
    assert mean(answers(one_of_eight_agrees[0])) == Fraction("0.125")
    assert variance(answers(one_of_eight_agrees[0])) / 8 == Fraction("0.125") ** 2
    assert rounds_to(one_of_eight_agrees, printed).tolist() == [fits]


def test_a_negative_figure_half_way_between_two_hundredths_may_be_printed_as_either() -> None:
    one_of_eight_disagrees = np.array([[0, 1, 7, 0, 0]])
    fits = [rounds_to(one_of_eight_disagrees, Printed(p, 12)).item() for p in (-14, -13, -12, -11)]
    assert fits == [False, True, True, False]


@pytest.mark.parametrize("counts", [(0, 0, 0, 0, 0), (0, 0, 1, 0, 0)])
def test_fewer_than_two_answers_have_no_standard_error_and_fit_nothing(counts: Vector) -> None:
    assert not rounds_to(np.array([counts]), Printed(0, 0)).any()


@given(surveys())
def test_worlds_are_all_those_that_brute_force_finds_in_the_same_order(
    drawn: tuple[World, Survey],
) -> None:
    truth, survey = drawn
    found = survey.worlds()
    assert found == list(worlds_by_brute_force(survey))
    assert truth in found


def beside(printed: Printed, mean_off: int, error_off: int) -> Printed:
    return Printed(printed.mean + mean_off, max(printed.standard_error + error_off, 0))


@given(
    drawn=surveys(),
    changed=st.integers(0, 3),
    mean_off=st.integers(-2, 2),
    error_off=st.integers(-3, 3),
    left_out=st.integers(0, 1),
)
def test_worlds_of_figures_that_contradict_each_other_are_those_of_brute_force(
    drawn: tuple[World, Survey], changed: int, mean_off: int, error_off: int, left_out: int
) -> None:
    totals, respondents, groups, combined = drawn[1]
    if changed < len(groups):
        group = groups[changed]
        wrong = beside(group.printed, mean_off, error_off)
        groups[changed] = Group(wrong, group.members, group.n_opinion)
    else:
        wrong = beside(combined.printed, mean_off, error_off)
        combined = Combined(combined.groups, wrong, combined.n_opinion)
    survey = Survey(totals, respondents - left_out, groups, combined)
    assert survey.worlds() == list(worlds_by_brute_force(survey))


ALL_AGREE = Printed(100, 0)


def agreeing(n: int) -> Vector:
    return (0, 0, 0, n, 0)


def test_a_group_never_gives_more_answers_than_it_has_members() -> None:
    groups = [Group(ALL_AGREE, 2, 2), Group(ALL_AGREE, 3, None), Group(ALL_AGREE, 4, None)]
    survey = Survey(agreeing(8), 9, groups, Combined((1, 2), ALL_AGREE, 6))
    assert survey.worlds() == [
        (agreeing(2), agreeing(2), agreeing(4)),
        (agreeing(2), agreeing(3), agreeing(3)),
    ]


def test_groups_fit_only_if_together_they_give_what_is_printed_for_both() -> None:
    groups = [Group(ALL_AGREE, 2, 2), Group(ALL_AGREE, 2, 2), Group(ALL_AGREE, 2, 2)]
    for together, number in ((ALL_AGREE, 1), (Printed(101, 0), 0), (Printed(100, 1), 0)):
        survey = Survey(agreeing(6), 6, groups, Combined((1, 2), together, 4))
        assert len(survey.worlds()) == number


def test_those_of_no_group_give_no_more_answers_than_there_are_of_them() -> None:
    groups = [Group(ALL_AGREE, 2, 2), Group(ALL_AGREE, 2, 2), Group(ALL_AGREE, 2, 2)]
    for respondents, number in ((9, 1), (8, 1), (7, 0)):
        survey = Survey(agreeing(8), respondents, groups, Combined((1, 2), ALL_AGREE, 4))
        assert len(survey.worlds()) == number


def test_a_tie_in_one_group_admits_the_worlds_of_both_neighbours() -> None:
    eight, pair = (0, 0, 7, 1, 0), (0, 0, 1, 1, 0)
    pair_printed, four_printed = Printed(50, 50), Printed(50, 29)
    for eighth in (Printed(12, 13), Printed(13, 12)):
        groups = [Group(eighth, 8, 8), Group(pair_printed, 2, None), Group(pair_printed, 2, None)]
        survey = Survey(add(eight, pair, pair), 12, groups, Combined((1, 2), four_printed, 4))
        assert survey.worlds() == [(eight, pair, pair)]


def test_figures_that_nobody_can_have_given_have_no_world() -> None:
    eight, pair = (0, 0, 7, 1, 0), (0, 0, 1, 1, 0)
    pair_printed, four_printed = Printed(50, 50), Printed(50, 29)
    groups = [
        Group(Printed(12, 40), 8, 8),
        Group(pair_printed, 2, None),
        Group(pair_printed, 2, None),
    ]
    survey = Survey(add(eight, pair, pair), 12, groups, Combined((1, 2), four_printed, 4))
    found = worlds(np.array(survey.totals), 12, survey.groups, survey.combined)
    assert found.shape == (0, 3, 5)


@pytest.fixture(scope="module")
def reconstructions() -> list[Reconstruction]:
    rows = {file.stem: read_rows(file) for file in (DATA / "facts").glob("*.csv")}
    groups = [row for row in rows["study_groups"] if row["study_id"] == STUDY]
    members = {row["name"]: int(row["members"]) for row in groups}
    (study,) = (row for row in rows["studies"] if row["study_id"] == STUDY)
    respondents = int(study["respondents"])
    counts, means = rows["schuett2023_counts"], rows["schuett2023_group_means"]
    return list(reconstruct(counts, means, members, respondents))


def test_every_world_gives_back_every_printed_mean_and_standard_error(
    reconstructions: list[Reconstruction], facts: dict[str, list[dict[str, str]]]
) -> None:
    printed = {
        (row["item_id"], row["affiliation"]): row for row in facts["schuett2023_group_means"]
    }
    wrong = []
    compared = set()
    for found in reconstructions:
        for world in found.counts.tolist():
            counts = dict(zip(found.groups, world, strict=True))
            counts["Academia + Civil society"] = add(counts["Academia"], counts["Civil society"])
            for group, answered in counts.items():
                row = printed[found.item_id, group]
                compared.add((found.item_id, group))
                if Decimal(row["mean"]) * 100 not in printed_means(answered):
                    wrong.append((row, "mean", answered))
                if Decimal(row["standard_error"]) * 100 not in printed_errors(answered):
                    wrong.append((row, "standard_error", answered))
                if row["n_opinion"] and int(row["n_opinion"]) != sum(answered):
                    wrong.append((row, "n_opinion", answered))
    assert wrong == []
    assert compared == set(printed)


def test_every_world_leaves_at_most_four_answers_to_those_of_no_group(
    reconstructions: list[Reconstruction], facts: dict[str, list[dict[str, str]]]
) -> None:
    rows = {row["item_id"]: row for row in facts["schuett2023_counts"]}
    assert [found.item_id for found in reconstructions] == list(rows)
    for found in reconstructions:
        totals = np.array([int(rows[found.item_id][option]) for option in OPINIONS])
        remainders = totals - found.counts.sum(axis=1)
        assert remainders.min() >= 0, found.item_id
        assert remainders.sum(axis=1).max() <= 4, found.item_id


def test_no_world_has_more_answers_in_a_group_than_the_group_has_members(
    reconstructions: list[Reconstruction], facts: dict[str, list[dict[str, str]]]
) -> None:
    groups = [row for row in facts["study_groups"] if row["study_id"] == STUDY]
    members = [int(row["members"]) for row in groups]
    assert len(members) == 3
    for found in reconstructions:
        assert (found.counts.sum(axis=2) <= members).all(), found.item_id


def test_no_world_is_found_twice(reconstructions: list[Reconstruction]) -> None:
    for found in reconstructions:
        assert len(np.unique(found.counts, axis=0)) == len(found.counts), found.item_id


def test_forty_three_statements_have_one_world_six_have_two_and_one_has_three(
    reconstructions: list[Reconstruction],
) -> None:
    sizes = {found.item_id: len(found.counts) for found in reconstructions}
    assert Counter(sizes.values()) == {1: 43, 2: 6, 3: 1}
    assert {item: size for item, size in sizes.items() if size > 1} == SEVERAL_WORLDS
