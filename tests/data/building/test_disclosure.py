"""No small group can be had from what is shown of a table, by no sum and no difference."""

from dataclasses import replace
from itertools import combinations

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from data.building.disclosure import Flags, Shown, Sizes, what_to_show
from tests.data.building.disclosure_attack import betrayed

SHAPES = [(rows, columns) for rows in range(1, 4) for columns in range(1, 4)]


def table(*rows: tuple[int, ...]) -> Sizes:
    return np.array(rows, dtype=np.int64)


def tables(sizes: st.SearchStrategy[int]) -> st.SearchStrategy[Sizes]:
    """Tables of up to three affiliations and three kinds of expertise, the last not known."""

    def of_shape(shape: tuple[int, int]) -> st.SearchStrategy[Sizes]:
        height, width = shape
        row = st.lists(sizes, min_size=width, max_size=width).map(tuple)
        return st.lists(row, min_size=height, max_size=height).map(lambda rows: table(*rows))

    return st.sampled_from(SHAPES).flatmap(of_shape)


def what_is_shown(sizes: Sizes, shown: Shown) -> Sizes:
    """The groups whose counts are shown: one row a group, 1 where a cell of the table is in it."""
    cells = np.arange(sizes.size).reshape(sizes.shape)
    groups = [cells] if shown.everyone else []
    groups += [cells[i] for i in np.flatnonzero(shown.rows)]
    groups += [cells[:, j] for j in np.flatnonzero(shown.columns)]
    groups += [cells[i, j] for i, j in np.argwhere(shown.cells)]
    found = np.zeros((len(groups), sizes.size), dtype=np.int64)
    for row, group in zip(found, groups, strict=True):
        row[group.ravel()] = 1
    return found


def too_few(sizes: Sizes, shown: Shown, minimum: int) -> list[int]:
    """Groups smaller than the smallest of which something follows from what is shown."""
    return betrayed(what_is_shown(sizes, shown), sizes.ravel(), minimum)


def unions(sizes: Sizes, shown: Shown) -> list[npt.NDArray[np.bool]]:
    """Everything that can be added up: rows, columns, and blocks of cells of both; and all."""
    height, width = sizes.shape
    rows = _some(np.append(shown.rows, False))
    columns = _some(np.append(shown.columns, False))
    cells = np.zeros(sizes.shape, dtype=np.bool)
    cells[: height - 1, : width - 1] = shown.cells
    cells |= sizes == 0
    every_row, every_column = np.ones(height, dtype=np.bool), np.ones(width, dtype=np.bool)
    blocks = [np.outer(row, column) for row in rows for column in columns]
    found = [block for block in blocks if not (block & ~cells).any()]
    found += [np.outer(row, every_column) for row in rows]
    found += [np.outer(every_row, column) for column in columns]
    return [*found, np.outer(every_row, every_column)] if shown.everyone else found


def _some(shown: Flags) -> list[Flags]:
    """Every choice among what is shown."""
    places = np.flatnonzero(shown)
    chosen = (some for n in range(len(places) + 1) for some in combinations(places, n))
    return [np.isin(np.arange(len(shown)), some) for some in chosen]


@given(sizes=tables(st.integers(0, 12)), minimum=st.integers(1, 8))
@example(sizes=table((8, 5, 0), (0, 3, 0), (0, 0, 0)), minimum=5)
@example(sizes=table((5, 5, 0), (3, 3, 0), (0, 0, 0)), minimum=5)
@example(sizes=table((9, 4, 1), (4, 9, 1), (1, 1, 1)), minimum=5)
def test_nothing_that_follows_from_what_is_shown_concerns_too_few(
    sizes: Sizes, minimum: int
) -> None:
    assert too_few(sizes, what_to_show(sizes, minimum), minimum) == []


@given(sizes=tables(st.integers(0, 12)), minimum=st.integers(1, 8))
def test_no_two_unions_of_what_is_shown_differ_by_too_few(sizes: Sizes, minimum: int) -> None:
    nobody = np.zeros(sizes.shape, dtype=np.bool)
    for one, other in combinations([nobody, *unions(sizes, what_to_show(sizes, minimum))], 2):
        differing = sizes[one != other].sum()
        assert differing == 0 or differing >= minimum


def test_the_attack_finds_a_small_group_where_there_is_one() -> None:
    sizes = table((9, 4, 0), (4, 9, 0), (0, 0, 0))
    both = np.ones(2, dtype=np.bool)
    careless = Shown(True, both, both, np.array([[True, False], [False, True]]))
    assert 4 in too_few(sizes, careless, 5)
    assert 4 in too_few(sizes, replace(careless, cells=~careless.cells), 5)
    assert too_few(sizes, replace(careless, cells=np.zeros((2, 2), dtype=np.bool)), 8) == []


@given(sizes=tables(st.just(0) | st.integers(5, 12)), minimum=st.integers(1, 5))
def test_everything_is_shown_where_no_cell_is_small(sizes: Sizes, minimum: int) -> None:
    shown = what_to_show(sizes, minimum)
    assert shown.everyone == (sizes.sum() > 0)
    np.testing.assert_array_equal(shown.rows, sizes.sum(axis=1)[:-1] > 0)
    np.testing.assert_array_equal(shown.columns, sizes.sum(axis=0)[:-1] > 0)
    np.testing.assert_array_equal(shown.cells, sizes[:-1, :-1] > 0)


@given(sizes=tables(st.integers(0, 12)))
def test_everyone_may_be_known_one_by_one_where_a_single_one_is_enough(sizes: Sizes) -> None:
    shown = what_to_show(sizes, 1)
    np.testing.assert_array_equal(shown.rows, sizes.sum(axis=1)[:-1] > 0)
    np.testing.assert_array_equal(shown.columns, sizes.sum(axis=0)[:-1] > 0)
    np.testing.assert_array_equal(shown.cells, sizes[:-1, :-1] > 0)


@given(sizes=tables(st.integers(0, 12)), more=st.integers(1, 5))
def test_of_fewer_than_the_smallest_group_nothing_is_shown(sizes: Sizes, more: int) -> None:
    shown = what_to_show(sizes, int(sizes.sum()) + more)
    assert not shown.everyone
    assert not any(flags.any() for flags in (shown.rows, shown.columns, shown.cells))


@given(sizes=tables(st.integers(0, 12)), minimum=st.integers(1, 8))
def test_who_is_not_known_is_never_shown_and_what_is_shown_is_large_enough(
    sizes: Sizes, minimum: int
) -> None:
    height, width = sizes.shape
    shown = what_to_show(sizes, minimum)
    assert shown.everyone == (sizes.sum() >= minimum)
    assert shown.rows.shape == (height - 1,)
    assert shown.columns.shape == (width - 1,)
    assert shown.cells.shape == (height - 1, width - 1)
    assert (sizes.sum(axis=1)[:-1][shown.rows] >= minimum).all()
    assert (sizes.sum(axis=0)[:-1][shown.columns] >= minimum).all()
    assert (sizes[:-1, :-1][shown.cells] >= minimum).all()


@pytest.mark.parametrize(
    ("rows", "not_known", "expected"),
    [
        ((10, 12), 0, (True, True)),
        ((10, 12, 3), 0, (False, True, False)),
        ((10, 12, 3), 1, (False, True, False)),
        ((10, 12, 3), 2, (True, True, False)),
        ((10, 12), 4, (False, True)),
        ((10, 12), 5, (True, True)),
        ((10, 3, 3), 0, (True, False, False)),
        ((10, 3), 0, (False, False)),
        ((10, 0), 0, (True, False)),
    ],
)
def test_a_small_group_is_hidden_with_just_as_many_others_as_are_needed(
    rows: tuple[int, ...], not_known: int, expected: tuple[bool, ...]
) -> None:
    sizes = table(*((n,) for n in (*rows, not_known)))
    assert tuple(what_to_show(sizes, 5).rows) == expected
    assert tuple(what_to_show(sizes.T, 5).columns) == expected


@given(sizes=tables(st.integers(2, 12)), minimum=st.integers(3, 8))
@example(sizes=table((9, 4, 1), (4, 9, 1), (1, 1, 1)), minimum=5)
def test_no_single_cell_could_be_shown_besides(sizes: Sizes, minimum: int) -> None:
    shown = what_to_show(sizes, minimum)
    could_be = np.outer(shown.rows, shown.columns) & (sizes[:-1, :-1] >= minimum) & ~shown.cells
    for i, j in np.argwhere(could_be):
        cells = shown.cells.copy()
        cells[i, j] = True
        assert too_few(sizes, replace(shown, cells=cells), minimum)
