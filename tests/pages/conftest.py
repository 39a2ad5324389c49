"""Databases that pages are visited with."""

from pathlib import Path

import pytest

from tests.queries.small_groups import ChangeFacts, database_with_small_groups


@pytest.fixture
def small_groups(inputs: Path, change_facts: ChangeFacts, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only AGI labs have enough respondents to be shown on their own."""
    database = database_with_small_groups(inputs, change_facts)
    monkeypatch.setenv("COMMON_GROUND_DATABASE", database)
