"""Read the facts under ``data/facts`` and refuse those that contradict themselves."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import numpy as np
from frictionless import Package
from frictionless.errors import CellError, RowError

from data.facets import FACETS
from data.reconstruct import (
    SCORES,
    Candidates,
    Combined,
    Counts,
    Group,
    Printed,
    candidates,
    worlds,
)

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
    """The answer counts of one item's groups: ``counts`` has shape (worlds, groups, 5);
    ``candidates`` tells how many there were of each group before groups were put together."""

    item_id: str
    groups: tuple[str, ...]
    counts: Counts
    candidates: tuple[Candidates, ...]


def read_rows(file: Path) -> list[Row]:
    with file.open(encoding="utf-8-sig", newline="") as lines:
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


def check_study(study: Row) -> None:
    """Check that no more people answered a study than were invited.

    Raises
    ------
    ContradictoryFactsError
        If more answered.
    """
    if study["invited"] and int(study["invited"]) < int(study["respondents"]):
        contradiction = f"{study['respondents']} answered, but only {study['invited']} were invited"
        raise ContradictoryFactsError([study.problem("invited", contradiction)])


def check_options(options: list[Row]) -> None:
    """Check that just the answers that express an opinion have a score.

    Raises
    ------
    ContradictoryFactsError
        With one line for each answer that has a score too many or too few.
    """
    problems = [
        row.problem("score", f'a score of "{row["score"]}" does not go with "{row["stance"]}"')
        for row in options
        if (row["score"] == "") != (row["stance"] == "none")
    ]
    if problems:
        raise ContradictoryFactsError(problems)


def check_sources(sources: list[Row], study: Row, bases: Iterable[str]) -> None:
    """Check that a study names its source for each basis on which figures of it are known.

    Raises
    ------
    ContradictoryFactsError
        With one line for each basis without a source.
    """
    named = {row["basis"] for row in sources if row["study_id"] == study["study_id"]}
    problems = [
        f'study_sources.csv, column "basis": no source of "{study["study_id"]}" for "{basis}"'
        for basis in bases
        if basis not in named
    ]
    if problems:
        raise ContradictoryFactsError(problems)


def check_complete(items: list[Row], counts: list[Row]) -> None:
    """Check that the answers to every item are counted.

    Raises
    ------
    ContradictoryFactsError
        With one line for each item without counts.
    """
    counted = {row["item_id"] for row in counts}
    problems = [
        row.problem("item_id", f'there are no counts of answers to "{row["item_id"]}"')
        for row in items
        if row["item_id"] not in counted
    ]
    if problems:
        raise ContradictoryFactsError(problems)


def check_bounds(bounds: list[Row], items: list[Row], groups: list[Row], study_id: str) -> None:
    """Check that each bound is about an item of the study and about a risk area that it has.

    Raises
    ------
    ContradictoryFactsError
        With one line for each bound that is not.
    """
    asked = {row["item_id"] for row in items if row["study_id"] == study_id}
    areas = {
        row["name"]
        for row in groups
        if (row["study_id"], row["dimension"]) == (study_id, "risk_area")
    }
    problems = [
        row.problem(column, f'"{row[column]}" is not in "{study_id}"')
        for row in bounds
        for column, known in (("item_id", asked), ("risk_area", {"", *areas}))
        if row[column] not in known
    ]
    if problems:
        raise ContradictoryFactsError(problems)


def check_coding(links: list[Row], definitions: list[Row], facets: list[Row]) -> None:
    """Check that just the surveyed mitigations are defined, and coded in every facet.

    Raises
    ------
    ContradictoryFactsError
        With one line for each mitigation of which something is missing, and each row too many.
    """
    surveyed = {row["mitigation_id"] for row in links}
    problems = [
        row.problem("mitigation_id", f'no survey asked about "{row["mitigation_id"]}"')
        for row in (*definitions, *facets)
        if row["mitigation_id"] not in surveyed
    ]
    problems += [
        row.problem("value", f'"{row["value"]}" is no value of "{row["facet"]}"')
        for row in facets
        if row["value"] not in FACETS[row["facet"]]
    ]
    defined = {row["mitigation_id"] for row in definitions}
    coded = {(row["mitigation_id"], row["facet"]) for row in facets}
    for identifier in sorted(surveyed):
        missing = [] if identifier in defined else ["definition"]
        missing += [facet for facet in FACETS if (identifier, facet) not in coded]
        problems += [f'item_mitigations.csv: "{identifier}" has no {name}' for name in missing]
    if problems:
        raise ContradictoryFactsError(problems)


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
        _check_sizes(rows, combined, unsized)
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
        before = candidates(totals, groups, together)
        yield Reconstruction(item_id, tuple(members), found, before)


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
