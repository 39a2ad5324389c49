"""Turn a file of answers into the tables that are counted, and refuse it if anything is wrong."""

import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

import duckdb
import pandas as pd

from data.answer_options import ANSWER_LABELS
from data.importing.answer_file import Report, load
from data.importing.description import Description
from data.importing.items import MOST_GROUPS, group_name_problem
from data.importing.problems import (
    MOST_PRINTED,
    Problem,
    Problems,
    UnusableFileError,
    column,
    one_of,
    quoted,
)

SQL = Path(__file__).parent / "sql"
MEMORY_LIMIT = "4GiB"
# The kinds of problem that a file of each layout can have; each has a query of its own.
OF_EVERY_FILE = ("no_respondent", "unknown_group")
OF_LAYOUT = {
    "wide": ("repeated_respondent", "unknown_answer_wide"),
    "long": (
        "two_groups",
        "unknown_item",
        "unknown_risk_area",
        "unknown_answer_long",
        "repeated_answer",
    ),
}
OF_WEIGHTS = {"wide": ("unknown_weight",), "long": ("unknown_weight", "two_weights")}
OF_CHOICES = ("unknown_choice", "repeated_choice")

Groups = dict[str, tuple[str, ...]]


def connect(folder: Path, memory_limit: str = MEMORY_LIMIT) -> duckdb.DuckDBPyConnection:
    """A database for the answers of one import, in a folder that is for this import alone."""
    connection = duckdb.connect(str(folder / "answers.duckdb"))
    connection.execute(f"set memory_limit = '{memory_limit}'")
    connection.execute("set temp_directory = $folder", {"folder": str(folder / "spilled")})
    connection.execute("set preserve_insertion_order = false")
    # DuckDB then shows how far it is, on queries that take longer than two seconds.
    if sys.stdout.isatty():
        connection.execute("set enable_progress_bar = true")
    return connection


def read_answers(
    connection: duckdb.DuckDBPyConnection,
    file: Path,
    description: Description,
    folder: Path,
    report: Report = print,
) -> Groups:
    """Make ``responses``, ``preferred`` and ``weights`` of a file, as
    ``data.building.survey.count`` reads them, and return the groups of each dimension that was
    recorded.

    Raises
    ------
    UnusableFileError
        With everything that is wrong with the file.
    """
    _run(connection, "lookups")
    problems = load(connection, file, description, folder, report)
    report("3/5 Checking the answers")
    _run(connection, "members")
    groups = _groups(connection, description, problems)
    _fill_lookups(connection, description, groups)
    for query in ("respondents", f"answers_{description.layout}", "responses", "weights"):
        _run(connection, query)
    _read_choices(connection, description)
    _run(connection, "preferred")
    _check(connection, description, problems)
    if problems.count:
        raise UnusableFileError(problems)
    return groups


def _run(connection: duckdb.DuckDBPyConnection, query: str) -> None:
    connection.execute(query_text(query))


def query_text(query: str) -> str:
    return (SQL / f"{query}.sql").read_text(encoding="utf-8")


def _groups(
    connection: duckdb.DuckDBPyConnection, description: Description, problems: Problems
) -> Groups:
    """The groups of each dimension: those that are listed, else all that are found."""
    groups: Groups = {}
    for dimension, listed in description.groups.items():
        if listed is None:
            values = _distinct_values(connection, "members", dimension, description, problems)
            listed = {value: value for value in values}
        rows = [(dimension, value, name) for value, name in listed.items()]
        _fill(connection, "group_values", rows)
        groups[dimension] = tuple(dict.fromkeys(listed.values()))
    areas = description.risk_areas
    if areas is None and "risk_area" in description.columns:
        areas = _distinct_values(connection, "given", "risk_area", description, problems)
    return {name: names for name, names in {**groups, "risk_area": areas or ()}.items() if names}


def _distinct_values(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    dimension: str,
    description: Description,
    problems: Problems,
) -> tuple[str, ...]:
    """The values of a column in alphabetical order, if they can be groups."""
    distinct = connection.table(table).filter(f"{dimension} is not null").project(dimension)
    rows = distinct.distinct().limit(MOST_GROUPS + 1).fetchall()
    values = sorted(value for (value,) in rows)
    place = column(description.columns[dimension])
    if len(values) > MOST_GROUPS:
        section = "[risk_areas] order" if dimension == "risk_area" else f"[groups.{dimension}]"
        found = f"more than {MOST_GROUPS} different values"
        problems.add(Problem(found, f"fewer, or which are meant, in {section}", place))
        return ()
    for value in values:
        if expected := group_name_problem(value):
            problems.add(Problem(quoted(value), expected, place))
    return tuple(values)


def _fill_lookups(
    connection: duckdb.DuckDBPyConnection, description: Description, groups: Groups
) -> None:
    """Fill the tables of ``lookups.sql``, but for ``group_values``."""
    options = {name: number for number, name in enumerate(ANSWER_LABELS, start=1)}
    _fill(connection, "options", [(number, name) for name, number in options.items()])
    values = [(value, options[name] if name else 0) for value, name in description.answers.items()]
    _fill(connection, "answer_values", values)
    if description.layout == "wide":
        places = [
            (number, answer.item_id, answer.risk_area, answer.column, f"answer_{number}")
            for number, answer in enumerate(description.answer_columns)
        ]
    else:
        areas: Iterable[str | None] = groups.get("risk_area", (None,))
        both = [(item.item_id, area) for item in description.items for area in areas]
        places = [(number, item, area, "", "") for number, (item, area) in enumerate(both)]
        numbers = {(item, area): number for number, item, area, *_ in places}
        _fill(
            connection,
            "place_values",
            [
                (value, area, numbers[item, area])
                for value, item in description.item_values.items()
                for area in areas
            ],
        )
    _fill(connection, "places", places)


def _fill(
    connection: duckdb.DuckDBPyConnection, table: str, rows: Iterable[tuple[object, ...]]
) -> None:
    if len(records := pd.DataFrame(rows)):
        connection.append(table, records)


def _read_choices(connection: duckdb.DuckDBPyConnection, description: Description) -> None:
    """Make ``choices`` of the columns of preferred combinations; empty if there is none."""
    places = [
        (f"preferred_{number}", name, area)
        for number, (area, name) in enumerate(description.preferred.items())
    ]
    _fill(connection, "preferred_places", places)
    labels = {item.label: item.item_id for item in description.items}
    identifiers = {item.item_id: item.item_id for item in description.items}
    _fill(connection, "choice_values", list({**labels, **identifiers}.items()))
    if places:
        connection.execute(query_text("choices"), {"separator": description.separator})
    else:
        _run(connection, "no_choices")


def _check(
    connection: duckdb.DuckDBPyConnection, description: Description, problems: Problems
) -> None:
    """Add all that is wrong with the answers."""
    kinds = [*OF_EVERY_FILE, *OF_LAYOUT[description.layout]]
    kinds += OF_WEIGHTS[description.layout] if description.weighted else ()
    kinds += OF_CHOICES if description.preferred else ()
    for kind in kinds:
        if kind != "unknown_risk_area" or "risk_area" in description.columns:
            count, rows = _first_wrong(connection, kind)
            problems.add_all((_problem(kind, row, description) for row in rows), count)
    _check_whole(connection, description, problems)


def _first_wrong(
    connection: duckdb.DuckDBPyConnection, kind: str
) -> tuple[int, list[dict[str, object]]]:
    """How many rows have a kind of problem, and the first of them."""
    connection.execute(f"create or replace view wrong as {query_text(f'problems/{kind}')}")
    first = connection.execute(query_text("first_wrong"), {"most": MOST_PRINTED})
    count, rows = first.fetchall()[0]
    return count, rows or []


def _problem(kind: str, wrong: Mapping[str, object], description: Description) -> Problem:
    """A row that is wrong, in words."""
    value = quoted(str(wrong["value"] or ""))
    before = f"row {wrong['first_row']}"
    columns = description.columns
    answers = f"{one_of(description.answers)}, or nothing"
    separated = f"separated by {quoted(description.separator)}"
    of_dimension = columns.get(str(wrong["column_name"]), "")
    words = {
        "no_respondent": (columns["respondent"], value, "an identifier of the respondent"),
        "unknown_group": (of_dimension, value, _listed_groups(wrong, description)),
        "two_groups": (
            of_dimension,
            f"{value}, but another in {before}",
            "the same in all rows of a respondent",
        ),
        "unknown_weight": (columns.get("weight"), value, "a number from 0.000001 to 1000000"),
        "two_weights": (
            columns.get("weight"),
            f"{value}, but another in {before}",
            "the same in all rows of a respondent",
        ),
        "repeated_respondent": (
            columns["respondent"],
            f"{value}, as in {before}",
            "each respondent once",
        ),
        "repeated_answer": (
            columns["respondent"],
            f"{value} with the same {'item and risk area' if 'risk_area' in columns else 'item'} "
            f"as in {before}",
            "one answer",
        ),
        "unknown_item": (columns.get("item"), value, one_of(description.item_values)),
        "unknown_risk_area": (
            columns.get("risk_area"),
            value,
            one_of(description.risk_areas or ("a risk area",)),
        ),
        "unknown_answer_long": (columns.get("answer"), value, answers),
        "unknown_answer_wide": (wrong["column_name"], value, answers),
        "unknown_choice": (
            wrong["column_name"],
            value,
            f"identifiers or labels of items, {separated}",
        ),
        "repeated_choice": (wrong["column_name"], f"{value} twice", "each item once"),
    }
    name, found, expected = words[kind]
    return Problem(found, expected, column(str(name)), int(str(wrong["row"])))


def _listed_groups(wrong: Mapping[str, object], description: Description) -> str:
    listed = description.groups.get(str(wrong["column_name"])) or {}
    return f"{one_of(listed)}, or nothing"


def _check_whole(
    connection: duckdb.DuckDBPyConnection, description: Description, problems: Problems
) -> None:
    """Check that enough respondents answered, but no more than were invited."""
    rows, answers, respondents = connection.execute(query_text("extent")).fetchall()[0]
    least = description.minimum_group_size
    invited = description.study["invited"]
    if not rows:
        problems.add(Problem("no rows below the header", "answers"))
    elif not answers:
        problems.add(Problem("no answer in any row", "answers"))
    elif respondents < least:
        expected = f"at least {least}, the minimum_group_size of the description"
        problems.add(Problem(f"answers of {respondents} respondents", expected))
    if isinstance(invited, int) and respondents > invited:
        found = f"answers of {respondents} respondents"
        problems.add(Problem(found, f"at most {invited}, as many as were invited"))
