"""Refuse facts that contradict themselves, with file, row and column."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from frictionless import Package
from frictionless.errors import CellError, RowError

from data.answer_options import ANSWER_LABELS
from data.building.fact_rows import ContradictoryFactsError, Row
from data.facets import FACETS


def check_structure(package: dict[str, Any], data: Path) -> None:
    """Check every file against the data package: columns, types, keys, allowed values.

    Raises
    ------
    ContradictoryFactsError
        With one line for each problem found.
    """
    report = Package.from_descriptor(package, basepath=str(data)).validate()
    problems = [
        f"{Path(task.place).name}, {_place(error)}: {error.message}"
        for task in report.tasks
        for error in task.errors
    ]
    problems += [f"data package: {error.message}" for error in report.errors]
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
    items_of_study = {row["item_id"] for row in items if row["study_id"] == study_id}
    areas = {
        row["name"]
        for row in groups
        if (row["study_id"], row["dimension"]) == (study_id, "risk_area")
    }
    problems = [
        row.problem(column, f'"{row[column]}" is not in "{study_id}"')
        for row in bounds
        for column, known in (("item_id", items_of_study), ("risk_area", {"", *areas}))
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
        answers = sum(int(row[option]) for option in ANSWER_LABELS)
        if answers != int(row["n"]):
            problems.append(row.problem("n", f"the answers add up to {answers}, not {row['n']}"))
        if int(row["n"]) > respondents:
            problems.append(
                row.problem("n", f"{row['n']} answers, but the study has {respondents} respondents")
            )
    if problems:
        raise ContradictoryFactsError(problems)
