"""A database of which only AGI labs have enough respondents to be shown on their own."""

from collections.abc import Callable
from pathlib import Path

from data.build import build

FactRow = dict[str, str]
ChangeFacts = Callable[[Path, str, Callable[[list[FactRow]], list[FactRow]]], None]

SHOWN = "AGI lab"


def build_small_groups(inputs: Path, change_facts: ChangeFacts) -> Path:
    """Build it from a copy of everything that the build reads, and say where it is."""

    def needs_twelve(rows: list[FactRow]) -> list[FactRow]:
        return [row | {"minimum_group_size": "12"} for row in rows]

    change_facts(inputs, "studies", needs_twelve)
    database = inputs / "small_groups.duckdb"
    build(inputs, database, report=lambda line: None)
    return database
