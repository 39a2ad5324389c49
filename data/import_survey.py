"""Import a survey: ``python -m data.import_survey FILE STUDY.toml``.

The file holds the answers of each respondent, the description (TOML) says what its columns mean. If
anything in either is not as expected, every problem is named and nothing changes.
"""

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pandas as pd

from data.build import DATA, DATABASE, build
from data.facts import ContradictoryFactsError
from data.imported import imports_folder
from data.imported_surveys import remove_survey, save_survey, survey_folder
from data.problems import UnusableSurveyError, printable
from data.survey import Counts, Survey, count, table_rows
from data.survey_answers import connect, query_text, read_answers
from data.survey_description import Description, read_description, survey_of
from data.survey_items import held

RESPONSES = "responses.parquet"


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
        description = read_description(given.description, held(DATA))
    except UnusableSurveyError as error:
        return _refused(given.description, error)
    try:
        with tempfile.TemporaryDirectory(prefix="common-ground-") as folder:
            return _import(given.file, description, Path(folder), given.check)
    except UnusableSurveyError as error:
        return _refused(given.file, error)
    except (ContradictoryFactsError, OSError, duckdb.Error) as error:
        print("The survey was not imported and nothing was changed:", file=sys.stderr)
        print(printable_lines(str(error)), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped; the survey was not imported and nothing was changed.", file=sys.stderr)
        return 1


def _refused(file: Path, error: UnusableSurveyError) -> int:
    """Tell a user why a file was not imported, one line a problem."""
    number = error.problems.count
    problems = "1 problem" if number == 1 else f"{number} problems"
    name = printable(str(file))
    print(f"{name} was not imported and nothing was changed: {problems}.", file=sys.stderr)
    print("\n".join(error.problems.lines()), file=sys.stderr)
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
        counts = count(connection)
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
    with put_back_on_failure(imports, survey.study_id):
        save_survey(imports, survey, counts, responses)
        version = build(DATA, DATABASE, report=lambda line: _report(f"  {line}"))
    print("\n".join(overview(survey, counts)))
    kept = survey_folder(imports, survey.study_id).absolute()
    print(f"The survey is kept in {printable(str(kept))}, across rebuilds too.")
    print(f"The data version is now {version}. The app picks it up by itself.")
    return 0


def _report(line: str) -> None:
    print(line, flush=True)


def _save_responses(connection: duckdb.DuckDBPyConnection, file: Path) -> None:
    connection.execute("set preserve_insertion_order = true")
    connection.sql(query_text("save_responses")).write_parquet(str(file), compression="zstd")


@contextmanager
def put_back_on_failure(imports: Path, study_id: str) -> Iterator[None]:
    """Put an imported survey, or its absence, back if what is done meanwhile fails."""
    folder = survey_folder(imports, study_id)
    before = folder.with_name(f".{study_id}.before")
    shutil.rmtree(before, ignore_errors=True)
    there = folder.exists()
    if there:
        # Files of a survey are replaced, never changed: a second name for each is enough.
        shutil.copytree(folder, before, copy_function=_second_name)
    try:
        yield
    except BaseException:
        remove_survey(imports, study_id)
        if there:
            before.replace(folder)
        raise
    finally:
        shutil.rmtree(before, ignore_errors=True)


def _second_name(file: str, other: str) -> None:
    try:
        os.link(file, other)
    except OSError:
        shutil.copy2(file, other)


def overview(survey: Survey, counts: Counts) -> Iterator[str]:
    """What is imported, in lines: respondents, answers, groups, and what may not be shown."""
    rows = table_rows(survey, counts)
    answers, members = counts.answers, int(counts.members["n"].sum())
    preferred = counts.chosen_together
    yield f"{survey.study_id}: {members:,} respondents, {int(answers['n'].sum()):,} answers"
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
    least = survey.minimum_group_size
    yield (
        f"Not shown, as they would tell of fewer than {least} respondents: {hidden:,} groups, "
        "counted item by item."
    )


if __name__ == "__main__":
    sys.exit(main())
