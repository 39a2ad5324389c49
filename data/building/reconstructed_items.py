"""Reconstruct the answers to each item of a study from the rows of its printed counts and means."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from data.answer_options import OPINIONS
from data.building.fact_rows import ContradictoryFactsError, Row
from data.building.reconstruct import (
    SCORES,
    Candidates,
    Combined,
    Counts,
    Group,
    Printed,
    candidates,
    worlds,
)

COMBINED = "Academia + Civil society"


@dataclass(frozen=True)
class Reconstruction:
    """The answer counts of one item's groups: ``counts`` has shape (worlds, groups, 5);
    ``candidates`` tells how many there were of each group before groups were put together."""

    item_id: str
    groups: tuple[str, ...]
    counts: Counts
    candidates: tuple[Candidates, ...]


def reconstruct(
    counts: list[Row], means: list[Row], members: dict[str, int], respondents: int
) -> Iterator[Reconstruction]:
    """Reconstruct the answers of each group, item by item; ``members`` is the size of each group.

    Raises
    ------
    ContradictoryFactsError
        At the first item whose printed figures no answer counts can give.
    """
    printed: dict[tuple[str, str], Row] = {
        (row["item_id"], row["affiliation"]): row for row in means
    }
    for row in counts:
        item_id = row["item_id"]
        rows = [_group_row(printed, row, name) for name in members]
        combined = _group_row(printed, row, COMBINED)
        groups = [
            Group(_printed(group), size, int(group["n_opinion"]) if group["n_opinion"] else None)
            for group, size in zip(rows, members.values(), strict=True)
        ]
        unsized = tuple(i for i, group in enumerate(groups) if group.n_opinion is None)
        _check_sizes(rows, combined, unsized)
        for group_row, group in zip(rows, groups, strict=True):
            _check_mean(group_row, group.n_opinion)
        _check_mean(combined, int(combined["n_opinion"]))
        totals = np.array([int(row[option]) for option in OPINIONS])
        together = Combined(unsized, _printed(combined), int(combined["n_opinion"]))
        solutions = worlds(totals, respondents, groups, together)
        if not len(solutions):
            raise ContradictoryFactsError(
                [
                    rows[0].problem(
                        "mean",
                        "no answer counts give the means and standard errors printed for the "
                        f'groups of "{item_id}" and fit in the totals '
                        f"of {row.file}, row {row.line}",
                    )
                ]
            )
        before = candidates(totals, groups, together)
        yield Reconstruction(item_id, tuple(members), solutions, before)


def _check_sizes(rows: list[Row], combined: Row, unsized: tuple[int, ...]) -> None:
    """Only the two groups printed together may lack a number of opinions of their own."""
    together = [i for i, row in enumerate(rows) if row["affiliation"] in COMBINED.split(" + ")]
    lacking = [rows[i] for i in unsized if i not in together]
    lacking += [] if combined["n_opinion"] else [combined]
    lacking += [] if list(unsized) == together else [rows[i] for i in together[:1]]
    if lacking:
        contradiction = f'"{lacking[0]["affiliation"]}" must have one, or only its sum "{COMBINED}"'
        raise ContradictoryFactsError([lacking[0].problem("n_opinion", contradiction)])


def _group_row(printed: dict[tuple[str, str], Row], item: Row, affiliation: str) -> Row:
    try:
        return printed[item["item_id"], affiliation]
    except KeyError:
        raise ContradictoryFactsError(
            [item.problem("item_id", f'no mean is given for "{affiliation}" and this item')]
        ) from None


def _printed(row: Row) -> Printed:
    return Printed(_hundredths(row, "mean"), _hundredths(row, "standard_error"))


def _hundredths(row: Row, column: str) -> int:
    """A figure printed to two decimals, in hundredths."""
    hundredths = Decimal(row[column]) * 100
    if hundredths != hundredths.to_integral_value():
        contradiction = f"{row[column]} has more than the two decimals that are printed"
        raise ContradictoryFactsError([row.problem(column, contradiction)])
    return int(hundredths)


def _check_mean(row: Row, n_opinion: int | None) -> None:
    """Refuse a mean that no whole-number answers of ``n_opinion`` people can give."""
    if n_opinion is None:
        return
    mean = _hundredths(row, "mean")
    possible_totals = np.arange(SCORES.min() * n_opinion, SCORES.max() * n_opinion + 1)
    if not (2 * np.abs(100 * possible_totals - mean * n_opinion) <= n_opinion).any():
        raise ContradictoryFactsError(
            [row.problem("mean", f"no answers of {n_opinion} people have the mean {row['mean']}")]
        )
