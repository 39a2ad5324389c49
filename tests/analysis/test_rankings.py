"""Ranges of figures and ranks are those of every choice that worlds and don't-knows leave."""

import itertools
from fractions import Fraction

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from analysis.rankings import AGREE, LISTS, Figure, counted_for, figure_range, rank_range
from tests.views.agreement.worlds_from_facts import Answers
from tests.views.findings import rankings_by_hand as by_hand
from views.agreement.filters import BASES

Floats = npt.NDArray[np.float64]
Range = tuple[int, int]
World = tuple[int, ...]

FEWEST, MOST = 5, 6


def statements() -> st.SearchStrategy[list[list[World]]]:
    """Statements with some worlds each: opinions, then fewest and most don't-knows."""
    opinions = st.tuples(*[st.integers(0, 9)] * 5).filter(lambda counted: sum(counted) > 1)
    unsure = st.tuples(st.integers(0, 5), st.integers(0, 4)).map(lambda two: (two[0], sum(two)))
    world = st.builds(lambda first, last: (*first, *last), opinions, unsure)
    return st.lists(st.lists(world, min_size=1, max_size=3), min_size=1, max_size=4)


def possible(worlds: list[World]) -> list[Answers]:
    return [
        Answers(world[:5], unsure)
        for world in worlds
        for unsure in range(world[FEWEST], world[MOST] + 1)
    ]


def arrays(listed: list[list[World]]) -> list[Floats]:
    return [np.array(worlds, dtype=np.float64) for worlds in listed]


@pytest.mark.parametrize("base", BASES)
@pytest.mark.parametrize("list_name", LISTS)
@given(listed=statements())
def test_a_figure_ranges_over_all_worlds_and_dont_knows(
    list_name: str, base: str, listed: list[list[World]]
) -> None:
    own, others = LISTS[list_name].figure, LISTS[list_name].alternatives
    figures = [own, *(figure for figure in others if figure != own)]
    ranges = [figure_range(arrays(listed), figure, base) for figure in figures]
    for number, worlds in enumerate(listed):
        every = [by_hand.alternatives(list_name, one, base) for one in possible(worlds)]
        ends = [(float(min(one)), float(max(one))) for one in zip(*every, strict=True)]
        for found, expected in zip(ranges, ends, strict=True):
            assert (found[0][number], found[1][number]) == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize("base", BASES)
@given(listed=statements())
def test_how_many_agree_is_known_at_both_ends_of_the_dont_knows(
    base: str, listed: list[list[World]]
) -> None:
    for worlds in listed:
        count, of = counted_for(np.array(worlds, dtype=np.float64), base, AGREE.answers)
        for end in (FEWEST, MOST):
            for world in worlds:
                one = Answers(world[:5], world[end])
                assert (sum(world[3:5]), one.base(base)) in set(zip(count, of, strict=True))
        assert len(count) == len(of) == 2 * len(worlds)


@given(statements(), st.sampled_from(list(BASES)), st.sampled_from([FEWEST, MOST]))
def test_a_share_is_counted_of_its_base(listed: list[list[World]], base: str, unsure: int) -> None:
    for world in itertools.chain(*listed):
        one = Answers(world[:5], world[unsure])
        for answers in [*by_hand.NAMED.values(), (3, 4)]:
            figure, row = Figure(answers), np.array([world], dtype=np.float64)
            (count,), (of,) = figure.counted(row, base, unsure)
            (share,) = figure.of(row, base, unsure)
            expected = one.share(answers, base)
            assert Fraction(int(count), int(of)) == expected
            assert share == float(expected)


def test_a_list_is_ranked_by_what_it_names_and_by_it_among_the_alternatives() -> None:
    assert {name: ranked.figure.answers for name, ranked in LISTS.items()} == {
        **by_hand.NAMED,
        "divided": (),
    }
    for ranked in LISTS.values():
        assert ranked.figure in ranked.alternatives
        assert len(set(ranked.alternatives)) == len(ranked.alternatives)
    assert AGREE in LISTS["consensus"].alternatives


def ranks_by_trying(ranges: list[Range]) -> tuple[list[int], list[int]]:
    """The best and the worst rank of each over all figures, and all orders of those that tie."""
    best, worst = [len(ranges)] * len(ranges), [1] * len(ranges)
    for figures in itertools.product(*(range(low, high + 1) for low, high in ranges)):
        for number, figure in enumerate(figures):
            before = sum(other > figure for other in figures)
            tied = sum(other == figure for other in figures)
            best[number] = min(best[number], before + 1)
            worst[number] = max(worst[number], before + tied)
    return best, worst


@given(
    st.lists(st.tuples(st.integers(0, 5), st.integers(0, 3)), min_size=1, max_size=5).map(
        lambda pairs: [(low, low + width) for low, width in pairs]
    )
)
@example([(3, 3), (3, 3), (3, 3)])
@example([(0, 1), (1, 2), (2, 3)])
@example([(0, 3), (1, 1), (2, 2)])
def test_ranks_range_over_every_choice_of_figures_and_every_order_of_ties(
    ranges: list[Range],
) -> None:
    low, high = np.array(ranges, dtype=np.float64).T
    best, worst = rank_range(low, high)
    assert (best.tolist(), worst.tolist()) == ranks_by_trying(ranges)


@given(st.lists(st.integers(-9, 9), unique=True, min_size=1, max_size=20))
def test_figures_that_are_known_and_differ_have_one_rank_each(figures: list[int]) -> None:
    known = np.array(figures, dtype=np.float64)
    best, worst = rank_range(known, known)
    expected = [sorted(figures, reverse=True).index(figure) + 1 for figure in figures]
    assert best.tolist() == worst.tolist() == expected


def tied(list_name: str, number: int, *same: World) -> bool:
    """Whether opinions that are equal by one of a list's figures may stand in any order."""
    listed = arrays([[(*opinions, 0, 0)] for opinions in same])
    figure = LISTS[list_name].alternatives[number]
    best, worst = rank_range(*figure_range(listed, figure, "opinion"))
    return set(best) == {1} and set(worst) == {len(same)}


def test_equal_figures_of_different_answers_tie() -> None:
    assert tied("consensus", 0, (0, 0, 1, 0, 2), (2, 3, 0, 1, 12))
    assert tied("consensus", 2, (0, 0, 1, 0, 1), (0, 0, 0, 7, 0), (1, 0, 0, 1, 3))
    assert tied("divided", 0, (0, 0, 1, 0, 1), (1, 0, 1, 0, 0))
    assert tied("divided", 2, (0, 0, 1, 2, 3), (3, 2, 1, 0, 0))


@pytest.mark.parametrize(
    ("number", "same"),
    [(0, ((3, 0, 0, 1, 0), (9, 0, 0, 3, 0))), (1, ((19, 7, 13, 19, 13), (13, 19, 13, 7, 19)))],
    ids=["polarisation", "consensus"],
)
def test_no_rounding_error_ranks_equal_figures(number: int, same: tuple[World, World]) -> None:
    assert tied("divided", number, *same)
