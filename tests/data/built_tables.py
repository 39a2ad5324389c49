"""The tables of a built database, as tests read them, and which studies come from which files."""

from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from data.build import build
from data.paths import DATA
from tests.data.changed_facts import FactRow

Facts = dict[str, list[FactRow]]
Groups = dict[str | None, dict[str, int]]
SCORES = {
    "strongly_disagree": -2,
    "somewhat_disagree": -1,
    "neither": 0,
    "somewhat_agree": 1,
    "strongly_agree": 2,
}
ANSWERS = (*SCORES, "dont_know")
STUDY = "schuett2023"
# The studies whose every fact stands in the CSV files, those that are folders of their own, with
# counts or answers, and those of which folders hold estimates.
OF_FILES, ESTIMATED = (STUDY, "uuk2024"), ("sara2025",)
SHIPPED = ("ec2020", "ipie-waves", "ipie2024", "mit-delphi-2025")
FOLDERS = DATA / "facts" / "studies"


def rows(database: Path, query: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(database), read_only=True) as connection:
        return connection.execute(query).fetchall()


def table(database: Path, name: str) -> pd.DataFrame:
    with duckdb.connect(str(database), read_only=True) as connection:
        return connection.table(name).df()


def of_files(database: Path, name: str, columns: str = "*") -> list[tuple[Any, ...]]:
    """The rows of a table in its order, without those of studies that are in no CSV file."""
    known = table(database, name).columns
    kept = ""
    if "study_id" in known:
        kept = f"where study_id not in {(*SHIPPED, *ESTIMATED)}"
    elif "scale_id" in known:
        asked = f"select question.scale_id from question where question.study_id in {OF_FILES}"
        kept = f"where scale_id in ({asked})"
    return rows(database, f"select {columns} from {name} {kept}")


def of_study(facts: Facts, file: str, study: str = STUDY) -> list[FactRow]:
    """The rows of a file that are about a study."""
    found = [row for row in facts[file] if row["study_id"] == study]
    assert found, f"nothing in {file} is about {study}"
    return found


def silently(line: str) -> None:
    """Report nothing."""


def build_beside(inputs: Path) -> Path:
    database = inputs.parent / "built.duckdb"
    build(inputs, database, report=silently)
    return database
