"""Remove an imported survey: ``python -m data.remove_survey STUDY_ID``."""

import argparse
import sys

import duckdb

from data.build import build
from data.building.fact_rows import ContradictoryFactsError
from data.import_survey import printable_lines
from data.importing.problems import named, quoted
from data.importing.store import SURVEYS, put_back_on_failure, remove_survey, survey_folder
from data.paths import DATA, DATABASE, imports_folder


def argument_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m data.remove_survey",
        description="Remove a survey that was imported, and rebuild the database without it.",
        epilog="The studies that are built in cannot be removed.",
    )
    parser.add_argument("study_id", metavar="STUDY_ID", help="the id in the survey's description")
    return parser


def main(arguments: list[str] | None = None) -> int:
    """Remove a survey and rebuild the database: 0, or 1 if there is none or the build fails."""
    study_id: str = argument_parser().parse_args(arguments).study_id
    imports = imports_folder()
    there = sorted(folder.name for folder in (imports / SURVEYS).glob("[!.]*/"))
    if study_id not in there:
        known = f"these are: {named(there)}" if there else "none is"
        print(f"No survey {quoted(study_id)} is imported; {known}.", file=sys.stderr)
        return 1
    print("Removing the survey and rebuilding the database")
    try:
        with put_back_on_failure(survey_folder(imports, study_id)):
            remove_survey(imports, study_id)
            version = build(DATA, DATABASE, report=lambda line: print(f"  {line}"))
    except (ContradictoryFactsError, OSError, duckdb.Error) as error:
        print("The survey was not removed and nothing was changed:", file=sys.stderr)
        print(printable_lines(str(error)), file=sys.stderr)
        return 1
    print(f"Removed {study_id}. The data version is now {version}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
