"""Which groups of respondents may be shown, so that no small group can be had, not even by
subtraction.

Respondents stand in a table, affiliations down and expertise across. Whoever sees sums of some of
its cells also has all that follows from them: sums and differences of what is shown. A set of sums
is safe if nothing that follows from it concerns fewer respondents than the smallest group that may
be shown.

Draw a point for each row and column whose sum is known, and an edge between them for each cell that
is not shown. What follows from the sums gives every point a number, and each edge the difference of
its two ends; it concerns the cells whose ends differ. The fewest respondents that anything can
concern are therefore those in the smallest cut of this graph.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components, maximum_flow

# The fewest members of a group that is shown, unless the description of a survey says otherwise.
# The studies that are built in have theirs in data/facts/studies.csv.
MINIMUM_GROUP_SIZE = 10

Sizes = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool]


@dataclass(frozen=True)
class Shown:
    """What may be shown of a table of respondents.

    ``rows`` (affiliations) and ``columns`` (expertise): whose sums may be shown. ``cells``: which
    cells, shape (rows, columns). ``everyone``: whether the sum of all may be.
    """

    everyone: bool
    rows: Flags
    columns: Flags
    cells: Flags


def large_enough(members: Mapping[str, int], minimum: int) -> set[str]:
    """The groups that may be shown of a study that prints how many members each has, and so what
    follows by subtraction."""
    return {name for name, size in members.items() if size >= minimum}


def what_to_show(sizes: Sizes, minimum: int) -> Shown:
    """What may be shown of a table of respondents, if no group below a size may be known.

    Parameters
    ----------
    sizes
        Respondents by affiliation and expertise. The last row and the last column are those whose
        affiliation or expertise is not known: counted, but never shown on their own.
    minimum
        The smallest number of respondents that anything shown, or anything that follows from it,
        may concern.
    """
    total = int(sizes.sum())
    if total < minimum:
        rows, columns = (np.zeros(n - 1, dtype=np.bool) for n in sizes.shape)
        return Shown(False, rows, columns, _none(sizes))
    rows = _large_enough(sizes.sum(axis=1), minimum, total)
    columns = _large_enough(sizes.sum(axis=0), minimum, total)
    while _smallest_cut(_merged(sizes, rows, columns)) < minimum:
        _hide_smallest(sizes, rows, columns)
        rows = _large_enough(np.where(rows, sizes.sum(axis=1), 0), minimum, total)
        columns = _large_enough(np.where(columns, sizes.sum(axis=0), 0), minimum, total)
    return Shown(True, rows[:-1], columns[:-1], _cells(sizes, rows, columns, minimum))


def _none(sizes: Sizes) -> Flags:
    return np.zeros((sizes.shape[0] - 1, sizes.shape[1] - 1), dtype=np.bool)


def _large_enough(sums: Sizes, minimum: int, total: int) -> Flags:
    """Which groups may be shown beside one another, and beside the sum of all.

    Together, those that are not shown must be large enough too, or nobody: they are what is left.
    """
    shown = sums >= minimum
    shown[-1] = False
    while 0 < total - sums[shown].sum() < minimum and shown.any():
        shown[np.where(shown, sums, total + 1).argmin()] = False
    return shown


def _hide_smallest(sizes: Sizes, rows: Flags, columns: Flags) -> None:
    """Hide the smallest group that is shown, in place."""
    by_row = np.where(rows, sizes.sum(axis=1), sizes.sum() + 1)
    by_column = np.where(columns, sizes.sum(axis=0), sizes.sum() + 1)
    if by_row.min() < by_column.min():
        rows[by_row.argmin()] = False
    else:
        columns[by_column.argmin()] = False


def _merged(sizes: Sizes, rows: Flags, columns: Flags) -> Sizes:
    """The table with all rows that are not shown as one, and all such columns."""
    by_row = np.vstack([sizes[rows], sizes[~rows].sum(axis=0, keepdims=True)])
    return np.hstack([by_row[:, columns], by_row[:, ~columns].sum(axis=1, keepdims=True)])


def _cells(sizes: Sizes, rows: Flags, columns: Flags, minimum: int) -> Flags:
    """Which cells may be shown too, tried from the largest.

    Showing a cell changes only those cuts of a safe graph that its edge is part of: those between
    its two ends.
    """
    shown = _none(sizes)
    hidden = _merged(sizes, rows, columns)
    for row, column in list(_from_largest(hidden[:-1, :-1], minimum)):
        tried = hidden.copy()
        tried[row, column] = 0
        between = maximum_flow(_graph(tried), row, len(tried) + column).flow_value
        if between == 0 or between >= minimum:
            hidden = tried
            shown[np.flatnonzero(rows)[row], np.flatnonzero(columns)[column]] = True
    return shown


def _from_largest(sizes: Sizes, minimum: int) -> Iterator[tuple[int, int]]:
    for place in np.argsort(-sizes, axis=None, kind="stable"):
        row, column = np.unravel_index(place, sizes.shape)
        if sizes[row, column] >= minimum:
            yield int(row), int(column)


def _smallest_cut(hidden: Sizes) -> float:
    """The fewest respondents whose removal takes a connected part of the graph apart; infinite if
    there is nothing to take apart. ``hidden`` are the respondents in each cell that is not shown.
    """
    edges = _graph(hidden)
    count, part = connected_components(edges, directed=False)
    cuts = [
        maximum_flow(edges, first, other).flow_value
        for number in range(count)
        for first, *others in [np.flatnonzero(part == number).tolist()]
        for other in others
    ]
    return min(cuts, default=np.inf)


def _graph(hidden: Sizes) -> csr_array:
    """Rows, then columns, as points; the respondents of each cell as the weight of an edge."""
    height, width = hidden.shape
    graph = np.zeros((height + width, height + width), dtype=np.int32)
    graph[:height, height:] = hidden
    graph[height:, :height] = hidden.T
    return csr_array(graph)
