"""Which data this is."""

import tomllib
from pathlib import Path

from queries.database import cached, run

PROJECT = Path(__file__).parents[1] / "pyproject.toml"
SOFTWARE_VERSION: str = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]["version"]
CITATION = (
    f"Common Ground contributors (2026). Common Ground (version {SOFTWARE_VERSION}) [Software]."
)
DATABASE_CITATION = "MIT AI Risk Mitigation Database, July 2025, MIT AI Risk Initiative, CC BY 4.0."
RISKS_CITATION = (
    "MIT AI Risk Repository, AGORA documents as coded by the MIT AI Risk Initiative, and MIT AI "
    "Incident Tracker, April 2026, MIT AI Risk Initiative."
)


@cached
def data_version() -> str:
    """The version of the data, named beside every figure."""
    return str(run("build_info")["data_version"].iloc[0])


def moved_on(made_with: str | None) -> str:
    """What to say of a link or a file that was made with other data; empty if it was not."""
    if not made_with or made_with == data_version():
        return ""
    return (
        f"This was made with data version {made_with}. The data have moved on: you see version "
        f"{data_version()}."
    )


@cached
def row_counts() -> dict[str, int]:
    """Rows of each table."""
    counts = run("row_counts").iloc[0]
    return {str(table): int(rows) for table, rows in counts.items()}
