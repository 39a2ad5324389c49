"""The address of the data API."""

import pytest


@pytest.fixture(scope="session")
def api(server: str) -> str:
    return f"{server}/api"
