"""A database of which only AGI labs have enough respondents to be shown on their own."""

from collections.abc import Callable
from pathlib import Path

from data.build import build
from tests.conftest import FactRow

ChangeFacts = Callable[[Path, str, Callable[[list[FactRow]], list[FactRow]]], None]

SHOWN = "AGI lab"


def database_with_small_groups(inputs: Path, change_facts: ChangeFacts) -> str:
    """Build it from a copy of everything that the build reads; returns its path."""

    def needs_twelve(rows: list[FactRow]) -> list[FactRow]:
        return [row | {"minimum_group_size": "12"} for row in rows]

    change_facts(inputs, "studies", needs_twelve)
    build(inputs, inputs / "small_groups.duckdb", report=lambda line: None)
    return str(inputs / "small_groups.duckdb")
