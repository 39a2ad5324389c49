"""Import a survey: ``python -m data.import_survey FILE STUDY.toml``.

The file holds the answers of each respondent, the description (TOML) says what its columns mean. If
anything in either is not as expected, every problem is named and nothing changes.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pandas as pd

from data.build import build
from data.building.fact_rows import ContradictoryFactsError
from data.building.survey import Counts, Survey, count, table_rows
from data.importing.answers import connect, query_text, read_answers
from data.importing.description import Description, read_description, survey_of
from data.importing.items import known_facts
from data.importing.problems import UnusableFileError, printable, refusal
from data.importing.store import RESPONSES, put_back_on_failure, save_survey, survey_folder
from data.paths import DATA, DATABASE, imports_folder


def argument_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m data.import_survey",
        description=(
            "Import your own survey, so that the pages show it beside the others. The answers stay "
            "on this machine and are kept when the database is rebuilt."
        ),
        epilog=(
            "Both files are checked first. If anything is not as expected, every problem is listed "
            "with its row and column, and nothing is changed. Importing again replaces the survey "
            "of the same id; python -m data.remove_survey ID removes it. Only the columns that the "
            "description names are read, and identifiers of respondents are never kept. Surveys "
            "are kept in the folder imports, or in the one that the environment variable "
            "COMMON_GROUND_IMPORTS names. examples/README.md explains the description; "
            "examples/survey_wide.toml is one to start from."
        ),
    )
    parser.add_argument(
        "file",
        metavar="FILE",
        type=Path,
        help="the answers: CSV (also as Qualtrics exports it), Parquet or SPSS (.sav); one row a "
        "respondent, or one row an answer",
    )
    parser.add_argument(
        "description",
        metavar="STUDY.toml",
        type=Path,
        help="what the survey is, and what the columns of the file mean",
    )
    parser.add_argument(
        "--check",
        action="store_true",
        help="only check both files and say what would be imported; change nothing",
    )
    return parser


def main(arguments: list[str] | None = None) -> int:
    """Import a survey and rebuild the database: 0, or 1 if a file or the build is refused."""
    given = argument_parser().parse_args(arguments)
    print("1/5 Reading the description", flush=True)
    try:
        description = read_description(given.description, known_facts(DATA))
    except UnusableFileError as error:
        return _refused(given.description, error)
    try:
        with tempfile.TemporaryDirectory(prefix="common-ground-") as folder:
            return _import(given.file, description, Path(folder), given.check)
    except UnusableFileError as error:
        return _refused(given.file, error)
    except (ContradictoryFactsError, OSError, duckdb.Error) as error:
        print("The survey was not imported and nothing was changed:", file=sys.stderr)
        print(printable_lines(str(error)), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped; the survey was not imported and nothing was changed.", file=sys.stderr)
        return 1


def _refused(file: Path, error: UnusableFileError) -> int:
    print(refusal(file, error.problems), file=sys.stderr)
    return 1


def printable_lines(text: str) -> str:
    return "\n".join(printable(line) for line in text.splitlines())


def _import(file: Path, description: Description, folder: Path, check: bool) -> int:
    """Import a file, using a folder for what is needed meanwhile."""
    with connect(folder) as connection:
        print("2/5 Reading the answers", flush=True)
        groups = read_answers(connection, file, description, folder, _report)
        survey = survey_of(description, groups)
        _report("4/5 Counting the answers")
        counts = count(connection, weighted=description.weighted)
        if check:
            print("\n".join(overview(survey, counts)))
            print("Nothing was changed: this was only a check.")
            return 0
        responses = None
        if survey.responses_are_public:
            responses = folder / RESPONSES
            _report("    and putting them in order, as they are public")
            _save_responses(connection, responses)
    _report("5/5 Saving the survey and rebuilding the database")
    imports = imports_folder()
    kept = survey_folder(imports, survey.study_id)
    with put_back_on_failure(kept):
        save_survey(imports, survey, counts, responses)
        version = build(DATA, DATABASE, report=lambda line: _report(f"  {line}"))
    print("\n".join(overview(survey, counts)))
    print(f"The survey is kept in {printable(str(kept.absolute()))}, across rebuilds too.")
    print(f"The data version is now {version}. The app picks it up by itself.")
    return 0


def _report(line: str) -> None:
    print(line, flush=True)


def _save_responses(connection: duckdb.DuckDBPyConnection, file: Path) -> None:
    connection.execute("set preserve_insertion_order = true")
    connection.sql(query_text("save_responses")).write_parquet(str(file), compression="zstd")


def overview(survey: Survey, counts: Counts) -> Iterator[str]:
    """What is imported, in lines: respondents, answers, groups, and what may not be shown."""
    rows = table_rows(survey, counts)
    answers, members = counts.answers, int(counts.members["n"].sum())
    preferred = counts.chosen_together
    yield f"{survey.study_id}: {members:,} respondents, {int(answers['n'].sum()):,} answers"
    if "weight" in answers:
        yield "Weighted: shares are of weights; the numbers below are of people."
    yield "Answers to each item:"
    for item in survey.items:
        of_item = answers[answers["item_id"] == item.item_id]
        by_area = of_item.groupby("risk_area")["n"].sum()
        areas = ", ".join(f"{area} {int(n):,}" for area, n in by_area.items())
        yield f"  {item.item_id}: {int(of_item['n'].sum()):,}{f' ({areas})' if areas else ''}"
    if len(preferred):
        itself = preferred[preferred["item_id"] == preferred["other_item_id"]]
        yield f"Choices of items in preferred combinations: {int(itself['n'].sum()):,}"
    yield from _overview_of_groups(survey, rows)


def _overview_of_groups(survey: Survey, rows: dict[str, pd.DataFrame]) -> Iterator[str]:
    groups = rows.get("study_group", pd.DataFrame(columns=["dimension", "name", "members"]))
    for dimension, of_dimension in groups.groupby("dimension", sort=False):
        yield f"Groups by {str(dimension).replace('_', ' ')}:"
        for name, size in zip(of_dimension["name"], of_dimension["members"], strict=True):
            few = "too small to be shown, or it would betray one that is"
            shown = "" if dimension == "risk_area" else f": {few if pd.isna(size) else int(size)}"
            yield f"  {name}{shown}"
    hidden = len(rows.get("hidden_group", ()))
    least = survey.smallest_shown
    yield (
        f"Not shown, as they would tell of fewer than {least} respondents: {hidden:,} groups, "
        "counted item by item."
    )


if __name__ == "__main__":
    sys.exit(main())
