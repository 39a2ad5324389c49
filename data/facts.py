"""Read the facts under ``data/facts`` and refuse those that contradict themselves."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import numpy as np
from frictionless import Package
from frictionless.errors import CellError, RowError

from data.reconstruct import SCORES, Combined, Counts, Group, Printed, worlds

OPINIONS = (
    "strongly_disagree",
    "somewhat_disagree",
    "neither",
    "somewhat_agree",
    "strongly_agree",
)
COMBINED = "Academia + Civil society"


class ContradictoryFactsError(Exception):
    """The facts cannot all be true; the message names file, row, column and contradiction."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True)
class Row:
    """One row of a file, with the line it starts on (the header is line 1)."""

    file: str
    line: int
    values: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.values[column]

    def problem(self, column: str, contradiction: str) -> str:
        return f'{self.file}, row {self.line}, column "{column}": {contradiction}'


@dataclass(frozen=True)
class Reconstruction:
    """The answer counts of one item's groups: ``counts`` has shape (worlds, groups, 5)."""

    item_id: str
    groups: tuple[str, ...]
    counts: Counts


def read_rows(file: Path) -> list[Row]:
    with file.open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(lines)
        return [Row(file.name, reader.line_num, values) for values in reader]


def check_structure(package_file: Path) -> None:
    """Check every file against ``datapackage.json``: columns, types, keys, allowed values.

    Raises
    ------
    ContradictoryFactsError
        With one line for each problem found.
    """
    report = Package(str(package_file)).validate()
    problems = [
        f"{Path(task.place).name}, {_place(error)}: {error.message}"
        for task in report.tasks
        for error in task.errors
    ]
    problems += [f"{package_file.name}: {error.message}" for error in report.errors]
    if problems:
        raise ContradictoryFactsError(problems)


def _place(error: object) -> str:
    if isinstance(error, CellError):
        return f'row {error.row_number}, column "{error.field_name}"'
    if isinstance(error, RowError):
        return f"row {error.row_number}"
    return f'column "{label}"' if (label := getattr(error, "label", "")) else "header"


def check_totals(counts: list[Row], respondents: int) -> None:
    """Check that the answers to each item add up to its n, and n to no more than the study's.

    Raises
    ------
    ContradictoryFactsError
        With one line for each row that does not add up.
    """
    problems = []
    for row in counts:
        answers = sum(int(row[option]) for option in (*OPINIONS, "dont_know"))
        if answers != int(row["n"]):
            problems.append(row.problem("n", f"the answers add up to {answers}, not {row['n']}"))
        if int(row["n"]) > respondents:
            problems.append(
                row.problem("n", f"{row['n']} answers, but the study has {respondents} respondents")
            )
    if problems:
        raise ContradictoryFactsError(problems)


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
        for group_row, group in zip(rows, groups, strict=True):
            _check_mean(group_row, group.n_opinion)
        _check_mean(combined, int(combined["n_opinion"]))
        totals = np.array([int(row[option]) for option in OPINIONS])
        together = Combined(unsized, _printed(combined), int(combined["n_opinion"]))
        found = worlds(totals, respondents, groups, together)
        if not len(found):
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
        yield Reconstruction(item_id, tuple(members), found)


def _group_row(printed: dict[tuple[str, str], Row], item: Row, affiliation: str) -> Row:
    try:
        return printed[item["item_id"], affiliation]
    except KeyError:
        raise ContradictoryFactsError(
            [item.problem("item_id", f'no mean is given for "{affiliation}" and this item')]
        ) from None


def _printed(row: Row) -> Printed:
    return Printed(_hundredths(row["mean"]), _hundredths(row["standard_error"]))


def _hundredths(figure: str) -> int:
    return int(Decimal(figure) * 100)


def _check_mean(row: Row, n_opinion: int | None) -> None:
    """Refuse a mean that no whole-number answers of ``n_opinion`` people can give."""
    if n_opinion is None:
        return
    mean = _hundredths(row["mean"])
    possible_totals = np.arange(SCORES.min() * n_opinion, SCORES.max() * n_opinion + 1)
    if not (2 * np.abs(100 * possible_totals - mean * n_opinion) <= n_opinion).any():
        raise ContradictoryFactsError(
            [row.problem("mean", f"no answers of {n_opinion} people have the mean {row['mean']}")]
        )
