"""Import the official definitions of mitigations: ``python -m data.import_mitigations FILE``.

The file is the CSV export of the MIT AI Risk Mitigation Database. Each row must agree with the
mitigation that is held here; if one does not, every disagreement is named and nothing changes.
"""

import argparse
import sys
from pathlib import Path

import duckdb

from data.build import build
from data.building.fact_rows import ContradictoryFactsError, read_rows
from data.importing.mitigation_export import EXPORT, read_content, read_export
from data.importing.problems import UnusableFileError, printable, refusal
from data.importing.store import DEFINITIONS, put_back_on_failure, save_definitions
from data.paths import DATA, DATABASE, imports_folder


def argument_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m data.import_mitigations",
        description=(
            "Import the official definitions of mitigations, so that the pages show them. "
            "The definitions stay on this machine and are kept when the database is rebuilt."
        ),
        epilog=(
            "The file is checked first. If anything in it is not as expected, every problem is "
            "listed with its line and column, and nothing is changed. Importing again replaces "
            "what was imported before. The definitions are kept in the folder imports, or in the "
            "one that the environment variable COMMON_GROUND_IMPORTS names."
        ),
    )
    parser.add_argument(
        "file",
        metavar="FILE",
        type=Path,
        help=f"{EXPORT} (https://airisk.mit.edu/), as downloaded: not saved by a spreadsheet",
    )
    return parser


def main(arguments: list[str] | None = None) -> int:
    """Import a file and rebuild the database: 0, or 1 if the file or the build is refused."""
    file: Path = argument_parser().parse_args(arguments).file
    folder = imports_folder()
    mitigations = read_rows(DATA / "facts" / "mitigations.csv")
    print("Checking the file")
    try:
        definitions = read_export(read_content(file), mitigations)
    except UnusableFileError as error:
        print(refusal(file, error.problems), file=sys.stderr)
        return 1
    print("Saving the definitions and rebuilding the database")
    try:
        with put_back_on_failure(folder / DEFINITIONS):
            save_definitions(folder, definitions)
            version = build(DATA, DATABASE, report=lambda line: print(f"  {line}"))
    except (ContradictoryFactsError, OSError, duckdb.Error) as error:
        print("The definitions were not imported and nothing was changed:", file=sys.stderr)
        print(error, file=sys.stderr)
        return 1
    without = len(mitigations) - len(definitions)
    kept = (folder / DEFINITIONS).absolute()
    print(f"Imported {len(definitions)} definitions; {without} mitigations have none in the file.")
    print(f"The definitions are kept in {printable(str(kept))}, across rebuilds too.")
    print(f"The data version is now {version}. The app picks it up by itself.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
